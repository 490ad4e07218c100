"""Which of many stories share so much: sums for all of them at once, a story a bit of large integers.

A number a story is kept as planes: bit n of the first plane is the lowest bit of story n's number, that of the second
the next. Adding is then a few operations over whole planes, whatever the number of stories (bit-slicing).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

_STEPS = 32
"""Weights are rounded up to so many parts of what is asked for."""


def may_come_to(
    least: float, weighed: Iterable[tuple[float, int]], among: int, alone: Mapping[int, float] | None = None
) -> int:
    """Of the stories in `among` those whose weights may sum up to `least`, and few others; all as bits.

    `weighed` are weights, each with the stories that have it; `alone` are places of stories, each with what it has
    beside these.
    """
    scale = _STEPS / least
    planes = _planes({place: int(weight * scale) + 1 for place, weight in alone.items()}) if alone else []
    for weight, stories in weighed:
        _add(planes, stories & among, int(weight * scale) + 1)
    return _at_least(planes, _STEPS - 1, among)  # one less: sums of fractions are not exact


def _planes(numbers: Mapping[int, int]) -> list[int]:
    """The planes of some numbers, given by their places."""
    size = max(numbers) // 8 + 1
    planes = [bytearray(size) for _ in range(max(numbers.values()).bit_length())]
    for place, number in numbers.items():
        octet, bit = place >> 3, 1 << (place & 7)
        for plane in planes:
            if number & 1:
                plane[octet] |= bit
            number >>= 1
    return [int.from_bytes(plane, "little") for plane in planes]


def _add(planes: list[int], stories: int, number: int) -> None:
    for place in range(number.bit_length()):
        if not number >> place & 1:
            continue
        carry, at = stories, place
        while carry:
            while at >= len(planes):
                planes.append(0)
            plane = planes[at]
            planes[at] = plane ^ carry
            carry &= plane
            at += 1


def _at_least(planes: list[int], number: int, among: int) -> int:
    more, equal = 0, among
    for place in reversed(range(max(len(planes), number.bit_length()))):
        plane = planes[place] if place < len(planes) else 0
        if number >> place & 1:
            equal &= plane
        else:
            more |= equal & plane
            equal ^= equal & plane
    return more | equal


def places_of(bits: int) -> Iterator[int]:
    """The places of the bits that are set."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
