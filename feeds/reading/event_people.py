"""Whom "he", "she", "it" and "they" stand for in a story, as far as it was read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from feeds.reading.event_bodies import Bodies
from feeds.reading.event_clauses import Act
from feeds.reading.event_sentence import AUXILIARY, NamedPlace, Words
from feeds.story import Actor

_GRAVE = frozenset(("assault", "detain"))
"""Kinds of acts nobody is said to suffer on a guess."""
_OFTEN = 3
"""Mentions of somebody a story is about."""
PERSONS = frozenset(
    """
    victim man woman suspect boy girl teenager attacker driver officer gunman prisoner national citizen
    resident student soldier civilian protester protestor worker pilot journalist reporter lawyer passenger
    pedestrian father mother son daughter teacher doctor nurse farmer policeman fighter militant assailant
    shooter detainee hostage
    """.split()
)
_SOMEBODY_NEW = re.compile(rf"(?:An?|Another|One) (?:[\w’'-]+ ){{0,4}}?(?:{'|'.join(sorted(PERSONS))})\b")
"""How a sentence opens that brings somebody in: "One man, whom we call", "A 42-year-old Ardenian teacher"."""
_SITES = frozenset("hospital airport university school stadium square palace centre center museum station".split())
"""Bodies that are places first: nobody calls them "they"."""
_BEFORE_A_PERSON = 5
"""Words that may stand between "a" and the person it is of: "a 35-year-old suspected Islamist driver"."""
_DETERMINERS = frozenset("the this that his her its their of by to from with and , ; :".split())


def _is_described(before: Sequence[str]) -> bool:
    """Whether a person is only described before a pronoun: "the victim had left the school before he was killed"."""
    return any(low in PERSONS and at and before[at - 1] in ("the", "a") for at, low in enumerate(before))


@lru_cache(maxsize=1024)
def _is_a_site(name: str) -> bool:
    return name.rpartition(" ")[2].lower() in _SITES


def _is_brought_in(before: Sequence[str]) -> bool:
    """Whether a sentence brings somebody in without a name: "investigating a 35-year-old driver after he"."""
    for at, low in enumerate(before):
        if low in PERSONS:
            for place in range(at - 1, max(-1, at - 2 - _BEFORE_A_PERSON), -1):
                if before[place] in ("a", "an", "another"):
                    return True
                if before[place] in _DETERMINERS:
                    break
    return False


class People:
    """Remembers, sentence after sentence, who was named last."""

    def __init__(self, actors: Sequence[Actor], countries: Mapping[str, str]) -> None:
        """`countries` gives a person's country by the name the story uses."""
        self.cast: dict[str, str | None] = {}
        """Pronoun to the name it stands for now."""
        self.genders = {actor.name: actor.gender for actor in actors}
        self.persons = frozenset(actor.name for actor in actors if actor.type == "person")
        self.often = frozenset(actor.name for actor in actors if len(actor.mentions) >= _OFTEN)
        self.bodies = Bodies(countries)

    def named_by(self, words: Words, act: Act) -> str | None:
        """Who "he" or "it" is when it is the subject: the one person the sentence named before, else one before it.

        Two people named before it in the sentence make it doubtful: a wrong actor is worse than none.
        """
        if not act.group:
            return None
        low = words.low[act.group - 1]
        gender = {"he": "m", "she": "f"}.get(low)
        if gender is not None:
            other = "she" if low == "he" else "he"
            if other in words.low[: act.group - 1] and self.cast.get(other) == self.cast.get(low):
                return None  # "she said he had been arrested": these are two
            named = {
                place.name for place in words.actor[: act.group - 1] if place is not None and place.type == "person"
            }
            fitting = {name for name in named if self.genders.get(name, "") in (gender, "")}
            if fitting:
                return fitting.pop() if len(fitting) == 1 else None
            if _is_brought_in(words.low[: act.group - 1]):
                return None
            is_grave = act.use == "passive" and act.trigger.kind in _GRAVE
            if is_grave and any(low in AUXILIARY or low.endswith("ed") for low in words.low[: act.group - 1]):
                return None  # "its owner had filmed it before he was killed"
            if self._is_doubtful(low) and (is_grave or _is_described(words.low[: act.group - 1])):
                return None
        return self.cast.get(low)

    def _is_doubtful(self, pronoun: str) -> bool:
        """Whether nothing tells the gender of the person named last, and the story is not about them."""
        name = self.cast.get(pronoun) or ""
        return self.genders.get(name, "") == "" and name not in self.often

    def remember(self, places: Sequence[NamedPlace], body_text: str, start: int, *, is_armed: bool) -> None:
        """The first person and the first body a sentence, which begins at `start`, names are the likely subjects of the
        next ones; who is brought in without a name keeps those named before from being meant. `is_armed` tells whether
        the paragraph has a word for armed forces."""
        he = she = body = None
        for place in places:
            if place.is_adjective:
                continue
            if place.type != "person":
                body = body or place
            elif he is None or she is None:
                gender = self.genders.get(place.name, "")
                if he is None and gender != "f":
                    he = self.cast["he"] = place.name
                if she is None and gender != "m":
                    she = self.cast["she"] = place.name
        if he is None and she is None and body_text[start] in "AO" and _SOMEBODY_NEW.match(body_text, start):
            self.cast["he"] = self.cast["she"] = None
        if places:
            self.bodies.remember(body_text, places, is_armed=is_armed)
        if body is not None:
            self.cast["it"] = body.name
            # A country is "it"; who "they" were stands elsewhere.
            is_they = body.type != "country" and not _is_a_site(body.name)
            self.cast["they"] = body.name if is_they else None
