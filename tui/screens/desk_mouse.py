"""Resizing by the mouse: a border between two panels is taken hold of and dragged."""

from __future__ import annotations

from textual import events

from tui.screens.arrange import Sizes, write_sizes
from tui.screens.desk_keys import DeskKeys


class DeskMouse(DeskKeys):
    """Knows which border was taken hold of, "" for none: "left", "right", "stories", "said" or "timeline"."""

    _held = ""

    def on_mouse_down(self, event: events.MouseDown) -> None:
        is_fixed = bool(self.zoomed) or self.arranged.layout == "narrow"
        self._held = "" if is_fixed else self._border_at(event.screen_x, event.screen_y)
        if self._held:
            self.capture_mouse()
            event.stop()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._held:
            event.stop()
            sizes = self._dragged(int(event.screen_x), int(event.screen_y))
            if sizes != self.desk_app.sizes:
                self.desk_app.sizes = sizes
                self.arrange_now()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        if self._held:
            self._held = ""
            self.release_mouse()
            write_sizes(self.desk_app.sizes_path, self.desk_app.sizes)

    def _border_at(self, x: float, y: float) -> str:
        for name in ("left", "right"):
            region = self.query_one(f"#{name}").region
            edge = region.right - 1 if name == "left" else region.x
            if abs(x - edge) < 1 and region.y <= y < region.bottom:
                return name
        for name in ("stories", "said", "timeline"):
            panel = self.query_one(f"#{name}")
            # The lower border is taken hold of left of the words that stand in it.
            is_there = panel.display and panel.region.x <= x < panel.region.right and y == panel.region.bottom - 1
            if is_there and (name == "stories" or self.arranged.layout == "wide"):
                return name
        return ""

    def _dragged(self, x: int, y: int) -> Sizes:
        sizes = self.desk_app.sizes
        if self._held == "left":
            width = self.query_one("#left").size.width
            return sizes.standing(width).changed("left", x + 1 - width)
        if self._held == "right":
            column = "right_wide" if self.arranged.layout == "wide" else "right"
            width = self.query_one("#right").size.width
            wanted = self.app.size.width - x
            return sizes.changed(column, wanted - (getattr(sizes, column) or 62)) if wanted != width else sizes
        region = self.query_one(f"#{self._held}").region
        body = self.query_one("#body").size.height
        return sizes.changed(self._held, (y + 1 - region.y) * 100 // max(1, body) - getattr(sizes, self._held))
