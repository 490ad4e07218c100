"""What every mark goes through: one writing connection of an analyst, and the step that undo takes back whole."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from store.connect import connect
from store.identity import number_of, public_id
from store.moments import to_seconds
from store.transactions import transaction


@dataclass(slots=True)
class Step:
    """A step being written: what is marked goes through `mark`, which notes what stood there before."""

    connection: sqlite3.Connection
    number: int
    reason: str
    count: int = 0

    def mark(self, kind: str, story: int | None, object_: str, value: object, before: object) -> None:
        self.connection.execute(
            "UPDATE mark SET is_on = 0 WHERE object = ? AND kind = ? AND is_on = 1 AND (kind NOT IN ('tag', 'thread') "
            "OR json_extract(value, '$[0]') = json_extract(?, '$[0]'))",
            (object_, kind, packed := pack(value)),
        )
        self.connection.execute(
            "INSERT INTO mark (step, kind, story, object, value, before, reason) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (self.number, kind, story, object_, packed, pack(before), self.reason),
        )
        self.count += 1


class MarkWriter:
    """Writes for one analyst, in steps. Rowids are this file's; ids and names are as they are shown.

    Raises StoreError subclasses (a read-only store says so at the first mark).
    """

    def __init__(self, path: Path | str, analyst: str) -> None:
        self.path, self.analyst = Path(path).expanduser(), analyst
        self._connection: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @property
    def connection(self) -> sqlite3.Connection:
        """The writing connection, opened when it is first needed."""
        if self._connection is None:
            self._connection = connect(self.path, readonly=False, cache_kilobytes=4_000)
            self._connection.execute("PRAGMA synchronous = FULL")
        return self._connection

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with transaction(self.connection, self.path) as connection:
            yield connection

    def _step(self, connection: sqlite3.Connection, label: str, number: int | None = None, reason: str = "") -> Step:
        if number is None:
            cursor = connection.execute(
                "INSERT INTO step (by, at, label) VALUES (?, ?, ?)",
                (self.analyst, to_seconds(datetime.now(UTC)), label),
            )
            number = int(cursor.lastrowid or 0)
        return Step(connection, number, reason)

    def _finish(self, step: Step) -> int:
        if not step.count:
            self._drop(step)
        return step.count

    def _drop(self, step: Step) -> None:
        """A step that changed nothing is none, or undo would seem to do nothing."""
        step.connection.execute("DELETE FROM step WHERE step = ?", (step.number,))

    def _address(self, connection: sqlite3.Connection, object_: int | str) -> tuple[int | None, str]:
        """(story rowid or None, public address) of a rowid, a public id or an address."""
        if isinstance(object_, int):
            row = connection.execute("SELECT story, id FROM story WHERE story = ?", (object_,)).fetchone()
            return (row[0], public_id(row[1])) if row else (None, str(object_))
        number = number_of(object_.split(" ")[0])
        row = (
            None if number is None else connection.execute("SELECT story FROM story WHERE id = ?", (number,)).fetchone()
        )
        return (row[0] if row else None), object_


def as_list(rowids: int | Sequence[int]) -> list[int]:
    return [rowids] if isinstance(rowids, int) else [int(rowid) for rowid in rowids]


def how_many(rowids: int | Sequence[int]) -> str:
    count = len(as_list(rowids))
    return "a story" if count == 1 else f"{count:,} stories"


def pack(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
