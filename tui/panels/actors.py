"""The actors panel: who is named in what is shown, those who spoke last first."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from store.rows import ActorRow
from tui.cells import Spans, cut_words, fit, width_of
from tui.icons import spark
from tui.look import Look
from tui.moments import ago, when
from tui.safe import safe_line
from tui.widgets.item_list import Item, ItemList
from tui.wording import in_office


class ActorsPanel(ItemList[ActorRow]):
    """Name, role, activity, stories, when they last spoke."""

    BORDER_TITLE = "Actors"

    def fill(self, rows: Sequence[ActorRow], message: str) -> None:
        """Shows actors."""
        look = self.look
        self.show(lambda width: [Item(row.actor, row, (actor_line(row, width, look),)) for row in rows], message)
        self.border_subtitle = Content(f"{len(rows)} named, by last said" if rows else "")


def actor_line(row: ActorRow, width: int, look: Look) -> Spans:
    """One actor on one line: name, role, stories of the last week day by day, stories in all, when they last spoke."""
    names = 16 if width < 66 else 22
    days = 7 if width >= 60 else 5 if width >= 44 else 0
    roles = max(0, width - names - days - 20)
    told, told_role = last_words(row, look)
    return [
        (" ", "text"),
        (fit(safe_line(row.name), names), "teal bold"),
        (" ", "text"),
        (fit(described(row, roles), roles), "dim"),
        (f" {spark(row.activity[-days:], days, look.icons.spark)}" if days else " ", "teal"),
        (fit(f"{row.stories:,}", 5, "right"), "bright"),
        (" " + fit(told, 11), told_role),
    ]


def described(row: ActorRow, room: int) -> str:
    """Role and affiliation as far as both have room, else the role, else what kind of actor it is."""
    role, affiliation = safe_line(row.role), safe_line(row.affiliation)
    if not role:
        return cut_words(affiliation or row.type, room)
    both = in_office(role, affiliation)
    return both if width_of(both) <= room else cut_words(role, room)


def last_words(row: ActorRow, look: Look) -> tuple[str, str]:
    """said 13:20, silent 3 d, new today, –"""
    if row.last_said is None:
        return ("new today", "amber") if row.is_new else ("–", "dim")
    if (look.now - row.last_said).days >= 2:
        return f"silent {ago(row.last_said, look.now)}", "dim"
    return f"said {when(row.last_said, look.zone, look.now)}", "dim"
