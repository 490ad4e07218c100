"""Moments as the screen writes them: in the analyst's zone, the year only when it is not this one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def zone_of(name: str) -> tzinfo:
    """The zone of that IANA name; UTC when there is none, "local" for the machine's own."""
    if name == "local":
        return datetime.now().astimezone().tzinfo or UTC
    try:
        return ZoneInfo(name) if name and name != "UTC" else UTC
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def zone_name(zone: tzinfo, now: datetime) -> str:
    """What the zone is called at that moment: UTC, CET, +04 …"""
    return now.astimezone(zone).tzname() or "UTC"


def clock(moment: datetime, zone: tzinfo) -> str:
    """14:02"""
    return moment.astimezone(zone).strftime("%H:%M")


def day_name(day: date, today: date) -> str:
    """Wed 12 Mar, with the year when it is not this one."""
    name = f"{day:%a} {day.day} {day:%b}"
    return name if day.year == today.year else f"{name} {day.year}"


def short_day(day: date, today: date) -> str:
    """Thu 13 within a fortnight, 3 Apr within the year, 3 Apr ’21 beyond; at most ten cells."""
    if abs((day - today).days) <= 14:
        return f"{day:%a} {day.day}"
    if day.year == today.year:
        return f"{day.day} {day:%b}"
    return f"{day.day} {day:%b} ’{day:%y}"


def when(moment: datetime, zone: tzinfo, now: datetime) -> str:
    """The clock for today, the weekday within six days, else the day: 14:02, Tue, 3 Apr, 3 Apr ’21."""
    local = moment.astimezone(zone)
    today = now.astimezone(zone).date()
    if local.date() == today:
        return f"{local:%H:%M}"
    if timedelta(0) < today - local.date() < timedelta(days=6):
        return f"{local:%a}"
    return short_day(local.date(), today) if local.year != today.year else f"{local.day} {local:%b}"


def full(moment: datetime, zone: tzinfo, now: datetime) -> str:
    """12 Mar 14:02 UTC, with the year when it is not this one."""
    local = moment.astimezone(zone)
    year = "" if local.year == now.astimezone(zone).year else f" {local.year}"
    return f"{local.day} {local:%b}{year} {local:%H:%M} {local.tzname()}"


def ago(moment: datetime, now: datetime) -> str:
    """just now, 4 min, 3 h, 12 d, 2 y: how long ago, in the largest unit that fits."""
    seconds = (now - moment).total_seconds()
    if seconds < 60:
        return "just now"
    if seconds < 3600:
        return f"{int(seconds // 60)} min"
    if seconds < 172_800:
        return f"{int(seconds // 3600)} h"
    days = int(seconds // 86_400)
    return f"{days} d" if days < 365 else f"{days // 365} y"


def countdown(seconds: float) -> str:
    """2:14, 1 h 05: how long until."""
    left = max(0, int(seconds))
    if left < 3600:
        return f"{left // 60}:{left % 60:02d}"
    return f"{left // 3600} h {left % 3600 // 60:02d}"


def iso_day(text: str | None) -> date | None:
    """The day an ISO date begins with; None for open and relative values."""
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
