"""[look], [keys] and [views] of the config, and the look every line is drawn with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING

from tui.icons import UNICODE, Icons, icons

if TYPE_CHECKING:
    from feeds.settings_table import Table

THEMES = ("dark", "light", "ansi")


@dataclass(frozen=True, slots=True)
class LookSettings:
    """[look]: how the dashboard looks."""

    timezone: str = "UTC"
    """IANA name of the zone dates are shown and asked in; "local" for the machine's own."""
    theme: str = "dark"
    """dark, light or ansi (the terminal's own sixteen colours; what a terminal of sixteen colours starts with)."""
    icons: str = "unicode"
    """unicode or ascii."""
    density: str = "one"
    """one or two lines a story."""
    grouped: bool = False
    """One row a cluster instead of one a story."""
    analyst: str = ""
    """Whose marks and last look these are; the login name when empty."""
    watch: bool = True
    """Start a poller when none holds the lease."""


@dataclass(frozen=True, slots=True)
class View:
    """[views]: a saved query with its name."""

    name: str
    query: str


@dataclass(frozen=True, slots=True)
class Look:
    """What a line needs to know to be drawn: glyphs, zone, now, density."""

    icons: Icons = UNICODE
    zone: tzinfo = UTC
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    lines: int = 1
    """Lines a story: 1 or 2."""


def read_look(table: Table) -> LookSettings:
    """[look] checked."""
    default = LookSettings()
    return LookSettings(
        timezone=_zone(table),
        theme=table.text("theme", default.theme, allowed=THEMES),
        icons=table.text("icons", default.icons, allowed=("unicode", "ascii")),
        density=table.text("density", default.density, allowed=("one", "two")),
        grouped=table.flag("grouped", default.grouped),
        analyst=table.text("analyst", default.analyst),
        watch=table.flag("watch", default.watch),
    )


def read_keys(table: Table) -> Mapping[str, str]:
    """[keys] as action to keys ("j,down"); unknown actions and keys are mistakes."""
    from tui.keys import ACTIONS

    chosen: dict[str, str] = {}
    for action in ACTIONS:
        keys = table.text(action.id, "")
        if keys:
            chosen[action.id] = keys
    return chosen


def read_views(table: Table) -> tuple[View, ...]:
    """[views]: name = "query", in the order written."""
    return tuple(View(name, query) for name in list(table.values) for query in [table.text(name)] if query)


def look_of(settings: LookSettings, now: datetime | None = None) -> Look:
    """The look those settings ask for."""
    from tui.moments import zone_of

    return Look(
        icons=icons(settings.icons),
        zone=zone_of(settings.timezone),
        now=now or datetime.now(UTC),
        lines=2 if settings.density == "two" else 1,
    )


def _zone(table: Table) -> str:
    from zoneinfo import available_timezones

    name: str = table.text("timezone", "UTC")
    if name not in ("UTC", "local") and name not in available_timezones():
        table.complain("timezone", f'"{name}" is no IANA time zone, e.g. "Europe/Berlin", "UTC" or "local"')
        return "UTC"
    return name
