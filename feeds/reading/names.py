"""Finds where something may be named in a paragraph: one scan over capitalised words, longest known form first.

The scan is linear: every step looks at a bounded number of words ahead and of characters behind.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import accumulate
from typing import Literal, TypeAlias

from feeds.reading.common_words import is_common
from feeds.reading.sentences import ON_X
from feeds.reading.whoswho import Entry, WhosWho, fold, lexicon_table
from feeds.records import dataclass

FoundKind: TypeAlias = Literal["person", "organisation", "country", "capital", "place", "group", "maybe"]

LONGEST_NAME = 7
LONGEST_BODY = 12
LONGEST_GAP = 16
NO_BODY = -3.0
"""The score of capitals that the text itself explains as no body."""

UPPER = "".join(character for character in map(chr, range(0x41, 0x1F00)) if character.isupper())
_TOKEN = re.compile(
    # The capital comes first, so that the engine can skip to the next one; no letter may stand before it.
    rf"([{UPPER}](?<!\w[{UPPER}])"
    rf"(?:[a-z]++(?= )|\.(?:[{UPPER}]\.)*+(?:[{UPPER}](?![\w.’'-]))?|\w*+(?:[-’'‑&]\w++)*+))"
)
_SMALL_PREFIX = re.compile(r"(?<!\w)(?:al|el|ul|ur|as|ash|an|ar|at|ad|az|ed|es|ez|ibn|d|l|de)[-’']$")
"""What belongs to a name in small letters right before its capital ("al-Sharaa", "d'Estaing")."""
_PREFIX_ENDS = frozenset("-’'")
_SPACES = frozenset((" ", "\xa0"))
_OF_MANY = frozenset(("’ ", "' "))
_ENDING = re.compile(r"(?<=.)[’'](?:s|S|re|ve|ll|d|m)$")
"""A possessive ending or a contraction ("They've"): outside the name."""
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen lt col maj capt sgt cpl cmdr adm brig sen rep gov sens reps govs st rev hon fr jr sr supt"
    " amb".split()
)
_PARTICLES = frozenset(
    "von van der den de la del della di da dos do du bin ibn bint ben al el ul le zu af ter ten e y abu ould".split()
)
_PARTICLE_ENDINGS = tuple(f"{particle} " for particle in sorted(_PARTICLES))
_PARTICLE_TAILS = frozenset(
    before + ending if len(ending) == 2 else ending[-3:]
    for ending in _PARTICLE_ENDINGS
    for before in (" \t\n\xa0\"'‘’“”«([/—–-" if len(ending) == 2 else " ")
)
"""The last three characters of what ends with a particle, at a glance."""
_PARTICLES_BEFORE = re.compile(rf"\b(?:(?:{'|'.join(sorted(_PARTICLES))}) ){{1,2}}$")
NICKNAME = re.compile(r" [\"“'‘]\w+[\"”'’] ")
"""A nickname between a first name and a surname."""
CONNECTORS = frozenset(
    ("of", "of the", "for", "for the", "and", "&", "on", "in", "to", "against", "and the", "of the", "at", "on the")
)


@dataclass(slots=True)
class Token:
    """A capitalised word. `end` leaves out a possessive ending; `gap` is what stands between it and the next one."""

    start: int
    end: int
    tail: int
    text: str
    fold: str
    gap: str = "."
    """ " " (one space), a particle or connector in lower case, "," for a comma, "." when the two are apart."""
    next_body: int = sys.maxsize
    """The number of the next word, this one included, that makes a body ("Ministry")."""


@dataclass(slots=True)
class Found:
    """Something that may be named. `role` and `country` are what stands before the name ("Prime Minister", France)."""

    kind: FoundKind
    paragraph: int | None
    start: int
    end: int
    text: str
    entry: Entry | None = None
    score: float = 0.0
    role: str | None = None
    affiliation: str | None = None
    gender: str = ""
    before: tuple[str, str] = ("", "")
    """The two words before a place or a lone name, in small letters."""
    around: str = ""
    """The paragraph of a country, for the words before it, which are seldom asked for."""
    particles: str = ""
    """What stands before a lone surname and may belong to it ("de ", "van der ")."""
    is_subject: bool = False
    """Whether a verb follows that people do."""
    is_kin: bool = False
    """Whether a first name alone follows a word for kin ("his wife, Anita")."""
    kin_of: str = ""
    """Whose kin that is, where a lone name says it ("Ghayda and her husband Ahmad")."""
    is_second: bool = False
    """Whether another first name shares the surname ("Joe and Jill Biden")."""
    is_in_heading: bool = False
    """Whether it stands in a heading, where capitals make no acronym."""
    acronym: str = ""
    """The short form in brackets after a body's name."""


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of the lexicon, folded."""

    function: frozenset[str]
    calendar: frozenset[str]
    things: frozenset[str]
    capitals: frozenset[str]
    bodies: frozenset[str]
    lone_bodies: frozenset[str]
    body_modifiers: frozenset[str]
    places: frozenset[str]
    place_surnames: frozenset[str]
    place_openers: frozenset[str]
    thing_heads: frozenset[str]
    thing_surnames: frozenset[str]
    honorifics: Mapping[str, str]
    dignities: frozenset[str]
    ranks: frozenset[str]
    heads: frozenset[str]
    relations: frozenset[str]
    modifiers: frozenset[str]
    title_openers: frozenset[str]
    """All that a title can begin with: heads, honorifics, ranks and modifiers."""


@cache
def words() -> Words:
    """The word lists, parsed on first use."""
    proper, titles = lexicon_table("proper_words.toml"), lexicon_table("titles.toml")
    honorifics = dict.fromkeys(_folded(titles["honorifics"].split(",")), "")
    honorifics |= dict.fromkeys(_folded(titles["honorifics_m"].split(",")), "m")
    honorifics |= dict.fromkeys(_folded(titles["honorifics_f"].split(",")), "f")
    heads, ranks, modifiers = (_folded(titles[key].split(",")) for key in ("heads", "ranks", "modifiers"))
    return Words(
        function=_folded(proper["function_words"].split()),
        calendar=_folded(proper["calendar"].split()),
        things=_folded(proper["things"].split()),
        capitals=_folded(proper["capitals"].split()),
        bodies=_folded(proper["organisation_words"].split()),
        lone_bodies=_folded(proper["lone_bodies"].split()),
        body_modifiers=_folded(proper["organisation_modifiers"].split()),
        places=_folded(proper["place_words"].split()),
        place_surnames=_folded(proper["place_surnames"].split()),
        place_openers=_folded(proper["place_openers"].split()),
        thing_heads=_folded(proper["thing_words"].split()),
        thing_surnames=_folded(proper["thing_surnames"].split()),
        honorifics=honorifics,
        dignities=_folded(titles["dignities"].split(",")),
        ranks=ranks,
        heads=heads,
        relations=_folded(titles["relations"].split(",")),
        modifiers=modifiers,
        title_openers=heads | ranks | modifiers | honorifics.keys(),
    )


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(name) for name in names)


def tokens(text: str) -> list[Token]:
    """The capitalised words of a paragraph, each with how it joins the next."""
    pieces = _TOKEN.split(text)  # what stands between the words and the words, in turn
    edges = list(accumulate(map(len, pieces)))
    found: list[Token] = []
    before: Token | None = None
    for between, word, start, tail in zip(pieces[::2], pieces[1::2], edges[::2], edges[1::2], strict=False):
        if between[-1:] in _PREFIX_ENDS and (prefix := _SMALL_PREFIX.search(text, max(0, start - 5), start)):
            start = prefix.start()
            word = text[start:tail]
            between = text[before.tail : start] if before is not None else ""
        bare, folded = _bare(word)
        token = Token(start, start + len(bare), tail, bare, folded)
        if before is not None and before.text == "X." and ON_X.search(text, max(0, before.start - 5), before.start):
            before.gap = "."  # "in a post on X. Lee's remark": the site, no initial
        elif before is not None:
            if between in _SPACES:
                before.gap = " " if before.tail == before.end else "'s"
            elif between in _OF_MANY and before.text.endswith("s"):
                before.gap = "'s"  # "the Orlo Workers’ Party"
            elif before.tail == before.end and len(between) <= LONGEST_GAP:
                before.gap = " " if between == ". " and before.fold in _ABBREVIATIONS else _gap(between)
        found.append(token)
        before = token
    return found


@lru_cache(maxsize=16384)
def _bare(word: str) -> tuple[str, str]:
    """A word without its possessive ending, and that folded."""
    ending = _ENDING.search(word) if "'" in word or "’" in word else None
    bare = word[: ending.start()] if ending else word
    return bare, fold(bare)


@lru_cache(maxsize=16384)
def is_unheard_of(word: str, folded: str, who: WhosWho) -> bool:
    """Whether a capitalised word is letters alone, in no list and in no form of the who's-who, not even a first name:
    as most surnames and small places are, of which only the words beside them tell something."""
    lists = words()
    return (
        word.isalpha()
        and word[1:].islower()
        and folded not in who.spans
        and folded not in lists.title_openers
        and folded not in lists.function
        and folded not in lists.calendar
        and folded not in lists.lone_bodies
        and not is_common(folded)
        and not who.first_name(word)
    )


def words_before(text: str, start: int) -> tuple[str, str, bool]:
    """The two words before a place in small letters, and whether a comma stands between; "" where there is none."""
    if text[start - 1 : start] != " ":
        return "", "", False
    head, _, last = text[start - 40 if start > 40 else 0 : start - 1].lower().rpartition(" ")
    previous = head.rpartition(" ")[2]
    return (previous, last.rstrip(","), True) if last[-1:] == "," else (previous, last, False)


def particles_before(text: str, start: int) -> str:
    """The particles right before a place with the space after them ("van der "), "" where there are none."""
    if text[start - 3 : start] not in _PARTICLE_TAILS or not text.endswith(_PARTICLE_ENDINGS, 0, start):
        return ""
    found = _PARTICLES_BEFORE.search(text, max(0, start - 12), start)
    return found.group() if found else ""


@lru_cache(maxsize=4096)
def _gap(between: str) -> str:
    """The particle or connector that all of what stands between two words is; "," for a comma, else "."."""
    inner = between.strip()
    is_spaced = bool(inner) and between[0].isspace() and between[-1].isspace()
    if is_spaced and (inner in CONNECTORS or all(part in _PARTICLES for part in inner.split())):
        return inner
    return "," if between == ", " else "."
