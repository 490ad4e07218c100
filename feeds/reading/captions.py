"""Captions and bylines that a page scraped without its line breaks has glued to the sentences around them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace

from feeds.late_pattern import late_pattern
from feeds.reading.quick_look import holds_any
from feeds.reading.sentences import sentences
from feeds.story import Paragraph

_CREDIT = late_pattern(
    r"(?<=[.!?\"”’)] )(?:\((?:[^()]{0,90}\b(?:Getty Images|AP Photo|[Pp]hoto(?:graph)?s? by"
    r"|via (?:Getty|AP|Reuters|REUTERS|AFP)|Handout|Shutterstock|iStock|(?:Photo|Image|Picture) credit)\b[^()]{0,60}"
    r"|(?:AP|Reuters|REUTERS|AFP|EPA)/[A-Z][^()]{2,50}"
    r"|[Cc]redit: [^()]{2,90}|[^()]{2,50}-Imagn Images)\) ?){1,3}(?=$|[\"“‘A-Z0-9])"
)
"""Who took a photograph, in brackets behind the sentence that says what it shows."""
_CALLED_CREDIT = late_pattern(
    r"(?<=\S ) ?\((?:(?:[Pp]hoto|[Ii]mage|[Pp]icture) )?[Cc]redit: [^()]{2,90}\) ?(?=$|[\"“‘A-Z0-9])"
)
"""One that calls itself so, whatever stands before it: "Bel Orlo in Selm (credit: Ann Lee)"."""
_GLUED = late_pattern(r"[.!?][”\"’]?(?=[A-Z][a-z])")
"""Where a sentence ends and a caption begins without a blank."""
_MARKS = ("Getty", "hoto", "via ", "Handout", "stock", "AP/", "euters/", "REUTERS/", "AFP/", "EPA/", "redit", "Imagn")
"""One of these stands in every credit."""
_MOST_CAPTION = 400
_NAME = (
    r"[A-Z][a-zà-ž’-]+(?: [A-Z]\.)? (?:(?:Mc|Mac|O’|De|Di|La|Le|Fitz|Abdul|Van)(?=[A-Z]))?"
    r"[A-Z][a-zà-ž’]+(?:-[A-Z][a-zà-ž’]+)?"
)
_NEXT = r",? and |, |"
"""Between two names; nothing where a page wrote each into an element of its own."""
_BYLINE = late_pattern(rf"(?:(?<=^)|(?<=[.!?”\"’] ))By ({_NAME}(?:(?:{_NEXT}){_NAME}){{0,6}}) (?=[\"“‘]?[A-Z])")
_CREDITED = late_pattern(
    rf"(?:(?<=^)|(?<=[.!?”\"’] )|Supported by )By (?P<names>{_NAME}(?:(?:{_NEXT}){_NAME}){{0,6}})"
    r"(?= (?:Reporting from|Photographs by|Photographs and|Visuals by|Video by|Illustrations by)\b)"
)
"""Where the page goes on to say where it was written, or whose the pictures are, the words before are names."""
_BYLINE_WITHIN = 600
_NO_FIRST_NAMES = frozenset(
    "January February March April May June July August September October November December Monday Tuesday Wednesday "
    "Thursday Friday Saturday Sunday".split()
)


def without_captions(block: Paragraph) -> list[Paragraph]:
    """A block with the captions in it told apart: each is the one sentence before a photograph's credit, with it."""
    text = block.text
    if block.kind != "text" or "(" not in text or not holds_any(text, _MARKS):
        return [block]
    found = [*_CREDIT.finditer(text)]
    known = {credit.end() for credit in found}
    found += [credit for credit in _CALLED_CREDIT.finditer(text) if credit.end() not in known]
    if not found:
        return [block]
    starts = [start for start, _ in sentences(text)]
    parts: list[Paragraph] = []
    end = 0
    for credit in sorted(found, key=lambda credit: credit.start()):
        start = max(end, starts[max(0, bisect_right(starts, credit.start() - 2) - 1)])
        for glued in _GLUED.finditer(text, start, credit.start()):
            start = glued.end()
        if credit.start() - start > _MOST_CAPTION:
            continue
        parts += [
            replace(block, text=text[end:start].strip()),
            Paragraph(text[start : credit.end()].strip(), "caption"),
        ]
        end = credit.end()
    parts.append(replace(block, text=text[end:].strip()))
    return [part for part in parts if part.text]


def glued_byline(text: str, is_first_name: Callable[[str], bool]) -> tuple[int, int, str] | None:
    """(start, end, names) of a byline between a standfirst and the story: "… deal. By Ann Lee Ardenia says …".

    Two words are a name when the first is a first name; but for other credits behind them nothing else tells where the
    story begins.
    """
    if "By " not in text[:_BYLINE_WITHIN]:
        return None
    credited = _CREDITED.search(text, 0, _BYLINE_WITHIN)
    if credited is not None:
        names = re.findall(_NAME, credited["names"])
        return credited.start(), credited.end(), _listed(names)
    for match in _BYLINE.finditer(text, 0, _BYLINE_WITHIN):
        names = re.findall(_NAME, match[1])
        firsts = [name.split()[0] for name in names]
        known = [first for first in firsts if is_first_name(first)]
        # One first name that is known tells of all that are listed with it.
        if known and _NO_FIRST_NAMES.isdisjoint(firsts) and (known == firsts or " and " in match[1]):
            return match.start(), match.end(), _listed(names)
    return None


def _listed(names: list[str]) -> str:
    return ", ".join([*names[:-2], " and ".join(names[-2:])])
