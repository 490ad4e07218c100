"""The days an event of the timeline covers, and whether it gives any."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from feeds.exchange import EventCandidate

FIRM = frozenset({"minute", "day"})
"""Precisions that say which day it was."""
_ISO = re.compile(r"\d{4}-\d\d-\d\d")


@lru_cache(maxsize=8192)
def iso_day(value: str | None) -> date | None:
    """The day of an ISO date; None for anything else."""
    if value is None or not _ISO.match(value):
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def is_undated(event: EventCandidate) -> bool:
    """Whether an event gives no day of its own; the reader lays it on the day of its story, precision "open"."""
    return event.precision == "open" or iso_day(event.first) is None


def days_of(event: EventCandidate) -> tuple[date, date]:
    """The days an event covers; the day of the story where it gives none."""
    return _span(event.first, event.last, event.precision, event.when.date())


@lru_cache(maxsize=8192)
def _span(first_day: str | None, last_day: str | None, precision: str, told: date) -> tuple[date, date]:
    first, last = iso_day(first_day), iso_day(last_day)
    if precision == "open" or (first is None and last is None):
        return told, told
    if first is None:
        return min(told, last or told), last or told
    return first, max(first, last or max(first, told))
