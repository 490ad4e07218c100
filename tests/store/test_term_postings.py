"""Claims about the postings clusters are found by: what is noted is found at once, and survives only with its
transaction."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.archive import Archive
from store.term_postings import TermPostings

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
