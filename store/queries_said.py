"""Questions of the quotes panel, the positions and the quote ledger: who said what, in which story, and where else."""

from __future__ import annotations

import json
from collections.abc import Sequence

from store.identity import public_id
from store.moments import from_seconds
from store.queries_base import IN_THE_WEEK, OF_ACTORS, RARE, Reader
from store.query import Query
from store.query_conditions import HOLDS, IN_SAID, SAID_BY, Compiled, Condition, Driver, joined, listed
from store.rows import LedgerRow, PositionRow, SaidRow, WordingRow
from store.schema import FINDING_BITS

FAR = 20_000 << FINDING_BITS
"""Rows so far apart that what lies between is not worth looking up."""
MOST_STORIES = 30_000
"""Stories a question walks through before it gives what it has found."""

_COLUMNS = (
    "SELECT q.said, q.is_statement, coalesce(q.text, substr(b.text, q.place + 1, q.end - q.start)), q.speaker, "
    "coalesce(into_a.identity, a.identity), coalesce(q.role, "
    "nullif(a.role, '')), "
    "q.speaker_type, "
    "q.confidence, q.reason, q.cue, q.kind, q.carrier, s.story, s.id, s.title, o.name, o.kind, s.link, q.paragraph, "
    "q.start, q.end, s.when_at, s.seen, s.published, l.outlets, l.wordings, l.said, "
    "(SELECT json_group_array(json_array(w.name, coalesce(m.identity, p.identity))) FROM said_together w LEFT JOIN "
    "actor p ON p.actor = w.actor LEFT JOIN actor m ON m.actor = p.merged_into WHERE w.said = q.said) "
)
_JOINS = (
    " JOIN body b ON b.story = s.story JOIN outlet o ON o.outlet = s.outlet LEFT JOIN actor a ON a.actor = q.actor "
    "LEFT JOIN actor into_a ON "
    "into_a.actor = a.merged_into "
    "LEFT JOIN quote_ledger l ON l.ledger = q.ledger "
)


BEFORE = 12
"""How far back other words of an actor are sought for a position."""


class SaidQueries(Reader):
    """Quotes and statements."""

    def said(self, query: Query, limit: int = 200, statements: bool = True, quotes: bool = True) -> list[SaidRow]:
        """Quotes and statements of matching stories, newest story first. Bare words, speaker: and said: apply to the
        rows. `limit` 0 is all."""
        compiled = self.compiled(query, "said")
        row = list(compiled.row)
        if not (statements and quotes):
            row.append(Condition("q.is_statement = ?", (int(statements),)))
        most = limit or 1 << 40
        rare = next((condition for condition in row if condition.driver == "said"), None)
        if rare is not None and self._hits(rare) <= RARE:
            return self._by_words(compiled, row, most)
        return self._by_story(compiled, row, most, bool(limit))

    def _hits(self, condition: Condition) -> int:
        row = self.one(
            "SELECT count(*) FROM (SELECT rowid FROM said_search WHERE said_search MATCH ? LIMIT ?)",
            (condition.match, RARE + 1),
        )
        return int(row[0]) if row else 0

    def _by_words(self, compiled: Compiled, row: Sequence[Condition], limit: int) -> list[SaidRow]:
        sql, params = joined([*row, *compiled.story])
        found = self.rows(
            f"{_COLUMNS} FROM said q CROSS JOIN story s ON s.story = q.said >> {FINDING_BITS} {_JOINS} "
            f"WHERE {self.known('q')} AND {sql} ORDER BY s.when_at DESC, s.story DESC, q.paragraph, q.start LIMIT ?",
            (*params, limit),
        )
        return [said_row(each) for each in found]

    def _by_story(self, compiled: Compiled, row: Sequence[Condition], limit: int, is_bounded: bool) -> list[SaidRow]:
        conditions = list(compiled.story)
        for condition in row:
            if condition.driver == "actor":
                keys = ",".join(str(key) for key in condition.keys)
                spoke = f"SELECT 1 FROM story_actor a WHERE a.story = s.story AND a.actor IN ({keys}) AND a.said > 0"
                driver: Driver = "speaker" if self.as_of is None else "actor"
                conditions.append(Condition(f"EXISTS ({spoke})", (), driver, condition.keys, is_exact=False))
        found: list[SaidRow] = []
        walked = 0
        sql, params = joined(row)
        # Words that stand in much of what is said are looked up among the stories at hand only.
        near = f"+{IN_SAID[:-1]} AND rowid BETWEEN {{low}} AND {{high}})"
        statement = (
            f"{_COLUMNS} FROM json_each(?) AS wanted CROSS JOIN story s ON s.story = wanted.value "
            f"CROSS JOIN said q ON q.said BETWEEN (s.story << {FINDING_BITS}) AND (s.story << {FINDING_BITS}) + "
            f"{(1 << FINDING_BITS) - 1} {_JOINS} WHERE {self.known('q')} AND {sql} ORDER BY wanted.key, q.paragraph, "
            f"q.start "
            "LIMIT ?"
        )
        for part in self.walk_rowids(conditions, 256 if IN_SAID in sql else 64):
            low, high = min(part) << FINDING_BITS, (max(part) + 1) << FINDING_BITS
            look = near.format(low=low, high=high) if high - low < FAR else HOLDS
            asked = statement.replace(IN_SAID, look)
            found += [said_row(each) for each in self.rows(asked, (listed(part), *params, limit - len(found)))]
            walked += len(part)
            if len(found) >= limit or (is_bounded and walked >= MOST_STORIES):
                break
        return found

    def said_of(self, rowids: Sequence[int]) -> list[SaidRow]:
        """Some quotes and statements by rowid, in that order."""
        found = self.rows(
            f"{_COLUMNS} FROM json_each(?) AS wanted CROSS JOIN said q ON q.said = wanted.value "
            f"CROSS JOIN story s ON s.story = q.said >> {FINDING_BITS} {_JOINS} ORDER BY wanted.key",
            (listed(rowids),),
        )
        return [said_row(each) for each in found]

    def said_in(self, rowid: int) -> list[SaidRow]:
        """What is said in one story, in the order it is said."""
        found = self.rows(
            f"{_COLUMNS} FROM story s CROSS JOIN said q ON q.said BETWEEN (s.story << {FINDING_BITS}) AND "
            f"(s.story << {FINDING_BITS}) + {(1 << FINDING_BITS) - 1} {_JOINS} WHERE s.story = ? AND {self.known('q')} "
            "ORDER BY coalesce(q.paragraph, -1), q.start",
            (rowid,),
        )
        return [said_row(each) for each in found]

    def positions(self, query: Query, threads: Sequence[str] = (), limit: int = 200) -> list[PositionRow]:
        """Thread x actor: the last thing each actor said on each thread, and what they said before that in other words;
        newest first."""
        compiled = self.compiled(query, "said")
        keys = [key for thread in (threads or query.fields("thread")) for key in self.names.thread(thread)]
        if not keys:
            keys = [row[0] for row in self.rows("SELECT thread FROM thread WHERE id NOT IN ('', '-')")]
        pairs = self.rows(
            "SELECT t.id, p.thread, p.actor, a.identity, a.name FROM thread_actor p JOIN thread t ON t.thread = "
            "p.thread "
            "JOIN actor a ON a.actor = p.actor WHERE p.thread IN (SELECT value FROM json_each(?)) AND p.last_said > 0 "
            "ORDER BY p.last_said DESC LIMIT ?",
            (listed(keys), limit),
        )
        sql, params = joined([*compiled.row, *compiled.story])
        found = []
        weeks = self.weeks()
        for thread, thread_key, actor_key, identity, name in pairs:
            rows = self.rows(
                f"{_COLUMNS} FROM {OF_ACTORS} CROSS JOIN story s ON s.story = d.story "
                "CROSS JOIN thread_story t ON t.thread = ? AND t.when_at = s.when_at AND t.story = s.story "
                f"CROSS JOIN said q ON q.said BETWEEN (s.story << {FINDING_BITS}) AND (s.story << {FINDING_BITS}) + "
                f"{(1 << FINDING_BITS) - 1} AND {SAID_BY.format('(?)')} {_JOINS} "
                f"WHERE {IN_THE_WEEK} AND d.actor = ? AND d.said > 0 AND {self.known('q')} AND {sql} LIMIT {BEFORE}",
                (weeks, thread_key, *[actor_key] * (SAID_BY.count("{0}") + 1), *params),
            )
            if rows:
                last, *others = [said_row(row) for row in rows]
                words = _bare(last.text)
                # The same words within a statement, or a part of them quoted, are no other position.
                before = next((row for row in others if not _is_within(words, _bare(row.text))), None)
                found.append(PositionRow(thread, identity, name, last, before))
        return found

    def ledger(self, query: Query, limit: int = 200) -> list[LedgerRow]:
        """One row a distinct quote of matching stories, newest first; what a headline repeats of its text is no row."""
        rows: dict[int, LedgerRow] = {}
        seen: set[tuple[int, str]] = set()
        for row in self.said(query, limit * 3, statements=False):
            where = self.one("SELECT coalesce(ledger, -said) FROM said WHERE said = ?", (row.rowid,))
            key = int(where[0]) if where else -row.rowid
            within = (row.story_rowid, _bare(row.text))
            if key in rows or within in seen:
                continue
            seen.add(within)
            entry = self.one("SELECT first_at, last_at FROM quote_ledger WHERE ledger = ?", (key,))
            first, last = (from_seconds(entry[0]), from_seconds(entry[1])) if entry else (row.when, row.when)
            rows[key] = LedgerRow(key, row, row.outlets, row.wordings, first, last)
            if len(rows) >= limit:
                break
        return list(rows.values())

    def wordings(self, said_rowid: int) -> list[WordingRow]:
        """Every wording of a quote: its text, where it was first, and all outlets that carry it so; oldest first."""
        row = self.one("SELECT ledger FROM said WHERE said = ?", (said_rowid,))
        if row is None:
            return []
        if row[0] is None:
            rowids = [said_rowid]
        else:
            rowids = [
                each[0]
                for each in self.rows(
                    f"SELECT q.said FROM said q JOIN story s ON s.story = q.said >> {FINDING_BITS} WHERE q.ledger = ? "
                    "AND q.superseded_at IS NULL ORDER BY s.when_at, q.said",
                    (row[0],),
                )
            ]
        groups: dict[str, list[SaidRow]] = {}
        for each in self.said_of(rowids):
            groups.setdefault(each.text, []).append(each)
        return [
            WordingRow(
                text, rows[0], tuple(dict.fromkeys(each.outlet for each in rows)), tuple(r.story_id for r in rows)
            )
            for text, rows in groups.items()
        ]


def _is_within(first: str, second: str) -> bool:
    return first in second or second in first


def _bare(text: str) -> str:
    """The letters and figures of words: reprints differ in quotes and stops."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def said_row(row: Sequence) -> SaidRow:  # type: ignore[type-arg]
    """A row of `_COLUMNS`."""
    when, seen, published = row[21], row[22], row[23]
    one = ((row[3], row[4]),) if row[3] else ()
    return SaidRow(
        rowid=row[0],
        is_statement=bool(row[1]),
        text=row[2],
        speaker=row[3],
        actor=row[4],
        role=row[5],
        speaker_type=row[6],
        confidence=row[7],
        reason=row[8],
        cue=row[9],
        kind=row[10],
        carrier=row[11] or "",
        story_rowid=row[12],
        story_id=public_id(row[13]),
        title=row[14],
        outlet=row[15],
        outlet_kind=row[16],
        link=row[17],
        paragraph=row[18],
        start=row[19],
        end=row[20],
        when=from_seconds(when),
        is_when_seen=when == seen and published != seen,
        outlets=row[24] or 1,
        wordings=row[25] or 1,
        is_first=row[26] is None or row[26] == row[0],
        speakers=tuple((name, actor) for name, actor in json.loads(row[27])) or one,
    )
