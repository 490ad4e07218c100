"""Who a story names: people, organisations, countries and groups, one identity each, with every mention.

An identity is the id of the who's-who entry; of somebody nobody has described it is "~" and the folded name
("~ivan-petrov"), see `is_unknown`.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from feeds.reading.common_words import is_common
from feeds.reading.credits import credited
from feeds.reading.knowledge import Knowledge
from feeds.reading.names import NO_BODY, Found, words
from feeds.reading.naming import scan
from feeds.reading.people import people_of
from feeds.reading.text import Text
from feeds.reading.whoswho import (
    UNKNOWN,
    Country,
    Entry,
    Organisation,
    Person,
    WhosWho,
    fold,
    is_unknown,
    office,
    unknown_identity,
    whos_who,
)
from feeds.story import Actor, ActorType, Mention

__all__ = ["UNKNOWN", "WhosWho", "is_unknown", "read_actors", "unknown_identity", "whos_who"]

_QUALIFIERS = frozenset("vice deputy former ex shadow acting interim assistant under opposition late".split())
"""Words that make another office of the one they stand before."""
_BEFORE_TOWNS = frozenset("in near outside inside across around throughout into".split())
"""What stands before a town and not before the body that has its name first."""
_ABBREVIATED = {"sen": "senator", "gov": "governor", "rep": "representative", "gen": "general", "amb": "ambassador"}


def read_actors(text: Text, knowledge: Knowledge, published: datetime | date | None) -> tuple[Actor, ...]:
    """Everybody and every body the story names, in order of first mention, the headline last.

    Mentions are exact: titles and possessive endings are outside, an adjective ("Russian") is a mention of its
    country. A capital that acts for its government ("Moscow said") is an actor of its own name whose `actor` is the
    country; as a place it is none. Linear in the length of the story; never raises.
    """
    who = knowledge.whos_who
    scans = [scan(text.of(paragraph), paragraph, who) for paragraph in text.numbers()]
    if not any(each.found for each in scans):
        return ()  # most short entries name but small places
    found: list[Found] = []
    for each in scans:
        each.take_in()
        credits = credited(each.text)
        found.extend(_not_within(credits, each.found) if credits else each.found)
    return _Story(found, who, published).actors()


def _not_within(places: list[tuple[int, int]], named: list[Found]) -> list[Found]:
    """What is named elsewhere: whoever drew the map or took the picture is nobody the story tells of."""
    return [item for item in named if not any(start <= item.start < end for start, end in places)]


class _Story:
    """What one story names, gathered by identity."""

    def __init__(self, found: list[Found], who: WhosWho, published: datetime | date | None) -> None:
        self.found, self.who, self.published = found, who, published
        self.day = published.date() if isinstance(published, datetime) else published
        self.countries = {_home(item.entry) for item in found if item.entry and not self.is_generic(item)}
        self.bodies = {item.text for item in found if item.kind == "organisation" and item.entry is None}
        self.acronyms = {item.acronym: item for item in found if item.acronym}
        self.no_bodies = {item.text for item in found if item.score <= NO_BODY}
        self.short_bodies = self.first_words()
        self.initials = self.body_initials()
        self.surnames: set[str] = set()
        self.fuller_bodies = {
            item.text.partition(" on ")[0]: item.text
            for item in found
            if item.kind == "organisation" and " on " in item.text
        }
        """Bodies that go on behind what is a body's name by itself ("European Council on Foreign Relations")."""

    def actors(self) -> tuple[Actor, ...]:
        people = people_of(self.found, self.who, self.day)
        self.surnames = {fold(self.found[place].text).rsplit(" ", 1)[-1] for place in people}
        groups: dict[tuple[ActorType, str, str], list[Found]] = {}
        for place, item in enumerate(self.found):
            person = people.get(place)
            key: tuple[ActorType, str, str] | None = self.key(item) if person is None else ("person", person, "")
            if key:
                groups.setdefault(key, []).append(item)
        actors = [self.actor(kind, identity, items) for (kind, identity, _), items in groups.items()]
        return tuple(sorted(actors, key=lambda actor: _place(actor.mentions[0])))

    def key(self, item: Found) -> tuple[ActorType, str, str] | None:
        """What an item counts for: (type, identity, name apart), None when it is no actor."""
        if item.kind == "maybe":
            return self.maybe_a_body(item)
        if item.kind == "country" and item.entry:
            return "country", item.entry.id, ""
        if item.kind == "capital" and item.entry:
            return "country", item.entry.id, fold(item.text)
        if item.kind == "group":
            return "group", item.entry.id if item.entry else unknown_identity(item.text), ""
        if item.kind == "organisation":
            return "organisation", self.body_identity(item), ""
        return None

    def maybe_a_body(self, item: Found) -> tuple[ActorType, str, str] | None:
        """The key of a name nobody says more of, where the story uses it for a body; else None."""
        if item.text in self.bodies:
            return "organisation", unknown_identity(item.text), ""
        if item.text in self.acronyms:
            return "organisation", self.body_identity(self.acronyms[item.text]), ""
        if item.text in self.short_bodies and item.before[1] not in _BEFORE_TOWNS:
            return "organisation", self.body_identity(self.short_bodies[item.text]), ""
        if item.text in self.initials and item.score > -2.0:
            return "organisation", self.body_identity(self.initials[item.text]), ""
        if self.is_acronym(item):
            return "organisation", unknown_identity(item.text), ""
        return None

    def first_words(self) -> dict[str, Found]:
        """Bodies by their first word, where that is a name of its own ("Brookings" of the Brookings Institution)."""
        bodies: dict[str, Found] = {}
        for item in self.found:
            if item.kind != "organisation":
                continue
            first, _, rest = item.text.partition(" ")
            if not rest or not first.isalpha() or len(first) < 4:
                continue
            is_other = self.who.look_up(first) is not None or self.who.first_name(first) or is_common(fold(first))
            lists = words()
            is_word = any(fold(first) in listed for listed in (lists.body_modifiers, lists.things, lists.thing_heads))
            if not is_other and not is_word:
                bodies.setdefault(first, item)
        return bodies

    def body_initials(self) -> dict[str, Found]:
        """Bodies by the capitals of their names, where nobody is called so ("PA" beside the Palestinian Authority)."""
        bodies: dict[str, Found] = {}
        for item in self.found:
            if item.kind == "organisation" and " " in item.text:
                initials = "".join(word[0] for word in item.text.split() if word[0].isupper())
                if len(initials) > 1 and self.who.look_up(initials) is None:
                    bodies.setdefault(initials, item)
        return bodies

    def body_identity(self, item: Found) -> str:
        entry = item.entry
        if entry is None:
            entry = self.body_of_country(item.text)
        elif self.is_generic(item) and self.countries and _home(entry) not in self.countries:
            entry = None
        return entry.id if entry else unknown_identity(item.text)

    def is_generic(self, item: Found) -> bool:
        return item.kind == "organisation" and fold(item.text) in self.who.generic

    def body_of_country(self, name: str) -> Organisation | None:
        """ "Russian Investigative Committee" is the "Investigative Committee" where that one is Russian."""
        leading, _, rest = name.partition(" ")
        country, entry = self.who.country(leading), self.who.find(rest)
        is_its_own = isinstance(entry, Organisation) and country is not None and entry.country == country.iso
        return entry if is_its_own and isinstance(entry, Organisation) else None

    def is_acronym(self, item: Found) -> bool:
        if item.text[1:2].islower():
            return False
        bare = item.text.replace(".", "").replace("&", "").replace("-", "")
        if not (bare.isupper() and bare.isalpha() and 2 <= len(bare) <= 6) or item.is_in_heading:
            return False
        if bare[0] in "RDI" and item.text[1:2] == "-":
            return False
        folded, lists = fold(item.text), words()
        if folded in self.surnames or item.text in self.no_bodies:
            return False
        known = (lists.things, lists.capitals, lists.function, lists.calendar, lists.heads, lists.ranks)
        return not is_common(folded) and not any(folded in listed for listed in known)

    # ------------------------------------------------------------------------------------------- one actor

    def actor(self, kind: ActorType, identity: str, items: list[Found]) -> Actor:
        items = sorted(items, key=_place) if len(items) > 1 else items
        entry = self.who.entry(identity)
        name = _fullest(items)
        if kind == "person" and name.isupper() and len(name) > 4:
            name = entry.name if entry and fold(entry.name) == fold(name) else name.title()
        if isinstance(entry, Country) and items[0].kind == "country":
            name = entry.name
        if entry and fold(entry.name) == fold(name) + "s":
            name = entry.name
        if kind == "group":
            name = Counter(item.text for item in items).most_common(1)[0][0]
        titles = [item for item in items if item.role]
        titled = next((item for item in titles if item.role and not _is_rank(item.role)), titles[0] if titles else None)
        role = self.fullest_role(titled.role, titles) if titled and titled.role else None
        affiliation = next((item.affiliation for item in (titled, *items) if item and item.affiliation), None)
        if affiliation is not None:
            affiliation = self.fuller_bodies.get(affiliation, affiliation)
        if affiliation is None and kind == "organisation":
            leading = self.who.country(name.partition(" ")[0])
            affiliation = leading.name if leading else None
        known_role = self.who.role_of(identity, self.published)
        known_affiliation = self.who.affiliation_of(identity)
        return Actor(
            name=name,
            actor=identity,
            type=kind,
            role=role,
            affiliation=affiliation or known_affiliation,
            known_role=None if _agree(role, known_role) else known_role,
            known_affiliation=known_affiliation if affiliation and affiliation != known_affiliation else None,
            gender=self.gender(entry, name, items) if kind == "person" else "",
            mentions=tuple([Mention(item.text, item.paragraph, item.start, item.end) for item in items]),
        )

    def fullest_role(self, role: str, titles: list[Found]) -> str:
        """The office in full where the story gives it twice ("Secretary" and "Treasury Secretary")."""
        ending, lists = f" {role}".lower(), words()
        fuller = [
            item.role
            for item in titles
            if item.role
            and item.role.lower().endswith(ending)
            and all(
                word in lists.modifiers and word not in _QUALIFIERS
                for word in fold(item.role[: -len(ending)]).split(" ")
            )
        ]
        return max(fuller, key=len) if fuller else role

    def gender(self, entry: object, name: str, items: list[Found]) -> str:
        if isinstance(entry, Person) and entry.gender:
            return entry.gender
        return next((item.gender for item in items if item.gender), "") or self.who.gender_of(name)


def _place(mention: Mention | Found) -> tuple[bool, int, int]:
    return mention.paragraph is None, mention.paragraph or 0, mention.start


def _home(entry: Entry) -> str:
    return entry.iso if isinstance(entry, Country) else entry.country


def _fullest(items: list[Found]) -> str:
    """The form with the most words, then letters; one in capitals only when there is no other."""
    if len(items) == 1:
        return items[0].text
    return max((item.text for item in items), key=lambda text: (text.count(" "), not text.isupper(), len(text)))


def _is_rank(role: str) -> bool:
    """Whether a role is only a rank ("General"), beside which an office says more."""
    return all(word in words().ranks for word in fold(role).split(" "))


def _agree(role: str | None, known: str | None) -> bool:
    """Whether the text's role and the who's-who's are one office, more or less fully named."""
    if role is None or known is None:
        return known is None
    if office(role) == office(known):
        return True
    ours, theirs = ({_ABBREVIATED.get(word, word) for word in fold(office_).split(" ")} for office_ in (role, known))
    return (ours <= theirs or theirs <= ours) and not (ours ^ theirs) & _QUALIFIERS
