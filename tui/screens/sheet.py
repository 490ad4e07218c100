"""A sheet: a screen of one list under a heading, asked for in a worker, whose rows lead to their passages.

Where there is room, the passage of the row under the cursor stands beside the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from textual import events, on
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget

from store.rows import ClusterRow, LedgerRow, SaidRow, StoryRow, TimelineRow, WordingRow
from tui.cells import Spans, wrap_spans
from tui.keys import bindings
from tui.panels.reader import Opened, ReaderPanel
from tui.safe import safe_line
from tui.screens.questions import open_story
from tui.screens.story_actions import StoryActions
from tui.widgets.item_list import Item, ItemList
from tui.widgets.line_view import LineView

if TYPE_CHECKING:
    from store.queries import Queries

Data = TypeVar("Data")
ROOM_FOR_TWO = 150
"""Cells from which on the passage stands beside the list."""


class Sheet(StoryActions, Generic[Data]):
    """Subclasses say what to ask (`question`), how it looks (`lay_out`) and what stands there when it is empty."""

    BINDINGS = [*bindings("screen"), ("escape", "back", "back")]
    scopes: tuple[str, ...] = ("screen", "list", "story")
    heading = ""
    empty = "Nothing here yet."
    is_read_beside = True
    """Whether the rows lead to passages that are worth showing beside the list."""

    def __init__(self, subject: object = None) -> None:
        super().__init__()
        self.subject = subject

    def compose_body(self) -> Iterable[Widget]:
        with Horizontal(id="body"):
            yield from self.panels()

    def panels(self) -> Iterable[Widget]:
        """What the body holds: the list, and the reader beside it."""
        yield ItemList(id="sheet")
        yield ReaderPanel(id="beside")

    def on_mount(self) -> None:
        self._make_room()
        self.title_words = self.heading
        sheet = self.sheet
        sheet.border_title = Content(safe_line(self.heading))
        sheet.say("Loading …")
        # Textual calls the handler of every class in turn: WatchScreen's, which asks, follows this one by itself.
        self.set_focus(sheet)

    @property
    def sheet(self) -> ItemList[object]:
        """The list."""
        return self.query_one("#sheet", ItemList)

    def question(self, queries: Queries) -> Data:
        """What is asked of the store."""
        raise NotImplementedError

    def lay_out(self, data: Data, width: int) -> Sequence[Item[object]]:
        """The rows for a width."""
        raise NotImplementedError

    def reload(self) -> None:
        self.ask("sheet", self.question, self._show, self._failed)

    def _show(self, data: Data) -> None:
        self.sheet.show(lambda width: self.lay_out(data, width), self.empty)
        self.sheet.border_subtitle = Content(self.caption(data))
        self.show_beside()

    def _failed(self, error: Exception) -> None:
        self.sheet.say(f"{error} – q goes back, R asks the poller to try again.", "rose")

    def caption(self, data: Data) -> str:
        """The words at the foot."""
        return ""

    # ------------------------------------------------------------------ the passage beside

    @property
    def beside(self) -> ReaderPanel:
        """The reader at the right."""
        return self.query_one("#beside", ReaderPanel)

    def on_resize(self, event: events.Resize) -> None:
        self._make_room()
        self.show_beside()

    def _make_room(self) -> None:
        self.beside.display = self.is_read_beside and self.app.size.width >= ROOM_FOR_TWO

    @on(LineView.Moved, "#sheet")
    def show_beside(self) -> None:
        """Shows the proof of the row under the cursor, when there is room for it."""
        if not self.beside.display:
            return
        row = self.sheet.row_under_cursor
        if isinstance(row, ClusterRow):
            titles = dict(self.desk_app.threads)
            self.ask("beside", partial(_first_story, cluster=row.id, titles=titles), self._opened)
            return
        found, rowid = self.finding(), self.target()
        if not rowid:
            self.beside.say("The passage that proves the row under the cursor stands here.")
            return
        at = (found.paragraph, found.start, found.end) if found is not None else None
        titles = dict(self.desk_app.threads)
        self.ask("beside", partial(open_story, rowid=rowid, words=(), titles=titles, why=False, at=at), self._opened)

    def _opened(self, opened: Opened | None) -> None:
        if opened is None:
            self.beside.say("This story is gone from the store.")
        else:
            self.beside.open(opened)

    # ------------------------------------------------------------------ choosing

    @on(LineView.Chosen, "#sheet")
    def row_chosen(self) -> None:
        self.chosen(self.sheet.row_under_cursor)

    def chosen(self, row: object) -> None:
        """What Enter does: by default it opens the story of the row at its passage, on the desk."""
        if isinstance(row, SaidRow | TimelineRow):
            self.desk_app.open_on_desk(row.story_rowid, (row.paragraph, row.start, row.end))
        elif isinstance(row, StoryRow):
            self.desk_app.open_on_desk(row.rowid, None)

    def target(self) -> int:
        found = self.finding()
        if found is not None:
            return found.story_rowid
        row = self.sheet.row_under_cursor
        return row.rowid if isinstance(row, StoryRow) else 0

    def finding(self) -> SaidRow | TimelineRow | None:
        row = self.sheet.row_under_cursor
        if isinstance(row, LedgerRow):
            return row.quote
        if isinstance(row, WordingRow):
            return row.first
        return row if isinstance(row, SaidRow | TimelineRow) else None

    def refocus(self) -> None:
        self.set_focus(self.sheet)


def _first_story(queries: Queries, *, cluster: str, titles: Mapping[str, str]) -> Opened | None:
    """A cluster has the id of its first story."""
    story = queries.story(cluster)
    if story is None:
        return None
    return open_story(queries, rowid=story.rowid, words=(), titles=titles, why=False, at=None)


def section(title: str, *, first: bool = False) -> Item[object]:
    """A heading in a sheet, with an empty line above it."""
    line: Spans = [(f" {title}", "amber")]
    return Item(f"section {title}", None, (line,) if first else ([], line))


def words(text: str, width: int, role: str = "text", indent: int = 1) -> Item[object]:
    """A paragraph of words that is no row."""
    pad: Spans = [(" " * indent, "text")]
    return Item(
        text[:40], None, tuple([*pad, *line] for line in wrap_spans([(safe_line(text), role)], width - indent - 1))
    )
