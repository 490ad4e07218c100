"""Claims about which stories, quotes and events a query finds, field by field, on a store of seven stories."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from feeds.exchange import ClusterFacts, ReadStory
from feeds.story import Findings, Outlet
from store.archive import Archive
from store.marks import Marks
from store.queries import Queries
from store.query import parse
from tests.store.test_archive import NOW, arrival, findings_of

OUTLETS = {
    "meridian.example": Outlet("Meridian", "newspaper", "", "GB", "high"),
    "selm.example": Outlet("Selm Wire", "wire", "", "SE", "low"),
}
DAY = timedelta(days=1)


def _findings(story_findings: Findings, number: int) -> Findings:
    """Story 2 denies on the 13th what an actor claims, story 3 has words of nobody in particular, story 4 has none."""
    (event,), (quote,) = story_findings.events, story_findings.quotes
    if number == 2:
        denied = replace(
            event, status="denied", asserted_by="Ilma Tasker", from_="2025-03-13", to="2025-03-14", actors=("Ardenia",)
        )
        return replace(story_findings, events=(denied,))
    if number == 3:
        return replace(
            story_findings,
            quotes=(replace(quote, speaker=None, actor=None, speakers=(), speaker_type="unattributed"),),
            statements=(),
            threads=(),
        )
    if number == 4:
        return replace(story_findings, quotes=(), statements=(), events=(), actors=())
    return story_findings


@pytest.fixture(scope="module")
def queries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Queries]:
    path = tmp_path_factory.mktemp("store") / "store.db"
    with Archive.open(path, "test") as archive:
        arrivals = [arrival(n, title=f"Story {n}") for n in (1, 2, 3, 4)]
        wire = arrival(5, title="Story 5", outlet="Selm Wire", link="https://selm.example/5", feed="selm")
        old = arrival(6, title="Story 6", published=datetime(2025, 2, 28, 12, tzinfo=UTC))
        undated = arrival(7, title="Story 7", published=None, published_from="unknown")
        archive.save("meridian", None, [*arrivals, old], NOW - DAY, OUTLETS)
        archive.save("selm", None, [wire], NOW, OUTLETS)
        archive.save("meridian", None, [undated], NOW, OUTLETS)
        archive.save("meridian", None, [arrival(1, title="Story 1", body="Vostra thought again.")], NOW, OUTLETS)
        numbers = {f"Story {n}": n for n in range(1, 8)}
        read = []
        for story in archive.unread():
            title = story.document.title or ""
            read.append(ReadStory(story, _findings(findings_of(story), numbers[title])))
        archive.save_findings(read, 1, 0, NOW)
        rowids = {story.story.document.title: story.story.rowid for story in read}
        archive.save_cluster(rowids["Story 5"], rowids["Story 2"])
        archive.save_cluster_facts({rowids["Story 2"]: ClusterFacts(2, 2, "")})
        archive.save_copy(rowids["Story 5"], rowids["Story 2"])
    with Marks(path, "") as marks:
        marks.read([rowids["Story 3"]])
        marks.star([rowids["Story 4"]])
    with Queries(path, now=lambda: NOW) as opened:
        yield opened


def found(queries: Queries, text: str) -> str:
    """The numbers of the stories a query finds, in order: "134"."""
    rows = queries.story_page(queries.story_rowids(parse(text)))
    return "".join(sorted(row.title.removeprefix("Story ") for row in rows))


@pytest.mark.parametrize(
    ("text", "stories"),
    [
        ("", "1234567"),
        ("outlet:selm", "5"),
        ("outlet:selm,meridian", "1234567"),
        ("-outlet:selm", "123467"),
        ("kind:wire", "5"),
        ("kind:newspaper", "123467"),
        ("kind:wire OR title:1", "15"),
        ("country:SE", "5"),
        ("country:gb", "123467"),
        ("reliability:low", "5"),
        ("feed:selm", "5"),
        ("feed:nobody", ""),
        ("lang:EN", "1234567"),
        ("lang:ru", ""),
        ("thread:ceasefire", "124567"),
        ("thread:-", "3"),
        ("-thread:ceasefire", "3"),
        ("actor:tasker", "123567"),
        ("actor:nobody", ""),
        ("tag:none", ""),
        ("is:read", "3"),
        ("-is:read", "124567"),
        ("is:new", "124567"),
        ("is:starred", "4"),
        ("is:read,starred", "34"),
        ("is:copy", "5"),
        ("is:undated", "7"),
        ("is:revised", "1"),
        ("has:quote", "123567"),
        ("has:statement", "12567"),
        ("has:event", "123567"),
        ("-has:event", "4"),
        ("has:note", ""),
        ("reach:>1", "25"),
        ("reach:=1", "13467"),
        ("reach:<2", "13467"),
        ("own:>=2", "25"),
        ("own:2", "25"),
        ("own:<=1", "13467"),
        ("after:2025-03", "123457"),
        ("since:2h", "7"),
        ("since:6h", "57"),
        ("before:2025-02-28", "6"),
        ("before:2025-02", "6"),
        ("before:2025-02-27", ""),
        ("after:2025-03-12T12:00", "7"),
        ("before:2025-03-12T12:00", "123456"),
        ("before:2025-03-12T08:59", "12346"),
        ("after:2025-03-12T11:00+02:00", "57"),
        ("seen:1h", "57"),
        ("seen:2025-03-11", "12346"),
        ("seen:2025-03-12", "57"),
        ("seen:2025-03-11..2025-03-12", "1234567"),
        ("seen:2025-03-12..2025-03-11", "1234567"),
        ("seen:2025-03-10", ""),
        ("on:2025-03-11", "13567"),
        ("on:2025-03-13", "2"),
        ("on:2025-03-14", "2"),
        ("on:yesterday", "13567"),
        ("on:tomorrow", "2"),
        ("on:this-week", "123567"),
        ("on:2025-03-14..2025-03-20", "2"),
        ("on:next-week", ""),
        ("on:2025-03-11,2025-03-13", "123567"),
        ("status:denied", "2"),
        ("status:rejected", "13567"),
        ("status:rejected,denied", "123567"),
        ("-status:denied", "134567"),
        ("event:Rejection", "123567"),
        ("event:truce", ""),
        ("asserted:claim", "2"),
        ("asserted:outlet", "13567"),
        ("asserted:outlet,claim", "123567"),
        ("speaker:tasker", "12567"),
        ("speaker:unattributed", "3"),
        ("speaker:named", "12567"),
        ("speaker:unattributed,tasker", "123567"),
        ("speaker:nobody", ""),
        ("said:matter", "123567"),
        ("said:matt*", "123567"),
        ('said:"not matter"', "123567"),
        ('said:"matter not"', ""),
        ("said:rejected", "12567"),
        ("speaker:unattributed said:matter", "3"),
        ("speaker:unattributed OR is:starred", "34"),
        ("title:2", "2"),
        ("again", ""),
        ("sort:oldest is:copy", "5"),
    ],
)
def test_a_field_finds_its_stories(queries: Queries, text: str, stories: str) -> None:
    assert found(queries, text) == stories
    assert queries.counts(parse(text)) == len(stories)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 11),
        ("speaker:unattributed", 1),
        ("-speaker:unattributed", 10),
        ("matter", 6),
        ("-matter", 5),
        ("matter OR rejected", 11),
        ("matter rejected", 0),
        ("said:rejected speaker:vostra", 5),
        ("outlet:selm", 2),
        ('"does not matter"', 6),
        ('"matter does"', 0),
    ],
)
def test_words_and_speakers_choose_among_what_was_said(queries: Queries, text: str, count: int) -> None:
    assert len(queries.said(parse(text))) == count


@pytest.mark.parametrize(
    ("now", "text", "first", "last"),
    [
        ((2025, 3, 12), "2025", "2025-01-01", "2025-12-31"),
        ((2025, 3, 12), "2024-02", "2024-02-01", "2024-02-29"),
        ((2025, 3, 12), "2025-12", "2025-12-01", "2025-12-31"),
        ((2025, 3, 12), "today", "2025-03-12", "2025-03-12"),
        ((2025, 3, 12), "tomorrow", "2025-03-13", "2025-03-13"),
        ((2025, 3, 12), "this-week", "2025-03-10", "2025-03-16"),
        ((2025, 3, 12), "last-week", "2025-03-03", "2025-03-09"),
        ((2025, 3, 12), "next-week", "2025-03-17", "2025-03-23"),
        ((2025, 3, 12), "this-month", "2025-03-01", "2025-03-31"),
        ((2025, 1, 31), "last-month", "2024-12-01", "2024-12-31"),
        ((2025, 12, 31), "next-month", "2026-01-01", "2026-01-31"),
        ((2025, 3, 12), "2025-03-10..2025-03-12", "2025-03-10", "2025-03-12"),
        ((2025, 3, 12), "2025-03-12..2025-02", "2025-02-01", "2025-03-12"),
        ((2025, 3, 12), "last-week..today", "2025-03-03", "2025-03-12"),
        ((2025, 3, 12), "9999-12", "9999-12-01", "9999-12-31"),
    ],
)
def test_a_date_covers_its_days(now: tuple[int, int, int], text: str, first: str, last: str) -> None:
    from store.query_dates import day_range

    days = day_range(text, datetime(*now, 12, tzinfo=UTC), UTC)
    assert days is not None
    assert (days[0].isoformat(), days[1].isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("field", "readable", "not_readable"),
    [
        ("on", "today this-week 2025 2025-03 2025-03-10..2025-03-12 today..next-week", "24h 2025-03-10T12:00 a..b"),
        ("seen", "24h 1w 30m today 2025-03 2025-03-10..today 2025-03-10T12:00", "soon ..today today.. 25-03 1y"),
        ("after", "24h today 2025-03-10 2025-03-10T12:00+02:00", "2025-03-10..2025-03-12 2025-13 2025-02-30 T10"),
    ],
)
def test_which_dates_a_field_can_read(field: str, readable: str, not_readable: str) -> None:
    from store.query_dates import is_date_form

    assert [text for text in readable.split() if not is_date_form(text, field)] == []
    assert [text for text in not_readable.split() if is_date_form(text, field)] == []


def test_a_day_is_that_of_the_timezone_of_queries_to_its_last_second() -> None:
    from store.query_dates import stretch

    east = timezone(timedelta(hours=3))
    first, last = stretch("2025-03-12", NOW, east)
    assert (first, last) == (datetime(2025, 3, 12, tzinfo=east), datetime(2025, 3, 12, 23, 59, 59, tzinfo=east))
    assert (first.utcoffset(), last.utcoffset()) == (timedelta(hours=3), timedelta(hours=3))
    moment = datetime(2025, 3, 12, 9, 30, tzinfo=east)
    assert stretch("2025-03-12T09:30", NOW, east) == stretch("2025-03-12T06:30+00:00", NOW, east) == (moment, moment)
    assert stretch("90m", NOW, east) == (NOW - timedelta(minutes=90), NOW - timedelta(minutes=90))


def test_a_view_of_many_stories_is_counted_up_to_what_is_asked(queries: Queries) -> None:
    assert queries.counts(parse("said:matter"), 4) == 4
    assert queries.counts(parse("again OR matter"), 2) == 2


def test_what_was_found_of_a_word_is_not_kept_beyond_a_change(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with Archive.open(path, "test") as archive, Queries(path, now=lambda: NOW) as opened:
        for number in (1, 2):
            archive.save("meridian", None, [arrival(number)], NOW, OUTLETS)
            archive.save_findings([ReadStory(s, findings_of(s)) for s in archive.unread()], 1, 0, NOW)
            assert len(opened.story_rowids(parse("matter outlet:meridian"))) == number
