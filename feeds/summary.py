"""What a refresh came to, counted as it goes, and how its progress is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from datetime import datetime
from typing import TypeAlias

from feeds.exchange import Saved
from feeds.records import dataclass

Progress: TypeAlias = Callable[[str, int, int], None]
"""Called with what is being done ("polling", "reading" …), how many are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that failed: the feed, file or story it is about, and what happened."""

    feed: str
    what: str


@dataclass(slots=True)
class Summary:
    """What one refresh came to."""

    polled: int = 0
    unchanged: int = 0
    """Feeds that had nothing new."""
    failed: int = 0
    new: int = 0
    revised: int = 0
    same: int = 0
    """Stories that came again as they were."""
    read: int = 0
    articles: int = 0
    """Pages fetched for feeds that carry only summaries."""
    offline: str = ""
    """Why no feed could be reached at all; "" when some could."""
    waiting: int = 0
    """Feeds that were not asked: their time has not come, or their host asked for a pause."""
    next_try: datetime | None = None
    """When the first of them may be asked."""
    pauses: tuple[str, ...] = ()
    """Why those of them wait whose host asked for a pause."""
    failures: list[Failure] = field(default_factory=list)

    def add(self, saved: Saved) -> None:
        """Counts what became of a batch of arrivals."""
        self.new += saved.new
        self.revised += saved.revised
        self.same += saved.unchanged

    def fail(self, about: str, what: str) -> None:
        """Notes a failure."""
        self.failures.append(Failure(about, what))
