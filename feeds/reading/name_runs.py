"""Runs of capitalised words: where a name begins, which titles stand before it, what is only a headline in capitals."""

from __future__ import annotations

from functools import lru_cache

from feeds.reading.common_words import POST_NOMINALS
from feeds.reading.speech import speech
from feeds.reading.speech_lines import Line


def cut_titles(line: Line, first: int, last: int) -> int:
    """The first token of a name after the titles and bodies written before it; last + 1 when nothing is left."""
    words = speech()
    if first == last and line.lows[first] not in words.titles and line.lows[first][-1] != ".":
        return first
    cut = first
    for place in range(first, last + 1):
        low = line.lows[place]
        if place < last and low.endswith(("'s", "’s", "s’", "s'")):
            cut = place + 1
        elif low in words.titles or low.rstrip(".") in words.titles:
            is_office = line.words[place].isupper() and len(line.words[place]) < 4 and place > cut  # "Selm Depot CFO"
            if place == last and cut < place <= cut + 2 and not (is_office or _only_titles(line, cut, place - 1)):
                # "Anna King": a surname that is also a title.
                return cut
            cut = place + 1
    if cut == last and line.lows[last] in words.body_heads and not line.lows[cut - 1].endswith(("'s", "’s")):
        return first  # "German Democratic Republic": what looked like titles is the name of a body
    if line.lows[last] in words.body_heads:
        while cut > first and line.lows[cut - 1] in _BODY_OPENERS:
            cut -= 1
    return cut


_BODY_OPENERS = frozenset(
    """national special high general chief central joint justice finance health education energy labor labour
    commerce state district city interior home defense defence foreign supreme""".split()
)
"""Words before a name that are titles of people, but open the names of bodies: "National Crime Agency"."""


def _only_titles(line: Line, first: int, last: int) -> bool:
    words = speech()
    return all(line.lows[place] in words.titles for place in range(first, last + 1))


def name_run(line: Line, at: int, floor: int) -> tuple[int, int]:
    """The run of capitalised words that ends at `at`; (-1, -1) when there is none."""
    words = speech()
    if not (line.words[at][0].isupper() or line.words[at][0] == "@"):
        return -1, -1
    first = at
    while first - 1 >= floor:
        word, low = line.words[first - 1], line.lows[first - 1]
        if word[0].isupper() or (word == "&" and first - 2 >= floor):
            if word.isupper() and not line.words[at].isupper() and _is_shouted(line, first - 1, floor):
                break  # a headline in capitals runs into the sentence
            first -= 1
            continue
        if low in words.particles and first - 2 >= floor and line.words[first - 2][0].isupper():
            first -= 2
            continue
        if low in words.particles and low not in ("y", "e", "la", "le", "el") and len(low) > 1:
            first -= 1
            continue
        break
    while (
        first <= at
        and (line.lows[first] in words.starters and line.lows[first] not in ("may", "will", "mark"))
        and (first < at or line.lows[first] in words.determiners)
    ):
        first += 1
    if first > at:
        return -1, -1
    if at - first > 1 and line.words[at] in POST_NOMINALS:
        return first, at - 1
    return first, at


def _is_shouted(line: Line, at: int, floor: int) -> bool:
    """Whether a word in capitals is part of a headline: a long one, or one of several ("READ OUR APP Officials")."""
    return len(line.words[at]) > 3 or is_banner(line, at, floor)


def is_banner(line: Line, at: int, floor: int) -> bool:
    """Whether two words in a row are in capitals, the second at a token."""
    before, word = line.words[at - 1] if at > floor else "", line.words[at]
    return len(word) > 1 and word.isupper() and len(before) > 1 and before.isupper()


@lru_cache(maxsize=2048)
def is_adverb(low: str) -> bool:
    """Whether a small word is an adverb: listed, or built with -ly and no noun ("family", "ally")."""
    words = speech()
    return low in words.adverbs or (
        low.endswith("ly") and len(low) > 4 and low not in words.not_adverbs and low not in words.heads
    )
