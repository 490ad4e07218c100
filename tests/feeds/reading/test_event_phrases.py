"""The phrase of an event, cut from its sentence, and what is no event at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.reading import read
from feeds.story import Document
from tests.feeds.reading.event_world import WEDNESDAY, event, events, knowledge


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


def test_a_headline_leaves_out_the_verb_to_be_and_says_to_for_will() -> None:
    (expelled,) = events("It was a long day.", title="Two Vostran diplomats ordered out of Kyrna")
    assert (expelled.kind, expelled.target) == ("expel", ("Vostra",))
    (ahead,) = events("It was a long day.", title="Ilan Toss to visit Vostra on Thursday")
    assert (ahead.status, ahead.from_) == ("scheduled", "2031-03-13")


def test_persona_non_grata_is_an_expulsion_whatever_stands_between() -> None:
    found = event("Ardenia on Sunday declared two Vostran diplomats persona non grata.")
    assert (found.kind, found.by, found.target) == ("expel", ("Ardenia",), ("Vostra",))


def test_the_headlines_of_a_page_in_one_line_tell_nothing() -> None:
    assert not events("UN Urges Vostra to Act as Envoys Meet in Selm Farmers Condemn Ardenian Tolls on Milk.")
    glued = (
        "Ardenia expels two Vostran envoys from Kyrna At the trial of the robbers, the last words of the driver "
        "How a town on the coast lives with the war next door In Selm, the price of bread is the talk of the day "
        "and nobody knows what the winter will bring to the old market with its many small and crowded shops."
    )
    assert not events(glued)


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


def test_what_nobody_is_known_to_have_done_is_left_out() -> None:
    assert not events("The school said it would hold a meeting on Monday.")
    assert not events("Neither Ardenia nor Vostra has confirmed the meeting.")


def test_a_plea_of_not_guilty_asks_for_nothing() -> None:
    assert not events("Ilan Toss pleaded not guilty to spying for Vostra.")


def test_brackets_and_dashes_are_no_part_of_a_phrase() -> None:
    found = events("Ilan Toss (right) expelled two Vostran diplomats on Monday.")
    assert [e.what for e in found] == ["Ilan Toss expelled two Vostran diplomats"]


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


def test_a_bracket_in_an_aside_does_not_cut_the_subject_off() -> None:
    found = event("The Orlo Authority (OA), which runs parts of the valley, has accused Ardenia of theft.")
    assert found.what.startswith("Orlo Authority accused Ardenia")
    found = event("Petar Lund, who was an adviser to Vesna Mral (2024-2027), was shot dead near Orlo on Monday.")
    assert (found.what, found.target, found.from_) == ("Petar Lund shot dead near Orlo", ("Petar Lund",), "2031-03-10")


def test_whoever_a_thing_belongs_to_is_not_what_a_clause_tells_of_it() -> None:
    found = event("It comes before elections for the upper house of Vostra, which are scheduled for July.")
    assert (found.what, found.target) == ("elections for the upper house of Vostra scheduled", ())


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


def test_a_strike_of_workers_is_a_protest() -> None:
    (found,) = events("A strike by workers of Ardenia against Vostra began on Monday.")
    assert found.kind == "protest"


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


def test_a_sentence_behind_a_sentence_and_a_comma_begins_with_its_own_subject() -> None:
    assert (
        event("But now Orlo is in ruins, Ardenia has launched a new offensive.").what
        == "Ardenia launched a new offensive"
    )


def test_an_age_in_pieces_is_no_time() -> None:
    assert event("In March, 22-year old Ilan Toss was abducted by gunmen.").what.startswith("22-year old Ilan Toss")
