"""Which stories have which terms, day by day: one row a term and day, with the stories as 32-bit numbers in a row.

The terms of a story lie all over a day's rows, so that a few stories touch nearly every page of them. What is noted
waits in a small table, with the terms of a story in a row, until many stories are written together. Clusters are
found through their stories, so that a merge, a split or a move changes nothing here.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import fsum
from typing import TypeAlias

from store.bit_sums import may_come_to

LOW = 0xFFFFFFFF
ENOUGH_STORIES = 150
"""Once the rarest terms have brought so many stories in, the others only add to these."""
MOST_DAYS = 60
ASKED_OFTEN = 100
"""Questions about a day after which all of it is taken into memory."""
_MOST_KEPT = 150_000
"""Stories of all terms kept in memory, some 100 bytes each."""
_MANY = 8
"""Stories of a term from which on they are kept as bits."""
_BITS_A_STORY = 400
"""At most."""
_MOST_BEFORE = 4096
"""Bits before the first story of a window that are worth carrying along."""
_ROOM_BELOW = 1024
"""Stories before the first one for which there are bits."""
_LOOKED_AT = 128
"""Questions after which they are counted again."""
WRITTEN_TOGETHER = 400
"""Stories that wait before their postings are written, 10 to 25 ms of work: a row a term they have, however many."""
_MOST_WAITING = WRITTEN_TOGETHER * 3 // 2
"""Where nobody asks for that, some are written with what is noted."""
_FEW_TO_WEIGH = 16
"""Stories that are weighed one by one, without a look at which may weigh enough."""

Few: TypeAlias = "int | tuple[int, ...]"
Noted: TypeAlias = "tuple[int, int, frozenset[int]]"
"""A day, a story, and the terms it has on it."""
Weighed: TypeAlias = "Sequence[tuple[float, int, int]]"
"""Of each wanted term its weight and itself, both negative, and its stories as bits; the heaviest first."""


class TermPostings:
    """The postings as their one writer uses them, inside the caller's transactions. Stories come in from a few days at
    a time: those that are asked for again and again are kept in memory whole. Stories are bits of large integers."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._days: dict[int, int] = {}
        """The stories of the days in memory, a bit each."""
        self._sizes: dict[int, int] = {}
        """How many stories of all terms these days have."""
        self._terms: dict[int, Collection[int]] = {}
        """The terms of these stories."""
        self._few: dict[int, Few] = {}
        """The stories on these days of terms that have few, of most one."""
        self._many: dict[int, int] = {}
        """Those of the other terms, a bit each."""
        self._first = 0
        """The story of the lowest bit."""
        self._questions = 0
        self._asked: dict[int, int] = {}
        """How often days that are not in memory were asked for."""
        self._waiting: list[Noted] | None = None
        """What is noted and not written as postings yet; None until it is read from the file."""
        self._stored = 0
        """How many of these are in the file."""
        self._by_term: dict[int, list[tuple[int, int]]] | None = None
        """(day, story) of those that wait, by term; None until days that are not in memory are asked for."""

    def forget(self) -> None:
        """Drop what is kept in memory, after a transaction that was rolled back."""
        self._waiting = None
        self._make_room(range(0))

    def add(self, story: int, day: int, terms: Iterable[int]) -> None:
        """Note that a story has these terms on a day. What is noted twice counts once."""
        different = frozenset([value & LOW for value in terms])
        if not different:
            return
        if story < self._first:
            self._begin_at(story)
        self._load().append((day, story, different))
        if self._by_term is not None:
            _index(self._by_term, day, story, different)
        if day in self._days:
            bit = 1 << (story - self._first)
            self._days[day] |= bit
            self._sizes[day] += len(different)
            self._terms[story] = tuple(different.union(self._terms.get(story, ())))
            many = self._many
            for term in different:
                if term in many:
                    many[term] |= bit
                else:
                    self._note(term, story)

    def write(self) -> None:
        """Write what was noted, before the transaction ends."""
        if self._waiting is None or self._stored == len(self._waiting):
            return
        self._connection.executemany(
            "INSERT INTO posting_waiting (day, story, terms) VALUES (?, ?, ?)",
            [(day, story, array("I", terms).tobytes()) for day, story, terms in self._waiting[self._stored :]],
        )
        self._stored = len(self._waiting)
        if self._stored > _MOST_WAITING:
            self.write_waiting()

    def are_enough(self) -> bool:
        """Whether enough stories wait for `write_waiting`."""
        return len(self._load()) >= WRITTEN_TOGETHER

    def write_waiting(self) -> None:
        """Write the postings of WRITTEN_TOGETHER stories, those that have waited longest."""
        waiting = self._load()
        rows: dict[int, dict[int, list[int]]] = {}
        for day, story, terms in waiting[:WRITTEN_TOGETHER]:
            of_day = rows.setdefault(day, {})
            for term in terms:
                others = of_day.get(term)
                if others is None:
                    of_day[term] = [story]
                else:
                    others.append(story)
        for day, of_day in rows.items():
            # The sum of two blobs is text to SQLite; the bytes stay what they are.
            self._connection.executemany(
                "INSERT INTO term_posting (day, term, stories) VALUES (?, ?, ?) ON CONFLICT (day, term) DO UPDATE SET "
                "stories = CAST(stories || excluded.stories AS BLOB)",
                [(day, term, array("I", of_day[term]).tobytes()) for term in sorted(of_day)],
            )
        self._connection.execute(
            "DELETE FROM posting_waiting WHERE waiting IN "
            "(SELECT waiting FROM posting_waiting ORDER BY waiting LIMIT ?)",
            (WRITTEN_TOGETHER,),
        )
        del waiting[:WRITTEN_TOGETHER]
        self._stored = len(waiting)
        self._by_term = None

    def _load(self) -> list[Noted]:
        if self._waiting is None:
            rows = self._connection.execute("SELECT day, story, terms FROM posting_waiting ORDER BY waiting")
            self._waiting = [(day, story, frozenset(array("I", terms))) for day, story, terms in rows.fetchall()]
            self._stored = len(self._waiting)
            self._by_term = None
        return self._waiting

    def near(
        self, weights: Mapping[int, float], first_day: int, last_day: int, least: float
    ) -> list[tuple[int, float]]:
        """Stories with the weight of the terms they share with the wanted ones, `least` or more, the heaviest first."""
        wanted = weights
        if min(weights, default=0) < 0 or max(weights, default=0) > LOW:
            wanted = {value & LOW: weight for value, weight in weights.items()}
        days = range(first_day, min(last_day, first_day + MOST_DAYS) + 1)
        self._questions += 1
        if self._questions % _LOOKED_AT == 0:
            self._move_up(days)
        stories_of = self._stories(wanted, days)
        weighed = sorted([(-wanted[term], -term, stories) for term, stories in stories_of.items()])
        likely = _brought_in(weighed, least)
        if least > 0 and likely.bit_count() > _FEW_TO_WEIGH:
            likely = may_come_to(least, [(-weight, stories) for weight, _, stories in weighed], likely)
        near = []
        shared_with, weigh = (wanted.keys() & stories_of.keys()).intersection, wanted.__getitem__
        first, terms_of = self._first, self._terms.get
        while likely:
            place = likely.bit_length() - 1
            likely ^= 1 << place
            terms = terms_of(place + first)
            if terms is None:
                bit = 1 << place
                terms = [term for term, stories in stories_of.items() if stories & bit]
            weight = fsum(map(weigh, shared_with(terms)))
            if weight >= least:
                near.append((-weight, -place - first))
        return [(-story, -weight) for weight, story in sorted(near)]

    def _stories(self, terms: Collection[int], days: range) -> dict[int, int]:
        """The stories of each term on some days, as bits. Terms that have none are left out."""
        others = [day for day in days if day not in self._days and not self._take_where_worth(day, days)]
        written: dict[int, list[int]] = {}
        if others:
            for term, stories in self._written(terms, others):
                if (first := min(stories)) < self._first:
                    self._begin_at(first)
                written.setdefault(term, []).extend(stories)
        known = [day for day in days if day in self._days]
        if len(known) + len(others) < len(days):
            return self._stories(terms, days)  # those in memory were let go meanwhile
        window = 0
        are_all = len(known) == len(self._days)
        if not are_all:
            for day in known:
                window |= self._days[day]
        found: dict[int, int] = {}
        of_many, of_few, first = self._many.get, self._few.get, self._first
        for term in terms:
            stories_of = of_many(term)
            if stories_of is None:
                if (few := of_few(term)) is None:
                    continue
                stories_of = 1 << few - first if isinstance(few, int) else self._bits(few)
            if are_all or (stories_of := stories_of & window):
                found[term] = stories_of
        for term, more in written.items():
            found[term] = found.get(term, 0) | self._bits(more)
        return found

    def _bits(self, stories: Collection[int]) -> int:
        """Stories as bits."""
        if len(stories) < _MANY:
            bits = 0
            for story in stories:
                bits |= 1 << (story - self._first)
            return bits
        octets = bytearray((max(stories) - self._first) // 8 + 1)
        for story in stories:
            octets[(story - self._first) >> 3] |= 1 << ((story - self._first) & 7)
        return int.from_bytes(octets, "little")

    def _written(self, terms: Collection[int], days: Sequence[int]) -> Iterator[tuple[int, Sequence[int]]]:
        """Terms with stories on days that are not in memory."""
        asked = sorted(terms)
        for term, packed in self._connection.execute(
            f"SELECT term, stories FROM term_posting WHERE day IN ({_places(days)}) AND term IN ({_places(asked)})",
            (*days, *asked),
        ):
            yield term, array("I", packed)
        waiting = self._load()
        if self._by_term is None:
            self._by_term = {}
            for noted in waiting:
                _index(self._by_term, *noted)
        for term in self._by_term.keys() & asked:
            if stories := [story for day, story in self._by_term[term] if day in days]:
                yield term, stories

    def _take_where_worth(self, day: int, days: range) -> bool:
        """Whether a day is in memory now: not while few ask for it, nor where it is more than there is room for."""
        times = self._asked[day] = self._asked.get(day, 0) + 1
        if times % ASKED_OFTEN:
            return False
        if self._kept() >= _MOST_KEPT:
            self._make_room(days)
        return self._take(day)

    def _take(self, day: int) -> bool:
        taken: dict[int, set[int]] = {}
        size, room = 0, _MOST_KEPT - self._kept()
        for term, packed in self._connection.execute("SELECT term, stories FROM term_posting WHERE day = ?", (day,)):
            taken[term] = set(array("I", packed))
            size += len(taken[term])
            if size > room:
                self._asked[day] = -1000 * ASKED_OFTEN
                return False
        for on, story, noted in self._load():
            if on == day:
                for term in noted:
                    taken.setdefault(term, set()).add(story)
        first = min([min(stories) for stories in taken.values()], default=self._first)
        if first < self._first or not self._days:
            self._begin_at(first)
        self._days[day] = self._bits(set().union(*taken.values()))
        self._sizes[day] = size
        for term, stories in taken.items():
            for story in stories:
                known = self._terms.get(story)
                if isinstance(known, list):
                    known.append(term)
                else:
                    self._terms[story] = [term] if known is None else [*known, term]
        for term, stories in taken.items():
            if term in self._many:
                self._many[term] |= self._bits(stories)
            else:
                before = self._few.get(term, ())
                self._keep(term, tuple(stories.union((before,) if isinstance(before, int) else before)))
        return True

    def _note(self, term: int, story: int) -> None:
        """Keep one more story of a term that has few."""
        before = self._few.get(term)
        if before is None:
            self._few[term] = story
        elif isinstance(before, int):
            if before != story:
                self._few[term] = (before, story)
        elif story not in before:
            self._keep(term, (*before, story))

    def _keep(self, term: int, stories: tuple[int, ...]) -> None:
        if len(stories) >= _MANY and max(stories) - self._first < _BITS_A_STORY * len(stories):
            self._few.pop(term, None)
            self._many[term] = self._bits(stories)
        else:
            self._few[term] = stories if len(stories) > 1 else stories[0]

    def _kept(self) -> int:
        return sum(self._sizes.values())

    def _begin_at(self, story: int) -> None:
        """The lowest bit is an earlier story's from now on; where that is far off, nothing is left in memory."""
        if 0 < self._first - story <= _MOST_BEFORE:
            # Batches are taken from the newest on: some room, so that the next story before this one finds it there.
            story = max(0, story - _ROOM_BELOW)
            self._shift(self._first - story)
        else:
            self._make_room(range(0))
        self._first = story

    def _move_up(self, days: range) -> None:
        """The days go on, and their stories are ever higher bits: let go of the days before where there are many."""
        window = 0
        for day in days:
            window |= self._days.get(day, 0)
        if (window & -window).bit_length() - 1 > _MOST_BEFORE:
            self._make_room(days)
            before = (window & -window).bit_length() - 1
            self._shift(-before)
            self._first += before

    def _shift(self, places: int) -> None:
        """Move all bits up (or down, where it is negative)."""
        for kept in (self._many, self._days):
            for key, bits in kept.items():
                kept[key] = bits << places if places > 0 else bits >> -places

    def _make_room(self, days: range) -> None:
        """Let go of the days in memory but for some."""
        self._asked.clear()
        if all(day in days for day in self._days):
            return
        self._days = {day: bits for day, bits in self._days.items() if day in days}
        self._sizes = {day: size for day, size in self._sizes.items() if day in days}
        stay = 0
        for bits in self._days.values():
            stay |= bits
        self._many = {term: left for term, bits in self._many.items() if (left := bits & stay)}
        few, self._few = self._few, {}
        terms, self._terms = self._terms, {}
        if stay:
            self._terms = {story: own for story, own in terms.items() if stay >> (story - self._first) & 1}
            for term, own in few.items():
                stories = (own,) if isinstance(own, int) else own
                if left_of := tuple([story for story in stories if stay >> (story - self._first) & 1]):
                    self._few[term] = left_of if len(left_of) > 1 else left_of[0]


def _index(by_term: dict[int, list[tuple[int, int]]], day: int, story: int, terms: frozenset[int]) -> None:
    noted = (day, story)
    for term in terms:
        others = by_term.get(term)
        if others is None:
            by_term[term] = [noted]
        else:
            others.append(noted)


def _brought_in(weighed: Weighed, least: float) -> int:
    """The stories, as bits, of the rarest terms that have enough of them."""
    # The lightest terms, which come to less than `least` all together, bring no story in.
    left, heavy = least, len(weighed)
    while heavy and (left := left + weighed[heavy - 1][0]) > 0:
        heavy -= 1
    brought = 0
    for _, _, stories in weighed[:heavy]:
        brought |= stories
        if brought.bit_count() >= ENOUGH_STORIES:
            break
    return brought


def drop_postings(connection: sqlite3.Connection, day: int) -> None:
    """Forget a day, which is long past what is asked for."""
    connection.execute("DELETE FROM term_posting WHERE day = ?", (day,))


def oldest_day(connection: sqlite3.Connection, after: int) -> int | None:
    """The first day after another that has postings."""
    row = connection.execute("SELECT min(day) FROM term_posting WHERE day > ?", (after,)).fetchone()
    return None if row[0] is None else int(row[0])


def _places(values: Collection[int]) -> str:
    return ",".join("?" * len(values))
