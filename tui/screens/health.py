"""Feed health: what each feed said last, when it is asked again and why; the one under the cursor is told whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget

from feeds.intake.health import Health, health_of
from feeds.intake.schedule import state_for
from tui.cells import Spans, cut_words, fit
from tui.desk.config_draft import NO_CONFIG, begin, draft_for, line_of_feed, take
from tui.keys import bindings
from tui.moments import ago, countdown
from tui.safe import safe_line
from tui.screens.feed_detail import STANDING_ROLES, feed_lines
from tui.screens.sheet import ROOM_FOR_TWO, Sheet
from tui.widgets.item_list import Item, ItemList
from tui.widgets.line_view import LineView

if TYPE_CHECKING:
    from store.queries import Queries

ALL_COLUMNS = 96
"""Cells from which on a feed's answer, rate and fullness stand beside why it is as it is."""
_BELOW = 0.4
"""Of the height, where the feed stands below the list."""


class HealthScreen(Sheet[list[Health]]):
    """Enter asks the poller to try a feed again now, x pauses it or lets it go on, o opens its address, E edits it."""

    BINDINGS = bindings("health")
    scopes = ("screen", "list", "health")
    labels: ClassVar[Mapping[str, str]] = {"choose": "retry"}
    heading = "Feeds"
    is_read_beside = False
    empty = "No feed is configured: `watchfloor feeds add URL` adds one."

    def panels(self) -> Iterable[Widget]:
        yield from super().panels()
        yield ItemList(id="feed")

    def on_mount(self) -> None:
        self.feed.can_focus = self.feed.display = False
        self.feed.border_title = Content("Feed")

    def question(self, queries: Queries) -> list[Health]:
        states = {state.feed: state for state in queries.feed_states()}
        look = self.desk_app.look
        rows = [health_of(feed, state_for(feed, states), look.now) for feed in self.desk_app.settings.feeds]
        return sorted(rows, key=lambda row: (ORDER.index(row.standing), row.feed.casefold()))

    def caption(self, data: list[Health]) -> str:
        failing = sum(row.standing in ("failing", "gone") for row in data)
        on = sum(row.standing != "off" for row in data)
        return f"{on} feeds on, {failing} failing · Enter tries again now · x pauses · o opens · E edits"

    def lay_out(self, data: list[Health], width: int) -> Sequence[Item[object]]:
        names = 26 if width >= ALL_COLUMNS else 20
        more = fit("http", 6) + fit("a day", 7, "right") + "  " + fit("text", 9) if width >= ALL_COLUMNS else ""
        head: Spans = [
            (" " + fit("feed", names) + " " + fit("state", 9) + fit("last good", 11) + fit("next try", 10), "dim"),
            (more + "why", "dim"),
        ]
        items: list[Item[object]] = [Item("head", None, (head,))] if data else []
        items += [Item(row.feed, row, (self._line(row, names, width),)) for row in data]
        return items

    def _line(self, row: Health, names: int, width: int) -> Spans:
        now = self.desk_app.look.now
        good = ago(row.last_good, now) if row.last_good else "–"
        next_try = countdown((row.next_try - now).total_seconds()) if row.next_try else "–"
        a_day = f"{row.items_per_day:.1f}" if row.items_per_day is not None else "–"
        answer = fit(str(row.status or "–"), 6) + fit(a_day, 7, "right") + "  " + fit(row.text or "–", 9)
        wrong = row.error or next(iter((*row.gaps, *row.notes)), "")
        return [
            (" " + fit(safe_line(row.feed), names) + " ", "text" if row.standing != "off" else "dim"),
            (fit(row.standing, 9), STANDING_ROLES[row.standing]),
            (fit(good, 11) + fit(next_try, 10), "dim"),
            (answer if width >= ALL_COLUMNS else "", "dim"),
            (
                cut_words(safe_line(wrong or row.why), width - names - (54 if width >= ALL_COLUMNS else 32)),
                "rose" if row.error else "amber" if wrong else "dim",
            ),
        ]

    # ------------------------------------------------------------------ the feed under the cursor, whole

    @property
    def feed(self) -> ItemList[object]:
        """The feed under the cursor, beside the list or below it."""
        return self.query_one("#feed", ItemList)

    def _make_room(self) -> None:
        super()._make_room()
        is_beside = self.app.size.width >= ROOM_FOR_TWO
        self.query_one("#body").styles.layout = "horizontal" if is_beside else "vertical"
        self.sheet.styles.width, self.feed.styles.width = ("3fr", "2fr") if is_beside else ("1fr", "1fr")
        self.feed.styles.height = "1fr" if is_beside else max(9, int(self.app.size.height * _BELOW))

    def _show(self, data: list[Health]) -> None:
        super()._show(data)
        self.show_feed()

    @on(LineView.Moved, "#sheet")
    def show_feed(self) -> None:
        """Tells the feed under the cursor whole."""
        row, look = self.sheet.row_under_cursor, self.desk_app.look
        self.feed.display = isinstance(row, Health)
        if not isinstance(row, Health):
            return
        feed = next((feed for feed in self.desk_app.settings.feeds if feed.name == row.feed), None)
        self.feed.show(lambda width: [Item(row.feed, None, feed_lines(row, feed, look, width))])
        self.feed.scroll_to(y=0, animate=False)

    # ------------------------------------------------------------------ what can be done with it

    def chosen(self, row: object) -> None:
        if isinstance(row, Health):
            self.desk_app.request("retry", {"feed": row.feed}, f"asked the poller to try {safe_line(row.feed)} now")

    def action_pause_feed(self) -> None:
        """Pauses the feed under the cursor, or lets it go on."""
        row = self.sheet.row_under_cursor
        if isinstance(row, Health):
            is_paused = row.standing == "paused"
            said = f"asked the poller to {'go on with' if is_paused else 'pause'} {safe_line(row.feed)}"
            self.desk_app.request("resume" if is_paused else "pause", {"feed": row.feed}, said)

    def action_open_feed(self) -> None:
        """Opens the address of the feed under the cursor."""
        row = self.sheet.row_under_cursor
        if isinstance(row, Health) and row.address.startswith(("http://", "https://")):
            self.desk_app.open_url(row.address)
            self.desk_app.say("opening " + safe_line(row.address)[:80])

    def action_edit_feed(self) -> None:
        """Opens a draft of the config at the lines of the feed; without mistakes it takes the config's place."""
        app, config, row = self.desk_app, self.desk_app.settings.path, self.sheet.row_under_cursor
        if config is None or not isinstance(row, Health):
            app.say(NO_CONFIG if config is None else "no feed is under the cursor")
            return
        draft = draft_for(app.store_path)
        try:
            begin(config, draft)
            self.edit_file(draft, line_of_feed(draft.read_text("utf-8"), row.feed))
            is_changed = take(config, draft)
        except (OSError, ValueError) as error:
            app.say(f"{safe_line(str(error))} – {config.name} is as it was, E goes on with the draft")
            return
        if is_changed:
            app.read_config_again()
            app.say(f"written to {config.name}: the poller takes it up within seconds")
            self.reload()
        else:
            app.say("nothing is changed")


ORDER = ("failing", "gone", "quiet", "paused", "new", "ok", "off")
