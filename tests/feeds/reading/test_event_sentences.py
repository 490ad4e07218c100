"""Sentences as news writes them, each with the row of a log it becomes: by whom, to whom, who says so, when."""

from __future__ import annotations

from datetime import date

import pytest

from feeds.reading import read
from feeds.story import Document
from tests.feeds.reading.event_world import WEDNESDAY, event, events, knowledge


@pytest.mark.parametrize(
    ("sentence", "claimant"),
    [
        ("Vostran forces shelled Orlo, a Vostran official told reporters on Wednesday.", "a Vostran official"),
        ("Another senator, Pavel Drun of Selm, said Vostra had attacked two villages.", "Pavel Drun"),
        ("Vostra attacked two villages, Judge Ilan Toss said.", "Ilan Toss"),
        ("Vostra claimed to have taken the village of Orlo.", "Vostra"),
        ("Vostra attacked two villages, the mayor, Vesna Mral, said.", "Vesna Mral"),
        ("The attack destroyed 18 houses, according to Ardenia.", "Ardenia"),
        ("Vostra attacked the bridge, said a spokesman for the Ardenian army.", "a spokesman for the Ardenian army"),
        ("Ilan Toss was in Selm on Monday. Vostra, he said, had attacked the bridge.", "Ilan Toss"),
        ("Ilan Toss was in Selm on Monday. Vostra had attacked two bridges, he said.", "Ilan Toss"),
        ("Ilan Toss was in Selm on Monday. She said he had been attacked by Vostran soldiers.", "she"),
        ("According to reports, Vostra attacked the port on Monday.", "reports"),
        ("Some 23 hostages are believed to have been killed by Vostra.", "unnamed source"),
        ("Ilan Toss said Vostra had attacked the bridge; nobody was hurt.", "Ilan Toss"),
        ("“Five trucks entered Selm on Monday and two were attacked by Vostra,” the driver said.", "the driver"),
        ("“Five trucks entered Selm on Monday and two were attacked by Vostra,” he said.", "he"),
        ("The Ardenian army said in a statement that it had struck a Vostran plant.", "The Ardenian army"),
        ("The meeting with Vostra planned for Friday was cancelled, Ilan Toss said.", "Ilan Toss"),
        ("According to law, Vostra expelled two diplomats.", None),
        ("Ilan Toss was sanctioned by Ardenia, which said he had attacked villagers.", None),
        ("Ardenia, accusing Vostra of shelling the town, expelled two diplomats on Monday.", None),
    ],
)
def test_who_says_so_is_named_as_the_sentence_names_him(sentence: str, claimant: str | None) -> None:
    assert {found.asserted_by for found in events(sentence)} == {claimant}


@pytest.mark.parametrize(
    ("sentence", "by", "target"),
    [
        ("The 2030 invasion of Vostra by Ardenia's army killed hundreds.", ("Ardenia",), ()),
        ("The move comes as Ardenia threatens to close the border with Vostra.", ("Ardenia",), ("Vostra",)),
        ("A ceasefire between Ardenia and Vostra came into force on Monday.", ("Ardenia",), ("Vostra",)),
        ("The talks with Vostra that were planned for Monday were postponed.", (), ("Vostra",)),
        ("After meeting Pavel Drun in Selm, Ilan Toss flew to Vostra on Monday.", ("Ilan Toss",), ("Vostra",)),
        ("Ardenia would recall its ambassador from Vostra, officials said.", ("Ardenia",), ("Vostra",)),
        ("Vostran troops are advancing towards Orlo.", ("Vostra",), ()),
        ("Vostra claimed to have taken the village of Orlo.", ("Vostra",), ()),
        ("Both sides exchanged 390 prisoners on Monday.", ("both sides",), ()),
        ("Ardenia pulled its police officers out of Vostra on Monday.", ("Ardenia",), ("Vostra",)),
        ("Ardenia closed its embassy in Selm on Monday.", ("Ardenia",), ()),
        ("Ardenia and Vostra exchanged fire on Monday.", ("Ardenia", "Vostra"), ()),
        ("Ardenia, accusing Vostra of shelling the town, closed the border on Monday.", ("Ardenia",), ()),
        ("Ilan Toss died in a helicopter crash in Selm on Monday.", (), ("Ilan Toss",)),
        ("The Vostran army told Ilan Toss that they confiscated Ardenian ships on Monday.", ("Vostra",), ("Ardenia",)),
        ("The arrest of Ilan Toss by Vostran police led to protests on Monday.", ("Vostra",), ("Ilan Toss",)),
        ("Ilan Toss – a former judge – signed a peace treaty with Vostra on Monday.", ("Ilan Toss",), ("Vostra",)),
        ("Drones launched by Vostra hit Ardenia on Monday.", ("Vostra",), ("Ardenia",)),
        ("Ardenia is currently in talks with Vostra.", ("Ardenia",), ("Vostra",)),
        ("Ardenia has been in talks with Vostra.", ("Ardenia",), ("Vostra",)),
        ("Ardenia remained in talks with Vostra.", (), ("Vostra",)),
        ("A raid carried out by Vostra struck Ardenia.", ("Vostra",), ("Ardenia",)),
        ("A raid carried out by masked men struck Ardenia.", (), ("Ardenia",)),
        ("Ilan Toss accepted a Marol 747 aircraft from Vostra.", ("Ilan Toss",), ("Vostra",)),
        ("Ilan Toss accepted a Marol Works 747 aircraft from Vostra.", ("Ilan Toss",), ("Vostra",)),
        ("Ilan Toss met Ardenian Deputy Foreign Minister Pavel Drun.", ("Ilan Toss",), ("Pavel Drun",)),
        ("Vesna Mral spoke to Ardenia President Pavel Drun on Monday.", ("Vesna Mral",), ("Pavel Drun",)),
        ("Vesna Mral met with Ardenia's president on Monday.", ("Vesna Mral",), ("Ardenia",)),
        ("Vesna Mral met with Ardenia's president Pavel Drun on Monday.", ("Vesna Mral",), ("Pavel Drun",)),
        ("Vesna Mral met Ardenian envoys who will travel on.", ("Vesna Mral",), ("Ardenia",)),
        ("Vesna Mral hosted her Ardenian counterpart, Pavel Drun, on Monday.", ("Vesna Mral",), ("Pavel Drun",)),
        ("Vesna Mral hosted Ardenian leaders to mark the day.", ("Vesna Mral",), ("Ardenia",)),
        ("Vostra sanctioned Ardenia's shipping minister Pavel Drun.", ("Vostra",), ("Pavel Drun",)),
        ("Vostra sanctioned Ardenia's large and old shipping company.", ("Vostra",), ("Ardenia",)),
        ("Vostra condemned Ardenia's expansion of the war.", ("Vostra",), ("Ardenia",)),
        ("An Ardenian soldier was killed in Orlo by unknown men, police said.", ("unknown men",), ("Ardenia",)),
        ("An Ardenian soldier was killed by a mine that Vostra had laid.", (), ("Ardenia",)),
        ("Vesna Mral was shot dead in Ardenia by Pavel Drun.", ("Pavel Drun",), ("Vesna Mral",)),
        ("Sanctions were imposed on Vostra by Ardenia on Monday.", ("Ardenia",), ("Vostra",)),
        ("Ilan Toss accused Vesna Mral, who had met Ardenian envoys, of lying.", ("Ilan Toss",), ("Vesna Mral",)),
    ],
)
def test_the_deed_has_its_doer_and_the_one_it_is_done_to(
    sentence: str, by: tuple[str, ...], target: tuple[str, ...]
) -> None:
    found = event(sentence)
    assert (found.by, found.target) == (by, target)


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        (
            "It follows a statement from the leaders of Ardenia on Monday which called on Vostra to leave Orlo.",
            "a statement from the leaders of Ardenia on Monday called on Vostra to leave Orlo",
        ),
        ("Ardenia welcomed Vostra's decision to open Selm.", "Ardenia welcomed Vostra's decision to open Selm"),
        ("During the trip, Ilan Toss also met with Vesna Mral.", "During the trip, Ilan Toss met with Vesna Mral"),
        (
            "Some 23 hostages are believed to have been killed by Vostra.",
            "Some 23 hostages are believed to have been killed by Vostra",
        ),
        ("The army is set to have left Vostra by Friday.", "The army to have left Vostra by Friday"),
        (
            "Ardenia threatened to expel Vostran diplomats but has not acted so far.",
            "Ardenia threatened to expel Vostran diplomats",
        ),
        (
            "Ardenia slammed the deal with Vostra as “null and void”.",
            "Ardenia slammed the deal with Vostra as “null and void”",
        ),
        ("Ardenia signed a pact between Vostra and Galland.", "Ardenia signed a pact between Vostra and Galland"),
        ("Ardenia attacked the convoy that carried grain for Vostra.", "Ardenia attacked the convoy"),
        (
            "The fifth round of talks between Ardenia and Vostra on ending the long war over the northern islands will "
            "be held in Selm on Friday.",
            "The fifth round of talks between Ardenia and Vostra will be held in Selm",
        ),
        ("Ardenia's Friday talks with Vostra were cancelled.", "Ardenia's talks with Vostra cancelled"),
        ("Ardenia's troops are ready to fight Vostra at least until Friday.", "Ardenia's troops ready to fight Vostra"),
        (
            "The Ardenian parliament approved on Monday the advancement of a bill to impose an arms embargo on Vostra "
            "and on all countries which trade with it in times of war, in a vote which split the coalition.",
            "The Ardenian parliament approved the advancement of a bill to impose an arms embargo on Vostra",
        ),
        (
            "Ardenia announced on Monday sanctions against seventeen Vostran companies, nine banks, six ministers, the "
            "president's two sons and a football club owned by an admiral.",
            "Ardenia announced sanctions against seventeen Vostran companies",
        ),
        (
            "Ardenia imposed sanctions on Vostra over its conduct (and that of its allies) on Monday.",
            "Ardenia imposed sanctions on Vostra over its conduct",
        ),
        (
            "The wave of Vostran attacks on Ardenia killed nine people.",
            "The wave of Vostran attacks on Ardenia killed nine people",
        ),
    ],
)
def test_the_phrase_keeps_what_a_log_needs(sentence: str, what: str) -> None:
    assert event(sentence).what == what


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Peacekeepers came under fire near Selm on Monday.", "assault"),
        ("An Ardenian convoy came under fire near Selm on Monday.", "assault"),
        ("Ilan Toss came under fire for his remarks on Monday.", "accuse"),
    ],
)
def test_under_fire_is_who_bears_arms_and_else_who_is_criticised(sentence: str, kind: str) -> None:
    assert [found.kind for found in events(sentence)] == [kind]


def test_a_meeting_of_three_is_told_by_its_own_name_and_a_statement_of_nothing_not_at_all() -> None:
    found = events("The meeting between Vesna Mral, Pavel Drun, and Ilan Toss took place in Selm on Monday.")
    assert [one.what for one in found] == [
        "The meeting between Vesna Mral, Pavel Drun, and Ilan Toss took place in Selm"
    ]
    assert events("Ardenia and Vostra warned in a joint statement.") == ()


def test_two_adjectives_before_one_noun_stay_together() -> None:
    found = event("Ardenian and Vostran officials met in Selm on Monday.")
    assert (found.what, found.by) == ("Ardenian and Vostran officials met in Selm", ("Ardenia", "Vostra"))


@pytest.mark.parametrize(
    "sentence",
    [
        "A Vostran officer whom Ardenia says it captured on Monday was freed.",
        "Ardenian villagers were among the hardest hit.",
        "Her arrest on Monday rallied many people.",
        "Such an attack on Vostra would be a mistake.",
        "His family told Radio Selm they blame Vostra for the attack.",
        "Vostra is said to have attacked the port.",
        "The sanctions imposed by Ardenia did not work.",
        "An officer should Vostra attack would know what to do.",
    ],
)
def test_what_is_told_by_the_way_is_no_row_of_its_own(sentence: str) -> None:
    assert events(sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "first", "last", "precision"),
    [
        ("The summit, originally scheduled for 20 March, was moved to 27 March.", "2031-03-27", "2031-03-27", "day"),
        ("The talks with Vostra have been moved to Friday.", "2031-03-14", "2031-03-14", "day"),
        ("Ilan Toss visited Vostra this week.", "2031-03-10", "2031-03-12", "week"),
        ("Ilan Toss will visit Vostra this week.", "2031-03-12", "2031-03-16", "week"),
        ("Ilan Toss urged Vostra to return to the talks on Monday.", "2031-03-10", "2031-03-10", "day"),
        ("Ardenia expelled two diplomats in the past week.", "2031-03-05", "2031-03-12", "week"),
        ("Ardenian forces have shelled Orlo for three days.", "2031-03-12", "2031-03-12", "open"),
        (
            "Ardenia and Vostra agreed a ceasefire on Monday, as stated in a joint statement on Tuesday.",
            "2031-03-10",
            "2031-03-10",
            "day",
        ),
        (
            "Despite Ardenia's historic 1994 peace treaty with Vostra, its army left the port.",
            "1994-01-01",
            "1994-12-31",
            "year",
        ),
        ("Ardenian troops occupied Orlo from Monday to Tuesday.", "2031-03-10", "2031-03-11", "day"),
        ("Ardenian troops occupied Orlo since at least 3 March.", "2031-03-03", None, "day"),
    ],
)
def test_its_days_are_those_it_took_place_on(sentence: str, first: str, last: str | None, precision: str) -> None:
    found = event(sentence)
    assert (found.from_, found.to, found.precision) == (first, last, precision)


def test_a_deed_and_the_visit_that_follows_have_days_of_their_own() -> None:
    met, visits = events("Ilan Toss met Vesna Mral on 6 March, and on 20 March, when she visits Selm, they will talk.")
    assert (visits.what, visits.status, visits.from_) == ("Vesna Mral visits Selm", "scheduled", "2031-03-20")
    assert (met.status, met.from_) == ("happened", "2031-03-06")


@pytest.mark.parametrize(
    ("words", "value", "precision"),
    [
        ("on Friday", "XXXX-WXX-5", "day"),
        ("at the weekend", "XXXX-WXX-WE", "week"),
        ("on 3 March 2031", "2031-03-03", "day"),
        ("in March 2031", "2031-03-01", "month"),
        ("recently", "PAST_REF", "open"),
        ("last year", "PAST_REF", "open"),
    ],
)
def test_without_a_publication_day_a_day_is_as_precise_as_its_words(words: str, value: str, precision: str) -> None:
    (found,) = read(
        Document(f"Ardenia expelled two Vostran diplomats {words}. The people of the city were calm.", None, None),
        knowledge(),
    ).events
    assert (found.from_, found.precision) == (value, precision)


def test_a_day_is_counted_from_the_publication() -> None:
    assert event("Ardenia expelled two diplomats yesterday.", date(2031, 3, 1)).from_ == "2031-02-28"


@pytest.mark.parametrize(
    ("sentence", "claimant"),
    [
        ("Vostra attacked Orlo, said the people of the town who had seen it.", "the people of the town"),
        ("Vostra attacked Orlo, said a shepherd in Selm.", "a shepherd in Selm"),
        ("Vostra attacked Orlo, says the shepherd.", "the shepherd"),
        ("Ilan Toss said on Monday: Vostra had attacked Orlo.", "Ilan Toss"),
        ("Ilan Toss told the Selm Daily in a long interview: “Vostra attacked Orlo on Monday.”", "Ilan Toss"),
        ("Ilan Toss was there. He said Vostra had attacked Orlo, but the army denied it.", "Ilan Toss"),
        ("Ilan Toss said Vostra should withdraw its troops.", "Ilan Toss"),
        ("“Vostra attacked Orlo on Monday,” said Vesna Mral, once a judge.", "Vesna Mral"),
    ],
)
def test_what_somebody_says_is_never_the_outlets_own_account(sentence: str, claimant: str) -> None:
    assert {found.asserted_by for found in events(sentence)} == {claimant}


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Ardenia has no intention of withdrawing from Orlo.", "denied"),
        ("Ardenia has no plans to withdraw from Orlo.", "denied"),
        ("Ilan Toss said Vostra should withdraw its troops.", "demanded"),
        ("Vostra's attack forced Ardenia to withdraw its troops.", "happened"),
        ("Ardenia is inviting Vostra to talks.", "ongoing"),
        ("Both men were ordered to appear in court again on 20 March.", "scheduled"),
        ("Ardenia postpones its meeting with Vostra.", "cancelled"),
        ("Ardenia delayed talks with Vostra planned for Friday.", "scheduled"),
        ("Upcoming talks between Ardenia and Vostra will be hard.", "scheduled"),
        ("Ilan Toss is meeting Vesna Mral on Monday.", "scheduled"),
        ("Ilan Toss will meet Vesna Mral at midnight on Friday.", "scheduled"),
        ("Between now and Friday, Vostra will withdraw.", "scheduled"),
        ("Ardenia agreed to provide advanced drones to Vostra.", "agreed"),
        ("Ardenia urged Vostra to withdraw and also to free its captives.", "demanded"),
        ("Ardenia, quickly retreating from the port, attacked Vostra.", "happened"),
        ("In the capital, and in Orlo, Ardenian forces attacked Vostra.", "happened"),
        ("Calling for calm, Ilan Toss met Vesna Mral.", "happened"),
        ("Ardenia met Vostra in an effort to end the war.", "happened"),
        ("Ardenia attacked the port and has since denied it.", "happened"),
        ("Ardenia shelled Orlo and Vostra said that it would answer.", "happened"),
        ("Ardenia may withdraw. In May 2030 Vostra attacked Orlo.", "happened"),
    ],
)
def test_the_status_is_that_of_the_whole_sentence(sentence: str, status: str) -> None:
    assert [found.status for found in events(sentence)] == [status]


def test_he_is_whom_the_sentence_brings_in_and_not_somebody_named_before_it() -> None:
    told = "Ilan Toss was in Selm on Monday. Police shot {} after he attacked Ardenian envoys on Tuesday."
    assert [found.by for found in events(told.format("a 35-year-old suspected driver"))] == [("police",)]
    assert ("Ilan Toss",) in [found.by for found in events("Ilan Toss was in Selm. He attacked Ardenia on Tuesday.")]


@pytest.mark.parametrize(
    "text",
    [
        "Annual inflation in Vostra slows down to 9% on 13 May.",
        "The Selm Post asked voters about the war with Vostra on Monday.",
        "Journalists asked Ilan Toss whether Vostra was to blame.",
        "Correction: an earlier version said that Vostra attacked Ardenia.",
        "Photograph: troops attack Vostra (credit: Selm Wire)",
        "“We will meet them on Friday.”\n\nIlan Toss spoke in Selm.",
        "Any talks with Vostra on Friday will be hard.",
        "The people there have protested against Vostra.",
        "Open your hearts and help Vostra.",
        "Ilan Toss meets Vesna Mral every Friday.",
        "Each week Ilan Toss meets Vesna Mral.",
        "Ilan Toss met envoys of Vostra (credit: Selm Wire).",
        "The woman known as the godmother said Vostra had attacked.",
        "Should Vostra attack, Ardenia will respond.",
        "Vostra should withdraw its troops.",
        "Votes in the assembly of Ardenia on Friday.",
        "The sick and wounded, and expelled, left Vostra.",
    ],
)
def test_what_tells_no_event_is_none(text: str) -> None:
    assert events(text) == ()


@pytest.mark.parametrize(
    ("published", "sentence", "value"),
    [
        (date(2031, 1, 15), "Vesna Mral visited Selm on 20 December.", "2030-12-20"),
        (date(2031, 12, 20), "Vesna Mral will visit Selm on 15 January.", "2032-01-15"),
        (date(2031, 3, 12), "Vesna Mral spoke in Selm on 10 March.", "2031-03-10"),
        (date(2031, 3, 12), "This Saturday is a holiday in Ardenia.", "2031-03-15"),
        (date(2031, 3, 12), "Talks moved from Thursday to Friday, Ilan Toss said.", "2031-03-14"),
        (date(2031, 3, 12), "Ilan Toss will meet Vesna Mral at midnight on Friday.", "2031-03-14T24:00"),
        (date(2031, 3, 12), "Ilan Toss is meeting Vesna Mral on Monday.", "2031-03-17"),
    ],
)
def test_a_day_without_its_year_is_the_one_the_verb_means(published: date, sentence: str, value: str) -> None:
    found = read(Document(f"{sentence} The people of the city were calm.", None, published), knowledge())
    assert found.times[-1].value == value


def test_a_plan_told_stage_by_stage_is_proposed_and_a_heading_is_no_event() -> None:
    outlined, withdrawn = events(
        "Ilan Toss outlined a plan: “We will go step by step.”\n\n"
        "In a second stage, Ardenia would withdraw its troops on Friday."
    )
    assert (outlined.status, withdrawn.status, withdrawn.from_) == ("proposed", "proposed", "2031-03-14")
    rain = "<p>It rained in the town, and the people of the city were calm all day.</p>"
    page = f"<h1>Rain</h1>{rain}<h2>Vostra attacks Orlo</h2>{rain}"
    assert read(Document(page, None, WEDNESDAY, is_html=True), knowledge()).events == ()


def test_talks_that_something_may_lead_to_did_not_take_place() -> None:
    assert events("Vostra may help lay the ground for face-to-face talks between Vesna Mral and Ilan Toss.") == ()
