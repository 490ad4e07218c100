"""Claims about clusters, timeline lines and the quote ledger as the store keeps them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from feeds.exchange import ClusterFacts, LineFacts, ReadStory
from store.archive import Archive
from store.marks import Marks
from tests.store.test_archive import NOW, OUTLETS, arrival, findings_of

SAID = "It does not matter,"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    with Archive.open(tmp_path / "store.db", "test") as opened:
        other = arrival(9, outlet="Selm Daily", link="https://selm.example/x", guid="s")
        opened.save("meridian", None, [arrival(n) for n in range(1, 5)] + [other], NOW, OUTLETS)
        opened.save_findings([ReadStory(s, findings_of(s)) for s in opened.unread()], 1, 0, NOW)
        yield opened  # type: ignore[misc]


def test_a_story_is_in_one_cluster_whose_counts_are_kept(archive: Archive) -> None:
    assert archive.cluster_of(99) == (None, 0)
    assert archive.save_cluster(99, None) == 99
    assert archive.save_cluster(5, 1, b"features") == 1
    assert archive.cluster_of(5) == (1, 2)
    assert archive.save_cluster(2, 1) == 1
    assert archive.save_cluster(2, None) == 2
    assert (archive.cluster_of(1), archive.cluster_of(2)) == ((1, 2), (2, 1))
    archive.save_cluster_facts({1: ClusterFacts(2, 2, "one side only", 5)})
    members = archive.cluster_members(1)
    assert {member.outlet for member in members} == {"Meridian", "Selm Daily"}
    assert [member.when for member in members] == sorted(member.when for member in members)
    assert archive.cluster_members(77) == []


def test_a_merged_cluster_leaves_a_way_to_where_its_stories_went(archive: Archive) -> None:
    archive.merge_clusters(2, 2)
    assert archive.cluster_of(2) == (2, 1)
    archive.merge_clusters(2, 1)
    archive.merge_clusters(1, 3)
    assert archive.cluster_of(2) == (3, 3)
    assert archive.save_cluster(4, 2) == 3, "by way of two redirects"
    archive.merge_clusters(3, 1)
    assert archive.save_cluster(4, 1) == 1, "merged back, the way ends there"
    assert archive.held_clusters([1, 2, 3]) == frozenset()


def test_events_are_found_by_kind_days_and_who_is_named(archive: Archive) -> None:
    (event,) = archive.events_of([1])
    assert (event.kind, event.first, event.story_rowid, event.role) == ("rejection", "2025-03-11", 1, "report")
    assert event.line == event.rowid, "on no line yet, it is its own"
    find = archive.event_candidates
    assert len(find(["rejection"], [], "2025-03-11", "2025-03-11")) == 5
    assert len(find(["rejection"], [], "2025-03-11", "2025-03-11", limit=2)) == 2
    assert find(["rejection"], [], "2025-03-12", "2025-03-13") == []
    assert find(["truce"], [], "2025-03-11", "2025-03-11") == []
    assert len(find(["rejection"], ["VOSTRA"], "2025-03-01", "2025-03-31")) == 5
    assert find(["rejection"], ["Ardenia"], "2025-03-01", "2025-03-31") == []
    assert len(find(["rejection"], ["Vostra"], "2025-03-01", "2025-03-31", cluster=1)) == 5


def test_lines_join_and_what_stood_on_both_stands_on_one(archive: Archive) -> None:
    events = [archive.events_of([rowid])[0].rowid for rowid in range(1, 5)]
    first = archive.save_event_line(LineFacts(events[0], events[:2], 1, 1))
    second = archive.save_event_line(LineFacts(events[2], events[2:], 1, 1))
    assert first != second
    joined = archive.save_event_line(
        LineFacts(events[1], [events[0], events[2]], 2, 2, roles={events[2]: "denial"}, asserted_by=("Vostra",))
    )
    assert joined == first
    on_line = archive.line_events(joined)
    assert {event.rowid for event in on_line} == set(events)
    assert [event.rowid for event in on_line if event.role == "denial"] == [events[2]]
    assert archive.line_events(second) == []
    assert archive.save_event_line(LineFacts(123456, [], 1, 1)) == 123456, "no such event: nothing is written"


def test_the_same_words_are_one_ledger_row_and_two_rows_join(archive: Archive) -> None:
    found = archive.said_candidates("“it DOES not matter,”".strip("“”"))
    assert len(found) == 5
    assert {(said.text, said.speaker, said.ledger) for said in found} == {(SAID, "Ilma Tasker", None)}
    assert archive.said_candidates("It does matter") == []
    assert archive.match_said(["matter"], 2)[0].rowid > 0
    assert archive.match_said(["…"]) == []
    numbers = sorted(said.rowid for said in found)
    first = archive.save_ledger(numbers[:2], 1)
    second = archive.save_ledger(numbers[2:4], 1)
    assert (first, second) == (numbers[0], numbers[2])
    assert archive.save_ledger([numbers[1], numbers[3]], 2) == first
    assert {said.ledger for said in archive.match_said(["matter"])} == {first, None}
    assert archive.save_ledger([987654321], 1) == 987654321, "no such quote: nothing is written"


def test_small_decisions_saved_together_are_there_together_or_not_at_all(archive: Archive) -> None:
    def fails() -> None:
        with archive.together():
            archive.save_cluster(2, 1)
            raise RuntimeError("on the way")

    with pytest.raises(RuntimeError, match="on the way"):
        fails()
    assert archive.cluster_of(2) == (2, 1)
    with archive.together():
        archive.save_cluster(2, 1)
        archive.save_cluster(3, 1)
    assert archive.cluster_of(3) == (1, 3)


def test_features_of_old_stories_go_and_newer_ones_stay(archive: Archive) -> None:
    late = NOW + timedelta(days=40)
    archive.save("meridian", None, [arrival(50, published=late)], late, OUTLETS)
    stories = archive.unread()
    archive.save_findings([ReadStory(s, findings_of(s), features=b"f") for s in stories], 1, 0, late)
    archive.save_cluster(1, None, b"old", [7, 8])
    archive.save_cluster(stories[0].rowid, None, b"new", [7, 9])
    archive.tidy()
    connection = archive.connection
    kept = dict(connection.execute("SELECT cluster, features FROM cluster WHERE features IS NOT NULL"))
    assert stories[0].rowid in kept
    assert connection.execute("SELECT count(*) FROM feature WHERE story = ?", (stories[0].rowid,)).fetchone() == (1,)


def test_a_story_is_alone_until_it_has_company_is_a_copy_or_held_where_it_is(archive: Archive) -> None:
    seconds = dict(archive.connection.execute("SELECT story, when_at FROM story"))
    assert archive.alone([1, 2, 5, 99]) == {story: seconds[story] for story in (1, 2, 5)}
    archive.save_cluster(5, 1)
    archive.save_copy(3, 4)
    with Marks(archive.path, "ana") as marks:
        marks.pin([2])
    assert list(archive.alone([1, 2, 3, 4, 5])) == [4]
