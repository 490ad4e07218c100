"""Questions of the timeline: one line an event, upcoming days upward from now, then the past."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TypeAlias

from store.belonging import Belonging
from store.identity import fold, public_id
from store.moments import day_sql, from_seconds
from store.packing import who
from store.queries_stories import StoryQueries
from store.query import Query
from store.query_conditions import WITH_WORDS, Condition, joined, listed, within
from store.rows import TimelineRow
from store.schema import FINDING_BITS

MOST_EVENTS = 3_000
"""Events a question looks at, by day, before it gives what it has found."""
MOST_STORIES = 300
"""Newest matching stories whose events are gathered where no list is in the order of the days."""
DENSE = 0.2
"""When at least this share of all stories matches, walking the days meets them soon enough."""


_LAST_DAY = 4_000_000
_Span: TypeAlias = tuple[int, int]
Belongs: TypeAlias = Callable[[Sequence[int]], set[int]]
"""Those of some events (rowids) that belong where they are listed."""
_Days: TypeAlias = Callable[[_Span, _Span | None, int, bool], list[int]]
"""(days of dated events, days events without a day were told on, limit, is ascending) to event rows by day."""


class TimelineLines(list[TimelineRow]):
    """Lines in their order; `left_out` are those of stories that only touch the thread, as far as was looked."""

    left_out: int = 0


class TimelineQueries(StoryQueries):
    """Events as lines."""

    _belonging: Belonging | None = None

    def timeline(
        self,
        query: Query,
        start: date | None = None,
        end: date | None = None,
        limit: int = 400,
        *,
        with_told: bool = True,
        with_touching: bool = True,
    ) -> TimelineLines:
        """Lines of matching stories whose days touch start–end (inclusive), by first day. Without bounds: half of the
        limit from today on, the rest before. Bare words, status:, event:, by:, target:, asserted: and on: apply to
        the events. What gives no day of its own has passed or lasts: `with_told` lists it on the day it was told; on:
        never finds it. What is only scheduled, or names nobody, is left out without a day. Where neither a thread nor
        all events are asked for, those of the newest 300 matching stories are looked at. Without `with_touching`, of
        the stories that only touch the threads asked for, what stands outside the passages that do is left out."""
        compiled = self.compiled(query, "events")
        row = [*compiled.row, Condition(self.known("e"))]
        low = start.toordinal() if start else 0
        high = end.toordinal() if end else _LAST_DAY
        if start and end:
            # An event that began earlier but goes on into the days asked for belongs to them.
            row.append(Condition("(+e.day >= ? OR coalesce(e.last_day, e.day) >= ?)", (low, low)))
            low -= 31
        told = (start.toordinal() if start else 0, high) if with_told else None
        days = self._days(compiled.story, row, is_bounded=bool(limit))
        belongs = None if with_touching else self._belongs(query)
        limit = limit or 1 << 40
        if start is None and end is None:
            today = self.now.astimezone(self.timezone).date().toordinal()
            most = limit - limit // 2
            ahead = self._lines(days((today, high), None, most, True), compiled.words, most, belongs=belongs)
            most = limit - len(ahead)
            past = self._lines(days((low, today - 1), told, most, False), compiled.words, most, ahead, belongs=belongs)
            return _in_order(past[::-1] + ahead, ahead.left_out + past.left_out)
        is_ascending = start is not None
        lines = self._lines(days((low, high), told, limit, is_ascending), compiled.words, limit, belongs=belongs)
        return _in_order(lines if is_ascending else lines[::-1], lines.left_out)

    def _belongs(self, query: Query) -> Belongs | None:
        """Which events belong to the threads a query asks for; None when it asks for none."""
        if self._belonging is None:
            self._belonging = Belonging(self, self.findings)
        threads = self._belonging.threads_of(query)
        return partial(self._belonging.kept, threads=threads) if threads else None

    def _days(self, story: Sequence[Condition], row: Sequence[Condition], *, is_bounded: bool) -> _Days:
        """How the events of some days are found, in the cheapest way: see _Days."""
        driver, count = self._cheapest(story)
        total = self.one("SELECT stories FROM thread WHERE thread = 1") or (0,)
        if self.as_of is None and driver is not None and driver.driver == "thread" and len(driver.keys) == 1:
            rest = [condition for condition in story if condition is not driver]
            return partial(self._by_day, rest, row, driver.keys[0], is_bounded)
        if driver is None or count > total[0] * DENSE:
            return partial(self._by_day, story, row, None, is_bounded)
        return partial(_between, self._of_stories(story, row, is_bounded))

    def _of_stories(
        self, story: Sequence[Condition], row: Sequence[Condition], is_bounded: bool
    ) -> list[tuple[int, int, int]]:
        """(day, event, is told) found through their stories, by day: for queries few stories match."""
        sql, params = joined(row)
        found: list[tuple[int, int, int]] = []
        walked = 0
        for part in self.walk_rowids(story, MOST_STORIES):
            found += self.rows(
                "SELECT e.day, e.event, e.is_told FROM json_each(?) AS wanted "
                "CROSS JOIN story s ON s.story = wanted.value "
                f"CROSS JOIN event e ON e.event BETWEEN (s.story << {FINDING_BITS}) AND (s.story << {FINDING_BITS}) + "
                f"{(1 << FINDING_BITS) - 1} WHERE +e.day IS NOT NULL AND {sql}",
                (listed(part), *params),
            )
            walked += len(part)
            if is_bounded and walked >= MOST_STORIES:
                break
        return sorted(found)

    def _by_day(
        self,
        story: Sequence[Condition],
        row: Sequence[Condition],
        thread: int | None,
        is_bounded: bool,
        dated: _Span,
        told: _Span | None,
        limit: int,
        ascending: bool,
    ) -> list[int]:
        """Events found by walking the days, of one thread or of all: a row is looked up only to be checked."""
        sql, params = joined([*row, *story])
        order = "ASC" if ascending else "DESC"
        if thread is not None:
            walk = f"thread_event WHERE thread = {thread:d}"
        elif self.as_of is None:
            walk = "event INDEXED BY event_by_day WHERE day IS NOT NULL AND superseded_at IS NULL"
        else:
            walk = "event WHERE day IS NOT NULL"
        walks = f"SELECT day, event FROM {walk} AND is_told = 0 AND day BETWEEN ? AND ?"
        days: tuple[int, ...] = dated
        if told is not None:
            # Each half is in order by its index: SQLite merges them without sorting.
            walks += f" UNION ALL SELECT day, event FROM {walk} AND is_told = 1 AND day BETWEEN ? AND ?"
            days = (*dated, *told)
        join = f"CROSS JOIN story s ON s.story = e.event >> {FINDING_BITS}" if "s." in sql else ""
        in_order = f"{walks} ORDER BY day {order}, event {order} LIMIT ?"
        most = MOST_EVENTS if is_bounded else -1
        leading: tuple[object, ...]
        if WITH_WORDS in sql and is_bounded:
            # Words are looked up among the stories these events are told by.
            walked = [event for _, event in self.rows(in_order, (*days, most))]
            if not walked:
                return []
            sql = within(sql, min(walked) >> FINDING_BITS, max(walked) >> FINDING_BITS)
            # Told from the number alone, before the event and its story are looked up.
            sql = sql.replace("s.story IN (SELECT", f"(walked.value >> {FINDING_BITS}) IN (SELECT")
            join = join if "s." in sql else ""
            source, leading = "json_each(?) AS walked CROSS JOIN event e ON e.event = walked.value", (listed(walked),)
        else:
            source = f"({in_order}) walked CROSS JOIN event e ON e.event = walked.event"
            leading = (*days, most)
        rows = self.rows(f"SELECT e.event FROM {source} {join} WHERE {sql} LIMIT ?", (*leading, *params, limit * 2))
        return [event for (event,) in rows]

    def _lines(
        self,
        events: Sequence[int],
        words: Sequence[str],
        limit: int,
        others: Sequence[TimelineRow] = (),
        *,
        belongs: Belongs | None = None,
    ) -> TimelineLines:
        """One row a line, in the order its first event came; rows whose text lacks a word, or that stand among others,
        are left out."""
        if limit <= 0:  # what is ahead has taken every row that was asked for
            return TimelineLines()
        found = TimelineLines()
        elsewhere: set[int] = set()
        shown = {row.rowid for row in others}
        lines: set[int] = set()
        step = min(limit, 400)
        for place in range(0, len(events), step):
            asked = events[place : place + step]
            if words:
                asked = self._with_words(asked, words)
            if belongs is not None:
                kept = belongs(asked)
                elsewhere.update(event for event in asked if event not in kept)
                asked = [event for event in asked if event in kept]
            for row in self.rows(_ROWS, (listed(asked),)):
                if row[1] not in lines and row[0] not in shown:
                    lines.add(row[1])
                    found.append(_timeline_row(row))
            if len(found) >= limit:
                break
        rows = TimelineLines(self._with_stories(found[:limit]))
        rows.left_out = self._lines_besides(elsewhere, lines) if elsewhere else 0
        return rows

    def _lines_besides(self, events: set[int], lines: set[int]) -> int:
        """How many lines some events stand on, others not counted."""
        found = self.rows(
            "SELECT DISTINCT coalesce(e.line, e.event) FROM json_each(?) AS wanted "
            "CROSS JOIN event e ON e.event = wanted.value",
            (listed(sorted(events)),),
        )
        return len({line for (line,) in found} - lines)

    def _with_words(self, events: Sequence[int], words: Sequence[str]) -> list[int]:
        """Those of some events whose line has all of the words, read before anything else of it is."""
        wanted = [fold(word) for word in words]
        rows = self.rows(_TEXTS, (listed(events),))
        if not rows:
            return []
        # Folded in one go: most of what that costs is the call.
        texts = fold("\0".join([text.replace("\0", " ") for _, text in rows])).split("\0")
        return [row[0] for row, text in zip(rows, texts, strict=True) if all(word in text for word in wanted)]

    def _with_stories(self, rows: list[TimelineRow]) -> list[TimelineRow]:
        """The public ids of all stories on a line, for lines several stories share."""
        rows = self._with_answers(self._with_other_days(rows))
        shared = [row.rowid for row in rows if row.reach > 1]
        if not shared:
            return rows
        stories: dict[int, list[str]] = {}
        for event, number in self.rows(
            "SELECT stands.event, s.id FROM json_each(?) AS wanted CROSS JOIN event stands ON stands.event = "
            "wanted.value "
            f"JOIN event e ON e.line = stands.line JOIN story s ON s.story = e.event >> {FINDING_BITS} ORDER BY "
            f"s.when_at",
            (listed(shared),),
        ):
            ids = stories.setdefault(event, [])
            if public_id(number) not in ids:
                ids.append(public_id(number))
        return [replace(row, stories=tuple(stories.get(row.rowid, row.stories))) for row in rows]

    def _with_other_days(self, rows: list[TimelineRow]) -> list[TimelineRow]:
        """The days other reports give, for lines whose reports contradict each other."""
        doubtful = [row.rowid for row in rows if row.has_conflict]
        if not doubtful:
            return rows
        days: dict[int, list[str]] = {}
        for event, day in self.rows(
            f"SELECT DISTINCT stands.event, {day_sql('e.first_day')} FROM json_each(?) AS wanted "
            "CROSS JOIN event stands ON stands.event = wanted.value JOIN event e ON e.line = stands.line "
            "WHERE e.first_day IS NOT NULL AND e.precision IN ('day', 'minute') AND e.status = stands.status "
            "ORDER BY e.first_day",
            (listed(doubtful),),
        ):
            days.setdefault(event, []).append(day)
        return [
            replace(row, other_days=tuple(day for day in days.get(row.rowid, ()) if day != row.first))
            if row.has_conflict
            else row
            for row in rows
        ]

    def _with_answers(self, rows: list[TimelineRow]) -> list[TimelineRow]:
        """What the lines say that others answer."""
        asked = sorted({row.in_response_to for row in rows if row.in_response_to is not None})
        if not asked:
            return rows
        told = dict(
            self.rows(
                "SELECT l.line, e.what FROM json_each(?) AS wanted CROSS JOIN event_line l ON l.line = wanted.value "
                "JOIN event e ON e.event = l.event",
                (listed(asked),),
            )
        )
        lone = [line for line in asked if line not in told]  # a line of one telling has no row of its own
        told |= dict(
            self.rows("SELECT event, what FROM event WHERE event IN (SELECT value FROM json_each(?))", (listed(lone),))
        )
        return [
            row if row.in_response_to is None else replace(row, answers=told.get(row.in_response_to, ""))
            for row in rows
        ]

    def events_in(self, rowid: int) -> list[TimelineRow]:
        """The events of one story as lines, in the order they stand in it."""
        low = rowid << FINDING_BITS
        events = self.rows(
            f"SELECT event FROM event e WHERE event >= ? AND event < ? AND {self.known('e')} "
            "ORDER BY coalesce(paragraph, -1), start",
            (low, low + (1 << FINDING_BITS)),
        )
        return self.event_lines([event for (event,) in events])

    def event_lines(self, events: Sequence[int]) -> list[TimelineRow]:
        """The lines that some events (rowids) stand on, in the order given."""
        return self._lines(events, (), max(1, len(events)))


def _in_order(rows: Sequence[TimelineRow], left_out: int) -> TimelineLines:
    found = TimelineLines(sorted(rows, key=_day_listed))
    found.left_out = left_out
    return found


def _day_listed(row: TimelineRow) -> str:
    """The day a line is listed under: that of the event that stands for it, whichever of its events was found."""
    return row.told or row.first or row.last or row.last_heard.date().isoformat()


def _between(
    found: Sequence[tuple[int, int, int]], dated: _Span, told: _Span | None, limit: int, ascending: bool
) -> list[int]:
    """Of events by day, those on some days in the order asked for; more than the limit, as some share a line."""
    spans = (dated, told or (1, 0))
    events = [event for day, event, is_told in found if spans[is_told][0] <= day <= spans[is_told][1]]
    return (events if ascending else events[::-1])[: limit * 6]


_ROWS = (
    "SELECT e.event, coalesce(e.line, e.event), e.what, e.kind, e.status, e.actors, "
    + f"coalesce(e.first, {day_sql('e.first_day')}), coalesce(e.last, {day_sql('e.last_day')}), e.precision, "
    "e.when_text, e.asserted_by, l.asserted_by, l.denied_by, l.reach, l.own_reporting, l.moved_from, l.last_heard, "
    "l.has_conflict, l.in_response_to, s.story, s.id, s.title, o.name, o.kind, "
    "coalesce(e.evidence, substr(b.text, e.place + 1, e.end - e.start)), e.paragraph, e.start, e.end, "
    f"s.when_at, CASE WHEN e.is_told THEN {day_sql('e.day')} END FROM json_each(?) AS wanted "
    "CROSS JOIN event found ON found.event = wanted.value "
    "LEFT JOIN event_line l ON l.line = found.line CROSS JOIN event e ON e.event = coalesce(l.event, found.event) "
    f"CROSS JOIN story s ON s.story = e.event >> {FINDING_BITS} JOIN outlet o ON o.outlet = s.outlet "
    "JOIN body b ON b.story = s.story ORDER BY wanted.key"
)


_TEXTS = (
    "SELECT wanted.value, e.what || ' ' || coalesce(e.evidence, substr(b.text, e.place + 1, e.end - e.start), '') "
    "FROM json_each(?) AS wanted CROSS JOIN event found ON found.event = wanted.value "
    "LEFT JOIN event_line l ON l.line = found.line CROSS JOIN event e ON e.event = coalesce(l.event, found.event) "
    f"CROSS JOIN body b ON b.story = e.event >> {FINDING_BITS} ORDER BY wanted.key"
)


def _timeline_row(row: Sequence) -> TimelineRow:  # type: ignore[type-arg]
    by, target, actors = who(row[5])
    claimant, paragraph, start, end = row[10], row[25], row[26], row[27]
    claimants = tuple(json.loads(row[11])) if row[11] is not None else (() if claimant is None else (claimant,))
    return TimelineRow(
        rowid=row[0],
        what=row[2],
        kind=row[3],
        status=row[4],
        by=by,
        target=target,
        actors=actors,
        first=row[6],
        last=row[7],
        precision=row[8],
        when_text=row[9],
        asserted_by=claimants,
        denied_by=tuple(json.loads(row[12])) if row[12] is not None else (),
        reach=row[13] or 1,
        own_reporting=row[14] or 1,
        moved_from=row[15],
        last_heard=from_seconds(row[16] if row[16] is not None else row[28]),
        story_rowid=row[19],
        story_id=public_id(row[20]),
        title=row[21],
        outlet=row[22],
        outlet_kind=row[23],
        evidence=row[24] or "",
        paragraph=paragraph,
        start=start,
        end=end,
        has_conflict=bool(row[17]),
        stories=(public_id(row[20]),),
        in_response_to=row[18],
        told=row[29],
    )
