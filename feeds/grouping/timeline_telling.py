"""One telling of an event with what is asked of it each time it is compared with another, worked out once."""

from __future__ import annotations

from feeds.exchange import EventCandidate
from feeds.grouping.timeline_days import FIRM, days_of, is_undated
from feeds.grouping.timeline_words import is_journey, rounds, runs, stems, stems_of_names, telling, telling_runs

PLAN = "plan"
SYMMETRIC = frozenset({"consult", "cooperate", "agree"})
NO_WORDS: frozenset[str] = frozenset()
AHEAD = frozenset({"scheduled", "proposed"})


class Telling:
    """An event with its words and days."""

    __slots__ = (
        "event",
        "first",
        "is_entry",
        "is_firm",
        "is_journey",
        "is_undated",
        "kind",
        "last",
        "name_words",
        "names",
        "own_words",
        "rounds",
        "runs",
        "telling_runs",
        "words",
    )

    def __init__(self, event: EventCandidate) -> None:
        what = event.what
        self.event = event
        self.words = stems(what)
        self.is_journey = is_journey(what)
        self.rounds = rounds(what)
        """The fourth of these, the fifth of those it tells of."""
        self.kind = "reject" if event.kind == "agree" and event.status == "rejected" else event.kind
        """What it is filed as: "will not accept" is a rejection, whatever its verb."""
        first, last = days_of(event)
        self.first = first.toordinal()
        self.last = last.toordinal()
        self.is_undated = is_undated(event)
        self.is_firm = event.precision in FIRM
        self.names = (event.by, event.target) if event.by or event.target else ()
        self.name_words = stems_of_names(event.by, event.target) if self.names else NO_WORDS
        self.own_words = telling(what) - self.name_words
        """Those that say which event it is, without the names of its actors."""
        self.is_entry = self.is_firm and event.status in AHEAD and (event.kind == PLAN or event.kind in SYMMETRIC)
        """Whether it may be an entry of an agenda."""
        if self.is_entry:
            self.runs, self.telling_runs = runs(what), telling_runs(what)
            """Two words side by side, and those that say together what it is about ("military chiefs")."""
