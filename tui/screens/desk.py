"""The desk: six linked panels, all looking through one query."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual import events, on
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from store.rows import ActorRow, SaidRow, StoryRow, TimelineRow
from tui.cells import width_of
from tui.keys import bindings
from tui.panels.actors import ActorsPanel
from tui.panels.messages import DayChosen
from tui.panels.reader import Opened, ReaderPanel
from tui.panels.said import SaidPanel
from tui.panels.stories import StoryList
from tui.panels.strip import Strip
from tui.panels.threads import Choice, ThreadsPanel
from tui.panels.timeline import TimelinePanel
from tui.screens.arrange import PANELS, RIGHT, Arrangement, arrange, write_sizes
from tui.screens.desk_mouse import DeskMouse
from tui.screens.questions import open_story
from tui.widgets.header import Header
from tui.widgets.line_view import LineView
from tui.widgets.tabs import Tabs

DWELL_SECONDS = 0.09
"""How long the cursor rests on a story before the reader shows it."""


class DeskScreen(DeskMouse):
    """Wires the panels: choosing in one narrows all."""

    BINDINGS = bindings("desk")
    scopes = ("screen", "list", "desk", "story")

    def compose_body(self) -> Iterable[Widget]:
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield ThreadsPanel(id="threads")
            with Vertical(id="center"):
                yield StoryList(id="stories")
                yield ReaderPanel(id="reader")
            with Vertical(id="right"):
                yield Tabs(id="tabs")
                yield SaidPanel(id="said")
                yield TimelinePanel(id="timeline")
                yield ActorsPanel(id="actors")
        yield Strip(id="strip")

    def on_mount(self) -> None:
        # Textual calls the handler of every class in turn: WatchScreen's follows this one by itself.
        self.arranged = self.arrange_now()
        self.set_focus(self.query_one(StoryList))

    def on_resize(self, event: events.Resize) -> None:
        self.arrange_now()

    # ------------------------------------------------------------------ arrangement

    def arrange_now(self) -> Arrangement:
        """Puts the panels where the size of the terminal, the zoom and the tab want them."""
        size = self.app.size
        names = [title for _, title in self.desk_app.threads] + [view.name for view in self.desk_app.views]
        titles = max(map(width_of, names), default=0)
        plan = arrange(size.width, size.height, self.zoomed, self.tab, self.desk_app.sizes, titles)
        for name in (*PANELS, "left", "center", "right"):
            widget = self.query_one(f"#{name}")
            widget.display = name in plan.shown
            if name in plan.widths:
                widget.styles.width = plan.widths[name]
            if name in plan.heights:
                widget.styles.height = plan.heights[name]
        tabs = self.query_one(Tabs)
        tabs.display, tabs.open_tab = plan.has_tabs, self.tab
        tabs.refresh()
        self.query_one(Strip).display = plan.has_strip
        self.arranged = plan
        return plan

    def show_panel(self, name: str) -> None:
        """Brings a panel into sight and gives it the focus."""
        if name in RIGHT:
            self.tab = name
        if self.arranged.layout == "narrow":
            self.zoomed = "" if name == "stories" else name
        elif self.zoomed:
            self.zoomed = name
        self.arrange_now()
        self.set_focus(self.query_one(f"#{name}", LineView))

    def resize_panel(self, by: int, *, is_width: bool) -> None:
        """Makes the focused panel's column or the panel itself larger or smaller, and keeps it so."""
        name = self.focused.id if self.focused is not None and self.focused.id in PANELS else "stories"
        sizes = self.desk_app.sizes
        if is_width and name == "threads":
            sizes = sizes.standing(self.query_one("#left").size.width)
        if is_width:
            if name == "threads":
                sizes = sizes.changed("left", by)
            else:
                column = "right_wide" if self.arranged.layout == "wide" else "right"
                sizes = sizes.changed(column, by if name in RIGHT else -by)
        elif name in ("stories", "reader"):
            sizes = sizes.changed("stories", by if name == "stories" else -by)
        elif name in ("said", "timeline"):
            sizes = sizes.changed(name, by)
        else:
            sizes = sizes.changed("timeline", -by)
        self.desk_app.sizes = sizes
        write_sizes(self.desk_app.sizes_path, sizes)
        self.arrange_now()

    # ------------------------------------------------------------------ linking

    @on(LineView.Moved, "#stories")
    def story_moved(self) -> None:
        if self._dwell is not None:
            self._dwell.stop()
        self._dwell = self.set_timer(DWELL_SECONDS, self.open_under_cursor)

    def open_under_cursor(self) -> None:
        """Shows the story under the cursor in the reader."""
        rowid = self.query_one(StoryList).rowid_under_cursor
        if rowid:
            self.open_at(rowid)

    def open_at(self, rowid: int, at: tuple[int | None, int, int] | None = None) -> None:
        """Opens a story in the reader, at a passage when one is named."""
        words, titles, why = self.query_words, dict(self.desk_app.threads), self.is_why_shown
        self.ask("reader", partial(open_story, rowid=rowid, words=words, titles=titles, why=why, at=at), self.opened)

    def opened(self, opened: Opened | None) -> None:
        """The reader's story has come."""
        if opened is None:
            return
        self.query_one(ReaderPanel).open(opened)
        self.query_one(Strip).fill(opened.story, opened.findings)

    @on(LineView.Chosen, "#stories")
    def story_chosen(self) -> None:
        stories = self.query_one(StoryList)
        rowid = stories.rowid_under_cursor
        self.open_at(rowid)
        story: StoryRow | None = stories.story
        if story is None or not story.is_read:
            self.desk_app.mark("read", lambda marks: marks.read(rowid))
        self.show_panel("reader")

    @on(LineView.Chosen, "#threads")
    def thread_chosen(self) -> None:
        choice = self.query_one(ThreadsPanel).row_under_cursor
        if isinstance(choice, Choice):
            self.choose(choice)
            if self.arranged.layout == "narrow":
                self.show_panel("stories")

    @on(LineView.Chosen, "#actors")
    def actor_chosen(self) -> None:
        row = self.query_one(ActorsPanel).row_under_cursor
        if isinstance(row, ActorRow):
            self.look_through(self.desk_app.lens.narrowed("actor", row.actor if row.actor else row.name))

    @on(LineView.Chosen, "#said")
    @on(LineView.Chosen, "#timeline")
    def finding_chosen(self, event: LineView.Chosen) -> None:
        row = event.view.row_under_cursor  # type: ignore[attr-defined]
        if isinstance(row, SaidRow | TimelineRow):
            self.open_passage(row)

    def open_passage(self, row: SaidRow | TimelineRow) -> None:
        """Opens the story of a finding at the sentence that proves it."""
        stories = self.query_one(StoryList)
        if row.story_rowid in stories.rowids:
            stories.move_to(stories.rowids.index(row.story_rowid), tell=False)
        self.open_at(row.story_rowid, (row.paragraph, row.start, row.end))
        self.show_panel("reader")

    @on(DayChosen)
    def day_chosen(self, event: DayChosen) -> None:
        day = event.day.isoformat()
        lens = self.desk_app.lens
        wanted = lens.narrowed("after", day)
        self.look_through(wanted if f"after:{day}" not in wanted.text else wanted.narrowed("before", day))

    def target(self) -> int:
        focused = self.focused
        if focused is not None and focused.id in ("said", "timeline"):
            row = self.finding()
            return row.story_rowid if row is not None else 0
        if focused is not None and focused.id == "reader":
            opened = self.query_one(ReaderPanel).opened
            return opened.story.rowid if opened is not None else 0
        return self.query_one(StoryList).rowid_under_cursor

    def finding(self) -> SaidRow | TimelineRow | None:
        focused = self.focused
        if isinstance(focused, SaidPanel | TimelinePanel):
            row = focused.row_under_cursor
            return row if isinstance(row, SaidRow | TimelineRow) else None
        return None

    def passage(self) -> tuple[str, str] | None:
        focused = self.focused
        return focused.passage_words() if isinstance(focused, ReaderPanel) else None

    def actor(self) -> str:
        focused = self.focused
        if isinstance(focused, ActorsPanel):
            row = focused.row_under_cursor
            return row.actor or row.name if isinstance(row, ActorRow) else ""
        return super().actor()

    def refocus(self) -> None:
        if self.focused is None or self.focused.id not in PANELS:
            self.set_focus(self.query_one(f"#{self.last_panel}", LineView))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        if event.widget.id in PANELS:
            self.last_panel = event.widget.id

    def tell_query(self) -> None:
        """Says in the header what is shown."""
        lens = self.desk_app.lens
        thread = lens.value("thread")
        title = dict(self.desk_app.threads).get(thread, "")
        view = next((view.name for view in self.desk_app.views if view.query == lens.text), "")
        self.query_one(Header).tell(title=view or title, query=lens.text)
