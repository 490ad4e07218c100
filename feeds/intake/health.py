"""A feed's state in words, for the health table, its JSON and the screen. Pure: state and clock in, one row out."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias

from feeds.intake.schedule import SIGHTINGS, due_at
from feeds.intake.secrets import shown
from feeds.records import dataclass
from feeds.settings import FeedSettings
from feeds.story import FeedState

Standing: TypeAlias = Literal["ok", "quiet", "failing", "gone", "paused", "off", "new"]


@dataclass(frozen=True, slots=True)
class Health:
    """One feed in words. Empty strings and None where nothing is known yet."""

    feed: str
    standing: Standing
    address: str
    """As it may be shown: without credentials."""
    last_good: datetime | None
    last_asked: datetime | None
    status: int | None
    next_try: datetime | None
    """None when it is not asked again (gone, paused, off)."""
    why: str
    items_per_day: float | None
    text: Literal["full", "summary", "mixed", ""]
    size_bytes: int | None
    validators: str
    """"ETag", "Last-Modified", "both", "none", with "(ignored)" when the server sends everything anyway."""
    redirects: tuple[str, ...]
    error: str
    failures: int
    failing_since: datetime | None
    gaps: tuple[str, ...]
    notes: tuple[str, ...]
    newest_entry: datetime | None


def health_of(feed: FeedSettings, state: FeedState | None, now: datetime) -> Health:
    """The row of one feed; `state` is None for a feed never asked."""
    known = state or FeedState(feed=feed.name, url=feed.url)
    standing = _standing(feed, state)
    next_try = due_at(known, now) if standing not in ("off", "paused", "gone") else None
    notes = list(known.notes)
    if known.permanent_url:
        is_adopted = known.permanent_seen >= SIGHTINGS
        where = shown(known.permanent_url)
        notes.append(
            f"moved to {where}" if is_adopted else f"moving to {where} ({known.permanent_seen} of {SIGHTINGS})"
        )
    return Health(
        feed=feed.name,
        standing=standing,
        address=shown(feed.url) if feed.url else " ".join(feed.command[:1]),
        last_good=known.succeeded,
        last_asked=known.checked,
        status=known.status,
        next_try=max(next_try, now) if next_try else None,
        why=known.why_then or ("not asked yet" if known.checked is None else ""),
        items_per_day=known.items_per_day,
        text=_text(known.full_share),
        size_bytes=known.size_bytes,
        validators=_validators(known),
        redirects=known.redirects,
        error=known.error or "",
        failures=known.failures,
        failing_since=known.failing_since,
        gaps=known.gaps,
        notes=tuple(notes),
        newest_entry=known.newest_entry,
    )


def _standing(feed: FeedSettings, state: FeedState | None) -> Standing:
    if not feed.is_enabled:
        return "off"
    if state is None or (state.checked is None and not state.is_paused):
        return "new"
    if state.is_paused:
        return "paused"
    if state.is_gone:
        return "gone"
    if state.failures:
        return "failing"
    return "quiet" if any(note.startswith("frozen") for note in state.notes) else "ok"


def _text(full_share: float | None) -> Literal["full", "summary", "mixed", ""]:
    if full_share is None:
        return ""
    return "full" if full_share > 0.8 else "summary" if full_share < 0.2 else "mixed"


def _validators(state: FeedState) -> str:
    if not state.checked:
        return ""
    both = [name for name, value in (("ETag", state.etag), ("Last-Modified", state.last_modified)) if value]
    words = "both" if len(both) == 2 else both[0] if both else "none"
    return words + (" (ignored)" if both and state.conditional is False else "")
