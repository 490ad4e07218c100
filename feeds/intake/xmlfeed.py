"""RSS 0.9x, 1.0, 2.0, RDF and Atom 0.3, 1.0 as one element tree -> a ParsedFeed. The fast path: C ElementTree, one pass
over each entry's children, tags looked up once a feed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from feeds.intake.dates import parse_date
from feeds.intake.markup import inner_markup, is_markup, plain
from feeds.intake.parsed import FeedEntry, ParsedFeed
from feeds.story import FeedHints

_SPACES = {
    "": "",
    "http://purl.org/rss/1.0": "",
    "http://purl.org/net/rss1.1": "",
    "http://my.netscape.com/rdf/simple/0.9": "",
    "http://channel.netscape.com/rdf/simple/0.9": "",
    "http://backend.userland.com/rss": "",
    "http://backend.userland.com/rss2": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "http://cyber.law.harvard.edu/rss/rss.html": "",
    "http://www.w3.org/2005/atom": "",
    "http://purl.org/atom/ns": "",
    "http://purl.org/dc/elements/1.1": "dc:",
    "http://purl.org/dc/elements/1.0": "dc:",
    "http://purl.org/dc/terms": "dcterms:",
    "http://purl.org/rss/1.0/modules/content": "content:",
    "http://purl.org/rss/1.0/modules/syndication": "sy:",
    "http://search.yahoo.com/mrss": "media:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://www.w3.org/1999/xhtml": "xhtml:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns": "rdf:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
}
_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DAYS = {"monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6}
_PERIODS = {"hourly": 60.0, "daily": 1440.0, "weekly": 10080.0, "monthly": 43200.0, "yearly": 525600.0}
_LINK_SCHEME = re.compile(r"(?i)(?!https?:|ftp:|gemini:)[a-z][a-z0-9+.-]*:(?!\d)")
_PUBLISHED = ("published", "pubdate", "issued", "dc:date", "dcterms:issued", "dcterms:created", "created", "date")
_UPDATED = ("updated", "modified", "dcterms:modified", "lastbuilddate")

Fields = dict[str, Element]


class NotAFeedError(Exception):
    """The text is XML, but no feed; the message says what it seems to be."""


def tree_of(text: str) -> tuple[Element | None, bool]:
    """The root and True when the document was whole; after an error, what was built until then."""
    builder = TreeBuilder()
    parser = XMLParser(target=builder)
    try:
        parser.feed(text)
        return parser.close(), True
    except (ParseError, ValueError, AssertionError):
        try:
            return builder.close(), False
        except (AssertionError, ValueError):
            return None, False


def read_tree(root: Element, url: str, most: int) -> ParsedFeed:
    """Everything the tree says. Raises NotAFeedError for other XML."""
    names = Names(root)
    kind = names[root.tag]
    if kind not in ("rss", "feed", "rdf:rdf", "rdf", "channel", "rss:rss"):
        raise NotAFeedError(_what(kind))
    channel = (
        root if kind in ("feed", "channel") else next((child for child in root if names[child.tag] == "channel"), root)
    )
    items = _items(root, channel, names)
    head = _fields(channel, names)
    base = channel.get(_BASE) or root.get(_BASE) or ""
    base = clean_link(base, url) if base else url
    language = _plain(head, "language", "dc:language") or root.get(_LANG) or channel.get(_LANG) or ""
    is_atom = kind == "feed"
    return ParsedFeed(
        format=_format(root, kind),
        title=title_of(head.get("title"), is_atom),
        entries=tuple(entry_of(item, names, base, is_atom) for item in items[:most]),
        hints=_hints(head, channel, names),
        language=language,
        link=_link(channel, head, names, base),
        notes=(f"only the first {most} of {len(items)} entries",) if len(items) > most else (),
    )


class Names(dict[str, str]):
    """Tag in ElementTree's form -> short lower-case name ("title", "dc:date"); filled as tags are met.

    RSS and Atom share the empty prefix, and so does whatever namespace the root is in.
    """

    def __init__(self, root: Element) -> None:
        super().__init__()
        self.home = _space(root.tag)

    def __missing__(self, tag: object) -> str:
        if not isinstance(tag, str):  # comments and processing instructions
            return "?"
        space, local = _space(tag), tag.rpartition("}")[2].lower()
        prefix = _SPACES.get(space)
        if prefix is None:
            prefix = "" if space == self.home else "?:"
        name = prefix + local
        self[tag] = name
        return name


def _space(tag: str) -> str:
    return tag[1:].partition("}")[0].lower().rstrip("/#") if tag.startswith("{") else ""


def _what(kind: str) -> str:
    local = kind.rpartition(":")[2]
    if local == "html":
        return "a web page, not a feed"
    if local in ("urlset", "sitemapindex"):
        return "a sitemap, not a feed"
    if local == "opml":
        return "a list of feeds (OPML), not a feed: use `feeds import`"
    return f"XML, but not a feed (it begins with <{local[:40]}>)"


def _format(root: Element, kind: str) -> str:
    space = _space(root.tag)
    if kind == "feed":
        return "atom 0.3" if "purl.org/atom" in space or root.get("version") == "0.3" else "atom 1.0"
    if kind in ("rdf:rdf", "rdf"):
        spaces = {_space(child.tag) for child in root}
        return "rss 0.90" if any("netscape" in space for space in spaces) else "rss 1.0"
    return f"rss {root.get('version') or '2.0'}"[:20]


def _items(root: Element, channel: Element, names: Names) -> list[Element]:
    wanted = ("item", "entry")
    found = [child for child in root if names[child.tag] in wanted] if root is not channel else []
    found = [child for child in channel if names[child.tag] in wanted] + found
    if not found:  # an extra level, or entries in a namespace of their own
        for element in root.iter():
            if isinstance(element.tag, str) and names[element.tag].rpartition(":")[2] in wanted and len(element):
                found.append(element)
    return found


def _fields(element: Element, names: Names) -> Fields:
    fields: Fields = {}
    for child in element:
        name = names[child.tag]
        if name not in fields:
            fields[name] = child
    return fields


def entry_of(item: Element, names: Names, base: str, is_atom: bool) -> FeedEntry:
    """One entry. `base` is what relative links are joined to; "" leaves them as they are."""
    fields: Fields = {}
    links: list[Element] = []
    tags: list[str] = []
    for child in item:
        name = names[child.tag]
        if name == "link":
            links.append(child)
        elif name == "category" or name == "dc:subject":
            word = child.get("label") or child.text or child.get("term")
            if word and len(tags) < 40:
                tags.append(" ".join(word.split())[:100])
        elif name not in fields or (name == "content:encoded" and not fields[name].text):
            fields[name] = child
    own_base = item.get(_BASE)
    if own_base:
        base = clean_link(own_base, base)
    title = title_of(fields.get("title"), is_atom)
    if not title:
        title = next(
            (title_of(fields[name], False) for name in ("media:title", "dc:title", "itunes:title") if name in fields),
            "",
        )
    identity = _text(fields.get("id")) or _text(fields.get("guid")) or (item.get(_RDF_ABOUT) or "").strip()
    summary = _markup(
        fields, "summary", "description", "media:description", "itunes:summary", "dc:description", "tagline"
    )
    if not summary and "media:group" in fields:
        summary, title = _from_group(fields["media:group"], names, title)
    content = _markup(fields, "content:encoded", "content", "xhtml:body", "fullitem")
    published, updated = _date(fields, _PUBLISHED), _date(fields, _UPDATED)
    return FeedEntry(
        id=identity,
        title=title,
        link=clean_link(_entry_link(links, fields, item), base),
        published=published or updated,
        updated=updated,
        summary=summary,
        content=content,
        is_html=is_markup(content or summary),
        author=_author(fields, names),
        language=item.get(_LANG) or _plain(fields, "language", "dc:language"),
        tags=tuple(tags),
        origin=clean_link(_text(fields.get("feedburner:origlink")), base),
    )


def title_of(element: Element | None, is_atom: bool) -> str:
    """A title as one line of plain words."""
    if element is None:
        return ""
    kind = (element.get("type") or ("text" if is_atom else "html")).lower()
    if len(element):
        return " ".join("".join(element.itertext()).split())
    return plain(element.text or "", tags=kind != "text")


def _text(element: Element | None) -> str:
    if element is None:
        return ""
    if len(element):
        return "".join(element.itertext()).strip()
    return (element.text or "").strip()


def _plain(fields: Fields, *names: str) -> str:
    for name in names:
        if name in fields:
            text = _text(fields[name])
            if text:
                return text
    return ""


def _markup(fields: Fields, *names: str) -> str:
    for name in names:
        element = fields.get(name)
        if element is not None:
            text = inner_markup(element) if len(element) else element.text or ""
            text = text.strip()
            if text:
                return text
    return ""


def _from_group(group: Element, names: Names, title: str) -> tuple[str, str]:
    inside = _fields(group, names)
    return _markup(inside, "media:description"), title or title_of(inside.get("media:title"), False)


def _date(fields: Fields, names: Iterable[str]) -> datetime | None:
    for name in names:
        element = fields.get(name)
        if element is not None and element.text:
            moment = parse_date(element.text)
            if moment:
                return moment
    return None


def _author(fields: Fields, names: Names) -> str:
    element = fields.get("author")
    if element is not None and len(element):
        element = _fields(element, names).get("name")
    text = _text(element) or _plain(fields, "dc:creator", "itunes:author")
    return plain(text)[:200]


def _entry_link(links: list[Element], fields: Fields, item: Element) -> str:
    best, second = "", ""
    for link in links:
        address = link.get("href")
        if address is None:
            address = (link.text or "").strip()
            if address:
                return address
            continue
        relation = (link.get("rel") or "alternate").lower().rpartition("/")[2]
        if relation == "alternate":
            if not best or "html" in (link.get("type") or "html"):
                best = best if best and "html" not in (link.get("type") or "") else address
        elif relation not in ("self", "edit", "replies", "enclosure", "hub", "next", "via", "license") and not second:
            second = address
    if best:
        return best
    guid = fields.get("guid")
    if guid is not None and (guid.get("isPermaLink") or guid.get("ispermalink") or "true").strip().lower() != "false":
        address = _text(guid)
        if address.lower().startswith(("http://", "https://")):
            return address
    address = _text(fields.get("id")) or (item.get(_RDF_ABOUT) or "").strip()
    return second or (address if address.lower().startswith(("http://", "https://")) else "")


def clean_link(address: str, base: str) -> str:
    """A link one may follow: no white space, joined when relative, and nothing that runs (javascript:, data:)."""
    if not address:
        return ""
    address = "".join(address.split())[:4000]
    if address.startswith(("http://", "https://")):
        return address
    if _LINK_SCHEME.match(address):
        return ""
    if address.startswith("www."):
        return "http://" + address
    try:
        return urljoin(base, address) if base else address
    except ValueError:
        return address


def _link(channel: Element, head: Fields, names: Names, base: str) -> str:
    links = [child for child in channel if names[child.tag] == "link"]
    for link in links:
        if link.get("href") is None and link.text and link.text.strip():
            return clean_link(link.text.strip(), base)
    for link in links:
        if (link.get("rel") or "alternate") == "alternate" and link.get("href"):
            return clean_link(link.get("href") or "", base)
    return ""


def _hints(head: Fields, channel: Element, names: Names) -> FeedHints:
    """ttl, skipHours, skipDays (RSS 2.0) and sy:updatePeriod, sy:updateFrequency, sy:updateBase (RSS 1.0 syndication
    module)."""
    period = _PERIODS.get(_plain(head, "sy:updateperiod").lower())
    frequency = _number(_plain(head, "sy:updatefrequency")) or 1.0
    ttl = _number(_plain(head, "ttl"))
    hours = {
        int(number) % 24 for child in head.get("skiphours", ()) if (number := _number(child.text or "")) is not None
    }
    days = {_DAYS[word] for child in head.get("skipdays", ()) if (word := (child.text or "").strip().lower()) in _DAYS}
    if ttl is None and period is None and not hours and not days:
        return _NO_HINTS
    return FeedHints(
        ttl_minutes=int(ttl) if ttl else None,
        update_minutes=period / frequency if period else None,
        update_base=parse_date(_plain(head, "sy:updatebase")) if period else None,
        skip_hours=frozenset(hours),
        skip_days=frozenset(days),
    )


_NO_HINTS = FeedHints()


def _number(text: str) -> float | None:
    match = re.match(r"\s*(\d{1,9}(?:\.\d{1,6})?)\s*$", text)
    return float(match[1]) if match else None
