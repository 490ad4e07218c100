"""Reads the lexicon: one line an entry, parsed on first use. The form of a line stands at the head of each file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from feeds.reading.entries import Country, Organisation, Person, Term, fold, slug

LEXICON = Path(__file__).parent / "lexicon"


def _fields(line: str, count: int) -> list[str]:
    parts = [part.strip() for part in line.split("|")]
    return parts + [""] * (count - len(parts))


def listed(field: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in field.split(",")) if field else ()


@cache
def _table(name: str) -> dict[str, object]:
    text = (LEXICON / name).read_text("utf-8")
    table = plain_table(text)
    return tomllib.loads(text) if table is None else table


_LINE = re.compile(
    r"(?:#[^\n]*|\[(?P<section>[A-Za-z0-9_-]+)\]"
    r"|(?P<key>[A-Za-z0-9_-]+) = (?:'(?!'')(?P<plain>[^'\n]*)'|'''(?!\n)(?P<marked>[^'\n]*(?:'(?!'')[^'\n]*)*)'''))?\n"
)
"""A line of the plainest TOML: a remark, the name of a section, a key with a literal string, or nothing."""


def plain_table(text: str) -> dict[str, object] | None:
    """A TOML document of such lines only, at a fifth of the cost of reading any TOML; None when it has others."""
    found: dict[str, object] = {}
    section = found
    position = 0
    for line in _LINE.finditer(text):
        if line.start() != position:
            return None
        position = line.end()
        _, name, key, plain, marked = line.group(0, "section", "key", "plain", "marked")
        if key is not None:
            if key in section:
                return None
            section[key] = plain if plain is not None else marked
        elif name is not None:
            if name in found:
                return None
            section = {}
            found[name] = section
    return found if position == len(text) else None


def lexicon_table(name: str, section: str = "") -> Mapping[str, str]:
    """The string lines of a lexicon file, or of one section of it."""
    table: object = _table(name)
    if section and isinstance(table, dict):
        table = table.get(section, {})
    assert isinstance(table, dict)
    return {key: value for key, value in table.items() if isinstance(value, str)}


def people() -> Iterable[Person]:
    for identity, line in lexicon_table("people.toml").items():
        name, belongs, terms, short, aliases = _fields(line, 5)[:5]
        country, _, gender = belongs.partition(" ")
        held = tuple(_term(part) for part in terms.split("; ")) if terms else ()
        yield Person(identity, name, country, gender, held, listed(short), listed(aliases))


def _term(text: str) -> Term:
    role, _, years = text.rpartition(" ")
    first, dots, last = years.partition("..")
    return Term(role, first, last) if dots else Term(text)


def organisations() -> Iterable[Organisation]:
    for identity, line in lexicon_table("organisations.toml").items():
        name, kind, country, aliases = _fields(line, 4)[:4]
        yield Organisation(identity, name, kind, "" if country == "-" else country, listed(aliases))


def countries_and_regions() -> tuple[list[Country], dict[str, str]]:
    countries = []
    for iso, line in lexicon_table("countries.toml", "countries").items():
        name, demonyms, capitals, aliases = _fields(line, 4)[:4]
        is_metonym = capitals.endswith("!")
        countries.append(
            Country(slug(name), name, iso, listed(demonyms), listed(capitals.rstrip(" !")), is_metonym, listed(aliases))
        )
    regions = {name: iso for iso, line in lexicon_table("countries.toml", "regions").items() for name in listed(line)}
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


def ambiguous(*keys: str) -> Iterable[str]:
    for key in keys:
        yield from listed(lexicon_table("ambiguous.toml")[key])
