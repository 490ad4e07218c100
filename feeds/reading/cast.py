"""The cast of a story: from the words that name a source to the person or body they mean.

Names become the fullest form the story uses, surnames and titles are looked up among the story's actors (and, where
those are silent, among its own capitalised names), and pronouns go to the person the story is speaking of.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from feeds.reading.noun_phrases import Source, cut_titles
from feeds.reading.speech import speech
from feeds.reading.speech_lines import QUOTED, Line, Lines
from feeds.story import Actor, SpeakerType


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source resolved: `name` None when nobody can be named. `written` are the words of the text."""

    name: str | None
    actor: str | None
    kind: SpeakerType
    written: str
    head: str
    names: tuple[str, ...] = ()
    sureness: float = 1.0
    """What finding the identity (a pronoun, a title) multiplies the confidence with."""
    how: str = "name"
    gender: str = ""


@dataclass(frozen=True, slots=True)
class _Person:
    """A mention of a person, in reading order."""

    line: int
    sentence: int
    token: int
    name: str
    actor: str | None
    gender: str
    weight: float


def _nobody_knows(name: str) -> str:
    return ""


class Cast:
    """Resolves the sources of one story, in reading order: what was resolved before guides the pronouns after."""

    def __init__(self, lines: Lines, actors: Sequence[Actor], gender_of: Callable[[str], str] = _nobody_knows) -> None:
        self._lines = lines
        self._gender_of = gender_of
        self._actors = actors
        self._mentions: dict[int | None, list[tuple[int, int, Actor]]] = {}
        for actor in actors:
            for mention in actor.mentions:
                self._mentions.setdefault(mention.paragraph, []).append((mention.start, mention.end, actor))
        for places in self._mentions.values():
            places.sort(key=lambda place: place[:2])
        self._full: dict[str, list[str]] = {}
        self._titled: dict[str, list[tuple[frozenset[str], str]]] = {}
        self._gender: dict[str, str] = {actor.name: actor.gender for actor in actors if actor.gender}
        self._people: list[_Person] = []
        self._by_sentence: dict[tuple[int, int], list[_Person]] = {}
        self._spoken: dict[tuple[int, int], list[Speaker]] = {}
        self._last_group: Speaker | None = None
        self._last_body: Speaker | None = None
        self._collect()

    # -------------------------------------------------------------------------------------------- what the story names

    def _collect(self) -> None:
        """Full names and titles by surname; every mention of a person with its place."""
        words = speech()
        for index, line in enumerate(self._lines.lines):
            sentence = 0
            token, count = 0, len(line.words)
            while token < count:
                word = line.words[token]
                if not word[0].isupper() or word == QUOTED:
                    token += 1
                    continue
                last = token
                while last + 1 < count and (
                    line.words[last + 1][0].isupper()
                    or (
                        line.lows[last + 1] in words.particles
                        and last + 2 < count
                        and line.words[last + 2][0].isupper()
                        and line.lows[last + 1] != "y"
                    )
                ):
                    if line.lows[last].endswith(("'s", "’s")):
                        break
                    last += 1
                first = token
                while first < last and line.lows[first] in words.starters:
                    first += 1
                self._collect_run(index, line, first, last)
                token = last + 1
            _ = sentence

    def _collect_run(self, index: int, line: Line, first: int, last: int) -> None:
        words = speech()
        if first == last and line.lows[first] in words.starters:
            return
        name_first = cut_titles(line, first, last)
        if name_first > last:
            return
        actor = self._actor_at(line, name_first, last)
        name = actor.name if actor is not None and actor.type == "person" else _plain(line.written(name_first, last))
        titles = frozenset(line.lows[place].rstrip(".") for place in range(first, name_first))
        gender = "f" if titles & words.female else "m" if titles & words.male else ""
        if actor is None and last - name_first >= 1 and last - name_first <= 3:
            key = _plain(line.words[last]).lower()
            known = self._full.setdefault(key, [])
            if name not in known:
                known.append(name)
        if actor is not None and actor.type != "person":
            return
        if (
            actor is None
            and name_first == first
            and last == name_first
            and _plain(line.words[last]).lower() not in self._full
        ):
            return
        if titles - words.male - words.female:
            self._titled.setdefault(_plain(line.words[last]).lower(), []).append((titles, name))
        if gender and name not in self._gender:
            self._gender[name] = gender
        before = line.lows[first - 1] if first else ""
        weight = 0.0
        if before in words.prepositions or before == "to":
            weight -= 0.6
        if line.lows[last].endswith(("'s", "’s", "s'", "s’")):
            weight -= 0.5
        sentence = line.sentence_of(first)
        person = _Person(index, sentence, first, name, actor.actor if actor else None, gender, weight)
        self._people.append(person)
        self._by_sentence.setdefault((index, sentence), []).append(person)

    def _actor_at(self, line: Line, first: int, last: int) -> Actor | None:
        """The actor whose mention covers the last word of a name."""
        places = self._mentions.get(line.number)
        if not places:
            return None
        start, end = line.starts[last], line.ends[last]
        at = bisect_right(places, start, key=lambda place: place[0])
        for mention_start, mention_end, actor in reversed(places[max(0, at - 4) : at + 1]):
            if mention_start < end and mention_end > start:
                return actor
        return None

    # -------------------------------------------------------------------------------------------- sources

    def speaker(self, line_index: int, source: Source) -> Speaker:
        """Whom a source means. Remembers it for the pronouns that follow."""
        line = self._lines.lines[line_index]
        found = self._resolve(line_index, line, source)
        self.remember(line_index, line.sentence_of(source.first), found)
        return found

    def remember(self, line_index: int, sentence: int, found: Speaker) -> None:
        """Notes who spoke in a sentence."""
        self._spoken.setdefault((line_index, sentence), []).append(found)
        if found.head in ("body", "document") or (found.head == "name" and found.how == "organisation"):
            self._last_body = found
        if found.head == "people" or len(found.names) > 1 or found.head == "body":
            self._last_group = found

    def _resolve(self, line_index: int, line: Line, source: Source) -> Speaker:
        written = line.written(source.first, source.last)
        if source.others:
            left = self._resolve(line_index, line, source.others[0])
            right = self._resolve(
                line_index,
                line,
                Source(
                    source.name_first if source.name_first >= 0 else source.last,
                    source.last,
                    source.head,
                    source.name_first,
                    source.name_last,
                ),
            )
            names = tuple(
                name
                for speaker in (left, right)
                for name in (speaker.names or ((speaker.name,) if speaker.name else ()))
            )
            if names:
                return Speaker(names[0], left.actor, "named", written, "name", names, 0.95, "joint")
        if source.head == "pronoun":
            return self._pronoun(line_index, line, source, written)
        if source.name_first >= 0:
            return self._name(line, source, written)
        return self._described(line, source, written)

    def _name(self, line: Line, source: Source, written: str) -> Speaker:
        actor = self._actor_at(line, source.name_first, source.name_last)
        if actor is not None and actor.type != "person":
            wide = self._body_name(line, source)
            if wide is not None:
                return Speaker(wide, None, "named", written, "name", (wide,), 1.0, "organisation")
        if actor is not None:
            how = "name" if actor.type == "person" else "organisation"
            gender = actor.gender or self._gender.get(actor.name, "")
            return Speaker(actor.name, actor.actor, "named", written, "name", (actor.name,), 1.0, how, gender)
        wide = self._body_name(line, source)
        if wide is not None:
            return Speaker(wide, None, "named", written, "name", (wide,), 1.0, "organisation")
        name = _plain(line.written(source.name_first, source.name_last))
        full = self.fullest(name)
        return Speaker(full, None, "named", written, "name", (full,), 1.0, "name", self._gender.get(full, ""))

    def _body_name(self, line: Line, source: Source) -> str | None:
        """The whole name of a body that runs on ("Port of Selm Harbour Police") or holds a place ("Air Ardenia")."""
        words = speech()
        first, last = source.name_first, source.name_last
        if last > first:
            for start, end, actor in self._mentions.get(line.number, ()):
                if start > line.ends[last]:
                    break
                inside = line.starts[first] < start <= line.starts[last] and end >= line.ends[last] - 2
                if inside and actor.type == "country" and not line.lows[first].endswith(("'s", "’s")):
                    return _plain(line.written(first, last))
        if last + 2 > source.last or line.lows[last + 1] not in ("of", "for"):
            return None
        if last > first and line.lows[last] not in words.body_heads:
            return None
        if line.lows[last] in self._full and line.lows[last] not in words.body_heads:
            return None
        end = last + 1
        while end < source.last and (
            line.words[end + 1][0].isupper() or line.lows[end + 1] in ("of", "for", "the", "and")
        ):
            end += 1
        while end > last and not line.words[end][0].isupper():
            end -= 1
        covered = self._actor_at(line, last, end)
        if end == last or (covered is not None and covered.type == "person"):
            return None
        return _plain(line.written(first, end))

    def fullest(self, name: str) -> str:
        """The fullest form of a name in this story; the name itself when several people share it."""
        known = self._full.get(name.split()[-1].lower(), ())
        if " " in name:
            longer = [
                full for full in known if full != name and full.split()[0] == name.split()[0] and len(full) > len(name)
            ]
            return max(longer, key=len) if longer else name
        owners = {full.split()[0].lower(): full for full in sorted(known, key=len)}
        for actor in self._actors:
            if actor.type == "person" and actor.name.split()[-1].lower() == name.lower() and " " in actor.name:
                owners[actor.name.split()[0].lower()] = actor.name
        return next(iter(owners.values())) if len(owners) == 1 else name

    def _described(self, line: Line, source: Source, written: str) -> Speaker:
        """A source by description: "the prime minister" is looked up, "a senior official" kept as it stands."""
        start, end = line.starts[source.first], line.ends[source.last]
        for mention_start, mention_end, actor in self._mentions.get(line.number, ()):
            if mention_start > end:
                break
            if actor.type == "person" and mention_start <= start + 4 and mention_end >= end:
                return Speaker(
                    actor.name, actor.actor, "named", written, "name", (actor.name,), 0.95, "title", actor.gender
                )
        office = self._office_holder(line, source, end)
        if office is not None:
            return office
        if source.head == "person" and line.lows[source.first] == "the":
            named = self._by_title(frozenset(line.lows[place] for place in range(source.first + 1, source.last + 1)))
            if named is not None:
                return Speaker(
                    named,
                    self._identity(named),
                    "named",
                    written,
                    "name",
                    (named,),
                    0.85,
                    "title",
                    self._gender.get(named, ""),
                )
        return Speaker(written, None, "unnamed", written, source.head, (written,), 0.95, "described")

    def _office_holder(self, line: Line, source: Source, end: int) -> Speaker | None:
        """ "Chief of General Staff Valery Orlov": a title with "of" or "for" in it, and the name at its end."""
        if source.head != "person":
            return None
        words = speech()
        split = source.first
        while split < source.last and line.lows[split] not in ("of", "for"):
            split += 1
        if split >= source.last or not line.words[split - 1][0].isupper() or line.lows[split - 1] not in words.titles:
            return None
        for mention_start, mention_end, actor in self._mentions.get(line.number, ()):
            if mention_start >= end:
                break
            inside = line.starts[split] < mention_start and mention_end >= end - 2
            if inside and actor.type == "person" and line.text[line.ends[split] : mention_start].strip()[:1].isupper():
                written = line.written(source.first, source.last)
                return Speaker(
                    actor.name, actor.actor, "named", written, "name", (actor.name,), 1.0, "name", actor.gender
                )
        return None

    def _by_title(self, title: frozenset[str]) -> str | None:
        """The one person of the story with this title ("the prime minister"); None when nobody or several have it."""
        words = speech()
        if not title & words.titles:
            return None
        exact: set[str] = set()
        wider: set[str] = set()
        for entries in self._titled.values():
            for titles, name in entries:
                if title <= titles:
                    (exact if title == titles - words.honorifics else wider).add(name)
        for actor in self._actors:
            if actor.type == "person" and actor.role:
                role = frozenset(actor.role.lower().split())
                if title <= role:
                    (exact if title == role and not actor.affiliation else wider).add(actor.name)
        for found in (exact, exact | wider):
            names = {self.fullest(name) for name in found}
            if len(names) == 1:
                return names.pop()
        return None

    def _identity(self, name: str) -> str | None:
        return next((actor.actor for actor in self._actors if actor.name == name), None)

    # -------------------------------------------------------------------------------------------- pronouns

    def _pronoun(self, line_index: int, line: Line, source: Source, written: str) -> Speaker:
        low = line.lows[source.first]
        if low in ("he", "she"):
            person = self._referent(line_index, line, source.first, "m" if low == "he" else "f")
            if person is not None:
                name, actor, sureness = person
                if name not in self._gender:
                    self._gender[name] = "m" if low == "he" else "f"
                return Speaker(
                    name, actor, "named", written, "pronoun", (name,), sureness, "pronoun", self._gender[name]
                )
        elif low == "they" and self._last_group is not None:
            group = self._last_group
            return Speaker(group.name, group.actor, group.kind, written, "people", group.names, 0.7, "pronoun")
        elif low == "it" and self._last_body is not None:
            body = self._last_body
            return Speaker(body.name, body.actor, body.kind, written, "body", body.names, 0.7, "pronoun")
        return Speaker(None, None, "unattributed", written, "pronoun", (), 0.5, "pronoun")

    def _referent(self, line_index: int, line: Line, token: int, gender: str) -> tuple[str, str | None, float] | None:
        """The person a he or she means: recent, a subject or speaker, and of that gender."""
        scores: dict[str, float] = {}
        actors: dict[str, str | None] = {}
        sentence = line.sentence_of(token)
        distance = 0
        place: tuple[int, int] | None = (line_index, sentence)
        while place is not None and distance < 9:
            here, number = place
            people = self._by_sentence.get(place, ())
            first = True
            for person in people:
                if distance == 0 and person.token >= token:
                    break
                known = self._gender.get(person.name, person.gender)
                if known and known != gender:
                    continue
                score = 3.0 - distance + person.weight + (0.8 if first else 0.0) + (0.4 if known else 0.0)
                first = False
                scores[person.name] = max(scores.get(person.name, -9.0), score) + (
                    0.2 if person.name in scores else 0.0
                )
                actors.setdefault(person.name, person.actor)
            for speaker in self._spoken.get(place, ()):
                if speaker.name is None or not self._is_person(speaker):
                    continue
                known = self._gender.get(speaker.name, "")
                if known and known != gender:
                    continue
                score = 4.6 - distance
                scores[speaker.name] = max(scores.get(speaker.name, -9.0), score) + 0.3
                actors.setdefault(speaker.name, speaker.actor)
            place = self._earlier(here, number)
            distance += 1
        if not scores:
            return None
        ranked = sorted(scores.items(), key=lambda item: -item[1])
        best, score = ranked[0]
        margin = score - ranked[1][1] if len(ranked) > 1 else 2.0
        return self.fullest(best) if " " not in best else best, actors.get(best), 0.9 if margin > 0.6 else 0.75

    def _is_person(self, speaker: Speaker) -> bool:
        """Whether a he or she can mean this speaker."""
        if speaker.kind != "named" or speaker.head not in ("name", "pronoun") or speaker.how == "organisation":
            return False
        if speaker.actor is not None or not self._actors or speaker.name is None:
            return True
        return bool(self._gender.get(speaker.name) or self._gender_of(speaker.name))

    def _earlier(self, line_index: int, sentence: int) -> tuple[int, int] | None:
        if sentence > 0:
            return line_index, sentence - 1
        line_index -= 1
        while line_index >= 0 and not self._lines.lines[line_index].bounds:
            line_index -= 1
        if line_index < 0:
            return None
        return line_index, len(self._lines.lines[line_index].bounds) - 1


def _plain(name: str) -> str:
    """A name without possessive and trailing marks."""
    for ending in ("'s", "’s"):
        if name.endswith(ending):
            name = name[: -len(ending)]
    return " ".join(name.rstrip("'’").split())
