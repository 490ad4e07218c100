"""Who said it: the sieve of rules, on small stories written for this project (people and countries made up)."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.reading.actors import read_actors
from feeds.reading.knowledge import shipped_knowledge
from feeds.reading.quotes import REASONS, read_quotes
from feeds.reading.text import Text
from feeds.story import Paragraph, Quote


def quotes(*paragraphs: str, title: str = "") -> tuple[Quote, ...]:
    text = Text(title, tuple(Paragraph(paragraph) for paragraph in paragraphs))
    return read_quotes(text, read_actors(text, shipped_knowledge(), None), shipped_knowledge())


def speaker(*paragraphs: str) -> str | None:
    """The speaker of the last quote."""
    return quotes(*paragraphs)[-1].speaker


INTRO = "Ardenian Defence Minister Mara Ilvic met her colleague Petar Lund in Selm on Monday."


# ------------------------------------------------------------------------------------------------ where the name stands


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


def test_titles_are_cut_and_the_words_of_the_text_are_kept() -> None:
    (quote,) = quotes("“We will hold,” said Ardenian Defence Minister Mara Ilvic.")
    assert quote.speaker == "Mara Ilvic"
    assert quote.speaker_as_written == "Ardenian Defence Minister Mara Ilvic"


def test_a_surname_becomes_the_full_name_of_the_story() -> None:
    assert speaker(INTRO, "“We will hold the bridge,” Ilvic said.") == "Mara Ilvic"


def test_whom_it_was_said_to_is_kept_apart() -> None:
    (quote,) = quotes("“We will hold the bridge,” Mara Ilvic told Radio Selm.")
    assert (quote.speaker, quote.addressee) == ("Mara Ilvic", "Radio Selm")


def test_two_speakers_of_a_joint_statement_are_both_kept() -> None:
    (quote,) = quotes("“We will hold the bridge together,” Mara Ilvic and Petar Lund said in a statement.")
    assert quote.speakers == ("Mara Ilvic", "Petar Lund")


def test_two_speakers_before_an_apposition_are_both_kept() -> None:
    (quote,) = quotes("Reyl and Marsh, in a joint statement, said: “We stand ready.”")
    assert quote.speakers == ("Reyl", "Marsh")


def test_what_neither_of_two_said_has_no_speaker() -> None:
    assert speaker(INTRO, "Neither Mara Ilvic nor Petar Lund said “yes”.") is None


def test_what_somebody_does_not_say_whether_is_so_is_not_theirs() -> None:
    assert speaker(INTRO, "Mara Ilvic did not say whether the plan was “dead”.") is None


@pytest.mark.parametrize(
    "line",
    [
        "Mara Ilvic did not publicly say “the bridge is lost”.",
        "Mara Ilvic refused to say “the bridge is lost”.",
        "Mara Ilvic would not say “the bridge is lost” on Monday.",
        "Mara Ilvic never wrote “the bridge is lost” or “the river is lost” in a letter.",
        "Mara Ilvic denied saying “the bridge is lost”.",
        "Mara Ilvic denied having said “the bridge is lost”.",
        "Mara Ilvic denied she told Petar Lund “the bridge is lost”.",
        "Mara Ilvic denied reports that she said “the bridge is lost”.",
        "Mara Ilvic stopped short of saying “the bridge is lost”.",
        "Mara Ilvic did not say “the bridge is lost,” officials stressed.",
        "There is no evidence that Mara Ilvic said “the bridge is lost”.",
        "Mara Ilvic has yet to say “the bridge is lost”.",
        "“The bridge is lost,” Mara Ilvic never said.",
        "“The bridge is lost” was not what Mara Ilvic said.",
    ],
)
def test_words_that_somebody_did_not_say_are_nobodys(line: str) -> None:
    assert {quote.speaker for quote in quotes(INTRO, line)} == {None}


@pytest.mark.parametrize(
    "line",
    [
        "Mara Ilvic did not say “the plan is dead”.",
        "Mara Ilvic didn’t say, “The plan is dead.”",
        "Mara Ilvic never said the plan was “dead and buried”.",
        "Mara Ilvic has yet to say the plan is “dead and buried”.",
        "Mara Ilvic refused to say the plan was “dead and buried”.",
        "Mara Ilvic would not call the raid “a war crime”.",
        "Mara Ilvic declined to describe the vote as “free and fair”.",
        "Mara Ilvic stopped short of calling the raid “an act of war”.",
        "Mara Ilvic denied calling her colleague “a complete liar”.",
        "Mara Ilvic denied that she had ever called him “a complete liar”.",
        "Mara Ilvic no longer says the plan is “dead and buried”.",
        "Mara Ilvic could have said “I was wrong about this”.",
        "Without saying the plan was “dead and buried”, Mara Ilvic left.",
        "Mara Ilvic avoided the words “ceasefire at any price”.",
        "Mara Ilvic wasn’t told the plan was “dead and buried”.",
        "No minister has said “the plan is dead and buried”.",
    ],
)
def test_words_that_somebody_is_said_not_to_have_said_are_nobodys(line: str) -> None:
    assert speaker(INTRO, line) is None


@pytest.mark.parametrize(
    "line",
    [
        "Mara Ilvic not only said “the bridge is lost” but left.",
        "Mara Ilvic did not say much: “The bridge is lost.”",
        "Mara Ilvic would not say when, adding: “The bridge is lost.”",
        "Mara Ilvic refused to say who had fired. “The bridge is lost,” she said.",
        "Mara Ilvic called “the bridge is lost” a lie.",
        "Asked why she did not say so, “I was not asked,” Mara Ilvic answered.",
    ],
)
def test_words_beside_what_was_not_said_stay_their_speakers(line: str) -> None:
    assert speaker(INTRO, line) == "Mara Ilvic"


@pytest.mark.parametrize(
    "line",
    [
        "Mara Ilvic not only said the plan was “dead and buried”.",
        "Mara Ilvic did not explain what she meant by “a new order of things”.",
        "Mara Ilvic did not hesitate to call the plan “a complete farce”.",
        "Mara Ilvic did not rule out “a limited strike on the port”.",
        "Mara Ilvic did not deny that the plan was “a complete farce”.",
    ],
)
def test_a_not_that_leaves_the_saying_leaves_the_speaker(line: str) -> None:
    assert speaker(INTRO, line) == "Mara Ilvic"


@pytest.mark.parametrize(
    "line",
    [
        "Several in the crowd waved their worn “out of our valley” signs at the gate.",
        "The email appears to contradict the view that “the bridge was never held”.",
        "TALKS IN SELM FAIL AGAIN “The two sides met for an hour on Monday.”",
    ],
)
def test_a_crowd_a_text_that_seems_and_a_glued_headline_speak_no_words_inside(line: str) -> None:
    found = quotes(line)
    assert not found or found[-1].speaker is None


def test_a_ministry_that_claims_otherwise_is_no_label_of_its_country() -> None:
    assert speaker('Vostra\'s defence ministry claims otherwise: "Their shells hit it."') == "Vostra's defence ministry"


def test_the_name_behind_an_unknown_noun_of_somebodys_speaks() -> None:
    assert speaker(INTRO, "His opposite number, Ada Quist, said the remark was ‘childish’.") == "Ada Quist"


def test_a_person_at_the_end_of_a_long_title_speaks_and_not_the_body() -> None:
    (quote,) = quotes("“An arrest was made,” Port of Selm spokesperson Dora Keel said.")
    assert quote.speaker == "Dora Keel"


def test_a_body_is_named_in_full() -> None:
    (quote,) = quotes("The Port of Selm Harbour Police said the ship was “boarded and searched”.")
    assert quote.speaker == "Port of Selm Harbour Police"


def test_a_list_hangs_on_its_head() -> None:
    (quote,) = quotes("The leaders of Ardenia, Vostra and Selm warned of “concrete steps” on Monday.")
    assert quote.speaker == "The leaders of Ardenia, Vostra and Selm"


def test_the_subject_of_a_relative_clause_is_not_the_speaker() -> None:
    found = quotes("Mara Ilvic, who heads the Bank of Selm, which owns the port, said the plan was “dead”.")
    assert found[-1].speaker == "Mara Ilvic"


def test_a_place_behind_a_name_is_not_the_speaker() -> None:
    (quote,) = quotes("Dora Keel of Orlo, Ardenia says the water “came fast at night”.")
    assert quote.speaker == "Dora Keel"


def test_the_outlet_behind_a_dash_is_a_credit_when_the_sentence_has_its_speaker() -> None:
    (quote,) = quotes("Mara Ilvic said the plan was “dead and gone”. – Dora Keel")
    assert quote.speaker == "Mara Ilvic"


# ------------------------------------------------------------------------------------------------ unnamed sources


@pytest.mark.parametrize(
    "source",
    [
        "a senior official in the foreign ministry",
        "an aide close to the president",
        "one diplomat familiar with the talks",
        "two soldiers",
        "the ministry",
        "a spokeswoman for the army",
    ],
)
def test_an_unnamed_source_is_kept_as_described(source: str) -> None:
    (quote,) = quotes(f"“There is no deal,” said {source}.")
    assert (quote.speaker, quote.speaker_type) == (source, "unnamed")


def test_a_title_alone_is_resolved_to_the_one_who_holds_it() -> None:
    assert speaker("Prime Minister Sela Noor flew home.", "“We are ready,” the prime minister said.") == "Sela Noor"


# ------------------------------------------------------------------------------------------------ other sentences


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


def test_a_quote_of_the_headline_is_tied_to_the_body() -> None:
    found = quotes("“We will hold the bridge,” Mara Ilvic said on Monday.", title="‘We will hold the bridge’")
    assert [(quote.paragraph, quote.speaker) for quote in found] == [(None, "Mara Ilvic"), (0, "Mara Ilvic")]
    assert found[0].reason == "headline"


@pytest.mark.parametrize(
    "title",
    [
        "Ilvic: ‘A day later is still a day nearer’",
        "‘A day later is still a day nearer’, says Ilvic",
        "Ilvic says ‘a day later is still a day nearer’",
    ],
)
@pytest.mark.parametrize("who", ["the minister", "she", "the defence minister"])
def test_a_role_or_pronoun_of_the_body_is_named_by_the_headline_with_the_same_words(title: str, who: str) -> None:
    body = f"“A day later is still a day nearer,” {who} said in Selm on Monday. “We will wait.”"
    found = quotes(body, title=title)
    assert [quote.speaker for quote in found] == ["Ilvic", "Ilvic", "Ilvic"]
    assert found[1].speaker_as_written == who


@pytest.mark.parametrize("who", ["officials", "a minister", "Petar Lund", "the ministry"])
def test_a_speaker_of_the_body_who_is_no_single_role_keeps_the_words(who: str) -> None:
    body = f"“A day later is still a day nearer,” {who} said in Selm on Monday."
    assert quotes(body, title="Ilvic: ‘A day later is still a day nearer’")[-1].speaker == who


def test_a_quote_that_only_the_headline_has_is_kept_when_it_names_its_speaker() -> None:
    found = quotes("“It rains,” Mara Ilvic said on Monday.", title="Ilvic: ‘We will never leave the bridge’")
    assert [(quote.paragraph, quote.speaker) for quote in found] == [(None, "Mara Ilvic"), (0, "Mara Ilvic")]


def test_a_headline_in_capitals_of_its_own_making_is_no_quote() -> None:
    found = quotes("“It rains,” Mara Ilvic said on Monday.", title="Army In ‘Race Against Time’ At The River")
    assert [quote.paragraph for quote in found] == [0]


# ------------------------------------------------------------------------------------------------ pronouns


@pytest.mark.parametrize(
    ("story", "name"),
    [
        ((INTRO, "“We will hold the bridge,” she said."), "Mara Ilvic"),
        ((INTRO, "Mr Lund agreed. “We will hold the bridge,” he said."), "Petar Lund"),
        ((INTRO, "Lund praised Ilvic. “She is right about the bridge,” he said."), "Petar Lund"),
        (("Mara Ilvic flew to Selm. There, she would “hold the bridge”, she promised.",), "Mara Ilvic"),
        (("Mr Lund met Mrs Ilvic. The rain fell. “The bridge is lost,” she said.",), "Ilvic"),
        (("Petar Lund waved.", "“It is over,” he said.", "“Now we rest,” he added."), "Petar Lund"),
    ],
)
def test_a_pronoun_goes_to_the_person_the_story_speaks_of(story: tuple[str, ...], name: str) -> None:
    found = quotes(*story)[-1]
    assert found.speaker == name
    assert found.speaker_as_written in ("he", "she")


def test_a_place_or_a_product_is_nobody_a_he_can_mean() -> None:
    assert speaker("The parade in North Selm went on. Police watched the AK-203 Rifles.", "“I cried,” he said.") is None


def test_who_was_just_named_is_meant_before_who_was_long_talked_of() -> None:
    story = (
        "Linda Ray came early. Ray sang. Ray knew the songs. Ray stayed. Ray wept, and Ray left with her sister.",
        "Debbie Kern, who plays the organ, remembered the old church. Now, she said, the two hardly meet.",
        "“We do not go over there,” she said.",
    )
    assert speaker(*story) == "Debbie Kern"


def test_he_goes_on_as_long_as_sentences_begin_with_him() -> None:
    story = (
        "Steve Dunmore said tensions were high. He said he wanted a platform and noted that Peter Lang had agreed.",
        "“What we ask for is not unreasonable,” he said.",
    )
    assert speaker(*story) == "Steve Dunmore"


def test_a_pronoun_nobody_fits_stays_open() -> None:
    (quote,) = quotes("“The bridge is lost,” he said.")
    assert (quote.speaker, quote.speaker_type, quote.speaker_as_written) == (None, "unattributed", "he")


def test_a_town_is_never_he() -> None:
    assert speaker("Selm was quiet on Monday.", "“The bridge is lost,” he said.") is None


# ------------------------------------------------------------------------------------------------ what is no quote


def test_a_fragment_keeps_its_sentence() -> None:
    (quote,) = quotes("Mara Ilvic said the army would “hold the bridge” until the rain stops.")
    assert quote.kind == "fragment"
    assert quote.carrier == "Mara Ilvic said the army would “hold the bridge” until the rain stops."


@pytest.mark.parametrize(
    "line",
    [
        "The Compact is forming a “coalition of the ready” to guard the river.",
        "The talks moved into an “operational phase” on Monday.",
        "Mara Ilvic appeared on the show “Good Evening Selm” on Monday.",
        "In an interview with “Good Evening Selm,” Mara Ilvic pointed to the bridge.",
        "On Monday on the channel’s “Good Evening Selm,” Mara Ilvic said the bridge was lost.",
        '<time datetime="12 March 2031">',
    ],
)
def test_terms_names_and_attributes_are_not_listed(line: str) -> None:
    assert quotes(line, "The rain went on for days.") == ()


def test_the_same_words_said_by_somebody_are_listed() -> None:
    (quote,) = quotes("Mara Ilvic said she would form a “coalition of the ready”.")
    assert quote.speaker == "Mara Ilvic"


def test_whoever_was_asked_did_not_say_it() -> None:
    found = quotes("Mara Ilvic was arrested and charged with “collaboration with an enemy”.")
    assert all(quote.speaker is None for quote in found)


# ------------------------------------------------------------------------------------------------ any text


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


def test_a_line_of_ten_thousand_quotes_keeps_them_all_and_names_nobody() -> None:
    found = quotes('"We will win this," he said. ' * 10_000)
    assert len(found) == 10_000
    assert {quote.speaker for quote in found} == {None}


# ------------------------------------------------------------------------------------------------ the set of pronouns


def test_nine_of_ten_pronouns_of_the_set_go_to_the_right_name() -> None:
    path = Path(__file__).parents[2] / "fixtures" / "pronouns.toml"
    cases = tomllib.loads(path.read_text("utf-8"))["case"]
    answers = [(case, speaker(*case["story"]) or "") for case in cases]
    wrong = [(case["story"], case["name"], found) for case, found in answers if found != case["name"]]
    assert len(wrong) <= len(cases) // 10, wrong


# ------------------------------------------------------------------------------------------------ speech without marks


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


def test_the_lines_of_a_transcript_are_quotes_of_their_labels() -> None:
    found = quotes(
        "Defence Minister Mara Ilvic met the press in Selm on Monday.",
        "MS. ILVIC: We will hold the bridge. Nobody is left behind.",
        "QUESTION: What about the road?",
        "MS. ILVIC: The road is safe now.",
    )
    assert [(quote.speaker, quote.reason) for quote in found] == [("Mara Ilvic", "transcript")] * 2


def test_one_label_makes_no_transcript() -> None:
    assert quotes("SELM: The road was closed on Monday.", "It rained for days.") == ()


# ------------------------------------------------------------------------------------------ sentences that mislead


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


def test_the_words_of_a_source_are_its_own_phrase() -> None:
    (quote,) = quotes("Petar Lund said Premier Mara Ilvic had told him: “Cross the river.”")
    assert quote.speaker_as_written == "Premier Mara Ilvic"
    (quote,) = quotes("As the towns become hubs of the future, experts believe it is not going to be “win-win.”")
    assert quote.speaker == "experts"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("The Ministry of Water and Roads said the bridge was “ours”.", "Ministry of Water and Roads"),
        ("The National River Agency said the bridge was “ours”.", "National River Agency"),
        ("The armies of 10 river countries and Selm said it was “ours”.", "The armies of 10 river countries and Selm"),
    ],
)
def test_the_name_of_a_body_is_whole(line: str, name: str) -> None:
    assert quotes(line)[-1].speaker == name


def test_a_verb_behind_words_that_nothing_closes_is_not_said_of_them() -> None:
    assert speaker("Taking sixty of them in as “guests of honour” underscores this intention.") is None


def test_the_name_of_a_thing_called_so_is_no_quote() -> None:
    assert not quotes("It was printed by a paper called “River Thinker,” the Orlo News Agency reported.")


def test_a_headline_that_shortens_a_quote_is_tied_to_its_speaker() -> None:
    title = "‘No peace without the return of prisoners’: families march in Selm"
    body = "“There can be no peace for us without the safe return of all the prisoners,” Mara Ilvic said."
    headline = quotes(body, title=title)[0]
    assert (headline.paragraph, headline.speaker, headline.reason) == (None, "Mara Ilvic", "headline")


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
        ("There were shouts from the gallery, including one woman angrily yelling: “Shame!”", "one woman"),
        ("“We will hold,” said the union's general secretary, Ann Voss.", "Ann Voss"),
        ("READ MORE IN OUR NEWS APP Ardenian officials said the river was “ours”.", "Ardenian officials"),
        ("Petar Lund wrote to Mara Ilvic saying “we will win”.", "Petar Lund"),
        ("A plan would help those who wanted to work. They said the river was “ours”.", "those"),
    ],
)
def test_a_source_is_cut_where_its_own_words_begin(line: str, name: str) -> None:
    assert quotes(line)[-1].speaker == name


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


def test_the_name_of_a_thing_is_no_echo_of_a_longer_quote_that_names_it() -> None:
    body = ("“The River Dome will keep us all,” Mara Ilvic said. “It is good.”", "Plans for a 'River Dome' grew.")
    assert [quote.text for quote in quotes(*body)] == ["The River Dome will keep us all,", "It is good."]


def test_a_term_amid_a_sentence_belongs_to_nobody() -> None:
    found = quotes("Mara Ilvic came to Selm.", "Petar Lund placed “mirror” tolls on ten countries.")
    assert [quote.speaker for quote in found] == [None]
    assert not quotes("After “Tin Star” opened in Orlo, Petar Lund “Bo” Vell went home.")
    assert not quotes(
        "Petar Lund spoke at a meeting titled “Strengthening the Safety of All Our Rivers Through Trade” there."
    )


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("“We urge you to stop,” more than two dozen members wrote in a letter.", "two dozen members"),
        ("“We urge you to stop,” the five Ardenian SALT holdouts said in a letter.", "the five Ardenian SALT holdouts"),
        ("The UK's Middle East and North Africa Minister Petar Lund said it was “ours”.", "Petar Lund"),
        ("Former envoy and columnist Petar Lund told her that it was “ours”.", "Petar Lund"),
    ],
)
def test_long_descriptions_speak_as_one(line: str, name: str) -> None:
    assert quotes(line)[-1].speaker == name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (
            "US Secretary of State Petar Lund has called for calm, warning that war was “near and dear to them”.",
            "Petar Lund",
        ),
        (
            "White House deputy chief of staff for policy Petar Lund spoke, claiming that “the right is gone”.",
            "Petar Lund",
        ),
        (
            "(Orlo Department of Roads/AP) Petar Lund went on to apologize, saying: “I made wrong choices.”",
            "Petar Lund",
        ),
        ("The head of the mission urged calm, saying “it is not possible now”.", "The head of the mission"),
    ],
)
def test_who_a_participle_hangs_on_is_named_in_full(line: str, name: str) -> None:
    assert quotes("Petar Lund came to Selm.", line)[-1].speaker == name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("“We will wait,” Committee Chair Petar Lund, R-N.C., told members.", "Petar Lund"),
        ("The minister spoke to Petar Lund. According to him, “it would be great” to meet.", "Petar Lund"),
        ("National team coach Petar Lund: “We were better.”", "Petar Lund"),
        ("At the start of the trial Petar Lund also told the court he “did it alone”.", "Petar Lund"),
    ],
)
def test_names_are_found_behind_parties_labels_and_phrases(line: str, name: str) -> None:
    assert quotes("Petar Lund came to Selm.", line)[-1].speaker == name


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


def test_who_asked_did_not_give_the_answer() -> None:
    line = "Asked by Ann Voss if he would run, his first answer was: “Here we go.”"
    assert quotes("Petar Lund came to Selm.", line)[-1].speaker != "Ann Voss"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (
            "The Meridian asked for data from the Office for River Traffic (ORT), which said: “We wait for it.”",
            "Office for River Traffic",
        ),
        (
            "It follows a statement from the leaders of Ardenia, Vostra and Selm on Monday which urged Orlo to “stop”.",
            "a statement from the leaders of Ardenia, Vostra and Selm",
        ),
        (
            "The leaders of Ardenia, Vostra and Selm issued a statement calling on Orlo to “stop the guns at once”.",
            "The leaders of Ardenia, Vostra and Selm",
        ),
        ("On Monday Lund won his first backer, from Mike Rook, who declared, “I say it is time.”", "Mike Rook"),
        ("Ilvic, star of television’s “Selm,” thanked Lund for “taking these steps for all of us”.", "Mara Ilvic"),
        ("Here’s Petar Lund in December 1992: “Our new direction must rest on what is so.”", "Petar Lund"),
        ("Lund, speaking on his plane, said of Ilvic’s request: “The police resolved all of this.”", "Petar Lund"),
        ("“The valley leads the fight against smuggling,” the deputies state in the paper.", "the deputies"),
        ("As the crowd began to chant, Ada Rook was joined by Lund and joked, “People, go home.”", "Ada Rook"),
        ("Deputies chimed in, with Ada Rook tweeting that it was late and asking, “How can she lead?”", "Ada Rook"),
        ("Emerging from a meeting with Minister Ada Rook, Lund said it was “a little bit of politics”.", "Petar Lund"),
        ("The town issued a statement Wednesday saying the talk was “opinion, not actual fact”.", "The town"),
        (
            "Lund came the week after the newspaper’s editorial telling him to leave his “playground for the few”.",
            "the",
        ),
        ("At one point, Lund said Meridian executives were calling “every 15 minutes”.", "Meridian executives"),
        ("Ada Vell, president and CEO of Selm Mills Association stated, “It is a problem.”", "Ada Vell"),
        ("Six in 10 Vostrans said the delegates “should vote for the best of them”.", "Six in 10 Vostrans"),
        ("It stands out for the suggestion by a former judge that someone “ought to look into” it.", "a former judge"),
        ("Petar Lund was like, “This is really not my job here.”", "Petar Lund"),
        ("“It was loud and long,” people briefed on the talks said.", "people briefed on the talks"),
        (
            "“They are close,” a Vostran official briefed on it, speaking on condition of anonymity, told Radio Selm.",
            "a Vostran official briefed on it",
        ),
        ("“Would that be open?” Ada Vell pressed. “Maybe a little open?”", "Ada Vell"),
    ],
)
def test_relative_clauses_lists_and_asides_keep_their_speaker(line: str, name: str) -> None:
    assert (speaker(INTRO, line) or "").startswith(name)


@pytest.mark.parametrize(
    "line",
    [
        "When asked by the panel moderator if he would run, his first reaction was: “Here we go again.”",
        "Lund spoke of old times; Ilvic’s dictum to her interns was, “It is not a good story yet.”",
        "Another union is unlikely to back Ilvic after her March comment that, “We are going to close a lot of pits.”",
        "Joined by Ada Rook, the Selm sheriff, Petar Lund took up the “countless farmers of the valley” at length.",
    ],
)
def test_words_that_hang_on_another_noun_are_not_given_to_the_subject(line: str) -> None:
    assert speaker(INTRO, line) is None


def test_who_was_heard_last_is_meant_though_unnamed() -> None:
    found = quotes(
        "“We need boats,” Petar Lund said.",
        "Ardenia’s foreign ministry spokesman said on Monday that there were none. “We have no boats,” he added.",
    )[-1]
    assert (found.speaker, found.speaker_type) == ("Ardenia’s foreign ministry spokesman", "unnamed")
    assert found.speaker_as_written == "he"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Neither claimed that he has “a degree from Selm”.", None),
        ("No one said the plan was “dead and gone”.", None),
        ("Life has returned to its old ways for her family: “At the beginning it was hard.”", None),
        ("The buyers came. I'd be like, “You can buy it today.”", None),
        ("Rep. Ada Dell, D-Wash., chair of the river committee, said it was “dead on arrival”.", "Ada Dell"),
        ("Lund was described by a London glassblowster as looking “quite tired and old”.", "a London glassblowster"),
        (
            "According to the European and Ardenian moralists, it is “extremely bad news”.",
            "the European and Ardenian moralists",
        ),
        ("The Orlo jury describes the novel as “at once witty, vivid and moving”.", "The Orlo jury"),
        (
            "The media wing of Vostra’s army swiftly issued a denial, saying it was “pure fiction of theirs”.",
            "The media wing of Vostra’s army",
        ),
        (
            "Organisers of the fair where an attack killed 11 people said they were “heartbroken and sad”.",
            "Organisers of the fair",
        ),
        (
            "In a statement, the Hostage and Missing Families Forum said it was “not enough for us”.",
            "Hostage and Missing Families Forum",
        ),
        (
            "TALKS IN SELM FAIL AGAIN U.K. Foreign Minister Ada Vell left at noon, saying it was “a dark new phase”.",
            "Ada Vell",
        ),
        (
            "According to a person familiar with the matter and two others, it was “dead in the water”.",
            "a person familiar with the matter",
        ),
    ],
)
def test_nobody_a_noun_or_a_headline_is_no_speaker(line: str, name: str | None) -> None:
    assert speaker(INTRO, line) == name


def test_who_was_heard_last_is_meant_though_nobody_knows_the_name() -> None:
    assert (
        speaker("Omar Lund led it.", "“People were there,” said Jaime. He said it was “a crime of theirs”.") == "Jaime"
    )


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("The report states that as “the roadblocks go, the public will see it”, more will follow.", "The report"),
        ("Lund’s report demands that the “full extent of it” be shown.", "Lund’s report"),
        ("The Vostran man's spouse wrote to him and said “they cannot do this to us”.", "The Vostran man's spouse"),
        ("Mara Ilvic sniped that Lund was “still learning on the job”.", "Mara Ilvic"),
        ("Petar Lund left Selm after the incident, which “upended his entire life”.", None),
        ("It cites a note from the Ministry of Health notifying officials of “fever in the whole valley”.", None),
        (
            "It follows an uproar from the leaders of Ardenia, Vostra and Selm Monday which told Orlo to “stop now”.",
            "the leaders of Ardenia, Vostra and Selm",
        ),
        ("The river dome overall is “still in the very early stage”.", None),
    ],
)
def test_what_is_said_about_a_subject_is_not_said_by_it(line: str, name: str | None) -> None:
    assert speaker(INTRO, line) == name


def test_the_name_inside_a_description_is_not_who_goes_on() -> None:
    line = "The judge, a Lund appointee, told a lawyer: “I have a hint.” “This seems bad to me”, he added."
    found = quotes("Petar Lund spoke on Monday.", line)[-1]
    assert (found.speaker, found.speaker_type) == ("The judge, a Lund appointee", "unnamed")


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
        (
            "The Department of Health and Human Services said the water was “safe to drink”.",
            "Department of Health and Human Services",
        ),
        (
            "The Ministry of Agriculture, Forestry and Fisheries said the supply “has been clogged up”.",
            "Ministry of Agriculture, Forestry and Fisheries",
        ),
        (
            "A Department for Health and Social Care spokesperson said care “must be led by evidence”.",
            "A Department for Health and Social Care spokesperson",
        ),
        (
            "The head of the Defense and Security Commission in Selm said, “We will not go.”",
            "The head of the Defense and Security Commission in Selm",
        ),
        ("The Prime Minister’s Office said the report was “false from start to finish”.", "Prime Minister’s Office"),
        ("Rep. Mike Orlo, R-N.Y., one of the members, said he would “never vote for it”.", "Mike Orlo"),
    ],
)
def test_a_body_with_an_and_in_its_name_is_one_speaker(line: str, name: str) -> None:
    (quote,) = quotes(line)
    assert (quote.speaker, quote.speakers) == (name, (name,))


def test_two_ministries_stay_two_speakers() -> None:
    (quote,) = quotes("The Ministry of Foreign Affairs and the Ministry of Defence said it was “closed for now”.")
    assert quote.speakers == ("Ministry of Foreign Affairs", "Ministry of Defence")


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
        "Mara Ilvic saw the bridge as “a thing of great beauty”.",
        "Mara Ilvic launched the “expulsion of foreign bridges initiative” in May.",
        "The Selm Council covered its walls with “a thing of great beauty”.",
        "Ardenia launched its plan for “a thing of great beauty”.",
        "Petar Lund did well in “the people's republic of Selm” in May.",
    ],
)
def test_the_subject_of_a_sentence_that_shows_no_sign_of_speech_is_no_speaker(line: str) -> None:
    assert {quote.speaker for quote in quotes(INTRO, line)} <= {None}


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
    "paragraphs",
    [
        ("The “silent thief” – a caller who uses old bank letters – was caught.",),
        (INTRO + " She spoke of music.", "“Thin ice,” a song of the north that plays in Selm, was loud."),
        ("The plaque on the wall praised Mayor Orlo’s “leadership as a light of hope”.",),
        ("It prompts views like “an end of days.” “We must change,” said Mara Ilvic.",),
    ],
)
def test_words_that_only_name_a_thing_are_given_to_nobody(paragraphs: tuple[str, ...]) -> None:
    found = quotes(*paragraphs)
    assert not found or found[0].speaker in (None, "The plaque on the wall")


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


def test_what_a_crowd_chants_is_said_though_it_is_written_like_a_title() -> None:
    (quote,) = quotes("The train was met with chants of “River For All” in Selm.")
    assert (quote.text, quote.speaker) == ("River For All", None)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("The UN said the river was “lost to all of us”.", "UN"),
        ("The UK said the river was “lost to all of us”.", "United Kingdom"),
        ("Aid workers came. The UK said it would pay for what it called “a river for all of us”.", "United Kingdom"),
    ],
)
def test_letters_that_are_titles_before_names_are_bodies_by_themselves(line: str, name: str) -> None:
    (quote,) = quotes(line)
    assert (quote.speaker, quote.speaker_type) == (name, "named")


def test_a_body_in_brackets_at_the_end_of_an_apposition_is_no_speaker() -> None:
    line = "Bo Steele, barrister for the Department of Health and Social Care (DHSC), said he was “seeking advice”."
    assert speaker(line) == "Bo Steele"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Foreign Ministry Ambassador at Large on war crimes Rodion Orlo said it was “lost to us”.", "Rodion Orlo"),
        ("IDF Spokesperson in Arabic Avi Orlo said the river was “lost to us”.", "Avi Orlo"),
        ("Rhun ap Orlo said the river was “lost to us”.", "Rhun ap Orlo"),
    ],
)
def test_the_holder_at_the_end_of_a_long_office_speaks(line: str, name: str) -> None:
    assert speaker(line) == name


def test_words_that_only_describe_a_noun_and_that_nobody_says_are_no_quote() -> None:
    assert quotes("Infected machines join the “sleeper cell” networks that pay.") == ()
    assert len(quotes(INTRO, "Mara Ilvic spoke of “sleeper cell” networks that pay.")) == 1


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


@pytest.mark.parametrize(("opener", "closer"), [("‘", "’"), ("“", "”"), ('"', '"')])
def test_a_quoted_crosshead_is_not_given_to_whoever_spoke_before_it(opener: str, closer: str) -> None:
    said = f"Petar Lund said the closure was {opener}a disgrace of the first order{closer}."
    found = quotes(INTRO, said, f"{opener}A change warrior{closer}", "The bridge was built by Ana Berg in 1988.")
    assert [quote.text for quote in found] == ["a disgrace of the first order"]


def test_a_crosshead_or_pull_quote_is_whose_the_same_words_are_in_the_body() -> None:
    before = "“We will hold,” Petar Lund said."
    body = "“Never have I seen anything like it in all my years,” said Mara Ilvic."
    crosshead = quotes(INTRO, before, "“Never seen anything like it”", body)[1]
    assert (crosshead.speaker, crosshead.reason) == ("Mara Ilvic", "headline")
    pull_quote = quotes(INTRO, before, "“Never have I seen anything like it in all my years.”", body)[1]
    assert (pull_quote.speaker, pull_quote.reason) == ("Mara Ilvic", "headline")
