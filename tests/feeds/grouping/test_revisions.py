"""A changed story says what changed."""

from __future__ import annotations

from feeds.grouping.revisions import describe

BEFORE = ["Nine people died at Orlo on Monday.", "The cause is not known.", "An inquiry will begin."]
AFTER = [
    "Twelve people died at Orlo on Monday.",
    "The cause is not known.",
    "An inquiry began.",
    "It is led by a judge.",
]


def test_a_changed_headline_is_told_in_words() -> None:
    said = describe("Bridge falls", "Bridge falls, nine dead", BEFORE, BEFORE)
    assert said == ("headline changed from “Bridge falls” to “Bridge falls, nine dead”",)


def test_added_removed_and_changed_paragraphs_are_counted() -> None:
    assert describe("T", "T", BEFORE, AFTER) == ("1 paragraph added", "2 paragraphs changed")


def test_a_number_that_took_anothers_place_is_named() -> None:
    assert "9 became 12" in describe("T", "T", ["At least 9 people died."], ["At least 12 people died."])


def test_white_space_marks_and_case_alone_change_nothing() -> None:
    assert describe("A  headline", "A Headline.", ["One two."], ["One  two"]) == ()
