"""A long line of the timeline as one telling after the other joins it: each costs what it changes, not the whole line.

Only plain lines grow so: nothing denied or called off, and one day for all that name a day. What is said of any other
is judged over all its tellings (`line_facts`), to which this is equal.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable
from datetime import datetime
from typing import TypeAlias

from feeds.exchange import EventCandidate, LineFacts
from feeds.grouping.timeline_days import FIRM
from feeds.grouping.timeline_lines import Rank, rank
from feeds.grouping.timeline_words import stems

_Moment: TypeAlias = tuple[datetime, int]
"""When an event was told, and its rowid: what a line is sorted by."""


class GrowingLine:
    """What `line_facts` says of some events, kept so that another can be added."""

    def __init__(self, members: Iterable[EventCandidate]) -> None:
        self.stories: set[int] = set()
        """The stories its events are of."""
        self.tellings = 0
        self.is_plain = True
        """Whether more can be added."""
        self._outlets: set[str] = set()
        self._owners: set[str] = set()
        """Of those that are no copies."""
        self._claimants: dict[str, _Moment] = {}
        """Each with its first telling; empty once an outlet tells it on its own account."""
        self._claimants_in_order: list[tuple[_Moment, str]] = []
        self._is_own_account = False
        self._days: set[str | None] = set()
        self._first_planned: _Moment | None = None
        self._last_unplanned: _Moment | None = None
        """Of what happened the last that was told before anything was scheduled."""
        self._has_happened = False
        self._wordings: dict[frozenset[str], tuple[set[str], EventCandidate]] = {}
        """Of those one of which may stand for the line by their words: the outlets that tell it so, and the best."""
        self._best: tuple[Rank, int] | None = None
        for event in members:
            self._add(event)
            if not self.is_plain:
                break

    def add(self, event: EventCandidate) -> LineFacts | None:
        """What the line says with one more event, which alone `events` and `roles` name; None where it is not or no
        more a plain one: it must be judged whole, and this is of no use any longer."""
        role = self._add(event)
        if not self.is_plain or self._best is None:
            return None
        return LineFacts(
            event=-self._best[1],
            events=(event.rowid,),
            reach=len(self._outlets),
            own_reporting=len(self._owners) or 1,
            roles={} if role == "report" else {event.rowid: role},
            asserted_by=tuple([claimant for _, claimant in self._claimants_in_order]),
        )

    def _add(self, event: EventCandidate) -> str:
        """Takes an event in; gives its role."""
        if event.precision in FIRM:
            self._days.add(event.first)
        if event.status in ("denied", "cancelled") or len(self._days) > 1:
            self.is_plain = False
        if not self.is_plain:
            return event.role
        told = (event.when, event.rowid)
        role = self._role(event, told)
        self.stories.add(event.story_rowid)
        self.tellings += 1
        self._outlets.add(event.outlet)
        if event.copy_of is None:
            self._owners.add(event.outlet_owner or event.outlet)
        self._note_claimant(event.asserted_by, told)
        if event.status == "happened" and not self._has_happened:
            # From now on what happened stands for the line.
            self._has_happened = True
            self._wordings.clear()
            self._best = None
        if not self._has_happened or event.status == "happened":
            self._rank(event)
        return role

    def _note_claimant(self, claimant: str | None, told: _Moment) -> None:
        if claimant is None:
            self._is_own_account = True
            self._claimants.clear()
            self._claimants_in_order.clear()
        elif claimant and not self._is_own_account:
            before = self._claimants.get(claimant)
            if before is not None and before < told:
                return
            if before is not None:
                self._claimants_in_order.remove((before, claimant))
            self._claimants[claimant] = told
            insort(self._claimants_in_order, (told, claimant))

    def _role(self, event: EventCandidate, told: _Moment) -> str:
        if event.role == "in response":
            return event.role
        if event.status == "happened":
            if self._first_planned is not None and self._first_planned < told:
                return "happened"
            self._last_unplanned = max(told, self._last_unplanned or told)
        elif event.status == "scheduled" and event.precision in FIRM and event.copy_of is None:
            self._first_planned = min(told, self._first_planned or told)
            if self._last_unplanned is not None and self._first_planned < self._last_unplanned:
                self.is_plain = False  # what was told of after it gets another role
        return "report"

    def _rank(self, event: EventCandidate) -> None:
        """A wording never falls in rank, as its outlets only grow: the best of all so far need not be looked for."""
        words = stems(event.what)
        outlets, best = self._wordings.get(words) or (set(), event)
        outlets.add(event.outlet)
        if best is not event:
            best = max(best, event, key=lambda one: (rank(one, 0), -one.rowid))
        self._wordings[words] = (outlets, best)
        found = (rank(best, len(outlets)), -best.rowid)
        if self._best is None or found > self._best:
            self._best = found
