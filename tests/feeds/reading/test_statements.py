"""Indirect speech: what is reported without quotation marks, by whom, and what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.reading.actors import read_actors
from feeds.reading.knowledge import shipped_knowledge
from feeds.reading.quotes import read_quotes
from feeds.reading.statements import STATEMENT_REASONS, read_statements
from feeds.reading.text import Text
from feeds.story import Paragraph, Statement


def statements(*paragraphs: str, title: str = "") -> tuple[Statement, ...]:
    text = Text(title, tuple(Paragraph(paragraph) for paragraph in paragraphs))
    knowledge = shipped_knowledge()
    actors = read_actors(text, knowledge, None)
    return read_statements(text, actors, read_quotes(text, actors, knowledge), knowledge)


@pytest.mark.parametrize(
    ("line", "content", "verb", "reason"),
    [
        ("Mara Ilvic said that the bridge had been held.", "the bridge had been held", "say", "said-that"),
        ("Mara Ilvic said on Monday the bridge had been held.", "the bridge had been held", "say", "said"),
        ("Mara Ilvic told reporters the bridge had been held.", "the bridge had been held", "tell", "said"),
        ("Mara Ilvic told the crowd in Selm that it was over.", "it was over", "tell", "said-that"),
        ("Mara Ilvic ruled out a second front.", "a second front", "rule out", "said"),
        ("Mara Ilvic declined to say how many had died.", "to say how many had died", "decline", "said-to"),
        ("Mara Ilvic vowed to rebuild the bridge.", "to rebuild the bridge", "vow", "said-to"),
        ("The bridge had been held, Mara Ilvic said.", "The bridge had been held", "say", "clause-said"),
        ("The bridge had been held, said Mara Ilvic.", "The bridge had been held", "say", "clause-said"),
        ("According to Mara Ilvic, the bridge is open.", "the bridge is open", "according to", "according-to"),
        ("The bridge is open, according to Mara Ilvic.", "The bridge is open", "according to", "according-to"),
        ("Mara Ilvic left early, saying the bridge was open.", "the bridge was open", "say", "saying"),
    ],
)
def test_what_was_said_is_found_with_its_verb_and_rule(line: str, content: str, verb: str, reason: str) -> None:
    (statement,) = statements(line)
    assert (statement.text, statement.verb, statement.reason) == (content, verb, reason)
    assert statement.speaker == "Mara Ilvic"
    assert statement.speaker_type == "named"
    assert statement.reason in STATEMENT_REASONS


def test_two_verbs_of_one_subject_are_two_statements() -> None:
    found = statements("Mara Ilvic acknowledged the losses but stressed the need for patience.")
    assert [(statement.verb, statement.text) for statement in found] == [
        ("acknowledge", "the losses"),
        ("stress", "the need for patience"),
    ] or [statement.text for statement in found] == ["the need for patience"]


def test_what_several_said_together_has_all_of_them() -> None:
    (statement,) = statements("Mara Ilvic and Petar Lund said that the bridge had been held.")
    assert statement.speakers == ("Mara Ilvic", "Petar Lund")
    assert (statement.speaker, statement.actor) == (statement.speakers[0], statement.actors[0])
    (statement,) = statements("Ukraine and Turkey said in a joint statement that the bridge was open.")
    assert (statement.speakers, statement.actors) == (("Ukraine", "Turkey"), ("ukraine", "turkey"))


@pytest.mark.parametrize(
    ("line", "speakers"),
    [
        ("Ardenia, Vostra and Selm said that it was over.", ("Ardenia", "Vostra", "Selm")),
        ("Ardenia, Vostra, and Selm said that it was over.", ("Ardenia", "Vostra", "Selm")),
        ("Ukraine, the U.S. and Turkey said that it was over.", ("Ukraine", "United States", "Turkey")),
        ("It was over, said Mara Ilvic, Petar Lund and Ada Quist.", ("Mara Ilvic", "Petar Lund", "Ada Quist")),
        ("Mara Ilvic as well as Petar Lund said that it was over.", ("Mara Ilvic", "Petar Lund")),
        ("Mara Ilvic and Petar Lund both said that it was over.", ("Mara Ilvic", "Petar Lund")),
        ("The president and the prime minister said it was over.", ("The president", "the prime minister")),
        ("The UN and its donors say that it was over.", ("UN", "its donors")),
        ("On Monday Ardenia and Vostra said that it was over.", ("Ardenia", "Vostra")),
        ("Meanwhile Mara Ilvic and Petar Lund said it was over.", ("Mara Ilvic", "Petar Lund")),
        ("Rivals Ardenia and Vostra said it was over.", ("Ardenia", "Vostra")),
        ("Brothers Jan and Piet Torvald said it was over.", ("Jan", "Piet Torvald")),
        ("Petar Lund left on Monday and Vostra said it was over.", ("Vostra",)),
        # One body, one description, or one of two clauses.
        ("It was over, according to the Orlo Trade and Development.", ("Orlo Trade and Development",)),
        ("Researchers from the Orlo Authority and Selm Valley University said it was over.", None),
        ("Mara Ilvic visited Petar Lund in Selm, and both leaders said it was over.", ("both leaders",)),
        ("Petar Lund met Ada Quist, and Mara Ilvic said that it was over.", ("Mara Ilvic",)),
    ],
)
def test_all_of_a_list_speak_and_only_they(line: str, speakers: tuple[str, ...] | None) -> None:
    (statement,) = statements(line)
    whole = line.split(" said")[0]
    assert statement.speakers == ((whole,) if speakers is None else speakers)


def test_he_behind_an_and_begins_a_clause_of_his_own() -> None:
    found = statements("Mara Ilvic met the man in the room and he said that it was over.")
    assert [statement.speakers for statement in found if len(statement.speakers) > 1] == []


def test_an_office_behind_the_name_is_no_part_of_what_was_said() -> None:
    (statement,) = statements("The bridge is open, said Mara Ilvic, Selm Council leader and former mayor.")
    assert statement.text == "The bridge is open"


def test_an_unnamed_source_is_kept_as_described() -> None:
    (statement,) = statements("A senior official said the talks would go on in Selm.")
    assert (statement.speaker, statement.speaker_type) == ("A senior official", "unnamed")


@pytest.mark.parametrize(
    "line",
    [
        "“We will hold the bridge,” Mara Ilvic said in an interview on Monday.",
        "Mara Ilvic would say that the bridge was lost.",
        "Mara Ilvic did not say that the bridge was lost.",
        "Mara Ilvic never said that the bridge was lost.",
        "Mara Ilvic left without saying that the bridge was lost.",
        "Mara Ilvic stopped short of saying that the bridge was lost.",
        "There is no evidence that Mara Ilvic said that the bridge was lost.",
        "Mara Ilvic isn’t saying the bridge was lost.",
        "Mara Ilvic no longer says the bridge was lost.",
        "Mara Ilvic left, not saying the bridge was lost.",
        "Voters in states where the vote is close stayed at home.",
        "The agency released emails from the account that Ilvic used.",
        "Mara Ilvic writes her books in the morning.",
        "In a letter to the council, Mara Ilvic said: “We will hold the bridge.”",
    ],
)
def test_what_is_not_said_is_no_statement(line: str) -> None:
    assert statements(line) == ()


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *'“”",.:;()—',
                "said",
                "that",
                "Lee",
                "he",
                "who",
                "according to",
                "the bridge was",
                "and",
                "officials",
                "told",
            ]
        ),
        max_size=40,
    ).map(" ".join)
)
def test_no_text_raises_and_every_statement_reads_as_the_text_at_its_span(paragraph: str) -> None:
    text = Text("", (Paragraph(paragraph),))
    knowledge = shipped_knowledge()
    for statement in read_statements(text, (), read_quotes(text, (), knowledge), knowledge):
        assert text.of(statement.paragraph)[statement.start : statement.end] == statement.text
        assert (statement.speaker is None) == (statement.speaker_type == "unattributed")


def test_what_makes_no_sense_alone_is_no_statement() -> None:
    assert not statements("Ilvic showed a video that Lund said supported his view of the war on the river.")
    assert not statements("The army of Ardenia moved east.", title="General Staff repeats number of prisoners")


def test_who_the_speaker_is_does_not_belong_to_the_statement() -> None:
    (statement,) = statements("Another two bridges are closed, said Petar Lund, the head of the mission.")
    assert statement.text == "Another two bridges are closed"


def test_a_statement_begins_with_a_word_and_its_speaker_with_no_time() -> None:
    (statement,) = statements("Ilvic insisted that, without change, there was a risk to all.")
    assert statement.text == "without change, there was a risk to all"
    (statement,) = statements("Earlier this year Minister Mara Ilvic's department urged the bank to pay its bills.")
    assert statement.speaker == "Minister Mara Ilvic's department"


def test_warning_shots_warn_of_nothing() -> None:
    assert not statements("At the river soldiers fired warning shots on Wednesday to drive off a group of diplomats.")


@pytest.mark.parametrize(
    "line",
    [
        "Fares are set according to a flexible system.",
        "Mara Ilvic answered a question about a recent reporting trip to Selm.",
        "Mara Ilvic has written dozens of books, but none of them are well known.",
    ],
)
def test_ways_of_doing_things_and_writing_books_state_nothing(line: str) -> None:
    assert not statements(line)


def test_a_time_before_the_clause_is_not_all_that_was_said() -> None:
    (statement, *_) = statements("Mara Ilvic said that earlier this spring, Lund had refused to cross the river.")
    assert statement.text == "earlier this spring, Lund had refused to cross the river"


@pytest.mark.parametrize(
    "line",
    [
        "Neither claimed that he has a degree from Selm.",
        "No one said that the bridge was open.",
        "An outcry on Monday followed the news of soldiers firing warning shots at envoys from Selm.",
    ],
)
def test_what_nobody_said_is_no_statement(line: str) -> None:
    assert not statements(line)


def test_a_phrase_before_the_subject_is_no_part_of_it() -> None:
    (found,) = statements("In an urgent letter to the judge, migration lawyers said a flight had landed in Selm.")
    assert found.speaker == "migration lawyers"


def test_a_noun_at_the_very_end_says_nothing() -> None:
    assert statements("talks that") == ()


@pytest.mark.parametrize(
    "line",
    [
        "Mara Ilvic denied saying that the bridge was lost.",
        "Mara Ilvic denied reports that she said the bridge was lost.",
        "Mara Ilvic refused to say that the bridge was lost.",
        "Mara Ilvic denied that she had told Petar Lund that the bridge was lost.",
    ],
)
def test_what_somebody_denies_or_refuses_to_say_is_told_as_that_alone(line: str) -> None:
    assert {statement.verb_class for statement in statements(line)} <= {"deny", "refuse"}


def test_what_somebody_writes_for_a_living_is_no_statement() -> None:
    assert not statements("Mara Ilvic writes stories about rivers and ports, and has also covered the war.")


def test_an_opening_phrase_does_not_end_a_statement() -> None:
    (statement, *_) = statements("The council said that despite repeated calls over a year, Lund had refused to come.")
    assert statement.text == "despite repeated calls over a year, Lund had refused to come"


@pytest.mark.parametrize(
    ("line", "speaker", "content"),
    [
        ("Lund said on May 8 in a talk with Radio Selm that he believes in it.", "Lund", "he believes in it"),
        ("Mayor Ilvic announced May 20 that the charge will be waived.", "Ilvic", "the charge will be waived"),
        ("Mara Ilvic told Radio Selm there’s a risk of rain.", "Mara Ilvic", "there’s a risk of rain"),
        (
            "The army announced new rules on Monday for Selm that cover boats.",
            "The army",
            "new rules on Monday for Selm",
        ),
        ("Six people were hurt, according to Selm medics.", "Selm medics", "Six people were hurt"),
    ],
)
def test_what_is_reported_begins_behind_a_date_and_whom_it_is_said_to(line: str, speaker: str, content: str) -> None:
    (found,) = statements(line)
    assert found.speaker == speaker
    assert found.text.startswith(content)


@pytest.mark.parametrize(
    "line",
    [
        "Since 2006, Canada has added three million new homes as the population has grown.",
        "Ardenia now wants guarantees that the Compact will lift all the sanctions.",
        "Petar Lund posted a deleted picture on Monday that many took for a threat.",
    ],
)
def test_what_is_added_wanted_or_posted_is_nothing_said(line: str) -> None:
    assert statements(line) == ()
