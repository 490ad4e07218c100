"""Whose a role or a body is: the country or body named right before, after or beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from feeds.reading.likeness import contexts
from feeds.reading.names import Found, Words
from feeds.reading.roles import qualifier_before, role_after
from feeds.reading.whoswho import Country, Organisation, Person, WhosWho, fold

_CAPITALISED = re.compile(r"[A-Z][\w’'.&-]*(?: (?:of |the |for )*[A-Z][\w’'.&-]*)*")
_UNKNOWN_BODY = re.compile(
    r" (of|at|for|with) (?:the )?"
    r"([A-Z][\w&-]++(?: (?:(?:of|for|and) (?:the )?)?[A-Z][\w&-]++){1,7}+|[A-Z]{2,6}+)(?![\w’'])"
)
"""A body of two words or more, or of initials, that an office is held at: "head of the Port of Selm"."""
_STANCE = re.compile(r"(?<!\w)(?:pro|anti|non)[-‑]$", re.IGNORECASE)
_HYPHENS = frozenset("-‑")
_OF_FIRMS = frozenset("ceo founder co-founder executive owner analyst economist strategist reporter".split())
"""Offices that are held in a firm, whatever its name is made of."""
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
    has_hyphen = text[before.start - 1 : before.start] in _HYPHENS
    stance = _STANCE.search(text, max(0, before.start - 6), before.start) if has_hyphen else None
    if stance is not None:
        return None, text[stance.start() : role_start] + role  # "the pro-Vostran president" is of another country
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
    possessor = _POSSESSOR.match(role) if "'" in role or "’" in role else None
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
    by = text.find(" by ", start + len(role), close)
    close = by if by >= 0 else close  # "an MP murdered by": who did it
    for match in _CAPITALISED.finditer(text, start, close):
        if _STANCE.search(text, max(0, match.start() - 6), match.start()):
            continue
        surface = match.group()
        bare = re.sub(r"[’']s$", "", surface)
        found = who.country(bare) or who.find(bare)
        if found is not None and not isinstance(found, Person):
            return _without(role, surface), found.name
    return role, _unknown_body(text, start + len(role), close, role, who, lists)


def _unknown_body(text: str, at: int, close: int, role: str, who: WhosWho, lists: Words) -> str | None:
    """The body nobody described at which an office is held; None where the words may name a field or a person."""
    match = _UNKNOWN_BODY.match(text, at, close)
    if match is None:
        return None
    joined, name = match.groups()
    for joint in (" and ", " of "):
        head, _, tail = name.partition(joint)
        opens = tail.partition(" ")[0]
        is_other = joint == " and " and any(fold(word) in lists.heads for word in tail.split(" "))
        if tail and (is_other or (joint == " of " and who.first_name(opens))):
            name = head  # "the Peace Foundation and Research Professor"
    if not (" " in name or name.isupper()) or who.first_name(name.partition(" ")[0]):
        return None
    is_body = any(fold(word) in lists.bodies or (word.isupper() and len(word) > 1) for word in name.split(" "))
    is_firm = joined in ("at", "with") or not _OF_FIRMS.isdisjoint(fold(role).split(" "))
    return name if is_body or is_firm else None


def _qualified(text: str, start: int, role: str) -> str:
    qualifier = qualifier_before(text, start)
    return f"{qualifier} {role}" if qualifier else role


def _without(role: str, country: str) -> str:
    """A role without the country that leads it ("British foreign minister" is the "foreign minister")."""
    return role[len(country) :].strip() if role.startswith(country) and len(role) > len(country) + 1 else role
