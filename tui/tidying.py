"""When Python's garbage is collected: not between a key and its paint.

A full collection goes over everything alive, 20 to 80 ms in a dashboard that has been open for a while, and Python
starts one whenever enough has been made. Here the young are collected as they come (a millisecond or three) and the
old when nobody has pressed a key for a moment.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import monotonic

YOUNG = 5_000
"""Objects made, less those gone, between two collections of the young."""
ROUNDS = 20
"""Collections of the young before the middle-aged are collected with them."""
NEVER = 1_000_000_000
QUIET_SECONDS = 1.5
WORTH = 3
"""Collections of the middle-aged that make one of the old worth its time."""
OVERDUE = 100
"""As many of them, and the old are collected whatever is pressed: memory has a bound too."""


def put_off() -> None:
    """Collects nothing while the dashboard opens: hardly anything dies then, and modules are many objects."""
    gc.disable()


class Tidying:
    """Collects the old when it is quiet. `busy` is told of every key; `tick` is called about every second."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._pressed = clock()
        self._is_on = False

    def begin(self) -> None:
        """After the first frame: what is there stays, and is no longer looked at."""
        gc.freeze()
        gc.set_threshold(YOUNG, ROUNDS, NEVER)
        gc.enable()
        self._is_on = True

    def busy(self) -> None:
        """A key or the mouse: not now."""
        self._pressed = self._clock()

    def tick(self) -> bool:
        """Collects the old when that is worth it and nobody waits; True when it did."""
        if not self._is_on:
            return False
        rounds = gc.get_count()[2]
        is_quiet = self._clock() - self._pressed >= QUIET_SECONDS
        if rounds < WORTH or not (is_quiet or rounds >= OVERDUE):
            return False
        gc.collect()
        return True
