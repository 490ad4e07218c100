"""A list drawn line by line (the Line API): cursor, scrolling, mouse and a small store of drawn strips.

Subclasses say how many rows there are, which lines a row takes and what stands in a line. `line_spans` never asks the
store: a row that is not at hand is drawn as a placeholder until a worker has brought it.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from tui.cells import Spans, fit_spans
from tui.keys import bindings
from tui.look import Look
from tui.theme import Inks
from tui.widgets.scroll_bar import LeanScrollBar
from tui.widgets.unbroken import Unbroken, never_raises

STRIPS_KEPT = 1200


class LineView(Unbroken, ScrollView, can_focus=True):
    """The base of every list. `cursor` is the row under the cursor, -1 when there is none."""

    BINDINGS = bindings("list")

    @dataclass
    class Moved(Message):
        """The cursor stands on another row."""

        view: LineView
        row: int

        @property
        def control(self) -> LineView:
            return self.view

    @dataclass
    class Chosen(Message):
        """A row was chosen, by Enter or by a click on the row under the cursor."""

        view: LineView
        row: int

        @property
        def control(self) -> LineView:
            return self.view

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.look = Look()
        self.inks = Inks("dark")
        self.cursor = -1
        self.is_touched = False
        """Whether the cursor was ever moved or used here: until then what comes first stays under it."""
        self._strips: OrderedDict[tuple[int, int, bool], Strip] = OrderedDict()
        self._frame: object = None
        """What the border looked like when `_sides`, its left and right cell, were drawn."""
        self._sides: tuple[Strip, Strip] = (Strip([]), Strip([]))
        self._whole: dict[int, tuple[Strip, Strip]] = {}
        """Lines with their frame, by the line's id; the line itself is kept beside so that the id stays its own."""

    # ------------------------------------------------------------------ what subclasses say

    def rows(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def lines(self) -> int:
        """How many lines all rows and rules take."""
        raise NotImplementedError

    def row_at(self, line: int) -> int:
        """The row that line belongs to, -1 for a rule or an empty line."""
        raise NotImplementedError

    def lines_of(self, row: int) -> tuple[int, int]:
        """The first line of a row and how many it takes."""
        raise NotImplementedError

    def line_spans(self, line: int, width: int) -> Spans | None:
        """What stands in a line; None where it is not at hand yet."""
        raise NotImplementedError

    def empty_lines(self, width: int) -> list[Spans]:
        """What is said when there is no row."""
        return []

    # ------------------------------------------------------------------ drawing

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        if self._vertical_scrollbar is None:
            self._vertical_scrollbar = LeanScrollBar(vertical=True, name="vertical", thickness=1)
            self._vertical_scrollbar.display = False
            self.app._start_widget(self, self._vertical_scrollbar)
        return self._vertical_scrollbar

    @property
    def line_width(self) -> int:
        """Cells a line may take."""
        return max(1, self.scrollable_content_region.width or self.size.width)

    @never_raises
    def render_line(self, y: int) -> Strip:
        width = self.line_width
        line = y + self.scroll_offset.y
        if self.rows() == 0 and self.lines() == 0:
            empty = self.empty_lines(width)
            return self._strip(fit_spans(empty[y] if y < len(empty) else [], width), False)
        if line >= self.lines():
            return self._strip([(" " * width, "text")], False)
        row = self.row_at(line)
        is_selected = row >= 0 and row == self.cursor
        key = (line, width, is_selected)
        drawn = self._strips.get(key)
        if drawn is not None:
            self._strips.move_to_end(key)
            return drawn
        spans = self.line_spans(line, width)
        if spans is None:
            return self._strip(fit_spans([("  ·", "line")], width), is_selected)
        if is_selected:
            spans = self._with_bar(spans)
        drawn = self._strip(fit_spans(spans, width), is_selected)
        self._strips[key] = drawn
        if len(self._strips) > STRIPS_KEPT:
            self._strips.popitem(last=False)
        return drawn

    def render_lines(self, crop: Region) -> list[Strip]:
        """Lines between the borders are kept whole, frame and all: scrolling by a line then draws one new line."""
        top, right, bottom, left = self.styles.gutter
        height, width = self.region.size.height, self.region.size.width
        if (left, right) not in ((0, 0), (1, 1)) or max(top, bottom) > 1 or width < 4:
            return super().render_lines(crop)
        lines: list[Strip] = []
        filters = self.get_line_filters()
        background = self.background_colors[1] if filters else None
        for y in range(crop.y, crop.bottom):
            if not top <= y < height - bottom:
                lines += super().render_lines(Region(0, y, width, 1))
                continue
            strip = self._framed(y, y - top, width) if left else self._filled(self.render_line(y - top), width)
            for one in filters:
                strip = strip.apply_filter(one, background)  # type: ignore[arg-type]
            lines.append(strip)
        return lines if (crop.x, crop.width) == (0, width) else [line.crop(crop.x, crop.right) for line in lines]

    def _framed(self, y: int, line: int, width: int) -> Strip:
        """A line with the border at its sides, as Textual draws it."""
        frame = (self.styles.border_left, self.styles.border_right, width)
        if frame != self._frame:
            drawn = super().render_lines(Region(0, y, width, 1))[0]
            self._frame, self._sides = frame, (drawn.crop(0, 1), drawn.crop(width - 1, width))
            self._whole.clear()
        content = self.render_line(line)
        kept = self._whole.get(id(content))
        if kept is not None and kept[0] is content:
            return kept[1]
        whole = Strip.join([self._sides[0], self._filled(content, width - 2), self._sides[1]])
        if len(self._whole) > STRIPS_KEPT:
            self._whole.clear()
        self._whole[id(content)] = (content, whole)
        return whole

    def _filled(self, strip: Strip, width: int) -> Strip:
        """The line with the cells beside it that the scroll bar lies over."""
        return strip if strip.cell_length == width else strip.adjust_cell_length(width, self.inks.style("text"))

    def _with_bar(self, spans: Spans) -> Spans:
        if spans and spans[0][0].startswith(" "):
            text, role = spans[0]
            return [(self.look.icons.bar, "amber"), (text[1:], role), *spans[1:]]
        return spans

    def _strip(self, spans: Spans, is_selected: bool) -> Strip:
        style = self.inks.style
        return Strip([Segment(text, style(role, is_selected)) for text, role in spans if text])

    def redraw(self) -> None:
        """Forgets what was drawn and draws anew."""
        self._strips.clear()
        self._whole.clear()
        width = max(1, self.size.width)
        size = Size(width, max(self.lines(), 1))
        if size != self.virtual_size:
            # The reactive would lay out the whole screen anew; only the scroll bar need know.
            self.set_reactive(LineView.virtual_size, size)
            self._scroll_update(size)
        self.refresh()

    def show_as(self, look: Look, inks: Inks) -> None:
        """Draws with another look."""
        self.look, self.inks = look, inks
        self.redraw()

    def on_resize(self, event: events.Resize) -> None:
        self.laid_out()
        self.redraw()
        self.keep_in_sight()

    def laid_out(self) -> None:
        """Called when the width may have changed, before drawing."""

    # ------------------------------------------------------------------ the cursor

    def move_to(self, row: int, *, tell: bool = True) -> None:
        """Puts the cursor on a row, scrolls it into sight and tells."""
        self.is_touched = True
        count = self.rows()
        row = min(max(row, 0), count - 1) if count else -1
        if row == self.cursor:
            self.keep_in_sight()
            return
        before, self.cursor = self.cursor, row
        for one in (before, row):
            if 0 <= one < count:
                first, height = self.lines_of(one)
                self.refresh(Region(0, first - self.scroll_offset.y, self.size.width, height))
        self.keep_in_sight()
        if tell:
            self.post_message(self.Moved(self, row))

    def keep_in_sight(self) -> None:
        """Scrolls as little as needed for the cursor's row, with the rule above the first row of a group."""
        if not 0 <= self.cursor < self.rows() or self.size.height == 0:
            return
        first, height = self.lines_of(self.cursor)
        lead = 1 if first > 0 and self.row_at(first - 1) < 0 else 0
        top = self.scroll_offset.y
        if first - lead < top:
            self.scroll_to(y=first - lead, animate=False)
        elif first + height > top + self.size.height:
            self.scroll_to(y=first + height - self.size.height, animate=False)

    def action_down(self) -> None:
        self._step(1)

    def action_up(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        """Moves the cursor, or scrolls where there is no row to move to."""
        if not self.rows() or not 0 <= self.cursor + by < self.rows():
            self.scroll_to(y=self.scroll_offset.y + by * 3, animate=False)
        else:
            self.move_to(self.cursor + by)

    def _half_page(self) -> int:
        height = self.lines_of(self.cursor)[1] if 0 <= self.cursor < self.rows() else 1
        return max(1, self.size.height // (2 * max(height, 1)))

    def action_page_down(self) -> None:
        self._turn(1)

    def action_page_up(self) -> None:
        self._turn(-1)

    def _turn(self, way: int) -> None:
        if self.rows() <= 1:
            self.scroll_to(y=self.scroll_offset.y + way * max(1, self.size.height // 2), animate=False)
        else:
            self.move_to(self.cursor + way * self._half_page())

    def action_top(self) -> None:
        self.move_to(0)
        self.scroll_to(y=0, animate=False)

    def action_bottom(self) -> None:
        if self.rows():
            self.move_to(self.rows() - 1)
        self.scroll_to(y=max(0, self.lines() - self.size.height), animate=False)

    def action_choose(self) -> None:
        self.is_touched = True
        if 0 <= self.cursor < self.rows():
            self.post_message(self.Chosen(self, self.cursor))

    # ------------------------------------------------------------------ the mouse

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        row = self.row_at(offset.y + self.scroll_offset.y) if offset.y + self.scroll_offset.y < self.lines() else -1
        if row < 0:
            self.rule_clicked(offset.y + self.scroll_offset.y, offset.x)
            return
        event.stop()
        was_here = row == self.cursor
        self.move_to(row)
        if was_here or event.chain >= 2:
            self.post_message(self.Chosen(self, row))

    def rule_clicked(self, line: int, column: int) -> None:
        """Called for a click on a line that is no row."""
