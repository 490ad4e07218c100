"""No exception ends the dashboard: what goes wrong in a handler or while drawing is said and written down."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, TypeVar, cast

from rich.segment import Segment
from textual.message import Message
from textual.message_pump import MessagePump
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    from tui.app import WatchfloorApp

Drawn = TypeVar("Drawn", bound=Widget)


class Unbroken(MessagePump):
    """A node whose handlers may fail: the error is said, the node goes on. (Textual's own loop would end with it.)"""

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except Exception as error:  # this is the last door before the whole app would end
            app = cast("WatchfloorApp", self.app)
            if not app.has_stood:
                raise
            app.say_error(error)


def never_raises(draw: Callable[[Drawn, int], Strip]) -> Callable[[Drawn, int], Strip]:
    """A `render_line` that draws what went wrong instead of raising it."""

    @wraps(draw)
    def drawn(self: Drawn, y: int) -> Strip:
        try:
            return draw(self, y)
        except Exception as error:  # noqa: BLE001 - one bad row must not take the screen with it
            cast("WatchfloorApp", self.app).note_error(error)
            return Strip([Segment(f" this line could not be drawn ({type(error).__name__})")]).adjust_cell_length(
                max(1, self.size.width)
            )

    return drawn
