"""Which stories have which terms, day by day: one row a term and day, with the stories as 32-bit numbers in a row.

Clusters are found through their stories, so that a merge, a split or a move changes nothing here.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Collection, Iterable, Mapping

LOW = 0xFFFFFFFF
ENOUGH_STORIES = 150
"""Once the rarest terms have brought so many stories in, the others only add to these."""
MOST_DAYS = 60
_OFTEN = 64
"""Stories a term has on the days asked for, from which on they are kept in memory."""
_MOST_KEPT = 120_000
"""Stories kept in memory for all terms, some 60 bytes each."""


class TermPostings:
    """The postings as their one writer uses them, inside the caller's transactions. Terms that many stories have are
    asked for with nearly every story; those of the days asked for last are kept in memory."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._days = range(0)
        self._often: dict[int, set[int]] = {}
        self._kept = 0
        self._new: dict[int, list[tuple[int, int]]] = {}
        """(day, story) by term, to be written before the transaction ends: many stories of one share terms."""

    def forget(self) -> None:
        """Drop what is kept in memory, after a transaction that was rolled back."""
        self._new.clear()
        self._keep(range(0))

    def add(self, story: int, day: int, terms: Iterable[int]) -> None:
        """Note that a story has these terms on a day. What is noted twice counts once."""
        new, often = self._new, self._often if day in self._days else {}
        for term in {value & LOW for value in terms}:
            if term in often:
                often[term].add(story)
            new.setdefault(term, []).append((day, story))

    def write(self) -> None:
        """Write what was noted."""
        rows: dict[tuple[int, int], list[int]] = {}
        for term, noted in self._new.items():
            for day, story in noted:
                rows.setdefault((day, term), []).append(story)
        # The sum of two blobs is text to SQLite; the bytes stay what they are.
        self._connection.executemany(
            "INSERT INTO term_posting (day, term, stories) VALUES (?, ?, ?) ON CONFLICT (day, term) DO UPDATE SET "
            "stories = CAST(stories || excluded.stories AS BLOB)",
            [(day, term, array("I", stories).tobytes()) for (day, term), stories in sorted(rows.items())],
        )
        self._new.clear()

    def near(
        self, weights: Mapping[int, float], first_day: int, last_day: int, least: float
    ) -> list[tuple[int, float]]:
        """Stories with the weight of the terms they share with the wanted ones, `least` or more, the heaviest first."""
        wanted = {value & LOW: weight for value, weight in weights.items()}
        found = self._stories(wanted, range(first_day, min(last_day, first_day + MOST_DAYS) + 1))
        # The lightest terms, which come to less than `least` all together, bring no story in.
        in_order = sorted(found, key=lambda term: (wanted[term], term))
        light, left = set(), least
        for term in in_order:
            left -= wanted[term]
            if left <= 0:
                break
            light.add(term)
        shared: dict[int, float] = {}
        get = shared.get
        for term in reversed(in_order):
            weight, stories = wanted[term], found[term]
            may_bring = term not in light and len(shared) < ENOUGH_STORIES
            for story in stories if may_bring else shared.keys() & stories:
                shared[story] = get(story, 0.0) + weight
        near = [(-weight, -story) for story, weight in shared.items() if weight >= least]
        return [(-story, -weight) for weight, story in sorted(near)]

    def _stories(self, terms: Collection[int], days: range) -> dict[int, set[int]]:
        """The stories of each term on some days; terms that have none are left out."""
        if days != self._days or self._kept > _MOST_KEPT:
            self._keep(days)
        often = self._often
        found = {term: often[term] for term in often.keys() & terms}
        asked = sorted(set(terms) - found.keys())
        rare: dict[int, set[int]] = {}
        for term, packed in self._connection.execute(
            f"SELECT term, stories FROM term_posting WHERE day IN ({_places(days)}) AND term IN ({_places(asked)})",
            (*days, *asked),
        ):
            rare.setdefault(term, set()).update(array("I", packed))
        for term in self._new.keys() & asked:
            rare.setdefault(term, set()).update([story for day, story in self._new[term] if day in days])
        for term, stories in rare.items():
            if len(stories) >= _OFTEN:
                often[term] = stories
                self._kept += len(stories)
        return found | rare

    def _keep(self, days: range) -> None:
        self._days = days
        self._often.clear()
        self._kept = 0


def drop_postings(connection: sqlite3.Connection, day: int) -> None:
    """Forget a day, which is long past what is asked for."""
    connection.execute("DELETE FROM term_posting WHERE day = ?", (day,))


def oldest_day(connection: sqlite3.Connection, after: int) -> int | None:
    """The first day after another that has postings."""
    row = connection.execute("SELECT min(day) FROM term_posting WHERE day > ?", (after,)).fetchone()
    return None if row[0] is None else int(row[0])


def _places(values: Collection[int]) -> str:
    return ",".join("?" * len(values))
