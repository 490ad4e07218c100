"""The quote ledger: one row a distinct quote, and its wordings as a word diff."""

from __future__ import annotations

from collections.abc import Sequence

from feeds.grouping.wordings import word_diff
from store.rows import LedgerRow, SaidRow, WordingRow
from tui.cells import Spans, wrap_spans
from tui.layouts.parts import blank, heading, passage, say
from tui.look import Look
from tui.moments import full, when
from tui.panels.said import said_count
from tui.safe import safe_line
from tui.widgets.item_list import Item


def ledger_items(rows: Sequence[LedgerRow], width: int, look: Look) -> list[Item[LedgerRow]]:
    """Each quote with who said it, how many outlets carry it, where it was first and in how many wordings."""
    if not rows:
        return [
            say(
                "No quotes here. Widen the query (Esc): quotes need full articles, "
                "and many feeds carry only summaries.",
                width,
            )
        ]
    items: list[Item[LedgerRow]] = []
    for row in rows:
        items.append(Item(row.ledger, row, tuple(_quote(row, width, look))))
        items.append(blank(row.ledger))
    return items


def ledger_count(rows: Sequence[LedgerRow]) -> str:
    """12 quotes, 3 in several wordings"""
    several = sum(row.wordings > 1 for row in rows)
    return said_count(len(rows), 0).split(",")[0] + (f", {several} in several wordings" if several else "")


def _quote(row: LedgerRow, width: int, look: Look) -> list[Spans]:
    said = row.quote
    text = f"{look.icons.open}{safe_line(said.text)}{look.icons.close}"
    who = safe_line(said.speaker) if said.speaker else "speaker not named"
    foot: Spans = [
        ("   " + who, "teal bold" if said.speaker_type == "named" else "teal italic" if said.speaker else "dim italic"),
        ("  one outlet" if row.outlets == 1 else f"  {row.outlets} outlets", "amber" if row.outlets == 1 else "text"),
        (f" · first {safe_line(said.outlet)} {when(row.first, look.zone, look.now)}", "dim"),
    ]
    if row.last != row.first:
        foot.append((f" · last {when(row.last, look.zone, look.now)}", "dim"))
    if row.wordings > 1:
        foot.append((f"  {look.icons.unequal} {row.wordings} wordings", "amber"))
    return [*passage(text, width, "violet", most=3), foot]


def wording_items(rows: Sequence[WordingRow], width: int, look: Look) -> list[Item[SaidRow]]:
    """Every wording of one quote; what differs from the first is struck out and added."""
    if not rows:
        return [say("Choose a quote to see its wordings.", width)]
    first = rows[0]
    items: list[Item[SaidRow]] = []
    for number, row in enumerate(rows):
        label = "first in your feeds" if number == 0 else row.relation or "another wording"
        outlets = ", ".join(safe_line(outlet) for outlet in row.outlets[:6])
        more = f" and {len(row.outlets) - 6} more" if len(row.outlets) > 6 else ""
        body = [(safe_line(row.text), "violet")] if number == 0 else diff_spans(first.text, row.text)
        lines = [[(" ", "text"), *line] for line in wrap_spans(body, max(10, width - 3))]
        foot: Spans = [(f"   {outlets}{more}", "dim"), (f" · {full(row.first.when, look.zone, look.now)}", "dim")]
        items += [
            heading(label, look, width, f"{len(row.outlets)} outlet{'s' if len(row.outlets) != 1 else ''}"),
            Item((number, row.text[:40]), row.first, (*lines, foot)),
            blank(number),
        ]
    return items


def diff_spans(before: str, after: str) -> Spans:
    """The words of `after`, with what it adds in amber and what it drops struck out in rose."""
    roles = {"same": "text", "new": "amber", "gone": "rose strike"}
    pieces = word_diff(safe_line(before), safe_line(after))
    return [(piece.text.strip() + " ", roles[piece.change]) for piece in pieces if piece.text.strip()]
