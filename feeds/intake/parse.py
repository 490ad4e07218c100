"""The bytes of a feed -> its entries. Fast path, then repairs, then entry by entry, then feedparser in its fence."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from typing import TypeAlias

from feeds.intake.charset import decode, looks_doubly_encoded, undouble, without_c1
from feeds.intake.dates import parse_date
from feeds.intake.markup import is_markup, plain
from feeds.intake.parsed import FeedEntry, ParsedFeed
from feeds.intake.repair import cut_after, fields_of, head_of, pieces_of, repaired, without_doctype
from feeds.intake.xmlfeed import Names, NotAFeedError, clean_link, entry_of, read_tree, title_of, tree_of

MOST_ENTRIES = 2000
_LONG = 2_000_000
"""Characters above which entries are counted before a tree is built of them."""
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*(?:<!doctype\s+html|<html|<head|<body)", re.IGNORECASE | re.DOTALL
)
_OPML = re.compile(r"<opml[\s>]", re.IGNORECASE)
_FEED = re.compile(r"<(?:[A-Za-z][\w.-]*:)?(?:rss|feed|rdf|channel|item|entry)[\s>]", re.IGNORECASE)


def parse_feed(body: bytes, *, content_type: str = "", url: str = "", most: int = MOST_ENTRIES) -> ParsedFeed:
    """Entries in file order, at most `most`, with relative links joined to `url`. Never raises.

    `error` is a sentence when no feed could be made of the bytes; `notes` name the repairs that were needed.
    """
    return _parse(body, content_type, url, most, _fenced)


def parse_quickly(body: bytes, *, content_type: str = "", url: str = "", most: int = MOST_ENTRIES) -> ParsedFeed | None:
    """As parse_feed, but None where only feedparser could help: its process may take seconds, and is waited for."""
    try:
        return _parse(body, content_type, url, most, _refused)
    except _NeedsFeedparserError:
        return None


class _NeedsFeedparserError(Exception):
    """Nothing quick could read the text."""


def _refused(text: str, url: str, most: int) -> ParsedFeed:
    raise _NeedsFeedparserError


def _fenced(text: str, url: str, most: int) -> ParsedFeed:
    from feeds.intake.fallback import read_with_feedparser

    return read_with_feedparser(text, url, most)


_LastResort: TypeAlias = Callable[[str, str, int], ParsedFeed]


def _parse(body: bytes, content_type: str, url: str, most: int, last_resort: _LastResort) -> ParsedFeed:
    if not body.strip(b" \t\r\n\0"):
        return _failed("the body is empty")
    text, charset = decode(body, content_type)
    text = without_c1(text.lstrip("\ufeff \t\r\n\0"))
    if text[:1] in "{[":
        from feeds.intake.jsonfeed import read_json_feed

        return _read(lambda: read_json_feed(text, url, most), charset)
    if not _FEED.search(text, 0, 200_000):
        return _failed(_not_xml(text))
    if _PAGE.match(text, 0, 5000):
        return _failed("a web page, not a feed")
    return _read(lambda: _read_xml(text, url, most, last_resort), charset)


def _failed(error: str) -> ParsedFeed:
    return ParsedFeed("", "", (), error=error)


def _not_xml(text: str) -> str:
    if _PAGE.match(text, 0, 5000):
        return "a web page, not a feed"
    if _OPML.search(text, 0, 5000):
        return "a list of feeds (OPML), not a feed: use `feeds import`"
    if "\0" in text[:2000] or text[:2000].count("\ufffd") > 20:
        return "binary data, not a feed"
    return "text, not a feed" if "<" not in text[:200] else "markup, but not a feed"


def _read(reader: Callable[[], ParsedFeed], charset: str) -> ParsedFeed:
    try:
        feed = reader()
    except (NotAFeedError, ValueError) as error:
        return _failed(str(error))
    except (RecursionError, MemoryError):
        return _failed("nested too deeply or too large to be a feed")
    return _undoubled(feed)


def _read_xml(text: str, url: str, most: int, last_resort: _LastResort) -> ParsedFeed:
    notes: list[str] = []
    text, declares_entities = without_doctype(text)
    if declares_entities:
        notes.append("entity declarations refused")
    if len(text) > _LONG:
        shorter = cut_after(text, most)
        if len(shorter) < len(text):
            return _noted(_read_pieces(shorter, url, most), [*notes, f"only the first {most} entries"])
    root, is_whole = tree_of(text)
    if root is not None and is_whole:
        return _noted(read_tree(root, url, most), notes)
    mended = repaired(text)
    root, is_whole = tree_of(mended)
    if root is not None and is_whole:
        return _noted(read_tree(root, url, most), [*notes, "repaired"])
    feed = _read_pieces(mended, url, most)
    if feed.entries:
        return _noted(feed, [*notes, "truncated" if _breaks_off(mended) else "read entry by entry"])
    if root is not None and _breaks_off(mended) and not feed.entries:
        return replace(_noted(feed, notes), error="it breaks off before its first entry is complete")
    return _noted(last_resort(text, url, most), notes)


def _noted(feed: ParsedFeed, notes: list[str]) -> ParsedFeed:
    return replace(feed, notes=(*notes, *feed.notes)) if notes else feed


def _breaks_off(text: str) -> bool:
    """True when the document's last end tag is missing."""
    return re.search(r"</(?:[A-Za-z][\w.-]*:)?(?:rss|feed|rdf)\s*>", text[-3000:], re.IGNORECASE) is None


def _read_pieces(text: str, url: str, most: int) -> ParsedFeed:
    """A feed of which the tree cannot be had: its head, and each entry by itself; hopeless ones by their tags alone."""
    head = _read_head(head_of(text), url)
    entries: list[FeedEntry] = []
    for piece in islice(pieces_of(text), most * 2):
        if len(entries) >= most:
            break
        root, is_whole = tree_of(piece)
        if root is not None and is_whole and len(root):
            entries.append(entry_of(root[0], Names(root), url, "<entry" in piece[:3000]))
        else:
            entry = _from_tags(piece, url)
            if entry.title and (entry.id or entry.link):
                entries.append(entry)
    return replace(head, entries=tuple(entries))


def _read_head(head: str, url: str) -> ParsedFeed:
    root, _ = tree_of(head)
    if root is None:
        return ParsedFeed("unknown", "", ())
    try:
        return read_tree(root, url, 0)
    except NotAFeedError:
        names = Names(root)
        title = next((child for child in root.iter() if names[child.tag] == "title"), None)
        return ParsedFeed("unknown", title_of(title, False), ())


def _from_tags(piece: str, url: str) -> FeedEntry:
    found = fields_of(piece)

    def text(*names: str) -> str:
        return next((found[name][1] for name in names if name in found and found[name][1]), "")

    link = text("link")
    if not link and "link" in found:
        match = re.search(r"href\s*=\s*[\"']([^\"']+)", found["link"][0])
        link = match[1] if match else ""
    title, identity = plain(text("title")), text("guid", "id")
    content, summary = text("content:encoded", "content"), text("description", "summary")
    updated = parse_date(text("updated"))
    return FeedEntry(
        id=identity,
        title=title,
        link=clean_link(link or (identity if identity.startswith("http") else ""), url),
        published=parse_date(text("pubdate", "published", "dc:date")) or updated,
        updated=updated,
        summary=summary,
        content=content,
        is_html=is_markup(content or summary),
    )


def _undoubled(feed: ParsedFeed) -> ParsedFeed:
    """UTF-8 that was read as Windows-1252 and encoded again, turned back where it shows."""
    changed = False
    entries = []
    for entry in feed.entries:
        if (
            looks_doubly_encoded(entry.title)
            or looks_doubly_encoded(entry.summary)
            or looks_doubly_encoded(entry.content)
        ):
            changed = True
            entry = replace(
                entry, title=undouble(entry.title), summary=undouble(entry.summary), content=undouble(entry.content)
            )
        entries.append(entry)
    title = undouble(feed.title)
    if not changed and title == feed.title:
        return feed
    return replace(feed, title=title, entries=tuple(entries), notes=(*feed.notes, "doubly encoded"))
