"""All keys, made of the one table, and the query language in short."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.cells import Spans, fit
from tui.keys import ACTIONS
from tui.screens.sheet import Sheet, section
from tui.widgets.item_list import Item

if TYPE_CHECKING:
    from store.queries import Queries

TITLES = {
    "list": "moving",
    "desk": "on the desk",
    "story": "with a story, quote or event",
    "screen": "everywhere",
    "app": "everywhere",
    "basket": "in the brief basket",
    "health": "on feed health",
    "catchup": "in catch-up",
    "rules": "with the rules of a thread",
}
FIELDS = (
    ("thread: actor: speaker: said:", "by thread, by who is named, by who speaks, by what was said"),
    ("outlet: feed: kind: country: reliability:", "by who publishes; kind is of the outlet (wire, state media …)"),
    ("title: text: lang: tag: cluster:", "by the story itself"),
    ("after: before: since: on:", "2025-03, 2025-03-10, 24h, 7d; on: asks for the days of events, also on:this-week"),
    ("is:read starred copy new revised undated", "by its marks and state; -is:read leaves out"),
    ("has:quote statement event note full", "by what it holds"),
    ("reach:>3 own:>1 status: event: by: target:", "by company, and by what events do"),
    ("a b   a OR b   -a   “a phrase”   begin*", "words search title and text"),
    ("sort:newest oldest reach first", "the order"),
)


class HelpScreen(Sheet[None]):
    """Two columns where there is room."""

    heading = "Keys"
    is_read_beside = False

    def question(self, queries: Queries) -> None:
        return None

    def reload(self) -> None:
        self._show(None)

    def caption(self, data: None) -> str:
        return "[keys] in the config changes them"

    def lay_out(self, data: None, width: int) -> Sequence[Item[object]]:
        keys = self.desk_app.keys
        items: list[Item[object]] = []
        for scopes in (
            ("list",),
            ("desk",),
            ("story",),
            ("screen", "app"),
            ("basket",),
            ("health",),
            ("catchup",),
            ("rules",),
        ):
            items.append(section(TITLES[scopes[0]], first=not items))
            cells: list[Spans] = []
            columns = 3 if width >= 170 else 2 if width >= 110 else 1
            size = (width - 2) // columns
            for action in ACTIONS:
                if action.scope in scopes:
                    shown = keys.shown(action.id)
                    cells.append([(fit(shown, 15), "amber"), (fit(action.help, size - 17), "text"), ("  ", "text")])
            height = -(-len(cells) // columns)
            for number in range(height):
                line: Spans = [(" ", "text")]
                for column in range(columns):
                    place = column * height + number
                    if place < len(cells):
                        line += cells[place]
                items.append(Item((scopes[0], number), None, (line,)))
        items.append(section("the query line"))
        for field, told in FIELDS:
            items.append(Item(field, None, ([(" " + fit(field, 44), "teal"), (told, "text")],)))
        return items
