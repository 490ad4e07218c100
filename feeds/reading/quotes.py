"""Quotes: exact words in quotation marks, with their speaker, cue, confidence and the reason code of the rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from feeds.reading.acts import MOST_QUOTES, Acts, acts_of
from feeds.reading.attribution import REASONS, attribute
from feeds.reading.quick_look import holds_any
from feeds.reading.quotations import Quotation
from feeds.reading.quote_context import Found
from feeds.reading.speech_lines import DASHES
from feeds.reading.terms import Terms
from feeds.reading.text import Text
from feeds.story import Actor, Quote, QuoteKind

if TYPE_CHECKING:
    from feeds.reading.knowledge import Knowledge

__all__ = ["REASONS", "read_quotes"]

_BESIDE = frozenset(("transcript", "colon", "verb-before", "verb-after", "dash-name"))
"""Rules that read a speaker right beside the words of a headline."""
_MARKS = frozenset("\"“'‘")
_CARRIER_LENGTH = 2000
"""Code points; what is longer is no sentence."""


def read_quotes(text: Text, actors: Sequence[Actor], knowledge: Knowledge) -> tuple[Quote, ...]:
    """The quotes of a story in reading order. Never raises; linear in the length of the text."""
    acts = acts_of(text, actors, knowledge)
    return _Reader(acts, _nicknames(actors)).read(text)


def _nicknames(actors: Sequence[Actor]) -> frozenset[tuple[int | None, int]]:
    """Where the nicknames begin that stand between quotation marks inside a name: "Bo “Red” Orlo"."""
    found: set[tuple[int | None, int]] = set()
    for actor in actors:
        if actor.type == "person":
            for mention in actor.mentions:
                if " " in mention.text and holds_any(mention.text, _MARKS):
                    at = next(at for at, mark in enumerate(mention.text) if mark in _MARKS)
                    if mention.text[at - 1 : at] == " ":
                        found.add((mention.paragraph, mention.start + at + 1))
    return frozenset(found)


def _names_person(found: Found) -> bool:
    """Whether the words beside a quote of the headline name one person for sure."""
    speaker = found.speaker
    is_one = speaker.kind == "named" and speaker.how == "name" and speaker.head == "name" and not speaker.names[1:]
    return is_one and found.reason in _BESIDE


def _may_be_named(found: Found) -> bool:
    """Whether a speaker is only a role or a pronoun for one person, whom the headline may name."""
    speaker = found.speaker
    if speaker.head == "pronoun":
        return speaker.name is None and speaker.written.lower() in ("he", "she")
    is_definite = speaker.written.lower().startswith(("the ", "his ", "her "))
    return speaker.kind == "unnamed" and speaker.head == "person" and is_definite


class _Reader:
    """Turns the quotations of one story into quotes."""

    def __init__(self, acts: Acts, nicknames: frozenset[tuple[int | None, int]]) -> None:
        self._acts = acts
        self._nicknames = nicknames
        self._lines = acts.lines.lines
        self._found: dict[int, Found] = {}

    def read(self, text: Text) -> tuple[Quote, ...]:
        quotations = self._acts.lines.quotations
        if not quotations:
            return ()
        crowded = {index for index, line in enumerate(self._lines) if len(line.quotes) > MOST_QUOTES}
        prose = [
            number
            for number, places in enumerate(self._acts.lines.places)
            if places and places[0][0] not in crowded and places[-1][0] not in crowded
        ]
        self._found = attribute(self._acts, prose)
        texts = [
            "\n".join([text.of(span.paragraph)[span.start : span.end] for span in quotation.spans])
            for quotation in quotations
        ]
        terms = Terms(self._acts.lines, texts)
        quotes: list[Quote] = []
        for number, quotation in enumerate(quotations):
            found = self._found.get(number)
            places = self._acts.lines.places[number]
            if (quotation.spans[0].paragraph, quotation.spans[0].start) in self._nicknames:
                continue
            if not places or places[0][0] in crowded:
                quotes.append(self._bare(quotation, texts[number]))
            elif not terms.is_term(number, found.reason if found else "no-speaker"):
                if quotation.spans[0].paragraph is None:
                    self._tie(number, terms.echo(number))
                elif (found is None or found.reason == "paragraph-before") and terms.stands_alone(number):
                    self._repeat(number, terms.echo(number))
                quotes.append(self._quote(number, quotation, texts[number]))
        return tuple(quotes)

    def _bare(self, quotation: Quotation, words: str) -> Quote:
        """A quote of a paragraph that holds too many to be prose: its words and place, no speaker."""
        first = quotation.spans[0]
        return Quote(words, first.paragraph, first.start, first.end, reason="no-speaker", spans=quotation.spans)

    def _tie(self, number: int, body: int | None) -> None:
        """A quote of the headline has the speaker of the same words in the body; a name beats a bare role in either."""
        if body is None:
            return
        headline, found = self._found.get(number), self._found.get(body)
        if headline is not None and _names_person(headline) and (found is None or _may_be_named(found)):
            named = headline.speaker
            if found is None:
                self._found[body] = Found(named, "headline", headline.cue)
                return
            bare = found.speaker
            for other, said in self._found.items():
                if said.speaker is bare:  # and what goes on from it
                    speaker = replace(named, written=bare.written, sureness=0.9)
                    self._found[other] = replace(said, speaker=speaker, reason="headline")
        elif found is not None:
            self._found[number] = Found(found.speaker, "headline", found.cue, found.addressee)

    def _repeat(self, number: int, body: int | None) -> None:
        """A crosshead or pull quote is whose the same words are where they are told with their speaker."""
        told = self._found.get(body) if body is not None else None
        if told is not None and told.reason != "paragraph-before":
            self._found[number] = Found(told.speaker, "headline", told.cue, told.addressee)

    def _quote(self, number: int, quotation: Quotation, words: str) -> Quote:
        first = quotation.spans[0]
        found = self._found.get(number)
        kind, carrier = self._kind(number, words)
        speaker = found.speaker if found else None
        reason = found.reason if found else "no-speaker"
        confidence = REASONS[reason][0] * (speaker.sureness if speaker else 0.0)
        if speaker is not None and speaker.name is None:
            reason = "pronoun-unresolved"
            confidence = REASONS[reason][0]
        return Quote(
            text=words,
            paragraph=first.paragraph,
            start=first.start,
            end=first.end,
            speaker=speaker.name if speaker else None,
            actor=speaker.actor if speaker else None,
            speakers=speaker.names if speaker else (),
            actors=speaker.identities if speaker else (),
            speaker_as_written=speaker.written if speaker else None,
            speaker_type=speaker.kind if speaker else "unattributed",
            addressee=found.addressee if found else None,
            cue=found.cue if found else None,
            kind=kind,
            confidence=round(confidence, 2),
            reason=reason,
            spans=quotation.spans,
            carrier=carrier,
        )

    def _kind(self, number: int, words: str) -> tuple[QuoteKind, str]:
        """A fragment is a piece of the outlet's own sentence; its carrier is that sentence."""
        index, token = self._acts.lines.places[number][0]
        line = self._lines[index]
        start, end = line.bounds[line.sentence_of(token)]
        opens = words.lstrip("…. [(“‘\"'")[:1]
        before = line.words[token - 1] if token > start else ""
        is_whole = not (opens.islower() and opens) and (
            token == start or before in (",", ":") or before in DASHES or not before[0].isalnum()
        )
        if is_whole or (len(words.split()) > 9 and opens.isupper()):
            return "direct", ""
        carrier = line.written(start, end - 1)
        return "fragment", carrier if len(carrier) <= _CARRIER_LENGTH else ""
