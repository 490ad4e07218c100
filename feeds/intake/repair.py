"""Feed text that is not well-formed XML -> text that may be, and the entries that can be saved when it is not.

7 % of real feeds are not well-formed. Each repair here is one that such feeds need: control characters, bare
ampersands, HTML entities, prefixes never declared, junk around the document, an end that is missing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

KNOWN_PREFIXES = {
    "atom": "http://www.w3.org/2005/Atom",
    "atom10": "http://www.w3.org/2005/Atom",
    "a10": "http://www.w3.org/2005/Atom",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "media": "http://search.yahoo.com/mrss/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "xhtml": "http://www.w3.org/1999/xhtml",
}
_ROOT = re.compile(r"<(?:[A-Za-z][\w.-]*:)?(?:rss|feed|rdf|channel)\b", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,400}\?>")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&(?:#(\d{1,10});|#[xX]([0-9a-fA-F]{1,8});|([A-Za-z][A-Za-z0-9]{0,31});)?")
_XML_ENTITIES = ("amp", "lt", "gt", "quot", "apos")
_PREFIX = re.compile(r"<([A-Za-z_][\w.-]*):[A-Za-z_]")
_ATTRIBUTE_PREFIX = re.compile(r"\s([A-Za-z_][\w.-]*):[A-Za-z_][\w.-]*\s*=\s*[\"']")
_DECLARED = re.compile(r"\sxmlns:([A-Za-z_][\w.-]*)\s*=")
_START = re.compile(r"<(?:[A-Za-z][\w.-]*:)?(item|entry)(?=[\s>])", re.IGNORECASE)
_STRAY = re.compile(r"<(?![A-Za-z_/!?])")


def without_doctype(text: str) -> tuple[str, bool]:
    """The text without its document type, and True when that declared entities (never expanded: no feed needs them)."""
    head = text[:2000]
    at = head.upper().find("<!DOCTYPE")
    root = _ROOT.search(head)
    if at < 0 or (root and root.start() < at):
        return text, False
    end = text.find(">", at)
    bracket = text.find("[", at)
    if 0 <= bracket < end:
        close = re.compile(r"\]\s*>").search(text, bracket)
        if not close:
            return text[:at], True
        return text[:at] + text[close.end() :], "<!ENTITY" in text[at : close.end()].upper()
    return (text[:at] + text[end + 1 :], False) if end > 0 else (text[:at], False)


def repaired(text: str) -> str:
    """The text with everything mended that can be mended without knowing where the fault is."""
    root = _ROOT.search(text)
    if root and root.start():
        text = text[root.start() :]
    text = _FORBIDDEN.sub("", text)
    text = _outside_cdata(text)
    return _declare_prefixes(text)


def _outside_cdata(text: str) -> str:
    """References and stray brackets mended; what stands in CDATA is text already."""
    pieces = []
    position = 0
    while True:
        start = text.find("<![CDATA[", position)
        if start < 0:
            pieces.append(_mend(text[position:]))
            break
        pieces.append(_mend(text[position:start]))
        end = text.find("]]>", start)
        if end < 0:
            pieces.append(text[start:])
            break
        pieces.append(text[start : end + 3])
        position = end + 3
    return "".join(pieces)


def _mend(text: str) -> str:
    if "&" in text:
        text = _REFERENCE.sub(_reference, text)
    return _STRAY.sub("&lt;", text)


def _reference(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        if name in _XML_ENTITIES:
            return match[0]
        found = html.unescape(match[0])
        return found if found != match[0] and not found.startswith("&") else "&amp;" + name + ";"
    if decimal or hexadecimal:
        number = int(decimal) if decimal else int(hexadecimal, 16)
        if number in (9, 10, 13) or 32 <= number < 0xD800 or 0xE000 <= number < 0xFFFE or 0x10000 <= number < 0x110000:
            return match[0]
        return ""
    return "&amp;"


def _declare_prefixes(text: str) -> str:
    used = set(_PREFIX.findall(text)) | set(_ATTRIBUTE_PREFIX.findall(text[:20000]))
    missing = used - set(_DECLARED.findall(text)) - {"xml", "xmlns"}
    root = _ROOT.search(text)
    if not missing or not root:
        return text
    declared = "".join(
        f' xmlns:{name}="{KNOWN_PREFIXES.get(name.lower(), "urn:undeclared:" + name)}"' for name in sorted(missing)
    )
    return text[: root.end()] + declared + text[root.end() :]


def cut_after(text: str, most: int) -> str:
    """The text up to the entry after the `most`-th, whole when there are fewer."""
    for number, match in enumerate(_START.finditer(text)):
        if number >= most:
            return text[: match.start()]
    return text


def head_of(text: str) -> str:
    """What stands before the first entry."""
    match = _START.search(text)
    return text[: match.start()] if match else text


def pieces_of(text: str) -> Iterator[str]:
    """Each complete entry as a document of its own, with the root's namespaces; an entry without its end tag ends
    where the next begins, the last one where the text breaks off."""
    declared = dict(re.findall(r"\sxmlns:([A-Za-z_][\w.-]*)\s*=\s*[\"']([^\"'<>]{0,300})[\"']", head_of(text)[:20000]))
    default = re.search(r"\sxmlns\s*=\s*[\"']([^\"'<>]{0,300})[\"']", head_of(text)[:20000])
    for prefix, uri in KNOWN_PREFIXES.items():
        declared.setdefault(prefix, uri)
    attributes = "".join(f' xmlns:{name}="{html.escape(uri)}"' for name, uri in declared.items())
    if default:
        attributes += f' xmlns="{html.escape(default[1])}"'
    starts = list(_START.finditer(text))
    for number, match in enumerate(starts):
        following = starts[number + 1].start() if number + 1 < len(starts) else len(text)
        tag = text[match.start() + 1 : match.end()]
        end = text.find(f"</{tag}", match.end(), following)
        if end < 0:
            body = text[match.start() : following] + (f"</{tag}>" if following < len(text) else "")
        else:
            body = text[match.start() : end] + f"</{tag}>"
        yield f"<rss{attributes}>{body}</rss>"


_FIELDS = (
    "title", "link", "guid", "id", "pubDate", "published", "updated", "dc:date", "description", "summary", "content",
    "content:encoded",
)  # fmt: skip
_LONGEST_ATTRIBUTES = 2000


def fields_of(piece: str) -> dict[str, tuple[str, str]]:
    """Tag (lower case, with its prefix) -> (attributes, text) of an entry no parser can read; first of each wins.

    Each tag is looked for by plain search, so that no nesting can cost more than the text's own length.
    """
    found: dict[str, tuple[str, str]] = {}
    for tag in _FIELDS:
        field = _field(piece, tag)
        if field is not None:
            found[tag.lower()] = field
    return found


def _field(piece: str, tag: str) -> tuple[str, str] | None:
    start = piece.find(f"<{tag}")
    while start >= 0 and piece[start + len(tag) + 1 : start + len(tag) + 2] not in (">", " ", "/", "\n", "\t", "\r"):
        start = piece.find(f"<{tag}", start + 1)
    close = piece.find(">", start)
    if start < 0 or close < 0 or close - start > _LONGEST_ATTRIBUTES:
        return None
    attributes = piece[start + len(tag) + 1 : close]
    if attributes.endswith("/"):
        return attributes, ""
    end = piece.find(f"</{tag}", close)
    if end < 0:
        return None
    text = piece[close + 1 : end].strip()
    if text.startswith("<![CDATA["):
        return attributes, text[9:].removesuffix("]]>").strip()
    return attributes, html.unescape(text).strip()
