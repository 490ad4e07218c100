"""What is the page and not the story: general patterns for a lone text, and lines learned from an outlet's stories."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_EDGE = " \t\n|·•*►▶»›→-–—_=~.,:;!()[]"
_SPACE = re.compile(r"\s+")
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]{4,}")
_LEAST_LINE = 2
_MOST_LINE = 500

LEAST_TITLES = 4
LEAST_SHARE = 0.02
SHORT_LEAST_SHARE = 0.1
TITLES_KEPT = 12


@dataclass(frozen=True, slots=True)
class PieceCount:
    """How often an outlet printed one folded line or sentence. What the store keeps of it.

    `titles` are up to TITLES_KEPT different folded titles it stood under; `stories` counts all.
    """

    piece: str
    stories: int
    titles: tuple[str, ...]


def line_reason(line: str) -> str | None:
    """Why a whole line is furniture, None when it may be the story."""
    return _reason(line, _patterns("line")) or sentence_reason(line)


def sentence_reason(sentence: str) -> str | None:
    """Why a sentence inside a longer text is furniture: only what no story would say."""
    return _reason(sentence, _patterns("sentence"))


def fold_piece(piece: str) -> str:
    """A line or sentence as it is compared: lower case, single spaces, numbers alike (dates in footers change)."""
    return _DIGITS.sub("0", _SPACE.sub(" ", piece.strip(_EDGE)).lower())[:300]


def learn_furniture(counts: Iterable[PieceCount], stories: int) -> frozenset[str]:
    """The folded pieces of one outlet that are its furniture, from counts over `stories` of its stories.

    A piece is furniture when it stood under at least LEAST_TITLES titles of which as many share no word of four
    letters or more, in at least 2 % of the stories (10 % for pieces of one to three words, which people also say).
    Background that is repeated in stories about one matter stays: their titles share words.
    """
    learned = set()
    for count in counts:
        words = len(count.piece.split())
        share = LEAST_SHARE if words > 3 else SHORT_LEAST_SHARE
        if count.piece and count.stories >= max(LEAST_TITLES, share * stories) and _unrelated(count.titles):
            learned.add(count.piece)
    return frozenset(learned)


def count_pieces(stories: Iterable[tuple[str, Sequence[str]]]) -> dict[str, PieceCount]:
    """Counts over (title, folded pieces) of stories of one outlet, for learning in one go; keyed by piece."""
    counts: dict[str, PieceCount] = {}
    for title, pieces in stories:
        folded = fold_piece(title)
        for piece in dict.fromkeys(pieces):
            counts[piece] = counted(counts.get(piece), piece, folded)
    return counts


def counted(before: PieceCount | None, piece: str, folded_title: str) -> PieceCount:
    """The count of a piece after it was seen under one more title."""
    if before is None:
        return PieceCount(piece, 1, (folded_title,))
    titles = before.titles
    if folded_title not in titles and len(titles) < TITLES_KEPT:
        titles = (*titles, folded_title)
    return PieceCount(piece, before.stories + 1, titles)


def _unrelated(titles: Sequence[str]) -> bool:
    """Whether LEAST_TITLES of the titles can be chosen that share no longer word, taken greedily.

    What most titles begin with before a colon, or end with after a bar (a section, a site), is no link between them.
    """
    if len(titles) < LEAST_TITLES:
        return False
    frames = Counter(frame for title in titles for frame in _frames(title))
    seen: set[str] = set()
    chosen = 0
    for title in titles:
        for frame in _frames(title):
            if 2 * frames[frame] > len(titles):
                title = title.replace(frame, " ")
        words = set(_WORD.findall(title))
        if words.isdisjoint(seen):
            chosen += 1
            seen |= words
    return chosen >= LEAST_TITLES


def _frames(title: str) -> list[str]:
    """What stands before the first colon and after the last bar or dash of a title."""
    head, colon, _ = title.partition(":")
    found = [head + colon] if colon else []
    for mark in (" | ", " - ", " – ", " — "):
        _, bar, tail = title.rpartition(mark)
        if bar:
            found.append(bar + tail)
    return found


def _reason(piece: str, patterns: _Patterns) -> str | None:
    if len(piece) > _MOST_LINE:
        return None
    bare = piece.strip(_EDGE)
    found = patterns.any.fullmatch(bare) if len(bare) >= _LEAST_LINE else None
    return patterns.reasons[found.lastgroup] if found and found.lastgroup else None


@dataclass(frozen=True, slots=True)
class _Patterns:
    """All patterns of one kind as one alternation; its groups are named after the reasons."""

    any: re.Pattern[str]
    reasons: dict[str, str]


@cache
def _patterns(part: str) -> _Patterns:
    path = Path(__file__).parent / "lexicon" / "furniture.toml"
    sections: dict[str, dict[str, list[str]]] = tomllib.loads(path.read_text("utf-8"))
    reasons = {f"r{number}": reason for number, reason in enumerate(sections) if sections[reason].get(part)}
    groups = (f"(?P<{name}>{'|'.join(sections[reason][part])})" for name, reason in reasons.items())
    return _Patterns(re.compile("|".join(groups), re.IGNORECASE), reasons)
