"""Claims about sums over many stories at once: none that comes to enough is left out, and few others are in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from store.bit_sums import may_come_to, places_of


@given(
    st.lists(st.tuples(st.floats(0.01, 10), st.integers(0, 2**40 - 1)), max_size=20),
    st.floats(0.1, 30),
    st.integers(0, 2**40 - 1),
)
def test_whoever_comes_to_enough_is_there_and_nobody_far_below_it(
    weighed: list[tuple[float, int]], least: float, among: int
) -> None:
    found = set(places_of(may_come_to(least, weighed, among)))
    for place in range(40):
        total = sum(weight for weight, stories in weighed if stories >> place & 1)
        if not among >> place & 1 or total + least * (len(weighed) + 1) / 32 < least:
            assert place not in found
        elif total >= least:
            assert place in found


def test_the_places_of_bits_are_told_from_the_lowest_on() -> None:
    assert list(places_of(0b1010_0001)) == [0, 5, 7]
    assert list(places_of(0)) == []
