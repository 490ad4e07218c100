"""One telling of an event with what is asked of it each time it is compared with another, worked out once."""

from __future__ import annotations

from feeds.exchange import EventCandidate
from feeds.grouping.timeline_days import FIRM, days_of, is_undated
from feeds.grouping.timeline_words import is_journey, rounds, stems, telling, without_names

PLAN = "plan"
SYMMETRIC = frozenset({"consult", "cooperate", "agree"})
AHEAD = frozenset({"scheduled", "proposed"})


class Telling:
    """An event with its words and days."""

    __slots__ = (
        "_rounds",
        "_telling",
        "event",
        "first",
        "is_entry",
        "is_firm",
        "is_journey",
        "is_undated",
        "kind",
        "last",
        "names",
        "words",
    )

    def __init__(self, event: EventCandidate) -> None:
        self.event = event
        self.words = stems(event.what)
        self.is_journey = is_journey(event.what)
        self.kind = "reject" if event.kind == "agree" and event.status == "rejected" else event.kind
        """What it is filed as: "will not accept" is a rejection, whatever its verb."""
        first, last = days_of(event)
        self.first = first.toordinal()
        self.last = last.toordinal()
        self.is_undated = is_undated(event)
        self.is_firm = event.precision in FIRM
        self.is_entry = self.is_firm and event.status in AHEAD and (event.kind == PLAN or event.kind in SYMMETRIC)
        """Whether it may be an entry of an agenda."""
        self.names = (event.by, event.target) if event.by or event.target else ()
        self._telling: frozenset[str] | None = None
        self._rounds: frozenset[int] | None = None

    def telling_beside(self, other: Telling) -> frozenset[str]:
        """The stems that say which event it is, without the names of its actors and the other's."""
        if self._telling is None:
            self._telling = telling(self.event.what, *self.names)
        return without_names(self._telling, *other.names) if other.names else self._telling

    @property
    def rounds(self) -> frozenset[int]:
        """The fourth of these, the fifth of those it tells of."""
        if self._rounds is None:
            self._rounds = rounds(self.event.what)
        return self._rounds
