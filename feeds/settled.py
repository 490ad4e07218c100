"""Tells Python's collector of garbage that a process has what it needs and goes on to read one text after the other."""

from __future__ import annotations

import gc


def make_ready() -> None:
    """Before a process loads what it needs until it can `settle`: none of that is garbage."""
    gc.disable()


def settle() -> None:
    """All there is by now stays: looking through it again and again took a thirtieth of the time of reading. What is
    made from now on is let go of without a collection, since no reader leaves anything that holds itself; as long as
    several articles are at hand, looking for it took a fortieth."""
    gc.enable()
    gc.freeze()
    gc.set_threshold(200_000, 20, 20)
