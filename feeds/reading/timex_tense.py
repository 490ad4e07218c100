"""Which way the verbs around a bare weekday or month point: "will meet on Thursday" against "met on Thursday"."""

from __future__ import annotations

from collections.abc import Sequence

from feeds.reading.timex_words import Vocabulary

_LEFT, _RIGHT = 24, 14
"""Tokens looked at before and after an expression."""
_ENDS = frozenset(".?!;")
_ADJECTIVE_BEFORE = frozenset(
    "the a an of its his her their this that these those some two three many by with united".split()
)


def tense_around(tokens: Sequence[str], at: int, words: Vocabulary) -> int:
    """1 when the nearest verb points forward, -1 when back, 0 when nothing tells. The verb before the expression counts
    first, then the verb after it, within the sentence."""
    left = _scan_left(tokens, at, words)
    return left or _scan_right(tokens, at, words)


def _scan_left(tokens: Sequence[str], at: int, words: Vocabulary) -> int:
    for place in range(at - 1, max(-1, at - 1 - _LEFT), -1):
        token = tokens[place]
        if token in _ENDS and not _is_abbreviation(tokens, place):
            return 0
        verdict = _verdict(tokens, place, words)
        if verdict:
            return verdict
    return 0


def _scan_right(tokens: Sequence[str], at: int, words: Vocabulary) -> int:
    for place in range(at + 1, min(len(tokens), at + 1 + _RIGHT)):
        token = tokens[place]
        if token in _ENDS and not _is_abbreviation(tokens, place):
            return 0
        verdict = _verdict(tokens, place, words)
        if verdict:
            return verdict
    return 0


def _is_abbreviation(tokens: Sequence[str], place: int) -> bool:
    return tokens[place] == "." and place > 0 and len(tokens[place - 1]) <= 3 and place + 1 < len(tokens)


def _verdict(tokens: Sequence[str], place: int, words: Vocabulary) -> int:
    word = tokens[place].lower()
    before = tokens[place - 1].lower() if place else ""
    if word in words.future:
        return 1
    is_past_form = word in words.past or (len(word) > 4 and word.endswith("ed") and before not in _ADJECTIVE_BEFORE)
    if is_past_form:
        return _participle(tokens, place, words)
    if word.endswith("ing") and before in ("is", "are", "am", "re", "m", "be") and len(word) > 4:
        return 1
    if before == "to" and len(word) > 2 and tokens[place].islower() and word not in ("the", "an", "its", "his", "her"):
        return 1 if not _reported(tokens, place - 1, words) else 0
    return 0


def _reported(tokens: Sequence[str], place: int, words: Vocabulary) -> bool:
    """ "to" after a word of the past ("went to see") says nothing of its own."""
    before = tokens[place - 1].lower() if place else ""
    return before in words.past


def _participle(tokens: Sequence[str], place: int, words: Vocabulary) -> int:
    """ "will be held" and "to be held" point forward, "is expected" does, "was held" and "held" back."""
    for back in range(place - 1, max(-1, place - 4), -1):
        word = tokens[back].lower()
        if word in ("be",):
            return 1
        if word in words.future or word == "to":
            return 1
        if not word.endswith("ly"):
            return -1
    return -1
