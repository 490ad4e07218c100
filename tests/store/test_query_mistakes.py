"""What is said of a mistake in a query, word for word: its place under a caret, what is wrong, what was meant."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from store.query import MAX_LENGTH, MAX_TERMS, QueryError, parse, query, quoted
from store.query_dates import day_range


@pytest.mark.parametrize(
    ("text", "at", "told"),
    [
        ("outlt:bbc", 0, "there is no field outlt; did you mean outlet:?"),
        ("truce threads:x", 6, "there is no field threads; did you mean thread:?"),
        ("is:red", 3, "is: is one of read, starred, copy, new, revised, undated; did you mean read?"),
        ("has:qoute", 4, "has: is one of quote, statement, event, note, full; did you mean quote?"),
        (
            "status:hapened",
            7,
            "status: is one of happened, ongoing, scheduled, proposed, demanded, "
            "agreed, rejected, denied, cancelled; did you mean happened?",
        ),
        ("sort:new", 5, "sort: is one of newest, oldest, reach, first, arrived; did you mean newest?"),
        ("on:this-wek", 3, "on: takes a date like 2025-03-13 or this-week; did you mean this-week?"),
        ("own:many", 4, "own: takes a number, as in own:>2; did you mean own:>2?"),
        ("after:soon", 6, "after: takes a date like 24h, 7d, 2025-03-10, 2025-03 or today"),
        ("on:24h", 3, "on: takes a date like 2025-03-13 or this-week"),
        ('"never closed', 0, "this quotation mark is never closed"),
        ("OR truce", 0, 'OR stands between two terms; "OR" in quotes is the word; did you mean "OR"?'),
        ("truce OR", 6, 'OR stands between two terms; "OR" in quotes is the word; did you mean "OR"?'),
        ("truce OR OR peace", 9, 'OR stands between two terms; "OR" in quotes is the word; did you mean "OR"?'),
        ("- truce", 0, "a minus stands right before what is not wanted"),
        ("-", 0, "a minus stands right before what is not wanted"),
        ("sort:newest OR truce", 12, 'OR stands between two terms; "OR" in quotes is the word; did you mean "OR"?'),
        ("truce OR sort:newest", 9, "sort: cannot be part of OR"),
        ("sort:newest sort:oldest", 12, "sort: is there already"),
        ("-sort:newest", 0, "this cannot be negated"),
        ('truce"peace"', 5, "a space is missing here"),
        ("NOT truce", 0, "what is not wanted has a minus before it; did you mean -truce?"),
        ("NOT outlet:bbc", 0, "what is not wanted has a minus before it; did you mean -outlet:bbc?"),
        ("reach>2", 0, "reach is a field; did you mean reach:>2?"),
        ("own<3", 0, "own is a field; did you mean own:<3?"),
        ("(truce OR peace)", 0, "there are no brackets: OR binds its two neighbours; did you mean truce OR peace?"),
        ("\x00truce", 0, "there is a null character here"),
        ('"a\x00b"', 0, "there is a null character here"),
        ("outlet:\x00", 7, "there is a null character here"),
        ('outlet:"a\x00b"', 7, "there is a null character here"),
        ("…", 0, "there is no letter or digit to look for here"),
        ('"…"', 0, "there is no letter or digit to look for here"),
        ("said:…", 5, "there is no letter or digit to look for here"),
        ("actor:", 6, "actor: needs a value (naming a person, organisation, country or group)"),
        ("is:", 3, "is: needs a value (state); did you mean is:read?"),
        ("outlet:bbc,", 11, "outlet: needs a value (published by an outlet)"),
        ("own:>2,3", 7, "own: takes one value"),
        ("after:2025,2024", 11, "after: takes one value"),
        ("sort:newest,oldest", 12, "sort: takes one value"),
        ("lang:english", 5, "lang: takes a code, as in lang:en; did you mean lang:en?"),
        ("country:Ukraine", 8, "country: takes a code, as in country:GB; did you mean country:GB?"),
        ("cluster:abc", 8, "cluster: takes the id of a cluster or story, 16 digits from 0 to f"),
        ("cluster:0123456789abcdefg", 8, "cluster: takes the id of a cluster or story, 16 digits from 0 to f"),
        ("own:12345678901", 4, "own: takes a number, as in own:>2; did you mean own:>2?"),
        ("reach:²", 6, "reach: takes a number, as in reach:>2; did you mean reach:>2?"),
        ("seen:1y", 5, "seen: takes a date like 24h, 7d, 2025-03-10, 2025-03 or today"),
        ("before:2025-13", 7, "before: takes a date like 24h, 7d, 2025-03-10, 2025-03 or today"),
        ("on:2025-02-30", 3, "on: takes a date like 2025-03-13 or this-week"),
        ("speeker:putin", 0, "there is no field speeker; did you mean speaker:?"),
        ("from:bbc", 0, "there is no field from; did you mean after:?"),
        ("site:bbc.co.uk", 0, "there is no field site; did you mean outlet:?"),
        ("author:x", 0, "there is no field author; did you mean actor:?"),
        ("xyz:1", 0, 'there is no field xyz; did you mean "xyz:1"?'),
        ("since:", 6, "since: needs a value (the same as after)"),
        ('nosuchfield:"a b"', 0, 'there is no field nosuchfield; did you mean "nosuchfield:"?'),
        ("is:read is:", 11, "is: needs a value (state); did you mean is:read?"),
        ("truce  outlt:x", 7, "there is no field outlt; did you mean outlet:?"),
        ("a\nb outlt:x", 4, "there is no field outlt; did you mean outlet:?"),
    ],
)
def test_a_mistake_is_told_under_its_place(text: str, at: int, told: str) -> None:
    with pytest.raises(QueryError) as raised:
        parse(text)
    shown = text.replace("\n", " ").replace("\x00", "\x00")
    assert str(raised.value) == f"{shown}\n{' ' * at}^ {told}"
    assert (raised.value.text, raised.value.at) == (text, at)
    assert raised.value.args[0] in told


def test_of_a_long_query_what_stands_around_the_mistake_is_shown() -> None:
    text = "x " * 40 + "outlt:bbc" + " y" * 80
    with pytest.raises(QueryError) as raised:
        parse(text)
    shown, told = str(raised.value).split("\n")
    assert (len(shown), shown[60:69], told.index("^")) == (120, "outlt:bbc", 60)


def test_a_query_is_as_long_as_it_may_be_and_no_longer() -> None:
    assert len(parse("x" * MAX_LENGTH).nodes) == 1
    with pytest.raises(QueryError, match=f"at most {MAX_LENGTH:,} characters"):
        parse("x" * (MAX_LENGTH + 1))
    assert len(parse("x " * MAX_TERMS).nodes) == MAX_TERMS
    with pytest.raises(QueryError, match=f"at most {MAX_TERMS} terms"):
        parse("x " * (MAX_TERMS + 1))


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("truce AND peace", "truce peace"),
        ("AND truce", "truce"),
        ("truce OR peace OR accord", "truce OR peace OR accord"),
        ("-truce OR peace", "-truce OR peace"),
        ('"the truce"*', '"the truce"*'),
        ("reassur*", "reassur*"),
        ('"OR"', '"OR"'),
        ("own:0000000002", "own:0000000002"),
    ],
)
def test_what_says_nothing_new_goes_and_what_is_meant_stays(text: str, same: str) -> None:
    if text.startswith("own:"):
        with pytest.raises(QueryError):
            parse(text)
        return
    assert str(parse(text)) == same


def test_each_part_of_a_query_knows_where_it_stands() -> None:
    word, phrase, field, negated, begun = parse('truce "the bridge"* actor:toss,mral -"a war" reassur*').nodes
    assert (word.at, phrase.at, field.at, field.values[1].at, begun.at) == (0, 6, 20, 31, 45)
    assert (phrase.is_phrase, phrase.is_prefix, phrase.text) == (True, True, "the bridge")
    assert negated.node.text == "a war"


def test_a_query_without_a_field_keeps_its_rest() -> None:
    whole = parse("truce actor:toss -actor:mral is:new sort:oldest")
    assert str(whole.without("actor")) == "truce is:new sort:oldest"
    assert str(whole.without("sort")) == "truce actor:toss -actor:mral is:new"
    assert bool(whole.without("sort")) is True
    assert bool(parse("")) is False


def test_values_are_quoted_where_they_must_be() -> None:
    assert (
        str(query(actor="Ilan Toss", is_=["read", "new"], thread="OR")) == 'actor:"Ilan Toss" is:read,new thread:"OR"'
    )
    assert [quoted(value) for value in ("AND", "NOT", "a-b.c", 'say "no"', "„no“", "-x", "")] == [
        '"AND"',
        '"NOT"',
        "a-b.c",
        '"say  no"',
        "no",
        '"-x"',
        '""',
    ]


@pytest.mark.parametrize(
    "text", ["2025-03-10..soon", "soon..2025-03-10", "soon..later", "2025-03-1０", "2025-3-10", "..", ""]
)
def test_half_a_stretch_of_days_is_none(text: str) -> None:
    assert day_range(text, datetime(2025, 3, 12, 12, tzinfo=UTC), UTC) is None


@pytest.mark.parametrize(
    "text", ["after:2025-03-1０T10:00", "after:T", "seen:2025-03-10T25:00", "before:10:00T2025-03-10"]
)
def test_a_moment_is_written_in_plain_digits_and_in_order(text: str) -> None:
    with pytest.raises(QueryError, match="takes a date like"):
        parse(text)
