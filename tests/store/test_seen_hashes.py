"""What is not in the index of shingles is not asked for, and nothing that is there is missed for it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.exchange import ReadStory
from feeds.story import Arrival, Findings
from store.archive import Archive
from store.seen_hashes import SeenHashes
from store.shingles import ShingleIndex
from tests.store.test_archive import NOW

HASHES = st.integers(0, 0xFFFFFFFF)


@given(st.lists(HASHES), st.lists(HASHES))
def test_what_was_added_is_never_passed_over(added: list[int], asked: list[int]) -> None:
    seen = SeenHashes()
    seen.add(added)
    found = seen.among([*added, *asked])
    assert set(added) <= set(found)
    assert seen.among([]) == []


def test_most_of_what_was_not_added_is_known_not_to_be_there() -> None:
    seen = SeenHashes()
    seen.add(range(0, 4_000_000, 400))
    assert len(seen.among(range(1_000_004, 2_000_000, 400))) < 30


def test_the_file_is_not_asked_for_what_is_not_in_it_once_that_was_learnt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.shingles.TAKEN_TOGETHER", 40)
    chance = random.Random(3)
    kept: dict[int, list[int]] = {}
    with Archive.open(tmp_path / "store.db", "test") as archive:
        arrivals = [Arrival(feed="f", title=f"Story {number}", guid=str(number)) for number in range(30)]
        archive.save("f", None, arrivals, NOW, {})
        for story in archive.unread(30):
            kept[story.rowid] = [chance.getrandbits(32) for _ in range(8)]
            archive.save_findings([ReadStory(story, Findings("Story", ()), fingerprint=kept[story.rowid])], 1, 0, NOW)
        index = ShingleIndex(archive.connection)
        assert index.hits(()) == [], "a text of a few words has none"
        elsewhere = [chance.getrandbits(30) * 4 for _ in range(20)]
        asked: list[str] = []
        archive.connection.set_trace_callback(lambda sql: asked.append(sql) if "MATCH" in sql else None)
        assert index.hits(elsewhere) == []
        assert len(asked) == 1
        assert [index.learn(20) for _ in range(3)] == [20, 10, 0]
        asked.clear()
        assert index.hits(elsewhere) == []
        assert asked == []
        for story_number, hashes in kept.items():
            assert story_number in index.hits(hashes)


def test_an_archive_learns_what_is_indexed_when_it_tidies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.shingles.TAKEN_TOGETHER", 4)
    with Archive.open(tmp_path / "store.db", "test") as archive:
        archive.save("f", None, [Arrival(feed="f", title="Story", guid="1")], NOW, {})
        (story,) = archive.unread(9)
        archive.save_findings([ReadStory(story, Findings("Story", ()), fingerprint=(4, 8, 12, 16))], 1, 0, NOW)
    with Archive.open(tmp_path / "store.db", "test") as archive:
        assert archive.tidy() == 1
        assert archive.tidy() == 0
        assert [shared.rowid for shared in archive.copy_candidates((4, 8, 12, 16), least=1)] == [story.rowid]


def test_an_index_that_is_opened_reads_no_more_stories_than_wait(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "store.db", "test") as archive:
        asked: list[str] = []
        archive.connection.set_trace_callback(asked.append)
        ShingleIndex(archive.connection).hits([4])
        archive.connection.set_trace_callback(None)
        (waiting,) = [sql for sql in asked if "shingle_waiting" in sql]
        plan = [row[3] for row in archive.connection.execute(f"EXPLAIN QUERY PLAN {waiting}")]
    assert plan == ["SCAN w", "SEARCH r USING INTEGER PRIMARY KEY (rowid=?)"]
