"""The prompt: one line to type in at the foot, with a line of help below: hints, completions, where a mistake is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from store.completion import Completion
from tui.safe import safe_line

NEXT_FEW = 6
"""Completions named after the first."""


class Prompt(Vertical):
    """Hidden until opened. `said` is called with the text on Enter, `changed` at every change, `left` on Escape.

    Tab takes the first of the completions offered for what is typed.
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._said: Callable[[str], None] = lambda text: None
        self._changed: Callable[[str], None] = lambda text: None
        self._left: Callable[[], None] = lambda: None
        self._offered: tuple[str, Completion] | None = None

    def compose(self) -> ComposeResult:
        yield Input(compact=True, id="prompt-input", select_on_focus=False)
        yield Static("", id="prompt-help", markup=False)

    def open(
        self,
        title: str,
        text: str,
        said: Callable[[str], None],
        changed: Callable[[str], None] | None = None,
        left: Callable[[], None] | None = None,
        hint: str = "",
    ) -> None:
        """Asks for a line."""
        self._said, self._changed, self._left = said, changed or (lambda text: None), left or (lambda: None)
        self.border_title = Content(title)
        self.display = True
        box = self.query_one(Input)
        with box.prevent(Input.Changed):
            box.value = text
        box.cursor_position = len(text)
        # At once, not after the messages that wait: what is typed right after the key belongs here.
        self.screen.set_focus(box)
        self.help(hint)

    def help(self, text: str, is_wrong: bool = False) -> None:
        """Says something under the line: completions, or where a query is wrong."""
        line = self.query_one("#prompt-help", Static)
        line.set_class(is_wrong, "-wrong")
        line.update(Content(text))

    def mistake(self, at: int, message: str) -> None:
        """Points a caret at the place of a mistake: the words after it, or before it where there is no room."""
        box = self.query_one(Input)
        at = max(0, at - box.scroll_offset.x)
        if at + len(message) + 4 > box.size.width > 0 and len(message) < at:
            self.help(f"{message:>{at - 1}} ^", is_wrong=True)
        else:
            self.help(f"{' ' * at}^ {message}", is_wrong=True)

    def offer(self, text: str, completions: Sequence[Completion]) -> None:
        """Names the completions of `text`, the first with what it is."""
        if text != self.value or not completions:
            return
        first = completions[0]
        self._offered = (text, first)
        about = f" ({safe_line(first.help)})" if first.help else ""
        others = "  ".join(safe_line(one.text) for one in completions[1 : NEXT_FEW + 1])
        self.help(f"Tab {safe_line(first.text)}{about}" + (f"   or  {others}" if others else ""))

    def _take(self) -> None:
        """Writes the first completion; a value is followed by a blank, a field by its values."""
        if self._offered is None or self._offered[0] != self.value:
            return
        text, chosen = self._offered
        self._offered = None
        put = chosen.text if chosen.text.endswith(":") else f"{chosen.text} "
        box = self.query_one(Input)
        box.value = text[: chosen.start] + put + text[chosen.end :].lstrip()
        box.cursor_position = chosen.start + len(put)

    @property
    def value(self) -> str:
        """What is typed."""
        return self.query_one(Input).value

    @property
    def cursor(self) -> int:
        """Where the next letter would stand."""
        return self.query_one(Input).cursor_position

    def close(self) -> None:
        """Goes away."""
        self._offered = None
        self.display = False

    @property
    def is_open(self) -> bool:
        return bool(self.display)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._changed(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.close()
        self._said(event.value)

    def on_key(self, event: events.Key) -> None:
        if event.key == "tab":
            # The focus stays here while one types, whether there is something to take or not.
            event.stop()
            event.prevent_default()
            self._take()
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            self.close()
            self._left()
