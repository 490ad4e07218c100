"""Whom a story is speaking of at a place: the people named and the speakers heard, for he, she, they and it."""

from __future__ import annotations

from collections.abc import Mapping

from feeds.reading.clauses import clause_subject
from feeds.reading.speech_lines import Line, Lines
from feeds.records import dataclass
from feeds.story import SpeakerType

_LEADING = frozenset(("and", "but", "“", '"', "'", "‘", "then", "later", "still", "yet", ","))
_GOES_ON_OF = 3
"""Sentences that may go on about somebody without a name ("A baker came. He had fled. “It was hard,” he said")."""
_SENTENCES_BACK = 9
"""How far a he or she looks back."""
_NAMED = 3.0
_SPOKE = 4.9
"""What a person counts who is named in the sentence of the pronoun, and one who speaks there; each back costs 1."""
_WITHIN = 0.6
"""For those who speak within what somebody else says ("He noted that Ray had agreed")."""
_FIRST = 0.8
RIGHT_GENDER = 0.75
_GOES_ON = 0.4
"""What a sentence counts that goes on about the same person ("He also …"), instead of 1."""
_NOT_THE_SUBJECT = 0.8
"""For those named in such a sentence: it is about somebody else."""
_AGAIN, _MOST_AGAIN = 0.2, 0.4
"""For every further mention, and for all of them: who is talked of for long does not outweigh who was just named."""


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
    actors: tuple[str | None, ...] = ()
    """Of those who speak together: the identities of `names`, in their order."""

    @property
    def identities(self) -> tuple[str | None, ...]:
        """The identity of each of `names`."""
        return self.actors or (self.actor, *(None for _ in self.names[1:]))[: len(self.names)]


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A person named at a token of a line; `weight` is negative for a possessor or the object of a preposition."""

    token: int
    name: str
    actor: str | None
    gender: str
    weight: float


_MALE = frozenset(
    """spokesman man husband father son brother boy policeman grandfather uncle nephew widower boyfriend stepfather
    fisherman businessman""".split()
)
_FEMALE = frozenset(
    """spokeswoman woman wife mother daughter sister girl policewoman grandmother aunt niece widow girlfriend stepmother
    businesswoman actress""".split()
)
_SOMEBODY_NEW = frozenset(("a", "an", "another", "one"))
_VOICES = (
    _MALE
    | _FEMALE
    | frozenset(
        """spokesperson official source resident witness aide diplomat worker employee protester demonstrator fan voter
    republican democrat customer shopper student neighbour neighbor passenger refugee migrant survivor victim teenager
    patient""".split()
    )
)


def _is_several(written: str) -> bool:
    """Whether a description means more than one: "both sides"."""
    last = written.split()[-1].lower() if written else ""
    return last.endswith("s") and not last.endswith(("ss", "us", "'s", "’s"))


def _is_somebody_new(written: str) -> bool:
    """Whether a description brings in somebody ("a resident"): "the senator" is named above."""
    words = written.lower().split()
    return words[0] in _SOMEBODY_NEW or not _VOICES.isdisjoint(words)


def _somebody_new(line: Line, start: int, end: int) -> tuple[int, int] | None:
    """The first and last token of a subject that brings somebody in: "a former minister", "a baker | who had fled"."""
    source = clause_subject(line, start, end)
    if source is not None:
        is_new = source.head == "person" and source.last > source.first and line.lows[source.first] in _SOMEBODY_NEW
        return (source.first, source.last) if is_new else None
    if end <= start or line.lows[start] not in _SOMEBODY_NEW:
        return None
    last = next((at for at in range(start + 1, min(start + 8, end - 1)) if line.lows[at + 1] in (",", "who")), -1)
    return (start, last) if last > start and "who" in line.lows[last + 1 : last + 3] else None


class Focus:
    """What was named and who spoke, by (line, sentence), filled in reading order."""

    def __init__(self, lines: Lines, gender: Mapping[str, str]) -> None:
        self._lines = lines
        self._gender = gender
        self._named: dict[tuple[int, int], list[PersonMention]] = {}
        self._spoken: dict[tuple[int, int], list[Speaker]] = {}
        self._unnamed: dict[tuple[int, int], Speaker] = {}
        self._brought_in: dict[tuple[int, int], Speaker | None] = {}
        self._described: dict[tuple[int, int], Speaker] = {}
        self._group: tuple[Speaker, int, int] | None = None
        self._body: tuple[Speaker, int, int] | None = None

    def named(self, line: int, sentence: int, mention: PersonMention) -> None:
        """A person is named in a sentence."""
        self._named.setdefault((line, sentence), []).append(mention)

    def spoke(self, line: int, sentence: int, speaker: Speaker, *, is_person: bool) -> None:
        """Somebody spoke in a sentence."""
        if is_person:
            self._spoken.setdefault((line, sentence), []).append(speaker)
        is_one = speaker.kind == "unnamed" and speaker.head == "person"
        is_new = is_one and (speaker.how == "pronoun" or _is_somebody_new(speaker.written))
        is_unknown = not is_person and speaker.head == speaker.how == "name" and speaker.actor is None
        # Initials are no person's: "According to N12, …", "The AI Diffusion Rule said".
        is_unknown = is_unknown and not any(len(word) > 1 and word.isupper() for word in (speaker.name or "").split())
        if is_one:
            self._described[line, sentence] = speaker
        if is_new or (is_unknown and not speaker.names[1:]):
            self._unnamed[line, sentence] = speaker
        is_thing = speaker.head in ("body", "document") and not _is_several(speaker.written)
        is_spoken_of = speaker.head == "document" and self._is_said_by_a_body(line, sentence)
        if (speaker.head == "name" and speaker.how == "organisation") or (is_thing and not is_spoken_of):
            self._body = speaker, line, sentence
        is_several = speaker.head == "body" and _is_several(speaker.written)
        if speaker.head == "people" or len(speaker.names) > 1 or is_several:
            self._group = speaker, line, sentence

    def _is_said_by_a_body(self, line: int, sentence: int) -> bool:
        """Whether a body speaks in a sentence: "The group said the bill threatened to" is about the group."""
        return self._body is not None and self._body[1:] == (line, sentence) and self._body[0].head != "document"

    def they_or_it(self, word: str, line: int, sentence: int) -> Speaker | None:
        """The group (they) or body (it) that spoke at most two sentences before."""
        said = self._group if word == "they" else self._body
        if said is None or not self._is_near(line, sentence, said[1], said[2]):
            return None
        later = self._body
        if word == "they" and later is not None and later[1:] > said[1:] and later[0].head != "document":
            return None  # a body has spoken since, which some papers call "they" too
        return said[0]

    def somebody_unnamed(self, gender: str, line: int, sentence: int, token: int) -> Speaker | None:
        """Who is meant when somebody without a name was heard or spoken of last, and nobody named since: "A spokesman
        said no. He added", "A baker had fled Selm. He had lost all of it, he said"."""
        if self._named_before((line, sentence), token):
            return None
        place = self._earlier(line, sentence)
        for step in range(_GOES_ON_OF):
            if place is None or self._spoken.get(place):
                return None
            said = (self._unnamed.get(place) if step == 0 else None) or self._somebody_brought_in(place)
            if said is not None:
                opposite = _FEMALE if gender == "m" else _MALE
                return None if opposite & set(said.written.lower().split()) else said
            if self._named.get(place) or place in self._unnamed or not self._opens_with(place, gender, None):
                return None
            place = self._earlier(*place)
        return None

    def _somebody_brought_in(self, place: tuple[int, int]) -> Speaker | None:
        """Whom a sentence brings in as its subject and gives no name: "A baker who had fled Selm met Lee"."""
        if place not in self._brought_in:
            line = self._lines.lines[place[0]]
            found: Speaker | None = None
            subject = _somebody_new(line, *line.bounds[place[1]])
            if subject is not None:
                first, last = subject
                written, behind = line.written(first, last), line.words[last + 1 : last + 2]
                named = [mention.token for mention in self._named.get(place, ()) if mention.token >= first]
                is_named = bool(named) and (named[0] <= last or behind in ([","], ["-"], ["–"], ["—"], ["("]))
                if not is_named:
                    found = Speaker(written, None, "unnamed", written, "person", (written,), 0.75, "described")
            self._brought_in[place] = found
        return self._brought_in[place]

    def who_is_described_by(self, name: str, line: int, sentence: int) -> Speaker | None:
        """The unnamed speaker just before who is only described by a name: "The judge, a Park appointee, said"."""
        place = self._earlier(line, sentence)
        said = self._described.get(place) if place is not None else None
        is_within = said is not None and name.split()[-1] in said.written.replace("’s", "").replace("'s", "").split()
        return said if is_within else None

    def _named_before(self, place: tuple[int, int], token: int) -> bool:
        return any(mention.token < token for mention in self._named.get(place, ()))

    def he_or_she(
        self, gender: str, line: int, sentence: int, token: int, besides: str | None = None
    ) -> tuple[str, str | None, float] | None:
        """The person a he or she means, as (name, identity, sureness): recent, first or speaking, of that gender.

        Never the person named in `besides`.
        """
        scores: dict[str, float] = {}
        again: dict[str, float] = {}
        actors: dict[str, str | None] = {}
        place: tuple[int, int] | None = (line, sentence)
        distance = 0.0
        for step in range(_SENTENCES_BACK):
            if place is None:
                break
            goes_on = self._opens_with(place, gender, token if step == 0 else None)
            for name, actor, score in self._candidates(place, gender, token if step == 0 else None):
                if goes_on and score < _SPOKE - _WITHIN:
                    score -= _NOT_THE_SUBJECT
                if name in scores:
                    again[name] = min(_MOST_AGAIN, again.get(name, 0.0) + _AGAIN)
                scores[name] = max(scores.get(name, -_SENTENCES_BACK), score - distance)
                actors.setdefault(name, actor)
            distance += _GOES_ON if goes_on else 1.0
            place = self._earlier(*place)
        if besides is not None:
            scores.pop(besides, None)
        if not scores:
            return None
        ranked = sorted(
            ((name, score + again.get(name, 0.0)) for name, score in scores.items()), key=lambda item: -item[1]
        )
        best, score = ranked[0]
        margin = score - ranked[1][1] if len(ranked) > 1 else 2.0
        return best, actors[best], 0.9 if margin > 0.6 else 0.75

    def _candidates(
        self, place: tuple[int, int], gender: str, before: int | None
    ) -> list[tuple[str, str | None, float]]:
        """The people of a sentence who can be meant, with their scores; `before` cuts off what follows the pronoun."""
        found: list[tuple[str, str | None, float]] = []
        for mention in self._named.get(place, ()):
            if before is not None and mention.token >= before:
                break
            known = self._gender.get(mention.name, mention.gender)
            if known in ("", gender):
                score = _NAMED + mention.weight + (0.0 if found else _FIRST) + (RIGHT_GENDER if known else 0.0)
                found.append((mention.name, mention.actor, score))
        said = self._spoken.get(place, [])
        for speaker in said:
            if speaker.name is not None and self._gender.get(speaker.name, "") in ("", gender):
                score = _SPOKE if speaker.name == said[0].name else _SPOKE - _WITHIN
                found.append((speaker.name, speaker.actor, score))
        return found

    def _opens_with(self, place: tuple[int, int], gender: str, before: int | None) -> bool:
        """Whether a sentence begins with he or she of this gender, and that is not the pronoun asked about."""
        line = self._lines.lines[place[0]]
        start, end = line.bounds[place[1]]
        while start < end and line.lows[start] in _LEADING:
            start += 1
        is_pronoun = start < end and line.lows[start] == ("he" if gender == "m" else "she")
        return is_pronoun and (before is None or start < before)

    def _is_near(self, line: int, sentence: int, said_line: int, said_sentence: int) -> bool:
        if line == said_line:
            return sentence - said_sentence <= 2
        rest = len(self._lines.lines[said_line].bounds) - 1 - said_sentence
        return self._line_before(line) == said_line and rest + sentence <= 1

    def _line_before(self, line: int) -> int:
        """The line before, over the captions of pictures between: -1 before the first."""
        line -= 1
        while line > 0 and self._lines.lines[line].is_caption:
            line -= 1
        return line

    def _earlier(self, line: int, sentence: int) -> tuple[int, int] | None:
        if sentence > 0:
            return line, sentence - 1
        line = self._line_before(line)
        while line >= 0 and not self._lines.lines[line].bounds:
            line -= 1
        return (line, len(self._lines.lines[line].bounds) - 1) if line >= 0 else None
