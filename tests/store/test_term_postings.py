"""Claims about the postings clusters are found by: what is noted is found at once, and survives only with its
transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.archive import Archive
from store.term_postings import WRITTEN_TOGETHER, TermPostings

OFTEN, RARE = 7, 8


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "store.db", "test") as opened:
        yield opened


def test_what_was_noted_is_found_before_and_after_it_is_written(archive: Archive) -> None:
    postings = TermPostings(archive.connection)
    for story in range(1, 101):
        postings.add(story, 20, [OFTEN])
    assert len(postings.near({OFTEN: 2.0}, 19, 21, 1.0)) == 100
    postings.write()
    postings.add(101, 20, [OFTEN, RARE])
    postings.add(102, 25, [OFTEN, RARE])
    assert postings.near({OFTEN: 2.0, RARE: 3.0}, 19, 21, 4.0) == [(101, 5.0)]
    postings.write()
    assert postings.near({OFTEN: 2.0, RARE: 3.0}, 19, 26, 4.0) == [(102, 5.0), (101, 5.0)]
    assert TermPostings(archive.connection).near({OFTEN: 2.0, RARE: 3.0}, 19, 26, 4.0) == [(102, 5.0), (101, 5.0)]


def test_terms_of_a_transaction_that_was_rolled_back_are_found_no_more(archive: Archive) -> None:
    postings = TermPostings(archive.connection)
    archive.connection.execute("BEGIN")
    for story in range(1, 101):
        postings.add(story, 20, [OFTEN])
    postings.write()
    assert postings.near({OFTEN: 2.0}, 20, 20, 1.0)
    archive.connection.execute("ROLLBACK")
    postings.forget()
    assert postings.near({OFTEN: 2.0}, 20, 20, 1.0) == []


@settings(max_examples=60, deadline=None)
@given(
    stories=st.lists(st.tuples(st.integers(3, 9), st.sets(st.integers(0, 12), max_size=9)), max_size=60),
    wanted=st.dictionaries(st.integers(0, 14), st.sampled_from([0.25, 1.0, 1.75, 3.5]), min_size=1, max_size=10),
    least=st.sampled_from([0.0, 0.25, 2.5, 4.0]),
)
def test_what_is_near_is_what_sums_over_all_stories_give(
    stories: list[tuple[int, set[int]]],
    wanted: dict[int, float],
    least: float,
) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE term_posting (day, term, stories, PRIMARY KEY (day, term)) WITHOUT ROWID")
    connection.execute("CREATE TABLE posting_waiting (waiting INTEGER PRIMARY KEY, day, story, terms)")
    postings = TermPostings(connection)
    for number, (day, terms) in enumerate(stories):
        postings.add(900 - number if number % 7 == 6 else 500 + number, day, terms)
        if number % 3 == 0:
            postings.write()
        found = postings.near(wanted, 4, 8, least)
    expected = sorted(
        (
            (900 - number if number % 7 == 6 else 500 + number, sum(wanted[term] for term in terms & wanted.keys()))
            for number, (day, terms) in enumerate(stories)
            if 4 <= day <= 8 and terms & wanted.keys()
        ),
        key=lambda row: (-row[1], -row[0]),
    )
    if stories:
        assert [story for story, _ in found] == [story for story, weight in expected if weight >= least]
        assert [weight for _, weight in found] == pytest.approx([w for _, w in expected if w >= least])


def test_days_with_too_many_stories_for_the_memory_are_asked_of_the_file(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.term_postings._MOST_KEPT", 10)
    postings = TermPostings(archive.connection)
    for story in range(1, 40):
        postings.add(story, 20 + story % 3, [OFTEN, story + 100])
    postings.write()
    for _ in range(40):
        assert len(postings.near({OFTEN: 2.0, RARE: 3.0}, 19, 26, 1.0)) == 39


def test_bits_go_along_with_the_window_as_days_pass(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.term_postings._MOST_BEFORE", 16)
    monkeypatch.setattr("store.term_postings._LOOKED_AT", 4)
    monkeypatch.setattr("store.term_postings.ASKED_OFTEN", 6)
    postings = TermPostings(archive.connection)
    for story in range(1, 400):
        day = story // 10
        postings.add(story, day, [OFTEN, RARE + story % 5])
        if story % 3 == 0:
            postings.write()
        first = max(1, (day - 2) * 10)
        found = postings.near({OFTEN: 2.0, RARE + story % 5: 1.0}, day - 2, day, 3.0)
        assert [near for near, _ in found] == list(range(story, first - 1, -5))
        assert len(postings.near({OFTEN: 2.0}, day - 2, day, 1.0)) == story - first + 1
    assert postings._first > 300
    assert len(postings.near({OFTEN: 2.0}, 0, 39, 1.0)) == 399, "what lies further back is found again"


def test_stories_long_before_those_in_memory_take_no_day_out_of_an_answer(archive: Archive) -> None:
    postings = TermPostings(archive.connection)
    for story in range(1, 6):
        postings.add(story, 20, [OFTEN])
    postings.write()
    for story in range(50_001, 50_006):
        postings.add(story, 21, [OFTEN])
    postings.write()
    for _ in range(150):
        assert len(postings.near({OFTEN: 2.0}, 21, 21, 1.0)) == 5
    for _ in range(150):
        assert len(postings.near({OFTEN: 2.0}, 20, 21, 1.0)) == 10


def test_batches_from_the_newest_story_on_are_found_in_memory(archive: Archive) -> None:
    postings = TermPostings(archive.connection)
    for last in (3000, 2000, 1000):
        for story in range(last - 99, last + 1):
            postings.add(story, 20, [OFTEN, 100 + story % 50])
            postings.near({OFTEN: 2.0}, 20, 20, 1.0)
        postings.write()
        assert len(postings.near({OFTEN: 2.0}, 20, 20, 1.0)) == 100 * (4 - last // 1000)
        assert len(postings.near({100: 2.0}, 20, 20, 1.0)) == 2 * (4 - last // 1000)


def test_stories_that_wait_are_written_together_and_found_all_along(archive: Archive) -> None:
    def kept() -> tuple[int, int]:
        counted = "SELECT (SELECT count(*) FROM posting_waiting), (SELECT count(*) FROM term_posting)"
        waiting, written = archive.connection.execute(counted).fetchone()
        return waiting, written

    for story in range(1, WRITTEN_TOGETHER + 51):
        archive.stay_alone(story, 20 * 86_400, [OFTEN])
        assert len(archive._postings.near({OFTEN: 2.0}, 20, 20, 1.0)) == story
    assert kept() == (WRITTEN_TOGETHER + 50, 0)
    archive.index_words()
    assert kept() == (50, 1)
    assert len(archive._postings.near({OFTEN: 2.0}, 20, 20, 1.0)) == WRITTEN_TOGETHER + 50


def test_what_waited_when_a_poller_was_killed_is_found_by_the_next(tmp_path: Path) -> None:
    killed = Archive.open(tmp_path / "store.db", "test")
    killed.stay_alone(7, 20 * 86_400, [OFTEN, RARE])
    killed.lease.release()
    killed.connection.close()
    with Archive.open(tmp_path / "store.db", "another") as archive:
        assert archive._postings.near({RARE: 2.0}, 20, 20, 1.0) == [(7, 2.0)]


def test_where_nobody_has_them_written_not_all_wait(archive: Archive) -> None:
    with archive.together():
        for story in range(1, 1001):
            archive.stay_alone(story, 20 * 86_400, [story])
    for story in range(1001, 1007):
        archive.stay_alone(story, 20 * 86_400, [story])
    assert archive.connection.execute("SELECT count(*) FROM posting_waiting").fetchone()[0] <= 606
    for story in (1, 150, 1006):
        assert archive._postings.near({story: 2.0}, 20, 20, 1.0) == [(story, 2.0)]
