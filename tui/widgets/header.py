"""The header line: what is shown, who polls and how far, what is new, the time with its zone."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC

from rich.segment import Segment
from rich.style import Style
from textual.app import RenderResult
from textual.strip import Strip
from textual.widget import Widget

from store.rows import PollerRow
from tui.cells import Spans, cut, fit_spans, spans_width
from tui.look import Look
from tui.moments import clock, countdown, day_name, zone_name
from tui.safe import safe_line
from tui.theme import Inks
from tui.widgets.unbroken import never_raises

_SINCE = re.compile(r"since ([01]\d|2[0-3]):([0-5]\d)Z")


@dataclass(frozen=True, slots=True)
class HeaderShown:
    """All the header says."""

    title: str = ""
    query: str = ""
    poller: PollerRow | None = None
    new: int = 0
    other: str = ""
    """Who polls, when it is not our own child: we look on."""
    alerts: str = ""
    """Why nothing is polled, or who else polls; "" when all is as it should be."""
    is_child_to_come: bool = False
    """A poller of our own is started as soon as nobody polls."""


class Header(Widget):
    """One line at the top of every screen."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.shown = HeaderShown()
        self.look = Look()
        self.inks = Inks("dark")

    def tell(self, **changes: object) -> None:
        """Changes what is said."""
        shown = replace(self.shown, **changes)  # type: ignore[arg-type]
        if shown != self.shown:
            self.shown = shown
            self.refresh()

    def show_as(self, look: Look, inks: Inks) -> None:
        """Draws with another look."""
        self.look, self.inks = look, inks
        self.refresh()

    def render(self) -> RenderResult:
        return ""

    @never_raises
    def render_line(self, y: int) -> Strip:
        width = self.size.width
        spans = header_line(self.shown, width, self.look)
        segments = []
        for text, role in spans:
            style = self.inks.style({"query": "teal", "query-hint": "dim"}.get(role, role) + " on-panel")
            if role.startswith("query"):
                style += Style(meta={"@click": "screen.search"})
            segments.append(Segment(text, style))
        return Strip(segments, width)


def header_line(shown: HeaderShown, width: int, look: Look) -> Spans:
    """The header in `width` cells: name and query at the left, state and time at the right."""
    is_wide, is_narrow = width >= 140, width < 100
    right = _state(shown, look, is_wide, is_narrow)
    moment = clock(look.now, look.zone) + " " + zone_name(look.zone, look.now)
    day = day_name(look.now.astimezone(look.zone).date(), look.now.astimezone(look.zone).date())
    right.append((f"  {'' if is_narrow else day + ' '}{moment} ", "dim"))
    left: Spans = [(f" {look.icons.logo} ", "amber bold")]
    if not is_narrow:
        left.append(("watchfloor  ", "amber bold"))
    room = width - spans_width(right) - spans_width(left) - 2
    # The narrow header has room for one of the two: for the query where there is one.
    has_title = bool(shown.title) and not (is_narrow and shown.query)
    title = cut(safe_line(shown.title), max(0, room if is_narrow else room // 2)) if has_title else ""
    if title:
        left.append((title + "   ", "bright bold"))
    room = width - spans_width(right) - spans_width(left) - 1
    if shown.query and room > 3:
        left.append((cut(shown.query, room), "query"))
    elif not title and room > 3:
        left.append((cut("Everything", room), "bright bold"))
        if room > 34:
            left.append(("   / searches", "query-hint"))
    gap = max(1, width - spans_width(left) - spans_width(right))
    return fit_spans([*left, (" " * gap, "text"), *right], width)


def _state(shown: HeaderShown, look: Look, is_wide: bool, is_narrow: bool) -> Spans:
    poller = shown.poller
    spans: Spans = []
    if poller is None:
        spans.append((f"{look.icons.scheduled} starting", "dim"))
    elif shown.alerts:
        spans.append((f"{look.icons.refused} {cut(safe_line(shown.alerts), 44 if is_wide else 22)}", "rose"))
    elif poller.state == "paused":
        spans.append((f"{look.icons.scheduled} paused", "amber"))
    elif poller.state in ("polling", "reading"):
        spans.append((f"{look.icons.live} {poller.state}", "green"))
        if poller.total:
            spans.append((f" {poller.done}/{poller.total}", "dim"))
    elif poller.state == "offline":
        spans.append((f"{look.icons.refused} {offline_words(poller, look, is_short=is_narrow)}", "rose"))
    elif poller.state in ("free", "stale"):
        word, role = ("starting", "dim") if shown.is_child_to_come else ("nobody polls", "amber")
        spans.append((f"{look.icons.scheduled} {word}", role))
    else:
        spans.append((f"{look.icons.live} live", "green"))
    if shown.other and is_wide and poller is not None:
        spans.append((f" by {cut(safe_line(shown.other), 40)}", "dim"))
    is_busy = poller is not None and poller.state in ("polling", "reading") and poller.total > 0
    if poller is not None and poller.feeds and (is_wide or not is_busy):
        good = poller.feeds - poller.failing
        spans.append((f"  {good} of {poller.feeds} feeds" if is_wide else f"  {good}/{poller.feeds}", "dim"))
        if poller.failing and not is_narrow:
            spans.append((", " if is_wide else " ", "dim"))
            spans.append((f"{poller.failing} failing", "rose"))
        if is_wide and poller.next_poll is not None and poller.state == "idle":
            left = (poller.next_poll - look.now).total_seconds()
            spans.append((f" · next poll in {countdown(left)}" if left > 0 else " · next poll now", "dim"))
    if shown.new:
        spans.append((" · " if is_wide else "  ", "dim"))
        spans.append((f"{shown.new:,}{'+' if shown.new >= 1000 else ''} new", "amber bold"))
    return spans


def offline_words(poller: PollerRow, look: Look, *, is_short: bool = False) -> str:
    """offline since 14:02, next try 14:10: in the zone that is shown, from the poller's own words in UTC."""
    since = _SINCE.search(poller.message)
    words = "offline"
    if since is not None:
        moment = look.now.astimezone(UTC).replace(hour=int(since[1]), minute=int(since[2]), second=0, microsecond=0)
        words += f" since {clock(moment, look.zone)}"
    if poller.next_poll is not None and not is_short:
        words += f", next try {clock(poller.next_poll, look.zone)}"
    return words
