"""Whose a role or a body is: the country or body named right before, after or beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from feeds.reading.likeness import contexts
from feeds.reading.names import Found, Words
from feeds.reading.roles import qualifier_before, role_after
from feeds.reading.whoswho import Country, Organisation, Person, WhosWho, fold

_CAPITALISED = re.compile(r"[A-Z][\w’'.&-]*(?: (?:of |the |for )*[A-Z][\w’'.&-]*)*")
_POSSESSIVES = ("'s ", "’s ")
_POSSESSOR = re.compile(r"((?:(?!of |for |and )[\w.&-]+ ){0,3}[\w.&-]+)(?:['’]s|s['’]) (?:\d{4} )?(?=\w)")


def bind_body(text: str, found: Sequence[Found], body: Found, who: WhosWho) -> None:
    """Binds a body to the country right before it: "Russia's Foreign Ministry" is the Russian one."""
    before = found[-1] if found else None
    if before is None or not isinstance(before.entry, Country):
        return
    if text[before.end : body.start] not in _POSSESSIVES:
        return
    body.affiliation = before.entry.name
    for demonym in before.entry.demonyms[:1]:
        entry = who.find(f"{demonym} {body.text}")
        body.entry = entry if isinstance(entry, Organisation) else body.entry


def belongs_to(text: str, found: Sequence[Found], role_start: int, role: str) -> tuple[str | None, str]:
    """The country or body named right before a role; an envoy keeps whose envoy he is in the role."""
    before = next((item for item in reversed(found[-2:]) if item.kind in ("country", "organisation", "place")), None)
    if before is not None and before.kind == "place" and text[before.end : role_start] == " ":
        return None, _qualified(text, before.start, role)  # "former Florida governor"
    if before is None or before.entry is None or isinstance(before.entry, Person):
        return None, _qualified(text, role_start, role)
    between = text[before.end : role_start]
    if between not in (" ", "\xa0", *_POSSESSIVES):
        return None, _qualified(text, role_start, role)
    if between == " " and fold(role).rsplit(" ", 1)[-1] in contexts().representatives:
        role = f"{before.text} {role}"
    return before.entry.name, _qualified(text, before.start, role)


def whose(role: str, who: WhosWho) -> tuple[str | None, str]:
    """Cuts the country or body a role ends with ("ambassador of Norway"): (its name, the role without it)."""
    office, joined, owner = role.rpartition(" of ")
    found = who.country(owner.removeprefix("the ")) or who.find(owner) if joined else None
    if found is not None and not isinstance(found, Person):
        return found.name, office
    possessor = _POSSESSOR.match(role)
    if possessor is None:
        return None, role
    found = who.country(possessor.group(1)) or who.find(possessor.group(1))
    return (found.name if found is not None and not isinstance(found, Person) else None), role[possessor.end() :]


def apposed_role(text: str, end: int, who: WhosWho, lists: Words) -> tuple[str | None, str | None]:
    """The role in an apposition after a name, and the country or body named in it."""
    apposed = role_after(text, end, lists)
    if not apposed:
        return None, None
    role, start, close = apposed
    for surface in _CAPITALISED.findall(text[start:close]):
        bare = re.sub(r"[’']s$", "", surface)
        found = who.country(bare) or who.find(bare)
        if found is not None and not isinstance(found, Person):
            return _without(role, surface), found.name
    return role, None


def _qualified(text: str, start: int, role: str) -> str:
    qualifier = qualifier_before(text, start)
    return f"{qualifier} {role}" if qualifier else role


def _without(role: str, country: str) -> str:
    """A role without the country that leads it ("British foreign minister" is the "foreign minister")."""
    return role[len(country) :].strip() if role.startswith(country) and len(role) > len(country) + 1 else role
