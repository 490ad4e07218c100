"""Stories are grouped in a real store as they come; what an analyst arranges by hand stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feeds.digest import Digest
from feeds.exchange import LoneStory, UnreadStory
from feeds.group import Grouping
from feeds.grouping.features import count_terms
from feeds.grouping.fingerprints import count_words, fingerprint
from feeds.grouping.terms import terms_of
from feeds.story import Arrival, Findings, Paragraph
from store import shingles
from store.archive import Archive
from store.marks import Marks

NOON = datetime(2025, 3, 12, 12, tzinfo=UTC)
BRIDGE = (
    (
        "Bridge at Orlo collapses, nine dead",
        "A railway bridge at Orlo collapsed under a freight train on Wednesday, killing nine men.",
    ),
    (
        "Nine killed as Orlo railway bridge falls",
        "Nine workers died when a railway bridge in Orlo gave way beneath a freight train, rescuers reported.",
    ),
    (
        "Freight train plunges from bridge in Orlo",
        "Rescuers found nine bodies after a freight train fell with the Orlo railway bridge that collapsed.",
    ),
)
STRIKE = (
    "Dockers at Selm vote to strike",
    "Dockers in the port of Selm voted on Wednesday for a strike over wages that is to begin next month.",
)
LONG = (
    "The harbour board of Selm has chosen a builder for its third pier. Work on the new pier begins in spring and is "
    "to take four years, the board announced after a closed meeting. Two rivals had bid less, but neither could show "
    "that it had ever sunk foundations in such deep mud. Fishermen fear for the herring, whose spawning grounds lie "
    "beside the planned wall. The mayor promised them a fund that pays for every season lost, and a seat on the board."
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "store.db", "test") as opened:
        yield opened


def take(archive: Archive, grouping: Grouping, stories: Sequence[tuple[str, str]], first: int = 0) -> list[int]:
    """Saves, reads and groups stories of an outlet each; gives their rowids."""
    rowids: list[int] = []
    for number, (title, text) in enumerate(stories, first):
        arrived = Arrival(
            feed=f"f{number}",
            title=title,
            guid=str(number),
            body=text,
            outlet=f"Outlet {number}",
            published=NOON + timedelta(minutes=number),
        )
        rowids += archive.save(arrived.feed, None, [arrived], NOON, {}).rowids
    group(archive, grouping, archive.unread(1000))
    return rowids


def group(archive: Archive, grouping: Grouping, unread: Sequence[UnreadStory], version: int = 1) -> None:
    stories = sorted(unread, key=lambda story: story.rowid)
    read = grouping.featured([(story, digest(story)) for story in stories])
    with archive.together():
        archive.save_findings(read, version, 0, NOON)
        grouping.group(read)
    grouping.regroup()


def digest(story: UnreadStory) -> Digest:
    title, text = story.document.title or "", story.document.text
    findings = Findings(title, (Paragraph(text),), language="en")
    return Digest(findings, fingerprint([text]), count_words([text]), terms_of(title, [text]))


def clusters(archive: Archive) -> dict[int, int]:
    return dict(archive.connection.execute("SELECT story, cluster FROM story"))


def test_reports_of_one_event_share_a_cluster_and_another_event_has_its_own(archive: Archive) -> None:
    first, second, third, strike = take(archive, Grouping(archive), [*BRIDGE, STRIKE])
    found = clusters(archive)
    assert found[first] == found[second] == found[third] == first
    assert found[strike] == strike


def test_terms_counted_by_the_reader_make_the_features_that_terms_counted_here_make(archive: Archive) -> None:
    arrived = [Arrival("feed", title, guid=title, body=text, outlet="Outlet") for title, text in BRIDGE]
    archive.save("feed", None, arrived, NOON, {})
    # Those read again are not counted again: both sides are weighed alike.
    stories = [(replace(story, is_reread=True), digest(story)) for story in archive.unread()]
    counted = [
        (story, replace(found, counted=count_terms(story.document.title or "", [story.document.text])))
        for story, found in stories
    ]
    featured = Grouping(archive).featured(stories)
    assert [story.features for story in Grouping(archive).featured(counted)] == [story.features for story in featured]


def test_the_clusters_are_the_same_when_the_stories_come_one_by_one_and_the_other_way_round(archive: Archive) -> None:
    grouping = Grouping(archive)
    rowids = [take(archive, grouping, [story], number)[0] for number, story in enumerate((STRIKE, *reversed(BRIDGE)))]
    found = clusters(archive)
    assert len({found[rowid] for rowid in rowids[1:]}) == 1
    assert found[rowids[0]] == rowids[0]


def test_clusters_are_looked_at_again_when_stories_are_weighed_anew_while_there_are_few(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, three = take(archive, Grouping(archive), BRIDGE)
    # As if it had been told apart when other words were telling; nothing about the bridge comes in again.
    with archive.together():
        archive.save_cluster(three, None)
    monkeypatch.setattr("feeds.group._LOOKED_AGAIN", 2)
    (four,) = take(archive, Grouping(archive), [STRIKE], 3)
    assert clusters(archive) == {one: one, two: one, three: three, four: four}
    monkeypatch.undo()
    (five,) = take(archive, Grouping(archive), [("Rain in Kyrna", "Rain fell on Kyrna all day and all night long.")], 4)
    assert clusters(archive) == {one: one, two: one, three: one, four: four, five: five}


def test_a_story_revised_into_words_of_its_own_is_no_copy_any_more(archive: Archive) -> None:
    grouping = Grouping(archive)
    original, copy = take(archive, grouping, [("Selm chooses a builder", LONG), ("A pier for Selm", LONG)])
    assert dict(archive.connection.execute("SELECT story, copy_of FROM story"))[copy] == original
    again = Arrival("f1", "Dockers strike", guid="1", body=" ".join(text for _, text in BRIDGE), outlet="Outlet 1")
    archive.save("f1", None, [again], NOON + timedelta(hours=1), {})
    group(archive, grouping, archive.unread(10))
    assert dict(archive.connection.execute("SELECT story, copy_of FROM story"))[copy] is None
    assert archive.connection.execute("SELECT reprints FROM story WHERE story = ?", (original,)).fetchone() == (0,)


def test_a_story_whose_full_text_comes_later_is_the_original_of_what_it_was_a_copy_of(archive: Archive) -> None:
    grouping = Grouping(archive)
    first, second = take(archive, grouping, [("Selm chooses a builder", LONG[:190]), ("A pier for Selm", LONG)])
    assert dict(archive.connection.execute("SELECT story, copy_of FROM story")) == {first: second, second: None}
    whole = Arrival(
        "f0", "Selm chooses a builder", guid="0", body=LONG, outlet="Outlet 0", published=NOON, is_full_text=True
    )
    archive.save("f0", None, [whole], NOON + timedelta(hours=1), {})
    group(archive, grouping, archive.unread(10))
    assert dict(archive.connection.execute("SELECT story, copy_of FROM story")) == {first: None, second: first}


def test_a_copy_is_found_while_its_original_waits_to_be_indexed_and_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with Archive.open(path, "test") as archive:
        (original,) = take(archive, Grouping(archive), [("Selm chooses a builder", LONG)])
        (copy,) = take(archive, Grouping(archive), [("A pier for Selm", LONG)], 1)
    with Archive.open(path, "again") as again:
        (later,) = take(again, Grouping(again), [("Third pier: builder found", LONG)], 2)
        rows = dict(again.connection.execute("SELECT story, copy_of FROM story"))
        assert again.connection.execute("SELECT count(*) FROM shingle_waiting").fetchone() == (3,)
    assert rows == {original: None, copy: original, later: original}


def test_a_copy_is_found_when_its_original_is_in_the_index(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shingles, "TAKEN_TOGETHER", 500)
    grouping = Grouping(archive)
    (original,) = take(archive, grouping, [("Selm chooses a builder", LONG)])
    others = [
        (f"Notice {number}", " ".join(f"word{number}x{place} of notice" for place in range(15))) for number in range(20)
    ]
    take(archive, grouping, others, 1)
    archive.index_words()
    assert archive.connection.execute("SELECT count(*) FROM shingle_waiting").fetchone()[0] == 0
    (copy,) = take(archive, grouping, [("A pier for Selm", LONG)], 900)
    rows = dict(archive.connection.execute("SELECT story, copy_of FROM story WHERE copy_of NOT NULL"))
    assert rows == {copy: original}


def test_a_merge_by_hand_survives_new_stories_a_second_reading_and_repair(archive: Archive) -> None:
    grouping = Grouping(archive)
    first, second, _, strike = take(archive, grouping, [*BRIDGE, STRIKE])
    ids = dict(archive.connection.execute("SELECT story, printf('%016x', id) FROM story"))
    marks = Marks(archive.path, "ann")
    marks.merge_clusters(ids[strike], ids[first], "the same day's work")
    take(archive, grouping, [("Nine dead as bridge collapses under train in Orlo", BRIDGE[0][1])], 9)
    group(archive, Grouping(archive), archive.outdated(2), 2)
    found = clusters(archive)
    assert found[strike] == found[first] == found[second]
    marks.undo()
    assert clusters(archive)[strike] == strike


def test_a_pinned_story_stays_where_it_stands_and_its_cluster_is_not_taken_apart(archive: Archive) -> None:
    grouping = Grouping(archive)
    first, second, third, strike = take(archive, grouping, [*BRIDGE, STRIKE])
    # The strike is no report of the bridge: put there and pinned, a reading and repair without the pin would move it.
    archive.save_cluster(strike, first)
    marks = Marks(archive.path, "ann")
    marks.pin(strike, reason="the day's work")
    group(archive, Grouping(archive), archive.outdated(2), 2)
    take(archive, grouping, [("Nine dead as bridge collapses under train in Orlo", BRIDGE[0][1])], 9)
    found = clusters(archive)
    assert found[first] == found[second] == found[third] == found[strike]
    marks.undo()
    group(archive, Grouping(archive), archive.outdated(3), 3)
    assert clusters(archive)[strike] == strike


def test_a_lone_story_pinned_between_two_batches_is_left_alone_by_the_next(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feeds.grouping.clusters.JOIN", 2.0)  # only repair brings stories together
    grouping = Grouping(archive)
    (first,) = take(archive, grouping, BRIDGE[:1])
    marks = Marks(archive.path, "ann")
    marks.pin(first, reason="for the morning")
    (second,) = take(archive, grouping, BRIDGE[1:2], 1)
    assert clusters(archive) == {first: first, second: second}
    marks.undo()
    (third,) = take(archive, grouping, BRIDGE[2:], 2)
    assert clusters(archive) == {first: first, second: first, third: first}


def test_a_lone_story_known_from_the_batch_before_is_a_candidate_as_it_is_stored(archive: Archive) -> None:
    grouping = Grouping(archive)
    one, two = take(archive, grouping, [BRIDGE[0], STRIKE])
    (story,) = grouping.featured([(s, digest(s)) for s in archive.outdated(2) if s.rowid == one])
    assert story.features
    terms, reach = dict.fromkeys(story.terms, 1.0), timedelta(days=3)
    (stored,) = archive.cluster_candidates(terms, NOON - reach, NOON + reach, least=9)
    lone = {one: LoneStory(one, NOON, story.features), two: LoneStory(two, NOON, story.features)}
    assert [stored] == archive.cluster_candidates(terms, NOON - reach, NOON + reach, least=9, lone=lone)


def test_a_split_by_hand_survives_a_second_reading_and_repair_and_can_be_undone(archive: Archive) -> None:
    grouping = Grouping(archive)
    first, second, third = take(archive, grouping, BRIDGE)
    marks = Marks(archive.path, "ann")
    marks.split_cluster(third, "another bridge")
    group(archive, Grouping(archive), archive.outdated(2), 2)
    take(archive, grouping, [STRIKE, ("Nine dead as bridge collapses under train in Orlo", BRIDGE[1][1])], 7)
    found = clusters(archive)
    assert found[first] == found[second] == first
    assert found[third] == third
    marks.undo()
    assert clusters(archive)[third] == first
