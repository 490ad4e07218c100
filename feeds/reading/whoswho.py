"""The who's-who: people, organisations and countries by every name they go by.

Facts come from `lexicon/people.toml`, `organisations.toml`, `countries.toml` and `ambiguous.toml`, and from
`[[actors]]` of the config, which adds to them or overrides them. Parsed on first use.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, TypeAlias

from feeds.settings import ActorSettings

LEXICON = Path(__file__).parent / "lexicon"


@dataclass(frozen=True, slots=True)
class Term:
    """A role held from `first` to `last`: "YYYY" or "YYYY-MM", inclusive; "" is not known or still running."""

    role: str
    first: str = ""
    last: str = ""

    def covers(self, day: date) -> bool:
        """Whether the role was held on a day, as far as years and months tell."""
        return self.first <= day.strftime("%Y-%m")[: len(self.first)] and (
            not self.last or day.strftime("%Y-%m")[: len(self.last)] <= self.last
        )


@dataclass(frozen=True, slots=True)
class Person:
    """A person. `country` is an ISO code or a body ("UN", "NATO"); `gender` is "m", "f" or ""."""

    id: str
    name: str
    country: str = ""
    gender: str = ""
    terms: tuple[Term, ...] = ()
    short: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    def role_at(self, day: date | None) -> str | None:
        """The role held on a day (the latest one when several); without a day the latest known. None when none was."""
        held = [term.role for term in self.terms if day is None or term.covers(day)]
        return held[-1] if held else None


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body or group. `kind` is the lexicon's ("ministry", "armed-group", "government-metonym", "group" …)."""

    id: str
    name: str
    kind: str = ""
    country: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory. A capital may stand for its government where `is_capital_metonym`."""

    id: str
    name: str
    iso: str = ""
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    is_capital_metonym: bool = False
    aliases: tuple[str, ...] = ()


Entry: TypeAlias = Person | Organisation | Country
FormKind: TypeAlias = Literal["person", "organisation", "members", "country", "demonym", "capital", "place"]


class WhosWho:
    """Look-ups over the who's-who; immutable, all of constant time. Forms may be given in any case, accents, dots,
    hyphens and apostrophes aside ("U.S." is "US", "Syrskyi" and "Сирський" are one man).

    - `find(form)`: the entry of a full form of a name ("Vladimir Putin", "Downing Street", "Britain"), else None
    - `look_up(form)`: what any form is, country adjectives, capitals and places included, with its entry
    - `people_called(form)`: everybody who goes by a short form ("Putin", "Cooper"), else ()
    - `entry(identity)`: the entry of an identity
    - `country(form)`: a country by name, other name, demonym or ISO code ("Russian" is Russia)
    - `demonym(form)` and `capital(form)`: only by adjective or people, only by capital; `is_metonym(form)`: whether a
      capital may stand for its government ("Moscow said")
    - `compound_part(form)`: the country of a first half like "Anglo" in "Anglo-French"
    - `region(form)`: the country a known region or town lies in
    - `role_of(identity, day)`: the who's-who's role at that date; `affiliation_of(identity)`: country or body, by name
    - `holder(role, country, day)`: who holds an office ("President", "France"), None when nobody or several are known
    - `gender_of(name)`: "m" or "f" by a person's entry or first name, "" when unknown or used by both
    """

    def __init__(
        self,
        people: Iterable[Person],
        organisations: Iterable[Organisation],
        countries: Iterable[Country],
        regions: Mapping[str, str],
        first_names: Mapping[str, str],
        doubtful: Iterable[str],
        prefixes: Mapping[str, str] | None = None,
        generic: Iterable[str] = (),
        places: Iterable[str] = (),
    ) -> None:
        self._prefixes = {fold(form): iso for iso, form in (prefixes or {}).items()}
        self._entries: dict[str, Entry] = {}
        self._full: dict[str, Entry] = {}
        self._forms: dict[str, tuple[Entry | None, FormKind]] = {}
        self._capitals_only: dict[str, Entry] = {}
        self._short: dict[str, tuple[Person, ...]] = {}
        self._surnames: dict[str, tuple[Person, ...]] = {}
        self._demonyms: dict[str, Country] = {}
        self._capitals: dict[str, Country] = {}
        self._iso: dict[str, Country] = {}
        self._holders: dict[tuple[str, str], list[Person]] = {}
        self._regions = {fold(name): iso for name, iso in regions.items()}
        self._first_names = first_names
        self.doubtful: frozenset[str] = frozenset(map(fold, doubtful))
        """Folded forms that point to more than one entry or to a common word: they need a first name or a title."""
        self.generic: frozenset[str] = frozenset(map(fold, generic))
        """Folded names of bodies that many countries have ("Supreme Court")."""
        self.members: dict[str, Organisation] = {}
        """Folded names of the people of a body ("Republicans") to the body."""
        self.small_forms: tuple[str, ...] = ()
        """Names of groups that are written in small letters ("coalition of the willing")."""
        self.spans: dict[str, int] = {}
        """First word of every known form to the most words a form that starts with it has."""
        for country in countries:
            self._add_country(country)
        for organisation in organisations:
            self._entries[organisation.id] = organisation
            for form in (organisation.name, *organisation.aliases):
                if form.startswith("+"):
                    self.members[fold(form[1:])] = organisation
                    self._add_span(form[1:])
                else:
                    self._add_form(form, organisation)
        for person in people:
            self._add_person(person)
        self._places = frozenset(map(fold, places))
        self._gather_forms()

    # ------------------------------------------------------------------------------------------- look-ups

    def find(self, form: str) -> Entry | None:
        """The entry that goes by this full form, or None. Acronyms in capitals only ("WHO", "US")."""
        bare = form.removeprefix("the ").removeprefix("The ")
        return self._capitals_only.get(bare.replace(".", "")) or self._full.get(fold(bare))

    def entry(self, identity: str) -> Entry | None:
        """The entry of an identity ("vladimir-putin", "russia"), or None when it is not described."""
        return self._entries.get(identity)

    def look_up(self, form: str) -> tuple[Entry | None, FormKind] | None:
        """What a form is, with its entry (None for a place): one look-up for a scanner."""
        entry = self._capitals_only.get(form.replace(".", ""))
        if entry is not None:
            return entry, _kind(entry)
        return self._forms.get(fold(form))

    def is_place(self, form: str) -> bool:
        """Whether this is a place that is neither a country nor a capital."""
        return fold(form) in self._places

    def people_called(self, form: str) -> tuple[Person, ...]:
        """Everybody known by a short form; bearers of the surname only when it is nobody's known short form."""
        key = fold(form)
        return self._short.get(key) or self._surnames.get(key, ())

    def country(self, form: str) -> Country | None:
        """A country by name, other name, demonym, adjective or ISO code."""
        found = self.find(form)
        if isinstance(found, Country):
            return found
        return self._demonyms.get(fold(form)) or self._iso.get(form)

    def demonym(self, form: str) -> Country | None:
        """A country by its adjective or people only."""
        return self._demonyms.get(fold(form))

    def capital(self, form: str) -> Country | None:
        """A country by its capital only."""
        return self._capitals.get(fold(form))

    def is_metonym(self, form: str) -> bool:
        """Whether this is a capital that may stand for a government."""
        country = self.capital(form)
        return country is not None and country.is_capital_metonym

    def region(self, form: str) -> Country | None:
        """The country in which a known region or town lies."""
        iso = self._regions.get(fold(form))
        return self._iso.get(iso) if iso else None

    def compound_part(self, form: str) -> Country | None:
        """The country of one part of a hyphenated word ("Anglo", "US", "French")."""
        return self._iso.get(self._prefixes.get(fold(form), "")) or self.country(form)

    def role_of(self, identity: str, day: date | datetime | None) -> str | None:
        """The role of a person at a date by the who's-who; None when not known."""
        person = self._entries.get(identity)
        return person.role_at(_day(day)) if isinstance(person, Person) else None

    def affiliation_of(self, identity: str) -> str | None:
        """The country (standard name) or body of a person or organisation; None when there is none."""
        entry = self._entries.get(identity)
        if entry is None or isinstance(entry, Country) or not entry.country:
            return None
        country = self._iso.get(entry.country)
        if country:
            return country.name
        body = self.find(entry.country)
        return body.name if body and body.id != entry.id else None

    def holder(self, role: str, country: str, day: date | datetime | None) -> Person | None:
        """Who holds an office of a country or body at a date ("President", "France"); None unless exactly one is known.

        Without a day only those still in office as far as known count.
        """
        found = self.country(country) or self.find(country)
        code = found.iso if isinstance(found, Country) else found.name if found else country
        on = _day(day)
        holders = [
            person
            for person in self._holders.get((office(role), code), ())
            if any(
                office(term.role) == office(role) and (term.covers(on) if on else bool(term.first) and not term.last)
                for term in person.terms
            )
        ]
        return holders[0] if len(holders) == 1 else None

    def gender_of(self, name: str) -> str:
        """Gender of a person by entry or by first name; "" when unknown or a name of both."""
        entry = self._full.get(fold(name))
        if isinstance(entry, Person) and entry.gender:
            return entry.gender
        gender = self.first_name(name.split(" ", 1)[0])
        return gender if gender in ("m", "f") else ""

    def first_name(self, word: str) -> str:
        """ "m", "f" or "u" (both) when the word is a known first name, "" otherwise."""
        return self._first_names.get(fold(word), "")

    # ------------------------------------------------------------------------------------------- filling

    def _add_form(self, form: str, entry: Entry) -> None:
        form = form.removeprefix("the ").removeprefix("The ")
        dotless = form.replace(".", "")
        key = fold(form)
        if not key:
            return
        is_acronym = sum(letter.isupper() for letter in dotless) > 1 and " " not in form and len(dotless) <= 6
        if is_acronym and not isinstance(entry, Person):
            self._capitals_only.setdefault(dotless, entry)
        else:
            self._full.setdefault(key, entry)
        if form.islower() and form == entry.name:
            self.small_forms = (*self.small_forms, form)
        self._add_span(form)

    def _add_country(self, country: Country) -> None:
        self._entries[country.id] = country
        if country.iso:
            self._iso[country.iso] = country
        for form in (country.name, *country.aliases):
            self._add_form(form, country)
        for form in country.demonyms:
            self._demonyms.setdefault(fold(form), country)
            self._add_span(form)
        for form in country.capitals:
            self._capitals.setdefault(fold(form), country)
            self._add_span(form)

    def _gather_forms(self) -> None:
        """One table of everything, the surest reading first: full names, adjectives, members, capitals, places."""
        for key, entry in self._full.items():
            self._forms[key] = entry, _kind(entry)
        for key, country in self._demonyms.items():
            self._forms.setdefault(key, (country, "demonym"))
        for key, body in self.members.items():
            self._forms.setdefault(key, (body, "members"))
        for key, country in self._capitals.items():
            self._forms.setdefault(key, (country, "capital"))
        for key in (*self._regions, *self._places):
            self._forms.setdefault(key, (self.region(key), "place"))
            self._add_span(key)

    def _add_span(self, form: str) -> None:
        words = fold(form).split(" ")
        self.spans[words[0]] = max(self.spans.get(words[0], 0), len(words))

    def _add_person(self, person: Person) -> None:
        self._entries[person.id] = person
        for form in (person.name, *person.aliases):
            if " " in form:
                self._full[fold(form)] = person
                self._add_span(form)
        for key in dict.fromkeys(map(fold, person.short)):
            self._short[key] = (*self._short.get(key, ()), person)
            self._add_span(key)
        surname = fold(person.name.rsplit(" ", 1)[-1])
        self._surnames[surname] = (*self._surnames.get(surname, ()), person)
        body = self._capitals_only.get(person.country)
        code = body.name if isinstance(body, Organisation) else person.country
        for role in dict.fromkeys(office(term.role) for term in person.terms):
            self._holders.setdefault((role, code), []).append(person)


def whos_who(actors: Sequence[ActorSettings] = ()) -> WhosWho:
    """The shipped who's-who with the analyst's own entries, which override shipped ones of the same id or name."""
    return _who(tuple(actors))


_STRIP = str.maketrans({"'": "", "’": "", "‘": "", "ʼ": "", "`": "", ".": "", "-": " ", "‑": " ", "–": " ", "_": " "})
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "ð": "d", "þ": "th"})


@lru_cache(maxsize=16384)
def fold(name: str) -> str:
    """A name without case, accents, dots, apostrophes and hyphens; words joined by one space."""
    if name.isascii():
        plain = name.lower().translate(_STRIP)
    else:
        plain = name.translate(_STRIP).casefold().translate(_LETTERS)
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return " ".join(plain.split())


def _kind(entry: Entry) -> FormKind:
    if isinstance(entry, Person):
        return "person"
    return "country" if isinstance(entry, Country) else "organisation"


def slug(name: str) -> str:
    """The identity form of a name: folded, words joined by hyphens."""
    return re.sub(r"\W+", "-", fold(name)).strip("-")


UNKNOWN = "~"
"""Starts the identity of somebody the who's-who does not describe."""


def unknown_identity(name: str) -> str:
    """The identity of a name nobody has described: "Ivan Petrov" is "~ivan-petrov"."""
    return UNKNOWN + slug(name)


def is_unknown(identity: str) -> bool:
    """Whether an identity is of somebody the who's-who does not describe."""
    return identity.startswith(UNKNOWN)


_OFFICES = {
    "secretary of state": "foreign minister",
    "foreign secretary": "foreign minister",
    "external affairs minister": "foreign minister",
    "secretary of defense": "defence minister",
    "defence secretary": "defence minister",
    "defense secretary": "defence minister",
    "defense minister": "defence minister",
    "armed forces minister": "defence minister",
    "taoiseach": "prime minister",
    "premier": "prime minister",
    "national security advisor": "national security adviser",
    "secretary general": "secretary general",
    "nato secretary general": "secretary general",
    "chancellor of the exchequer": "finance minister",
}


def office(role: str) -> str:
    """An office under one name in every country, so that "Defence Secretary" finds the "Secretary of Defense"."""
    folded = fold(role)
    return _OFFICES.get(folded, folded)


# ------------------------------------------------------------------------------------------------ reading the lexicon


@cache
def _who(actors: tuple[ActorSettings, ...]) -> WhosWho:
    people = {person.id: person for person in _people()}
    organisations = {body.id: body for body in _organisations()}
    countries, regions = _countries()
    described = {country.id: country for country in countries}
    for settings in actors:
        named = _known_identity(settings.name, people, organisations, described)
        identity = settings.id or named or slug(settings.name)
        if settings.type == "person":
            people[identity] = _configured_person(settings, identity, people.get(identity))
        elif settings.type == "country":
            described[identity] = _configured_country(settings, identity, described.get(identity))
        else:
            organisations[identity] = _configured_body(settings, identity, organisations.get(identity))
    return WhosWho(
        people.values(),
        organisations.values(),
        described.values(),
        regions,
        first_names(),
        _ambiguous("several_people", "common_words"),
        lexicon_table("countries.toml", "prefixes"),
        _ambiguous("generic_bodies"),
        [name for line in lexicon_table("places.toml").values() for name in _list(line)],
    )


def _known_identity(name: str, *tables: Mapping[str, Entry]) -> str:
    wanted = fold(name)
    for table in tables:
        for identity, entry in table.items():
            if fold(entry.name) == wanted:
                return identity
    return ""


def _configured_person(settings: ActorSettings, identity: str, known: Person | None) -> Person:
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


def _configured_body(settings: ActorSettings, identity: str, known: Organisation | None) -> Organisation:
    base = known or Organisation(identity, settings.name)
    return replace(
        base,
        name=settings.name,
        kind="group" if settings.type == "group" else base.kind,
        country=settings.org or settings.country or base.country,
        aliases=tuple(dict.fromkeys((*settings.aliases, *settings.short, *base.aliases, base.name))),
    )


def _configured_country(settings: ActorSettings, identity: str, known: Country | None) -> Country:
    base = known or Country(identity, settings.name, iso=settings.country)
    return replace(
        base,
        name=settings.name,
        demonyms=settings.demonyms or base.demonyms,
        capitals=(settings.capital,) if settings.capital else base.capitals,
        is_capital_metonym=base.is_capital_metonym or bool(settings.capital),
        aliases=tuple(dict.fromkeys((*settings.aliases, *settings.short, *base.aliases, base.name))),
    )


def _fields(line: str, count: int) -> list[str]:
    parts = [part.strip() for part in line.split("|")]
    return parts + [""] * (count - len(parts))


def _list(field: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in field.split(",")) if field else ()


@cache
def _table(name: str) -> dict[str, object]:
    return tomllib.loads((LEXICON / name).read_text("utf-8"))


def lexicon_table(name: str, section: str = "") -> Mapping[str, str]:
    """The string lines of a lexicon file, or of one section of it."""
    table: object = _table(name)
    if section and isinstance(table, dict):
        table = table.get(section, {})
    assert isinstance(table, dict)
    return {key: value for key, value in table.items() if isinstance(value, str)}


def _people() -> Iterable[Person]:
    for identity, line in lexicon_table("people.toml").items():
        name, belongs, terms, short, aliases = _fields(line, 5)[:5]
        country, _, gender = belongs.partition(" ")
        held = tuple(_term(part) for part in terms.split("; ")) if terms else ()
        yield Person(identity, name, country, gender, held, _list(short), _list(aliases))


def _term(text: str) -> Term:
    role, _, years = text.rpartition(" ")
    first, dots, last = years.partition("..")
    return Term(role, first, last) if dots else Term(text)


def _organisations() -> Iterable[Organisation]:
    for identity, line in lexicon_table("organisations.toml").items():
        name, kind, country, aliases = _fields(line, 4)[:4]
        yield Organisation(identity, name, kind, "" if country == "-" else country, _list(aliases))


def _countries() -> tuple[list[Country], dict[str, str]]:
    countries = []
    for iso, line in lexicon_table("countries.toml", "countries").items():
        name, demonyms, capitals, aliases = _fields(line, 4)[:4]
        is_metonym = capitals.endswith("!")
        countries.append(
            Country(slug(name), name, iso, _list(demonyms), _list(capitals.rstrip(" !")), is_metonym, _list(aliases))
        )
    regions = {name: iso for iso, line in lexicon_table("countries.toml", "regions").items() for name in _list(line)}
    return countries, regions


@cache
def first_names() -> Mapping[str, str]:
    """First names of many countries, folded, to "m", "f" or "u" (both)."""
    table: dict[str, str] = {}
    for key, gender in (("male", "m"), ("female", "f"), ("both", "u")):
        for line in lexicon_table("first_names.toml", key).values():
            folded = line.lower() if line.isascii() else " ".join(fold(name).replace(" ", "-") for name in line.split())
            for name in folded.replace("'", "").split():
                known = table.setdefault(name.replace("-", " "), gender)
                if known != gender:
                    table[name.replace("-", " ")] = "u"
    return table


def _ambiguous(*keys: str) -> Iterable[str]:
    for key in keys:
        yield from _list(lexicon_table("ambiguous.toml")[key])


def _day(moment: date | datetime | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment
