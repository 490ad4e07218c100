"""Saving what was read out of stories: the findings themselves and the thin rows panels read."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from feeds.exchange import ReadStory
from feeds.story import ThreadLink
from store.archive_links import Actors, Links
from store.archive_search import SaidIndex, forget_search, let_wait
from store.archive_stories import ALL_STORIES
from store.binding import numbered
from store.finding_rows import EVENT, SAID, FindingRow, FindingTable
from store.moments import AN_HOUR
from store.prepared import Prepared, Reading, Standing, prepared, standing
from store.schema import FINDING_BITS
from store.shingles import ShingleIndex
from store.written import MAX_ROWS


class FindingsWriter:
    """Writes batches of findings inside the caller's transaction; keeps the rows of actors and threads it met."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.shingles = ShingleIndex(connection)
        self._actors = Actors(connection)
        self._said = SaidIndex(connection)
        self._threads: dict[str, int] = {}
        self._prepared_at = (0, 0)
        """The changes of the store when readings were last prepared."""

    def forget(self) -> None:
        """Drop what was kept, after a transaction that was rolled back."""
        self.shingles.forget()
        self._actors.forget()
        self._threads.clear()

    def prepare(self, rows: Sequence[ReadStory]) -> list[Prepared]:
        """Work out what will be written, before the transaction. A story revised since it was read is left out."""
        self._prepared_at = self._changes()
        stand = standing(self.connection, [row.story.rowid for row in rows])
        return [made for row in rows if (made := _prepared(row, stand.get(row.story.rowid))) is not None]

    def save(self, rows: Sequence[Prepared], reading: Reading) -> int:
        """Write findings; gives how many stories they are of."""
        if self._changes() != self._prepared_at:
            rows = self._still_standing(rows)
        links = Links(self.connection)
        for row in rows:
            self._take_back(row, links)
        threads = [[self.thread(link.id) for link in row.findings.threads] for row in rows]
        actors = self._find_actors(rows, reading.at)
        said: list[tuple[object, ...]] = []
        words: list[tuple[int, str]] = []
        together: list[tuple[int, FindingRow]] = []
        events: list[tuple[object, ...]] = []
        found: Sequence[FindingRow]
        for row, on in zip(rows, threads, strict=True):
            story, made = row.row.story.rowid, row.written
            had = reading.at if row.standing.was_read else None
            links.add_threads(story, row.when, _scored(on, row.findings.threads))
            links.add_actors(story, row.when, made.actors, actors, on)
            if had is None:
                found, first = made.said, story << FINDING_BITS
            else:
                rows_now = [_known(each, actors) for each in made.said]
                found, first, kept = self._new_rows(SAID, rows_now, story, had)
                together += kept
            for number, each in enumerate(found, first):
                if each.speakers:
                    together.append((number, each))
                kind, who, *others = each.values
                speaker = actors[who] if isinstance(who, str) else who
                said.append((number, kind, speaker, *others, *each.place, each.begins, each.kept, each.extra, had))
                words.append((number, each.text))
            found, first, _ = self._new_rows(EVENT, made.events, story, had)
            days = []
            for number, each in enumerate(found, first):
                day = (row.told if each.is_told else each.day) if each.is_listed else None
                events.append((number, *each.values, *each.place, each.begins, each.kept, had, day, each.is_told))
                if day is not None:
                    days.append((int(each.is_told), day, number))
            links.add_events(on, story, days if had is None else None)
        self._write_stories(rows, reading)  # after the rows of an earlier reading were compared, whose words it holds
        self._write_rows(said, events)
        self._write_together(together, actors)
        links.write()
        self._said.add(words)
        let_wait(self.connection, [row.row.story.rowid for row in rows])
        self.shingles.add([(row.row.story.rowid, row.row.fingerprint) for row in rows if row.row.fingerprint])
        return len(rows)

    def thread(self, identity: str) -> int:
        """The row of a thread, made when there is none."""
        found = self._threads.get(identity)
        if found is None:
            self.connection.execute("INSERT OR IGNORE INTO thread (id) VALUES (?)", (identity,))
            found = int(self.connection.execute("SELECT thread FROM thread WHERE id = ?", (identity,)).fetchone()[0])
            self._threads[identity] = found
        return found

    def _changes(self) -> tuple[int, int]:
        """What tells whether the store has changed: commits of other connections, and changes made by this one."""
        version = int(self.connection.execute("PRAGMA data_version").fetchone()[0])
        return version, self.connection.total_changes

    def _still_standing(self, rows: Sequence[Prepared]) -> list[Prepared]:
        """Readings as they are to be written now: an analyst may have marked a story since they were prepared."""
        stand = standing(self.connection, [row.row.story.rowid for row in rows])
        now = []
        for row in rows:
            found = stand.get(row.row.story.rowid)
            again = row if found == row.standing else _prepared(row.row, found)
            if again is not None:
                now.append(again)
        return now

    def _take_back(self, row: Prepared, links: Links) -> None:
        """Take out of lists and counters what stood there before this reading."""
        story, before = row.row.story.rowid, row.standing
        if before.was_read or before.marks:
            # Links of an earlier reading, or of an analyst who was quicker than the reader.
            links.withdraw(story, before.when, [self.thread(e.split(" ")[0]) for e in before.threads.split(";") if e])
        if row.when != before.when:
            self.connection.execute(
                "UPDATE cluster SET first_at = min(first_at, ?1), latest_at = CASE WHEN stories = 1 THEN ?1 ELSE "
                "max(latest_at, ?1) END WHERE cluster = (SELECT cluster FROM story WHERE story = ?2)",
                numbered(row.when, story),
            )
            links.count_hour(ALL_STORIES, before.when // AN_HOUR, -1)
            links.count_hour(ALL_STORIES, row.when // AN_HOUR, 1)
        if before.was_read:
            self.connection.execute(
                "UPDATE event SET day = ?1 WHERE event BETWEEN ?2 AND ?3 AND is_told AND day <> ?1",
                numbered(row.told, story << FINDING_BITS, (story << FINDING_BITS) + MAX_ROWS - 1),
            )

    def _find_actors(self, rows: Sequence[Prepared], at: int) -> dict[str, int]:
        self._actors.make_room()
        met = self._actors.met
        wanted: dict[str, tuple[str, str, int]] = {}
        fresh: dict[tuple[str, str], None] = {}
        for row in rows:
            for actor in row.written.actors:
                if (pair := actor[:2]) not in met:  # most were met under this name before
                    fresh[pair] = None
                    wanted.setdefault(actor.identity, (actor.name, actor.type, row.when))
        found_rows = self._actors.rows(wanted, at)
        if fresh:
            named = {(found_rows[identity], each) for identity, name in fresh for each in (identity, name)}
            self._actors.learn_names(sorted(named))
            met.update(fresh)
        return found_rows

    def _write_stories(self, rows: Sequence[Prepared], reading: Reading) -> None:
        """The stories themselves, while the index still has them as they were."""
        for row in rows:
            if row.standing.read_at is not None:
                forget_search(self.connection, row.row.story.rowid)
            if row.standing.was_read or row.standing.marks:
                self.shingles.discard(row.row.story.rowid)
        run = self.connection.executemany
        # Indexed columns are written only when they change: their index entries are not made anew.
        run(
            "UPDATE story SET published = ?, published_offset = ?, published_from = ?, when_at = ? WHERE story = ?",
            [
                (row.published, row.published_offset, row.published_from, row.when, row.row.story.rowid)
                for row in rows
                if row.when != row.standing.when or row.published_from == "text"
            ],
        )
        run(
            "UPDATE story SET title = ?, language = ?, read_at = ?, has = ?, threads = ? WHERE story = ?",
            [
                (
                    row.title,
                    row.findings.language,
                    reading.at,
                    row.has,
                    ";".join(f"{link.id} {link.role} {link.score:.3f}" for link in row.findings.threads),
                    row.row.story.rowid,
                )
                for row in rows
            ],
        )
        run(
            "UPDATE body SET wire = ?, byline = coalesce(nullif(?, ''), byline), given_title = ?, text = ?, source = ? "
            "WHERE story = ?",
            [
                (
                    row.findings.wire,
                    row.findings.byline,
                    row.standing.given_title if row.standing.given_title != row.title else None,
                    row.text,
                    row.written.source,
                    row.row.story.rowid,
                )
                for row in rows
            ],
        )
        run(
            "INSERT INTO reading (story, reader, knowledge, words, findings, fingerprint) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (story) DO UPDATE SET reader = excluded.reader, knowledge = excluded.knowledge, "
            "words = excluded.words, findings = excluded.findings, fingerprint = excluded.fingerprint",
            [
                (
                    row.row.story.rowid,
                    reading.version,
                    reading.knowledge,
                    row.row.words or None,
                    row.written.packed,
                    row.written.fingerprint,
                )
                for row in rows
            ],
        )
        run(
            "INSERT OR REPLACE INTO feature (story, features) VALUES (?, ?)",
            [(row.row.story.rowid, row.row.features) for row in rows if row.row.features is not None],
        )

    def _write_rows(self, said: Sequence[tuple[object, ...]], events: Sequence[tuple[object, ...]]) -> None:
        self.connection.executemany(
            f"INSERT INTO said (said, {SAID.columns}, paragraph, start, end, place, text, carrier, first_had) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            said,
        )
        self.connection.executemany(
            f"INSERT INTO event (event, {EVENT.columns}, paragraph, start, end, place, evidence, first_had, day, "
            "is_told) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            events,
        )

    def _write_together(self, rows: Sequence[tuple[int, FindingRow]], actors: dict[str, int]) -> None:
        """Who said something together, in the place of what an earlier reading found of the same rows."""
        if not rows:
            return
        self.connection.executemany("DELETE FROM said_together WHERE said = ?", [(number,) for number, _ in rows])
        self.connection.executemany(
            "INSERT INTO said_together (said, place, actor, name) VALUES (?, ?, ?, ?)",
            [
                (number, place, actors[identity] if identity else None, name)
                for number, row in rows
                for place, (name, identity) in enumerate(row.speakers)
            ],
        )

    def _new_rows(
        self, table: FindingTable, rows: Sequence[FindingRow], story: int, at: int | None
    ) -> tuple[Sequence[FindingRow], int, list[tuple[int, FindingRow]]]:
        """Rows a reading brings that an earlier one had not, the number they start at, and the others with theirs.

        What both have stays, at its new place. What only the old has is kept as superseded, with its words, so that
        `--as-of` can answer what was known then.
        """
        low, high = story << FINDING_BITS, (story + 1) << FINDING_BITS
        if at is None:
            return rows, low, []
        name = table.name
        stored = self.connection.execute(
            f"SELECT {name}, coalesce({name}.{table.text}, substr(body.text, place + 1, end - start)), {table.columns} "
            f"FROM {name} JOIN body ON body.story = ? WHERE {name} >= ? AND {name} < ? AND superseded_at IS NULL",
            (story, low, high),
        ).fetchall()
        wanted: dict[tuple[object, ...], list[FindingRow]] = {}
        for row in rows:
            wanted.setdefault((row.text, *row.values), []).append(row)
        kept: list[tuple[int, FindingRow]] = []
        for number, *found in stored:
            same = wanted.get(tuple(found))
            if same:
                row = same.pop(0)
                kept.append((number, row))
                self.connection.execute(
                    f"UPDATE {name} SET paragraph = ?, start = ?, end = ?, place = ?, {table.text} = ? WHERE {name} = "
                    f"?",
                    (*row.place, row.begins, row.kept, number),
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
        return fresh[: max(0, high - first)], first, kept


def _prepared(row: ReadStory, stand: Standing | None) -> Prepared | None:
    return None if stand is None or stand.revision != row.story.revision else prepared(row, stand)


def _scored(rows: Sequence[int], links: Sequence[ThreadLink]) -> list[tuple[int, float, bool]]:
    return [(row, link.score, link.role == "primary") for row, link in zip(rows, links, strict=True)]


def _known(row: FindingRow, actors: dict[str, int]) -> FindingRow:
    """A row of what is said with the row of its speaker in the place of the identity."""
    kind, identity, *others = row.values
    return row if identity is None else row._replace(values=(kind, actors[str(identity)], *others))
