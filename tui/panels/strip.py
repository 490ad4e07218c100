"""The four lines under the narrow list: standing, reach, the top statement, the next date of the story."""

from __future__ import annotations

from rich.segment import Segment
from textual.app import RenderResult
from textual.strip import Strip as Line
from textual.widget import Widget

from feeds.story import Findings
from store.rows import StoryRow
from store.together import in_a_row
from tui.cells import Spans, cut, cut_words, fit_spans
from tui.look import Look
from tui.moments import iso_day, short_day
from tui.panels.stories import standing
from tui.safe import safe_line
from tui.speech import opening, quoted, verb_of, within
from tui.theme import Inks
from tui.widgets.unbroken import never_raises
from tui.wording import counted


class Strip(Widget):
    """Drawn of one story and its findings."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.look = Look()
        self.inks = Inks("dark")
        self._lines: list[Spans] = []

    def fill(self, story: StoryRow, findings: Findings) -> None:
        """Shows another story."""
        self._lines = strip_lines(story, findings, self.look)
        self.refresh()

    def clear(self) -> None:
        """Shows nothing."""
        self._lines = []
        self.refresh()

    def show_as(self, look: Look, inks: Inks) -> None:
        """Draws with another look."""
        self.look, self.inks = look, inks
        self.refresh()

    def render(self) -> RenderResult:
        return ""

    @never_raises
    def render_line(self, y: int) -> Line:
        width = self.size.width
        if y == 0:
            return Line([Segment(self.look.icons.rule * width, self.inks.style("line"))])
        spans = self._lines[y - 1] if y - 1 < len(self._lines) else []
        return Line([Segment(text, self.inks.style(role)) for text, role in fit_spans(spans, width)])


def strip_lines(story: StoryRow, findings: Findings, look: Look) -> list[Spans]:
    """At most four lines."""
    glyph, role = standing(story.outlet_kind, look)
    about = [part for part in (story.outlet_kind, story.outlet_country) if part]
    first: Spans = [
        (f" {glyph + ' ' if glyph != ' ' else ''}", role),
        (safe_line(story.outlet) or "outlet unknown", "text" if story.outlet else "amber"),
    ]
    words = [", ".join(about), "full text" if story.is_full_text else "summary"]
    words += ["pinned"] if story.is_pinned else []
    words += [counted(story.reprints, "reprint")] if story.reprints else []
    first.append((" · " + " · ".join(word for word in words if word), "dim"))
    if story.is_revised:
        first.append((" · changed", "amber"))
    reach: Spans = [(f" {story.reach} outlets, {story.own_reporting} own reporting", "dim")] if story.reach > 1 else []
    if story.look_twice or not reach:
        reach.append((f" {'· ' if reach else ''}{story.look_twice or 'one outlet'}", "amber"))
    lines = [first, reach]
    for quote in findings.quotes[:1]:
        speaker = safe_line(
            in_a_row(quote.speakers) or quote.speaker or quote.speaker_as_written or "speaker not named"
        )
        text = cut_words(quoted(quote.text), 70 - min(30, len(speaker)))
        lines.append(
            [(f" {look.icons.open}{text}{look.icons.close}", "violet"), (" — ", "dim"), (cut(speaker, 30), "teal bold")]
        )
    if not findings.quotes and findings.statements:
        one = findings.statements[0]
        lines.append(
            [
                (
                    " " + cut(safe_line(in_a_row(one.speakers) or one.speaker or one.speaker_as_written or "?"), 28),
                    "teal bold",
                ),
                (f" {verb_of(one.verb)} ", "dim"),
                (cut_words(within(one.text), 60), "text"),
            ]
        )
    today = look.now.astimezone(look.zone).date()
    coming = [
        event
        for event in findings.events
        if event.status == "scheduled" and (day := iso_day(event.from_)) is not None and day >= today
    ]
    for event in sorted(coming, key=lambda event: event.from_ or "")[:1]:
        day = iso_day(event.from_)
        assert day is not None
        lines.append(
            [(" next  ", "dim"), (short_day(day, today), "bright"), (f" {look.icons.scheduled} ", "blue"),
             (cut_words(opening(safe_line(event.what)), 60), "text")]
        )  # fmt: skip
    return lines
