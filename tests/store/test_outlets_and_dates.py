"""Claims about who published an arrival, when a story says it was published, and what a failing database is called."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from feeds.exchange import ReadStory
from feeds.story import Outlet, PublishedFrom
from store import errors
from store.archive import Archive
from store.archive_stories import outlet_of
from store.connect import explain_failure
from store.queries import Queries
from tests.store.test_archive import NOW, OUTLETS, arrival, findings_of

TABLE = {
    "meridian.example": Outlet("Meridian", "newspaper"),
    "Selm Daily": Outlet("Selm Daily", "wire"),
    "news.co.uk": Outlet("The News", "newspaper"),
}


@pytest.mark.parametrize(
    ("name", "link", "outlet"),
    [
        ("Selm Daily", "https://else.example/1", TABLE["Selm Daily"]),
        ("Meridian", "https://else.example/1", TABLE["meridian.example"]),
        ("Nobody Knows", "https://meridian.example/1", Outlet("Nobody Knows")),
        ("", "https://www.meridian.example/1", TABLE["meridian.example"]),
        ("", "https://live.world.meridian.example/1", TABLE["meridian.example"]),
        ("", "https://rss.news.co.uk/1", TABLE["news.co.uk"]),
        ("", "https://rss.other.co.uk/1", Outlet("other.co.uk")),
        ("", "", Outlet("")),
    ],
)
def test_an_arrival_is_of_the_outlet_it_names_else_of_its_link(name: str, link: str, outlet: Outlet) -> None:
    assert outlet_of(arrival(outlet=name, link=link), TABLE) == outlet


@pytest.mark.parametrize(
    ("published", "moment", "origin"),
    [
        ("2025-03-10", datetime(2025, 3, 10, tzinfo=UTC), "text"),
        ("2025-03-10T12:00", datetime(2025, 3, 10, 12, tzinfo=UTC), "text"),
        ("2025-03-10T12:00+03:00", datetime(2025, 3, 10, 12, tzinfo=timezone(timedelta(hours=3))), "text"),
        ("one day", None, "unknown"),
        (None, None, "unknown"),
    ],
)
def test_a_story_without_a_date_takes_the_one_found_in_its_text(
    tmp_path: Path, published: str | None, moment: datetime | None, origin: PublishedFrom
) -> None:
    path = tmp_path / "store.db"
    with Archive.open(path, "test") as archive:
        archive.save("meridian", None, [arrival(published=None, published_from="unknown")], NOW, OUTLETS)
        (story,) = archive.unread()
        found = replace(findings_of(story), published=published, published_from="text")
        archive.save_findings([ReadStory(story, found)], 1, 0, NOW)
    with Queries(path, now=lambda: NOW) as queries:
        row = queries.story(1)
        assert row is not None
        assert (row.published, row.published_from) == (moment, origin)


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (sqlite3.SQLITE_FULL, errors.StoreFull, "disk is full"),
        (sqlite3.SQLITE_READONLY, errors.StoreReadOnly, "cannot be written"),
        (sqlite3.SQLITE_BUSY, errors.StoreLocked, "another program"),
        (sqlite3.SQLITE_LOCKED, errors.StoreLocked, "another program"),
        (sqlite3.SQLITE_CORRUPT, errors.StoreDamaged, "damaged (odd page)"),
        (sqlite3.SQLITE_NOTADB, errors.NotAStore, "no SQLite database"),
        (sqlite3.SQLITE_CANTOPEN, errors.StoreReadOnly, "cannot be opened"),
        (sqlite3.SQLITE_IOERR, errors.StoreDamaged, "disk failed (odd page)"),
        (sqlite3.SQLITE_ERROR, errors.StoreError, "cannot be used (odd page)"),
    ],
)
def test_a_failing_database_is_told_in_words_with_what_to_do(code: int, kind: type[Exception], words: str) -> None:
    error = sqlite3.OperationalError("odd page")
    error.sqlite_errorcode = code | 0x200  # extended codes carry more in their upper bytes
    told = explain_failure(error, "/data/store.db")
    assert type(told) is kind
    assert words in str(told)
    assert "/data/store.db" in str(told)
