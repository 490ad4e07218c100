"""Distinct quotes: which stored quotes are the same words, a shorter or altered version, or another English of them.

Pure over candidates the store offers. The same folded words are one quote whoever prints them; everything less than
that is only a link between wordings, and needs the same speaker.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal, TypeAlias

from feeds.exchange import SaidCandidate
from feeds.records import dataclass

Relation: TypeAlias = Literal["same", "shortened", "altered", "translation"]

_WORD = re.compile(r"[^\W_]+(?:[-’'.,][^\W_]+)*")
_GAP = re.compile(r"\s*(?:\[?(?:\.\s?){3,}\]?|\[?…\]?|\n)\s*")
_BRACKETED = re.compile(r"\[[^\]]{0,80}\]")
_MOST_WORDS = 400
"""Words compared; longer quotes are compared by their beginning."""
_LEAST_SHORT = 4
"""Words a shortened version needs, so that "we will win" is not a piece of every speech."""
_ALTERED = 0.75
"""Share of the shorter wording's words that stand in the other in the same order."""
_TRANSLATED = 0.34
"""Share of meaning-bearing words (stemmed) two Englishes of one sentence have in common at least, in one order."""
_TRANSLATED_ANYHOW = 0.5
"""The same share when the order differs."""
_TRANSLATED_WORDS = 4
_TRANSLATED_ORDER = 0.55
"""Share of the shorter one's meaning-bearing words that stand in one order in both."""
_TRANSLATION_DAYS = 3
_LEAST_SAME = 6
"""Words from which on two people given the same words are one quote; "we will win" is everybody's."""
_LEAST_UNNAMED = 12
"""Words a quote of "the ministry" needs to be the same ministry's in another story."""
_SHORT_WORDS, _SHORT_DAYS = 8, 7
"""A piece of fewer words belongs with a quote only when it is printed within so many days of it."""
_ENGLISH = frozenset(("US", "GB", "UK", "CA", "AU", "NZ", "IE"))
_ARTICLES = frozenset(("The", "A", "An", "One", "Some", "His", "Her", "Its", "Their"))
_SMALL = frozenset(
    """a an and are as at be been but by can could did do does for from had has have he her his i if in into is it its
    may me might more most must my no not of on or our out she should so some than that the their them then there they
    this to too up us very was we were what when which who will with would you your all also any just only own same
    such about after before over under again once here how both each few other these those am being because until
    while it's he's she's that's there's we're they're you're i'm i've we've don't doesn't didn't isn't aren't won't
    can't we'll i'll""".split()
)


def _nobody_knows(identity: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Link:
    """A stored quote another one belongs with, and how."""

    rowid: int
    relation: Relation


def fold_quote(text: str) -> str:
    """The words alone, lower case, apostrophes alike, without marks or brackets: equal folds are the same words."""
    return " ".join(_words(text))


def search_words(text: str, most: int = 4) -> tuple[str, ...]:
    """The longest meaning-bearing words of a quote, for looking up stored quotes that may be wordings of it."""
    distinct = {word for word in _words(text) if len(word) > 3} - _SMALL
    return tuple(sorted(distinct, key=lambda word: (-len(word), word))[:most])


def compare(first: str, second: str, *, is_same_speaker: bool, is_translated: bool = False) -> Relation | None:
    """How two quotes relate; None when they are different quotes.

    `is_translated` says that the speaker did not speak English, or that nobody knows: only then can two different
    Englishes be two translations of one sentence.
    """
    if fold_quote(first) == fold_quote(second):
        return "same" if fold_quote(first) else None
    short, long = sorted((_words(first)[:_MOST_WORDS], _words(second)[:_MOST_WORDS]), key=len)
    if not is_same_speaker or len(short) < _LEAST_SHORT:
        return None
    telling = [word for word in short if word not in _SMALL]
    if len(telling) < 2:
        return None  # "to be a part of it" is a piece of many speeches
    if _stands_in(first, second) or _stands_in(second, first):
        return "shortened"
    shared = _in_one_order(short, long) / len(short)
    kept = _in_one_order(telling, [word for word in long if word not in _SMALL])
    if shared >= _ALTERED and len(short) * 2 >= len(long) and kept >= max(2, len(telling) / 2):
        return "altered"
    if shared >= 0.9 and len(short) >= 6:
        return "shortened"
    if is_translated and len(short) >= 6 and len(short) * 1.8 >= len(long) and _means_alike(short, long):
        return "translation"
    return None


def describe_wording(wordings: Sequence[str], number: int) -> str:
    """What the wording at `number` is to the first of one quote's wordings: "shortened", "longer", "altered", "likely
    translation", "the same words", "another part" of what a third gives whole; "another wording" when none says it.

    That they are one quote was found when they came in, so nothing is asked again of speaker, country or day.
    """
    first, text = wordings[0], wordings[number]
    relation = compare(first, text, is_same_speaker=True, is_translated=True)
    if relation == "shortened":
        return relation if len(_words(text)) <= len(_words(first)) else "longer"
    if relation is None:
        others = [other for place, other in enumerate(wordings) if place not in (0, number)]
        is_part = any(_holds(other, first) and _holds(other, text) for other in others)
        return "another part" if is_part else "another wording"
    return {"same": "the same words", "translation": "likely translation"}.get(relation, relation)


def _holds(whole: str, part: str) -> bool:
    return len(part) < len(whole) and compare(whole, part, is_same_speaker=True) in ("shortened", "altered")


def find_links(
    text: str,
    speaker: str | None,
    actor: str | None,
    when: datetime,
    candidates: Sequence[SaidCandidate],
    *,
    outlet: str = "",
    actors: Sequence[str | None] = (),
    country_of: Callable[[str], str] = _nobody_knows,
) -> tuple[Link, ...]:
    """The candidates a quote belongs with, the closest relation first.

    The speaker is the same when the identity is, or (where one of them has none) the name; of what several said
    together (`actors`) one of them is enough. A translation also needs the two to be printed within three days of one
    another by two outlets, and a speaker whose country (`country_of` gives the ISO code of an identity) is not known
    to speak English.
    """
    links: list[Link] = []
    for candidate in candidates:
        apart = abs(when - candidate.when)
        words = min(len(_words(text)), len(_words(candidate.text)))
        is_same = _is_same_speaker(speaker, frozenset((actor, *actors)), candidate, words)
        may_differ = is_same and apart <= timedelta(days=_TRANSLATION_DAYS) and (outlet or None) != candidate.outlet
        relation = compare(candidate.text, text, is_same_speaker=is_same, is_translated=may_differ)
        # What country somebody is of is asked last: it takes the whole who's-who.
        if relation == "translation" and country_of(actor or candidate.actor or "") in _ENGLISH:
            relation = None
        if relation is not None and not _is_chance(relation, text, candidate, is_same, speaker, apart):
            links.append(Link(candidate.rowid, relation))
    order = ("same", "shortened", "altered", "translation")
    return tuple(sorted(links, key=lambda link: (order.index(link.relation), link.rowid)))


def _is_chance(
    relation: Relation, text: str, candidate: SaidCandidate, is_same: bool, speaker: str | None, apart: timedelta
) -> bool:
    """Whether few words are alike by chance: two people's, or said at different times."""
    words = min(len(_words(text)), len(_words(candidate.text)))
    if relation == "same" and words < _LEAST_SHORT and not is_same:
        return True  # a word or two: "genocide", "stupid"
    if relation == "same":
        return not is_same and bool(speaker and candidate.speaker) and words < _LEAST_SAME
    return words < _SHORT_WORDS and apart > timedelta(days=_SHORT_DAYS)


@lru_cache(maxsize=2048)
def _words(text: str) -> tuple[str, ...]:
    spoken = _BRACKETED.sub(" ", text) if "[" in text else text
    return tuple(_WORD.findall(spoken.lower().replace("’", "'")))


def _stands_in(part: str, whole: str) -> bool:
    """Whether the pieces of a quote (cut by "…" and brackets) stand in another in their order, word for word."""
    words = f" {fold_quote(whole)} "
    at, count = 0, 0
    for piece in _GAP.split(_BRACKETED.sub(" … ", part)):
        folded = fold_quote(piece)
        if not folded:
            continue
        found = words.find(f" {folded} ", at)
        if found < 0:
            return False
        at = found + len(folded) + 1
        count += folded.count(" ") + 1
    return count >= _LEAST_SHORT


def _means_alike(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether two wordings share enough stems, and all their numbers, to be one sentence in two Englishes."""
    one, other = (
        {_stem(word) for word in short if word not in _SMALL},
        {_stem(word) for word in long if word not in _SMALL},
    )
    if len(one) < 3 or len(other) < 3:
        return False
    numbers = {word for word in one if word.isdigit()} ^ {word for word in other if word.isdigit()}
    common = one & other
    if numbers or len(common) < _TRANSLATED_WORDS:
        return False
    share = len(common) / len(one | other)
    stems = ([_stem(word) for word in words if word not in _SMALL] for words in (short, long))
    in_order = _in_one_order(*stems) / min(len(one), len(other)) >= _TRANSLATED_ORDER
    return share >= (_TRANSLATED if in_order else _TRANSLATED_ANYHOW)


def _in_one_order(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words two wordings share at most in one order."""
    # Loaded when first asked for: of many quotes none is like another.
    from rapidfuzz.distance import LCSseq

    return LCSseq.similarity(one, other)


def _stem(word: str) -> str:
    for ending in ("ation", "ing", "ions", "ion", "ies", "ied", "ed", "es", "ly", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _is_same_speaker(speaker: str | None, actors: frozenset[str | None], candidate: SaidCandidate, words: int) -> bool:
    mine, theirs = actors - {None, ""}, (candidate.actors | {candidate.actor}) - {None, ""}
    if mine and theirs:
        return not mine.isdisjoint(theirs)
    if not speaker or not candidate.speaker or _words(speaker) != _words(candidate.speaker):
        return False
    has_name = any(word[:1].isupper() for word in speaker.split()[1:]) or speaker.split()[0] not in _ARTICLES
    return (has_name and speaker[:1].isupper()) or words >= _LEAST_UNNAMED
