"""The tokens of a sentence for events, taken from the lines the speech readers cut: names merged, possessives apart."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import filterfalse

from feeds.reading.event_sentence import NamedPlace, Words, tokens_of_run
from feeds.reading.speech_lines import QUOTED, Line, Lines
from feeds.reading.text import Text

_JOINERS = frozenset((",", "."))
"""Marks behind which a number, or a word no blank follows, goes on."""
_APOSTROPHES = frozenset(("'", "’"))


def lines_by_number(text: Text) -> dict[int | None, Line]:
    """The lines of a story by paragraph number, where a reader before has cut them."""
    lines = text.memo.get("lines")
    return {line.number: line for line in lines.lines if line.words} if isinstance(lines, Lines) else {}


def words_of_line(line: Line, start: int, end: int, places: Sequence[NamedPlace]) -> Words | None:
    """The words of a sentence as `words_of` cuts them, with their places; None where that is not as simple: it holds a
    quotation, words with a mark and no blank between, or a name that begins or ends within one.

    No month "may" or "march" may stand in the sentence.
    """
    first = bisect_left(line.starts, start)
    last = bisect_left(line.starts, end, first)
    low, starts, ends = line.lows[first:last], line.starts[first:last], line.ends[first:last]
    if not low or starts[0] != start or ends[-1] != end or (line.quotes and QUOTED in low):
        return None
    at = -1
    for written in list(filterfalse(str.isalnum, low)):
        at = low.index(written, at + 1)
        if len(written) == 1:
            if written in _JOINERS:
                if _joins(low, starts, ends, at):
                    return None
            elif written in _APOSTROPHES and at < len(low) - 1 and low[at + 1][0] == "s":
                return None
            continue
        if written[-1] == "." and _runs_on(low, starts, ends, at):
            return None
        pieces = tokens_of_run(written)
        if len(pieces) > 1:
            if not _set_apart(pieces, low, starts, ends, at):
                return None
            at += len(pieces) - 1
    return _with_names(line.text, low, starts, ends, start, end, places)


def _joins(low: Sequence[str], starts: Sequence[int], ends: Sequence[int], at: int) -> bool:
    """Whether words stand right before and right behind a mark: "53,475", "the statement.It"."""
    return at > 0 and ends[at - 1] == starts[at] and _runs_on(low, starts, ends, at)


def _runs_on(low: Sequence[str], starts: Sequence[int], ends: Sequence[int], at: int) -> bool:
    """Whether a word stands right behind a token."""
    return at < len(low) - 1 and starts[at + 1] == ends[at] and low[at + 1][0].isalnum()


def _set_apart(pieces: Sequence[str], low: list[str], starts: list[int], ends: list[int], at: int) -> bool:
    """Puts the pieces of a word in its place; False where they are not as long as it."""
    if len(pieces) == 2:
        opening, closing = pieces
        cut = ends[at] - len(closing)
        low[at] = opening
        low.insert(at + 1, closing)
        starts.insert(at + 1, cut)
        ends.insert(at, cut)
        return cut - starts[at] == len(opening)
    edges = [starts[at]]
    for piece in pieces:
        edges.append(edges[-1] + len(piece))
    if edges[-1] != ends[at]:
        return False
    low[at : at + 1] = pieces
    starts[at : at + 1] = edges[:-1]
    ends[at : at + 1] = edges[1:]
    return True


def _with_names(
    body: str,
    low: list[str],
    starts: list[int],
    ends: list[int],
    start: int,
    end: int,
    places: Sequence[NamedPlace],
) -> Words | None:
    """The words with one token for each name; None where a name begins or ends within one."""
    named: list[tuple[int, NamedPlace]] = []
    position, at = start, -1
    for place in places:
        if place.start < position or place.end > end:
            continue
        position = place.end
        at = bisect_left(starts, place.start, at + 1)
        if at == len(low) or starts[at] != place.start:
            return None
        if ends[at] != position:
            behind = bisect_left(starts, position, at)
            if ends[behind - 1] != position:
                return None
            del low[at + 1 : behind], starts[at + 1 : behind], ends[at : behind - 1]
        low[at] = ""
        named.append((at, place))
    actor: list[NamedPlace | None] = [None] * len(low)
    for at, place in named:
        actor[at] = place
    return Words(body, low, actor, (starts, ends))
