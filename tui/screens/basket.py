"""The brief basket: what the analyst laid there, in the order and with the comments the brief will have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.marks import Marks
from store.rows import BasketRow, SaidRow, StoryRow, TimelineRow
from tui.cells import Spans, wrap_spans
from tui.keys import bindings
from tui.panels.said import said_item
from tui.panels.stories import story_line
from tui.panels.timeline import day_cells, day_words, event_lines
from tui.safe import safe_line
from tui.screens.sheet import Sheet
from tui.widgets.item_list import Item

if TYPE_CHECKING:
    from store.queries import Queries
    from tui.look import Look


@dataclass(frozen=True, slots=True)
class Laid:
    """One thing in the basket, its story, and the finding it is now; None where that has gone."""

    row: BasketRow
    story: StoryRow | None
    finding: SaidRow | TimelineRow | None


class BasketScreen(Sheet[list[Laid]]):
    """What lies in the brief basket, in the order the brief takes it: rows can be moved, commented and taken out."""

    BINDINGS = bindings("basket")
    scopes = ("screen", "list", "basket")
    heading = "Brief basket"
    empty = "The basket is empty: b lays the story, quote or event under the cursor into it."

    def question(self, queries: Queries) -> list[Laid]:
        marks = Marks(self.desk_app.store_path, self.desk_app.analyst)
        try:
            return [
                Laid(row, queries.story(row.object.split(" ")[0]), queries.finding_at(row.object))
                for row in marks.basket_list()
            ]
        finally:
            marks.close()

    def caption(self, data: list[Laid]) -> str:
        return f"{len(data)} in the basket, in the order of the brief · `watchfloor brief` writes it up"

    def lay_out(self, data: list[Laid], width: int) -> Sequence[Item[object]]:
        look = self.desk_app.look
        items: list[Item[object]] = []
        for laid in data:
            lines = _laid_lines(laid, width, look)
            if comment := laid.row.read().get("comment", ""):
                lines += [[(" – ", "amber"), *line] for line in wrap_spans([(safe_line(comment), "text")], width - 4)]
            # By what it is, not by its place: the cursor stays on a row that is moved.
            items.append(Item(laid.row.object, laid, tuple(lines)))
            items.append(Item("gap", None, ([],)))
        return items

    def chosen(self, row: object) -> None:
        if isinstance(row, Laid) and row.story is not None:
            found = row.finding
            place = None if found is None else (found.paragraph, found.start, found.end)
            self.desk_app.open_on_desk(row.story.rowid if found is None else found.story_rowid, place)

    def action_basket_take_out(self) -> None:
        if (row := self._row()) is not None:
            self.desk_app.mark("basket", lambda marks: marks.basket_remove(row.basket), "taken out of the basket")

    def action_basket_later(self) -> None:
        self._move(1)

    def action_basket_earlier(self) -> None:
        self._move(-1)

    def _move(self, by: int) -> None:
        if (row := self._row()) is not None:
            self.desk_app.mark("basket", lambda marks: marks.basket_move(row.basket, by))

    def action_basket_comment(self) -> None:
        row = self._row()
        if row is None:
            return

        def said(text: str) -> None:
            self.refocus()
            told = "the comment goes into the brief" if text.strip() else "the comment is taken off"
            self.desk_app.mark("basket", lambda marks: marks.basket_comment(row.basket, text), told)

        self.prompt.open(
            "Comment", row.read().get("comment", ""), said, left=self.refocus, hint="goes into the brief; empty: none"
        )

    def _row(self) -> BasketRow | None:
        laid = self.sheet.row_under_cursor
        return laid.row if isinstance(laid, Laid) else None


def _laid_lines(laid: Laid, width: int, look: Look) -> list[Spans]:
    """A finding as its panel shows it; what no reading has any more as it was kept; a story as the list shows it."""
    found, story, value = laid.finding, laid.story, laid.row.read()
    if isinstance(found, SaidRow):
        return list(said_item(found, width, look).lines)
    if isinstance(found, TimelineRow):
        today = look.now.astimezone(look.zone).date()
        return list(event_lines(found, day_words(found, today), width, look, day_cells([found], today)))
    text = safe_line(value.get("text", ""))
    words: list[Spans] = [[(" ", "text"), *line] for line in wrap_spans([(text, "violet")], width - 2)] if text else []
    return [*words, story_line(story, width, look) if story else [(f" {laid.row.object} has gone", "amber")]]
