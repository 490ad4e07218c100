"""A line that says when a story was published, and nothing else: read, never guessed."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

from feeds.late_pattern import late_pattern

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_ZONES = {
    "gmt": 0,
    "utc": 0,
    "z": 0,
    "bst": 60,
    "cet": 60,
    "cest": 120,
    "eet": 120,
    "eest": 180,
    "msk": 180,
    "est": -300,
    "edt": -240,
    "pst": -480,
    "pdt": -420,
}
"""Minutes east of UTC. "ET" and "PT" are left out: which of two they are depends on the day."""

_TIME = (
    r"(?P<hour{0}>\d{{1,2}})[:.](?P<minute{0}>\d{{2}})(?::\d{{2}})?\s?(?P<half{0}>[ap]\.?m\.?)?\s?"
    r"(?P<zone{0}>GMT|UTC|BST|CE?S?T|EES?T|MSK|E[SD]?T|P[SD]?T|Z|[+-]\d{{2}}:?\d{{2}})?"
)
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,? )?"
_YEAR = r"(?:19|20)\d\d"
_DATE = (
    rf"{_WEEKDAY}(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?P<m>{MONTH}),? (?P<y>{_YEAR})"
    rf"|(?P<m2>{MONTH}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>{_YEAR})"
    rf"|(?P<y3>{_YEAR})-(?P<m3>\d\d)-(?P<d3>\d\d))"
)
_CUE = (
    r"(?P<cue>(?:first |originally )?(?:published|posted|issued|released|publication date|date published|date|created)"
    r"(?: on| at)?\s?:?\s+|(?:last )?(?:updated|modified|edited)(?: on| at)?\s?:?\s+)?"
)
_PUBLISHED = late_pattern(
    rf"{_CUE}(?:{_TIME.format('0')}[,|•· -]+)?{_DATE}(?:(?:T|,| at|\s[-–—|•·])?\s?{_TIME.format('')})?\s?",
    re.IGNORECASE,
)


def is_date_line(line: str) -> bool:
    """Whether a line is nothing but a date of publication or update."""
    return _dated(line) is not None


def published_in(line: str) -> datetime | date | None:
    """The publication date of a line that holds nothing else, None when it is no such line.

    Aware when a time with a zone is given; a date when there is no time or no zone (a zone is never guessed).
    An "updated" line dates an edit, not the publication, and gives None.
    """
    found = _dated(line)
    if found is None or (found.group("cue") or "").casefold().startswith(("updated", "last", "modified", "edited")):
        return None
    day = _day(found)
    if day is None:
        return None
    for suffix in ("", "0"):
        hour, zone = found.group(f"hour{suffix}"), found.group(f"zone{suffix}")
        if hour and zone:
            return _at(day, int(hour), int(found.group(f"minute{suffix}")), found.group(f"half{suffix}"), zone)
    return day


def _dated(line: str) -> re.Match[str] | None:
    if not 8 <= len(line) <= 120:
        return None
    return _PUBLISHED.fullmatch(line.strip(" \t|·•-–—()[]."))


def _day(found: re.Match[str]) -> date | None:
    for suffix in ("", "2", "3"):
        year, month, day = found.group(f"y{suffix}"), found.group(f"m{suffix}"), found.group(f"d{suffix}")
        if year and month and day:
            number = int(month) if month.isdigit() else _MONTHS.index(month[:3].casefold()) + 1
            try:
                return date(int(year), number, int(day))
            except ValueError:
                return None
    return None


def _at(day: date, hour: int, minute: int, half: str | None, zone: str) -> datetime | date:
    if half:
        hour = hour % 12 + (12 if half.casefold().startswith("p") else 0)
    name = zone.casefold()
    if name in _ZONES:
        offset = _ZONES[name]
    elif name[0] in "+-":
        digits = name[1:].replace(":", "")
        offset = (int(digits[:2]) * 60 + int(digits[2:])) * (-1 if name[0] == "-" else 1)
    else:
        return day
    try:
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=timezone(timedelta(minutes=offset)))
    except ValueError:
        return day
