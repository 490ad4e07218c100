"""Text in terminal cells: measured, cut, padded and wrapped without breaking wide, combining or right-to-left text.

A line is `Spans`: a list of (text, role) pairs; roles are those of tui/theme.py. Lines are plain data, so the same
layout is drawn, tested and printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from rich.cells import cell_len, get_character_cell_size

Spans: TypeAlias = list[tuple[str, str]]

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_JOINERS = re.compile("[\u200d\ufe0e\ufe0f]")
"""What fuses characters into one glyph or changes its width: terminals disagree on these, so columns do without."""
LEFT_TO_RIGHT_MARK = "\u200e"
"""Closes right-to-left text in a row so that a terminal which reorders keeps the columns after it in place."""


def width_of(text: str) -> int:
    """The number of cells the text takes."""
    return len(text) if text.isascii() else cell_len(text)


def cut(text: str, width: int) -> str:
    """The text in at most `width` cells, ending in … when something had to go."""
    if width <= 0:
        return ""
    if not text.isascii():
        text = _JOINERS.sub("", text)
    if width_of(text) <= width:
        return text
    if text.isascii():
        return text[: width - 1].rstrip() + "…"
    kept: list[str] = []
    left = width - 1
    for character in text:
        size = get_character_cell_size(character)
        if size > left:
            break
        kept.append(character)
        left -= size
    return "".join(kept).rstrip() + "…"


def cut_words(text: str, width: int, most: int = 6) -> str:
    """The text in at most `width` cells, cut between words where that leaves no more than `most` cells empty."""
    shown = cut(text, width)
    if shown == text or not shown.endswith("…"):
        return shown
    whole, _, part = shown[:-1].rpartition(" ")
    if whole and width_of(part) < most and not text[len(shown) - 1 : len(shown)].isspace():
        return whole.rstrip(" ,;:–—-") + "…"
    return shown


def fit(text: str, width: int, align: str = "left") -> str:
    """The text cut or padded to exactly `width` cells."""
    shown = cut(text, width)
    padding = " " * max(0, width - width_of(shown))
    if not shown.isascii() and _RIGHT_TO_LEFT.search(shown):
        shown += LEFT_TO_RIGHT_MARK
    return padding + shown if align == "right" else shown + padding


def spans_width(spans: Iterable[tuple[str, str]]) -> int:
    """The number of cells a line takes."""
    return sum(width_of(text) for text, _ in spans)


def fit_spans(spans: Sequence[tuple[str, str]], width: int) -> Spans:
    """The line cut or padded to exactly `width` cells."""
    fitted: Spans = []
    left = width
    for text, role in spans:
        if left <= 0:
            break
        size = width_of(text)
        if size > left:
            text = fit(text, left)
            size = left
        fitted.append((text, role))
        left -= size
    if left > 0:
        fitted.append((" " * left, "text"))
    return fitted


def join_spans(parts: Sequence[Spans], separator: str, role: str = "dim") -> Spans:
    """The parts that are not empty, with the separator between them."""
    joined: Spans = []
    for part in parts:
        if not part:
            continue
        if joined:
            joined.append((separator, role))
        joined.extend(part)
    return joined


def plain(spans: Iterable[tuple[str, str]]) -> str:
    """The line's text without its roles."""
    return "".join(text for text, _ in spans)


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Half-open code point ranges of the lines `text` makes in `width` cells, broken at white space if there is any."""
    width = max(width, 1)
    lines: list[tuple[int, int]] = []
    line_start = line_end = -1
    used = 0
    for start, end in _words(text, width):
        size = width_of(text[start:end])
        gap = 0 if line_start < 0 else width_of(text[line_end:start])
        if line_start >= 0 and used + gap + size > width:
            lines.append((line_start, line_end))
            line_start, used, gap = start, 0, 0
        if line_start < 0:
            line_start = start
        line_end = end
        used += gap + size
    if line_start >= 0:
        lines.append((line_start, line_end))
    return lines


def wrap_spans(spans: Sequence[tuple[str, str]], width: int) -> list[Spans]:
    """A line of spans broken into lines of at most `width` cells, each span keeping its role."""
    text = plain(spans)
    roles: list[tuple[int, int, str]] = []
    position = 0
    for part, role in spans:
        roles.append((position, position + len(part), role))
        position += len(part)
    return [_slice(text, roles, start, end) for start, end in wrap(text, width)]


def _words(text: str, width: int) -> Iterable[tuple[int, int]]:
    for match in re.finditer(r"\S+", text):
        start, end = match.span()
        if width_of(match.group()) <= width:
            yield start, end
            continue
        used = 0
        piece = start
        for index in range(start, end):
            size = get_character_cell_size(text[index])
            if used + size > width and used:
                yield piece, index
                piece, used = index, 0
            used += size
        yield piece, end


def _slice(text: str, roles: Sequence[tuple[int, int, str]], start: int, end: int) -> Spans:
    return [(text[max(a, start) : min(b, end)], role) for a, b, role in roles if a < end and b > start]
