"""Claims about looking after the file, and about files that cannot be used."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from feeds.exchange import ReadStory
from store.archive import Archive
from store.connect import connect
from store.errors import (
    NotAStore,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreMissing,
    StoreReadOnly,
    StoreTooNew,
)
from store.marks import Marks
from store.queries import Queries
from store.query import parse
from store.upkeep import backup, check, info, prunable, prune, vacuum
from tests.store.test_archive import NOW, OUTLETS, arrival, findings_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "store.db"
    with Archive.open(path, "test") as archive:
        arrivals = [arrival(n, published=NOW - timedelta(days=30 * n)) for n in range(8)]
        archive.save("meridian", None, arrivals, NOW, OUTLETS)
        archive.save_findings([ReadStory(s, findings_of(s), (1, s.rowid)) for s in archive.unread(100)], 1, 0, NOW)
        archive.save_cluster(8, 7)
        archive.save_copy(8, 7)
    return path


def test_info_tells_sizes_and_growth(path: Path) -> None:
    found = info(path)
    assert dict(found.counts)["story"] == 8
    assert found.stories_a_day == 8
    assert found.bytes_a_day > 0


def test_a_sound_store_has_no_faults(path: Path) -> None:
    assert check(path) == []
    assert check(path, spans=0) == []


def test_check_finds_what_is_wrong(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE body SET text = replace(text, 'matter', 'metter') WHERE story = 1")
        connection.execute("UPDATE story SET cluster = 99 WHERE story = 2")
        connection.execute("DELETE FROM body WHERE story = 3")
        connection.execute("UPDATE thread SET stories = 70 WHERE thread = 1")
        connection.execute("UPDATE said SET start = start + 2, end = end + 2 WHERE said >> 12 = 5")
    connection.close()
    found = " / ".join(fault.what for fault in check(path))
    for what in (
        "search is not in step",
        "cluster that is gone",
        "without a text",
        "counter of all stories",
        "passages",
    ):
        assert what in found


def test_check_of_a_file_too_damaged_to_open_says_what_is_left_to_do(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'poller'").fetchone()[0]
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    content = bytearray(path.read_bytes())
    content[100:8192] = random.Random(root).randbytes(8092)  # the page that names all tables
    path.write_bytes(content)
    (fault,) = check(path)
    assert "damaged" in fault.what
    assert "backup" in fault.do
    assert "store check" not in fault.do


def test_pruning_shows_what_would_go_and_keeps_what_somebody_marked(path: Path) -> None:
    with Marks(path, "kim") as marks:
        marks.star([8])
        marks.note(6, "keep")
    asked = timedelta(days=100)
    preview = prunable(path, asked, now=NOW)
    assert (preview.stories, preview.kept) == (2, 2)
    assert prune(path, asked, now=NOW) == 2
    assert check(path) == []
    with Queries(path) as queries:
        assert queries.counts(parse("")) == 6
        assert queries.threads(parse(""), [("ceasefire", "")])[1].stories == 6
        assert queries.cluster(queries.story(8).cluster) is not None  # type: ignore[union-attr]
    assert prune(path, timedelta(0), "thread:nothing", now=NOW) == 0
    assert prune(path, timedelta(0), now=NOW) == 4
    before, after = vacuum(path)
    assert check(path) == []
    assert before > 0 < after


def test_a_backup_is_whole_while_others_write(path: Path, tmp_path: Path) -> None:
    done = threading.Event()

    def write() -> None:
        with Archive.open(path, "poller") as archive:
            number = 100
            while not done.is_set():
                archive.save("meridian", None, [arrival(number)], NOW, OUTLETS)
                number += 1

    thread = threading.Thread(target=write)
    thread.start()
    try:
        assert backup(path, tmp_path / "copy.db") > 0
    finally:
        done.set()
        thread.join()
    assert [fault for fault in check(tmp_path / "copy.db") if "counter" not in fault.what] == []
    with pytest.raises(StoreError, match="of that name already"):
        backup(path, tmp_path / "copy.db")


_STEPS = "CREATE TABLE _sqlite_migrations (id INTEGER PRIMARY KEY, migration_set TEXT, name TEXT, applied_at TEXT)"


def _damage(path: Path, how: str) -> None:
    if how == "no database":
        path.write_text("not a database " * 400, encoding="utf-8")
    elif how == "empty text":
        path.write_bytes(b"x")
    elif how == "another program's":
        path.unlink()
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
        connection.commit()
        connection.close()
    elif how == "cut":
        size = path.stat().st_size
        os.truncate(path, size - size // 3)
    elif how == "newer":
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA user_version = 999")
        connection.close()
    elif how == "gone":
        path.unlink()
    elif how == "a directory":
        path.unlink()
        path.mkdir()


@pytest.mark.parametrize(
    ("how", "error"),
    [
        ("no database", NotAStore),
        ("empty text", NotAStore),
        ("another program's", NotAStore),
        ("cut", StoreDamaged),
        ("newer", StoreTooNew),
        ("gone", StoreMissing),
        ("a directory", NotAStore),
    ],
)
def test_a_file_that_is_no_usable_store_is_told_and_left_as_it_is(
    path: Path, how: str, error: type[StoreError]
) -> None:
    with connect(path, readonly=False) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    _damage(path, how)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(error) as found:
        connect(path)
    assert str(path) in str(found.value)
    assert found.value.do
    if how != "gone":
        with pytest.raises(error):
            connect(path, readonly=False)
    assert (path.read_bytes() if path.is_file() else None) == before
    wal = path.with_name(path.name + "-wal")
    assert not wal.exists() or wal.stat().st_size == 0 or how == "newer"


@pytest.mark.parametrize(
    "begun",
    ["", _STEPS],
)
def test_a_store_that_is_being_made_is_not_there_yet_for_readers(tmp_path: Path, begun: str) -> None:
    store = tmp_path / "new.db"
    store.touch()
    if begun:
        connection = sqlite3.connect(store)
        connection.execute(begun)
        connection.commit()
        connection.close()
    with pytest.raises(StoreMissing, match="no store yet"):
        connect(store)
    connect(store, readonly=False).close()
    connect(store).close()


def test_a_copied_file_opens_like_its_original(path: Path, tmp_path: Path) -> None:
    backup(path, tmp_path / "sent.db")
    (tmp_path / "there").mkdir()
    shutil.copy(tmp_path / "sent.db", tmp_path / "there" / "store.db")
    with Queries(tmp_path / "there" / "store.db") as queries:
        assert queries.counts(parse("")) == 8


def test_a_full_disk_costs_the_batch_and_nothing_else(path: Path) -> None:
    with Archive.open(path, "test") as archive:
        pages = archive.connection.execute("PRAGMA page_count").fetchone()[0]
        archive.connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(StoreFull, match="nothing is damaged"):
            archive.save(
                "meridian",
                None,
                [arrival(n, body=random.Random(n).randbytes(9000).hex()) for n in range(50, 90)],
                NOW,
                OUTLETS,
            )
        archive.connection.execute("PRAGMA max_page_count = 1073741823")
        assert archive.save("meridian", None, [arrival(60)], NOW, OUTLETS).new in (0, 1)
    assert check(path) == []


def test_a_read_only_store_can_be_read_and_says_why_it_takes_no_marks(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with connect(path, readonly=False) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA query_only = 1")
        monkeypatch.setattr("store.marks_base.connect", lambda *_, **__: connection)
        with pytest.raises(StoreReadOnly, match="cannot be written"):
            Marks(path, "kim").star([1])
    connection.close()
    with Queries(path) as queries:
        assert queries.counts(parse("is:starred")) == 0
