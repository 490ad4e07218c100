"""Furniture is what stands under unrelated titles; background of one matter is not."""

from __future__ import annotations

from feeds.reading.furniture import PieceCount, count_pieces, fold_piece, learn_furniture

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


def test_numbers_and_marks_make_no_difference() -> None:
    assert fold_piece("• Page 12 of 340 |") == fold_piece("page 1 of 9")
