"""Who stands as a label before a colon: `Ann Lee:`, `Ann Lee, historian:`, `From Ann Lee’s letter:`."""

from __future__ import annotations

from feeds.reading.noun_phrases import Source, read_name, read_region
from feeds.reading.source_after import source_after
from feeds.reading.speech import speech
from feeds.reading.speech_lines import DASHES, Line
from feeds.reading.verb_signs import is_finite

_SPEAKERS = frozenset(
    """ministry minister army military government office spokesman spokeswoman spokesperson embassy president premier
    envoy deputy leader police court chief official officials commander ambassador adviser lawyer""".split()
)
"""What somebody can own that speaks for itself: "Vostra's defence ministry" is not Vostra."""
_PRESENTING = frozenset(("here’s", "here's"))
_LONGEST_DESCRIPTION, _LONGEST_NAME = 8, 4
"""Words, of a description before a colon and of the name it describes."""


def named_before_colon(line: Line, start: int, colon: int) -> Source | None:
    """`NAME:` alone, `… – Ann Lee:`, `From Ann Lee’s letter:`."""
    first = colon
    while first > start and (line.words[first - 1][0].isupper() or line.lows[first - 1] in speech().particles):
        first -= 1
    is_credit = first - 1 > start and line.lows[first - 1] in ("from", "by")
    if is_credit and line.lows[first - 1] == "from" and line.words[first - 2][0].isalpha():
        before = line.lows[first - 2]  # "a letter from Lee:", not "he was from Selm:"
        is_credit = before == "more" or before in speech().document_heads
    is_credit = is_credit or (first - 1 == start and line.lows[start] in ("from", "by"))
    if first < colon and (first == start or line.words[first - 1] in DASHES or is_credit):
        source = source_after(line, first, colon)
        return source if source is not None and source.last == colon - 1 else None
    apposed = _apposed_before_colon(line, start, colon)
    if apposed is not None:
        return apposed
    titled = read_region(line, start, colon - 1) if 1 < colon - start < 9 else None
    if titled is not None and titled.name_last == colon - 1 and titled.name_first > start:
        before = line.lows[titled.name_first - 1]
        if before in speech().person_heads and not any(is_finite(line, place) for place in range(start, colon)):
            return titled  # "National coach Ann Lee:"
    if line.lows[start] in _PRESENTING:
        last = start
        while last + 1 < colon and line.words[last + 1][0].isupper():
            last += 1
        return read_name(line, start + 1, last) if last > start else None  # "Here's Ann Lee in December:"
    for place in range(max(start, colon - 6), colon):
        if line.lows[place].endswith(("’s", "'s")) and line.words[place][0].isupper():
            owner = place
            while owner > start and line.words[owner - 1][0].isupper():
                owner -= 1
            if any(
                is_finite(line, later) or line.lows[later] in _SPEAKERS or not line.words[later][0].isalnum()
                for later in range(place + 1, colon)
            ):
                return None  # "Vostra's defence ministry claims otherwise:" is a sentence, no label
            if any(is_finite(line, earlier) for earlier in range(start, owner)):
                return None  # "Park said of Lee's request:"
            if owner == start or line.lows[owner - 1] in ("from", "in", "of"):
                return read_name(line, owner, place)
    return None


def _apposed_before_colon(line: Line, start: int, colon: int) -> Source | None:
    """`Ann Lee, historian:`, `Ann Lee, the head of the union:` at the start of a line or of a sentence."""
    comma = colon - 1
    while comma > start and line.words[comma][0].isalnum() and colon - comma < _LONGEST_DESCRIPTION:
        comma -= 1
    if comma - start < 2 or line.words[comma] != "," or comma == colon - 1:
        return None
    described = range(comma + 1, colon)
    is_office = any(line.lows[place] in speech().person_heads for place in described)
    if not is_office or any(is_finite(line, place) for place in described):
        return None
    first = comma
    while first > start and line.words[first - 1][0].isupper() and comma - first < _LONGEST_NAME:
        first -= 1
    if comma - first < 2 or (first > start and line.lows[first - 1] in speech().prepositions):
        return None
    return read_name(line, first, comma - 1)
