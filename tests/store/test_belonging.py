"""Claims about the timeline of a thread: what a story says that only touches the thread is left out and counted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from feeds.exchange import ReadStory
from feeds.story import Event, ThreadEvidence, ThreadLink
from store.archive import Archive
from store.marks import Marks
from store.queries import Queries
from store.query import parse
from tests.store.test_archive import NOW, OUTLETS, arrival, findings_of


def told_in(paragraph: int, what: str) -> Event:
    day = NOW.date().isoformat()
    return Event(
        what, "consult", "happened", what, paragraph, 0, len(what), ("Vostra",), from_=day, to=day, precision="day"
    )


def fill(path: Path, *roles: str) -> Path:
    """A store of stories that are about the thread ("primary") or touch it in their first paragraph ("secondary"),
    each with an event in both of its paragraphs."""
    with Archive.open(path, "test") as archive:
        archive.save("meridian", None, [arrival(number) for number in range(1, len(roles) + 1)], NOW, OUTLETS)
        for number, (story, role) in enumerate(zip(archive.unread(), roles, strict=True)):
            evidence = ThreadEvidence(0, 0, 6, "Vostra", 2.0, "vostra")
            link = ThreadLink("ceasefire", 0.5, role, (evidence,))  # type: ignore[arg-type]
            events = (told_in(0, f"Vostra met envoy {number}"), told_in(1, f"Vostra opened bridge {number}"))
            found = replace(findings_of(story), threads=(link,), events=events)
            archive.save_findings([ReadStory(story, found)], 1, 0, NOW)
    return path


@pytest.fixture
def queries(tmp_path: Path) -> Queries:
    return Queries(fill(tmp_path / "store.db", "primary", "secondary"), now=lambda: NOW)


def whats(queries: Queries, text: str, **bounds: object) -> list[str]:
    return sorted(row.what for row in queries.timeline(parse(text), with_touching=False, **bounds))  # type: ignore[arg-type]


@pytest.mark.parametrize("bounds", [{}, {"start": NOW.date()}, {"limit": 0}])
def test_of_a_story_that_touches_the_thread_only_the_passage_is_told(
    queries: Queries, bounds: dict[str, object]
) -> None:
    rows = queries.timeline(parse("thread:ceasefire"), with_touching=False, **bounds)  # type: ignore[arg-type]
    assert sorted(row.what for row in rows) == ["Vostra met envoy 0", "Vostra met envoy 1", "Vostra opened bridge 0"]
    assert rows.left_out == 1


def test_everything_is_told_when_it_is_asked_for_or_no_thread_is(queries: Queries) -> None:
    everything = queries.timeline(parse("thread:ceasefire"))
    assert (len(everything), everything.left_out) == (4, 0)
    without = queries.timeline(parse("vostra"), with_touching=False)
    assert (len(without), without.left_out) == (4, 0)


def test_what_is_left_out_makes_room_for_what_belongs(queries: Queries) -> None:
    assert len(whats(queries, "thread:ceasefire", start=NOW.date(), limit=3)) == 3


def test_a_story_laid_on_the_thread_by_hand_belongs_whole(tmp_path: Path) -> None:
    path = fill(tmp_path / "store.db", "secondary")
    with Queries(path, now=lambda: NOW) as queries:
        (rowid,) = queries.story_rowids(parse(""))
    with Marks(path, "test") as marks:
        marks.move_thread(rowid, "peacekeeping")
    with Queries(path, now=lambda: NOW) as queries:
        assert len(whats(queries, "thread:peacekeeping")) == 2
