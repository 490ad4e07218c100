"""Words inside a text that credit whoever made what goes with it: "Graphics by Ann Lee", "(Ann Lee/AFP via …)"."""

from __future__ import annotations

from feeds.late_pattern import late_pattern
from feeds.reading.names import UPPER

_WORD = rf"(?:[{UPPER}][\w’'-]+|[{UPPER}]\.)"
_NAME = rf"{_WORD}(?: (?:(?:de|di|del|van|von|al|el|bin|la|le) )?{_WORD}){{1,2}}"
_MADE = frozenset(
    """graphic graphics photo photos photograph photographs picture pictures illustration illustrations visual visuals
    video videos verification map maps edited editing reporting translated translation produced filmed animation
    original""".split()
)
"""What is made, right before "by"."""
_BY = late_pattern(
    r"\b(?:[A-Z]\w+ (?:(?:and|&) [A-Z]\w+ |original |reporting |photos |pictures )?|[A-Z]\w+ and \w+ )by:? "
    rf"(?P<names>{_NAME}(?:(?:,? and |, ){_NAME}){{0,5}})"
)
"""The beginning of a sentence, or of a line that was glued to another."""
_LONGEST = 40
"""Code points of what stands before "by"."""
_MOST = 40
"""Credits looked for in one paragraph; a page has not so many."""
_PICTURE = late_pattern(rf"\({_NAME}(?:\s?/\s?[A-Z]|[ ,][^()]{{0,40}}\b(?:via|Getty)\b)[^()]{{0,80}}\)")
"""Who took a picture, in brackets with the agency."""


def credited(text: str) -> list[tuple[int, int]]:
    """The places of names that a text only credits, in order. Linear in its length."""
    found: list[tuple[int, int]] = []
    at, tried = text.find(" by"), 0
    while at >= 0 and tried < _MOST:
        word = text[max(0, at - 14) : at].rpartition(" ")[2].lower()
        if word in _MADE:
            tried += 1
            start = max(0, at - _LONGEST)
            for match in _BY.finditer(text, start, at + 240):
                if match.start() <= at < match.start("names"):
                    found.append(match.span("names"))
                    break
        at = text.find(" by", at + 3)
    if "(" in text and ("/" in text or " via " in text or "Getty" in text):
        found += [match.span() for match in _PICTURE.finditer(text)]
    return sorted(found)
