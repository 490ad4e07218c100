"""Takes out of a text what could steer a terminal or hide in it. Used at ingest, and again before anything is shown."""

from __future__ import annotations

import re

from feeds.late_pattern import late_pattern

_LINE_ENDS = late_pattern("\r\n?|[\x0b\x0c\x85\u2028\u2029]")

_STEERING = late_pattern(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # C0 but \t and \n, DEL, C1 (ECMA-48): ESC, CSI, OSC, DCS …
    "\u202a-\u202e\u2066-\u2069"  # bidi embeddings, overrides and isolates (UAX #9)
    "\ufff9-\ufffb"  # interlinear annotation
    "\ud800-\udfff"  # lone surrogates: no encoding can write them
    "\U000e0000-\U000e007f"  # tag characters: invisible text
    "]+"
)

_ZERO_WIDTH = late_pattern("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]+")
_ALPHABETIC = late_pattern("[A-Za-z\u00c0-\u024f\u1e00-\u1eff\u0370-\u03ff\u1f00-\u1fff\u0400-\u052f]")


_SUSPECT = late_pattern(f"[\r\x0b\x0c\x85\u2028\u2029{_STEERING.pattern[1:-2]}{_ZERO_WIDTH.pattern[1:-2]}]")
"""What any of the patterns above begins with: one look settles nearly every text."""


def strip_controls(text: str) -> str:
    """The text without control characters, bidi overrides and characters nobody can see.

    Keeps \\n and \\t; every other line end becomes \\n. Zero-width characters and soft hyphens go where they touch a
    Latin, Greek or Cyrillic letter (they hide words from search there) and stay elsewhere (Persian, Indic scripts and
    joined emoji need them). Idempotent; linear; a clean text comes back as the same object.
    """
    if text.replace("\n", " ").isprintable() or _SUSPECT.search(text) is None:
        return text
    text = _LINE_ENDS.sub("\n", text)
    text = _STEERING.sub("", text)
    return _ZERO_WIDTH.sub(_without_hidden, text)


def _without_hidden(match: re.Match[str]) -> str:
    text = match.string
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    return "" if _ALPHABETIC.match(before) or _ALPHABETIC.match(after) else match.group()
