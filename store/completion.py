"""Completion of a query as it is typed: first fields, then the values a field can have, from the store."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from store.identity import fold, public_id
from store.query import quoted
from store.query_fields import DAY_WORDS, FIELDS, FieldSpec

MOST = 20


@dataclass(frozen=True, slots=True)
class Completion:
    """What could stand at `start`–`end` of the text; `help` says what it is."""

    text: str
    start: int
    end: int
    help: str = ""


_BEFORE = re.compile(r'-?(?:([A-Za-z_]+):)?((?:[^\s"]|"[^"]*"?)*)$')


def complete(
    text: str,
    cursor: int,
    connection: sqlite3.Connection,
    *,
    threads: Sequence[tuple[str, str]] = (),
    limit: int = MOST,
) -> list[Completion]:
    """Completions of what stands before the cursor, best first. `threads` are (id, title) of the config, for those no
    story is on yet. Never raises on any text; every completion is one that parses."""
    match = _BEFORE.search(text[:cursor])
    if match is None or not 0 <= cursor <= len(text):
        return []
    name = (match.group(1) or "").lower()
    if not name:
        return _fields(match.group(2), match.start(2), cursor, limit)
    spec = FIELDS.get(name)
    if spec is None:
        return []
    typed = match.group(2)
    start = match.start(2) + typed.rfind(",") + 1 if '"' not in typed.rpartition(",")[0] else match.start(2)
    part = text[start:cursor].strip('"<>=')
    values = _values(spec, part, connection, threads, limit)
    return [Completion(quoted(value), start, cursor, help_) for value, help_ in values][:limit]


def _fields(typed: str, start: int, end: int, limit: int) -> list[Completion]:
    wanted = typed.lower()
    if '"' in wanted:
        return []
    found = [spec for spec in FIELDS.values() if spec.name.startswith(wanted)]
    return [Completion(f"{spec.name}:", start, end, spec.help) for spec in found][:limit]


def _values(
    spec: FieldSpec, part: str, connection: sqlite3.Connection, threads: Sequence[tuple[str, str]], limit: int
) -> Iterable[tuple[str, str]]:
    wanted = fold(part)
    if spec.kind == "choice":
        return [(choice, "") for choice in spec.choices if choice.startswith(part.lower())]
    if spec.kind == "moment":
        return [(word, "") for word in ("24h", "7d", "30d", "today", "yesterday", "this-week") if word.startswith(part)]
    if spec.kind == "days":
        return [(word, "") for word in DAY_WORDS if word.startswith(part.lower())]
    if spec.name == "thread":
        return _threads(wanted, connection, threads)
    if spec.name in ("actor", "speaker", "by", "target"):
        found = _actors(spec.name, wanted, connection, limit)
        special = ("unnamed", "unattributed") if spec.name == "speaker" else ()
        return [*((word, "") for word in special if word.startswith(wanted)), *found]
    if spec.name == "cluster":
        return _clusters(wanted, connection, limit)
    sql = _VALUES.get(spec.name)
    if sql is None:
        return []
    rows = [(str(value), f"{count:,} stories") for value, count in connection.execute(sql) if value]
    if spec.name == "kind":
        known = {value for value, _ in rows}
        rows += [(choice, "") for choice in spec.choices if choice not in known]
    return [row for row in rows if fold(row[0]).startswith(wanted)] + [
        row for row in rows if wanted and wanted in fold(row[0]) and not fold(row[0]).startswith(wanted)
    ]


_VALUES = {
    "outlet": "SELECT name, stories FROM outlet ORDER BY stories DESC",
    "feed": "SELECT name, 0 FROM feed ORDER BY name",
    "kind": "SELECT kind, sum(stories) FROM outlet GROUP BY kind ORDER BY 2 DESC",
    "country": "SELECT country, sum(stories) FROM outlet GROUP BY country ORDER BY 2 DESC",
    "reliability": "SELECT reliability, sum(stories) FROM outlet GROUP BY reliability ORDER BY 2 DESC",
    "lang": "SELECT language, count(*) FROM (SELECT language FROM story ORDER BY story DESC LIMIT 3000) GROUP BY 1 "
    "ORDER BY 2 DESC",
    "tag": "SELECT tag, count(*) FROM tag_story GROUP BY tag ORDER BY 2 DESC",
    "event": "SELECT kind, count(*) FROM (SELECT kind FROM event ORDER BY event DESC LIMIT 5000) GROUP BY 1 ORDER BY "
    "2 DESC",
}


def _threads(wanted: str, connection: sqlite3.Connection, threads: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    counts = dict(connection.execute("SELECT id, stories FROM thread WHERE id NOT IN ('', '-')"))
    titles = dict(threads)
    names = sorted({*counts, *titles}, key=lambda name: -counts.get(name, 0))
    return [
        (name, f"{titles.get(name, '')} {counts.get(name, 0):,} stories".strip())
        for name in names
        if fold(name).startswith(wanted) or (wanted and wanted in fold(titles.get(name, "")))
    ]


def _actors(field: str, wanted: str, connection: sqlite3.Connection, limit: int) -> list[tuple[str, str]]:
    """Names by the beginning of any word in them; those named (or quoted) most first."""
    words = wanted.replace("-", " ").split()
    order = "said" if field == "speaker" else "stories"
    if not words:
        rows = connection.execute(
            "SELECT name, role, stories FROM (SELECT * FROM actor INDEXED BY actor_by_last_said ORDER BY last_said "
            "DESC, "
            f"last_named DESC LIMIT 500) WHERE merged_into IS NULL ORDER BY {order} DESC LIMIT ?",
            (limit,),
        ).fetchall()
    else:
        parts = ["SELECT actor FROM (SELECT actor FROM actor_word WHERE word >= ? AND word < ? LIMIT 5000)"] * len(
            words
        )
        bounds = [edge for word in words for edge in (word, word + "\U0010ffff")]
        rows = connection.execute(
            "SELECT name, role, stories FROM actor WHERE merged_into IS NULL AND stories > 0 AND actor IN "
            f"({' INTERSECT '.join(parts)}) ORDER BY {order} DESC LIMIT ?",
            (*bounds, limit),
        ).fetchall()
    return [(name, f"{role}, {stories:,} stories" if role else f"{stories:,} stories") for name, role, stories in rows]


def _clusters(wanted: str, connection: sqlite3.Connection, limit: int) -> list[tuple[str, str]]:
    """The widest of the latest clusters; typed words are looked for in their titles."""
    rows = connection.execute(
        "SELECT s.id, t.title, c.reach FROM (SELECT * FROM cluster ORDER BY latest_at DESC LIMIT 500) c "
        "JOIN story s ON s.story = c.cluster JOIN story t ON t.story = c.title_story ORDER BY c.reach DESC"
    )
    found = [(public_id(number), f"{title} ({reach} outlets)") for number, title, reach in rows]
    return [each for each in found if each[0].startswith(wanted) or (wanted and wanted in fold(each[1]))][:limit]
