"""The dashboard: wires settings, store, poller child, screens and look together. It works nowhere itself."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

# Escape is told from the beginning of a key's sequence by waiting; 25 ms are enough on any terminal of today.
os.environ.setdefault("ESCDELAY", "25")

from textual import events
from textual.binding import BindingType
from textual.widgets import Input

from feeds.settings import Settings
from store.queries import Queries
from store.rows import PollerRow
from tui.keys import Keymap, bindings
from tui.leaving import leave_by_signals
from tui.lens import Lens
from tui.look import Look, LookSettings, View, look_of
from tui.moments import zone_of
from tui.palette import Commands
from tui.saying import SayingApp
from tui.screens.arrange import read_sizes
from tui.screens.base import WatchScreen
from tui.screens.desk import DeskScreen
from tui.supervisor import Supervisor
from tui.theme import PALETTES, Inks, theme_variables, themes
from tui.tidying import Tidying
from tui.watcher import Watcher
from tui.widgets.footer import Footer
from tui.widgets.header import Header

if TYPE_CHECKING:
    from textual.screen import Screen

    from store.kept import FiredRow
    from store.marks import Marks


def run(settings: Settings, store_path: Path, *, demo: bool = False) -> int:
    """Opens the dashboard; gives the exit code."""
    app = WatchfloorApp(settings, store_path, demo=demo)
    app.run()
    return app.return_code or 0


class WatchfloorApp(SayingApp):
    """The app. `lens` is the one query, `look` how lines are drawn, `queries()` this thread's connection."""

    CSS_PATH = "styles/desk.tcss"
    TITLE = "watchfloor"
    BINDINGS: ClassVar[list[BindingType]] = bindings("app")
    COMMANDS = {Commands}

    def __init__(
        self,
        settings: Settings,
        store_path: Path,
        *,
        demo: bool = False,
        watch: bool | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__()
        self.settings, self.store_path = settings, store_path
        section = settings.sections.get("look")
        self.look_settings = section if isinstance(section, LookSettings) else LookSettings()
        self.clock = clock
        self.look: Look = look_of(self.look_settings, clock())
        self.theme_name = self.look_settings.theme
        self.inks = Inks(self.theme_name)
        chosen = settings.sections.get("keys")
        self.keys = Keymap(chosen if isinstance(chosen, Mapping) else None)
        views = settings.sections.get("views")
        self.views: tuple[View, ...] = views if isinstance(views, tuple) else ()
        self.threads = _titles(settings)
        self.analyst = "demo" if demo else self.look_settings.analyst or _login()
        self.lens = Lens()
        self.with_touching = False
        """Whether timelines hold what stories say that only touch the thread."""
        self.sizes_path = store_path.with_suffix(".desk.json")
        self.sizes = read_sizes(self.sizes_path)
        self.log_path = store_path.with_name("dashboard.log") if demo else _log_place()
        self._local = threading.local()
        self._opened: list[Queries] = []
        self._generation = 0
        self._chord = False
        self.tidying = Tidying()
        self.is_looking_on_said = True
        """Whether the header says who polls when it is not our own child."""
        self.poller_row: PollerRow | None = None
        self.poller_said = ""
        is_on = self.look_settings.watch if watch is None else watch
        poller_log = self.log_path.with_name("poller.log")
        self.supervisor = Supervisor(store_path, settings.path, poller_log, is_on=is_on)
        self.watcher = Watcher(
            self._new_queries, self.supervisor, self._store_changed, self._poller_seen, self._hear, self._alerts_fired
        )
        for theme in themes():
            self.register_theme(theme)
        self.theme = f"watchfloor-{self.theme_name}"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {**theme_variables(PALETTES["dark"]), "ansi-background": "ansi_black", "ansi-foreground": "ansi_white"}

    def get_default_screen(self) -> Screen[None]:
        return DeskScreen(id="desk")

    def on_mount(self) -> None:
        if not self.is_headless and self.console.color_system == "standard":
            # Of sixteen colours the terminal's own are the best there are: ours would all come out white.
            self._wear("ansi")
        if self.keys.bindings():
            self.set_keymap(self.keys.bindings())
        self.watcher.start()
        self.set_interval(1.0, self._tick)
        leave_by_signals(self.exit)

    def on_ready(self) -> None:
        """The first frame has been drawn: from now on no exception ends the dashboard."""
        self.has_stood = True
        if not self.is_headless:
            self.tidying.begin()

    async def on_unmount(self) -> None:
        self.watcher.stop()
        self.supervisor.stop()
        if self.watcher.is_alive():
            self.watcher.join(timeout=2)
        for queries in self._opened:
            with contextlib.suppress(sqlite3.Error):
                queries.connection.interrupt()

    # ------------------------------------------------------------------ the store

    def queries(self) -> Queries:
        """The connection of the thread that asks."""
        kept: tuple[int, Queries] | None = getattr(self._local, "kept", None)
        if kept is None or kept[0] != self._generation:
            queries = self._new_queries()
            self._local.kept = (self._generation, queries)
            return queries
        return kept[1]

    def _new_queries(self) -> Queries:
        mutes = [mute.query for mute in self.settings.mutes]
        queries = Queries(self.store_path, mutes, analyst=self.analyst, timezone=self.look.zone, now=self.clock)
        self._opened.append(queries)
        return queries

    def mark(self, name: str, work: Callable[[Marks], object], said: str | Callable[[str], str] = "") -> None:
        """Writes a mark from a worker; then `said` is said, or what it makes of what `work` gave."""

        def run() -> None:
            # Imported with the first mark: reading alone does not pay for what writes.
            from store.marks import Marks

            try:
                marks = Marks(self.store_path, self.analyst)
                try:
                    told = work(marks)
                finally:
                    marks.close()
            except Exception as error:  # noqa: BLE001 - a mark that cannot be written is said, with the reason
                self.call_from_thread(self.say_error, error)
                return
            self.call_from_thread(self._marked, said if isinstance(said, str) else said(str(told)))

        self.run_worker(run, name=name, group="marks", thread=True, exit_on_error=False)

    def _marked(self, said: str) -> None:
        self.say(said, is_done=True)
        self._change_shown()

    def request(self, kind: str, payload: Mapping[str, object], said: str) -> None:
        """Asks whoever polls for something, through the store."""
        self.mark("request", lambda marks: marks.ask(kind, payload), said)

    # ------------------------------------------------------------------ what the watcher's thread tells

    def _store_changed(self) -> None:
        self._from_thread(self._change_shown)

    def _poller_seen(self, row: PollerRow, said: str) -> None:
        self._from_thread(self._poller_shown, row, said)

    def _hear(self, error: Exception) -> None:
        self._from_thread(self.say_error, error)

    def _alerts_fired(self, rows: list[FiredRow]) -> None:
        self._from_thread(self._tell_alerts, rows)

    def _tell_alerts(self, rows: list[FiredRow]) -> None:
        from tui.desk.alert_watch import tell

        for told in tell(rows, self.settings.sections.get("alerts")):
            if told.toast:
                self.notify(told.toast, title=told.name, markup=False, severity="warning", timeout=12)
            if told.signal and self._driver is not None:
                self._driver.write(told.signal)
                self._driver.flush()

    def _from_thread(self, act: Callable[..., None], *arguments: object) -> None:
        if self.is_running and self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.call_later, act, *arguments)

    def _change_shown(self) -> None:
        screen = self.screen
        if isinstance(screen, WatchScreen) and screen.is_mounted:
            screen.store_changed()

    def _poller_shown(self, row: PollerRow, said: str) -> None:
        self.poller_row, self.poller_said = row, said
        if isinstance(self.screen, WatchScreen):
            self.tell_header(self.screen)

    def tell_header(self, screen: WatchScreen) -> None:
        """Tells a screen's header what is known of the poller."""
        if not screen.query(Header):
            return
        row, mine = self.poller_row, self.supervisor.pid
        is_held = row is not None and row.pid > 0 and row.state not in ("free", "stale") and self.is_looking_on_said
        other = f"{row.holder}, {row.pid} on {row.host}" if is_held and row is not None and row.pid != mine else ""
        header = screen.query_one(Header)
        header.tell(poller=row, alerts=self.poller_said, other=other, is_child_to_come=self.supervisor.is_on)

    def _tick(self) -> None:
        self.tidying.tick()
        now = self.clock()
        is_new_minute = now.minute != self.look.now.minute
        row = self.poller_row
        is_counting = row is not None and row.next_poll is not None and row.state == "idle" and self.size.width >= 140
        self.look = replace(self.look, now=now)
        if (is_new_minute or is_counting) and isinstance(self.screen, WatchScreen) and self.screen.query(Header):
            header = self.screen.query_one(Header)
            header.look = self.look
            header.refresh()

    # ------------------------------------------------------------------ look

    def next_theme(self) -> None:
        """dark, light, ansi, and round."""
        names = list(PALETTES)
        self._wear(names[(names.index(self.theme_name) + 1) % len(names)])
        self._dress()

    def _wear(self, theme: str) -> None:
        self.theme_name, self.inks = theme, Inks(theme)
        self.theme = f"watchfloor-{theme}"

    def next_zone(self) -> None:
        """The configured zone, UTC, the machine's own, and round."""
        names = list(dict.fromkeys((self.look_settings.timezone, "UTC", "local")))
        here = next((name for name in names if zone_of(name) == self.look.zone), names[0])
        name = names[(names.index(here) + 1) % len(names)]
        self.look = replace(self.look, zone=zone_of(name))
        self._generation += 1
        self.say(f"times are {name} now")
        self._dress()

    def next_density(self) -> None:
        """One or two lines a story."""
        self.look = replace(self.look, lines=2 if self.look.lines == 1 else 1)
        self._dress()

    def _dress(self) -> None:
        if isinstance(self.screen, WatchScreen):
            self.screen.dress()
            self.screen.reload()

    # ------------------------------------------------------------------ screens and keys

    def open_screen(self, name: str, subject: object = None) -> None:
        """Opens a screen by its name in the keys table."""
        from tui.screens import catalogue

        screen = catalogue.make(name, self, subject)
        if screen is not None:
            self.push_screen(screen)

    def pop_or_quit(self) -> None:
        """One screen back; from the desk, out."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            self.exit()

    def open_on_desk(self, rowid: int, at: tuple[int | None, int, int] | None) -> None:
        """Goes back to the desk and opens a story there, at a passage."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        desk = self.screen
        if isinstance(desk, DeskScreen):
            desk.open_at(rowid, at)
            desk.show_panel("reader")

    def actors_at_hand(self) -> list[tuple[str, str]]:
        """Identity and name of the actors the desk shows."""
        from tui.panels.actors import ActorsPanel

        desk = self.screen_stack[0] if self.screen_stack else None
        return [(row.actor, row.name) for row in desk.query_one(ActorsPanel).all_rows()] if desk is not None else []

    def look_on_desk(self, query: str) -> None:
        """Goes back to the desk and looks through a query there."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        desk = self.screen
        if isinstance(desk, DeskScreen):
            desk.look_through(self.lens.written(query))

    def save_view(self, name: str, query: str) -> None:
        """Keeps a query as a view, in the config when there is one."""
        from tui.desk.views import save_view

        self.views = (*(view for view in self.views if view.name != name), View(name, query))
        self.say(save_view(self.settings.path, name, query))

    def read_config_again(self) -> None:
        """Takes up the threads and views of a config that was changed; mistakes are said and the old ones stay."""
        from tui.sections import read_settings

        try:
            self.settings = read_settings(self.settings.path)
        except Exception as error:  # noqa: BLE001 - mistakes in a file are the analyst's to mend, nothing to end of
            self.say_error(error)
            return
        self.threads = _titles(self.settings)
        views = self.settings.sections.get("views")
        self.views = views if isinstance(views, tuple) else ()
        self._change_shown()

    def copy(self, text: str) -> None:
        """Puts text on the clipboard by the terminal, and by tmux or a desktop program where there is one."""
        if not text:
            return
        from tui.desk.clipboard import copy_by_program

        self.copy_to_clipboard(text)
        self.run_worker(lambda: copy_by_program(text), thread=True, group="clipboard", exit_on_error=False)
        self.say(f"copied: {text}")

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.InputEvent):
            self.tidying.busy()
        if isinstance(event, events.Key) and not event.is_forwarded and self._take_chord(event):
            return
        await super().on_event(event)

    def _take_chord(self, event: events.Key) -> bool:
        """g waits for the second key of a chord; anything else ends the waiting."""
        screen = self.screen
        if not isinstance(screen, WatchScreen) or isinstance(self.focused, Input):
            return False
        chords = self.keys.chords()
        if self._chord:
            self._chord = False
            screen.query_one(Footer).offer({})
            action = chords.get(event.character or event.key)
            if action is not None:
                target = f"app.{action.id}" if action.scope == "app" else f"screen.{action.id}"
                if action.scope == "list":
                    target = f"screen.on_list('{action.id}')"
                self.call_later(self.run_action, target)
            return True
        if event.key == "g" and chords:
            self._chord = True
            screen.query_one(Footer).offer({key: one for key, one in chords.items() if one.scope in ("screen", "list")})
            return True
        return False


def _titles(settings: Settings) -> tuple[tuple[str, str], ...]:
    return tuple((thread.id, thread.title or thread.id.replace("_", " ")) for thread in settings.threads)


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "analyst"


def _log_place() -> Path:
    from tui.paths import log_place

    return log_place().with_name("dashboard.log")
