"""What the dashboard says in passing: a sentence, or what went wrong and where it is written down. It goes on."""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text
from textual.app import App

from store.errors import StoreError
from tui.safe import safe_text
from tui.widgets.unbroken import Unbroken

if TYPE_CHECKING:
    from rich.console import RenderableType


SAID_SECONDS = 4
"""How long a sentence stands."""


class SayingApp(Unbroken, App[None]):
    """An app that no exception ends once it has been drawn."""

    log_path: Path
    """Where errors are written down in full."""
    has_stood = False
    """The first frame has been drawn."""
    _last_error = ""
    _last_said = ("", 0.0)

    def say(self, text: str, *, is_done: bool = False) -> None:
        """Says a sentence for a moment. A hint that stands there already is not said beside itself; what was done
        (`is_done`) is said every time, for it was done again."""
        is_there = text == self._last_said[0] and monotonic() - self._last_said[1] < SAID_SECONDS
        if not text or (is_there and not is_done):
            return
        self._last_said = (text, monotonic())
        self.notify(safe_text(text), markup=False, timeout=SAID_SECONDS)

    def say_error(self, error: Exception) -> None:
        """Says what went wrong and where it is written down; the dashboard goes on."""
        from tui.desk.error_log import write_error

        place = write_error(self.log_path, error)
        # An error of the store is a sentence already.
        text = (str(error) if isinstance(error, StoreError) else f"{type(error).__name__}: {error}")[:300]
        self.notify(safe_text(f"{text}\nmore in {place}"), markup=False, severity="error", timeout=8)

    def note_error(self, error: Exception) -> None:
        """Says an error that may come with every paint: once."""
        told = f"{type(error).__name__}: {error}"
        if told != self._last_error:
            self._last_error = told
            self.call_later(self.say_error, error)

    def _handle_exception(self, error: Exception) -> None:
        """Says it and goes on; before the first frame there is nothing to go on with, so it ends with the message."""
        if self.has_stood:
            self.note_error(error)
            return
        from tui.desk.error_log import write_error

        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        place = write_error(self.log_path, error)
        # Some errors of Textual (a stylesheet's) say what they mean only when they are drawn.
        drawn: list[RenderableType] = [error] if hasattr(error, "__rich__") else []
        text = type(error).__name__ if drawn else f"{type(error).__name__}: {error}"[:2000]
        told = Text(safe_text(f"the dashboard could not open: {text}\nmore in {place}"))
        self.panic(Group(told, *drawn))
