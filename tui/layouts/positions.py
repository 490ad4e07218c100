"""Positions: for a thread, what each actor said last, when, and what the same actor said before that."""

from __future__ import annotations

from collections.abc import Sequence

from store.rows import PositionRow, SaidRow
from tui.cells import Spans
from tui.layouts.parts import blank, heading, passage, say
from tui.look import Look
from tui.moments import when
from tui.safe import safe_line
from tui.widgets.item_list import Item


def position_items(rows: Sequence[PositionRow], titles: dict[str, str], width: int, look: Look) -> list[Item[SaidRow]]:
    """By thread, the actors who spoke last first; the words before stand dimmed under the last ones."""
    if not rows:
        return [
            say("Nobody is quoted here yet. Widen the query (Esc), or wait for full articles (F fetches them).", width)
        ]
    items: list[Item[SaidRow]] = []
    thread = None
    for row in rows:
        if row.thread != thread:
            thread = row.thread
            items += [heading(titles.get(thread, thread) or "No thread", look, width), blank(thread)]
        items.append(Item((thread, row.actor), row.last, tuple(_lines(row, width, look))))
        if row.before is not None:
            items.append(Item((thread, row.actor, "before"), row.before, tuple(_before(row.before, width, look))))
        items.append(blank((thread, row.actor)))
    return items


def _lines(row: PositionRow, width: int, look: Look) -> list[Spans]:
    said = row.last
    head: Spans = [
        (" " + safe_line(row.name), "teal bold"),
        (f", {safe_line(said.role)}" if said.role else "", "dim"),
        (f"  {when(said.when, look.zone, look.now)} · {safe_line(said.outlet)}", "dim"),
        ("  one outlet" if said.outlets == 1 else f"  {said.outlets} outlets", "amber" if said.outlets == 1 else "dim"),
    ]
    return [head, *_words(said, width, look, "violet" if not said.is_statement else "text", 3)]


def _before(said: SaidRow, width: int, look: Look) -> list[Spans]:
    head: Spans = [(f"   before, {when(said.when, look.zone, look.now)} · {safe_line(said.outlet)}", "dim")]
    return [head, *_words(said, width, look, "dim", 2)]


def _words(said: SaidRow, width: int, look: Look, role: str, most: int) -> list[Spans]:
    text = safe_line(said.text)
    if not said.is_statement:
        text = f"{look.icons.open}{text}{look.icons.close}"
    return passage(text, width, role, 3, most)
