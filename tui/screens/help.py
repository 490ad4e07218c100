"""All keys, made of the one table, and the query language in short."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.cells import Spans, fit, wrap_spans
from tui.icons import Icons
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


def legend(icons: Icons) -> tuple[tuple[tuple[str, str], str], ...]:
    """Every mark with the colour it has and what it means."""
    return (
        ((icons.new, "amber"), "new since you last looked"),
        ((icons.star, "amber"), "starred by you"),
        ((icons.note, "amber"), "has a note of yours"),
        ((icons.revised, "amber"), "the outlet changed it: D shows how"),
        ((icons.reprint, "dim"), "a reprint; it confirms nothing"),
        (("~", "amber"), "no date given: when it was first seen"),
        ((icons.state, "rose"), "state media"),
        ((icons.official, "blue"), "a government's or body's own words"),
        ((icons.happened, "green"), "happened, as outlets tell it themselves"),
        ((icons.scheduled, "blue"), "scheduled"),
        ((icons.claim, "amber"), "a claim: only one side says so"),
        ((icons.proposed, "blue"), "proposed, demanded or considered"),
        ((icons.moved, "amber"), "moved to another day"),
        ((icons.refused, "rose"), "rejected, denied or fallen through"),
        ((icons.unequal, "amber"), "reported in several wordings"),
        (("one outlet", "amber"), "look twice: nobody else reports it"),
        (("one claimant", "amber"), "look twice: all of it rests on one side's word"),
        (("state only", "amber"), "look twice: only state media report it"),
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
            keyed = [((keys.shown(action.id), "amber"), action.help) for action in ACTIONS if action.scope in scopes]
            items.extend(_columns(scopes[0], keyed, 15, width))
        items.append(section("what the marks mean"))
        items.extend(_columns("marks", legend(self.desk_app.look.icons), 13, width))
        items.append(section("the query line"))
        for field, told in FIELDS:
            items.append(Item(field, None, ([(" " + fit(field, 44), "teal"), (told, "text")],)))
        return items


def _columns(name: str, told: Sequence[tuple[tuple[str, str], str]], lead: int, width: int) -> list[Item[object]]:
    """Words and what they mean, read downwards in as many columns as there is room for, nothing of it cut."""
    columns = 3 if width >= 170 else 2 if width >= 110 else 1
    size = (width - 2) // columns
    room = size - lead - 2
    cells = [(word, role, wrap_spans([(meaning, "text")], room)) for (word, role), meaning in told]
    height = -(-len(cells) // columns)
    items: list[Item[object]] = []
    for number in range(height):
        beside = cells[number::height]
        for row in range(max(len(lines) for _, _, lines in beside)):
            line: Spans = [(" ", "text")]
            for word, role, lines in beside:
                meaning = "".join(text for text, _ in lines[row]) if row < len(lines) else ""
                line += [(fit(word if row == 0 else "", lead), role), (fit(meaning, room) + "  ", "text")]
            items.append(Item((name, number, row), None, (line,)))
    return items
