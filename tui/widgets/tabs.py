"""The tabs over the right column of the normal layout: one line, clickable."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.app import RenderResult
from textual.strip import Strip
from textual.widget import Widget

from tui.look import Look
from tui.theme import Inks
from tui.widgets.unbroken import never_raises

NAMES = (("said", "4 Quotes"), ("timeline", "5 Timeline"), ("actors", "6 Actors"))

ROOM_FOR_GAPS = 36


class Tabs(Widget):
    """Which of the three panels is open."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.open_tab = "said"
        self.inks = Inks("dark")

    def show_as(self, look: Look, inks: Inks) -> None:
        """Draws with another look."""
        self.inks = inks
        self.refresh()

    def render(self) -> RenderResult:
        return ""

    @never_raises
    def render_line(self, y: int) -> Strip:
        segments = [Segment(" ", self.inks.style("dim"))]
        gap = "" if self.size.width < ROOM_FOR_GAPS else " "
        for name, label in NAMES:
            role = "amber bold" if name == self.open_tab else "dim"
            meta = Style(meta={"@click": f"screen.panel('{name}')"})
            segments += [Segment(f"{gap}{label} ", self.inks.style(role) + meta), Segment(gap, self.inks.style("dim"))]
        return Strip(segments).adjust_cell_length(self.size.width, self.inks.style("dim"))
