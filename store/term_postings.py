"""Which stories have which terms, day by day: one row a term and day, with the stories as 32-bit numbers in a row.

Clusters are found through their stories, so that a merge, a split or a move changes nothing here.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from store.bit_sums import may_come_to, places_of

LOW = 0xFFFFFFFF
ENOUGH_STORIES = 150
"""Once the rarest terms have brought so many stories in, the others only add to these."""
MOST_DAYS = 60
ASKED_OFTEN = 100
"""Questions about a day after which all of it is taken into memory."""
_MOST_KEPT = 150_000
"""Stories of all terms kept in memory, some 100 bytes each."""
_MANY = 8
"""Stories of a term and day from which on they are kept as bits."""
_BITS_A_STORY = 400
"""At most."""
_MOST_BEFORE = 4096
"""Bits before the first story of a window that are worth carrying along."""
_ROOM_BELOW = 1024
"""Stories before the first one for which there are bits."""
_LOOKED_AT = 128
"""Questions after which they are counted again."""

Few: TypeAlias = "int | tuple[int, ...]"
Stories: TypeAlias = "int | Sequence[int]"
"""As bits, or one after the other."""


@dataclass(slots=True)
class _Day:
    """The postings of one day in memory."""

    few: dict[int, Few]
    """The stories of terms that have few, of most one."""
    many: dict[int, int]
    """Those of the other terms, a bit each."""
    size: int = 0


class TermPostings:
    """The postings as their one writer uses them, inside the caller's transactions. Stories come in from a few days at
    a time: those that are asked for again and again are kept in memory whole. Stories are bits of large integers."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._whole: dict[int, _Day] = {}
        self._first = 0
        """The story of the lowest bit."""
        self._questions = 0
        self._asked: dict[int, int] = {}
        """How often days that are not in memory were asked for."""
        self._new: dict[int, list[tuple[int, int]]] = {}
        """(day, story) by term, to be written before the transaction ends: many stories of one share terms."""

    def forget(self) -> None:
        """Drop what is kept in memory, after a transaction that was rolled back."""
        self._new.clear()
        self._make_room(range(0))

    def add(self, story: int, day: int, terms: Iterable[int]) -> None:
        """Note that a story has these terms on a day. What is noted twice counts once."""
        if story < self._first:
            self._begin_at(story)
        new, whole = self._new, self._whole.get(day)
        noted = (day, story)
        for term in {value & LOW for value in terms}:
            if whole is not None:
                self._note(whole, term, story)
            others = new.get(term)
            if others is None:
                new[term] = [noted]
            else:
                others.append(noted)

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
        few, many = self._stories(wanted, range(first_day, min(last_day, first_day + MOST_DAYS) + 1))
        self._questions += 1
        if (few or many) and self._questions % _LOOKED_AT == 0:
            places = [(stories & -stories).bit_length() - 1 for stories in many.values()]
            before = min([*places, *[min(stories) - self._first for stories in few.values()]])
            if before > _MOST_BEFORE:  # the days go on: their stories are ever higher bits
                self._begin_at(self._first + before)
                many = {term: stories >> before for term, stories in many.items()}
        weighed: list[tuple[float, Stories]] = [
            (wanted[term], few[term] if term in few else many[term])
            for term in sorted([*few, *many], key=lambda term: (-wanted[term], -term))
        ]
        likely = self._brought_in(weighed, least)
        if least > 0:
            likely = self._likely(weighed, least, likely)
        near = []
        for place in places_of(likely):
            bit, story = 1 << place, place + self._first
            weight = sum(
                [
                    weight
                    for weight, stories in weighed
                    if (stories & bit if isinstance(stories, int) else story in stories)
                ]
            )
            if weight >= least:
                near.append((-weight, -story))
        return [(-story, -weight) for weight, story in sorted(near)]

    def _brought_in(self, weighed: Sequence[tuple[float, Stories]], least: float) -> int:
        """The stories, as bits, of the rarest terms that have enough of them."""
        # The lightest terms, which come to less than `least` all together, bring no story in.
        left, heavy = least, len(weighed)
        while heavy and (left := left - weighed[heavy - 1][0]) > 0:
            heavy -= 1
        loose: set[int] = set()
        brought = 0
        for _, stories in weighed[:heavy]:
            if isinstance(stories, int):
                brought |= self._bits(loose) | stories
                loose.clear()
                if brought.bit_count() >= ENOUGH_STORIES:
                    return brought
            else:
                loose.update(stories)
                if brought.bit_count() + len(loose) >= ENOUGH_STORIES:  # no more than so many: some may be there twice
                    brought |= self._bits(loose)
                    loose.clear()
                    if brought.bit_count() >= ENOUGH_STORIES:
                        return brought
        return brought | self._bits(loose)

    def _likely(self, weighed: Sequence[tuple[float, Stories]], least: float, among: int) -> int:
        """Of the stories brought in those that may come to `least`, and few others. Of terms that have few stories the
        weights are added up story by story, of the others for all stories at once."""
        alone: dict[int, float] = {}
        for weight, stories in weighed:
            if not isinstance(stories, int):
                for story in stories:
                    alone[story] = alone.get(story, 0.0) + weight
        together = [(weight, stories) for weight, stories in weighed if isinstance(stories, int)]
        return may_come_to(least, together, among, {story - self._first: weight for story, weight in alone.items()})

    def _stories(self, terms: Collection[int], days: range) -> tuple[dict[int, Sequence[int]], dict[int, int]]:
        """The stories of each term on some days: of terms that have few one after the other, each once, of the others
        as bits. Terms that have none are left out."""
        many: dict[int, int] = {}
        parts: dict[int, list[Sequence[int]]] = {}
        others = [day for day in days if not self._is_whole(day, days)]
        if others:
            for term, stories in self._written(terms, others):
                if (first := min(stories)) < self._first:
                    self._begin_at(first)
                parts.setdefault(term, []).append(stories)
        if any(day not in self._whole and day not in others for day in days):
            return self._stories(terms, days)  # those in memory were let go meanwhile
        for day in days:
            whole = self._whole.get(day)
            if whole is None:
                continue
            for term in whole.few.keys() & terms:
                own = whole.few[term]
                parts.setdefault(term, []).append((own,) if isinstance(own, int) else own)
            for term in whole.many.keys() & terms:
                many[term] = many.get(term, 0) | whole.many[term]
        few: dict[int, Sequence[int]] = {}
        for term, found in parts.items():
            if term in many:
                for stories in found:
                    many[term] |= self._bits(stories)
            elif len(found) == 1 and len(found[0]) < _MANY and type(found[0]) is tuple:
                few[term] = found[0]
            else:
                different = set().union(*found)
                if len(different) < 2 * _MANY:
                    few[term] = tuple(different)
                else:
                    many[term] = self._bits(different)
        return few, many

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
        for term in self._new.keys() & asked:
            if noted := [story for day, story in self._new[term] if day in days]:
                yield term, noted

    def _is_whole(self, day: int, days: range) -> bool:
        """Whether a day is in memory: not while few ask for it, nor where it is more than there is room for."""
        if day in self._whole:
            return True
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
        for term, noted in self._new.items():
            if of_day := [story for on, story in noted if on == day]:
                taken.setdefault(term, set()).update(of_day)
        first = min([min(stories) for stories in taken.values()], default=self._first)
        if first < self._first or not self._whole:
            self._begin_at(first)
        whole = self._whole[day] = _Day({}, {}, size)
        for term, stories in taken.items():
            self._keep(whole, term, tuple(stories))
        return True

    def _note(self, day: _Day, term: int, story: int) -> None:
        day.size += 1
        if term in day.many:
            day.many[term] |= 1 << (story - self._first)
            return
        before = day.few.get(term)
        if before is None:
            day.few[term] = story
        elif isinstance(before, int):
            if before != story:
                day.few[term] = (before, story)
        elif story not in before:
            self._keep(day, term, (*before, story))

    def _keep(self, day: _Day, term: int, stories: tuple[int, ...]) -> None:
        if len(stories) >= _MANY and max(stories) - self._first < _BITS_A_STORY * len(stories):
            day.few.pop(term, None)
            day.many[term] = self._bits(stories)
        else:
            day.few[term] = stories if len(stories) > 1 else stories[0]

    def _kept(self) -> int:
        return sum(day.size for day in self._whole.values())

    def _begin_at(self, story: int) -> None:
        """The lowest bit is another story's from now on."""
        if 0 < self._first - story <= _MOST_BEFORE:
            # Batches are taken from the newest on: some room, so that the next story before this one finds it there.
            story = max(0, story - _ROOM_BELOW)
            for whole in self._whole.values():
                whole.many = {term: bits << (self._first - story) for term, bits in whole.many.items()}
        else:
            self._make_room(range(0))
        self._first = story

    def _make_room(self, days: range) -> None:
        """Let go of the days in memory but for some."""
        self._whole = {day: whole for day, whole in self._whole.items() if day in days}
        self._asked.clear()


def drop_postings(connection: sqlite3.Connection, day: int) -> None:
    """Forget a day, which is long past what is asked for."""
    connection.execute("DELETE FROM term_posting WHERE day = ?", (day,))


def oldest_day(connection: sqlite3.Connection, after: int) -> int | None:
    """The first day after another that has postings."""
    row = connection.execute("SELECT min(day) FROM term_posting WHERE day > ?", (after,)).fetchone()
    return None if row[0] is None else int(row[0])


def _places(values: Collection[int]) -> str:
    return ",".join("?" * len(values))
