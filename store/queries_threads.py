"""Questions of the threads panel, the clusters screen, feed health and catch-up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from feeds.exchange import RequestRow
from feeds.story import FeedState
from store import requests
from store.connect import translated
from store.feed_states import unpack_state
from store.identity import public_id
from store.lease import is_left
from store.moments import A_DAY, AN_HOUR, from_seconds, to_seconds
from store.queries_actors import ActorQueries
from store.queries_timeline import TimelineQueries
from store.query import Query
from store.query_conditions import listed
from store.rows import CatchUp, ClusterRow, PollerRow, StoryRow, ThreadRow, TimelineRow
from store.schema import FINDING_BITS

if TYPE_CHECKING:
    from feeds.exchange import ClusterMember

HOURS = 24
"""Hours the spark of a thread shows, the last of them now."""
MOST_NEW = 1_000
SAMPLE = 1_000


class ThreadQueries(ActorQueries, TimelineQueries):
    """Threads, clusters, feeds, and what is new."""

    def threads(self, query: Query, threads: Sequence[tuple[str, str]]) -> list[ThreadRow]:
        """All stories (id ""), each thread given as (id, title), and those on none (id "-"). A query (its thread:
        aside) is counted over its newest 1,000 stories; the empty one by counters."""
        wanted = [("", "All stories"), *threads, ("-", "No thread")]
        query = query.without("thread")
        counts = self._counts_of(query) if query.nodes or self.mutes or self.as_of else None
        looked = self.looked()
        now_hour = to_seconds(self.now) // AN_HOUR
        found = []
        for identity, title in wanted:
            keys = [1] if identity == "" else self.names.thread(identity)
            key = keys[0] if keys else 0
            activity = [0] * HOURS
            for hour, count in self.rows(
                "SELECT hour, stories FROM thread_hour WHERE thread = ? AND hour > ? AND hour <= ?",
                (key, now_hour - HOURS, now_hour),
            ):
                activity[hour - now_hour + HOURS - 1] = max(0, count)
            if counts is None:
                row = self.one("SELECT stories FROM thread WHERE thread = ?", (key,))
                stories = row[0] if row else 0
            else:
                stories = counts.get(identity, 0)
            found.append(ThreadRow(identity, title or identity, stories, self._new(key, looked), tuple(activity)))
        return found

    def _counts_of(self, query: Query) -> dict[str, int]:
        counts: dict[str, int] = {}
        stories = next(self.walk_rowids(self.compiled(query).story, SAMPLE), [])
        counts[""] = len(stories)
        for (packed,) in self.rows(
            "SELECT s.threads FROM json_each(?) AS wanted CROSS JOIN story s ON s.story = wanted.value",
            (listed(stories),),
        ):
            names = [entry.split(" ")[0] for entry in packed.split(";") if entry] or ["-"]
            for name in names:
                counts[name] = counts.get(name, 0) + 1
        return counts

    def _new(self, thread: int, looked: int) -> int:
        if thread == 1:
            sql = "SELECT count(*) FROM (SELECT 1 FROM story s WHERE s.story > ? AND s.is_read = 0 LIMIT ?)"
            row = self.one(sql, (looked, MOST_NEW))
        else:
            row = self.one(
                "SELECT count(*) FROM (SELECT 1 FROM thread_story t INDEXED BY thread_story_by_arrival CROSS JOIN "
                "story s "
                "ON s.story = t.story WHERE t.thread = ? AND t.story > ? AND s.is_read = 0 LIMIT ?)",
                (thread, looked, MOST_NEW),
            )
        return int(row[0]) if row else 0

    # ---------------------------------------------------------------------------------------- clusters

    def clusters(self, query: Query, limit: int = 200, sort: str = "") -> list[ClusterRow]:
        """Clusters of matching stories, by their latest story (sort:reach and sort:first order them so)."""
        order = query.sort or sort
        conditions = self.compiled(query).story
        if not conditions:
            columns = {"reach": "c.reach DESC, c.latest_at DESC", "first": "c.first_at DESC"}
            rows = self.rows(
                f"SELECT cluster FROM cluster c ORDER BY {columns.get(order, 'c.latest_at DESC')} LIMIT ?", (limit,)
            )
            return self._cluster_rows([row[0] for row in rows])
        if order in ("reach", "first"):
            rowids = self.story_rowids(query, order, grouped=True, limit=limit)
        else:
            rowids = self.story_rowids(query, "newest", grouped=True, limit=limit)
        rows = self.rows(
            "SELECT coalesce(s.cluster, s.story) FROM json_each(?) AS wanted CROSS JOIN story s ON s.story = "
            "wanted.value "
            "ORDER BY wanted.key",
            (listed(rowids),),
        )
        return self._cluster_rows(list(dict.fromkeys(row[0] for row in rows)))

    def _cluster_rows(self, clusters: Sequence[int]) -> list[ClusterRow]:
        rows = self.rows(
            "SELECT first.id, title.title, c.stories, c.reach, c.own, c.look_twice, c.first_at, o.name, c.latest_at, "
            "(SELECT count(*) FROM story r INDEXED BY story_by_cluster WHERE r.cluster = c.cluster AND r.cluster IS "
            "NOT NULL "
            "AND r.when_at > c.latest_at - 21600) FROM json_each(?) AS wanted "
            "CROSS JOIN cluster c ON c.cluster = wanted.value JOIN story first ON first.story = c.cluster "
            "JOIN story title ON title.story = c.title_story JOIN outlet o ON o.outlet = coalesce((SELECT r.outlet "
            "FROM story r INDEXED BY story_by_cluster WHERE r.cluster = c.cluster AND r.cluster IS NOT NULL ORDER BY "
            "r.when_at, r.story LIMIT 1), first.outlet) ORDER BY wanted.key",
            (listed(clusters),),
        )
        return [
            ClusterRow(
                id=public_id(row[0]),
                title=row[1],
                stories=row[2],
                reach=row[3],
                own_reporting=row[4],
                look_twice=row[5] or ("one outlet" if row[3] == 1 else ""),
                first=from_seconds(row[6]),
                first_outlet=row[7],
                latest=from_seconds(row[8]),
                velocity=row[9] / 6.0,
            )
            for row in rows
        ]

    def cluster(self, identity: str) -> tuple[ClusterRow, list[StoryRow]] | None:
        """A cluster by its id (or that of one merged into it, or of a story of it) with its stories, oldest first."""
        key = self.names.cluster(identity)
        rows = [] if key is None else self._cluster_rows([key])
        if not rows:
            return None
        stories = self.rows("SELECT story FROM story WHERE cluster = ? ORDER BY when_at, story", (key,))
        return rows[0], self.story_page([row[0] for row in stories])

    def reporters(self, identity: str) -> list[ClusterMember]:
        """The stories of a cluster with what its own reporting is judged by, oldest first; none of an unknown one."""
        from store.archive_groups import members_of

        key = self.names.cluster(identity)
        return [] if key is None else members_of(self.connection, [key]).get(key, [])

    # ---------------------------------------------------------------------------------------- feeds and poller

    def feed_states(self) -> list[FeedState]:
        """What is remembered of every feed, by name."""
        rows = self.rows("SELECT state FROM feed WHERE state IS NOT NULL ORDER BY name")
        return [unpack_state(state) for (state,) in rows]

    def poller(self) -> PollerRow:
        """The poller: free, stale, or what it does."""
        row = self.one("SELECT token, state, holder, pid, host, heartbeat, done, total, next_poll, message FROM poller")
        token, state, holder, pid, host, heartbeat, done, total, next_poll, message = row or (
            "",
            "",
            "",
            0,
            "",
            0,
            0,
            0,
            None,
            "",
        )
        if not token:
            state = "free"
        elif is_left(pid, host, heartbeat):
            state = "stale"
        feeds = self.feed_states()
        return PollerRow(
            state=state,
            holder=holder,
            pid=pid,
            host=host,
            heartbeat=from_seconds(int(heartbeat)) if heartbeat else None,
            done=done,
            total=total,
            failing=sum(1 for feed in feeds if feed.failures and not feed.is_paused),
            feeds=len(feeds),
            next_poll=None if next_poll is None else from_seconds(next_poll),
            message=message,
        )

    def request(self, number: int) -> RequestRow | None:
        """What was asked of the poller, and what became of it; None when it is long ago."""
        with translated(self.path):
            return requests.request(self.connection, number)

    # ---------------------------------------------------------------------------------------- catch-up

    def since_last_look(self, analyst: str = "", threads: Sequence[tuple[str, str]] = ()) -> CatchUp:
        """What came in since an analyst last looked: counts, clusters by own reporting, what was said, what is next."""
        looked_at, story = self._last_look(analyst or self.analyst)
        rowids = [
            row[0]
            for row in self.rows("SELECT story FROM story WHERE story > ? ORDER BY story DESC LIMIT 2000", (story,))
        ]
        listed_rowids = listed(rowids)
        revised = self.rows(
            "SELECT story FROM story WHERE revised_at > ? AND story <= ? AND revised_at IS NOT NULL ORDER BY "
            "revised_at DESC "
            "LIMIT 200",
            (to_seconds(looked_at), story),
        )
        clusters = self.rows(
            "SELECT DISTINCT c.cluster, c.own, c.reach, c.latest_at FROM json_each(?) AS wanted CROSS JOIN story s "
            "ON s.story = wanted.value JOIN cluster c ON c.cluster = s.cluster "
            "ORDER BY c.own DESC, c.reach DESC, c.latest_at DESC LIMIT 40",
            (listed_rowids,),
        )
        actors = self.rows(
            "SELECT a.name FROM actor a WHERE a.first_had > ? AND a.merged_into IS NULL ORDER BY a.first_had DESC, "
            "a.mentions DESC LIMIT 40",
            (to_seconds(looked_at),),
        )
        per_thread = []
        for identity, title in threads:
            keys = self.names.thread(identity)
            new = self._new(keys[0], story) if keys else 0
            per_thread.append((identity, title, new))
        return CatchUp(
            since=looked_at,
            stories=len(rowids),
            rowids=tuple(rowids),
            revised=tuple(row[0] for row in revised),
            clusters=tuple(self._cluster_rows([row[0] for row in clusters])),
            new_actors=tuple(row[0] for row in actors),
            threads=tuple(per_thread),
            story=story,
            second_reports=tuple(
                row for row in self._cluster_rows(self._second_reports(listed_rowids, story)) if row.own_reporting > 1
            ),
        )

    def turned(self, rows: Sequence[TimelineRow], story: int) -> dict[int, str]:
        """What became of events since the story of that rowid, by the row's rowid: "scheduled" (nobody told of it
        before), "moved", "came true" (it lay ahead then, and now somebody says that it happened), "denied"; rows with
        none of these are left out."""
        found: dict[int, str] = {}
        for row in rows:
            told = self.rows(
                f"SELECT e.event >> {FINDING_BITS}, e.status, coalesce(r.role, '') FROM event e LEFT JOIN event_role r "
                "ON r.event = e.event WHERE e.superseded_at IS NULL AND (e.event = ? OR e.line = (SELECT line FROM "
                "event WHERE event = ?))",
                (row.rowid, row.rowid),
            )
            before = {status for where, status, _ in told if where <= story}
            since = {status for where, status, _ in told if where > story}
            roles = {role for where, _, role in told if where > story}
            if not since:
                continue
            if row.moved_from and (not before or "moved" in roles):
                found[row.rowid] = "moved"
            elif "happened" in since and before and not before & {"happened", "ongoing"}:
                found[row.rowid] = "came true"
            elif "denial" in roles or since & {"denied", "cancelled"}:
                found[row.rowid] = "denied"
            elif not before and row.status == "scheduled":
                found[row.rowid] = "scheduled"
        return found

    def _second_reports(self, rowids: str, story: int) -> list[int]:
        rows = self.rows(
            "SELECT o.cluster FROM (SELECT DISTINCT s.cluster AS cluster FROM json_each(?) AS wanted CROSS JOIN story "
            "s ON s.story = wanted.value) new CROSS JOIN story o ON o.cluster = new.cluster WHERE o.copy_of IS NULL "
            "GROUP BY o.cluster HAVING count(DISTINCT CASE WHEN o.story <= ? THEN o.outlet END) = 1 "
            "AND count(DISTINCT o.outlet) > 1 ORDER BY max(o.story) DESC LIMIT 40",
            (rowids, story),
        )
        return [row[0] for row in rows]

    def _last_look(self, analyst: str) -> tuple[datetime, int]:
        row = self.one("SELECT at, story FROM look WHERE analyst = ?", (analyst,))
        if row is not None:
            return from_seconds(row[0]), int(row[1])
        day_ago = to_seconds(self.now) - A_DAY
        newest = self.one("SELECT story FROM story WHERE seen < ? ORDER BY seen DESC LIMIT 1", (day_ago,))
        return from_seconds(day_ago), int(newest[0]) if newest else 0
