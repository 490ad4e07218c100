"""What response headers say of time: how long an answer stays fresh (RFC 9111 §4.2), when to come again (RFC 9110)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from feeds.intake.dates import parse_date


def freshness(headers: Mapping[str, str], now: datetime) -> tuple[timedelta, str] | None:
    """How long an answer stays fresh, and by which header (RFC 9111 §4.2); None when it does not say."""
    directives = _directives(headers.get("cache-control", ""))
    if "no-cache" in directives or "no-store" in directives:
        return None
    age = _seconds(headers.get("age", "")) or 0
    lifetime = _seconds(directives.get("max-age", ""))
    if lifetime is not None:
        return timedelta(seconds=max(0, lifetime - age)), f"max-age {lifetime}" + (f", Age {age}" if age else "")
    expires = http_date(headers.get("expires", ""))
    if expires is None:
        return None
    sent = http_date(headers.get("date", "")) or now
    return max(expires - sent - timedelta(seconds=age), timedelta(0)), "Expires"


def _directives(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in text.lower().split(","):
        name, _, value = part.strip().partition("=")
        if name:
            found.setdefault(name.strip(), value.strip().strip('"'))
    return found


def _seconds(text: str) -> int | None:
    text = text.strip()
    return min(int(text[:12]), 10**9) if text.isdigit() and text.isascii() else None


def http_date(text: str) -> datetime | None:
    """A date of an HTTP header (RFC 9110 §5.6.7 and what servers write); None for "0", "-1" and nonsense."""
    if len(text) < 8:
        return None
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(text[:100])
    except (ValueError, TypeError, IndexError, OverflowError):
        return parse_date(text)
    return moment if moment.tzinfo else parse_date(text)


def retry_after(text: str, now: datetime) -> timedelta | None:
    """Both forms of Retry-After (RFC 9110 §10.2.3): seconds, or a date."""
    seconds = _seconds(text)
    if seconds is not None:
        return timedelta(seconds=seconds)
    moment = http_date(text)
    return moment - now if moment else None
