"""Screens by their names in the keys table; each is imported when it is first opened."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, cast

from store.rows import SaidRow

if TYPE_CHECKING:
    from tui.app import WatchfloorApp
    from tui.screens.sheet import Sheet

SCREENS: Mapping[str, tuple[str, str]] = {
    "catchup": ("tui.screens.catchup", "CatchUpScreen"),
    "dossier": ("tui.screens.dossier", "DossierScreen"),
    "positions": ("tui.screens.positions", "PositionsScreen"),
    "ledger": ("tui.screens.ledger", "LedgerScreen"),
    "wordings": ("tui.screens.ledger", "WordingsScreen"),
    "timeline": ("tui.screens.agenda", "AgendaScreen"),
    "cluster": ("tui.screens.cluster", "ClusterScreen"),
    "health": ("tui.screens.health", "HealthScreen"),
    "basket": ("tui.screens.basket", "BasketScreen"),
    "views": ("tui.screens.lists", "ViewsScreen"),
    "notes": ("tui.screens.lists", "NotesScreen"),
    "changes": ("tui.screens.lists", "ChangesScreen"),
    "rules": ("tui.screens.rules", "RulesScreen"),
    "help": ("tui.screens.help", "HelpScreen"),
}


MISSING = {
    "dossier": "put the cursor on an actor or a quote first",
    "rules": "choose a thread first: its rules are shown",
}
"""What is missing when there is nothing a screen could be about."""


def make(name: str, app: WatchfloorApp, subject: object = None) -> Sheet[object] | None:
    """The screen of that name about `subject`; None (and a word why) when there is nothing to show it of."""
    if subject is None and name in ("dossier", "cluster", "changes", "rules"):
        subject = subject_here(name, app)
        if not subject:
            app.say(MISSING.get(name, "no story is under the cursor"))
            return None
    module, kind = SCREENS[name]
    return cast("Sheet[object]", getattr(import_module(module), kind)(subject))


def subject_here(name: str, app: WatchfloorApp) -> object:
    """What is under the cursor of the screen in front: an actor's identity, or a story's rowid."""
    from tui.panels.actors import ActorsPanel
    from tui.screens.story_actions import StoryActions

    screen = app.screen
    if name == "rules":
        return _thread_here(app)
    if name != "dossier":
        return screen.target() if isinstance(screen, StoryActions) else 0
    focused = screen.focused
    if isinstance(focused, ActorsPanel):
        row = focused.row_under_cursor
        return row.actor if row is not None else ""
    found = screen.finding() if isinstance(screen, StoryActions) else None
    if isinstance(found, SaidRow) and found.actor:
        return found.actor
    if app.lens.value("actor"):
        return app.lens.value("actor")
    panel = app.screen_stack[0].query(ActorsPanel)
    row = panel.first().row_under_cursor if panel else None
    return row.actor if row is not None else ""


def _thread_here(app: WatchfloorApp) -> object:
    """The thread or suggestion under the cursor of the desk, else the one looked through."""
    from tui.panels.threads import Choice, ThreadsPanel
    from tui.screens.desk import DeskScreen

    desk = app.screen_stack[0] if app.screen_stack else None
    if isinstance(desk, DeskScreen) and isinstance(desk.focused, ThreadsPanel):
        choice = desk.focused.row_under_cursor
        if isinstance(choice, Choice) and choice.kind == "suggestion":
            return desk.suggestion(choice.id)
        if isinstance(choice, Choice) and choice.kind == "thread" and choice.id not in ("", "-"):
            return choice.id
    return app.lens.value("thread")
