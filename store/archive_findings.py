"""Saving what was read out of stories: findings, the thin rows panels read, links, counters and the full-text index."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from feeds.exchange import ReadStory
from feeds.story import Findings
from store import overlay
from store.archive_stories import ALL_STORIES, count_hours, forget_search
from store.finding_rows import EVENT, SAID, FindingRow, FindingTable, Placed, event_row, quote_row, statement_row
from store.fingerprints import pack_fingerprint
from store.identity import words
from store.moments import A_DAY, AN_HOUR, day_of, sort_moment, to_seconds
from store.overlay_findings import laid_over, marks_on
from store.packing import deflate, pack_findings, places, text_of
from store.schema import FINDING_BITS
from store.shingles import ShingleIndex

NO_THREAD = 2
"""The row of `thread` for stories on no thread."""

HAS_QUOTE, HAS_STATEMENT, HAS_EVENT, HAS_NOTE = 1, 2, 4, 8
MAX_ROWS = 1 << FINDING_BITS


@dataclass(slots=True)
class _Batch:
    """Rows gathered over a batch, so that each table is written with one executemany."""

    search: list[tuple[object, ...]] = field(default_factory=list)
    roles: dict[int, tuple[int, str, str]] = field(default_factory=dict)
    """actor: (when, role, affiliation) of the newest story in the batch."""
    said: list[tuple[object, ...]] = field(default_factory=list)
    said_search: list[tuple[object, ...]] = field(default_factory=list)
    features: list[tuple[int, bytes]] = field(default_factory=list)
    events: list[tuple[object, ...]] = field(default_factory=list)
    story_actors: list[tuple[object, ...]] = field(default_factory=list)
    thread_stories: list[tuple[object, ...]] = field(default_factory=list)
    fingerprints: list[tuple[int, Sequence[int]]] = field(default_factory=list)
    actor_days: Counter[tuple[int, int]] = field(default_factory=Counter)
    actors: dict[int, list[int]] = field(default_factory=dict)
    """actor: [stories, mentions, said, first, last named, last said]."""
    thread_actors: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    thread_hours: dict[int, Counter[int]] = field(default_factory=dict)


class FindingsWriter:
    """Writes batches of findings inside the caller's transaction; keeps the rowids of actors and threads it met."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.shingles = ShingleIndex(connection)
        self._actors: dict[str, int] = {}
        self._actor_names: dict[int, set[str]] = {}
        self._threads: dict[str, int] = {}

    def forget(self) -> None:
        """Drop what was kept, after a transaction that was rolled back."""
        self.shingles.forget()
        self._actors.clear()
        self._actor_names.clear()
        self._threads.clear()

    def save(self, rows: Iterable[ReadStory], version: int, knowledge: int, now: datetime) -> int:
        """Save findings; gives how many. A story that was revised since it was handed out is passed over."""
        batch = _Batch()
        saved = 0
        at = to_seconds(now)
        for row in rows:
            saved += self._save_one(row, version, knowledge, at, batch)
        self._flush(batch)
        return saved

    def _save_one(self, row: ReadStory, version: int, knowledge: int, at: int, batch: _Batch) -> int:
        story = row.story.rowid
        current = self.connection.execute(
            "SELECT revision, read_at, seen, when_at, published, published_offset, published_from, has, threads, "
            "title, "
            "reader, coalesce(given_title, title) FROM story JOIN body USING (story) LEFT JOIN reading USING (story) "
            "WHERE story = ?",
            (story,),
        ).fetchone()
        if current is None or current[0] != row.story.revision:
            return 0
        _, read_at, seen, old_when, published, offset, origin, has, old_threads, old_title, old_reader, given = current
        # The packed findings are the reader's own; rows and links have the analyst's marks over them.
        marks = marks_on(self.connection, story)
        findings = laid_over(row.findings, marks) if marks else row.findings
        text = text_of(findings.paragraphs)
        was_read = old_reader is not None
        if published is None or origin == "text":
            published, offset, origin = _published_in(findings)
        when = sort_moment(published, seen)
        if read_at is not None:
            forget_search(self.connection, story)
        if was_read or marks:
            # Links of an earlier reading, or of an analyst who was quicker than the reader.
            self._withdraw(story, old_when, old_threads, batch)
        if when != old_when:
            self.connection.execute(
                "UPDATE cluster SET first_at = min(first_at, ?1), latest_at = CASE WHEN stories = 1 THEN ?1 ELSE "
                "max(latest_at, ?1) END WHERE cluster = (SELECT cluster FROM story WHERE story = ?2)",
                (when, story),
            )
            hours = batch.thread_hours.setdefault(ALL_STORIES, Counter())
            hours[old_when // AN_HOUR] -= 1
            hours[when // AN_HOUR] += 1
        told = day_of(when, offset if when == published else 0)
        if was_read:
            self.connection.execute(
                "UPDATE event SET day = ?1 WHERE event BETWEEN ?2 AND ?3 AND is_told AND day <> ?1",
                (told, story << FINDING_BITS, (story << FINDING_BITS) + MAX_ROWS - 1),
            )
        title = findings.title or given or old_title or _first_sentence(text)
        threads = self._link_threads(story, when, findings, batch)
        actors = self._link_actors(story, when, at, findings, threads, batch)
        placed = Placed(text, places(findings.paragraphs))
        has = (has & HAS_NOTE) | self._said_rows(story, findings, actors, placed, at if was_read else None, batch)
        has |= self._event_rows(story, findings, told, placed, at if was_read else None, batch)
        if when != old_when or origin == "text":
            # Indexed columns are written only when they change: their index entries are not made anew.
            self.connection.execute(
                "UPDATE story SET published = ?, published_offset = ?, published_from = ?, when_at = ? WHERE story = ?",
                (published, offset, origin, when, story),
            )
        self.connection.execute(
            "UPDATE story SET title = ?, language = ?, read_at = ?, has = ?, threads = ? WHERE story = ?",
            (
                title,
                findings.language,
                at,
                has,
                ";".join(f"{link.id} {link.role} {link.score:.3f}" for link in findings.threads),
                story,
            ),
        )
        self.connection.execute(
            "UPDATE body SET wire = ?, byline = CASE WHEN ?2 <> '' THEN ?2 ELSE byline END, given_title = ?, text = ?, "
            "source = ? WHERE story = ?",
            (
                findings.wire,
                findings.byline,
                given if given != title else None,
                text,
                deflate(row.story.document.text, text),
                story,
            ),
        )
        self.connection.execute(
            "UPDATE reading SET reader = ?, knowledge = ?, words = ?, findings = ?, fingerprint = ? WHERE story = ?"
            if was_read
            else "INSERT INTO reading (reader, knowledge, words, findings, fingerprint, story) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (
                version,
                knowledge,
                row.words or None,
                pack_findings(row.findings, text),
                pack_fingerprint(row.fingerprint),
                story,
            ),
        )
        if row.features is not None:
            batch.features.append((story, row.features))
        batch.search.append((story, title, text))
        if row.fingerprint:
            batch.fingerprints.append((story, row.fingerprint))
        return 1

    def _withdraw(self, story: int, when: int, threads: str, batch: _Batch) -> None:
        """Take back the links and counters of an earlier reading."""
        linked = [self.thread(entry.split(" ")[0]) for entry in threads.split(";") if entry] or [NO_THREAD]
        for thread in linked:
            gone = self.connection.execute(
                "DELETE FROM thread_story WHERE thread = ? AND when_at = ? AND story = ?", (thread, when, story)
            ).rowcount
            batch.thread_hours.setdefault(thread, Counter())[when // AN_HOUR] -= gone
            overlay.link_events(self.connection, thread, story, False)
        for actor, mentions, said in self.connection.execute(
            "SELECT actor, mentions, said FROM story_actor WHERE story = ?", (story,)
        ).fetchall():
            _add(batch.actors, actor, -1, -mentions, -said, when, 0, 0)
            batch.actor_days[actor, when // A_DAY] -= 1
            for thread in linked:
                _add(batch.thread_actors, (thread, actor), -1, -mentions, -said, 0, 0, 0)
        self.connection.execute("DELETE FROM story_actor WHERE story = ?", (story,))
        self.shingles.discard(story)

    def _link_threads(self, story: int, when: int, findings: Findings, batch: _Batch) -> list[int]:
        linked = []
        for link in findings.threads:
            thread = self.thread(link.id)
            linked.append(thread)
            batch.thread_stories.append((thread, when, story, round(link.score, 3), int(link.role == "primary")))
            batch.thread_hours.setdefault(thread, Counter())[when // AN_HOUR] += 1
        if not linked:
            batch.thread_stories.append((NO_THREAD, when, story, 0.0, 0))
            batch.thread_hours.setdefault(NO_THREAD, Counter())[when // AN_HOUR] += 1
        return linked

    def _link_actors(
        self, story: int, when: int, at: int, findings: Findings, threads: Sequence[int], batch: _Batch
    ) -> dict[str, int]:
        said = Counter(q.actor for q in findings.quotes if q.actor)
        said.update(s.actor for s in findings.statements if s.actor)
        rows: dict[str, int] = {}
        counts: dict[int, list[int]] = {}
        for actor in findings.actors:
            rowid = self._actor(actor.actor, actor.name, actor.type, when, at)
            rows[actor.actor] = rowid
            self._learn_names(rowid, [actor.name, actor.actor])
            if actor.role or actor.affiliation:
                before = batch.roles.get(rowid)
                if before is None or before[0] <= when:
                    batch.roles[rowid] = (when, actor.role or "", actor.affiliation or "")
            entry = counts.setdefault(rowid, [0, 0])
            entry[0] += len(actor.mentions)
        for identity, times in said.items():
            if identity not in rows:
                rows[identity] = self._actor(identity, identity, "person", when, at)
                self._learn_names(rows[identity], [identity])
            counts.setdefault(rows[identity], [0, 0])[1] += times
        for rowid, (mentions, count) in counts.items():
            batch.story_actors.append((story, rowid, mentions, count, when))
            last_said = when if count else 0
            _add(batch.actors, rowid, 1, mentions, count, when, when, last_said)
            batch.actor_days[rowid, when // A_DAY] += 1
            for thread in threads:
                _add(batch.thread_actors, (thread, rowid), 1, mentions, count, when, when, last_said)
        return rows

    def _said_rows(
        self,
        story: int,
        findings: Findings,
        actors: dict[str, int],
        placed: Placed,
        had: int | None,
        batch: _Batch,
    ) -> int:
        roles = {actor.actor: actor.role or actor.known_role for actor in findings.actors}
        rows = [quote_row(quote, actors, roles) for quote in findings.quotes]
        rows += [statement_row(statement, actors, roles) for statement in findings.statements]
        rows = rows[: MAX_ROWS // 2]
        has = (HAS_QUOTE if findings.quotes else 0) | (HAS_STATEMENT if findings.statements else 0)
        first = story << FINDING_BITS
        if had is not None:
            rows, first = self._supersede(SAID, rows, placed, story, had)
        for number, row in enumerate(rows, first):
            place, text = placed.at(*row.place, row.text)
            batch.said.append((number, *row.values, *row.place, place, text, row.extra, had))
            batch.said_search.append((number, row.text))
        return has

    def _event_rows(
        self, story: int, findings: Findings, told: int, placed: Placed, had: int | None, batch: _Batch
    ) -> int:
        rows = [event_row(event, told) for event in findings.events][: MAX_ROWS // 2]
        has = HAS_EVENT if rows else 0
        first = story << FINDING_BITS
        if had is not None:
            rows, first = self._supersede(EVENT, rows, placed, story, had)
        for number, row in enumerate(rows, first):
            place, text = placed.at(*row.place, row.text)
            batch.events.append((number, *row.values, *row.place, place, text, had, row.day, row.is_told))
        return has

    def _supersede(
        self, table: FindingTable, rows: list[FindingRow], placed: Placed, story: int, at: int
    ) -> tuple[list[FindingRow], int]:
        """Rows a new reading brings that the old had not, and the number they start at.

        What both have stays, at its new place. What only the old has is kept as superseded, with its words, so that
        `--as-of` can answer what was known then.
        """
        low, high = story << FINDING_BITS, (story + 1) << FINDING_BITS
        name = table.name
        stored = self.connection.execute(
            f"SELECT {name}, coalesce({name}.{table.text}, substr(body.text, place + 1, end - start)), {table.columns} "
            f"FROM {name} JOIN body ON body.story = ? WHERE {name} >= ? AND {name} < ? AND superseded_at IS NULL",
            (story, low, high),
        ).fetchall()
        wanted: dict[tuple[object, ...], list[FindingRow]] = {}
        for row in rows:
            wanted.setdefault((row.text, *row.values), []).append(row)
        for number, *found in stored:
            same = wanted.get(tuple(found))
            if same:
                row = same.pop(0)
                place, text = placed.at(*row.place, row.text)
                self.connection.execute(
                    f"UPDATE {name} SET paragraph = ?, start = ?, end = ?, place = ?, {table.text} = ? WHERE {name} = "
                    f"?",
                    (*row.place, place, text, number),
                )
            else:
                self.connection.execute(
                    f"UPDATE {name} SET superseded_at = ?, {table.text} = ? WHERE {name} = ?", (at, found[0], number)
                )
        top = self.connection.execute(
            f"SELECT max({name}) FROM {name} WHERE {name} >= ? AND {name} < ?", (low, high)
        ).fetchone()[0]
        first = low if top is None else top + 1
        fresh = [row for same in wanted.values() for row in same]
        return fresh[: max(0, high - first)], first

    def thread(self, identity: str) -> int:
        """The row of a thread, made when there is none."""
        found = self._threads.get(identity)
        if found is None:
            self.connection.execute("INSERT OR IGNORE INTO thread (id) VALUES (?)", (identity,))
            found = int(self.connection.execute("SELECT thread FROM thread WHERE id = ?", (identity,)).fetchone()[0])
            self._threads[identity] = found
        return found

    def _actor(self, identity: str, name: str, kind: str, when: int, at: int) -> int:
        found = self._actors.get(identity)
        if found is None:
            row = self.connection.execute("SELECT actor FROM actor WHERE identity = ?", (identity,)).fetchone()
            if row is None:
                cursor = self.connection.execute(
                    "INSERT INTO actor (identity, name, type, first_named, last_named, first_had) VALUES (?, ?, ?, ?, "
                    "?, ?)",
                    (identity, name, kind, when, when, at),
                )
                found = int(cursor.lastrowid or 0)
            else:
                found = int(row[0])
            if len(self._actors) > 50_000:
                self.forget()
            self._actors[identity] = found
        return found

    def _learn_names(self, actor: int, names: Sequence[str]) -> None:
        known = self._actor_names.setdefault(actor, set())
        for name in names:
            if name not in known:
                known.add(name)
                self.connection.executemany(
                    "INSERT OR IGNORE INTO actor_word (word, actor) VALUES (?, ?)",
                    [(word, actor) for word in words(name)],
                )
                self.connection.execute(
                    "UPDATE actor SET name = ? WHERE actor = ? AND length(name) < length(?) AND ? <> identity",
                    (name, actor, name, name),
                )

    def _count_merged(self, batch: _Batch) -> None:
        merged = dict(
            self.connection.execute(
                "SELECT actor, merged_into FROM actor WHERE merged_into IS NOT NULL AND actor IN "
                "(SELECT value FROM json_each(?))",
                (json.dumps(list(batch.actors)),),
            )
        )
        for actor, into in merged.items():
            _add(batch.actors, into, *batch.actors[actor])
            for (thread, each), counts in list(batch.thread_actors.items()):
                if each == actor:
                    _add(batch.thread_actors, (thread, into), *counts)

    def _flush(self, batch: _Batch) -> None:
        run = self.connection.executemany
        run(
            f"INSERT INTO said (said, {SAID.columns}, paragraph, start, end, place, text, carrier, first_had) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            batch.said,
        )
        run("INSERT INTO said_search (rowid, text) VALUES (?, ?)", batch.said_search)
        run(
            f"INSERT INTO event (event, {EVENT.columns}, paragraph, start, end, place, evidence, first_had, day, "
            "is_told) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            batch.events,
        )
        run(
            "INSERT INTO story_actor (story, actor, mentions, said, when_at) VALUES (?, ?, ?, ?, ?)", batch.story_actors
        )
        run(
            "INSERT INTO thread_story (thread, when_at, story, score, is_primary) VALUES (?, ?, ?, ?, ?)",
            batch.thread_stories,
        )
        run("INSERT OR REPLACE INTO feature (story, features) VALUES (?, ?)", batch.features)
        self.shingles.add(batch.fingerprints)
        run(
            "INSERT INTO actor_day (actor, day, stories) VALUES (?, ?, ?) ON CONFLICT (actor, day) DO UPDATE SET "
            "stories = stories + excluded.stories",
            sorted((actor, day, count) for (actor, day), count in batch.actor_days.items() if count),
        )
        # What counts for a merged actor counts for the one it was merged into as well.
        self._count_merged(batch)
        run(
            "UPDATE actor SET stories = stories + ?, mentions = mentions + ?, said = said + ?, "
            "first_named = min(first_named, ?), last_named = max(last_named, ?), last_said = max(last_said, ?) WHERE "
            "actor = ?",
            sorted((*counts, actor) for actor, counts in batch.actors.items()),
        )
        run(
            "INSERT INTO thread_actor (thread, actor, stories, mentions, said, last_named, last_said) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (thread, actor) DO UPDATE SET stories = stories + "
            "excluded.stories, "
            "mentions = mentions + excluded.mentions, said = said + excluded.said, "
            "last_named = max(last_named, excluded.last_named), last_said = max(last_said, excluded.last_said)",
            [(*key, c[0], c[1], c[2], c[4], c[5]) for key, c in batch.thread_actors.items()],
        )
        for thread, _, story, *_ in batch.thread_stories:
            if thread != NO_THREAD:
                overlay.link_events(self.connection, thread, story, True)  # type: ignore[arg-type]
        for thread, hours in batch.thread_hours.items():
            count_hours(self.connection, thread, hours)
        run(
            "UPDATE actor SET role = CASE WHEN ?1 <> '' THEN ?1 ELSE role END, affiliation = CASE WHEN ?2 <> '' THEN "
            "?2 "
            "ELSE affiliation END WHERE actor = ?3 AND last_named <= ?4 AND (role <> ?1 OR affiliation <> ?2)",
            [(role, affiliation, actor, when) for actor, (when, role, affiliation) in batch.roles.items()],
        )
        run("INSERT INTO search (rowid, title, text) VALUES (?, ?, ?)", batch.search)
        run("INSERT INTO title_search (rowid, title) VALUES (?, ?)", [row[:2] for row in batch.search])


def _first_sentence(text: str) -> str:
    """What lists show of a story without a headline."""
    if match := re.match(r".{1,240}?[.!?…][”’»\"')\]]*(?=\s|$)", text):
        return match.group()
    line = text[:241].partition("\n")[0]
    # A sentence that goes on for long ends after a whole word, and shows that it does.
    return line if len(line) <= 200 else f"{line[:200].rpartition(' ')[0] or line[:199]} …"


def _add(counts: dict, key: object, stories: int, mentions: int, said: int, first: int, named: int, last: int) -> None:  # type: ignore[type-arg]
    entry = counts.get(key)
    if entry is None:
        counts[key] = [stories, mentions, said, first, named, last]
        return
    entry[0] += stories
    entry[1] += mentions
    entry[2] += said
    entry[3] = min(entry[3], first)
    entry[4] = max(entry[4], named)
    entry[5] = max(entry[5], last)


def _published_in(findings: Findings) -> tuple[int | None, int, str]:
    """(seconds or None, offset minutes, origin) of the date the reader found in the text."""
    if findings.published is None:
        return None, 0, "unknown"
    try:
        if len(findings.published) <= 10:
            return to_seconds(date.fromisoformat(findings.published)), 0, findings.published_from
        moment = datetime.fromisoformat(findings.published)
    except ValueError:
        return None, 0, "unknown"
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    offset = moment.utcoffset()
    return to_seconds(moment), int(offset.total_seconds() // 60) if offset else 0, findings.published_from
