"""Saving which stories are about one event: clusters, what they are found by and what is shown of them.

The judging is done elsewhere, by pure functions over the candidates offered here; every candidate is found by index.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from feeds.exchange import (
    ClusterCandidate,
    ClusterFacts,
    ClusterMember,
    LoneStory,
)
from store.binding import numbered
from store.identity import public_id
from store.moments import A_DAY, from_seconds, to_seconds
from store.schema import FINDING_BITS
from store.term_postings import TermPostings, drop_postings, oldest_day

_STORIES_A_CLUSTER = 4
"""Stories near another that are looked at for each cluster wanted."""
_BY_HAND = "mark.kind IN ('cluster', 'pin') AND mark.is_on = 1 AND mark.value <> '\"\"'"
"""A mark by which a story stays in its cluster: it was merged, split off or pinned; a pin taken off has no value."""
KEEP_FEATURES_DAYS = 30
"""Clusters live for days; what they are found by is kept so long after a story came in."""


def cluster_candidates(
    connection: sqlite3.Connection,
    postings: TermPostings,
    terms: Mapping[int, float],
    first: datetime,
    last: datetime,
    least: float,
    limit: int,
    lone: Mapping[int, LoneStory] | None = None,
) -> list[ClusterCandidate]:
    """Clusters with stories between two moments whose shared terms weigh `least` together, the heaviest first. `lone`
    are stories known to be alone in clusters of their own."""
    near = postings.near(terms, to_seconds(first) // A_DAY, to_seconds(last) // A_DAY, least)
    if not near:
        return []
    del near[_STORIES_A_CLUSTER * limit :]
    known = lone or {}
    found: dict[int, ClusterCandidate] = {}
    for some in (near[:limit], near[limit:]):  # most clusters have one story
        others = [story for story, _ in some if story not in known]
        asked = _clusters_of(connection, others) if others else {}
        for story, weight in some:
            if story in known:
                found[story] = ClusterCandidate(story, None, 1, weight, (known[story].features,))
            elif (row := asked.get(story)) is not None and row[0] not in found:
                cluster, _, stories, features, own = row
                alone = (own,) * (own is not None) if stories == 1 else ()
                found[cluster] = ClusterCandidate(cluster, features, stories, weight, alone)
            if len(found) == limit:
                break
        if len(found) == limit:
            break
    bare = [cluster for cluster, one in found.items() if one.features is None and one.stories > 1]
    if bare:
        for cluster, features_of in _story_features(connection, bare).items():
            found[cluster] = replace(found[cluster], story_features=features_of)
    return list(found.values())


def _clusters_of(connection: sqlite3.Connection, stories: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    """Of each story its cluster, itself, how many that has, the cluster's features and its own."""
    rows = connection.execute(
        "SELECT s.cluster, s.story, c.stories, c.features, feature.features FROM json_each(?) AS near "
        "CROSS JOIN story s ON s.story = near.value JOIN cluster c ON c.cluster = s.cluster "
        "LEFT JOIN feature ON feature.story = s.story",
        (f"[{','.join(map(str, stories))}]",),
    )
    return {row[1]: row for row in rows}


def _story_features(connection: sqlite3.Connection, clusters: Sequence[int]) -> dict[int, tuple[bytes, ...]]:
    """The features of the stories of clusters that have none of their own: of one story, or rearranged by hand."""
    found: dict[int, tuple[bytes, ...]] = {}
    for cluster, features in connection.execute(
        "SELECT s.cluster, feature.features FROM json_each(?) AS near CROSS JOIN story s ON s.cluster = near.value "
        "JOIN feature ON feature.story = s.story WHERE s.copy_of IS NULL ORDER BY s.story",
        (json.dumps(clusters),),
    ):
        found[cluster] = (*found.get(cluster, ()), features)
    return found


def members_of(connection: sqlite3.Connection, clusters: Iterable[int]) -> dict[int, list[ClusterMember]]:
    """The stories of clusters, each cluster's oldest first; clusters without any are left out."""
    rows = connection.execute(
        "SELECT s.story, s.id, s.title, o.name, o.kind, o.owner, o.country, body.wire, s.copy_of, s.when_at, "
        "feature.features, s.has & 4, s.cluster FROM json_each(?) AS wanted CROSS JOIN story s ON s.cluster = "
        "wanted.value JOIN outlet o ON o.outlet = s.outlet "
        "JOIN body ON body.story = s.story LEFT JOIN feature ON feature.story = s.story "
        "ORDER BY s.when_at, s.story",
        (json.dumps(list(dict.fromkeys(clusters))),),
    ).fetchall()
    claimants = _claimants(connection, [row[0] for row in rows if row[11]])
    members: dict[int, list[ClusterMember]] = {}
    for row in rows:
        members.setdefault(row[12], []).append(
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
                claimants=tuple(claimants.get(row[0], ())),
            )
        )
    return members


def kinds_and_claimants(
    connection: sqlite3.Connection, stories: Sequence[int]
) -> dict[int, tuple[str, tuple[str, ...]]]:
    """Of some stories the kind of outlet, and who asserts their events ("" for the outlet itself)."""
    rows = connection.execute(
        "SELECT s.story, o.kind, s.has & 4 FROM json_each(?) AS wanted CROSS JOIN story s ON s.story = wanted.value "
        "JOIN outlet o ON o.outlet = s.outlet",
        (json.dumps(stories),),
    ).fetchall()
    claimants = _claimants(connection, [story for story, _, has in rows if has])
    return {story: (kind, tuple(claimants.get(story, ()))) for story, kind, _ in rows}


def _claimants(connection: sqlite3.Connection, stories: Sequence[int]) -> dict[int, list[str]]:
    if not stories:
        return {}
    rows = connection.execute(
        f"SELECT DISTINCT wanted.value, coalesce(asserted_by, '') FROM json_each(?) AS wanted CROSS JOIN event "
        f"ON event >= wanted.value << {FINDING_BITS} AND event < (wanted.value + 1) << {FINDING_BITS} "
        "WHERE superseded_at IS NULL ORDER BY 1, 2",
        (json.dumps(stories),),
    )
    found: dict[int, list[str]] = {}
    for story, claimant in rows:
        found.setdefault(story, []).append(claimant)
    return found


def alone(connection: sqlite3.Connection, stories: Sequence[int]) -> dict[int, int]:
    """Stories alone in clusters of their own, as they were stored, each with its moment."""
    rows = connection.execute(
        "SELECT s.story, s.when_at FROM json_each(?) AS given CROSS JOIN story s ON s.story = given.value "
        "JOIN cluster c ON c.cluster = s.story WHERE s.cluster = s.story AND s.copy_of IS NULL AND c.stories = 1 "
        f"AND c.features IS NULL AND NOT EXISTS (SELECT 1 FROM mark WHERE mark.story = s.story AND {_BY_HAND})",
        (json.dumps(stories),),
    )
    return dict(rows.fetchall())


def held_clusters(connection: sqlite3.Connection, clusters: Iterable[int]) -> frozenset[int]:
    """Those of the clusters an analyst has merged, split or pinned: a story of them has such a mark."""
    rows = connection.execute(
        "SELECT DISTINCT s.cluster FROM json_each(?) AS wanted CROSS JOIN story s ON s.cluster = wanted.value "
        f"JOIN mark ON mark.story = s.story AND {_BY_HAND}",
        (json.dumps(list(clusters)),),
    )
    return frozenset(row[0] for row in rows)


def save_cluster(
    connection: sqlite3.Connection,
    postings: TermPostings,
    story: int,
    cluster: int | None,
    features: bytes | None,
    terms: Iterable[int],
) -> int:
    """Put a story into a cluster, or with None into one of its own; gives the cluster. `features` are the cluster's
    from now on, `terms` what the story is found by. Counts are kept by the store; see `save_cluster_facts` for the
    rest."""
    row = connection.execute(
        "SELECT s.cluster, s.when_at, c.stories, c.features IS NULL, EXISTS (SELECT 1 FROM mark WHERE mark.story = "
        f"s.story AND {_BY_HAND}) FROM story s LEFT JOIN cluster c ON c.cluster = s.cluster WHERE s.story = ?",
        (story,),
    ).fetchone()
    if row is None:
        return story
    old, when, size, is_plain, is_held = row
    if is_held:
        return int(old)  # an analyst split, merged or pinned it: it stays there
    target = story if cluster is None else resolve_cluster(connection, cluster)
    postings.add(story, when // A_DAY, terms)
    if target == old == story and size == 1 and features is None and is_plain:
        return story  # alone in its own cluster, as it was stored
    connection.execute(
        "INSERT OR IGNORE INTO cluster (cluster, title_story, stories, reach, own, first_at, latest_at) "
        "VALUES (?, ?, 0, 0, 0, ?, ?)",
        (target, story, when, when),
    )
    if target != old:
        connection.execute("UPDATE story SET cluster = ? WHERE story = ?", (target, story))
    if features is not None:
        connection.execute("UPDATE cluster SET features = ? WHERE cluster = ?", (features, target))
    recount_cluster(connection, target)
    if old is not None and old != target:
        if size == 1:  # it was the story's own
            connection.execute("DELETE FROM cluster WHERE cluster = ?", (old,))
        else:
            recount_cluster(connection, old)
    return target


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
    forget_features(connection, into)
    connection.execute("INSERT OR REPLACE INTO cluster_redirect (cluster, into_cluster) VALUES (?, ?)", (cluster, into))
    recount_cluster(connection, cluster)
    recount_cluster(connection, into)


def forget_features(connection: sqlite3.Connection, cluster: int) -> None:
    """A cluster's stories are others now: until the grouping has had it, it is known by what they are."""
    connection.execute("UPDATE cluster SET features = NULL WHERE cluster = ?", (cluster,))


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


def save_cluster_facts(connection: sqlite3.Connection, facts: Mapping[int, ClusterFacts]) -> None:
    """What is shown of some clusters, as judged over their members."""
    # Two updates: one that sets an indexed column makes its index entries anew, whatever it sets it to, and of most
    # clusters only the words change.
    connection.executemany(
        "UPDATE cluster SET reach = ?1, own = ?2 WHERE cluster = ?3 AND (reach, own) IS NOT (?1, ?2)",
        [numbered(one.reach, one.own_reporting, cluster) for cluster, one in facts.items()],
    )
    connection.executemany(
        "UPDATE cluster SET look_twice = ?1, title_story = coalesce(?2, title_story) WHERE cluster = ?3 AND "
        "(look_twice, title_story) IS NOT (?1, coalesce(?2, title_story))",
        [numbered(one.look_twice, one.title_rowid, cluster) for cluster, one in facts.items()],
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
    day = oldest_day(connection, -(1 << 40))
    for _ in range(50):
        if day is None or day >= cutoff // A_DAY:
            return
        is_fresh = connection.execute(
            "SELECT 1 FROM story WHERE when_at >= ? AND when_at < ? AND seen >= ? LIMIT 1",
            (day * A_DAY, (day + 1) * A_DAY, cutoff),
        ).fetchone()
        if is_fresh is None:
            drop_postings(connection, day)
            return
        day = oldest_day(connection, day)
