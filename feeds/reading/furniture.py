"""What is the page and not the story: general patterns for a lone text, and lines learned from an outlet's stories."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeAlias

from feeds.reading.quick_look import holds_any
from feeds.records import dataclass

_EDGE = " \t\n|·•*►▶»›→-–—_=~.,:;!()[]"
_SPACE = re.compile(r"\s+")
_DIGITS = re.compile(r"\d+")
_ZEROS = bytes.maketrans(b"123456789", b"000000000")
_ASCII = bytes(range(128))
_NOUGHTS = re.compile(rb"00+")
_WORD = re.compile(r"[^\W\d_]{4,}")
_GROUP = re.compile(r"\(\?:")
_LITERAL = re.compile(r"(?:[a-z ](?![?*{]))+")
_BRACKETS = re.compile(r"\\.|\[[^\]]*\]|[()|]", re.DOTALL)
"""The brackets and bars of a regular expression; what is escaped or in a set is passed over as a whole."""
_HELD = re.compile(r"\(\?=\.\*(?:\[(?P<set>[^\]\\]+)\]|(?P<word>(?:\\\W|[^\\()\[\]{}.*+?|^$])+))\)")
_MARK_BEFORE = re.compile(r"\\[(\[]\?")
"""A bracket that may open a line: it is cut before lines are compared."""
_OPENING = 6
"""Most letters of the beginning of a line by which its patterns are looked up."""
_LENGTHS = range(1, _OPENING + 1)
_NEARLY_ASCII = ("ı", "ſ")
"""Letters that count as ASCII ones where case is disregarded."""
_LEARNED_BY = 3
"""Letters by which the pieces learned of an outlet are looked up at first."""
_MOST_LINE = 500
_MOST_FOLDED = 300

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
    bare = _bare(line)
    folded = bare.lower()
    return (_reason(bare, folded, "line") or _reason(bare, folded, "sentence")) if bare else None


def sentence_reason(sentence: str, *, may_hold: bool = True) -> str | None:
    """Why a sentence inside a longer text is furniture: only what no story would say.

    `may_hold` is what `may_hold` says of the longer text.
    """
    bare = _bare(sentence)
    if not may_hold and not _opened_by("sentence", bare[:_OPENING].lower()):
        return None  # nearly always
    return _reason(bare, bare.lower(), "sentence", may_hold=may_hold) if bare else None


def may_hold(text: str) -> bool:
    """Whether a text holds any of the words that some patterns ask of a sentence, wherever they stand in it."""
    return holds_any(text.lower(), _patterns("sentence").words_held)


def fold_piece(piece: str) -> str:
    """A line or sentence as it is compared: lower case, single spaces, numbers alike (dates in footers change)."""
    piece = piece.strip(_EDGE)
    if "  " in piece or not piece.isprintable():  # of all blanks only the space is printable
        piece = _SPACE.sub(" ", piece)
    return _DIGITS.sub("0", piece.lower())[:_MOST_FOLDED]


def is_learned(piece: str, learned: frozenset[str]) -> bool:
    """Whether a line or sentence is one of the folded pieces learned of its outlet."""
    piece = piece.strip(_EDGE)
    opening = piece[:_LEARNED_BY].lower()
    if opening.isascii() and opening.isalpha() and opening not in _openings_of(learned):
        return False  # nearly always, and folding takes longer
    return fold_piece(piece) in learned


@lru_cache(maxsize=64)
def _openings_of(learned: frozenset[str]) -> frozenset[str]:
    return frozenset(piece[:_LEARNED_BY] for piece in learned)


def fold_pieces(pieces: Sequence[str]) -> list[str]:
    """`fold_piece` of each: several at once take half the time."""
    whole = "\n".join([piece.strip(_EDGE) for piece in pieces])
    if "  " in whole or whole.count("\n") != len(pieces) - 1 or not whole.replace("\n", "").isprintable():
        return [fold_piece(piece) for piece in pieces]
    whole = whole.lower()
    data = whole.encode("utf-8", "surrogatepass")
    if whole.isascii() or not _DIGITS.search(data.translate(None, _ASCII).decode("utf-8", "surrogatepass")):
        data = data.translate(_ZEROS)
        whole = (_NOUGHTS.sub(b"0", data) if b"00" in data else data).decode("utf-8", "surrogatepass")
    else:
        whole = _DIGITS.sub("0", whole)
    return [piece[:_MOST_FOLDED] for piece in whole.split("\n")]


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


def _bare(piece: str) -> str:
    """A line or sentence without the marks around it; "" when it is too long to be judged."""
    return piece.strip(_EDGE) if len(piece) <= _MOST_LINE else ""


def _reason(bare: str, folded: str, part: str, *, may_hold: bool = True) -> str | None:
    """Why a line is furniture; `folded` is the same in small letters."""
    patterns = _patterns(part)
    asked = _opened_by(part, folded[:_OPENING])
    if may_hold:
        for word, pattern in patterns.held:
            if word in folded:
                asked = (*asked, pattern)
    # Several may match: the reason that the lexicon names first counts.
    reasons = [number for pattern, number in asked if _compiled(pattern).fullmatch(bare)] if asked else []
    found = patterns.anywhere.fullmatch(bare) if patterns.anywhere is not None else None
    if found is not None and found.lastgroup:
        reasons.append(int(found.lastgroup[1:]))
    return list(_sections(part))[min(reasons)] if reasons else None


@lru_cache(maxsize=4096)
def _opened_by(part: str, opening: str) -> tuple[_Pattern, ...]:
    """The patterns that a line can match that begins with these letters."""
    by_opening = _patterns(part).by_opening
    if not opening.isascii() and holds_any(opening, _NEARLY_ASCII):
        return tuple(found for listed in by_opening.values() for found in listed)
    return tuple(found for length in _LENGTHS for found in by_opening.get(opening[:length], ()))


_Pattern: TypeAlias = tuple[str, int]
"""A regular expression and the number of its reason."""


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The patterns of one kind, by what a line must have to match them."""

    held: tuple[tuple[str, _Pattern], ...]
    """Those that say which word their line must hold, under each of the words."""
    words_held: tuple[str, ...]
    anywhere: re.Pattern[str] | None
    """Those that may begin with anything, in groups r0, r1 … by the number of their reason; None without any."""
    by_opening: dict[str, tuple[_Pattern, ...]]
    """Those whose line begins with one of some letters; a pattern stands under each of its openings."""


@cache
def _patterns(part: str) -> _Patterns:
    held: list[tuple[str, _Pattern]] = []
    anywhere: list[str] = []
    by_opening: dict[str, tuple[_Pattern, ...]] = {}
    for number, listed in enumerate(_sections(part).values()):
        others: list[str] = []
        for pattern in listed:
            asked, letters = held_words(pattern), openings(_MARK_BEFORE.sub("", pattern))
            if asked:
                held.extend((word, (pattern, number)) for word in asked)
            elif letters is None:
                others.append(pattern)
            else:
                for opening in letters:
                    by_opening[opening] = (*by_opening.get(opening, ()), (pattern, number))
        if others:
            anywhere.append(f"(?P<r{number}>{'|'.join(others)})")
    words = tuple(word for word, _ in held)
    return _Patterns(
        tuple(held), words, re.compile("|".join(anywhere), re.IGNORECASE) if anywhere else None, by_opening
    )


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def held_words(pattern: str) -> tuple[str, ...]:
    """The words of which a line must hold one, by what a pattern says first: "(?=.*inbox)", "(?=.*[©)])"."""
    held = _HELD.match(pattern)
    if held is None:
        return ()
    return tuple(held["set"]) if held["set"] else (held["word"].replace("\\", ""),)


@cache
def _sections(part: str) -> dict[str, list[str]]:
    """The patterns of one kind by reason."""
    return {reason: table[part] for reason, table in _lexicon().items()}


@cache
def _lexicon() -> dict[str, dict[str, list[str]]]:
    path = Path(__file__).parent / "lexicon" / "furniture.toml"
    return tomllib.loads(path.read_text("utf-8"))


def openings(pattern: str) -> frozenset[str] | None:
    """What a line that a regular expression matches begins with, up to six letters of it each; None when it may be
    anything, or when it is not plain to see.

    Reads what the lexicon is written in: literal letters, and groups of alternatives that may be optional.
    """
    found: set[str] = set()
    while True:
        group = _GROUP.match(pattern)
        if group is None:
            literal = _LITERAL.match(pattern)
            return frozenset(found | _gone_on(literal.group(), pattern[literal.end() :])) if literal else None
        end = _group_end(pattern)
        is_optional = pattern[end : end + 1] == "?"
        if pattern[end : end + 1] in ("*", "{"):
            return None
        rest = pattern[end + is_optional :]
        for alternative in _alternatives(pattern[group.end() : end - 1]):
            inside = _gone_on(alternative, rest) if _LITERAL.fullmatch(alternative) else openings(alternative)
            if inside is None:
                return None
            found |= inside
        if not is_optional:
            return frozenset(found)
        pattern = rest


def _gone_on(literal: str, rest: str) -> frozenset[str]:
    """What a line begins with that begins with some letters and goes on by the rest of a pattern."""
    behind = openings(rest) if len(literal) < _OPENING else None
    return frozenset((literal + after)[:_OPENING] for after in behind or ("",))


def _group_end(pattern: str) -> int:
    """The place after the bracket that closes the group a pattern begins with."""
    depth = 0
    for piece in _BRACKETS.finditer(pattern):
        depth += {"(": 1, ")": -1}.get(piece.group(), 0)
        if depth == 0:
            return piece.end()
    return len(pattern)


def _alternatives(inside: str) -> list[str]:
    """What stands between the bars of a group, those of inner groups left alone."""
    found, begin, depth = [], 0, 0
    for piece in _BRACKETS.finditer(inside):
        depth += {"(": 1, ")": -1}.get(piece.group(), 0)
        if piece.group() == "|" and depth == 0:
            found.append(inside[begin : piece.start()])
            begin = piece.end()
    return [*found, inside[begin:]]
