"""The who's-who: people, organisations and countries by every name they go by.

Facts come from `lexicon/people.toml`, `organisations.toml`, `countries.toml` and `ambiguous.toml`, and from
`[[actors]]` of the config, which adds to them or overrides them. Parsed on first use.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache

from feeds.reading.configured_actors import configured_body, configured_country, configured_person, known_identity
from feeds.reading.entries import (
    UNKNOWN,
    Country,
    Entry,
    FormKind,
    Organisation,
    Person,
    Term,
    fold,
    is_unknown,
    kind_of,
    office,
    slug,
    unknown_identity,
)
from feeds.reading.lexicon_files import (
    LEXICON,
    ambiguous,
    countries_and_regions,
    first_names,
    lexicon_table,
    listed,
    organisations,
    people,
)
from feeds.settings import ActorSettings

__all__ = [
    "LEXICON",
    "UNKNOWN",
    "Country",
    "Entry",
    "FormKind",
    "Organisation",
    "Person",
    "Term",
    "WhosWho",
    "first_names",
    "fold",
    "is_unknown",
    "lexicon_table",
    "office",
    "slug",
    "unknown_identity",
    "whos_who",
]


_MOST_REMEMBERED = 2048


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
    - `is_short_for(short, name)`: whether "tom" is short for "thomas"
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
        short_first_names: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self._short_first_names = short_first_names or {}
        self._prefixes = {fold(form): iso for iso, form in (prefixes or {}).items()}
        self._entries: dict[str, Entry] = {}
        self._full: dict[str, Entry] = {}
        self._forms: dict[str, tuple[Entry | None, FormKind]] = {}
        self._capitals_only: dict[str, Entry] = {}
        self._short: dict[str, tuple[Person, ...]] = {}
        self._surnames: dict[str, tuple[Person, ...]] = {}
        self._demonyms: dict[str, Country] = {}
        self._capitals: dict[str, Country] = {}
        self.metonyms: frozenset[str] = frozenset()
        """Capitals that may stand for a government, as they are written and as they are folded, in lower case."""
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
        self._looked_up: dict[str, tuple[Entry | None, FormKind] | None] = {}
        """What `look_up` gave: stories name the same few again and again."""
        self.spans: dict[str, int] = {}
        """First word of every known form to the most words a form that starts with it has."""
        self.openings: set[str] = set()
        """The first two words of every known form that has more than one."""
        for country in countries:
            self._add_country(country)
        for organisation in organisations:
            self._entries[organisation.id] = organisation
            for form in (organisation.name, *organisation.aliases):
                if form.startswith("+"):
                    key = fold(form[1:])
                    self.members[key] = organisation
                    self._add_span(key)
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
        if form in self._looked_up:
            return self._looked_up[form]
        entry = self._capitals_only.get(form.replace(".", ""))
        found = (entry, kind_of(entry)) if entry is not None else self._forms.get(fold(form))
        if len(self._looked_up) >= _MOST_REMEMBERED:
            self._looked_up.clear()
        self._looked_up[form] = found
        return found

    def is_place(self, form: str) -> bool:
        """Whether this is a place that is neither a country nor a capital."""
        return fold(form) in self._places

    def is_somewhere(self, form: str) -> bool:
        """Whether this is the name of a place, a capital or a country."""
        found = self.look_up(form)
        return found is not None and found[1] in ("place", "capital", "country")

    def people_called(self, form: str) -> tuple[Person, ...]:
        """Everybody known by a short form; bearers of the surname only when it is nobody's known short form."""
        key = fold(form)
        return self._short.get(key) or self._surnames.get(key, ())

    def is_nobody(self, folded: str) -> bool:
        """Whether nobody goes by a folded form of one word; False for several words."""
        return folded not in self._short and folded not in self._surnames and " " not in folded

    def is_short_name(self, form: str) -> bool:
        """Whether somebody is known by just this ("Xi"), and not only bears it as a surname."""
        return fold(form) in self._short

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

    def is_short_for(self, short: str, name: str) -> bool:
        """Whether a folded first name is a short form of another ("tom" of "thomas")."""
        return name in self._short_first_names.get(short, ())

    def first_name(self, word: str) -> str:
        """ "m", "f" or "u" (both) when the word is a known first name, "" otherwise."""
        folded = fold(word)
        found = self._first_names.get(folded, "")
        if found or "-" not in word:
            return found
        genders = [self._first_names.get(part, "") for part in folded.split(" ")]  # "Ann-Lee"
        return genders[0] if all(genders) else ""

    # ------------------------------------------------------------------------------------------- filling

    def _add_form(self, form: str, entry: Entry) -> None:
        form = form.removeprefix("the ").removeprefix("The ")
        dotless = form.replace(".", "")
        key = fold(form)
        if not key:
            return
        is_short = " " not in form and len(dotless) <= 6
        if is_short and sum(map(str.isupper, dotless)) > 1 and not isinstance(entry, Person):
            self._capitals_only.setdefault(dotless, entry)
        else:
            self._full.setdefault(key, entry)
        owner = form.partition("'s")[0] if "'s" in form else form
        if owner != form and " " not in owner:
            self.spans.setdefault(fold(owner), form.count(" ") + 1)  # "Moody's" is read as "Moody" and its ending
        if form.islower() and form == entry.name:
            self.small_forms = (*self.small_forms, form)
        self._add_span(key)

    def _add_country(self, country: Country) -> None:
        self._entries[country.id] = country
        if country.iso:
            self._iso[country.iso] = country
        for form in (country.name, *country.aliases):
            self._add_form(form, country)
        for key in map(fold, country.demonyms):
            self._demonyms.setdefault(key, country)
            self._add_span(key)
        for key in map(fold, country.capitals):
            self._capitals.setdefault(key, country)
            self._add_span(key)

    def _gather_forms(self) -> None:
        """One table of everything, the surest reading first: full names, adjectives, members, capitals, places."""
        for key, entry in self._full.items():
            self._forms[key] = entry, kind_of(entry)
        for key, country in self._demonyms.items():
            self._forms.setdefault(key, (country, "demonym"))
        for key, body in self.members.items():
            self._forms.setdefault(key, (body, "members"))
        for key, country in self._capitals.items():
            self._forms.setdefault(key, (country, "capital"))
        self.metonyms = frozenset(
            word
            for key, country in self._capitals.items()
            if country.is_capital_metonym
            for form in (key, *map(str.lower, country.capitals))
            for word in (form, form.replace("'", "’"))
        )
        for key in (*self._regions, *self._places):
            self._forms.setdefault(key, (self.region(key), "place"))
            self._add_span(key)

    def _add_span(self, folded: str) -> None:
        first, count = folded.partition(" ")[0], folded.count(" ") + 1
        if count > self.spans.get(first, 0):
            self.spans[first] = count
        if count > 1:
            self.openings.add(folded if count == 2 else " ".join(folded.split(" ", 2)[:2]))

    def _add_person(self, person: Person) -> None:
        self._entries[person.id] = person
        for form in (person.name, *person.aliases):
            if " " in form:
                key = fold(form)
                self._full[key] = person
                self._add_span(key)
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


@cache
def _who(actors: tuple[ActorSettings, ...]) -> WhosWho:
    persons = {person.id: person for person in people()}
    bodies = {body.id: body for body in organisations()}
    countries, regions = countries_and_regions()
    described = {country.id: country for country in countries}
    for settings in actors:
        named = known_identity(settings.name, persons, bodies, described)
        identity = settings.id or named or slug(settings.name)
        if settings.type == "person":
            persons[identity] = configured_person(settings, identity, persons.get(identity))
        elif settings.type == "country":
            described[identity] = configured_country(settings, identity, described.get(identity))
        else:
            bodies[identity] = configured_body(settings, identity, bodies.get(identity))
    return WhosWho(
        persons.values(),
        bodies.values(),
        described.values(),
        regions,
        first_names(),
        ambiguous("several_people", "common_words"),
        lexicon_table("countries.toml", "prefixes"),
        ambiguous("generic_bodies"),
        [name for line in lexicon_table("places.toml").values() for name in listed(line)],
        {short: names.split() for short, names in lexicon_table("first_names.toml", "short").items()},
    )


def _day(moment: date | datetime | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment
