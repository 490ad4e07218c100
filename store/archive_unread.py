"""What the readers are handed: stories they have not had, and those an older reader read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Set
from itertools import islice

from feeds.exchange import UnreadStory
from feeds.story import Document, PublishedFrom
from store.deflation import inflate
from store.identity import public_id
from store.moments import from_seconds

_UNREAD = (
    "SELECT story.story, id, revision, coalesce(given_title, title), published, published_offset, published_from, "
    "when_at, link, "
    "declared, outlet.name, outlet.owner, feed.name, is_html, text, source, read_at "
    "FROM story JOIN body USING (story) JOIN outlet USING (outlet) LEFT JOIN feed ON feed.feed = story.feed "
    "LEFT JOIN reading ON reading.story = story.story "
)


_Row = tuple[
    int, int, int, str, int | None, int, PublishedFrom, int, str, str, str, str, str | None, int, str | None, bytes,
    int | None,
]  # fmt: skip


def unread(connection: sqlite3.Connection, limit: int, but: Set[tuple[int, int]] = frozenset()) -> list[UnreadStory]:
    """Stories the readers have not had, newest arrivals first; none of `but`, which are rowids with revisions."""
    sql = _UNREAD + "WHERE read_at IS NULL ORDER BY story.story DESC LIMIT ?"
    return _unread_stories(connection.execute(sql, (limit + len(but),)), limit, but)


def outdated(
    connection: sqlite3.Connection, reader: int, limit: int, but: Set[tuple[int, int]] = frozenset()
) -> list[UnreadStory]:
    """Stories whose findings are of an older reader, newest first; none of `but`."""
    sql = _UNREAD + "WHERE read_at IS NOT NULL AND reading.reader < ? ORDER BY story.story DESC LIMIT ?"
    return _unread_stories(connection.execute(sql, (reader, limit + len(but))), limit, but)


def unread_story(connection: sqlite3.Connection, rowid: int) -> UnreadStory:
    """One story as the readers are handed it. Raises KeyError when there is none."""
    row = connection.execute(_UNREAD + "WHERE story.story = ?", (rowid,)).fetchone()
    if row is None:
        raise KeyError(rowid)
    return _unread_story(row)


def _unread_stories(rows: Iterable[_Row], limit: int, but: Set[tuple[int, int]]) -> list[UnreadStory]:
    return [_unread_story(row) for row in islice((row for row in rows if (row[0], row[2]) not in but), limit)]


def _unread_story(row: _Row) -> UnreadStory:
    rowid, number, revision, title, published, offset, origin, when, link, language, outlet, owner, feed = row[:13]
    is_html, text, source, read_at = row[13:]
    moment = None if published is None or origin == "text" else from_seconds(published, offset)
    return UnreadStory(
        rowid,
        public_id(number),
        revision,
        Document(
            inflate(source, text or ""),
            title or None,
            moment,
            "unknown" if moment is None else origin,
            outlet,
            link,
            bool(is_html),
            language,
        ),
        outlet,
        owner,
        feed or "",
        from_seconds(when),
        read_at is not None,
    )
