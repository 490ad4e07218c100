"""Questions of the actors panel and the dossier: who is named and speaks in what is shown."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from store.moments import A_DAY, from_seconds, to_seconds
from store.queries_base import IN_THE_WEEK, OF_ACTORS
from store.queries_said import SaidQueries
from store.query import Query, Word
from store.query import query as build_query
from store.query_conditions import listed
from store.rows import ActorRow, Dossier, RoleRow, SaidRow

DAYS = 14
"""Days the spark of an actor shows, the last of them today."""
SAMPLE = 500
"""Newest matching stories over which actors are counted where no counter answers."""

_COLUMNS = (
    "SELECT a.actor, a.identity, a.name, a.type, a.role, a.affiliation, {of}.mentions, {of}.stories, {of}.said, "
    "{of}.last_said, {of}.last_named, a.first_named, a.first_had "
)
"""`of` is the table whose counters are shown: of the actor, of one on a thread, or as counted."""


class ActorQueries(SaidQueries):
    """People, organisations, countries and groups."""

    def actors(self, query: Query, limit: int = 200) -> list[ActorRow]:
        """Actors of matching stories, by last said, then last named. The empty query and one thread are answered by
        counters; anything else over its newest 500 stories. Bare words apply to names."""
        names = [node.text for node in query.nodes if isinstance(node, Word)]
        query = query.without("") if names else query
        threads = query.fields("thread")
        if not query.nodes and not self.mutes and self.as_of is None:
            rows = self._all(names, limit)
        elif self._is_one_thread(query, threads) and not names:
            rows = self._on_thread(threads[0], limit)
        else:
            rows = self._counted(query, names, limit)
        return self._with_activity(rows)

    def _is_one_thread(self, query: Query, threads: Sequence[str]) -> bool:
        """Whether all that is asked for is one thread. Most stories are on none: whom they name has no counters."""
        is_alone = len(query.nodes) == len(threads) == 1 and not self.mutes and self.as_of is None
        return is_alone and threads[0] not in ("-", "none")

    def outlets_naming(self, identities: Sequence[str]) -> dict[str, int]:
        """How many outlets have a story that names an actor, by identity."""
        return dict(
            self.rows(
                "SELECT a.identity, count(DISTINCT s.outlet) FROM json_each(?) AS wanted CROSS JOIN actor a ON "
                "a.identity = wanted.value CROSS JOIN story_actor x ON x.actor = a.actor CROSS JOIN story s ON "
                "s.story = x.story GROUP BY a.identity",
                (json.dumps(list(identities)),),
            )
        )

    def _all(self, names: Sequence[str], limit: int) -> list[tuple]:  # type: ignore[type-arg]
        columns = _COLUMNS.format(of="a")
        if names:
            found = [actor for name in names for actor in self.names.actors(name)]
            return self.rows(
                f"{columns} FROM actor a WHERE a.actor IN (SELECT value FROM json_each(?)) AND a.merged_into IS NULL "
                "ORDER BY a.last_said DESC, a.last_named DESC LIMIT ?",
                (listed(found), limit),
            )
        return self.rows(
            f"{columns} FROM actor a INDEXED BY actor_by_last_said WHERE a.merged_into IS NULL AND a.stories > 0 "
            "ORDER BY a.last_said DESC, a.last_named DESC LIMIT ?",
            (limit,),
        )

    def _on_thread(self, thread: str, limit: int) -> list[tuple]:  # type: ignore[type-arg]
        keys = self.names.thread(thread)
        columns = _COLUMNS.format(of="p")
        return self.rows(
            f"{columns} FROM thread_actor p INDEXED BY thread_actor_by_last_said "
            "CROSS JOIN actor a ON a.actor = p.actor "
            "WHERE p.thread = ? AND p.stories > 0 AND a.merged_into IS NULL "
            "ORDER BY p.last_said DESC, p.last_named DESC LIMIT ?",
            (keys[0] if keys else 0, limit),
        )

    def _counted(self, query: Query, names: Sequence[str], limit: int) -> list[tuple]:  # type: ignore[type-arg]
        stories = next(self.walk_rowids(self.compiled(query, "actors").story, SAMPLE), [])
        columns = _COLUMNS.format(of="counted")
        only = "WHERE x.actor IN (SELECT value FROM json_each(?))" if names else ""
        params = [listed([actor for name in names for actor in self.names.actors(name)])] if names else []
        # Counted first, then only those that are shown are looked up.
        return self.rows(
            f"{columns} FROM (SELECT x.actor AS actor, sum(x.mentions) AS mentions, count(*) AS stories, "
            "sum(x.said) AS said, max(CASE WHEN x.said THEN x.when_at ELSE 0 END) AS last_said, "
            "max(x.when_at) AS last_named FROM json_each(?) AS wanted CROSS JOIN story_actor x ON x.story = "
            "wanted.value "
            f"{only} GROUP BY x.actor ORDER BY 5 DESC, 6 DESC LIMIT ?) counted JOIN actor a ON a.actor = counted.actor "
            "WHERE a.merged_into IS NULL ORDER BY counted.last_said DESC, counted.last_named DESC LIMIT ?",
            (listed(stories), *params, limit + 50, limit),
        )

    def _with_activity(self, rows: Sequence[tuple]) -> list[ActorRow]:  # type: ignore[type-arg]
        today = to_seconds(self.now) // A_DAY
        activity: dict[int, list[int]] = {row[0]: [0] * DAYS for row in rows}
        for actor, day, count in self.rows(
            "SELECT d.actor, d.day, d.stories FROM json_each(?) AS days CROSS JOIN json_each(?) AS wanted "
            "CROSS JOIN actor_day d ON d.day = days.value AND d.actor = wanted.value",
            (listed(range(today - DAYS + 1, today + 1)), listed(sorted(activity))),
        ):
            activity[actor][day - today + DAYS - 1] = count
        newest = self.one("SELECT max(seen) FROM story")
        new_since = (newest[0] if newest and newest[0] else 0) - A_DAY
        return [
            ActorRow(
                actor=row[1],
                name=row[2],
                type=row[3],
                role=row[4],
                affiliation=row[5],
                mentions=row[6],
                stories=row[7],
                said=row[8],
                last_said=from_seconds(row[9]) if row[9] else None,
                last_named=from_seconds(row[10]) if row[10] else None,
                is_new=row[12] >= new_since,
                activity=tuple(activity[row[0]]),
            )
            for row in rows
        ]

    def called(self, name: str) -> list[tuple[str, str]]:
        """(identity, name) of the actors so called, by identity or name; those merged count as what they are now."""
        return [
            (identity, shown)
            for identity, shown in self.rows(
                "SELECT DISTINCT coalesce(m.identity, a.identity), coalesce(m.name, a.name) FROM actor a LEFT JOIN "
                "actor m ON m.actor = a.merged_into WHERE a.actor IN (SELECT value FROM json_each(?))",
                (listed(self.names.actors(name)),),
            )
        ]

    def dossier(self, actor: str, limit: int = 100) -> Dossier | None:
        """Everything about one actor, by identity or name; None when nobody is so called."""
        keys = self.names.actors(actor)
        if not keys:
            return None
        columns = _COLUMNS.format(of="a")
        rows = self.rows(
            f"{columns} FROM actor a WHERE a.actor IN (SELECT value FROM json_each(?)) ORDER BY a.stories DESC",
            (listed(keys),),
        )
        head = self._with_activity(rows[:1])[0]
        query = build_query(actor=head.actor)
        spoken = build_query(speaker=head.actor)
        said = self.said(spoken, limit)
        about = [row for row in self.said(query, limit * 3) if not row.is_by(head.actor) and _names(row, head)]
        days = self.rows(
            f"{_DAYS} SELECT d.day, sum(d.stories) FROM days CROSS JOIN json_each(?) AS wanted CROSS JOIN actor_day d "
            "ON d.day = days.day AND d.actor = wanted.value GROUP BY 1 HAVING sum(d.stories) > 0 ORDER BY 1",
            (listed(keys),),
        )
        return Dossier(
            actor=head,
            names=self._names_of(keys, head.actor),
            roles=self._roles(keys, head.actor),
            said=tuple(said),
            said_about=tuple(about[:limit]),
            activity=tuple((from_seconds(day * A_DAY), count) for day, count in days),
            first_named=from_seconds(rows[0][11]),
            with_=tuple(self._company(keys, head.actor)),
        )

    def _names_of(self, keys: Sequence[int], identity: str) -> tuple[str, ...]:
        rows = self.rows(
            "SELECT DISTINCT name FROM actor WHERE actor IN (SELECT value FROM json_each(?))", (listed(keys),)
        )
        found = dict.fromkeys(row[0] for row in rows)
        for findings in self._latest_findings(keys, 40):
            found.update(dict.fromkeys(a.name for a in findings.actors if a.actor == identity))
            found.update(dict.fromkeys(m.text for a in findings.actors if a.actor == identity for m in a.mentions))
        return tuple(found)[:60]

    def _roles(self, keys: Sequence[int], identity: str) -> tuple[RoleRow, ...]:
        """Roles over time, as stories gave them, newest first."""
        found: dict[tuple[str, str], list[datetime]] = {}
        for when, findings in self._dated_findings(keys, 200):
            for actor in findings.actors:
                if actor.actor == identity and (actor.role or actor.affiliation):
                    found.setdefault((actor.role or "", actor.affiliation or ""), []).append(when)
        rows = [
            RoleRow(role, where, min(moments), max(moments), len(moments)) for (role, where), moments in found.items()
        ]
        return tuple(sorted(rows, key=lambda row: row.last, reverse=True))

    def _latest_findings(self, keys: Sequence[int], limit: int):  # type: ignore[no-untyped-def]
        return [findings for _, findings in self._dated_findings(keys, limit)]

    def _dated_findings(self, keys: Sequence[int], limit: int):  # type: ignore[no-untyped-def]
        from store.packing import unpack_findings

        rows = self.rows(
            f"SELECT d.when_at, r.findings, b.text FROM {OF_ACTORS} CROSS JOIN body b ON b.story = d.story "
            f"CROSS JOIN reading r ON r.story = d.story WHERE {IN_THE_WEEK} AND d.actor = ? LIMIT ?",
            (self.weeks(), keys[0], limit),
        )
        return [(from_seconds(when), unpack_findings(packed, text)) for when, packed, text in rows if packed]

    def _company(self, keys: Sequence[int], identity: str) -> list[tuple[str, int]]:
        """Who is named in the same stories most, over the newest 300."""
        return [
            (name, count)
            for name, count in self.rows(
                f"SELECT a.name, count(*) FROM (SELECT d.story FROM {OF_ACTORS} WHERE {IN_THE_WEEK} AND d.actor = ? "
                "LIMIT 300) near CROSS JOIN story_actor x ON x.story = near.story "
                "JOIN actor a ON a.actor = x.actor WHERE x.actor <> ? GROUP BY x.actor ORDER BY 2 DESC, 1 LIMIT 12",
                (self.weeks(), keys[0], keys[0]),
            )
        ]


_DAYS = (
    "WITH RECURSIVE days (day) AS (SELECT min(day) FROM actor_day UNION ALL "
    "SELECT (SELECT min(d.day) FROM actor_day d WHERE d.day > days.day) FROM days WHERE days.day IS NOT NULL)"
)
"""The days somebody is named on, from one to the next: the counters are in their order."""


def _names(row: SaidRow, actor: ActorRow) -> bool:
    """Whether words are about an actor: they name it, in full or by its last name."""
    last = actor.name.split()[-1] if actor.name.split() else ""
    return bool(last) and last in f"{row.text} {row.carrier}"
