"""Documents through all readers, each handed what those before it found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from feeds.reading.actors import read_actors
from feeds.reading.clean import Cleaned, clean
from feeds.reading.events import read_events
from feeds.reading.knowledge import Knowledge
from feeds.reading.quotes import read_quotes
from feeds.reading.statements import read_statements
from feeds.reading.text import Text
from feeds.reading.threads import score_threads
from feeds.reading.times import read_times
from feeds.story import Actor, Document, Event, Findings, Quote, Statement, ThreadLink, Timex


def read_whole(document: Document, knowledge: Knowledge) -> Findings:
    """What `feeds.reading.read` gives. Never raises on any text."""
    return read_texts([document], knowledge)[0][0]


def read_texts(documents: Sequence[Document], knowledge: Knowledge) -> list[tuple[Findings, Text]]:
    """The findings of each document, and the text that was read, whose words another room may go on with.

    Every reader goes over all documents before the next one does: what it looks up and its own code are at hand then.
    Of short entries a hundred together take three quarters of the time they take one by one.
    """
    cleaned = [clean(document, knowledge) for document in documents]
    texts = [Text(found.title or "", found.paragraphs) for found in cleaned]
    days = list(map(_published, documents, cleaned))
    for text, day in zip(texts, days, strict=True):
        text.memo["published"] = day
    actors = [
        read_actors(text, knowledge, day) if _is_english(found) else ()
        for found, text, day in zip(cleaned, texts, days, strict=True)
    ]
    quotes = [
        read_quotes(text, named, knowledge) if _is_english(found) else ()
        for found, text, named in zip(cleaned, texts, actors, strict=True)
    ]
    statements = [
        read_statements(text, named, quoted, knowledge) if _is_english(found) else ()
        for found, text, named, quoted in zip(cleaned, texts, actors, quotes, strict=True)
    ]
    times = [
        read_times(text, day) if _is_english(found) else ()
        for found, text, day in zip(cleaned, texts, days, strict=True)
    ]
    events = [
        read_events(text, named, quoted, stated, timed, day, knowledge) if _is_english(found) else ()
        for found, text, named, quoted, stated, timed, day in zip(
            cleaned, texts, actors, quotes, statements, times, days, strict=True
        )
    ]
    threads = [score_threads(text, named, knowledge.threads) for text, named in zip(texts, actors, strict=True)]
    found = map(_findings, documents, cleaned, days, threads, actors, quotes, statements, times, events)
    return list(zip(found, texts, strict=True))


def _is_english(cleaned: Cleaned) -> bool:
    return cleaned.language in ("en", "")


def _published(document: Document, cleaned: Cleaned) -> datetime | date | None:
    return document.published if document.published is not None else cleaned.published


def _findings(
    document: Document,
    cleaned: Cleaned,
    published: datetime | date | None,
    threads: tuple[ThreadLink, ...],
    actors: tuple[Actor, ...],
    quotes: tuple[Quote, ...],
    statements: tuple[Statement, ...],
    times: tuple[Timex, ...],
    events: tuple[Event, ...],
) -> Findings:
    published_from = document.published_from if document.published is not None else cleaned.published_from
    return Findings(
        title=cleaned.title,
        paragraphs=cleaned.paragraphs,
        removed=cleaned.removed,
        published=None if published is None else published.isoformat(),
        published_from=published_from if published is not None else "unknown",
        language=cleaned.language,
        dateline=cleaned.dateline,
        byline=cleaned.byline,
        wire=cleaned.wire,
        threads=threads,
        actors=actors,
        quotes=quotes,
        statements=statements,
        times=times,
        events=events,
    )
