"""Who says so: what somebody claims is never the outlet's own account."""

from __future__ import annotations

import pytest

from feeds.story import named
from tests.feeds.reading.event_world import event, events


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


def test_what_stands_behind_a_name_and_a_colon_is_that_persons_word() -> None:
    assert event("Ilan Toss: Vostra attacked our ships.").asserted_by == "Ilan Toss"


def test_a_denial_in_passing_leaves_the_act_as_told() -> None:
    found = events("Ardenia accused Vostra of shelling a convoy, which Vostra denies.")[0]
    assert (found.kind, found.status, found.asserted_by) == ("accuse", "happened", None)


def test_who_says_so_is_no_part_of_who_suffers() -> None:
    found = event("Vostra's Interior Ministry on Wednesday said Ilan Toss, an aide to Vesna Mral, was killed in Selm.")
    assert found.target == ("Ilan Toss",)
    assert found.asserted_by is not None


def test_text_glued_to_a_quotation_is_no_part_of_an_event() -> None:
    glued = "In Selm: 'I expect to never wake up again' Since early Wednesday, more than 45 people have been killed."
    assert all("wake up" not in found.what for found in events(glued))


def test_a_plain_word_that_opens_a_sentence_is_no_name() -> None:
    assert all(
        not named(found.by) for found in events("Rebels rejected a ceasefire on Monday. Friday saw troops withdraw.")
    )


def test_a_decision_says_nothing_so_nobody_is_its_claimant() -> None:
    text = "This decision by the council marks the third time the court said Vostran troops had shelled a school."
    assert all(not (found.asserted_by or "").startswith("This") for found in events(text))


@pytest.mark.parametrize("claimant", ["days after the vote", "are unfounded", "5", "in Selm"])
def test_words_that_name_nobody_are_an_unnamed_source(claimant: str) -> None:
    found = event(f"Ardenian forces shelled a hospital, according to {claimant}.")
    assert found.asserted_by == "unnamed source"


def test_critics_under_whose_fire_somebody_comes_shoot_at_nobody() -> None:
    found = event("Ilan Toss came under fire from Vostra over the deal on Tuesday.")
    assert (found.kind, found.by, found.target) == ("accuse", ("Vostra",), ("Ilan Toss",))


def test_words_known_as_something_are_nobodys_claim() -> None:
    found = event("Vostra announced sanctions on Ilan Toss, a former admiral known as the father of the fleet.")
    assert found.asserted_by is None


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


def test_a_headline_that_explains_names_nobody_who_says_so() -> None:
    told = events("Nothing else was known in the city.", title="New pact explained: Ardenia signs pact with Vostra")
    assert [found.asserted_by for found in told] == [None]


def test_a_headline_that_ends_in_a_question_word_names_no_source() -> None:
    told = events("Nothing else was known in the city.", title="Ardenia attacks Vostra: What to know")
    assert [found.asserted_by for found in told] == [None]


@pytest.mark.parametrize(
    "sentence", ["Vostra disputes this.", "In a letter that both could read, he was able to consult."]
)
def test_a_phrase_that_says_nothing_alone_is_no_line_of_a_log(sentence: str) -> None:
    assert events(sentence) == ()


@pytest.mark.parametrize(
    "behind",
    [
        "hours after President Vesna Mral announced a truce",
        "days before the top Vostran official announced plans for more",
        "while Vesna Mral announced a truce",
    ],
)
def test_what_else_was_announced_before_or_after_claims_nothing_of_the_main_clause(behind: str) -> None:
    found = events(f"Ardenian forces shelled Orlo on Tuesday, {behind}.")
    assert [e.asserted_by for e in found if e.kind == "assault"] == [None]


@pytest.mark.parametrize(
    "sentence",
    [
        "Vesna Mral did not say that Ardenian forces had shelled Orlo.",
        "Vesna Mral never said Ardenian forces shelled Orlo on Monday.",
        "Vostra has not stated it shelled Orlo on Monday.",
        "The army has yet to confirm that Ardenian forces shelled Orlo.",
        "Vesna Mral declined to say whether Ardenian forces had shelled Orlo.",
        "Vesna Mral refused to confirm that Ardenian forces shelled Orlo.",
        "Vesna Mral left without saying that Ardenian forces had shelled Orlo.",
        "Vesna Mral stopped short of saying that Ardenian forces had shelled Orlo.",
        "Vesna Mral did not deny that Ardenian forces had shelled Orlo.",
        "Vesna Mral would not confirm that Ardenian forces had shelled Orlo.",
    ],
)
def test_what_somebody_did_not_say_is_asserted_by_nobody(sentence: str) -> None:
    assert not [e for e in events(sentence) if e.kind == "assault"]


def test_what_follows_what_somebody_did_not_say_is_told() -> None:
    (found,) = events("Vostra has not said it wants war, but Vostran forces shelled Orlo on Monday.")
    assert (found.kind, found.asserted_by) == ("assault", None)


@pytest.mark.parametrize(
    "sentence",
    [
        "There is no evidence that Ardenian forces shelled Orlo on Monday.",
        "It is not true that Ardenian forces shelled Orlo on Monday.",
        "The idea that Ardenian forces shelled Orlo on Monday amused Vesna Mral.",
        "Ardenian forces almost shelled Orlo on Monday.",
        "The prospect that Ardenian forces will shell Orlo on Friday grew.",
    ],
)
def test_what_nobody_holds_to_be_so_is_no_event(sentence: str) -> None:
    assert not [e for e in events(sentence) if e.kind == "assault"]


@pytest.mark.parametrize(
    ("sentence", "claimant"),
    [
        ("Rumours that Ardenian forces shelled Orlo on Monday made the round.", "Rumours"),
        ("In Vostra's telling, Ardenian forces shelled Orlo on Monday.", "Vostra"),
        ("To hear Vesna Mral tell it, Ardenian forces shelled Orlo on Monday.", "Vesna Mral"),
        ("Many in Orlo fear Ardenian forces will shell the town on Friday.", "Many in Orlo"),
        ("Vostra's foreign ministry: Ardenian forces shelled Orlo on Monday.", "Vostra's foreign ministry"),
        ("The minister's claim that Ardenian forces shelled Orlo on Monday drew laughter.", "The minister"),
    ],
)
def test_what_is_rumoured_feared_or_told_by_one_side_has_its_claimant(sentence: str, claimant: str) -> None:
    found = [e for e in events(sentence) if e.kind == "assault"]
    assert [(e.asserted_by or "").lower() for e in found] == [claimant.lower()]
