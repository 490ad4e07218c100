"""What analysts ask of whoever holds the lease: refresh now, retry, pause, reread, rules changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from feeds.exchange import RequestRow
from store.moments import from_seconds, to_seconds

_COLUMNS = "SELECT request, kind, payload, by, asked, done, result FROM requests "


def ask(connection: sqlite3.Connection, kind: str, payload: Mapping[str, object], by: str) -> int:
    """Note a request, inside the caller's transaction; gives its id."""
    cursor = connection.execute(
        "INSERT INTO requests (kind, payload, by, asked) VALUES (?, ?, ?, ?)",
        (kind, json.dumps(dict(payload), ensure_ascii=False), by, to_seconds(datetime.now(UTC))),
    )
    return int(cursor.lastrowid or 0)


def pending(connection: sqlite3.Connection) -> list[RequestRow]:
    """Requests nobody has carried out, in the order they were asked."""
    return [_request(row) for row in connection.execute(_COLUMNS + "WHERE done IS NULL ORDER BY request")]


def request(connection: sqlite3.Connection, number: int) -> RequestRow | None:
    """One request, to see what became of it."""
    row = connection.execute(_COLUMNS + "WHERE request = ?", (number,)).fetchone()
    return None if row is None else _request(row)


def finish(connection: sqlite3.Connection, number: int, result: str) -> None:
    """Note what became of a request, forget what much was handed over with it, and drop those done longer ago than the
    last thousand."""
    connection.execute(
        "UPDATE requests SET done = ?, result = ?, "
        "payload = CASE WHEN length(payload) > 2000 THEN '{}' ELSE payload END WHERE request = ?",
        (to_seconds(datetime.now(UTC)), result, number),
    )
    connection.execute("DELETE FROM requests WHERE done IS NOT NULL AND request < ? - 1000", (number,))


def _request(row: Sequence[object]) -> RequestRow:
    number, kind, payload, by, asked, done, result = row
    return RequestRow(
        id=int(str(number)),
        kind=str(kind),
        payload=json.loads(str(payload)),
        by=str(by),
        asked=from_seconds(int(str(asked))),
        done=None if done is None else from_seconds(int(str(done))),
        result=None if result is None else str(result),
    )
