"""Feed health: what each feed said last, when it is asked again and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from feeds.intake.health import Health, health_of
from feeds.intake.schedule import state_for
from tui.cells import Spans, cut_words, fit, wrap_spans
from tui.keys import bindings
from tui.moments import ago, countdown
from tui.safe import safe_line
from tui.screens.sheet import Sheet
from tui.widgets.item_list import Item

if TYPE_CHECKING:
    from store.queries import Queries

ROLES = {
    "ok": "green",
    "quiet": "amber",
    "failing": "rose",
    "gone": "rose",
    "paused": "amber",
    "off": "dim",
    "new": "blue",
}

ALL_COLUMNS = 100
"""Cells from which on a feed's rate and fullness stand beside why it is as it is."""


class HealthScreen(Sheet[list[Health]]):
    """Enter asks the poller to try a feed again now, x pauses it or lets it go on, o opens its address."""

    BINDINGS = bindings("health")
    scopes = ("screen", "list", "health")
    heading = "Feeds"
    is_read_beside = False
    empty = "No feed is configured: `watchfloor feeds add URL` adds one."

    def question(self, queries: Queries) -> list[Health]:
        states = {state.feed: state for state in queries.feed_states()}
        look = self.desk_app.look
        rows = [health_of(feed, state_for(feed, states), look.now) for feed in self.desk_app.settings.feeds]
        return sorted(rows, key=lambda row: (ORDER.index(row.standing), row.feed.casefold()))

    def caption(self, data: list[Health]) -> str:
        failing = sum(row.standing in ("failing", "gone") for row in data)
        on = sum(row.standing != "off" for row in data)
        return f"{on} feeds on, {failing} failing · Enter tries again now · x pauses · o opens"

    def lay_out(self, data: list[Health], width: int) -> Sequence[Item[object]]:
        names = 26 if width >= 100 else 20
        head: Spans = [
            (" " + fit("feed", names) + " " + fit("state", 9) + fit("last good", 11) + fit("next try", 10), "dim"),
            ((fit("a day", 7, "right") + "  " + fit("text", 9) if width >= ALL_COLUMNS else "") + "why", "dim"),
        ]
        items: list[Item[object]] = [Item("head", None, (head,))] if data else []
        items += [Item(row.feed, row, self._lines(row, names, width)) for row in data]
        return items

    def _lines(self, row: Health, names: int, width: int) -> tuple[Spans, ...]:
        now = self.desk_app.look.now
        good = ago(row.last_good, now) if row.last_good else "–"
        next_try = countdown((row.next_try - now).total_seconds()) if row.next_try else "–"
        a_day = f"{row.items_per_day:.1f}" if row.items_per_day is not None else "–"
        why = row.error or row.why
        first: Spans = [
            (" " + fit(safe_line(row.feed), names) + " ", "text" if row.standing != "off" else "dim"),
            (fit(row.standing, 9), ROLES[row.standing]),
            (fit(good, 11) + fit(next_try, 10), "dim"),
            (fit(a_day, 7, "right") + "  " + fit(row.text or "–", 9) if width >= ALL_COLUMNS else "", "dim"),
            (
                cut_words(safe_line(why), width - names - (50 if width >= ALL_COLUMNS else 32)),
                "rose" if row.error else "dim",
            ),
        ]
        more = [*row.gaps, *row.notes]
        if not more:
            return (first,)
        notes = wrap_spans([(safe_line("; ".join(more)), "amber")], max(20, width - names - 4))[:2]
        return (first, *([(" " * (names + 2), "text"), *line] for line in notes))

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


ORDER = ("failing", "gone", "quiet", "paused", "new", "ok", "off")
