"""Calendar arithmetic over plain dates: weeks, months, quarters, seasons and the days a TIMEX3 value covers."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from feeds.story import Precision

# TIMEX3 season codes; the months are the meteorological seasons of the north (TimeML 1.2.1 leaves them open).
_SEASON_FIRST_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(T.*)?$")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE|-\d)?$")
_MONTH = re.compile(r"(\d{4})-(\d\d)$")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])$")
_HALF = re.compile(r"(\d{4})-H([12])$")
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI)$")
_YEAR = re.compile(r"(\d{4})$")
_DECADE = re.compile(r"(\d{3})X?$")
_CENTURY = re.compile(r"(\d\d)(XX)?$")


def safe_date(year: int, month: int, day: int) -> date | None:
    """The date, or None when there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shift_days(day: date, days: int) -> date | None:
    """`day` moved by `days`; None beyond the calendar (years 1 to 9999)."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def shift_months(day: date, months: int) -> tuple[int, int] | None:
    """(year, month) `months` after the month of `day`; None beyond the calendar."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return (year, month + 1) if 1 <= year <= 9999 else None


def iso_week(day: date) -> str:
    """The TIMEX3 value of the ISO 8601 week a day lies in, "2025-W11"."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def quarter_of(month: int) -> int:
    """The calendar quarter, 1 to 4, of a month."""
    return (month - 1) // 3 + 1


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    if month == 12:
        return date(year, 12, 31)
    return date(year, month + 1, 1) - timedelta(days=1)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous Gregorian algorithm of Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 19 * m) // 433
    month = (h + m - 7 * n + 90) // 25
    return date(year, month, (h + m - 7 * n + 33 * month + 19) % 32)


def thanksgiving(year: int) -> date:
    """The fourth Thursday of November."""
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 21)


@lru_cache(maxsize=1024)
def days_of(value: str) -> tuple[date | None, date | None, Precision]:
    """The inclusive days a TIMEX3 date or time covers and how precise it is; (None, None, "open") when relative."""
    try:
        return _days_of(value)
    except (ValueError, OverflowError):
        return None, None, "open"


def _days_of(value: str) -> tuple[date | None, date | None, Precision]:
    if found := _DAY.match(value):
        day = date(int(found[1]), int(found[2]), int(found[3]))
        clock = found[4]
        return day, day, "minute" if clock and clock[1:2].isdigit() else "day"
    if found := _WEEK.match(value):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        if found[3] == "-WE":
            return monday + timedelta(days=5), monday + timedelta(days=6), "week"
        if found[3]:
            day = monday + timedelta(days=int(found[3][1:]) - 1)
            return day, day, "day"
        return monday, monday + timedelta(days=6), "week"
    if found := _MONTH.match(value):
        year, month = int(found[1]), int(found[2])
        return date(year, month, 1), month_end(year, month), "month"
    if found := _QUARTER.match(value):
        year, last = int(found[1]), 3 * int(found[2])
        return date(year, last - 2, 1), month_end(year, last), "quarter"
    if found := _HALF.match(value):
        year, last = int(found[1]), 6 * int(found[2])
        return date(year, last - 5, 1), month_end(year, last), "year"
    if found := _SEASON.match(value):
        year, month = int(found[1]), _SEASON_FIRST_MONTH[found[2]]
        ends = (year + 1, 2) if month == 12 else (year, month + 2)
        return date(year, month, 1), month_end(*ends), "quarter"
    if found := _YEAR.match(value):
        year = int(found[1])
        return date(year, 1, 1), date(year, 12, 31), "year"
    if found := _DECADE.match(value):
        year = int(found[1]) * 10
        return date(year, 1, 1), date(year + 9, 12, 31), "year"
    if found := _CENTURY.match(value):
        year = int(found[1]) * 100
        return date(year, 1, 1), date(year + 99, 12, 31), "year"
    return None, None, "open"
