"""Claims about what a query chooses among quotes and events, and which list each of its conditions is answered from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from feeds.exchange import ReadStory
from feeds.story import Findings
from store.archive import Archive
from store.queries import Queries
from store.query import parse
from store.query_conditions import within
from tests.store.test_archive import NOW, arrival, findings_of
from tests.store.test_query_answers import OUTLETS


def _findings(found: Findings, number: int) -> Findings:
    """Story 1 tells that Ardenia expelled an envoy of Vostra, 2 that Vostra claims a talk, 3 as all do, 4 nothing."""
    (event,), (quote,) = found.events, found.quotes
    if number == 1:
        expelled = replace(event, what="Ardenia expelled an envoy", kind="expel", status="happened", by=("Ardenia",))
        expelled = replace(expelled, target=("Vostra",), from_="2025-03-10", to="2025-03-10")
        unnamed = replace(quote, speaker="an aide", actor=None, speakers=("an aide",), speaker_type="unnamed")
        return replace(found, events=(expelled,), quotes=(unnamed,))
    if number == 2:
        talk = replace(event, what="Vostra talked with Ardenia", kind="consult", status="scheduled", by=("Vostra",))
        talk = replace(talk, target=("Ardenia",), asserted_by="Vostra", from_="2025-03-14", to="2025-03-15")
        return replace(found, events=(talk,), statements=())
    if number == 4:
        return replace(found, quotes=(), statements=(), events=(), actors=(), threads=())
    return replace(found, events=(replace(event, by=("Vostra",)),))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "store.db"
    with Archive.open(path, "test") as archive:
        arrivals = [arrival(n, title=f"Story {n}", is_full_text=n == 3) for n in (1, 2, 3)]
        wire = arrival(4, title="Story 4", outlet="Selm Wire", link="https://selm.example/4", feed="selm")
        archive.save("meridian", None, arrivals, NOW, OUTLETS)
        archive.save("selm", None, [wire], NOW, OUTLETS)
        stories = [(story, int((story.document.title or "0")[-1])) for story in archive.unread()]
        archive.save_findings([ReadStory(story, _findings(findings_of(story), n)) for story, n in stories], 1, 0, NOW)
    return path


@pytest.fixture(scope="module")
def queries(path: Path) -> Iterator[Queries]:
    with Queries(path, now=lambda: NOW) as opened:
        yield opened


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("", "consult expel rejection"),
        ("by:ardenia", "expel"),
        ("by:Vostra", "consult rejection"),
        ("by:vostra,ardenia", "consult expel rejection"),
        ("target:vostra", "expel"),
        ("target:ardenia", "consult"),
        ("-target:ardenia", "expel rejection"),
        ("by:ardenia OR target:ardenia", "consult expel"),
        ("by:ardenia OR by:nobody OR status:rejected", "expel rejection"),
        ("by:ardenia target:ardenia", ""),
        ("kind:expel", "expel"),
        ("kind:EXPEL,consult", "consult expel"),
        ("kind:newspaper", "consult expel rejection"),
        ("kind:wire", ""),
        ("event:consult", "consult"),
        ("status:scheduled", "consult"),
        ("asserted:claim", "consult"),
        ("asserted:outlet", "expel rejection"),
        ("envoy", "expel"),
        ("on:2025-03-10", "expel"),
        ("on:2025-03-15", "consult"),
        ("on:2025-03-10,2025-03-14", "consult expel"),
        ("on:2025-03-10..2025-03-14", "consult expel rejection"),
        ("title:3", "rejection"),
        ("has:full", "rejection"),
        ("-has:full", "consult expel"),
        ("speaker:unnamed", "expel"),
        ("speaker:unnamed by:vostra", ""),
        ("said:rejected by:vostra", "rejection"),
        ("speaker:tasker OR by:ardenia", "consult expel rejection"),
    ],
)
def test_which_events_a_query_chooses(queries: Queries, text: str, kinds: str) -> None:
    assert " ".join(sorted(row.kind for row in queries.timeline(parse(text)))) == kinds


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", 5),
        ("speaker:unnamed", 1),
        ("speaker:unnamed,named", 5),
        ("speaker:unnamed,tasker", 3),
        ("speaker:tasker,vostra", 4),
        ("speaker:tasker OR speaker:vostra", 4),
        ("speaker:tasker OR said:rejected", 4),
        ("speaker:aide", 1),
        ("speaker:aide,tasker", 3),
        ("-speaker:tasker", 3),
        ("said:matt*", 3),
        ("said:matter,rejected", 5),
        ("said:matt", 0),
        ('said:"not matter"', 3),
        ('said:"not matt"*', 3),
        ('said:"not matt"', 0),
        ('said:"matter not"', 0),
        ("-said:matter", 2),
        ("by:ardenia", 2),
        ("by:ardenia said:matter", 1),
        ("kind:newspaper", 5),
        ("title:2", 1),
        ("is:starred", 0),
    ],
)
def test_which_words_a_query_chooses(queries: Queries, text: str, rows: int) -> None:
    assert len(queries.said(parse(text))) == rows


@pytest.mark.parametrize(
    ("text", "drivers"),
    [
        ("thread:ceasefire", ["thread"]),
        ("actor:tasker", ["actor"]),
        ("outlet:selm", ["outlet"]),
        ("kind:wire", ["outlet"]),
        ("is:starred", ["starred"]),
        ("is:revised", ["revised"]),
        ("is:undated", ["undated"]),
        ("has:note", ["noted"]),
        ("is:read", [""]),
        ("reach:>1", ["cluster"]),
        ("own:>=2", ["cluster"]),
        ("reach:2", ["cluster"]),
        ("reach:>0", [""]),
        ("reach:>=0", [""]),
        ("reach:1", [""]),
        ("reach:<3", [""]),
        ("truce", ["search"]),
        ("truce is:starred", ["search", "starred"]),
        ("is:starred truce", ["search", "starred"]),
        ("truce OR is:starred", [""]),
        ("speaker:tasker", ["speaker"]),
        ("speaker:tasker,vostra", ["speaker"]),
        ("speaker:tasker,unnamed", [""]),
        ("on:2025-03-10", ["days"]),
        ("status:denied", [""]),
        ("lang:en", [""]),
    ],
)
def test_each_condition_names_the_list_that_answers_it(queries: Queries, text: str, drivers: list[str]) -> None:
    conditions = queries.compiled(parse(text)).story
    assert [condition.driver for condition in conditions] == drivers
    lists = [condition.keys or condition.match for condition in conditions if condition.driver in ("days", "search")]
    assert all(lists)
    assert all(
        condition.is_exact == (condition.driver not in ("speaker", "days"))
        for condition in conditions
        if condition.driver
    )


def test_of_days_the_list_holds_the_whole_stretch(queries: Queries) -> None:
    for days in ("2025-03-10,2025-03-14..2025-03-15", "2025-03-14..2025-03-15,2025-03-10"):
        (condition,) = queries.compiled(parse(f"on:{days}")).story
        assert condition.keys == (datetime(2025, 3, 10).toordinal(), datetime(2025, 3, 15).toordinal())


def test_at_an_earlier_moment_lists_that_only_know_the_present_answer_nothing(path: Path) -> None:
    with Queries(path, as_of=NOW + timedelta(hours=1)) as then:
        assert [c.driver for c in then.compiled(parse("speaker:tasker")).story] == ["actor", ""]
        assert [c.driver for c in then.compiled(parse("on:2025-03-10")).story] == ["", ""]
        assert len(then.story_rowids(parse("speaker:tasker"))) == 2
        assert len(then.story_rowids(parse("on:2025-03-10"))) == 1
    with Queries(path, as_of=NOW - timedelta(hours=1)) as before:
        assert len(before.story_rowids(parse(""))) == 0


def test_days_and_moments_are_those_of_the_timezone(path: Path) -> None:
    east = timezone(timedelta(hours=12))
    with Queries(path, now=lambda: NOW, timezone=east) as there, Queries(path, now=lambda: NOW) as here:
        for text, elsewhere, utc in (
            ("seen:2025-03-13", 4, 0),
            ("seen:2025-03-12", 0, 4),
            ("seen:2025-03-12..2025-03-13", 4, 4),
            ("on:today", 0, 0),
            ("on:tomorrow", 1, 0),
            ("after:2025-03-13", 2, 0),
        ):
            assert (len(there.story_rowids(parse(text))), len(here.story_rowids(parse(text)))) == (elsewhere, utc), text


@pytest.mark.parametrize(
    ("first", "last", "numbers"),
    [(1, None, "1234"), (2, None, "234"), (2, 3, "23"), (4, 4, "4"), (5, None, "")],
)
def test_a_list_of_words_can_be_made_of_some_stories_alone(
    queries: Queries, first: int, last: int | None, numbers: str
) -> None:
    sql = within("s.story IN (SELECT rowid FROM search WHERE search MATCH ?)", first, last)
    rows = queries.rows(f"SELECT s.story FROM story s WHERE {sql}", ('"story"',))
    assert "".join(sorted(str(row[0]) for row in rows)) == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ('"story 2"', "2"),
        ("thread:ceasefire", "123"),
        ("thread:-", "4"),
        ("-actor:tasker", "4"),
        ("actor:tasker OR title:4", "1234"),
        ("-actor:tasker title:4", "4"),
        ("-outlet:selm", "123"),
        ("-story OR title:2", "2"),
        ("-thread:ceasefire", "4"),
        ("-seen:2025-03-12", ""),
        ("-reach:>1", "1234"),
        ("thread:ceasefire,-", "1234"),
        ("is:new,starred", "1234"),
        ("is:starred,copy,read", ""),
        ("seen:2025-03-12..2025-03-13", "1234"),
        ("seen:2025-03-13..2025-03-12", "1234"),
        ("seen:2025-03-10..2025-03-11", ""),
        ("seen:2025-03-12T14:00", "1234"),
        ("seen:2025-03-12T13:59", ""),
        ("title:2 OR -title:3", "124"),
        ("title:2 OR reliability:low", "24"),
        ("event:expel OR speaker:unnamed", "1"),
        ("event:expel OR title:2", "12"),
        ("speaker:nobody", ""),
        ('"story 2" OR title:3', "23"),
        ("title:3,4", "34"),
        ("title:stor*", "1234"),
        ('title:"stor"*', "1234"),
        ("title:stor", ""),
        ('story:"does not matter"', "1234"),
        ("story:matter,rejected", "1234"),
        ("has:full", "3"),
        ("-has:full", "124"),
        ("has:full,quote", "123"),
        ("cluster:0000000000000000", ""),
        ("reliability:LOW", "4"),
        ("lang:EN", "1234"),
    ],
)
def test_which_stories_words_and_states_choose(queries: Queries, text: str, numbers: str) -> None:
    rows = queries.story_page(queries.story_rowids(parse(text)))
    assert "".join(sorted(row.title[-1] for row in rows)) == numbers


def test_a_cluster_is_found_by_the_id_of_each_of_its_stories(queries: Queries) -> None:
    (row,) = queries.story_page(queries.story_rowids(parse("title:2")))
    assert [found.title for found in queries.story_page(queries.story_rowids(parse(f"cluster:{row.id}")))] == [
        "Story 2"
    ]
    assert [c.driver for c in queries.compiled(parse(f"cluster:{row.id.upper()}")).story] == ["members"]
    assert len(queries.story_rowids(parse(f"-cluster:{row.id}"))) == 3
    assert len(queries.story_rowids(parse(f"cluster:{row.id} OR title:1"))) == 2


def test_a_moment_of_now_is_the_one_given(path: Path) -> None:
    later = datetime(2026, 1, 1, tzinfo=UTC)
    with Queries(path, now=lambda: later) as opened:
        assert len(opened.story_rowids(parse("seen:24h"))) == 0
