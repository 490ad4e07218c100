"""What the body of a feed says once it is parsed: its entries in file order and what it asks of whoever polls it."""

from __future__ import annotations

from datetime import datetime

from feeds.records import dataclass
from feeds.story import FeedHints


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a parsed feed, in file order. `id` is the raw guid, "" when the feed gives none."""

    id: str
    title: str
    link: str
    published: datetime | None = None
    updated: datetime | None = None
    summary: str = ""
    content: str = ""
    is_html: bool = True
    author: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()
    origin: str = ""
    """The page itself, where `link` leads there through somebody who counts readers (feedburner:origLink)."""


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed as parsed. `error` is a sentence when nothing could be made of it (entries may still be partly there)."""

    format: str
    title: str
    entries: tuple[FeedEntry, ...]
    hints: FeedHints = FeedHints()
    language: str = ""
    link: str = ""
    notes: tuple[str, ...] = ()
    """Repairs made on the way ("truncated", "doubly encoded", "read by feedparser")."""
    error: str | None = None
