"""The footer line: the keys that matter here, from the one table; each can be clicked."""

from __future__ import annotations

from collections.abc import Mapping

from rich.segment import Segment
from rich.style import Style
from textual.app import RenderResult
from textual.strip import Strip
from textual.widget import Widget

from tui.cells import width_of
from tui.keys import Action, Keymap, footer_actions, key_name
from tui.theme import Inks
from tui.widgets.unbroken import never_raises

ORDER = ("/", "⏎", "p", "1-6", "c", "y", "b", "s", "u", "z", "q", "?", "^p")
"""How the keys stand; which of them stand there when the line is short is told by the table."""


class Footer(Widget):
    """One line at the bottom of every screen."""

    def __init__(
        self, scopes: tuple[str, ...], *, labels: Mapping[str, str] | None = None, id: str | None = None
    ) -> None:
        """`labels` are what some actions are called on this screen alone, by their ids."""
        super().__init__(id=id)
        self.scopes = scopes
        self.labels = labels or {}
        self.inks = Inks("dark")
        self.keymap = Keymap()
        self.chords: dict[str, Action] = {}
        """While a chord is open: its second keys."""

    def offer(self, chords: dict[str, Action]) -> None:
        """Shows what may follow after g; nothing when empty."""
        self.chords = chords
        self.refresh()

    def render(self) -> RenderResult:
        return ""

    @never_raises
    def render_line(self, y: int) -> Strip:
        segments: list[Segment] = [Segment(" ", self.inks.style("dim on-panel"))]
        room = self.size.width - 1
        kept = []
        for key, label, action in self._offers():
            size = width_of(key) + width_of(label) + 3
            if size <= room:
                room -= size
                kept.append((key, label, action))
        kept.sort(key=lambda offer: ORDER.index(offer[0]) if offer[0] in ORDER else len(ORDER) // 2)
        for key, label, action in kept:
            meta = Style(meta={"@click": action})
            segments.append(Segment(key, self.inks.style("amber bold on-panel") + meta))
            segments.append(Segment(f" {label}", self.inks.style("dim on-panel") + meta))
            segments.append(Segment("  ", self.inks.style("dim on-panel")))
        return Strip(segments).adjust_cell_length(self.size.width, self.inks.style("dim on-panel"))

    def _offers(self) -> list[tuple[str, str, str]]:
        if self.chords:
            return [(f"g {key_name(key)}", action.label, f"screen.{action.id}") for key, action in self.chords.items()]
        offers = []
        for action in footer_actions(self.scopes):
            first = self.keymap.keys[action.id].split(",")[0]
            shown = action.shown if action.shown and first in action.keys else key_name(first)
            click = f"app.{action.id}" if action.scope == "app" else f"screen.{action.id}"
            if action.scope == "list":
                click = f"screen.on_list('{action.id}')"
            offers.append((shown, self.labels.get(action.id, action.label), click))
        if "desk" in self.scopes:
            offers.insert(5, ("1-6", "panels", "screen.jump"))
        return offers
