"""The smaller sheets: saved views, notes and stars, what an outlet changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from feeds.grouping.revisions import describe
from feeds.grouping.word_diff import Piece, text_diff, word_diff
from store.query import QueryError, parse
from store.rows import MarkRow, NoteRow, RevisionRow, StoryRow
from tui.cells import Spans, fit, wrap_spans
from tui.look import View
from tui.moments import full
from tui.panels.stories import story_line
from tui.panels.threads import view_count
from tui.safe import safe_line
from tui.screens.sheet import Sheet, section
from tui.widgets.item_list import Item
from tui.wording import counted

if TYPE_CHECKING:
    from store.queries import Queries


class ViewsScreen(Sheet[list[tuple[View, str]]]):
    """Saved views with how many stories they hold; Enter looks through one."""

    heading = "Views"
    is_read_beside = False
    empty = "No view is saved: / writes a query, S saves it here and in the config."

    def question(self, queries: Queries) -> list[tuple[View, str]]:
        rows = []
        for view in self.desk_app.views:
            try:
                rows.append((view, view_count(queries.counts(parse(view.query)))))
            except QueryError as error:
                rows.append((view, str(error).splitlines()[0]))
        return rows

    def lay_out(self, data: list[tuple[View, str]], width: int) -> Sequence[Item[object]]:
        return [
            Item(
                view.name,
                view,
                (
                    [
                        (" " + fit(safe_line(view.name), 24), "text"),
                        (fit(count, 10, "right") + "  ", "dim"),
                        (safe_line(view.query), "teal"),
                    ],
                ),
            )
            for view, count in data
        ]

    def chosen(self, row: object) -> None:
        if isinstance(row, View):
            self.desk_app.look_on_desk(row.query)


@dataclass(frozen=True, slots=True)
class Kept:
    """Notes, starred and pinned stories, and marks whose finding has gone."""

    notes: Sequence[NoteRow]
    starred: Sequence[StoryRow]
    pinned: Sequence[StoryRow]
    lost: Sequence[MarkRow]


class NotesScreen(Sheet[Kept]):
    """Everything this store's analysts have written down, starred or pinned."""

    heading = "Notes and stars"
    empty = "No story has a note, a star or a pin: e writes a note, s stars, I pins the story under the cursor."

    def question(self, queries: Queries) -> Kept:
        starred = queries.story_page(queries.story_rowids(parse("is:starred"), limit=200))
        return Kept(queries.notes(200), starred, queries.story_page(queries.pinned()), queries.lost_marks(50))

    def lay_out(self, data: Kept, width: int) -> Sequence[Item[object]]:
        look = self.desk_app.look
        items: list[Item[object]] = []
        if data.notes:
            items.append(section("notes", first=True))
        for note in data.notes:
            lines: list[Spans] = [
                [(" ", "text"), *line] for line in wrap_spans([(safe_line(note.text), "amber")], min(100, width - 2))
            ]
            about = f"{note.by}, {full(note.at, look.zone, look.now)}"
            lines.append(
                [("   ", "text"), (fit(safe_line(note.title), max(10, width - 40)), "text"), (f" {about}", "dim")]
            )
            items.append(Item(("note", note.mark), note, tuple(lines)))
        if data.starred:
            items.append(section("starred", first=not items))
        items += [Item(("star", row.id), row, (story_line(row, width, look),)) for row in data.starred]
        if data.pinned:
            items.append(section("pinned to their event", first=not items))
        items += [Item(("pin", row.id), row, (story_line(row, width, look),)) for row in data.pinned]
        if data.lost:
            items.append(section("marks whose passage has gone", first=not items))
        for mark in data.lost:
            told = f" {mark.kind}: {safe_line(mark.value)} ({safe_line(mark.object)})"
            items.append(Item(("lost", mark.mark), None, ([(told, "dim")],)))
        return items

    def chosen(self, row: object) -> None:
        if isinstance(row, NoteRow):
            if row.story_rowid is not None:
                self.desk_app.open_on_desk(row.story_rowid, None)
        else:
            super().chosen(row)

    def target(self) -> int:
        row = self.sheet.row_under_cursor
        return (row.story_rowid or 0) if isinstance(row, NoteRow) else super().target()


class ChangesScreen(Sheet[list[RevisionRow]]):
    """`subject` is a story's rowid: its versions, each with what changed from the one before."""

    heading = "What the outlet changed"
    is_read_beside = False
    empty = "There is one version of this story only."

    def question(self, queries: Queries) -> list[RevisionRow]:
        return queries.revisions(int(str(self.subject or 0)))

    def caption(self, data: list[RevisionRow]) -> str:
        return f"{len(data)} versions" if len(data) != 1 else "one version"

    def lay_out(self, data: list[RevisionRow], width: int) -> Sequence[Item[object]]:
        look = self.desk_app.look
        roles = {"same": "text", "gone": "rose strike", "new": "green"}
        items: list[Item[object]] = []
        if len(data) < 2:
            return items
        for before, after in pairwise(data):
            items.append(section(f"seen {full(after.seen, look.zone, look.now)}", first=not items))
            for number, said in enumerate(describe(before.title, after.title, _lines(before), _lines(after))):
                told = wrap_spans([(safe_line(said), "amber")], min(90, width - 2))
                items.append(
                    Item((after.number, "told", number), after, tuple([(" ", "text"), *line] for line in told))
                )
            headline = [word_diff(before.title, after.title)] if before.title != after.title else []
            for number, pieces in enumerate((*headline, *_shown(text_diff(_lines(before), _lines(after))))):
                role = " bold" if number < len(headline) else ""
                spans: Spans = [
                    (safe_line(piece.text) + " ", roles.get(piece.change, "text") + role) for piece in pieces
                ]
                lines = wrap_spans(spans, min(90, width - 2))
                items.append(Item((after.number, number), after, tuple([(" ", "text"), *line] for line in lines)))
        return items


def _shown(paragraphs: Sequence[Sequence[Piece]]) -> list[Sequence[Piece]]:
    """The paragraphs that changed; how many stayed stands between them."""
    shown: list[Sequence[Piece]] = []
    for is_same, run in groupby(paragraphs, key=lambda pieces: all(piece.change == "same" for piece in pieces)):
        found = list(run)
        if not is_same:
            shown.extend(found)
        else:
            count = counted(len(found), "paragraph")
            shown.append((Piece("same", f"… {count} unchanged …"),))
    return shown


def _lines(version: RevisionRow) -> list[str]:
    return [line for line in version.text[:20_000].split("\n") if line.strip()]
