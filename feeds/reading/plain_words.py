"""The runs of letters and digits of a text, which most readers look at first: cut without a regular expression where
a text is ASCII but for the marks that print adds."""

from __future__ import annotations

import re

PLAIN_WORD = re.compile(r"[^\W_]+")
_OF_PRINT = "’“”‘–—…\xa0"
"""What keeps nearly all English news from being ASCII, no letters among it."""
_APART = bytes(byte if chr(byte).isalnum() else ord(" ") for byte in range(128)) + b" " * 128
"""Every ASCII character that is no letter and no digit as a blank."""


def plain_words(text: str) -> list[str]:
    """The runs of letters and digits of a text, in order: what `PLAIN_WORD` finds."""
    plain = without_print(text)
    if not plain.isascii():
        return PLAIN_WORD.findall(text)
    return plain.encode("ascii").translate(_APART).decode("ascii").split()


def without_print(text: str) -> str:
    """The text with a blank for each of the marks that print adds to ASCII."""
    if not text.isascii():
        for mark in _OF_PRINT:
            text = text.replace(mark, " ")
    return text
