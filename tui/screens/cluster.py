"""A cluster: all stories about one event, and their versions side by side, reprints folded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.rows import ClusterRow, StoryRow
from tui.cells import Spans, fit_spans, wrap_spans
from tui.moments import day_name, full
from tui.panels.stories import standing, story_line
from tui.safe import safe_line
from tui.screens.sheet import Sheet, section, words
from tui.widgets.item_list import Item
from tui.wording import counted

if TYPE_CHECKING:
    from store.queries import Queries

VERSION_WIDTH = 46
PARAGRAPHS = 12


@dataclass(frozen=True, slots=True)
class Versions:
    """A cluster with the paragraphs of its stories that are no reprints."""

    cluster: ClusterRow
    stories: Sequence[StoryRow]
    texts: Sequence[tuple[StoryRow, tuple[str, ...]]]


class ClusterScreen(Sheet[Versions | None]):
    """`subject` is the rowid of one of its stories."""

    heading = "Cluster"
    is_read_beside = False
    empty = "This story stands alone."

    def question(self, queries: Queries) -> Versions | None:
        story = queries.story(int(str(self.subject or 0)))
        found = queries.cluster(story.cluster) if story is not None else None
        if found is None:
            return None
        cluster, stories = found
        originals = [row for row in stories if row.copy_of is None][:8]
        texts = [
            (row, tuple(one.text for one in queries.findings(row.rowid).paragraphs[:PARAGRAPHS])) for row in originals
        ]
        return Versions(cluster, stories, texts)

    def caption(self, data: Versions | None) -> str:
        if data is None:
            return ""
        row = data.cluster
        pinned = sum(story.is_pinned for story in data.stories)
        told = f"{counted(row.stories, 'story')}, {counted(row.reach, 'outlet')}, {row.own_reporting} own reporting"
        return told + (f", {pinned} pinned" if pinned else "")

    def lay_out(self, data: Versions | None, width: int) -> Sequence[Item[object]]:
        if data is None:
            return []
        look = self.desk_app.look
        row = data.cluster
        first = f"first {safe_line(row.first_outlet)}, {full(row.first, look.zone, look.now)}"
        items: list[Item[object]] = [
            words(row.title, width, "bright bold"),
            words(f"{first}; {row.velocity:.1f} stories an hour; {row.look_twice}".rstrip("; "), width, "dim"),
            section("stories, oldest first"),
        ]
        today = look.now.astimezone(look.zone).date()
        days = [story.when.astimezone(look.zone).date() for story in data.stories if story.copy_of is None]
        shown = days[0] if len(set(days)) == 1 else None
        for story in data.stories:
            if story.copy_of is None:
                day = story.when.astimezone(look.zone).date()
                if day != shown:
                    items.append(words(day_name(day, today), width, "dim"))
                    shown = day
                line = story_line(story, width - (8 if story.is_pinned else 0), look)
                items.append(Item(story.id, story, ([*line, (" pinned", "amber")] if story.is_pinned else line,)))
        copies = [story for story in data.stories if story.copy_of is not None]
        if copies:
            outlets = ", ".join(dict.fromkeys(safe_line(story.outlet) for story in copies))
            items.append(words(f"reprints: {outlets}", width, "dim", 8))
        items.append(section("side by side"))
        columns = max(1, min(len(data.texts), (width - 1) // VERSION_WIDTH))
        for start in range(0, len(data.texts), columns):
            items.append(self._side_by_side(data.texts[start : start + columns], width))
        return items

    def _side_by_side(self, texts: Sequence[tuple[StoryRow, tuple[str, ...]]], width: int) -> Item[object]:
        look = self.desk_app.look
        size = (width - 1) // max(1, len(texts))
        columns: list[list[Spans]] = []
        for story, paragraphs in texts:
            glyph, role = standing(story.outlet_kind, look)
            lines: list[Spans] = [[(f"{glyph} " if glyph != " " else "", role), (safe_line(story.outlet), "teal bold")]]
            lines += wrap_spans([(safe_line(story.title), "bright bold")], size - 3)
            for paragraph in paragraphs:
                lines.append([])
                lines += wrap_spans([(safe_line(paragraph), "text")], size - 3)
            columns.append(lines)
        height = max((len(lines) for lines in columns), default=0)
        rows = tuple(
            [
                (" ", "text"),
                *(
                    part
                    for lines in columns
                    for part in [*fit_spans(lines[number] if number < len(lines) else [], size - 2), ("  ", "text")]
                ),
            ]
            for number in range(height)
        )
        return Item(("side", texts[0][0].id), None, (*rows, []))
