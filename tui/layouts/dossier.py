"""An actor's dossier: names, roles over time, activity, what was said by and about the actor."""

from __future__ import annotations

from datetime import timedelta

from store.rows import Dossier, RoleRow, SaidRow
from tui.cells import Spans, cut, join_spans
from tui.icons import spark
from tui.layouts.parts import blank, facts, heading, say
from tui.look import Look
from tui.moments import day_name, full, when
from tui.panels.said import said_item
from tui.safe import safe_line
from tui.widgets.item_list import Item


def dossier_items(dossier: Dossier, width: int, look: Look) -> list[Item[SaidRow]]:
    """The head with what is known, then quotes and statements; every line opens its passage."""
    actor = dossier.actor
    items: list[Item[SaidRow]] = [
        heading(safe_line(actor.name), look, width, actor.type),
        facts(
            [
                ("known as", join_spans([[(safe_line(name), "teal")] for name in dossier.names[:12]], " · ")),
                ("role", _roles(dossier, look)),
                (
                    "named",
                    [
                        (f"{actor.mentions} times in {actor.stories} stories", "text"),
                        (f", first {full(dossier.first_named, look.zone, look.now)}", "dim"),
                    ],
                ),
                (
                    "spoke",
                    [
                        (f"{actor.said} times", "text"),
                        (f", last {full(actor.last_said, look.zone, look.now)}" if actor.last_said else "", "dim"),
                    ],
                ),
                (
                    "named with",
                    join_spans(
                        [[(safe_line(name), "text"), (f" {count}", "dim")] for name, count in dossier.with_[:8]], " · "
                    ),
                ),
            ],
            width,
        ),
        *_activity(dossier, width, look),
    ]
    items += [heading("said", look, width, f"{len(dossier.said)} shown"), blank("said")]
    items += [said_item(row, width, look) for row in dossier.said]
    if not dossier.said:
        items.append(say("Nothing said so far in your feeds.", width))
    items += [blank("about"), heading("said about", look, width, f"{len(dossier.said_about)} shown"), blank("about 2")]
    items += [said_item(row, width, look) for row in dossier.said_about]
    if not dossier.said_about:
        items.append(say("Nobody quoted in your feeds has named this actor.", width))
    return items


def _roles(dossier: Dossier, look: Look) -> Spans:
    roles = sorted(dossier.roles, key=lambda role: role.last, reverse=True)
    return join_spans([_role(role, look) for role in roles[:6]], " · ")


def _role(role: RoleRow, look: Look) -> Spans:
    words = safe_line(role.role) + (f", {safe_line(role.affiliation)}" if role.affiliation else "")
    first, last = when(role.first, look.zone, look.now), when(role.last, look.zone, look.now)
    span = first if first == last else f"{first}–{last}"
    return [(cut(words, 60), "text"), (f" ({span})", "dim")]


def _activity(dossier: Dossier, width: int, look: Look) -> list[Item[SaidRow]]:
    if not dossier.activity:
        return []
    by_day = {moment.astimezone(look.zone).date(): count for moment, count in dossier.activity}
    last = look.now.astimezone(look.zone).date()
    days = min((last - min(by_day)).days + 1, max(10, width - 30))
    counts = [by_day.get(last - timedelta(days=days - 1 - number), 0) for number in range(days)]
    first = last - timedelta(days=days - 1)
    line: Spans = [
        (f" {day_name(first, last)} ", "dim"),
        (spark(counts, len(counts), look.icons.spark), "teal"),
        (f" {day_name(last, last)}", "dim"),
    ]
    return [blank("activity"), Item("activity", None, (line,)), blank("activity 2")]
