"""Small signs of how a verb is used: its auxiliary, a negation, a headline's capitals, a subject that is nobody."""

from __future__ import annotations

from functools import cache

from feeds.reading.name_runs import is_adverb
from feeds.reading.noun_phrases import Source
from feeds.reading.speech import speech
from feeds.reading.speech_lines import Line

BE = frozenset("is are was were be been being".split())
MODALS = frozenset("will would can could may might must should shall 'd 'll".split())
DO = frozenset("did do does didn't don't doesn't didn’t don’t doesn’t".split())
NOT = frozenset("not n't never cannot hardly rarely seldom".split())
STILL_SAID = frozenset("only just merely simply always even".split())
"""Words behind "not" that leave the saying: "did not only say"."""
_REACH = 7


def is_nobody(line: Line, source: Source, start: int) -> bool:
    """Whether a subject says that nobody does it: "Neither claimed", "No one said", "Neither Lee nor Park told"."""
    first = line.lows[source.first]
    if first == "no" and source.last > source.first and line.words[source.first + 1][0].islower():
        return True
    if source.first > start and line.lows[source.first - 1] in ("nor", "neither", "no"):
        return True
    if (
        first == "one"
        and source.last == source.first
        and not MODALS.isdisjoint(line.lows[source.last + 1 : source.last + 2])
    ):
        return True  # "one could ask": anybody
    return first in ("neither", "nobody", "none", "nothing") or line.lows[source.first : source.first + 2] == [
        "no",
        "one",
    ]


def is_finite(line: Line, at: int) -> bool:
    """Whether a word is a speech verb in the past or third person ("said", "tweets")."""
    return line.lows[at] in _finite_verbs()


@cache
def _finite_verbs() -> frozenset[str]:
    forms = ("past", "s")
    return frozenset(
        low for low, verbs in speech().verbs.items() if any(verb.form in forms and not verb.rest for verb in verbs)
    )


def is_headline(line: Line) -> bool:
    """Whether verbs are written with capitals here: in the title, or in a line with hardly a small word."""
    if line.number is None:
        return True
    if line.number > 1 or len(line.words) > 24:
        return False
    letters = [word for word in line.words if word[0].isalpha() and len(word) > 3]
    return sum(1 for word in letters if word[0].isupper()) * 4 >= len(letters) * 3


def helper_of(line: Line, at: int, start: int) -> str:
    """The auxiliary that belongs to a verb, over adverbs; "" when there is none."""
    words = speech()
    place = at - 1
    while place >= start and is_adverb(line.lows[place]):
        place -= 1
    low = line.lows[place] if place >= start else ""
    if low in ("will", "may") and line.words[place][0].isupper():
        return ""  # "Will wrote": no auxiliary stands before a verb in the past
    return low if low in words.auxiliaries or low in MODALS or low.endswith(("n't", "n’t")) else ""


def governor_of(line: Line, at: int, start: int) -> str:
    words = speech()
    place = at - 1
    while place >= start and line.lows[place] in words.adverbs:
        place -= 1
    low = line.lows[place] if place >= start else ""
    return low if low in MODALS or low in DO or low.endswith(("n't", "n’t")) else ""


def is_negated(line: Line, verb: int, start: int) -> bool:
    """Whether a negation stands in the verb group that ends before token `verb`."""
    auxiliaries = speech().auxiliaries
    for at in range(verb - 1, max(start, verb - _REACH) - 1, -1):
        low = line.lows[at]
        if low in NOT or low.endswith(("n't", "n’t")) or (low == "longer" and line.lows[at - 1] == "no"):
            return True
        if low in STILL_SAID or not (low in auxiliaries or is_adverb(low)):
            return False
    return False
