"""Feed dates: one string of any feed -> an aware datetime, or None where it says nothing.

RFC 822 and ISO 8601 by two regular expressions, then what real feeds write beside them ("Wednesday, February 25,
2026 - 21:07", two-digit years, month names in other languages' order). A date without a zone is taken as UTC, as every
feed reader does; years before 1980 (the zero dates of generators: 0001-01-01, 1970-01-01) and after 2100 are missing.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache

ZONES = {
    "ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "west": 60, "bst": 60, "ist": 330, "cet": 60, "cest": 120, "met": 60,
    "mest": 120, "mez": 60, "mesz": 120, "eet": 120, "eest": 180, "msk": 180, "msd": 240, "trt": 180, "pkt": 300,
    "sgt": 480, "hkt": 480, "awst": 480, "jst": 540, "kst": 540, "acst": 570, "aest": 600, "aedt": 660, "nzst": 720,
    "nzdt": 780, "ast": -240, "adt": -180, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420,
    "mdt": -360, "pst": -480, "pdt": -420, "akst": -540, "akdt": -480, "hst": -600, "et": -300, "ct": -360, "mt": -420,
    "pt": -480, "a": 0, "m": 0, "n": 0, "y": 0, "brt": -180, "art": -180,
}  # fmt: skip
"""Minutes east of UTC (RFC 822 §5.1 and what newsrooms write); an unknown word counts as UTC."""

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january janvier januar enero janeiro gennaio stycznia sty ocak янв січ",
            "feb february février fevrier februar febrero fevereiro febbraio lutego lut şubat фев лют",
            "mar march mars märz maerz mär marzo março marco mrz marca mart мар бер",
            "apr april avril abril aprile avr abr kwietnia kwi nisan апр кві",
            "may mai mayo maio maggio mag maja maj mayıs май мая тра",
            "jun june juin juni junio junho giugno giu czerwca cze haziran июн чер",
            "jul july juillet juli julio julho luglio lug lipca lip temmuz июл лип",
            "aug august août aout agosto ago sierpnia sie ağustos авг сер",
            "sep sept september septembre septiembre setembro settembre set września wrz eylül сен вер",
            "oct october octobre oktober okt octubre outubro ottobre ott out października paź ekim окт жов",
            "nov november novembre noviembre novembro listopada lis kasım ноя лис",
            "dec december décembre decembre dezember dez diciembre dic dezembro dicembre déc grudnia gru aralık дек "
            "гру",
        ),
        1,
    )
    for name in names.split()
}

_ZONE = r"(?P<zone>[+-]\d{2}:?\d{2}|[+-]\d{1,2}(?!\d)|[A-Za-z]{1,5}(?:[+-]\d{2}:?\d{2}|[+-]\d{1,2}(?!\d))?)?"
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?"
_RFC822 = re.compile(
    r"\s*(?:[^\W\d]+\.?,?\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?P<month>[^\W\d]{3,12})\.?,?[\s-]+(?P<year>\d{4}|\d{2})"
    r"(?:[,T\s-]+" + _CLOCK + r"\s*" + _ZONE + ")?"
)
_ISO = re.compile(
    r"\s*(?P<year>\d{4})-(?P<month>\d{1,2})(?!\d)(?:-(?P<day>\d{1,2}))?"
    r"(?:(?:[T\s]+|\s*[-–]\s*)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?\s*" + _ZONE + ")?",
    re.IGNORECASE,
)
_COMPACT = re.compile(
    r"\s*(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?\s*"
    + _ZONE
    + r")?\s*$"
)
_MONTH_FIRST = re.compile(
    r"(?P<month>[^\W\d]{3,12})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})"
    r"(?:[\s,–-]+(?:at\s+)?" + _CLOCK + r"\s*" + _ZONE + ")?"
)
_UNIX_STYLE = re.compile(
    r"\s*[^\W\d]{3,9},?\s+(?P<month>[^\W\d]{3,9})\s+(?P<day>\d{1,2})\s+"
    + _CLOCK
    + r"\s*(?P<zone>[A-Za-z]{3,5}|[+-]\d{4})?\s+(?P<year>\d{4})"
)
_SLASHED = re.compile(
    r"\s*(?:[^\W\d]+,?\s+)?(?P<first>\d{1,4})[/.-](?P<second_part>\d{1,2})[/.-](?P<third>\d{2,4})(?:[\s,T–-]+"
    + _CLOCK
    + r"\s*"
    + _ZONE
    + ")?"
)
_IDEOGRAPHS = re.compile(
    r"\s*(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일](?:\s*"
    + _CLOCK
    + r"\s*"
    + _ZONE
    + ")?"
)
_EPOCH = re.compile(r"\s*(\d{9,10})(\d{3})?(?:\.\d+)?\s*$")
_LONGEST = 100


def parse_date(text: str) -> datetime | None:
    """The instant a feed's date string names, with its own offset, or None. Never raises."""
    if not text or len(text) > _LONGEST * 4:
        return None
    text = text.strip()[:_LONGEST]
    match = _ISO.match(text) if text[:4].isdigit() else _RFC822.match(text)
    try:
        if match:
            return _assemble(match.groupdict())
        return _unusual(text)
    except (ValueError, OverflowError):
        return None


def _assemble(parts: dict[str, str | None], month: int | None = None) -> datetime | None:
    if month is None:
        written = parts["month"] or ""
        month = int(written) if written.isdigit() else MONTHS.get(written.lower()) or MONTHS.get(written[:3].lower())
    if not month:
        return None
    year = _full_year(parts["year"] or "")
    if not 1980 <= year <= 2100:
        return None
    hour = int(parts.get("hour") or 0)
    half = (parts.get("half") or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    second = min(int(parts.get("second") or 0), 59)
    days = 0
    if hour == 24:
        hour, days = 0, 1
    moment = datetime(
        year, month, int(parts.get("day") or 1), hour, int(parts.get("minute") or 0), second,
        tzinfo=_zone(parts.get("zone")),
    )  # fmt: skip
    return moment + timedelta(days=days) if days else moment


def _full_year(written: str) -> int:
    year = int(written)
    if len(written) > 2:
        return year
    return year + (2000 if year < 70 else 1900)


@lru_cache(maxsize=256)
def _zone(written: str | None) -> timezone:
    if not written:
        return UTC
    sign = max(written.find("+"), written.find("-"))
    if sign < 0:
        minutes = ZONES.get(written.lower(), 0)
    else:
        digits = written[sign + 1 :].replace(":", "")
        minutes = int(digits[:2]) * 60 + int(digits[2:] or 0)
        if minutes > 14 * 60:
            return UTC
        if written[sign] == "-":
            minutes = -minutes
    return UTC if minutes == 0 else timezone(timedelta(minutes=minutes))


def _unusual(text: str) -> datetime | None:
    """Forms outside both standards, tried in the order of how often real feeds write them."""
    match = _MONTH_FIRST.search(text) or _UNIX_STYLE.match(text) or _COMPACT.match(text) or _IDEOGRAPHS.match(text)
    if match:
        return _assemble(match.groupdict())
    match = _EPOCH.match(text)
    if match:
        moment = datetime.fromtimestamp(int(match[1]), UTC)
        return moment if moment.year >= 1980 else None
    match = _SLASHED.match(text)
    if match:
        return _from_slashes(match.groupdict())
    match = re.search(r"\d", text)
    if match and match.start() > 0:  # a word or weekday in another language before it
        rest = text[match.start() :]
        found = _ISO.match(rest) if rest[:4].isdigit() else _RFC822.match(rest)
        return _assemble(found.groupdict()) if found else None
    return None


def _from_slashes(parts: dict[str, str | None]) -> datetime | None:
    """2026/02/25, 25/02/2026 or 02/25/2026; where both could be the month the day stands first (most of the world)."""
    first, middle, third = (parts[key] or "" for key in ("first", "second_part", "third"))
    if len(first) == 4:
        year, month, day = first, int(middle), int(third)
    else:
        year, day, month = third, int(first), int(middle)
        if month > 12 >= day:
            day, month = month, day
    return _assemble({**parts, "year": year, "day": str(day)}, month)


def as_moment(value: datetime | date) -> datetime:
    """A date as its first minute in UTC, a naive time as UTC."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    return datetime.combine(value, time(), UTC)
