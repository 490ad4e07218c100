"""What the desk works out long after the first paint, and seldom: counts of saved views, threads that could be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from time import monotonic
from types import MappingProxyType
from typing import TYPE_CHECKING

from store.query import QueryError, parse
from tui.panels.threads import ThreadsPanel
from tui.screens.story_actions import StoryActions

if TYPE_CHECKING:
    from feeds.grouping.suggest import Suggestion
    from store.queries import Queries

PANELS_SECONDS = 3.0
"""How often, at most, live changes are shown in the panels beside the list."""
MOST_SUGGESTED = 4
VIEWS_SHARE = 20
"""Saved views are counted at most this many times seldomer than it takes."""
SUGGEST_AFTER_SECONDS = 4.0
SUGGEST_AGAIN_SECONDS = 30.0
SUGGEST_SECONDS = 900.0
"""When threads that could be are looked for: after the first panels, when nothing was found, and else."""


class DeskLater(StoryActions):
    """Questions that may take long; each has its own pace."""

    _suggested: tuple[Suggestion, ...] = ()
    _suggested_at = 0.0
    _view_counts: Mapping[str, tuple[int, int]] = MappingProxyType({})
    """Stories and new stories of every saved view by its query, as last counted."""
    _views_due = 0.0
    _is_counting = False

    def load_panels(self) -> None:
        """Asks for everything but the list."""
        raise NotImplementedError

    def suggestion(self, identity: str) -> Suggestion | None:
        """The suggested thread of that id."""
        return next((one for one in self._suggested if one.id == identity), None)

    def _count_views(self) -> None:
        """Counts what the saved views hold: by itself, since some take long, and the seldomer the longer they take."""
        views = [view.query for view in self.desk_app.views]
        is_known = all(query in self._view_counts for query in views)
        if not views or self._is_counting or (is_known and monotonic() < self._views_due):
            return
        self._is_counting = True

        def question(queries: Queries) -> tuple[dict[str, tuple[int, int]], float]:
            started = monotonic()
            found = {query: (_count(queries, query), _count(queries, f"{query} is:new")) for query in views}
            return found, monotonic() - started

        def show(answer: tuple[dict[str, tuple[int, int]], float]) -> None:
            self._is_counting = False
            found, seconds = answer
            self._views_due = monotonic() + max(PANELS_SECONDS, VIEWS_SHARE * seconds)
            if found != self._view_counts:
                self._view_counts = found
                panel = self.query_one(ThreadsPanel)
                if panel.shown is not None:
                    counted = [(view, *found.get(view.query, (-1, 0))) for view, _, _ in panel.shown.views]
                    panel.fill(replace(panel.shown, views=counted))

        def failed(error: Exception) -> None:
            self._is_counting = False

        self.ask("views", question, show, failed)

    def _suggest_now_and_then(self) -> None:
        """Looks for clusters that could be threads, long after the first paint and seldom."""
        if self._suggested_at and monotonic() - self._suggested_at < SUGGEST_SECONDS:
            return
        is_first, self._suggested_at = self._suggested_at == 0.0, monotonic()
        self.set_timer(SUGGEST_AFTER_SECONDS if is_first else 1.0, self._suggest)

    def _suggest(self) -> None:
        taken = frozenset(thread for thread, _ in self.desk_app.threads)

        def question(queries: Queries) -> tuple[Suggestion, ...]:
            from tui.desk.thread_rules import suggestions

            return suggestions(queries, taken)

        def show(found: tuple[Suggestion, ...]) -> None:
            if found != self._suggested:
                self._suggested = found
                self.load_panels()
            if not found:
                self._suggested_at = monotonic() - SUGGEST_SECONDS + SUGGEST_AGAIN_SECONDS

        self.ask("suggest", question, show, lambda error: None)


def _count(queries: Queries, text: str) -> int:
    try:
        return queries.counts(parse(text))
    except QueryError:
        return 0
