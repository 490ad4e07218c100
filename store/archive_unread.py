"""What the readers are handed: stories they have not had, and those an older reader read."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from feeds.exchange import UnreadStory
from feeds.story import Document
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


def unread(connection: sqlite3.Connection, limit: int) -> list[UnreadStory]:
    """Stories the readers have not had, newest arrivals first."""
    sql = _UNREAD + "WHERE read_at IS NULL ORDER BY story.story DESC LIMIT ?"
    return [_unread_story(row) for row in connection.execute(sql, (limit,))]


def outdated(connection: sqlite3.Connection, reader: int, limit: int) -> list[UnreadStory]:
    """Stories whose findings are of an older reader, newest first."""
    sql = _UNREAD + "WHERE read_at IS NOT NULL AND reading.reader < ? ORDER BY story.story DESC LIMIT ?"
    return [_unread_story(row) for row in connection.execute(sql, (reader, limit))]


def unread_story(connection: sqlite3.Connection, rowid: int) -> UnreadStory:
    """One story as the readers are handed it. Raises KeyError when there is none."""
    row = connection.execute(_UNREAD + "WHERE story.story = ?", (rowid,)).fetchone()
    if row is None:
        raise KeyError(rowid)
    return _unread_story(row)


def _unread_story(row: Sequence[object]) -> UnreadStory:
    story, number, revision, title, published, offset, origin, when, link, language, outlet, owner, feed = row[:13]
    is_html, text, source, read_at = row[13:]
    assert isinstance(story, int)
    assert isinstance(number, int)
    assert isinstance(source, bytes)
    is_given = published is not None and origin != "text"
    moment = from_seconds(int(str(published)), int(str(offset))) if is_given else None
    return UnreadStory(
        rowid=story,
        id=public_id(number),
        revision=int(str(revision)),
        document=Document(
            text=inflate(source, str(text or "")),
            title=str(title) or None,
            published=moment,
            published_from=str(origin) if is_given else "unknown",  # type: ignore[arg-type]
            outlet=str(outlet),
            url=str(link),
            is_html=bool(is_html),
            language=str(language),
        ),
        outlet=str(outlet),
        outlet_owner=str(owner),
        feed=str(feed or ""),
        when=from_seconds(int(str(when))),
        is_reread=read_at is not None,
    )
