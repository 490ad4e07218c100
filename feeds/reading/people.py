"""Which of the names in a story are people, and which belong to one person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from feeds.reading.common_words import is_common
from feeds.reading.likeness import CALLED_A_PLACE, follows_preposition
from feeds.reading.names import NICKNAME, Found, words, words_before
from feeds.reading.whoswho import Country, Person, WhosWho, fold, is_unknown, office, unknown_identity

PERSON_LIKENESS = 2.5
"""From `person_likeness`, what a name of two or more words must reach."""
SURE = 9.0
"""The likeness of a name with a title or in the who's-who."""
SHORTEST_RESPELLED = 7
"""Letters of a first name from which one more or less is a spelling and not another name ("Marco" and "Mario")."""
_CROWNS = frozenset(("king", "queen", "prince", "princess", "emir", "sultan", "pope"))
MOST_BEARERS = 8
"""Of one surname, how many people are told apart."""


def people_of(found: Sequence[Found], who: WhosWho, day: date | None = None) -> dict[int, str]:
    """The identity of every item that names a person, by its place in `found`.

    Full names first: by entry, by title or by likeness (the best of all places where the name stands). Then surnames,
    by the full names of the story (by gender and title where two people share one, else the last one named), then by
    the who's-who. A lone surname takes in the particle before it ("von der Leyen") where that is a name's ending.
    """
    full = _full_names(found, who)
    named = _Named(who)
    for name, identity in full.items():
        named.index(name, identity)
    for item in found:
        if item.role and fold(item.text) in full:
            named.titles.setdefault(full[fold(item.text)], set()).update(office(item.role).split(" "))
    named.kin_alone = {full[fold(item.text)] for item in found if item.is_second and fold(item.text) in full}
    if named.kin_alone:
        named.kin_alone -= {full[fold(item.text)] for item in found if not item.is_second and fold(item.text) in full}
    named.lone = {fold(item.text) for item in found if item.kind == "person" and " " not in item.text}
    called = full.keys() | named.surnames.keys() | named.first_names.keys() | named.lone
    by_country = {
        fold(text) for text in {item.text for item in found if item.kind == "country"}
    } & named.surnames.keys()
    called_otherwise = {
        item.entry.iso
        for item in (found if by_country else ())
        if isinstance(item.entry, Country) and _names_country_only(item, named)
    }
    people: dict[int, str] = {}
    for place, item in enumerate(found):
        if item.kind == "country" and not by_country:
            continue
        folded = fold(item.text)
        if item.kind == "maybe" and folded not in called and not item.particles and who.is_nobody(folded):
            continue  # most words with a capital
        if item.kind == "country" and isinstance(item.entry, Country):
            if item.entry.iso not in called_otherwise and _is_surname_of_a_country(item, folded, named):
                people[place] = named.latest[folded]
            continue
        if item.kind == "maybe" and folded not in full:
            folded = _without_lead_in(item, folded, named)
        if item.kind in ("person", "maybe") and folded in full:
            people[place] = full[folded]
            named.surname = folded.rsplit(" ", 1)[-1]
            if not (item.is_second and named.surname in named.latest):
                named.latest[named.surname] = full[folded]
            continue
        if item.particles and fold(item.particles + item.text) in named.surnames:
            item.start -= len(item.particles)
            item.text = item.particles + item.text
            folded = fold(item.text)
        bearer = _short_name(item, folded, named)
        if bearer and is_unknown(bearer) and bearer not in named.surnames.get(folded, {}):
            bearer = _in_office(item.text, who, day, found) or bearer
        if bearer:
            people[place] = bearer
    return people


def _without_lead_in(item: Found, folded: str, named: _Named) -> str:
    """Cuts a plain word before a surname of the story ("Dump Trump"); gives the folded name that is left."""
    first, _, rest = folded.partition(" ")
    if rest in named.surnames and _is_lead_in(first, named.who) and " " in item.text:
        length = item.text.index(" ") + 1
        item.start += length
        item.text = item.text[length:]
        return rest
    return folded


def _is_lead_in(first: str, who: WhosWho) -> bool:
    return len(first) > 1 and is_common(first) and not who.first_name(first)


class _Named:
    """The people whose full names a story gives, by surname and first name, in the order they are named."""

    def __init__(self, who: WhosWho) -> None:
        self.who = who
        self.surnames: dict[str, dict[str, str]] = {}
        """Surname (and every longer ending of a name) to the identities that bear it, each with its gender."""
        self.first_names: dict[str, dict[str, str]] = {}
        self.latest: dict[str, str] = {}
        self.lone: set[str] = set()
        """Folded names of one word that a title or a relation gives to a person."""
        self.surname = ""
        """Of the person named in full last."""
        self.kin: dict[str, str] = {}
        """Folded first names of kin to their identities: with the family's name, so that two stories' Annas are two."""
        self.titles: dict[str, set[str]] = {}
        self.kin_alone: set[str] = set()
        """Those whom the story brings in only as somebody's kin."""

    def index(self, name: str, identity: str) -> None:
        parts = [part for part in name.split(" ") if part not in ("jr", "sr", "ii", "iii")]
        entry = self.who.entry(identity)
        gender = entry.gender if isinstance(entry, Person) and entry.gender else self.who.first_name(parts[0])
        for start in range(1, len(parts)):
            self.surnames.setdefault(" ".join(parts[start:]), {}).setdefault(identity, gender)
        if len(parts) > 1:
            self.first_names.setdefault(parts[0], {}).setdefault(identity, gender)

    def has_title(self, identity: str, role: str) -> bool:
        """Whether a title goes with a person, by the story or by the who's-who."""
        title = set(office(role).split(" "))
        return bool(title & self.titles.get(identity, set())) or _held(self.who.entry(identity), title)

    def apart(self, item: Found, folded: str) -> str:
        """Somebody with a title and no first name in the story, beside kin of the same name; named last from now on."""
        identity = unknown_identity(item.text)
        self.surnames[folded].setdefault(identity, item.gender)
        self.titles.setdefault(identity, set()).update(office(item.role or "").split(" "))
        self.latest[folded] = identity
        return identity

    def bearer(self, item: Found, folded: str) -> str | None:
        """Who of the story is meant by a surname: by gender, then title, then who was named last."""
        bearers = self.surnames.get(folded)
        if not bearers:
            return None
        if len(bearers) == 1:
            return next(iter(bearers))
        chosen = list(bearers)[:MOST_BEARERS]
        if item.gender:
            chosen = [bearer for bearer in chosen if bearers[bearer] in (item.gender, "", "u")] or chosen
        if item.role:
            chosen = [bearer for bearer in chosen if self.has_title(bearer, item.role)] or chosen
        return self.latest[folded] if self.latest.get(folded) in chosen else chosen[0]


def _full_names(found: Sequence[Found], who: WhosWho) -> dict[str, str]:
    """Folded full names to identities; variants of one name ("Paul D. Ryan", "Paul Ryan") have one identity."""
    likeness: dict[str, float] = {}
    texts: dict[str, Found] = {}
    places: set[str] = set()
    for item in found:
        is_titled = item.kind == "person"
        if (is_titled or item.kind == "maybe") and (" " in item.text or item.entry):
            folded = fold(item.text)
            if item.score <= CALLED_A_PLACE and not item.entry:
                places.add(folded)
            likeness[folded] = max(likeness.get(folded, -9.0), SURE if is_titled else item.score)
            if folded not in texts or item.entry:
                texts[folded] = item
    known = {folded.rsplit(" ", 1)[-1] for folded, item in texts.items() if item.entry or likeness[folded] >= SURE}
    full: dict[str, str] = {}
    endings: dict[str, str] = {}
    variants: dict[str, list[tuple[list[str], str]]] = {}
    for folded, item in sorted(texts.items(), key=lambda pair: -pair[0].count(" ")):
        if likeness[folded] < PERSON_LIKENESS or (folded in places and likeness[folded] < SURE):
            continue
        parts = folded.split(" ")
        if len(parts) == 2 and likeness[folded] < SURE and parts[1] in known and _is_lead_in(parts[0], who):
            continue
        same = variants.setdefault(parts[-1], [])
        identity = item.entry.id if item.entry else endings.get(folded) or _described(parts, who)
        if identity is None:
            identity = next((known for others, known in same if _is_variant(others, parts, who)), None)
        full[folded] = identity or unknown_identity(NICKNAME.sub(" ", item.text))
        if len(same) < MOST_BEARERS:
            same.append((parts, full[folded]))
        for start in range(1, len(parts) - 1):
            endings.setdefault(" ".join(parts[start:]), full[folded])
    return full


def _described(parts: list[str], who: WhosWho) -> str | None:
    """The identity of a described person by name, middle names and endings aside."""
    bare = [part for part in parts if len(part) > 1 and part not in ("jr", "sr")]
    is_long = len(bare) == 3 and bare[-1] not in who.doubtful and bare[-1] not in ("ii", "iii", "iv")
    outer = [bare[0], bare[-1]] if is_long else bare
    for name in (" ".join(parts), " ".join(bare), " ".join(outer)):
        entry = who.find(name)
        if isinstance(entry, Person):
            return entry.id
    return None


def _is_variant(one: list[str], other: list[str], who: WhosWho) -> bool:
    """Whether two names with one surname can be one person's: "Thomas" and "Tom", "Niloufar" and "Niloofar"."""
    first, second = one[0], other[0]
    is_called = first in _bare(other[1:-1]) or second in _bare(one[1:-1])  # 'Ann "Red" Orlo', "Red Orlo"
    is_one = first == second or is_called or who.is_short_for(first, second) or who.is_short_for(second, first)
    return (is_one or _is_respelled(first, second)) and _compatible(one[1:-1], other[1:-1])


def _bare(parts: Sequence[str]) -> list[str]:
    """Middle names without the marks a nickname stands between."""
    return [part.strip('"“”') for part in parts]


def _is_respelled(one: str, other: str) -> bool:
    """Whether two long first names differ by one letter, or by two that changed places."""
    if min(len(one), len(other)) < SHORTEST_RESPELLED or one[0] != other[0] or abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, others = one[start:], other[start:]
    is_swapped = rest[:2] == others[1::-1] and rest[2:] == others[2:]
    return rest[1:] == others[1:] or rest[1:] == others or rest == others[1:] or is_swapped


def _compatible(one: list[str], other: list[str]) -> bool:
    """Whether two middle parts can be one person's: one is left out, or each is the other's initial."""
    if not one or not other or set(one) <= set(other) or set(other) <= set(one):
        return True
    return all(a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]) for a, b in zip(one, other, strict=False))


def _names_country_only(item: Found, named: _Named) -> bool:
    """Whether an item names a country in a way that no surname of the story reads ("Jordanian" beside Jim Jordan)."""
    if item.kind != "country" or item.paragraph is None:
        return False
    previous, before, _ = words_before(item.around, item.start)
    return fold(item.text) not in named.surnames or follows_preposition(previous, before)


def _is_surname_of_a_country(item: Found, folded: str, named: _Named) -> bool:
    """Whether a country's name is somebody's surname here: named in full before, and the country nowhere for sure."""
    previous, before, _ = words_before(item.around, item.start)
    return folded in named.latest and not follows_preposition(previous, before) and before != "the"


def _short_name(item: Found, folded: str, named: _Named) -> str | None:
    """The identity behind a surname, first name or nickname; None when it names nobody for sure."""
    who = named.who
    if item.kind == "place":
        is_place = follows_preposition(*item.before) or item.before[1] == "the"
        return None if is_place else named.bearer(item, folded) or named.kin.get(folded)
    if item.kind == "organisation" and " " not in item.text:
        is_acronym = item.text.isupper()  # "UN" beside Kim Jong Un
        return None if is_acronym else named.bearer(item, folded)  # "Bloomberg" beside Michael Bloomberg
    if item.kind not in ("person", "maybe") or item.score < 0:
        return None
    known = [person.id for person in who.people_called(item.text) if len(folded) > 2 or who.is_short_name(folded)]
    bearer = named.bearer(item, folded)
    if bearer and len(known) == 1 and known[0] not in named.surnames[folded] and who.entry(bearer):
        return known[0]  # "Trump" beside his wife's full name is still he
    if bearer and item.role and not named.has_title(bearer, item.role):
        # "President Biden" in a story on his son alone
        return _by_title(item, who) or (named.apart(item, folded) if bearer in named.kin_alone else bearer)
    if bearer:
        return bearer
    namesakes = named.first_names.get(folded, {})
    is_doubtful = folded in who.doubtful
    if folded in named.kin:
        return named.kin[folded]
    if item.kind == "person":
        if namesakes:
            return next(iter(namesakes))
        if item.is_kin:
            is_hers = not item.kin_of or fold(item.kin_of) in named.surnames or fold(item.kin_of) in named.first_names
            family = named.surname if is_hers else item.kin_of
            return named.kin.setdefault(folded, unknown_identity(f"{item.text} {family}".strip()))
        if len(known) == 1 and not is_doubtful and not _is_another_crown(item, known[0], who):
            return known[0]
        return _by_title(item, who) or (unknown_identity(item.text) if _can_be_surname(folded) else None)
    if is_common(folded):
        return None
    if len(namesakes) == 1 and len(folded) > 2:
        return next(iter(namesakes))
    if len(known) == 1 and not is_doubtful:
        return known[0]
    return unknown_identity(item.text) if folded in named.lone or (known and item.is_subject) else None


def _in_office(surname: str, who: WhosWho, day: date | None, found: Sequence[Found]) -> str | None:
    """The one bearer of a surname who holds an office on the day in a country that the story names."""
    people = who.people_called(surname) if day is not None else ()
    if day is None or not people:
        return None
    countries = {item.entry.iso for item in found if isinstance(item.entry, Country)}
    fitting = [
        person.id
        for person in people
        if person.country in countries and any(term.first and term.covers(day) for term in person.terms)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _by_title(item: Found, who: WhosWho) -> str | None:
    """The one bearer of a surname whose known offices go with the title before it ("President Clinton")."""
    title = set(office(item.role or "").split(" "))
    fitting = [
        person.id
        for person in who.people_called(item.text)
        if any(title and title & set(office(term.role).split(" ")) for term in person.terms)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _is_another_crown(item: Found, identity: str, who: WhosWho) -> bool:
    """Whether a title that is born to somebody stands before a name whose known bearer has none ("King Hussein")."""
    title = set(office(item.role or "").split(" ")) & _CROWNS
    return bool(title) and not _held(who.entry(identity), title)


def _held(entry: object, title: set[str]) -> bool:
    """Whether a person held an office that shares a word with a title."""
    terms = entry.terms if isinstance(entry, Person) else ()
    return any(title & set(office(term.role).split(" ")) for term in terms)


def _can_be_surname(folded: str) -> bool:
    lists = words()
    return not is_common(folded) and folded not in lists.function and len(folded) > 1
