"""What the who's-who holds: people with their offices, bodies, countries; and how names are folded to be compared."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache
from typing import Literal, TypeAlias

from feeds.records import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A role held from `first` to `last`: "YYYY" or "YYYY-MM", inclusive; "" is not known or still running."""

    role: str
    first: str = ""
    last: str = ""

    def covers(self, day: date) -> bool:
        """Whether the role was held on a day, as far as years and months tell."""
        month = f"{day.year}-{day.month:02d}"
        return self.first <= month[: len(self.first)] and (not self.last or month[: len(self.last)] <= self.last)


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


_STRIP = str.maketrans({"'": "", "’": "", "‘": "", "ʼ": "", "`": "", ".": "", "-": " ", "‑": " ", "–": " ", "_": " "})
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "ð": "d", "þ": "th"})


@lru_cache(maxsize=16384)
def fold(name: str) -> str:
    """A name without case, accents, dots, apostrophes and hyphens; words joined by one space."""
    if name.isascii():
        plain = name.lower()
        if not plain.replace(" ", "").isalnum():
            plain = plain.translate(_STRIP)
    else:
        plain = name.translate(_STRIP).casefold().translate(_LETTERS)
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return " ".join(plain.split())


def kind_of(entry: Entry) -> FormKind:
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
    "sen": "senator",
    "gov": "governor",
    "rep": "representative",
    "gen": "general",
}


def office(role: str) -> str:
    """An office under one name in every country, so that "Defence Secretary" finds the "Secretary of Defense"."""
    folded = fold(role)
    return _OFFICES.get(folded, folded)
