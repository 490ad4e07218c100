"""The quick looks before the closer ones never pass over what the closer ones would find."""

from __future__ import annotations

import re
import tomllib

import pytest

from feeds.reading.event_words import event_words
from feeds.reading.furniture import held_words, line_reason, openings
from feeds.reading.plain_words import plain_words
from feeds.reading.sentences import sentences
from feeds.reading.speech import speech
from feeds.reading.text import Text
from feeds.reading.times import read_times
from feeds.reading.timex_starts import first_codes
from feeds.reading.timex_words import tokens_of
from feeds.reading.whoswho import LEXICON
from feeds.story import Paragraph


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("advertisement", {"advert"}),
        ("(?:skip )?(?:ads?|menu)", {"skip a", "skip m", "ad", "menu"}),
        ("(?:the )?(?:posts?|articles) (?:below|here)", {"the po", "the ar", "post", "articl"}),
        ("(?:a|b(?:c|d)|(?:e)?f)x", {"ax", "bc", "bd", "ef", "f"}),
        ("(?:ab)+c", {"ab"}),
        ("a(?:b)*c", {"a"}),
        ("to .{0,3}ads", {"to "}),
        (".{0,3}ads", None),
        ("a?b", None),
        (r"\\(?note", None),
        ("(?:ab)*c", None),
    ],
)
def test_what_a_line_begins_with_that_a_pattern_matches(pattern: str, expected: set[str] | None) -> None:
    assert openings(pattern) == expected


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("(?=.*inbox).{0,90}inbox", ("inbox",)),
        (r"(?=.*\()[^.]{0,9}\(afp\)", ("(",)),
        ("(?=.*[©)])(?:©|\\(c\\)) 20", ("©", ")")),
        ("(?=.*©)(?:.{0,80} )?©", ("©",)),
        ("(?=.*(?:one|two))one", ()),
        ("inbox", ()),
    ],
)
def test_the_words_that_a_pattern_says_its_line_must_hold(pattern: str, words: tuple[str, ...]) -> None:
    assert held_words(pattern) == words


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "SHARE THIS",
        "Read more: the ferry to Selm",
        "© 2031 Selm Daily",
        "Selm Daily (c) 2031",
        "The Selm Daily © 2031, with more to come",
        "[source]",
        "This report has not been edited by the Selm Daily",
        "No part of this article may not be published in Selm",
        "The island's paper. All rights reserved",
        "3 comments",
        "#selm #ferry",
        "The day's stories, sent straight to your inbox",
        "with inputs from agencies",
        "Éditorial",
        "ſhare this",
        "Lınk copied",
        "X",
        "The ferry reached Selm on Friday",
    ],
)
def test_a_line_is_judged_as_by_all_patterns_at_once(line: str) -> None:
    sections = tomllib.loads((LEXICON / "furniture.toml").read_text("utf-8"))
    expected = next(
        (
            reason
            for part in ("line", "sentence")
            for reason, table in sections.items()
            for pattern in table[part]
            if re.fullmatch(pattern, line, re.IGNORECASE)
        ),
        None,
    )
    assert line_reason(line) == expected


def test_every_cue_of_speech_holds_its_opener() -> None:
    for cue in speech().cues:
        assert not speech().openers.isdisjoint(plain_words(cue)), cue


def test_every_entry_that_names_an_act_holds_its_head() -> None:
    for word, triggers in event_words().triggers.items():
        for trigger in triggers:
            entry = " ".join((word, *trigger.rest))
            runs = set(re.findall(r"[^\W\d_]+", entry))
            heads = event_words().heads & runs
            assert heads, entry
            assert any(
                head not in event_words().companions or any(others <= runs for others in event_words().companions[head])
                for head in heads
            ), entry
            assert not event_words().openings.isdisjoint(re.findall(r"[^\W\d_]+", word)), word


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("Really?! Well... Yes.", ["Really?!", "Well...", "Yes."]),
        ('He left (late.) "Why?" she asked.', ["He left (late.)", '"Why?" she asked.']),
        ("It is .....x and 3.5 of a.b. It ends", ["It is .....x and 3.5 of a.b.", "It ends"]),
        ("…and on!… It ends.", ["…and on!…", "It ends."]),
    ],
)
def test_a_run_of_marks_ends_a_sentence_where_white_space_follows(paragraph: str, expected: list[str]) -> None:
    assert [paragraph[start:end] for start, end in sentences(paragraph)] == expected


@pytest.mark.parametrize(
    "paragraph", ["He met Mr. Orlov in the U.S. The talks went on.", "One.\n Two\n. Three (e.g.) 4."]
)
def test_sentences_are_the_same_when_asked_again(paragraph: str) -> None:
    once = sentences(paragraph)
    assert sentences(paragraph) == once
    # A text too long to be remembered is cut alike.
    assert sentences(paragraph + " " * 5000) == once


@pytest.mark.parametrize(
    "sentence",
    [
        "The ferry left at 10:30.",
        "The ferry left at 9 pm.",
        "The ferry left at 9 p.m.",
        "The ferry left at 9pm.",
        "The ferry left at 9 o'clock.",
        "The ferry left at 9.40 pm.",
        "The ferry was built in 2019.",
        "The ferry was built in the '90s.",
        "The ferry left Selm at 0930 GMT.",
        "The ferry left Selm on 3/4/2031.",
    ],
)
def test_a_number_of_time_is_read_where_no_word_of_time_stands(sentence: str) -> None:
    assert read_times(Text("", (Paragraph(sentence),)), None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On 3 May, at 5.30pm", ["On", "3", "May", ",", "at", "5.30", "pm"]),
        ("“Words” (of 1,200 men)", ["“", "Words", "”", "(", "of", "1,200", "men", ")"]),
        ("the ’90s, year-end", ["the", "’", "90", "s", ",", "year", "-", "end"]),
        ("km² ½km 5½ a_b _c d_", ["km²", "½km", "5", "½", "a", "_", "b", "_", "c", "d", "_"]),
        ("x" * 50 + "," + "y" * 50, ["x" * 50, ",", "y" * 50]),
        (" \u00a0 ", []),
    ],
)
def test_tokens_of_a_text_in_which_time_is_looked_for(text: str, expected: list[str]) -> None:
    assert tokens_of(text) == expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("abc", "a"),
        ("[ab]c|d", "abd"),
        ("(?:a)?b?[cd]{0,2}e", "abcde"),
        ("(?<=x)(?:a|b{1,3})(?=y)", "ab"),
        ("(?:(?!a)[bc]|(?:d)?e)()", "bcde"),
    ],
)
def test_what_a_rule_of_time_begins_with(pattern: str, expected: str) -> None:
    assert first_codes(pattern) == set(expected)


@pytest.mark.parametrize("pattern", ["(?=a)", "a?", "(?:a|b?)", "a)"])
def test_a_rule_of_time_that_may_be_empty_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="must begin with something"):
        first_codes(pattern)
