"""The reader: one story in a measure of at most 80 cells, its findings picked out, passage by passage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from textual.content import Content

from feeds.story import Findings
from store.rows import StoryRow
from tui.cells import Spans
from tui.panels.messages import PassageShown
from tui.panels.page import Page, Passage, lay_out_page
from tui.safe import safe_line
from tui.widgets.asking import Asking
from tui.widgets.line_view import LineView
from tui.wording import counted


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
    proof: str = ""
    """The thread whose proofs are stepped through in place of all passages; "" for none."""


class ReaderPanel(LineView, Asking):
    """Lines of one page; the cursor is the passage."""

    BORDER_TITLE = "Reader"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.opened: Opened | None = None
        self._page = Page((), ())
        self._message: tuple[str, str] = ("", "dim")
        self.passage = -1
        self.badge = -1
        """The thread's badge one stands on, -1 for none."""
        self._page_width = 0

    def open(self, opened: Opened) -> None:
        """Shows a story, at its passage when one is named. The same story again stays where one reads."""
        before = self.opened
        is_same = before is not None and before.story.rowid == opened.story.rowid
        top = self.scroll_offset.y
        if before is not None and is_same and opened.at is None:
            opened = replace(opened, proof=before.proof)
        self.opened = opened
        self._lay_out()
        if opened.at is not None:
            self.passage = self.badge = -1
            self._go_to(self._page.passage_at(opened.at))
        else:
            self.passage = min(self.passage, len(self._page.passages) - 1) if is_same else -1
            self.badge = min(self.badge, len(self._page.badges) - 1) if is_same else -1
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
        """Goes to the next or previous passage; False when there is none that way. Before the first passage stand the
        badges, after the last proof of a thread all passages of the story again."""
        if self.badge >= 0 or (step < 0 and self.passage <= 0 and self._page.badges and not self._is_proving):
            return self._step_badge(step)
        if self._is_proving and not 0 <= self.passage + step < len(self._page.passages):
            return self._end_proof(step)
        target = self.passage + step if self.passage >= 0 else (0 if step > 0 else len(self._page.passages) - 1)
        if not 0 <= target < len(self._page.passages):
            return False
        self._go_to(target)
        return True

    def _step_badge(self, step: int) -> bool:
        target = self.badge + step if self.badge >= 0 else len(self._page.badges) - 1
        if target < 0:
            return False
        if target >= len(self._page.badges):
            self.badge = -1
            return self.step_passage(1) if self._page.passages else self._show_badge(-1)
        self.passage = -1
        return self._show_badge(target)

    def _show_badge(self, number: int) -> bool:
        self.badge = number
        self.scroll_to(y=0, animate=False)
        self.redraw()
        self._caption()
        return True

    @property
    def _is_proving(self) -> bool:
        return self.opened is not None and bool(self.opened.proof)

    def prove(self, badge: int) -> bool:
        """Goes to the first place that puts the story on a thread; False when the thread has no such place."""
        if self.opened is None or not 0 <= badge < len(self._page.badges):
            return False
        self.opened = replace(self.opened, proof=self._page.badges[badge].thread)
        self.badge = -1
        self._lay_out()
        if not self._page.passages:
            self._end_proof(1)
            return False
        self._go_to(0)
        return True

    def _end_proof(self, step: int) -> bool:
        here = self.passage_here
        if self.opened is None:
            return False
        self.opened = replace(self.opened, proof="")
        self._lay_out()
        self.passage = -1
        if here is None:
            self.redraw()
            self._caption()
            return True
        place = self._page.passage_at((here.paragraph, here.start, here.end))
        self._go_to(min(max(place, 0), len(self._page.passages) - 1))
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

    def passage_words(self) -> tuple[str, str] | None:
        """What the passage is and its words; of what puts a story on a thread, the sentence it stands in."""
        from feeds.reading.sentences import sentences

        here, opened = self.passage_here, self.opened
        if here is None or opened is None:
            return None
        if here.kind != "proof" or here.paragraph is None:
            return here.kind, here.text
        paragraph = opened.findings.paragraphs[here.paragraph].text
        spans = [span for span in sentences(paragraph) if span[0] <= here.start < span[1]]
        return here.kind, paragraph[slice(*spans[0])] if spans else here.text

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
        return self._page.line(line, self.passage_here, self.badge)

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

    def action_choose(self) -> None:
        """On a badge: to the proof. Elsewhere the first badge is taken up."""
        if self.badge >= 0:
            if not self.prove(self.badge):
                self.desk_app.say("moved there by hand: no rule of this thread hits the story")
        elif self._page.badges:
            self.passage = -1
            self._show_badge(0)

    def action_top(self) -> None:
        self.scroll_to(y=0, animate=False)

    def action_bottom(self) -> None:
        self.scroll_to(y=len(self._page.lines), animate=False)

    def rule_clicked(self, line: int, column: int) -> None:
        badge = self._page.badge_on(line, column)
        if badge >= 0:
            self.prove(badge)
            return
        number = self._page.passage_on(line)
        if number >= 0:
            self._go_to(number)

    def _go_to(self, number: int) -> None:
        self.passage, self.badge = number, -1
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
        text = f"passage {number} of {of}" if number else counted(of, "passage")
        if self.badge >= 0:
            text = f"{self._page.badges[self.badge].title}: ⏎ shows why"
        elif self._is_proving and self.opened is not None:
            title = dict(self.opened.thread_titles).get(self.opened.proof, self.opened.proof)
            text = f"{safe_line(title)}: proof {number} of {of}"
        self.border_subtitle = Content(text if of else "nothing said or dated here")
        self.post_message(PassageShown(number, of))

    def _lay_out(self) -> None:
        if self.opened is not None:
            self._page_width = self.line_width
            self._page = lay_out_page(self.opened, self.line_width, self.look)
