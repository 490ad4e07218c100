"""One short writing transaction, retried while another process has its turn."""

from __future__ import annotations

import gc
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store.connect import BUSY_SECONDS, CHECKPOINT_PAGES, MOST_CHECKPOINT_PAGES, explain_failure


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path | str) -> Iterator[sqlite3.Connection]:
    """BEGIN IMMEDIATE … COMMIT; rolled back whole when anything is raised.

    Taking the write lock at the start means no later statement can find the store busy; the lock itself is waited for
    by SQLite's busy handler and, where that gives up early (recovery, a snapshot out of date), asked for again.
    Raises StoreError subclasses for what SQLite raises.
    """
    try:
        _begin(connection)
        try:
            yield connection
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        _commit(connection)
    except sqlite3.Error as error:
        raise explain_failure(error, path) from error


def _begin(connection: sqlite3.Connection) -> None:
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("BEGIN IMMEDIATE")
            return
        except sqlite3.OperationalError as error:
            is_busy = ((error.sqlite_errorcode or 0) & 0xFF) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
            if not is_busy or time.monotonic() > deadline:
                raise
            time.sleep(0.005)


def _commit(connection: sqlite3.Connection) -> None:
    try:
        connection.execute("COMMIT")
    except sqlite3.Error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def uncollected() -> Iterator[None]:
    """No collection of cyclic garbage meanwhile: a batch makes rows by the thousand, none of them in a cycle, and going
    through them again and again takes a twelfth of what saving it takes, part of it while the store is held."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class Checkpoints:
    """Brings the write-ahead log into the file between two transactions of the archive, never inside one: the store is
    held no longer for it, and an analyst who marks does not do it for the poller."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._every = self._left = FIRST_CHECKPOINT

    def count(self) -> None:
        """Call it after each transaction."""
        self._left -= 1
        if self._left > 0:
            return
        try:
            _, logged, _ = self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        except sqlite3.OperationalError:
            return  # what is saved stays in the log; the next transaction tells what is wrong with the disk
        # As many transactions until the next as bring the log to so many pages, if they are like those before.
        pages = int(self._connection.execute("PRAGMA page_count").fetchone()[0]) // 8
        pages = max(CHECKPOINT_PAGES, min(pages, MOST_CHECKPOINT_PAGES))  # the larger the store, the wider its batches
        wanted = self._every * pages // max(int(logged), 1)
        self._every = self._left = max(1, min(wanted, self._every * 2, MOST_BETWEEN_CHECKPOINTS))


FIRST_CHECKPOINT, MOST_BETWEEN_CHECKPOINTS = 16, 1_000
"""Transactions before the first checkpoint, which tells how much they write, and between two, however small they
are."""
TRANSACTION_SECONDS = 0.03
"""What a transaction of the archive is meant to last, so that even a slow moment holds nobody up for 50 ms."""


class Pace:
    """How many rows a transaction takes, by how long those before it lasted.

    A transaction that waited long for the processor counts as twice its own work: smaller ones would wait as long. One
    slow moment halves the next at most, since it may have been somebody else's.
    """

    def __init__(self, size: int, most: int) -> None:
        self.size, self.most = size, most

    @contextmanager
    def over(self, rows: int) -> Iterator[None]:
        """Time a transaction over some rows, and set the size of the next by it."""
        started, worked = time.perf_counter(), time.thread_time()
        yield
        seconds = min(time.perf_counter() - started, 2 * (time.thread_time() - worked))
        wanted = int(TRANSACTION_SECONDS / max(seconds, 1e-6) * rows)
        if seconds > TRANSACTION_SECONDS:
            self.size = max(1, min(self.size, max(wanted, self.size // 2)))
        elif rows >= self.size:
            self.size = min(wanted, self.size * 2, self.most)
