"""Claims about saving stories and findings."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feeds.exchange import ReadStory, UnreadStory
from feeds.story import (
    Actor,
    Arrival,
    Document,
    Event,
    FeedHints,
    FeedState,
    Findings,
    Mention,
    Outlet,
    Paragraph,
    Quote,
    Span,
    Statement,
    ThreadEvidence,
    ThreadLink,
    Timex,
)
from store.archive import Archive
from store.archive_stories import MAX_REVISIONS
from store.errors import LeaseHeld
from store.packing import pack_findings, text_of, unpack_findings
from store.queries import Queries
from store.query import parse
from store.shingles import ShingleIndex

NOW = datetime(2025, 3, 12, 14, 0, tzinfo=UTC)
OUTLETS = {"meridian.example": Outlet("Meridian", "newspaper", "", "GA")}


def arrival(number: int = 1, **changes: object) -> Arrival:
    values: dict[str, object] = {
        "feed": "meridian",
        "title": f"Vostra rejects plan {number}",
        "link": f"https://www.meridian.example/news/{number}?utm_source=rss",
        "guid": f"m-{number}",
        "body": "Vostra rejected the plan on Tuesday.\n\n“It does not matter,” said Ilma Tasker, the envoy.",
        "published": NOW - timedelta(hours=number),
        "published_from": "feed",
        "outlet": "Meridian",
    }
    return Arrival(**{**values, **changes})  # type: ignore[arg-type]


def findings_of(story: UnreadStory) -> Findings:
    first, second = "Vostra rejected the plan on Tuesday.", "“It does not matter,” said Ilma Tasker, the envoy."
    return Findings(
        title=story.document.title,
        paragraphs=(Paragraph(first), Paragraph(second, "quotation")),
        published=story.document.published.isoformat() if story.document.published else None,
        published_from=story.document.published_from,
        language="en",
        threads=(ThreadLink("ceasefire", 0.7, "primary", (ThreadEvidence(0, 0, 6, "Vostra", 4.816, "vostra:1"),)),),
        actors=(
            Actor("Ilma Tasker", "Ilma Tasker", "person", "envoy", None, mentions=(Mention("Ilma Tasker", 1, 27, 38),)),
            Actor("Vostra", "Vostra", "country", mentions=(Mention("Vostra", 0, 0, 6),)),
        ),
        quotes=(
            Quote(
                "It does not matter,",
                1,
                1,
                20,
                "Ilma Tasker",
                "Ilma Tasker",
                ("Ilma Tasker",),
                "Ilma Tasker",
                "named",
                cue="said",
                confidence=0.95,
                reason="verb-adjacent",
                spans=(Span(1, 1, 20),),
            ),
        ),
        statements=(Statement("rejected the plan", 0, 7, 24, "Vostra", "Vostra", "Vostra", "named", "reject"),),
        times=(Timex("Tuesday", "DATE", "2025-03-11", 0, 28, 35, NOW.date(), NOW.date()),),
        events=(
            Event(
                "rejected the plan",
                "rejection",
                "rejected",
                first,
                0,
                0,
                len(first),
                ("Vostra",),
                from_="2025-03-11",
                to="2025-03-11",
                precision="day",
                when_text="Tuesday",
            ),
        ),
    )


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    with Archive.open(tmp_path / "store.db", "test") as opened:
        yield opened  # type: ignore[misc]


def test_findings_come_back_as_they_were_packed() -> None:
    document = Document("…", "A title", NOW, "feed")
    findings = findings_of(UnreadStory(1, "0" * 16, 1, document, "Meridian", "", "meridian", NOW))
    text = text_of(findings.paragraphs)
    assert unpack_findings(pack_findings(findings, text), text) == findings


def test_the_same_arrivals_again_write_no_story(archive: Archive) -> None:
    arrivals = [arrival(n) for n in range(5)]
    state = FeedState(
        "meridian",
        "https://www.meridian.example/rss",
        etag='"a"',
        checked=NOW,
        hints=FeedHints(skip_hours=frozenset({1}), update_base=datetime(2000, 1, 1, tzinfo=UTC)),
    )
    first = archive.save("meridian", state, arrivals, NOW, OUTLETS)
    again = archive.save("meridian", state, arrivals, NOW + timedelta(hours=1), OUTLETS)
    assert (first.new, first.unchanged, again.new, again.revised, again.unchanged) == (5, 0, 0, 0, 5)
    assert archive.feed_states() == {"meridian": state}


def test_a_page_that_flaps_beyond_the_versions_kept_is_taken_once_a_day(archive: Archive) -> None:
    for number in range(MAX_REVISIONS + 3):
        archive.save("meridian", None, [arrival(title=f"Update {number} from Selm")], NOW, OUTLETS)
    title, revision = archive.connection.execute("SELECT title, revision FROM story").fetchone()
    assert (title, revision) == (f"Update {MAX_REVISIONS - 1} from Selm", MAX_REVISIONS)
    soon, later = NOW + timedelta(hours=23), NOW + timedelta(hours=25)
    assert archive.save("meridian", None, [arrival(title="Dusk in Selm")], soon, OUTLETS).revised == 0
    assert archive.save("meridian", None, [arrival(title="Night in Selm")], later, OUTLETS).revised == 1
    assert archive.save("meridian", None, [arrival(title="Dawn in Selm")], later, OUTLETS).revised == 0
    assert archive.connection.execute("SELECT title, revision FROM story").fetchone() == (
        "Night in Selm",
        MAX_REVISIONS,
    )


def test_a_changed_title_is_a_revision_and_a_flapping_one_is_not(archive: Archive) -> None:
    archive.save("meridian", None, [arrival()], NOW, OUTLETS)
    assert archive.save("meridian", None, [arrival(title="Vostra accepts")], NOW, OUTLETS).revised == 1
    assert archive.save("meridian", None, [arrival()], NOW, OUTLETS).unchanged == 1
    assert len(archive.unread(10)) == 1


def test_two_feeds_of_one_outlet_with_one_link_are_one_story(archive: Archive) -> None:
    archive.save("meridian", None, [arrival()], NOW, OUTLETS)
    twin = arrival(feed="meridian world", guid="w-77", link="http://meridian.example/news/1/#top")
    assert archive.save("meridian world", None, [twin], NOW, OUTLETS).new == 0


def test_a_guid_repeated_in_a_feed_identifies_nothing(archive: Archive) -> None:
    arrivals = [arrival(n, guid="same") for n in range(4)]
    assert archive.save("meridian", None, arrivals, NOW, OUTLETS).new == 4
    assert archive.save("meridian", None, arrivals[:1], NOW, OUTLETS).unchanged == 1


def test_findings_are_saved_once_and_reading_again_changes_no_row(archive: Archive) -> None:
    archive.save("meridian", None, [arrival(n) for n in range(3)], NOW, OUTLETS)
    stories = archive.unread(10)
    assert archive.save_findings([ReadStory(s, findings_of(s), (5, 6, 7)) for s in stories], 1, 0) == 3
    assert archive.unread(10) == []
    before = _dump(archive)
    again = archive.outdated(2)
    assert [s.document for s in again] == [s.document for s in stories]
    assert archive.save_findings([(s, findings_of(s), (5, 6, 7), None) for s in again], 2, 0) == 3
    assert _dump(archive) == before


def _dump(archive: Archive) -> list[object]:
    tables = "said event story_actor thread_story thread_hour thread_actor actor actor_day".split()
    return [sorted(archive.connection.execute(f"SELECT * FROM {table}").fetchall(), key=repr) for table in tables]


def test_term_counts_are_kept(archive: Archive) -> None:
    assert archive.term_counts() is None
    archive.save_term_counts(b"\x00\xff")
    assert archive.term_counts() == b"\x00\xff"


def test_copies_are_found_by_their_shingles(archive: Archive) -> None:
    archive.save("meridian", None, [arrival(n) for n in range(3)], NOW, OUTLETS)
    prints = {1: (1, 2, 3, 4), 2: (3, 4, 5, 0xFFFFFFFF), 3: (-1, 6, 7, 8)}
    archive.save_findings([ReadStory(s, findings_of(s), prints[s.rowid]) for s in archive.unread()], 1, 0, NOW)
    found = archive.copy_candidates((2, 3, 4, 0xFFFFFFFF), least=1)
    assert [(c.rowid, c.shared, c.fingerprint) for c in found] == [
        (1, 3, prints[1]),
        (2, 3, prints[2]),
        (3, 1, prints[3]),
    ]
    assert [c.rowid for c in archive.copy_candidates((2, 3, 4), exclude_rowid=1, least=2)] == [2]
    told = archive.copy_texts([3, 1, 3, 99])
    texts = dict(archive.connection.execute("SELECT story, text FROM body"))
    assert [(c.rowid, c.text) for c in told] == [(n, texts[n]) for n in (3, 1)]
    archive.save_findings([ReadStory(s, findings_of(s), (9,)) for s in archive.outdated(2)], 2, 0, NOW)
    assert archive.copy_candidates((2, 3, 4), least=1) == []


def test_words_are_said_elsewhere_only_when_another_story_has_all_of_them(archive: Archive) -> None:
    archive.save("meridian", None, [arrival(n) for n in range(2)], NOW, OUTLETS)
    first, second = archive.unread()
    archive.save_findings([ReadStory(first, findings_of(first))], 1, 0, NOW)
    own, others = zip(
        *archive.said_elsewhere(
            [
                (("matter",), first.rowid),
                (("Matter", "does"), second.rowid),
                (("matter", "peace"), second.rowid),
                ((), second.rowid),
            ]
        ),
        strict=True,
    )
    assert [bool(rowids) for rowids in own] == [True, False, False, False]
    assert [bool(rowids) for rowids in others] == [False, True, False, False]
    assert {said.story_rowid for said in archive.quotes_of(others[1])} == {first.rowid}


def test_a_second_poller_is_told_who_holds_the_lease(archive: Archive) -> None:
    with pytest.raises(LeaseHeld, match="test, process"):
        Archive.open(archive.path, "another")


def test_an_idle_poller_merges_what_copies_are_found_by_until_there_is_nothing_left(archive: Archive) -> None:
    for number in range(6):
        with archive.together():
            hashes = " ".join(f"{number * 1000 + place:08x}" for place in range(50))
            archive.connection.execute("INSERT INTO shingle (rowid, hashes) VALUES (?, ?)", (number, hashes))
    calls = 0
    while archive.tidy():
        calls += 1
        assert calls < 20
    assert archive.connection.execute("SELECT count(DISTINCT segid) FROM shingle_idx").fetchone() == (1,)
    query = "SELECT rowid FROM shingle WHERE shingle MATCH ?"
    assert archive.connection.execute(query, (f'"{3007:08x}"',)).fetchall() == [(3,)]


def test_a_story_not_read_yet_is_shown_without_its_tags(tmp_path: Path) -> None:
    path = tmp_path / "stories.db"
    body = "<p>Talks &amp; more <b>talks</b>.</p><p>2 < 3, he said.<br/>So it is.</p>"
    with Archive.open(path, "test") as archive:
        archive.save("meridian", None, [arrival(body=body, is_html=True)], NOW, OUTLETS)
    with Queries(path) as queries:
        shown = [paragraph.text for paragraph in queries.findings(queries.story_rowids(parse(""))[0]).paragraphs]
    assert shown == ["Talks & more talks.", "2 < 3, he said.", "So it is."]


def test_an_actor_is_shown_by_the_name_they_are_known_by_and_until_then_by_the_fullest(tmp_path: Path) -> None:
    path = tmp_path / "store.db"

    def naming(story: UnreadStory, *names: tuple[str, str]) -> Findings:
        return Findings(
            title=story.document.title,
            paragraphs=(Paragraph(" ".join(name for name, _ in names)),),
            actors=tuple(Actor(name=name, type="person", actor=identity, mentions=()) for name, identity in names),
        )

    with Archive.open(path, "test") as archive:
        archive.save("meridian", None, [arrival(number) for number in (1, 2, 3)], NOW, OUTLETS)
        stories = archive.unread(10)
        told = (
            (("Kyrna", "vostra"), ("Reyl", "tomas-reyl"), ("E. Marsh", "~elin-marsh")),
            (("Vostra", "vostra"), ("Tomas B. Reyl", "tomas-reyl"), ("Elin Marsh", "~elin-marsh")),
            (("Kyrna upon Orlo", "vostra"), ("Tomas Reyl", "tomas-reyl"), ("Elin P. Marsh", "~elin-marsh")),
        )
        seen = []
        for story, names in zip(stories, told, strict=True):
            archive.save_findings([ReadStory(story, naming(story, *names))], 1, 0, NOW)
            with Queries(path) as queries:
                seen.append(dict(queries.rows("SELECT identity, name FROM actor")))
    assert seen[0] == {"vostra": "Kyrna", "tomas-reyl": "Reyl", "~elin-marsh": "E. Marsh"}
    assert seen[1] == {"vostra": "Vostra", "tomas-reyl": "Tomas B. Reyl", "~elin-marsh": "Elin Marsh"}
    assert seen[2] == {"vostra": "Vostra", "tomas-reyl": "Tomas Reyl", "~elin-marsh": "Elin Marsh"}


def test_copies_are_found_in_memory_as_they_are_in_the_file(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.shingles.TAKEN_TOGETHER", 40)
    chance = random.Random(5)
    index = ShingleIndex(archive.connection)
    for story in range(1, 400):
        # Of nine hashes three stand in very many stories, three in some and three in one.
        hashes = [chance.randrange(3), *(chance.randrange(3, 40) for _ in range(5))]
        index.add([(story, [*hashes, *(chance.getrandbits(32) for _ in range(3))])])
        asked = sorted({chance.randrange(3), *(chance.randrange(3, 40) for _ in range(chance.randrange(6)))})
        index._common.clear()
        in_memory = Counter(index.hits(asked))
        index._common.clear()
        parts, index._indexed = index._indexed, None
        assert parts is not None
        assert Counter(index.hits(asked)) == in_memory
        index._indexed = parts
    assert parts
    other = ShingleIndex(archive.connection)
    other.hits([1])
    assert other._indexed is None  # it did not write what the file has
