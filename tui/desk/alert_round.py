"""After a round of the poller: which alerts fire, kept so that they never fire twice, and delivered."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from tui.desk.alert_settings import AlertsSettings

_ROUND_NOTED = timedelta(minutes=10)
"""How exactly the store knows when alerts were last looked at."""

if TYPE_CHECKING:
    import sqlite3

    from feeds.settings import Settings
    from store.queries import Queries


def alerts_of(settings: Settings) -> AlertsSettings:
    """[alerts] of the config."""
    alerts = settings.sections.get("alerts")
    return alerts if isinstance(alerts, AlertsSettings) else AlertsSettings()


def raise_alerts(settings: Settings, store: Path, terminal: TextIO | None, *, is_start: bool) -> list[str]:
    """Raises what is due; gives deliveries that failed, in words.

    At the start of a poller, what came in while none was at work for long is only remembered: nobody wants yesterday's
    alarms. So is what an alert that is new in the config finds first.
    """
    alerts = alerts_of(settings)
    if not alerts.alerts:
        return []  # as most have none; what asks them takes a twentieth of a refresh to import
    from store.connect import connect
    from store.kept import save_fired
    from store.queries import Queries
    from tui.commands.asking import timezone_of
    from tui.desk.alert_delivery import deliver
    from tui.desk.alerts import due

    now = datetime.now(UTC)
    with Queries(store, mutes=[mute.query for mute in settings.mutes], timezone=timezone_of(settings)) as queries:
        firings = due(queries, alerts.alerts, now, queries.timezone)
        silent = _only_remembered(queries, alerts, now, is_start=is_start)
    told = [firing for firing in firings if firing.alert.name not in silent]
    connection = connect(store, readonly=False)
    try:
        if firings:
            save_fired(
                connection,
                store,
                [
                    (
                        firing.alert.name,
                        firing.key,
                        now,
                        firing.story.rowid,
                        firing.story.title,
                        firing.why if firing in told else (),
                    )
                    for firing in firings
                ],
            )
        if firings or _is_round_news(connection, now, alerts):
            _remember_round(connection, store, now, alerts)
    finally:
        connection.close()
    return deliver(told, settings, terminal)


def _only_remembered(queries: Queries, alerts: AlertsSettings, now: datetime, *, is_start: bool) -> set[str]:
    """Names of alerts whose findings are only remembered: of all after long without a poller, else of those that are
    new in the config."""
    last, before = _last_round(queries.connection)
    names = {alert.name for alert in alerts.alerts}
    was_long_ago = last is None or now - last > timedelta(hours=alerts.grace_hours)
    return names if is_start and was_long_ago else names - before


def _last_round(connection: sqlite3.Connection) -> tuple[datetime | None, set[str]]:
    """When alerts were last looked at, and which there were."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'alerted'").fetchone()
    before = json.loads(row[0]) if row else {"at": None, "names": []}
    return datetime.fromisoformat(before["at"]) if before["at"] else None, set(before["names"])


def _is_round_news(connection: sqlite3.Connection, now: datetime, alerts: AlertsSettings) -> bool:
    """Whether a round is worth writing down: not every minute when nothing came of it."""
    last, names = _last_round(connection)
    return last is None or now - last >= _ROUND_NOTED or names != {alert.name for alert in alerts.alerts}


def _remember_round(connection: sqlite3.Connection, store: Path, now: datetime, alerts: AlertsSettings) -> None:
    from store.transactions import transaction

    value = json.dumps(
        {"at": now.isoformat(timespec="seconds"), "names": sorted(alert.name for alert in alerts.alerts)}
    )
    with transaction(connection, store):
        connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('alerted', ?)", (value,))
