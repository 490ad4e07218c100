"""Catch-up: what came in since the analyst last looked, the weightiest first, each line opening its passage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from store.rows import CatchUp, ClusterRow, SaidRow, StoryRow, TimelineRow
from tui.cells import Spans, fit, fit_spans
from tui.layouts.parts import blank, heading, say
from tui.look import Look
from tui.moments import ago, full, when
from tui.panels.said import said_item
from tui.panels.timeline import day_words, event_line
from tui.safe import safe_line
from tui.widgets.item_list import Item


@dataclass(frozen=True, slots=True)
class News:
    """Everything the catch-up screen shows. `followed` was said by actors the config follows."""

    catch_up: CatchUp
    followed: tuple[SaidRow, ...] = ()
    scheduled: tuple[TimelineRow, ...] = ()
    """Newly scheduled, moved or come true since."""
    corroborated: tuple[TimelineRow, ...] = ()
    """Claims that got own reporting by a second outlet since."""
    revised: tuple[StoryRow, ...] = ()


NewsRow: TypeAlias = ClusterRow | SaidRow | TimelineRow | StoryRow


def news_items(news: News, width: int, look: Look) -> list[Item[NewsRow]]:
    """New clusters with their reach, then what followed actors said, the calendar, claims, and what was changed."""
    catch = news.catch_up
    today = look.now.astimezone(look.zone).date()
    since = f"since {full(catch.since, look.zone, look.now)}, {ago(catch.since, look.now)} ago"
    if not catch.stories and not news.revised:
        return [heading("Since you last looked", look, width, since), say("Nothing new. All read up to now.", width)]
    items: list[Item[NewsRow]] = [
        heading(f"{_count(catch.stories, 'new story', 'new stories')}", look, width, since),
        _threads(catch, width),
        blank("threads"),
    ]
    items += [Item(("cluster", row.id), row, (_cluster(row, width, look),)) for row in catch.clusters]
    if news.followed:
        items += [blank("followed"), heading("said by those you follow", look, width), blank("followed 2")]
        items += [_as_news(said_item(row, width, look, 2)) for row in news.followed]
    items += _events("newly scheduled, moved or come true", news.scheduled, width, look, today)
    items += _events("claims with a second own report", news.corroborated, width, look, today)
    if news.revised:
        items += [blank("revised"), heading("changed by their outlets", look, width)]
        items += [Item(("revised", row.id), row, (_revised(row, width, look),)) for row in news.revised]
    if catch.new_actors:
        names = ", ".join(safe_line(name) for name in catch.new_actors[:12])
        items += [
            blank("actors"),
            heading("named for the first time", look, width),
            say(names, width, "teal", "actors"),
        ]
    return items


def _threads(catch: CatchUp, width: int) -> Item[NewsRow]:
    shown = [(title, count) for _, title, count in catch.threads if count]
    line: Spans = [(" ", "text")]
    for title, count in shown:
        line += [(safe_line(title), "text"), (f" {count}   ", "amber bold")]
    return Item("threads", None, (fit_spans(line, width),))


def _cluster(row: ClusterRow, width: int, look: Look) -> Spans:
    told = row.look_twice or ("one outlet" if row.reach == 1 else f"{row.reach} outlets")
    title = max(10, width - 8 - 20 - 14)
    return fit_spans(
        [
            (f" {fit(when(row.latest, look.zone, look.now), 6)} ", "dim"),
            (fit(safe_line(row.title), title), "bright"),
            (" " + fit(safe_line(row.first_outlet), 18), "dim"),
            (" " + fit(told, 14), "amber" if row.look_twice or row.reach == 1 else "text"),
        ],
        width,
    )


def _events(title: str, rows: Sequence[TimelineRow], width: int, look: Look, today: object) -> list[Item[NewsRow]]:
    if not rows:
        return []
    day = look.now.astimezone(look.zone).date()
    items: list[Item[NewsRow]] = [blank(title), heading(title, look, width)]
    return items + [
        Item(("event", row.rowid), row, (event_line(row, day_words(row, day), width, look),)) for row in rows
    ]


def _revised(row: StoryRow, width: int, look: Look) -> Spans:
    return fit_spans(
        [
            (f" {look.icons.revised} ", "amber"),
            (safe_line(row.title), "text"),
            (f"  {safe_line(row.outlet)} {when(row.when, look.zone, look.now)}", "dim"),
        ],
        width,
    )


def _as_news(item: Item[SaidRow]) -> Item[NewsRow]:
    return Item(("said", item.key), item.row, item.lines)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
