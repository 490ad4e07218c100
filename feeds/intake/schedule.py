"""When a feed may be asked again, and what is remembered of its answer: pure functions over a FeedState and a clock.

A feed is asked no sooner than its interval, its answer's freshness (RFC 9111 §4.2), its own hints (ttl, sy:*,
skipHours, skipDays) and any Retry-After allow; each is honoured up to a cap, so that no header can silence a feed.
Failures back off exponentially, shown in `why_then`, and never beyond a day.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from feeds.intake.freshness import freshness, retry_after
from feeds.intake.secrets import stored
from feeds.intake.statuses import words_of
from feeds.records import dataclass
from feeds.settings import FeedSettings, FetchSettings
from feeds.story import FeedHints, FeedState

MOST_FRESH = timedelta(hours=24)
"""Longest wait that max-age, Expires, ttl or sy:* can ask for."""
MOST_RETRY_AFTER = timedelta(days=7)
MOST_BACK_OFF = timedelta(hours=24)
LEAST_BETWEEN = timedelta(minutes=5)
JITTER = 0.1
"""Share of a wait added at most, so that feeds do not all fall due at once. Waits only ever grow by it."""
SIGHTINGS = 3
"""Unbroken permanent redirects to one address before it is adopted."""
FROZEN_AFTER = timedelta(days=60)
_BUSY = (429, 503)


@dataclass(frozen=True, slots=True)
class Reply:
    """What scheduling needs to know of one answer. `error` is a sentence when it was a failure of any kind."""

    status: int | None = None
    headers: Mapping[str, str] | None = None
    error: str | None = None
    final_url: str = ""
    redirects: tuple[str, ...] = ()
    """"301 https://…" a hop."""
    is_permanently_moved: bool = False
    body_hash: str | None = None
    size_bytes: int | None = None
    hints: FeedHints | None = None
    """Of the body; None when none was read, and the remembered ones hold."""
    newest_entry: datetime | None = None
    oldest_entry: datetime | None = None
    items_per_day: float | None = None
    full_share: float | None = None
    entries: int | None = None
    notes: tuple[str, ...] = ()


def fresh_state(feed: FeedSettings) -> FeedState:
    """A feed never asked."""
    return FeedState(feed=feed.name, url=place_of(feed))


def place_of(feed: FeedSettings) -> str:
    """What a feed's state is known by: its address without secrets, or a hash of its command, which may hold some."""
    if feed.url:
        return stored(feed.url)
    command = " ".join(feed.command)
    return f"command {blake2b(command.encode('utf-8', 'replace'), digest_size=8).hexdigest()}"


def state_for(feed: FeedSettings, states: Mapping[str, FeedState]) -> FeedState:
    """The state of a feed by its name, else by its address (it was renamed). A changed address is a feed never asked,
    but for the pause the user set."""
    place, written = place_of(feed), feed.url or " ".join(feed.command)
    state = states.get(feed.name)
    if state is not None and state.url in (place, written):
        return _without_secrets(state, place)
    renamed = next((other for other in states.values() if other.url in (place, written)), None)
    if renamed is not None:
        return replace(_without_secrets(renamed, place), feed=feed.name)
    return replace(fresh_state(feed), is_paused=state.is_paused if state else False)


def _without_secrets(state: FeedState, place: str) -> FeedState:
    """The state, cleaned where an earlier version kept the address with its secrets."""
    if state.url == place:
        return state
    return replace(state, url=place, validators_url=stored(state.validators_url))


def request_url(state: FeedState, url: str) -> str:
    """The address to ask: the permanent one once it was seen often enough, else the feed's own `url`."""
    if state.permanent_url and state.permanent_seen >= SIGHTINGS:
        return state.permanent_url
    return url


def due_at(state: FeedState, now: datetime) -> datetime | None:
    """When the feed may be asked: `now` or earlier means at once; None means never (gone or paused).

    A clock that was set back would make a wait endless: then the wait counts from now.
    """
    if state.is_gone or state.is_paused:
        return None
    if state.not_before is None:
        return now
    if state.checked is not None and state.checked > now + timedelta(minutes=5):
        moment = now + min(state.not_before - state.checked, MOST_RETRY_AFTER)
    else:
        moment = min(state.not_before, now + MOST_RETRY_AFTER)
    return moment if moment > now else _skip(now, state.hints)


def is_due(state: FeedState, now: datetime, *, force: bool = False) -> bool:
    """True when the feed may be asked now. `force` overrides everything but a pause the server asked for, and 410."""
    when = due_at(state, now)
    if when is None:
        return False
    if force:
        return not (state.status in _BUSY and when > now)
    return when <= now


def hold_of(state: FeedState, now: datetime) -> datetime | None:
    """Until when this feed's whole host is left alone: it said 429 or 503 and its time is not up."""
    if state.status in _BUSY:
        when = due_at(state, now)
        if when is not None and when > now:
            return when
    return None


def held(state: FeedState, host: str, until: datetime) -> FeedState:
    """A sibling's state while its host is left alone."""
    if state.not_before is not None and state.not_before >= until:
        return state
    return replace(state, not_before=until, why_then=f"{host} asked for a pause")


def told_to_wait(state: FeedState, status: int, header: str, now: datetime) -> FeedState:
    """The state of a feed when a page of its host was refused with 429 or 503: the whole host is left alone, as long as
    Retry-After says or an hour."""
    asked = retry_after(header, now)
    wait = timedelta(hours=1) if asked is None else max(min(asked, MOST_RETRY_AFTER), LEAST_BETWEEN)
    until = _whole(now + wait)
    if state.not_before is not None and state.not_before >= until and state.status in _BUSY:
        return state
    return replace(
        state, status=status, not_before=max(until, state.not_before or until), why_then="its host asked for a pause"
    )


def after(
    state: FeedState, reply: Reply, now: datetime, settings: FetchSettings, feed: FeedSettings | None = None
) -> FeedState:
    """The state after one answer. Pure: the same arguments give the same state."""
    now = now.replace(microsecond=0)
    status = reply.status
    seen = replace(state, checked=now, status=status, redirects=reply.redirects)
    seen = _with_permanent(seen, reply)
    if reply.error is None and status == 304:
        return _unchanged(seen, reply, now, settings, feed)
    if reply.error is None and status in (None, 200, 203, 226):
        return _changed(state, seen, reply, now, settings, feed)
    return _failed(seen, reply, now, settings, feed)


def _unchanged(
    state: FeedState, reply: Reply, now: datetime, settings: FetchSettings, feed: FeedSettings | None
) -> FeedState:
    """A 304: freshness and validators are updated (RFC 9111 §4.3.4), stories are not."""
    state = _succeeded(state, now)
    headers = reply.headers or {}
    state = replace(
        state,
        etag=headers.get("etag") or state.etag,
        last_modified=headers.get("last-modified") or state.last_modified,
        conditional=True,
    )
    return _next(_frozen(state, now), headers, now, settings, feed)


def _changed(
    before: FeedState, state: FeedState, reply: Reply, now: datetime, settings: FetchSettings, feed: FeedSettings | None
) -> FeedState:
    headers = reply.headers or {}
    state = _succeeded(state, now)
    same_body = reply.body_hash is not None and reply.body_hash == before.body_hash
    was_conditional = bool(before.etag or before.last_modified) and before.validators_url == reply.final_url
    newest = max((moment for moment in (before.newest_entry, reply.newest_entry) if moment), default=None)
    state = replace(
        state,
        etag=headers.get("etag"),
        last_modified=headers.get("last-modified"),
        validators_url=reply.final_url,
        body_hash=reply.body_hash,
        conditional=False if same_body and was_conditional else state.conditional,
        changed=before.changed if same_body and before.changed else now,
        size_bytes=reply.size_bytes if reply.size_bytes is not None else state.size_bytes,
        hints=reply.hints if reply.hints is not None else state.hints,
        newest_entry=newest,
        items_per_day=reply.items_per_day if reply.items_per_day is not None else state.items_per_day,
        full_share=reply.full_share if reply.full_share is not None else state.full_share,
        notes=state.notes if same_body else reply.notes,
        gaps=_with_gap(before, reply, now),
    )
    return _next(_frozen(state, now), headers, now, settings, feed)


def _succeeded(state: FeedState, now: datetime) -> FeedState:
    return replace(state, succeeded=now, failures=0, error=None, failing_since=None, is_gone=False)


def _with_gap(before: FeedState, reply: Reply, now: datetime) -> tuple[str, ...]:
    """Everything in the feed is newer than the newest entry known: what stood between was never seen.

    A partial answer (226) and a feed's first answer say nothing about that, nor does a feed of one entry.
    """
    known, oldest = before.newest_entry, reply.oldest_entry
    if reply.status == 226 or known is None or oldest is None or (reply.entries or 0) < 3:
        return before.gaps
    if oldest - known < timedelta(minutes=1) or oldest > now + timedelta(hours=1):
        return before.gaps
    gap = f"{_minute(known)}/{_minute(oldest)}"
    return (*before.gaps, gap)[-20:]


def _minute(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")


def _frozen(state: FeedState, now: datetime) -> FeedState:
    """A feed that answers well and has had nothing new for two months says so."""
    notes = tuple(note for note in state.notes if not note.startswith("frozen"))
    newest = state.newest_entry or state.changed
    if newest is not None and now - newest > FROZEN_AFTER and now - (state.changed or newest) > timedelta(days=14):
        notes = (*notes, f"frozen: nothing new since {newest.date().isoformat()}")
    elif state.newest_entry is not None and now - state.newest_entry > FROZEN_AFTER * 3:
        notes = (*notes, f"frozen: nothing new since {state.newest_entry.date().isoformat()}")
    return state if notes == state.notes else replace(state, notes=notes)


def _with_permanent(state: FeedState, reply: Reply) -> FeedState:
    """Counts sightings of one permanent address; anything but an unbroken chain that ends in a feed starts anew.

    A permanent address that fails again and again is given up for the configured one.
    """
    if reply.error is not None or reply.status not in (200, 203, 226, 304):
        is_lost = state.permanent_seen >= SIGHTINGS and state.failures >= 2 and reply.status not in _BUSY
        return replace(state, permanent_url=None, permanent_seen=0) if is_lost else state
    if state.permanent_seen >= SIGHTINGS:
        if not reply.redirects:
            return state
        if reply.is_permanently_moved:
            return replace(state, permanent_url=reply.final_url, permanent_seen=1)
        return state
    if not reply.is_permanently_moved:
        return replace(state, permanent_url=None, permanent_seen=0)
    if reply.final_url == state.permanent_url:
        return replace(state, permanent_seen=state.permanent_seen + 1)
    return replace(state, permanent_url=reply.final_url, permanent_seen=1)


def _failed(
    state: FeedState, reply: Reply, now: datetime, settings: FetchSettings, feed: FeedSettings | None
) -> FeedState:
    failures = state.failures + 1
    state = replace(
        state,
        failures=failures,
        error=reply.error or words_of(reply.status),
        failing_since=state.failing_since or now,
    )
    if reply.status == 410 and not (state.permanent_url and state.permanent_seen >= SIGHTINGS):
        return replace(state, is_gone=True, not_before=None, why_then="gone for good (410); its stories are kept")
    back_off = min(interval_of(settings, feed) * 2 ** min(failures - 1, 12), MOST_BACK_OFF)
    why = "the usual interval after a failure" if failures == 1 else f"back-off after {failures} failures"
    asked = retry_after((reply.headers or {}).get("retry-after", ""), now)
    if reply.status in _BUSY and asked is not None and asked >= timedelta(0):
        wait = max(min(asked, MOST_RETRY_AFTER), LEAST_BETWEEN)
        if wait >= back_off or failures == 1:
            return replace(state, not_before=_whole(now + wait), why_then=f"Retry-After {_span(asked)}")
    return replace(state, not_before=_whole(now + back_off + _jitter(state.url, back_off)), why_then=why)


def _next(
    state: FeedState, headers: Mapping[str, str], now: datetime, settings: FetchSettings, feed: FeedSettings | None
) -> FeedState:
    interval = interval_of(settings, feed)
    wait, why = interval, f"every {_span(interval)}"
    for candidate, words in _wishes(headers, state.hints, now):
        if candidate > wait:
            wait, why = min(candidate, MOST_FRESH), words
    moment = _whole(now + wait + _jitter(state.url, wait))
    allowed = _skip(moment, state.hints)
    if allowed != moment:
        moment, why = allowed, "the feed's own pause (skipHours, skipDays)"
    return replace(state, not_before=moment, why_then=why)


def interval_of(settings: FetchSettings, feed: FeedSettings | None) -> timedelta:
    """How often the config wants this feed asked, at least five minutes apart."""
    minutes = feed.interval_minutes if feed and feed.interval_minutes else settings.interval_minutes
    return max(timedelta(minutes=minutes), LEAST_BETWEEN)


def _wishes(headers: Mapping[str, str], hints: FeedHints, now: datetime) -> list[tuple[timedelta, str]]:
    found = []
    fresh = freshness(headers, now)
    if fresh is not None:
        found.append(fresh)
    if hints.ttl_minutes:
        found.append((timedelta(minutes=min(hints.ttl_minutes, 100_000)), f"ttl {hints.ttl_minutes} min"))
    if hints.update_minutes:
        period = timedelta(minutes=min(hints.update_minutes, 600_000))
        words = f"its update period of {hints.update_minutes:.0f} min"
        if hints.update_base is None or period < LEAST_BETWEEN:
            found.append((period, words))
        else:
            found.append((period - (now - hints.update_base) % period, f"{words}, counted from its base"))
    return found


def _jitter(url: str, wait: timedelta) -> timedelta:
    """Always the same for one feed: 0 to 10 % of the wait, at most ten minutes."""
    share = int.from_bytes(blake2b(url.encode("utf-8", "replace"), digest_size=4).digest(), "big") / 2**32
    return min(wait * (JITTER * share), timedelta(minutes=10))


def _whole(moment: datetime) -> datetime:
    """Rounded up to the second: never early."""
    return moment.replace(microsecond=0) + timedelta(seconds=1) if moment.microsecond else moment


def _skip(moment: datetime, hints: FeedHints) -> datetime:
    """The first moment from `moment` on that is in no hour or day the feed wants left out (RSS 2.0: hours in GMT).

    A feed that leaves out everything means nothing by it.
    """
    if not hints.skip_hours and not hints.skip_days:
        return moment
    if len(hints.skip_hours) >= 24 or len(hints.skip_days) >= 7:
        return moment
    found = moment.astimezone(UTC)
    for _ in range(24 * 8):
        if found.hour not in hints.skip_hours and found.weekday() not in hints.skip_days:
            break
        found = found.replace(minute=0, second=0) + timedelta(hours=1)
    if found == moment:
        return moment
    return found + timedelta(seconds=math.floor(moment.minute * 60 + moment.second) % 300)


def _span(wait: timedelta) -> str:
    seconds = int(wait.total_seconds())
    if seconds % 3600 == 0 and seconds >= 3600:
        return f"{seconds // 3600} h"
    return f"{seconds // 60} min" if seconds % 60 == 0 and seconds >= 60 else f"{seconds} s"
