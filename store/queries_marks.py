"""Questions about marks: notes, the marks of an object, the steps that can be undone, marks whose finding is gone."""

from __future__ import annotations

import json

from store.identity import number_of
from store.moments import from_seconds
from store.queries_base import Reader
from store.rows import MarkRow, NoteRow, StepRow

_MARK = (
    "SELECT m.mark, m.kind, m.object, m.value, s.by, s.at, m.reason, m.is_on, m.story FROM mark m "
    "JOIN step s ON s.step = m.step "
)


class MarkQueries(Reader):
    """What analysts said."""

    def notes(self, limit: int = 500) -> list[NoteRow]:
        """Notes that count, newest first, on stories and any other object."""
        rows = self.rows(
            "SELECT m.mark, m.object, coalesce(story.title, m.object), m.value, s.by, s.at, m.story FROM mark m "
            "INDEXED BY mark_notes JOIN step s ON s.step = m.step LEFT JOIN story ON story.story = m.story "
            "WHERE m.kind = 'note' AND m.is_on = 1 AND m.value <> '\"\"' ORDER BY m.mark DESC LIMIT ?",
            (limit,),
        )
        return [NoteRow(r[0], r[1], r[2], json.loads(r[3]), r[4], from_seconds(r[5]), r[6]) for r in rows]

    def marks_of(self, rowid: int) -> list[MarkRow]:
        """The marks that count for a story and its findings, oldest first; those whose finding is gone say so."""
        rows = self.rows(_MARK + "WHERE m.story = ? AND m.is_on = 1 ORDER BY m.mark", (rowid,))
        return [self._mark(row) for row in rows]

    def pinned(self, limit: int = 200) -> list[int]:
        """Stories that are pinned where they stand, the last one pinned first."""
        rows = self.rows(
            "SELECT m.story FROM mark m INDEXED BY mark_notes WHERE m.kind = 'pin' AND m.is_on = 1 "
            "AND m.value <> '\"\"' AND m.story IS NOT NULL ORDER BY m.mark DESC LIMIT ?",
            (limit,),
        )
        return [row[0] for row in rows]

    def lost_marks(self, limit: int = 200) -> list[MarkRow]:
        """Marks that count whose story or finding no reading has any more, newest first."""
        rows = self.rows(_MARK + "WHERE m.kind IN ('speaker', 'note') AND m.is_on = 1 ORDER BY m.mark DESC LIMIT 5000")
        return [mark for row in rows if (mark := self._mark(row)).is_lost][:limit]

    def steps(self, limit: int = 50) -> list[StepRow]:
        """What analysts did, in words, newest first."""
        rows = self.rows("SELECT by, at, label, undone FROM step ORDER BY step DESC LIMIT ?", (limit,))
        return [StepRow(by, from_seconds(at), label, is_undone=undone is not None) for by, at, label, undone in rows]

    def _mark(self, row: tuple) -> MarkRow:  # type: ignore[type-arg]
        mark, kind, object_, value, by, at, reason, is_on, story = row
        return MarkRow(
            mark=mark,
            kind=kind,
            object=object_,
            value=value,
            by=by,
            at=from_seconds(at),
            reason=reason,
            is_on=bool(is_on),
            is_lost=self._is_lost(object_),
            story_rowid=story,
        )

    def _is_lost(self, object_: str) -> bool:
        parts = object_.split(" ")
        number = number_of(parts[0])
        if number is None:
            return False
        if self.one("SELECT 1 FROM story WHERE id = ?", (number,)) is None:
            return True
        is_said = len(parts) == 4 and parts[1] in ("quote", "statement")
        # What lays marks over findings writes; a reader pays for its import only where it is asked.
        from store import overlay_speakers

        return is_said and overlay_speakers.said_of_address(self.connection, object_) is None
