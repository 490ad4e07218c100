"""The command palette: every action of the keys table, every thread, actor at hand, view and feed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tui.keys import ACTIONS
from tui.safe import safe_line

if TYPE_CHECKING:
    from tui.app import WatchfloorApp

Command = tuple[str, str, Callable[[], object]]


class Commands(Provider):
    """What can be done, by words."""

    async def discover(self) -> Hits:
        for name, told, act in self._commands():
            yield DiscoveryHit(Content(name), act, help=told)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for name, told, act in self._commands():
            score = matcher.match(name)
            if score > 0:
                yield Hit(score, Content(name), act, help=told)

    def _commands(self) -> Iterator[Command]:
        app = cast("WatchfloorApp", self.app)
        for thread, title in app.threads:
            yield (
                f"Thread: {safe_line(title)}",
                "look through this thread",
                partial(app.look_on_desk, f"thread:{thread}"),
            )
        for view in app.views:
            yield f"View: {safe_line(view.name)}", safe_line(view.query), partial(app.look_on_desk, view.query)
        for action in ACTIONS:
            if action.scope in ("screen", "desk", "story"):
                name = f"{action.label[0].upper()}{action.label[1:]}: {action.help}"
                yield name, app.keys.shown(action.id), partial(app.run_action, f"screen.{action.id}")
        for identity, actor in app.actors_at_hand():
            yield f"Actor: {safe_line(actor)}", "dossier", partial(app.open_screen, "dossier", identity)
        for feed in app.settings.feeds:
            if feed.is_enabled:
                query = f'feed:"{feed.name}"'
                yield f"Feed: {safe_line(feed.name)}", "look through this feed", partial(app.look_on_desk, query)
