"""Cleaning takes the page and leaves the story, verbatim, and keeps what it took with the reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.reading.clean import Cleaned, clean
from feeds.reading.knowledge import Knowledge, shipped_knowledge
from feeds.reading.pieces import pieces
from feeds.story import Document

STORY = "The ferry to Selm left the quay at Orlo at noon with sixty people on board, the harbour master said."
MORE = "It reached the island an hour later. Nobody was hurt, although the sea was rough."


def knowledge(**furniture: frozenset[str]) -> Knowledge:
    return replace(shipped_knowledge(), furniture=furniture)


def cleaned(
    text: str, title: str | None = None, *, is_html: bool = False, outlet: str = "", **learned: frozenset[str]
) -> Cleaned:
    return clean(Document(text, title=title, is_html=is_html, outlet=outlet), knowledge(**learned))


def texts(found: Cleaned) -> list[str]:
    return [paragraph.text for paragraph in found.paragraphs]


def test_a_title_printed_twice_is_the_title_and_no_paragraph() -> None:
    found = cleaned(f"Ferry reaches Selm\n\nFerry reaches Selm\n\n{STORY}\n\nTags")
    assert found.title == "Ferry reaches Selm"
    assert texts(found) == [STORY]
    assert [(item.text, item.reason) for item in found.removed] == [
        ("Ferry reaches Selm", "title repeated"),
        ("Tags", "tags"),
    ]


def test_a_title_that_goes_on_with_the_name_of_its_site_is_cut_where_the_page_has_it_without() -> None:
    found = cleaned(f"Ferry reaches Selm\n\n{STORY}", title="Ferry reaches Selm | Selm Daily")
    assert (found.title, texts(found)) == ("Ferry reaches Selm", [STORY])
    assert cleaned(f"{STORY}\n\n{MORE}", title="Ferry reaches Selm | War").title == "Ferry reaches Selm | War"


def test_a_headline_on_the_first_line_is_the_title() -> None:
    found = cleaned(f"Ferry reaches Selm\n\n{STORY}\n\n{MORE}")
    assert (found.title, texts(found)) == ("Ferry reaches Selm", [STORY, MORE])


def test_a_text_without_a_title_has_none() -> None:
    found = cleaned(f"{STORY}\n{MORE}")
    assert found.title is None


def test_a_given_title_comes_back_as_it_is_and_its_repetition_with_the_sites_name_goes() -> None:
    found = cleaned(f"Ferry reaches Selm | Selm Daily\n\n{STORY}", "Ferry reaches Selm")
    assert (found.title, texts(found)) == ("Ferry reaches Selm", [STORY])


def test_broken_and_hard_wrapped_lines_are_joined() -> None:
    broken = cleaned(
        "He said that former Ardenian President\nIlja Marrow has left the hall.\nNobody followed him there."
    )
    assert texts(broken) == [
        "He said that former Ardenian President Ilja Marrow has left the hall.",
        "Nobody followed him there.",
    ]
    wrapped = cleaned(
        "The council of Orlo met on Tuesday evening to hear the\nreport of the harbour master on the ferry that had\n"
        "lost its way in the fog the week before and came home\nonly after midnight with all who were on board."
    )
    assert len(wrapped.paragraphs) == 1


def test_lines_that_end_sentences_stay_paragraphs_of_their_own() -> None:
    assert texts(cleaned(f"{STORY}\n{MORE}")) == [STORY, MORE]


def test_a_text_without_line_breaks_is_cut_at_sentence_ends_outside_quotations() -> None:
    sentence = "“We saw the light. We went on,” said the pilot of the ferry, who has worked at Orlo for years. "
    found = cleaned((STORY + " " + sentence) * 12)
    assert len(found.paragraphs) > 2
    assert all(text.count("“") == text.count("”") for text in texts(found))
    assert "".join("".join(texts(found)).split()) == "".join(((STORY + " " + sentence) * 12).split())


@pytest.mark.parametrize(("opener", "closer", "apostrophe"), [("‘", "’", "’"), ("'", "'", "'")])
def test_a_text_without_line_breaks_is_not_cut_inside_single_marks(opener: str, closer: str, apostrophe: str) -> None:
    speech = f"{opener}It wasn{apostrophe}t dark. The ferries{apostrophe} lamps were lit. Selm slept.{closer}"
    speech = f"Lund said: {speech} "
    found = texts(cleaned((STORY + " " + speech) * 12))
    assert len(found) > 2
    assert all(text.count(f"{opener}It was") == text.count(f"slept.{closer}") for text in found)


def test_a_text_without_line_breaks_is_not_cut_inside_a_quotation_because_of_an_earlier_stray_mark() -> None:
    stray = 'The ferry is 90" too long, its captain said. '
    speech = 'She added: "We saw the light. Selm was dark. Orlo was dark too," and left. '
    found = texts(cleaned(stray + (STORY + " ") * 3 + (speech + STORY + " ") * 12))
    assert len(found) > 3
    assert all(text.count('"We saw') == text.count('too,"') for text in found)


@pytest.mark.parametrize(("opener", "closer"), [("“", "”"), ('"', '"'), ("‘", "’")])
def test_a_text_without_line_breaks_is_cut_where_a_quotation_ran_on_into_a_paragraph(opener: str, closer: str) -> None:
    speech = f"Lund said: {opener}We saw the light. {opener}Then it was dark,{closer} he said. "
    found = texts(cleaned((STORY + " ") * 8 + speech + (MORE + " ") * 8))
    assert any(text.endswith(f"Lund said: {opener}We saw the light.") for text in found)
    assert any(text.startswith(f"{opener}Then it was dark,{closer} he said.") for text in found)


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Read more: What the harbour master knew",
        "Share this article",
        "Facebook Twitter WhatsApp Email",
        "Sign up for our morning newsletter",
        "© 2025 Selm Daily. All rights reserved.",
        "The post Ferry reaches Selm appeared first on Selm Daily.",
        "Photo: Selm Daily/Handout",
        "Skip to main content",
        "Tags: ferry, Selm, Orlo",
        "3 min read",
        "Article URL: https://selm.example/ferry",
        "You must be logged in to post a comment.",
    ],
)
def test_furniture_of_a_lone_file_goes_and_is_kept_with_a_reason(line: str) -> None:
    found = cleaned(f"{STORY}\n\n{line}\n\n{MORE}", "Ferry")
    assert texts(found) == [STORY, MORE]
    assert found.removed[0].text == line
    assert found.removed[0].reason


@pytest.mark.parametrize(
    "line",
    [
        "Also on Friday morning the ferry was late.",
        "Read the letter aloud, the judge told the clerk.",
        "Share prices fell after the accident at the harbour.",
        "Follow the money, the prosecutor said.",
        "Subscribers to the ferry line may ask for their money back.",
        "Watch officers saw nothing.",
        "By the time the ferry came the quay was empty.",
        "More than sixty people waited.",
        "Updated rules for ferries come into force in May.",
        "Produced in Ardenia, the engines are sold by the ferry line.",
        "Written by a group of pilots, the report says little.",
        "By Monday Vostra had lost the harbour",
        "Powered by two engines, the ferry needs an hour.",
        "Follow the money in the island's accounts, he said.",
        "The engines may not be used in the harbour, the master said.",
        "Submitted by the council last week, the plan failed.",
        "The island's copyright office was closed in 2019 after a fire.",
        "The harbour was closed on Monday, the master said. (Reuters)",
        "Originally published in 1922, the timetable is still in use.",
        "Copyright law does not protect a ferry's timetable, the court held on Monday in a long judgment.",
    ],
)
def test_a_real_line_that_begins_like_furniture_stays(line: str) -> None:
    assert texts(cleaned(f"{STORY}\n\n{line}\n\n{MORE}", "Ferry")) == [STORY, line, MORE]


def test_furniture_inside_a_text_without_line_breaks_goes_and_the_rest_stays_verbatim() -> None:
    text = f"Advertisement {STORY} All rights reserved. {MORE}"
    assert texts(cleaned(text, "Ferry")) == [STORY, MORE]


def test_headlines_of_other_stories_in_capitals_go_from_between_the_sentences() -> None:
    text = f"{STORY} {MORE} " * 5 + f"CLICK HERE TO GET THE SELM DAILY APP {STORY} MINERS IN ORLO VOTE TO STRIKE {MORE}"
    found = cleaned(text, "Ferry")
    assert [item.text for item in found.removed] == [
        "CLICK HERE TO GET THE SELM DAILY APP",
        "MINERS IN ORLO VOTE TO STRIKE",
    ]
    assert "".join("".join(texts(found)).split()) == "".join(f"{STORY}{MORE}".split()) * 6


def test_what_an_outlet_repeats_goes_from_its_own_stories_only() -> None:
    known = frozenset({"selm daily, the paper of the island since 0"})
    text = f"{STORY}\n\nSelm Daily, the paper of the island since 1922."
    assert texts(cleaned(text, "Ferry", outlet="daily", daily=known)) == [STORY]
    assert len(cleaned(text, "Ferry", outlet="post", daily=known).paragraphs) == 2


@pytest.mark.parametrize(
    ("dateline", "place", "wire"),
    [
        ("ORLO, March 12. /TASS/.", "Orlo", "TASS"),
        ("ORLO (Continental Wire) –", "Orlo", "Continental Wire"),
        ("Orlo, 12 March (Reuters) -", "Orlo", "Reuters"),
        ("ORLO —", "Orlo", ""),
        ("SELM, Ardenia (AP) --", "SELM, Ardenia", "AP"),
    ],
)
def test_a_dateline_is_cut_off_the_story_and_kept_as_fields(dateline: str, place: str, wire: str) -> None:
    found = cleaned(f"{dateline} {STORY}\n\n{MORE}", "Ferry")
    assert (found.dateline, found.wire) == (place, wire)
    assert texts(found) == [STORY, MORE]
    assert [(item.text, item.reason) for item in found.removed] == [(dateline, "dateline")]


def test_a_dateline_with_its_day_on_a_line_of_its_own_stays_as_such() -> None:
    found = cleaned(f"ORLO, March 12 (Reuters) --\n\n{STORY}", "Ferry")
    assert [paragraph.kind for paragraph in found.paragraphs] == ["dateline", "text"]


@pytest.mark.parametrize(
    "start", ["QUESTION: Why", "WATCH — Here", "The UN (and others) – all", "NATO (the alliance) –"]
)
def test_what_only_looks_like_a_dateline_is_none(start: str) -> None:
    assert cleaned(f"{start} {STORY}", "Ferry").dateline == ""


def test_bylines_credits_and_dates_become_fields() -> None:
    found = cleaned(
        f"By Ilja Marrow\n\nPublished 12 March 2025, 14:02 GMT\n\n{STORY}\n\n{MORE}\n\nSource: Reuters", "Ferry"
    )
    assert (found.byline, found.wire, texts(found)) == ("Ilja Marrow", "Reuters", [STORY, MORE])
    assert (found.published, found.published_from) == (datetime(2025, 3, 12, 14, 2, tzinfo=UTC), "text")


def test_a_date_without_a_zone_is_a_day_and_an_update_is_no_publication() -> None:
    assert cleaned(f"12 March 2025, 14:02\n\n{STORY}", "Ferry").published == date(2025, 3, 12)
    found = cleaned(f"Updated 12 March 2025\n\n{STORY}", "Ferry")
    assert (found.published, found.published_from, texts(found)) == (None, "unknown", [STORY])


@pytest.mark.parametrize(
    ("start", "day"),
    [
        ("ORLO, March 12, 2025 (Reuters) -", date(2025, 3, 12)),
        ("Orlo, 12 March 2025 (Reuters) –", date(2025, 3, 12)),
        ("ORLO, March 12 (Reuters) -", None),
    ],
)
def test_a_dateline_dates_its_story_where_it_names_the_year(start: str, day: date | None) -> None:
    found = cleaned(f"{start} {STORY}", "Ferry")
    assert (found.published, found.published_from) == (day, "text" if day else "unknown")


def test_a_line_of_publication_goes_before_the_day_of_the_dateline() -> None:
    found = cleaned(f"Published 14 March 2025\n\nORLO, March 12, 2025 (Reuters) - {STORY}", "Ferry")
    assert found.published == date(2025, 3, 14)


def test_html_gives_paragraphs_of_their_kind_and_no_scripts_menus_or_hidden_parts() -> None:
    page = (
        "<nav><a>Home</a></nav><h1>Ferry reaches Selm</h1><script>var a = '<p>no</p>';</script>"
        f"<p>{STORY}</p><h2>The crossing</h2><blockquote>We &amp; the sea were calm all the way over.</blockquote>"
        "<ul><li>Sixty people</li></ul><figure><figcaption>The ferry at the quay of Orlo in March</figcaption></figure>"
        f"<div hidden>Secret</div><p>{MORE}</p><footer>Imprint and contact</footer>"
    )
    found = cleaned(page, is_html=True)
    assert found.title == "Ferry reaches Selm"
    assert [(paragraph.kind, paragraph.text) for paragraph in found.paragraphs] == [
        ("text", STORY),
        ("heading", "The crossing"),
        ("quotation", "We & the sea were calm all the way over."),
        ("list", "Sixty people"),
        ("caption", "The ferry at the quay of Orlo in March"),
        ("text", MORE),
    ]
    assert {item.reason for item in found.removed} == {"page element"}


def test_control_characters_and_bidi_overrides_do_not_get_in() -> None:
    found = cleaned("The \x1b[31mferry\x9b \u202ereached\u202c Se\u200blm at last, they said.")
    assert texts(found) == ["The [31mferry reached Selm at last, they said."]


def test_the_language_is_told() -> None:
    assert cleaned(STORY).language == "en"
    assert cleaned("Паром прибыл на остров, и все люди были живы, как сказал капитан.").language == "ru"


def test_pieces_are_folded_and_few_whatever_the_length() -> None:
    assert pieces(Document("Read on.\n\nPage 12 of 20")) == ("read on", "page 0 of 0")
    assert len(pieces(Document("\n\n".join(f"Line number {word}." for word in "abcdefghij" * 30)))) <= 46


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=600), st.booleans())
def test_no_text_raises_and_plain_paragraphs_are_verbatim_but_for_white_space(text: str, is_html: bool) -> None:
    from feeds.reading.safe import strip_controls

    found = clean(Document(text, is_html=is_html), knowledge())
    if "<" not in text and not is_html:
        whole = "".join(strip_controls(text).split())
        assert all("".join(part.split()) in whole for part in texts(found))


def test_a_caption_is_told_apart_by_its_credit_from_the_sentences_around_it() -> None:
    text = (
        "Vostra will send an envoy to Kyrna on Friday. Ilja Marrow leaves the palace in Selm. (Ann Lee/Getty Images) "
        "“We will listen,” Marrow said. The bridge at Orlo after the flood. (AP Photo/Bo Tarn, File) "
        "(AP Photo/Bo Tarn, File) Ardenia (which is at war) did not reply."
    )
    found = clean(Document(text, title="Envoy to Kyrna"), shipped_knowledge())
    assert [(paragraph.kind, paragraph.text) for paragraph in found.paragraphs] == [
        ("text", "Vostra will send an envoy to Kyrna on Friday."),
        ("caption", "Ilja Marrow leaves the palace in Selm. (Ann Lee/Getty Images)"),
        ("text", "“We will listen,” Marrow said."),
        ("caption", "The bridge at Orlo after the flood. (AP Photo/Bo Tarn, File) (AP Photo/Bo Tarn, File)"),
        ("text", "Ardenia (which is at war) did not reply."),
    ]


def test_a_caption_that_ends_without_a_mark_is_told_apart_by_what_calls_itself_its_credit() -> None:
    text = (
        "“I was afraid to ask,” Marrow said. Bel Orlo on the quay (credit: ANN LEE/COURTESY) Later he went home. "
        "Nobody had come.”Runa Tollen, 2 May 2031  (Photo credit: Bo Tarn) “We will listen,” he said."
    )
    found = clean(Document(text, title="Envoy to Kyrna"), shipped_knowledge())
    assert [(paragraph.kind, paragraph.text) for paragraph in found.paragraphs] == [
        ("text", "“I was afraid to ask,” Marrow said."),
        ("caption", "Bel Orlo on the quay (credit: ANN LEE/COURTESY)"),
        ("text", "Later he went home. Nobody had come.”"),
        ("caption", "Runa Tollen, 2 May 2031 (Photo credit: Bo Tarn)"),
        ("text", "“We will listen,” he said."),
    ]


def test_a_byline_glued_between_standfirst_and_story_is_kept_as_a_field() -> None:
    story = (
        "Ilja Marrow, the foreign minister of Vostra, said on Tuesday that he would not meet the envoy of Ardenia "
        "before the guns fall silent along the river, and that nobody in his government had asked him to go there."
    )
    text = f"A minister will not travel while shells fall. By Sarah Lowe and Peter J. Hale {story}"
    found = clean(Document(text, title="No talks"), shipped_knowledge())
    assert [paragraph.text for paragraph in found.paragraphs] == [
        "A minister will not travel while shells fall.",
        story,
    ]
    assert found.byline == "Sarah Lowe and Peter J. Hale"
    together = f"A minister will not travel. By Sarah LowePeter J. HaleAnn Smith-Reed and Carl MacTavish {story}"
    found = clean(Document(together, title="No talks"), shipped_knowledge())
    assert [paragraph.text for paragraph in found.paragraphs] == ["A minister will not travel.", story]
    assert found.byline == "Sarah Lowe, Peter J. Hale, Ann Smith-Reed and Carl MacTavish"
    kept = f"A minister will not travel. By April Ardenia must answer. {story}"
    assert clean(Document(kept, title="No talks"), shipped_knowledge()).byline == ""


def test_what_stands_before_a_story_without_a_line_break_goes() -> None:
    story = "Vostra will send an envoy to Kyrna on Friday. Nobody there expects much of him, an aide said."
    for before in ("The Morning Read Advertisement Supported by ", "5 min read Subscribers only ", "3 minute read "):
        found = clean(Document(before + story, title="Envoy"), shipped_knowledge())
        assert [paragraph.text for paragraph in found.paragraphs] == [story], before
    player = "To view this video please enable JavaScript, and consider a web browser that supports HTML5 video "
    found = clean(Document(f"{story} {player}{story}", title="Envoy"), shipped_knowledge())
    assert player.strip() in [removed.text for removed in found.removed]
    assert " ".join(paragraph.text for paragraph in found.paragraphs) == f"{story} {story}"


def test_what_a_page_bids_its_readers_do_in_capitals_goes_from_the_middle_of_a_text_however_short() -> None:
    found = cleaned(f"{STORY} CLICK HERE TO GET THE MERIDIAN APP This comes after a week of storms. {MORE}")
    assert texts(found) == [STORY, f"This comes after a week of storms. {MORE}"]
    assert [item.text for item in found.removed] == ["CLICK HERE TO GET THE MERIDIAN APP"]


def test_words_shouted_in_a_quotation_stay() -> None:
    text = f"“GET OFF THIS BOAT NOW. LEAVE IT BEFORE IT IS TOO LATE!” the captain wrote. {STORY} {MORE}"
    assert texts(cleaned(text)) == [text]


def test_a_name_that_furniture_left_over_goes_with_it_and_a_short_sentence_of_the_story_does_not() -> None:
    found = cleaned(f"{STORY} {MORE}\nMarket data provided by\nHalden Digital Solutions.\nLegal Statement.")
    assert texts(found) == [f"{STORY} {MORE}"]
    glued = f"{STORY} {MORE} All rights reserved. Halden Press and Radio. Please try again later."
    assert texts(cleaned(glued)) == [f"{STORY} {MORE}"]
    kept = f"{STORY} Please try again later. The captain agreed. All rights reserved."
    assert texts(cleaned(kept)) == [STORY, "The captain agreed."]


@pytest.mark.parametrize(
    ("teaser", "following"),
    [
        ("SELM ENVOY LASHES OUT AT COMPACT; CALLS ITS DEAL 'ROTTEN'", "The ministry dismissed it."),
        ("7 PRISONERS REMAIN ON THE RUN AFTER ORLO JAIL BREAK", "The ministry knew nothing."),
        ("‘HARBOUR’ STARS WALK OUT OF THE NEW SHOW", "A guard saw them."),
    ],
)
def test_a_headline_in_capitals_behind_a_picture_s_credit_is_no_part_of_the_sentence(
    teaser: str, following: str
) -> None:
    before = (STORY + " ") * 6 + "Mara Ilvic, left, arrives on Monday. (Selm Images) "
    found = cleaned(before + teaser + " " + following + " " + STORY)
    assert all("LASHES" not in text and "RUN AFTER" not in text and "WALK OUT" not in text for text in texts(found))
    assert any(following in text for text in texts(found))
    assert any(removed.text == teaser and removed.reason == "teaser" for removed in found.removed)


@pytest.mark.parametrize(
    ("place", "opening"),
    [
        ("Kyiv, Ukraine", "Gunmen killed a senior aide on Monday, the police said in the evening."),
        ("Brussels", "European ministers agreed on a plan for the ports on Monday evening."),
        ("Selm", "The harbour was closed on Monday after a night of storms and high water."),
        ("Selmburg, Ard.", "Early on Monday the harbour was closed after a night of storms."),
    ],
)
def test_where_a_story_was_reported_from_is_its_dateline(place: str, opening: str) -> None:
    found = cleaned(f"Reporting from {place} {opening}\n\n{MORE}", title="Talks")
    assert (texts(found)[0], found.dateline) == (opening, place.partition(",")[0] if "." not in place else place)


def test_reporting_from_what_is_no_place_stays() -> None:
    line = "Reporting from Orlo’s Unseen Valleys is a prize that the town gives every second year."
    assert texts(cleaned(f"{line}\n\n{MORE}", title="Talks"))[0] == line


def test_where_each_of_those_who_wrote_it_was_is_a_byline() -> None:
    note = "Dora Keel reported from Selm, Ardenia; Petar Lund from central Orlo, and Ann Marsh from New Kyrna."
    found = cleaned(f"{STORY}\n\n{note} {MORE}", title="Talks")
    assert texts(found) == [STORY, MORE]
    assert [(item.text, item.reason) for item in found.removed] == [(note, "byline")]


def test_what_was_reported_from_a_place_stays() -> None:
    line = "Shelling was reported from Selm, and explosions from Orlo."
    assert texts(cleaned(f"{STORY}\n\n{line} {MORE}", title="Talks"))[1] == f"{line} {MORE}"


def test_a_bid_to_log_in_glued_to_the_story_goes() -> None:
    bid = "Please refresh the page or go to another one to be logged inPlease refresh your browser to be logged in"
    found = cleaned(f"{bid} {STORY}\n\n{MORE}", title="Talks")
    assert texts(found)[0] == STORY
    assert [item.reason for item in found.removed] == ["navigation"]
