"""The days events took or take place on, and what lies ahead."""

from __future__ import annotations

import pytest

from tests.feeds.reading.event_world import event, events


def test_what_is_extended_happened_and_runs_to_its_day() -> None:
    found = event("Ardenia has extended its sanctions on Vostra until June.")
    assert (found.status, found.from_, found.to) == ("happened", None, "2031-06-30")


@pytest.mark.parametrize(
    ("sentence", "first", "last", "precision"),
    [
        ("Ilan Toss will visit Vostra on Friday.", "2031-03-14", "2031-03-14", "day"),
        ("Ilan Toss visited Vostra on Monday.", "2031-03-10", "2031-03-10", "day"),
        ("Ilan Toss is to visit Vostra later this week.", "2031-03-12", "2031-03-16", "week"),
        ("Ilan Toss visited Vostra this month.", "2031-03-01", "2031-03-12", "month"),
        ("Ilan Toss will visit Vostra from Monday to Thursday.", "2031-03-17", "2031-03-20", "day"),
        ("Ilan Toss will visit Vostra on March 20-22.", "2031-03-20", "2031-03-22", "day"),
        ("Ilan Toss visited Vostra.", "2031-03-12", "2031-03-12", "open"),
        ("Ilan Toss will visit Vostra.", None, None, "open"),
    ],
)
def test_days_are_those_the_sentence_gives(sentence: str, first: str | None, last: str | None, precision: str) -> None:
    found = event(sentence)
    assert (found.from_, found.to, found.precision) == (first, last, precision)


def test_the_day_of_the_saying_is_not_the_day_of_what_is_said() -> None:
    found = event("Vesna Mral said on Tuesday that Ardenian forces had shelled a hospital.")
    assert (found.when_text, found.from_, found.precision) == (None, "2031-03-12", "open")


def test_without_a_publication_day_days_stay_relative() -> None:
    found = event("Ilan Toss will visit Vostra on Friday.", None)
    assert (found.from_, found.to, found.precision) == ("XXXX-WXX-5", "XXXX-WXX-5", "day")


def test_a_meeting_told_twice_is_one_event_with_its_day() -> None:
    found = events(
        "Ardenia is set to host a meeting of envoys.\n\n"
        "The meeting, scheduled for Thursday, will bring together 30 nations."
    )
    assert [(e.status, e.from_) for e in found] == [("scheduled", "2031-03-13")]


def test_whatever_lies_ahead_with_its_day_is_taken_up() -> None:
    found = event("The trial of the two officers is due to start in Selm on 18 June.")
    assert (found.status, found.from_) == ("scheduled", "2031-06-18")


def test_a_dateline_is_no_day_of_an_event() -> None:
    found = event("KYRNA, March 10 (Wire) - Ardenia expelled two Vostran diplomats.")
    assert (found.when_text, found.precision) == (None, "open")


@pytest.mark.parametrize(
    "text",
    [
        "Ilan Toss was set to leave Vostra on 26 May, but a court stopped it.",
        "The council of Ardenia will release its forecasts for 2032 and 2033.",
        "Prices in Vostra will fall next year, partly because of a trade pact with Ardenia.",
    ],
)
def test_a_day_of_something_else_makes_no_row_of_the_agenda(text: str) -> None:
    assert not [found for found in events(text) if found.status == "scheduled" and found.from_]


def test_what_was_done_until_a_day_to_come_is_no_plan() -> None:
    found = events("Ilan Toss, who has been barred from leaving Vostra until 2035, was in Selm.")
    assert all(one.status != "scheduled" for one in found)


@pytest.mark.parametrize(
    ("sentence", "first", "last"),
    [
        ("The festival of Vostra will run until 25 March.", "2031-03-12", "2031-03-25"),
        ("Vostra will host Ardenia in May and June.", "2031-05-01", "2031-06-30"),
        ("The fair, which will take place in Vostra from 13 to 15 March, is old.", "2031-03-13", "2031-03-15"),
    ],
)
def test_what_lasts_goes_on_from_today_or_over_both_of_two(sentence: str, first: str, last: str) -> None:
    assert [(found.from_, found.to) for found in events(sentence)] == [(first, last)]


def test_a_day_told_by_the_way_is_not_the_day_of_the_main_clause() -> None:
    found = events("Vesna Mral, who arrived in Selm on Monday, leaves for Kyrna on Wednesday.")
    days = {e.what: (e.status, e.from_) for e in found}
    assert days["Vesna Mral leaves for Kyrna"] == ("scheduled", "2031-03-12")
    assert all(day == "2031-03-10" for what, (_, day) in days.items() if "who arrived" in what)


def test_what_had_been_set_for_a_day_lies_behind() -> None:
    found = events("Vesna Mral arrived in Kyrna on Monday. The trip had been set for Tuesday.")
    assert all(e.from_ is not None and e.from_ <= "2031-03-12" for e in found)


def test_shelter_taken_in_a_town_is_no_conquest() -> None:
    assert all(e.kind != "seize" for e in events("Ardenian families took shelter in the town of Orlo on Monday."))


def test_what_goes_on_as_it_is_told_goes_on_that_day() -> None:
    found = event("Ardenia is deploying troops to the border with Vostra.")
    assert (found.status, found.from_, found.to, found.precision) == ("ongoing", "2031-03-12", "2031-03-12", "day")


def test_what_somebody_only_hopes_is_not_scheduled() -> None:
    assert event("Vesna Mral hoped Ardenia would lift its sanctions on Vostra.").status == "proposed"
    assert not events("Ilan Toss doubts that talks with Vostra will be held on Friday.")


@pytest.mark.parametrize(
    "title", ["Ilan Toss fails to convince Vostra to accept truce", "Ardenia backs bill to quit pact"]
)
def test_an_infinitive_behind_another_verb_is_no_plan_of_a_headline(title: str) -> None:
    found = events("It was so for them all.", title=title)
    assert not [e for e in found if e.status == "scheduled"]


def test_the_day_of_an_incident_is_not_the_day_of_the_answer_to_it() -> None:
    assert event("Ardenia will summon the Vostran envoy over the incident on Wednesday.").from_ is None
    assert event("Ardenia will summon the Vostran envoy on Friday.").from_ == "2031-03-14"


@pytest.mark.parametrize(
    "sentence",
    [
        "The bank of Ardenia will cut, given the outlook for the year.",
        "Nobody knows how many strikes there will be in Vostra this year.",
    ],
)
def test_a_plan_without_its_object_is_no_row_of_an_agenda(sentence: str) -> None:
    assert not events(sentence)


@pytest.mark.parametrize(
    ("title", "status"),
    [
        ("Ceasefire talks between Ardenia and Vostra to resume", "scheduled"),
        ("Ardenia-Vostra talks set to resume", "scheduled"),
        ("Vostra ceasefire talks to resume in Geneva", "scheduled"),
        ("Ardenia says talks to resume on Friday", "scheduled"),
        ("Vostra strike to end", "scheduled"),
        ("Vostra peace talks resume", "happened"),
        ("Vostra hopes to resume talks with Ardenia", "proposed"),
        ("Vostra urged to resume talks with Ardenia", "demanded"),
        ("Vostra fails to resume talks with Ardenia", "denied"),
    ],
)
def test_a_headline_tells_what_lies_ahead_from_what_happened(title: str, status: str) -> None:
    assert [found.status for found in events("", title=title)] == [status]


def test_a_verb_that_says_how_far_another_has_come_goes_with_it() -> None:
    found = event("The Vostran president announced that her country will begin lifting sanctions against Ardenia.")
    assert (found.kind, found.status, found.by) == ("concede", "scheduled", ("Vostra",))


def test_a_modal_reaches_its_verb_over_an_aside() -> None:
    found = event("Vesna Mral said she would, as soon as possible, visit Ardenia.")
    assert (found.by, found.target, found.status) == (("Vesna Mral",), ("Ardenia",), "scheduled")


def test_two_days_in_a_row_are_a_span() -> None:
    found = event("Vesna Mral will meet Ilan Toss on Thursday and Friday.")
    assert (found.from_, found.to) == ("2031-03-13", "2031-03-14")


def test_the_year_of_a_noun_is_not_the_day_of_the_verb() -> None:
    found = event("The first Ardenia-Vostra peace talks on the 2029 invasion ended on Tuesday.")
    assert (found.by, found.from_) == (("Ardenia", "Vostra"), "2031-03-11")


def test_a_plan_told_stage_by_stage_stands_on_the_word_of_whoever_outlined_it() -> None:
    found = events(
        "Vesna Mral said that the operation would have three stages. In stage one, the army will open the road. "
        "In stage two, Ardenian troops will supply Orlo with water."
    )
    assert {e.asserted_by for e in found} == {"Vesna Mral"}


@pytest.mark.parametrize(
    "sentence",
    [
        "If the truce holds, Ardenia will withdraw its troops from Vostra on Friday.",
        "Ardenia will withdraw its troops from Vostra on Friday if the truce holds.",
        "Ardenia said it would withdraw its troops from Vostra if the truce held.",
        "Unless Vostra disarms, Ardenia will attack it, Ilan Toss said.",
    ],
)
def test_what_hangs_on_a_condition_stands_on_no_agenda(sentence: str) -> None:
    assert event(sentence).status == "proposed"


def test_an_if_that_only_asks_is_no_condition() -> None:
    assert event("Asked if he was afraid, Ilan Toss said he would visit Vostra on Friday.").status == "scheduled"


@pytest.mark.parametrize(
    ("sentence", "status", "day"),
    [
        ("Talks between Ardenia and Vostra were put off until Friday.", "scheduled", "2031-03-14"),
        ("The meeting of Ilan Toss and Vesna Mral was moved from Thursday to Friday.", "scheduled", "2031-03-14"),
        ("The meeting of Ilan Toss and Vesna Mral planned for Friday was cancelled.", "cancelled", "2031-03-14"),
        ("Ardenia and Vostra failed to agree on a truce on Tuesday.", "denied", "2031-03-11"),
        ("Ilan Toss expects to meet Vesna Mral on Friday.", "scheduled", "2031-03-14"),
    ],
)
def test_what_is_put_off_called_off_or_failed_keeps_its_day(sentence: str, status: str, day: str) -> None:
    found = event(sentence)
    assert (found.status, found.from_) == (status, day)


def test_what_was_arranged_for_a_day_goes_from_the_phrase_with_it() -> None:
    found = event("The meeting of Ilan Toss and Vesna Mral planned for Friday was cancelled.")
    assert found.what == "The meeting of Ilan Toss and Vesna Mral cancelled"


def test_who_calls_talks_off_is_told_from_who_would_have_held_them() -> None:
    found = event("The talks between Ardenia and France were called off by Vostra.")
    assert (found.status, found.by, found.target) == ("cancelled", ("Vostra",), ("Ardenia", "France"))


def test_a_plan_that_is_called_off_is_an_event_whatever_it_was_of() -> None:
    found = event("Vostra cancelled the opening of the Selm border crossing to aid convoys on Thursday.")
    assert (found.status, found.by, found.from_) == ("cancelled", ("Vostra",), "2031-03-13")


def test_talks_that_were_not_held_are_none() -> None:
    assert all(found.status != "happened" for found in events("Talks between Ardenia and Vostra were not being held."))


def test_the_second_of_two_verbs_lies_ahead_with_the_first() -> None:
    found = events("Ardenia said it will attack Vostra and free the hostages.")
    assert {e.status for e in found} == {"scheduled"}


def test_a_clause_with_its_own_subject_takes_no_day_from_the_one_before() -> None:
    found = events("Ilan Toss said Orlo had suffered a raid on Monday and Ardenia had always accused Vostra of theft.")
    assert [e.when_text for e in found if e.kind == "accuse"] == [None]


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("Ilan Toss and Vesna Mral could meet on Friday, an aide said.", "Ilan Toss and Vesna Mral could meet"),
        ("Ilan Toss and Vesna Mral will meet on Friday.", "Ilan Toss and Vesna Mral will meet"),
        ("Ardenia could sign the pact with Vostra on Friday.", "Ardenia could sign the pact with Vostra"),
    ],
)
def test_what_could_be_done_on_a_weekday_lies_ahead(sentence: str, what: str) -> None:
    found = event(sentence)
    assert (found.what, found.from_) == (what, "2031-03-14")


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("Earlier this month, Ilan Toss proposed a truce to Vostra.", ("2031-03-01", "2031-03-12")),
        ("Ilan Toss proposed a truce to Vostra this month.", ("2031-03-01", "2031-03-12")),
        ("Ardenia barred Ilan Toss from running in the October presidential election.", ("2031-03-12", "2031-03-12")),
        ("When Ilan Toss and Vesna Mral visit Ardenia later this month, they will meet the mayor.",
         ("2031-03-12", "2031-03-31")),
        ("Ardenia offered a truce on Monday, said the Vostran army.", ("2031-03-10", "2031-03-10")),
    ],
)  # fmt: skip
def test_a_day_belongs_to_what_was_done_then(sentence: str, days: tuple[str, str]) -> None:
    found = event(sentence)
    assert (found.from_, found.to) == days


def test_in_which_has_the_day_of_what_it_tells_of_and_what_came_after_it_has_not() -> None:
    found = events(
        "Ardenia launched a campaign on Vostra after the attack on 7 October 2028, in which 120 people were killed."
    )
    days = {e.what.split()[0]: (e.from_, e.precision) for e in found}
    assert days == {"120": ("2028-10-07", "day"), "Ardenia": ("2031-03-12", "open")}


def test_a_time_that_opens_what_was_said_is_no_part_of_the_phrase() -> None:
    found = event("The Compact says that since 15 February, more than 57,000 people have been displaced in Vostra.")
    assert (found.from_, found.to, found.what.split()[0]) == ("2031-02-15", None, "more")


def test_the_day_of_what_is_suggested_is_not_that_of_its_approval() -> None:
    found = event("Vesna Mral approved Ardenia's suggestion to hold the fifth round of talks on Friday.")
    assert (found.from_, found.precision) == ("2031-03-12", "open")


def test_the_year_of_a_thing_is_not_that_of_what_is_done_to_it() -> None:
    assert event("Ardenia pulled out of the 2025 nuclear pact with Vostra.").precision == "open"
    assert event("Vesna Mral was ousted in a 2025 uprising.").precision == "year"


def test_what_was_rejected_ahead_of_a_day_was_not_rejected_on_it() -> None:
    found = events("Ahead of talks scheduled for this weekend, Ardenia rejected Vostra's demand.")
    assert [(e.from_, e.precision) for e in found if e.status == "rejected"] == [("2031-03-12", "open")]
