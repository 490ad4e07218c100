"""A line of progress on a terminal's stderr, which keeps the poller's heart beating as it moves."""

from __future__ import annotations

from time import monotonic
from typing import Protocol, TextIO

_REDRAW_SECONDS = 0.1
_BEAT_SECONDS = 2.0
_WIDTH = 24


class Beat(Protocol):
    """Tells the store that the poller lives and what it is at."""

    def __call__(self, state: str, done: int, total: int) -> None: ...


class ProgressLine:
    """Called with (what, done, total); draws at most ten times a second, and only when `stream` is a terminal."""

    def __init__(self, stream: TextIO | None, beat: Beat) -> None:
        self._stream = stream if stream is not None and stream.isatty() else None
        self._beat = beat
        self._drawn = 0.0
        self._beaten = 0.0
        self._is_shown = False
        self._at = ("idle", 0, 0)

    def __call__(self, what: str, done: int, total: int) -> None:
        self._at = (what, done, total)
        self.tick()
        now = monotonic()
        if self._stream is None or now - self._drawn < _REDRAW_SECONDS:
            return
        self._drawn = now
        self._is_shown = True
        if total:
            filled = min(_WIDTH, _WIDTH * done // total)
            bar = "█" * filled + "░" * (_WIDTH - filled)
            self._stream.write(f"\r\x1b[2K{what} {bar} {done}/{total}")
        else:
            self._stream.write(f"\r\x1b[2K{what} {done or ''}")
        self._stream.flush()

    def tick(self) -> None:
        """Called while something takes long: the heart must beat every five seconds."""
        now = monotonic()
        if now - self._beaten >= _BEAT_SECONDS:
            self._beaten = now
            self._beat(*self._at)

    def clear(self) -> None:
        """Takes the line away, so that what is printed next stands alone."""
        if self._stream is not None and self._is_shown:
            self._stream.write("\r\x1b[2K")
            self._stream.flush()
            self._is_shown = False
