"""The analyst's own: read, starred, tags, notes, corrections. Each act is a step, undone also after a restart.

Marks are rows of their own, laid over what was found: a new reading keeps them. Where lists must sort or filter by a
mark, the story's row carries the result too (`store.overlay`), and the mark remembers what stood there before.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from store import overlay, overlay_speakers, overlay_stories, requests
from store.archive_groups import merge_clusters, resolve_cluster
from store.identity import number_of, public_id
from store.marks_base import as_list, how_many
from store.marks_basket import BasketMarks
from store.marks_undo import UndoMarks
from store.moments import to_seconds

AT_ONCE = 1_000
"""Stories marked in one transaction, so that marking fifty thousand read holds nobody up."""


class Marks(BasketMarks, UndoMarks):
    """Writes the marks of one analyst. Rowids are this file's; ids and names are as they are shown.

    Raises StoreError subclasses (a read-only store says so at the first mark).
    """

    # ---------------------------------------------------------------------------------------- stories

    def read(self, rowids: int | Sequence[int], on: bool = True) -> int:
        """Mark stories read (or unread), their copies and originals with them; gives how many changed."""
        label = f"marked {how_many(rowids)} {'read' if on else 'unread'}"
        return self._flag("read", "is_read", rowids, on, label, shared=True)

    def star(self, rowids: int | Sequence[int], on: bool = True) -> int:
        """Star stories, or take the star off; starred stories are never pruned."""
        label = f"{'starred' if on else 'took the star off'} {how_many(rowids)}"
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
        wanted = as_list(rowids)
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
            step = self._step(connection, f"{'tagged' if on else 'untagged'} {how_many(rowids)} “{name}”")
            for story, number, when in overlay.stories(connection, as_list(rowids)):
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
            where = f"{'put' if on else 'took'} {how_many(rowids)} {'on' if on else 'off'} {thread}"
            step = self._step(connection, where, reason=reason)
            for story, number, when in overlay.stories(connection, as_list(rowids)):
                before = overlay_stories.set_thread(connection, story, when, thread, on)
                if before is not None:
                    step.mark("thread", story, public_id(number), [thread, int(on)], [thread, before])
            return self._finish(step)

    def set_date(self, rowids: int | Sequence[int], published: datetime | None, reason: str = "") -> int:
        """Say when stories were published (None: unknown). Relative dates in them follow at the next reading."""
        with self._writing() as connection:
            step = self._step(connection, f"set the date of {how_many(rowids)}", reason=reason)
            value = None if published is None else to_seconds(published)
            for story, number, _ in overlay.stories(connection, as_list(rowids)):
                before = overlay_stories.set_date(connection, story, value, "given" if value is not None else "unknown")
                step.mark("date", story, public_id(number), value, before)
            return self._finish(step)

    def set_outlet(self, rowids: int | Sequence[int], outlet: str, reason: str = "") -> int:
        """Say who published stories."""
        with self._writing() as connection:
            step = self._step(connection, f"set the outlet of {how_many(rowids)} to {outlet}", reason=reason)
            for story, number, _ in overlay.stories(connection, as_list(rowids)):
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
            stories = overlay.stories(connection, as_list(rowids))
            if not stories:
                return None
            step = self._step(connection, f"split {how_many(rowids)} off the cluster", reason=reason)
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
            step = self._step(connection, f"{'pinned' if on else 'unpinned'} {how_many(rowids)}", reason=reason)
            for story, number, _ in overlay.stories(connection, as_list(rowids)):
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
            step = self._step(connection, f"marked {how_many(rowids)} as seen" if rowids else "looked at everything")
            value = [to_seconds(now), newest]
            step.mark("look", None, f"analyst {self.analyst}", value, None if before is None else list(before))
            overlay.set_look(connection, self.analyst, value)
        if rowids:
            self._flag("read", "is_read", rowids, True, "", shared=True, step_number=step.number)
        return now

    def ask(self, kind: str, payload: Mapping[str, object] | None = None) -> int:
        """Ask the poller for something (refresh, retry, pause, reread, rules changed …); gives the request's id."""
        with self._writing() as connection:
            return requests.ask(connection, kind, payload or {}, self.analyst)

    # ---------------------------------------------------------------------------------------- inside

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
