"""[alerts] of the config: what the analyst wants to be told of, when, and how."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from feeds.settings_table import Table

CHANNELS = ("dashboard", "bell", "desktop")
_QUIET = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\s*[-–]\s*([01]?\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class AlertSettings:
    """[alerts.NAME]: a query, and conditions that must all hold of a story it finds."""

    name: str
    query: str
    """Which stories it looks at, in the query language."""
    own_reporting: int = 0
    """Own reporting its cluster must have at least."""
    velocity: float = 0.0
    """Stories an hour its cluster must get at least, over six hours."""
    first_words_days: int = 0
    """Somebody named speaks who was not heard for so many days."""
    event_moved: bool = False
    """An event of the story was moved to another day."""
    quiet_hours: tuple[time, time] | None = None
    """Between these times of day ([look] timezone) it waits."""
    cool_down_minutes: int = 30
    """It fires at most once in so many minutes; what comes meanwhile waits and comes together."""
    deliver: tuple[str, ...] = ("dashboard",)
    """dashboard (a line in it), bell (the terminal's), desktop (a notification by OSC 9 and 777)."""
    command: tuple[str, ...] = ()
    """A program that gets the alert as JSON on its stdin."""
    webhook: str = ""
    """An address that gets the same JSON by POST; "env:NAME" or "file:PATH" where it is a secret."""


@dataclass(frozen=True, slots=True)
class AlertsSettings:
    """[alerts]: what holds for every alert."""

    alerts: tuple[AlertSettings, ...] = ()
    grace_hours: int = 36
    """After so long without a poller, what is found first is not told, only remembered; a job that runs once a day is
    no such pause."""


def read_alerts(table: Table) -> AlertsSettings:
    """The reader of [alerts]. Queries are checked like everything else."""
    grace = table.whole("grace_hours", 36, least=0, most=8760)
    alerts = []
    for name in [key for key, value in table.values.items() if isinstance(value, dict)]:
        alerts.append(_alert(name, table.table(name)))
    return AlertsSettings(tuple(alerts), grace)


def _alert(name: str, table: Table) -> AlertSettings:
    query = table.text("query", required=True)
    if problem := query_problem(query):
        table.complain("query", problem)
    alert = AlertSettings(
        name=name,
        query=query,
        own_reporting=table.whole("own_reporting", 0, least=0, most=1000),
        velocity=table.number("velocity", 0.0, least=0, most=1000),
        first_words_days=table.whole("first_words_days", 0, least=0, most=3650),
        event_moved=table.flag("event_moved", False),
        quiet_hours=_quiet(table),
        cool_down_minutes=table.whole("cool_down_minutes", 30, least=0, most=10_080),
        deliver=table.texts("deliver", ("dashboard",), allowed=CHANNELS),
        command=table.texts("command"),
        webhook=table.text("webhook"),
    )
    if alert.webhook and not alert.webhook.startswith(("https://", "http://", "env:", "file:")):
        table.complain("webhook", "must be an address, or env:NAME or file:PATH that holds one")
    table.finish()
    return alert


def query_problem(query: str) -> str:
    """What is wrong with a query, in one line; "" when nothing is."""
    from store.query import QueryError, parse

    try:
        parse(query)
    except QueryError as error:
        hint = f"; did you mean {error.suggestion}?" if error.suggestion else ""
        return f"{error.message} (at character {error.at + 1}){hint}"
    return ""


def _quiet(table: Table) -> tuple[time, time] | None:
    text = table.text("quiet_hours")
    if not text:
        return None
    match = _QUIET.fullmatch(text.strip())
    if match is None:
        table.complain("quiet_hours", f'"{text}" is not allowed; it must be two times of day, e.g. "22:00-07:00"')
        return None
    first, last = match.group(1, 2), match.group(3, 4)
    return time(int(first[0]), int(first[1])), time(int(last[0]), int(last[1]))
