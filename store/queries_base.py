"""What every question to the store stands on: a read-only connection, the clock, the mutes, and the choice of a list
to walk so that an answer of n rows costs about n steps whatever the size of the store."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import islice
from pathlib import Path

from store.connect import connect, translated
from store.moments import A_WEEK, to_seconds
from store.names import Names
from store.query import Query, parse
from store.query_conditions import (
    AT_LEAST,
    AT_MOST,
    IN_SEARCH,
    WITH_WORDS,
    Compiled,
    Condition,
    Rows,
    joined,
    listed,
    within,
)
from store.query_sql import Context, compile_query
from store.schema import FINDING_BITS
from store.walk import Taken, Walk

RARE = 4_000
"""A list this short is gathered and sorted; a longer one is walked in order until there are enough rows."""

WINDOW = 4_096
"""Newest arrivals a common word is looked up among first."""


class Reader:
    """One read-only connection and what compiling a query needs. One instance per thread."""

    def __init__(
        self,
        path: Path | str,
        mutes: Sequence[Query | str] = (),
        *,
        analyst: str = "",
        timezone: tzinfo = UTC,
        now: Callable[[], datetime] | None = None,
        as_of: datetime | None = None,
    ) -> None:
        self.path = Path(path).expanduser()
        self.connection = connect(self.path)
        self.names = Names(self.connection)
        self.mutes = tuple(parse(mute) if isinstance(mute, str) else mute for mute in mutes)
        self.analyst, self.timezone = analyst, timezone
        self._now = now or (lambda: datetime.now(UTC))
        self._found: tuple[str, int, int, list[int]] = ("", -1, 0, [])
        """(words, version of the store, how many at most, the first stories with them): what was last counted."""
        self.as_of = as_of

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def __del__(self) -> None:
        # Those of threads are closed where nobody holds them any more: no other moment is safe for a query at work.
        if (connection := getattr(self, "connection", None)) is not None:
            connection.close()

    def rows(self, sql: str, params: Sequence[object] = ()) -> list[tuple]:  # type: ignore[type-arg]
        """All rows of one statement. Raises StoreError subclasses."""
        with translated(self.path):
            return self.connection.execute(sql, tuple(params)).fetchall()

    def one(self, sql: str, params: Sequence[object] = ()) -> tuple | None:  # type: ignore[type-arg]
        """The first row, or None."""
        with translated(self.path):
            row: tuple | None = self.connection.execute(sql, tuple(params)).fetchone()  # type: ignore[type-arg]
            return row

    def cursor(self, sql: str, params: Sequence[object] = ()) -> sqlite3.Cursor:
        """An open cursor, for walks that end early."""
        with translated(self.path):
            return self.connection.execute(sql, tuple(params))

    def data_version(self) -> int:
        """A number that changes whenever another connection has written (PRAGMA data_version, microseconds)."""
        row = self.one("PRAGMA data_version")
        return int(row[0]) if row else 0

    @property
    def now(self) -> datetime:
        """The moment queries count back from: that of `as_of`, else the clock's."""
        return self.as_of or self._now()

    def context(self) -> Context:
        """What compiling needs to know at this moment."""
        as_of = None if self.as_of is None else to_seconds(self.as_of)
        return Context(self.names, self.now, self.timezone, self.looked(), as_of)

    def looked(self) -> int:
        """The newest story at the analyst's last look; without one, the newest that is older than a day."""
        row = self.one("SELECT story FROM look WHERE analyst = ?", (self.analyst,))
        if row is None:
            day_ago = to_seconds(self.now - timedelta(days=1))
            row = self.one("SELECT story FROM story WHERE seen < ? ORDER BY seen DESC LIMIT 1", (day_ago,))
        return int(row[0]) if row else 0

    def compiled(self, query: Query, rows: Rows = "stories", *, with_mutes: bool = True) -> Compiled:
        """The conditions of a query, muted stories left out (unless the query is about a cluster by its id)."""
        context = self.context()
        compiled = compile_query(query, context, rows)
        if not with_mutes or not self.mutes:
            return compiled
        muted = tuple(_not(compile_query(mute, context).story) for mute in self.mutes if mute)
        return replace(compiled, story=compiled.story + muted)

    def known(self, alias: str) -> str:
        """Which said rows or events count: those of the newest reading, or of the one that stood at `as_of`."""
        if self.as_of is None:
            return f"{alias}.superseded_at IS NULL"
        at = to_seconds(self.as_of)
        return f"(coalesce({alias}.first_had, 0) <= {at} AND coalesce({alias}.superseded_at, {at} + 1) > {at})"

    # ---------------------------------------------------------------------------------------- walking

    def walk(self, conditions: Sequence[Condition]) -> Walk:
        """The list to walk for some conditions."""
        driver, count = self._cheapest(conditions)
        rest = [condition for condition in conditions if condition is not driver or not condition.is_exact]
        sql, params = joined(rest)
        if driver is None or (count > RARE and not _is_single(driver)) or count >= 1 << 40:
            sql, params = joined(conditions)
            # Walked by date: the list of a common word is only looked into (the + keeps it from leading).
            sql = sql.replace(IN_SEARCH, f"+{IN_SEARCH}")
            return Walk("story s", sql, params, "s.when_at", "s.story", True)
        if driver.driver == "search":
            source = "json_each(?) AS hit CROSS JOIN story s ON s.story = hit.value"
            return Walk(source, sql, (listed(self._stories_with(driver.match)), *params), "s.when_at", "s.story", True)
        if driver.driver == "days":
            source = f"({STORIES_ON_DAYS}) AS dated CROSS JOIN story s ON s.story = dated.story"
            return Walk(source, sql, (*_day_params(driver), *params), "s.when_at", "s.story", True)
        if driver.driver in ("starred", "revised", "undated", "noted"):
            source = f"story s INDEXED BY story_{driver.driver}"
            where, params = f"{driver.sql} AND {sql}", (*driver.params, *params)
            return Walk(source, where, params, "s.when_at", "s.story", True)
        if driver.driver == "cluster":
            asked, number = driver.match, driver.keys[0]
            index = "cluster_by_reach" if "reach" in asked else "cluster_by_own"
            source = (
                f"cluster c INDEXED BY {index} CROSS JOIN story s INDEXED BY story_by_cluster ON s.cluster = c.cluster"
            )
            where = f"s.cluster IS NOT NULL AND {asked} AND {sql}"
            return Walk(source, where, (number, *params), "s.when_at", "s.story", True)
        keys = ",".join(str(int(key)) for key in driver.keys) or "NULL"
        if driver.driver == "members":
            source, where = "story s INDEXED BY story_by_cluster", f"s.cluster IS NOT NULL AND s.cluster IN ({keys})"
            return Walk(source, f"{where} AND {sql}", params, "s.when_at", "s.story", True)
        if driver.driver == "outlet":
            index = " INDEXED BY story_by_outlet" if _is_single(driver) else ""
            where = f"s.outlet IN ({keys}) AND {sql}" if not index else f"s.outlet = {keys} AND {sql}"
            return Walk(f"story s{index}", where, params, "s.when_at", "s.story", True)
        if driver.driver == "speaker" and count == 0:
            return Walk("story s", "NULL", (), "s.when_at", "s.story", True)
        is_single = _is_single(driver)
        column = "thread" if driver.driver == "thread" else "actor"
        source = "thread_story d" if column == "thread" else OF_ACTORS
        where = f"d.{column} = {keys}" if is_single else f"d.{column} IN ({keys})"
        if column == "actor":
            where, params = f"{IN_THE_WEEK} AND {where}", (self.weeks(), *params)
        if driver.driver == "speaker":
            where += " AND d.said > 0"
        is_bare = "s." not in sql.replace("s.when_at", "").replace("s.story", "")
        sql = sql.replace("s.when_at", "d.when_at")
        if is_bare:
            sql = sql.replace("s.story", "d.story")
        else:
            source += " CROSS JOIN story s ON s.story = d.story"
        return Walk(
            source,
            f"{where} AND {sql}",
            params,
            "d.when_at",
            "d.story",
            not is_bare,
            "" if is_single else "DISTINCT ",
            is_single and column == "actor",
        )

    def weeks(self) -> str:
        """The weeks since 1970 that stories are of, the newest first, as a JSON array: what OF_ACTORS asks for."""
        return listed([week for (week,) in self.rows(_WEEKS) if week is not None])

    def _cheapest(self, conditions: Sequence[Condition]) -> tuple[Condition | None, int]:
        best: Condition | None = None
        least = 1 << 60
        for condition in conditions:
            if condition.driver:
                count = self._length(condition, min(least, 50_000))
                if count < least:
                    best, least = condition, count
        return best, least

    def _length(self, condition: Condition, most: int) -> int:
        """How long the list behind a condition is, from counters; full-text hits are counted up to a bound."""
        if condition.driver == "search":
            # More hits than were counted: walking by date meets them soon enough.
            most = min(most, RARE + 1)
            hits = self._stories_with(condition.match, most)
            return len(hits) if len(hits) < most else 1 << 40
        if condition.driver == "days":
            row = self.one(f"SELECT count(*) FROM ({STORIES_ON_DAYS} LIMIT ?)", (*_day_params(condition), RARE + 1))
            return int(row[0]) if row and row[0] <= RARE else 1 << 40
        if condition.driver in ("starred", "revised", "undated", "noted"):
            return RARE
        if condition.driver == "cluster":
            asked, number = condition.match, condition.keys[0]
            index = "cluster_by_reach" if "reach" in asked else "cluster_by_own"
            sql = f"SELECT count(*) FROM (SELECT 1 FROM cluster c INDEXED BY {index} WHERE {asked} LIMIT ?)"
            row = self.one(sql, (number, 501))
            return int(row[0]) * 4 if row and row[0] <= 500 else 1 << 40
        keys = condition.keys
        if not keys:
            return 0
        table = {"members": "cluster", "speaker": "actor"}.get(condition.driver, condition.driver)
        count = "min(stories, said)" if condition.driver == "speaker" else "stories"
        row = self.one(f"SELECT sum({count}) FROM {table} WHERE {table} IN ({','.join('?' * len(keys))})", keys)
        return int(row[0] or 0) if row else 0

    def _stories_with(self, match: str, most: int = RARE + 1) -> list[int]:
        """Stories that have some words, up to so many: counted and then walked, so that they are looked up once."""
        words, version, asked, found = self._found
        now = self.data_version()
        if words != match or version != now or (asked < most and len(found) == asked):
            rows = self.rows("SELECT rowid FROM search WHERE search MATCH ? LIMIT ?", (match, most))
            found = [row[0] for row in rows]
            self._found = match, now, most, found
        return found[:most]

    def newest_first(
        self, conditions: Sequence[Condition], more: str = "", wanted: int | None = None
    ) -> Iterator[tuple]:  # type: ignore[type-arg]
        """(rowid, when_at) of matching stories, newest first, with further columns of `s` when asked (", s.cluster").
        About `wanted` of them will be taken; None is all.

        What stands in the list of a common word is looked up for recent arrivals first. A window ends where the
        newest story that came in before it stands, so that nothing is passed over; the next goes back further.
        """
        walk = self.walk(conditions)
        source = walk.source
        if more and not walk.has_story:
            source += f" CROSS JOIN story s ON s.story = {walk.story}"
        order = walk.ordered()
        taken = Taken()
        for where in self._windows(walk, conditions, wanted, taken):
            sql = f"SELECT {walk.distinct}{walk.story}, {walk.when}{more} FROM {source} WHERE {where} {order}"
            for row in self._streamed(sql, walk.params):
                taken.rows += 1
                yield row

    def buckets(self, conditions: Sequence[Condition], seconds: int, most: int) -> dict[int, int]:
        """How many of the newest `most` matching stories lie in each stretch of so many seconds since 1970."""
        walk = self.walk(conditions)
        counts: dict[int, int] = {}
        taken = Taken()
        for where in self._windows(walk, conditions, most, taken):
            for bucket, count in self.rows(
                f"SELECT at / {int(seconds)}, count(*) FROM (SELECT {walk.distinct}{walk.story}, {walk.when} AS at "
                f"FROM {walk.source} WHERE {where} {walk.ordered()} LIMIT ?) GROUP BY 1",
                (*walk.params, most - taken.rows),
            ):
                counts[bucket] = counts.get(bucket, 0) + count
                taken.rows += count
            if taken.rows >= most:
                break
        return counts

    def _windows(self, walk: Walk, conditions: Sequence[Condition], wanted: int | None, taken: Taken) -> Iterator[str]:
        """What to ask of a walk, one condition after the other, each for stories older than those before. `wanted` of
        them are, None is all; `taken` is kept by whoever asks."""
        if WITH_WORDS not in walk.where or wanted is None:
            yield walk.where
            return
        newest = self.one("SELECT max(story) FROM story")
        top, width = int(newest[0] or 0) if newest else 0, WINDOW
        bounds: list[str] = []
        latest = min((int(str(c.params[0])) for c in conditions if c.sql == AT_MOST), default=1 << 60)
        earliest = max((int(str(c.params[0])) for c in conditions if c.sql == AT_LEAST), default=-(1 << 60))
        while True:
            oldest = top - width
            floor = None
            if oldest > 0:
                floor = self.one("SELECT when_at FROM story WHERE story <= ? ORDER BY when_at DESC LIMIT 1", (oldest,))
            if floor is None:
                yield " AND ".join((*bounds, walk.where))
                return
            growth = width
            if floor[0] < latest:
                yield " AND ".join((f"{walk.when} > {int(floor[0])}", *bounds, within(walk.where, oldest + 1)))
                growth = _next_width(width, taken.rows, wanted)
            if floor[0] < earliest:
                return
            # Each list begins with the newest: few are made, going as far back as what was found so far asks for.
            bounds = [f"{walk.when} <= {int(floor[0])}"]
            width += growth
            if 2 * width > top:
                width = top

    def _streamed(self, sql: str, params: Sequence[object]) -> Iterator[tuple]:  # type: ignore[type-arg]
        cursor = self.cursor(sql, params)
        try:
            while True:
                with translated(self.path):
                    part = cursor.fetchmany(200)
                if not part:
                    return
                yield from part
        finally:
            cursor.close()

    def walk_rowids(self, conditions: Sequence[Condition], chunk: int) -> Iterator[list[int]]:
        """Rowids of matching stories, newest first, in chunks."""
        rows = self.newest_first(conditions, wanted=chunk)
        while part := [row[0] for row in islice(rows, chunk)]:
            yield part


def _next_width(looked_at: int, taken: int, wanted: int) -> int:
    """How many older arrivals bring what is still wanted, at the rate of those looked at, and some more."""
    needed = looked_at * (wanted - taken) / max(taken, 1)
    return int(min(max(1.3 * needed, looked_at), 16 * looked_at))


OF_ACTORS = "json_each(?) AS week CROSS JOIN story_actor d INDEXED BY actor_story"
IN_THE_WEEK = f"d.when_at / {A_WEEK} = week.value"
"""The stories that name an actor, newest first, when `Reader.weeks` are asked for: CROSS JOIN takes one week after the
other (https://www.sqlite.org/optoverview.html#crossjoin), and the index has each in that order."""
_WEEKS = (
    f"WITH RECURSIVE weeks (week) AS (SELECT max(when_at) / {A_WEEK} FROM story UNION ALL "
    f"SELECT (SELECT max(when_at) FROM story WHERE when_at <= CASE WHEN week > 0 THEN week * {A_WEEK} - 1 "
    f"ELSE (week - 1) * {A_WEEK} END) / {A_WEEK} FROM weeks WHERE week IS NOT NULL) SELECT week FROM weeks"
)

STORIES_ON_DAYS = (
    f"SELECT event >> {FINDING_BITS} AS story FROM event INDEXED BY event_by_day WHERE is_told = 0 AND day BETWEEN ? "
    "AND ? AND day IS NOT NULL AND superseded_at IS NULL UNION "
    f"SELECT event >> {FINDING_BITS} FROM event INDEXED BY event_that_lasts WHERE last_day >= ? AND first_day <= ? "
    "AND last_day > first_day AND superseded_at IS NULL"
)
"""Stories with an event that begins on some days or lasts into them."""


def _day_params(condition: Condition) -> tuple[int, ...]:
    first, last = condition.keys
    return first, last, first, last


_ONE_LIST = ("cluster", "days", "members", "search", "starred", "revised", "undated", "noted")


def _is_single(condition: Condition) -> bool:
    return condition.driver in _ONE_LIST or len(condition.keys) == 1


def _not(conditions: Sequence[Condition]) -> Condition:
    sql, params = joined(conditions)
    return Condition(f"NOT coalesce(({sql}), 0)", params)
