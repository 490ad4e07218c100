"""The one table of actions and their keys: bindings, footer, palette and help are all made of it.

Keys agree with vim, less and newsboat. A key written "g x" is a chord: g, then x. [keys] in the config replaces the
keys of an action by its id.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.binding import BindingType


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done. `scope` is where: "list", "desk", "story", "screen", "app", or one sheet alone:
    "agenda", "basket", "health", "catchup", "rules"."""

    id: str
    keys: str
    label: str
    help: str
    scope: str
    footer: int = 0
    """Place in the footer, 0 for none; the lower the longer it stays when the line is short."""
    shown: str = ""
    """How the footer writes the key, where its own name is long."""


ACTIONS: tuple[Action, ...] = (
    # moving, as in vim and less
    Action("down", "j,down", "down", "next row", "list"),
    Action("up", "k,up", "up", "row before", "list"),
    Action("page_down", "ctrl+d,pagedown,space", "page", "half a page on", "list"),
    Action("page_up", "ctrl+u,pageup", "page", "half a page back", "list"),
    Action("top", "g g,home", "top", "first row", "list"),
    Action("bottom", "G,end", "end", "last row", "list"),
    Action("choose", "enter", "read", "open: a story, or the passage that proves a finding", "list", 2, "⏎"),
    Action("left", "h,left", "left", "panel to the left", "desk"),
    Action("right", "l,right", "right", "panel to the right", "desk"),
    # what is shown
    Action("search", "slash", "search", "search as you type, with fields", "desk", 1, "/"),
    Action("query", "colon", "query", "edit the query", "desk"),
    Action("widen", "escape", "widen", "one step wider", "desk"),
    Action("next", "n", "next new", "next unread story; in the reader the next match", "desk"),
    Action("previous", "N", "new before", "unread story before; in the reader the match before", "desk"),
    Action("passage", "p", "passage", "next passage of this story", "desk", 5),
    Action("passage_back", "P", "passage", "passage before", "desk"),
    Action("panel('threads')", "1", "threads", "threads panel", "desk"),
    Action("panel('stories')", "2", "stories", "stories panel", "desk"),
    Action("panel('reader')", "3", "reader", "reader panel", "desk"),
    Action("panel('said')", "4", "quotes", "quotes and statements panel", "desk"),
    Action("panel('timeline')", "5", "timeline", "timeline panel", "desk"),
    Action("panel('actors')", "6", "actors", "actors panel", "desk"),
    Action("next_panel", "tab", "panel", "next panel", "desk"),
    Action("previous_panel", "shift+tab", "panel", "panel before", "desk"),
    Action("jump", "semicolon", "jump", "jump to a panel by a letter", "desk"),
    Action("zoom", "z", "zoom", "this panel alone, and back", "desk", 10),
    Action("narrower", "less_than_sign", "narrower", "this column narrower", "desk"),
    Action("wider", "greater_than_sign", "wider", "this column wider", "desk"),
    Action("shorter", "left_square_bracket", "shorter", "this panel lower", "desk"),
    Action("taller", "right_square_bracket", "taller", "this panel higher", "desk"),
    Action("group", "v", "group", "one row a cluster, or one a story", "desk"),
    Action("density", "V", "density", "one or two lines a story", "desk"),
    Action("sort", "O", "order", "newest, oldest, widest reach", "desk"),
    Action("why", "w", "here because", "why this story is here: rules and passages", "desk"),
    Action("diff", "D", "changes", "what the outlet changed, version by version", "desk"),
    Action("touching", "a", "all events", "the timeline with what stories say that only touch the thread", "desk"),
    # marks
    Action("star", "s", "star", "star, or take it off", "story", 8),
    Action("read", "r", "read", "mark read, or unread", "story"),
    Action("read_all", "A", "all read", "mark everything shown as read", "desk"),
    Action("tag", "t", "tag", "tag this story", "story"),
    Action("note", "e", "note", "write a note on this story", "story"),
    Action("move", "m", "move", "move this story to another thread", "story"),
    Action("undo", "u", "undo", "undo the last mark", "screen", 9),
    Action("redo", "ctrl+r", "redo", "do again what was undone last", "screen"),
    # corrections
    Action("merge", "M", "merge", "this actor is another: merge them", "story"),
    Action("speaker", "C", "speaker", "say who said this quote", "story"),
    Action("date", "d", "date", "say when this story was published", "story"),
    Action("outlet", "f", "outlet", "say who published this story (from whom)", "story"),
    # taking along
    Action("cite", "y", "cite", "copy a citation", "story", 6),
    Action("brief", "b", "brief", "put it into the brief basket", "story", 7),
    Action("browser", "o", "browser", "open in the browser", "story"),
    Action("editor", "E", "editor", "open in $EDITOR", "story"),
    Action("pipe", "vertical_line", "pipe", "hand the text to a command", "story"),
    Action("fetch", "F", "full text", "fetch the articles where there are only summaries", "story"),
    Action("pin", "I", "pin", "keep this story in its cluster (in place), or let it go", "story"),
    Action("join", "L", "join", "this story's event is another story's: link them", "story"),
    Action("split", "X", "split", "take this story out of its cluster", "story"),
    Action("save_view", "S", "save view", "save this query as a view", "desk"),
    # screens
    Action("open_screen('catchup')", "c,g k", "catch up", "since I last looked", "screen", 4, "c"),
    Action("open_screen('dossier')", "g a", "dossier", "the actor under the cursor", "screen"),
    Action("open_screen('positions')", "g p", "positions", "who stands where on this thread", "screen"),
    Action("open_screen('ledger')", "g l", "ledger", "every distinct quote with its wordings", "screen"),
    Action("open_screen('timeline')", "g t", "timeline", "timeline and agenda", "screen"),
    Action("open_screen('cluster')", "g c", "cluster", "all versions of this event side by side", "screen"),
    Action("open_screen('health')", "g h", "feeds", "feed health", "screen"),
    Action("open_screen('basket')", "B,g b", "basket", "the brief basket", "screen"),
    Action("open_screen('views')", "g v", "views", "saved views", "screen"),
    Action("open_screen('notes')", "g n", "notes", "notes, tags and marks", "screen"),
    Action("open_screen('rules')", "g r", "rules", "a thread's rules, and trying a change", "screen"),
    # on one sheet only
    Action("basket_later", "J", "later", "this row one place further down", "basket", 3),
    Action("basket_earlier", "K", "earlier", "this row one place further up", "basket", 4),
    Action("basket_comment", "c", "comment", "write a comment that goes into the brief with it", "basket", 1),
    Action("basket_take_out", "x", "take out", "take this row out of the basket", "basket", 2),
    Action("pause_feed", "x", "pause", "pause this feed, or let it go on", "health", 1),
    Action("open_feed", "o", "open", "open this feed's address in the browser", "health", 2),
    Action("edit_feed", "E", "edit", "edit this feed's lines of the config", "health", 3),
    Action("accept", "A", "accept", "take the changed rules into the config", "rules", 1),
    Action("touching_here", "a", "all events", "with what stories say that only touch the thread", "agenda", 12),
    Action("seen", "A", "all seen", "mark everything here as seen", "catchup", 1),
    Action("refresh_now", "R", "refresh", "poll all feeds now", "screen"),
    Action("pause", "ctrl+x", "pause", "pause polling, and go on", "screen"),
    Action("zone", "Z", "zone", "your zone, UTC, the machine's", "screen"),
    Action("theme", "T", "theme", "dark, light, ansi", "screen"),
    Action("back", "q", "back", "back, or quit", "screen", 11),
    Action("open_screen('help')", "question_mark", "keys", "all keys", "screen", 3, "?"),
    Action("command_palette", "ctrl+p", "commands", "command palette", "app", 12, "^p"),
    Action("quit", "ctrl+q", "quit", "quit at once", "app"),
)
BY_ID = {action.id: action for action in ACTIONS}
_NAMES = {
    "slash": "/", "colon": ":", "semicolon": ";", "question_mark": "?", "less_than_sign": "<", "vertical_line": "|",
    "greater_than_sign": ">", "left_square_bracket": "[", "right_square_bracket": "]", "escape": "Esc", "enter": "⏎",
    "pagedown": "PgDn", "pageup": "PgUp", "space": "Space", "up": "↑", "down": "↓", "left": "←", "right": "→",
    "home": "Home", "end": "End", "tab": "Tab", "shift+tab": "⇧Tab",
}  # fmt: skip


class Keymap:
    """The keys in force: the table's, with those of the config laid over."""

    def __init__(self, chosen: Mapping[str, str] | None = None) -> None:
        self.keys: dict[str, str] = {action.id: action.keys for action in ACTIONS}
        for name, keys in (chosen or {}).items():
            if name in self.keys:
                self.keys[name] = ",".join(key.strip() for key in keys.split(","))

    def bindings(self) -> dict[str, str]:
        """Binding id to its plain keys where the config chose others, as Textual's keymap wants it."""
        return {
            name: ",".join(plain_keys(keys)) or "f24" for name, keys in self.keys.items() if keys != BY_ID[name].keys
        }

    def chords(self) -> dict[str, Action]:
        """The second key of every chord ("g x") to its action."""
        return {
            key.split(" ", 1)[1]: BY_ID[name]
            for name, keys in self.keys.items()
            for key in keys.split(",")
            if key.startswith("g ")
        }

    def shown(self, name: str) -> str:
        """The keys of an action as help writes them."""
        return " ".join(key_name(key) for key in self.keys[name].split(","))


def bindings(*scopes: str) -> list[BindingType]:
    """Textual's bindings of those scopes, hidden (the footer is our own), with ids so that they can be remapped."""
    # Imported here: the config's [keys] are read by commands that must not pay for Textual.
    from textual.binding import Binding

    return [
        Binding(",".join(plain_keys(action.keys)), action.id, action.label, show=False, id=action.id)
        for action in ACTIONS
        if action.scope in scopes and plain_keys(action.keys)
    ]


def plain_keys(keys: str) -> list[str]:
    """The keys that are no chords."""
    return [key for key in keys.split(",") if key and " " not in key]


def key_name(key: str) -> str:
    """The key as a keyboard has it: ctrl+d is ^d, slash is /."""
    if key in _NAMES:
        return _NAMES[key]
    if key.startswith("ctrl+"):
        return "^" + key[5:]
    return " ".join(_NAMES.get(part, part) for part in key.split(" "))


def footer_actions(scopes: tuple[str, ...]) -> list[Action]:
    """What the footer offers in those scopes, the most wanted first."""
    return sorted(
        (action for action in ACTIONS if action.footer and action.scope in (*scopes, "app")),
        key=lambda action: action.footer,
    )


def reference_table() -> str:
    """All actions with their keys as Markdown tables, one a scope, for the documentation."""
    titles = {
        "list": "Moving, in any list",
        "desk": "On the desk",
        "story": "With a story, quote or event under the cursor",
        "screen": "On every screen",
        "basket": "In the brief basket",
        "health": "On feed health",
        "catchup": "In catch-up",
        "agenda": "In timeline and agenda",
        "rules": "With the rules of a thread",
        "app": "Always",
    }
    keymap = Keymap()
    lines: list[str] = []
    for scope, title in titles.items():
        lines += [f"## {title}", "", "| keys | id in `[keys]` | what it does |", "| --- | --- | --- |"]
        for action in ACTIONS:
            if action.scope == scope:
                keys = " or ".join(f"`{key_name(key)}`" for key in keymap.keys[action.id].split(","))
                lines.append(f"| {keys} | `{action.id}` | {action.help} |".replace("`|`", "`\\|`"))
        lines.append("")
    return "\n".join(lines)
