"""What was read out of a text, as the one JSON object scripts and measurements rely on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeAlias

from feeds.reading import read
from feeds.reading.knowledge import Knowledge
from feeds.reading.safe import strip_controls
from feeds.story import (
    Actor,
    Document,
    Event,
    Findings,
    PublishedFrom,
    Quote,
    Span,
    Statement,
    ThreadLink,
    Timex,
)

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


def explain(document: Document, knowledge: Knowledge, identity: str | None = None) -> dict[str, Json]:
    """Everything read out of one document as JSON; `identity` is handed through as `id`. Never raises on any text."""
    return as_json(read(document, knowledge), identity)


def document_from(row: Mapping[str, object]) -> Document:
    """A document from a line {"title", "text", "published", "outlet", "url"}; what is missing or odd counts as unknown.

    A `published` that cannot be understood is unknown, never guessed.
    """
    published = moment_of(row.get("published"))
    published_from: PublishedFrom = "given" if published is not None else "unknown"
    title = row.get("title")
    return Document(
        text=_text(row.get("text")),
        title=strip_controls(title) if isinstance(title, str) and title.strip() else None,
        published=published,
        published_from=published_from,
        outlet=_text(row.get("outlet")),
        url=_text(row.get("url")),
    )


def moment_of(value: object) -> datetime | date | None:
    """An ISO 8601 date or time; a date stays a date, a time without offset is UTC. None for everything else."""
    if not isinstance(value, str) or not value.strip():
        return None
    text = value.strip()
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(text.replace(" UTC", "+00:00"))
    except ValueError:
        return None
    if moment.tzinfo is None:
        from datetime import UTC

        return moment.replace(tzinfo=UTC)
    return moment


def _text(value: object) -> str:
    return strip_controls(value) if isinstance(value, str) else ""


# ------------------------------------------------------------------------------------------------ findings as JSON


def as_json(findings: Findings, identity: str | None = None) -> dict[str, Json]:
    """Findings as the JSON object of `explain`: spans in code points, `paragraph` null for the title."""
    return {
        "id": identity,
        "title": findings.title,
        "published": findings.published,
        "published_from": findings.published_from,
        "language": findings.language,
        "paragraphs": [paragraph.text for paragraph in findings.paragraphs],
        "removed": [{"text": removed.text, "reason": removed.reason} for removed in findings.removed],
        "dateline": findings.dateline,
        "byline": findings.byline,
        "wire": findings.wire,
        "threads": [_thread(link) for link in findings.threads],
        "actors": [_actor(actor) for actor in findings.actors],
        "quotes": [_quote(quote) for quote in findings.quotes],
        "statements": [_statement(statement) for statement in findings.statements],
        "times": [_time(timex) for timex in findings.times],
        "events": [_event(event) for event in findings.events],
    }


def _thread(link: ThreadLink) -> Json:
    return {
        "id": link.id,
        "score": round(link.score, 3),
        "role": link.role,
        "evidence": [
            {
                "paragraph": evidence.paragraph,
                "start": evidence.start,
                "end": evidence.end,
                "text": evidence.text,
                "points": round(evidence.points, 3),
                "pattern": evidence.pattern,
            }
            for evidence in link.evidence
        ],
    }


def _actor(actor: Actor) -> Json:
    return {
        "name": actor.name,
        "actor": actor.actor,
        "type": actor.type,
        "role": actor.role,
        "affiliation": actor.affiliation,
        "known_role": actor.known_role,
        "known_affiliation": actor.known_affiliation,
        "mentions": [
            {"text": mention.text, "paragraph": mention.paragraph, "start": mention.start, "end": mention.end}
            for mention in actor.mentions
        ],
    }


def _quote(quote: Quote) -> Json:
    spans = quote.spans or (Span(quote.paragraph, quote.start, quote.end),)
    return {
        "text": quote.text,
        "speaker": quote.speaker,
        "actor": quote.actor,
        "speakers": list(quote.speakers),
        "actors": list(quote.actors),
        "speaker_as_written": quote.speaker_as_written,
        "speaker_type": quote.speaker_type,
        "addressee": quote.addressee,
        "cue": quote.cue,
        "kind": quote.kind,
        "confidence": round(quote.confidence, 3),
        "reason": quote.reason,
        "carrier": quote.carrier,
        "paragraph": quote.paragraph,
        "start": quote.start,
        "end": quote.end,
        "spans": [{"paragraph": span.paragraph, "start": span.start, "end": span.end} for span in spans],
    }


def _statement(statement: Statement) -> Json:
    return {
        "text": statement.text,
        "speaker": statement.speaker,
        "actor": statement.actor,
        "speakers": list(statement.speakers),
        "actors": list(statement.actors),
        "speaker_as_written": statement.speaker_as_written,
        "speaker_type": statement.speaker_type,
        "verb": statement.verb,
        "confidence": round(statement.confidence, 3),
        "reason": statement.reason,
        "paragraph": statement.paragraph,
        "start": statement.start,
        "end": statement.end,
    }


def _time(timex: Timex) -> Json:
    return {
        "text": timex.text,
        "type": timex.type,
        "value": timex.value,
        "paragraph": timex.paragraph,
        "start": timex.start,
        "end": timex.end,
    }


def _event(event: Event) -> Json:
    return {
        "what": event.what,
        "kind": event.kind,
        "by": list(event.by),
        "target": list(event.target),
        "actors": list(event.actors),
        "when_text": event.when_text,
        "from": event.from_,
        "to": event.to,
        "precision": event.precision,
        "status": event.status,
        "asserted_by": event.asserted_by,
        "evidence": event.evidence,
        "paragraph": event.paragraph,
        "start": event.start,
        "end": event.end,
    }
