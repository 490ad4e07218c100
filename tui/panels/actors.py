"""The actors panel: who is named in what is shown, those who spoke last first."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from store.rows import ActorRow
from tui.cells import Spans, fit
from tui.icons import spark
from tui.look import Look
from tui.moments import ago, when
from tui.safe import safe_line
from tui.widgets.item_list import Item, ItemList


class ActorsPanel(ItemList[ActorRow]):
    """Name, role, activity, stories, when they last spoke."""

    BORDER_TITLE = "Actors"

    def fill(self, rows: Sequence[ActorRow], message: str) -> None:
        """Shows actors."""
        look = self.look
        self.show(lambda width: [Item(row.actor, row, (actor_line(row, width, look),)) for row in rows], message)
        self.border_subtitle = Content(f"{len(rows)} named, by last said" if rows else "")


def actor_line(row: ActorRow, width: int, look: Look) -> Spans:
    """One actor on one line."""
    names = 16 if width < 62 else 20
    roles = max(0, width - names - 28)
    described = ", ".join(part for part in (safe_line(row.role), safe_line(row.affiliation)) if part) or row.type
    told, told_role = last_words(row, look)
    return [
        (" ", "text"),
        (fit(safe_line(row.name), names), "teal bold"),
        (" ", "text"),
        (fit(described, roles), "dim"),
        ("  " + spark(row.activity, 4, look.icons.spark), "teal"),
        (fit(f"{row.stories:,}", 6, "right"), "bright"),
        (" " + fit(told, 13), told_role),
    ]


def last_words(row: ActorRow, look: Look) -> tuple[str, str]:
    """said 13:20, silent 3 d, new today, –"""
    if row.last_said is None:
        return ("new today", "amber") if row.is_new else ("–", "dim")
    if (look.now - row.last_said).days >= 2:
        return f"silent {ago(row.last_said, look.now)}", "dim"
    return f"said {when(row.last_said, look.zone, look.now)}", "dim"
