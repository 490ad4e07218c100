"""Words that are nobody's: terms, titles, what was not said, and who only stands near."""

from __future__ import annotations

import pytest

from tests.feeds.reading.quoted import INTRO, quotes, speaker


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


def test_the_subject_of_a_relative_clause_is_not_the_speaker() -> None:
    found = quotes("Mara Ilvic, who heads the Bank of Selm, which owns the port, said the plan was “dead”.")
    assert found[-1].speaker == "Mara Ilvic"


def test_a_place_behind_a_name_is_not_the_speaker() -> None:
    (quote,) = quotes("Dora Keel of Orlo, Ardenia says the water “came fast at night”.")
    assert quote.speaker == "Dora Keel"


def test_a_headline_in_capitals_of_its_own_making_is_no_quote() -> None:
    found = quotes("“It rains,” Mara Ilvic said on Monday.", title="Army In ‘Race Against Time’ At The River")
    assert [quote.paragraph for quote in found] == [0]


def test_a_place_or_a_product_is_nobody_a_he_can_mean() -> None:
    assert speaker("The parade in North Selm went on. Police watched the AK-203 Rifles.", "“I cried,” he said.") is None


def test_a_pronoun_nobody_fits_stays_open() -> None:
    (quote,) = quotes("“The bridge is lost,” he said.")
    assert (quote.speaker, quote.speaker_type, quote.speaker_as_written) == (None, "unattributed", "he")


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


def test_a_line_of_ten_thousand_quotes_keeps_them_all_and_names_nobody() -> None:
    found = quotes('"We will win this," he said. ' * 10_000)
    assert len(found) == 10_000
    assert {quote.speaker for quote in found} == {None}


def test_a_verb_behind_words_that_nothing_closes_is_not_said_of_them() -> None:
    assert speaker("Taking sixty of them in as “guests of honour” underscores this intention.") is None


def test_the_name_of_a_thing_called_so_is_no_quote() -> None:
    assert not quotes("It was printed by a paper called “River Thinker,” the Orlo News Agency reported.")


def test_a_headline_that_shortens_a_quote_is_tied_to_its_speaker() -> None:
    title = "‘No peace without the return of prisoners’: families march in Selm"
    body = "“There can be no peace for us without the safe return of all the prisoners,” Mara Ilvic said."
    headline = quotes(body, title=title)[0]
    assert (headline.paragraph, headline.speaker, headline.reason) == (None, "Mara Ilvic", "headline")


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


def test_who_asked_did_not_give_the_answer() -> None:
    line = "Asked by Ann Voss if he would run, his first answer was: “Here we go.”"
    assert quotes("Petar Lund came to Selm.", line)[-1].speaker != "Ann Voss"


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


def test_what_a_crowd_chants_is_said_though_it_is_written_like_a_title() -> None:
    (quote,) = quotes("The train was met with chants of “River For All” in Selm.")
    assert (quote.text, quote.speaker) == ("River For All", None)


def test_a_body_in_brackets_at_the_end_of_an_apposition_is_no_speaker() -> None:
    line = "Bo Steele, barrister for the Department of Health and Social Care (DHSC), said he was “seeking advice”."
    assert speaker(line) == "Bo Steele"


def test_words_that_only_describe_a_noun_and_that_nobody_says_are_no_quote() -> None:
    assert quotes("Infected machines join the “sleeper cell” networks that pay.") == ()
    assert len(quotes(INTRO, "Mara Ilvic spoke of “sleeper cell” networks that pay.")) == 1


@pytest.mark.parametrize(("opener", "closer"), [("‘", "’"), ("“", "”"), ('"', '"')])
def test_a_quoted_crosshead_is_not_given_to_whoever_spoke_before_it(opener: str, closer: str) -> None:
    said = f"Petar Lund said the closure was {opener}a disgrace of the first order{closer}."
    found = quotes(INTRO, said, f"{opener}A change warrior{closer}", "The bridge was built by Ana Berg in 1988.")
    assert [quote.text for quote in found] == ["a disgrace of the first order"]
