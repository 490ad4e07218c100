"""Which of the names in a story are people, and which belong to one person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from feeds.reading.likeness import follows_preposition
from feeds.reading.names import Found, is_common, words
from feeds.reading.whoswho import Country, Person, WhosWho, fold, is_unknown, office, unknown_identity

PERSON_LIKENESS = 2.5
"""From `person_likeness`, what a name of two or more words must reach."""


def people_of(found: Sequence[Found], who: WhosWho, day: date | None = None) -> dict[int, str]:
    """The identity of every item that names a person, by its place in `found`.

    Full names first: by entry, by title or by likeness (the best of all places where the name stands). Then surnames,
    by the full names of the story, the last one before them when two people share it, then by the who's-who.
    """
    full = _full_names(found, who)
    people: dict[int, str] = {}
    surnames: dict[str, list[str]] = {}
    first_names: dict[str, list[str]] = {}
    for name, identity in full.items():
        _index(name, identity, surnames, first_names)
    latest: dict[str, str] = {}
    countries = {item.entry.iso for item in found if isinstance(item.entry, Country)}
    for place, item in enumerate(found):
        folded = fold(item.text)
        if item.kind in ("person", "maybe") and folded in full:
            identity = full[folded]
            people[place] = identity
            latest[folded.rsplit(" ", 1)[-1]] = identity
            continue
        bearer = _short_name(item, folded, surnames, first_names, latest, who)
        if bearer and is_unknown(bearer):
            bearer = _in_office(item.text, who, day, countries) or bearer
        if bearer:
            people[place] = bearer
    return people


def _full_names(found: Sequence[Found], who: WhosWho) -> dict[str, str]:
    """Folded full names to identities; variants of one name ("Paul D. Ryan", "Paul Ryan") have one identity."""
    likeness: dict[str, float] = {}
    texts: dict[str, Found] = {}
    for item in found:
        is_titled = item.kind == "person"
        if (is_titled or item.kind == "maybe") and (" " in item.text or item.entry):
            folded = fold(item.text)
            likeness[folded] = max(likeness.get(folded, -9.0), 9.0 if is_titled else item.score)
            if folded not in texts or item.entry:
                texts[folded] = item
    full: dict[str, str] = {}
    bearers: dict[tuple[str, str], list[tuple[list[str], str]]] = {}
    for folded, item in sorted(texts.items(), key=lambda pair: -pair[0].count(" ")):
        if likeness[folded] < PERSON_LIKENESS:
            continue
        parts = folded.split(" ")
        longer = next((full[name] for name in full if name.endswith(" " + folded)), None) if len(parts) > 1 else None
        same = next(
            (
                identity
                for middle, identity in bearers.get((parts[0], parts[-1]), ())
                if _compatible(middle, parts[1:-1])
            ),
            None,
        )
        identity = (
            item.entry.id if item.entry else longer or _described(parts, who) or same or unknown_identity(item.text)
        )
        full[folded] = identity
        bearers.setdefault((parts[0], parts[-1]), []).append((parts[1:-1], identity))
    return full


def _described(parts: list[str], who: WhosWho) -> str | None:
    """The identity of a described person by name, middle initials and endings aside."""
    for name in (" ".join(parts), " ".join(part for part in parts if len(part) > 1 and part not in ("jr", "sr"))):
        entry = who.find(name)
        if isinstance(entry, Person):
            return entry.id
    return None


def _compatible(one: list[str], other: list[str]) -> bool:
    """Whether two middle parts can be one person's: one is left out, or each is the other's initial."""
    if not one or not other:
        return True
    return all(a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]) for a, b in zip(one, other, strict=False))


def _index(name: str, identity: str, surnames: dict[str, list[str]], first_names: dict[str, list[str]]) -> None:
    parts = [part for part in name.split(" ") if part not in ("jr", "sr", "ii", "iii")]
    for start in range(1, len(parts)):
        bearers = surnames.setdefault(" ".join(parts[start:]), [])
        if identity not in bearers:
            bearers.append(identity)
    if len(parts) > 1:
        bearers = first_names.setdefault(parts[0], [])
        if identity not in bearers:
            bearers.append(identity)


def _short_name(
    item: Found,
    folded: str,
    surnames: dict[str, list[str]],
    first_names: dict[str, list[str]],
    latest: dict[str, str],
    who: WhosWho,
) -> str | None:
    """The identity behind a surname, first name or nickname; None when it names nobody for sure."""
    if item.kind == "place":
        is_place = follows_preposition(*item.before) or item.before[1] == "the"
        return surnames[folded][0] if folded in surnames and not is_place else None
    if item.kind == "organisation" and " " not in item.text:
        return surnames[folded][0] if folded in surnames else None  # "Bloomberg" beside Michael Bloomberg
    if item.kind not in ("person", "maybe") or item.score < 0:
        return None
    known = [person.id for person in who.people_called(item.text)]
    bearers = surnames.get(folded, [])
    if len(known) == 1 and known[0] not in bearers and any(who.entry(bearer) for bearer in bearers):
        return known[0]  # "Trump" beside his wife's full name is still he
    if bearers:
        return latest.get(folded) if len(bearers) > 1 and latest.get(folded) in bearers else bearers[0]
    if item.kind == "person":
        if folded in first_names:
            return first_names[folded][0]
        if len(known) == 1 and folded not in who.doubtful:
            return known[0]
        return _by_title(item, who) or (unknown_identity(item.text) if _can_be_surname(folded) else None)
    if folded in first_names and who.first_name(folded) and len(first_names[folded]) == 1:
        return first_names[folded][0]
    is_doubtful = folded in who.doubtful or is_common(folded)
    if len(known) == 1 and not is_doubtful:
        return known[0]
    return unknown_identity(item.text) if known and item.is_subject and not is_common(folded) else None


def _in_office(surname: str, who: WhosWho, day: date | None, countries: set[str]) -> str | None:
    """The one bearer of a surname who holds an office on the day in a country that the story names."""
    fitting = [
        person.id
        for person in who.people_called(surname)
        if day is not None
        and person.country in countries
        and any(term.first and term.covers(day) for term in person.terms)
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


def _can_be_surname(folded: str) -> bool:
    lists = words()
    return not is_common(folded) and folded not in lists.function and len(folded) > 1
