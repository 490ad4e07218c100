"""Pruning: what would go is shown first, and what somebody starred, tagged or noted stays."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from store.archive_groups import recount_cluster
from store.archive_search import forget_search
from store.binding import numbered
from store.connect import connect
from store.moments import A_DAY, AN_HOUR
from store.overlay_stories import link_events
from store.queries import Queries
from store.query import Query, parse
from store.query_conditions import listed
from store.schema import FINDING_BITS
from store.shingles import discard_shingles
from store.transactions import transaction


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
    discard_shingles(connection, story)
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
        "DELETE FROM story_actor WHERE story = ?1",
        "DELETE FROM tag_story WHERE when_at = (SELECT when_at FROM story WHERE story = ?1) AND story = ?1",
        "DELETE FROM mark WHERE story = ?1",
        "DELETE FROM story WHERE story = ?1",
    ):
        connection.execute(sql, numbered(story))
    connection.execute("DELETE FROM said_together WHERE said >= ? AND said < ?", (low, high))
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
                numbered(heir, cluster),
            )
            connection.execute("UPDATE story SET cluster = ? WHERE cluster = ?", (heir, cluster))
            recount_cluster(connection, heir)
        connection.execute("DELETE FROM cluster WHERE cluster = ?", (cluster,))
        return
    connection.execute(
        "UPDATE cluster SET title_story = cluster WHERE cluster = ? AND title_story = ?", (cluster, story)
    )
    recount_cluster(connection, cluster)
