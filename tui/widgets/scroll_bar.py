"""The scroll bar of a list: the thumb as plain cells of three kinds, each drawn once. Textual's own lays out a
renderable at every step of a scroll, which costs more than the lines scrolled."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.scrollbar import ScrollBar
from textual.strip import Strip

if TYPE_CHECKING:
    from tui.widgets.line_view import LineView


class LeanScrollBar(ScrollBar):
    """Dragged, clicked and wheeled as Textual's own: the cells carry the same meta."""

    def render_lines(self, crop: Region) -> list[Strip]:
        height = self.size.height
        first, last = thumb(height, self.window_virtual_size, self.window_size, self.position)
        above, bar, below = self._cells()
        lines = [bar if first <= y < last else above if y < first else below for y in range(crop.y, crop.bottom)]
        background = self.background_colors[1]
        for one in self.get_line_filters():
            lines = [line.apply_filter(one, background) for line in lines]
        return lines

    def _cells(self) -> tuple[Strip, Strip, Strip]:
        inks = cast("LineView", self.parent).inks
        key = (inks.name, self.grabbed is not None)
        if getattr(self, "_drawn_as", None) != key:
            self._drawn_as = key
            ground, ink = inks.style("text"), inks.style("amber" if key[1] else "line") + Style(reverse=True)
            self._drawn = (
                Strip([Segment(" ", ground + Style(meta={"@mouse.down": "scroll_up"}))], 1),
                Strip([Segment(" ", ink + Style(meta={"@mouse.down": "grab"}))], 1),
                Strip([Segment(" ", ground + Style(meta={"@mouse.down": "scroll_down"}))], 1),
            )
        return self._drawn


def thumb(height: int, lines: float, shown: float, top: float) -> tuple[int, int]:
    """The half-open cells of the thumb in a bar of `height` cells: `shown` of `lines` lines are in sight from `top`."""
    if lines <= shown or height <= 0:
        return 0, 0
    size = max(1, round(height * shown / lines))
    first = round((height - size) * min(1.0, top / (lines - shown)))
    return first, first + size
