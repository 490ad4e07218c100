"""Who a story names: people, organisations, countries and groups, one identity each, with every mention.

An identity is the id of the who's-who entry; of somebody nobody has described it is "~" and the folded name
("~ivan-petrov"), see `is_unknown`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from feeds.reading.knowledge import Knowledge
from feeds.reading.names import Found, words
from feeds.reading.naming import found_in
from feeds.reading.text import Text
from feeds.reading.whoswho import Country, Person, WhosWho, fold, slug, whos_who
from feeds.story import Actor, ActorType, Mention

__all__ = ["WhosWho", "is_unknown", "read_actors", "unknown_identity", "whos_who"]

UNKNOWN = "~"
PERSON_SCORE = 2.5


def read_actors(text: Text, knowledge: Knowledge, published: datetime | date | None) -> tuple[Actor, ...]:
    """Everybody and every body the story names, in order of first mention (paragraphs before the title).

    Mentions are exact: titles and possessive endings are outside, an adjective ("Russian") is a mention of its
    country. A capital that acts for its government ("Moscow said") is an actor of its own name whose `actor` is the
    country; as a place it is none. Linear in the length of the story; never raises.
    """
    who = knowledge.whos_who
    found: list[Found] = []
    for paragraph in text.numbers():
        found.extend(found_in(text.of(paragraph), paragraph, who))
    return _Story(found, who, published).actors()


def is_unknown(identity: str) -> bool:
    """Whether an identity is of somebody the who's-who does not describe."""
    return identity.startswith(UNKNOWN)


def unknown_identity(name: str) -> str:
    """The identity of a name nobody has described: "Ivan Petrov" is "~ivan-petrov"."""
    return UNKNOWN + slug(name)


class _Story:
    """What one story names, gathered by identity."""

    def __init__(self, found: list[Found], who: WhosWho, published: datetime | date | None) -> None:
        self.found, self.who, self.published = found, who, published
        self.day = published.date() if isinstance(published, datetime) else published

    def actors(self) -> tuple[Actor, ...]:
        people = self.people()
        groups: dict[tuple[str, str, str], list[Found]] = {}
        for item in self.found:
            if item.kind == "place":
                continue
            if item.kind in ("person", "maybe"):
                identity = people.get(id(item))
                if identity:
                    groups.setdefault(("person", identity, ""), []).append(item)
                elif item.kind == "maybe" and self.is_body(item):
                    groups.setdefault(("organisation", unknown_identity(item.text), ""), []).append(item)
            elif item.kind == "capital":
                entry = item.entry
                groups.setdefault(("country", entry.id if entry else "", fold(item.text)), []).append(item)
            elif item.kind == "country" and item.entry:
                groups.setdefault(("country", item.entry.id, ""), []).append(item)
            elif item.kind == "organisation":
                identity = item.entry.id if item.entry else unknown_identity(item.text)
                groups.setdefault(("organisation", identity, ""), []).append(item)
            elif item.kind == "group":
                identity = item.entry.id if item.entry else unknown_identity(item.text)
                groups.setdefault(("group", identity, ""), []).append(item)
        return tuple(self.actor(kind, identity, items) for (kind, identity, _), items in groups.items())

    # ------------------------------------------------------------------------------------------- people

    def people(self) -> dict[int, str]:
        """Identity of every found item that is a person, by the item's id()."""
        full: dict[str, list[str]] = {}
        identities: dict[int, str] = {}
        for item in self.found:
            is_sure = item.kind == "person" and (" " in item.text or item.entry is not None)
            if is_sure or (item.kind == "maybe" and " " in item.text and item.score >= PERSON_SCORE):
                identity = self.identity(item)
                identities[id(item)] = identity
                for surname in self.surnames(item.text):
                    if identity not in full.setdefault(surname, []):
                        full[surname].append(identity)
        for item in self.found:
            if id(item) in identities or item.kind not in ("person", "maybe"):
                continue
            folded = fold(item.text)
            if folded in full:
                candidates = full[folded]
                identities[id(item)] = candidates[-1] if len(candidates) > 1 else candidates[0]
                continue
            known = self.who.people_called(item.text)
            if item.kind == "person":
                identities[id(item)] = known[0].id if len(known) == 1 else unknown_identity(item.text)
            elif len(known) == 1 and folded not in self.who.doubtful:
                identities[id(item)] = known[0].id
        return identities

    def identity(self, item: Found) -> str:
        if item.entry:
            return item.entry.id
        entry = self.who.find(item.text)
        return entry.id if isinstance(entry, Person) else unknown_identity(item.text)

    def surnames(self, name: str) -> Iterable[str]:
        parts = fold(name).split(" ")
        return {" ".join(parts[at:]) for at in range(1, len(parts))} | {parts[0]}

    def is_body(self, item: Found) -> bool:
        is_acronym = item.text.isupper() and item.text.isalpha() and 2 <= len(item.text) <= 6
        folded, lists = fold(item.text), words()
        return is_acronym and not any(folded in known for known in (lists.things, lists.function, lists.calendar))

    # ------------------------------------------------------------------------------------------- one actor

    def actor(self, kind: str, identity: str, items: list[Found]) -> Actor:
        items = sorted(items, key=lambda item: (item.paragraph is None, item.paragraph or 0, item.start))
        entry = self.who.entry(identity)
        name = max((item.text for item in items), key=lambda text: (len(text.split()), len(text)))
        if isinstance(entry, Country) and items[0].kind == "country":
            name = entry.name
        roles = [item for item in items if item.role]
        role = next((item.role for item in roles), None)
        affiliation = next((item.affiliation for item in items if item.affiliation), None)
        known_affiliation = self.who.affiliation_of(identity)
        known_role = self.who.role_of(identity, self.published)
        gender = next((item.gender for item in items if item.gender), "")
        if isinstance(entry, Person) and entry.gender:
            gender = entry.gender
        elif kind == "person" and not gender:
            gender = self.who.gender_of(name)
        return Actor(
            name=name,
            actor=identity,
            type=_type(kind),
            role=role,
            affiliation=affiliation or known_affiliation,
            known_role=known_role if known_role != role else None,
            known_affiliation=known_affiliation if affiliation and known_affiliation != affiliation else None,
            gender=gender,
            mentions=tuple(Mention(item.text, item.paragraph, item.start, item.end) for item in items),
        )


def _type(kind: str) -> ActorType:
    kinds: dict[str, ActorType] = {"person": "person", "organisation": "organisation", "country": "country"}
    return kinds.get(kind, "group")
