"""Claims about what panels and commands are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feeds.exchange import ClusterFacts, ReadStory
from store.archive import Archive
from store.queries import Queries
from store.query import parse
from tests.store.test_archive import NOW, OUTLETS, arrival, findings_of


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "store.db"
    with Archive.open(path, "test") as archive:
        undated = arrival(9, published=None, published_from="unknown", title="Vostra in silence", link="", guid="u")
        other = arrival(10, outlet="Selm Daily", link="https://selm.example/x", guid="s", title="Vostra plan dead")
        old = arrival(11, published=datetime(2020, 3, 1, tzinfo=UTC), title="Vostra of old")
        archive.save("meridian", None, [arrival(n) for n in range(8)] + [undated, other, old], NOW, OUTLETS)
        stories = archive.unread(100)
        archive.save_findings([(s, findings_of(s), (1, 2, s.rowid), None) for s in stories], 1, 0, NOW)
        first = min(s.rowid for s in stories)
        assert archive.save_cluster(10, first) == first
        archive.save_cluster_facts({first: ClusterFacts(2, 2, "")})
        archive.save_copy(10, first)
    return path


@pytest.fixture
def queries(path: Path) -> Queries:
    with Queries(path, now=lambda: NOW + timedelta(hours=1)) as opened:
        yield opened  # type: ignore[misc]


def titles(queries: Queries, text: str, **options: object) -> list[str]:
    return [row.title for row in queries.story_page(queries.story_rowids(parse(text), **options))]  # type: ignore[arg-type]


def test_stories_come_newest_first_with_undated_ones_at_when_they_were_seen(queries: Queries) -> None:
    found = queries.story_page(queries.story_rowids(parse("")))
    assert [row.when for row in found] == sorted((row.when for row in found), reverse=True)
    assert next(row for row in found if row.title == "Vostra in silence").is_when_seen
    assert found[-1].title == "Vostra of old"
    assert len(found) == 11


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("thread:ceasefire", 11),
        ("thread:nothing", 0),
        ("outlet:meridian", 10),
        ("outlet:meridian,selm", 11),
        ("-outlet:meridian", 1),
        ("silence", 1),
        ("title:silen* OR title:dead", 2),
        ("matter -silence", 10),
        ('"does not matter"', 11),
        ("actor:tasker", 11),
        ('speaker:"Ilma Tasker" said:matter', 11),
        ("speaker:vostra said:matter", 0),
        ("speaker:unnamed", 0),
        ("is:undated", 1),
        ("is:read", 0),
        ("is:copy", 1),
        ("reach:>1", 2),
        ("own:<2", 9),
        ("after:2025-03-12", 10),
        ("before:2020-12", 1),
        ("since:30m", 0),
        ("seen:2025-03-12", 11),
        ("on:2025-03-11", 11),
        ("on:this-week status:rejected by:vostra", 11),
        ("on:next-week", 0),
        ("asserted:claim", 0),
        ("event:rejection", 11),
        ("has:quote has:statement has:event", 11),
        ("has:note,full", 0),
        ("lang:en", 11),
        ("kind:newspaper", 10),
        ("country:ga", 10),
        ("feed:meridian", 11),
        ("cluster:0000000000000000", 0),
        ("tag:x OR lang:en", 11),
        ("story:matter", 11),
    ],
)
def test_a_query_finds_what_it_says(queries: Queries, text: str, count: int) -> None:
    assert len(titles(queries, text)) == count


@pytest.mark.parametrize("sort", ["newest", "oldest", "reach", "first", "arrived"])
@pytest.mark.parametrize(
    "text", ["", "thread:ceasefire", "actor:tasker", "matter", "outlet:meridian,selm", "is:undated"]
)
def test_every_order_gives_the_same_stories(queries: Queries, text: str, sort: str) -> None:
    assert sorted(titles(queries, text, sort=sort)) == sorted(titles(queries, text))
    grouped = titles(queries, text, sort=sort, grouped=True)
    assert len(grouped) == len(set(grouped)) <= len(titles(queries, text))


def test_mutes_hide_and_count(path: Path) -> None:
    with Queries(path, mutes=["silence"]) as queries:
        assert len(titles(queries, "")) == 10
        assert queries.muted() == 1


def test_said_rows_carry_their_passage(queries: Queries) -> None:
    rows = queries.said(parse("speaker:tasker"), limit=5)
    assert len(rows) == 5
    findings = queries.findings(rows[0].story_rowid)
    assert rows[0].paragraph is not None
    assert findings.paragraphs[rows[0].paragraph].text[rows[0].start : rows[0].end] == rows[0].text
    assert [row.text for row in queries.said(parse("rejected story:silence"))] == ["rejected the plan"]
    assert len(queries.said(parse(""), limit=0)) == 22


def test_who_said_it_together_is_named_together_without_the_role_of_one(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with Archive.open(path, "test") as archive:
        archive.save("meridian", None, [arrival(1)], NOW, OUTLETS)
        (story,) = archive.unread()
        found = findings_of(story)
        both = replace(found.quotes[0], speakers=("Ilma Tasker", "Pavel Drun"))
        archive.save_findings([(story, replace(found, quotes=(both,)), (1, 2, 1), None)], 1, 0, NOW)
    with Queries(path) as queries:
        (row,) = queries.said(parse("speaker:tasker"), quotes=True, statements=False)
    assert (row.speaker, row.role) == ("Ilma Tasker and Pavel Drun", "")


def test_timeline_lines_carry_their_evidence(queries: Queries) -> None:
    rows = queries.timeline(parse("thread:ceasefire"), limit=4)
    assert [row.evidence for row in rows] == ["Vostra rejected the plan on Tuesday."] * 4
    assert len(queries.timeline(parse(""))) == 11
    assert len(queries.timeline(parse("actor:tasker"), limit=0)) == 11
    assert len(queries.timeline(parse("thread:ceasefire"), limit=0)) == 11
    assert len(queries.timeline(parse("plan"), end=NOW.date())) == 11
    assert len(queries.timeline(parse("plan"), NOW.date() - timedelta(days=1), NOW.date())) == 11
    assert queries.timeline(parse("treaty")) == []


def test_actors_are_listed_by_last_said(queries: Queries) -> None:
    for text in ("", "thread:ceasefire", "outlet:meridian,selm", "tasker"):
        rows = queries.actors(parse(text))
        assert "Ilma Tasker" in [row.name for row in rows]
        assert rows[0].stories == 11
    assert queries.actors(parse(""))[0].activity[-1] > 0


def test_actors_of_stories_on_no_thread_are_listed_and_a_new_reading_counts_them_once(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with Archive.open(path, "test") as archive:
        archive.save("meridian", None, [arrival(n) for n in range(2)], NOW, OUTLETS)
        for version in (1, 2):
            read = [ReadStory(s, replace(findings_of(s), threads=())) for s in archive.outdated(9) or archive.unread()]
            archive.save_findings(read, version, 0, NOW)
    with Queries(path, now=lambda: NOW) as queries:
        assert [(row.name, row.said) for row in queries.actors(parse("thread:-"))] == [
            ("Ilma Tasker", 2),
            ("Vostra", 2),
        ]
        assert queries.rows("SELECT count(*) FROM thread_actor WHERE stories < 0") == [(0,)]


def test_outlets_that_name_an_actor_are_counted(queries: Queries) -> None:
    (tasker,) = [row for row in queries.actors(parse("")) if row.name == "Ilma Tasker"]
    outlets = {row.outlet for row in queries.story_page(queries.story_rowids(parse("actor:tasker"), limit=50))}
    assert queries.outlets_naming([tasker.actor, "nobody"]) == {tasker.actor: len(outlets)}


def test_threads_are_counted_without_counting_rows(queries: Queries) -> None:
    rows = queries.threads(parse(""), [("ceasefire", "Ceasefire"), ("none_yet", "")])
    assert [(row.id, row.stories) for row in rows] == [("", 11), ("ceasefire", 11), ("none_yet", 0), ("-", 0)]
    assert rows[1].new == 11
    narrowed = queries.threads(parse("outlet:selm"), [("ceasefire", "Ceasefire")])
    assert [row.stories for row in narrowed] == [1, 1, 0]


def test_clusters_reprints_and_the_rest_answer(queries: Queries) -> None:
    clusters = queries.clusters(parse(""))
    assert len(clusters) == 10
    assert max(c.reach for c in clusters) == 2
    assert len(queries.clusters(parse("thread:ceasefire"))) == 10
    found = queries.cluster(next(c.id for c in clusters if c.reach == 2))
    assert found is not None
    head, stories = found
    assert len(stories) == head.stories == 2
    assert [row.title for row in queries.reprints(stories[0].rowid) + queries.reprints(stories[1].rowid)] == [
        "Vostra plan dead"
    ]
    assert queries.counts(parse("thread:ceasefire")) == 11
    assert queries.histogram(parse(""), "day")[-1][1] == 10
    assert sum(count for _, count in queries.histogram(parse("outlet:meridian"))) == 10
    assert queries.nearest_day(parse("after:2031")) == NOW.date()
    assert queries.poller().state == "free"
    assert queries.since_last_look("kim", [("ceasefire", "Ceasefire")]).stories == 11
    dossier = queries.dossier("Ilma Tasker")
    assert dossier is not None
    assert (dossier.roles[0].role, len(dossier.said)) == ("envoy", 11)
    assert len(queries.positions(parse("thread:ceasefire"))) == 2
    assert queries.ledger(parse(""))[0].quote.text == "It does not matter,"
    assert queries.wordings(queries.said(parse(""), quotes=True, statements=False)[0].rowid)[0].outlets
    assert queries.ranked(parse("silence"))[0][1]


def test_the_first_of_a_cluster_is_who_told_it_first_however_late_it_came(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    earlier = arrival(2, outlet="Selm Daily", link="https://selm.example/x", published=NOW - timedelta(days=2))
    with Archive.open(path, "test") as archive:
        archive.save("meridian", None, [arrival(1, published=NOW - timedelta(days=1)), earlier], NOW, OUTLETS)
        archive.save_findings([(s, findings_of(s), (1, 2, s.rowid), None) for s in archive.unread()], 1, 0, NOW)
        archive.save_cluster(1, 1)
        archive.save_cluster(2, 1)
    with Queries(path) as queries:
        (cluster,) = queries.clusters(parse(""))
    assert (cluster.first_outlet, cluster.first) == ("Selm Daily", NOW - timedelta(days=2))


def test_what_the_store_knew_then(path: Path) -> None:
    with Queries(path, as_of=NOW - timedelta(days=1)) as queries:
        assert titles(queries, "") == []
        assert queries.said(parse("")) == []
