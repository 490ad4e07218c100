"""Watches the store from a thread of its own: when it changed, what the poller does. Cheap when nothing happens."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from store.errors import StoreMissing
from store.queries import Queries
from store.rows import PollerRow
from tui.supervisor import Supervisor

if TYPE_CHECKING:
    from store.kept import FiredRow
    from tui.desk.alert_watch import AlertWatch

LOOK_SECONDS = 0.5
POLLER_SECONDS = 5.0


class Watcher(threading.Thread):
    """Calls `changed()` when another process or connection has written, `poller(row)` when the poller's row did, and
    `alerted(rows)` for alerts that fired since."""

    def __init__(
        self,
        open_queries: Callable[[], Queries],
        supervisor: Supervisor,
        changed: Callable[[], None],
        poller: Callable[[PollerRow, str], None],
        failed: Callable[[Exception], None],
        alerted: Callable[[list[FiredRow]], None],
    ) -> None:
        super().__init__(name="store watcher", daemon=True)
        self._open, self._supervisor = open_queries, supervisor
        self._changed, self._poller, self._failed = changed, poller, failed
        self._alerted = alerted
        self._ended = threading.Event()
        self.looked_first = 0.0
        """When (monotonic) it first looked at a store that was there before it; 0 while it has not."""

    def stop(self) -> None:
        """Ends the thread."""
        self._ended.set()

    def run(self) -> None:
        alerts: AlertWatch | None = None
        queries: Queries | None = None
        version = -1
        looked = 0.0
        state = "free"
        told = ""
        row_before: PollerRow | None = None
        was_there = self._supervisor.store.exists()
        while not self._ended.is_set():
            try:
                if queries is None and self._supervisor.store.exists():
                    queries = self._open()
                if queries is not None:
                    now_version = queries.data_version()
                    is_new = now_version != version
                    if is_new or time.monotonic() - looked > POLLER_SECONDS:
                        looked = time.monotonic()
                        row = queries.poller()
                        state = row.state
                        if row != row_before or told != self._supervisor.said:
                            row_before, told = row, self._supervisor.said
                            self._poller(row, told)
                    if is_new:
                        is_first_look, version = version == -1 and was_there and not self.looked_first, now_version
                        if is_first_look:
                            # The desk asks by itself when it opens; to ask again at once would only delay it.
                            self.looked_first = time.monotonic()
                        else:
                            self._changed()
                        alerts = alerts or _alert_watch()
                        if rows := alerts.new(queries.connection):
                            self._alerted(rows)
                self._supervisor.tick(state)
            except Exception as error:  # noqa: BLE001 - a store being made or replaced must not end the watching
                queries = None
                version = -1
                is_being_made = isinstance(error, StoreMissing)
                if self._supervisor.store.exists() and not is_being_made and str(error) != told:
                    told = str(error)
                    self._failed(error)
                try:
                    self._supervisor.tick("free")
                except Exception as again:  # noqa: BLE001
                    self._failed(again)
            self._ended.wait(LOOK_SECONDS)
        if queries is not None:
            queries.close()


def _alert_watch() -> AlertWatch:
    # Imported after the first look, which the desk's first question waits beside.
    from tui.desk.alert_watch import AlertWatch

    return AlertWatch()
