"""Claims about marks: they lie over findings, every one can be undone, and a new reading keeps them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feeds.exchange import ReadStory
from store.archive import Archive
from store.marks import Marks
from store.overlay_findings import BY_HAND
from store.queries import Queries
from store.query import parse
from store.rows import SaidRow, TimelineRow
from tests.store.test_archive import NOW, OUTLETS, arrival, findings_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "store.db"
    with Archive.open(path, "test") as archive:
        archive.save("meridian", None, [arrival(n) for n in range(6)], NOW, OUTLETS)
        stories = archive.unread(100)
        archive.save_findings([ReadStory(s, findings_of(s), (1, 2, s.rowid)) for s in stories], 1, 0, NOW)
        archive.save_copy(2, 1)
        archive.save_cluster(3, 1)
    return path


def found(path: Path, text: str) -> set[int]:
    with Queries(path, now=lambda: NOW) as queries:
        return set(queries.story_rowids(parse(text)))


def reread(path: Path, version: int = 2) -> None:
    with Archive.open(path, "test") as archive:
        archive.save_findings([ReadStory(s, findings_of(s)) for s in archive.outdated(version)], version, 0, NOW)


def dump(path: Path) -> list[object]:
    tables = (
        "story said story_actor thread_story thread thread_hour thread_actor actor actor_day tag_story cluster outlet"
    )
    with Queries(path) as queries:
        rows = {table: queries.rows(f"SELECT * FROM {table}") for table in tables.split()}
    rows["thread"] = [row for row in rows["thread"] if row[2]]
    rows["thread_hour"] = [row for row in rows["thread_hour"] if row[2]]
    rows["thread_actor"] = [row for row in rows["thread_actor"] if row[2]]
    rows["actor_day"] = [row for row in rows["actor_day"] if row[2]]
    return [sorted(found, key=repr) for found in rows.values()]


def test_the_read_state_is_shared_by_copies(path: Path) -> None:
    with Marks(path, "kim") as marks:
        assert marks.read([2]) == 2
        assert found(path, "is:read") == {1, 2}
        assert marks.read([1]) == 0
        assert marks.undo() == "marked a story read"
    assert found(path, "is:read") == set()


def test_undoing_a_star_brings_the_one_before_to_count_again(path: Path) -> None:
    with Marks(path, "kim") as marks:
        assert marks.star([1, 2]) == 2
        assert marks.star([1], on=False) == 1
        assert found(path, "is:starred") == {2}
        assert marks.undo() == "took the star off a story"
        assert found(path, "is:starred") == {1, 2}
        with Queries(path) as queries:
            assert [(row.kind, row.value) for row in queries.marks_of(1)] == [("star", "1")]
            steps = [(step.by, step.label, step.is_undone) for step in queries.steps()]
            assert steps == [("kim", "took the star off a story", True), ("kim", "starred 2 stories", False)]
            assert queries.lost_marks() == []


ACTS = {
    "read": lambda marks: marks.read([1, 4]),
    "star": lambda marks: marks.star([1]),
    "tag": lambda marks: marks.tag([1, 2], "Urgent"),
    "note": lambda marks: marks.note(1, "call the desk"),
    "thread off": lambda marks: marks.move_thread([1], "ceasefire", on=False),
    "thread on": lambda marks: marks.move_thread([1], "peacekeeping"),
    "date": lambda marks: marks.set_date([1], NOW - timedelta(days=400)),
    "no date": lambda marks: marks.set_date([1], None),
    "outlet": lambda marks: marks.set_outlet([1], "Selm Daily"),
    "speaker": lambda marks: marks.correct_speaker(1 << 12, "Vostra", "Vostra"),
    "nobody": lambda marks: marks.correct_speaker(1 << 12, None),
    "actors": lambda marks: marks.merge_actors("Ilma Tasker", "Vostra"),
    "split": lambda marks: marks.split_cluster([3]),
    "pin": lambda marks: marks.pin([3]),
    "rate outlet": lambda marks: marks.credibility("outlet Meridian", "B", "own corrections"),
    "rate story": lambda marks: marks.credibility(1, "2"),
}


@pytest.mark.parametrize("act", ACTS)
def test_every_mark_is_undone_to_the_row_also_after_a_restart(path: Path, act: str) -> None:
    before = dump(path)
    with Marks(path, "kim") as marks:
        ACTS[act](marks)
    done = dump(path)
    with Marks(path, "kim") as marks:
        assert marks.undo()
        undone = dump(path)
        assert _without_last(undone) == _without_last(before)
        assert marks.undo() is None
        assert marks.redo()
        assert _without_last(dump(path)) == _without_last(done)
        assert marks.redo() is None


def _without_last(rows: list[object]) -> object:
    """Counters of when somebody last spoke only ever rise; actors made on the way stay."""
    kept = list(rows)
    kept[6] = kept[7] = kept[11] = None
    return kept


@pytest.mark.parametrize("act", [act for act in ACTS if act not in ("actors",)])
def test_a_new_reading_keeps_every_mark(path: Path, act: str) -> None:
    with Marks(path, "kim") as marks:
        ACTS[act](marks)
    before = dump(path)
    reread(path)
    assert _without_last(dump(path))[1:6] == _without_last(before)[1:6]  # type: ignore[index]
    with Marks(path, "kim") as marks:
        assert marks.undo()


def test_a_corrected_speaker_shows_in_panels_and_in_the_story(path: Path) -> None:
    with Marks(path, "kim") as marks:
        marks.correct_speaker(1 << 12, "Vostra", "Vostra", "misread")
    with Queries(path) as queries:
        row = next(row for row in queries.said(parse("")) if row.rowid == 1 << 12)
        assert (row.speaker, row.actor, row.reason, row.confidence) == ("Vostra", "Vostra", BY_HAND, 1.0)
        assert queries.findings(1).quotes[0].speaker == "Vostra"
    assert found(path, "speaker:vostra said:matter") == {1}


def test_a_tag_a_note_a_star_and_a_rating_can_be_asked_for(path: Path) -> None:
    with Marks(path, "kim") as marks:
        marks.tag([1], "Urgent")
        marks.note(2, "call the desk")
        marks.star([3])
        marks.credibility(4, "b2")
        with pytest.raises(ValueError, match="Admiralty"):
            marks.credibility(4, "Z9")
    assert (found(path, "tag:urgent"), found(path, "has:note"), found(path, "is:starred")) == ({1}, {2}, {3})
    with Queries(path) as queries:
        assert (queries.story(1).tags, queries.story(4).credibility) == (("urgent",), "B2")  # type: ignore[union-attr]


def test_merged_actors_are_one(path: Path) -> None:
    with Marks(path, "kim") as marks:
        assert marks.merge_actors("Ilma Tasker", "Vostra")
        assert not marks.merge_actors("Nobody", "Vostra")
    with Queries(path, now=lambda: NOW) as queries:
        assert [row.actor for row in queries.actors(parse(""))] == ["Vostra"]
        assert {row.actor for row in queries.said(parse("speaker:vostra"))} == {"Vostra"}
    assert len(found(path, "speaker:tasker")) == 6


def test_grouping_leaves_a_split_story_where_it_is(path: Path) -> None:
    with Marks(path, "kim") as marks:
        assert marks.split_cluster([3])
    with Archive.open(path, "test") as archive:
        assert archive.save_cluster(3, 1) == 3


def test_grouping_leaves_a_pinned_story_where_it_is_until_it_is_let_go(path: Path) -> None:
    with Marks(path, "kim") as marks, Archive.open(path, "test") as archive:
        assert marks.pin([3]) == 1
        assert marks.pin([3]) == 0
        assert archive.save_cluster(3, 4) == 1
        assert archive.held_clusters([1, 4]) == {1}
        assert marks.undo() == "pinned a story"
        assert archive.held_clusters([1, 4]) == set()
        assert marks.redo()
        assert archive.held_clusters([1, 4]) == {1}
        assert marks.pin([3], on=False) == 1
        assert archive.held_clusters([1, 4]) == set()
        assert archive.save_cluster(3, 4) == 4
        assert marks.undo() == "unpinned a story"
        assert archive.held_clusters([1, 4]) == {1}
    with Queries(path) as queries:
        assert queries.pinned() == [3]
        assert [row.is_pinned for row in queries.story_page([3, 4])] == [True, False]
        assert queries.story(3).cluster == queries.story(1).cluster  # type: ignore[union-attr]


def test_merged_clusters_keep_both_ids(path: Path) -> None:
    with Queries(path) as queries:
        first, other = queries.story(1), queries.story(5)
        assert first is not None
        assert other is not None
    with Marks(path, "kim") as marks:
        assert marks.merge_clusters(other.cluster, first.cluster) == 1
        with Queries(path) as queries:
            merged = queries.cluster(other.cluster)
            assert merged is not None
            assert merged[0].id == first.cluster
        assert marks.undo()
    with Queries(path) as queries:
        assert queries.story(5).cluster == other.cluster  # type: ignore[union-attr]


def test_each_analyst_has_looked_so_far(path: Path) -> None:
    with Marks(path, "kim") as marks:
        marks.look()
    with Queries(path, analyst="kim", now=lambda: NOW) as queries:
        assert queries.since_last_look().stories == 0
    with Queries(path, analyst="lee", now=lambda: datetime.now(UTC)) as queries:
        assert queries.since_last_look().since > NOW


def test_the_basket_and_requests(path: Path) -> None:
    with Marks(path, "kim") as marks:
        place = marks.basket_add(1, {"why": "lead"})
        assert marks.basket_add(1) == place
        assert [row.value for row in marks.basket_list()] == ['{"why":"lead"}']
        assert marks.basket_remove() == 1
        number = marks.ask("refresh", {"feed": "meridian"})
    with Archive.open(path, "test") as archive:
        assert [(row.id, row.kind, row.payload) for row in archive.requests_pending()] == [
            (number, "refresh", {"feed": "meridian"})
        ]
        archive.finish_request(number, "3 new")
        assert archive.requests_pending() == []


def test_looking_and_what_was_read_with_it_are_one_step_that_undo_and_redo_take_whole(path: Path) -> None:
    with Marks(path, "kim") as marks, Queries(path, analyst="kim", now=lambda: NOW) as queries:
        before = queries.since_last_look()
        marks.look([1, 3])
        assert queries.since_last_look().stories == 0
        assert found(path, "-is:read").isdisjoint({1, 3})
        assert marks.undo() == "marked 2 stories as seen"
        assert queries.since_last_look() == before
        assert {1, 3} <= found(path, "-is:read")
        assert marks.undo() is None
        assert marks.redo() == "marked 2 stories as seen"
        assert queries.since_last_look().stories == 0
        marks.look()
        assert marks.undo() == "looked at everything"
        assert queries.since_last_look().stories == 0


def test_every_finding_of_a_story_lies_in_the_basket_by_itself_and_outlives_a_new_reading(path: Path) -> None:
    with Queries(path, now=lambda: NOW) as queries:
        said, event = queries.said_in(1)[0], queries.events_in(1)[0]
    kind = "statement" if said.is_statement else "quote"
    with Marks(path, "ada") as marks:
        places = [
            marks.basket_add(1, {"kind": "story"}),
            marks.basket_add(1, {"kind": kind, "text": said.text}, (kind, said.text)),
            marks.basket_add(1, {"kind": "event", "text": event.what}, ("event", event.what)),
        ]
        assert len(set(places)) == 3
        assert marks.basket_add(1, {}, (kind, f" {said.text.upper()} ")) == places[1], "the same words are one"
        rows = marks.basket_list()
    assert rows[1].read() == {"kind": kind, "text": said.text}
    reread(path)
    with Queries(path, now=lambda: NOW) as queries:
        story, words, happened = (queries.finding_at(row.object) for row in rows)
        assert story is None
        assert isinstance(words, SaidRow)
        assert (words.text, words.speaker) == (said.text, said.speaker)
        assert isinstance(happened, TimelineRow)
        assert happened.what == event.what
        assert queries.finding_of(1, kind, "words nobody said") is None
        assert queries.finding_at("00000000000000aa quote 00000000000000bb 0") is None
        assert queries.finding_at("what is no address") is None


def test_the_basket_keeps_the_order_and_the_comments_it_is_given(path: Path) -> None:
    with Marks(path, "ada") as marks, Marks(path, "ben") as other:
        first, second = marks.basket_add("00000000000000aa quote 1 1", {"text": "one"}), marks.basket_add(1)
        other.basket_add(2)
        before = [row.object for row in marks.basket_list()]
        assert marks.basket_move(first, 1)
        assert [row.object for row in marks.basket_list()] == before[::-1]
        assert not marks.basket_move(second, 1)
        assert marks.basket_comment(second, " ask the desk ")
        assert [json.loads(row.value) for row in marks.basket_list()] == [
            {},
            {"text": "one", "comment": "ask the desk"},
        ]
        assert marks.basket_comment(second, "")
        assert json.loads(marks.basket_list()[1].value) == {"text": "one"}
        assert not marks.basket_comment(99, "gone")
        assert len(other.basket_list()) == 1
