"""Entries of a feed -> arrivals: which text is the fullest, what identifies a story, who published it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from feeds.intake.markup import is_markup, plain
from feeds.intake.parsed import FeedEntry, ParsedFeed
from feeds.settings import FeedSettings
from feeds.story import Arrival, Outlet

FULL_TEXT_LENGTH = 900
"""Characters of plain text from which an entry counts as the full story (median summaries have 10 to 32 words)."""
_CUT_OFF = ("…", "...", "[…]", "[...]", "read more", "continue reading", "read more »", "more »")
_PARAGRAPH = re.compile(r"<p\b|<br\s*/?>\s*<br|\n\s*\n", re.IGNORECASE)
_SECOND_LEVEL = frozenset("ac co com edu gob gouv gov go gv mil ne net nic nom or org gen plc ltd sch".split())


def arrivals_of(feed: FeedSettings, parsed: ParsedFeed, outlets: Mapping[str, Outlet] | None = None) -> list[Arrival]:
    """One arrival a story, in file order.

    An entry given twice (same guid and link) is one story, the later edition of it. A guid that a feed gives to entries
    with different links names none of them: those are known by their links. Entries that say nothing are left out.
    """
    links_of_guid: dict[str, set[str]] = {}
    for entry in parsed.entries:
        if entry.id:
            links_of_guid.setdefault(entry.id, set()).add(entry.link or entry.title)
    found: dict[tuple[str, ...], Arrival] = {}
    for entry in parsed.entries[: feed.max_entries]:
        if not (entry.title or entry.summary or entry.content):
            continue
        guid = entry.id if len(links_of_guid.get(entry.id, ())) <= 1 else ""
        if not guid and entry.id and not entry.link:
            guid = f"{entry.id} {entry.title}"
        key = (guid,) if guid else ("", entry.link or entry.title + entry.summary)
        arrival = _arrival(feed, parsed, entry, guid, outlets or {})
        earlier = found.get(key)
        if earlier is None or _is_later(entry, earlier):
            found[key] = arrival
    return list(found.values())


def _is_later(entry: FeedEntry, earlier: Arrival) -> bool:
    moment = entry.updated or entry.published
    return bool(moment and earlier.published and moment > earlier.published)


def _arrival(
    feed: FeedSettings, parsed: ParsedFeed, entry: FeedEntry, guid: str, outlets: Mapping[str, Outlet]
) -> Arrival:
    body = entry.content if len(entry.content) >= len(entry.summary) else entry.summary
    is_html = entry.is_html if body is (entry.content or entry.summary) else is_markup(body)
    summary = plain(entry.summary) if entry.summary else ""
    link = entry.origin or entry.link
    return Arrival(
        feed=feed.name,
        title=entry.title,
        link=link,
        guid=guid,
        summary=summary,
        body=body,
        is_html=is_html,
        published=entry.published,
        published_from="feed" if entry.published else "unknown",
        outlet=feed.outlet or outlet_of(link, outlets),
        author=entry.author,
        language=entry.language or parsed.language or feed.language,
        is_full_text=is_full(body) or _is_article(entry.content, summary),
        tags=entry.tags,
    )


def is_full(body: str) -> bool:
    """True when a feed's text is long enough to be the story itself and is not cut off."""
    if len(body) < FULL_TEXT_LENGTH:
        return False
    words = plain(body)
    return len(words) >= FULL_TEXT_LENGTH and not _is_cut_off(words)


def _is_article(content: str, summary: str) -> bool:
    """True for a short article: content of its own in several paragraphs, more than the summary says, not cut off."""
    if len(_PARAGRAPH.findall(content)) < 2:
        return False
    words = plain(content)
    return len(words) > 1.3 * len(summary) and not _is_cut_off(words)


def _is_cut_off(words: str) -> bool:
    return words[-30:].lower().rstrip(" ]»→>").endswith(_CUT_OFF)


def outlet_of(link: str, outlets: Mapping[str, Outlet]) -> str:
    """The outlet of a link: the [outlets] table by host or a parent of it, else the registrable domain, else ""."""
    host = host_of(link)
    if not host:
        return ""
    parts = host.split(".")
    for start in range(len(parts) - 1):
        outlet = outlets.get(".".join(parts[start:]))
        if outlet:
            return outlet.name
    return registrable_domain(host)


def host_of(link: str) -> str:
    """The host of an address, lower case, without "www."; "" when it has none."""
    parts = link.split("/", 3)
    if len(parts) < 3 or parts[1]:
        return ""
    return _host_at(parts[2])


@lru_cache(maxsize=4096)
def _host_at(place: str) -> str:
    try:
        return (urlsplit("//" + place).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def registrable_domain(host: str) -> str:
    """The part of a host that somebody registered: example.org, example.co.uk. Addresses stay as they are.

    By rule, not by the public suffix list: a second level of a country domain that is a general word (co, com, gov,
    ac …) belongs to the suffix.
    """
    parts = host.split(".")
    if len(parts) < 3 or parts[-1].isdigit() or ":" in host:
        return host
    keep = 3 if len(parts[-1]) == 2 and parts[-2] in _SECOND_LEVEL else 2
    return ".".join(parts[-keep:])
