"""What the desk does on its own keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.query import QueryError, parse
from tui.lens import Lens
from tui.panels.reader import ReaderPanel
from tui.panels.stories import StoryList
from tui.screens.arrange import PANELS
from tui.screens.desk_loading import DeskLoading
from tui.widgets.header import Header
from tui.widgets.line_view import LineView

if TYPE_CHECKING:
    from store.completion import Completion
    from store.queries import Queries

SORTS = ("newest", "oldest", "reach")


class DeskKeys(DeskLoading):
    """Actions of the scope "desk"."""

    def show_panel(self, name: str) -> None:
        """Brings a panel into sight and gives it the focus."""
        raise NotImplementedError

    def resize_panel(self, by: int, *, is_width: bool) -> None:
        """Makes the focused panel larger or smaller."""
        raise NotImplementedError

    def arrange_now(self) -> object:
        """Arranges the panels anew."""
        raise NotImplementedError

    # ------------------------------------------------------------------ the query

    def action_search(self) -> None:
        lens = self.desk_app.lens
        text = lens.text + " " if lens.text else ""

        def changed(typed: str) -> None:
            self._complete(typed)
            try:
                parse(typed)
            except QueryError:
                return
            self.desk_app.lens = Lens(" ".join(typed.split()), lens.before)
            self.load_stories(fresh=True)

        def said(typed: str) -> None:
            try:
                parse(typed)
            except QueryError as error:
                # What was typed stays, to be mended where the caret points.
                self.prompt.open("Search", typed, said, changed, left, HINT)
                self._point_at(error)
                return
            self.refocus()
            self.desk_app.lens = lens.written(typed)
            self.load_all(fresh=True)

        def left() -> None:
            self.refocus()
            self.desk_app.lens = lens
            self.load_all(fresh=True)

        self.prompt.open("Search", text, said, changed, left, HINT)

    def _complete(self, typed: str) -> None:
        """Says what could stand at the cursor; else where the mistake is; else what can be asked at all."""
        cursor, threads = self.prompt.cursor, self.desk_app.threads

        def show(found: list[Completion]) -> None:
            if typed != self.prompt.value or not self.prompt.is_open:
                return
            further = [one for one in found if one.text != typed[one.start : one.end]]
            if further:
                self.prompt.offer(typed, further)
                return
            try:
                parse(typed)
            except QueryError as error:
                self._point_at(error)
            else:
                self.prompt.help(HINT)

        def question(queries: Queries) -> list[Completion]:
            # Before a word is begun the hint tells more than the first few of all fields would.
            is_begun = bool(typed[:cursor]) and not typed[:cursor][-1].isspace()
            return queries.complete(typed, cursor, threads=threads) if is_begun else []

        self.ask("complete", question, show, lambda error: show([]))

    def _point_at(self, error: QueryError) -> None:
        hint = f"; did you mean {error.suggestion}?" if error.suggestion else ""
        self.prompt.mistake(error.at, error.message + hint)

    def action_query(self) -> None:
        self.action_search()

    def action_widen(self) -> None:
        if self.zoomed:
            self.zoomed = ""
            self.arrange_now()
            self.refocus()
            return
        self.look_through(self.desk_app.lens.widened())

    def action_save_view(self) -> None:
        text = self.desk_app.lens.text
        if not text:
            self.desk_app.say("there is no query to save: / writes one")
            return
        self.prompt.open(
            "Save view as",
            "",
            lambda name: self._save_view(name, text),
            left=self.refocus,
            hint=text,
        )

    def _save_view(self, name: str, text: str) -> None:
        self.refocus()
        if name.strip():
            self.desk_app.save_view(name.strip(), text)
            self.load_panels()
            self.tell_query()

    # ------------------------------------------------------------------ moving about

    def action_back(self) -> None:
        focused = self.focused.id if self.focused is not None else ""
        if self.zoomed or (self.arranged.layout == "narrow" and focused != "stories"):
            self.zoomed = ""
            self.arrange_now()
            self.set_focus(self.query_one(StoryList))
        elif focused == "reader":
            self.set_focus(self.query_one(StoryList))
        elif self.desk_app.lens.before:
            self.look_through(self.desk_app.lens.widened())
        else:
            self.desk_app.pop_or_quit()

    def action_panel(self, name: str) -> None:
        self.show_panel(name)

    def action_next_panel(self) -> None:
        self._step_panel(1)

    def action_previous_panel(self) -> None:
        self._step_panel(-1)

    def action_left(self) -> None:
        self._step_panel(-1)

    def action_right(self) -> None:
        self._step_panel(1)

    def _step_panel(self, step: int) -> None:
        here = PANELS.index(self.last_panel) if self.last_panel in PANELS else 1
        self.show_panel(PANELS[(here + step) % len(PANELS)])

    def action_jump(self) -> None:
        letters = {panel[0] if panel != "timeline" else "i": panel for panel in PANELS}
        letters["q"] = letters.pop("s") if letters.get("s") == "said" else "said"
        letters["s"] = "stories"
        hint = "  ".join(f"{letter} {panel}" for letter, panel in sorted(letters.items()))

        def changed(typed: str) -> None:
            panel = letters.get(typed[-1:].lower())
            if panel:
                self.prompt.close()
                self.show_panel(panel)

        self.prompt.open("Jump to", "", lambda text: self.refocus(), changed, self.refocus, hint)

    def action_zoom(self) -> None:
        self.zoomed = "" if self.zoomed else self.last_panel
        self.arrange_now()
        self.set_focus(self.query_one(f"#{self.last_panel}", LineView))

    def action_narrower(self) -> None:
        self.resize_panel(-2, is_width=True)

    def action_wider(self) -> None:
        self.resize_panel(2, is_width=True)

    def action_shorter(self) -> None:
        self.resize_panel(-4, is_width=False)

    def action_taller(self) -> None:
        self.resize_panel(4, is_width=False)

    # ------------------------------------------------------------------ reading

    def action_next(self) -> None:
        self._step(1)

    def action_previous(self) -> None:
        self._step(-1)

    def _step(self, step: int) -> None:
        if self.last_panel == "reader":
            if not self.query_one(ReaderPanel).step_match(step):
                self.desk_app.say("no further match in this story")
            return
        stories = self.query_one(StoryList)
        row = stories.next_unread(step)
        if row < 0:
            self.desk_app.say("no unread story that way")
        else:
            stories.move_to(row)

    def action_passage(self) -> None:
        if not self.query_one(ReaderPanel).step_passage(1):
            self.desk_app.say("no further passage in this story")

    def action_passage_back(self) -> None:
        if not self.query_one(ReaderPanel).step_passage(-1):
            self.desk_app.say("no passage before this one")

    def action_why(self) -> None:
        self.is_why_shown = not self.is_why_shown
        self.open_under_cursor()

    def action_diff(self) -> None:
        self.desk_app.open_screen("changes", self.target())

    def action_touching(self) -> None:
        self.desk_app.with_touching = not self.desk_app.with_touching
        self.load_panels()

    def action_group(self) -> None:
        self.is_grouped = not self.is_grouped
        self.load_stories(fresh=False)

    def action_sort(self) -> None:
        self.sort = SORTS[(SORTS.index(self.sort) + 1) % len(SORTS)]
        self.load_stories(fresh=True)

    def action_density(self) -> None:
        self.desk_app.next_density()

    def action_read_all(self) -> None:
        rowids = list(self.query_one(StoryList).rowids)
        if rowids:
            said = f"marked {len(rowids):,} read; u undoes it"
            self.desk_app.mark("read all", lambda marks: marks.read(rowids), said)
            self.query_one(Header).tell(new=0)


HINT = "thread: actor: speaker: outlet: after:2025-03 -is:read has:quote “a phrase” OR -word   Tab completes, ⏎ keeps"
