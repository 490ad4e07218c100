"""The names the store knows, looked up for queries: actors by word, outlets and feeds by name, threads by id."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field

from store.binding import numbered
from store.identity import fold, number_of, words


@dataclass(frozen=True, slots=True)
class OutletRow:
    """An outlet as queries look for it."""

    outlet: int
    name: str
    kind: str
    country: str
    reliability: str
    stories: int


@dataclass(slots=True)
class Names:
    """Look-ups on one connection; the small tables are read once per change of the store."""

    connection: sqlite3.Connection
    _version: int = -1
    _outlets: list[OutletRow] = field(default_factory=list)
    _feeds: dict[str, int] = field(default_factory=dict)
    _threads: dict[str, int] = field(default_factory=dict)

    def outlets(self, *, name: str = "", kind: str = "", country: str = "", reliability: str = "") -> list[int]:
        """Outlets by name (whole, else all its words), kind, country or reliability."""
        self._load()
        if kind:
            return [row.outlet for row in self._outlets if fold(row.kind) == fold(kind)]
        if country:
            return [row.outlet for row in self._outlets if row.country.casefold() == country.casefold()]
        if reliability:
            return [row.outlet for row in self._outlets if fold(row.reliability) == fold(reliability)]
        wanted = fold(name)
        exact = [row.outlet for row in self._outlets if fold(row.name) == wanted]
        if exact:
            return exact
        asked = set(words(name))
        return [row.outlet for row in self._outlets if asked and asked <= set(words(row.name))]

    def feed(self, name: str) -> list[int]:
        """Feeds by name."""
        self._load()
        wanted = fold(name)
        return [row for feed, row in self._feeds.items() if fold(feed) == wanted]

    def thread(self, identity: str) -> list[int]:
        """Threads by id, `-` or `none` for those on no thread."""
        self._load()
        wanted = "-" if identity == "none" else fold(identity)
        return [row for thread, row in self._threads.items() if thread and fold(thread) == wanted]

    def actors(self, name: str, limit: int = 500) -> list[int]:
        """Actors by name: those so named when there are any, else all whose names have these words; actors an analyst
        merged count as one."""
        asked = words(name)
        if not asked:
            return []
        exact = self.connection.execute(
            "SELECT actor FROM actor WHERE identity = ? OR identity = ?", (name, name.strip())
        ).fetchall()
        found = [row[0] for row in exact]
        if not found:
            parts = ["SELECT actor FROM actor_word WHERE word = ?"] * min(len(asked), 8)
            rows = self.connection.execute(" INTERSECT ".join(parts) + " LIMIT ?", (*asked[:8], limit)).fetchall()
            found = [row[0] for row in rows]
            found = self._so_named(found, fold(name)) or found
        return self._with_merged(found)

    def _so_named(self, actors: list[int], wanted: str) -> list[int]:
        rows = self.connection.execute(
            "SELECT actor, name FROM actor WHERE actor IN (SELECT value FROM json_each(?))", (json.dumps(actors),)
        )
        return [actor for actor, name in rows if fold(name) == wanted]

    def _with_merged(self, actors: list[int]) -> list[int]:
        if not actors:
            return []
        listed = json.dumps(actors)
        rows = self.connection.execute(
            "SELECT actor FROM actor WHERE merged_into IN (SELECT value FROM json_each(?1)) "
            "AND merged_into IS NOT NULL UNION "
            "SELECT merged_into FROM actor WHERE actor IN (SELECT value FROM json_each(?1)) AND merged_into IS NOT "
            "NULL",
            numbered(listed),
        )
        return sorted({*actors, *(row[0] for row in rows)})

    def cluster(self, identity: str) -> int | None:
        """The cluster of a public id, following redirects; a story's id gives its cluster."""
        number = number_of(identity)
        row = None
        if number is not None:
            row = self.connection.execute(
                "SELECT coalesce(cluster, story), story FROM story WHERE id = ?", (number,)
            ).fetchone()
        if row is None:
            return None
        cluster = int(row[1])
        for _ in range(100):
            there = self.connection.execute(
                "SELECT into_cluster FROM cluster_redirect WHERE cluster = ?", (cluster,)
            ).fetchone()
            if there is None:
                break
            cluster = int(there[0])
        has = self.connection.execute("SELECT 1 FROM cluster WHERE cluster = ?", (cluster,)).fetchone()
        return cluster if has else int(row[0])

    def _load(self) -> None:
        version = int(self.connection.execute("PRAGMA data_version").fetchone()[0])
        if version == self._version:
            return
        self._version = version
        self._outlets = [
            OutletRow(*row)
            for row in self.connection.execute("SELECT outlet, name, kind, country, reliability, stories FROM outlet")
        ]
        self._feeds = dict(self.connection.execute("SELECT name, feed FROM feed"))
        self._threads = dict(self.connection.execute("SELECT id, thread FROM thread"))
