"""The timeline panel: what comes next, upward from now, then what happened. Claims are hollow and name the claimant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from textual.content import Content

from store.rows import TimelineRow
from tui.cells import Spans, cut, fit, fit_spans, width_of, wrap
from tui.icons import spark
from tui.look import Look
from tui.moments import iso_day, short_day
from tui.safe import safe_line
from tui.widgets.item_list import Item, ItemList

TOLD = 12
"""Cells for how many report it."""


class TimelinePanel(ItemList[TimelineRow]):
    """Next, a histogram, the past."""

    BORDER_TITLE = "Timeline"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._bars: Sequence[tuple[datetime, int]] = ()
        self._bars_line = -1

    def fill(self, rows: Sequence[TimelineRow], bars: Sequence[tuple[datetime, int]], by: str, message: str) -> None:
        """Shows events and how many stories there were by hour or day."""
        look = self.look
        self._bars = bars
        self.show(lambda width: lay_out(rows, bars, by, width, look), message)
        self.border_subtitle = Content("next, then past")

    def bucket_at(self, line: int, column: int) -> datetime | None:
        """The hour or day whose bar stands at that place; None elsewhere."""
        for number, item in enumerate(self._items):
            if item.key == "bars" and self._starts[number] == line:
                shown = min(len(self._bars), max(8, self.line_width - 16))
                place = column - 6 - max(0, max(8, self.line_width - 16) - shown)
                chosen = list(self._bars)[-shown:]
                return chosen[place][0] if 0 <= place < len(chosen) else None
        return None

    def rule_clicked(self, line: int, column: int) -> None:
        bucket = self.bucket_at(line, column)
        if bucket is not None:
            from tui.panels.messages import DayChosen

            self.post_message(DayChosen(bucket.astimezone(self.look.zone).date()))


def lay_out(
    rows: Sequence[TimelineRow], bars: Sequence[tuple[datetime, int]], by: str, width: int, look: Look
) -> list[Item[TimelineRow]]:
    """Upcoming events by day, the histogram, past events newest first; a day is written once."""
    today = look.now.astimezone(look.zone).date()
    coming = sorted((row for row in rows if is_coming(row, today)), key=lambda row: day_ahead(row, today))
    past = sorted((row for row in rows if not is_coming(row, today)), key=day_past, reverse=True)
    items: list[Item[TimelineRow]] = []
    if coming:
        items.append(Item("next", None, ([(" next", "dim")],)))
        items.extend(_by_day(coming, today, width, look))
    if bars:
        room = max(8, width - 16)
        counts = [count for _, count in bars][-room:]
        drawn = spark(counts, room, look.icons.spark)
        items.append(Item("bars", None, ([(" past ", "dim"), (drawn, "teal"), (f"  by {by}", "dim")],)))
    elif past:
        items.append(Item("past", None, ([(" past", "dim")],)))
    items.extend(_by_day(past, today, width, look))
    return items


def is_coming(row: TimelineRow, today: date) -> bool:
    """Whether it lies ahead: its last day has not passed and it has not happened."""
    last = iso_day(row.last or row.first)
    return (
        last is not None and last >= today and row.status in ("scheduled", "proposed", "agreed", "demanded", "ongoing")
    )


def day_ahead(row: TimelineRow, today: date) -> date:
    """The day of it that is still ahead: its first, else its last."""
    first, last = iso_day(row.first), iso_day(row.last)
    if first is not None and first >= today:
        return first
    return last or first or date.max


def day_past(row: TimelineRow) -> tuple[str, bool]:
    """What the past is sorted by: its first day, or the day it was told, after what has that day of its own."""
    return row.told or row.first or "", row.told is None


def _by_day(rows: Sequence[TimelineRow], today: date, width: int, look: Look) -> list[Item[TimelineRow]]:
    items: list[Item[TimelineRow]] = []
    before = ""
    for row in rows:
        name = day_words(row, today)
        items.append(Item(row.rowid, row, event_lines(row, "" if name == before else name, width, look)))
        before = name
    return items


def event_lines(row: TimelineRow, day: str, width: int, look: Look) -> tuple[Spans, ...]:
    """The event on one line, or on two where its words need them."""
    told = TOLD if width >= 44 else 0
    words = max(8, width - 12 - (told + 1 if told else 0))
    text = event_words(row, look)
    if width_of(text) <= words:
        return (event_line(row, day, width, look),)
    start, end = wrap(text, words)[0]
    rest = text[end:].strip()
    second: Spans = [(" " * 12, "text"), (cut(rest, width - 13), "text")]
    return (event_line(row, day, width, look, text[start:end]), second)


def event_line(row: TimelineRow, day: str, width: int, look: Look, text: str | None = None) -> Spans:
    """The day, the status as a glyph, what happens, how many outlets report it or who claims it."""
    glyph, role = status_glyph(row, look)
    reached, reached_role = _told(row)
    told = TOLD if width >= 44 else 0
    words = max(8, width - 12 - (told + 1 if told else 0))
    line: Spans = [
        (" " + fit(day, 8), "bright"),
        (" ", "text"),
        (glyph + " ", role),
        (fit(event_words(row, look) if text is None else text, words), "text"),
    ]
    if told:
        line += [(" ", "text"), (fit(reached, told), reached_role)]
    return fit_spans(line, width)


def event_words(row: TimelineRow, look: Look) -> str:
    """What happens, with the day it was moved from."""
    text = safe_line(row.what)
    was = iso_day(row.moved_from)
    return f"{text} (was {short_day(was, look.now.astimezone(look.zone).date())})" if was else text


def status_glyph(row: TimelineRow, look: Look) -> tuple[str, str]:
    """Its glyph and colour: a claim is hollow whatever else it is."""
    icons = look.icons
    if row.moved_from:
        return icons.moved, "amber"
    if row.asserted_by:
        return icons.claim, "amber"
    if row.status in ("rejected", "denied", "cancelled"):
        return icons.refused, "rose"
    if row.status == "scheduled":
        return icons.scheduled, "blue"
    if row.status in ("proposed", "demanded"):
        return icons.proposed, "blue"
    return icons.happened, "green"


def _told(row: TimelineRow) -> tuple[str, str]:
    if row.asserted_by:
        return (f"claim, {row.reach}×" if row.reach > 1 else "one claimant"), "amber"
    if row.has_conflict:
        return "days differ", "amber"
    return (f"{row.reach} outlets", "dim") if row.reach != 1 else ("one outlet", "amber")


def day_words(row: TimelineRow, today: date) -> str:
    """Thu 13, ~Thu 13 for the day it was told, or what is known when it is no day: Mar 2025, 2025, open."""
    day, told = iso_day(row.first), iso_day(row.told)
    if told is not None and day is None:
        return ("~" + short_day(told, today))[:8]
    if day is None:
        return (safe_line(row.when_text) if row.when_text else "undated")[:8]
    last = iso_day(row.last)
    if day < today and last is not None and last > today and row.precision in ("day", "open", "minute"):
        return ("–" + short_day(last, today))[:8]
    if row.precision == "year":
        return str(day.year)
    if row.precision in ("month", "quarter"):
        return f"{day:%b} {day.year}"
    if row.precision == "week":
        return f"wk {day.day} {day:%b}"[:8]
    return short_day(day, today)
