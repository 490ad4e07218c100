"""The reader: one story in a measure of at most 80 cells, its findings picked out, passage by passage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from feeds.story import Findings
from store.rows import StoryRow
from tui.cells import Spans
from tui.panels.messages import PassageShown
from tui.panels.page import Page, Passage, lay_out_page
from tui.widgets.asking import Asking
from tui.widgets.line_view import LineView


@dataclass(frozen=True, slots=True)
class Opened:
    """A story opened in the reader, with all that stands around its text."""

    story: StoryRow
    findings: Findings
    notes: Sequence[str] = ()
    query_words: Sequence[str] = ()
    is_why_shown: bool = False
    reprints: int = 0
    thread_titles: tuple[tuple[str, str], ...] = ()
    at: tuple[int | None, int, int] | None = None
    """The passage to open at: paragraph, start, end."""


class ReaderPanel(LineView, Asking):
    """Lines of one page; the cursor is the passage."""

    BORDER_TITLE = "Reader"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.opened: Opened | None = None
        self._page = Page((), ())
        self._message: tuple[str, str] = ("", "dim")
        self.passage = -1
        self._page_width = 0

    def open(self, opened: Opened) -> None:
        """Shows a story, at its passage when one is named."""
        is_same = self.opened is not None and self.opened.story.rowid == opened.story.rowid
        top = self.scroll_offset.y
        self.opened = opened
        self._lay_out()
        self.passage = -1
        if opened.at is not None:
            self._go_to(self._page.passage_at(opened.at))
        else:
            self.redraw()
            self.scroll_to(y=top if is_same else 0, animate=False)
            self._caption()

    def say(self, message: str, role: str = "dim") -> None:
        """Shows no story but a sentence."""
        self.opened = None
        self._page = Page((), ())
        self._message = (message, role)
        self.passage = -1
        self.border_subtitle = Content("")
        self.redraw()

    def step_passage(self, step: int) -> bool:
        """Goes to the next or previous passage; False when there is none that way."""
        target = self.passage + step if self.passage >= 0 else (0 if step > 0 else len(self._page.passages) - 1)
        if not 0 <= target < len(self._page.passages):
            return False
        self._go_to(target)
        return True

    def step_match(self, step: int) -> bool:
        """Goes to the next or previous line with a word of the query."""
        line = self.scroll_offset.y
        lines = [one for one in self._page.matches if (one > line if step > 0 else one < line)]
        if not lines:
            return False
        self.scroll_to(y=lines[0] if step > 0 else lines[-1], animate=False)
        return True

    @property
    def passage_here(self) -> Passage | None:
        """The passage the reader stands on."""
        return self._page.passages[self.passage] if 0 <= self.passage < len(self._page.passages) else None

    # ------------------------------------------------------------------ what LineView asks

    def rows(self) -> int:
        return 0 if self.opened is None else 1

    def lines(self) -> int:
        return len(self._page.lines)

    def row_at(self, line: int) -> int:
        return -1

    def lines_of(self, row: int) -> tuple[int, int]:
        return 0, len(self._page.lines)

    def line_spans(self, line: int, width: int) -> Spans | None:
        return self._page.line(line, self.passage)

    def empty_lines(self, width: int) -> list[Spans]:
        from tui.cells import wrap_spans

        message, role = self._message
        return [[(" ", "text")], *([(" ", "text"), *line] for line in wrap_spans([(message, role)], width - 2))]

    def keep_in_sight(self) -> None:
        """The page scrolls; there is no cursor row to keep."""

    def laid_out(self) -> None:
        if self.opened is not None and self._page_width != self.line_width:
            self._lay_out()

    def show_as(self, look, inks) -> None:  # type: ignore[no-untyped-def]
        self.look, self.inks = look, inks
        if self.opened is not None:
            self._lay_out()
        self.redraw()

    # ------------------------------------------------------------------ moving

    def action_down(self) -> None:
        self.scroll_to(y=self.scroll_offset.y + 1, animate=False)

    def action_up(self) -> None:
        self.scroll_to(y=self.scroll_offset.y - 1, animate=False)

    def action_page_down(self) -> None:
        self.scroll_to(y=self.scroll_offset.y + max(1, self.size.height - 2), animate=False)

    def action_page_up(self) -> None:
        self.scroll_to(y=self.scroll_offset.y - max(1, self.size.height - 2), animate=False)

    def action_top(self) -> None:
        self.scroll_to(y=0, animate=False)

    def action_bottom(self) -> None:
        self.scroll_to(y=len(self._page.lines), animate=False)

    def rule_clicked(self, line: int, column: int) -> None:
        number = self._page.passage_on(line)
        if number >= 0:
            self._go_to(number)

    def _go_to(self, number: int) -> None:
        self.passage = number
        self.redraw()
        if 0 <= number < len(self._page.passages):
            first, last = self._page.passages[number].lines
            top, height = self.scroll_offset.y, max(1, self.size.height)
            if first < top + 1 or last >= top + height - 1:
                self.scroll_to(y=max(0, first - height // 3), animate=False)
        self._caption()

    def _caption(self) -> None:
        of = len(self._page.passages)
        number = self.passage + 1
        text = f"passage {number} of {of}" if number else (f"{of} passages" if of != 1 else "1 passage")
        self.border_subtitle = Content(text if of else "nothing said or dated here")
        self.post_message(PassageShown(number, of))

    def _lay_out(self) -> None:
        if self.opened is not None:
            self._page_width = self.line_width
            self._page = lay_out_page(self.opened, self.line_width, self.look)
