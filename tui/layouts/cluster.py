"""Clusters: all versions of an event side by side, reprints folded under the story they repeat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from store.rows import ClusterRow, StoryRow
from tui.cells import Spans, cut, fit_spans
from tui.layouts.parts import blank, facts, heading, passage
from tui.look import Look
from tui.moments import full, when
from tui.safe import safe_line
from tui.widgets.item_list import Item

MIN_COLUMN = 38
"""Cells a version needs to be read; as many stand side by side as the width allows."""


def cluster_items(
    cluster: ClusterRow, stories: Sequence[StoryRow], leads: Mapping[int, str], width: int, look: Look
) -> list[Item[StoryRow]]:
    """The facts of the cluster, then its versions; `leads` is the first paragraph of each story by rowid."""
    originals = [story for story in stories if story.copy_of is None] or list(stories[:1])
    reprints: dict[str, list[StoryRow]] = {}
    for story in stories:
        if story.copy_of is not None:
            reprints.setdefault(story.copy_of, []).append(story)
    items: list[Item[StoryRow]] = [
        heading(safe_line(cluster.title), look, width),
        facts(
            [
                ("reach", [(_outlets(cluster.reach), "text")]),
                (
                    "own reporting",
                    [(_outlets(cluster.own_reporting), "amber" if cluster.own_reporting < 2 else "text")],
                ),
                ("look twice", [(cluster.look_twice, "amber")] if cluster.look_twice else []),
                (
                    "first in your feeds",
                    [(f"{safe_line(cluster.first_outlet)}, {full(cluster.first, look.zone, look.now)}", "text")],
                ),
                ("latest", [(full(cluster.latest, look.zone, look.now), "text")]),
                ("pace", [(f"{cluster.velocity:.1f} stories an hour over its last six hours", "text")]),
            ],
            width,
        ),
        blank("facts"),
        heading("versions", look, width, f"{len(originals)} texts, {len(stories) - len(originals)} reprints"),
        blank("versions"),
    ]
    for story in originals:
        items.append(Item(story.id, story, tuple(_version(story, leads.get(story.rowid, ""), width, look))))
        copies = reprints.get(story.id, [])
        items += [Item(copy.id, copy, (_reprint(copy, width, look),)) for copy in copies]
        items.append(blank(story.id))
    return items


def columns_for(width: int, versions: int) -> int:
    """How many versions can stand side by side."""
    return max(1, min(versions, width // MIN_COLUMN, 4))


def _version(story: StoryRow, lead: str, width: int, look: Look) -> list[Spans]:
    standing: Spans = []
    if story.outlet_kind == "state media":
        standing = [(f"{look.icons.state} ", "rose")]
    elif story.outlet_kind == "government":
        standing = [(f"{look.icons.official} ", "blue")]
    head: Spans = [
        (" ", "text"),
        *standing,
        (safe_line(story.outlet), "bright bold"),
        (
            f"  {story.outlet_kind}" if story.outlet_kind else "",
            "rose" if story.outlet_kind == "state media" else "dim",
        ),
        (f"  {'~' if story.is_when_seen else ''}{when(story.when, look.zone, look.now)}", "dim"),
        ("  summary only" if not story.is_full_text else "", "amber"),
        (f"  {look.icons.revised} changed" if story.is_revised else "", "amber"),
    ]
    title = passage(safe_line(story.title), width, "text" if story.is_read else "bright", 1, 2)
    return [fit_spans(head, width), *title, *passage(safe_line(lead), width, "dim", 1, 3)] if lead else [head, *title]


def _reprint(story: StoryRow, width: int, look: Look) -> Spans:
    words = f"   {look.icons.reprint} {safe_line(story.outlet)}, {when(story.when, look.zone, look.now)}"
    return fit_spans(
        [(words, "dim"), (f"  {cut(safe_line(story.title), max(8, width - len(words) - 3))}", "dim")], width
    )


def _outlets(count: int) -> str:
    return "one outlet" if count == 1 else f"{count} outlets"
