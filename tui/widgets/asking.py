"""Asking the store from a widget: the question runs in a worker thread, its answer comes back as a message.

One question a name at a time: a newer one takes the place of an older one. A question that fails is an answer too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, cast

from textual.message import Message
from textual.message_pump import MessagePump
from textual.widget import Widget
from textual.worker import get_current_worker

if TYPE_CHECKING:
    from store.queries import Queries
    from tui.app import WatchfloorApp

Answer = TypeVar("Answer")


@dataclass
class Answered(Message):
    """What came of a question; carries its own continuation."""

    go_on: Callable[[], None]

    bubble = False


class Asking(MessagePump):
    """For widgets and screens that ask the store."""

    @property
    def desk_app(self) -> WatchfloorApp:
        return cast("WatchfloorApp", self.app)

    def ask(
        self,
        name: str,
        question: Callable[[Queries], Answer],
        then: Callable[[Answer], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Asks in a thread; `then` is called with the answer on the screen's own thread, unless a newer question of
        that name was asked meanwhile. `failed` hears of an error, else the app says it."""
        app = self.desk_app

        def work() -> None:
            worker = get_current_worker()
            try:
                answer = question(app.queries())
            except Exception as error:  # noqa: BLE001 - nothing a store or a row does may end the dashboard
                if not worker.is_cancelled:
                    self.post_message(Answered(lambda error=error: (failed or app.say_error)(error)))  # type: ignore[misc]
                return
            if not worker.is_cancelled:
                self.post_message(Answered(lambda: then(answer)))

        widget = cast(Widget, self)
        widget.run_worker(work, name=name, group=f"{id(self)}:{name}", thread=True, exclusive=True, exit_on_error=False)

    def on_answered(self, message: Answered) -> None:
        message.stop()
        try:
            message.go_on()
        except Exception as error:  # noqa: BLE001 - a row that cannot be drawn is said, not died of
            self.desk_app.say_error(error)
