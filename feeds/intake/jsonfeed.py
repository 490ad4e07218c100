"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1) -> a ParsedFeed."""

from __future__ import annotations

import json
from collections.abc import Mapping

from feeds.intake.dates import parse_date
from feeds.intake.markup import is_markup, plain
from feeds.intake.parsed import FeedEntry, ParsedFeed
from feeds.intake.xmlfeed import clean_link


def read_json_feed(text: str, url: str, most: int) -> ParsedFeed:
    """Raises ValueError (with a sentence) when the text is no JSON, or JSON but no feed."""
    document, note = _load(text)
    items = document.get("items") if isinstance(document, Mapping) else None
    if not isinstance(document, Mapping) or not isinstance(items, list):
        raise ValueError("JSON, but not a feed (it has no list of items)")
    version = str(document.get("version") or "").rstrip("/").rpartition("/")[2]
    language = _word(document.get("language"))
    entries = tuple(_entry(item, url, language) for item in items[:most] if isinstance(item, Mapping))
    notes = (f"only the first {most} of {len(items)} entries",) if len(items) > most else ()
    return ParsedFeed(
        format=f"json feed {version or '1'}"[:20],
        title=plain(_word(document.get("title")), tags=False),
        entries=entries,
        language=language,
        link=clean_link(_word(document.get("home_page_url")), url),
        notes=(*notes, *note),
    )


def _load(text: str) -> tuple[object, tuple[str, ...]]:
    try:
        return json.loads(text, strict=False), ()
    except RecursionError:
        raise ValueError("JSON nested too deeply to be a feed") from None
    except ValueError:
        items = _complete_items(text)
        if not items:
            raise ValueError("JSON that breaks off or is malformed") from None
        return {"items": items}, ("truncated",)


def _complete_items(text: str) -> list[object]:
    """The items already complete in a feed that breaks off."""
    start = text.find('"items"')
    start = text.find("[", start) + 1 if start >= 0 else 0
    decoder, items = json.JSONDecoder(strict=False), []
    while start:
        while start < len(text) and text[start] in " \t\r\n,":
            start += 1
        try:
            item, start = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            break
        items.append(item)
    return items


def _entry(item: Mapping[str, object], url: str, language: str) -> FeedEntry:
    markup, text = _word(item.get("content_html")), _word(item.get("content_text"))
    summary = _word(item.get("summary"))
    updated = parse_date(_word(item.get("date_modified")))
    tags = item.get("tags")
    return FeedEntry(
        id=_word(item.get("id")),
        title=plain(_word(item.get("title")), tags=False),
        link=clean_link(_word(item.get("url")) or _word(item.get("external_url")) or _link_of_id(item), url),
        published=parse_date(_word(item.get("date_published"))) or updated,
        updated=updated,
        summary=summary,
        content=markup or text,
        is_html=bool(markup) or is_markup(summary),
        author=_author(item),
        language=_word(item.get("language")) or language,
        tags=tuple(str(tag)[:100] for tag in tags[:40]) if isinstance(tags, list) else (),
    )


def _word(value: object) -> str:
    """A string as it is, a number as its digits (ids often are), anything else as nothing."""
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _link_of_id(item: Mapping[str, object]) -> str:
    identity = _word(item.get("id"))
    return identity if identity.startswith(("http://", "https://")) else ""


def _author(item: Mapping[str, object]) -> str:
    authors = item.get("authors")
    first = authors[0] if isinstance(authors, list) and authors else item.get("author")
    return plain(_word(first.get("name")))[:200] if isinstance(first, Mapping) else ""
