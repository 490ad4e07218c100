"""The cast of a story: from the words that name a source to the person or body they mean.

Names become the fullest form the story uses, surnames and titles are looked up among the story's actors (and, where
those are silent, among its own capitalised names), and pronouns go to the person the story is speaking of.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace

from feeds.reading.common_words import is_common
from feeds.reading.focus import Speaker
from feeds.reading.noun_phrases import Source
from feeds.reading.offices import STILL_THE_SAME, Offices, nobody_holds
from feeds.reading.speech import speech
from feeds.reading.speech_lines import QUOTED, Line, Lines
from feeds.reading.story_names import StoryNames, nobody_knows, plain_name
from feeds.story import Actor, SpeakerType

_ROYAL = frozenset(("king", "queen", "prince", "princess", "major"))
"""Titles that are part of a firm's name before a plain word: "King Features"."""
_ANONYMOUS = re.compile(
    r",? (?:(?:who|and) )?(?:speaking|spoke|talking|talked|speaks|requesting|requested|granted|insisting|insisted"
    r"|asking|asked|declining|declined|on)\b[^,]*\b(?:anonymity|anonymously|(?:be|being) (?:named|identified))\b.*"
)
"""What follows a description and says only that the source is not named."""
_ASIDES = frozenset(
    """however meanwhile too though instead in after before during on at when while speaking talking writing citing
    asked responding following""".split()
)
"""Words that open an aside behind a description: it tells when and where, not who."""
_EXAMPLES = [["example"], ["instance"], ["one"], ["its"], ["their"], ["his"], ["her"], ["now"]]
"""What makes an aside of "for": "the ministry, for its part, said"."""
_OF_MANY = ("s", "sh", "ch", "ese")
"""Endings of what also means a whole people: "the British", "the Chinese", "Russians"."""
_KINDS_OF_PEOPLE = ("ers", "ors", "ists", "ians", "eers", "ents", "ants")
"""Endings of what people do or believe."""
_OF_SEVERAL = frozenset("are were have don't don’t aren't aren’t weren't weren’t haven't haven’t".split())
_FOR_OR_AGAINST = ("pro-", "anti-", "non-")
_JOINS = frozenset("and as well both".split())
"""What stands between two who speak together."""
_ONE = frozenset("the a an another one".split())
_SUBJECTS = {"him": "he", "his": "he", "her": "she", "them": "they"}


class Cast:
    """Resolves the sources of one story, in reading order: what was resolved before guides the pronouns after."""

    def __init__(
        self,
        lines: Lines,
        actors: Sequence[Actor],
        gender_of: Callable[[str], str] = nobody_knows,
        holder: Callable[[str, str], str | None] = nobody_holds,
        is_demonym: Callable[[str], object] = nobody_knows,
    ) -> None:
        self._lines = lines
        self._is_demonym = is_demonym
        self._names = StoryNames(lines, actors, gender_of)
        self._offices = Offices(self._names, holder)
        self._focus = self._names.focus
        self._besides: str | None = None

    def speaker(self, line_index: int, source: Source, *, speaks: bool = True, besides: str | None = None) -> Speaker:
        """Whom a source means; remembered for the pronouns after it if that `speaks` (not in "claims made by Lee").

        A pronoun does not mean the person named in `besides`.
        """
        self._besides = besides
        line = self._lines.lines[line_index]
        found = self._resolve(line_index, line, source)
        if not speaks:
            return found
        self.remember(line_index, line.sentence_of(source.first), found)
        return found

    def remember(self, line_index: int, sentence: int, found: Speaker) -> None:
        """Notes who spoke in a sentence."""
        self._focus.spoke(line_index, sentence, found, is_person=self.is_person(found))

    def _resolve(self, line_index: int, line: Line, source: Source) -> Speaker:
        written = line.written(source.first, source.last)
        whole = self._one_body(line, source) if source.others else None
        if whole is not None:
            source = whole
        elif source.others:
            lefts = [self._resolve(line_index, line, other) for other in source.others]
            left = lefts[0]
            begin = source.others[-1].last + 1
            while begin < source.last and (line.words[begin] == "," or line.lows[begin] in _JOINS):
                begin += 1
            right = self._resolve(line_index, line, replace(source, first=begin, others=()))
            who = {
                name: actor
                for speaker in (*lefts, right)
                for name, actor in zip(speaker.names, speaker.identities, strict=True)
            }
            if who:
                kind: SpeakerType = "named" if "named" in (left.kind, right.kind) else "unnamed"
                names, known = tuple(who), tuple(who.values())
                return Speaker(names[0], known[0], kind, written, "name", names, 0.95, "joint", actors=known)
        if source.head == "pronoun":
            return self._pronoun(line_index, line, source, written)
        if source.name_first >= 0:
            return self._name(line, source, written)
        return self._described(line, source, written)

    def _one_body(self, line: Line, source: Source) -> Source | None:
        """The single source when what looks like two is one body by name: "the Ministry of Roads and Water"."""
        left = source.others[-1]
        if left.last + 2 >= len(line.words):
            return None
        if self._is_one_name(line, left, source):
            return Source(left.first, source.last, "name", left.name_first, source.name_last)
        actor = self._names.actor_at(line, left.last, left.last)
        if (
            actor is None
            or actor.type != "organisation"
            or self._names.actor_at(line, left.last, left.last + 2) is not actor
        ):
            return None
        inside, behind = line.starts[left.last], line.ends[left.last + 2]
        for start, end, found in self._names.mentions.get(line.number, ()):
            if found is not actor or start > inside or end < behind - 2:
                continue
            last = bisect_left(line.starts, end) - 1
            if last < source.last:  # "a Ministry of Roads and Water spokesman"
                return Source(left.first, source.last, "person")
            if left.head == "name" and line.ends[left.name_last] < start:  # "Ann Lee of the Roads and Water Board"
                return Source(left.first, source.last, "name", left.name_first, left.name_last)
            if left.head != "name":  # "the head of the Roads and Water Board"
                return Source(left.first, source.last, left.head)
            return Source(left.first, source.last, "name", bisect_left(line.starts, start), last)
        return None

    def _is_one_name(self, line: Line, left: Source, source: Source) -> bool:
        """Whether plain words around the "and" make one name of both: "the United Nations Trade and Development"."""
        first, last = left.last + 2, source.name_last
        if len(source.others) > 1 or left.name_last != left.last or (source.name_first, source.last) != (first, last):
            return False
        words = [left.last, *range(first, last + 1)]
        is_plain = left.name_first < left.last and all(
            line.words[place][0].isupper() and is_common(line.lows[place]) for place in words
        )
        sides = (left.name_first, left.last), (first, last)
        found = [self._names.actor_at(line, *side) for side in sides] if is_plain else []
        return is_plain and not any(actor is not None and actor.type in ("person", "country") for actor in found)

    def _name(self, line: Line, source: Source, written: str) -> Speaker:
        actor = self._names.actor_at(line, source.name_first, source.name_last)
        holder = self._offices.named_at_end(line, source) if actor is None or actor.type != "person" else None
        if holder is not None:
            name, gender = holder.name, holder.gender
            return Speaker(name, holder.actor, "named", written, "name", (name,), 1.0, "name", gender)
        if actor is not None and actor.type != "person":
            wide = self._body_name(line, source)
            if wide is not None and wide not in actor.name:
                return Speaker(wide, None, "named", written, "name", (wide,), 1.0, "organisation")
        if actor is not None and self._is_other_person(line, source, actor):
            actor = None
        if actor is not None and actor.type == "country" and self._is_tail(line, source.name_last, actor):
            actor = None  # "the aid group Orlo-Ardenia"
        is_country = actor is not None and actor.type == "country"
        if is_country and source.name_first == source.last and self._is_one_of_a_people(line, source.last):
            behind = line.lows[source.last + 1] if source.last + 1 < len(line.lows) else "."
            is_whole = source.first < source.last and line.lows[source.first] in _ONE
            is_whole = is_whole and (behind in speech().verbs or not behind[0].isalpha())
            names = (written,) if is_whole else ()
            spoke = written if is_whole else None
            return Speaker(spoke, None, "unnamed", written, "nominal", names, 0.7, "description")
        if actor is not None:
            how = "name" if actor.type == "person" else "organisation"
            gender = actor.gender or self._names.gender.get(actor.name, "")
            return Speaker(actor.name, actor.actor, "named", written, "name", (actor.name,), 1.0, how, gender)
        wide = self._body_name(line, source)
        if wide is not None:
            return Speaker(wide, None, "named", written, "name", (wide,), 1.0, "organisation")
        name = plain_name(line.written(source.name_first, source.name_last))
        owned = _owned_body(line, source)
        if owned is not None:
            return Speaker(owned, None, "named", written, "name", (owned,), 1.0, "organisation")
        if source.first < source.name_first == source.name_last and is_common(name.lower()):
            first = source.first + (line.lows[source.first] in speech().determiners)
            whole = plain_name(line.written(first, source.name_last))
            if whole != name and line.words[first][0].isupper() and line.lows[source.name_first - 1] in _ROYAL:
                return Speaker(whole, None, "named", written, "name", (whole,), 1.0, "organisation")
        if source.first == source.last and self._is_a_kind_of_people(line, source.last):
            return Speaker(written, None, "unnamed", written, "people", (written,), 0.95, "described")
        full = self._names.fullest(name)
        known = self._names.identity(full) if full != name else None
        return Speaker(full, known, "named", written, "name", (full,), 1.0, "name", self._names.gender.get(full, ""))

    def _is_tail(self, line: Line, at: int, actor: Actor) -> bool:
        """Whether a country is only the end of a name with a hyphen, whose beginning is no "pro-" or "anti-"."""
        word = line.words[at]
        if "-" not in word or line.lows[at].startswith(_FOR_OR_AGAINST):
            return False
        start = line.starts[at]
        places = self._names.mentions.get(line.number, ())
        return any(start < first < line.ends[at] and found is actor for first, _, found in places)

    def _is_one_of_a_people(self, line: Line, at: int) -> bool:
        """Whether a source is an adjective of a country: "the Russian" is a person, "many Russian" is cut short."""
        low = line.lows[at]
        if low.startswith(_FOR_OR_AGAINST):
            return True  # "the pro-Ardenian"
        return low.isalpha() and not low.endswith(_OF_MANY) and bool(self._is_demonym(line.words[at]))

    def _is_a_kind_of_people(self, line: Line, at: int) -> bool:
        """Whether a word has its capital only from the sentence it opens: "Forecasters said"."""
        word = line.words[at]
        opens = at == 0 or line.words[at - 1] == QUOTED or at in (start for start, _ in line.bounds)
        low = line.lows[at]
        if not opens or not low.endswith(_KINDS_OF_PEOPLE) or not word[1:].islower():
            return False
        following = line.lows[at + 1] if at + 1 < len(line.lows) else ""
        are_many = following in _OF_SEVERAL or any(verb.form == "base" for verb in speech().verbs.get(following, ()))
        if not (are_many or is_common(low) or low.endswith(("ists", "ians", "eers"))):
            return False  # "Rogers said"
        return not any(
            other.words[place] == word and place not in (start for start, _ in other.bounds)
            for other in self._lines.lines
            for place in other.capitals
        )

    def _is_other_person(self, line: Line, source: Source, actor: Actor) -> bool:
        """Whether only the surname was found as an actor's, and the first name before it is somebody else's."""
        if actor.type != "person" or source.name_last == source.name_first or " " not in actor.name:
            return False
        start = line.starts[source.name_last]
        covers = any(
            mention_start < start <= mention_end and found is actor
            for mention_start, mention_end, found in self._names.mentions.get(line.number, ())
            if mention_start <= start
        )
        first = line.words[source.name_first].rstrip(".")
        return not covers and len(first) > 1 and first.lower() not in actor.name.lower()

    def _body_name(self, line: Line, source: Source) -> str | None:
        """The whole name of a body that runs on ("Port of Selm Harbour Police") or holds a place ("Air Ardenia")."""
        words = speech()
        first, last = source.name_first, source.name_last
        if last > first:
            for start, end, actor in self._names.mentions.get(line.number, ()):
                if start > line.ends[last]:
                    break
                inside = line.starts[first] < start <= line.starts[last] and end >= line.ends[last] - 2
                if inside and actor.type == "country" and not line.lows[first].endswith(("'s", "’s")):
                    return plain_name(line.written(first, last))
        if last + 2 > source.last or line.lows[last + 1] not in ("of", "for"):
            return None
        if last > first and line.lows[last] not in words.body_heads:
            return None
        if line.lows[last] in self._names.full and line.lows[last] not in words.body_heads:
            return None
        end = last + 1
        while end < source.last and (
            line.words[end + 1][0].isupper() or line.lows[end + 1] in ("of", "for", "the", "and")
        ):
            end += 1
        while end > last and not line.words[end][0].isupper():
            end -= 1
        covered = self._names.actor_at(line, last, end)
        if end == last or (covered is not None and covered.type == "person"):
            return None
        return plain_name(line.written(first, end))

    def _described(self, line: Line, source: Source, written: str) -> Speaker:
        """A source by description: "the prime minister" is looked up, "a senior official" kept as it stands."""
        cut = _before_aside(line, source)
        if cut != source.last:
            source = replace(source, last=cut)
            written = line.written(source.first, cut)
        written = written.removesuffix("’s").removesuffix("'s")
        aside = _ANONYMOUS.search(written)
        if aside is not None:
            written = written[: aside.start()]
        start, end = line.starts[source.first], line.ends[source.last]
        for mention_start, mention_end, actor in self._names.mentions.get(line.number, ()):
            if mention_start > end:
                break
            covers = mention_start <= start + 4 and mention_end >= end
            if covers and actor.type != "person" and line.words[source.last].isupper():
                # "the UN": its letters are a title before names, and a body by themselves.
                return Speaker(actor.name, actor.actor, "named", written, "name", (actor.name,), 1.0, "organisation")
            if covers and actor.type == "person":
                return Speaker(
                    actor.name, actor.actor, "named", written, "name", (actor.name,), 0.95, "title", actor.gender
                )
        office = self._offices.holder_named(line, source, end)
        if office is not None:
            return office
        if source.head == "person" and line.lows[source.first] == "the":
            title = frozenset(line.lows[place] for place in range(source.first + 1, source.last + 1))
            named = self._names.by_title(title - STILL_THE_SAME)
            if named is not None:
                return Speaker(
                    named,
                    self._names.identity(named),
                    "named",
                    written,
                    "name",
                    (named,),
                    0.85,
                    "title",
                    self._names.gender.get(named, ""),
                )
        held = self._offices.held_by(line, source)
        if held is not None:
            actor_id, gender = self._names.identity(held), self._names.gender.get(held, "")
            return Speaker(held, actor_id, "named", written, "name", (held,), 0.85, "title", gender)
        known = self._offices.known_holder(line, source) if source.head == "person" else None
        return Speaker(written, known, "unnamed", written, source.head, (written,), 0.95, "described")

    def _pronoun(self, line_index: int, line: Line, source: Source, written: str) -> Speaker:
        low, sentence = line.lows[source.first], line.sentence_of(source.first)
        low = low.replace("’", "'").split("'")[0]  # "he'd"
        low = _SUBJECTS.get(low, low)  # "according to him", "in his words"
        if low in ("he", "she"):
            gender = "m" if low == "he" else "f"
            unnamed = self._focus.somebody_unnamed(gender, line_index, sentence, source.first)
            if unnamed is not None and unnamed.name is not None:
                head = "pronoun" if unnamed.kind == "named" else "person"
                return Speaker(unnamed.name, None, unnamed.kind, written, head, unnamed.names, 0.75, "pronoun", gender)
            person = self._focus.he_or_she(gender, line_index, sentence, source.first, self._besides)
            if person is not None:
                name, actor, sureness = person
                said = self._focus.who_is_described_by(name, line_index, sentence)
                if said is not None and said.name is not None:
                    return Speaker(said.name, None, "unnamed", written, "person", said.names, 0.75, "pronoun", gender)
                self._names.gender.setdefault(name, gender)
                full = self._names.fullest(name) if " " not in name else name
                return Speaker(full, actor, "named", written, "pronoun", (full,), sureness, "pronoun", gender)
        elif low in ("they", "it"):
            group = self._focus.they_or_it(low, line_index, sentence)
            if group is not None:
                head = "people" if low == "they" else "body"
                return replace(group, written=written, head=head, sureness=0.7, how="pronoun", gender="")
        return Speaker(None, None, "unattributed", written, "pronoun", (), 0.5, "pronoun")

    def is_person(self, speaker: Speaker) -> bool:
        """Whether a he or she can mean this speaker."""
        if speaker.kind != "named" or speaker.head not in ("name", "pronoun") or speaker.how == "organisation":
            return False
        if speaker.how == "joint":
            return False  # two speak, or a body with somebody else; whoever of them is a person is named there anyway
        if speaker.name is not None and len(speaker.name) < 6 and speaker.name.isupper():
            return False  # initials of a body
        if speaker.actor is not None or not self._names.actors or speaker.name is None:
            return True
        return bool(self._names.gender.get(speaker.name) or self._names.gender_of(speaker.name))


def _before_aside(line: Line, source: Source) -> int:
    """The last token of a description before what is only said of the occasion: ", however", ", in a statement"."""
    for at in range(source.first + 1, source.last):
        is_aside = line.lows[at + 1] in _ASIDES and line.lows[at + 2 : at + 3] != ["charge"]
        is_example = line.lows[at + 1] == "for" and line.lows[at + 2 : at + 3] in _EXAMPLES
        if line.words[at] == "," and (is_aside or is_example):
            return at - 1
    return source.last


def _owned_body(line: Line, source: Source) -> str | None:
    """ "The Prime Minister’s Office": a body called by whose it is."""
    first = source.name_first
    is_body = first == source.name_last and line.lows[first] in speech().body_heads
    if not is_body or first - 1 <= source.first or not line.lows[first - 1].endswith(("'s", "’s")):
        return None
    start = source.first + (line.lows[source.first] in speech().determiners)
    return line.written(start, first) if all(word[0].isupper() for word in line.words[start:first]) else None
