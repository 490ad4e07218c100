"""Looking after the file: what it holds, whether it is sound, backups while polling, pruning with a preview, vacuum."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from store.connect import connect, translated
from store.errors import StoreDamaged, StoreError, StoreFull
from store.migrations import SCHEMA_VERSION
from store.moments import A_DAY, from_seconds
from store.prune import Prunable as Prunable
from store.prune import prunable as prunable
from store.prune import prune as prune
from store.schema import FINDING_BITS
from store.transactions import transaction

COUNTED = ("story", "revision", "said", "event", "actor", "outlet", "feed", "cluster", "mark", "raw")


@dataclass(frozen=True, slots=True)
class Info:
    """What a store holds. Sizes in bytes; `stories_a_day` and `bytes_a_day` over the last 30 days with arrivals."""

    path: Path
    schema: int
    size: int
    free: int
    """Bytes inside the file that hold nothing; `vacuum` gives them back."""
    wal: int
    counts: tuple[tuple[str, int], ...]
    unread: int
    first: datetime | None
    last: datetime | None
    stories_a_day: float
    bytes_a_day: float


def info(path: Path | str) -> Info:
    """Sizes, counts and growth. Raises StoreError."""
    path = Path(path).expanduser()
    connection = connect(path)
    with translated(path):
        try:
            pages, page, free = (
                connection.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("page_count", "page_size", "freelist_count")
            )
            counts = tuple(
                (table, int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])) for table in COUNTED
            )
            first, last = connection.execute("SELECT min(seen), max(seen) FROM story").fetchone()
            unread = connection.execute("SELECT count(*) FROM story WHERE read_at IS NULL").fetchone()[0]
            recent = connection.execute(
                "SELECT count(*) FROM story WHERE seen > ?", ((last or 0) - 30 * A_DAY,)
            ).fetchone()[0]
        finally:
            connection.close()
    stories = dict(counts)["story"]
    days = max(1.0, min(30.0, ((last or 0) - (first or 0)) / A_DAY))
    wal = path.with_name(path.name + "-wal")
    size = pages * page
    return Info(
        path=path,
        schema=SCHEMA_VERSION,
        size=size,
        free=free * page,
        wal=wal.stat().st_size if wal.exists() else 0,
        counts=counts,
        unread=unread,
        first=None if first is None else from_seconds(first),
        last=None if last is None else from_seconds(last),
        stories_a_day=recent / days,
        bytes_a_day=recent / days * (size - free * page) / max(1, stories),
    )


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong with a store, how often, and what to do."""

    what: str
    count: int
    do: str


def check(path: Path | str, *, spans: int = 2_000) -> list[Fault]:
    """Everything that can be wrong: pages and indexes (integrity_check), rows whose story is gone, passages that are
    not at their place (all said rows and events of the newest `spans` stories; 0 is all), the full-text indexes,
    counters. An empty list is a sound store; one that is too damaged to be opened has that fault. Raises StoreError for
    a file that is no store, or not one of ours.
    """
    path = Path(path).expanduser()
    try:
        connection = connect(path)
    except StoreDamaged as error:
        return [Fault(error.what, 1, _GO_BACK)]
    try:
        with translated(path):
            return [fault for fault in _faults(connection, spans) if fault.count]
    except StoreDamaged as error:
        return [Fault(error.what, 1, _GO_BACK)]
    except StoreError as error:
        return [Fault(error.what, 1, error.do)]
    finally:
        connection.close()


_GO_BACK = "Go back to a backup, or save what can still be read with `watchfloor store export`"


def _faults(connection: sqlite3.Connection, spans: int) -> Iterator[Fault]:
    found = [row[0] for row in connection.execute("PRAGMA integrity_check(100)") if row[0] != "ok"]
    yield Fault(
        f"integrity_check: {found[0] if found else ''}", len(found), "Go back to a backup, or export and import"
    )
    keys = connection.execute("PRAGMA foreign_key_check").fetchall()
    yield Fault("rows that refer to others which are gone", len(keys), "Run `watchfloor store export`, then import")
    for sql, what in _ORPHANS:
        yield Fault(what, connection.execute(sql).fetchone()[0], "Run `watchfloor store reread`")
    yield Fault(
        "passages that are not where they should be", _misplaced(connection, spans), "Run `watchfloor store reread`"
    )
    for name in ("search", "said_search"):
        yield Fault(
            f"the full-text index {name} is not in step",
            _out_of_step(connection, name),
            "Run `watchfloor store vacuum`",
        )
    for sql, what in _COUNTERS:
        yield Fault(what, connection.execute(sql).fetchone()[0], "Run `watchfloor store vacuum`")


_ORPHANS = (
    (
        f"SELECT count(*) FROM said q WHERE NOT EXISTS (SELECT 1 FROM story s WHERE s.story = q.said >> "
        f"{FINDING_BITS})",
        "quotes and statements without a story",
    ),
    (
        "SELECT count(*) FROM said_together w WHERE NOT EXISTS (SELECT 1 FROM said q WHERE q.said = w.said)",
        "speakers of what nobody said",
    ),
    (
        f"SELECT count(*) FROM event e WHERE NOT EXISTS (SELECT 1 FROM story s WHERE s.story = e.event >> "
        f"{FINDING_BITS})",
        "events without a story",
    ),
    (
        "SELECT count(*) FROM story_actor a WHERE NOT EXISTS (SELECT 1 FROM story s WHERE s.story = a.story)",
        "links of actors without a story",
    ),
    (
        "SELECT count(*) FROM thread_story t WHERE NOT EXISTS (SELECT 1 FROM story s WHERE s.story = t.story "
        "AND s.when_at = t.when_at)",
        "links of threads without a story",
    ),
    (
        "SELECT count(*) FROM story s WHERE NOT EXISTS (SELECT 1 FROM body b WHERE b.story = s.story)",
        "stories without a text",
    ),
    (
        "SELECT count(*) FROM story s WHERE s.copy_of IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM story o WHERE o.story = s.copy_of)",
        "reprints without an original",
    ),
    (
        "SELECT count(*) FROM story s WHERE s.cluster IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM cluster c WHERE c.cluster = s.cluster)",
        "stories in a cluster that is gone",
    ),
)
_COUNTERS = (
    (
        "SELECT (SELECT stories FROM thread WHERE thread = 1) <> (SELECT count(*) FROM story)",
        "the counter of all stories is wrong",
    ),
    (
        "SELECT count(*) FROM (SELECT t.thread FROM thread t WHERE t.thread > 1 AND t.stories <> "
        "(SELECT count(*) FROM thread_story s WHERE s.thread = t.thread))",
        "counters of threads are wrong",
    ),
    (
        "SELECT count(*) FROM cluster c WHERE c.stories <> (SELECT count(*) FROM story s WHERE s.cluster = c.cluster)",
        "counters of clusters are wrong",
    ),
)


def _misplaced(connection: sqlite3.Connection, spans: int) -> int:
    """Passages whose paragraph and span do not give the stored words."""
    newest = connection.execute("SELECT max(story) FROM story").fetchone()[0] or 0
    first = 0 if not spans else max(0, newest - spans)
    count = 0
    rows = connection.execute(
        "SELECT q.said, q.paragraph, q.start, q.end, q.text IS NULL, t.text, b.text FROM said q JOIN said_text t "
        f"ON t.said = q.said JOIN body b ON b.story = q.said >> {FINDING_BITS} WHERE q.said >= ? AND q.superseded_at "
        f"IS NULL",
        (first << FINDING_BITS,),
    )
    for _, paragraph, start, end, is_slice, words, text in rows:
        parts = (text or "").split("\n\n")
        if is_slice and (paragraph is None or paragraph >= len(parts) or parts[paragraph][start:end] != words):
            count += 1
    return count


def _out_of_step(connection: sqlite3.Connection, name: str) -> int:
    """1 when a full-text index does not match what it indexes. What asks is an INSERT: it is rolled back."""
    writer = sqlite3.connect(
        f"file:{connection.execute('PRAGMA database_list').fetchone()[2]}", uri=True, isolation_level=None
    )
    try:
        writer.execute("PRAGMA busy_timeout = 30000")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        return 1 if (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF == sqlite3.SQLITE_CORRUPT else 0
    finally:
        if writer.in_transaction:
            writer.execute("ROLLBACK")
        writer.close()
    return 0


def backup(path: Path | str, to: Path | str) -> int:
    """Copy a store into a new file while others read and write it (SQLite's online backup, 2,000 pages at a time);
    gives its size in bytes. The copy appears under its name only when it is whole. Raises StoreError."""
    path, to = Path(path).expanduser(), Path(to).expanduser()
    if to.exists():
        raise StoreError("there is a file of that name already", str(to), "Give another name, or move it away")
    source = connect(path)
    part = to.with_name(to.name + ".part")
    with translated(to):
        try:
            part.unlink(missing_ok=True)
            os.close(os.open(part, os.O_CREAT | os.O_WRONLY, 0o600))
            target = sqlite3.connect(part)
            try:
                source.backup(target, pages=2_000, sleep=0.005)
                target.execute("UPDATE poller SET token = ''")
                target.commit()
            finally:
                target.close()
            part.rename(to)
        except sqlite3.Error as error:
            if (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF != sqlite3.SQLITE_FULL:
                raise
            what, do = "the disk is full, no copy was made", "Free some space, or name a file on another disk"
            raise StoreFull(what, str(to), do) from error
        finally:
            source.close()
            for left in (part, part.with_name(part.name + "-journal")):
                left.unlink(missing_ok=True)
    return to.stat().st_size


def vacuum(path: Path | str) -> tuple[int, int]:
    """Merge the full-text indexes, count the counters anew and give free space back; gives (bytes before, after).

    Needs room for a second copy of the file. Raises StoreLocked while a poller is at work.
    """
    path = Path(path).expanduser()
    before = path.stat().st_size if path.exists() else 0
    connection = connect(path, readonly=False)
    with translated(path):
        try:
            for name in ("search", "said_search", "title_search", "shingle"):
                connection.execute(f"INSERT INTO {name} ({name}) VALUES ('optimize')")
            with transaction(connection, path):
                for sql in _RECOUNT:
                    connection.execute(sql)
            connection.execute("VACUUM")
            connection.execute("PRAGMA optimize")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()
    return before, path.stat().st_size


_RECOUNT = (
    "UPDATE thread SET stories = CASE thread WHEN 1 THEN (SELECT count(*) FROM story) ELSE "
    "(SELECT count(*) FROM thread_story s WHERE s.thread = thread.thread) END",
    "UPDATE outlet SET stories = (SELECT count(*) FROM story s WHERE s.outlet = outlet.outlet)",
    "DELETE FROM thread_hour WHERE stories = 0",
    "DELETE FROM actor_day WHERE stories = 0",
    "DELETE FROM thread_actor WHERE stories = 0",
)
