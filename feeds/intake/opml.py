"""OPML in and out. Most real files are malformed as XML, so outlines are read tag by tag, whatever stands around."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape, unescape
from itertools import groupby

from feeds.intake.charset import decode
from feeds.records import dataclass
from feeds.settings import FeedSettings

_TAG = re.compile(r"<\s*(/)?\s*(?:\w{1,20}:)?outline\b", re.IGNORECASE)
_PIECE = re.compile(r"[^\"'<>]+|\"[^\"]{0,6000}\"|'[^']{0,6000}'|[<>\"']")
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_SPACE = "urn:watchfloor:opml"
_OWN = ("outlet", "kind", "owner", "country", "reliability")


@dataclass(frozen=True, slots=True)
class Imported:
    """The feeds of a list in its order, each address once, and what was left out with the reason."""

    feeds: tuple[FeedSettings, ...]
    skipped: tuple[tuple[str, str], ...] = ()
    error: str | None = None


def read_opml(body: bytes, taken: Iterable[str] = ()) -> Imported:
    """Feeds with their folders and categories as tags. Names already `taken` get a number. Never raises."""
    text, _ = decode(body)
    if "<" not in text or "outline" not in text.lower():
        return Imported((), error="this is no list of feeds: it has no outlines")
    return named_once(_outlines(text), taken)


def _outlines(text: str) -> list[tuple[dict[str, str], tuple[str, ...]]]:
    """Each outline that names a feed, with the folders it stands in."""
    found = []
    folders: list[str | None] = []
    for is_end, written in _tags_of(text):
        if is_end:
            if folders:
                folders.pop()
            continue
        is_empty = written.rstrip().endswith("/")
        written = written.rstrip().removesuffix("/")
        attributes = {name.lower(): unescape(a or b or c).strip() for name, a, b, c in _ATTRIBUTE.findall(written)}
        name = attributes.get("title") or attributes.get("text") or ""
        if attributes.get("xmlurl") or (
            attributes.get("url") and attributes.get("type", "").lower() in ("rss", "atom")
        ):
            found.append((attributes, tuple(folder for folder in folders if folder)))
            if not is_empty:
                folders.append(None)
        elif not is_empty:
            folders.append(name or None)
    return found


def _tags_of(text: str) -> Iterator[tuple[bool, str]]:
    """(is an end tag, what stands in it) of each outline tag. A tag without its ">" ends where the next begins."""
    for match in _TAG.finditer(text):
        position = match.end()
        for _ in range(400):
            piece = _PIECE.match(text, position)
            if piece is None or piece[0] in "<>":
                break
            position = piece.end()
        yield match[1] is not None, text[match.end() : position]


def named_once(outlines: Iterable[tuple[dict[str, str], tuple[str, ...]]], taken: Iterable[str] = ()) -> Imported:
    """Settings of outlines with unique names and addresses."""
    names = {name.lower() for name in taken}
    addresses: set[str] = set()
    feeds: list[FeedSettings] = []
    skipped: list[tuple[str, str]] = []
    for attributes, folders in outlines:
        url = web_address(attributes.get("xmlurl") or attributes.get("url") or "")
        name = " ".join((attributes.get("title") or attributes.get("text") or "").split())[:200] or url
        if not url:
            skipped.append((name or "?", "its address is none of the web"))
        elif url in addresses:
            skipped.append((name, "its address stood there before"))
        else:
            addresses.add(url)
            feeds.append(
                FeedSettings(
                    name=unique_name(name, names),
                    url=url,
                    tags=_tags(folders, attributes.get("category", "")),
                    language=attributes.get("language", ""),
                    **{key: attributes[f"wf:{key}"] for key in _OWN if attributes.get(f"wf:{key}")},  # type: ignore[arg-type]
                )
            )
    return Imported(tuple(feeds), tuple(skipped), None if feeds else "no feed was found in it")


def web_address(url: str) -> str:
    """An address that can be polled: feed: in its forms becomes http(s); anything else that is no web address is ""."""
    url = "".join(url.split())
    lowered = url.lower()
    if lowered.startswith(("feed:http://", "feed:https://")):
        return url[5:]
    if lowered.startswith("feed://"):
        return "http://" + url[7:]
    return url if lowered.startswith(("http://", "https://")) and len(url) < 4000 else ""


def unique_name(name: str, names: set[str]) -> str:
    """The name, with a number when it is taken already; adds it to `names` (lower case)."""
    candidate, number = name, 2
    while candidate.lower() in names:
        candidate = f"{name} ({number})"
        number += 1
    names.add(candidate.lower())
    return candidate


def _tags(folders: Iterable[str], category: str) -> tuple[str, ...]:
    """Folders from the outside in, then categories ("/a/b,c" is a path and a word: OPML 2.0)."""
    words = [*folders]
    for path in category.split(","):
        words.extend(path.strip().strip("/").split("/"))
    return tuple(dict.fromkeys(word for word in (" ".join(word.split()) for word in words) if word))


def write_opml(feeds: Iterable[FeedSettings], title: str = "watchfloor") -> str:
    """OPML 2.0: a folder for each first tag, all tags as categories, what we know of the outlet in attributes of our
    own namespace. Feeds without an address (commands) are left out."""
    listed = [feed for feed in feeds if feed.url]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<opml version="2.0" xmlns:wf="{_SPACE}">',
        f"  <head><title>{escape(title)}</title></head>",
        "  <body>",
    ]
    for folder, group in groupby(listed, key=lambda feed: feed.tags[0] if feed.tags else ""):
        if folder:
            lines.append(f'    <outline text="{_quoted(folder)}">')
        lines.extend(("      " if folder else "    ") + _outline(feed) for feed in group)
        if folder:
            lines.append("    </outline>")
    return "\n".join([*lines, "  </body>", "</opml>", ""])


def _outline(feed: FeedSettings) -> str:
    pairs = [("type", "rss"), ("text", feed.name), ("title", feed.name), ("xmlUrl", feed.url)]
    if feed.tags:
        pairs.append(("category", ",".join(tag.replace(",", " ").replace("/", " ") for tag in feed.tags)))
    if feed.language:
        pairs.append(("language", feed.language))
    pairs += [(f"wf:{key}", getattr(feed, key)) for key in _OWN if getattr(feed, key)]
    return "<outline " + " ".join(f'{name}="{_quoted(value)}"' for name, value in pairs) + "/>"


def _quoted(value: str) -> str:
    cleaned = "".join(character for character in value if character >= " " and character not in "\x7f\ufffe\uffff")
    return escape(cleaned)
