"""The quick cut into plain words gives what the regular expression gives, whatever the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from feeds.reading.plain_words import PLAIN_WORD, plain_words

MARKED = st.text(st.sampled_from("abzAZ09 _-.,\n\t\x1c\x7f’“”‘–—…\xa0éß½²İ中ʼ\ud800"))


@given(st.one_of(st.text(), MARKED))
def test_plain_words_are_those_of_the_pattern(text: str) -> None:
    assert plain_words(text) == PLAIN_WORD.findall(text)


def test_the_marks_of_print_part_words_as_blanks_do() -> None:
    assert plain_words("the “fifth” round—held… in orlo’s 2_b hall") == [
        *("the", "fifth", "round", "held", "in", "orlo", "s", "2", "b", "hall"),
    ]
