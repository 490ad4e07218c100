"""The footer line: the keys that matter here, from the one table; each can be clicked."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.app import RenderResult
from textual.strip import Strip
from textual.widget import Widget

from tui.cells import width_of
from tui.keys import Action, Keymap, footer_actions, key_name
from tui.theme import Inks


class Footer(Widget):
    """One line at the bottom of every screen."""

    def __init__(self, scopes: tuple[str, ...], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.scopes = scopes
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

    def render_line(self, y: int) -> Strip:
        segments: list[Segment] = [Segment(" ")]
        room = self.size.width - 1
        for key, label, action in self._offers():
            size = width_of(key) + width_of(label) + 3
            if size > room:
                break
            room -= size
            meta = Style(meta={"@click": action})
            segments.append(Segment(key, self.inks.style("amber bold") + meta))
            segments.append(Segment(f" {label}", self.inks.style("dim") + meta))
            segments.append(Segment("  "))
        return Strip(segments).adjust_cell_length(self.size.width)

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
            offers.append((shown, action.label, click))
        if "desk" in self.scopes:
            offers.insert(5, ("1-6", "panels", "screen.jump"))
        return offers
