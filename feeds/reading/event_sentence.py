"""One sentence made ready for reading events: its tokens with the actors merged into single ones, and its clauses."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

from feeds.records import dataclass

_TOKEN = re.compile(r"[a-z]++(?= )|\S(?:(?<=\w)\w*+(?:[-’'.,](?:(?<!,)\w++|(?<=\d,)\d{3}(?!\w)))*+|)")
"""A word, a number with its commas ("53,475") or a mark. What the first character is decides, so that white space is
passed over without a look at each alternative."""

_NUMBER_NEXT = re.compile(r"\s+\d")
_POSSESSIVES = frozenset(("'s", "’s"))
_APOSTROPHES = frozenset(("'", "’"))
_OWNER = re.compile(r"['’]s(?![-’'.]?\w)")
"""What stands behind a name that owns what comes next."""
_SELDOM_LONGER = 40
"""Characters without white space; longer ones are not remembered, so that hostile text takes up no memory."""
_SPECIAL = frozenset(("may", "march", "s"))
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
_CLOSED = (
    AUXILIARY | PREPOSITION | SUBORDINATOR | DETERMINER | PRONOUN | frozenset(("", "and", "or", "but", "not", "to"))
)
"""Words that are no noun."""
_ADVERBS = frozenset(
    """
    also already now then again still just only even soon later earlier recently currently officially formally
    publicly repeatedly jointly reportedly allegedly so far instead further together once ever yet always
    previously immediately today yesterday tomorrow tonight overnight
    """.split()
)


@dataclass(slots=True, eq=False)
class NamedPlace:
    """A place in a paragraph where an actor is named, or (`is_adjective`) a country by its adjective or people.

    One is made of every mention, so it is not frozen: that takes half the time.
    """

    start: int
    end: int
    name: str
    type: str
    is_adjective: bool = False


class Words:
    """The tokens of a sentence, parallel lists; an actor's name is one token and `low` of it is "".

    Most sentences are passed over after a look at their words: `place` works out where those stand, for those that are
    not.
    """

    __slots__ = ("_lower", "_since", "actor", "body", "end", "low", "opening", "quoted", "start")

    def __init__(
        self,
        body: str,
        low: list[str],
        actor: list[NamedPlace | None],
        spans: tuple[list[int], list[int]] | None,
        lower: str = "",
        since: int = 0,
    ) -> None:
        """`spans` are the starts and ends; without them the tokens are those of `lower` (the paragraph in lower case,
        of the same length) from `since` on, with nothing but white space between them; a possessive is "'s"."""
        self.body = body
        self.low = low
        self.actor = actor
        self.quoted = [False] * len(low)
        """Whether each token is quoted words of somebody."""
        self.opening = -1
        """Where the main clause starts behind an opening adverbial, once somebody asked (`opening_end`)."""
        self.start: list[int]
        """Where each token starts, in code points of the paragraph; once `place` was called."""
        self.end: list[int]
        """Where each token ends."""
        if spans is not None:
            self.start, self.end = spans
        self._lower = lower
        self._since = -1 if spans is not None else since

    def place(self) -> None:
        """Works out where the tokens stand, once."""
        if self._since < 0:
            return
        starts: list[int] = []
        ends: list[int] = []
        starts_at, ends_at = starts.append, ends.append
        lower, position = self._lower, self._since
        find = lower.find
        for token, place in zip(self.low, self.actor, strict=True):
            if place is not None:
                starts_at(place.start)
                position = place.end
            elif token == "'s":
                starts_at(position)  # right behind whose it is, whatever the mark
                position += 2
            else:
                first = token[0]
                if lower[position] != first:
                    position += 1  # a blank, nearly always
                    if lower[position] != first:
                        position = find(token, position)
                starts_at(position)
                position += len(token)
            ends_at(position)
        self.start, self.end = starts, ends
        self._since = -1

    def is_adverb(self, at: int) -> bool:
        word = self.low[at]
        if word in _ADVERBS or (word.endswith("ly") and len(word) > 4):
            return True
        return word == "since" and at > 0 and self.low[at - 1] in HAVE  # "has since rejected"

    def is_adjective(self, at: int) -> bool:
        """Whether a country's adjective stands here ("Russian")."""
        place = self.actor[at] if at >= 0 else None
        return place is not None and place.is_adjective

    def is_noun_like(self, at: int) -> bool:
        """A plain word or a name: nothing of the closed classes and no mark."""
        if self.actor[at] is not None:
            return True
        return _may_be_a_noun(self.low[at])

    def within(self, start: int, end: int) -> range:
        """The tokens that lie wholly in the code points from `start` to `end`."""
        return range(bisect_left(self.start, start), bisect_right(self.end, end))


@lru_cache(maxsize=8192)
def may_be_adverb(word: str) -> bool:
    """Whether a word is an adverb somewhere: a look before the closer one of `Words.is_adverb`."""
    return word in _ADVERBS or (word.endswith("ly") and len(word) > 4) or word == "since"


@lru_cache(maxsize=8192)
def _may_be_a_noun(word: str) -> bool:
    is_open = word not in _CLOSED and word[0].isalpha() and word not in _ADVERBS
    return is_open and not (word.endswith("ly") and len(word) > 4)


def words_of(
    body: str, lower: str, start: int, end: int, places: Sequence[NamedPlace], quoted: Sequence[tuple[int, int]]
) -> Words:
    """The tokens of the sentence body[start:end]; `lower` is the body in lower case, `places` and `quoted` are sorted
    spans of the paragraph."""
    found = _plainly(body, lower, start, end, places) if len(lower) == len(body) else None
    words = found if found is not None else _closely(body, start, end, places)
    if quoted:
        words.place()
        for first, last in quoted:
            for at in words.within(first, last):
                words.quoted[at] = True
    return words


def _plainly(body: str, lower: str, start: int, end: int, places: Sequence[NamedPlace]) -> Words | None:
    """The words of a sentence; None when a month, or a possessive that stands by itself, needs a closer look."""
    low: list[str] = []
    actors: list[NamedPlace | None] = []
    has_marks = body.find("'", start, end) >= 0 or body.find("’", start, end) >= 0
    position = start
    for place in places:
        if place.start < position or place.end > end:
            continue
        _add_plainly(low, lower[position : place.start])
        actors += [None] * (len(low) - len(actors))
        low.append("")
        actors.append(place)
        position = place.end
        if has_marks and lower[position : position + 1] in _APOSTROPHES and _OWNER.match(lower, position, end):
            low.append("'s")
            position += 2
    _add_plainly(low, lower[position:end])
    if not _SPECIAL.isdisjoint(low):
        return None
    actors += [None] * (len(low) - len(actors))
    return Words(body, low, actors, None, lower, start)


def _add_plainly(low: list[str], text: str) -> None:
    for run in text.split():
        if run.isalnum():
            low.append(run)
        elif (word := run[:-1]).isalnum() and run[-1] != "_":
            low += word, run[-1]
        elif (word := run[1:]).isalnum() and run[0] != "_":
            low += run[0], word
        else:
            low += tokens_of_run(run)


def tokens_of_run(run: str) -> tuple[str, ...]:
    """The tokens of a run of characters without white space in lower case, a possessive one of its own."""
    return _tokens_of(run) if len(run) < _SELDOM_LONGER else _tokens_of.__wrapped__(run)


@lru_cache(maxsize=8192)
def _tokens_of(run: str) -> tuple[str, ...]:
    """A possessive is a token of its own, so that the name before it is seen as a modifier."""
    tokens: list[str] = []
    for token in _TOKEN.findall(run):
        if token[-2:] in _POSSESSIVES and len(token) > 2 and token not in _SHORT_FOR_IS:
            tokens += token[:-2], "'s"
        else:
            tokens.append(token)
    return tuple(tokens)


def _closely(body: str, start: int, end: int, places: Sequence[NamedPlace]) -> Words:
    """The same where an apostrophe, a month or a letter that grows in lower case needs a closer look."""
    low: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    actors: list[NamedPlace | None] = []
    position = start
    for place in places:
        if place.start < position or place.end > end:
            continue
        _add_closely(low, starts, ends, body, position, place.start)
        low.append("")
        starts.append(place.start)
        ends.append(place.end)
        actors.extend([None] * (len(low) - len(actors)))
        actors[-1] = place
        position = place.end
    _add_closely(low, starts, ends, body, position, end)
    actors.extend([None] * (len(low) - len(actors)))
    return Words(body, low, actors, (starts, ends))


def _add_closely(low: list[str], starts: list[int], ends: list[int], body: str, start: int, end: int) -> None:
    position = start
    for written in _TOKEN.findall(body, start, end):
        first = body.find(written, position)
        position = last = first + len(written)
        token = written.lower()
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
