"""Alerts: which stories are worth telling, why, and never twice. The judging is pure; the store keeps what fired."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from tui.desk.alert_settings import AlertSettings

if TYPE_CHECKING:
    from store.queries import Queries
    from store.rows import StoryRow

LOOK_BACK = timedelta(hours=48)
"""Stories that came in longer ago are no news to an alert."""
_MOST = 500


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story an alert's query finds, with what its conditions are judged by."""

    story: StoryRow
    velocity: float = 0.0
    new_voices: tuple[str, ...] = ()
    """Named speakers of the story who were not heard for as long as the alert asks."""
    moved: tuple[str, ...] = ()
    """Its events that were moved, in words."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an alert fires for a story: every reason in words, met or not."""

    fires: bool
    why: tuple[str, ...]
    why_not: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Firing:
    """One alert that fires for one story. `key` is what it fires for: a cluster, so never twice for copies."""

    alert: AlertSettings
    story: StoryRow
    key: str
    why: tuple[str, ...]


def judge(alert: AlertSettings, candidate: Candidate) -> Verdict:
    """The conditions of an alert over one story its query found."""
    story = candidate.story
    met = [f"matches {alert.query}"]
    missed: list[str] = []

    def weigh(holds: bool, words: str) -> None:
        (met if holds else missed).append(words)

    if alert.own_reporting:
        words = f"own reporting {story.own_reporting} of at least {alert.own_reporting}"
        weigh(story.own_reporting >= alert.own_reporting, words)
    if alert.velocity:
        words = f"{candidate.velocity:.1f} stories an hour of at least {alert.velocity:g}"
        weigh(candidate.velocity >= alert.velocity, words)
    if alert.first_words_days:
        who = ", ".join(candidate.new_voices) or "nobody"
        weigh(bool(candidate.new_voices), f"first words in {alert.first_words_days} days: {who}")
    if alert.event_moved:
        weigh(bool(candidate.moved), f"moved: {'; '.join(candidate.moved) or 'nothing'}")
    return Verdict(not missed, tuple(met), tuple(missed))


def candidates(queries: Queries, alert: AlertSettings, look_back: timedelta = LOOK_BACK) -> list[Candidate]:
    """Stories an alert's query finds among what came in lately, one a cluster and no copies, newest first."""
    from store.query import parse

    hours = max(1, int(look_back.total_seconds() // 3600))
    query = parse(alert.query).and_(f"seen:{hours}h")
    rowids = queries.story_rowids(query, grouped=True, limit=_MOST)
    return [_candidate(queries, alert, story) for story in queries.story_page(rowids)]


def due(queries: Queries, alerts: Iterable[AlertSettings], now: datetime, zone: tzinfo) -> list[Firing]:
    """Everything that fires now: not fired for before, no cool-down, no quiet hours."""
    from store.kept import fired_keys, last_fired

    found = []
    for alert in alerts:
        if is_quiet(alert, now, zone):
            continue
        last = last_fired(queries.connection, alert.name)
        if last is not None and now - last < timedelta(minutes=alert.cool_down_minutes):
            continue
        known = fired_keys(queries.connection, alert.name)
        for candidate in candidates(queries, alert):
            key = f"cluster {candidate.story.cluster}"
            verdict = judge(alert, candidate) if key not in known else None
            if verdict is not None and verdict.fires:
                found.append(Firing(alert, candidate.story, key, verdict.why))
    return found


def is_quiet(alert: AlertSettings, now: datetime, zone: tzinfo) -> bool:
    """Whether the alert's quiet hours last, which may go over midnight."""
    if alert.quiet_hours is None:
        return False
    first, last = alert.quiet_hours
    clock = now.astimezone(zone).time()
    return first <= clock < last if first <= last else clock >= first or clock < last


def _candidate(queries: Queries, alert: AlertSettings, story: StoryRow) -> Candidate:
    velocity = 0.0
    if alert.velocity:
        found = queries.cluster(story.cluster)
        velocity = found[0].velocity if found else 0.0
    voices = _new_voices(queries, story, alert.first_words_days) if alert.first_words_days else ()
    moved: Sequence[str] = ()
    if alert.event_moved:
        events = queries.events_in(story.rowid)
        moved = [f"{event.what} from {event.moved_from} to {event.first}" for event in events if event.moved_from]
    return Candidate(story, velocity, tuple(voices), tuple(moved))


def _new_voices(queries: Queries, story: StoryRow, days: int) -> list[str]:
    from store.query import parse, quoted

    voices = {actor: name for said in queries.said_in(story.rowid) for name, actor in said.speakers if actor}
    new = []
    for actor, name in voices.items():
        start = (story.when - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%S%z")
        query = parse(f"speaker:{quoted(actor)} after:{quoted(start)}")
        earlier = [said for said in queries.said(query, limit=20) if said.when < story.when]
        if not [said for said in earlier if said.story_id != story.id]:
            new.append(name)
    return new
