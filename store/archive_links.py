"""Links of stories to threads and actors, gathered over a batch, and the counters that panels read instead of rows."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence

from store import overlay_stories
from store.archive_stories import count_hours
from store.identity import words
from store.moments import A_DAY, AN_HOUR
from store.overlay_stories import NO_THREAD
from store.written import Named

MOST_KNOWN = 50_000
"""Actors remembered by identity, so that a batch need not look for those of the batches before."""


class Actors:
    """The rows of actors by identity, made when they are new; knows which names they were seen under."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._rows: dict[str, int] = {}
        self._names: set[tuple[int, str]] = set()
        self.met: set[tuple[str, str]] = set()
        """Identities with names whose rows and words are all there."""

    def forget(self) -> None:
        """Drop what was kept, after a transaction that was rolled back."""
        self._rows.clear()
        self._names.clear()
        self.met.clear()

    def make_room(self) -> None:
        """Drop what was kept when it is much; call it before a batch."""
        if len(self._rows) > MOST_KNOWN:
            self.forget()

    def rows(self, wanted: dict[str, tuple[str, str, int]], at: int) -> dict[str, int]:
        """The rows of actors: identity -> (name, type, when) given. Those nobody has named yet are made."""
        unknown = [identity for identity in wanted if identity not in self._rows]
        if unknown:
            find = (
                "SELECT identity, actor FROM json_each(?) AS asked CROSS JOIN actor ON actor.identity = asked.value",
                (json.dumps(unknown, ensure_ascii=False),),
            )
            self._rows.update(self.connection.execute(*find))
            new = [identity for identity in unknown if identity not in self._rows]
            self.connection.executemany(
                "INSERT INTO actor (identity, name, type, first_named, last_named, first_had) VALUES (?, ?, ?, ?, ?, "
                "?)",
                [(identity, *wanted[identity][:2], when := wanted[identity][2], when, at) for identity in new],
            )
            if new:
                self._rows.update(self.connection.execute(*find))
        return self._rows

    def learn_names(self, named: Sequence[tuple[int, str]]) -> None:
        """Let actors be found by the words of names. The one shown is the one they are known by (Iran, not Tehran;
        Vladimir Putin, not Vladimir V. Putin), and until a story gives that the fullest."""
        new = [pair for pair in named if pair not in self._names]
        if not new:
            return
        self._names.update(new)
        self.connection.executemany(
            "INSERT OR IGNORE INTO actor_word (word, actor) VALUES (?, ?)",
            sorted({(word, actor) for actor, name in new for word in words(name)}),
        )
        shown = {
            actor: (identity, name)
            for actor, identity, name in self.connection.execute(
                "SELECT actor, identity, name FROM json_each(?) AS asked CROSS JOIN actor ON actor.actor = asked.value",
                (json.dumps(sorted({actor for actor, _ in new})),),
            )
        }
        better: dict[int, str] = {}
        for actor, name in new:
            identity, before = shown[actor][0], better.get(actor, shown[actor][1])
            if name not in (identity, before) and _rank(name, identity) > _rank(before, identity):
                better[actor] = name
        self.connection.executemany("UPDATE actor SET name = ? WHERE actor = ?", [(n, a) for a, n in better.items()])


def _rank(name: str, identity: str) -> tuple[bool, int, int]:
    """NATO stands before Nato."""
    return is_known_by(name, identity), len(name), sum(map(str.isupper, name))


def is_known_by(name: str, identity: str) -> bool:
    """Whether a name is the one an identity was made of, in the who's-who or here: its words with hyphens between."""
    return "-".join(words(name)) == identity.lstrip("~")


_NO_ROLE = (0, "", "")
_COUNT_ACTOR = (
    "UPDATE actor SET stories = stories + ?, mentions = mentions + ?, said = said + ?, first_named = min(first_named, "
    "?), last_named = max(last_named, ?), "
    "role = CASE WHEN max(last_named, ?) <= ? THEN coalesce(nullif(?, ''), role) ELSE role END, "
    "affiliation = CASE WHEN max(last_named, ?) <= ? THEN coalesce(nullif(?, ''), affiliation) ELSE affiliation END{} "
    "WHERE actor = ?"
)
_COUNT_THREAD_ACTOR = (
    "INSERT INTO thread_actor (thread, actor, stories, mentions, said, last_named, last_said) VALUES (?, ?, ?, ?, ?, "
    "?, ?) ON CONFLICT (thread, actor) DO UPDATE SET stories = stories + excluded.stories, mentions = mentions + "
    "excluded.mentions, said = said + excluded.said, last_named = max(last_named, excluded.last_named)"
)
"""Without `last_said` for who says nothing: SQLite writes the entry of an index anew when its column is set, whatever
it is set to."""


class Links:
    """Links gathered over a batch, and what they change in the counters."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._story_actors: list[tuple[int, ...]] = []
        self._thread_stories: list[tuple[int, int, int, float, int]] = []
        self._thread_events: list[tuple[int, int, int, int]] = []
        self._rejoined: list[tuple[int, int]] = []
        self._roles: dict[int, tuple[int, str, str]] = {}
        self._actor_days: dict[tuple[int, int], int] = {}
        self._actors: dict[int, list[int]] = {}
        self._thread_actors: dict[tuple[int, int], list[int]] = {}
        self.hours: dict[int, Counter[int]] = {}

    def count_hour(self, thread: int, hour: int, change: int) -> None:
        """A story more or less on a thread in an hour."""
        self.hours.setdefault(thread, Counter())[hour] += change

    def add_threads(self, story: int, when: int, links: Sequence[tuple[int, float, bool]]) -> None:
        """A story's threads: (row, score, whether it is the main subject) each."""
        for thread, score, is_primary in links or [(NO_THREAD, 0.0, False)]:
            self._thread_stories.append((thread, when, story, round(score, 3), int(is_primary)))
            self.count_hour(thread, when // AN_HOUR, 1)

    def add_events(self, threads: Sequence[int], story: int, days: Sequence[tuple[int, int, int]] | None) -> None:
        """A story's events on its threads' timelines: (is_told, day, event) each, None for those that are stored."""
        for thread in threads:
            if days is None:
                self._rejoined.append((thread, story))
            else:
                self._thread_events += [(thread, *day) for day in days]

    def add_actors(
        self, story: int, when: int, named: Sequence[Named], rows: dict[str, int], threads: Sequence[int]
    ) -> None:
        """Who is named in a story, and who speaks."""
        counts: dict[int, tuple[int, int]] = {}
        roles, actors, days, link = self._roles, self._actors, self._actor_days, self._story_actors.append
        for identity, _, _, role, affiliation, mentions, said in named:
            row = rows[identity]
            if role or affiliation:
                before = roles.get(row)
                if before is None or before[0] <= when:
                    roles[row] = (when, role, affiliation)
            others = counts.get(row)
            counts[row] = (mentions, said) if others is None else (others[0] + mentions, others[1] + said)
        day = when // A_DAY
        for row, (mentions, said) in counts.items():
            link((story, row, mentions, said, when))
            change = (1, mentions, said, when, when, when if said else 0)
            add_counts(actors, row, change)
            on_day = (day, row)
            days[on_day] = days.get(on_day, 0) + 1
            for thread in threads:
                add_counts(self._thread_actors, (thread, row), change)

    def withdraw(self, story: int, when: int, threads: Sequence[int]) -> None:
        """Take back the links of an earlier reading, now, and their counts with the batch."""
        for thread in threads or [NO_THREAD]:
            gone = self.connection.execute(
                "DELETE FROM thread_story WHERE thread = ? AND when_at = ? AND story = ?", (thread, when, story)
            ).rowcount
            self.count_hour(thread, when // AN_HOUR, -gone)
            overlay_stories.link_events(self.connection, thread, story, False)
        for actor, mentions, said in self.connection.execute(
            "SELECT actor, mentions, said FROM story_actor WHERE story = ?", (story,)
        ).fetchall():
            gone_counts = (-1, -mentions, -said)
            add_counts(self._actors, actor, (*gone_counts, when, 0, 0))
            day = when // A_DAY
            self._actor_days[day, actor] = self._actor_days.get((day, actor), 0) - 1
            for thread in threads:
                add_counts(self._thread_actors, (thread, actor), (*gone_counts, 0, 0, 0))
        self.connection.execute("DELETE FROM story_actor WHERE story = ?", (story,))

    def write(self) -> None:
        """Write what was gathered, sorted by key, so that a page is touched once."""
        run = self.connection.executemany
        run(
            "INSERT INTO story_actor (story, actor, mentions, said, when_at) VALUES (?, ?, ?, ?, ?)",
            sorted(self._story_actors),
        )
        run(
            "INSERT INTO thread_story (thread, when_at, story, score, is_primary) VALUES (?, ?, ?, ?, ?)",
            sorted(self._thread_stories),
        )
        run(
            "INSERT OR IGNORE INTO thread_event (thread, is_told, day, event) VALUES (?, ?, ?, ?)",
            sorted(self._thread_events),
        )
        for thread, story in self._rejoined:
            overlay_stories.link_events(self.connection, thread, story, True)
        run(
            "INSERT INTO actor_day (day, actor, stories) VALUES (?, ?, ?) ON CONFLICT (day, actor) DO UPDATE SET "
            "stories = stories + excluded.stories",
            sorted((*key, count) for key, count in self._actor_days.items() if count),
        )
        self._count_merged()
        self._write_actors()
        self._write_thread_actors()
        for thread, hours in self.hours.items():
            count_hours(self.connection, thread, hours)

    def _write_actors(self) -> None:
        """The counters of actors, and the newest role and affiliation stories give them."""
        silent, speaking = list[tuple[object, ...]](), list[tuple[object, ...]]()
        for actor, (stories, mentions, said, first, named, last) in sorted(self._actors.items()):
            when, role, affiliation = self._roles.get(actor, _NO_ROLE)
            row = (stories, mentions, said, first, named, *(named, when, role), *(named, when, affiliation))
            if last:
                speaking.append((*row, last, actor))
            else:
                silent.append((*row, actor))
        self.connection.executemany(_COUNT_ACTOR.format(""), silent)
        self.connection.executemany(_COUNT_ACTOR.format(", last_said = max(last_said, ?)"), speaking)

    def _write_thread_actors(self) -> None:
        """The same of actors on threads."""
        silent, speaking = list[tuple[object, ...]](), list[tuple[object, ...]]()
        for key, (stories, mentions, said, _, named, last) in sorted(self._thread_actors.items()):
            (speaking if last else silent).append((*key, stories, mentions, said, named, last))
        self.connection.executemany(_COUNT_THREAD_ACTOR, silent)
        self.connection.executemany(
            _COUNT_THREAD_ACTOR + ", last_said = max(last_said, excluded.last_said)",
            speaking,
        )

    def _count_merged(self) -> None:
        """What counts for a merged actor counts for the one it was merged into as well."""
        merged = self.connection.execute(
            "SELECT actor, merged_into FROM actor WHERE merged_into IS NOT NULL"
        ).fetchall()
        for actor, into in merged:
            if actor in self._actors:
                add_counts(self._actors, into, tuple(self._actors[actor]))
                for (thread, each), counts in list(self._thread_actors.items()):
                    if each == actor:
                        add_counts(self._thread_actors, (thread, into), tuple(counts))


def add_counts(counts: dict, key: object, change: tuple[int, ...]) -> None:  # type: ignore[type-arg]
    """Add (stories, mentions, said, first named, last named, last said) to the counts of a key."""
    entry = counts.get(key)
    if entry is None:
        counts[key] = list(change)
        return
    stories, mentions, said, first, named, last = change
    entry[0] += stories
    entry[1] += mentions
    entry[2] += said
    # Compared and not min and max: this is asked ten times a story.
    if first < entry[3]:
        entry[3] = first
    if named > entry[4]:
        entry[4] = named
    if last > entry[5]:
        entry[5] = last
