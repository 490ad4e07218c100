"""A wish to stop that a signal may bring at any moment."""

from __future__ import annotations

from queue import Empty, SimpleQueue


class Stopping:
    """What `threading.Event` is, but safe in a signal handler: an event that is set while its own thread is about to
    wait for it waits for itself for ever. `SimpleQueue.put` is reentrant (documentation of `queue`)."""

    def __init__(self) -> None:
        self._is_set = False
        self._woken: SimpleQueue[None] = SimpleQueue()

    def set(self) -> None:
        """Wish to stop; whoever waits goes on at once."""
        if not self._is_set:
            self._is_set = True
            self._woken.put(None)

    def is_set(self) -> bool:
        """Whether somebody wished it."""
        return self._is_set

    def wait(self, seconds: float) -> None:
        """Wait so long, or until somebody wishes it."""
        if not self._is_set:
            try:
                self._woken.get(timeout=seconds)
            except Empty:
                return
