"""Positions: what each actor last said on each thread, and what they said before that."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from store.query import parse
from store.rows import PositionRow, SaidRow
from store.together import in_a_row
from tui.cells import cut, fit, plain, width_of, wrap_spans
from tui.moments import when
from tui.safe import safe_line
from tui.screens.sheet import Sheet, section
from tui.speech import quoted, reported
from tui.widgets.item_list import Item

if TYPE_CHECKING:
    from store.queries import Queries


def words_of(said: SaidRow, actor: str) -> str:
    """What somebody said, and together with whom."""
    text = safe_line(said.text)
    shown = reported(said.cue, text) if said.is_statement else f"“{quoted(text)}”"
    others = said.others(actor)
    return f"{shown} (with {safe_line(in_a_row(others))})" if others else shown


class PositionsScreen(Sheet[list[PositionRow]]):
    """Thread by thread, within the query."""

    heading = "Positions"
    empty = "Nobody has said anything on a thread within this query. q goes back; Escape there widens it."

    def question(self, queries: Queries) -> list[PositionRow]:
        return queries.positions(parse(self.desk_app.lens.text), limit=120)

    def caption(self, data: list[PositionRow]) -> str:
        return f"{len(data)} positions"

    def lay_out(self, data: list[PositionRow], width: int) -> Sequence[Item[object]]:
        look = self.desk_app.look
        titles = dict(self.desk_app.threads)
        items: list[Item[object]] = []
        ordered = sorted(data, key=lambda row: row.thread)
        moments = [when(said.when, look.zone, look.now) for row in data for said in (row.last, row.before) if said]
        labels = len("before ") + max(map(len, moments), default=5) + 1
        longest = max((width_of(safe_line(row.name)) for row in data), default=0)
        names = min(24, max(12, width // 4), longest + 1)
        for thread, rows in groupby(ordered, key=lambda row: row.thread):
            items.append(section(titles.get(thread, thread), first=not items))
            for row in sorted(rows, key=lambda row: row.last.when, reverse=True):
                lines = []
                for number, said in enumerate((row.last, row.before)):
                    if said is None or (number and said.text.casefold() == row.last.text.casefold()):
                        continue
                    is_last = number == 0
                    shown = words_of(said, row.actor)
                    tone = ("text" if said.is_statement else "violet") if is_last else "dim"
                    room, most = max(20, width - names - labels - 6), 2 if is_last else 1
                    wrapped = wrap_spans([(shown, tone)], room)
                    if len(wrapped) > most:
                        wrapped = [
                            *wrapped[: most - 1],
                            [(cut(plain(wrapped[most - 1]), room - 2).rstrip("… ") + " …", tone)],
                        ]
                    for place, line in enumerate(wrapped):
                        head = fit(safe_line(row.name), names) if is_last and place == 0 else " " * names
                        moment = when(said.when, look.zone, look.now) if place == 0 else ""
                        label = moment if is_last else (f"before {moment}" if moment else "")
                        lines.append([(" " + head, "teal bold"), (" " + fit(label, labels), "dim"), *line])
                items.append(Item((row.thread, row.actor), row.last, tuple(lines)))
        return items
