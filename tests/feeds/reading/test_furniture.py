"""Furniture is what stands under unrelated titles; background of one matter is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.reading.furniture import (
    PieceCount,
    count_pieces,
    fold_piece,
    fold_pieces,
    is_learned,
    learn_furniture,
    line_reason,
    sentence_reason,
)

TITLES = [
    "Ferry reaches Selm",
    "Court upholds verdict",
    "Drought ends early",
    "Miners strike again",
    "Orchard burns down",
]
LINE = "Selm Daily, the paper of the island since 1922."


def test_a_line_under_unrelated_titles_is_learned() -> None:
    counts = count_pieces([(title, [fold_piece(LINE)]) for title in TITLES])
    assert learn_furniture(counts.values(), len(TITLES)) == {fold_piece(LINE)}


def test_background_under_titles_of_one_matter_is_not() -> None:
    counts = count_pieces(
        [(f"Ferry to Selm {word}", ["the ferry line opened in 0"]) for word in "late lost found sunk raised".split()]
    )
    assert learn_furniture(counts.values(), 5) == frozenset()


def test_a_section_name_before_every_title_links_nothing() -> None:
    counts = count_pieces([(f"Island: {title}", [fold_piece(LINE)]) for title in TITLES])
    assert learn_furniture(counts.values(), len(TITLES)) == {fold_piece(LINE)}


def test_what_people_also_say_needs_a_larger_share() -> None:
    titles = tuple(fold_piece(title) for title in TITLES)
    short = PieceCount("he said", 9, titles)
    assert learn_furniture([short], 200) == frozenset()
    assert learn_furniture([PieceCount("he said nothing about it", 9, titles)], 200) == {"he said nothing about it"}


@given(st.lists(st.text(alphabet=st.sampled_from("aZΣ İ0198٣\n\t\u00a0.|—“é"), max_size=12), max_size=6))
def test_pieces_are_folded_together_as_one_by_one(pieces: list[str]) -> None:
    assert fold_pieces(pieces) == [fold_piece(piece) for piece in pieces]


def test_long_pieces_are_cut_also_when_folded_together() -> None:
    long = "The ferry sails. " * 30
    assert fold_pieces([long, "Short 12"]) == [fold_piece(long), "short 0"]


def test_numbers_and_marks_make_no_difference() -> None:
    assert fold_piece("• Page 12 of 340 |") == fold_piece("page 1 of 9")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Updated 2 hours ago", "time stamp"),
        ("Updated at 13.10 GMT", "time stamp"),
        ("14:05 BST", "time stamp"),
        ("2h ago", "time stamp"),
        ("X", "share"),
        ("Comments (14)", "navigation"),
        ("Subscribers only", "navigation"),
    ],
)
def test_the_marks_of_a_page_are_known_without_an_outlet(line: str, reason: str) -> None:
    assert line_reason(line) == reason


@pytest.mark.parametrize(
    "sentence",
    [
        "Edited by: Mia Stone",
        "You have 66.21% of this article left to read.",
        "You can reach her confidentially by email: ada@selm.example.",
        "We use cookies to improve your experience.",
        "The views expressed in this article are the author's own and do not necessarily reflect those of the paper.",
    ],
)
def test_what_a_page_says_inside_a_text_is_known(sentence: str) -> None:
    assert sentence_reason(sentence) is not None


@pytest.mark.parametrize(
    "line",
    [
        "Updated rules take effect at 13.10 on Friday.",
        "The statement was edited by the ministry before it was read out.",
        "You can reach her village by boat only.",
        "Two hours ago the bridge stood.",
        "The views expressed in this court were heard in Orlo.",
        "The paper was for subscribers only until the war, its editor said.",
    ],
)
def test_what_a_story_says_stays(line: str) -> None:
    assert line_reason(line) is None
    assert sentence_reason(line) is None


@given(
    st.text(alphabet=st.sampled_from("aZKΣ İ0198\n.|—“é"), max_size=6),
    st.lists(st.text(alphabet=st.sampled_from("azk 0é"), max_size=6), max_size=6),
)
def test_a_line_is_learned_when_it_is_folded_among_what_was_learned(piece: str, others: list[str]) -> None:
    assert is_learned(piece, frozenset({fold_piece(piece), *others}))
    assert is_learned(piece, frozenset(others)) == (fold_piece(piece) in others)
