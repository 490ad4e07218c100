"""Saving who copies whom, which stories are about one event, and what stands on one line of the timeline.

The judging is done elsewhere, by pure functions over the candidates offered here; every candidate is found by index.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain

from feeds.exchange import (
    ClusterCandidate,
    ClusterFacts,
    ClusterMember,
    CopyCandidate,
)
from store.fingerprints import shingle_words, unpack_fingerprint
from store.identity import public_id
from store.moments import A_DAY, from_seconds, to_seconds
from store.schema import FINDING_BITS

_LOW = 0xFFFFFFFF
MOST_COPIES = 200
"""Stories looked at for one hash: one that stands in more is a phrase of the trade and says nothing."""

KEEP_FEATURES_DAYS = 30
"""Clusters live for days; what they are found by is kept so long after a story came in."""


def copy_candidates(
    connection: sqlite3.Connection, hashes: Sequence[int], exclude: int | None, least: int, limit: int
) -> list[CopyCandidate]:
    """Stories that share at least `least` sampled hashes, most shared first."""
    shared: Counter[int] = Counter()
    for word in shingle_words(hashes):
        hits = connection.execute(
            "SELECT rowid FROM shingle WHERE shingle MATCH ? ORDER BY rowid DESC LIMIT ?", (f'"{word}"', MOST_COPIES)
        )
        shared.update(chain.from_iterable(hits))
    shared.pop(exclude, None)  # type: ignore[arg-type]
    near = [(story, count) for story, count in shared.most_common(limit) if count >= least]
    rows = connection.execute(
        "SELECT s.story, s.id, outlet.name, s.title, body.wire, s.when_at, s.seen, json_extract(near.value, '$[1]'), "
        "reading.fingerprint, s.copy_of, s.cluster, coalesce(reading.words, length(body.text) / 6, 0) "
        "FROM json_each(?) AS near CROSS JOIN story s ON s.story = json_extract(near.value, '$[0]') "
        "JOIN body ON body.story = s.story LEFT JOIN reading ON reading.story = s.story "
        "JOIN outlet ON outlet.outlet = s.outlet ORDER BY near.key",
        (json.dumps(near),),
    )
    return [
        CopyCandidate(
            rowid=row[0],
            id=public_id(row[1]),
            outlet=row[2],
            title=row[3],
            wire=row[4],
            when=from_seconds(row[5]),
            seen=from_seconds(row[6]),
            shared=row[7],
            fingerprint=unpack_fingerprint(row[8]),
            copy_of=row[9],
            cluster=row[10],
            words=row[11],
        )
        for row in rows
    ]


def save_copy(connection: sqlite3.Connection, story: int, original: int | None) -> None:
    """Say that a story repeats another's text (or, with None, no longer does). Copies of a copy are the original's."""
    if original is not None:
        row = connection.execute("SELECT coalesce(copy_of, story) FROM story WHERE story = ?", (original,)).fetchone()
        if row is None or row[0] == story:
            return
        original = int(row[0])
    old = connection.execute("SELECT copy_of FROM story WHERE story = ?", (story,)).fetchone()
    if old is None or old[0] == original:
        return
    connection.execute("UPDATE story SET copy_of = ? WHERE story = ?", (original, story))
    # Its own copies follow it, and the read state is shared by all of them.
    if original is not None:
        connection.execute("UPDATE story SET copy_of = ? WHERE copy_of = ?", (original, story))
        connection.execute(
            "UPDATE story SET is_read = max(is_read, (SELECT is_read FROM story WHERE story = ?)) WHERE story = ?",
            (original, story),
        )
    for head in {story, original, old[0]} - {None}:
        connection.execute(
            "UPDATE story SET reprints = (SELECT count(*) FROM story c WHERE c.copy_of = ?1) WHERE story = ?1", (head,)
        )


def cluster_candidates(
    connection: sqlite3.Connection, terms: Sequence[int], first: datetime, last: datetime, least: int, limit: int
) -> list[ClusterCandidate]:
    """Clusters with stories between two moments that share at least `least` terms, most shared first."""
    wanted = json.dumps(sorted({value & _LOW for value in terms}))
    low, high = to_seconds(first) // A_DAY, to_seconds(last) // A_DAY
    rows = connection.execute(
        "WITH near AS (SELECT t.cluster AS cluster, count(DISTINCT t.term) AS shared FROM json_each(?) AS wanted "
        "CROSS JOIN json_each(?) AS days CROSS JOIN cluster_term t ON t.day = days.value AND t.term = wanted.value "
        "GROUP BY t.cluster "
        "HAVING count(DISTINCT t.term) >= ? ORDER BY 2 DESC, 1 DESC LIMIT ?) "
        "SELECT c.cluster, s.id, coalesce(c.features, feature.features), c.stories, c.first_at, c.latest_at, "
        "near.shared FROM near "
        "JOIN cluster c ON c.cluster = near.cluster JOIN story s ON s.story = c.cluster "
        "LEFT JOIN feature ON feature.story = c.cluster ORDER BY near.shared DESC, 1 "
        "DESC",
        (wanted, json.dumps(list(range(low, min(high, low + 60) + 1))), least, limit),
    )
    return [
        ClusterCandidate(r[0], public_id(r[1]), r[2], r[3], from_seconds(r[4]), from_seconds(r[5]), r[6]) for r in rows
    ]


def cluster_members(connection: sqlite3.Connection, cluster: int) -> list[ClusterMember]:
    """The stories of a cluster, oldest first."""
    rows = connection.execute(
        "SELECT s.story, s.id, s.title, o.name, o.kind, o.owner, o.country, body.wire, s.copy_of, s.when_at, "
        "feature.features, s.has & 4 FROM story s JOIN outlet o ON o.outlet = s.outlet "
        "JOIN body ON body.story = s.story LEFT JOIN feature ON feature.story = s.story "
        "WHERE s.cluster = ? ORDER BY s.when_at, s.story",
        (cluster,),
    ).fetchall()
    return [
        ClusterMember(
            rowid=row[0],
            id=public_id(row[1]),
            title=row[2],
            outlet=row[3],
            outlet_kind=row[4],
            outlet_owner=row[5],
            outlet_country=row[6],
            wire=row[7],
            copy_of=row[8],
            when=from_seconds(row[9]),
            features=row[10],
            claimants=_claimants(connection, row[0]) if row[11] else (),
        )
        for row in rows
    ]


def _claimants(connection: sqlite3.Connection, story: int) -> tuple[str, ...]:
    low = story << FINDING_BITS
    rows = connection.execute(
        "SELECT DISTINCT coalesce(asserted_by, '') FROM event WHERE event >= ? AND event < ? AND superseded_at IS NULL "
        "ORDER BY 1",
        (low, low + (1 << FINDING_BITS)),
    )
    return tuple(row[0] for row in rows)


def save_cluster(
    connection: sqlite3.Connection, story: int, cluster: int | None, features: bytes | None, terms: Iterable[int]
) -> int:
    """Put a story into a cluster, or with None into one of its own; gives the cluster. `features` and `terms` are the
    cluster's from now on (terms are added). Counts are kept by the store; see `save_cluster_facts` for the rest."""
    row = connection.execute("SELECT cluster, when_at FROM story WHERE story = ?", (story,)).fetchone()
    if row is None:
        return story
    old, when = row
    if connection.execute("SELECT 1 FROM mark WHERE story = ? AND kind = 'cluster' AND is_on = 1", (story,)).fetchone():
        return int(old)  # an analyst split or merged it: it stays there
    target = story if cluster is None else resolve_cluster(connection, cluster)
    if cluster is None and old == story and _has_others(connection, story):
        target = story
    connection.execute(
        "INSERT OR IGNORE INTO cluster (cluster, title_story, stories, reach, own, first_at, latest_at) "
        "VALUES (?, ?, 0, 0, 0, ?, ?)",
        (target, story, when, when),
    )
    connection.execute("UPDATE story SET cluster = ? WHERE story = ?", (target, story))
    if features is not None:
        # A lone story's cluster has the features of the story: they are not written twice.
        connection.execute(
            "UPDATE cluster SET features = CASE WHEN ?1 IS (SELECT features FROM feature WHERE story = ?2) THEN NULL "
            "ELSE ?1 END WHERE cluster = ?2",
            (features, target),
        )
    connection.executemany(
        "INSERT OR IGNORE INTO cluster_term (day, term, cluster) VALUES (?, ?, ?)",
        sorted((when // A_DAY, value & _LOW, target) for value in terms),
    )
    recount_cluster(connection, target)
    if old is not None and old != target:
        recount_cluster(connection, old)
    return target


def _has_others(connection: sqlite3.Connection, cluster: int) -> bool:
    row = connection.execute("SELECT stories FROM cluster WHERE cluster = ?", (cluster,)).fetchone()
    return row is not None and row[0] > 1


def resolve_cluster(connection: sqlite3.Connection, cluster: int) -> int:
    """Where a cluster went, following redirects."""
    for _ in range(100):
        row = connection.execute("SELECT into_cluster FROM cluster_redirect WHERE cluster = ?", (cluster,)).fetchone()
        if row is None:
            return cluster
        cluster = int(row[0])
    return cluster


def merge_clusters(connection: sqlite3.Connection, cluster: int, into: int) -> None:
    """Move every story of a cluster into another; a redirect stays, so that ids go on working."""
    if cluster == into:
        return
    connection.execute("DELETE FROM cluster_redirect WHERE cluster = ?", (into,))
    connection.execute("UPDATE story SET cluster = ? WHERE cluster = ?", (into, cluster))
    connection.execute("INSERT OR REPLACE INTO cluster_redirect (cluster, into_cluster) VALUES (?, ?)", (cluster, into))
    recount_cluster(connection, cluster)
    recount_cluster(connection, into)


def recount_cluster(connection: sqlite3.Connection, cluster: int) -> None:
    """Bring a cluster's counts up to date; one without stories goes. Own reporting counts owners (outlets without one
    stand for themselves) of stories that are no copies, once each, and nobody twice for one wire's credit."""
    count, first, latest, reach, own = connection.execute(
        "SELECT count(*), min(s.when_at), max(s.when_at), count(DISTINCT s.outlet), "
        "count(DISTINCT CASE WHEN s.copy_of IS NULL THEN CASE WHEN body.wire <> '' THEN 'wire ' || body.wire "
        "WHEN o.owner <> '' THEN 'owner ' || o.owner ELSE 'outlet ' || o.name END END) "
        "FROM story s JOIN outlet o ON o.outlet = s.outlet JOIN body ON body.story = s.story WHERE s.cluster = ?",
        (cluster,),
    ).fetchone()
    if not count:
        connection.execute("DELETE FROM cluster WHERE cluster = ?", (cluster,))
        return
    connection.execute(
        "UPDATE cluster SET stories = ?, first_at = ?, latest_at = ?, reach = ?, own = ? WHERE cluster = ?",
        (count, first, latest, reach, max(own, 1), cluster),
    )


def save_cluster_facts(connection: sqlite3.Connection, cluster: int, facts: ClusterFacts) -> None:
    """What is shown of a cluster, as judged over its members."""
    connection.execute(
        "UPDATE cluster SET reach = ?, own = ?, look_twice = ?, title_story = coalesce(?, title_story) WHERE cluster "
        "= ?",
        (facts.reach, facts.own_reporting, facts.look_twice, facts.title_rowid, cluster),
    )


def drop_features(connection: sqlite3.Connection, limit: int) -> int:
    """Drop features of stories that came in KEEP_FEATURES_DAYS before the newest, and their clusters' with them."""
    newest = connection.execute("SELECT max(seen) FROM story").fetchone()[0]
    if newest is None:
        return 0
    old = [
        row[0]
        for row in connection.execute(
            "SELECT f.story FROM feature f JOIN story s ON s.story = f.story WHERE s.seen < ? ORDER BY f.story LIMIT ?",
            (newest - KEEP_FEATURES_DAYS * A_DAY, limit),
        )
    ]
    stories = json.dumps(old)
    connection.execute("DELETE FROM feature WHERE story IN (SELECT value FROM json_each(?))", (stories,))
    connection.execute(
        "UPDATE cluster SET features = NULL WHERE cluster IN (SELECT value FROM json_each(?))", (stories,)
    )
    _drop_terms(connection, newest - KEEP_FEATURES_DAYS * A_DAY)
    return len(old)


def _drop_terms(connection: sqlite3.Connection, cutoff: int) -> None:
    """Drop the terms of one old day of which no story came in since; the next call takes the next."""
    day = -(1 << 40)
    for _ in range(50):
        row = connection.execute("SELECT min(day) FROM cluster_term WHERE day > ?", (day,)).fetchone()
        if row[0] is None or row[0] >= cutoff // A_DAY:
            return
        day = row[0]
        is_fresh = connection.execute(
            "SELECT 1 FROM story WHERE when_at >= ? AND when_at < ? AND seen >= ? LIMIT 1",
            (day * A_DAY, (day + 1) * A_DAY, cutoff),
        ).fetchone()
        if is_fresh is None:
            connection.execute("DELETE FROM cluster_term WHERE day = ?", (day,))
            return
