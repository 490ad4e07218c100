"""When nothing can be reached it is we who are offline: the poller tries again ever later, and says so once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from feeds.summary import Summary
    from tui.desk.log import Log

_FIRST = timedelta(seconds=30)
_MOST = timedelta(minutes=10)


class Offline:
    """Since when no feed could be reached, and when that is tried again. A request to refresh does not wait for it."""

    def __init__(self) -> None:
        self.since: datetime | None = None
        self.retry_at: datetime | None = None
        self._wait = _FIRST

    def note(self, summary: Summary, log: Log, now: datetime | None = None) -> None:
        """Takes what a round came to: out of reach altogether, or something answered."""
        now = now or datetime.now(UTC)
        if summary.offline:
            if self.since is None:
                self.since = now
                log.error("offline", reason=summary.offline)
            self.retry_at = now + self._wait
            self._wait = min(_MOST, 2 * self._wait)
        elif summary.polled and self.since is not None:
            log.info("online again", minutes=round((now - self.since).total_seconds() / 60, 1))
            self.since, self.retry_at, self._wait = None, None, _FIRST

    def is_waiting(self, now: datetime) -> bool:
        """Whether it is too early to try again."""
        return self.retry_at is not None and now < self.retry_at

    def words(self) -> str:
        """For the poller's row: since when, and when next."""
        if self.since is None or self.retry_at is None:
            return ""
        return f"offline since {self.since:%H:%M}Z, next try {self.retry_at:%H:%M}Z"
