"""What changed from one wording to another, by words: for quotes, headlines and whole stories."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal, TypeAlias

from feeds.records import dataclass

Change: TypeAlias = Literal["same", "gone", "new"]

_WORD = re.compile(r"[^\W_]+(?:[-’'.,][^\W_]+)*")
_MOST_WORDS = 600
"""Longer paragraphs are shown as one that went and one that came."""
_LEAST_ALIKE = 0.3
"""Paragraphs less alike than this have other things to say: one went, one came."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: in both wordings, gone from the first, or new in the second."""

    change: Change
    text: str


def word_diff(first: str, second: str) -> tuple[Piece, ...]:
    """The second wording with what went and what came; marks and case do not count as a change."""
    old, new = first.split(), second.split()
    if len(old) > _MOST_WORDS or len(new) > _MOST_WORDS:
        return _replaced(first, second)
    matcher = SequenceMatcher(None, [bare(word) for word in old], [bare(word) for word in new], autojunk=False)
    pieces: list[Piece] = []
    for operation, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if operation == "equal":
            pieces.append(Piece("same", " ".join(new[new_start:new_end])))
            continue
        if old_end > old_start:
            pieces.append(Piece("gone", " ".join(old[old_start:old_end])))
        if new_end > new_start:
            pieces.append(Piece("new", " ".join(new[new_start:new_end])))
    return tuple(pieces)


def text_diff(before: Sequence[str], after: Sequence[str]) -> tuple[tuple[Piece, ...], ...]:
    """The later version of a text paragraph by paragraph, with the paragraphs that went.

    A paragraph that stayed is one piece, "same". Without the pieces that are gone it reads as the later version.
    """
    matcher = SequenceMatcher(None, [fold(text) for text in before], [fold(text) for text in after], autojunk=False)
    paragraphs: list[tuple[Piece, ...]] = []
    for operation, first, last, start, end in matcher.get_opcodes():
        if operation == "equal":
            paragraphs.extend((Piece("same", text),) for text in after[start:end])
            continue
        paired = min(last - first, end - start)
        for offset in range(paired):
            old, new = before[first + offset], after[start + offset]
            paragraphs.append(word_diff(old, new) if _are_alike(old, new) else _replaced(old, new))
        paragraphs.extend((Piece("gone", text),) for text in before[first + paired : last])
        paragraphs.extend((Piece("new", text),) for text in after[start + paired : end])
    return tuple(paragraphs)


def bare(word: str) -> str:
    """A word as it is compared: lower case, without the marks around it."""
    found = _WORD.search(word)
    return found.group().lower().replace("’", "'") if found else word


def fold(text: str) -> str:
    """The words of a text as they are compared."""
    return " ".join(match.group().lower().replace("’", "'") for match in _WORD.finditer(text))


def _are_alike(old: str, new: str) -> bool:
    ours, theirs = set(fold(old).split()), set(fold(new).split())
    return len(ours & theirs) >= _LEAST_ALIKE * max(1, min(len(ours), len(theirs)))


def _replaced(old: str, new: str) -> tuple[Piece, ...]:
    pieces = (Piece("gone", " ".join(old.split())), Piece("new", " ".join(new.split())))
    return tuple(piece for piece in pieces if piece.text)
