"""Catch-up: what came in since this analyst last looked. A marks it all as seen; u undoes that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.query import parse
from store.rows import CatchUp, ClusterRow, SaidRow, StoryRow, TimelineRow
from tui.cells import Spans, cut_words, fit
from tui.keys import bindings
from tui.moments import ago, full, when
from tui.panels.said import said_item
from tui.panels.stories import story_line
from tui.panels.timeline import day_cells, day_words, event_line, is_coming
from tui.safe import safe_line
from tui.screens.sheet import Sheet, section, words
from tui.widgets.item_list import Item
from tui.wording import counted

if TYPE_CHECKING:
    from store.marks import Marks
    from store.queries import Queries


TURNS = {"scheduled": "newly scheduled", "moved": "moved", "came true": "came true", "denied": "denied or called off"}
"""What became of an event (Queries.turned), and the heading it stands under."""
MOST_CLUSTERS = 14
"""Clusters named, so that what turned is not far below."""
MOST_EVENTS = 12
"""Events under one heading."""


@dataclass(frozen=True, slots=True)
class News:
    """Everything the sheet shows."""

    catch_up: CatchUp
    revised: Sequence[StoryRow]
    said: Sequence[SaidRow]
    events: Sequence[tuple[str, Sequence[TimelineRow]]]
    """Under their headings: newly scheduled, moved, came true, denied."""


class CatchUpScreen(Sheet[News]):
    """Clusters by own reporting, followed actors first, events, corrections."""

    BINDINGS = bindings("catchup")
    scopes = ("screen", "list", "story", "catchup")
    heading = "Catch up"
    empty = "Nothing new since you last looked. q goes back to the stories."

    def question(self, queries: Queries) -> News:
        app = self.desk_app
        found = queries.since_last_look(app.analyst, app.threads)
        followed = [actor.name for actor in app.settings.actors if actor.is_followed]
        fresh = parse("is:new")
        said = queries.said(fresh, limit=60)
        if followed:
            names = {name.casefold() for name in followed}
            heard = [row for row in said if any(name.casefold() in names for name, _ in row.speakers)]
            said = heard or said[:12]
        events = queries.timeline(fresh, limit=200)
        turned = queries.turned(events, found.story)
        sections = [(title, [row for row in events if turned.get(row.rowid) == turn]) for turn, title in TURNS.items()]
        return News(found, queries.story_page(found.revised[:20]), said[:16], sections)

    def caption(self, data: News) -> str:
        told = counted(data.catch_up.stories, "new story")
        return f"{told} · A marks all as seen" if data.catch_up.stories else told

    def lay_out(self, data: News, width: int) -> Sequence[Item[object]]:
        look, found = self.desk_app.look, data.catch_up
        if not (found.stories or data.said or data.revised or any(rows for _, rows in data.events)):
            return []
        past = ago(found.since, look.now)
        past = past if past == "just now" else f"{past} ago"
        since = f"since {full(found.since, look.zone, look.now)} ({past})"
        items: list[Item[object]] = [words(f"{counted(found.stories, 'new story')} {since}", width, "bright bold")]
        on = [f"{safe_line(title)} {count}" for _, title, count in found.threads if count]
        if on:
            items.append(words(" · ".join(on), width, "text"))
        if found.new_actors:
            items.append(words("first named: " + ", ".join(found.new_actors[:12]), width, "teal"))
        stamps = [when(row.latest, look.zone, look.now) for row in (*found.clusters, *found.second_reports)]
        owns = [_own(row) for row in (*found.clusters[:MOST_CLUSTERS], *found.second_reports)]
        rooms = max(map(len, stamps), default=5), max(map(len, owns), default=5)
        if found.clusters:
            items.append(section("what happened, by own reporting"))
        for cluster in found.clusters[:MOST_CLUSTERS]:
            items.append(Item(("cluster", cluster.id), cluster, (self._cluster_line(cluster, width, *rooms),)))
        if (rest := len(found.clusters) - MOST_CLUSTERS) > 0:
            items.append(words(f"and {rest} more with less of it: q, then is:new in the query shows all", width, "dim"))
        if found.second_reports:
            items.append(section("one outlet alone had it; now another reports it on its own"))
        for cluster in found.second_reports:
            items.append(Item(("second", cluster.id), cluster, (self._cluster_line(cluster, width, *rooms),)))
        today = look.now.astimezone(look.zone).date()
        lead = day_cells([row for _, rows in data.events for row in rows], today)
        for title, rows in data.events:
            # What was told as lying ahead, and no longer does, is no plan.
            shown = [row for row in rows if title != TURNS["scheduled"] or is_coming(row, today)][:MOST_EVENTS]
            if shown:
                items.append(section(title))
            for row in shown:
                line = event_line(row, day_words(row, today), width, look, lead=lead)
                items.append(Item((title, row.rowid), row, (line,)))
        if data.said:
            items.append(section("said"))
        for said in data.said:
            items.append(said_item(said, min(width, 110), look))  # type: ignore[arg-type]
            items.append(Item("gap", None, ([],)))
        if data.revised:
            items.append(section("changed by their outlets", first=bool(data.said)))
            items += [Item(("story", row.id), row, (story_line(row, width, look),)) for row in data.revised]
        return items

    def _cluster_line(self, row: ClusterRow, width: int, stamp: int, own: int) -> Spans:
        look = self.desk_app.look
        titles = max(10, width - 17 - stamp - own)
        return [
            (" " + fit(when(row.latest, look.zone, look.now), stamp) + "  ", "dim"),
            (fit(cut_words(safe_line(row.title), titles), titles), "text"),
            (" " + fit(counted(row.reach, "outlet"), 11), "dim"),
            (" " + fit(_own(row), own), "amber" if row.own_reporting <= 1 else "green"),
        ]

    def chosen(self, row: object) -> None:
        if isinstance(row, ClusterRow):
            self.ask("open", lambda queries: queries.cluster(row.id), self._open_cluster)
        else:
            super().chosen(row)

    def _open_cluster(self, found: tuple[ClusterRow, list[StoryRow]] | None) -> None:
        if found is not None and found[1]:
            self.desk_app.open_screen("cluster", found[1][0].rowid)

    def action_seen(self) -> None:
        """Marks everything new as read and looked at."""
        analyst = self.desk_app.analyst

        def question(queries: Queries) -> tuple[int, ...]:
            return queries.since_last_look(analyst).rowids

        def seen(rowids: tuple[int, ...]) -> None:
            def work(marks: Marks) -> None:
                marks.look(rowids)

            self.desk_app.mark("seen", work, f"{counted(len(rowids), 'story')} marked as seen; u undoes it")

        self.ask("seen", question, seen)


def _own(row: ClusterRow) -> str:
    """How many outlets report on their own, or why to look twice."""
    if row.own_reporting > 1:
        return f"{row.own_reporting} own"
    if row.reach > 1 and row.look_twice in ("", "one outlet"):
        return "one own"
    return (row.look_twice or "one outlet").replace("state media only", "state only")
