"""What copies are found by: the index of the sampled shingle hashes of every story.

A full-text index is quick to ask while it has few segments, and every transaction that adds to it makes one. So the
newest stories wait in a small table (with their hashes in memory) until there are enough of them for one large segment.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from itertools import chain

from store.fingerprints import LOW, low_hashes, low_values, shingle_words, unpack_fingerprint
from store.seen_hashes import SeenHashes

TAKEN_TOGETHER = 30_000
"""Hashes of stories that wait before these are indexed together: those of 600 short entries or 150 long articles."""
MOST_UNCOUNTED = 20
"""Stories that share some of the hashes, up to which it does not matter how many."""
MOST_STORIES = 60
"""Stories looked at for one hash: one that stands in more is a phrase of the trade and says nothing."""
_LEAST_RARE = 4
"""Hashes that are no phrases of the trade, from which on the others need not be asked for."""
_MOST_COMMON = 20_000
_MOST_IN_MEMORY = 750_000
"""Hashes, of eight bytes each, up to which an index that was empty when it was opened is asked in memory."""
_FIRST_BITS = 10
"""Bits of a hash that what is in memory is sorted by first."""
_MERGED_TOGETHER = 4
_MOST_SAMPLED = 200_000
"""Hashes, of some 40 bytes each, of stories kept because they were asked for: what is alike is asked for again."""


class ShingleIndex:
    """The index as its one writer uses it, inside the caller's transactions."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._waiting: dict[int, Sequence[int]] | None = None
        self._stories: dict[int, int | tuple[int, ...]] = {}
        """Those that wait, by hash."""
        self._size = 0
        """Hashes that wait."""
        self._common: set[int] = set()
        """Hashes that MOST_STORIES indexed stories were found to have."""
        self._indexed: list[array[int]] | None = None
        """All that is indexed, as sorted `hash << 32 | story`; None where it is more, or was not written here."""
        self._seen = SeenHashes()
        """Hashes of what is indexed."""
        self._seen_to: int | None = 0
        """The story up to which those are told of that were indexed before; None where all are."""
        self._sampled: dict[int, tuple[Sequence[int], int]] = {}
        """What `sampled` gave."""
        self._sampled_size = 0

    def forget(self) -> None:
        """Drop what is kept in memory, after a transaction that was rolled back."""
        self._waiting = None
        self._sampled.clear()
        self._sampled_size = 0

    def add(self, stories: Iterable[tuple[int, Sequence[int]]]) -> None:
        """Index stories by their fingerprints."""
        self._load()
        new = [(story, low_hashes(hashes)) for story, hashes in stories if hashes]
        self._connection.executemany(
            "INSERT OR IGNORE INTO shingle_waiting (story) VALUES (?)", [(story,) for story, _ in new]
        )
        for story, hashes in new:
            self._sampled.pop(story, None)
            self._keep(story, hashes)
        if self._size >= 3 * TAKEN_TOGETHER:  # nobody has done so between two transactions
            self.index_waiting()

    @property
    def is_due(self) -> bool:
        """Whether enough stories wait for `index_waiting`."""
        return self._size >= TAKEN_TOGETHER

    def index_waiting(self) -> None:
        """Index the stories that wait, in a transaction of its own: it takes as long as saving a batch."""
        waiting = self._load()
        self._remember(waiting)
        self._seen.add(chain.from_iterable(waiting.values()))
        self._connection.executemany(
            "INSERT INTO shingle (rowid, hashes) VALUES (?, ?)",
            [(story, shingle_words(hashes)) for story, hashes in sorted(waiting.items())],
        )
        self._connection.execute("DELETE FROM shingle_waiting")
        waiting.clear()
        self._stories.clear()
        self._size = 0

    def discard(self, story: int) -> None:
        """Take a story out, while its stored fingerprint still is as it was indexed."""
        discard_shingles(self._connection, story)
        self._sampled.pop(story, None)
        hashes = self._load().pop(story, None)
        if hashes is None:
            self._indexed = None
            return
        self._size -= len(hashes)
        for value in hashes:
            own = self._stories.pop(value)
            if not isinstance(own, int):
                self._stories[value] = tuple([other for other in own if other != story])

    def hits(self, hashes: Sequence[int]) -> list[int]:
        """The stories that have some of the hashes, one as often as it has hashes of them; at least once where few
        stories have any."""
        self._load()
        found: list[int] = []
        low = list({value & LOW for value in hashes})
        stories = self._stories
        for value in low:
            if (own := stories.get(value)) is not None:
                found += (own,) if isinstance(own, int) else own
        rare = [value for value in low if value not in self._common]
        if len(rare) >= _LEAST_RARE:
            low = rare
        if self._seen_to is None:
            low = self._seen.among(low)
        if not low:
            return found
        ask = self._ask_the_file if self._indexed is None else self._ask_memory
        found += ask(low)
        return found

    def sampled(self, stories: Collection[int]) -> list[tuple[int, Sequence[int], int]]:
        """(story, the low 32 bits of its hashes, the words of its text) of stories that were read, in the order asked.
        The words of a text nobody counted are an estimate."""
        known = self._sampled
        missing = [story for story in stories if story not in known]
        if missing:
            if self._sampled_size > _MOST_SAMPLED:
                missing = list(stories)
                known.clear()
                self._sampled_size = 0
            for story, packed, words in self._connection.execute(
                "SELECT r.story, r.fingerprint, coalesce(r.words, (SELECT length(text) / 6 FROM body WHERE story = "
                "r.story), 0) FROM json_each(?) AS asked CROSS JOIN reading r ON r.story = asked.value",
                (json.dumps(missing),),
            ):
                known[story] = tuple(low_values(packed)), words
                self._sampled_size += len(known[story][0])
        return [(story, *own) for story in stories if (own := known.get(story)) is not None]

    def learn(self, stories: int) -> int:
        """Learn of so many stories that were indexed before this was opened, so that the file is asked for less; gives
        how many it took, 0 once all are known."""
        self._load()
        if self._seen_to is None:
            return 0
        rows = self._connection.execute(
            "SELECT story, fingerprint FROM reading WHERE story > ? ORDER BY story LIMIT ?", (self._seen_to, stories)
        ).fetchall()
        self._seen.add(chain.from_iterable(low_values(packed) for _, packed in rows if packed))
        self._seen_to = rows[-1][0] if len(rows) == stories else None
        return len(rows)

    def _ask_the_file(self, hashes: Sequence[int]) -> list[int]:
        # Most texts are like few others: one question tells so, where a question a word would be needed to count.
        words = shingle_words(hashes).split()
        few = self._connection.execute(
            "SELECT rowid FROM shingle WHERE shingle MATCH ? LIMIT ?", (" OR ".join(words), MOST_UNCOUNTED + 1)
        ).fetchall()
        if len(few) <= MOST_UNCOUNTED:
            return list(chain.from_iterable(few))
        found: list[int] = []
        for value, word in zip(hashes, words, strict=True):
            rows = self._connection.execute(
                "SELECT rowid FROM shingle WHERE shingle MATCH ? ORDER BY rowid DESC LIMIT ?",
                (f'"{word}"', MOST_STORIES),
            ).fetchall()
            found += chain.from_iterable(rows)
            self._note_common(value, len(rows))
        return found

    def _ask_memory(self, hashes: Sequence[int]) -> list[int]:
        """The same of what is all in memory."""
        assert self._indexed is not None
        stories: list[list[int]] = []
        for value in hashes:
            low, high = value << 32, (value + 1) << 32
            own: list[int] = []
            for part in self._indexed:
                start = bisect_left(part, low)
                if start < len(part) and part[start] < high:
                    own += part[start : bisect_left(part, high, start)]
            stories.append([each - low for each in own])
        different = set().union(*stories)
        if len(different) <= MOST_UNCOUNTED:
            return list(different)
        found: list[int] = []
        for value, own in zip(hashes, stories, strict=True):
            newest = sorted(own, reverse=True)[:MOST_STORIES]
            found += newest
            self._note_common(value, len(newest))
        return found

    def _note_common(self, value: int, stories: int) -> None:
        if stories == MOST_STORIES and len(self._common) < _MOST_COMMON:
            self._common.add(value)

    def _remember(self, waiting: dict[int, Sequence[int]]) -> None:
        """Keep what is about to be indexed in memory, where all before it is there."""
        if self._indexed is None:
            return
        # Sorted by their first bits, then each of many short lists by itself.
        drawers: list[list[int]] = [[] for _ in range(1 << _FIRST_BITS)]
        for story, hashes in waiting.items():
            for value in hashes:
                drawers[value >> 32 - _FIRST_BITS].append(value << 32 | story)
        part = array("Q")
        for drawer in drawers:
            drawer.sort()
            part.extend(drawer)
        parts = self._indexed
        parts.append(part)
        # Parts as long as the one after them are merged once there are several: each hash a few times in all.
        while len(parts) >= _MERGED_TOGETHER and len(parts[-_MERGED_TOGETHER]) <= 2 * len(parts[-1]):
            merged = sorted(chain.from_iterable(parts[-_MERGED_TOGETHER:]))
            parts[-_MERGED_TOGETHER:] = [array("Q", merged)]
        if sum(map(len, self._indexed)) > _MOST_IN_MEMORY:
            self._indexed = None

    def _load(self) -> dict[int, Sequence[int]]:
        if self._waiting is None:
            self._waiting, self._stories, self._size = {}, {}, 0
            rows = self._connection.execute(
                "SELECT w.story, fingerprint FROM shingle_waiting w CROSS JOIN reading r ON r.story = w.story "
                "WHERE fingerprint NOT NULL"
            )
            for story, fingerprint in rows.fetchall():
                self._keep(story, low_hashes(unpack_fingerprint(fingerprint)))
            is_empty = self._connection.execute("SELECT 1 FROM shingle_idx LIMIT 1").fetchone() is None
            self._indexed = [] if is_empty else None
            if is_empty:
                self._seen_to = None
        return self._waiting

    def _keep(self, story: int, hashes: Sequence[int]) -> None:
        assert self._waiting is not None
        self._waiting[story] = hashes
        self._size += len(hashes)
        stories = self._stories
        for value in hashes:
            others = stories.setdefault(value, story)
            if others is not story:  # somebody else's, too
                stories[value] = (others, story) if isinstance(others, int) else (*others, story)


def merge_segments(connection: sqlite3.Connection) -> bool:
    """Merge some segments of the index into one, a few milliseconds' work; False when nothing is left to merge."""
    if connection.execute("SELECT 1 FROM shingle_config WHERE k = 'usermerge'").fetchone() is None:
        connection.execute("INSERT INTO shingle (shingle, rank) VALUES ('usermerge', 2)")
    before = connection.total_changes
    connection.execute("INSERT INTO shingle (shingle, rank) VALUES ('merge', 40)")
    return connection.total_changes - before >= 2  # as the documentation of FTS5 tells a merge from none


def discard_shingles(connection: sqlite3.Connection, story: int) -> None:
    """Take a story out of the index, while its stored fingerprint still is as it was indexed."""
    if connection.execute("DELETE FROM shingle_waiting WHERE story = ?", (story,)).rowcount:
        return
    row = connection.execute("SELECT fingerprint FROM reading WHERE story = ?", (story,)).fetchone()
    if row is not None and row[0]:
        connection.execute(
            "INSERT INTO shingle (shingle, rowid, hashes) VALUES ('delete', ?, ?)",
            (story, shingle_words(low_hashes(unpack_fingerprint(row[0])))),
        )
