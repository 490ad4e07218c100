"""A difference shows what went and what came, and reads as the later version without what went."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.grouping.word_diff import Piece, text_diff, word_diff

BEFORE = ["Nine people died at Orlo on Monday.", "The cause is not known.", "An inquiry will begin."]
AFTER = ["Twelve people died at Orlo on Monday.", "The cause is not known.", "A judge of the high court leads it."]


def test_a_word_diff_shows_what_went_and_what_came() -> None:
    assert word_diff("We will not leave Orlo.", "We will never leave Orlo") == (
        Piece("same", "We will"),
        Piece("gone", "not"),
        Piece("new", "never"),
        Piece("same", "leave Orlo"),
    )


def test_a_text_is_compared_paragraph_by_paragraph() -> None:
    assert text_diff(BEFORE, AFTER) == (
        (Piece("gone", "Nine"), Piece("new", "Twelve"), Piece("same", "people died at Orlo on Monday.")),
        (Piece("same", "The cause is not known."),),
        (Piece("gone", "An inquiry will begin."), Piece("new", "A judge of the high court leads it.")),
    )


def test_a_long_paragraph_is_shown_as_one_that_went_and_one_that_came() -> None:
    long = "word " * 700
    assert [piece.change for piece in word_diff(long, long + "more")] == ["gone", "new"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=6), st.lists(st.text(max_size=60), max_size=6))
def test_the_difference_without_what_went_reads_as_the_later_version(before: list[str], after: list[str]) -> None:
    kept = "".join(piece.text for pieces in text_diff(before, after) for piece in pieces if piece.change != "gone")
    assert "".join(kept.split()) == "".join("".join(after).split())
