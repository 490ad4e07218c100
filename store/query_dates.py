"""Dates as people write them in a query: 24h, 7d, 2025-03-10, 2025-03, today, this-week, and ranges of days."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, tzinfo

from store.query_fields import DAY_WORDS

_RELATIVE = re.compile(r"([0-9]{1,5})(m|h|d|w)", re.ASCII)
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", re.ASCII)


def is_date_form(text: str, field: str) -> bool:
    """Whether a value can be read: moments are relative, dates or ISO times; days are dates or words; both ranges
    where the field covers a stretch (seen and on)."""
    if ".." in text:
        first, _, last = text.partition("..")
        return (
            field in ("seen", "on")
            and _days(first, date(2025, 1, 1)) is not None
            and _days(last, date(2025, 1, 1)) is not None
        )
    if _days(text, date(2025, 1, 1)) is not None:
        return True
    return field != "on" and (_RELATIVE.fullmatch(text) is not None or _moment(text) is not None)


def stretch(text: str, now: datetime, timezone: tzinfo) -> tuple[datetime, datetime]:
    """The first and last moment (inclusive) of a date; a relative value or time of day is one moment, twice."""
    relative = _RELATIVE.fullmatch(text)
    if relative:
        moment = _back(now, int(relative.group(1)) * _UNITS[relative.group(2)])
        return moment, moment
    days = day_range(text, now, timezone)
    if days is None:
        moment = _moment(text) or now
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=timezone)
        return moment, moment
    first, last = days
    return (
        datetime.combine(first, time.min, timezone),
        datetime.combine(last, time(23, 59, 59), timezone),
    )


def is_relative(text: str) -> bool:
    """Whether a value counts back from now (24h, 7d)."""
    return _RELATIVE.fullmatch(text) is not None


def day_range(text: str, now: datetime, timezone: tzinfo) -> tuple[date, date] | None:
    """The first and last day (inclusive) of a date, a word or a range of them, in the timezone of queries."""
    today = now.astimezone(timezone).date()
    if ".." in text:
        first, _, last = text.partition("..")
        low, high = _days(first, today), _days(last, today)
        return None if low is None or high is None else (min(low[0], high[0]), max(low[1], high[1]))
    return _days(text, today)


def _days(text: str, today: date) -> tuple[date, date] | None:
    if text in DAY_WORDS:
        return _named(text, today)
    if not _DATE.fullmatch(text):
        return None
    try:
        if len(text) == 10:
            day = date.fromisoformat(text)
            return day, day
        year, month = int(text[:4]), int(text[5:7] or 1)
        first = date(year, month, 1)
        return first, date(year, 12, 31) if len(text) == 4 else _month_end(first)
    except ValueError:
        return None


def _named(word: str, today: date) -> tuple[date, date]:
    one = timedelta(days=1)
    if word in ("today", "yesterday", "tomorrow"):
        day = today + one * {"today": 0, "yesterday": -1, "tomorrow": 1}[word]
        return day, day
    which, _, unit = word.partition("-")
    step = {"last": -1, "this": 0, "next": 1}[which]
    if unit == "week":
        monday = today - one * today.weekday() + timedelta(weeks=step)
        return monday, monday + 6 * one
    months = today.year * 12 + today.month - 1 + step
    first = date(months // 12, months % 12 + 1, 1)
    return first, _month_end(first)


def _month_end(first: date) -> date:
    if (first.year, first.month) == (9999, 12):
        return date.max
    months = first.year * 12 + first.month
    return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if "T" in text and text.isascii() else None
    except ValueError:
        return None


def _back(now: datetime, delta: timedelta) -> datetime:
    try:
        return now - delta
    except OverflowError:
        return datetime.min.replace(tzinfo=now.tzinfo)
