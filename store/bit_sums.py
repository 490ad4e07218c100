"""Which of many stories share so much: sums for all of them at once, a story a bit of large integers.

A number a story is kept as columns: bit n of the first is the lowest bit of story n's number, that of the second the
next. Adding is then a few operations over whole columns, whatever the number of stories (bit-slicing).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

_BITS = 5
_STEPS = 1 << _BITS
"""Weights are rounded up to so many parts of what is asked for."""
_SET = tuple(tuple(bit for bit in range(_BITS) if number >> bit & 1) for number in range(_STEPS))
"""The bits that are set in a number."""


def may_come_to(least: float, weighed: Iterable[tuple[float, int]], among: int) -> int:
    """Of the stories in `among` those whose weights may sum up to `least`, and few others; all as bits.

    `weighed` are weights, each with the stories that have it.
    """
    scale = _STEPS / least
    enough = 0
    columns: list[list[int]] = [[] for _ in range(_BITS + 1)]
    for weight, stories in weighed:
        number = int(weight * scale) + 1
        if number >= _STEPS - 1:  # one less than all: sums of fractions are not exact
            enough |= stories
        elif stories := stories & among:
            for bit in _SET[number]:
                columns[bit].append(stories)
    # Of three bits of one place remain their sum and what is carried to the next (a full adder), until one is left.
    equal = among
    for column, following in pairwise(columns):
        while len(column) > 2:
            one, two, three = column.pop(), column.pop(), column.pop()
            half = one ^ two
            column.append(half ^ three)
            following.append(one & two | half & three)
        if len(column) == 2:
            one, two = column
            following.append(one & two)
            equal &= one ^ two
        else:
            equal &= column[0] if column else 0
    for carried in columns[_BITS]:
        enough |= carried
    return enough & among | equal


def places_of(bits: int) -> Iterator[int]:
    """The places of the bits that are set."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
