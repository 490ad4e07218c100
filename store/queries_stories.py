"""Questions of the story list and the reader: which stories, one page of them, one story whole."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import islice

from feeds.story import Findings, Removed
from store.deflation import inflate
from store.identity import number_of
from store.moments import A_DAY, from_seconds
from store.overlay_findings import laid_over, marks_on
from store.packing import unpack_findings
from store.queries_base import Reader
from store.query import Query, Word
from store.query_conditions import Condition, joined, listed, match_text
from store.rows import MOST_COUNTED, RevisionRow, StoryRow
from store.story_rows import PAGE, PAGE_MARKS, story_row
from store.tokens import tokens
from store.unread_text import lines_as_arrived
from store.walk import Taken

PART = 10_000
"""Rows of a list taken from SQLite at once."""
HISTOGRAM_STORIES = 2_000
"""As many matching stories, the newest, make a histogram where no counter answers."""


class StoryQueries(Reader):
    """The story list and the reader."""

    def story_rowids(
        self, query: Query, sort: str = "newest", grouped: bool = False, limit: int | None = None
    ) -> array[int]:
        """Rowids of matching stories in order; `grouped` keeps one a cluster and no copies. The query's sort: wins."""
        return self.story_index(query, sort, grouped, limit)[0]

    def story_index(
        self, query: Query, sort: str = "newest", grouped: bool = False, limit: int | None = None
    ) -> tuple[array[int], array[int]]:
        """Rowids in order and, parallel to them, what they are sorted under (UTC seconds)."""
        order = query.sort or sort
        if order == "arrived":
            quick = self._quick(query, grouped, limit)
            if quick is not None:
                return quick
        compiled = self.compiled(query)
        if order == "newest":
            # Of some hits one stands for its cluster, and copies fold away.
            wanted = limit and (2 * limit if grouped else limit)
            rows = self.newest_first(compiled.story, ", s.cluster, s.copy_of" if grouped else "", wanted or None)
            return _folded(rows, limit) if grouped else _listed(rows, limit)
        sql, params = self.list_sql(compiled.story, order, grouped)
        return self._fold_or_not(sql, params, grouped, limit)

    def _fold_or_not(
        self, sql: str, params: Sequence[object], grouped: bool, limit: int | None
    ) -> tuple[array[int], array[int]]:
        if grouped:
            return _folded(self._streamed(sql, params), limit)
        if limit:
            sql, params = sql + " LIMIT ?", (*params, limit)
        return _listed(self._streamed(sql, params), None)

    def list_sql(self, conditions: Sequence[Condition], sort: str, grouped: bool) -> tuple[str, tuple[object, ...]]:
        """The SQL of the story list with its parameters, without a limit."""
        if sort == "arrived":
            return self._arrived_sql(conditions)
        if sort in ("reach", "first"):
            return self._cluster_sql(conditions, sort)
        walk = self.walk(conditions)
        direction = "ASC" if sort == "oldest" else "DESC"
        source = walk.source
        if grouped and not walk.has_story:
            source += f" CROSS JOIN story s ON s.story = {walk.story}"
        more = ", s.cluster, s.copy_of" if grouped else ""
        sql = (
            f"SELECT {walk.distinct}{walk.story}, {walk.when}{more} FROM {source} WHERE {walk.where} "
            f"{walk.ordered(direction)}"
        )
        return sql, walk.params

    def _arrived_sql(self, conditions: Sequence[Condition]) -> tuple[str, tuple[object, ...]]:
        """Newest arrivals first: the full-text index is in that order already, which is what makes search as you type
        fast on any word."""
        search = next((condition for condition in conditions if condition.driver == "search"), None)
        sql, params = joined([condition for condition in conditions if condition is not search])
        more = "s.cluster, s.copy_of"
        if search is None:
            return f"SELECT s.story, s.when_at, {more} FROM story s WHERE {sql} ORDER BY s.story DESC", params
        return (
            f"SELECT s.story, s.when_at, {more} FROM search CROSS JOIN story s ON s.story = search.rowid "
            f"WHERE search MATCH ? AND {sql} ORDER BY search.rowid DESC",
            (search.match, *params),
        )

    def _quick(self, query: Query, grouped: bool, limit: int | None) -> tuple[array[int], array[int]] | None:
        """Search as you type while the last word has up to three letters: alone it is looked for in titles (by an
        index of such beginnings), after other words it waits for its fourth letter. None when there is no such word."""
        is_short = [
            isinstance(node, Word) and node.is_prefix and len(node.text) <= 3 and tokens(node.text) == [node.text]
            for node in query.nodes
        ]
        if not any(is_short) or not limit:
            return None
        rest = Query(tuple(node for node, short in zip(query.nodes, is_short, strict=True) if not short))
        if any(self.search_driver(self.compiled(rest).story)):
            return self.story_index(rest, "arrived", grouped, limit)
        short = next(node for node, is_it in zip(query.nodes, is_short, strict=True) if is_it)
        assert isinstance(short, Word)
        sql, params = joined(self.compiled(rest).story)
        return self._fold_or_not(
            "SELECT s.story, s.when_at, s.cluster, s.copy_of FROM title_search CROSS JOIN story s "
            f"ON s.story = title_search.rowid WHERE title_search MATCH ? AND {sql} ORDER BY title_search.rowid DESC",
            (match_text(short), *params),
            grouped,
            limit,
        )

    def search_driver(self, conditions: Sequence[Condition]) -> list[Condition]:
        """The full-text conditions among some."""
        return [condition for condition in conditions if condition.driver == "search"]

    def _cluster_sql(self, conditions: Sequence[Condition], sort: str) -> tuple[str, tuple[object, ...]]:
        sql, params = joined(conditions)
        order = "c.reach DESC, c.latest_at DESC" if sort == "reach" else "c.first_at DESC"
        index = "cluster_by_reach" if sort == "reach" else "cluster_by_first"
        return (
            f"SELECT s.story, s.when_at, s.cluster, s.copy_of FROM cluster c INDEXED BY {index} CROSS JOIN story s "
            f"ON s.cluster = c.cluster WHERE {sql} ORDER BY {order}, c.cluster DESC, s.when_at DESC, s.story DESC",
            params,
        )

    def story_page(self, rowids: Sequence[int]) -> list[StoryRow]:
        """The rows of some stories, in that order; those that are gone are left out."""
        wanted = listed(rowids)
        tags: dict[int, tuple[str, ...]] = {}
        ratings: dict[int, str] = {}
        pinned: set[int] = set()
        for story, kind, value in self.rows(PAGE_MARKS, (wanted,)):
            if kind == "credibility":
                ratings[story] = json.loads(value)
            elif kind == "pin":
                if json.loads(value):
                    pinned.add(story)
            elif (pair := json.loads(value))[1]:
                tags[story] = (*tags.get(story, ()), pair[0])
        return [
            story_row(row, tags.get(row[0], ()), ratings.get(row[0], ""), row[0] in pinned)
            for row in self.rows(PAGE, (wanted,))
        ]

    def story(self, id_or_rowid: str | int) -> StoryRow | None:
        """One story by public id or rowid."""
        rowid: int | None = None
        if isinstance(id_or_rowid, int):
            rowid = id_or_rowid
        else:
            number = number_of(id_or_rowid)
            row = None if number is None else self.one("SELECT story FROM story WHERE id = ?", (number,))
            rowid = row[0] if row else None
        page = [] if rowid is None else self.story_page([rowid])
        return page[0] if page else None

    def findings(self, rowid: int) -> Findings:
        """Everything read out of the newest revision, marks laid over. Of a story not read yet, the lines of its text
        as it arrived, without tags; of one that does not exist, nothing."""
        row = self.one(
            "SELECT s.title, b.text, r.findings, b.source, s.read_at FROM story s JOIN body b ON b.story = s.story "
            "LEFT JOIN reading r ON r.story = s.story "
            "WHERE s.story = ?",
            (rowid,),
        )
        if row is None:
            return Findings(None, ())
        title, text, packed, source, _ = row
        if packed is None:
            from feeds.story import Paragraph

            lines = lines_as_arrived(inflate(source, text or ""))
            return Findings(title, tuple(Paragraph(line) for line in lines))
        findings = unpack_findings(packed, text)
        marks = marks_on(self.connection, rowid)
        return laid_over(findings, marks) if marks else findings

    def findings_as_read(self, rowid: int) -> Findings:
        """What the reader found, without the marks over it."""
        row = self.one(
            "SELECT r.findings, b.text FROM reading r JOIN body b ON b.story = r.story WHERE r.story = ?", (rowid,)
        )
        return Findings(None, ()) if row is None else unpack_findings(row[0], row[1])

    def removed(self, rowid: int) -> tuple[Removed, ...]:
        """The furniture taken off a story."""
        return self.findings(rowid).removed

    def source(self, rowid: int) -> str:
        """The text as it arrived, before anything was taken off."""
        row = self.one("SELECT source, text FROM body WHERE story = ?", (rowid,))
        return "" if row is None else inflate(row[0], row[1] or "")

    def revisions(self, rowid: int) -> list[RevisionRow]:
        """Every version of a story, oldest first, the present one last."""
        rows = self.rows("SELECT number, seen, title, text FROM revision WHERE story = ? ORDER BY number", (rowid,))
        found = [RevisionRow(number, from_seconds(seen), title, inflate(text)) for number, seen, title, text in rows]
        row = self.one(
            "SELECT s.revision, coalesce(s.revised_at, s.seen), s.title, b.text, b.source FROM story s "
            "JOIN body b ON b.story = s.story WHERE s.story = ?",
            (rowid,),
        )
        if row is not None:
            number, seen, title, text, source = row
            found.append(RevisionRow(number, from_seconds(seen), title, text if text is not None else inflate(source)))
        return found

    def reprints(self, rowid: int) -> list[StoryRow]:
        """The copies of a story, newest first."""
        rows = self.rows("SELECT story FROM story WHERE copy_of = ? ORDER BY when_at DESC", (rowid,))
        return self.story_page([row[0] for row in rows])

    def ranked(self, query: Query, limit: int = 50) -> list[tuple[StoryRow, str]]:
        """The best matches of a search first (bm25, the title counts five times), each with a snippet in which hits
        stand between « and ». Costs some 100 ms on common words: on demand only."""
        conditions = self.compiled(query).story
        search = next((condition for condition in conditions if condition.driver == "search"), None)
        if search is None:
            return [(row, "") for row in self.story_page(self.story_rowids(query, limit=limit))]
        sql, params = joined([condition for condition in conditions if condition is not search])
        found = self.rows(
            "SELECT s.story, snippet(search, 1, '«', '»', '…', 24) FROM search CROSS JOIN story s "
            f"ON s.story = search.rowid WHERE search MATCH ? AND {sql} ORDER BY bm25(search, 5.0, 1.0) LIMIT ?",
            (search.match, *params, limit),
        )
        snippets = dict(found)
        return [(row, snippets[row.rowid]) for row in self.story_page([row[0] for row in found])]

    def counts(self, query: Query, most: int = MOST_COUNTED) -> int:
        """How many stories match; the counter where the query is empty or one thread, else counted up to `most`, which
        then means that many or more."""
        if not self.mutes and self.as_of is None:
            if not query.nodes:
                row = self.one("SELECT stories FROM thread WHERE thread = 1")
                return int(row[0]) if row else 0
            if len(query.nodes) == 1 and len(names := query.fields("thread")) == 1:
                keys = self.names.thread(names[0])
                row = self.one(
                    "SELECT sum(stories) FROM thread WHERE thread IN (SELECT value FROM json_each(?))", (listed(keys),)
                )
                return int(row[0] or 0) if row else 0
        conditions = self.compiled(query).story
        if len(conditions) == 1 and conditions[0].driver == "search":
            sql = "SELECT count(*) FROM (SELECT rowid FROM search WHERE search MATCH ? LIMIT ?)"
            row = self.one(sql, (conditions[0].match, most))
            return int(row[0]) if row else 0
        walk = self.walk(conditions)
        counted = Taken()
        for where in self._windows(walk, conditions, most, counted):
            row = self.one(
                f"SELECT count(*) FROM (SELECT {walk.distinct}{walk.story} FROM {walk.source} WHERE {where} LIMIT ?)",
                (*walk.params, most - counted.rows),
            )
            counted.rows += int(row[0]) if row else 0
            if counted.rows >= most:
                break
        return counted.rows

    def undated(self, query: Query) -> int:
        """How many of the matching stories have no publication date."""
        return self.counts(query.and_("is:undated"), 10_000)

    def muted(self) -> int:
        """How many stories the mutes hide (up to 10,000)."""
        if not self.mutes:
            return 0
        context = self.context()
        from store.query_sql import compile_query

        parts = [joined(compile_query(mute, context).story) for mute in self.mutes if mute]
        sql = " OR ".join(f"({part})" for part, _ in parts)
        params = [value for _, values in parts for value in values]
        row = self.one(f"SELECT count(*) FROM (SELECT 1 FROM story s WHERE {sql} LIMIT 10000)", params)
        return int(row[0]) if row else 0

    def nearest_day(self, query: Query) -> date | None:
        """The day nearest to what an empty query asked for that has stories, when its dates are left out."""
        wider = query.without("after", "since", "before", "seen")
        asked = [text for name in ("before", "after", "since") for text in query.fields(name)]
        rowids, whens = self.story_index(wider, limit=1)
        if not rowids:
            return None
        if not asked:
            return from_seconds(whens[0]).astimezone(self.timezone).date()
        from store.query_dates import stretch

        edge = stretch(asked[0], self.now, self.timezone)[0]
        before = self.story_index(wider.and_(f"before:{edge.date().isoformat()}"), limit=1)[1]
        after = self.story_index(wider.and_(f"after:{edge.date().isoformat()}"), "oldest", limit=1)[1]
        moments = [from_seconds(found[0]) for found in (before, after) if found]
        nearest = min(moments, key=lambda moment: abs(moment - edge))
        return nearest.astimezone(self.timezone).date()

    def histogram(self, query: Query, by: str = "hour", most: int = HISTOGRAM_STORIES) -> list[tuple[datetime, int]]:
        """(start of the hour or day in UTC, stories), oldest first, empty ones left out. Counters answer an empty
        query or one of a thread; else the newest `most` matching stories are put into buckets."""
        size = 3600 if by == "hour" else A_DAY
        only_thread = len(query.nodes) == 1 and len(query.fields("thread")) == 1
        if not self.mutes and self.as_of is None and (not query.nodes or only_thread):
            keys = self.names.thread(query.fields("thread")[0]) if only_thread else [1]
            rows = self.rows(
                f"SELECT hour, stories FROM thread_hour WHERE thread IN ({','.join('?' * len(keys))}) ORDER BY hour",
                keys,
            )
            if by == "hour" and len(keys) == 1:  # one a row and in order already: there can be many thousand
                return [(datetime.fromtimestamp(hour * 3600, UTC), count) for hour, count in rows if count > 0]
            counts: dict[int, int] = {}
            for hour, stories in rows:
                bucket = hour * 3600 // size
                counts[bucket] = counts.get(bucket, 0) + stories
        else:
            counts = self.buckets(self.compiled(query).story, size, most)
        found = sorted((bucket, count) for bucket, count in counts.items() if count > 0)
        return [(datetime.fromtimestamp(bucket * size, UTC), count) for bucket, count in found]


def _listed(rows: Iterator[tuple], limit: int | None) -> tuple[array[int], array[int]]:  # type: ignore[type-arg]
    rowids, whens = array("q"), array("q")
    rows = islice(rows, limit or None)
    # In parts: a million rows as tuples would take ten times the memory of the two arrays.
    while part := list(islice(rows, PART)):
        rowids.extend([row[0] for row in part])
        whens.extend([row[1] for row in part])
    return rowids, whens


def _folded(rows: Iterator[tuple], limit: int | None) -> tuple[array[int], array[int]]:  # type: ignore[type-arg]
    """One story a cluster and no copies."""
    rowids, whens, seen = array("q"), array("q"), set()
    for story, when, cluster, copy_of in rows:
        if copy_of is not None or cluster in seen:
            continue
        seen.add(cluster)
        rowids.append(story)
        whens.append(when)
        if limit and len(rowids) >= limit:
            break
    return rowids, whens
