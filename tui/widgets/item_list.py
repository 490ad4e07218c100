"""A list of some hundred rows of any height, each laid out as lines when it is loaded."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from tui.cells import Spans
from tui.widgets.line_view import LineView

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Item(Generic[Row]):
    """One row with its lines, or a rule (`row` None) that the cursor passes over. `key` survives a reload."""

    key: Hashable
    row: Row | None
    lines: tuple[Spans, ...]


LayOut = Callable[[int], Sequence[Item[Row]]]
"""Lays everything out for a width in cells."""


class ItemList(LineView, Generic[Row]):
    """Shows what a lay-out function gives; lays out again when the width changes; keeps the cursor on its key.

    As long as nobody has moved the cursor or come here, it stays on the first row.
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._lay_out: LayOut[Row] | None = None
        self._items: list[Item[Row]] = []
        self._selectable: list[int] = []
        self._starts: list[int] = []
        self._total = 0
        self._width = 0
        self._message: tuple[str, str] = ("", "dim")
        self._is_other = False

    def show(self, lay_out: LayOut[Row], message: str = "", role: str = "dim") -> None:
        """Shows rows; `message` stands there when there are none."""
        self._lay_out = lay_out
        self._message = (message, role)
        if self._is_other:
            self._is_other, self.cursor, self._selectable = False, 0, []
            self.scroll_to(y=0, animate=False)
        self._arrange()
        self.redraw()

    def start_over(self) -> None:
        """What is shown next is another answer: the cursor goes to its first row, unless one is at work here."""
        self._is_other = not self.has_focus

    def say(self, message: str, role: str = "dim") -> None:
        """Shows no rows but a sentence: loading, nothing there, or what went wrong and what to do."""
        self.show(lambda width: [], message, role)

    @property
    def row_under_cursor(self) -> Row | None:
        return self.row(self.cursor)

    def row(self, number: int) -> Row | None:
        """The row of that number, None when there is none."""
        return self._items[self._selectable[number]].row if 0 <= number < len(self._selectable) else None

    def all_rows(self) -> list[Row]:
        """Every row shown, in order."""
        return [row for number in self._selectable if (row := self._items[number].row) is not None]

    def find(self, key: Hashable) -> int:
        """The number of the row with that key, -1 when it is not there."""
        for number, place in enumerate(self._selectable):
            if self._items[place].key == key:
                return number
        return -1

    def _under_cursor(self) -> Hashable:
        return self._items[self._selectable[self.cursor]].key if 0 <= self.cursor < len(self._selectable) else None

    # ------------------------------------------------------------------ what LineView asks

    def rows(self) -> int:
        return len(self._selectable)

    def lines(self) -> int:
        return self._total

    def row_at(self, line: int) -> int:
        item = bisect_right(self._starts, line) - 1
        place = bisect_right(self._selectable, item) - 1
        return place if place >= 0 and self._selectable[place] == item else -1

    def lines_of(self, row: int) -> tuple[int, int]:
        item = self._selectable[row]
        return self._starts[item], len(self._items[item].lines)

    def line_spans(self, line: int, width: int) -> Spans | None:
        item = bisect_right(self._starts, line) - 1
        return self._items[item].lines[line - self._starts[item]]

    def empty_lines(self, width: int) -> list[Spans]:
        from tui.cells import wrap_spans

        message, role = self._message
        return [[(" ", "text"), *line] for line in wrap_spans([(message, role)], width - 2)] if message else []

    def on_focus(self) -> None:
        """Somebody came here: from now on the cursor stays on its row, whoever has the focus meanwhile."""
        self.is_touched = True

    def laid_out(self) -> None:
        if self._lay_out is not None and self._width != self.line_width:
            self._arrange()

    def show_as(self, look, inks) -> None:  # type: ignore[no-untyped-def]
        self.look, self.inks = look, inks
        self._arrange()
        self.redraw()

    def _arrange(self) -> None:
        if self._lay_out is None:
            return
        anchor = self._under_cursor() if self.is_touched else None
        self._width = self.line_width
        self._items = list(self._lay_out(self._width))
        self._selectable = [number for number, item in enumerate(self._items) if item.row is not None]
        self._starts = []
        total = 0
        for item in self._items:
            self._starts.append(total)
            total += len(item.lines)
        self._total = total
        if anchor is not None and (place := self.find(anchor)) >= 0:
            self.cursor = place
        else:
            first = self.cursor if self.is_touched else 0
            self.cursor = min(max(first, 0), len(self._selectable) - 1)
