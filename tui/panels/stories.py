"""The stories panel: up to millions of rows. Ids and times are in memory, rows come in pages from a worker."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from textual.content import Content

from store.rows import StoryRow
from tui.cells import Spans, cut_words, fit
from tui.look import Look
from tui.moments import clock, day_name
from tui.safe import safe_line
from tui.theme import Inks
from tui.widgets.asking import Asking
from tui.widgets.line_view import LineView
from tui.wording import counted

PAGE = 120
ROWS_KEPT = 2400
SHORT = {"one outlet": "one", "one claimant": "claim", "state only": "state", "official": "offic.", "reprint": "repr."}
"""How reach is written where there is little room."""
OFFICIAL = ("government", "international organisation")


class StoryList(LineView, Asking):
    """One line (or two) a story under rules that name the day."""

    BORDER_TITLE = "Stories"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.rowids: array[int] = array("q")
        self._whens: array[int] = array("q")
        self._rule_rows: list[int] = []
        self._rule_lines: list[int] = []
        self._rule_days: list[date] = []
        self._pages: OrderedDict[int, StoryRow] = OrderedDict()
        self._is_fetching = False
        self._message: tuple[str, str] = ("Loading …", "dim")

    # ------------------------------------------------------------------ what is shown

    def fill(self, rowids: array[int], whens: array[int], *, has_days: bool, message: str, fresh: bool) -> None:
        """Shows other stories. Unless `fresh`, the cursor stays on its story and its story stays where it is; only as
        long as nobody has moved it, it stays on the newest."""
        fresh = fresh or (not self.is_touched and self.has_focus and self.scroll_offset.y == 0)
        story = 0 if fresh else self.rowid_under_cursor
        top = self.scroll_offset.y
        offset = self.lines_of(self.cursor)[0] - top if 0 <= self.cursor < len(self.rowids) else 0
        self.rowids, self._whens = rowids, whens
        self._message = (message, "dim")
        self._set_rules(has_days)
        place = -1
        if story:
            try:
                place = rowids.index(story)
            except ValueError:
                place = min(self.cursor, len(rowids) - 1)
        self.cursor = place if place >= 0 else (0 if len(rowids) else -1)
        self._forget(self.visible_rowids())
        self.redraw()
        if fresh or not story:
            self.scroll_to(y=0, animate=False)
        elif top > 0 or self.lines_of(self.cursor)[0] >= self.size.height:
            self.scroll_to(y=max(0, self.lines_of(self.cursor)[0] - offset), animate=False)
        self._fetch()

    def joined(self, rowids: array[int], whens: array[int]) -> tuple[array[int], array[int]] | None:
        """Newly asked first rows followed by those known that come after them; None when the two do not meet."""
        if not rowids:
            return None
        try:
            place = self.rowids.index(rowids[-1])
        except ValueError:
            return None
        return rowids + self.rowids[place + 1 :], whens + self._whens[place + 1 :]

    def say(self, message: str, role: str = "dim") -> None:
        """Shows no story but a sentence."""
        self._message = (message, role)
        self.rowids, self._whens = array("q"), array("q")
        self._set_rules(False)
        self.cursor = -1
        self.redraw()

    @property
    def rowid_under_cursor(self) -> int:
        return self.rowids[self.cursor] if 0 <= self.cursor < len(self.rowids) else 0

    @property
    def story(self) -> StoryRow | None:
        """The story under the cursor, None when its row is not at hand."""
        return self._pages.get(self.rowid_under_cursor)

    def put(self, rows: Iterable[StoryRow]) -> None:
        """Takes rows that changed (a mark was set) and draws them."""
        for row in rows:
            self._pages[row.rowid] = row
        self.redraw()

    def visible_rowids(self) -> list[int]:
        """The stories now in sight."""
        top, height = self.scroll_offset.y, max(1, self.size.height)
        rows = [row for line in range(top, min(top + height, self.lines())) if (row := self.row_at(line)) >= 0]
        return [self.rowids[row] for row in dict.fromkeys(rows)]

    def next_unread(self, step: int) -> int:
        """The nearest row at hand that is unread, in that direction; -1 when none is."""
        row = self.cursor + step
        while 0 <= row < len(self.rowids):
            story = self._pages.get(self.rowids[row])
            if story is None or not story.is_read:
                return row
            row += step
        return -1

    # ------------------------------------------------------------------ what LineView asks

    def rows(self) -> int:
        return len(self.rowids)

    def lines(self) -> int:
        return len(self.rowids) * self.look.lines + len(self._rule_rows)

    def row_at(self, line: int) -> int:
        rule = bisect_right(self._rule_lines, line) - 1
        if rule >= 0 and self._rule_lines[rule] == line:
            return -1
        row = (line - (rule + 1)) // self.look.lines
        return row if row < len(self.rowids) else -1

    def lines_of(self, row: int) -> tuple[int, int]:
        return row * self.look.lines + bisect_right(self._rule_rows, row), self.look.lines

    def line_spans(self, line: int, width: int) -> Spans | None:
        rule = bisect_left(self._rule_lines, line)
        if rule < len(self._rule_lines) and self._rule_lines[rule] == line:
            return day_rule(self._rule_days[rule], width, self.look)
        row = self.row_at(line)
        if row < 0:
            return []
        story = self._pages.get(self.rowids[row])
        if story is None:
            self.call_later(self._fetch)
            return None
        if self.look.lines == 2 and line != self.lines_of(row)[0]:
            return second_line(story, width, self.look)
        return story_line(story, width, self.look)

    def empty_lines(self, width: int) -> list[Spans]:
        from tui.cells import wrap_spans

        message, role = self._message
        return [[(" ", "text")], *([(" ", "text"), *line] for line in wrap_spans([(message, role)], width - 2))]

    def show_as(self, look: Look, inks: Inks) -> None:
        lines_changed = look.lines != self.look.lines or look.zone != self.look.zone
        self.look, self.inks = look, inks
        if lines_changed:
            self._set_rules(bool(self._rule_rows))
        self.redraw()
        self.keep_in_sight()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._fetch()

    # ------------------------------------------------------------------ day rules and pages

    def _set_rules(self, has_days: bool) -> None:
        self._rule_rows, self._rule_days = [], []
        row = 0
        zone = self.look.zone
        is_falling = len(self._whens) < 2 or self._whens[0] >= self._whens[-1]
        while has_days and row < len(self._whens):
            day = datetime.fromtimestamp(self._whens[row], UTC).astimezone(zone).date()
            self._rule_rows.append(row)
            self._rule_days.append(day)
            edge = day if is_falling else day + timedelta(days=1)
            second = int(datetime.combine(edge, time(), zone).timestamp())
            if is_falling:
                row = bisect_right(self._whens, -second, lo=row, key=lambda when: -when)
            else:
                row = bisect_left(self._whens, second, lo=row)
            row = max(row, self._rule_rows[-1] + 1)
        self._rule_lines = [row * self.look.lines + number for number, row in enumerate(self._rule_rows)]

    def _fetch(self) -> None:
        if self._is_fetching or not self.rowids:
            return
        top = self.scroll_offset.y
        row = self.row_at(min(top, max(0, self.lines() - 1)))
        if row < 0:
            row = self.row_at(min(top + 1, max(0, self.lines() - 1)))
        first, last = max(0, row - PAGE // 2), min(len(self.rowids), row + PAGE + self.size.height)
        missing = [rowid for rowid in self.rowids[first:last] if rowid not in self._pages]
        near = [
            rowid for rowid in self.rowids[max(0, row - 10) : row + self.size.height + 10] if rowid not in self._pages
        ]
        if not near and len(missing) < PAGE // 2:
            return
        self._is_fetching = True
        self.ask("page", lambda queries: queries.story_page(missing), self._got, self._failed)

    def _got(self, rows: list[StoryRow]) -> None:
        self._is_fetching = False
        for row in rows:
            self._pages[row.rowid] = row
        while len(self._pages) > ROWS_KEPT:
            self._pages.popitem(last=False)
        self._strips.clear()
        self.refresh()
        if any(row.rowid == self.rowid_under_cursor for row in rows):
            self.post_message(self.Moved(self, self.cursor))

    def _failed(self, error: Exception) -> None:
        self._is_fetching = False
        self.desk_app.say_error(error)

    def _forget(self, but: list[int]) -> None:
        """Drops rows that may be stale; those in sight stay until newer ones come."""
        kept = {rowid: self._pages[rowid] for rowid in [*but, self.rowid_under_cursor] if rowid in self._pages}
        self._pages.clear()
        if kept:
            self._pages.update(kept)
            wanted = list(kept)
            self.ask("stale", lambda queries: queries.story_page(wanted), self._got, self._failed)


def day_rule(day: date, width: int, look: Look) -> Spans:
    """The rule above the first story of a day."""
    name = f" {day_name(day, look.now.astimezone(look.zone).date())} "
    return [(name, "dim"), (look.icons.rule * max(0, width - len(name) - 1), "line")]


def story_line(row: StoryRow, width: int, look: Look) -> Spans:
    """time, mark, title, the outlet with its standing, reach or why one should look twice."""
    is_short = width < 76
    # Where there is little room the outlet goes before the title does; its standing stays.
    outlets = 0 if width < 50 else 9 if is_short else 13 if width < 84 else 16
    reaches = 6 if is_short else 12
    titles = max(10, width - 8 - 2 - 2 - outlets - (1 if outlets else 0) - reaches)
    tone = "dim" if row.is_read else "bright bold"
    if row.copy_of:
        tone = "dim"
    glyph, glyph_role = standing(row.outlet_kind, look)
    told, told_role = reach_words(row)
    if is_short:
        told = SHORT.get(told, told.removesuffix(" outlets"))
    return [
        (" ", "text"),
        ("~" if row.is_when_seen else " ", "amber"),
        (clock(row.when, look.zone), "dim"),
        mark(row, look),
        (fit(cut_words(safe_line(row.title), titles, 6 if titles >= 40 else 3), titles), tone),
        ("  ", "text"),
        (glyph + " ", glyph_role),
        (fit(safe_line(row.outlet), outlets) + " " if outlets else "", "dim"),
        (fit(told, reaches), told_role),
    ]


def second_line(row: StoryRow, width: int, look: Look) -> Spans:
    """Threads, standing, how full the text is: the second line of a two-line row."""
    parts = [thread.replace("_", " ") for thread, _ in row.threads[:3]]
    parts += [row.reliability] if row.reliability else []
    parts += [] if row.is_full_text else ["summary only"]
    parts += [counted(row.reprints, "reprint")] if row.reprints else []
    if row.own_reporting > 1:
        parts.append(f"{row.own_reporting} own reports")
    return [("        ", "text"), (fit(safe_line(" · ".join(parts)), width - 8), "dim")]


def mark(row: StoryRow, look: Look) -> tuple[str, str]:
    """The one mark that matters most: starred, note, reprint, revised, unread."""
    icons = look.icons
    if row.is_starred:
        return icons.star, "amber"
    if row.has_note:
        return icons.note, "amber"
    if row.copy_of:
        return icons.reprint, "dim"
    if row.is_revised:
        return icons.revised, "amber"
    return (" ", "text") if row.is_read else (icons.new, "amber")


def standing(kind: str, look: Look) -> tuple[str, str]:
    """The glyph of an outlet's standing: state media, official, else nothing."""
    if kind == "state media":
        return look.icons.state, "rose"
    if kind in OFFICIAL:
        return look.icons.official, "blue"
    return " ", "text"


def reach_words(row: StoryRow) -> tuple[str, str]:
    """How many outlets have it, or in amber why to look twice."""
    if row.copy_of:
        return "reprint", "dim"
    if row.look_twice:
        return row.look_twice.replace("state media only", "state only"), "amber"
    return (counted(row.reach, "outlet"), "dim") if row.reach != 1 else ("one outlet", "amber")


def caption(count: int, grouped: bool, sort: str, *, is_more: bool = False) -> Content:
    """The words at the foot of the panel."""
    things = ("event" if count == 1 else "events") if grouped else ("story" if count == 1 else "stories")
    return Content(f"{count:,}{'+' if is_more else ''} {things}, {sort} first")
