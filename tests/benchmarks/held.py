"""How long the archive's transactions hold the store: a stopwatch around each while something is measured."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store import archive_base as archives
from store.transactions import transaction


@contextmanager
def timed_transactions() -> Iterator[list[tuple[float, float]]]:
    """Gives a list that fills up: milliseconds each transaction held the store, from the moment it had the lock until
    it was committed, and those of them the processor worked for it."""
    held: list[tuple[float, float]] = []

    @contextmanager
    def timed(connection: sqlite3.Connection, path: Path | str) -> Iterator[sqlite3.Connection]:
        with transaction(connection, path) as inner:
            started, worked = time.perf_counter(), time.thread_time()
            yield inner
        held.append(((time.perf_counter() - started) * 1000, (time.thread_time() - worked) * 1000))

    archives.transaction = timed  # type: ignore[attr-defined]
    try:
        yield held
    finally:
        archives.transaction = transaction  # type: ignore[attr-defined]
