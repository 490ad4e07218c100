"""Who said it where the words are passed on, or stand away from whoever said them (people and places made up)."""

from __future__ import annotations

import pytest

from feeds.reading.knowledge import shipped_knowledge
from feeds.reading.quotes import read_quotes
from feeds.reading.text import Text
from feeds.story import Actor, Mention, Paragraph
from tests.feeds.reading.quoted import INTRO, quotes, speaker


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("“The bridge is ours,” state television reported, citing Petar Lund.", "Petar Lund"),
        ("“The bridge is ours,” the agency said, quoting an army spokesman.", "an army spokesman"),
        ("The agency reported, citing Petar Lund, that “the bridge is ours”.", "Petar Lund"),
        ("Citing Petar Lund, the Selm Daily reported that “the bridge is ours”.", "Petar Lund"),
        ("“The bridge is ours,” Mara Ilvic said, citing Petar Lund.", "Mara Ilvic"),
        ("“The bridge is ours,” the agency said, citing a report.", "the agency"),
    ],
)
def test_whom_a_body_cites_said_the_words(line: str, name: str) -> None:
    assert speaker(INTRO, line) == name


@pytest.mark.parametrize(
    ("before", "line"),
    [
        ("Mara Ilvic counted the votes twice.", "“Call the roll,” came a cry from the back of the hall."),
        ("Several waved their flags from the seats.", "“We stand at the river tonight.”"),
        ("The two parties left the hall.", "“We stand at the river tonight.”"),
    ],
)
def test_words_are_carried_over_from_one_person_only_and_not_past_an_attribution_of_their_own(
    before: str, line: str
) -> None:
    assert speaker(INTRO, before, line) is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("“Who will hold the bridge?” a reporter can be heard asking Lund.", "a reporter"),
        ("In the video a woman is heard saying “the bridge is gone”.", "a woman"),
        ("Petar Lund was overheard saying “the bridge is gone”.", "Petar Lund"),
        ("The bridge was, in Lund's own words, “the last hope of the city”.", "Petar Lund"),
        ("The bridge was, in her words, “the last hope of the city”.", "Mara Ilvic"),
        ("Many were glad of her repeated declarations that “the bridge is ours”.", "Mara Ilvic"),
        ("It was condemned by Lund as “a great shame” and by Ilvic as “a reckless act”.", "Mara Ilvic"),
        ("In a clip that Petar Lund called “a great shame,” Ilvic waved.", "Petar Lund"),
        ("“Who will hold the bridge?” The council told us that it would pay.", None),
    ],
)
def test_who_is_heard_or_named_beside_the_words_said_them(line: str, name: str | None) -> None:
    assert speaker(INTRO, line) == name


def test_it_means_one_body_never_both_sides() -> None:
    found = quotes("The council said both sides have agreed on “a great plan”.", "It added that “the bridge is ours”.")
    assert found[-1].speaker in ("The council", None)


def test_a_pronoun_goes_on_about_the_unnamed_one_whom_the_pronoun_before_meant() -> None:
    found = quotes(
        "Ardenian President Karl Vorn met Mara Ilvic in Selm on Monday.",
        "A refugee in Selm said he had met Vorn there. “Some were good,” he said. “They saw the river,” he noted.",
    )
    assert [quote.speaker for quote in found] == ["A refugee in Selm", "A refugee in Selm"]


def test_a_word_that_leads_on_from_what_was_said_keeps_its_speaker() -> None:
    found = quotes(INTRO, "“We were to cheer for the city,” Petar Lund said. Instead, “we just sat down and wept.”")
    assert [quote.speaker for quote in found] == ["Petar Lund", "Petar Lund"]


@pytest.mark.parametrize(("mentions", "name"), [(2, "Robin Vale"), (1, "the prime minister")])
def test_an_office_that_only_the_whos_who_gives_names_whom_the_story_is_about(mentions: int, name: str) -> None:
    text = Text(
        "", (Paragraph("Robin Vale met Vale's friends."), Paragraph("“The bridge is ours,” the prime minister said."))
    )
    places = (Mention("Robin Vale", 0, 0, 10), Mention("Vale", 0, 15, 19))[:mentions]
    actors = (Actor("Robin Vale", "robin-vale", "person", known_role="Prime Minister", mentions=places),)
    (quote,) = read_quotes(text, actors, shipped_knowledge())
    assert quote.speaker == name
