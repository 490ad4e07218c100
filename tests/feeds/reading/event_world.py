"""The made-up countries and people of the tests of events, and the events of a text about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from feeds.reading import read
from feeds.reading.actors import whos_who
from feeds.reading.knowledge import Knowledge, shipped_knowledge
from feeds.settings import ActorSettings
from feeds.story import Document, Event

WEDNESDAY = date(2031, 3, 12)


@cache
def knowledge() -> Knowledge:
    """The shipped knowledge with two countries and three people who do not exist."""
    made_up = (
        ActorSettings("Ardenia", type="country", demonyms=("Ardenian", "Ardenians"), capital="Kyrna"),
        ActorSettings("Vostra", type="country", demonyms=("Vostran", "Vostrans"), capital="Orlova"),
        ActorSettings("Ilan Toss", type="person", country="Ardenia", role="foreign minister", gender="m"),
        ActorSettings("Vesna Mral", type="person", country="Vostra", role="president", gender="f"),
    )
    return replace(shipped_knowledge(), whos_who=whos_who(made_up))


def events(text: str, published: date | None = WEDNESDAY, title: str | None = None) -> tuple[Event, ...]:
    # A sentence more of plain English: names alone do not tell a reader what language they stand in.
    plain = " The people of the city were calm and there was no panic."
    return read(Document(text + plain, title, published), knowledge()).events


def event(text: str, published: date | None = WEDNESDAY) -> Event:
    found = events(text, published)
    assert len(found) == 1, [(e.what, e.kind, e.status) for e in found]
    return found[0]
