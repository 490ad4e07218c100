"""The names a story uses: full names and titles by surname, who is mentioned where, and of which gender."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from operator import itemgetter

from feeds.reading.clauses import opens_phrase
from feeds.reading.focus import RIGHT_GENDER, Focus, PersonMention
from feeds.reading.name_runs import cut_titles
from feeds.reading.speech import speech
from feeds.reading.speech_lines import Line, Lines
from feeds.story import Actor

_START_AND_END = itemgetter(0, 1)
_OF_WHAT = re.compile(r" (?:of|for) (?:the|a|an|its|his|her|their) ")
"""Where an office ends and what it is held in begins: "head of the minister's staff" is no minister."""
_DOUBLED = re.compile(r"([a-z])\1")
_LEADER = frozenset(("leader",))
_HEADS_OF_STATE = (
    frozenset(("president",)),
    frozenset(("prime", "minister")),
    frozenset(("chancellor",)),
    frozenset(("supreme", "leader")),
)
_UTTERANCES = frozenset(
    "reaction response answer reply remarks comments statement speech words message address testimony".split()
)
"""What somebody is about who opens a sentence with it: "Lund's answer was short. He said"."""
_ITS_PEOPLE = frozenset(
    "administration administrations government campaign presidency team era family foundation".split()
)
"""What stands behind a name that hardly tells of whoever bears it."""
_THINGS = frozenset(
    "prize award medal cup trophy act bill law rule treaty accord pact plan festival summit conference forum".split()
)
"""What is named after people."""
_TOP = frozenset(("top", "chief"))
_NO_TITLES: frozenset[str] = frozenset()


def nobody_knows(name: str) -> str:
    """The gender of first names when nothing is known of them."""
    return ""


class StoryNames:
    """The names of one story, gathered once; the focus on its persons is filled on the way."""

    def __init__(self, lines: Lines, actors: Sequence[Actor], gender_of: Callable[[str], str] = nobody_knows) -> None:
        self._lines = lines
        self.gender_of = gender_of
        self._knows_genders = gender_of is not nobody_knows
        self.actors = actors
        self.mentions: dict[int | None, list[tuple[int, int, Actor]]] = {}
        for actor in actors:
            for mention in actor.mentions:
                self.mentions.setdefault(mention.paragraph, []).append((mention.start, mention.end, actor))
        for places in self.mentions.values():
            places.sort(key=_START_AND_END)
        self._starts = {paragraph: [place[0] for place in places] for paragraph, places in self.mentions.items()}
        self.full: dict[str, list[str]] = {}
        self._titled: dict[str, list[tuple[frozenset[str], str]]] = {}
        self.gender: dict[str, str] = {actor.name: actor.gender for actor in actors if actor.gender}
        self.focus = Focus(lines, self.gender)
        self._collect()

    def _collect(self) -> None:
        """Full names and titles by surname; every mention of a person with its place."""
        words = speech()
        particles, starters = words.particles, words.starters
        for index, line in enumerate(self._lines.lines):
            lows, bounds, size = line.lows, line.bounds, len(line.words)
            written = line.words
            sentence, after = 0, 0
            for token in line.capitals:
                if token < after:
                    continue
                last = token
                while last + 1 < size and (
                    written[last + 1][0].isupper()
                    or (
                        lows[last + 1] in particles
                        and lows[last + 1] != "y"
                        and last + 2 < size
                        and written[last + 2][0].isupper()
                    )
                ):
                    if lows[last].endswith(("'s", "’s")):
                        break
                    last += 1
                first = token
                while first < last and lows[first] in starters:
                    first += 1
                after = last + 1
                if first < last or lows[first] not in starters:
                    while sentence + 1 < len(bounds) and bounds[sentence + 1][0] <= first:
                        sentence += 1
                    self._collect_run(index, line, sentence, first, last)

    def _collect_run(self, index: int, line: Line, sentence: int, first: int, last: int) -> None:
        actor = self.actor_at(line, first, last)
        if actor is not None and actor.type != "person":
            return
        low = line.lows[last]
        if actor is None and first == last and low.isalpha() and low not in self.full and low not in speech().titles:
            return  # a word no actor is called by, nor the surname of anybody with a first name
        name_first = cut_titles(line, first, last)
        if name_first > last:
            return
        if actor is None and line.lows[last] in _THINGS:
            return  # "the Abel Prize": nobody, whatever first name it begins with
        if "/" in line.text and line.text.find("/", line.starts[first], line.ends[last]) >= 0:
            return  # "(Selm Photo/Ann Lee)": who took a picture is nobody's he or she
        words = speech()
        name = actor.name if actor is not None else plain_name(line.written(name_first, last))
        titles, gender = _NO_TITLES, ""
        if name_first > first:
            titles = frozenset([line.lows[place].rstrip(".") for place in range(first, name_first)])
            gender = "f" if titles & words.female else "m" if titles & words.male else ""
        is_bare = line.words[last].isalpha()
        key = line.lows[last] if is_bare else plain_name(line.words[last]).lower()
        if actor is None and 1 <= last - name_first <= 3:
            known = self.full.setdefault(key, [])
            if name not in known:
                known.append(name)
        if len(name) < 6 and name.isupper():
            return
        if actor is None and name_first == first and last == name_first and key not in self.full:
            return
        if titles and titles - words.male - words.female:
            self._titled.setdefault(key, []).append((titles, name))
        if gender and name not in self.gender:
            self.gender[name] = gender
        weight = 0.0
        if actor is None and self._knows_genders and not gender:
            gender = self.gender_of(name)
            if not gender:
                return  # a place, a paper, a product: nobody whom a he or she can mean
            weight = -RIGHT_GENDER  # a first name alone keeps others out, and says nothing for it
        before = line.lows[first - 1] if first else ""
        if before in words.prepositions or before == "to":
            weight -= 0.6
        start = line.bounds[sentence][0]
        following = line.lows[last + 1] if last + 1 < len(line.lows) else ""
        is_owner = not is_bare and line.lows[last].endswith(("'s", "’s", "s'", "s’"))
        if is_owner and not (first == start and following in _UTTERANCES):
            weight -= 0.5
        if following in _ITS_PEOPLE:
            weight -= 2.0  # "the Lee administration"
        if line.lows[start] in ("a", "an") and following == "," and "," not in line.words[start:last]:
            weight -= 0.9  # "A fan of Rehn, Lund is one of those who"
        if first > start and opens_phrase(line, start, first) and "," not in line.words[start:first]:
            weight -= 0.9  # named in the opening phrase: "After meeting Rehn, Lund"
        mention = PersonMention(first, name, actor.actor if actor else None, gender, weight)
        self.focus.named(index, sentence, mention)

    def actor_at(self, line: Line, first: int, last: int) -> Actor | None:
        """The actor whose mention covers the last word of a name."""
        places = self.mentions.get(line.number)
        if not places:
            return None
        start, end = line.starts[last], line.ends[last]
        at = bisect_right(self._starts[line.number], start)
        if at < len(places) and places[at][0] < end:
            return places[at][2]  # it begins within the word
        for place in range(at - 1, max(0, at - 4) - 1, -1):
            _, mention_end, actor = places[place]
            if mention_end > start:
                return actor
        return None

    def fullest(self, name: str) -> str:
        """The fullest form of a name in this story; the name itself when several people share it."""
        known = self.full.get(name.split()[-1].lower(), ())
        if name.isupper() and " " in name:
            name = next((full for full in known if full.casefold() == name.casefold()), name.title())
        if " " in name:
            longer = [
                full for full in known if full != name and full.split()[0] == name.split()[0] and len(full) > len(name)
            ]
            return max(longer, key=len) if longer else name
        owners = {full.split()[0].lower(): full for full in sorted(known, key=len)}
        for actor in self.actors:
            if actor.type == "person" and actor.name.split()[-1].lower() == name.lower() and " " in actor.name:
                owners[actor.name.split()[0].lower()] = actor.name
        if not owners and len(name) > 4:
            single = _DOUBLED.sub(r"\1", name.lower())
            for actor in self.actors:
                if actor.type == "person" and " " in actor.name:
                    surname = actor.name.split()[-1].lower()
                    if len(surname) != len(name) and _DOUBLED.sub(r"\1", surname) == single:
                        owners[actor.name] = actor.name  # "Dhilon" after "Harmeet Dhillon"
        return next(iter(owners.values())) if len(owners) == 1 else name

    def by_title(self, title: frozenset[str]) -> str | None:
        """The one person of the story with this title ("the prime minister"); None when nobody or several have it."""
        words = speech()
        if "diplomat" in title and title & _TOP:
            title = title - _TOP - {"diplomat"} | {"foreign", "minister"}  # "the top Ardenian diplomat"
        if not title & words.titles:
            return None
        exact: set[str] = set()
        wider: set[str] = set()
        for entries in self._titled.values():
            for titles, name in entries:
                if title <= titles:
                    (exact if title == titles - words.honorifics else wider).add(name)
        for actor in self.actors:
            if actor.type == "person" and actor.role:
                whole = actor.role.lower()
                role = frozenset(whole.split())
                if title == role or title <= frozenset(_OF_WHAT.split(whole, maxsplit=1)[0].split()):
                    (exact if title == role and not actor.affiliation else wider).add(actor.name)
        for found in (exact, exact | wider):
            names = {self.fullest(name) for name in found}
            if len(names) == 1:
                return names.pop()
        return None if exact or wider else self._by_known_role(title)

    def by_office(self, role: frozenset[str], country: str) -> str | None:
        """The one person of the story who holds an office of a country ("the US president"), by the text or known."""
        wanted = _HEADS_OF_STATE if role == _LEADER else (role,)
        holders = {
            actor.name
            for actor in self.actors
            if actor.type == "person"
            and country in (actor.affiliation, actor.known_affiliation)
            and any(frozenset(held.lower().split()) in wanted for held in (actor.role, actor.known_role) if held)
        }
        return holders.pop() if len(holders) == 1 else None

    def _by_known_role(self, title: frozenset[str]) -> str | None:
        """The one person the story is about who holds the office by the who's-who, where the story gives nobody it."""
        holders = [
            actor
            for actor in self.actors
            if actor.type == "person" and actor.known_role and frozenset(actor.known_role.lower().split()) == title
        ]
        return holders[0].name if len(holders) == 1 and len(holders[0].mentions) > 1 else None

    def identity(self, name: str) -> str | None:
        return next((actor.actor for actor in self.actors if actor.name == name), None)


def plain_name(name: str) -> str:
    """A name without possessive and trailing marks."""
    if name.isalpha():
        return name
    for ending in ("'s", "’s"):
        if name.endswith(ending):
            name = name[: -len(ending)]
    return " ".join(name.rstrip("'’").split())
