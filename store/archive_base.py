"""What all rooms of the archive share: the file, the lease, and one short transaction after the other."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from store import archive_findings, archive_stories
from store.archive_search import count_waiting, index_waiting
from store.connect import connect, translated
from store.errors import StoreError
from store.lease import Lease
from store.prepared import Prepared
from store.term_postings import TermPostings
from store.transactions import Checkpoints, Pace, transaction, uncollected


class ArchiveBase:
    """An open store with the lease; one at a time has it."""

    def __init__(self, path: Path, connection: sqlite3.Connection, lease: Lease) -> None:
        self.path, self.connection, self.lease = path, connection, lease
        self._outlets = archive_stories.Outlets(connection, {})
        self._findings = archive_findings.FindingsWriter(connection)
        self._postings = TermPostings(connection)
        self._ready: list[Prepared] = []
        self._checkpoints = Checkpoints(connection)
        self._arrivals_pace, self._findings_pace, self._words_pace = Pace(20, 500), Pace(8, 200), Pace(50, 1000)

    @classmethod
    def open(cls, path: Path | str, holder: str, *, wait: float = 0.0) -> Self:
        """Open the store (made when there is none) and take the lease, waiting up to `wait` seconds for it.

        Raises LeaseHeld with who holds it, or another StoreError.
        """
        path = Path(path).expanduser()
        connection = connect(path, readonly=False, cache_kilobytes=32_000)
        try:
            with translated(path):
                return cls(path, connection, Lease.take(connection, holder, str(path), wait=wait))
        except BaseException:
            connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give back the lease and close the file."""
        with suppress(StoreError):  # whoever holds the lease next does it
            self.index_words()
        try:
            with translated(self.path):
                self.lease.release()
        finally:
            self.connection.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Several saves in one transaction, for batches of small decisions; keep it under 50 ms."""
        with uncollected(), self._writing():
            yield

    def index_words(self) -> None:
        """Let the words of what was read be found, and write what its clusters are found by and, once it is much, what
        copies are, in transactions of their own. `save_findings` does so by itself; call it after some saves
        `together`: the more stories are put in at a time, the less each costs (store.archive_search,
        store.term_postings, store.shingles)."""
        if self.connection.in_transaction:
            return
        with translated(self.path):
            left = count_waiting(self.connection)
        while left > 0:
            some = min(left, self._words_pace.size)
            with uncollected(), self._writing(self._words_pace, some) as connection:
                done = index_waiting(connection, some)
            left = left - done if done else 0
        if self._findings.shingles.is_due:
            with uncollected(), self._writing():
                self._findings.shingles.index_waiting()
        while self._postings.are_enough():
            with self._writing():
                self._postings.write_waiting()

    @contextmanager
    def _writing(self, pace: Pace | None = None, rows: int = 0) -> Iterator[sqlite3.Connection]:
        if self.connection.in_transaction:  # inside `together`
            yield self.connection
            return
        try:
            timed = pace.over(rows) if pace is not None else nullcontext()
            with timed, transaction(self.connection, self.path) as connection:
                self.lease.check()
                yield connection
                self._postings.write()
        except BaseException:
            # Rows made in a transaction that was rolled back must not be remembered.
            self._outlets.known.clear()
            self._findings.forget()
            self._postings.forget()
            raise
        self._checkpoints.count()
