"""The dossier of an actor: roles over time, names, activity, what they said, what others said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from store.rows import Dossier, RoleRow
from tui.cells import fit, width_of
from tui.icons import spark
from tui.moments import day_name
from tui.panels.said import folded, said_item
from tui.safe import safe_line
from tui.screens.sheet import Sheet, section, words
from tui.widgets.item_list import Item
from tui.wording import counted, in_office

if TYPE_CHECKING:
    from store.queries import Queries


class DossierScreen(Sheet[Dossier | None]):
    """`subject` is the actor's identity."""

    heading = "Dossier"
    empty = "Nothing is known of this actor."

    def question(self, queries: Queries) -> Dossier | None:
        return queries.dossier(str(self.subject), limit=80)

    def actor(self) -> str:
        return super().actor() or str(self.subject)

    def caption(self, data: Dossier | None) -> str:
        return f"{counted(data.actor.mentions, 'mention')} in {counted(data.actor.stories, 'story')}" if data else ""

    def lay_out(self, data: Dossier | None, width: int) -> Sequence[Item[object]]:
        if data is None:
            return []
        look = self.desk_app.look
        today = look.now.astimezone(look.zone).date()

        def day(moment: object) -> str:
            return day_name(moment.astimezone(look.zone).date(), today)  # type: ignore[attr-defined]

        actor = data.actor
        about = in_office(safe_line(actor.role), safe_line(actor.affiliation)) or actor.type
        items: list[Item[object]] = [
            Item("name", None, ([(f" {safe_line(actor.name)}", "teal bold"), (f"  {about}", "dim")],)),
        ]
        others = [name for name in data.names if name != actor.name]
        if others:
            items.append(words("also written: " + ", ".join(others[:12]), width, "dim"))
        counts = [count for _, count in data.activity]
        first = f"first named {day(data.first_named)}"
        room = min(60, max(8, width - len(first) - 6), max(8, len(counts)))
        items.append(
            Item("spark", None, ([(" " + spark(counts, room, look.icons.spark), "teal"), (f"  {first}", "dim")],))
        )
        if data.roles:
            items.append(section("roles, as stories gave them"))
        held = [
            (
                in_office(safe_line(role.role), safe_line(role.affiliation)),
                day(role.first) if role.first.date() == role.last.date() else f"{day(role.first)} – {day(role.last)}",
                counted(role.stories, "story"),
            )
            for role in folded_roles(data.roles)
        ]
        days, stories = (max((len(row[place]) for row in held), default=0) for place in (1, 2))
        widest = max((width_of(row[0]) for row in held), default=0)
        room = max(10, min(widest, width - days - stories - 6))
        for named, span, count in held:
            line = [(f" {fit(named, room)}", "text"), (f"  {span:<{days}}  {count:>{stories}}", "dim")]
            items.append(Item(("role", named), None, (line,)))
        if data.with_:
            items.append(section("named together with"))
            items.append(words(", ".join(f"{name} {count}" for name, count in data.with_[:14]), width, "text"))
        for title, rows in (("said", data.said), ("said of them", data.said_about)):
            if rows:
                items.append(section(title))
            for row in folded(rows):
                items.append(said_item(row, min(width, 110), look))  # type: ignore[arg-type]
                items.append(Item("gap", None, ([],)))
        return items


def folded_roles(roles: Sequence[RoleRow]) -> list[RoleRow]:
    """One row a role however it is capitalised; what names no role stands there only when nothing does."""
    kept: dict[tuple[str, str], RoleRow] = {}
    has_role = any(role.role for role in roles)
    for role in roles:
        if has_role and not role.role:
            continue
        affiliation = role.affiliation.casefold()
        key = (role.role.casefold().removesuffix(f" of {affiliation}"), affiliation)
        one = kept.get(key, role)
        first, last = min(one.first, role.first), max(one.last, role.last)
        stories = role.stories + (one.stories if one is not role else 0)
        kept[key] = replace(one, first=first, last=last, stories=stories)
    return sorted(kept.values(), key=lambda role: role.last, reverse=True)
