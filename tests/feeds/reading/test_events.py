"""Events: who did what to whom, when, what became of it and who says so, on made-up countries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.reading import read
from feeds.reading.actors import whos_who
from feeds.reading.knowledge import Knowledge, shipped_knowledge
from feeds.settings import ActorSettings
from feeds.story import Document, Event, named

WEDNESDAY = date(2031, 3, 12)


@cache
def knowledge() -> Knowledge:
    """The shipped knowledge with two countries and three people who do not exist."""
    made_up = (
        ActorSettings("Ardenia", type="country", demonyms=("Ardenian", "Ardenians"), capital="Kyrna"),
        ActorSettings("Vostra", type="country", demonyms=("Vostran", "Vostrans"), capital="Orlova"),
        ActorSettings("Ilan Toss", type="person", country="Ardenia", role="foreign minister", gender="m"),
        ActorSettings("Vesna Mral", type="person", country="Vostra", role="president", gender="f"),
    )
    return replace(shipped_knowledge(), whos_who=whos_who(made_up))


def events(text: str, published: date | None = WEDNESDAY, title: str | None = None) -> tuple[Event, ...]:
    # A sentence more of plain English: names alone do not tell a reader what language they stand in.
    plain = " The people of the city were calm and there was no panic."
    return read(Document(text + plain, title, published), knowledge()).events


def event(text: str, published: date | None = WEDNESDAY) -> Event:
    found = events(text, published)
    assert len(found) == 1, [(e.what, e.kind, e.status) for e in found]
    return found[0]


@pytest.mark.parametrize(
    ("sentence", "by", "target"),
    [
        ("Ardenia expelled two Vostran diplomats on Monday.", ("Ardenia",), ("Vostra",)),
        ("Two Vostran diplomats were expelled by Ardenia on Monday.", ("Ardenia",), ("Vostra",)),
        ("The expulsion of two Vostran diplomats by Ardenia took place on Monday.", ("Ardenia",), ("Vostra",)),
        ("Ardenian forces attacked Vostra on Monday.", ("Ardenia",), ("Vostra",)),
        ("Ilan Toss met Vesna Mral in Selm on Tuesday.", ("Ilan Toss",), ("Vesna Mral",)),
        ("Ilan Toss, who studied law in Selm, met Vesna Mral on Tuesday.", ("Ilan Toss",), ("Vesna Mral",)),
        ("Ilan Toss urged Vesna Mral to accept a ceasefire.", ("Ilan Toss",), ("Vesna Mral",)),
        ("Ardenia has accused Vostra of shelling a school.", ("Ardenia",), ("Vostra",)),
        ("Ardenia has since rejected the offer of Vostra.", ("Ardenia",), ("Vostra",)),
        ("Ardenia has closed its embassy in Vostra.", ("Ardenia",), ("Vostra",)),
        ("Ardenia withdrew from the Ottawa convention on Monday.", ("Ardenia",), ()),
        (
            "He talked of an ally of the court, Ilan Toss, who was born in Selm and has accused Vesna Mral of lying.",
            ("Ilan Toss",),
            ("Vesna Mral",),
        ),
        ("Ardenia lost 430 soldiers on Monday, Vostra's defence ministry said.", (), ("Ardenia",)),
        ("Ilan Toss held talks with the leaders of several states after speaking with Vesna Mral.", ("Ilan Toss",), ()),
        ("Ilan Toss hit back on Monday, saying it was untrue.", ("Ilan Toss",), ()),
        (
            "Vostran Secretary of State Vesna Mral on Tuesday welcomed Ardenia's decision.",
            ("Vesna Mral",),
            ("Ardenia",),
        ),
        ("Vostra's army, which on Monday warned Ardenia to leave, was silent.", ("Vostra",), ("Ardenia",)),
        (
            "Ilan Toss told the Compact that the administration offered Vostra a pact.",
            ("the administration",),
            ("Vostra",),
        ),
        ("Kyrna said on Monday that it had expelled two Vostran diplomats.", ("Ardenia",), ("Vostra",)),
        ("Talks between the Vostran-run council and Ardenia took place on Monday.", ("Ardenia",), ()),
        (
            "Ilan Toss spoke of the pact after Vesna Mral rejected his offer to send Ardenian troops.",
            ("Vesna Mral",),
            ("Ilan Toss",),
        ),
        ("Ilan Toss met his counterpart at a White House meeting in Selm on Monday.", ("Ilan Toss",), ()),
        ("Ardenian agencies, however, have refused to take part in it.", ("Ardenia",), ()),
        ("Ardenia broke a temporary ceasefire with Vostra in March.", ("Ardenia",), ("Vostra",)),
        ("Ilan Toss held telephone conversations with Vesna Mral.", ("Ilan Toss",), ("Vesna Mral",)),
    ],
)
def test_who_does_it_to_whom(sentence: str, by: tuple[str, ...], target: tuple[str, ...]) -> None:
    found = event(sentence)
    assert (found.by, found.target) == (by, target)


@pytest.mark.parametrize(
    ("sentence", "by", "target"),
    [
        ("A federal judge ordered Ilan Toss to leave the city.", ("a federal judge",), ("Ilan Toss",)),
        ("Police arrested three men in Orlo on Monday.", ("police",), ("three men",)),
        ("On Monday gunmen killed two migrants near Orlo.", ("gunmen",), ("two migrants",)),
        ("Two opposition parties rejected the budget on Monday.", ("two opposition parties",), ()),
        (
            "The country's highest court barred Ilan Toss.",
            ("the country's highest court",),
            ("Ilan Toss",),
        ),
        ("Ilan Toss urged world powers to send aid.", ("Ilan Toss",), ("world powers",)),
        ("An armed man first attacked Ilan Toss on Monday.", ("an armed man",), ("Ilan Toss",)),
        ("The Selm-based movement blamed Ardenia for the raid.", ("the Selm-based movement",), ("Ardenia",)),
        (
            "A few dozen Vostran activists blocked the road of Ardenia.",
            ("a few dozen Vostran activists",),
            ("Ardenia",),
        ),
        ("A Vostran refugee attacked Ilan Toss on Monday.", ("a Vostran refugee",), ("Ilan Toss",)),
        ("Vesna Mral shot at least two migrants on Monday.", ("Vesna Mral",), ("at least two migrants",)),
        ("At least two migrants were killed in Vostra on Monday.", (), ("at least two migrants",)),
        ("Ilan Toss ordered his government to act on the claims of Vostra.", ("Ilan Toss",), ("his government",)),
        ("Vesna Mral shot at a pro-Ardenian protester on Monday.", ("Vesna Mral",), ("a pro-Ardenian protester",)),
        ("Ilan Toss urged world leaders to act to end Vostra's siege of Orlo.", ("Ilan Toss",), ("world leaders",)),
        ("Ilan Toss accused the government of copying a law of Vostra.", ("Ilan Toss",), ("the government",)),
        ("Two migrants were shot by gunmen on Monday.", ("gunmen",), ("two migrants",)),
        ("Ardenia attacked a bus carrying school children on Monday.", ("Ardenia",), ()),
        ("Her arrest on Monday angered Ardenia, and his lawyer rejected the charge.", ("Ardenia",), ()),
        ("Members of a party rejected the budget of Vostra.", (), ("Vostra",)),
    ],
)
def test_who_is_described_acts_and_suffers_as_the_text_gives_it(
    sentence: str, by: tuple[str, ...], target: tuple[str, ...]
) -> None:
    assert all((found.by, found.target) == (by, target) for found in events(sentence))
    assert all(found.actors == named((*by, *target)) for found in events(sentence))


@pytest.mark.parametrize(
    ("sentence", "kind", "status"),
    [
        ("Ardenia expelled two Vostran diplomats.", "expel", "happened"),
        ("Ilan Toss will visit Vostra on Friday.", "consult", "scheduled"),
        ("Ilan Toss is set to travel to Vostra on Friday.", "consult", "scheduled"),
        ("Ilan Toss has no plans to travel to Vostra.", "consult", "denied"),
        ("Vostra strongly denied the accusations.", "reject", "rejected"),
        ("There are no plans for Ilan Toss to meet Vesna Mral.", "consult", "denied"),
        ("Ardenian unions said 430 drivers would strike on routes in Selm on Friday.", "protest", "scheduled"),
        ("Ilan Toss did not meet Vesna Mral.", "consult", "denied"),
        ("Ilan Toss refused to meet Vesna Mral.", "reject", "rejected"),
        ("Ardenia rejected a ceasefire proposed by Vostra.", "reject", "rejected"),
        ("Ilan Toss urged Vesna Mral to accept a ceasefire.", "demand", "demanded"),
        ("Ardenia proposed a ceasefire of 30 days to Vostra.", "propose", "proposed"),
        ("Ardenia and Vostra agreed to a ceasefire on Monday.", "agree", "agreed"),
        ("Ardenian forces are shelling Vostra.", "assault", "ongoing"),
        ("Ardenian forces failed to destroy a bridge in Vostra.", "assault", "denied"),
        ("Ilan Toss hopes to meet Vesna Mral on Friday.", "consult", "proposed"),
        ("Ardenia called off talks with Vostra.", "consult", "cancelled"),
        ("The talks between Ardenia and Vostra were cancelled.", "consult", "cancelled"),
        ("The talks between Ardenia and Vostra were postponed to Friday.", "consult", "scheduled"),
        ("Vostra summoned the Ardenian ambassador on Monday.", "expel", "happened"),
    ],
)
def test_kind_and_status(sentence: str, kind: str, status: str) -> None:
    found = event(sentence)
    assert (found.kind, found.status) == (kind, status)


@pytest.mark.parametrize(
    "sentence",
    [
        "If Ardenia attacks Vostra, the pact is void.",
        "Unless Ardenia releases the prisoners, nothing will change.",
        "The mood in the capital was tense and nobody knew why.",
        "Many see the pact as a mistake.",
        "It could have been worse for both sides.",
    ],
)
def test_what_is_only_supposed_or_thought_is_no_event(sentence: str) -> None:
    assert events(sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "claimant"),
    [
        ("Ardenian forces shelled a hospital in Orlo.", None),
        ("Ardenian forces shelled a hospital in Orlo, Vesna Mral said.", "Vesna Mral"),
        ("Vesna Mral said that Ardenian forces had shelled a hospital.", "Vesna Mral"),
        ("Vesna Mral said Ardenian forces had shelled a hospital.", "Vesna Mral"),
        ("According to Vesna Mral, Ardenian forces shelled a hospital.", "Vesna Mral"),
        ("Ardenian forces shelled a hospital, according to Vesna Mral.", "Vesna Mral"),
        ("Ardenian forces shelled a hospital, a senior official said on Tuesday.", "a senior official"),
        ("Vesna Mral reported capturing 430 Ardenian soldiers at Orlo.", "Vesna Mral"),
        ("Vesna Mral urged Ardenia to release the prisoners.", None),
        ("Vostra's president, Vesna Mral, said on Saturday that her troops had captured 430 soldiers.", "Vesna Mral"),
        ("ORLO (Wire) - Ardenian forces hit a convoy on Monday, Vostra's president, Vesna Mral, said.", "Vesna Mral"),
        ("Vesna Mral told reporters in Selm on Monday that Ardenian forces had hit a convoy.", "Vesna Mral"),
        ("Ardenian forces, Vesna Mral said, hit a convoy near Orlo.", "Vesna Mral"),
        ("Vesna Mral claimed Ardenian troops destroyed a bridge.", "Vesna Mral"),
        ("An aid group says Ardenian forces killed three drivers.", "An aid group"),
        ("Officials in the valley said that Ardenian forces had killed three drivers.", "Officials in the valley"),
        ("Vostra's claim that Ardenian forces attacked a convoy was met with doubt.", "Vostra"),
    ],
)
def test_a_claim_has_its_claimant_and_the_outlets_own_account_none(sentence: str, claimant: str | None) -> None:
    found = events(sentence)
    assert found
    assert {e.asserted_by for e in found} == {claimant}


def test_a_headline_leaves_out_the_verb_to_be_and_says_to_for_will() -> None:
    (expelled,) = events("It was a long day.", title="Two Vostran diplomats ordered out of Kyrna")
    assert (expelled.kind, expelled.target) == ("expel", ("Vostra",))
    (ahead,) = events("It was a long day.", title="Ilan Toss to visit Vostra on Thursday")
    assert (ahead.status, ahead.from_) == ("scheduled", "2031-03-13")


def test_persona_non_grata_is_an_expulsion_whatever_stands_between() -> None:
    found = event("Ardenia on Sunday declared two Vostran diplomats persona non grata.")
    assert (found.kind, found.by, found.target) == ("expel", ("Ardenia",), ("Vostra",))


def test_what_is_extended_happened_and_runs_to_its_day() -> None:
    found = event("Ardenia has extended its sanctions on Vostra until June.")
    assert (found.status, found.from_, found.to) == ("happened", None, "2031-06-30")


def test_a_headline_in_other_words_is_the_event_of_the_body() -> None:
    found = events(
        "The foreign minister, Ilan Toss, is set to travel to Orlova on Thursday for truce talks, his office said.",
        title="Toss to visit Orlova for truce talks",
    )
    assert [(e.status, e.from_, e.asserted_by) for e in found] == [("scheduled", "2031-03-13", "his office")]


def test_hearsay_is_never_shown_as_a_fact() -> None:
    assert event("Ardenian forces reportedly shelled a hospital in Vostra.").asserted_by == "unnamed source"


def test_a_denial_is_a_denied_event_with_its_denier() -> None:
    found = event("Vesna Mral denied that Vostran forces had shelled a hospital.")
    assert (found.status, found.asserted_by) == ("denied", "Vesna Mral")


def test_a_title_that_drops_the_claimant_makes_no_fact_of_a_claim() -> None:
    found = events(
        "Ardenian forces shelled a hospital in Vostra on Tuesday, Vesna Mral said.",
        title="Ardenian forces shelled hospital in Vostra",
    )
    assert [e.asserted_by for e in found] == ["Vesna Mral"]


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


def test_he_is_nobody_named_before_where_somebody_else_is_told_of() -> None:
    text = "Ilan Toss spoke in Selm on Monday. Its owner had filmed the raid before he was killed."
    assert not any("Ilan Toss" in found.target for found in events(text))


def test_what_stands_between_quotation_marks_is_nobodys_fact() -> None:
    text = "“Ardenian forces stormed a camp near Orlo and killed six migrants of Vostra there on Monday,” it went on."
    found = events(text)
    assert len(found) > 0
    assert all(one.asserted_by is not None for one in found)


def test_who_warns_in_a_clause_of_its_own_claims_nothing_before_it() -> None:
    found = event("Ardenia agreed on Sunday to let food into Vostra, where experts have warned of a famine.")
    assert found.asserted_by is None


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
    "text",
    [
        "Vostra said over 500,000 people have been displaced in Ardenia since March.",
        "Vostra said about 40 people were killed in Ardenia on Monday.",
        "Vostra said between 40 and 50 people were killed in Ardenia on Monday.",
        "Vostra said at least 40 people were killed in Ardenia on Monday.",
        "The company said in a news release that Ilan Toss was arrested in Vostra.",
    ],
)
def test_an_amount_behind_the_verb_of_speech_is_part_of_the_claim(text: str) -> None:
    assert all(found.asserted_by in ("Vostra", "The company") for found in events(text))
    assert all("said" not in found.what for found in events(text))
    assert all(found.asserted_by for found in events("Officials said under fire troops withdrew from Ardenia."))


@pytest.mark.parametrize("verb", ["specified", "noted", "stressed", "said", "pointed out"])
def test_whatever_verb_closes_what_was_said_it_is_a_claim(verb: str) -> None:
    found = event(f"The Ardenian army lost more than 210 soldiers over the past day, the Vostran army {verb}.")
    assert (found.asserted_by, found.target) == ("the Vostran army", ("Ardenia",))


def test_he_in_somebodys_own_words_is_somebody_else() -> None:
    text = "“It is clear that he cannot appoint a new head of the Selm bank for himself on Monday,” Ilan Toss wrote."
    assert not any("Ilan Toss" in found.by for found in events(text))


def test_whose_troops_an_accusation_speaks_of_is_not_guessed() -> None:
    found = events("Vostra accused Ardenia of shelling a school, saying its troops killed 12 children.")
    assert not [one for one in found if one.kind == "assault" and one.by]
    (told,) = events("Ardenian forces shelled Orlo on Monday, as Vostra's army claims.")
    assert told.asserted_by == "Vostra's army"


def test_a_doubt_about_what_is_shown_is_none_of_who_shows_it() -> None:
    found = events("Ilan Toss confronted Vesna Mral with a video allegedly showing Ardenian troops.")
    assert [one.asserted_by for one in found if one.kind == "accuse"] == [None]


def test_a_country_before_a_colon_is_where_its_own_are_told_of() -> None:
    plain = "The people of the city were calm and there was no panic at all on that day."

    def claimants(title: str) -> list[str | None]:
        return [found.asserted_by for found in events(plain, title=title)]

    assert claimants("Ardenia: Report slams Vostra over war crimes") == [None]
    assert claimants("Vostra: Ardenian drones hit a depot") == ["Vostra"]


def test_the_headlines_of_a_page_in_one_line_tell_nothing() -> None:
    assert not events("UN Urges Vostra to Act as Envoys Meet in Selm Farmers Condemn Ardenian Tolls on Milk.")
    glued = (
        "Ardenia expels two Vostran envoys from Kyrna At the trial of the robbers, the last words of the driver "
        "How a town on the coast lives with the war next door In Selm, the price of bread is the talk of the day "
        "and nobody knows what the winter will bring to the old market with its many small and crowded shops."
    )
    assert not events(glued)


def test_what_is_told_of_the_subject_by_the_way_does_not_act() -> None:
    text = "The war, which began with an attack by Vostra in May, has since killed 40 people of Ardenia."
    assert not any("Vostra" in found.by for found in events(text))


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


def test_what_is_cut_from_the_text() -> None:
    sentence = "Ardenia expelled two Vostran diplomats on Monday, prompting protests."
    assert event(sentence).what in sentence


def test_evidence_is_the_sentence_it_stands_in() -> None:
    text = "It rained. Ardenia expelled two Vostran diplomats on Monday. It rained again."
    found = event(text)
    assert text[found.start : found.end] == found.evidence == "Ardenia expelled two Vostran diplomats on Monday."


WORDS = (
    "Ardenia Vostra attacked attacks will meet said that Vesna Mral on Monday , . and according to expelled by the of "
    "was who if talks with denied “ ” not have been scheduled for visit"
).split()


def test_a_day_told_by_the_way_is_not_the_day_of_the_main_clause() -> None:
    found = events("Vesna Mral, who arrived in Selm on Monday, leaves for Kyrna on Wednesday.")
    days = {e.what: (e.status, e.from_) for e in found}
    assert days["Vesna Mral leaves for Kyrna"] == ("scheduled", "2031-03-12")
    assert all(day == "2031-03-10" for what, (_, day) in days.items() if "who arrived" in what)


def test_what_had_been_set_for_a_day_lies_behind() -> None:
    found = events("Vesna Mral arrived in Kyrna on Monday. The trip had been set for Tuesday.")
    assert all(e.from_ is not None and e.from_ <= "2031-03-12" for e in found)


def test_to_be_asked_whether_something_is_so_is_no_demand() -> None:
    assert events("Ilan Toss, asked whether a deal was near, shrugged.") == ()


def test_a_trip_its_office_rules_out_is_denied_and_so_are_the_reports_of_it() -> None:
    found = events("Vesna Mral will not travel to Kyrna, her office said, dismissing reports of a visit on Thursday.")
    assert found
    assert {(e.status, e.asserted_by) for e in found} == {("denied", "her office")}


def test_a_town_somebody_says_is_taken_is_a_claim() -> None:
    found = event("A spokesman for Vesna Mral said on Friday that Vostran forces had taken the town of Orlo.")
    assert (found.kind, found.by) == ("seize", ("Vostra",))
    assert found.asserted_by == "A spokesman for Vesna Mral"


def test_shelter_taken_in_a_town_is_no_conquest() -> None:
    assert all(e.kind != "seize" for e in events("Ardenian families took shelter in the town of Orlo on Monday."))


def test_an_accusation_points_at_the_accused_and_calling_it_a_lie_rejects_it() -> None:
    accused, denied = events("Vostra accused Ardenia of shelling a hospital. Ardenia called the accusation a lie.")
    assert (accused.kind, accused.by, accused.target) == ("accuse", ("Vostra",), ("Ardenia",))
    assert (denied.status, denied.by) == ("rejected", ("Ardenia",))


@pytest.mark.parametrize(
    ("sentence", "claimant"),
    [
        (
            "Vostran troops attacked a convoy, the Ardenian navy told Radio Selm, adding that its crews were safe.",
            "Ardenian navy",
        ),
        ("Seven soldiers were killed in Selm, per Ardenia's defence ministry.", "Ardenia's defence ministry"),
    ],
)
def test_who_says_so_behind_the_comma_is_the_claimant_whatever_follows(sentence: str, claimant: str) -> None:
    assert {(e.asserted_by or "").removeprefix("the ") for e in events(sentence)} == {claimant}


def test_what_is_so_only_if_somebody_is_to_be_believed_is_no_fact() -> None:
    assert event("Vostra attacked two tankers, if Ardenia is to be believed.").asserted_by is not None


@pytest.mark.parametrize(
    ("text", "by", "claimant"),
    [
        ("Ardenia expelled two Vostran diplomats.", ("Ardenia",), None),
        ("Vostra bombed Drev, Ilan Toss claimed.", ("Vostra",), "Ilan Toss"),
    ],
)
def test_a_text_of_one_sentence_is_read_in_full(text: str, by: tuple[str, ...], claimant: str | None) -> None:
    (found,) = read(Document(text, None, WEDNESDAY), knowledge()).events
    assert (found.by, found.asserted_by) == (by, claimant)


def test_what_stands_behind_a_name_and_a_colon_is_that_persons_word() -> None:
    assert event("Ilan Toss: Vostra attacked our ships.").asserted_by == "Ilan Toss"


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join) | st.text(max_size=150))
def test_no_text_raises_and_every_event_points_at_its_sentence(text: str) -> None:
    found = read(Document(text, None, WEDNESDAY), knowledge())
    for item in found.events:
        assert item.paragraph is not None
        assert found.paragraphs[item.paragraph].text[item.start : item.end] == item.evidence
        assert item.what


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        (
            "Military chiefs of 30 nations are to meet in Selm on Monday to settle the outline of a force for Vostra.",
            "Military chiefs of 30 nations to meet in Selm",
        ),
        (
            "Ardenia has expelled two Vostran diplomats after a week of threats.",
            "Ardenia expelled two Vostran diplomats",
        ),
        ("Ilan Toss called on Vostra to withdraw its troops.", "Ilan Toss called on Vostra to withdraw its troops"),
        (
            "Vostra declared two Ardenian diplomats persona non grata and ordered them to leave, Selm said.",
            "Vostra declared two Ardenian diplomats persona non grata",
        ),
        ("Late on Friday, Ardenian forces shelled Orlo, Ulm and Kyrna.", "Ardenian forces shelled Orlo, Ulm and Kyrna"),
        (
            "Galland will deliver twelve launchers to Ardenia by Friday.",
            "Galland will deliver twelve launchers to Ardenia by Friday",
        ),
        ("Ardenia did not attack Vostra, the army said.", "Ardenia did not attack Vostra"),
        (
            "Ardenia has confirmed a deal with an Anglo-American shipyard, Orlo Marine, to build two frigates.",
            "Ardenia confirmed a deal with an Anglo-American shipyard, Orlo Marine",
        ),
    ],
)
def test_a_phrase_is_what_a_log_would_hold(sentence: str, what: str) -> None:
    assert events(sentence)[0].what == what


def test_a_pronoun_gives_way_to_the_person_it_stands_for() -> None:
    found = events("Vesna Mral arrived in Kyrna on Monday. She will meet Ilan Toss on Friday.")
    assert "Vesna Mral will meet Ilan Toss" in [e.what for e in found]


def test_what_nobody_is_known_to_have_done_is_left_out() -> None:
    assert not events("The school said it would hold a meeting on Monday.")
    assert not events("Neither Ardenia nor Vostra has confirmed the meeting.")


def test_a_denial_in_passing_leaves_the_act_as_told() -> None:
    found = event("Ardenia accused Vostra of shelling a convoy, which Vostra denies.")
    assert (found.kind, found.status, found.asserted_by) == ("accuse", "happened", None)


def test_who_says_so_is_no_part_of_who_suffers() -> None:
    found = event("Vostra's Interior Ministry on Wednesday said Ilan Toss, an aide to Vesna Mral, was killed in Selm.")
    assert found.target == ("Ilan Toss",)
    assert found.asserted_by is not None


def test_another_verb_keeps_the_subject_of_the_one_before() -> None:
    found = events("Vesna Mral summoned the envoy of Vostra, but rejected calls to close the embassy.")
    assert [e.by for e in found] == [("Vesna Mral",), ("Vesna Mral",)]


def test_what_goes_on_as_it_is_told_goes_on_that_day() -> None:
    found = event("Ardenia is deploying troops to the border with Vostra.")
    assert (found.status, found.from_, found.to, found.precision) == ("ongoing", "2031-03-12", "2031-03-12", "day")


def test_a_plea_of_not_guilty_asks_for_nothing() -> None:
    assert not events("Ilan Toss pleaded not guilty to spying for Vostra.")


def test_what_only_carries_an_actors_name_does_not_act_for_it() -> None:
    found = event("Ardenia's allies imposed sanctions on Vostra on Monday.")
    assert (found.by, found.target, found.actors) == (("Ardenia's allies",), ("Vostra",), ("Vostra",))


def test_brackets_and_dashes_are_no_part_of_a_phrase() -> None:
    found = events("Ilan Toss (right) expelled two Vostran diplomats on Monday.")
    assert [e.what for e in found] == ["Ilan Toss expelled two Vostran diplomats"]


def test_what_somebody_only_hopes_is_not_scheduled() -> None:
    assert event("Vesna Mral hoped Ardenia would lift its sanctions on Vostra.").status == "proposed"
    assert not events("Ilan Toss doubts that talks with Vostra will be held on Friday.")


@pytest.mark.parametrize(
    "title", ["Ilan Toss fails to convince Vostra to accept truce", "Ardenia backs bill to quit pact"]
)
def test_an_infinitive_behind_another_verb_is_no_plan_of_a_headline(title: str) -> None:
    found = events("It was so for them all.", title=title)
    assert not [e for e in found if e.status == "scheduled"]


@pytest.mark.parametrize(
    "sentence",
    [
        "They threaten sanctions on Ardenia.",
        "Mral grew up in Selm, from where his grandparents evacuated to Ardenia before the war.",
        "Of all the allies he met in Selm, none spoke to Vostra.",
        "After months of raids, Ardenia got them to stop firing at Vostra.",
        "Ilan Toss concluded.",
        "The number of Ardenian officers executed is unchanged.",
        "The main conclusion of today's visit is that we have crossed the line, Vesna Mral said.",
    ],
)
def test_a_fragment_nobody_can_read_alone_is_left_out(sentence: str) -> None:
    assert not events(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Will Ardenia reject a ceasefire with Vostra on Friday?",
        "Ardenia always seeks to balance its ties with Vostra.",
        "Some 61% of Ardenians want to end the war with Vostra.",
        "Ardenia is seeking to reposition itself as a key player in Vostra.",
        "The court ruled in favour of Ilan Toss on Monday.",
        "Ilan Toss and his team adopted a bootstrap mentality to help those they can.",
        "Talks with Vostra would lead nowhere.",
        "Any Ardenian attack on Vostra would be a mistake.",
    ],
)
def test_questions_habits_polls_and_suppositions_are_no_events(sentence: str) -> None:
    assert not events(sentence)


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("Her partner, Ilan Toss, was killed by Vostran gunmen.", "Ilan Toss killed by Vostran gunmen"),
        ("At least 53,475 people were killed in Ardenia.", "At least 53,475 people killed in Ardenia"),
        (
            "As the talks failed, Ardenia was prompted to announce new sanctions on Vostra.",
            "Ardenia prompted to announce new sanctions on Vostra",
        ),
        (
            "Vostra's Chief of General Staff Ilan Toss reported capturing 430 Ardenian soldiers.",
            "Ilan Toss reported capturing 430 Ardenian soldiers",
        ),
        (
            "Ilan Toss left the hall early, demanding that Vostra hand over the town.",
            "Ilan Toss demanding that Vostra hand over the town",
        ),
        (
            "A statement, which was endorsed by Vesna Mral, Galland and Vostran minister Ilan Toss, condemned Ardenia.",
            "A statement condemned Ardenia",
        ),
        (
            "The fifth round of talks between Ardenia and Vostra on the settlement of the old and costly border row "
            "will be held in Selm on Friday.",
            "The fifth round of talks between Ardenia and Vostra will be held in Selm",
        ),
    ],
)
def test_a_phrase_has_its_subject_and_is_cut_where_a_thought_ends(sentence: str, what: str) -> None:
    assert what in [found.what for found in events(sentence)]


def test_text_glued_to_a_quotation_is_no_part_of_an_event() -> None:
    glued = "In Selm: 'I expect to never wake up again' Since early Wednesday, more than 45 people have been killed."
    assert all("wake up" not in found.what for found in events(glued))


@pytest.mark.parametrize(
    ("sentence", "by"),
    [
        ("Galland rejected a ceasefire with Ardenia on Wednesday.", ("Galland",)),
        ("Galland rejected a ceasefire last week.", ("Galland",)),
        ("Galland rejected a ceasefire that mediators had proposed, and the truce talks ended.", ("Galland",)),
        ("Galland expelled two envoys on Monday.", ("Galland",)),
    ],
)
def test_a_capitalised_subject_no_list_knows_acts_under_its_own_name(sentence: str, by: tuple[str, ...]) -> None:
    assert event(sentence).by == by


def test_a_plain_word_that_opens_a_sentence_is_no_name() -> None:
    assert all(
        not named(found.by) for found in events("Rebels rejected a ceasefire on Monday. Friday saw troops withdraw.")
    )


def test_a_decision_says_nothing_so_nobody_is_its_claimant() -> None:
    text = "This decision by the council marks the third time the court said Vostran troops had shelled a school."
    assert all(not (found.asserted_by or "").startswith("This") for found in events(text))


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("The Vostran army attacked Kyrna on Monday. The army also shelled Selm.", ("Vostra",)),
        ("The Vostran army attacked Kyrna. Ardenian forces shot back. The army also shelled Selm.", ("the army",)),
        ("Vesna Mral said that her country would lift its sanctions on Ardenia.", ("Vostra",)),
        ("The Vostran president said that her country would lift its sanctions on Ardenia.", ("Vostra",)),
        ("European Union envoy Ilan Toss said the bloc imposed sanctions on Vostra.", ("European Union",)),
        ("The European Union met the African Union. The bloc imposed sanctions on Vostra.", ("the bloc",)),
    ],
)
def test_the_army_and_the_bloc_are_the_only_ones_named_so_far_or_a_description(text: str, by: tuple[str, ...]) -> None:
    assert events(text)[-1].by == by


def test_his_country_goes_by_its_name() -> None:
    found = event("Vesna Mral said that her country would lift its sanctions on Ardenia.")
    assert found.what == "Vostra would lift its sanctions on Ardenia"


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


@pytest.mark.parametrize("claimant", ["days after the vote", "are unfounded", "5", "in Selm"])
def test_words_that_name_nobody_are_an_unnamed_source(claimant: str) -> None:
    found = event(f"Ardenian forces shelled a hospital, according to {claimant}.")
    assert found.asserted_by == "unnamed source"


@pytest.mark.parametrize(
    ("sentence", "by", "target"),
    [
        ("Vostra came under attack from Ardenian forces on Tuesday.", ("Ardenia",), ("Vostra",)),
        ("Vostra came under fire from Ardenia on Tuesday.", ("Ardenia",), ("Vostra",)),
        ("Sanctions were imposed on Vostra by Ardenia on Tuesday.", ("Ardenia",), ("Vostra",)),
        ("Drones launched by Ardenia struck a depot in Vostra on Tuesday.", ("Ardenia",), ("Vostra",)),
        ("The attack, carried out by Ardenia, killed three people in Vostra.", ("Ardenia",), ("Vostra",)),
        ("An attack on Vostra by Ardenian drones killed three people on Tuesday.", ("Ardenia",), ("Vostra",)),
        ("Ardenia's attack on Vostra killed three people on Tuesday.", ("Ardenia",), ("Vostra",)),
        ("The attacks of the Ardenian army on Vostra continued on Tuesday.", ("Ardenia",), ("Vostra",)),
        ("An Ardenian drone hit a school in Vostra on Tuesday.", ("Ardenia",), ("Vostra",)),
        ("A Vostran ship was hit by an Ardenian drone on Tuesday.", ("Ardenia",), ("Vostra",)),
        ("France condemned the attack on Vostra by Ardenia.", ("France",), ("Ardenia",)),
        (
            "Ardenia accused the neighbouring country of supplying Vostra with shells.",
            ("Ardenia",),
            ("the neighbouring country",),
        ),
        ("Ardenia's refusal to talk was criticised by Vostra on Tuesday.", ("Vostra",), ("Ardenia",)),
        ("Ardenia is in talks with Vostra about a border force.", ("Ardenia",), ("Vostra",)),
        ("Anti-Vostran protests broke out in Selm on Tuesday.", (), ("Vostra",)),
        ("Ardenian Secretary of State Ilan Toss refused to meet Vesna Mral.", ("Ilan Toss",), ("Vesna Mral",)),
        ("France sanctioned Ardenia's former shipping minister Ilan Toss on Tuesday.", ("France",), ("Ilan Toss",)),
        ("Vostran rebels were pushed out of Orlo by Ardenian forces on Tuesday.", ("Ardenia",), ("Vostran rebels",)),
        ("Ardenia sent its army to Vostra, France's ally, on Tuesday.", ("Ardenia",), ("Vostra",)),
    ],
)
def test_whoever_suffers_is_told_from_whoever_acts(sentence: str, by: tuple[str, ...], target: tuple[str, ...]) -> None:
    found = event(sentence)
    assert (found.by, found.target) == (by, target)


def test_critics_under_whose_fire_somebody_comes_shoot_at_nobody() -> None:
    found = event("Ilan Toss came under fire from Vostra over the deal on Tuesday.")
    assert (found.kind, found.by, found.target) == ("accuse", ("Vostra",), ("Ilan Toss",))


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


@pytest.mark.parametrize(
    "sentence",
    [
        "Had Ardenia attacked Vostra, the pact would have been void.",
        "Ardenia nearly attacked Vostra on Tuesday.",
        "Ardenia considered expelling Vostran diplomats on Tuesday.",
        "Ardenia received 14 jets from Vostra on Tuesday.",
        "Ardenia met resistance from Vostra on Tuesday.",
    ],
)
def test_what_was_only_near_or_considered_is_no_event(sentence: str) -> None:
    assert events(sentence) == ()


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


def test_a_pronoun_is_the_one_person_its_sentence_names_before_it() -> None:
    found = events("Vesna Mral spoke in Orlova. Petar Lund was on his way to work when he was attacked by rebels.")
    assert [e.target for e in found if e.kind == "assault"] == [("Petar Lund",)]


def test_a_pronoun_behind_two_people_is_nobodys() -> None:
    found = events("Ilan Toss told Petar Lund in Selm that he had attacked a convoy in Vostra.")
    assert all(not e.by or e.by == ("Ilan Toss",) for e in found)


def test_a_person_is_not_it() -> None:
    found = events("Vesna Mral said the talks would be held but it would attack Ardenia.")
    assert all(e.by != ("Vesna Mral",) for e in found)


def test_words_known_as_something_are_nobodys_claim() -> None:
    found = event("Vostra announced sanctions on Ilan Toss, a former admiral known as the father of the fleet.")
    assert found.asserted_by is None


def test_a_plan_told_stage_by_stage_stands_on_the_word_of_whoever_outlined_it() -> None:
    found = events(
        "Vesna Mral said that the operation would have three stages. In stage one, the army will open the road. "
        "In stage two, Ardenian troops will supply Orlo with water."
    )
    assert {e.asserted_by for e in found} == {"Vesna Mral"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Ilan Toss rejected claims that Ardenian troops had attacked Vostra.",
        "Ilan Toss dismissed reports that Ardenian troops had attacked Vostra.",
        "The claim that Ardenia attacked Vostra is false, Ilan Toss said.",
    ],
)
def test_who_rejects_a_claim_does_not_make_it(sentence: str) -> None:
    told = [(found.status, found.asserted_by) for found in events(sentence) if found.kind == "assault"]
    assert told == [("denied", "Ilan Toss")]


def test_what_is_believed_is_a_claim_of_nobody_named() -> None:
    assert event("It is believed that Ardenia shelled Vostra on Tuesday.").asserted_by == "unnamed source"


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


def test_another_party_behind_and_is_not_whom_the_first_verb_strikes() -> None:
    found = events("An attack killed 12 people in Orlo on Tuesday, and Vostra blamed Ardenia.")
    assert [(e.by, e.target) for e in found] == [((), ("12 people",)), (("Vostra",), ("Ardenia",))]


def test_what_talks_are_about_is_not_what_is_moved() -> None:
    found = event("Ceasefire talks between Ardenia and Vostra in Selm were moved to Friday, officials said.")
    assert (found.kind, found.status, found.by, found.target) == ("consult", "scheduled", ("Ardenia",), ("Vostra",))


def test_who_calls_talks_off_is_told_from_who_would_have_held_them() -> None:
    found = event("The talks between Ardenia and France were called off by Vostra.")
    assert (found.status, found.by, found.target) == ("cancelled", ("Vostra",), ("Ardenia", "France"))


def test_a_plan_that_is_called_off_is_an_event_whatever_it_was_of() -> None:
    found = event("Vostra cancelled the opening of the Selm border crossing to aid convoys on Thursday.")
    assert (found.status, found.by, found.from_) == ("cancelled", ("Vostra",), "2031-03-13")


def test_talks_that_were_not_held_are_none() -> None:
    assert all(found.status != "happened" for found in events("Talks between Ardenia and Vostra were not being held."))


def test_a_bracket_in_an_aside_does_not_cut_the_subject_off() -> None:
    found = event("The Orlo Authority (OA), which runs parts of the valley, has accused Ardenia of theft.")
    assert found.what.startswith("Orlo Authority accused Ardenia")
    found = event("Petar Lund, who was an adviser to Vesna Mral (2024-2027), was shot dead near Orlo on Monday.")
    assert (found.what, found.target, found.from_) == ("Petar Lund shot dead near Orlo", ("Petar Lund",), "2031-03-10")


def test_whoever_a_thing_belongs_to_is_not_what_a_clause_tells_of_it() -> None:
    found = event("It comes before elections for the upper house of Vostra, which are scheduled for July.")
    assert (found.what, found.target) == ("elections for the upper house of Vostra scheduled", ())


def test_nothing_acts_on_itself() -> None:
    title = "Ardenia and Vostra agree on talks with Vostra"
    told = events("Ardenia and Vostra agreed on Monday on talks with Vostra in Selm.", title=title)
    assert all(not set(e.by) & set(e.target) for e in told)


def test_what_it_was_announced_is_told_by_itself() -> None:
    assert all(e.kind != "announce" for e in events("It was announced on Monday that Ardenia would leave Orlo."))


@pytest.mark.parametrize(
    ("sentence", "by", "target"),
    [
        ("Ardenia summoned the envoy on Monday - with Vesna Mral calling it unjust.", ("Ardenia",), ("the envoy",)),
        ("The Ardenian government said it is in talks with Vostra.", ("Ardenia",), ("Vostra",)),
        ("The Ardenian military said it had struck a depot in Vostra.", ("Ardenia",), ("Vostra",)),
    ],
)
def test_who_speaks_of_itself_acts(sentence: str, by: tuple[str, ...], target: tuple[str, ...]) -> None:
    found = event(sentence)
    assert (found.by, found.target) == (by, target)


def test_somebody_s_adviser_is_not_that_somebody() -> None:
    found = event("Ardenian forces shelled a hospital in Orlo, Vesna Mral's foreign policy adviser told reporters.")
    assert found.asserted_by == "Vesna Mral's foreign policy adviser"


def test_the_second_of_two_verbs_lies_ahead_with_the_first() -> None:
    found = events("Ardenia said it will attack Vostra and free the hostages.")
    assert {e.status for e in found} == {"scheduled"}


def test_a_clause_with_its_own_subject_takes_no_day_from_the_one_before() -> None:
    found = events("Ilan Toss said Orlo had suffered a raid on Monday and Ardenia had always accused Vostra of theft.")
    assert [e.when_text for e in found if e.kind == "accuse"] == [None]


DEEDS = (
    ("Ardenia sanctioned Vostra's shipping minister Orvo Lunt on Monday.",
     "sanction", "happened", ("Ardenia",), ("Orvo Lunt",), "2031-03-10", None),
    ("Ilan Toss met Vostran Deputy Foreign Minister for Legal Affairs Orvo Lunt in Selm on Monday.",
     "consult", "happened", ("Ilan Toss",), ("Orvo Lunt",), "2031-03-10", None),
    ("Vostra's ambassador was summoned by Ardenia on Monday.",
     "expel", "happened", ("Ardenia",), ("Vostra",), "2031-03-10", None),
    ("Ardenia has shelled the port since Monday.", "assault", "happened", ("Ardenia",), (), "2031-03-10", None),
    ("Envoys of Ardenia and Vostra will meet in Selm on Thursday and Friday.",
     "consult", "scheduled", ("Ardenia", "Vostra"), (), "2031-03-13", None),
    ("Envoys of Ardenia and Vostra will meet in Selm from Monday to Thursday.",
     "consult", "scheduled", ("Ardenia", "Vostra"), (), "2031-03-17", None),
    ("Vostra attacked the port on Sunday, Ardenia said on Tuesday.",
     "assault", "happened", ("Vostra",), (), "2031-03-09", "Ardenia"),
    ("Ardenia would attack Vostra if the talks failed, Ilan Toss warned.",
     "assault", "proposed", ("Ardenia",), ("Vostra",), "2031-03-12", "Ilan Toss"),
    ("The talks between Ardenia and Vostra were postponed from Monday to Thursday.",
     "consult", "scheduled", ("Ardenia",), ("Vostra",), "2031-03-13", None),
    ("The summit of Ardenia and Vostra planned for Friday was called off.",
     "consult", "cancelled", ("Ardenia", "Vostra"), (), "2031-03-14", None),
    ("Ardenia may have shelled the port, according to an official who asked not to be named.",
     "assault", "proposed", ("Ardenia",), (), "2031-03-12", "an official"),
    ("Ardenia denied that it had shelled Vostra on Monday.",
     "assault", "denied", ("Ardenia",), ("Vostra",), "2031-03-10", "Ardenia"),
    ("Ardenia and Vostra agreed to exchange 120 prisoners on Thursday.",
     "agree", "agreed", ("Ardenia", "Vostra"), (), "2031-03-13", None),
    ("The mayor, Orvo Lunt, claimed that Ardenia had bombed the school overnight.",
     "assault", "happened", ("Ardenia",), (), "2031-03-11", "Orvo Lunt"),
    ("Ardenia was accused by Vostra of shelling the port on Monday.",
     "accuse", "happened", ("Vostra",), ("Ardenia",), "2031-03-10", None),
    ("Ardenia imposed sanctions on three Vostran banks on Monday.",
     "sanction", "happened", ("Ardenia",), ("Vostra",), "2031-03-10", None),
    ("Ardenia has been urged by Vostra to end the siege.",
     "demand", "demanded", ("Vostra",), ("Ardenia",), "2031-03-12", None),
    ("Three people were killed by Ardenian shelling on Sunday.",
     "assault", "happened", ("Ardenia",), ("three people",), "2031-03-09", None),
    ("Vostra came under attack from Ardenia on Sunday.",
     "assault", "happened", ("Ardenia",), ("Vostra",), "2031-03-09", None),
    ("Ilan Toss failed to attend the talks with Vesna Mral on Monday.",
     "consult", "denied", ("Ilan Toss",), ("Vesna Mral",), "2031-03-10", None),
    ("Ilan Toss's visit to Vostra, planned for Friday, was delayed until next week.",
     "consult", "scheduled", ("Ilan Toss",), ("Vostra",), "2031-03-17", None),
    ("He met Vesna Mral on Monday, Ilan Toss said.",
     "consult", "happened", ("Ilan Toss",), ("Vesna Mral",), "2031-03-10", "Ilan Toss"),
    ("Ardenia threatened to attack Vostra unless it withdraws its troops by Friday.",
     "threaten", "happened", ("Ardenia",), ("Vostra",), "2031-03-12", None),
    ("Ilan Toss may meet Vesna Mral in Selm on Friday, an aide said.",
     "consult", "proposed", ("Ilan Toss",), ("Vesna Mral",), "2031-03-14", "an aide"),
    ("Ardenia released 20 Vostran soldiers on Monday in exchange for 20 of its own.",
     "concede", "happened", ("Ardenia",), ("Vostra",), "2031-03-10", None),
    ("Ardenia's army said it had shot down four drones overnight.",
     "assault", "happened", ("Ardenia",), ("four drones",), "2031-03-11", "Ardenia's army"),
)  # fmt: skip


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed[0][:60])
def test_what_was_done_by_whom_to_whom_when_and_who_says_so(deed: tuple[object, ...]) -> None:
    found = event(str(deed[0]))
    assert (found.kind, found.status, found.by, found.target, found.from_, found.asserted_by) == deed[1:]


@pytest.mark.parametrize(
    "sentence",
    [
        "It is unclear whether Ardenia attacked Vostra on Sunday.",
        "Neither Ardenia nor Vostra signed the treaty on Monday.",
        "Vostra has yet to respond to the proposal of Ardenia.",
        "Ardenia and Vostra have been at war since 2029.",
    ],
)
def test_what_nobody_did_or_nobody_knows_is_no_event(sentence: str) -> None:
    assert events(sentence) == ()


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
    ("sentence", "what"),
    [
        ("Ardenia would withdraw its troops by the end of March, its army said.",
         "Ardenia would withdraw its troops by the end of March"),
        ("Ardenia expelled two Vostran diplomats at the end of March.", "Ardenia expelled two Vostran diplomats"),
        ("At the end of March, Ardenia expelled two Vostran diplomats.", "Ardenia expelled two Vostran diplomats"),
        ("Ardenia condemned the killings of March in Vostra.", "Ardenia condemned the killings of March in Vostra"),
    ],
)  # fmt: skip
def test_a_time_is_cut_out_of_a_phrase_whole_or_not_at_all(sentence: str, what: str) -> None:
    assert event(sentence).what == what


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Ardenia signed a treaty with Vostra that bars nuclear tests.",
         [("agree", ("Ardenia",), ("Vostra",))]),
        ("The treaty with Vostra that bars nuclear tests was signed by Ardenia on Monday.",
         [("agree", ("Ardenia",), ())]),
        ("The soldiers who attacked the mayor were arrested by Vostra on Monday.",
         [("detain", ("Vostra",), ("the soldiers",))]),
        ("The army said that bars were closed by Ardenia on Monday.",
         [("sanction", ("Ardenia",), ())]),
    ],
)  # fmt: skip
def test_a_clause_that_only_tells_which_one_is_meant_has_its_own_verb(
    sentence: str, told: list[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    assert [(found.kind, found.by, found.target) for found in events(sentence)] == told


def test_what_is_done_in_a_clause_that_tells_which_one_ends_before_the_main_verb() -> None:
    attacked, occupied = events("Ardenian troops that had occupied the town were attacked by Vostra on Monday.")
    assert (attacked.kind, attacked.by, attacked.target) == ("assault", ("Vostra",), ("Ardenia",))
    assert occupied.what == "Ardenian troops occupied the town"


DIRECTIONS = (
    ("He had been arrested in connection with attacks on the Vostran army.", None),
    ("Ilan Toss claimed Vostran President Vesna Mral is afraid after she rejected his offer to send troops to Vostra.",
     ("reject", ("Vesna Mral",), ("Vostra",), "Ilan Toss")),
    ("The plan was a suggestion rejected by a Mral aide on Monday.", ("reject", ("a Mral aide",), (), None)),
    ("Ilan Toss, a resident of Kyrna sentenced last month to ten years in prison, was asked about it.",
     ("detain", (), ("Ilan Toss",), None)),
    ("Vostra's chief of staff for policy Ilan Toss rejected the plan of Ardenia on Monday.",
     ("reject", ("Ilan Toss",), ("Ardenia",), None)),
    ("Ilan Toss confirmed Vostra's readiness to talk on Monday.", ("announce", ("Ilan Toss",), (), None)),
    ("Though Ardenia's government won the election, the far-right Vostra party made waves.",
     ("vote", ("Ardenia",), (), None)),
    ("The trial began after Vesna Mral, a Vostran lawyer and politician, was deported by Ardenia on Monday.",
     ("expel", ("Ardenia",), ("Vesna Mral",), None)),
    ("Ilan Toss and Vesna Mral spoke for two hours on Monday evening.",
     ("consult", ("Ilan Toss", "Vesna Mral"), (), None)),
    ("Ardenia offered a truce on Monday, said two people familiar with the matter.",
     ("propose", ("Ardenia",), (), "two people familiar with the matter")),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "told"), DIRECTIONS, ids=lambda value: str(value)[:60])
def test_nobody_acts_or_suffers_who_only_stands_near(sentence: str, told: tuple[object, ...] | None) -> None:
    found = [(event.kind, event.by, event.target, event.asserted_by) for event in events(sentence)]
    assert found == ([told] if told is not None else [])


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


@pytest.mark.parametrize(
    "sentence",
    [
        "Vesna Mral confirmed to reporters in Ardenia.",
        "Ilan Toss presented news stories about Vostra on Monday.",
        "Ardenia targeted university policies on Monday.",
        "Ilan Toss fired the Vostran adviser on Monday.",
        "As Ardenia moves toward a vote in Vostra this week, Ilan Toss sounded a warning.",
    ],
)
def test_what_tells_nothing_or_uses_a_word_in_another_sense_is_no_event(sentence: str) -> None:
    assert events(sentence) == ()


def test_what_is_demanded_is_kept_behind_words_on_who_should_do_it() -> None:
    found = event("Ilan Toss urged Vostra, the largest of its neighbours, to leave Orlo.")
    assert found.what == "Ilan Toss urged Vostra to leave Orlo"


def test_sanctions_called_after_a_country_strike_it() -> None:
    assert event("Vostra sanctions were imposed by Ardenia on Monday.").target == ("Vostra",)


def test_a_headline_that_explains_names_nobody_who_says_so() -> None:
    told = events("Nothing else was known in the city.", title="New pact explained: Ardenia signs pact with Vostra")
    assert [found.asserted_by for found in told] == [None]


NEARLY = (
    ("Ilan Toss was killed by multiple gunmen outside a school under watch by Vostran police.",
     [("assault", ("multiple gunmen",), ("Ilan Toss",))]),
    ("Vesna Mral was an aide of Ilan Toss who fled to Vostra after attacking a base.", []),
    ("A Vostra-backed plan was rejected by Ilan Toss on Monday.", [("reject", ("Ilan Toss",), ())]),
    ("The bill advanced by the Vostran house last week includes a clause on taxes.", []),
    ("When Toss announced his date of resignation, judge Vesna Mral said that the court was silent.",
     [("announce", ("Toss",), ())]),
    ("Ardenia's government imposed rules to curb the exports of Vostra.", [("sanction", ("Ardenia",), ())]),
    ("Ilan Toss pushed back against the charge of Vostra on Monday.", [("reject", ("Ilan Toss",), ("Vostra",))]),
    ("Ilan Toss repeatedly pushed against raising taxes in Vostra.", []),
    ("Ilan Toss suggested that Vesna Mral was involved.", []),
    ("Ilan Toss made a charge of widespread and targeted killing of Vostran farmers.", []),
    ("The move of Ardenia undermined a consensus reached at the talks with Vostra.", []),
    ("Vesna Mral is backed by Ardenia.", []),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "told"), NEARLY, ids=lambda value: str(value)[:60])
def test_the_nearest_name_or_verb_is_not_taken_for_want_of_a_better(
    sentence: str, told: list[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    assert [(found.kind, found.by, found.target) for found in events(sentence)] == told


def test_a_strike_of_workers_is_a_protest() -> None:
    (found,) = events("A strike by workers of Ardenia against Vostra began on Monday.")
    assert found.kind == "protest"


def test_nobody_is_said_to_have_been_killed_on_a_guess() -> None:
    told = events(
        "Robin Lund told the paper so. Vostran media reported the victim had left the school when he was killed."
    )
    assert not any(found.target for found in told)


def test_a_headline_that_ends_in_a_question_word_names_no_source() -> None:
    told = events("Nothing else was known in the city.", title="Ardenia attacks Vostra: What to know")
    assert [found.asserted_by for found in told] == [None]


PLAINLY = (
    ("Ardenia's Ambassador to Vostra Ilan Toss rejected the claim on Monday.", [(("Ilan Toss",), ())]),
    ("Vesna Mral went to war with Ardenia on Monday.", []),
    ("An editor looks at what has been agreed with Vostra on Monday.", []),
    ("Ardenia asked Vostra about the truce on Monday.", []),
    ("Ardenia asked Vostra to keep the truce.", [(("Ardenia",), ("Vostra",))]),
    ("The primary focus of Ardenia is on the release of prisoners by Vostra.", []),
    ("Ilan Toss unveiled a plan for a Vostran port on Monday.", [(("Ilan Toss",), ())]),
    ("Ilan Toss promised Vostra that no tax would be raised.", [(("Ilan Toss",), ("Vostra",))]),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "told"), PLAINLY, ids=lambda value: str(value)[:60])
def test_titles_questions_and_set_phrases(sentence: str, told: list[tuple[tuple[str, ...], tuple[str, ...]]]) -> None:
    assert [(found.by, found.target) for found in events(sentence)] == told


def test_a_storm_is_captured_and_no_town() -> None:
    found = event("Users captured the storm that formed near the town of Orlo in Vostra on Monday.")
    assert found.kind != "seize"


def test_a_list_is_kept_whole_behind_its_last_comma() -> None:
    found = event("Ilan Toss was sanctioned by Vostra, Ardenia, and France on Monday.")
    assert found.what == "Ilan Toss sanctioned by Vostra, Ardenia, and France"


def test_a_clause_behind_as_has_its_own_subject() -> None:
    found = event("The move comes as Ardenia threatens to attack Vostra.")
    assert (found.what, found.by) == ("Ardenia threatens to attack Vostra", ("Ardenia",))


def test_what_is_told_behind_that_has_its_own_verb() -> None:
    told = events("Vostra was calm after the announcement that Ardenia's sanctions on Vostra would be lifted.")
    assert not any(found.what.endswith("sanctions on Vostra") for found in told)


@pytest.mark.parametrize(
    "sentence", ["Vostra disputes this.", "In a letter that both could read, he was able to consult."]
)
def test_a_phrase_that_says_nothing_alone_is_no_line_of_a_log(sentence: str) -> None:
    assert events(sentence) == ()
