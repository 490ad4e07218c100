"""What a brief says, before it has a form: lines with the numbers of the sources they rest on.

Its clock is the store's: "now" is when the newest story came in, so the same store and arguments give the same brief.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from store.rows import SaidRow, TimelineRow
from tui.desk.brief.relevance import IN_STORY, Relevance
from tui.desk.cite import CiteSettings, cite_story
from tui.safe import safe_line
from tui.speech import told
from tui.who_says_so import became_of, who_says_so

if TYPE_CHECKING:
    from store.queries import Queries
    from store.query import Query
    from store.rows import BasketRow, StoryRow

_LINES = 8
_SCHEDULED = 12
_FACT = frozenset({"happened", "ongoing", "agreed", "cancelled"})
_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "this", "that", "these", "those", "his", "her", "their"})
_POSITION = frozenset({"demanded", "proposed", "rejected", "denied"})


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its text, the sources it rests on, and what to keep in mind ("one outlet", "state media")."""

    text: str
    sources: tuple[int, ...] = ()
    marks: tuple[str, ...] = ()
    passage: str = ""
    """The sentence of the first source that proves it, where the text is not just that sentence."""


@dataclass(frozen=True, slots=True)
class Source:
    """A story lines rest on."""

    number: int
    story: str
    citation: str
    link: str


@dataclass(frozen=True, slots=True)
class Day:
    """An event with its days, for the drawn timeline."""

    first: str
    last: str
    text: str
    is_claim: bool
    is_ahead: bool


@dataclass(frozen=True, slots=True)
class ThreadPart:
    """The draft for one thread."""

    id: str
    title: str
    stories: int
    activity: tuple[tuple[str, int], ...]
    """(day, stories), oldest first, days without stories too."""
    happened: tuple[Line, ...]
    claimed: tuple[Line, ...]
    said: tuple[Line, ...]
    positions: tuple[Line, ...]
    scheduled: tuple[Line, ...]
    moved: tuple[Line, ...]
    resting: tuple[Line, ...]
    """What rests on one outlet, one claimant or state media."""
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """A whole brief."""

    query: str
    since: datetime
    as_of: datetime
    stories: int
    basket: tuple[Line, ...]
    threads: tuple[ThreadPart, ...]
    sources: tuple[Source, ...]


@dataclass(slots=True)
class _Sources:
    """Numbers the sources in the order they are first used."""

    queries: Queries
    cite: CiteSettings
    numbers: dict[str, int] = field(default_factory=dict)
    listed: list[Source] = field(default_factory=list)

    def number(self, story_id: str) -> tuple[int, ...]:
        """The number of a story as (n,); () when the store does not have it."""
        if story_id not in self.numbers:
            story = self.queries.story(story_id)
            if story is None:
                return ()
            citation = cite_story(story, self.queries.findings(story.rowid), self.cite)
            self.listed.append(Source(len(self.listed) + 1, story_id, citation, story.link))
            self.numbers[story_id] = len(self.listed)
        return (self.numbers[story_id],)

    def numbers_of(self, story_ids: Iterable[str], most: int = 4) -> tuple[int, ...]:
        """The numbers of several stories, at most so many."""
        found: list[int] = []
        for story_id in list(dict.fromkeys(story_ids))[:most]:
            found.extend(self.number(story_id))
        return tuple(sorted(found))


def gather(
    queries: Queries,
    text: str,
    since: str,
    threads: Sequence[tuple[str, str]],
    basket: Sequence[BasketRow],
    cite: CiteSettings,
) -> Brief:
    """The material of a brief over stories that match `text` and are not older than `since` (as in queries)."""
    from store.query import parse, quoted
    from store.query_dates import stretch

    base = parse(text)
    window = base.and_(f"since:{quoted(since)}")
    sources = _Sources(queries, cite)
    first = stretch(since, queries.now, queries.timezone)[0]
    laid = tuple(_basket_line(queries, row, sources) for row in basket)
    parts = []
    for identity, title in threads:
        part = _thread(queries, window.and_(f"thread:{quoted(identity)}"), identity, title, first, sources)
        if part.stories:
            parts.append(part)
    return Brief(
        query=str(base),
        since=first.astimezone(UTC),
        as_of=queries.now.astimezone(UTC),
        stories=len(queries.story_rowids(window)),
        basket=laid,
        threads=tuple(parts),
        sources=tuple(sources.listed),
    )


def store_clock(queries: Queries) -> Callable[[], datetime]:
    """When the newest story came in: the only clock a brief knows."""
    row = queries.one("SELECT max(seen) FROM story")
    newest = datetime.fromtimestamp(row[0] if row and row[0] is not None else 0, UTC)
    return lambda: newest


# ------------------------------------------------------------------------------------------------ by thread


def _thread(
    queries: Queries, query: Query, identity: str, title: str, since: datetime, sources: _Sources
) -> ThreadPart:
    stories = queries.story_page(queries.story_rowids(query))
    today = queries.now.astimezone(queries.timezone).date()
    relevance = Relevance(queries, identity)
    lines = queries.timeline(query, start=since.date() - timedelta(days=7), end=date(9999, 1, 1)) if stories else []
    events = [event for event in lines if relevance.of(event) >= IN_STORY]
    recent = [event for event in events if (event.told or event.last or event.first or "") >= since.date().isoformat()]
    facts = [event for event in recent if event.status in _FACT and not event.asserted_by]
    claims = [event for event in recent if event.status in _FACT and event.asserted_by]
    positions = [event for event in recent if event.status in _POSITION]
    ahead = [event for event in events if event.status == "scheduled" and _end(event) >= today.isoformat()]
    moved = [event for event in events if event.has_conflict or event.moved_from not in (None, event.first)]
    return ThreadPart(
        id=identity,
        title=title,
        stories=len(stories),
        activity=_activity(stories, since.date(), today),
        happened=_event_lines(facts, sources, relevance),
        claimed=_event_lines(claims, sources, relevance),
        said=_said_lines(queries.said(query, limit=300), sources, relevance) if stories else (),
        positions=_event_lines(positions, sources, relevance),
        scheduled=_event_lines(sorted(ahead, key=lambda event: event.first or ""), sources),
        moved=_moved_lines(moved, stories, queries, sources),
        resting=_resting_lines(queries, query, stories, sources),
        days=tuple(
            Day(event.first, event.last or event.first, safe_line(event.what), bool(event.asserted_by), event in ahead)
            for event in [*facts[:6], *claims[:4], *ahead[:8]]
            if event.first and len(event.first) == 10 and not event.told
        ),
    )


def _event_lines(
    events: Iterable[TimelineRow], sources: _Sources, relevance: Relevance | None = None
) -> tuple[Line, ...]:
    """The events that matter most to the thread, by day; without `relevance`, as many as fit in the order given."""
    most = _SCHEDULED
    if relevance is not None:
        most = _LINES
        weight = partial(_weight, relevance)
        events = sorted(events, key=lambda event: (-weight(event), -event.reach, event.first or "", event.what))
    chosen: dict[str, list[TimelineRow]] = {}
    passages: set[str] = set()
    for event in events:
        alike = chosen.get(_event_text(event))
        if alike is not None:
            alike.append(event)
        elif len(chosen) < most and event.evidence not in passages:
            # A sentence that tells two events is read once.
            chosen[_event_text(event)] = [event]
            passages.add(event.evidence)
    groups = list(chosen.values())
    if relevance is not None:
        groups.sort(key=lambda group: (group[0].told or group[0].first or "", group[0].what))
    return tuple(_event_line(group, sources) for group in groups)


def _weight(relevance: Relevance, event: TimelineRow) -> int:
    """How much an event belongs into its thread's part: its passage first, then who reports it on their own; a line
    that does not say whom it is about does so least."""
    says_who = event.what[:1].isupper() and event.what.split(" ", 1)[0].lower() not in _PRONOUNS
    return 2 * relevance.of(event) + min(event.own_reporting - 1, 2) + 2 * says_who


def _event_text(event: TimelineRow) -> str:
    says = who_says_so(event.status, event.what, event.asserted_by)
    claim = f" – {says}" if says else ""
    denial = f" – denied by {', '.join(event.denied_by)}" if event.denied_by else ""
    status = became_of(event.status, event.what)
    status = "" if status == "happened" or says.startswith(status) else f" ({status})"
    return safe_line(f"{_days(event)}: {event.what}{status}{claim}{denial}")


def _event_line(events: Sequence[TimelineRow], sources: _Sources) -> Line:
    """One line for events that read alike."""
    own = max(event.own_reporting for event in events)
    marks = [f"own reporting {own}" if own > 1 else "one outlet" if len(events) == 1 else f"told {len(events)} times"]
    if all(event.outlet_kind == "state media" and event.reach == 1 for event in events):
        marks = ["state media only"]
    stories = [story for event in events for story in (event.story_id, *event.stories)]
    return Line(_event_text(events[0]), sources.numbers_of(stories), tuple(marks), _passage(events[0]))


def _passage(event: TimelineRow) -> str:
    """The sentence an event was read from; "" where the line says all of it."""
    sentence = safe_line(event.evidence)
    return "" if sentence.rstrip(".!?") == safe_line(event.what).rstrip(".!?") else sentence


def _said_lines(rows: Sequence[SaidRow], sources: _Sources, relevance: Relevance) -> tuple[Line, ...]:
    ranked = sorted(
        (row for row in rows if relevance.of(row) >= IN_STORY),
        key=lambda row: (
            row.speaker is None,
            -relevance.of(row),
            -row.outlets,
            row.is_statement,
            -row.confidence,
            -row.when.timestamp(),
            row.rowid,
        ),
    )
    lines: list[Line] = []
    per_speaker: dict[str, int] = {}
    texts: set[str] = set()
    for row in ranked:
        speaker = row.speaker or ""
        folded = " ".join(row.text.casefold().split())
        voices = [name for name, _ in row.speakers] or [speaker]
        is_heard = max(per_speaker.get(name, 0) for name in voices) >= 2
        if not speaker or folded in texts or is_heard or len(row.text) < 20:
            continue
        texts.add(folded)
        for name in voices:
            per_speaker[name] = per_speaker.get(name, 0) + 1
        lines.append(_said_line(row, sources))
        if len(lines) == _LINES:
            break
    return tuple(lines)


def _said_line(row: SaidRow, sources: _Sources) -> Line:
    """Who said it, as what, and the words: exact in quotation marks, or told to be reported speech."""
    role = f", {row.role}" if row.role else ""
    words = f"{told(row.cue or 'say')}{row.text} (reported speech)" if row.is_statement else f"“{row.text.rstrip(',')}”"
    marks = (f"{row.outlets} outlets",) if row.outlets > 1 else ()
    label = (f"via {row.outlet_kind}",) if row.outlet_kind == "state media" else ()
    speaker = row.speaker or "speaker not named"
    return Line(safe_line(f"{speaker}{role}: {words}"), sources.number(row.story_id), (*marks, *label))


def _moved_lines(
    events: Iterable[TimelineRow], stories: Sequence[StoryRow], queries: Queries, sources: _Sources
) -> tuple[Line, ...]:
    lines = []
    for event in events:
        has_moved = event.moved_from not in (None, event.first)
        what = f"moved from {event.moved_from}" if has_moved else "own reports give different days"
        text = f"{event.what}: {_days(event)}, {what}"
        numbers = sources.numbers_of([event.story_id, *event.stories])
        lines.append(Line(safe_line(text), numbers, passage=_passage(event)))
    for story in stories:
        if story.is_revised:
            versions = queries.revisions(story.rowid)
            old = next((version.title for version in versions if version.title != story.title), "")
            change = f"headline was “{old}”" if old else "text changed"
            lines.append(Line(safe_line(f"{story.outlet}: “{story.title}” – {change}"), sources.number(story.id)))
    return tuple(lines[:_LINES])


def _resting_lines(queries: Queries, query: Query, stories: Sequence[StoryRow], sources: _Sources) -> tuple[Line, ...]:
    by_cluster = {story.cluster: story for story in reversed(stories)}
    lines = []
    for cluster in queries.clusters(query, limit=200):
        story = by_cluster.get(cluster.id)
        if cluster.look_twice and story is not None and cluster.look_twice != "official":
            text = f"{cluster.title} ({story.outlet})"
            lines.append(Line(safe_line(text), sources.number(story.id), (cluster.look_twice,)))
    lines.sort(key=lambda line: (line.marks != ("state media only",), line.marks != ("one claimant",), line.text))
    return tuple(lines[:_LINES])


def _activity(stories: Sequence[StoryRow], first: date, last: date) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for story in stories:
        day = story.when.astimezone(UTC).date().isoformat()
        counts[day] = counts.get(day, 0) + 1
    last = min(last, date.fromisoformat(max(counts))) if counts else last
    days = max(1, min((last - first).days + 1, 400))
    shown = [(last - timedelta(days=offset)).isoformat() for offset in range(days)][::-1]
    return tuple((day, counts.get(day, 0)) for day in shown)


def _days(event: TimelineRow) -> str:
    if event.told:
        return f"~{event.told}"
    if event.first and event.last and event.first != event.last:
        return f"{event.first} – {event.last}"
    return event.first or event.when_text or "no date"


def _end(event: TimelineRow) -> str:
    return event.last or event.first or ""


# ------------------------------------------------------------------------------------------------ the basket


def _basket_line(queries: Queries, row: BasketRow, sources: _Sources) -> Line:
    """One thing the analyst laid into the basket: as the part of its thread would tell it, with the comment given."""
    value = row.read()
    story_id = row.object.partition(" ")[0]
    story, found = queries.story(story_id), queries.finding_at(row.object)
    if isinstance(found, SaidRow):
        line = _said_line(found, sources)
    elif isinstance(found, TimelineRow):
        line = _event_line([found], sources)
    else:
        line = Line(_kept_words(row, value, story), sources.number(story_id))
        if story is not None and value.get("kind") in ("quote", "statement", "event"):
            line = replace(line, marks=("as it was read when it was laid here",))
    comment = value.get("comment", "")
    return replace(line, text=safe_line(f"{line.text} – {comment}")) if comment else line


def _kept_words(row: BasketRow, value: Mapping[str, str], story: StoryRow | None) -> str:
    """What was kept beside an address: all there is when no reading has the finding any more."""
    text = value.get("text", "")
    if value.get("kind") in ("quote", "passage") and text:
        text = f"“{text.rstrip(',')}”"
    speaker = value.get("speaker", "")
    title = story.title if story is not None else row.object
    return safe_line(f"{speaker}: {text}" if speaker and text else text or title)
