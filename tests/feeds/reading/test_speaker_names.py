"""How a speaker is called: full names, roles, pronouns, bodies and descriptions."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.feeds.reading.quoted import INTRO, quotes, speaker


def test_titles_are_cut_and_the_words_of_the_text_are_kept() -> None:
    (quote,) = quotes("“We will hold,” said Ardenian Defence Minister Mara Ilvic.")
    assert quote.speaker == "Mara Ilvic"
    assert quote.speaker_as_written == "Ardenian Defence Minister Mara Ilvic"


def test_a_surname_becomes_the_full_name_of_the_story() -> None:
    assert speaker(INTRO, "“We will hold the bridge,” Ilvic said.") == "Mara Ilvic"


def test_two_speakers_before_an_apposition_are_both_kept() -> None:
    (quote,) = quotes("Reyl and Marsh, in a joint statement, said: “We stand ready.”")
    assert quote.speakers == ("Reyl", "Marsh")


def test_a_person_at_the_end_of_a_long_title_speaks_and_not_the_body() -> None:
    (quote,) = quotes("“An arrest was made,” Port of Selm spokesperson Dora Keel said.")
    assert quote.speaker == "Dora Keel"


def test_a_body_is_named_in_full() -> None:
    (quote,) = quotes("The Port of Selm Harbour Police said the ship was “boarded and searched”.")
    assert quote.speaker == "Port of Selm Harbour Police"


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


def test_a_town_is_never_he() -> None:
    assert speaker("Selm was quiet on Monday.", "“The bridge is lost,” he said.") is None


def test_nine_of_ten_pronouns_of_the_set_go_to_the_right_name() -> None:
    path = Path(__file__).parents[2] / "fixtures" / "pronouns.toml"
    cases = tomllib.loads(path.read_text("utf-8"))["case"]
    answers = [(case, speaker(*case["story"]) or "") for case in cases]
    wrong = [(case["story"], case["name"], found) for case, found in answers if found != case["name"]]
    assert len(wrong) <= len(cases) // 10, wrong


def test_the_lines_of_a_transcript_are_quotes_of_their_labels() -> None:
    found = quotes(
        "Defence Minister Mara Ilvic met the press in Selm on Monday.",
        "MS. ILVIC: We will hold the bridge. Nobody is left behind.",
        "QUESTION: What about the road?",
        "MS. ILVIC: The road is safe now.",
    )
    assert [(quote.speaker, quote.reason) for quote in found] == [("Mara Ilvic", "transcript")] * 2


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
        ("The UN said the river was “lost to all of us”.", "UN"),
        ("The UK said the river was “lost to all of us”.", "United Kingdom"),
        ("Aid workers came. The UK said it would pay for what it called “a river for all of us”.", "United Kingdom"),
    ],
)
def test_letters_that_are_titles_before_names_are_bodies_by_themselves(line: str, name: str) -> None:
    (quote,) = quotes(line)
    assert (quote.speaker, quote.speaker_type) == (name, "named")


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


def test_a_crosshead_or_pull_quote_is_whose_the_same_words_are_in_the_body() -> None:
    before = "“We will hold,” Petar Lund said."
    body = "“Never have I seen anything like it in all my years,” said Mara Ilvic."
    crosshead = quotes(INTRO, before, "“Never seen anything like it”", body)[1]
    assert (crosshead.speaker, crosshead.reason) == ("Mara Ilvic", "headline")
    pull_quote = quotes(INTRO, before, "“Never have I seen anything like it in all my years.”", body)[1]
    assert (pull_quote.speaker, pull_quote.reason) == ("Mara Ilvic", "headline")


@pytest.mark.parametrize(
    ("lines", "who"),
    [
        ("One man, whom we call Bel, came on Monday. He spoke for an hour. “It was hard,” he said.", "One man"),
        ("But a former minister of war went further. “It was hard,” he wrote.", "a former minister of war"),
        ("A baker who had fled Selm met Petar Lund. “It was hard,” he said.", "A baker"),
    ],
)
def test_who_is_brought_in_without_a_name_speaks_and_not_who_was_named_before(lines: str, who: str) -> None:
    *_, quote = quotes("Petar Lund, the mayor of Selm, said nobody would be “left behind”.", lines)
    assert (quote.speaker, quote.speaker_type) == (who, "unnamed")


@pytest.mark.parametrize(
    "lines",
    [
        "A former mayor, Petar Lund, came to Selm on Monday. “It was hard,” he said.",
        "A baker by trade, Petar Lund came to Selm on Monday. He knows the town. “It was hard,” he said.",
    ],
)
def test_who_is_brought_in_with_a_name_is_called_by_it(lines: str) -> None:
    assert speaker("Tomas Reyl is the minister.", lines) == "Petar Lund"


def test_a_nickname_between_marks_is_part_of_a_name_and_no_quote() -> None:
    (quote,) = quotes("Thomas “Red” Orlo said the plan was “dead and buried”.")
    assert (quote.text, quote.speaker) == ("dead and buried", "Thomas “Red” Orlo")


def test_a_participle_behind_two_joined_names_is_said_by_both() -> None:
    (quote,) = quotes("Dora Keel and Petar Lund chose to speak of the war, saying: “The victims are many.”")
    assert quote.speakers == ("Dora Keel", "Petar Lund")


def test_a_press_conference_is_told_whole() -> None:
    (quote,) = quotes("Mara Ilvic told a press conference that the plan was “dead and buried”.")
    assert (quote.speaker, quote.addressee) == ("Mara Ilvic", "a press conference")


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("“The war is lost,” Mara Ilvic recalled Petar Lund saying.", "Petar Lund"),
        ("The crowd chanted “Lund out” as Petar Lund spoke in Selm.", "The crowd"),
        ("“Peace now,” Mara Ilvic said. “Never,” came the reply from Petar Lund.", None),
    ],
)
def test_who_speaks_nearby_or_remembers_it_did_not_say_it(line: str, who: str | None) -> None:
    *_, quote = quotes(INTRO, line)
    assert quote.speaker == who
