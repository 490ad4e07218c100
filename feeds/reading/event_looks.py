"""Quick looks at paragraphs and sentences before events are read out of them: what cannot tell any is passed over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from feeds.reading.event_bodies import ARMED
from feeds.reading.event_words import event_words
from feeds.reading.plain_words import plain_words

LONGEST_SENTENCE = 1200
"""Characters; what is longer is no sentence of news, and is passed over."""
_MAY_BE_GLUED = 250
"""Characters of a sentence that may be the headlines of a page in one line."""
_GLUED = re.compile(r"[a-z’'] (?:In|At|How|Why|What|When|As|After|From|Is|Can|Here|Five) \w")
"""Where a headline runs on into the next without a mark."""
ABOUT_THE_STORY = frozenset("correction clarification editor edited credit".split())
"""Without one of these a paragraph holds no correction and no credit."""
DOUBTFUL_MONTHS = frozenset(("may", "march"))
_CORRECTION = re.compile(r"(?:Correction|Clarification|Editor[’']s note|Edited by)[^\w\s]?(?:\s|$)")


@lru_cache(maxsize=8)
def openings_of(names: frozenset[str]) -> frozenset[str]:
    """The first plain words of names without a blank: a paragraph with none of them holds no such name."""
    return frozenset(plain_words(name)[0] for name in names if " " not in name)


@lru_cache(maxsize=8)
def known_words(openings: frozenset[str]) -> frozenset[str]:
    """The words that tell how closely a paragraph must be looked at; `openings` are those of capitals."""
    lexicon = event_words()
    companions = (words for entries in lexicon.companions.values() for words in entries)
    own = ARMED | DOUBTFUL_MONTHS | ABOUT_THE_STORY
    return frozenset(openings | lexicon.heads | lexicon.future | own).union(*companions)


def may_be_told_of(sentence: str, last: int, heads: frozenset[str], telling: frozenset[str]) -> bool:
    """Whether a sentence in small letters without a time may tell an act: one of `telling` says it by itself, the other
    `heads` say little, and tell only before the last name, which begins at `last`, or behind "to" or in -ing."""
    if any(map(sentence.__contains__, telling)) or any(map(sentence[:last].__contains__, heads)):
        return True
    behind = sentence[last:]
    return (" to " in behind or "ing" in behind) and any(map(behind.__contains__, heads))


def is_glued(body: str, start: int, end: int) -> bool:
    """Whether a sentence is no sentence but the headlines of a page in one line."""
    return end - start > _MAY_BE_GLUED and len(_GLUED.findall(body, start, end)) > 1


def sentences_told(body: str, spans: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """The sentences of a paragraph that may tell something: no credits, nothing too long, no word about the story."""
    may_be_credit = "(credit:" in body
    if not may_be_credit and len(body) <= LONGEST_SENTENCE:
        for number, (start, _) in enumerate(spans):
            if body[start] in "CE" and _CORRECTION.match(body, start):
                return spans[:number]  # what follows is about the story, not about the world
        return spans
    told = []
    for start, end in spans:
        if end - start > LONGEST_SENTENCE or (may_be_credit and "(credit:" in body[start:end]):
            continue
        if body[start] in "CE" and _CORRECTION.match(body, start):
            break
        told.append((start, end))
    return told
