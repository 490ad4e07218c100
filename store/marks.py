"""The analyst's own: read, starred, tags, notes, corrections. Each act is a step, undone also after a restart.

Marks are rows of their own, laid over what was found: a new reading keeps them. Where lists must sort or filter by a
mark, the story's row carries the result too (`store.overlay`), and the mark remembers what stood there before.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from store import overlay, overlay_speakers, overlay_stories, requests
from store.archive_groups import merge_clusters, resolve_cluster
from store.binding import numbered
from store.connect import connect
from store.identity import finding_key, number_of, public_id
from store.moments import from_seconds, to_seconds
from store.rows import BasketRow
from store.transactions import transaction

AT_ONCE = 1_000
"""Stories marked in one transaction, so that marking fifty thousand read holds nobody up."""


@dataclass(slots=True)
class _Step:
    """A step being written: what is marked goes through `mark`, which notes what stood there before."""

    connection: sqlite3.Connection
    number: int
    reason: str
    count: int = 0

    def mark(self, kind: str, story: int | None, object_: str, value: object, before: object) -> None:
        self.connection.execute(
            "UPDATE mark SET is_on = 0 WHERE object = ? AND kind = ? AND is_on = 1 AND (kind NOT IN ('tag', 'thread') "
            "OR json_extract(value, '$[0]') = json_extract(?, '$[0]'))",
            (object_, kind, packed := _pack(value)),
        )
        self.connection.execute(
            "INSERT INTO mark (step, kind, story, object, value, before, reason) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (self.number, kind, story, object_, packed, _pack(before), self.reason),
        )
        self.count += 1


class Marks:
    """Writes the marks of one analyst. Rowids are this file's; ids and names are as they are shown.

    Raises StoreError subclasses (a read-only store says so at the first mark).
    """

    def __init__(self, path: Path | str, analyst: str) -> None:
        self.path, self.analyst = Path(path).expanduser(), analyst
        self._connection: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @property
    def connection(self) -> sqlite3.Connection:
        """The writing connection, opened when it is first needed."""
        if self._connection is None:
            self._connection = connect(self.path, readonly=False, cache_kilobytes=4_000)
            self._connection.execute("PRAGMA synchronous = FULL")
        return self._connection

    # ---------------------------------------------------------------------------------------- stories

    def read(self, rowids: int | Sequence[int], on: bool = True) -> int:
        """Mark stories read (or unread), their copies and originals with them; gives how many changed."""
        label = f"marked {_stories(rowids)} {'read' if on else 'unread'}"
        return self._flag("read", "is_read", rowids, on, label, shared=True)

    def star(self, rowids: int | Sequence[int], on: bool = True) -> int:
        """Star stories, or take the star off; starred stories are never pruned."""
        label = f"{'starred' if on else 'took the star off'} {_stories(rowids)}"
        return self._flag("star", "is_starred", rowids, on, label, shared=False)

    def _flag(
        self,
        kind: str,
        column: str,
        rowids: int | Sequence[int],
        on: bool,
        label: str,
        *,
        shared: bool,
        step_number: int | None = None,
    ) -> int:
        changed = 0
        wanted = _list(rowids)
        for place in range(0, len(wanted), AT_ONCE):
            part = wanted[place : place + AT_ONCE]
            with self._writing() as connection:
                stories = overlay.with_copies(connection, part) if shared else part
                rows = connection.execute(
                    f"SELECT story, id FROM story WHERE story IN (SELECT value FROM json_each(?)) AND {column} <> ?",
                    (json.dumps(stories), int(on)),
                ).fetchall()
                if not rows:
                    continue
                step = self._step(connection, label, step_number)
                step_number = step.number
                for story, number in rows:
                    step.mark(kind, story, public_id(number), int(on), int(not on))
                connection.execute(
                    f"UPDATE story SET {column} = ? WHERE story IN (SELECT value FROM json_each(?))",
                    (int(on), json.dumps([row[0] for row in rows])),
                )
                changed += len(rows)
        return changed

    def tag(self, rowids: int | Sequence[int], tag: str, on: bool = True) -> int:
        """Tag stories, or take a tag off; gives how many changed. Tags are compared without case."""
        name = " ".join(tag.split()).casefold()
        if not name:
            return 0
        with self._writing() as connection:
            step = self._step(connection, f"{'tagged' if on else 'untagged'} {_stories(rowids)} “{name}”")
            for story, number, when in overlay.stories(connection, _list(rowids)):
                had = overlay_stories.is_tagged(connection, story, name)
                if had != on:
                    overlay_stories.set_tag(connection, story, when, name, on)
                    step.mark("tag", story, public_id(number), [name, int(on)], [name, int(had)])
            return self._finish(step)

    def note(self, object_: int | str, text: str) -> None:
        """Write a note on a story (rowid or id) or any object by its address; an empty text takes it off."""
        with self._writing() as connection:
            story, address = self._address(connection, object_)
            step = self._step(connection, f"{'wrote a note on' if text else 'took the note off'} {address}")
            before = overlay.current(connection, address, "note")
            step.mark("note", story, address, text, before)
            if story is not None:
                overlay_stories.set_noted(connection, story)

    def move_thread(self, rowids: int | Sequence[int], thread: str, on: bool = True, reason: str = "") -> int:
        """Put stories on a thread, or take them off; a re-read or a change of rules leaves it so."""
        with self._writing() as connection:
            where = f"{'put' if on else 'took'} {_stories(rowids)} {'on' if on else 'off'} {thread}"
            step = self._step(connection, where, reason=reason)
            for story, number, when in overlay.stories(connection, _list(rowids)):
                before = overlay_stories.set_thread(connection, story, when, thread, on)
                if before is not None:
                    step.mark("thread", story, public_id(number), [thread, int(on)], [thread, before])
            return self._finish(step)

    def set_date(self, rowids: int | Sequence[int], published: datetime | None, reason: str = "") -> int:
        """Say when stories were published (None: unknown). Relative dates in them follow at the next reading."""
        with self._writing() as connection:
            step = self._step(connection, f"set the date of {_stories(rowids)}", reason=reason)
            value = None if published is None else to_seconds(published)
            for story, number, _ in overlay.stories(connection, _list(rowids)):
                before = overlay_stories.set_date(connection, story, value, "given" if value is not None else "unknown")
                step.mark("date", story, public_id(number), value, before)
            return self._finish(step)

    def set_outlet(self, rowids: int | Sequence[int], outlet: str, reason: str = "") -> int:
        """Say who published stories."""
        with self._writing() as connection:
            step = self._step(connection, f"set the outlet of {_stories(rowids)} to {outlet}", reason=reason)
            for story, number, _ in overlay.stories(connection, _list(rowids)):
                before = overlay_stories.set_outlet(connection, story, outlet)
                step.mark("outlet", story, public_id(number), outlet, before)
            return self._finish(step)

    # ---------------------------------------------------------------------------------------- findings and objects

    def correct_speaker(self, said_rowid: int, actor: str | None, name: str | None = None, reason: str = "") -> None:
        """Say who spoke a quote or statement: an identity with the name to show, or None for nobody known."""
        with self._writing() as connection:
            found = overlay_speakers.address_of_said(connection, said_rowid)
            if found is None:
                return
            story, address = found
            step = self._step(
                connection, f"corrected who said “{overlay_speakers.said_text(connection, said_rowid)}”", reason=reason
            )
            before = overlay_speakers.set_speaker(connection, said_rowid, actor, name or actor, self.analyst)
            step.mark("speaker", story, address, [actor, name or actor, self.analyst], before)

    def merge_actors(self, actor: str, into: str, reason: str = "") -> bool:
        """Say that two actors are one; False when either is unknown."""
        with self._writing() as connection:
            step = self._step(connection, f"merged {actor} into {into}", reason=reason)
            before = overlay_speakers.merge_actor(connection, actor, into)
            if before is None:
                self._drop(step)
                return False
            step.mark("actor", None, f"actor {actor}", into, before)
            return True

    def merge_clusters(self, cluster: str, into: str, reason: str = "") -> int:
        """Put all stories of a cluster into another (public ids); gives how many moved."""
        with self._writing() as connection:
            old, new = (self._cluster(connection, identity) for identity in (cluster, into))
            if old is None or new is None or old == new:
                return 0
            step = self._step(connection, f"merged cluster {cluster} into {into}", reason=reason)
            for story, number in connection.execute("SELECT story, id FROM story WHERE cluster = ?", (old,)).fetchall():
                step.mark("cluster", story, public_id(number), public_id(self._id(connection, new)), old)
            merge_clusters(connection, old, new)
            return self._finish(step)

    def split_cluster(self, rowids: int | Sequence[int], reason: str = "") -> str | None:
        """Take stories out of their cluster into one of their own; gives its id. Grouping leaves them there."""
        with self._writing() as connection:
            stories = overlay.stories(connection, _list(rowids))
            if not stories:
                return None
            step = self._step(connection, f"split {_stories(rowids)} off the cluster", reason=reason)
            target = overlay_stories.free_cluster(connection, [story for story, _, _ in stories])
            identity = public_id(self._id(connection, target))
            for story, number, _ in stories:
                before = overlay_stories.set_cluster(connection, story, target)
                step.mark("cluster", story, public_id(number), identity, before)
            return identity

    def pin(self, rowids: int | Sequence[int], on: bool = True, reason: str = "") -> int:
        """Keep stories in the clusters they stand in, or let grouping judge them again; gives how many changed. A
        cluster with a pinned story is neither merged away nor split by itself; new stories may join it."""
        with self._writing() as connection:
            step = self._step(connection, f"{'pinned' if on else 'unpinned'} {_stories(rowids)}", reason=reason)
            for story, number, _ in overlay.stories(connection, _list(rowids)):
                before = overlay.current(connection, public_id(number), "pin") or ""
                value = overlay_stories.cluster_id(connection, story) if on else ""
                if bool(before) != on:
                    step.mark("pin", story, public_id(number), value, before)
            return self._finish(step)

    def credibility(self, object_: int | str, rating: str, reason: str = "") -> None:
        """Rate a story (rowid or id: "1" … "6", or with the source "B2") or an outlet ("outlet NAME": "A" … "F") on the
        Admiralty scale; "" takes the rating off. Raises ValueError for anything else."""
        rating = rating.strip().upper()
        is_outlet = isinstance(object_, str) and object_.startswith("outlet ")
        valid = ("", *"ABCDEF") if is_outlet else ("", *(f"{a}{b}" for a in ("", *"ABCDEF") for b in "123456"))
        if rating not in valid:
            raise ValueError(
                f"{rating} is not on the Admiralty scale: A to F for an outlet, 1 to 6 or A1 to F6 for a story"
            )
        with self._writing() as connection:
            story, address = self._address(connection, object_)
            step = self._step(connection, f"rated {address} {rating or 'no more'}", reason=reason)
            if is_outlet:
                before: object = overlay_stories.set_reliability(
                    connection, address.removeprefix("outlet "), rating, reason
                )
            else:
                before = overlay.current(connection, address, "credibility")
            step.mark("credibility", story, address, rating, before)

    # ---------------------------------------------------------------------------------------- looking, basket, requests

    def look(self, rowids: Sequence[int] = ()) -> datetime:
        """This analyst has looked at everything there is now, and has seen (read) those stories: one step, which undo
        takes back whole. Gives the moment."""
        now = datetime.now(UTC)
        with self._writing() as connection:
            before = connection.execute("SELECT at, story FROM look WHERE analyst = ?", (self.analyst,)).fetchone()
            newest = connection.execute("SELECT coalesce(max(story), 0) FROM story").fetchone()[0]
            step = self._step(connection, f"marked {_stories(rowids)} as seen" if rowids else "looked at everything")
            value = [to_seconds(now), newest]
            step.mark("look", None, f"analyst {self.analyst}", value, None if before is None else list(before))
            overlay.set_look(connection, self.analyst, value)
        if rowids:
            self._flag("read", "is_read", rowids, True, "", shared=True, step_number=step.number)
        return now

    def basket_add(
        self,
        object_: int | str,
        value: Mapping[str, object] | None = None,
        finding: tuple[str, str] | None = None,
    ) -> int:
        """Lay a story, or one `finding` of it (its kind and words), into this analyst's brief basket; gives its place.
        The same twice is one."""
        with self._writing() as connection:
            _, address = self._address(connection, object_)
            if finding is not None:
                address = f"{address} {finding[0]} {public_id(finding_key(*finding))} 0"
            row = connection.execute(
                "SELECT basket FROM basket WHERE analyst = ? AND object = ?", (self.analyst, address)
            ).fetchone()
            if row is not None:
                return int(row[0])
            cursor = connection.execute(
                "INSERT INTO basket (analyst, object, value, at) VALUES (?, ?, ?, ?)",
                (self.analyst, address, _pack(dict(value or {})), to_seconds(datetime.now(UTC))),
            )
            return int(cursor.lastrowid or 0)

    def basket_list(self) -> list[BasketRow]:
        """What lies in the basket, in the order it was laid there."""
        asked = "SELECT basket, object, value, at FROM basket WHERE analyst = ? ORDER BY basket"
        if self._connection is not None:
            rows = self._connection.execute(asked, (self.analyst,)).fetchall()
        else:
            # A store that may only be read has a basket too.
            with closing(connect(self.path, readonly=True, cache_kilobytes=500)) as reading:
                rows = reading.execute(asked, (self.analyst,)).fetchall()
        return [BasketRow(row[0], row[1], row[2], from_seconds(row[3])) for row in rows]

    def basket_remove(self, basket: int | None = None) -> int:
        """Take one thing out of the basket, or everything; gives how many."""
        with self._writing() as connection:
            return connection.execute(
                "DELETE FROM basket WHERE analyst = ?1 AND (?2 IS NULL OR basket = ?2)", numbered(self.analyst, basket)
            ).rowcount

    def basket_move(self, basket: int, by: int) -> bool:
        """Let a thing in the basket change places with the one `by` rows on (before: negative); False where none is."""
        with self._writing() as connection:
            order = [
                row[0]
                for row in connection.execute(
                    "SELECT basket FROM basket WHERE analyst = ? ORDER BY basket", (self.analyst,)
                )
            ]
            place = order.index(basket) + by if basket in order else -1
            if not 0 <= place < len(order):
                return False
            rows = [
                connection.execute("SELECT object, value, at FROM basket WHERE basket = ?", (one,)).fetchone()
                for one in (basket, order[place])
            ]
            connection.executemany(
                "UPDATE basket SET object = ?, value = ?, at = ? WHERE basket = ?",
                [(*rows[1], basket), (*rows[0], order[place])],
            )
            return True

    def basket_comment(self, basket: int, comment: str) -> bool:
        """Give a thing in the basket a comment that goes into the brief, or take it off with ""; False when it has
        gone."""
        with self._writing() as connection:
            row = connection.execute(
                "SELECT value FROM basket WHERE basket = ? AND analyst = ?", (basket, self.analyst)
            ).fetchone()
            if row is None:
                return False
            value = {**json.loads(row[0]), "comment": comment.strip()}
            connection.execute(
                "UPDATE basket SET value = ? WHERE basket = ?",
                (_pack({name: said for name, said in value.items() if said}), basket),
            )
            return True

    def ask(self, kind: str, payload: Mapping[str, object] | None = None) -> int:
        """Ask the poller for something (refresh, retry, pause, reread, rules changed …); gives the request's id."""
        with self._writing() as connection:
            return requests.ask(connection, kind, payload or {}, self.analyst)

    # ---------------------------------------------------------------------------------------- undo

    def undo(self) -> str | None:
        """Take back this analyst's last step; gives it in words, None when there is none."""
        with self._writing() as connection:
            row = connection.execute(
                "SELECT step, label FROM step WHERE by = ? AND undone IS NULL ORDER BY step DESC LIMIT 1",
                (self.analyst,),
            ).fetchone()
            if row is None:
                return None
            self._undo_flags(connection, row[0])
            marks = connection.execute(
                "SELECT mark, kind, story, object, value, before FROM mark WHERE step = ? AND kind NOT IN ('read', "
                "'star') "
                "ORDER BY mark DESC",
                (row[0],),
            ).fetchall()
            for mark, kind, story, object_, value, before in marks:
                overlay.restore(connection, kind, story, object_, json.loads(value), json.loads(before))
                connection.execute("UPDATE mark SET is_on = 0 WHERE mark = ?", (mark,))
                self._revive(connection, mark, kind, object_, value)
            connection.execute("UPDATE step SET undone = ? WHERE step = ?", (to_seconds(datetime.now(UTC)), row[0]))
            return str(row[1])

    def redo(self) -> str | None:
        """Do again what was undone last, unless another step came after it; gives it in words."""
        with self._writing() as connection:
            row = connection.execute(
                "SELECT step, label FROM step WHERE by = ?1 AND undone IS NOT NULL AND step > coalesce((SELECT "
                "max(step) "
                "FROM step WHERE by = ?1 AND undone IS NULL), 0) ORDER BY step LIMIT 1",
                numbered(self.analyst),
            ).fetchone()
            if row is None:
                return None
            marks = connection.execute(
                "SELECT mark, kind, story, object, value FROM mark WHERE step = ? ORDER BY mark", (row[0],)
            ).fetchall()
            for mark, kind, story, object_, value in marks:
                overlay.apply(connection, kind, story, object_, json.loads(value))
                connection.execute("UPDATE mark SET is_on = 1 WHERE mark = ?", (mark,))
            connection.execute("UPDATE step SET undone = NULL WHERE step = ?", (row[0],))
            return str(row[1])

    def _undo_flags(self, connection: sqlite3.Connection, step: int) -> None:
        """Read and star of a step at once: there can be fifty thousand."""
        for kind, column in (("read", "is_read"), ("star", "is_starred")):
            connection.execute(
                f"UPDATE story SET {column} = CAST(m.before AS INTEGER) FROM mark m WHERE m.story = story.story "
                "AND m.step = ? AND m.kind = ?",
                (step, kind),
            )
            connection.execute("UPDATE mark SET is_on = 0 WHERE step = ? AND kind = ?", (step, kind))
            connection.execute(
                "UPDATE mark SET is_on = 1 WHERE mark IN (SELECT max(m.mark) FROM mark own JOIN mark m "
                "ON m.object = own.object AND m.kind = own.kind AND m.mark < own.mark JOIN step s ON s.step = m.step "
                "WHERE own.step = ? AND own.kind = ? AND s.undone IS NULL GROUP BY own.object)",
                (step, kind),
            )

    def _revive(self, connection: sqlite3.Connection, mark: int, kind: str, object_: str, value: str) -> None:
        """The mark an undone one had replaced counts again."""
        connection.execute(
            "UPDATE mark SET is_on = 1 WHERE mark = (SELECT max(m.mark) FROM mark m JOIN step s ON s.step = m.step "
            "WHERE m.object = ?1 AND m.kind = ?2 AND m.mark < ?3 AND s.undone IS NULL AND (?2 NOT IN ('tag', 'thread') "
            "OR json_extract(m.value, '$[0]') = json_extract(?4, '$[0]')))",
            numbered(object_, kind, mark, value),
        )

    # ---------------------------------------------------------------------------------------- inside

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with transaction(self.connection, self.path) as connection:
            yield connection

    def _step(self, connection: sqlite3.Connection, label: str, number: int | None = None, reason: str = "") -> _Step:
        if number is None:
            cursor = connection.execute(
                "INSERT INTO step (by, at, label) VALUES (?, ?, ?)",
                (self.analyst, to_seconds(datetime.now(UTC)), label),
            )
            number = int(cursor.lastrowid or 0)
        return _Step(connection, number, reason)

    def _finish(self, step: _Step) -> int:
        if not step.count:
            self._drop(step)
        return step.count

    def _drop(self, step: _Step) -> None:
        """A step that changed nothing is none, or undo would seem to do nothing."""
        step.connection.execute("DELETE FROM step WHERE step = ?", (step.number,))

    def _address(self, connection: sqlite3.Connection, object_: int | str) -> tuple[int | None, str]:
        """(story rowid or None, public address) of a rowid, a public id or an address."""
        if isinstance(object_, int):
            row = connection.execute("SELECT story, id FROM story WHERE story = ?", (object_,)).fetchone()
            return (row[0], public_id(row[1])) if row else (None, str(object_))
        number = number_of(object_.split(" ")[0])
        row = (
            None if number is None else connection.execute("SELECT story FROM story WHERE id = ?", (number,)).fetchone()
        )
        return (row[0] if row else None), object_

    def _cluster(self, connection: sqlite3.Connection, identity: str) -> int | None:
        number = number_of(identity)
        row = connection.execute("SELECT story, cluster FROM story WHERE id = ?", (number,)).fetchone()
        if row is None:
            return None
        own = resolve_cluster(connection, row[0])
        has = connection.execute("SELECT 1 FROM cluster WHERE cluster = ?", (own,)).fetchone()
        return own if has else row[1]

    def _id(self, connection: sqlite3.Connection, story: int) -> int:
        return int(connection.execute("SELECT id FROM story WHERE story = ?", (story,)).fetchone()[0])


def _list(rowids: int | Sequence[int]) -> list[int]:
    return [rowids] if isinstance(rowids, int) else [int(rowid) for rowid in rowids]


def _stories(rowids: int | Sequence[int]) -> str:
    count = len(_list(rowids))
    return "a story" if count == 1 else f"{count:,} stories"


def _pack(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
