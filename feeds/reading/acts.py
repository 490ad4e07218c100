"""Acts of speech: every place where a story says that somebody says something, with who that is.

Quotes take their speaker from the act beside them; statements are the acts whose words are not quoted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Literal, TypeAlias

from feeds.reading.cast import Cast
from feeds.reading.denial import is_denied
from feeds.reading.focus import Speaker
from feeds.reading.noun_phrases import Source
from feeds.reading.quotations import find_quotations
from feeds.reading.source_after import source_after
from feeds.reading.speech import Verb, speech
from feeds.reading.speech_lines import Line, Lines, lines_of
from feeds.reading.text import Text
from feeds.reading.verb_signs import is_headline
from feeds.reading.verb_use import read_verb
from feeds.records import dataclass
from feeds.story import Actor

if TYPE_CHECKING:
    from feeds.reading.knowledge import Knowledge

Side: TypeAlias = Literal["before", "shared", "after", "participle", "infinitive", "passive", "according"]

MOST_QUOTES = 300
"""No journalist puts more quotes in a paragraph; beyond it speakers are not searched, so hostile text costs little."""
_MOST_WORDS = 500
"""A longer sentence is a list or no prose; nobody speaks in it."""
_APART: tuple[Side, ...] = ("participle", "infinitive", "shared")
"""Sides of cues that do not stand beside their source."""


@dataclass(frozen=True, slots=True)
class Act:
    """One cue with its source. Tokens index the line; `side` says where the source stands to the cue.

    `is_real` is False for what is not (or not yet) said: "would say", "did not say", "to say"; `is_denied` tells
    what the story says was not said, whose words are nobody's.
    """

    line: int
    sentence: int
    cue_first: int
    cue_last: int
    verb: Verb
    side: Side
    source: Source
    speaker: Speaker
    is_real: bool = True
    addressee: str | None = None
    is_denied: bool = False

    @property
    def first(self) -> int:
        """The leftmost token of cue and source."""
        return self.cue_first if self.side in _APART else min(self.cue_first, self.source.first)

    @property
    def last(self) -> int:
        """The rightmost token of cue and source."""
        return self.cue_last if self.side in (*_APART, "before") else max(self.cue_last, self.source.last)


@dataclass(slots=True)
class Acts:
    """All acts of a story by (line, sentence), with the lines and the cast they were read from."""

    lines: Lines
    cast: Cast
    by_sentence: dict[tuple[int, int], list[Act]]


_HONORIFICS = frozenset(("mr", "mrs", "ms", "dr", "sir", "lord", "lady", "dame"))
_SILENT = Lines([], (), [])
"""The lines of a story in which nobody speaks."""
_ACCORDING = Verb("according to", "according", "base", (), frozenset({"that"}))
_IN_WORDS = Verb("in the words of", "according", "base", (), frozenset({"that"}))


def acts_of(text: Text, actors: Sequence[Actor], knowledge: Knowledge | None = None) -> Acts:
    """The acts of speech of a story, worked out once a story and set of actors.

    `knowledge` lends the gender of first names; without it only the actors and titles tell.
    """
    known = text.memo.get("acts")
    if isinstance(known, tuple) and known[0] is actors and isinstance(known[1], Acts):
        return known[1]
    quotations, openers = find_quotations(text), speech().openers
    # Most short entries of feeds have neither a quotation nor any word that reports speech.
    spoken = {
        number: index for index, number in enumerate(text.numbers()) if not openers.isdisjoint(text.plain_words(number))
    }
    lines = lines_of(text, quotations, spoken) if spoken or quotations else _SILENT

    gathered: Cast | None = None

    def cast() -> Cast:
        """Gathered only when somebody speaks."""
        nonlocal gathered
        if gathered is None:
            lines.cut_all(text)
            gathered = _cast(lines, actors, text, knowledge)
        return gathered

    by_sentence: dict[tuple[int, int], list[Act]] = {}
    for index in spoken.values():
        line = lines.lines[index]
        if len(line.quotes) > MOST_QUOTES:
            continue
        places = _cues_in(line)
        first = 0
        while first < len(places):
            number = line.sentence_of(places[first])
            start, end = line.bounds[number]
            after = bisect_left(places, end, first)
            if end - start <= _MOST_WORDS:
                acts = _sentence_acts(cast, index, line, number, start, end, places[first:after])
                if acts:
                    by_sentence[index, number] = acts
            first = after
    found = Acts(lines, cast() if by_sentence or lines.quotations else Cast(_SILENT, ()), by_sentence)
    text.memo["acts"] = (actors, found)
    return found


def _cast(lines: Lines, actors: Sequence[Actor], text: Text, knowledge: Knowledge | None) -> Cast:
    if knowledge is None:
        return Cast(lines, actors)
    return Cast(lines, actors, knowledge.whos_who.gender_of, _holders(text, knowledge), knowledge.whos_who.demonym)


def _holders(text: Text, knowledge: Knowledge) -> Callable[[str, str], str | None]:
    """Who holds an office of a country or body on the day of a story: (office, country) to an identity."""
    day = text.memo.get("published")

    def holder(role: str, country: str) -> str | None:
        found = knowledge.whos_who.holder(role, country, day) if isinstance(day, date) else None
        return found.id if found is not None else None

    return holder


def _cues_in(line: Line) -> list[int]:
    """The tokens that may report speech, in order."""
    cues = speech().cues
    return [at for at, low in enumerate(line.lows) if low in cues]


def _sentence_acts(
    cast: Callable[[], Cast], index: int, line: Line, number: int, start: int, end: int, places: Sequence[int]
) -> list[Act]:
    """The acts of a sentence, from its tokens that may report speech."""
    verbs = speech().verbs
    acts: list[Act] = []
    lows = line.lows
    for at in places:
        low = lows[at]
        if low == "according" and at + 2 < end and lows[at + 1] == "to":
            source = source_after(line, at + 2, end)
            if lows[at + 2] in ("him", "her", "them") and (at + 3 == end or not line.words[at + 3][0].isalnum()):
                source = Source(at + 2, at + 2, "pronoun")
            if source is not None:
                acts.append(
                    Act(index, number, at, at + 1, _ACCORDING, "according", source, cast().speaker(index, source))
                )
            continue
        if low == "words" and at - 2 >= start and lows[at - 2 : at + 2] == ["in", "the", "words", "of"]:
            source = source_after(line, at + 2, end)
            if source is not None:
                speaker = cast().speaker(index, source)
                acts.append(Act(index, number, at - 2, at + 1, _IN_WORDS, "according", source, speaker))
            continue
        candidates = verbs.get(low)
        if candidates is None or (at > start and line.words[at][0].isupper() and not is_headline(line)):
            continue
        for verb in candidates:
            size = len(verb.rest)
            if size and tuple(lows[at + 1 : at + 1 + size]) != verb.rest:
                continue
            read = read_verb(line, verb, at, start, end, acts)
            if read is not None:
                side, source, is_real = read
                last = at + size
                addressee = _addressee(line, verb, last, end)
                speaker = cast().speaker(index, source, speaks=side != "passive" or not acts)
                if addressee is not None and _speaks_to_itself(speaker, addressee):
                    speaker = _other_speaker(speaker, acts) or cast().speaker(index, source, besides=speaker.name)
                    cast().remember(index, number, speaker)
                if acts and speaker.head == "pronoun" and verb.verb_class == "think" and side == "before":
                    speaker = _same_unnamed(speaker, acts[-1], source) or speaker
                denied = is_denied(line, verb, at, start, side, source.first)
                is_real = is_real and not denied
                acts.append(Act(index, number, at, last, verb, side, source, speaker, is_real, addressee, denied))
                break
    return acts


def _speaks_to_itself(speaker: Speaker, addressee: str) -> bool:
    """Whether a pronoun was given to the very person spoken to: "he had told Lee" is not Lee."""
    return speaker.head == "pronoun" and speaker.name is not None and speaker.name.split()[-1] in addressee.split()


def _same_unnamed(speaker: Speaker, outer: Act, source: Source) -> Speaker | None:
    """ "Another said he hoped": the one who says so, not whoever was named before."""
    is_next = outer.side == "before" and outer.is_real and source.first - outer.cue_last in (1, 2)
    is_unnamed = outer.speaker.kind == "unnamed" and outer.source.head == "person"
    if is_next and is_unnamed and speaker.written in ("he", "she"):
        return replace(outer.speaker, written=speaker.written)
    return None


def _other_speaker(speaker: Speaker, acts: Sequence[Act]) -> Speaker | None:
    """Whoever speaks in the clause around, if a pronoun can mean them."""
    outer = acts[-1].speaker if acts else None
    is_one = outer is not None and outer.how in ("name", "pronoun") and not outer.names[1:]
    if outer is not None and is_one and outer.name != speaker.name and outer.gender in ("", speaker.gender):
        return replace(outer, written=speaker.written, head="pronoun", sureness=0.75)
    return None


def _addressee(line: Line, verb: Verb, last: int, end: int) -> str | None:
    """Whom the words were said to ("told CNN"); None when the text does not say."""
    at = last + 1
    if at >= end:
        return None
    if verb.verb_class != "tell":
        if line.lows[at] != "to" or verb.verb_class not in ("say", "add", "write", "complain", "admit", "respond"):
            return None
        at += 1
    if at >= end or line.lows[at] in ("that", "to", "of", "about", "in", "on") or not line.words[at][0].isalnum():
        return None
    if line.lows[at] in ("him", "her", "them", "me", "us", "reporters", "supporters", "voters"):
        return line.words[at]
    source = source_after(line, at, end)
    if source is None or source.head == "pronoun":
        return None
    end_of_name = source.name_last if source.name_last >= 0 else source.last
    if line.lows[end_of_name] == "press" and line.lows[end_of_name + 1 : end_of_name + 2] in (
        ["conference"],
        ["briefing"],
    ):
        return line.written(source.first, end_of_name + 1)
    for place in range(source.first + 1, end_of_name):
        if line.lows[place].rstrip(".") in _HONORIFICS and line.words[place - 1].islower():
            return line.written(source.first, place - 1)  # "told the court Mr Lee was"
    return line.written(source.first, end_of_name)
