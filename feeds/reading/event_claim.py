"""One claim of a sentence, and the name of whoever makes it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TypeAlias

from feeds.reading.event_cutting import cut
from feeds.reading.event_names import coordinated_forward
from feeds.reading.event_sentence import (
    AUXILIARY,
    DETERMINER,
    PREPOSITION,
    PRONOUN,
    SUBORDINATOR,
    Words,
)
from feeds.reading.event_words import EventWords, event_words
from feeds.records import dataclass

Cast: TypeAlias = Mapping[str, str | None]
"""Pronoun to the name it stands for here."""
UNNAMED = "unnamed source"
_POINTS_AT = frozenset("this that these those the a its his her their".split())
_NO_SOURCES = frozenset("days day hours hour weeks week months month years year live says warns to and but or".split())


@dataclass(slots=True, eq=False)
class Claim:
    """Tokens `first` to `last` (half-open) of a sentence stand on the word of `claimant`; `verb` is the token that says
    so, -1 when a statement or a quote does. `is_denial`: the claimant says that it is not so."""

    first: int
    last: int
    claimant: str
    verb: int = -1
    is_denial: bool = False
    is_hope: bool = False
    """The claimant hopes or fears it, and does not say that it is so."""
    is_unsaid: bool = False
    """It is told only that somebody did not say so: nobody asserts it."""


@lru_cache(maxsize=2048)
def is_a_description(claimant: str) -> bool:
    """Whether words can name who speaks: not "days after the vote", "as officials", "are unfounded", "5"."""
    first = claimant.split(maxsplit=1)[0].lower() if claimant else ""
    is_joint = first in AUXILIARY or first in SUBORDINATOR or first in PREPOSITION or first in _NO_SOURCES
    is_act = first.endswith("ing") and " " in claimant and claimant[0].islower()  # "accusing the country of"
    return bool(first) and not is_joint and not is_act and any(letter.isalpha() for letter in claimant)


def claimant_of(words: Words, speaker: str | None, written: str | None, cast: Cast) -> str:
    """Who speaks, from what a quote or statement says of its speaker: a name, else the description, else UNNAMED."""
    described = (speaker or written or "").strip()
    words_of_it = described.lower().split()
    if not described or (words_of_it[0] in _POINTS_AT and not event_words().no_speakers.isdisjoint(words_of_it[1:3])):
        return UNNAMED  # "this decision marks the third time the court": nothing that speaks
    if speaker and "," not in speaker:
        return speaker
    if described.lower() in PRONOUN:
        return pronoun_of(described.lower(), cast)
    named = [place for place in words.actor if place is not None and words.body[place.start : place.end] in described]
    bare = described.removeprefix("the ").removeprefix("The ")
    for place in named:
        if words.body[place.start : place.end] == bare and not place.is_adjective:
            return place.name
    persons = [place.name for place in named if place.type == "person"]
    return persons[-1] if persons else described


def pronoun_of(word: str, cast: Cast) -> str:
    """Who a pronoun is; itself, or an unnamed source for a thing, when nobody fits."""
    return cast.get(word) or (word if word in ("he", "she", "they") else UNNAMED)


def source_name(words: Words, first: int, end: int) -> str:
    """The actor a source phrase ends in or is led by ("the mayor, Vesna Mral"), else the phrase as written."""
    if first < end and words.actor[first] is not None and not words.is_adjective(first):
        names = coordinated_forward(words, first)
        if names and words.low[first + 1 : first + 2] != ["'s"]:
            return names[0]
    persons = [
        place.name
        for at, place in enumerate(words.actor[first:end], start=first)
        # "Mral's adviser" is somebody else
        if place is not None and place.type == "person" and words.low[at + 1 : at + 2] != ["'s"]
    ]
    if persons:
        return persons[-1]
    last = words.actor[end - 1] if end > first else None
    is_bare = all(words.low[at] in DETERMINER or words.actor[at] is not None for at in range(first, end))
    if last is not None and is_bare:
        return last.name
    return cut(words, first, min(end, first + 12))


def actor_in(words: Words, claimant: str, lexicon: EventWords) -> str:
    """The actor a description speaks for ("Vostra's army"), else the description."""
    if _last_word(claimant) not in lexicon.agents:
        return claimant
    named = [
        place
        for place in words.actor
        if place is not None and place.type != "person" and words.body[place.start : place.end] in claimant
    ]
    names = {place.name for place in named if place.type == "country"} or {place.name for place in named}
    return names.pop() if len(names) == 1 else claimant


@lru_cache(maxsize=2048)
def _last_word(claimant: str) -> str:
    return claimant.rsplit(" ", 1)[-1].lower()
