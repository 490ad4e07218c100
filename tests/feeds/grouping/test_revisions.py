"""A changed story says what changed, and a feed that flaps fills no history."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.grouping.revisions import describe, difference, judge_revision, title_difference

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


def test_white_space_and_marks_alone_change_nothing() -> None:
    assert describe("A  headline", "A headline.", ["One two."], ["One  two"]) == ()
    assert judge_revision(["One two."], "One  two") == "same"


def test_a_version_that_was_there_before_is_flapping() -> None:
    assert judge_revision(["one", "two"], "one") == "flapping"
    assert judge_revision([str(number) for number in range(20)], "twenty") == "flapping"
    assert judge_revision(["one"], "two") == "revision"


def test_the_word_difference_of_a_title_keeps_what_stayed() -> None:
    parts = [(part.kind, part.text.strip()) for part in title_difference("Nine dead at Orlo", "Twelve dead at Orlo")]
    assert parts == [("removed", "Nine"), ("added", "Twelve"), ("same", "dead at Orlo")]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=6), st.lists(st.text(max_size=60), max_size=6))
def test_the_difference_without_what_went_reads_as_the_later_version(before: list[str], after: list[str]) -> None:
    kept = "".join(part.text for part in difference(before, after) if part.kind != "removed")
    assert "".join(kept.split()) == "".join("".join(after).split())
