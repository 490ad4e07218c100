"""Reading: a document becomes findings. Pure: no clock, disk, network or changing globals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from feeds.reading.knowledge import Knowledge
from feeds.story import (
    Actor,
    Document,
    Event,
    Findings,
    Paragraph,
    Quote,
    Statement,
    ThreadLink,
    Timex,
)

if TYPE_CHECKING:
    from feeds.reading.clean import Cleaned
    from feeds.reading.text import Text
    from feeds.reading.thread_rules import ThreadRules

READER_VERSION = 1
"""Raised with every change that reads the same text differently; `store reread` takes up older findings."""


def read(document: Document, knowledge: Knowledge) -> Findings:
    """Everything that can be read out of one document, each finding with its passage.

    Texts that are not English are cleaned, threaded and searched; the readers that know only English stay silent on
    them. Never raises on any text; linear in its length.
    """
    use = _readers()
    cleaned = use.clean(document, knowledge)
    text = use.text(cleaned.title or "", cleaned.paragraphs)
    published = document.published if document.published is not None else cleaned.published
    published_from = document.published_from if document.published is not None else cleaned.published_from
    is_english = cleaned.language in ("en", "")
    actors = use.actors(text, knowledge, published) if is_english else ()
    quotes = use.quotes(text, actors, knowledge) if is_english else ()
    statements = use.statements(text, actors, quotes, knowledge) if is_english else ()
    times = use.times(text, published) if is_english else ()
    events = use.events(text, actors, quotes, statements, times, published, knowledge) if is_english else ()
    return Findings(
        title=cleaned.title,
        paragraphs=cleaned.paragraphs,
        removed=cleaned.removed,
        published=_iso(published),
        published_from=published_from if published is not None else "unknown",
        language=cleaned.language,
        dateline=cleaned.dateline,
        byline=cleaned.byline,
        wire=cleaned.wire,
        threads=use.threads(text, actors, knowledge.threads),
        actors=actors,
        quotes=quotes,
        statements=statements,
        times=times,
        events=events,
    )


@dataclass(frozen=True, slots=True)
class _Readers:
    """The readers, imported when something is read: who only needs `safe` or `knowledge` does not pay for them."""

    clean: Callable[[Document, Knowledge], Cleaned]
    text: Callable[[str, tuple[Paragraph, ...]], Text]
    actors: Callable[[Text, Knowledge, datetime | date | None], tuple[Actor, ...]]
    quotes: Callable[[Text, Sequence[Actor], Knowledge], tuple[Quote, ...]]
    statements: Callable[[Text, Sequence[Actor], Sequence[Quote], Knowledge], tuple[Statement, ...]]
    times: Callable[[Text, datetime | date | None], tuple[Timex, ...]]
    events: Callable[..., tuple[Event, ...]]
    threads: Callable[[Text, Sequence[Actor], ThreadRules], tuple[ThreadLink, ...]]


@cache
def _readers() -> _Readers:
    from feeds.reading.actors import read_actors
    from feeds.reading.clean import clean
    from feeds.reading.events import read_events
    from feeds.reading.quotes import read_quotes
    from feeds.reading.statements import read_statements
    from feeds.reading.text import Text
    from feeds.reading.threads import score_threads
    from feeds.reading.times import read_times

    return _Readers(clean, Text, read_actors, read_quotes, read_statements, read_times, read_events, score_threads)


def _iso(published: datetime | date | None) -> str | None:
    return None if published is None else published.isoformat()
