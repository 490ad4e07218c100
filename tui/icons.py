"""The glyphs of the dashboard, in Unicode and in ASCII. A glyph stands beside every colour that means something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Icons:
    """One glyph a meaning; each one cell wide."""

    bar: str = "▌"
    new: str = "•"
    star: str = "★"
    revised: str = "↻"
    reprint: str = "="
    note: str = "✎"
    official: str = "◆"
    state: str = "▲"
    happened: str = "●"
    scheduled: str = "○"
    refused: str = "⊗"
    claim: str = "◌"
    moved: str = "⇢"
    proposed: str = "◇"
    live: str = "●"
    rule: str = "─"
    add: str = "+"
    arrow: str = "→"
    unequal: str = "≠"
    logo: str = "▞"
    open: str = "“"
    close: str = "”"
    spark: str = "▁▂▃▄▅▆▇█"


UNICODE = Icons()
ASCII = Icons(
    bar=">",
    new="*",
    star="S",
    revised="~",
    reprint="=",
    note="n",
    official="#",
    state="!",
    happened="+",
    scheduled="o",
    refused="x",
    claim="?",
    moved=">",
    proposed="-",
    live="*",
    rule="-",
    add="+",
    arrow=">",
    unequal="/",
    logo="#",
    open='"',
    close='"',
    spark=".:-=+*%#",
)


def icons(name: str) -> Icons:
    """The set of that name: "unicode" or "ascii"."""
    return ASCII if name == "ascii" else UNICODE


def spark(values: Sequence[int], width: int, glyphs: str) -> str:
    """The values as `width` block glyphs, newest at the right; blank where there is nothing at all."""
    if width <= 0:
        return ""
    shown = _rebucket(values, width)
    most = max(shown, default=0)
    if most == 0:
        return " " * width
    top = len(glyphs) - 1
    drawn = "".join(glyphs[round(value / most * top)] if value else (glyphs[0] if most else " ") for value in shown)
    return drawn.rjust(width)


def _rebucket(values: Sequence[int], width: int) -> list[int]:
    if len(values) <= width:
        return list(values)
    edges = [index * len(values) // width for index in range(width + 1)]
    return [sum(values[first:last]) for first, last in pairwise(edges)]
