"""What was called off, fell through or was moved: its status and its day, wherever in the sentence that stands."""

from __future__ import annotations

import pytest

from tests.feeds.reading.event_world import event, events

# The stories are of Wednesday 12 March 2031.


@pytest.mark.parametrize(
    ("sentence", "what", "day"),
    [
        ("The meeting on Friday was called off.", "The meeting called off", "2031-03-14"),
        ("Friday's meeting was cancelled.", "meeting cancelled", "2031-03-14"),
        ("The meeting on Monday has been called off.", "The meeting called off", "2031-03-10"),
        ("Ilan Toss's trip to Orlova on Friday was called off.", "Ilan Toss's trip to Orlova called off", "2031-03-14"),
        (
            "The deal between Ardenia and Vostra fell through on Monday.",
            "The deal between Ardenia and Vostra fell through",
            "2031-03-10",
        ),
        (
            "Talks between Ardenia and Vostra in Selm broke down on Sunday.",
            "Talks between Ardenia and Vostra in Selm broke down",
            "2031-03-09",
        ),
    ],
)
def test_what_was_called_off_is_cancelled_on_the_nearest_such_day(sentence: str, what: str, day: str) -> None:
    found = event(sentence)
    assert (found.status, found.what, found.from_) == ("cancelled", what, day)


def test_what_was_to_start_and_collapsed_is_cancelled_on_the_day_it_was_planned_for() -> None:
    found = event("Talks due to start on Monday in Selm collapsed on Tuesday.")
    assert (found.status, found.from_) == ("cancelled", "2031-03-17")


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Talks planned for Thursday were postponed to Friday.", "2031-03-14"),
        ("Talks set for Saturday were brought forward to Thursday.", "2031-03-13"),
        ("The vote, which was to have taken place on Monday, was delayed until Thursday.", "2031-03-13"),
        ("The summit was pushed back from Thursday to Saturday.", "2031-03-15"),
        ("Ilan Toss will put off his trip from Friday to Sunday.", "2031-03-16"),
    ],
)
def test_what_was_moved_lies_on_its_new_day(sentence: str, day: str) -> None:
    (found,) = [event for event in events(sentence) if event.from_]
    assert (found.status, found.from_, found.to) == ("scheduled", day, day)


def test_what_is_signed_only_on_a_condition_is_not_scheduled() -> None:
    assert events("Ardenia says it needs firm guarantees before it signs any deal with Vostra.") == ()


def test_drones_that_were_launched_are_an_attack_and_those_shot_down_no_second_one() -> None:
    found = event("Vostra launched 108 drones at Ardenia overnight, of which 63 were shot down.")
    assert (found.kind, found.by, found.target) == ("assault", ("Vostra",), ("Ardenia",))
    assert found.what == "Vostra launched 108 drones at Ardenia"


def test_who_wards_off_a_missile_attacks_nobody() -> None:
    assert event("Ardenia intercepted a missile fired from Vostra.").target == ()


def test_no_phrase_ends_with_a_mark_that_opens() -> None:
    found = event("Vesna Mral said on Wednesday that Ilan Toss would meet her “when the time is right”.")
    assert not found.what.endswith("“")


def test_who_is_named_in_a_list_behind_after_does_what_follows() -> None:
    found = event("The gunfire came two days after Vostra, Ardenia and France called for Britain to end it.")
    assert (found.by, found.target) == (("Vostra", "Ardenia", "France"), ("United Kingdom",))


def test_the_day_of_something_called_by_its_day_dates_nothing_else() -> None:
    found = event("Vesna Mral accused Ardenia of rewarding what she called “the attack of 7 October”.")
    assert (found.kind, found.precision) == ("accuse", "open")
    assert event("Ardenian forces shelled Orlo on the night of 7 March.").from_ == "2031-03-07"


def test_a_year_between_an_article_and_its_noun_stays_in_the_phrase() -> None:
    assert event("Vesna Mral was ousted in a 2025 uprising.").what == "Vesna Mral ousted in a 2025 uprising"


def test_what_fails_to_happen_is_no_denial_of_what_stands_before_it() -> None:
    found = events(
        "At least 82 people were killed in Ardenian strikes on Orlo, medics said.",
        title="At least 82 killed in Ardenian strikes on Orlo as aid fails to reach the town",
    )
    assert [event.status for event in found] == ["happened"]


def test_who_does_not_rule_a_thing_out_refuses_nothing() -> None:
    assert [event.status for event in events("Vesna Mral did not rule out talks with Ardenia.")] == []


@pytest.mark.parametrize(
    "text",
    [
        "A severe heat wave hit Vostra on Tuesday.",
        "Heavy rain and floods struck Vostra on Monday.",
        "An earthquake in the north killed 30 people in Vostra.",
        "Twelve people were killed in a cyclone in Ardenia.",
    ],
)
def test_what_nature_does_is_no_assault(text: str) -> None:
    assert events(text) == ()


def test_a_flood_of_drones_is_an_attack() -> None:
    assert event("A flood of Ardenian drones hit Orlo in Vostra on Tuesday.").kind == "assault"
