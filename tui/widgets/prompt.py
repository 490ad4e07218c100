"""The prompt: one line to type in under the header, with a line of help below."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static


class Prompt(Vertical):
    """Hidden until opened. `said` is called with the text on Enter, `changed` at every change, `left` on Escape."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._said: Callable[[str], None] = lambda text: None
        self._changed: Callable[[str], None] = lambda text: None
        self._left: Callable[[], None] = lambda: None

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
        box.focus()
        self.help(hint)

    def help(self, text: str, is_wrong: bool = False) -> None:
        """Says something under the line: completions, or where a query is wrong."""
        line = self.query_one("#prompt-help", Static)
        line.set_class(is_wrong, "-wrong")
        line.update(Content(text))

    def close(self) -> None:
        """Goes away."""
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
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            self.close()
            self._left()
