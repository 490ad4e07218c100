"""The threads panel: the analyst's standing interests with counts and activity, saved views, suggested threads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from store.rows import MOST_COUNTED, ThreadRow
from tui.cells import Spans, fit
from tui.icons import spark
from tui.look import Look, View
from tui.safe import safe_line
from tui.widgets.item_list import Item, ItemList


@dataclass(frozen=True, slots=True)
class Choice:
    """What choosing a line of the panel does: `kind` is "thread", "view", "suggestion" or "hidden"."""

    kind: str
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class ThreadsShown:
    """All the panel shows."""

    threads: Sequence[ThreadRow] = ()
    views: Sequence[tuple[View, int, int]] = ()
    """A view, its stories (-1: not counted yet), how many are new."""
    suggested: Sequence[tuple[str, str, int]] = ()
    """Id, title and stories of threads that could be."""
    muted: int = 0
    undated: int = 0
    chosen: str = ""
    """The thread the lens is on."""


class ThreadsPanel(ItemList[Choice]):
    """The left column."""

    BORDER_TITLE = "Threads"

    shown: ThreadsShown | None = None

    def fill(self, shown: ThreadsShown) -> None:
        """Shows threads and views; the cursor goes to the chosen thread when the panel is not focused."""
        look = self.look
        self.shown = shown
        self.show(
            lambda width: lay_out(shown, width, look),
            "No threads yet: write one as [threads.NAME] in the config, `watchfloor threads suggest` proposes some.",
        )
        if not self.has_focus:
            place = self.find(("thread", shown.chosen))
            if place >= 0:
                self.move_to(place, tell=False)


def lay_out(shown: ThreadsShown, width: int, look: Look) -> list[Item[Choice]]:
    """The panel's rows: threads, saved views, suggestions, what is hidden."""
    items: list[Item[Choice]] = []
    if shown.threads:
        items.append(Item("head", None, (_heading(width),)))
    for row in shown.threads:
        title = safe_line(row.title)
        line = _count_line(title, row.stories, row.new, row.activity, width, look, row.id == shown.chosen)
        items.append(Item(("thread", row.id), Choice("thread", row.id, title), (line,)))
    if shown.views:
        items.append(Item("saved", None, ([(" ", "text")], [(" saved", "dim")])))
    for view, stories, new in shown.views:
        line = _count_line(safe_line(view.name), stories, new, (), width, look, False, view_count)
        items.append(Item(("view", view.name), Choice("view", view.query, view.name), (line,)))
    if shown.suggested:
        items.append(Item("suggested", None, ([(" ", "text")], [(" suggested", "dim")])))
    for identity, name, stories in shown.suggested:
        line = [
            (f" {look.icons.add} ", "amber"),
            (fit(safe_line(name), _columns(width)[0] - 2), "text"),
            (fit(short_count(stories), 5, "right"), "dim"),
        ]
        items.append(Item(("suggestion", identity), Choice("suggestion", identity, name), (line,)))
    hidden = [
        f"{word} {short_count(count)}" for word, count in (("muted", shown.muted), ("undated", shown.undated)) if count
    ]
    if hidden:
        items.append(Item("gap", None, ([(" ", "text")],)))
        items.append(Item("hidden", Choice("hidden", "is:undated", "undated"), ([(" " + " · ".join(hidden), "dim")],)))
    return items


def _heading(width: int) -> Spans:
    titles, _ = _columns(width)
    return [(" " * (1 + titles), "dim"), (fit("all", 5, "right"), "dim"), (fit("new", 4, "right"), "amber")]


def _columns(width: int) -> tuple[int, int]:
    """Cells for titles, and for the spark behind the counts."""
    spark_cells = 3 if width >= 26 else 0
    return max(4, width - 10 - (spark_cells + 1 if spark_cells else 0)), spark_cells


def _count_line(
    title: str,
    stories: int,
    new: int,
    activity: Sequence[int],
    width: int,
    look: Look,
    is_chosen: bool,
    counted: Callable[[int], str] | None = None,
) -> Spans:
    titles, spark_cells = _columns(width)
    counted = counted or short_count
    return [
        (" ", "text"),
        (fit(title, titles), "bright bold" if is_chosen else "text"),
        (fit(counted(stories) if stories >= 0 else "", 5, "right"), "dim"),
        (fit(new_count(new) if new else "", 4, "right"), "amber bold"),
        (" " + spark(activity, spark_cells, look.icons.spark) if spark_cells else "", "dim"),
    ]


def new_count(count: int) -> str:
    """999, 1k+, 12k: three cells, so that it stands apart from the count before it."""
    return str(count) if count < MOST_COUNTED else "1k+" if count == MOST_COUNTED else f"{min(count // 1000, 99)}k"


def view_count(count: int) -> str:
    """How many stories a saved view holds: not more than MOST_COUNTED are counted, 999+ says so."""
    return f"{MOST_COUNTED - 1}+" if count == MOST_COUNTED else short_count(count)


def short_count(count: int) -> str:
    """112, 9999, 12k, 1.2M: at most five cells."""
    if count < 10_000:
        return str(count)
    if count < 1_000_000:
        return f"{count // 1000}k"
    return f"{count / 1_000_000:.1f}M"
