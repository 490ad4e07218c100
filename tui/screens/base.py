"""What every screen has: header, footer, prompt, and the actions that work everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget

from tui.keys import bindings
from tui.widgets.asking import Asking
from tui.widgets.compositor import LeanCompositor
from tui.widgets.footer import Footer
from tui.widgets.header import Header
from tui.widgets.line_view import LineView
from tui.widgets.prompt import Prompt
from tui.widgets.unbroken import Unbroken

if TYPE_CHECKING:
    from tui.panels.strip import Strip
    from tui.widgets.tabs import Tabs


class WatchScreen(Unbroken, Screen[None], Asking):
    """A screen of the dashboard. `title_words` stand in the header; `scopes` say which keys the footer offers."""

    BINDINGS = bindings("screen")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal"), (150, "-wide")]
    scopes: tuple[str, ...] = ("screen", "list")
    labels: ClassVar[Mapping[str, str]] = {}
    """What keys of the footer are called on this screen alone, by the ids of their actions."""
    title_words = ""

    def __init__(self, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._compositor = LeanCompositor()

    def compose(self) -> ComposeResult:
        yield Header(id="header")
        yield from self.compose_body()
        yield Footer(self.scopes, labels=self.labels, id="footer")
        yield Prompt(id="prompt")

    def compose_body(self) -> Iterable[Widget]:
        """The widgets between header and footer."""
        return ()

    def on_mount(self) -> None:
        self.dress()
        self.query_one(Header).tell(title=self.title_words)
        self.desk_app.tell_header(self)
        self.reload()

    def on_screen_resume(self) -> None:
        if self.is_mounted:
            self.dress()
            self.desk_app.tell_header(self)

    def reload(self) -> None:
        """Asks for everything shown, anew."""

    def store_changed(self) -> None:
        """The store has changed since."""
        self.reload()

    def dress(self) -> None:
        """Draws with the app's look and theme."""
        app = self.desk_app
        self.set_class(app.look_settings.icons == "ascii", "ascii")
        for widget in self.query("LineView, Header, Strip, Tabs"):
            cast("LineView | Header | Strip | Tabs", widget).show_as(app.look, app.inks)
        footer = self.query_one(Footer)
        footer.inks, footer.keymap = app.inks, app.keys
        footer.refresh()

    @property
    def prompt(self) -> Prompt:
        return self.query_one(Prompt)

    # ------------------------------------------------------------------ actions of every screen

    def action_back(self) -> None:
        self.desk_app.pop_or_quit()

    def action_widen(self) -> None:
        self.desk_app.pop_or_quit()

    def action_undo(self) -> None:
        self.desk_app.mark("undo", lambda marks: marks.undo() or "", lambda said: _told("undone", said, "undo"))

    def action_redo(self) -> None:
        self.desk_app.mark("redo", lambda marks: marks.redo() or "", lambda said: _told("done again", said, "redo"))

    def action_refresh_now(self) -> None:
        self.desk_app.request("refresh", {"force": False}, "asked the poller to refresh")
        self.reload()

    def action_pause(self) -> None:
        poller = self.query_one(Header).shown.poller
        if poller is not None and poller.state == "paused":
            self.desk_app.request("resume", {}, "polling goes on")
        else:
            self.desk_app.request("pause", {}, "polling pauses; ^x goes on")

    def action_zone(self) -> None:
        self.desk_app.next_zone()

    def action_theme(self) -> None:
        self.desk_app.next_theme()

    def action_open_screen(self, name: str) -> None:
        self.desk_app.open_screen(name)

    def action_on_list(self, action: str) -> None:
        """Does a list's action on the focused list (for clicks in the footer)."""
        focused = self.focused
        if isinstance(focused, LineView):
            getattr(focused, f"action_{action}")()

    def action_search(self) -> None:
        """Screens without a search of their own go back to the desk and search there."""
        self.desk_app.pop_or_quit()


def _told(done: str, step: str, verb: str) -> str:
    return f"{done}: {step}" if step else f"nothing to {verb}"
