"""Whom a story seems to hear and should not: titles of works, lists, documents, verbs and places taken for speakers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from feeds.reading import read
from feeds.reading.actors import read_actors
from feeds.reading.knowledge import knowledge_from, shipped_knowledge
from feeds.reading.quotes import read_quotes
from feeds.reading.text import Text
from feeds.settings import ActorSettings, shipped_settings
from feeds.story import Document, Paragraph
from tests.feeds.reading.quoted import INTRO, quotes, said, speaker


@pytest.mark.parametrize(
    ("line", "name"),
    [
        # A document is no he.
        (
            "One of Ilvic's first letters called for “strong actions”. He said the two were “fully engaged”.",
            None,
        ),
        # The outer verb of "dismissed … as" has the words.
        ("Petar Lund dismissed a report that claimed Mara Ilvic threatened to go as “made up”.", "Petar Lund"),
        ("“It broke me, I became another,” the Selm Daily newspaper reported one victim as saying.", "one victim"),
        ("In this article Petar Lund on Tuesday said he would give “a lot less”.", "Petar Lund"),
        ("The posters were used by the party to stoke voter fears. “We are full” (2003).", None),
        ("For years I have heard Ardenian politicians tout the “equality” line.", "Ardenian politicians"),
        ("For example, one could ask a question such as “find two cheap tickets for this Sunday”.", None),
        ("You do not trust them? Try saying that in the hospital. “Sorry, I will just wait.”", None),
        ("Mara Ilvic wrongly suggested the judge was from Vostra: “The judge, we believe, is great.”", "Mara Ilvic"),
        ("Mara Ilvic was critical of Lund's stance, telling Radio Selm: “The remarks are typical.”", "Mara Ilvic"),
        ("Kelm Party leader Lina Ost's campaign, for example, said she would “support the plan”.", None),
    ],
)
def test_who_does_not_speak(line: str, name: str | None) -> None:
    found = speaker(INTRO, line)
    if name is None:
        assert found not in ("stoke voter", "one", "Try", "One of Ilvic's first letters", "Vostra")
        assert found is None or "example" not in found
    else:
        assert found == name


def test_words_that_name_their_speaker_from_outside_are_not_carried_to_them() -> None:
    """Petar Lund would not say that he called Lund."""
    found = speaker(INTRO, "Lund visited Orlo in April, but cut his trip short. “I called Lund and he was in Orlo.”")
    assert found is None


def test_a_place_is_no_she() -> None:
    found = speaker(
        "A Vostran man was arrested on arrival at Paris Charles-de-Gaulle airport in May.",
        "A support committee was formed by his wife, Evgenia. “A disaster has befallen us,” she wrote.",
    )
    assert found == "Evgenia"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("In a letter to highlight a situation he described as “dire”, Petar Lund asked for help.", "Petar Lund"),
        (
            "Separately, Vostra's Ambassador to Russia Nils Holt rejected it. On radio, he said: “Nonsense.”",
            "Nils Holt",
        ),
        ("Dr Nils Holt, an Ardenian Political Scientist suggested that states must “bite” at last.", "Nils Holt"),
        ("“The bridge stays,” the top Ardenian diplomat said.", "Lina Ost"),
        ("It is a view endorsed by Lord Holt: “There is a perception that judges reach too far.”", "Holt"),
        ("Petar Lund read a letter from Lina Ost: “We will all come home.”", "Lina Ost"),
    ],
)
def test_offices_and_views_lead_to_their_holders(line: str, name: str) -> None:
    opening = "Ardenian Foreign Minister Lina Ost met her colleague Petar Lund in Selm on Monday."
    assert speaker(opening, line) == name


def test_whoever_a_relative_clause_describes_speaks_not_the_name_inside_it() -> None:
    assert said("The judge who sentenced Petar Lund said that half of the term could be lifted.") == [
        ("The judge", "half of the term could be lifted")
    ]
    found = said("Grumbling spread into the party, and even MPs who defended the policy said it was raised often.")
    assert found[-1] == ("MPs", "it was raised often")


def test_numbers_speak_under_their_own_name() -> None:
    assert said("Rents rose by a third in Selm last year, according to government statistics.")[0][0] == (
        "government statistics"
    )


def test_a_supreme_leader_is_an_office() -> None:
    ((who, _),) = said("Ardenia's Supreme Leader said that the talks would fail.")
    assert who == "Ardenia's Supreme Leader"


OFFICES = knowledge_from(
    replace(
        shipped_settings(),
        actors=(
            ActorSettings("Edda Halvorn", role="President", years="2020-2023", country="Norway", gender="f"),
            ActorSettings("Bram Oster", role="President", years="2020-2023", country="Denmark", gender="m"),
        ),
    )
)


def speakers_in_office(*paragraphs: str) -> list[str | None]:
    text = Text("", tuple(Paragraph(paragraph) for paragraph in paragraphs))
    actors = read_actors(text, OFFICES, date(2022, 5, 1))
    return [quote.speaker for quote in read_quotes(text, actors, OFFICES)]


def test_the_office_of_a_country_leads_to_who_holds_it_on_the_day() -> None:
    meeting = "Edda Halvorn met Bram Oster in Selm on Monday."
    assert speakers_in_office(meeting, "“We agree,” the Norwegian president said. “Fully,” she said.") == [
        "Edda Halvorn",
        "Edda Halvorn",
    ]
    assert speakers_in_office(meeting, "“We agree,” Denmark's leader said.") == ["Bram Oster"]
    assert speakers_in_office(meeting, "“We agree,” the former Danish president said.") == [
        "the former Danish president"
    ]
    assert speakers_in_office("They met.", "“We agree,” the Norwegian president said.") == ["the Norwegian president"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("The group Clean Rivers Ardenia said the new bill threatened to “end civil society”.", "Clean Rivers Ardenia"),
        ("The work and pensions secretary says the changes are “never easy”.", "The work and pensions secretary"),
        ("It ended in a tense exchange when the then-president asked, “Why me?”", "the then-president"),
        ("Lina Ost, head of the river union: “We will not go.”", "Lina Ost"),
        (
            "The grandmother said it was a “terrible stress”. “Nobody sees the cost,” she told a radio.",
            "The grandmother",
        ),
        ("Lund contrasted White House claims that Holt was “fit for duty” with a new book.", None),
    ],
)
def test_who_is_described_speaks(line: str, name: str | None) -> None:
    assert speaker(INTRO, line) == name


@pytest.mark.parametrize(
    ("paragraphs", "name"),
    [
        # Two who speak together are no she, nor are the initials of an outlet.
        (("Lina Ost came. Orlo Sports Investments and the board said yes.", "“It helps us,” she added."), "Lina Ost"),
        (
            ("Petar Lund sat there. According to N12, the request saved him. “We were split,” he said.",),
            "Petar Lund",
        ),
        # "One of those" is whoever is said to be one.
        (("Petar Lund was one of those politicians who called for a ban. In May he asked, “Why?”",), "Petar Lund"),
        # Whoever a sentence is about, not whom its apposition names.
        (("A fan of Petar Lund, Tomas Velder is a coach too. “He plays well,” he said.",), "Tomas Velder"),
        # A possessor whose answer it is.
        (
            ("“It can be great,” Petar Lund said.", "Tomas Velder's reaction was sober. He called the talks “useful”."),
            "Tomas Velder",
        ),
        # A worker who is not named.
        (
            ("Petar Lund left in May. The tech worker said no on Monday. He then called for “free rivers”.",),
            "The tech worker",
        ),
    ],
)
def test_he_and_she_are_who_the_story_speaks_of(paragraphs: tuple[str, ...], name: str) -> None:
    assert speaker(*paragraphs) == name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (
            "“It is ours,” a gender researcher and journalist from Selm told the radio.",
            "a gender researcher and journalist",
        ),
        ("A third tweeted: “Great goal.” A fourth added: “Goal of the season.”", "A fourth"),
        ("According to an online obituary his last words were: “Fear not.”", "an online obituary"),
        ("The court concluded that Vostra had “introduced unjustified rules”.", "The court"),
    ],
)
def test_who_speaks_under_another_head(line: str, name: str) -> None:
    assert (speaker(INTRO, line) or "").startswith(name)


def test_as_belongs_to_whoever_answers_a_report() -> None:
    line = "Tomas Velder responded to a report that claimed Mara Ilvic threatened to go unless it ended as “made up”."
    assert speaker(INTRO, line) == "Tomas Velder"


def test_a_republican_is_the_one_who_goes_on_not_whom_he_speaks_of() -> None:
    line = "The Kentucky Republican said on Tuesday that Petar Lund's plan was over. He called it “dead on arrival”."
    assert speaker("Petar Lund has a plan.", line) == "The Kentucky Republican"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (
            "Petar Lund, in his visit on Tuesday, told the Selm Caucus, “Let it go,” Selm Wire News reported.",
            "Petar Lund",
        ),
        ("Mara Ilvic said Vostra had already responded to the “illogical demands” of the Compact.", "Mara Ilvic"),
        ("A spokesperson said the firm had apologised to Lund, and added that “it was very sad”.", "A spokesperson"),
        ("The statement from Norway, France and Canada reiterated support for “a true peace”.", "The statement from"),
        ("Opposition parties however, called for his dismissal, decrying it as “utterly late”.", "Opposition parties"),
        ("But Mara Ilvic cut Petar Lund off, stating “this is my time”.", "Mara Ilvic"),
        ("It is so, according to Mara Ilvic, a professor at Selm University, who added: “It is.”", "Mara Ilvic"),
    ],
)
def test_whose_words_they_are_where_two_could_say_them(line: str, name: str) -> None:
    assert (speaker(line) or "").startswith(name)


def test_it_is_the_group_that_speaks_and_not_the_bill_it_speaks_of() -> None:
    found = quotes(
        "The non-profit group Transparency Selm said the new bill threatened to “end all of it”. "
        "It said the law would apply to grants, and that “vague language” was left."
    )
    assert {quote.speaker for quote in found} == {"Transparency Selm"}


def test_they_is_left_open_where_a_body_has_spoken_since_the_people() -> None:
    found = quotes(
        "The victims’ lawyers said failings were common. The National Order of Doctors said it “deeply regrets” them. "
        "“This has shown poor contacts,” they said."
    )
    assert found[-1].speaker is None


def test_whom_a_court_is_told_of_is_not_whom_it_is_told() -> None:
    assert quotes("Petar Lund told the court Mr Streeting “is seeking advice”.")[-1].addressee == "the court"


def test_whose_administration_it_is_does_not_make_him_he() -> None:
    found = quotes(
        "Petar Lund met Bo Holt, the president. “It is late,” Lund said. The Holt administration is slow. "
        "The question is how to “prevent a war at sea”, he said."
    )
    assert found[-1].speaker == "Petar Lund"


@pytest.mark.parametrize(
    ("line", "identity"),
    [
        ("The French president said it was “a good day for all”.", "emmanuel-macron"),
        ("Iran’s supreme leader called it “of no use at all”.", "ali-khamenei"),
        ("The UN Secretary-General said it was “a sad day for all”.", "antonio-guterres"),
        ("The former French president said it was “a good day for all”.", None),
        ("Iran’s deputy foreign minister said it was “a good day for all”.", None),
        ("The French president’s spokesman said it was “a good day for all”.", None),
        ("The president said it was “a good day for all”.", None),
    ],
)
def test_an_office_named_whole_has_the_identity_of_its_holder_and_keeps_its_words(
    line: str, identity: str | None
) -> None:
    findings = read(Document(text=line, title="Rain", published=datetime(2025, 5, 20)), shipped_knowledge())
    (quote,) = findings.quotes
    assert (quote.actor, quote.speaker_type) == (identity, "unnamed")
    assert quote.speaker == quote.speaker_as_written == line.partition(" said")[0].partition(" called")[0]


def test_an_office_has_no_holder_where_the_day_is_unknown() -> None:
    findings = read(Document(text="The French president said it was “a good day”.", title="Rain"), shipped_knowledge())
    assert findings.quotes[0].actor is None


def test_one_of_a_people_is_not_the_country() -> None:
    assert speaker("Russia played Ireland. The Russian said he “lost the match”.") == "The Russian"
    assert speaker("The British said they were “tired”.") == "United Kingdom"


def test_an_adjective_cut_off_its_noun_is_nobody() -> None:
    assert speaker("According to the moralists, Israeli actions were not bad but intended to be “loud”.") is None


def test_what_tells_who_a_source_is_goes_before_what_it_says() -> None:
    found = said("According to the charity Orlo Aid, known by its initials OA, the bridge fell.")
    assert [text for _, text in found] == ["the bridge fell"]


def test_who_is_for_a_country_is_not_the_country() -> None:
    assert speaker("The pro-Israeli shouted that it was “over”.") != "Israel"


def test_an_outlet_that_quotes_did_not_say_it() -> None:
    line = "The countries warned, “If Ardenia does not stop, we will act,” The Jerusalem Post previously quoted."
    assert speaker(line) == "The countries"


def test_a_minister_called_may_speaks() -> None:
    assert speaker("Equality Minister May Lund also reacted on X, stating: “It is over.”") == "May Lund"


def test_a_body_with_a_country_behind_its_hyphen_is_not_the_country() -> None:
    found = said("Bulldozers demolished a wall, according to the aid group MERC-Indonesia.")
    assert [speaker for speaker, _ in found] == ["MERC-Indonesia"]
    assert speaker("Guinea-Bissau said it was “ready”.") == "Guinea-Bissau"
