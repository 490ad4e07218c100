"""One document through all readers, each handed what those before it found."""

from __future__ import annotations

from datetime import date, datetime

from feeds.reading.actors import read_actors
from feeds.reading.clean import clean
from feeds.reading.events import read_events
from feeds.reading.knowledge import Knowledge
from feeds.reading.quotes import read_quotes
from feeds.reading.statements import read_statements
from feeds.reading.text import Text
from feeds.reading.threads import score_threads
from feeds.reading.times import read_times
from feeds.story import Document, Findings


def read_whole(document: Document, knowledge: Knowledge) -> Findings:
    """What `feeds.reading.read` gives. Never raises on any text."""
    return read_text(document, knowledge)[0]


def read_text(document: Document, knowledge: Knowledge) -> tuple[Findings, Text]:
    """The same with the text that was read, whose words another room may go on with."""
    cleaned = clean(document, knowledge)
    text = Text(cleaned.title or "", cleaned.paragraphs)
    text.memo["published"] = published = document.published if document.published is not None else cleaned.published
    published_from = document.published_from if document.published is not None else cleaned.published_from
    is_english = cleaned.language in ("en", "")
    actors = read_actors(text, knowledge, published) if is_english else ()
    quotes = read_quotes(text, actors, knowledge) if is_english else ()
    statements = read_statements(text, actors, quotes, knowledge) if is_english else ()
    times = read_times(text, published) if is_english else ()
    events = read_events(text, actors, quotes, statements, times, published, knowledge) if is_english else ()
    findings = Findings(
        title=cleaned.title,
        paragraphs=cleaned.paragraphs,
        removed=cleaned.removed,
        published=_iso(published),
        published_from=published_from if published is not None else "unknown",
        language=cleaned.language,
        dateline=cleaned.dateline,
        byline=cleaned.byline,
        wire=cleaned.wire,
        threads=score_threads(text, actors, knowledge.threads),
        actors=actors,
        quotes=quotes,
        statements=statements,
        times=times,
        events=events,
    )
    return findings, text


def _iso(published: datetime | date | None) -> str | None:
    return None if published is None else published.isoformat()
