"""When two phrases tell of the same thing, and two names of the same actor, for lines of the timeline."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

_WORD = re.compile(r"[^\W_]+")
_ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|es|s)$")
_PLAIN = frozenset(
    """
    a an the of in on at by for with from to into and or but as is are was were be been has have had will would it its
    his her their he she they that this which who not after over said says also its new
    """.split()
)


# Words half of all events share: they tell nothing about which one it is.
_GENERIC = frozenset(
    """
    kill attack strik strike peopl meet met talk visit hold held tell told president minister foreign prime
    leader offici official govern government forc force militari military army war peac peace includ call urg
    demand warn condemn announc country countri nation year week month day monday tuesday wednesday thursday
    friday saturday sunday last next first second new start begin began end continu take took taken place late
    earlier later today yesterday one two three many several more least over about around secretary spokesman
    ministry launch hit report accept agree reject refus allow sanction deal agreement
    arrive leave receive postpone schedule reschedule move rule decline oppose propose prepare accuse
    travel trip arriv fly leav receiv host expect plan due set schedul postpon delay reschedul mov any some out up other
    rul declin dismiss oppos propos prepar discuss hear ask deny deni
    """.split()
)


_NUMBERS = {
    word: str(number)
    for number, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), start=2)
}
_HEADS_OF_MISSION = frozenset("ambassador envoy charge consul".split())
_JOURNEYS = frozenset("travel trip visit arrive arriv fly land depart tour".split())
_ORDINALS = {
    word: number
    for number, words in enumerate(
        ("first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th", "seventh 7th", "eighth 8th")
    )
    for word in words.split()
}
_NONE: frozenset[int] = frozenset()


def are_different_counts(a: str, b: str) -> bool:
    """Whether both phrases count something and no number stands in both."""
    ours, theirs = _counts(a), _counts(b)
    return bool(ours and theirs and not ours & theirs)


@lru_cache(maxsize=4096)
def _counts(phrase: str) -> frozenset[str]:
    words = _WORD.findall(_plain(phrase))
    return frozenset(_NUMBERS.get(word, word) for word in words if word.isdigit() or word in _NUMBERS)


def rounds(phrase: str) -> frozenset[int]:
    """Which of several a phrase speaks of: 4 of the fourth round."""
    if stems(phrase).isdisjoint(_ORDINALS):
        return _NONE  # nearly always, and the stems are at hand
    return frozenset(_ORDINALS[word] for word in _WORD.findall(_plain(phrase)) if word in _ORDINALS)


@lru_cache(maxsize=8192)
def telling(phrase: str) -> frozenset[str]:
    """The stems of a phrase that say which event it is: without what all events share."""
    return stems(phrase) - _GENERIC


def stems_of_names(*names: tuple[str, ...]) -> frozenset[str]:
    """The stems of some names."""
    first, *others = [_stems_of_names(some) for some in names]
    return first.union(*others)


@lru_cache(maxsize=8192)
def _stems_of_names(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for name in names for word in stems(name))


@lru_cache(maxsize=8192)
def stems(phrase: str) -> frozenset[str]:
    """The telling words of a phrase without accents and endings."""
    words = (_ENDING.sub("", word) for word in _WORD.findall(_plain(phrase)) if word not in _PLAIN)
    return frozenset(word for word in words if len(word) > 1 or word.isdigit())


def shared_words(a: str, b: str) -> tuple[int, float]:
    """(number of telling words two phrases share, that number as a share of the shorter phrase)."""
    ours, theirs = stems(a), stems(b)
    shared = len(ours & theirs)
    return shared, shared / max(1, min(len(ours), len(theirs)))


@lru_cache(maxsize=4096)
def _in_order(phrase: str) -> tuple[str, ...]:
    words = (_ENDING.sub("", word) for word in _WORD.findall(_plain(phrase)) if word not in _PLAIN)
    return tuple(word for word in words if len(word) > 1 or word.isdigit())


def runs(phrase: str) -> frozenset[tuple[str, str]]:
    """The words that stand side by side in a phrase."""
    return frozenset(pairwise(_in_order(phrase)))


def telling_runs(phrase: str) -> frozenset[tuple[str, str]]:
    """Those that say together what it is about ("military chiefs")."""
    return frozenset([pair for pair in runs(phrase) if not _GENERIC.issuperset(pair)])


def are_of_an_ambassador(a: str, b: str) -> bool:
    """Whether both phrases tell of the head of a mission, who may be named or not."""
    return bool(stems(a) & stems(b) & _HEADS_OF_MISSION)


def is_journey(phrase: str) -> bool:
    """Whether a phrase tells of somebody going somewhere."""
    return not _JOURNEYS.isdisjoint(stems(phrase))


def share_a_name(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether some actor stands in both: the same name, or one the end of the other ("Mral", "Vesna Mral")."""
    return bool(a) and bool(b) and _share_a_name(tuple(a), tuple(b))


@lru_cache(maxsize=16_384)
def _share_a_name(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    theirs = [_plain(name) for name in b]
    for name in a:
        ours = _plain(name)
        for other in theirs:
            if ours == other or ours.endswith(" " + other) or other.endswith(" " + ours):
                return True
    return False


@lru_cache(maxsize=8192)
def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in folded if not unicodedata.combining(character))
