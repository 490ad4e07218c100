"""Claims about speakers where a sentence has several clauses: which leads to the words, and which only passes."""

from __future__ import annotations

import pytest

from tests.feeds.reading.quoted import quotes, speaker


@pytest.mark.parametrize(
    ("paragraphs", "name"),
    [
        # Who asks is asked by; whom it is asked of is not.
        (["Ilvic was asked by Petar Lund, who lives in Selm, “Do you really want to hold it?”"], "Petar Lund"),
        # What is told in passing leads to nothing.
        (["Mara Ilvic wrote back to a man who promised a new bridge: “We are still waiting for it.”"], "Mara Ilvic"),
        (
            ["Mara Ilvic stated before the talks began that many may leave.", "“A long winter makes people think.”"],
            "Mara Ilvic",
        ),
        (["Petar Lund, who has in the past described the mayor as “a great danger to us”, left."], "Petar Lund"),
        (["Petar Lund, who has in recent years described the mayor as “a danger to us”, left."], "Petar Lund"),
        # Words held by a remark, whatever stands between it and them.
        (
            ["Petar Lund ran an ad on Mara Ilvic’s comments to a committee that “I was responsible for it.”"],
            "Mara Ilvic",
        ),
        (["Lund will not back Mara Ilvic after her March comment that “we will put many out of work.”"], "Mara Ilvic"),
        (["The Selm senator’s answer was that “the family comes before all else.”"], "The Selm senator"),
        (["He wrote to the council in Selm, which said: “We support the mayor.”"], "the council in Selm"),
        (["Voters left after the mayor of Selm’s remark that “it is late for us all”."], None),
        # Several bodies are they.
        (["The three councils said they were ready. They called it “a good day for us all”."], "The three councils"),
        # Somebody else goes on.
        (["“Tell her,” Ilvic said, and Petar Lund cut in. “Do not forget me at the bridge.”"], "Petar Lund"),
        (["“Tell her,” Mara Ilvic said as the rain fell. “I will be at the bridge.”"], "Mara Ilvic"),
        (["“Tell her,” Mara Ilvic said after Lund spoke. “I will be at the bridge.”"], "Mara Ilvic"),
        # A sentence cut off from its subject.
        (["Mara Ilvic stated that it was not good. Adding, “We will stay here until Friday.”"], "Mara Ilvic"),
        # A surname that looks like an auxiliary.
        (["George Will, a columnist, left.", "“The bridge is ours,” Will wrote."], "George Will"),
        (["George Will, a columnist, left.", "Will described it as a “caricature of a bridge”."], "George Will"),
    ],
)
def test_the_clause_that_leads_to_the_words_says_whose_they_are(paragraphs: list[str], name: str | None) -> None:
    assert speaker(*paragraphs) == name


@pytest.mark.parametrize(
    ("line", "name", "kind"),
    [
        ("Forecasters say the rain will be “worse than ever”.", "Forecasters", "unnamed"),
        ("Campaigners argued that it was “far too late”.", "Campaigners", "unnamed"),
        ("Archaeologists said that it was “a great find”.", "Archaeologists", "unnamed"),
        ("Rogers said that it was “a great find”.", "Rogers", "named"),
        ("Hall of Fame driver Petar Lund said that it was “a great day”.", "Petar Lund", "named"),
        ("Petar Lund of OXAP Electronic Monitors said that it was “a great day”.", "Petar Lund", "named"),
    ],
)
def test_a_kind_of_people_is_nobodys_name_because_it_opens_a_sentence(line: str, name: str, kind: str) -> None:
    (quote,) = quotes(line)
    assert (quote.speaker, quote.speaker_type) == (name, kind)


def test_a_prize_is_no_he() -> None:
    assert speaker("Petar Lund, who won the Abel Prize, left.", "He said it was “a great day”.") == "Petar Lund"


def test_words_that_only_go_on_small_are_no_title_by_somebody() -> None:
    found = quotes("Mara Ilvic said the outlet is for those “both tired and afraid” by Lund’s rule.")
    assert [(quote.text, quote.speaker) for quote in found] == [("both tired and afraid", "Mara Ilvic")]


def test_will_is_a_verb_before_a_name_that_speaks() -> None:
    assert speaker("Will Mara Ilvic say “we hold the bridge” on Friday?") != "Will"
