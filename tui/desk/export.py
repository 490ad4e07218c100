"""A query as a file others subscribe to: Atom, OPML, JSON lines and ICS, none of which a title can break."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from html import escape
from typing import TYPE_CHECKING

from tui.safe import safe_line
from tui.who_says_so import who_says_so

if TYPE_CHECKING:
    from store.rows import StoryRow, TimelineRow

_NO_CHARACTER = re.compile("[\x00-\x1f\ufdd0-\ufdef\ufffe\uffff]")
_ICS_STATUS = {"cancelled": "CANCELLED", "scheduled": "CONFIRMED", "happened": "CONFIRMED"}
_ICS_LINE = 75
"""Octets of one line of a calendar, without its end (RFC 5545 §3.1)."""


def atom(title: str, rows: Iterable[StoryRow]) -> Iterator[str]:
    """An Atom feed (RFC 4287) of stories; entries are known by their public ids."""
    stories = list(rows)
    newest = max((story.when for story in stories), default=datetime(1970, 1, 1, tzinfo=UTC))
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield '<feed xmlns="http://www.w3.org/2005/Atom">\n'
    yield f"  <title>{xml_text(title)}</title>\n"
    yield f"  <id>urn:watchfloor:view:{xml_text(title)}</id>\n"
    yield f"  <updated>{_utc(newest)}</updated>\n"
    for story in stories:
        yield "  <entry>\n"
        yield f"    <id>urn:watchfloor:story:{story.id}</id>\n"
        yield f"    <title>{xml_text(story.title)}</title>\n"
        if story.link.startswith(("http://", "https://")):
            yield f'    <link href="{xml_text(story.link)}"/>\n'
        yield f"    <updated>{_utc(story.when)}</updated>\n"
        if story.published is not None:
            yield f"    <published>{_utc(story.published)}</published>\n"
        yield f"    <author><name>{xml_text(story.outlet or 'unknown')}</name></author>\n"
        for identity, _ in story.threads:
            yield f'    <category term="{xml_text(identity)}"/>\n'
        yield "  </entry>\n"
    yield "</feed>\n"


def calendar(title: str, rows: Iterable[TimelineRow]) -> Iterator[str]:
    """A calendar (RFC 5545) of events with a day; claims say whose they are, what was cancelled is CANCELLED."""
    yield from _folded("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//watchfloor//agenda//EN")
    yield from _folded(f"X-WR-CALNAME:{ics_text(title)}")
    for row in rows:
        first, last = _day(row.first), _day(row.last) or _day(row.first)
        if first is None or last is None:
            continue
        says = who_says_so(row.status, row.what, row.asserted_by)
        claim = f" ({says})" if says else ""
        status = {"cancelled": "CANCELLED", "scheduled": "CONFIRMED", "happened": "CONFIRMED"}.get(
            row.status, "TENTATIVE"
        )
        yield from _folded(
            "BEGIN:VEVENT",
            f"UID:{row.story_id}-{row.rowid & 0xFFF}@watchfloor",
            f"DTSTAMP:{row.last_heard.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{first:%Y%m%d}",
            f"DTEND;VALUE=DATE:{_next(last):%Y%m%d}",
            f"SUMMARY:{ics_text(f'{row.what} [{row.status}]{claim}')}",
            f"DESCRIPTION:{ics_text(f'“{row.evidence}” – {row.outlet}, {row.title}')}",
            f"STATUS:{status}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        )
    yield from _folded("END:VCALENDAR")


def opml(title: str, rows: Iterable[StoryRow]) -> Iterator[str]:
    """An outline (OPML 2.0) of stories as links, by outlet."""
    by_outlet: dict[str, list[StoryRow]] = {}
    for story in rows:
        by_outlet.setdefault(story.outlet or "unknown", []).append(story)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n'
    yield f"  <head><title>{xml_text(title)}</title></head>\n  <body>\n"
    for outlet, stories in sorted(by_outlet.items()):
        yield f'    <outline text="{xml_text(outlet)}">\n'
        for story in stories:
            link = story.link if story.link.startswith(("http://", "https://")) else ""
            kind = f' type="link" url="{xml_text(link)}"' if link else ""
            yield f'      <outline text="{xml_text(story.title)}"{kind} created="{_utc(story.when)}"/>\n'
        yield "    </outline>\n"
    yield "  </body>\n</opml>\n"


def json_lines(rows: Iterable[dict[str, object]]) -> Iterator[str]:
    """A JSON object a line."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False) + "\n"


def xml_text(text: str) -> str:
    """A text as XML 1.0 takes it, in elements and attributes: one line, escaped, without what XML forbids."""
    clean = "".join(
        c for c in safe_line(text) if c >= " " and not 0xFDD0 <= ord(c) <= 0xFDEF and ord(c) & 0xFFFE != 0xFFFE
    )
    return escape(clean, quote=True)


def ics_text(text: str) -> str:
    """A text as a value of a calendar (RFC 5545 §3.3.11): one line, its signs escaped."""
    return safe_line(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(*lines: str) -> Iterator[str]:
    """Lines with CRLF, none longer than 75 octets, no character torn."""
    for line in lines:
        size, part = 0, ""
        for character in line:
            octets = len(character.encode("utf-8", "replace"))
            if size + octets > _ICS_LINE:
                yield part + "\r\n"
                part, size = " ", 1
            part += character
            size += octets
        yield part + "\r\n"


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _next(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
