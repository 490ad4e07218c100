"""Full texts of linked pages, and what the store learns of an outlet's page furniture."""

from __future__ import annotations

import json
import re
import sqlite3
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256

from feeds.exchange import ArticleWanted
from store.archive_search import forget_search
from store.deflation import deflate
from store.identity import hash64
from store.moments import to_seconds

NOT_WANTED, WANTED, FETCHED, FAILED = 0, 1, 2, 3
TITLES_KEPT = 12
KEEP_SINGLE = 5_000
"""Arrivals after which a piece that never came again is forgotten."""

_DIGITS = re.compile(r"\d+")


def want(connection: sqlite3.Connection, rowids: Iterable[int]) -> None:
    """Mark stories whose page is to be fetched; those that have their full text or no link are left alone."""
    connection.executemany(
        "UPDATE story SET article_state = 1 WHERE story = ? AND article_state = 0 AND is_full_text = 0 AND link LIKE "
        "'http%'",
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
        keep_page(connection, rowid, raw, raw_hash, datetime.now(UTC))


def keep_page(connection: sqlite3.Connection, rowid: int, raw: bytes, raw_hash: str, fetched: datetime) -> None:
    """Keep a page as it came, unless it is the very one kept last."""
    last = connection.execute("SELECT hash FROM raw WHERE story = ? ORDER BY raw DESC LIMIT 1", (rowid,)).fetchone()
    if last is None or last[0] != raw_hash:
        connection.execute(
            "INSERT INTO raw (story, fetched, hash, body) VALUES (?, ?, ?, ?)",
            (rowid, to_seconds(fetched), raw_hash, zlib.compress(raw)),
        )


def keep_body(connection: sqlite3.Connection, feed: int, body: bytes, fetched: datetime) -> None:
    """Keep what a feed sent. The least effort of zlib: bodies are many, and soon dropped again."""
    connection.execute(
        "INSERT INTO raw (feed, fetched, hash, body) VALUES (?, ?, ?, ?)",
        (feed, to_seconds(fetched), sha256(body).hexdigest(), zlib.compress(body, 1)),
    )


def furniture(connection: sqlite3.Connection) -> Mapping[str, frozenset[str]]:
    """Folded pieces learned to be furniture, by outlet name."""
    found: dict[str, set[str]] = {}
    for name, piece in connection.execute(
        "SELECT outlet.name, piece FROM furniture JOIN outlet USING (outlet) WHERE is_furniture = 1"
    ):
        found.setdefault(name, set()).add(piece)
    return {name: frozenset(pieces) for name, pieces in found.items()}


def count_pieces(
    connection: sqlite3.Connection, outlet: str, stories: Iterable[tuple[int, str, Sequence[str]]]
) -> None:
    """Count pieces of stories of an outlet. Of a piece seen once only its hash and story are kept: most never come
    again, and the second time the piece itself is at hand and the first title is in the story's row."""
    row = connection.execute("SELECT outlet FROM outlet WHERE name = ?", (outlet,)).fetchone()
    if row is None or not outlet:
        return
    counted = [
        (rowid, title, piece, hash64(piece)) for rowid, title, pieces in stories for piece in dict.fromkeys(pieces)
    ]
    asked = connection.execute(
        "SELECT f.hash FROM json_each(?) AS asked CROSS JOIN furniture f ON f.outlet = ? AND f.hash = asked.value",
        (json.dumps(list({hashed for *_, hashed in counted})), row[0]),
    )
    known = {found[0] for found in asked}
    new: dict[int, int] = {}
    again: dict[int, list[tuple[int, str, str]]] = {}
    for rowid, title, piece, hashed in counted:
        if hashed in known or hashed in new:
            again.setdefault(hashed, []).append((rowid, title, piece))
        else:
            new[hashed] = rowid  # as most are
    connection.executemany(
        "INSERT INTO furniture (outlet, hash, stories, last_story) VALUES (?, ?, 1, ?)",
        [(row[0], *pair) for pair in sorted(new.items())],
    )
    for hashed, stood in again.items():
        _count(connection, (row[0], hashed), stood)
    for rowid in {rowid for rowid, *_ in counted if rowid % 500 == 0}:
        connection.execute("DELETE FROM furniture WHERE stories = 1 AND last_story < ?", (rowid - KEEP_SINGLE,))


def _count(connection: sqlite3.Connection, key: tuple[int, int], stood: Sequence[tuple[int, str, str]]) -> None:
    """Count a piece that is known, where it stood: (rowid of the story, folded title, the piece) each."""
    stories, last, packed = connection.execute(
        "SELECT stories, last_story, titles FROM furniture WHERE outlet = ? AND hash = ?", key
    ).fetchone()
    where = [each for each in stood if each[0] != last]
    if not where:
        return
    if packed is None:
        first = connection.execute("SELECT title FROM story WHERE story = ?", (last,)).fetchone()
        titles = [_DIGITS.sub("0", " ".join(first[0].split()).lower())] if first else []
    else:
        titles = json.loads(packed)
    for _, title, _ in where:
        if title not in titles and len(titles) < TITLES_KEPT:
            titles.append(title)
    rowid, _, piece = where[-1]
    connection.execute(
        "UPDATE furniture SET stories = ?, last_story = ?, titles = ?, piece = ? WHERE outlet = ? AND hash = ?",
        (stories + len(where), rowid, json.dumps(titles, ensure_ascii=False), piece, *key),
    )


def piece_counts(
    connection: sqlite3.Connection, outlet: str, least: int
) -> tuple[list[tuple[str, int, tuple[str, ...]]], int]:
    """Pieces an outlet printed in at least `least` (>= 2) stories, and how many stories it has."""
    row = connection.execute("SELECT outlet, stories FROM outlet WHERE name = ?", (outlet,)).fetchone()
    if row is None:
        return [], 0
    counts = connection.execute(
        "SELECT piece, stories, titles FROM furniture WHERE outlet = ? AND stories >= ? AND piece IS NOT NULL",
        (row[0], max(least, 2)),
    )
    return [(piece, stories, tuple(json.loads(titles))) for piece, stories, titles in counts], row[1]


def save_furniture(connection: sqlite3.Connection, outlet: str, pieces: frozenset[str]) -> bool:
    """Set what is furniture of an outlet among the pieces counted; raises the knowledge number when that changes."""
    row = connection.execute("SELECT outlet FROM outlet WHERE name = ?", (outlet,)).fetchone()
    if row is None:
        return False
    have = dict(
        connection.execute(
            "SELECT piece, is_furniture FROM furniture WHERE outlet = ? AND piece IS NOT NULL", (row[0],)
        )
    )
    changes = [
        (int(piece in pieces), row[0], hash64(piece)) for piece, flag in have.items() if (piece in pieces) != flag
    ]
    connection.executemany("UPDATE furniture SET is_furniture = ? WHERE outlet = ? AND hash = ?", changes)
    if changes:
        connection.execute(
            "INSERT INTO meta (key, value) VALUES ('knowledge', '1') ON CONFLICT (key) DO UPDATE SET value = value + 1"
        )
    return bool(changes)


def knowledge_number(connection: sqlite3.Connection) -> int:
    """The number of the present snapshot; 0 while nothing is learned."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'knowledge'").fetchone()
    return 0 if row is None else int(row[0])
