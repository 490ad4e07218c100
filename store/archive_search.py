"""The full-text indexes of words: a story is put in some moments after its findings, and taken out as it was put in.

Every transaction that adds to a full-text index makes a segment of it, which is merged with others again and again: a
story costs a third less where a hundred and more are put in together than where two dozen are. So what was read waits
in a small table until enough wait or there is nothing more to read. What is said is put in with its findings: the
grouping asks for the same words at once.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

_MERGED_AFTER = 4
"""Transactions after which segments of the index of what is said are merged, where there are so many of one level."""
_MERGED_PAGES = 32
"""Pages written for it at once, a millisecond's work; the rest waits for the next time."""

MOST_BYTES_TOGETHER = 1_000_000
"""Of text put in by one transaction, however many stories were asked for."""


def let_wait(connection: sqlite3.Connection, stories: Iterable[int]) -> None:
    """Note that stories were read and are not in the indexes of words and titles yet."""
    connection.executemany("INSERT OR IGNORE INTO search_waiting (story) VALUES (?)", [(story,) for story in stories])


def count_waiting(connection: sqlite3.Connection) -> int:
    """How many stories wait for `index_waiting`."""
    return int(connection.execute("SELECT count(*) FROM search_waiting").fetchone()[0])


def index_waiting(connection: sqlite3.Connection, limit: int) -> int:
    """Put some of the stories that wait into the index of words and that of titles; gives how many."""
    stories: list[int] = []
    size = 0
    for story, text_bytes in connection.execute(
        f"SELECT w.story, length(CAST(b.text AS BLOB)) FROM {_WAITING} ORDER BY w.story LIMIT ?", (limit,)
    ):
        stories.append(story)
        size += text_bytes
        if size > MOST_BYTES_TOGETHER:
            break
    if stories:
        # Within SQLite: on the way through Python each text would be decoded and encoded again, a tenth of the work.
        rows, upto = f"FROM {_WAITING} WHERE w.story <= ? ORDER BY w.story", (stories[-1],)
        connection.execute(f"INSERT INTO search (rowid, title, text) SELECT w.story, s.title, b.text {rows}", upto)
        connection.execute(f"INSERT INTO title_search (rowid, title) SELECT w.story, s.title {rows}", upto)
        connection.execute("DELETE FROM search_waiting WHERE story <= ?", upto)
    return len(stories)


_WAITING = "search_waiting w CROSS JOIN story s ON s.story = w.story CROSS JOIN body b ON b.story = w.story"


class SaidIndex:
    """The index of what is said as its one writer uses it. Every quote is looked for in it, which takes the longer the
    more segments it has, and each transaction makes one: some are merged now and then."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._added = 0

    def add(self, rows: Sequence[tuple[int, str]]) -> None:
        """Put (said, words) into it."""
        if not rows:
            return
        self._connection.executemany("INSERT INTO said_search (rowid, text) VALUES (?, ?)", rows)
        self._added += 1
        if self._added % _MERGED_AFTER == 0:
            held = self._connection.execute("SELECT v FROM said_search_config WHERE k = 'usermerge'").fetchone()
            if held != (_MERGED_AFTER,):
                self._connection.execute(
                    "INSERT INTO said_search (said_search, rank) VALUES ('usermerge', ?)", (_MERGED_AFTER,)
                )
            self._connection.execute(
                "INSERT INTO said_search (said_search, rank) VALUES ('merge', ?)", (_MERGED_PAGES,)
            )


def forget_search(connection: sqlite3.Connection, story: int) -> None:
    """Take a story out of the indexes of words and titles, or out of those that wait to be put in."""
    if connection.execute("DELETE FROM search_waiting WHERE story = ?", (story,)).rowcount:
        return
    for row in connection.execute("SELECT title, text FROM search_content WHERE story = ?", (story,)).fetchall():
        connection.execute("INSERT INTO search (search, rowid, title, text) VALUES ('delete', ?, ?, ?)", (story, *row))
        connection.execute(
            "INSERT INTO title_search (title_search, rowid, title) VALUES ('delete', ?, ?)", (story, row[0])
        )
