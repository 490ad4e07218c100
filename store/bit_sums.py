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
    enough = held = before = 0
    columns: list[list[int]] = [[] for _ in range(_BITS + 1)]
    for weight, stories in weighed:
        number = int(weight * scale) + 1
        if number >= _STEPS - 1:  # one less than all: sums of fractions are not exact
            enough |= stories
        elif stories := stories & among:
            # Two of one number that no story has both of are as good as one.
            if number == before and not held & stories:
                held |= stories
                continue
            for bit in _SET[before]:
                columns[bit].append(held)
            held, before = stories, number
    for bit in _SET[before]:
        columns[bit].append(held)
    # Of three bits of one place remain their sum and what is carried to the next (a full adder), until one is left.
    equal = among
    for column, following in pairwise(columns):
        more = iter(column)
        left = next(more, 0)
        for one, two in zip(more, more, strict=False):
            half = left ^ one
            following.append(left & one | half & two)
            left = half ^ two
        if column and not len(column) & 1:
            following.append(left & column[-1])
            left ^= column[-1]
        equal &= left
    for carried in columns[_BITS]:
        enough |= carried
    return enough & among | equal


def places_of(bits: int) -> Iterator[int]:
    """The places of the bits that are set."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
