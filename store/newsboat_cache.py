"""newsboat's cache.db -> its history as arrivals, with what was read and flagged, and its validators.

The file belongs to another program: it is opened read-only, and only the columns of every version since 2.10 are used.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from feeds.story import Arrival, FeedState


class NotACacheError(ValueError):
    """The file is no newsboat cache, or cannot be read. The message says which, and what to do."""


@dataclass(frozen=True, slots=True)
class CachedStory:
    """One item of the cache. `arrival.feed` is the address of its feed."""

    arrival: Arrival
    is_read: bool
    flags: str
    """newsboat's flags, letters in alphabetical order; "s" is what most people star with."""


@dataclass(frozen=True, slots=True)
class CachedFeed:
    """One feed of the cache: its address ("exec:…" and the like too), its title, a state that holds its validators."""

    url: str
    title: str
    state: FeedState


def read_feeds(path: Path) -> list[CachedFeed]:
    """The feeds of a cache. Raises NotACacheError."""
    rows = _rows(path, "SELECT rssurl, title, etag, lastmodified FROM rss_feed")
    return [
        CachedFeed(str(url), " ".join(str(title or "").split()), _state(str(url), str(etag or ""), modified))
        for url, title, etag, modified in rows
    ]


def read_stories(path: Path) -> Iterator[CachedStory]:
    """The items of a cache, oldest first, deleted ones left out. Raises NotACacheError."""
    sql = (
        "SELECT feedurl, guid, title, author, url, pubDate, content, unread, flags FROM rss_item "
        "WHERE deleted = 0 ORDER BY pubDate, id"
    )
    for feed, guid, title, author, url, published, content, unread, flags in _rows(path, sql):
        moment = _moment(published)
        yield CachedStory(
            Arrival(
                feed=str(feed or ""),
                title=" ".join(str(title or "").split()),
                link=str(url or ""),
                guid="" if guid == url else str(guid or ""),
                body=str(content or ""),
                is_html=True,
                published=moment,
                published_from="feed" if moment else "unknown",
                author=str(author or ""),
            ),
            is_read=not unread,
            flags="".join(sorted(str(flags or ""))),
        )


def _rows(path: Path, sql: str) -> Iterator[tuple[object, ...]]:
    if not path.is_file():
        raise NotACacheError(f"{path}: there is no such file; newsboat keeps it as ~/.newsboat/cache.db")
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    except sqlite3.Error as error:
        raise NotACacheError(f"{path}: cannot be opened ({error})") from None
    try:
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        yield from connection.execute(sql)
    except sqlite3.Error as error:
        raise NotACacheError(f"{path}: this is no newsboat cache ({error}); close newsboat and try again") from None
    finally:
        connection.close()


def _moment(value: object) -> datetime | None:
    """Seconds since 1970 (where a feed gives no date, newsboat writes the time of download)."""
    if not isinstance(value, int) or not 0 < value < 4_102_444_800:
        return None
    return datetime.fromtimestamp(value, UTC)


def _state(url: str, etag: str, modified: object) -> FeedState:
    """newsboat stores Last-Modified as a number, so only its ETag is still verbatim and may be sent."""
    return FeedState(feed=url, url=url, etag=etag or None, validators_url=url if etag else "")
