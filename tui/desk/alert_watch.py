"""Alerts as the dashboard tells them: what fired since it opened, once, as a sentence and as the terminal's signal."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from store.kept import FiredRow, fired
from tui.desk.alert_delivery import signal_of
from tui.desk.alert_settings import AlertsSettings
from tui.safe import safe_line


@dataclass(frozen=True, slots=True)
class Told:
    """One alert to be told: `toast` for the screen ("" when it is not to be said there), `signal` for the terminal."""

    name: str
    toast: str
    signal: str


class AlertWatch:
    """Remembers the last alert that was told. What fired before the first look is no news."""

    def __init__(self) -> None:
        self._number: int | None = None

    def new(self, connection: sqlite3.Connection) -> list[FiredRow]:
        """What fired since the last call, oldest first."""
        if self._number is None:
            last = fired(connection, limit=1)
            self._number = last[0].alert if last else 0
            return []
        rows = fired(connection, after=self._number)
        if rows:
            self._number = rows[0].alert
        return rows[::-1]


def tell(rows: Sequence[FiredRow], settings: object) -> list[Told]:
    """One message an alert, as [alerts.NAME] deliver of the config has it; an alert it does not know is said only."""
    alerts = settings.alerts if isinstance(settings, AlertsSettings) else ()
    channels: Mapping[str, tuple[str, ...]] = {alert.name: alert.deliver for alert in alerts}
    by_name: dict[str, list[FiredRow]] = {}
    for row in rows:
        by_name.setdefault(row.name, []).append(row)
    told = []
    for name, group in by_name.items():
        wanted = channels.get(name, ("dashboard",))
        more = f" (and {len(group) - 1} more)" if len(group) > 1 else ""
        title = safe_line(group[0].title) + more
        why = safe_line(", ".join(group[0].why))
        toast = f"{title}\n{why}" if "dashboard" in wanted else ""
        told.append(Told(safe_line(name), toast, signal_of(wanted, f"{safe_line(name)}: {title}")))
    return told
