"""One sentence made ready for reading events: its tokens with the actors merged into single ones, and its clauses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_TOKEN = re.compile(r"\w+(?:[-’'.]\w+|,(?<=\d,)\d{3}(?!\w))*|[^\w\s]")
"""A word, a number with its commas ("53,475") or a mark."""

_NUMBER_NEXT = re.compile(r"\s+\d")
_POSSESSIVES = frozenset(("'s", "’s"))
_SPECIAL = frozenset(("may", "march"))
_SHORT_FOR_IS = frozenset("it's he's she's that's it’s he’s she’s that’s".split())

BE = frozenset(
    """
    is are was were be been being am 're ’re isn't aren't wasn't weren't isn’t aren’t wasn’t weren’t
    """.split()
)
HAVE = frozenset(
    """
    has have had having 've ’ve hasn't haven't hadn't hasn’t haven’t hadn’t
    """.split()
)
MODAL = frozenset(
    """
    will would shall should can could may might must wo ca won't wouldn't can't couldn't won’t wouldn’t can’t
    couldn’t 'll ’ll 'd ’d cannot
    """.split()
)
DO = frozenset("do does did don't doesn't didn't don’t doesn’t didn’t".split())
AUXILIARY = BE | HAVE | MODAL | DO
NEGATION = frozenset(
    """
    not never n't n’t isn't aren't wasn't weren't hasn't haven't hadn't won't wouldn't can't couldn't don't
    doesn't didn't cannot isn’t aren’t wasn’t weren’t hasn’t haven’t hadn’t won’t wouldn’t can’t couldn’t don’t
    doesn’t didn’t
    """.split()
)
DETERMINER = frozenset(
    """
    a an the this that these those his her its their our my your every each some any no several many both all
    another more most other
    """.split()
)
PREPOSITION = frozenset(
    """
    of in on at by for with from to into onto against over under about between among amid during through across
    near toward towards within without upon off after before since following despite via around regarding
    concerning surrounding including like inside outside beyond behind along per than as
    """.split()
)
PRONOUN = frozenset("he she they it we i you who which".split())
SUBORDINATOR = frozenset(
    """
    that which who whom whose where if because although though while whereas as after before since until when
    once whether unless
    """.split()
)
CONDITIONAL = frozenset("if unless once whether until till should provided".split())
STOP = frozenset(';:—–()“”"!?[]')
_ADVERBS = frozenset(
    """
    also already now then again still just only even soon later earlier recently currently officially formally
    publicly repeatedly jointly reportedly allegedly so far instead further together once ever yet always
    previously immediately today yesterday tomorrow tonight overnight
    """.split()
)


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place in a paragraph where an actor is named, or (`is_adjective`) a country by its adjective or people."""

    start: int
    end: int
    name: str
    type: str
    is_adjective: bool = False


@dataclass(slots=True)
class Words:
    """The tokens of a sentence, parallel lists; an actor's name is one token and `low` of it is "" ."""

    body: str
    low: list[str]
    start: list[int]
    end: list[int]
    actor: list[NamedPlace | None]
    quoted: list[bool]

    def __len__(self) -> int:
        return len(self.low)

    def is_adverb(self, at: int) -> bool:
        word = self.low[at]
        return word in _ADVERBS or (word.endswith("ly") and len(word) > 4)

    def is_adjective(self, at: int) -> bool:
        """Whether a country's adjective stands here ("Russian")."""
        place = self.actor[at] if at >= 0 else None
        return place is not None and place.is_adjective

    def is_noun_like(self, at: int) -> bool:
        """A plain word or a name: nothing of the closed classes and no mark."""
        word = self.low[at]
        if self.actor[at] is not None:
            return True
        return (
            bool(word)
            and word[0].isalpha()
            and word not in AUXILIARY
            and word not in PREPOSITION
            and word not in SUBORDINATOR
            and word not in DETERMINER
            and word not in PRONOUN
            and word not in ("and", "or", "but", "not", "to")
            and not self.is_adverb(at)
        )


def words_of(body: str, start: int, end: int, places: Sequence[NamedPlace], quoted: Sequence[tuple[int, int]]) -> Words:
    """The tokens of the sentence body[start:end]; `places` and `quoted` are sorted spans of the paragraph."""
    low: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    actors: list[NamedPlace | None] = []
    position = start
    for place in places:
        if place.start < position or place.end > end:
            continue
        _add_plain(low, starts, ends, body, position, place.start)
        actors.extend([None] * (len(low) - len(actors)))
        low.append("")
        starts.append(place.start)
        ends.append(place.end)
        actors.append(place)
        position = place.end
    _add_plain(low, starts, ends, body, position, end)
    actors.extend([None] * (len(low) - len(actors)))
    within = [False] * len(low)
    for first, last in quoted:
        for at in range(len(low)):
            if first <= starts[at] and ends[at] <= last:
                within[at] = True
    return Words(body, low, starts, ends, actors, within)


def _add_plain(low: list[str], starts: list[int], ends: list[int], body: str, start: int, end: int) -> None:
    if end - start < 2 and body[start:end].isspace():
        return
    tokens = list(map(str.lower, _TOKEN.findall(body, start, end)))
    if not _SPECIAL.isdisjoint(tokens) or body.find("'", start, end) >= 0 or body.find("’", start, end) >= 0:
        _add_special(low, starts, ends, body, start, end)
        return
    spans = list(map(re.Match.span, _TOKEN.finditer(body, start, end)))
    low += tokens
    starts += [first for first, _ in spans]
    ends += [last for _, last in spans]


def _add_special(low: list[str], starts: list[int], ends: list[int], body: str, start: int, end: int) -> None:
    """The same where an apostrophe or a month needs a closer look."""
    for match in _TOKEN.finditer(body, start, end):
        token = match.group().lower()
        first, last = match.span()
        # "Ardenia's": the possessive is a token of its own, so that the name before it is seen as a modifier.
        if token[-2:] in _POSSESSIVES and last - first > 2 and token not in _SHORT_FOR_IS:
            low += token[:-2], "'s"
            starts += first, last - 2
            ends += last - 2, last
            continue
        if token == "s" and first and body[first - 1] in "'’":
            token, first = "'s", first - 1
            if starts and starts[-1] == first:
                low.pop(), starts.pop(), ends.pop()
        elif token == "may" and body[first] == "M" and _NUMBER_NEXT.match(body, last):
            token = "may-month"
        elif token == "march" and body[first] == "M" and low:
            token = "march-month"
        low.append(token)
        starts.append(first)
        ends.append(last)
