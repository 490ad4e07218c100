"""Splits a paragraph into sentences: one linear scan over candidate ends, with the abbreviations news uses."""

from __future__ import annotations

import re
from functools import lru_cache

_TERMINAL = ".!?…"
_CLOSING = re.compile(r"[.!?…]+[\"'”’»)\]]*")
"""A run of terminal marks with the closing marks or brackets behind it; white space (or the end) must follow."""
_OPENER = re.compile(r"\s*[\"'“‘«„(\[]*")
_LONGEST_REMEMBERED = 12_000
"""Characters of a paragraph whose sentences are remembered, so that hostile text takes up no memory."""
_OPENING = "([“\"'‘«"
"""Marks a word can stand right behind."""
_LETTERS = re.compile(r"[^\W\d_]+")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?|[^\W\d_]")

ABBREVIATIONS = frozenset(
    """mr mrs ms messrs dr prof sir st sen sens rep reps gov govs gen lt col sgt cpl capt maj cmdr adm brig rev hon
    pres supt insp det pvt spc amb jr sr no nos vs v etc al cf eg ie approx dept est inc ltd co corp bros
    jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun
    ave blvd rd ft mt art fig vol pp p ed eds""".split()
)
_LONGEST_ABBREVIATION = max(map(len, ABBREVIATIONS))
ON_X = re.compile(r"\b(?:on|to|via|from) $")
"""What stands before the site X, which is no initial: "in a post on X. Lee's remark"."""
_MAY_END = frozenset("inc ltd co corp bros jr sr etc al st rd ave blvd".split())
"""Abbreviations that also stand at the end of sentences: a capital after them decides."""

_STARTERS = frozenset(
    """the a an he she it they we i you but and in on at this that these those his her its their our there however
    meanwhile when while after before as if for to from with by so yet now then still what who why how asked
    according earlier later last some many most both""".split()
)


def sentences(paragraph: str) -> tuple[tuple[int, int], ...]:
    """Half-open spans of the sentences of a paragraph, in order, without surrounding white space.

    Closing quotation marks and brackets belong to the sentence they close. Never raises; an empty or blank
    paragraph has no sentences. Linear in the length of the paragraph. Answers are remembered for a while: cleaning and
    several readers ask for the same paragraphs.
    """
    return _remembered(paragraph) if len(paragraph) <= _LONGEST_REMEMBERED else _spans(paragraph)


def _spans(paragraph: str) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    size = len(paragraph)
    start = _skip_space(paragraph, 0)
    end = 0
    marks = _marks_of(paragraph)
    if start < size and (not marks or marks[0] == size - 1):
        return ((start, len(paragraph.rstrip())),)
    for mark in marks:
        if mark < end:
            continue  # of the run before
        end = mark + 1
        if end < size and paragraph[end] != " ":
            closing = _CLOSING.match(paragraph, mark)
            end = closing.end() if closing else end
            if end < size and not paragraph[end].isspace():
                continue
        if end > start and (end == size or _ends_sentence(paragraph, mark, end, start)):
            spans.append((start, end))
            start = end + 1
            if start < size and paragraph[start].isspace():
                start = _skip_space(paragraph, start)
    if start < size:
        end = len(paragraph.rstrip())
        if end > start:
            spans.append((start, end))
    return tuple(spans)


def _marks_of(paragraph: str) -> list[int]:
    """The places of terminal marks, in order: searched for one by one, several times as fast as by a set of them."""
    found: list[int] = []
    for kind in _TERMINAL:
        if kind in paragraph:
            is_first = not found
            at = paragraph.find(kind)
            while at >= 0:
                found.append(at)
                at = paragraph.find(kind, at + 1)
            if not is_first:
                found.sort()
    return found


_remembered = lru_cache(maxsize=256)(_spans)


def _skip_space(text: str, position: int) -> int:
    size = len(text)
    while position < size and text[position].isspace():
        position += 1
    return position


def _ends_sentence(text: str, mark: int, end: int, start: int) -> bool:
    if end + 1 < len(text) and text[end] == " " and text[end + 1].isalpha():
        after = end + 1  # what the closer look gives, for nearly every sentence
    else:
        opener = _OPENER.match(text, end)
        after = opener.end() if opener else end
        if after >= len(text):
            return True
    following = text[after]
    if text[mark] != ".":
        # "Who?" he asked: a lower-case word goes on with the sentence.
        return not following.islower()
    if following.islower():
        return False
    blank = text.rfind(" ", start, mark)
    word = text[blank + 1 if blank >= 0 else start : mark]
    if len(word) > 1 and word.isalpha() and word.islower() and word not in ABBREVIATIONS:
        return True  # what the closer look gives, for most sentences
    if mark - start > _LONGEST_ABBREVIATION and text[mark - _LONGEST_ABBREVIATION - 1 : mark].isalnum():
        return True
    if end - mark > 1 and text[mark : mark + 2] != "..":
        return True
    word = _last_word(text[max(start, mark - 24) : mark])
    if len(word) > _LONGEST_ABBREVIATION and word.isalpha():
        return True
    bare = word.rstrip(".").casefold()
    if bare in ABBREVIATIONS:
        return bare in _MAY_END and _first_word(text, after) in _STARTERS
    if _INITIALS.fullmatch(word):
        # "U.S. President" goes on, "in the U.S. The" does not; a lone initial ("J. Smith") goes on.
        if word == "X":
            return ON_X.search(text, max(0, mark - 7), mark - 1) is not None
        return len(word) > 1 and _first_word(text, after) in _STARTERS
    return True


def _last_word(before: str) -> str:
    """The word that ends a stretch of text; "" when white space or an opening mark does."""
    before = before.removesuffix("\n")
    if not before or before[-1].isspace():
        return ""
    word = before.split()[-1]
    if not word.isalnum():
        for mark in _OPENING:
            word = word.rpartition(mark)[2]
    return word


def _first_word(text: str, position: int) -> str:
    match = _LETTERS.match(text, position)
    return match.group().casefold() if match else ""
