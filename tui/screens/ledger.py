"""The quote ledger: one row a distinct quote with where it was first; and the wordings of one quote as a diff."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from feeds.grouping.word_diff import word_diff
from feeds.grouping.wordings import describe_wording
from store.query import parse
from store.rows import LedgerRow, WordingRow
from tui.cells import Spans, wrap_spans
from tui.moments import full
from tui.panels.said import attribution, exact_words
from tui.safe import safe_line
from tui.screens.sheet import Sheet
from tui.widgets.item_list import Item

if TYPE_CHECKING:
    from store.queries import Queries


class LedgerScreen(Sheet[list[LedgerRow]]):
    """Enter shows a quote's wordings."""

    heading = "Quote ledger"
    empty = "No quote within this query. Many feeds carry only summaries: F on the desk fetches the articles."

    def question(self, queries: Queries) -> list[LedgerRow]:
        return queries.ledger(parse(self.desk_app.lens.text), limit=150)

    def caption(self, data: list[LedgerRow]) -> str:
        return f"{len(data)} distinct quotes, newest first"

    def lay_out(self, data: list[LedgerRow], width: int) -> Sequence[Item[object]]:
        look = self.desk_app.look
        items: list[Item[object]] = []
        for row in data:
            quote = row.quote
            words = wrap_spans(exact_words(quote.text, look), min(100, width - 2))[:4]
            body: list[Spans] = [[(" ", "text"), *line] for line in words]
            first = f"   first in your feeds {full(row.first, look.zone, look.now)}"
            outlets = f", {row.outlets} outlets" if row.outlets > 1 else ", one outlet"
            more = f", {look.icons.unequal} {row.wordings} wordings" if row.wordings > 1 else ""
            body.extend(attribution(quote, min(width, 110), look))
            body.append([(first, "dim"), (outlets, "dim" if row.outlets > 1 else "amber"), (more, "amber")])
            items.append(Item(row.ledger, row, tuple(body)))
            items.append(Item("gap", None, ([],)))
        return items

    def chosen(self, row: object) -> None:
        if isinstance(row, LedgerRow):
            self.desk_app.open_screen("wordings", row.quote.rowid)


class WordingsScreen(Sheet[list[WordingRow]]):
    """`subject` is the rowid of a quote."""

    heading = "Wordings"
    empty = "This quote has gone: its story was read again."

    def question(self, queries: Queries) -> list[WordingRow]:
        return queries.wordings(int(str(self.subject)))

    def caption(self, data: list[WordingRow]) -> str:
        return f"{len(data)} wordings" if len(data) != 1 else "one wording"

    def lay_out(self, data: list[WordingRow], width: int) -> Sequence[Item[object]]:
        look = self.desk_app.look
        items: list[Item[object]] = []
        texts = [row.text for row in data]
        for number, row in enumerate(data):
            if number == 0:
                spans: Spans = [(safe_line(row.text), "violet")]
                label = "first in your feeds"
            else:
                roles = {"same": "violet", "gone": "rose strike", "new": "green"}
                label = describe_wording(texts, number)
                pieces = word_diff(data[0].text, row.text) if label != "another part" else ()
                spans = [(safe_line(piece.text) + " ", roles.get(piece.change, "text")) for piece in pieces]
                spans = spans or [(safe_line(row.text), "text")]
            body: list[Spans] = [[(f" {label}", "amber" if number else "dim")]]
            body += [[("   ", "text"), *line] for line in wrap_spans(spans, min(100, width - 4))]
            body += attribution(row.first, min(width, 110), look)
            body.append([("   " + safe_line(", ".join(row.outlets))[: width - 4], "dim")])
            items.append(Item(number, row.first, tuple(body)))
            items.append(Item("gap", None, ([],)))
        return items
