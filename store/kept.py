"""What is kept of alerts that fired and briefs that were written."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from store.connect import connect, translated
from store.moments import from_seconds, to_seconds
from store.transactions import transaction


@dataclass(frozen=True, slots=True)
class FiredRow:
    """An alert that fired. `why` says the reasons in words; it is empty for what was there before the alert."""

    alert: int
    name: str
    key: str
    at: datetime
    story_rowid: int
    title: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BriefRow:
    """A brief that was kept, with the public ids of the stories it rests on."""

    brief: int
    at: datetime
    query: str
    format: str
    stories: tuple[str, ...]


def fired(connection: sqlite3.Connection, *, name: str = "", after: int = 0, limit: int = 200) -> list[FiredRow]:
    """Alerts that fired, newest first: of one name, and those numbered above `after` (for whoever polls)."""
    rows = connection.execute(
        "SELECT alert, name, key, at, story, title, why FROM alert WHERE alert > ? AND (? = '' OR name = ?) "
        "AND why <> '[]' ORDER BY alert DESC LIMIT ?",
        (after, name, name, limit),
    )
    return [_fired(row) for row in rows]


def fired_keys(connection: sqlite3.Connection, name: str) -> set[str]:
    """What an alert has fired for, or found when it was new."""
    return {row[0] for row in connection.execute("SELECT key FROM alert WHERE name = ?", (name,))}


def last_fired(connection: sqlite3.Connection, name: str) -> datetime | None:
    """When an alert last fired."""
    row = connection.execute("SELECT max(at) FROM alert WHERE name = ? AND why <> '[]'", (name,)).fetchone()
    return None if row is None or row[0] is None else from_seconds(row[0])


def save_fired(
    connection: sqlite3.Connection, path: Path, rows: Iterable[tuple[str, str, datetime, int, str, Sequence[str]]]
) -> None:
    """Keeps (name, key, moment, story rowid, title, why); what was kept before stays as it was."""
    values = [
        (name, key, to_seconds(at), story, title, json.dumps(list(why), ensure_ascii=False))
        for name, key, at, story, title, why in rows
    ]
    with transaction(connection, path):
        connection.executemany(
            "INSERT OR IGNORE INTO alert (name, key, at, story, title, why) VALUES (?, ?, ?, ?, ?, ?)", values
        )


def save_brief(path: Path, at: datetime, query: str, form: str, stories: Sequence[str], body: str) -> int:
    """Keeps a brief with the ids it used; the same brief twice is kept once. Gives its number."""
    packed = zlib.compress(body.encode("utf-8", "replace"))
    connection = connect(path, readonly=False)
    try:
        with translated(path), transaction(connection, path):
            row = connection.execute(
                "SELECT brief FROM brief WHERE query = ? AND format = ? AND body = ?", (query, form, packed)
            ).fetchone()
            if row is not None:
                return int(row[0])
            cursor = connection.execute(
                "INSERT INTO brief (at, query, format, stories, body) VALUES (?, ?, ?, ?, ?)",
                (to_seconds(at), query, form, json.dumps(list(stories)), packed),
            )
            return int(cursor.lastrowid or 0)
    finally:
        connection.close()


def briefs(connection: sqlite3.Connection, limit: int = 50) -> list[BriefRow]:
    """Briefs that were kept, newest first, without their bodies."""
    rows = connection.execute(
        "SELECT brief, at, query, format, stories FROM brief ORDER BY brief DESC LIMIT ?", (limit,)
    )
    return [BriefRow(row[0], from_seconds(row[1]), row[2], row[3], tuple(json.loads(row[4]))) for row in rows]


def brief_body(connection: sqlite3.Connection, brief: int) -> str | None:
    """A kept brief as it was written; None where there is none of that number."""
    row = connection.execute("SELECT body FROM brief WHERE brief = ?", (brief,)).fetchone()
    return None if row is None else zlib.decompress(row[0]).decode()


def _fired(row: tuple[int, str, str, int, int, str, str]) -> FiredRow:
    alert, name, key, at, story, title, why = row
    return FiredRow(alert, name, key, from_seconds(at), story, title, tuple(json.loads(why)))
