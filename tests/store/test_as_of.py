"""Claims about time travel: findings know when they were first had and when a later reading dropped them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from feeds.exchange import ReadStory
from store.archive import Archive
from store.queries import Queries
from store.query import parse
from tests.store.test_archive import NOW, OUTLETS, arrival, findings_of

LATER = NOW + timedelta(days=2)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two stories, the second two days later; the first is read anew then: its speaker is another, its event gone."""
    path = tmp_path / "store.db"
    with Archive.open(path, "test") as archive:
        archive.save("meridian", None, [arrival(1)], NOW, OUTLETS)
        archive.save_findings([ReadStory(s, findings_of(s)) for s in archive.unread()], 1, 0, NOW)
        archive.save("meridian", None, [arrival(2)], LATER, OUTLETS)
        archive.save_findings([ReadStory(s, findings_of(s)) for s in archive.unread()], 1, 0, LATER)
        again = [story for story in archive.outdated(2) if story.rowid == 1]
        found = findings_of(again[0])
        quote = replace(found.quotes[0], speaker="Vostra", actor="Vostra", reason="carry-over")
        better = replace(found, quotes=(quote,), events=())
        archive.save_findings([ReadStory(again[0], better)], 2, 0, LATER)
    return path


def test_as_of_gives_the_stories_of_then(path: Path) -> None:
    with Queries(path, as_of=NOW + timedelta(days=1)) as queries:
        assert list(queries.story_rowids(parse(""))) == [1]
        assert queries.counts(parse("")) == 1
        assert [row.stories for row in queries.threads(parse(""), [("ceasefire", "")])] == [1, 1, 0]
    with Queries(path) as queries:
        assert len(queries.story_rowids(parse(""))) == 2


def test_as_of_gives_the_findings_of_then(path: Path) -> None:
    with Queries(path, as_of=NOW + timedelta(days=1)) as queries:
        assert [row.speaker for row in queries.said(parse(""), statements=False)] == ["Ilma Tasker"]
        assert len(queries.timeline(parse(""))) == 1
        assert len(queries.story_rowids(parse("speaker:tasker said:matter"))) == 1
    with Queries(path, now=lambda: LATER) as queries:
        rows = {row.story_rowid: row.speaker for row in queries.said(parse(""), statements=False)}
        assert rows == {1: "Vostra", 2: "Ilma Tasker"}
        assert len(queries.timeline(parse(""))) == 1
        assert len(queries.timeline(parse("thread:ceasefire"))) == 1


def test_findings_know_their_reader(path: Path) -> None:
    with Queries(path) as queries:
        assert queries.rows("SELECT story, reader FROM reading ORDER BY story") == [(1, 2), (2, 1)]
        superseded = queries.rows("SELECT text, superseded_at IS NOT NULL FROM said WHERE superseded_at IS NOT NULL")
        assert superseded == [("It does not matter,", 1)]


def test_a_revision_moves_what_it_keeps_and_supersedes_what_it_drops(path: Path) -> None:
    with Archive.open(path, "test") as archive:
        body = "A first line is new.\n\nVostra rejected the plan on Tuesday."
        assert archive.save("meridian", None, [arrival(2, body=body)], LATER, OUTLETS).revised == 1
        story = archive.unread()[0]
        found = findings_of(story)
        new = replace(found.paragraphs[0], text="A first line is new.")
        moved = replace(
            found,
            paragraphs=(new, found.paragraphs[0]),
            actors=(),
            quotes=(),
            times=(),
            threads=(),
            statements=(replace(found.statements[0], paragraph=1),),
            events=(replace(found.events[0], paragraph=1),),
        )
        archive.save_findings([ReadStory(story, moved)], 2, 0, LATER + timedelta(hours=1))
    with Queries(path, now=lambda: LATER) as queries:
        assert [(row.text, row.paragraph) for row in queries.said_in(2)] == [("rejected the plan", 1)]
        assert [row.evidence for row in queries.events_in(2)] == ["Vostra rejected the plan on Tuesday."]
        assert [row.title for row in queries.revisions(2)] == ["Vostra rejects plan 2"] * 2
        assert queries.revisions(2)[0].text.startswith("Vostra rejected")
        rows = queries.rows("SELECT event FROM event WHERE event >> 12 = 2")
        assert len(rows) == 1, "the event stayed the row it was"
