"""How wide the columns of a table are in a terminal, and which of them go where there is no room for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

GAP = 2
"""Cells between two columns."""
_WIDE_LEAST, _CUT_LEAST = 32, 10
"""Cells under which the wide column, and one that may be cut, are not squeezed while another can go."""
_CUT_FIRST = 22
"""Cells a column that may be cut gets before the wide one takes what is left."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What a column asks for: its own width in cells, whether it is the wide one, may be cut, and when it goes."""

    width: int
    is_wide: bool = False
    is_cut: bool = False
    goes: int = 0
    """The highest goes first; 0 stays."""


def share(demands: Sequence[Demand], room: int) -> list[int]:
    """The width of each column in a line of `room` cells; 0 for a column that goes. What may not be cut is whole,
    unless the terminal is too narrow even for what stays."""
    kept = [demand.width > 0 for demand in demands]
    least = [
        min(demand.width, _WIDE_LEAST if demand.is_wide else _CUT_LEAST if demand.is_cut else demand.width)
        for demand in demands
    ]
    while _line(least, kept) > room:
        last = max((number for number in range(len(demands)) if kept[number]), key=lambda at: demands[at].goes)
        if demands[last].goes == 0:
            break
        kept[last] = False
    widths = [size if is_kept else 0 for size, is_kept in zip(least, kept, strict=True)]
    over = _line(widths, kept) - room
    while over > 0 and max(widths) > 1:
        widths[widths.index(max(widths))] -= 1
        over -= 1
    cut = [at for at, demand in enumerate(demands) if kept[at] and demand.is_cut and not demand.is_wide]
    wide = [at for at, demand in enumerate(demands) if kept[at] and demand.is_wide]
    spare = _grow(widths, {at: min(demands[at].width, _CUT_FIRST) for at in cut}, -over)
    spare = _grow(widths, {at: demands[at].width for at in wide}, spare)
    _grow(widths, {at: demands[at].width for at in cut}, spare)
    return widths


def _line(widths: Sequence[int], kept: Sequence[bool]) -> int:
    return sum(width for width, is_kept in zip(widths, kept, strict=True) if is_kept) + GAP * max(0, sum(kept) - 1)


def _grow(widths: list[int], goals: dict[int, int], spare: int) -> int:
    """Gives the spare cells in turn to the columns below their goals; gives what is left of them."""
    while spare > 0 and (open_ := [at for at, goal in goals.items() if widths[at] < goal]):
        for at in open_[:spare]:
            widths[at] += 1
            spare -= 1
    return max(0, spare)
