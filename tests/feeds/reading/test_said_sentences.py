"""Sentences as news writes them, each with whom it gives its words to and how much of it was reported."""

from __future__ import annotations

import pytest

from tests.feeds.reading.quoted import quotes
from tests.feeds.reading.test_statements import statements


@pytest.mark.parametrize(
    ("line", "speakers"),
    [
        (
            "“It would be great,” Petar Lund said. According to him, it “would have some extra significance”.",
            "Petar Lund",
        ),
        (
            "Mara Ilvic says she can achieve “total victory” – and she keeps “a strong core” of supporters.",
            "Mara Ilvic",
        ),
        ("Hours later, when the bridge had been held, Mara Ilvic said “we are safe”.", "Mara Ilvic"),
        ("Later that day, Mara Ilvic, a judge, said: “We are safe.”", "Mara Ilvic"),
        ("Both Mara Ilvic and Petar Lund said the bridge was “ours”.", "Mara Ilvic"),
        ("A scenario both Selm and Kyrna hope to avoid, said Mara Ilvic, is “war”.", "Mara Ilvic"),
        ("Artem von Orlen met Mara Ilvic. “And that could cost us dear,” von Orlen said.", "Artem von Orlen"),
        ("Le Bote newspaper reported one victim as saying: “I could not breathe.”", "one victim"),
        ("The army quoted one soldier as saying “we held the bridge”.", "one soldier"),
        ("The agency Selm Wire cited an officer as saying: “We held the bridge.”", "an officer"),
        ("Protesters held up signs saying “hold the bridge”.", "signs"),
        ("Mara Ilvic, seated next to a poster reading “hold the bridge”, announced a plan.", "a poster"),
        ("After the newspaper’s editorial telling her to “go home”, Mara Ilvic resigned.", "the newspaper’s editorial"),
        ("One of her ads saying “hold the bridge” was shown on Monday.", "One of her ads"),
        ("Mara Ilvic left the room; Petar Lund stayed, saying “we hold the bridge”.", "Petar Lund"),
        ("Mara Ilvic left the room, but Petar Lund stayed on, saying “we hold the bridge”.", "Petar Lund"),
        ("A video of Mara Ilvic saying “we hold the bridge” was shown.", "Mara Ilvic"),
        ("The film shows a man shouting “hold the bridge”.", "a man"),
        ("The crowd, including one woman yelling “hold the bridge”, moved on.", "one woman"),
        ("With Mara Ilvic repeatedly yelling “hold the bridge”, the crowd moved on.", "Mara Ilvic"),
        ("A reporter can be heard asking: “Who holds the bridge?”", "A reporter"),
        ("Mara Ilvic was quoted as saying “we hold the bridge”.", "Mara Ilvic"),
        ("Mara Ilvic tweeted a picture, joking “we hold the bridge” and adding “for now”.", "Mara Ilvic"),
        ("Mara Ilvic, R-Selm, said talks went “massively south”.", "Mara Ilvic"),
        ("A person said the bridge was “ours”.", "A person"),
        ("Mara Ilvic herself said the bridge was “ours”.", "Mara Ilvic"),
        ("Even Mara Ilvic said the bridge was “ours”.", "Mara Ilvic"),
        ("Petar Lund, Director of Roads at the National Road Centre (NRC), said the bridge was “ours”.", "Petar Lund"),
        ("The National Road Centre (NRC) said the bridge was “ours”.", "National Road Centre"),
        (
            "The Ministry of Roads, the parent body of NRC, RRC and the Water Office, said it was “ours”.",
            "Ministry of Roads",
        ),
        ("A man wearing a red coat said the bridge was “ours”.", "A man wearing a red coat"),
        ("A man in a red coat holding a lamp said the bridge was “ours”.", "A man in a red coat holding a lamp"),
        ("Surrounded by people, Mara Ilvic said the bridge was “ours”.", "Mara Ilvic"),
        ("Some of the imports are “ours”, said Petar Lund, the vice president of roads.", "Petar Lund"),
        ("According to Vostrans and Ardenians, the bridge is “ours”.", "Vostrans"),
        ("According to diplomats and a document seen by Selm Radio, the bridge may be “lost”.", "diplomats"),
        ("“We hold it,” said a nurse from Selm who was there.", "a nurse from Selm"),
        ("“We hold it,” said both Mara Ilvic and Petar Lund.", "Mara Ilvic"),
        ("“We hold it,” said one of the miners.", "one of the miners"),
        ("“We hold it,” said May Lund.", "May Lund"),
        ("“We hold it,” said Will Lund, a miner.", "Will Lund"),
        ("“We hold it,” the U.S. envoy said.", "the U.S. envoy"),
        ("“We hold it,” said the chairman, Petar Lund, and his aide.", "Petar Lund"),
        ("“We hold it,” said a Selm glassblower.", "a Selm glassblower"),
        ("“We hold it,” Mara Ilvic and her husband said.", "Mara Ilvic"),
        ("“We hold it,” read a banner.", "a banner"),
        ("Asked whether she holds the bridge, Mara Ilvic said: “We do.”", "Mara Ilvic"),
        ("In the words of Mara Ilvic, the bridge is “ours”.", "Mara Ilvic"),
        ("A man identified as Petar Lund, who was previously a senior aide, said: “We hold it.”", "Petar Lund"),
        ("Still, Mara Ilvic argued that the bridge was “overdue”.", "Mara Ilvic"),
        ("Said Mara Ilvic: “We hold the bridge.”", "Mara Ilvic"),
        ("The suggestion by a minister that the bridge be “closed for good” was met with silence.", "a minister"),
        ("Mara Ilvic's suggestion that the bridge be “closed for good” was met with silence.", "Mara Ilvic"),
        ("What Mara Ilvic calls “the long bridge” is closed.", "Mara Ilvic"),
        ("Ilvic's aide, who asked not to be named, called it “a bit long”.", "Ilvic's aide"),
        ("“The bridge is held” – and “for good”, Mara Ilvic said.", "Mara Ilvic"),
        ("“The bridge is held,” and, Mara Ilvic said, “for good”.", "Mara Ilvic"),
        ("Mara Ilvic also said that “the bridge is held” and that “nobody died”.", "Mara Ilvic"),
        ("“It is over,” said Mara Ilvic, “and,” she added, “for good.”", "Mara Ilvic"),
        ("“‘Never,’ he told me,” said Mara Ilvic.", "Mara Ilvic"),
        ("Mara Ilvic, pointing at the map: “We hold the bridge.”", "Mara Ilvic"),
        ("Mara Ilvic (defence minister): “We hold the bridge.”", "Mara Ilvic"),
        ("The bridge (“our pride”, as Mara Ilvic calls it) is closed.", "Mara Ilvic"),
        ("Asked by Petar Lund if she would “run again”, her reaction was silence.", "Petar Lund"),
        ("Quietly, “we hold it”, Mara Ilvic said.", "Mara Ilvic"),
        ("According to the “Hold the Bridge” group, “we hold it”.", "the “Hold the Bridge” group"),
        ("“We hold it,” said Mara Ilvic and others.", "Mara Ilvic"),
        ("“We hold it,” said Mara Ilvic yesterday.", "Mara Ilvic"),
        (
            "“We hold it,” said the mayor of Selm and head of the party.",
            "the mayor of Selm and head of the party",
        ),
        ("“We hold it,” the bespectacled, 71-year-old diplomat said.", "the bespectacled, 71-year-old diplomat"),
        ("A firm owned by Petar Lund's ally Mara Ilvic said “we hold it”.", "Mara Ilvic"),
        ("The Selm Daily (in its Friday edition) wrote: “We hold it.”", "Selm Daily"),
        ("“Really!” Mara Ilvic, the mayor of Selm and an old friend of the town, shouted.", "Mara Ilvic"),
        ("“Really?” a man, who wore a coat, asked.", "a man, who wore a coat"),
        ("Mara Ilvic told herself “we hold it”.", "Mara Ilvic"),
        ("Mara Ilvic told “Morning Desk” that it was “ours”.", "Mara Ilvic"),
        ("“We “never” let it go,” Mara Ilvic said.", "Mara Ilvic"),
        ("The talks were at 5 p.m. Mara Ilvic said “we hold it”.", "Mara Ilvic"),
        ("It was no. It was so. “We hold it,” Mara Ilvic said.", "Mara Ilvic"),
        ("Mara Ilvic spoke to Gen. Lund of the U.S. Army. “We hold it,” she said.", "Mara Ilvic"),
        (
            "Only five trucks came, Petar Lund, spokesman for the relief office, told us. “We did it,” he said.",
            "Petar Lund",
        ),
        ("Mara Ilvic, whose party tweeted after Petar Lund argued that “we hold it”, left.", "Petar Lund"),
        ("According to Mara Ilvic, a former judge who led the talks, “we hold it”.", "Mara Ilvic"),
        ("A woman with a flag said “we hold it”.", "A woman with a flag"),
        ("Mara Ilvic, of Orlo, Vostra, said “we hold it”.", "Mara Ilvic"),
        ("Mara Ilvic – once a judge – said “we hold it”.", "Mara Ilvic"),
        ("“We hold it,” the wife of Petar Lund said.", "the wife of Petar Lund"),
        ("“We hold it,” those close to Mara Ilvic said.", "those close to Mara Ilvic"),
        ("On Monday even the mayor said “we hold it”.", "the mayor"),
        ("Mara Ilvic, the mayor said it was “ours”.", "Mara Ilvic"),
        ("He spoke to Mara Ilvic (RP), who said it was “ours”.", "Mara Ilvic"),
        ("She asked the Office for Water, which said “no to all of it”.", "Office for Water"),
        ("They posted it under a headline that said “no to all of it”.", "a headline"),
        ("Protesters wearing shirts that read “no to all of it” marched.", "shirts"),
        ("Mara Ilvic, water and river expert at the institute (OI), said “no to all of it”.", "Mara Ilvic"),
        ("His opposite number, Mara Ilvic, said “no to all of it”.", "Mara Ilvic"),
        ("“No to all of it.” – Mara Ilvic said so on Monday.", "Mara Ilvic"),
        ("“Never,” Mara Ilvic quickly fumed.", "Mara Ilvic"),
        ("“No to all of it.” – Mara Ilvic, Selm, 2031", "Mara Ilvic"),
        ("“Never,” fumed Mara Ilvic.", "Mara Ilvic"),
        ("“Never,” Mara Ilvic went.", "Mara Ilvic"),
        ("Her vow to “hold it for good” stands, Mara Ilvic said.", "Mara Ilvic"),
        ("Petar Lund rejected Mara Ilvic's claim that it was “theft of all”.", "Mara Ilvic"),
        ("Mara Ilvic's repeated claims of “theft of all” were denied.", "Mara Ilvic"),
        ("When Mara Ilvic said she would “hold it”, the crowd cheered.", "Mara Ilvic"),
    ],
)
def test_every_quote_of_the_sentence_is_theirs(line: str, speakers: str) -> None:
    found = quotes(line)
    assert found
    assert {quote.speaker for quote in found} == {speakers}


@pytest.mark.parametrize(
    "line",
    [
        "Neither Mara Ilvic nor Petar Lund said the bridge was “ours”.",
        "Mara Ilvic walked out without saying “goodbye to all of you”.",
        "The minister is said to have called it “a bit long”.",
        "Petar Lund met Mara Ilvic. He told Lund he was “tired of it”.",
        "He himself said the bridge was “ours”.",
        "“Never,” Mara Ilvic, of Selm.",
        "“Never,” Mara Ilvic and others.",
        "“Selm is ours.” Lund did not say whether it “would last for long”.",
    ],
)
def test_where_the_sentence_does_not_say_who_nobody_is_named(line: str) -> None:
    assert {quote.speaker for quote in quotes(line)} == {None}


@pytest.mark.parametrize(
    "line",
    [
        "Mara Ilvic, best known for her role in “The Bridge,” died on Tuesday.",
        "The prize went to Mara Ilvic’s ‘Heart of Stone’, a story collection, in Selm.",
        "Mara Ilvic was questioned as an “assisted witness”, a status between a witness and a suspect, in 2030.",
        "The law is called “Openness of Public Life” and the government says it protects the country.",
        "It felt like “A Day at Sea”.",
    ],
)
def test_titles_and_terms_are_no_words_of_anybody(line: str) -> None:
    assert quotes(line) == ()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Mara Ilvic told the Selm Daily she had seen the bridge.", {"she had seen the bridge": "Mara Ilvic"}),
        ("Mara Ilvic told Minister Petar Lund the bridge was held.", {"the bridge was held": "Mara Ilvic"}),
        ("Mara Ilvic told acting Mayor Lund she would go.", {"she would go": "Mara Ilvic"}),
        ("Mara Ilvic told her colleague Lund the bridge was held.", {"the bridge was held": "Mara Ilvic"}),
        ("Mara Ilvic told her the bridge was held.", {"the bridge was held": "Mara Ilvic"}),
        (
            "A man, who denied any link to Vostra, argued that he had thought he would earn money.",
            {
                "any link to Vostra": "A man",
                "he had thought he would earn money": "A man, who denied any link to Vostra",
            },
        ),
        (
            "But some bridges are more important than others, Mara Ilvic noted.",
            {"some bridges are more important than others": "Mara Ilvic"},
        ),
        (
            "According to a poll released on Sunday, her rating fell to 27 per cent.",
            {"her rating fell to 27 per cent": "a poll"},
        ),
        (
            "The bridge, a long one, is closed, announced a spokesman.",
            {"The bridge, a long one, is closed": "a spokesman"},
        ),
        ("The bridge is held, says Mara Ilvic, but at a price.", {"The bridge is held": "Mara Ilvic"}),
        ("Still, Mara Ilvic argued that the bridge was overdue.", {"the bridge was overdue": "Mara Ilvic"}),
        ("Mara Ilvic, seated next to a poster, announced a plan.", {}),
        ("Mara Ilvic said Wednesday.", {}),
        ("Mara Ilvic told lawmakers on Monday.", {}),
        ("In a letter, Mara Ilvic wrote, “I held the bridge.”", {}),
        ("“We hold the bridge”, she added, according to Selm Radio.", {}),
    ],
)
def test_what_was_reported_ends_where_the_reporting_does(line: str, said: dict[str, str]) -> None:
    assert {statement.text: statement.speaker for statement in statements(line)} == said


def test_words_go_on_over_paragraphs_with_whoever_spoke_last() -> None:
    found = quotes("“We hold the bridge,” Mara Ilvic said. “We will hold it.”", "“We shall see.”")
    assert [(quote.speaker, quote.reason) for quote in found] == [
        ("Mara Ilvic", "verb-after"),
        ("Mara Ilvic", "carry-on"),
        ("Mara Ilvic", "paragraph-before"),
    ]


def test_an_account_of_somebody_elses_words_ends_with_them() -> None:
    found = quotes("Mara Ilvic said: “We hold it.”", "Petar Lund spoke “for long”.", "“It is over.”")
    assert found[0].speaker == "Mara Ilvic"
    assert found[-1].speaker != "Mara Ilvic"
