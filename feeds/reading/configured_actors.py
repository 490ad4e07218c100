"""What an analyst's config says of people, organisations and countries, laid over what the who's-who knows of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from feeds.reading.entries import Country, Entry, Organisation, Person, Term, fold
from feeds.settings import ActorSettings


def known_identity(name: str, *tables: Mapping[str, Entry]) -> str:
    """The identity an entry of some tables has under that name, folded; "" when none has."""
    wanted = fold(name)
    for table in tables:
        for identity, entry in table.items():
            if fold(entry.name) == wanted:
                return identity
    return ""


def configured_person(settings: ActorSettings, identity: str, known: Person | None) -> Person:
    """The person an analyst describes, with what is known of them where the config says nothing."""
    base = known or Person(identity, settings.name)
    first, _, last = settings.years.partition("-")
    term = (Term(settings.role, first.strip()[-4:], last.strip()[-4:]),) if settings.role else ()
    return replace(
        base,
        name=settings.name,
        country=settings.org or settings.country or base.country,
        gender=settings.gender or base.gender,
        terms=term or base.terms,
        short=settings.short or base.short,
        aliases=tuple(dict.fromkeys((*settings.aliases, *base.aliases, base.name))),
    )


def configured_body(settings: ActorSettings, identity: str, known: Organisation | None) -> Organisation:
    """The organisation or group an analyst describes, over what is known of it."""
    base = known or Organisation(identity, settings.name)
    return replace(
        base,
        name=settings.name,
        kind="group" if settings.type == "group" else base.kind,
        country=settings.org or settings.country or base.country,
        aliases=tuple(dict.fromkeys((*settings.aliases, *settings.short, *base.aliases, base.name))),
    )


def configured_country(settings: ActorSettings, identity: str, known: Country | None) -> Country:
    """The country an analyst describes, over what is known of it."""
    base = known or Country(identity, settings.name, iso=settings.country)
    return replace(
        base,
        name=settings.name,
        demonyms=settings.demonyms or base.demonyms,
        capitals=(settings.capital,) if settings.capital else base.capitals,
        is_capital_metonym=base.is_capital_metonym or bool(settings.capital),
        aliases=tuple(dict.fromkeys((*settings.aliases, *settings.short, *base.aliases, base.name))),
    )
