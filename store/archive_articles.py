"""Full texts of linked pages, and what the store learns of an outlet's page furniture."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from store.archive_stories import forget_search
from store.candidates import ArticleWanted
from store.identity import hash64
from store.moments import to_seconds
from store.packing import deflate

NOT_WANTED, WANTED, FETCHED, FAILED = 0, 1, 2, 3
FURNITURE_STORIES = 3
"""A sentence under so many stories of one outlet is furniture."""
KEEP_SINGLE = 20_000
"""Story rowids after which a sentence that never came again is forgotten."""


def want(connection: sqlite3.Connection, rowids: Iterable[int]) -> None:
    """Mark stories whose page is to be fetched; those that have their full text or no link are left alone."""
    connection.executemany(
        "UPDATE story SET article_state = 1 WHERE story = ? AND article_state = 0 AND is_full_text = 0 AND link LIKE 'http%'",
        [(rowid,) for rowid in rowids],
    )


def wanted(connection: sqlite3.Connection, limit: int) -> list[ArticleWanted]:
    """Stories whose page is to be fetched, newest first."""
    rows = connection.execute(
        "SELECT story, link, coalesce(feed.name, ''), outlet.name FROM story JOIN outlet USING (outlet) "
        "LEFT JOIN feed ON feed.feed = story.feed WHERE article_state = 1 ORDER BY story DESC LIMIT ?",
        (limit,),
    )
    return [ArticleWanted(*row) for row in rows]


def save_article(
    connection: sqlite3.Connection,
    rowid: int,
    text: str,
    raw_hash: str,
    raw: bytes | None,
    title: str,
    is_html: bool,
    failed: bool,
) -> None:
    """Replace the teaser by the page's text; the story is unread by the readers from now on."""
    if failed or not text.strip():
        connection.execute("UPDATE story SET article_state = ? WHERE story = ?", (FAILED, rowid))
        return
    row = connection.execute("SELECT text FROM body WHERE story = ?", (rowid,)).fetchone()
    if row is None:
        return
    forget_search(connection, rowid)
    connection.execute(
        "UPDATE story SET article_state = ?, is_full_text = 1, read_at = NULL, "
        "title = CASE WHEN title = '' THEN ? ELSE title END WHERE story = ?",
        (FETCHED, title, rowid),
    )
    connection.execute(
        "UPDATE body SET source = ?, is_html = ? WHERE story = ?", (deflate(text, row[0] or ""), int(is_html), rowid)
    )
    if raw is not None:
        connection.execute(
            "INSERT INTO raw (story, fetched, hash, body) VALUES (?, ?, ?, ?)",
            (rowid, to_seconds(datetime.now(UTC)), raw_hash, zlib.compress(raw)),
        )


def furniture(connection: sqlite3.Connection) -> Mapping[str, frozenset[str]]:
    """Folded sentences learned to be furniture, by outlet name."""
    found: dict[str, set[str]] = {}
    for name, text in connection.execute(
        "SELECT outlet.name, text FROM furniture JOIN outlet USING (outlet) WHERE furniture.stories >= ? AND text IS NOT NULL",
        (FURNITURE_STORIES,),
    ):
        found.setdefault(name, set()).add(text)
    return {name: frozenset(texts) for name, texts in found.items()}


def learn_furniture(connection: sqlite3.Connection, outlet: str, rowid: int, sentences: Iterable[str]) -> int:
    """Count sentences of one story of an outlet; gives how many became furniture, and raises the knowledge number."""
    row = connection.execute("SELECT outlet FROM outlet WHERE name = ?", (outlet,)).fetchone()
    if row is None or not outlet:
        return 0
    became = 0
    for sentence in dict.fromkeys(sentences):
        (stories,) = connection.execute(
            "INSERT INTO furniture (outlet, hash, stories, last_story) VALUES (?, ?, 1, ?) ON CONFLICT (outlet, hash) DO "
            "UPDATE SET stories = stories + (last_story <> excluded.last_story), last_story = excluded.last_story, "
            "text = ? RETURNING stories",
            (row[0], hash64(sentence), rowid, sentence),
        ).fetchone()
        became += stories == FURNITURE_STORIES
    if rowid % 1000 == 0:
        connection.execute("DELETE FROM furniture WHERE stories = 1 AND last_story < ?", (rowid - KEEP_SINGLE,))
    if became:
        connection.execute(
            "INSERT INTO meta (key, value) VALUES ('knowledge', '1') ON CONFLICT (key) DO UPDATE SET value = value + 1"
        )
    return became


def knowledge_number(connection: sqlite3.Connection) -> int:
    """The number of the present snapshot; 0 while nothing is learned."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'knowledge'").fetchone()
    return 0 if row is None else int(row[0])
