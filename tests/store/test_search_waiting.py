"""Claims about what waits to be found, words and shingles: for how long, and what comes of it meanwhile."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from feeds.exchange import ReadStory
from store import archive_search
from store.archive import Archive
from store.archive_search import SaidIndex, count_waiting
from store.queries import Queries
from store.query import parse
from store.transactions import Pace
from store.upkeep import check, prune
from tests.store.test_archive import NOW, OUTLETS, arrival, findings_of


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive.open(tmp_path / "store.db", "test")


def read_together(archive: Archive, count: int = 3) -> None:
    """Stories saved and read in one transaction with what else is decided of them, as a refresh does."""
    archive.save("meridian", None, [arrival(number) for number in range(count)], NOW, OUTLETS)
    with archive.together():
        archive.save_findings([ReadStory(story, findings_of(story)) for story in archive.unread()], 1, 0, NOW)


def found(archive: Archive, query: str) -> list[int]:
    with Queries(archive.path) as queries:
        return sorted(queries.story_rowids(parse(query)))


def test_what_is_saved_by_itself_is_found_at_once(archive: Archive) -> None:
    with archive:
        archive.save("meridian", None, [arrival(1)], NOW, OUTLETS)
        archive.save_findings([ReadStory(story, findings_of(story)) for story in archive.unread()], 1, 0, NOW)
        assert found(archive, "matter") == [1]


def test_what_is_saved_together_waits_until_that_is_done(archive: Archive) -> None:
    with archive:
        read_together(archive)
        assert count_waiting(archive.connection) == 3
        assert found(archive, "has:quote") == [1, 2, 3]
        assert check(archive.path) == []
        with archive.together():
            archive.index_words()  # not in somebody else's transaction, which would last the longer
            assert count_waiting(archive.connection) == 3
        archive.index_words()
        assert (found(archive, "matter"), count_waiting(archive.connection)) == ([1, 2, 3], 0)
        assert check(archive.path) == []


def test_whoever_closes_the_archive_leaves_nothing_waiting(archive: Archive) -> None:
    with archive:
        read_together(archive)
    assert found(archive, "matter") == [1, 2, 3]


def test_what_waited_when_a_poller_was_killed_is_found_once_another_is_idle(archive: Archive) -> None:
    read_together(archive)
    archive.lease.release()
    archive.connection.close()
    with Archive.open(archive.path, "another") as another:
        assert found(another, "matter") == []
        another.tidy()
        assert found(another, "matter") == [1, 2, 3]
        assert check(another.path) == []


def test_a_story_revised_while_it_waits_is_found_once_it_is_read_again(archive: Archive) -> None:
    with archive:
        read_together(archive)
        archive.save("meridian", None, [arrival(1, body="Rain fell on the harbour all day.")], NOW, OUTLETS)
        assert count_waiting(archive.connection) == 2
        archive.index_words()
        assert found(archive, "matter") == [1, 3]
        archive.save_findings([ReadStory(story, findings_of(story)) for story in archive.unread()], 1, 0, NOW)
        assert found(archive, "matter") == [1, 2, 3]
        assert check(archive.path) == []


def test_a_story_pruned_while_it_waits_leaves_no_words(archive: Archive) -> None:
    with archive:
        read_together(archive)
        assert prune(archive.path, timedelta(days=1), now=NOW + timedelta(days=400)) == 3
        assert count_waiting(archive.connection) == 0
        assert check(archive.path) == []


def test_long_texts_are_put_in_a_few_at_a_time(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_search, "MOST_BYTES_TOGETHER", 10)
    with archive:
        read_together(archive)
        with archive.together():
            assert archive_search.index_waiting(archive.connection, 100) == 1
        archive.index_words()
        assert found(archive, "matter") == [1, 2, 3]


def test_no_more_are_put_in_by_one_transaction_than_it_has_time_for(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    with archive:
        read_together(archive, 5)
        monkeypatch.setattr(archive, "_words_pace", Pace(2, 2))
        statements: list[str] = []
        archive.connection.set_trace_callback(statements.append)
        archive.index_words()
        archive.connection.set_trace_callback(None)
        assert (found(archive, "matter"), statements.count("COMMIT")) == ([1, 2, 3, 4, 5], 3)


def test_the_index_of_what_is_said_keeps_few_parts(archive: Archive) -> None:
    with archive:
        said = SaidIndex(archive.connection)
        for number in range(1, 101):
            said.add([(number, f"word{number} bridge")])
        parts = "SELECT count(DISTINCT segid) FROM said_search_idx"
        assert archive.connection.execute(parts).fetchone()[0] < 20
        found = "SELECT count(*) FROM said_search WHERE said_search MATCH 'bridge'"
        assert archive.connection.execute(found).fetchone()[0] == 100


def test_what_copies_are_found_by_is_indexed_in_a_transaction_of_its_own(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.shingles.TAKEN_TOGETHER", 8)
    with archive:
        archive.save("meridian", None, [arrival(number) for number in range(4)], NOW, OUTLETS)
        read = [ReadStory(story, findings_of(story), (4, 8, 12 * story.rowid)) for story in archive.unread()]
        statements: list[str] = []
        archive.connection.set_trace_callback(statements.append)
        archive.save_findings(read, 1, 0, NOW)
        archive.connection.set_trace_callback(None)
        (indexing,) = [part for part in ";".join(statements).split("COMMIT") if "INSERT INTO shingle (" in part]
        assert "INSERT INTO reading" not in indexing
        assert [shared.rowid for shared in archive.copy_candidates((4, 8), least=2)] == [1, 2, 3, 4]
