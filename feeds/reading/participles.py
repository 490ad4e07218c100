"""Whose words a participle reports: "saying", "vowing to", "with Lee yelling", "quoted Lee as saying"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from feeds.reading.clauses import clause_subject
from feeds.reading.name_runs import is_adverb
from feeds.reading.noun_phrases import Source, noun_phrase, read_region
from feeds.reading.source_after import source_after
from feeds.reading.source_before import subject_before
from feeds.reading.speech import speech
from feeds.reading.speech_lines import QUOTED, Line
from feeds.reading.verb_signs import (
    BE,
    MODALS,
    helper_of,
    is_finite,
    is_headline,
    is_negated,
)

if TYPE_CHECKING:
    from feeds.reading.acts import Act, Side


_SHOWN = frozenset(
    """sign signs banner banners poster posters placard placards headline headlines caption captions ad ads
    shirt shirts t-shirt t-shirts hat hats sticker stickers billboard billboards""".split()
)
_SHOWING = frozenset(
    """of with including depicts depict depicted shows show showed showing depicting quotes quoted quoting filmed heard
    hears captured recorded""".split()
)
_COUNTED = frozenset("one some several many two three most each another".split())
_NEW_CLAUSE = frozenset(("but", "and", "while", "so", "yet", "when", "where"))
_BREAKS = frozenset((",", QUOTED, "—", "–", "--"))
_WITNESSED = frozenset("heard overheard seen filmed recorded shown caught captured".split())
"""Before "saying": "a reporter can be heard asking"."""
_CITES = frozenset(("reported", "reports")) | frozenset("quoted quotes quoting cited cites citing".split())
_OBJECTS = frozenset("him her them".split())


def quoted_one(line: Line, at: int, start: int) -> Source | None:
    """Whom "The agency quoted Lee as saying" gives the words to: never the agency. None where "quoted by" names it."""
    for cue in range(at - 1, max(start, at - 16) - 1, -1):
        word = line.lows[cue]
        if word == QUOTED or word in (".", ";", ":"):
            return None
        if word in _CITES:
            if line.lows[cue + 1] in _OBJECTS and cue + 2 == at:
                return Source(cue + 1, cue + 1, "pronoun")
            return source_after(line, cue + 1, at) if line.lows[cue + 1] not in ("by", "in", "on") else None
    return None


def read_participle(
    line: Line, at: int, start: int, end: int, before: str, acts: Sequence[Act]
) -> tuple[Side, Source, bool] | None:
    words = speech()
    lows = line.lows
    helper = helper_of(line, at, start)
    if helper.removesuffix("n't").removesuffix("n’t") in BE or helper in ("'s", "’s", "'re", "’re", "'m"):
        source = subject_before(line, at, start)
        return ("before", source, not is_negated(line, at, start)) if source is not None else None
    if before in _WITNESSED and at - 2 > start:
        group = at - 1
        while group - 1 > start and (lows[group - 1] in BE or lows[group - 1] in MODALS or is_adverb(lows[group - 1])):
            group -= 1
        source = subject_before(line, group, start) if lows[at - 2] in BE else None
        if source is not None:
            return "before", source, True
    if before in ("not", "never"):
        return None  # "left, not saying whether"
    if before == "as" and at - 2 >= start and lows[at - 2] == "quoted":
        source = subject_before(line, at - 2, start)
        return ("before", source, True) if source is not None else None
    if before == "as":
        named = quoted_one(line, at - 1, start)
        if named is not None:
            return "before", named, True
    if before in words.determiners or before.endswith(("'s", "’s")):
        return None
    if before != "," and at > start and is_headline(line):
        return None
    place = at - 1
    while place > start and is_adverb(lows[place]):
        place -= 1
    held = lows[at - 1] if at > start else ""
    if held in _SHOWN:
        # "held up a sign saying": the sign's words; "issued a statement saying" are the subject's own.
        source = read_region(line, _noun_start(line, at - 1, start), at - 1)
        if source is not None:
            return "before", source, True
    if held in words.document_heads and at - 2 > start and lows[at - 2].endswith(("'s", "’s")):
        # "after the newspaper's editorial telling him": whose text it is, not whom the sentence is about.
        source = read_region(line, _noun_start(line, at - 1, start), at - 1)
        if source is not None and source.first > start and not is_finite(line, source.first - 1):
            return "before", source, True
    for run in range(place, max(start, place - 12) - 1, -1):
        if lows[run] == "with" and run < place:
            # "with Ann Lee reportedly yelling": the noun phrase between "with" and the participle.
            named = read_region(line, run + 1, place)
            if named is not None:
                return "before", named, True
            break
        if not line.words[run][0].isalnum():
            break
    held_by = _held_by(line, place, start) if held != "," else None
    if held_by is not None:
        return "before", held_by, True
    if before in ("further", "thus", "thereby", "from", "without", "against"):
        return None
    if acts and before == "and" and acts[-1].verb.form == "ing" and acts[-1].side == "before":
        return "participle", acts[-1].source, True  # "with Lee tweeting … and asking"
    if acts and before in (",", "and") and _is_trailing(line, acts[-1], start):
        return "participle", acts[-1].source, True
    source = _participle_subject(line, at, start)
    if (source is None and at == start) or (
        source is None and all(not word[0].isalnum() for word in line.words[start:at])
    ):
        comma = at
        while comma < end and line.words[comma] != ",":
            comma += 1
        source = clause_subject(line, comma + 1, end) if comma < end - 1 else None
    return ("participle", source, True) if source is not None else None


def _held_by(line: Line, at: int, start: int) -> Source | None:
    """Who is shown or counted as saying: "including one woman yelling", "a video of Lee saying"."""
    words = speech()
    first = at
    while first - 1 > start and (
        line.words[first - 1][0].isupper()
        or line.lows[first - 1] in words.determiners
        or line.words[first][0].isupper()
    ):
        if line.lows[first - 1] in words.prepositions or not line.words[first - 1][0].isalnum():
            break
        if line.lows[first - 1] in _SHOWING:
            break
        first -= 1
    if first <= start or line.lows[first - 1] not in _SHOWING or not line.words[at][0].isalnum():
        return None
    if line.lows[at] in words.prepositions:  # "the state of Vostra by confirming"
        return None
    return read_region(line, first, at)


def _noun_start(line: Line, head: int, start: int) -> int:
    """Where the noun phrase that ends in `head` begins: at its determiner, a few words before."""
    for place in range(head - 1, max(start, head - 6) - 1, -1):
        if line.lows[place] in speech().determiners:
            counts = place - 2 >= start and line.lows[place - 1] == "of" and line.lows[place - 2] in _COUNTED
            return place - 2 if counts else place  # "one of her ads"
    return head


def _is_trailing(line: Line, act: Act, start: int) -> bool:
    """Whether an act follows what it reports: "…, Lee said, adding"."""
    if act.side == "participle":
        return False
    return act.first > start and (line.words[act.first - 1] in (",", QUOTED, "—", "–") or act.side == "after")


def _participle_subject(line: Line, at: int, start: int) -> Source | None:
    """Whom a participle hangs on: the subject of the last clause that stands on its own before it."""
    lows = line.lows
    best: Source | None = clause_subject(line, start, at)
    for place in range(start + 1, at):
        if (lows[place] in _NEW_CLAUSE and line.words[place - 1] in _BREAKS) or line.words[place] == ";":
            later = clause_subject(line, place + 1, at)
            if (
                later is not None
                and later.last + 1 < at
                and line.words[later.last + 1][0].islower()
                and lows[later.last + 1] not in speech().prepositions
                and later.first <= place + 3
            ):
                best = later
    if best is None:
        return None
    # "Ann Lee told Bo Li, who …, saying": the subject must end before the participle.
    return _with_second(line, best, at) if best.last < at else None


def _with_second(line: Line, first: Source, at: int) -> Source:
    """Both of two whose names are joined before a verb: "Ann Lee and Bo Li chose to comment, saying"."""
    begin = first.last + 2
    if first.head != "name" or begin >= at or line.lows[begin - 1] != "and" or not line.words[begin][0].isupper():
        return first
    last = begin
    while last + 1 < at and line.words[last + 1][0].isupper():
        last += 1
    following = line.words[last + 1] if last + 1 < at else ","
    if not following[0].islower() or line.lows[last + 1] in speech().prepositions:
        return first
    second = noun_phrase(line, begin, last, last)
    if second is None or second.head != "name":
        return first
    return Source(first.first, second.last, "name", second.name_first, second.name_last, (first,))
