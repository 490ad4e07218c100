"""What copies are found by: the index of the sampled shingle hashes of every story.

A full-text index is quick to ask while it has few segments, and every transaction that adds to it makes one. So the
newest stories wait in a small table (with their hashes in memory) until there are enough of them for one large segment.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from store.fingerprints import shingle_words, unpack_fingerprint

TAKEN_TOGETHER = 256
"""Stories that wait before they are indexed together."""
MOST_STORIES = 200
"""Stories looked at for one hash: one that stands in more is a phrase of the trade and says nothing."""


class ShingleIndex:
    """The index as its one writer uses it, inside the caller's transactions."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._waiting: dict[int, list[str]] | None = None
        self._stories: dict[str, list[int]] = {}

    def forget(self) -> None:
        """Drop what is kept in memory, after a transaction that was rolled back."""
        self._waiting = None

    def add(self, stories: Iterable[tuple[int, Sequence[int]]]) -> None:
        """Index stories by their fingerprints."""
        waiting = self._load()
        new = [(story, shingle_words(hashes)) for story, hashes in stories if hashes]
        self._connection.executemany(
            "INSERT OR IGNORE INTO shingle_waiting (story) VALUES (?)", [(story,) for story, _ in new]
        )
        for story, words in new:
            self._keep(story, words)
        if len(waiting) >= TAKEN_TOGETHER:
            self._connection.executemany(
                "INSERT INTO shingle (rowid, hashes) VALUES (?, ?)",
                [(story, " ".join(words)) for story, words in sorted(waiting.items())],
            )
            self._connection.execute("DELETE FROM shingle_waiting")
            waiting.clear()
            self._stories.clear()

    def discard(self, story: int) -> None:
        """Take a story out, while its stored fingerprint still is as it was indexed."""
        discard_shingles(self._connection, story)
        words = self._load().pop(story, None)
        for word in words or ():
            self._stories[word].remove(story)

    def hits(self, hashes: Sequence[int]) -> Counter[int]:
        """How many of the hashes other stories have, by story."""
        self._load()
        found: list[int] = []
        for word in shingle_words(hashes):
            found += self._stories.get(word, ())
            rows = self._connection.execute(
                "SELECT rowid FROM shingle WHERE shingle MATCH ? ORDER BY rowid DESC LIMIT ?",
                (f'"{word}"', MOST_STORIES),
            )
            found += chain.from_iterable(rows)
        return Counter(found)

    def _load(self) -> dict[int, list[str]]:
        if self._waiting is None:
            self._waiting, self._stories = {}, {}
            rows = self._connection.execute(
                "SELECT story, fingerprint FROM shingle_waiting JOIN reading USING (story) WHERE fingerprint NOT NULL"
            )
            for story, fingerprint in rows.fetchall():
                self._keep(story, shingle_words(unpack_fingerprint(fingerprint)))
        return self._waiting

    def _keep(self, story: int, words: list[str]) -> None:
        assert self._waiting is not None
        self._waiting[story] = words
        for word in words:
            self._stories.setdefault(word, []).append(story)


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
            (story, " ".join(shingle_words(unpack_fingerprint(row[0])))),
        )
