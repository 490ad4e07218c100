"""Whom "the army", "the bloc" or "his country" stands for: the one body of that sort the story has named so far."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from feeds.reading.event_clauses import Act
from feeds.reading.event_sentence import NamedPlace, Words

ARMED = frozenset("army military troops forces soldiers navy".split())
"""Words for armed forces, whichever they are."""
_COUNTRY = frozenset(("country", "government", *ARMED))
_OWNERS = frozenset("his her its their".split())
_BEHIND = re.compile(
    r"(?:['’]s?)?\s+(?:(?:armed|ground|naval|air|special|government)\s+)?(?:army|military|troops|forces|soldiers|navy)\b"
)
"""What makes a country's name or adjective one of its armed forces."""
_BLOCS = {
    "bloc": frozenset(("European Union", "African Union", "ASEAN", "ECOWAS", "Mercosur", "BRICS", "Arab League")),
    "alliance": frozenset(("NATO",)),
}
"""What bodies of many countries are called for short."""
_SORTS = {name: word for word, names in _BLOCS.items() for name in names}


class Bodies:
    """Remembers, sentence after sentence, whose armed forces and which blocs a story names.

    A sort of body that two of them have stands for neither any more: a wrong actor is worse than none.
    """

    def __init__(self, countries: Mapping[str, str]) -> None:
        """`countries` gives a person's country by the name the story uses."""
        self.countries = countries
        self.armies: set[str] = set()
        self.blocs: dict[str, set[str]] = {word: set() for word in _BLOCS}

    def remember(self, body: str, places: Sequence[NamedPlace], *, is_armed: bool) -> None:
        """Takes up who a sentence names; `is_armed` tells whether its paragraph has a word for armed forces."""
        for place in places:
            if place.type == "country":
                if is_armed and _BEHIND.match(body, place.end):
                    self.armies.add(place.name)
            elif place.name in _SORTS:
                self.blocs[_SORTS[place.name]].add(place.name)

    def named(self, words: Words, act: Act, claimant: str | None) -> tuple[str, ...]:
        """The actor a subject of two words stands for ("the army", "his country"); () when it is not sure."""
        first = act.subject
        if act.use == "noun" or first < 0 or act.group - first != 2 or words.actor[first + 1] is not None:
            return ()
        determiner, noun = words.low[first], words.low[first + 1]
        if determiner == "the":
            found = self.armies if noun in ARMED else self._blocs_before(noun, words, first)
            return tuple(found) if len(found) == 1 else ()
        if determiner in _OWNERS and noun in _COUNTRY and claimant:
            country = self.countries.get(claimant) or _country_within(words, first, claimant)
            return (country,) if country else ()
        return ()

    def _blocs_before(self, noun: str, words: Words, first: int) -> set[str]:
        """The blocs named so far, those of the sentence itself included: "the EU's envoy said the bloc would …"."""
        names = _BLOCS.get(noun, frozenset())
        here = {place.name for place in words.actor[:first] if place is not None and place.name in names}
        return self.blocs.get(noun, set()) | here


def _country_within(words: Words, first: int, claimant: str) -> str | None:
    """The one country named in a description ("the Vostran president") that stands before a token."""
    before = (place for place in words.actor[:first] if place is not None and place.type == "country")
    found = {place.name for place in before if words.body[place.start : place.end] in claimant}
    return found.pop() if len(found) == 1 else None
