"""Findings as the thin rows panels read: their words, what they say, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from feeds.story import Event, Quote, Statement
from store.moments import day_number
from store.overlay_findings import BY_HAND
from store.packing import pack_who
from store.together import in_a_row, together


@dataclass(frozen=True, slots=True)
class FindingTable:
    """A table of findings: its name, the columns that make a finding itself, and the one of its words."""

    name: str
    columns: str
    text: str


SAID = FindingTable("said", "is_statement, actor, speaker, speaker_type, role, cue, kind, reason, confidence", "text")
EVENT = FindingTable(
    "event",
    "kind, status, first_day, last_day, precision, first, last, when_text, what, actors, asserted_by",
    "evidence",
)


class FindingRow(NamedTuple):
    """A finding: its words, what it says of them, and where they stand (paragraph, start, end)."""

    text: str
    values: tuple[object, ...]
    place: tuple[int | None, int, int]
    begins: int
    """Where the words begin in the stored text; 0 where they are no slice of it."""
    kept: str | None
    """The words, where they are no slice of the stored text."""
    extra: str | None = None
    speakers: tuple[tuple[str, str | None], ...] = ()
    """(name, identity) of each, where several said it together."""
    day: int | None = None
    """The day of an event."""
    is_told: bool = False
    """An event that gives no day of its own: the timeline lists it on the day it was told, if at all."""
    is_listed: bool = True
    """The timeline lists it."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The stored text and where its paragraphs begin, so that words which stand in it are not written twice."""

    text: str
    begins: tuple[int, ...]

    def at(self, paragraph: int | None, start: int, end: int, words: str) -> tuple[int, str | None]:
        """(place in the text, None), or (0, the words) when they are no slice of it."""
        if paragraph is not None and 0 <= paragraph < len(self.begins):
            place = self.begins[paragraph] + start
            if self.text[place : place + end - start] == words and "\0" not in words:
                return place, None
        return 0, words


def quote_row(quote: Quote, roles: dict[str, str | None], placed: Placed) -> FindingRow:
    """A quote; in the place of its speaker's row stands the identity."""
    place = quote.paragraph, quote.start, quote.end
    return FindingRow(
        quote.text,
        (
            0,
            *_who(quote, roles),
            quote.cue or "",
            quote.kind,
            quote.reason,
            quote.confidence,
        ),
        place,
        *placed.at(*place, quote.text),
        quote.carrier or None,
        _several(quote),
    )


def statement_row(statement: Statement, roles: dict[str, str | None], placed: Placed) -> FindingRow:
    """A statement; in the place of its speaker's row stands the identity."""
    place = statement.paragraph, statement.start, statement.end
    return FindingRow(
        statement.text,
        (
            1,
            *_who(statement, roles),
            statement.verb,
            "direct",
            statement.reason,
            statement.confidence,
        ),
        place,
        *placed.at(*place, statement.text),
        None,
        _several(statement),
    )


def _several(said: Quote | Statement) -> tuple[tuple[str, str | None], ...]:
    return together(said) if len(said.speakers) > 1 else ()


def _who(said: Quote | Statement, roles: dict[str, str | None]) -> tuple[str | None, str | None, str, str | None]:
    """(identity, name, type, role) of the speaker. Who said it together is named together, under the identity of the
    first and without a role of one of them."""
    actor = said.actor or None
    if len(said.speakers) > 1:
        return actor, in_a_row(said.speakers), said.speaker_type, ""
    role = roles.get(actor) if actor is not None and said.reason != BY_HAND else None
    return actor, said.speaker, said.speaker_type, role


def event_row(event: Event, placed: Placed) -> FindingRow:
    """An event. One that gives no day of its own is listed on the day it was told.

    What only lies ahead has no place without its day, and what names nobody would be noise: these are not listed.
    """
    if event.precision == "open" and event.when_text is None:
        # The reader lays what gives no day on the day of the story; that is no day of the event.
        event = replace(event, from_=None, to=None)
    first, last = day_number(event.from_), day_number(event.to)
    is_about_someone = bool(event.by or event.target or event.actors or event.asserted_by)
    return FindingRow(
        event.evidence,
        (
            event.kind,
            event.status,
            first,
            last,
            event.precision,
            None if first is not None and _is_day(event.from_) else event.from_,
            None if last is not None and _is_day(event.to) else event.to,
            event.when_text,
            event.what,
            pack_who(event),
            event.asserted_by,
        ),
        place := (event.paragraph, event.start, event.end),
        *placed.at(*place, event.evidence),
        day=first,
        is_told=first is None,
        is_listed=first is not None or (is_about_someone and event.status != "scheduled"),
    )


def _is_day(text: str | None) -> bool:
    """Just a day as ISO 8601 writes it, which its ordinal gives back."""
    return text is not None and len(text) == 10 and text[4] == "-" == text[7]
