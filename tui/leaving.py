"""What signals do to the dashboard: how it ends, and when it takes the terminal back."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable


def leave_by_signals(leave: Callable[[], object]) -> None:
    """A closed terminal and a polite kill end the dashboard as q does: children end, the screen is restored.

    To be called in the loop of the running dashboard. Only the main thread may; a dashboard run elsewhere (in a test)
    has its own end.
    """
    loop = asyncio.get_running_loop()
    with contextlib.suppress(NotImplementedError, ValueError, RuntimeError):
        for ending in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(ending, leave)
        _resume_only_after_a_stop()


def _resume_only_after_a_stop() -> None:
    """Textual opens the terminal anew at every SIGCONT. A closed terminal sends one right after its SIGHUP (setpgid(2),
    termios), and the input thread it started then would outlive everything, so: only after a SIGTSTP."""
    stop, resume = signal.getsignal(signal.SIGTSTP), signal.getsignal(signal.SIGCONT)
    if not (callable(stop) and callable(resume)):
        return
    stop_before, resume_before = stop, resume
    is_stopped = False

    def on_stop(number: int, frame: object) -> None:
        nonlocal is_stopped
        is_stopped = True
        stop_before(number, None)

    def on_resume(number: int, frame: object) -> None:
        nonlocal is_stopped
        if is_stopped:
            is_stopped = False
            resume_before(number, None)

    signal.signal(signal.SIGTSTP, on_stop)
    signal.signal(signal.SIGCONT, on_resume)
