"""The full-text indexes of words: a story is put in with its findings, and taken out as it was put in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence


def index_stories(connection: sqlite3.Connection, rows: Sequence[tuple[int, str, str]]) -> None:
    """Put (story, title, text) into the index of words and that of titles."""
    connection.executemany("INSERT INTO search (rowid, title, text) VALUES (?, ?, ?)", rows)
    connection.executemany("INSERT INTO title_search (rowid, title) VALUES (?, ?)", [row[:2] for row in rows])


def index_said(connection: sqlite3.Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Put (said, words) into the index of what is said."""
    connection.executemany("INSERT INTO said_search (rowid, text) VALUES (?, ?)", rows)


def forget_search(connection: sqlite3.Connection, story: int) -> None:
    """Take a story out of the indexes of words and titles."""
    for row in connection.execute("SELECT title, text FROM search_content WHERE story = ?", (story,)).fetchall():
        connection.execute("INSERT INTO search (search, rowid, title, text) VALUES ('delete', ?, ?, ?)", (story, *row))
        connection.execute(
            "INSERT INTO title_search (title_search, rowid, title) VALUES ('delete', ?, ?)", (story, row[0])
        )
