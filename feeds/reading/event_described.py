"""Who acts or suffers where nobody is named but somebody is described: "a federal judge", "gunmen", "two men"."""

from __future__ import annotations

from feeds.reading.common_words import is_common
from feeds.reading.event_clauses import Act
from feeds.reading.event_sentence import DETERMINER, Words
from feeds.reading.event_words import EventWords

_AT_LEAST = frozenset((("more", "than"), ("at", "least"), ("fewer", "than"), ("less", "than")))
_LONGEST = 9
"""Tokens of a description; what is longer tells a story of its own."""
_OWNERS = frozenset("his her its their my our your whose".split())
_POINTING = frozenset("this that these those any no such another other every each".split())
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday".split())
_BETWEEN = frozenset(("-", "–", "'s"))
_PEOPLE = ("man", "men", "woman", "women", "people", "person")
_NO_OBJECT = frozenset(("announce", "aid", "cooperate", "propose", "plan"))
"""Kinds of acts that are seldom done to somebody their verb is followed by."""


def doer(words: Words, act: Act, lexicon: EventWords) -> tuple[str, ...]:
    """The description that is the subject of an act: "police", "two opposition parties"; () when there is none."""
    first, end = act.subject, act.group
    if first < 0 or first >= end or words.quoted[act.at] or words.low[first] in _OWNERS:
        return ()
    if words.low[first] == "on":
        first += 1
    if words.low[first] in _DAYS:
        first += 1  # "On Friday | police …"
    return _described(words, act, first, end, lexicon)


def agent(words: Words, act: Act, lexicon: EventWords) -> tuple[str, ...]:
    """The description behind the "by" of a passive: "killed by gunmen"."""
    for at in range(act.last + 1, min(act.until, act.last + 12)):
        if words.low[at] == "by":
            return _described(words, act, at + 1, act.until, lexicon)
    return ()


def struck(words: Words, act: Act, lexicon: EventWords) -> tuple[str, ...]:
    """The description right behind a verb: "urged world powers to", "killed two soldiers"."""
    if act.trigger.kind in _NO_OBJECT or act.trigger.lemma in lexicon.needs_whom or words.quoted[act.at]:
        return ()
    first = act.last + 1
    is_at = words.low[first : first + 1] in (["at"], ["on"]) and words.low[first + 1 : first + 2] != ["least"]
    first += act.trigger.kind == "assault" and is_at
    while first < act.until and (words.is_adverb(first) or words.low[first] == "dead"):
        first += 1
    return _described(words, act, first, act.until, lexicon)


def _described(words: Words, act: Act, first: int, end: int, lexicon: EventWords) -> tuple[str, ...]:
    """The noun phrase that opens at a token, where the noun that ends it is somebody; () else."""
    at = first + 2 if tuple(words.low[first : first + 2]) in _AT_LEAST else first
    while at < end and at - first < _LONGEST and _is_of_a_phrase(words, at, first):
        at += 1
    while at > first and words.low[at - 1] in _BETWEEN:
        at -= 1
    if at == first or at - first >= _LONGEST or words.actor[at - 1] is not None:
        return ()
    head = words.low[at - 1]
    if head in act.trigger.rest:
        return ()  # "exchanged 390 prisoners" names the act itself
    if head not in lexicon.somebody or words.low[first] in _POINTING:
        return ()
    if at - first == 1 and not _stands_alone(words, first, lexicon):
        return ()
    is_led_on = at + 1 < end and words.low[at] == "of" and not words.low[at + 1].endswith("ing")
    if is_led_on and (words.low[at + 1] in DETERMINER or words.is_noun_like(at + 1)):
        return ()  # "a group of miners", "members of the party": told of by what follows
    return (_written(words, first, at),)


def _is_of_a_phrase(words: Words, at: int, first: int) -> bool:
    low = words.low[at]
    if at > first:
        before = words.low[at - 1]
        is_joined = words.start[at] == words.end[at - 1]
        if low == "first" and before not in DETERMINER:
            return False  # "an armed man | first opened fire"
        if low in DETERMINER or (low in ("-", "–") and not is_joined):
            return False
        if low.endswith("ing") and before not in DETERMINER and not before[:1].isdigit() and words.actor[at] is None:
            return False  # "a bus | carrying school children"
    return low in _BETWEEN or low in DETERMINER or low[:1].isdigit() or (words.is_noun_like(at) and low not in _DAYS)


def _stands_alone(words: Words, at: int, lexicon: EventWords) -> bool:
    """Whether a single word is somebody by itself: "police", "gunmen"; "leader" is only half of a description."""
    low = words.low[at]
    return low in lexicon.somebody_alone or (low.endswith("s") and not low.endswith("ss")) or low in _PEOPLE[1:5:2]


def _written(words: Words, first: int, end: int) -> str:
    """The words as the text gives them, with no capital that only a title or the start of a sentence gave them."""
    pieces: list[str] = []
    for at in range(first, end):
        written = words.body[words.start[at] : words.end[at]]
        is_edge = words.actor[at] is None and at in (first, end - 1)
        is_capital = is_edge and (not written[1:] or written[1:].islower())
        is_plain = words.low[at] in ("at", "more") or words.low[at] in DETERMINER or is_common(words.low[at])
        plain = written.lower() if is_capital and is_plain else written
        is_joined = bool(pieces) and words.start[at] == words.end[at - 1]
        pieces.append(plain if is_joined or not pieces else " " + plain)
    return "".join(pieces)
