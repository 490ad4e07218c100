"""Claims about ids, links and moments: what counts as the same, and what is none."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from store import identity
from store.identity import (
    canonical_link,
    fold,
    hash64,
    host_of,
    number_of,
    public_id,
    registrable_domain,
    text_hash,
    words,
)
from store.moments import day_number, day_of, from_seconds, offset_of, sort_moment, to_seconds


@pytest.mark.parametrize("number", [0, 1, -1, 2**63 - 1, -(2**63)])
def test_a_public_id_leads_back_to_its_number(number: int) -> None:
    assert number_of(public_id(number)) == number


@pytest.mark.parametrize("text", ["", "12", "z" * 16, "0" * 17])
def test_what_is_no_id_has_no_number(text: str) -> None:
    assert number_of(text) is None


@pytest.mark.parametrize(
    ("link", "canonical"),
    [
        ("https://www.selm.example/a/?utm_source=rss&id=7#top", "selm.example/a?id=7"),
        ("http://selm.example:80/a", "selm.example/a"),
        ("https://selm.example:8443/a", "selm.example:8443/a"),
        ("https://selm.example/?fbclid=1", "selm.example"),
        (" not a link ", "not a link"),
        ("http://[broken/a", "http://[broken/a"),
        ("https://selm.example:port/a", "https://selm.example:port/a"),
    ],
)
def test_two_links_to_one_page_are_one(link: str, canonical: str) -> None:
    assert canonical_link(link) == canonical


_LINKS = some.builds(
    "{}{}{}{}".format,
    some.sampled_from(["http://", "https://", "HTTP://", "//", ""]),
    some.sampled_from(["", "www.", "www.www."]),
    some.text("ab1.-:@A", max_size=8),
    some.text("abZ09/-_.~%:@!&'+,;=?#[]\\ \té", max_size=8),
)


@given(_LINKS)
@example("https://www.")
@example("https://www.selm.example/a//")
@example("https://selm.example;b/a")
def test_a_plain_link_is_cut_as_any_other(link: str) -> None:
    quickly = canonical_link(link), host_of(link)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(identity, "_PLAIN_LINK", re.compile(r"(?!)"))
        assert quickly == (canonical_link(link), host_of(link))


@given(some.text("aB zÉé’“ \n\t\x0b\x1f\x85\xa0\u2003ΣσİıßЖж\ud800"), some.text("aB é’"))
@example("One  “line”\n\nand\tanother ", "Élan")
@example("ÉLAN  vital\xa0", "")
def test_a_text_is_told_from_another_by_more_than_case_and_white_space(text: str, title: str) -> None:
    # Stored hashes are made so: what is stored would come again as a revision were it otherwise.
    assert text_hash(title, text) == hash64(fold(title), " ".join(text.split()).lower())


@pytest.mark.parametrize(
    ("link", "host"),
    [("https://www.selm.example/a", "selm.example"), ("nothing", ""), ("http://[broken", "")],
)
def test_a_link_has_a_host_or_none(link: str, host: str) -> None:
    assert host_of(link) == host


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("selm.example", "selm.example"),
        ("news.selm.example", "selm.example"),
        ("news.selm.co.uk", "selm.co.uk"),
        ("rss.selm.ua", "selm.ua"),
        ("127.0.0.1", "127.0.0.1"),
    ],
)
def test_an_outlet_is_named_by_its_domain(host: str, domain: str) -> None:
    assert registrable_domain(host) == domain


def test_case_accents_marks_and_space_do_not_count() -> None:
    assert fold("  “Élan –  vital”\n") == '"elan - vital"'
    assert fold("PLAIN  text") == "plain text"
    assert words("Al-Marek, J. R.") == ["al", "marek", "j", "r"]


def test_moments_come_back_in_the_offset_they_were_written_with() -> None:
    east = timezone(timedelta(hours=3))
    moment = datetime(2031, 3, 12, 1, 30, tzinfo=east)
    seconds = to_seconds(moment)
    assert from_seconds(seconds) == moment
    assert from_seconds(seconds, 180).utcoffset() == timedelta(hours=3)
    assert (offset_of(moment), offset_of(moment.replace(tzinfo=None)), offset_of(date(2031, 3, 12))) == (180, 0, 0)
    assert day_of(seconds) == date(2031, 3, 11).toordinal()
    assert day_of(seconds, 180) == date(2031, 3, 12).toordinal()


def test_a_day_or_a_moment_without_a_zone_is_in_utc() -> None:
    midnight = datetime(2031, 3, 12, tzinfo=UTC)
    assert to_seconds(date(2031, 3, 12)) == to_seconds(midnight) == to_seconds(midnight.replace(tzinfo=None))
    assert to_seconds(datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC)) == -1


@pytest.mark.parametrize(
    ("text", "day"),
    [("2031-03-12T17:30", date(2031, 3, 12)), ("2031-03", None), ("PAST_REF", None), ("", None), (None, None)],
)
def test_only_a_whole_day_has_a_number(text: str | None, day: date | None) -> None:
    assert day_number(text) == (day.toordinal() if day else None)


def test_a_story_dated_far_ahead_sorts_by_when_it_came() -> None:
    assert [sort_moment(at, 1000) for at in (None, 10, 1000 + 3600, 1000 + 3601)] == [1000, 10, 4600, 1000]
