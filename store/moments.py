"""Moments as the store keeps them: whole UTC seconds since 1970, days as proleptic Gregorian ordinals."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
AN_HOUR = 3600
A_DAY = 86400
A_WEEK = 7 * A_DAY


def to_seconds(moment: datetime | date) -> int:
    """Whole seconds since 1970 UTC; a date is its first moment in UTC, a naive datetime is taken as UTC."""
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
    elif moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    delta = moment - _EPOCH
    return delta.days * A_DAY + delta.seconds


@lru_cache(maxsize=10_000)
def from_seconds(seconds: int, offset_minutes: int = 0) -> datetime:
    """The aware datetime of a stored moment, in UTC or at the offset the outlet wrote."""
    moment = _EPOCH + timedelta(seconds=seconds)
    if offset_minutes:
        return moment.astimezone(timezone(timedelta(minutes=offset_minutes)))
    return moment


def offset_of(moment: datetime | date) -> int:
    """Minutes east of UTC a moment was written with; 0 for dates and naive moments."""
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        delta = moment.utcoffset()
        return int(delta.total_seconds() // 60) if delta else 0
    return 0


def day_number(text: str | None) -> int | None:
    """The ordinal of an ISO date ("2025-03-12…"); None for anything else, also relative TIMEX3 values."""
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10]).toordinal()
    except ValueError:
        return None


def day_of(seconds: int, offset_minutes: int = 0) -> int:
    """The ordinal of the day a stored moment lies on, in UTC or at the offset the outlet wrote."""
    return _EPOCH.toordinal() + (seconds + offset_minutes * 60) // A_DAY


def sort_moment(published: int | None, seen: int) -> int:
    """What lists sort by: `published`, or `seen` where that is unknown or more than an hour ahead of it."""
    return seen if published is None or published > seen + AN_HOUR else published


def day_sql(column: str) -> str:
    """SQL for the ISO date of an ordinal day column (Julian day 1721424.5 is before the first of them)."""
    return f"date({column} + 1721424.5)"
