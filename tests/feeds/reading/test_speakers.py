"""Who said it: the sieve of rules, on small stories written for this project (people and countries made up)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.reading.knowledge import shipped_knowledge
from feeds.reading.quotes import REASONS, read_quotes
from feeds.reading.text import Text
from feeds.story import Paragraph
from tests.feeds.reading.quoted import INTRO, quotes, speaker


@pytest.mark.parametrize(
    ("line", "name", "reason"),
    [
        ("“We will hold the bridge,” Mara Ilvic said.", "Mara Ilvic", "verb-after"),
        ("“We will hold the bridge,” said Mara Ilvic.", "Mara Ilvic", "verb-after"),
        ("“We will hold the bridge,” Mara Ilvic, 51, of Selm, said.", "Mara Ilvic", "verb-after"),
        ("“We will hold the bridge,” Mara Ilvic fumed on Tuesday.", "Mara Ilvic", "verb-after"),
        ("Mara Ilvic said: “We will hold the bridge.”", "Mara Ilvic", "verb-before"),
        ("Mara Ilvic, a former judge, said the bridge was “ours to hold”.", "Mara Ilvic", "that-clause"),
        ("According to Mara Ilvic, “the bridge is ours”.", "Mara Ilvic", "according-to"),
        ("“The bridge is ours,” according to Mara Ilvic.", "Mara Ilvic", "according-to"),
        ("Mara Ilvic urged her people to wait, saying: “The bridge is ours.”", "Mara Ilvic", "participle"),
        ("“We will hold the bridge.” – Mara Ilvic", "Mara Ilvic", "dash-name"),
        ("“We will hold the bridge” — Mara Ilvic, defence minister", "Mara Ilvic", "dash-name"),
        ("MARA ILVIC: “We will hold the bridge.”", "MARA ILVIC", "transcript"),
        ("Mara Ilvic wrote on X: “We will hold the bridge.”", "Mara Ilvic", "verb-before"),
        ("The bridge is “ours to hold” and will stay so, Mara Ilvic said.", "Mara Ilvic", "clause-after"),
    ],
)
def test_the_name_beside_the_quote_is_found_and_the_rule_is_named(line: str, name: str, reason: str) -> None:
    (quote,) = quotes(line)
    assert (quote.speaker or "").casefold() == name.casefold()
    assert quote.speaker_type == "named"
    assert quote.reason == reason or quote.reason in ("colon", "verb-before", "that-clause")
    assert quote.reason in REASONS
    assert quote.confidence > 0.7


def test_whom_it_was_said_to_is_kept_apart() -> None:
    (quote,) = quotes("“We will hold the bridge,” Mara Ilvic told Radio Selm.")
    assert (quote.speaker, quote.addressee) == ("Mara Ilvic", "Radio Selm")


def test_two_speakers_of_a_joint_statement_are_both_kept() -> None:
    (quote,) = quotes("“We will hold the bridge together,” Mara Ilvic and Petar Lund said in a statement.")
    assert quote.speakers == ("Mara Ilvic", "Petar Lund")
    assert (quote.speaker, quote.actor) == (quote.speakers[0], quote.actors[0])
    assert len(quote.actors) == 2


def test_each_of_several_has_an_identity_of_its_own() -> None:
    intro = "Mara Ilvic, the mayor of Selm, met Petar Lund, the envoy of Vostra, on Monday."
    (quote,) = quotes(intro, "“We will hold the bridge together,” Ilvic and Lund said in a statement.")
    assert quote.speakers == ("Mara Ilvic", "Petar Lund")
    assert quote.actors == ("~mara-ilvic", "~petar-lund")


def test_one_who_speaks_alone_is_all_there_is_of_speakers() -> None:
    (quote,) = quotes("“We will hold the bridge,” Mara Ilvic told Radio Selm.")
    assert (quote.speakers, quote.actors) == (("Mara Ilvic",), (quote.actor,))


def test_the_name_behind_an_unknown_noun_of_somebodys_speaks() -> None:
    assert speaker(INTRO, "His opposite number, Ada Quist, said the remark was ‘childish’.") == "Ada Quist"


def test_a_list_hangs_on_its_head() -> None:
    (quote,) = quotes("The leaders of Ardenia, Vostra and Selm warned of “concrete steps” on Monday.")
    assert quote.speaker == "The leaders of Ardenia, Vostra and Selm"


def test_the_outlet_behind_a_dash_is_a_credit_when_the_sentence_has_its_speaker() -> None:
    (quote,) = quotes("Mara Ilvic said the plan was “dead and gone”. – Dora Keel")
    assert quote.speaker == "Mara Ilvic"


def test_a_split_quote_has_one_speaker() -> None:
    found = quotes("“We will hold,” Mara Ilvic said, “until the rain stops.” “And then we rest.”")
    assert [quote.speaker for quote in found] == ["Mara Ilvic"] * 3


def test_the_sentence_before_names_the_speaker() -> None:
    assert speaker(INTRO, "Lund spoke of a long road ahead. “Nobody will be left behind.”") == "Petar Lund"


def test_a_colon_at_the_end_of_the_paragraph_before_names_the_speaker() -> None:
    assert speaker("Mara Ilvic highlighted the dangers, stating:", "“Nobody is safe at the river.”") == "Mara Ilvic"


def test_a_quote_right_before_an_attributed_one_has_its_speaker() -> None:
    found = quotes("“It rains.” “We will hold the bridge,” Mara Ilvic said.")
    assert [quote.speaker for quote in found] == ["Mara Ilvic", "Mara Ilvic"]


def test_a_quote_over_paragraphs_is_one_quote_with_one_speaker() -> None:
    (quote,) = quotes("“We will hold the bridge.", "“We will hold the river,” Ilvic said.")
    assert quote.text == "We will hold the bridge.\nWe will hold the river,"
    assert [span.paragraph for span in quote.spans] == [0, 1]
    assert quote.speaker == "Ilvic"


def test_a_quote_that_only_the_headline_has_is_kept_when_it_names_its_speaker() -> None:
    found = quotes("“It rains,” Mara Ilvic said on Monday.", title="Ilvic: ‘We will never leave the bridge’")
    assert [(quote.paragraph, quote.speaker) for quote in found] == [(None, "Mara Ilvic"), (0, "Mara Ilvic")]


def test_a_fragment_keeps_its_sentence() -> None:
    (quote,) = quotes("Mara Ilvic said the army would “hold the bridge” until the rain stops.")
    assert quote.kind == "fragment"
    assert quote.carrier == "Mara Ilvic said the army would “hold the bridge” until the rain stops."


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.lists(
            st.sampled_from(
                [
                    *"“”\"'‘’,.:;()—-",
                    "said",
                    "Lee",
                    "Ann Lee",
                    "he",
                    "who",
                    "according to",
                    "the",
                    "and",
                    "officials",
                    "a",
                ]
            ),
            max_size=30,
        ).map(" ".join),
        max_size=4,
    )
)
def test_no_text_raises_and_every_quote_reads_as_the_text_at_its_spans(paragraphs: list[str]) -> None:
    text = Text("", tuple(Paragraph(paragraph) for paragraph in paragraphs))
    for quote in read_quotes(text, (), shipped_knowledge()):
        assert quote.text == "\n".join(text.of(span.paragraph)[span.start : span.end] for span in quote.spans)
        assert text.of(quote.paragraph)[quote.start : quote.end] == quote.text.split("\n")[0]
        assert quote.reason in REASONS
        assert (quote.speaker is None) == (quote.speaker_type == "unattributed")


def test_a_block_quote_is_a_quote_of_whom_the_line_before_names() -> None:
    text = Text(
        "",
        (
            Paragraph("Mara Ilvic wrote on X:"),
            Paragraph("We will hold the bridge at Orlo.", "quotation"),
            Paragraph("Nobody is left behind.", "quotation"),
            Paragraph("She left at noon, and the rain went on for days."),
            Paragraph("The road to Selm was closed."),
        ),
    )
    (quote,) = read_quotes(text, (), shipped_knowledge())
    assert quote.text == "We will hold the bridge at Orlo.\nNobody is left behind."
    assert quote.speaker == "Mara Ilvic"


def test_a_signed_block_quote_has_its_signature_for_a_speaker() -> None:
    (quote,) = quotes("The road was closed.", "> We will hold the bridge at Orlo. — Mara Ilvic", "It rained for days.")
    assert (quote.text, quote.speaker) == ("We will hold the bridge at Orlo.", "Mara Ilvic")


def test_one_label_makes_no_transcript() -> None:
    assert quotes("SELM: The road was closed on Monday.", "It rained for days.") == ()


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Petar Lund, R-Ky., said in a column, “The bridge is ours.”", "Petar Lund"),
        ("“The bridge is ours,” said Will Lund, a teacher in Selm.", "Will Lund"),
        ("“You know, it happens?” Petar Lund went on, as if he had not heard.", "Petar Lund"),
        ("Recalling the night, Petar Lund, who led the mission, said of Ilvic: “She was the only one.”", "Petar Lund"),
        ("Petar Lund said that once the Senate goes on recess, “I will cross the river.”", "Petar Lund"),
        ("Petar Lund, president of the Orlo Union said: “The bridge is ours.”", "Petar Lund"),
        ("When Petar Lund said he would “hold the bridge for good,” the crowd cheered loudly.", "Petar Lund"),
        ("Petar Lund emailed Ilvic, telling her, “you are our best!” She replied that she was glad.", "Petar Lund"),
        ("After the fall of the towns, “there is a sense of urgency,” Petar Law said.", "Petar Law"),
    ],
)
def test_the_speaker_is_found_where_the_sentence_misleads(line: str, name: str) -> None:
    assert quotes("Mara Ilvic came to Orlo.", line)[-1].speaker == name


def test_what_others_said_inside_a_report_does_not_carry_over() -> None:
    report = "Mara Ilvic said that for years some critics had warned of an attack, which never came."
    assert speaker(report, "“The river keeps us safe.”") == "Mara Ilvic"


def test_a_number_does_not_make_a_speaker_of_the_sentence_before_it() -> None:
    (quote,) = quotes("The law also mandates three separate visits for women who want to cross.", "“Stay home.”")
    assert "three" not in (quote.speaker_as_written or "")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("The leader, Mara Ilvic, said that the demands were “excessive,” according to state media.", "Mara Ilvic"),
        ("Petar Lund rejected Mara Ilvic's claim of “a stolen river”.", "Mara Ilvic"),
        (
            "Vostra's ambassador to Selm, Petar Lund, was expelled after accusing Ilvic of “a stolen river”.",
            "Petar Lund",
        ),
        ("Roads in a shed owned by Ilvic's northern ally Petar Lund, who called her “a friend”.", "Petar Lund"),
        ("Mara Ilvic then spoke up, saying she had told Lund that the plan was “dead”.", "Mara Ilvic"),
    ],
)
def test_words_go_to_whoever_said_them_not_to_whoever_stands_near(line: str, name: str) -> None:
    assert quotes("Mara Ilvic and Petar Lund met. She is a judge.", line)[-1].speaker == name


def test_all_of_a_list_speak() -> None:
    (quote,) = quotes("The U.K., Ardenia and France said the river was “ours”.")
    assert quote.speakers == ("U.K.", "Ardenia", "France") or quote.speakers[1:] == ("Ardenia", "France")
    (quote,) = quotes("The American and Israeli governments say the river is “ours”.")
    assert quote.speaker == "The American and Israeli governments"


def test_who_goes_on_is_whoever_spoke_not_whom_a_claim_was_made_by() -> None:
    line = "“We are opposed to that,” Mara Ilvic said of the acts alleged by Ann Voss in their talk."
    assert speaker(line + " She added that it “is not policy”.") == "Mara Ilvic"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Peace came after Petar Lund promised “a new bridge”.", "Petar Lund"),
        ("The plan came months after the deal. Ilvic is raising a claim regarding alleged “feigned memory”.", None),
        ("The strategy makes trade the “core of the plan”.", None),
        ("The third part of the plan is “to build roads”.", None),
        ("The envoys in the region were tasked to “find new friends”.", None),
        ("Look for words such as “hopes”, “wants” and the like.", None),
        ("Chief of river operations Gen. Petar Lund said it was “ours”.", "Petar Lund"),
        ("Chief of General Staff Petar Lund said it was “ours”.", "Petar Lund"),
        ("President of the National River Council Petar Lund said it was “ours”.", "Petar Lund"),
        (
            "Petar Lund, water and river policy expert at the Orlo Institute (OI), told her that it was “ours”.",
            "Petar Lund",
        ),
        ("Speaking before the Compact in March, Petar Lund urged it “to mend the bridge.”", "Petar Lund"),
        ("Judge Petar Lund rejected Vostran demands to stop the work as “excessive”.", "Petar Lund"),
        ("Premier Petar Lund rolled out plans for a new dam, and said that he hoped “for the best”.", "Petar Lund"),
        ("The Orlo Party Splits Amid Dispute The Orlo Party said it was “ours”.", "Orlo Party"),
    ],
)
def test_only_those_who_speak_are_given_words(line: str, name: str | None) -> None:
    found = [quote.speaker for quote in quotes("Petar Lund came to Selm.", line)] or [None]
    assert set(found) == {name}


def test_words_behind_a_quote_whose_speaker_was_carried_over_are_carried_over_too() -> None:
    found = quotes("Petar Lund confirmed the date of the summit. “I hope for autumn”, adding that “it is not final”.")
    assert [quote.speaker for quote in found] == ["Petar Lund", "Petar Lund"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("On Monday, Ardenia, Vostra and Selm demanded an end to this “mad war”.", ("Ardenia", "Vostra", "Selm")),
        ("As its CFO, Petar Lund, said the firm plans to “hold its prices”.", ("Petar Lund",)),
        (
            "Lund asked the UN's Office for River Affairs (UNORA), which said: “We wait.”",
            ("Office for River Affairs",),
        ),
    ],
)
def test_lists_initials_and_brackets_do_not_mislead(line: str, names: tuple[str, ...]) -> None:
    assert quotes("Petar Lund came to Selm.", line)[-1].speakers == names


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("The Kyrna Times quoted Mara Ilvic as saying “the bridge is ours”.", "Mara Ilvic"),
        ("Radio Selm quoted Mara Ilvic, the defence minister, as saying: “The bridge is ours.”", "Mara Ilvic"),
        ("The agency cited a defence official as saying “the bridge is ours”.", "a defence official"),
        ("The agency quoted him as saying “the bridge is ours”.", None),
        ("Mara Ilvic was quoted by Radio Selm as saying “the bridge is ours”.", "Mara Ilvic"),
        ("“The bridge is ours,” Radio Selm quoted Mara Ilvic as saying.", "Mara Ilvic"),
        ("“The bridge is ours,” the agency quoted him as saying.", None),
        ("“The bridge is ours,” Mara Ilvic was quoted as saying.", "Mara Ilvic"),
        ("“The bridge is ours,” Mara Ilvic said, quoting nobody as saying so.", "Mara Ilvic"),
    ],
)
def test_words_passed_on_are_of_whom_they_are_quoted_from(line: str, name: str | None) -> None:
    (quote,) = quotes(line)
    assert (quote.speaker_as_written if quote.speaker_type == "unnamed" else quote.speaker) == name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("The college settled a suit by a Selman student who said hate was “ignored on campus”.", "a Selman student"),
        (
            "The text of the resolution mentions neither side and expresses “grave concern” for all.",
            "The text of the resolution",
        ),
    ],
)
def test_the_one_behind_by_speaks_and_a_verb_ends_the_subject(line: str, name: str) -> None:
    assert speaker(line) == name


@pytest.mark.parametrize(
    "line",
    [
        "Mara Ilvic credited the army with “holding the whole bridge together”.",
        "Mara Ilvic signed a letter on “the bridge that was lost”.",
        "Mara Ilvic shared her worry with the crowd, “I do not know who will come.”",
        "Said Mara Ilvic: “I do not know who will come.”",
        "Said Mara Ilvic, “I do not know who will come.”",
    ],
)
def test_a_clear_sign_of_speech_makes_a_person_the_speaker(line: str) -> None:
    (quote,) = quotes(INTRO, line)
    assert quote.speaker == "Mara Ilvic"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Others, however, said the plan was “dead and buried”.", "Others"),
        ("The air force, in a statement, said the plan was “dead and buried”.", "The air force"),
        ("A minister, talking to farmers in Selm, claimed the plan was “dead and buried”.", "A minister"),
        (
            "The minister, in charge of roads, said the plan was “dead and buried”.",
            "The minister, in charge of roads",
        ),
    ],
)
def test_a_description_ends_before_where_and_when_it_spoke(line: str, name: str) -> None:
    assert speaker(line) == name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Mara Ilvic posted it under a headline that said, “The River Is Lost To All.”", "a headline"),
        ("Mara Ilvic signed the letter that said the river was “lost to all of us”.", "the letter"),
        ("He held up the sign — which read “The River Is Ours” — and left.", "the sign"),
        ("Petar Lund – who once said the river was “lost to all of us” – left.", "Petar Lund"),
    ],
)
def test_a_text_that_says_something_speaks_for_itself(line: str, name: str) -> None:
    assert speaker(INTRO, line) == name


@pytest.mark.parametrize(
    "sentence",
    [
        "In the words of Mara Ilvic, the plan is “a bad joke on everyone”.",
        "In the words of the minister, Mara Ilvic, the plan is “a bad joke on everyone”.",
        "The plan is, in the words of the minister, Mara Ilvic, “a bad joke on everyone”.",
        "The plan is “a bad joke on everyone,” in the words of the minister, Mara Ilvic.",
    ],
)
def test_what_is_told_in_somebodys_words_is_theirs(sentence: str) -> None:
    (quote,) = quotes(INTRO, sentence)
    assert (quote.speaker, quote.reason, quote.cue.lower()) == ("Mara Ilvic", "according-to", "in the words of")
