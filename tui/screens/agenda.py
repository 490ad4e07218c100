"""Timeline and agenda: every event of the query with its sentence, its claimant, its denial and its slips."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from feeds.grouping.timeline_lines import is_unheard, slip
from store.query import parse
from store.rows import TimelineRow
from tui.cells import Spans, wrap_spans
from tui.keys import bindings
from tui.moments import iso_day, short_day
from tui.panels.timeline import day_ahead, day_cells, day_past, day_words, event_line, is_coming
from tui.safe import safe_line
from tui.screens.sheet import Sheet, section
from tui.who_says_so import became_of, who_says_so
from tui.widgets.item_list import Item
from tui.wording import counted

if TYPE_CHECKING:
    from store.queries import Queries


class AgendaScreen(Sheet[list[TimelineRow]]):
    """Next first, then the past."""

    BINDINGS = bindings("agenda")
    scopes = ("screen", "list", "story", "agenda")
    heading = "Timeline and agenda"
    empty = "No dated event within this query. q goes back; Escape there widens it."

    def question(self, queries: Queries) -> list[TimelineRow]:
        return queries.timeline(parse(self.desk_app.lens.text), limit=400, with_touching=self.desk_app.with_touching)

    def caption(self, data: list[TimelineRow]) -> str:
        left_out = getattr(data, "left_out", 0)
        key = self.desk_app.keys.shown("touching_here")
        more = f" · {left_out} of stories that only touch the thread left out: {key}" if left_out else ""
        return f"{counted(len(data), 'event')}{more}"

    def action_touching_here(self) -> None:
        """Shows what stories say that only touch the thread, or leaves it out again."""
        self.desk_app.with_touching = not self.desk_app.with_touching
        self.reload()

    def lay_out(self, data: list[TimelineRow], width: int) -> Sequence[Item[object]]:
        look = self.desk_app.look
        today = look.now.astimezone(look.zone).date()
        coming = sorted((row for row in data if is_coming(row, today)), key=lambda row: day_ahead(row, today))
        past = sorted((row for row in data if not is_coming(row, today)), key=day_past, reverse=True)
        lead = day_cells(data, today)
        pad = " " * (lead + 4)
        items: list[Item[object]] = []
        for title, rows in (("next", coming), ("past", past)):
            if rows:
                items.append(section(title, first=not items))
            for row in rows:
                lines: list[Spans] = [event_line(row, day_words(row, today), width, look, lead=lead)]
                room = min(110, width - len(pad) - 2)
                lines += [[(pad, "text"), *line] for line in wrap_spans(_sides(row, today, look.now), room)]
                evidence = f"“{safe_line(row.evidence)}” {safe_line(row.outlet)}"
                proof = wrap_spans([(evidence, "dim")], room)[:2]
                lines += [[(pad, "text"), *line] for line in proof]
                items.append(Item(row.rowid, row, tuple(lines)))
        return items


def _sides(row: TimelineRow, today: date, now: datetime) -> Spans:
    says = who_says_so(row.status, row.what, row.asserted_by)
    status = became_of(row.status, row.what)
    spans: Spans = [] if says.startswith(status) else [(status, "text")]
    if says:
        spans.append(((", " if spans else "") + safe_line(says), "amber"))
    if row.denied_by:
        spans.append((", denied by " + safe_line(", ".join(row.denied_by)), "rose"))
    moved = slip(row.moved_from, row.first)
    if moved:
        spans.append((f", moved {moved}", "amber"))
    days = [day for day in map(iso_day, row.other_days) if day is not None]
    if days:
        spans.append((", others report " + ", ".join(short_day(day, today) for day in days), "amber"))
    elif row.has_conflict:
        spans.append((", own reports give different days", "amber"))
    if row.answers:
        spans.append((", in response to: " + safe_line(row.answers), "text"))
    if is_unheard(row.last or row.first, row.status, row.last_heard, now):
        spans.append((f", last heard of {short_day(row.last_heard.date(), today)}", "amber"))
    if row.own_reporting > 1:
        spans.append((f", {row.own_reporting} own reports", "dim"))
    return spans
