"""One web page -> an arrival: trafilatura finds the story, the page's own head says title, link, date and outlet.

trafilatura costs 200 ms to import and about 18 ms a page, so both happen only when a page is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice

from feeds.intake.dates import parse_date
from feeds.intake.markup import plain
from feeds.story import Arrival

LARGEST = 5_000_000
"""Characters of a page that are looked at."""
_META = re.compile(r"<meta\s[^<>]{1,3000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-zA-Z:_-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{0,1000})</title", re.IGNORECASE)
_CANONICAL = re.compile(r"<link\s[^<>]{0,500}rel=[\"']?canonical[\"']?[^<>]{0,1000}>", re.IGNORECASE)
_LINKED_DATA = re.compile(r"<script[^<>]{0,300}application/ld\+json[^<>]{0,300}>", re.IGNORECASE)
_TIME = re.compile(r"<time\s[^<>]{0,300}datetime=[\"']([^\"']{8,40})[\"']", re.IGNORECASE)
_DATES = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "dc.date.issued",
    "dc.date",
    "date",
    "pubdate",
)


def read_page(page: str, feed: str, url: str = "") -> Arrival:
    """The story on a page. Its body is plain text with one paragraph a line; "" when no story was found."""
    page = page[:LARGEST]
    head = page[:400_000]
    meta = _meta(head)
    data = _article_data(head)
    body = extract(page, url)
    moment = _published(meta, data, head)
    title = meta.get("og:title") or _string(data.get("headline")) or _title(head)
    return Arrival(
        feed=feed,
        title=plain(title),
        link=url or meta.get("og:url") or _canonical(head),
        summary=plain(meta.get("og:description") or meta.get("description") or "")[:2000],
        body=body,
        published=moment,
        published_from="given" if moment else "unknown",
        outlet=plain(meta.get("og:site_name") or "")[:100],
        author=plain(meta.get("author") or "")[:200],
        is_full_text=bool(body),
    )


def extract(page: str, url: str = "") -> str:
    """The story's text, one paragraph a line; "" when there is none. Never raises."""
    import trafilatura

    try:
        text = trafilatura.extract(
            page, url=url or None, fast=True, include_comments=False, include_tables=False, deduplicate=False
        )
    except Exception:  # noqa: BLE001  lxml raises many kinds on hostile pages
        return ""
    return text.strip() if isinstance(text, str) else ""


def _meta(head: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _META.finditer(head):
        attributes = {name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(match[0])}
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        if name and attributes.get("content"):
            found.setdefault(name.lower(), attributes["content"])
    return found


def _article_data(head: str) -> Mapping[str, object]:
    """The first schema.org article of the page's linked data."""
    for match in islice(_LINKED_DATA.finditer(head), 20):
        end = head.find("</", match.end())
        try:
            document = json.loads(head[match.end() : end if end >= 0 else match.end()], strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _objects(document):
            kind = item.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            if any(isinstance(word, str) and word.endswith(("Article", "BlogPosting", "Report")) for word in kinds):
                return item
    return {}


def _objects(document: object) -> Iterator[Mapping[str, object]]:
    rows = document if isinstance(document, list) else [document]
    for row in rows[:50]:
        if isinstance(row, Mapping):
            yield row
            graph = row.get("@graph")
            if isinstance(graph, list):
                yield from (item for item in graph[:50] if isinstance(item, Mapping))


def _published(meta: Mapping[str, str], data: Mapping[str, object], head: str) -> datetime | None:
    candidates = [_string(data.get("datePublished")), *(meta.get(name, "") for name in _DATES)]
    times = _TIME.search(head)
    for candidate in [*candidates, times[1] if times else ""]:
        moment = parse_date(candidate) if candidate else None
        if moment:
            return moment
    return None


def _string(value: object) -> str:
    """A text of JSON; halves of surrogate pairs, which no database takes, become U+FFFD."""
    if not isinstance(value, str):
        return ""
    return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _title(head: str) -> str:
    match = _TITLE.search(head)
    return match[1] if match else ""


def _canonical(head: str) -> str:
    match = _CANONICAL.search(head)
    if not match:
        return ""
    address = {name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(match[0])}.get("href", "")
    return address if address.startswith(("http://", "https://")) else ""
