"""Claims about the query language: what it means, what mistakes are told, and that nothing typed can do harm."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from feeds.exchange import ReadStory
from store.archive import Archive
from store.queries import Queries
from store.query import MAX_TERMS, Field, Not, Or, QueryError, Word, parse, query, quoted
from store.query_dates import day_range, stretch
from store.query_fields import DAY_WORDS, FIELDS
from tests.store.test_archive import NOW, OUTLETS, arrival, findings_of


@pytest.fixture(scope="module")
def queries(tmp_path_factory: pytest.TempPathFactory) -> Queries:
    path = tmp_path_factory.mktemp("store") / "store.db"
    with Archive.open(path, "test") as archive:
        archive.save("meridian", None, [arrival(n) for n in range(4)], NOW, OUTLETS)
        archive.save_findings([ReadStory(s, findings_of(s)) for s in archive.unread(100)], 1, 0, NOW)
    with Queries(path, now=lambda: NOW) as opened:
        yield opened  # type: ignore[misc]


def test_the_example_of_the_manual_parses() -> None:
    text = (
        'thread:ceasefire actor:"Keir Starmer" speaker:putin outlet:bbc,ap after:2025-03 own:>2 -is:read '
        '"coalition of the willing" truce OR armistice reassur* -word'
    )
    found = parse(text)
    assert str(found) == text
    assert found.nodes[3] == Field("outlet", (Word("bbc"), Word("ap")))
    assert found.nodes[6] == Not(Field("is", (Word("read"),)))
    assert found.nodes[8] == Or((Word("truce"), Word("armistice")))
    assert found.nodes[9] == Word("reassur", is_prefix=True)


@pytest.mark.parametrize(
    ("text", "at", "suggestion"),
    [
        ("outlt:bbc", 0, "outlet:"),
        ("truce threads:x", 6, "thread:"),
        ("is:red", 3, "read"),
        ("has:qoute", 4, "quote"),
        ("status:hapened", 7, "happened"),
        ("sort:new", 5, "newest"),
        ("on:this-wek", 3, "this-week"),
        ("own:many", 4, "own:>2"),
        ("after:soon", 6, ""),
        ("on:24h", 3, ""),
        ('"never closed', 0, ""),
        ("OR truce", 0, '"OR"'),
        ("truce OR", 6, '"OR"'),
        ("truce OR OR war", 9, '"OR"'),
        ("NOT truce", 0, "-truce"),
        ("truce NOT", 6, "-word"),
        ("own>2", 0, "own:>2"),
        ("(truce OR armistice) kyrna", 0, "truce OR armistice kyrna"),
        ("language:en", 0, "lang:"),
        ("source:meridian", 0, "outlet:"),
        ("last:7d", 0, "since:"),
        ("lang:english", 5, "lang:en"),
        ("country:Ardenia", 8, "country:GB"),
        ("cluster:first", 8, ""),
        ("truce -", 6, ""),
        ('a"b', 1, ""),
        ("thread:", 7, ""),
        ("...", 0, ""),
        ('title:"…"', 6, ""),
        ("-sort:newest", 0, ""),
        ("sort:newest sort:oldest", 12, ""),
        ("a OR sort:newest", 5, ""),
        ("own:1,2", 6, ""),
        ("https://meridian.example", 0, '"https://meridian.example"'),
        ("x " * 300, 2 * MAX_TERMS, ""),
        ("x" * 5000, 4000, ""),
    ],
)
def test_a_mistake_gets_its_place_and_the_nearest_word(text: str, at: int, suggestion: str) -> None:
    with pytest.raises(QueryError) as found:
        parse(text)
    assert (found.value.at, found.value.suggestion) == (at, suggestion)
    caret = str(found.value).splitlines()[1]
    assert caret.index("^") <= 60


@settings(max_examples=300)
@given(st.text(max_size=60) | st.text('abOR ":-,*.()>=<x1', max_size=40))
def test_no_text_raises_anything_but_a_query_error(text: str) -> None:
    found = None
    with contextlib.suppress(QueryError):
        found = parse(text)
    assert found is None or parse(str(found)) == found


_WORDS = st.text("abcdefxyzäж-'.19 ", min_size=1, max_size=8).filter(lambda text: any(c.isalnum() for c in text))
_VALUES = {
    "choice": lambda spec: st.sampled_from(spec.choices),
    "number": lambda _: st.integers(0, 99).map(str),
    "moment": lambda _: st.sampled_from(["24h", "7d", "2025-03-10", "2025-03", "2024", "today", "2025-03-10T10:00"]),
    "days": lambda _: st.sampled_from([*DAY_WORDS, "2025-03-13", "2025-03-10..2025-03-16", "2025-03"]),
    "name": lambda _: _WORDS.map(quoted),
    "words": lambda _: _WORDS.map(quoted),
    "code": lambda _: st.sampled_from(["en", "GA", "uk"]),
    "id": lambda _: st.integers(0, 2**64 - 1).map(lambda number: format(number, "016x")),
}


@st.composite
def _texts(draw: st.DrawFn) -> str:
    parts = []
    for _ in range(draw(st.integers(1, 5))):
        minus = draw(st.sampled_from(["", "", "-"]))
        if draw(st.booleans()):
            parts.append(minus + draw(_WORDS.map(quoted)) + draw(st.sampled_from(["", "*"])))
        else:
            spec = draw(st.sampled_from([spec for spec in FIELDS.values() if spec.name != "sort"]))
            sign = draw(st.sampled_from(["", ">", "<", "=", ">=", "<="])) if spec.kind == "number" else ""
            parts.append(f"{minus}{spec.name}:{sign}{draw(_VALUES[spec.kind](spec))}")
        if draw(st.integers(0, 3)) == 0:
            parts.append("OR " + draw(_WORDS.map(quoted)))
    return " ".join(parts)


@settings(max_examples=150, deadline=None)
@example(text="thread:1 OR 1 1.1*")
@example(text="cluster:0000000000000001 thread:1")
@given(text=_texts())
def test_every_query_prints_itself_and_is_answered(queries: Queries, text: str) -> None:
    found = parse(text)
    assert parse(str(found)) == found
    before = queries.rows("SELECT count(*), total(is_read) FROM story")
    queries.story_rowids(found)
    queries.story_rowids(found, "arrived", limit=5)
    queries.said(found, limit=5)
    queries.timeline(found, limit=5)
    queries.actors(found, limit=5)
    assert queries.rows("SELECT count(*), total(is_read) FROM story") == before
    assert "plan" in queries.explain(found)


@settings(max_examples=150, deadline=None)
@given(
    text=st.text(max_size=30)
    | st.sampled_from(["thr", "thread:", "actor:ta", 'actor:"Ilma T', "-is:", "outlet:x,me", "on:th", "cluster:"])
)
def test_completion_never_raises_and_completes_to_what_parses(queries: Queries, text: str) -> None:
    for completion in queries.complete(text):
        done = text[: completion.start] + completion.text + text[completion.end :]
        if completion.text.endswith(":"):
            continue
        mistake = None
        try:
            parse(done)
        except QueryError as error:
            mistake = error.at
        assert mistake is None or mistake < completion.start, done


def test_completion_offers_fields_then_values(queries: Queries) -> None:
    assert [c.text for c in queries.complete("thr")] == ["thread:"]
    assert [c.text for c in queries.complete("thread:c")] == ["ceasefire"]
    assert [c.text for c in queries.complete("truce actor:tas")] == ['"Ilma Tasker"']
    assert [c.text for c in queries.complete("-is:r")] == ["read", "revised"]
    assert [c.text for c in queries.complete("outlet:bbc,mer")] == ["Meridian"]
    assert [c.text for c in queries.complete("thread:p", threads=[("peacekeeping", "Peacekeeping")])] == [
        "peacekeeping"
    ]
    assert queries.complete("nofield:x") == []


def test_nothing_typed_is_pasted_into_sql(queries: Queries) -> None:
    nasty = "x' OR 1=1; DROP TABLE story; --"
    for field in FIELDS.values():
        if field.kind in ("name", "words"):
            queries.story_rowids(query(**{field.name: nasty}))
    assert queries.rows("SELECT count(*) FROM story") == [(4,)]


def test_queries_are_built_from_parts() -> None:
    assert (
        str(query("truce", speaker="Ilma Tasker", outlet=["bbc", "ap"])) == 'truce speaker:"Ilma Tasker" outlet:bbc,ap'
    )
    narrowed = parse("thread:x truce").and_("actor:y truce sort:oldest")
    assert str(narrowed) == "thread:x truce actor:y sort:oldest"
    assert str(narrowed.without("thread", "")) == "actor:y sort:oldest"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-03-10", "2025-03-10", "2025-03-10"),
        ("2025-02", "2025-02-01", "2025-02-28"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("today", "2025-03-12", "2025-03-12"),
        ("this-week", "2025-03-10", "2025-03-16"),
        ("next-week", "2025-03-17", "2025-03-23"),
        ("last-month", "2025-02-01", "2025-02-28"),
        ("2025-03-16..2025-03-10", "2025-03-10", "2025-03-16"),
    ],
)
def test_dates_cover_the_days_they_name(text: str, first: str, last: str) -> None:
    days = day_range(text, NOW, UTC)
    assert days is not None
    assert (days[0].isoformat(), days[1].isoformat()) == (first, last)


def test_days_of_queries_are_those_of_the_timezone_looked_at() -> None:
    kyiv = ZoneInfo("Europe/Kyiv")
    late = datetime(2025, 3, 12, 23, 0, tzinfo=UTC)
    assert stretch("today", late, kyiv)[0] == datetime(2025, 3, 12, 22, 0, tzinfo=UTC)
    assert stretch("24h", late, kyiv)[0] == late - timedelta(hours=24)
