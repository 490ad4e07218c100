"""Bringing the desk's panels what the query says: every question in a worker, every empty answer with what to do."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING

from textual.timer import Timer

from store.queries_stories import HISTOGRAM_STORIES
from store.query import parse
from store.rows import ActorRow, SaidRow, TimelineRow
from tui.lens import Lens
from tui.panels.actors import ActorsPanel
from tui.panels.reader import ReaderPanel
from tui.panels.said import SaidPanel
from tui.panels.stories import StoryList, caption
from tui.panels.strip import Strip
from tui.panels.threads import Choice, ThreadsPanel, ThreadsShown
from tui.panels.timeline import TimelinePanel
from tui.screens.arrange import Arrangement
from tui.screens.desk_later import MOST_SUGGESTED, PANELS_SECONDS, DeskLater
from tui.screens.questions import filled_bars, nothing_there, of_stories, queries_words, trouble
from tui.widgets.header import Header

if TYPE_CHECKING:
    from store.queries import Queries

STORIES_SECONDS = 1.0
"""How often, at most, live changes are shown in the list."""
FIRST = 600
"""Rows of the list that are asked for first, so that they stand there at once."""
LONG_SECONDS = 0.03
WHOLE_SECONDS = 20.0
"""A list that takes longer than the first is asked for whole, while things change, only this often."""
REST_SECONDS = 0.05
"""How long after the first rows the rest is asked for."""


@dataclass(frozen=True, slots=True)
class StoriesAnswer:
    """The list's answer, with a sentence for when it is empty."""

    rowids: array[int]
    whens: array[int]
    message: str
    words: tuple[str, ...]
    seconds: float = 0.0
    """How long the question took."""


@dataclass(frozen=True, slots=True)
class Whole:
    """When the whole list was last asked for: of what query and order, at what moment, and how long that took."""

    key: tuple[str, str, bool] | None = None
    at: float = 0.0
    seconds: float = 0.0

    @property
    def is_long(self) -> bool:
        return self.seconds > LONG_SECONDS

    @property
    def is_old(self) -> bool:
        return monotonic() - self.at > WHOLE_SECONDS


class DeskLoading(DeskLater):
    """The desk's state and its questions."""

    zoomed = ""
    tab = "said"
    last_panel = "stories"
    is_why_shown = False
    is_grouped = False
    sort = "newest"
    query_words: tuple[str, ...] = ()
    arranged: Arrangement
    _dwell: Timer | None = None
    _late: Timer | None = None
    _stories_at = 0.0
    _first_asked = 0.0
    _whole = Whole()
    _whole_timer: Timer | None = None
    _panels_at = 0.0

    def tell_query(self) -> None:
        """Says in the header what is shown."""
        raise NotImplementedError

    def open_under_cursor(self) -> None:
        """Shows the story under the cursor in the reader."""
        raise NotImplementedError

    def look_through(self, lens: Lens) -> None:
        """Looks through another query, everywhere."""
        if lens.text == self.desk_app.lens.text:
            self.desk_app.lens = lens
            return
        self.desk_app.lens = lens
        self.query_one(SaidPanel).start_over()
        self.query_one(TimelinePanel).start_over()
        self.query_one(ActorsPanel).start_over()
        self.load_all(fresh=True)

    def choose(self, choice: Choice) -> None:
        """Does what a line of the threads panel stands for."""
        lens = self.desk_app.lens
        if choice.kind == "thread":
            self.look_through(lens.narrowed("thread", choice.id) if choice.id else lens.without("thread"))
        elif choice.kind in ("view", "hidden"):
            self.look_through(lens.written(choice.id))
        else:
            self.desk_app.open_screen("rules", self.suggestion(choice.id))

    def reload(self) -> None:
        self.load_all(fresh=False)

    def store_changed(self) -> None:
        """Shows what came in, not more often than one can read it."""
        now = monotonic()
        wait = max(0.0, self._stories_at + STORIES_SECONDS - now)
        if self._late is None:
            self._late = self.set_timer(max(0.02, wait), self._show_changes)

    def _show_changes(self) -> None:
        self._late = None
        self.load_stories(fresh=False, is_change=True)
        if monotonic() - self._panels_at >= PANELS_SECONDS:
            self.load_panels()
        else:
            self.set_timer(PANELS_SECONDS, self._show_panels_late)

    def _show_panels_late(self) -> None:
        if monotonic() - self._panels_at >= PANELS_SECONDS:
            self.load_panels()

    def load_all(self, *, fresh: bool) -> None:
        """Asks everything anew. `fresh`: the query changed, so lists start at their top."""
        self.tell_query()
        is_first = self._stories_at == 0.0
        if is_first:
            self._first_asked = monotonic()
        self.load_stories(fresh=fresh or is_first, then_panels=is_first)
        if not is_first:
            self.load_panels()

    def load_stories(self, *, fresh: bool, then_panels: bool = False, is_change: bool = False) -> None:
        """Asks for the list: when `fresh` its first rows, so that they stand there at once, then all of it. After a
        change (`is_change`) of a list that takes long its first rows are put before those known, all of it later."""
        self._stories_at = monotonic()
        text, sort, grouped = self.desk_app.lens.text, self.sort, self.is_grouped
        look, whole = self.desk_app.look, self._whole
        is_joined = is_change and whole.key == (text, sort, grouped) and whole.is_long and not whole.is_old
        most = FIRST if fresh or is_joined else None

        def question(queries: Queries) -> StoriesAnswer:
            started, query = monotonic(), parse(text)
            rowids, whens = queries.story_index(query, sort, grouped, most)
            words, seconds = tuple(queries_words(text)), monotonic() - started
            return StoriesAnswer(rowids, whens, "" if rowids else nothing_there(queries, text, look), words, seconds)

        def show(answer: StoriesAnswer) -> None:
            self.query_words = answer.words
            stories = self.query_one(StoryList)
            if is_joined:
                joined = stories.joined(answer.rowids, answer.whens)
                if joined is None:
                    self.load_stories(fresh=False)
                    return
                answer = replace(answer, rowids=joined[0], whens=joined[1])
                self._load_whole_later()
            elif most is None:
                self._whole = Whole((text, sort, grouped), monotonic(), answer.seconds)
            order = parse(text).sort or sort
            stories.fill(
                answer.rowids,
                answer.whens,
                has_days=order in ("newest", "oldest") and not self._is_grouped_by_reach(order),
                message=answer.message,
                fresh=fresh,
            )
            stories.border_subtitle = caption(len(answer.rowids), grouped, order, is_more=len(answer.rowids) == most)
            if not answer.rowids:
                self.query_one(ReaderPanel).say("")
                self.query_one(Strip).clear()
            elif fresh or self.query_one(ReaderPanel).opened is None:
                self.open_under_cursor()
            is_cut = most is not None and len(answer.rowids) == most
            if then_panels:
                # The rows in sight are asked for and painted before anything else takes the processor.
                self.set_timer(REST_SECONDS, lambda: self._load_rest(is_cut))
            elif is_cut:
                self.load_stories(fresh=False)

        def failed(error: Exception) -> None:
            self.query_one(StoryList).say(trouble(error), "rose")
            if then_panels:
                self.load_panels()

        self.ask("stories", question, show, failed)

    def _load_rest(self, is_cut: bool) -> None:
        """After the first paint: the whole list where its first rows were not all, then the other panels."""
        if is_cut:
            self.load_stories(fresh=False)
        self.load_panels()
        self._catch_up_with_the_watcher()

    def _catch_up_with_the_watcher(self) -> None:
        """What was written between the first question and the watcher's first look is asked for once more."""
        looked = self.desk_app.watcher.looked_first
        if not looked or looked > self._first_asked:
            self.store_changed()

    def _load_whole_later(self) -> None:
        """What changed deep in a long list shows when the whole of it is asked for, now and then."""
        if self._whole_timer is None:
            wait = max(0.1, self._whole.at + WHOLE_SECONDS - monotonic())
            self._whole_timer = self.set_timer(wait, self._load_whole)

    def _load_whole(self) -> None:
        self._whole_timer = None
        self.load_stories(fresh=False)

    def _is_grouped_by_reach(self, order: str) -> bool:
        return order not in ("newest", "oldest")

    def load_panels(self) -> None:
        """Asks for everything but the list."""
        self._panels_at = monotonic()
        app = self.desk_app
        text, titles, views, counts = app.lens.text, app.threads, app.views, self._view_counts
        in_stories = of_stories(text)
        with_touching = app.with_touching
        suggested = [(one.id, one.title, one.stories) for one in self._suggested[:MOST_SUGGESTED]]
        self._suggest_now_and_then()

        def threads(queries: Queries) -> ThreadsShown:
            query = parse(text)
            rows = queries.threads(query, titles)
            counted = [(view, *counts.get(view.query, (-1, 0))) for view in views]
            return ThreadsShown(
                threads=rows,
                views=counted,
                muted=queries.muted(),
                undated=queries.undated(parse("")),
                suggested=suggested,
                chosen=app.lens.value("thread"),
            )

        def said(queries: Queries) -> list[SaidRow]:
            return queries.said(parse(in_stories), limit=160)

        def timeline(queries: Queries) -> tuple[list[TimelineRow], list[tuple[datetime, int]], str]:
            query = parse(text)
            bars = queries.histogram(query, "hour")
            by = "hour"
            recent = sum(count for hour, count in bars if bars[-1][0] - hour < timedelta(hours=96))
            if recent * 2 < sum(count for _, count in bars):
                bars, by = queries.histogram(query, "day"), "day"
            rows = queries.timeline(parse(in_stories), limit=200, with_touching=with_touching)
            is_cut = bool(query.nodes) and sum(count for _, count in bars) == HISTOGRAM_STORIES
            return rows, filled_bars(bars, by), f"newest {HISTOGRAM_STORIES:,}" if is_cut else f"by {by}"

        def actors(queries: Queries) -> list[ActorRow]:
            return queries.actors(parse(in_stories), limit=150)

        self.ask("threads", threads, self._show_threads, self._failed("threads"))
        self.ask("said", said, self._show_said, self._failed("said"))
        self.ask("timeline", timeline, self._show_timeline, self._failed("timeline"))
        self.ask("actors", actors, self._show_actors, self._failed("actors"))

    def _show_threads(self, shown: ThreadsShown) -> None:
        self.query_one(ThreadsPanel).fill(shown)
        if shown.threads:
            self.query_one(Header).tell(new=shown.threads[0].new)
        self._count_views()

    def _show_said(self, rows: Sequence[SaidRow]) -> None:
        message = (
            "Nobody is quoted in what is shown. Feeds that carry only summaries hold few quotes: F fetches articles."
        )
        self.query_one(SaidPanel).fill(rows, message)

    def _show_timeline(self, answer: tuple[list[TimelineRow], list[tuple[datetime, int]], str]) -> None:
        rows, bars, by = answer
        panel = self.query_one(TimelinePanel)
        panel.fill(rows, bars, by, "No dated event in what is shown. Escape widens the query.")
        panel.tell_left_out(getattr(rows, "left_out", 0), self.desk_app.keys.shown("touching"))

    def _show_actors(self, rows: Sequence[ActorRow]) -> None:
        self.query_one(ActorsPanel).fill(rows, "Nobody is named in what is shown. Escape widens the query.")

    def _failed(self, panel: str):  # type: ignore[no-untyped-def]
        def tell(error: Exception) -> None:
            from tui.widgets.item_list import ItemList

            self.query_one(f"#{panel}", ItemList).say(trouble(error), "rose")

        return tell
