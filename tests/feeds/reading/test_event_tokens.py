"""The tokens of a sentence taken from the lines of the speech readers: those that a fresh cut gives, or none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.reading.event_sentence import NamedPlace, Words, words_of
from feeds.reading.event_tokens import words_of_line
from feeds.reading.quotations import find_quotations
from feeds.reading.speech_lines import Line, lines_of
from feeds.reading.text import Text
from feeds.story import Paragraph

_NAMES = ("Ardenia", "Vostra", "Vesna Mral", "United Compact")


def _line(body: str) -> Line:
    text = Text("", (Paragraph(body),))
    return lines_of(text, find_quotations(text), {0}).lines[0]


def _places(body: str) -> list[NamedPlace]:
    found = [NamedPlace(at, at + len(name), name, "country") for name in _NAMES if (at := body.find(name)) >= 0]
    return sorted(found, key=lambda place: place.start)


def _cut_afresh(body: str) -> Words:
    words = words_of(body, body.lower(), 0, len(body), _places(body), ())
    words.place()
    return words


def _told(words: Words) -> tuple[object, ...]:
    return words.low, words.start, words.end, [place and place.name for place in words.actor]


@pytest.mark.parametrize(
    "body",
    [
        "Ardenia expelled two diplomats.",
        "Vostra's army said Vesna Mral’s envoy had left, and the officials' plan failed.",
        "The U.S. envoy met Vesna Mral at 10:30 a.m. on 3 June and/or later.",
        "A well-known mid-level official -- he wasn't named -- told Vostra's allies to leave...",
        "The United Compact and Vostra signed it (again) at No. 10.",
    ],
)
def test_words_of_a_line_are_those_a_fresh_cut_gives(body: str) -> None:
    found = words_of_line(_line(body), 0, len(body), _places(body))
    assert found is not None
    assert _told(found) == _told(_cut_afresh(body))


@pytest.mark.parametrize(
    "body",
    [
        "Vostra said “we will leave the pact” on Monday.",
        "The number rose to 53,475 in Ardenia.",
        "A pro-Vostra group left.",
        "It was a statement.It said so.",
    ],
)
def test_what_a_line_cuts_otherwise_is_left_to_a_fresh_cut(body: str) -> None:
    assert words_of_line(_line(body), 0, len(body), _places(body)) is None


_PIECES = st.sampled_from(
    "Ardenia Vostra army U.S. Mr. 3 10,000 's ’s s , . - -- “ ” ' won't and/or AT&T ( ) % é _ ... : mid-May".split()
    + [" "] * 6
)


@given(st.lists(_PIECES, max_size=25).map("".join))
def test_no_text_is_cut_in_two_ways(text: str) -> None:
    body = " ".join(text.split())
    line = _line(body)
    found = words_of_line(line, 0, len(body), _places(body)) if line.words else None
    if found is not None:
        assert _told(found) == _told(_cut_afresh(body))
