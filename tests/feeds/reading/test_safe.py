"""What could steer a terminal is taken out of every text, and nothing else is."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.reading.safe import strip_controls
from tui.safe import safe_line, safe_text

HOSTILE = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("\x1b\x9b\x9d\x07\x08\x7f\r\x85\u202e\u2066\u2069\u200b\u200d\ufeff\u00ad\udc80a\u0431 "),
    ),
    max_size=80,
)


def test_escape_sequences_lose_the_bytes_that_make_them_sequences() -> None:
    assert strip_controls("a\x1b[31mred\x1b[0m \x9b2J\x1b]0;title\x07b") == "a[31mred[0m 2J]0;titleb"


def test_bidi_overrides_are_removed_and_right_to_left_letters_stay() -> None:
    assert strip_controls("safe\u202egpj.exe\u2069 שלום مرحبا") == "safegpj.exe שלום مرحبا"


def test_zero_width_characters_inside_words_cannot_hide_them() -> None:
    assert strip_controls("cea\u200bse\u00adfire пере\u200dмирие ει\u2060ρήνη") == "ceasefire перемирие ειρήνη"


def test_zero_width_characters_stay_where_a_script_needs_them() -> None:
    assert strip_controls("می\u200cخواهم 👩\u200d💻") == "می\u200cخواهم 👩\u200d💻"


def test_line_ends_become_newlines_and_tabs_stay() -> None:
    assert strip_controls("a\r\nb\rc\u2028d\x0ce\tf") == "a\nb\nc\nd\ne\tf"


def test_a_line_has_no_line_end_and_no_double_space() -> None:
    assert safe_line(" a \r\n b\t\u2029 c ") == "a b c"


@given(HOSTILE)
@settings(max_examples=200)
def test_no_control_character_ever_survives(text: str) -> None:
    clean = safe_text(text)
    assert not any((c < " " and c not in "\n\t") or "\x7f" <= c <= "\x9f" or "\u202a" <= c <= "\u202e" for c in clean)
    clean.encode("utf-8")
    assert safe_text(clean) == clean
