"""What an outlet changed in a story, told in sentences. How the versions differ word by word is in word_diff."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from feeds.grouping.word_diff import Piece, fold, text_diff

_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_MOST_NUMBERS = 3
_SHORT = 40
"""Characters of a change that a number can be the whole point of."""


def describe(title_before: str, title_after: str, before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    """What changed between two versions, as short sentences; empty when only white space, marks or case did."""
    sentences = []
    if fold(title_before) != fold(title_after) and (title_before or title_after):
        sentences.append(f"headline changed from “{title_before}” to “{title_after}”")
    paragraphs = text_diff(before, after)
    kinds = [_kind(pieces) for pieces in paragraphs]
    for what in ("added", "removed", "changed"):
        count = kinds.count(what)
        if count:
            sentences.append(f"{count} {'paragraph' if count == 1 else 'paragraphs'} {what}")
    numbers = [change for pieces in paragraphs for change in _changed_numbers(pieces)]
    sentences.extend(f"{old} became {new}" for old, new in numbers[:_MOST_NUMBERS])
    return tuple(sentences)


def _kind(pieces: Sequence[Piece]) -> str:
    changes = {piece.change for piece in pieces}
    if changes == {"new"}:
        return "added"
    if changes == {"gone"}:
        return "removed"
    return "changed" if changes - {"same"} else "same"


def _changed_numbers(pieces: Sequence[Piece]) -> list[tuple[str, str]]:
    """Numbers that took another's place between the same words: a death toll that rose."""
    found = []
    for old, new in pairwise(pieces):
        if old.change == "gone" and new.change == "new" and len(old.text) < _SHORT and len(new.text) < _SHORT:
            olds, news = _NUMBER.findall(old.text), _NUMBER.findall(new.text)
            if len(olds) == len(news) == 1 and olds != news:
                found.append((olds[0], news[0]))
    return found
