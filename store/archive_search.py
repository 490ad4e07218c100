"""The full-text indexes of words: a story is put in some moments after its findings, and taken out as it was put in.

Every transaction that adds to a full-text index makes a segment of it, which is merged with others again and again: a
story costs a third less where a hundred and more are put in together than where two dozen are. So what was read waits
in a small table until enough wait or there is nothing more to read. What is said is put in with its findings: the
grouping asks for the same words at once.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

MOST_CHARACTERS_TOGETHER = 800_000
"""Of text put in by one transaction, however many stories were asked for."""


def let_wait(connection: sqlite3.Connection, stories: Iterable[int]) -> None:
    """Note that stories were read and are not in the indexes of words and titles yet."""
    connection.executemany("INSERT OR IGNORE INTO search_waiting (story) VALUES (?)", [(story,) for story in stories])


def count_waiting(connection: sqlite3.Connection) -> int:
    """How many stories wait for `index_waiting`."""
    return int(connection.execute("SELECT count(*) FROM search_waiting").fetchone()[0])


def index_waiting(connection: sqlite3.Connection, limit: int) -> int:
    """Put some of the stories that wait into the index of words and that of titles; gives how many."""
    rows: list[tuple[int, str, str]] = []
    characters = 0
    for row in connection.execute(
        "SELECT w.story, s.title, b.text FROM search_waiting w CROSS JOIN story s ON s.story = w.story "
        "CROSS JOIN body b ON b.story = w.story ORDER BY w.story LIMIT ?",
        (limit,),
    ):
        rows.append(row)
        characters += len(row[2])
        if characters > MOST_CHARACTERS_TOGETHER:
            break
    if rows:
        connection.executemany("INSERT INTO search (rowid, title, text) VALUES (?, ?, ?)", rows)
        connection.executemany("INSERT INTO title_search (rowid, title) VALUES (?, ?)", [row[:2] for row in rows])
        connection.execute("DELETE FROM search_waiting WHERE story <= ?", (rows[-1][0],))
    return len(rows)


def index_said(connection: sqlite3.Connection, rows: Sequence[tuple[int, str]]) -> None:
    """Put (said, words) into the index of what is said."""
    connection.executemany("INSERT INTO said_search (rowid, text) VALUES (?, ?)", rows)


def forget_search(connection: sqlite3.Connection, story: int) -> None:
    """Take a story out of the indexes of words and titles, or out of those that wait to be put in."""
    if connection.execute("DELETE FROM search_waiting WHERE story = ?", (story,)).rowcount:
        return
    for row in connection.execute("SELECT title, text FROM search_content WHERE story = ?", (story,)).fetchall():
        connection.execute("INSERT INTO search (search, rowid, title, text) VALUES ('delete', ?, ?, ?)", (story, *row))
        connection.execute(
            "INSERT INTO title_search (title_search, rowid, title) VALUES ('delete', ?, ?)", (story, row[0])
        )
