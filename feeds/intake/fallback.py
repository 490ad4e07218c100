"""feedparser for what the fast path cannot read, fenced: a process of its own that is killed when it takes too long or
too much. Run as `python -m feeds.intake.fallback`: body on standard input, JSON on standard output."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from feeds.intake.dates import parse_date
from feeds.intake.markup import is_markup, plain
from feeds.intake.parsed import FeedEntry, ParsedFeed
from feeds.intake.xmlfeed import clean_link

LARGEST = 1_500_000
"""Characters given to feedparser at most; it needs about 50 times that in memory."""
SECONDS = 15
MEMORY = 400_000_000
"""Address space of the child, in bytes."""


def read_with_feedparser(text: str, url: str, most: int) -> ParsedFeed:
    """What feedparser makes of the text. Errors (too slow, too big, crashed) stand in `error`; never raises."""
    if len(text) > LARGEST:
        return ParsedFeed("", "", (), error=f"malformed, and with {len(text) / 1e6:.0f} MB too large to repair")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "feeds.intake.fallback"],
            input=text.encode("utf-8", "replace"),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            env=environment,
            check=False,
        )
        rows = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return ParsedFeed("", "", (), error=f"malformed, and not repaired within {SECONDS} s")
    except (OSError, ValueError):
        return ParsedFeed("", "", (), error="malformed beyond repair")
    return _feed(rows, url, most)


def _feed(rows: Mapping[str, object], url: str, most: int) -> ParsedFeed:
    listed = rows.get("entries")
    entries = [_entry(row, url) for row in listed if isinstance(row, Mapping)] if isinstance(listed, list) else []
    if not entries:
        return ParsedFeed("", "", (), error="no feed could be made of it")
    return ParsedFeed(
        format=_word(rows, "format") or "unknown",
        title=plain(_word(rows, "title")),
        entries=tuple(entries[:most]),
        language=_word(rows, "language"),
        link=clean_link(_word(rows, "link"), url),
        notes=("read by feedparser",),
    )


def _entry(row: Mapping[str, object], url: str) -> FeedEntry:
    content, summary = _word(row, "content"), _word(row, "summary")
    updated = parse_date(_word(row, "updated"))
    return FeedEntry(
        id=_word(row, "id"),
        title=plain(_word(row, "title")),
        link=clean_link(_word(row, "link"), url),
        published=parse_date(_word(row, "published")) or updated,
        updated=updated,
        summary=summary,
        content=content,
        is_html=is_markup(content or summary),
        author=plain(_word(row, "author"))[:200],
        origin=clean_link(_word(row, "origin"), url),
    )


def _word(row: Mapping[str, object], name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


def main() -> None:
    """The child: bounded in memory and processor time before the first byte is read."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    import feedparser

    found = feedparser.parse(sys.stdin.buffer.read(), sanitize_html=False, resolve_relative_uris=False)
    head = found.feed
    entries = [
        {
            "id": entry.get("id", ""),
            "title": entry.get("title", ""),
            "link": entry.get("link", ""),
            "published": entry.get("published", ""),
            "updated": entry.get("updated", ""),
            "summary": entry.get("summary", ""),
            "content": entry.content[0].get("value", "") if entry.get("content") else "",
            "author": entry.get("author", ""),
            "origin": entry.get("feedburner_origlink", ""),
        }
        for entry in found.entries[:5000]
    ]
    answer = {
        "format": found.version,
        "title": head.get("title", ""),
        "link": head.get("link", ""),
        "language": head.get("language", ""),
        "entries": entries,
    }
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
