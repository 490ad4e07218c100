"""One sentence made ready for reading events: its tokens with the actors merged into single ones, and its clauses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_TOKEN = re.compile(r"\w+(?:[-’'.]\w+)*|[^\w\s]")
_NUMBER_NEXT = re.compile(r"\s+\d")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")

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
    previously immediately
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
    raw: list[str]
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
    words = Words(body, [], [], [], [], [], [])
    inside = [place for place in places if place.start >= start and place.end <= end]
    position = start
    for place in inside:
        if place.start < position:
            continue
        _add_plain(words, body, position, place.start)
        _add(words, place.start, place.end, "", place)
        position = place.end
    _add_plain(words, body, position, end)
    for first, last in quoted:
        for at in range(len(words)):
            if first <= words.start[at] and words.end[at] <= last:
                words.quoted[at] = True
    return words


def _add_plain(words: Words, body: str, start: int, end: int) -> None:
    for match in _TOKEN.finditer(body, start, end):
        token = match.group()
        # "Russia's": the possessive is a token of its own, so that the name before it is seen as a modifier.
        possessive = _POSSESSIVE.search(token) if len(token) > 2 and token[-1] in "s'’" else None
        if possessive and possessive.start() > 0 and token.lower() not in ("it's", "he's", "she's", "that's"):
            _add(words, match.start(), match.start() + possessive.start(), token[: possessive.start()].lower(), None)
            _add(words, match.start() + possessive.start(), match.end(), "'s", None)
        elif token in ("'", "’") and match.end() < end and body[match.end()] == "s" and match.start() == start:
            continue
        elif token == "s" and match.start() > 0 and body[match.start() - 1] in "'’":
            _add(words, match.start() - 1, match.end(), "'s", None)
        elif token == "May" and _NUMBER_NEXT.match(body, match.end()):
            _add(words, match.start(), match.end(), "may-month", None)
        else:
            _add(words, match.start(), match.end(), token.lower(), None)


def _add(words: Words, start: int, end: int, low: str, place: NamedPlace | None) -> None:
    words.low.append(low)
    words.raw.append(words.body[start:end])
    words.start.append(start)
    words.end.append(end)
    words.actor.append(place)
    words.quoted.append(False)
