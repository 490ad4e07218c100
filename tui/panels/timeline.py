"""The timeline panel: what comes next, upward from now, then what happened. Claims are hollow and name the claimant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from textual.content import Content

from feeds.grouping.timeline_lines import is_unheard
from store.rows import TimelineRow
from tui.cells import Spans, cut, cut_words, fit, fit_spans, width_of, wrap
from tui.icons import spark
from tui.look import Look
from tui.moments import iso_day, short_day
from tui.safe import safe_line
from tui.speech import opening
from tui.widgets.item_list import Item, ItemList

TOLD = 10
"""Cells for how many report it."""
ROOM_FOR_ONE_LINE = 50
"""Cells from which on an event takes one line; below, its words may need a second."""


class TimelinePanel(ItemList[TimelineRow]):
    """Next, a histogram, the past."""

    BORDER_TITLE = "Timeline"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._bars: Sequence[tuple[datetime, int]] = ()
        self._by = ""
        self._height = 0

    def fill(self, rows: Sequence[TimelineRow], bars: Sequence[tuple[datetime, int]], by: str, message: str) -> None:
        """Shows events and how many stories there were; `by` says by what, and of which stories if not of all."""
        look = self.look
        self._bars, self._by = bars, by
        self.show(lambda width: lay_out(rows, bars, by, width, look, self._height_laid_out()), message)
        self.border_subtitle = Content("next, then past" if rows else "")

    def tell_left_out(self, count: int, key: str) -> None:
        """Says how many lines of stories that only touch the thread are not shown, and the key that shows them."""
        if count:
            self.border_subtitle = Content(f"next, then past · {count} left out: {key}")

    def _height_laid_out(self) -> int:
        self._height = self.size.height
        return self._height

    def laid_out(self) -> None:
        # What lies ahead may take half of the panel, so another height is another lay-out.
        if self._lay_out is not None and (self._width, self._height) != (self.line_width, self.size.height):
            self._arrange()

    def bucket_at(self, line: int, column: int) -> datetime | None:
        """The hour or day whose bar stands at that place; None elsewhere."""
        for number, item in enumerate(self._items):
            if item.key == "bars" and self._starts[number] == line:
                room = _bars_room(self.line_width, self._by)
                shown = min(len(self._bars), room)
                place = column - 6 - max(0, room - shown)
                chosen = list(self._bars)[-shown:]
                return chosen[place][0] if 0 <= place < len(chosen) else None
        return None

    def rule_clicked(self, line: int, column: int) -> None:
        if any(item.key == "more" and self._starts[number] == line for number, item in enumerate(self._items)):
            self.app.call_later(self.app.run_action, "screen.open_screen('timeline')")
            return
        bucket = self.bucket_at(line, column)
        if bucket is not None:
            from tui.panels.messages import DayChosen

            self.post_message(DayChosen(bucket.astimezone(self.look.zone).date()))


def lay_out(
    rows: Sequence[TimelineRow], bars: Sequence[tuple[datetime, int]], by: str, width: int, look: Look, height: int = 0
) -> list[Item[TimelineRow]]:
    """Upcoming events by day, the histogram, past events newest first; a day is written once. In a panel of `height`
    lines what lies ahead leaves room for the past."""
    today = look.now.astimezone(look.zone).date()
    coming = sorted((row for row in rows if is_coming(row, today)), key=lambda row: day_ahead(row, today))
    past = sorted((row for row in rows if not is_coming(row, today)), key=day_past, reverse=True)
    items: list[Item[TimelineRow]] = []
    lead = day_cells(rows, today)
    if coming:
        items.append(Item("next", None, ([(" next", "dim")],)))
        items.extend(_fitting(_by_day(coming, today, width, look, lead), max(3, height // 2) if height and past else 0))
    if bars:
        room = _bars_room(width, by)
        counts = [count for _, count in bars][-room:]
        drawn = spark(counts, room, look.icons.spark)
        items.append(Item("bars", None, ([(" past ", "dim"), (drawn, "teal"), (f"  {by}", "dim")],)))
    elif past:
        items.append(Item("past", None, ([(" past", "dim")],)))
    items.extend(_by_day(past, today, width, look, lead))
    return items


def _bars_room(width: int, by: str) -> int:
    """Cells for the bars, between the word before them and what they count by."""
    return max(8, width - 9 - max(7, width_of(by)))


def _fitting(items: list[Item[TimelineRow]], lines: int) -> list[Item[TimelineRow]]:
    """The items that have room in so many lines, then how many more there are; all of them when `lines` is 0."""
    total = sum(len(item.lines) for item in items)
    if not lines or total <= lines:
        return items
    kept: list[Item[TimelineRow]] = []
    used = 1
    for item in items:
        used += len(item.lines)
        if used > lines:
            break
        kept.append(item)
    more = f"{' ' * 12}{len(items) - len(kept)} more ahead: g t"
    return [*kept, Item("more", None, ([(more, "dim")],))]


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


def _by_day(rows: Sequence[TimelineRow], today: date, width: int, look: Look, lead: int) -> list[Item[TimelineRow]]:
    items: list[Item[TimelineRow]] = []
    before = ""
    for row in rows:
        name = day_words(row, today)
        items.append(Item(row.rowid, row, event_lines(row, "" if name == before else name, width, look, lead)))
        before = name
    return items


def day_cells(rows: Sequence[TimelineRow], today: date) -> int:
    """Cells of the column of days: two more where one of them is of another year."""
    return 10 if any(width_of(day_words(row, today)) > 8 for row in rows) else 8


def event_lines(row: TimelineRow, day: str, width: int, look: Look, lead: int = 8) -> tuple[Spans, ...]:
    """The event on one line; in a narrow panel on two where its words need them. `lead`: cells of the days."""
    words = _room_for_words(width, lead)
    text = event_words(row, look)
    if width >= ROOM_FOR_ONE_LINE or width_of(text) <= words:
        return (event_line(row, day, width, look, lead=lead),)
    start, end = wrap(text, words)[0]
    rest = text[end:].strip()
    second: Spans = [(" " * (lead + 4), "text"), (cut_words(rest, width - lead - 5), "text")]
    return (event_line(row, day, width, look, text[start:end], lead), second)


def event_line(row: TimelineRow, day: str, width: int, look: Look, text: str | None = None, lead: int = 8) -> Spans:
    """The day, the status as a glyph, what happens, how many outlets report it or who claims it."""
    glyph, role = status_glyph(row, look)
    reached, reached_role = _told(row, look.now)
    words = _room_for_words(width, lead)
    line: Spans = [(" " + fit(day, lead), "bright"), (" ", "text"), (glyph + " ", role)]
    was = _was(row, look) if text is None else ""
    shown = cut_words(_short_words(row) if text is None else text, words - width_of(was))
    line += [(shown, "text"), (was, "amber"), (" " * max(0, words - width_of(shown + was)), "text")]
    if width >= _TOLD_FROM:
        line += [(" ", "text"), (fit(reached, TOLD), reached_role)]
    return fit_spans(line, width)


_TOLD_FROM = 44
_NOT_THE_DAY_ALONE = frozenset("by until till since before after from to and between through of than at".split())


def _room_for_words(width: int, lead: int) -> int:
    return max(8, width - lead - 4 - (TOLD + 1 if width >= _TOLD_FROM else 0))


def event_words(row: TimelineRow, look: Look) -> str:
    """What happens, with the day it was moved from."""
    return _short_words(row) + _was(row, look)


def _was(row: TimelineRow, look: Look) -> str:
    was = iso_day(row.moved_from)
    return f" (was {short_day(was, look.now.astimezone(look.zone).date())})" if was else ""


def _short_words(row: TimelineRow) -> str:
    """What happens, without the day at its end: that stands in the column before it."""
    text = opening(safe_line(row.what))
    if row.when_text and row.first and row.precision in ("day", "minute"):
        when = re.escape(safe_line(row.when_text))
        short = re.sub(rf",?\s+(?:(?:on|for|in)\s+)?{when}$", "", text, flags=re.IGNORECASE)
        # "by Friday" and "until Friday" say more than the day.
        is_whole = short.rpartition(" ")[2].lower() not in _NOT_THE_DAY_ALONE
        return short if is_whole and " " in short else text
    return text


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


def _told(row: TimelineRow, now: datetime) -> tuple[str, str]:
    if is_unheard(row.last or row.first, row.status, row.last_heard, now):
        return "unheard", "amber"
    if row.asserted_by:
        return (f"claim, {row.reach}×" if row.reach > 1 else "1 claimant"), "amber"
    if row.has_conflict:
        return "days vary", "amber"
    return (f"{row.reach} outlets", "dim") if row.reach != 1 else ("1 outlet", "amber")


def day_words(row: TimelineRow, today: date) -> str:
    """Thu 13, ~Thu 13 for the day it was told, or what is known when it is no day: Mar 2025, 2025, open."""
    day, told = iso_day(row.first), iso_day(row.told)
    if told is not None and day is None:
        return "~" + short_day(told, today).replace(" ’", "’")
    if day is None:
        return cut(safe_line(row.when_text), 8) if row.when_text else "undated"
    last = iso_day(row.last)
    if day < today and last is not None and last > today and row.precision in ("day", "open", "minute"):
        return "–" + short_day(last, today).replace(" ’", "’")
    if row.precision == "year":
        return str(day.year)
    if row.precision in ("month", "quarter"):
        return f"{day:%b} {day.year}"
    if row.precision == "week":
        return f"wk {day.day} {day:%b}"
    return short_day(day, today)
