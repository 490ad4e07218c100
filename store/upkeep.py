"""Looking after the file: what it holds, whether it is sound, backups while polling, pruning with a preview, vacuum."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from store.archive_findings import forget_shingles
from store.archive_groups import recount_cluster
from store.archive_stories import forget_search
from store.connect import connect, translated
from store.errors import StoreError
from store.migrations import SCHEMA_VERSION
from store.moments import A_DAY, AN_HOUR, from_seconds
from store.overlay import link_events
from store.queries import Queries
from store.query import Query, parse
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
    counters. An empty list is a sound store. Raises StoreError when the file cannot be read at all.
    """
    path = Path(path).expanduser()
    connection = connect(path)
    try:
        with translated(path):
            return [fault for fault in _faults(connection, spans) if fault.count]
    except StoreError as error:
        return [Fault(error.what, 1, error.do)]
    finally:
        connection.close()


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
        finally:
            source.close()
            part.unlink(missing_ok=True)
    return to.stat().st_size


@dataclass(frozen=True, slots=True)
class Prunable:
    """What pruning would take: how many stories, the first and last of them, some titles, and how many stay though
    they match, because somebody starred, tagged or noted them."""

    stories: int
    kept: int
    first: datetime | None
    last: datetime | None
    titles: tuple[str, ...]
    bytes_about: int


def prunable(path: Path | str, older_than: timedelta, query: Query | str = "", *, now: datetime) -> Prunable:
    """What `prune` with the same arguments would take. Raises StoreError and QueryError."""
    path = Path(path).expanduser()
    with Queries(path, now=lambda: now) as queries:
        rowids = _to_prune(queries, older_than, query)
        kept = _kept(queries, rowids)
        gone = [rowid for rowid in rowids if rowid not in kept]
        ends = queries.story_page([gone[0], gone[-1]]) if gone else []
        size, count = queries.one(
            "SELECT (SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size), "
            "(SELECT stories FROM thread WHERE thread = 1)"
        ) or (0, 0)
        return Prunable(
            stories=len(gone),
            kept=len(kept),
            first=ends[0].when if ends else None,
            last=ends[-1].when if ends else None,
            titles=tuple(row.title for row in queries.story_page(gone[:10])),
            bytes_about=int(size / max(1, count) * len(gone)),
        )


def prune(path: Path | str, older_than: timedelta, query: Query | str = "", *, now: datetime) -> int:
    """Delete stories older than that (by published, else seen) that match a query ("thread:arms", "" is all), in short
    transactions beside a running poller. Starred, tagged and noted ones stay. Gives how many went."""
    path = Path(path).expanduser()
    with Queries(path, now=lambda: now) as queries:
        rowids = _to_prune(queries, older_than, query)
        kept = _kept(queries, rowids)
    connection = connect(path, readonly=False)
    gone = [rowid for rowid in rowids if rowid not in kept]
    try:
        for place in range(0, len(gone), 10):
            with transaction(connection, path):
                for rowid in gone[place : place + 10]:
                    delete_story(connection, rowid)
    finally:
        connection.close()
    return len(gone)


def _to_prune(queries: Queries, older_than: timedelta, query: Query | str) -> list[int]:
    asked = parse(query) if isinstance(query, str) else query
    edge = (queries.now - older_than).isoformat()
    return list(queries.story_rowids(asked.and_(f"before:{edge}"), "oldest"))


def _kept(queries: Queries, rowids: Sequence[int]) -> set[int]:
    from store.query_sql import listed

    rows = queries.rows(
        "SELECT s.story FROM json_each(?) AS wanted CROSS JOIN story s ON s.story = wanted.value WHERE s.is_starred = "
        "1 "
        "OR s.has >= 8 OR EXISTS (SELECT 1 FROM mark m WHERE m.story = s.story AND m.is_on = 1 AND m.kind IN "
        "('tag', 'note', 'star', 'speaker', 'credibility'))",
        (listed(rowids),),
    )
    return {row[0] for row in rows}


def delete_story(connection: sqlite3.Connection, story: int) -> None:
    """Take one story out with everything found in it, inside the caller's transaction; counters follow."""
    row = connection.execute(
        "SELECT outlet, when_at, threads, cluster, read_at FROM story WHERE story = ?", (story,)
    ).fetchone()
    if row is None:
        return
    outlet, when, threads, cluster, read_at = row
    low, high = story << FINDING_BITS, (story + 1) << FINDING_BITS
    forget_search(connection, story)
    forget_shingles(connection, story)
    connection.execute(
        "INSERT INTO said_search (said_search, rowid, text) SELECT 'delete', said, text FROM said_text "
        "WHERE said >= ? AND said < ?",
        (low, high),
    )
    names = [entry.split(" ")[0] for entry in threads.split(";") if entry] or (["-"] if read_at is not None else [])
    keys = [1] + [connection.execute("SELECT thread FROM thread WHERE id = ?", (name,)).fetchone()[0] for name in names]
    for key in keys:
        connection.execute("UPDATE thread SET stories = stories - 1 WHERE thread = ?", (key,))
        connection.execute(
            "UPDATE thread_hour SET stories = stories - 1 WHERE thread = ? AND hour = ?", (key, when // AN_HOUR)
        )
        connection.execute(
            "DELETE FROM thread_story WHERE thread = ? AND when_at = ? AND story = ?", (key, when, story)
        )
        link_events(connection, key, story, False)
    for actor, mentions, said in connection.execute(
        "SELECT actor, mentions, said FROM story_actor WHERE story = ?", (story,)
    ).fetchall():
        connection.execute(
            "UPDATE actor SET stories = stories - 1, mentions = mentions - ?, said = said - ? WHERE actor = ?",
            (mentions, said, actor),
        )
        connection.execute(
            "UPDATE actor_day SET stories = stories - 1 WHERE actor = ? AND day = ?", (actor, when // A_DAY)
        )
        for key in keys[1:]:
            connection.execute(
                "UPDATE thread_actor SET stories = stories - 1, mentions = mentions - ?, said = said - ? "
                "WHERE thread = ? AND actor = ?",
                (mentions, said, key, actor),
            )
    connection.execute("UPDATE outlet SET stories = stories - 1 WHERE outlet = ?", (outlet,))
    connection.execute("UPDATE story SET copy_of = NULL WHERE copy_of = ?", (story,))
    for sql in (
        "DELETE FROM story_actor WHERE story = ?",
        "DELETE FROM tag_story WHERE when_at = (SELECT when_at FROM story WHERE story = ?1) AND story = ?1",
        "DELETE FROM mark WHERE story = ?",
        "DELETE FROM story WHERE story = ?",
    ):
        connection.execute(sql, (story,))
    connection.execute("DELETE FROM said WHERE said >= ? AND said < ?", (low, high))
    connection.execute("DELETE FROM event_line WHERE event >= ? AND event < ?", (low, high))
    connection.execute("DELETE FROM event_role WHERE event >= ? AND event < ?", (low, high))
    connection.execute("DELETE FROM event WHERE event >= ? AND event < ?", (low, high))
    if cluster is not None:
        _leave_cluster(connection, cluster, story)


def _leave_cluster(connection: sqlite3.Connection, cluster: int, story: int) -> None:
    """A cluster goes on without a story; when it was its first, under the id of the next."""
    if cluster == story:
        heir = connection.execute("SELECT min(story) FROM story WHERE cluster = ?", (cluster,)).fetchone()[0]
        if heir is not None:
            connection.execute(
                "INSERT INTO cluster (cluster, title_story, stories, reach, own, look_twice, first_at, latest_at, "
                "features) "
                "SELECT ?1, ?1, stories, reach, own, look_twice, first_at, latest_at, features FROM cluster WHERE "
                "cluster = ?2",
                (heir, cluster),
            )
            connection.execute("UPDATE story SET cluster = ? WHERE cluster = ?", (heir, cluster))
            recount_cluster(connection, heir)
        connection.execute("DELETE FROM cluster WHERE cluster = ?", (cluster,))
        return
    connection.execute(
        "UPDATE cluster SET title_story = cluster WHERE cluster = ? AND title_story = ?", (cluster, story)
    )
    recount_cluster(connection, cluster)


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
