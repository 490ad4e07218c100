"""Claims about how long the archive holds the store."""

from __future__ import annotations

import gc
from datetime import timedelta
from pathlib import Path

import pytest

from feeds.exchange import ReadStory
from store import transactions
from store.archive import Archive
from store.archive_findings import FindingsWriter
from store.connect import CHECKPOINT_PAGES
from store.marks import Marks
from store.prepared import Reading
from store.queries import Queries
from store.transactions import TRANSACTION_SECONDS, Pace, transaction
from tests.store.test_archive import NOW, OUTLETS, arrival, findings_of


class Clock:
    def __init__(self) -> None:
        self.now = self.worked = 0.0

    def perf_counter(self) -> float:
        return self.now

    def thread_time(self) -> float:
        return self.worked


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(transactions, "time", made)
    return made


def take(pace: Pace, clock: Clock, rows: int, seconds: float, worked: float | None = None) -> int:
    with pace.over(rows):
        clock.now += seconds
        clock.worked += seconds if worked is None else worked
    return pace.size


def test_a_transaction_that_lasted_too_long_makes_the_next_smaller_at_once(clock: Clock) -> None:
    assert take(Pace(40, 100), clock, 40, TRANSACTION_SECONDS * 2) == 20
    assert take(Pace(40, 100), clock, 40, TRANSACTION_SECONDS * 10) == 20


def test_waiting_for_the_processor_counts_as_twice_the_work(clock: Clock) -> None:
    assert take(Pace(40, 100), clock, 40, 10.0, TRANSACTION_SECONDS / 4) == 80
    assert take(Pace(40, 100), clock, 40, 10.0, TRANSACTION_SECONDS) == 20


def test_a_quick_transaction_lets_the_next_be_up_to_twice_as_large(clock: Clock) -> None:
    pace = Pace(8, 100)
    assert take(pace, clock, 8, TRANSACTION_SECONDS / 100) == 16
    assert take(pace, clock, 16, TRANSACTION_SECONDS / 1.5) == 24


def test_a_small_rest_says_nothing_about_larger_transactions(clock: Clock) -> None:
    assert take(Pace(40, 100), clock, 3, TRANSACTION_SECONDS / 2) == 40


def test_a_transaction_takes_at_least_one_row(clock: Clock) -> None:
    assert take(Pace(1, 100), clock, 1, 60.0) == 1


def test_a_mark_made_while_a_reading_is_prepared_stays(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with Archive.open(path, "test") as archive:
        archive.save("meridian", None, [arrival(n) for n in (1, 2)], NOW, OUTLETS)
        read = [ReadStory(story, findings_of(story)) for story in archive.unread()]
        writer = FindingsWriter(archive.connection)
        prepared = writer.prepare(read)
        with Marks(path, "kim") as marks:
            marks.move_thread([1], "ceasefire", on=True)
            marks.move_thread([1], "aid", on=True)
        with transaction(archive.connection, path):
            assert writer.save(prepared, Reading(1, 0, 0)) == 2
    with Queries(path) as queries:
        threads = {page.rowid: [link[0] for link in page.threads] for page in queries.story_page([1, 2])}
    assert threads == {1: ["ceasefire", "aid"], 2: ["ceasefire"]}


def test_a_story_revised_while_a_reading_is_prepared_stays_unread(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with Archive.open(path, "test") as archive:
        archive.save("meridian", None, [arrival(1)], NOW, OUTLETS)
        writer = FindingsWriter(archive.connection)
        prepared = writer.prepare([ReadStory(story, findings_of(story)) for story in archive.unread()])
        later = NOW + timedelta(hours=1)
        archive.save("meridian", None, [arrival(1, body="Vostra agreed to the plan.")], later, OUTLETS)
        with transaction(archive.connection, path):
            assert writer.save(prepared, Reading(1, 0, 0)) == 0
        assert [story.revision for story in archive.unread()] == [2]


def test_a_story_that_comes_twice_in_one_batch_is_new_and_then_revised(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "store.db", "test") as archive:
        twice = [arrival(1), arrival(2), arrival(1, body="Vostra agreed to the plan.")]
        saved = archive.save("meridian", None, twice, NOW, OUTLETS)
        assert (saved.new, saved.revised, saved.unchanged, saved.rowids) == (2, 1, 0, (1, 2, 1))


def test_what_is_prepared_before_several_saves_is_what_they_write(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "store.db", "test") as archive:
        archive.save("meridian", None, [arrival(n) for n in (1, 2, 3)], NOW, OUTLETS)
        read = [ReadStory(story, findings_of(story)) for story in archive.unread()]
        archive.prepare_findings(read[:2])
        with archive.together():
            assert archive.save_findings(read[:2], 1, 0, NOW) == 2
            assert archive.save_findings(read[2:], 1, 0, NOW) == 1
        assert archive.unread() == []


def test_the_log_goes_into_the_file_between_transactions_and_not_within(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "store.db", "test") as archive:
        archive.connection.execute("CREATE TABLE filler (bytes BLOB)")
        within: list[bool] = []
        archive.connection.set_trace_callback(
            lambda sql: within.append(archive.connection.in_transaction) if "wal_checkpoint" in sql else None
        )
        for _ in range(80):
            with archive.together():
                archive.connection.execute("INSERT INTO filler VALUES (zeroblob(8192 * 400))")
        archive.connection.set_trace_callback(None)
        assert within
        assert not any(within)
        # Some transactions' worth of pages beyond the bound, whatever was written in all.
        assert (tmp_path / "store.db-wal").stat().st_size < 2.5 * CHECKPOINT_PAGES * 8192


def test_transactions_that_write_little_are_rarely_followed_by_a_checkpoint(tmp_path: Path) -> None:
    asked = []
    with Archive.open(tmp_path / "store.db", "test") as archive:
        archive.connection.set_trace_callback(lambda sql: asked.append(sql) if "wal_checkpoint" in sql else None)
        for number in range(200):
            with archive.together():
                archive.connection.execute("INSERT INTO meta (key, value) VALUES (?, '')", (f"key {number}",))
        archive.connection.set_trace_callback(None)
    assert len(asked) < 10


def test_nothing_is_collected_while_a_batch_is_saved_and_everything_after(tmp_path: Path) -> None:
    seen = []
    with Archive.open(tmp_path / "store.db", "test") as archive:
        archive.connection.set_trace_callback(lambda sql: seen.append(gc.isenabled()) if sql == "COMMIT" else None)
        archive.save("meridian", None, [arrival(n) for n in range(3)], NOW, OUTLETS)
        archive.save_findings([ReadStory(s, findings_of(s)) for s in archive.unread()], 1, 0, NOW)
        archive.connection.set_trace_callback(None)
    assert seen
    assert not any(seen)
    assert gc.isenabled()
