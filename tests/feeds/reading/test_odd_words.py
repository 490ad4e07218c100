"""Words that seem to be said and are not, or that are more than they seem: titles, captions, nouns like verbs."""

from __future__ import annotations

import pytest

from feeds.reading.actors import read_actors
from feeds.reading.knowledge import shipped_knowledge
from feeds.reading.quotes import read_quotes
from feeds.reading.statements import read_statements
from feeds.reading.text import Text
from feeds.story import Paragraph, Quote
from tests.feeds.reading.quoted import INTRO, quotes, said, speaker


def test_a_title_that_opens_a_paragraph_is_not_carried_on_to_whoever_spoke_before() -> None:
    found = quotes(
        "“I loved that show,” Mara Ilvic said.",
        "“Harbour” star Lina Ost agreed, saying, “It was the best of times.”",
    )
    assert [(quote.text, quote.speaker) for quote in found] == [
        ("I loved that show,", "Mara Ilvic"),
        ("It was the best of times.", "Lina Ost"),
    ]


def test_a_title_behind_a_quote_is_no_more_of_it() -> None:
    found = quotes("“We are proud,” Mara Ilvic said. “The Bridge at Night” was written in two months.")
    assert [quote.text for quote in found] == ["We are proud,"]


def test_the_title_of_a_book_in_apposition_is_no_speech() -> None:
    found = quotes("The book, “Original Waters: How Ardenia Lost Its Rivers,” said that the dam had leaked.")
    assert not found


def test_a_link_to_read_more_is_no_transcript() -> None:
    found = quotes(
        INTRO, "ALSO READ: Can Ardenia hold on to its bridges?", "The river rose.", "ALSO READ: The dams of Ardenia"
    )
    assert not found


def test_a_quote_that_ends_its_sentence_leaves_the_next_one_to_others() -> None:
    found = quotes(
        "“In spring the team debated,” the book said. “In autumn she had been given a ‘clean bill of health.’” "
        "Months later, in May, a neurologist revealed that a “small lesion” was removed."
    )
    assert [quote.speaker for quote in found] == ["the book", "the book", "a neurologist"]


def test_a_noun_behind_what_it_is_called_is_no_verb() -> None:
    assert (
        said("Ardenian leader Petar Lund on Tuesday called U.S. demands that Selm stop digging “utter nonsense”.") == []
    )


def test_the_object_of_a_participle_does_not_go_on_to_speak() -> None:
    found = said("Ardenia slammed a case accusing Vostra of theft, cut all foreign aid, announced 31% tariffs on rice.")
    assert "Vostra" not in [who for who, _ in found]


def test_what_passes_exact_words_on_makes_no_statement() -> None:
    assert said("“We have not accepted it,” Lund told reporters on Tuesday, according to a wire report.") == []
    assert said("“We have not accepted it,” she told reporters in Selm, the Orlo News Agency reported.") == []


def test_students_are_admitted_without_anybody_saying_anything() -> None:
    assert said("Selm University currently admits students to its undergraduate programme.") == []
    assert said("The company admits breaching the rules of the port.") == [
        ("The company", "breaching the rules of the port")
    ]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("“But that was the first time,” Selm This Morning co-Anchor Lina Ost said.", "Lina Ost"),
        ("Lina Ost, head of a union, is helping Lund and credited him for “an inspiring campaign”.", "Lina Ost"),
        ("Lina Ost supports “appropriate pay raises” and opposes “arbitrary pay freezes” for all.", "Lina Ost"),
        ("Lina Ost played down the comments as “part of the campaign”.", "Lina Ost"),
        ("Lina Ost's campaign slogan is “we are all here”.", "Lina Ost"),
        ("Lina Ost came. Her answer to all was kind, and her advice was: “Wait.”", "Lina Ost"),
    ],
)
def test_signs_of_whose_words_they_are(line: str, name: str) -> None:
    assert speaker(INTRO, line) == name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Services will come for clients already offering the drugs. “Clients that cover it will see it.”", None),
        ("The Selm, Massachusetts-based institution has said that it “cannot bear it all”.", "institution"),
        ("Lund dimmed the lights to play a song that includes the lyrics “sink the ferry.”", None),
        (
            "The principal of the high school heard of me. “There is Chris and he is into music.”",
            "The principal of the high school",
        ),
        ("Ilvic also said that the leaders were the reason and the board was offering an “off-ramp”.", "Mara Ilvic"),
        ("President Tomas Sorensky visited Orlo in April. “I called Sorenskyi and he was in Orlo.”", None),
    ],
)
def test_what_only_looks_like_speech_has_no_speaker(line: str, name: str | None) -> None:
    found = speaker(INTRO, line)
    assert found is None if name is None else name in (found or "")


@pytest.mark.parametrize(
    "line",
    [
        "“We agree,” al-Orlo said.",
        "“We agree,” said al-Orlo.",
        "“We agree,” Ahmad al-Orlo told them.",
        "According to Ahmad al-Orlo, “we agree”.",
        "Ahmad al-Orlo, the minister, said: “We agree.”",
    ],
)
def test_a_name_with_a_small_article_is_a_name(line: str) -> None:
    assert speaker("Governor Ahmad al-Orlo came to Selm on Monday.", line) == "Ahmad al-Orlo"


def test_what_cuts_in_is_another_s() -> None:
    found = quotes(INTRO, "“Never mind,” Lund said. “The board—” “Your board is no better,” Lina Ost interjected.")
    assert [quote.speaker for quote in found] == ["Petar Lund", "Petar Lund", "Lina Ost"]


def test_a_brand_with_a_small_first_letter_speaks() -> None:
    assert speaker(INTRO, "“We will grow,” xOrlo said on Monday.") == "xOrlo"


def test_what_two_will_continue_is_all_of_what_is_said() -> None:
    assert said("Petar Lund said that he expects Orlo and Selm will continue buying rice from Vostra.") == [
        ("Petar Lund", "he expects Orlo and Selm will continue buying rice from Vostra")
    ]


def test_what_a_country_seeks_meanwhile_is_no_speech() -> None:
    assert all(quote.speaker is None for quote in quotes("Rain.", title="‘Tea for two’ as Kenya seeks to sell more"))


def test_who_took_a_picture_is_not_he() -> None:
    found = quotes(
        "Petar Lund made a post on Wednesday. A player looks on. (Selm Photo/Bob Holt)",
        "“A lie does not care,” he wrote on X. “It goes on,” he added.",
    )
    assert {quote.speaker for quote in found} == {"Petar Lund"}


def test_a_firm_with_a_title_in_its_name_keeps_it() -> None:
    assert speaker("King Features, a unit of Selm Media, said it was “very sorry for this”.") == "King Features"


def test_a_sentence_ends_behind_the_site_x() -> None:
    found = quotes(INTRO, "“We hold,” Mara Ilvic posted on X. The Ardenian army wrote on X: “We shot in the air.”")
    assert [quote.speaker for quote in found] == ["Mara Ilvic", "The Ardenian army"]


def captioned(*paragraphs: Paragraph) -> tuple[Quote, ...]:
    text = Text("", paragraphs)
    return read_quotes(text, read_actors(text, shipped_knowledge(), None), shipped_knowledge())


def test_the_story_goes_on_behind_the_caption_of_a_picture() -> None:
    said = Paragraph("“We will hold,” Petar Lund said in a statement.")
    caption = Paragraph("Minister Bo Holt in Selm on Monday. (Selm Images)", "caption")
    found = captioned(said, caption, Paragraph("“It is ours,” he added."), caption, Paragraph("“All of it is ours.”"))
    assert {quote.speaker for quote in found} == {"Petar Lund"}


def test_nobody_is_carried_over_from_a_heading() -> None:
    heading = Paragraph("What Petar Lund said about the bridge", "heading")
    found = captioned(Paragraph("Mara Ilvic left Selm."), heading, Paragraph("“All of it is ours, whatever comes.”"))
    assert [quote.speaker for quote in found] == [None]


@pytest.mark.parametrize(
    "line",
    ["Nowhere, however, did they mention that the bridge was lost.", "Nor did the two say that the bridge was lost."],
)
def test_what_nobody_mentioned_is_not_said(line: str) -> None:
    text = Text("", (Paragraph("Lund and Ilvic met. " + line),))
    actors = read_actors(text, shipped_knowledge(), None)
    assert read_statements(text, actors, (), shipped_knowledge()) == ()


def test_posts_in_a_list_of_things_are_no_verb() -> None:
    found = said("The drone hit tanks, trucks, command posts, and guns, a spokesman said.")
    assert [speaker for speaker, _ in found] == ["a spokesman"]


def test_an_mp_speaks_under_the_name_without_the_letters() -> None:
    assert speaker("“No,” said Petar Orlo MP.") == "Petar Orlo"


def test_a_surname_short_of_a_doubled_letter_is_the_same_surname() -> None:
    assert speaker("Ardenian lawyer Harmeet Dhillon left. “No,” Dhilon said.") == "Harmeet Dhillon"


def test_calls_that_have_become_common_are_nobodys_verb() -> None:
    assert said("Rhetoric against the Selmans and calls for eradicating the camp have become common.") == []
    assert said("Hamas rejects the plan and calls for an end to the war.") == [("Hamas", "an end to the war")]
