"""Undo and redo: the steps of an analyst taken back and done again, over restarts."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime

from store import overlay
from store.binding import numbered
from store.marks_base import MarkWriter
from store.moments import to_seconds


class UndoMarks(MarkWriter):
    """Takes back what an analyst did last, as a whole."""

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
