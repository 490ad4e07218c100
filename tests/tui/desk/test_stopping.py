"""A wish to stop may come from a signal at any moment, also while it is wished or waited for."""

from __future__ import annotations

import signal
from threading import Timer

from tui.desk.stopping import Stopping


def test_signals_that_come_while_one_waits_never_wait_for_themselves() -> None:
    wishes = [Stopping() for _ in range(3_000)]
    place = 0

    def wish(*_: object) -> None:
        for each in wishes[place : place + 2]:
            each.set()

    before = signal.signal(signal.SIGALRM, wish)
    signal.setitimer(signal.ITIMER_REAL, 0.0001, 0.0001)
    try:
        for place in range(len(wishes)):
            wishes[place].wait(0.00001)
            wishes[place].set()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert all(each.is_set() for each in wishes)


def test_who_waits_goes_on_when_another_thread_wishes_it() -> None:
    wish = Stopping()
    Timer(0.01, wish.set).start()
    wish.wait(30)
    assert wish.is_set()
