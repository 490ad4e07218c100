"""A newsboat cache comes in with its history and read flags."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from store.newsboat_cache import NotACacheError, read_feeds, read_stories

SCHEMA = """
CREATE TABLE rss_feed (rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024) NOT NULL,
  title VARCHAR(1024) NOT NULL, lastmodified INTEGER(11) NOT NULL DEFAULT 0, is_rtl INTEGER(1) NOT NULL DEFAULT 0,
  etag VARCHAR(128) NOT NULL DEFAULT "");
CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL,
  title VARCHAR(1024) NOT NULL, author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL,
  feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL, content VARCHAR(65535) NOT NULL,
  unread INTEGER(1) NOT NULL, enclosure_url VARCHAR(1024), enqueued INTEGER(1) NOT NULL DEFAULT 0,
  flags VARCHAR(52), deleted INTEGER(1) NOT NULL DEFAULT 0, base VARCHAR(128) NOT NULL DEFAULT "");
INSERT INTO rss_feed VALUES ('https://selm.example/feed', 'https://selm.example', 'Selm', 1741780800, 0, '"a1"');
INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, flags, deleted) VALUES
 ('g1', 'Envoy arrives', 'A. Writer', 'https://selm.example/1', 'https://selm.example/feed', 1741780800,
  '<p>In full.</p>', 0, 's', 0),
 ('https://selm.example/2', 'Second', '', 'https://selm.example/2', 'https://selm.example/feed', 0, '', 1, '', 0),
 ('g3', 'Deleted', '', '', 'https://selm.example/feed', 0, '', 1, '', 1);
"""


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    path = tmp_path / "cache.db"
    connection = sqlite3.connect(path)
    connection.executescript(SCHEMA)
    connection.close()
    return path


def test_history_comes_in_with_read_flags(cache: Path) -> None:
    second, first = read_stories(cache)
    assert (first.arrival.guid, first.is_read, first.flags) == ("g1", True, "s")
    assert first.arrival.published == datetime(2025, 3, 12, 12, tzinfo=UTC)
    assert first.arrival.feed == "https://selm.example/feed"
    assert (second.arrival.guid, second.arrival.published, second.is_read) == ("", None, False)


def test_validators_come_in_verbatim(cache: Path) -> None:
    (feed,) = read_feeds(cache)
    assert (feed.title, feed.state.etag, feed.state.last_modified) == ("Selm", '"a1"', None)
    assert feed.state.validators_url == feed.url


def test_what_is_no_cache_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotACacheError, match="no such file"):
        read_feeds(tmp_path / "missing.db")
    (tmp_path / "text.db").write_text("hello " * 200)
    with pytest.raises(NotACacheError, match="no newsboat cache"):
        read_feeds(tmp_path / "text.db")
    with pytest.raises(NotACacheError, match="no newsboat cache"):
        list(read_stories(tmp_path / "text.db"))
