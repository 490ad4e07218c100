"""Events of a story: what happened, is going on or lies ahead, by whom, to whom, when, and who says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from feeds.reading.event_claims import Claim, claimant_of, claims_of
from feeds.reading.event_core import Act, acts_of, phrase
from feeds.reading.event_dates import time_of, when
from feeds.reading.event_merge import once_each
from feeds.reading.event_sentence import NamedPlace, Words, words_of
from feeds.reading.event_status import status_of
from feeds.reading.event_words import EventWords, event_words
from feeds.reading.knowledge import Knowledge
from feeds.reading.text import Text
from feeds.story import Actor, Event, Quote, Statement, Timex

_MOST_PER_SENTENCE = 2
_LONGEST_SENTENCE = 1200
"""Characters; what is longer is no sentence of news, and is passed over."""
_HAPPENS_TO_ANYBODY = frozenset({"assault", "detain", "protest", "vote", "seize", "concede", "aid"})
"""Kinds that are events even when no actor is named ("Three people were killed in a blast")."""


def read_events(
    text: Text,
    actors: Sequence[Actor],
    quotes: Sequence[Quote],
    statements: Sequence[Statement],
    times: Sequence[Timex],
    published: datetime | date | None,
    knowledge: Knowledge,
) -> tuple[Event, ...]:
    """The events of a story in reading order, one each however often the story comes back to it.

    Days are in the offset of `published`; without it they are relative TIMEX3 values. `asserted_by` is None only where
    the outlet says it on its own account. Linear in the length of the text; never raises on any text.
    """
    day = published.date() if isinstance(published, datetime) else published
    reader = _Reader(text, actors, quotes, statements, times, day, knowledge)
    found: list[Event] = []
    for paragraph in text.numbers():
        found.extend(reader.read(paragraph))
    return once_each(found)


class _Reader:
    """Reads sentence after sentence, remembering who "he" and "it" were last."""

    def __init__(
        self,
        text: Text,
        actors: Sequence[Actor],
        quotes: Sequence[Quote],
        statements: Sequence[Statement],
        times: Sequence[Timex],
        day: date | None,
        knowledge: Knowledge,
    ) -> None:
        self.text = text
        self.day = day
        self.knowledge = knowledge
        self.lexicon: EventWords = event_words()
        self.places = _places(actors, knowledge)
        self.quotes = _by_paragraph(quotes)
        self.statements = _by_paragraph(statements)
        self.times = _by_paragraph(times)
        self.last_person: str | None = None
        self.last_body: str | None = None

    def read(self, paragraph: int | None) -> list[Event]:
        if paragraph is not None and self.text.paragraphs[paragraph].kind in ("heading", "caption"):
            return []
        body = self.text.of(paragraph)
        found: list[Event] = []
        spans = [(quote.start, quote.end) for quote in self.quotes.get(paragraph, ())]
        for start, end in self.text.sentences(paragraph):
            if end - start > _LONGEST_SENTENCE:
                continue
            words = words_of(body, start, end, self.places.get(paragraph, ()), spans)
            found.extend(self._sentence(paragraph, words, start, end))
        return found

    def _sentence(self, paragraph: int | None, words: Words, start: int, end: int) -> list[Event]:
        acts = acts_of(words, self.lexicon, is_title=paragraph is None)
        he = self.last_person or self.last_body
        if not acts:
            self._remember(words)
            return []
        claims = claims_of(words, self.lexicon, self.statements.get(paragraph, ()), self.quotes.get(paragraph, ()), he)
        times = [timex for timex in self.times.get(paragraph, ()) if start <= timex.start < end]
        ranked = sorted(
            ((-weight, act.at, act) for act in acts if (weight := self._weight(words, act, claims, times)) > 0),
            key=lambda row: row[:2],
        )
        chosen: list[Event] = []
        taken: list[Act] = []
        for _, _, act in ranked:
            if len(chosen) >= _MOST_PER_SENTENCE:
                break
            if any(_is_within(act, other) for other in taken):
                continue
            event = self._event(paragraph, words, act, claims, times, start, end)
            if event is not None:
                chosen.append(event)
                taken.append(act)
        self._remember(words)
        return sorted(chosen, key=lambda event: event.start)

    def _weight(self, words: Words, act: Act, claims: Sequence[Claim], times: Sequence[Timex]) -> float:
        """How surely an act is an event of its own; 0 when it is none."""
        has_actor = bool(act.by or act.target) or self._pronoun(words, act) is not None
        if words.quoted[act.at]:
            return 0.4 if has_actor and times and act.use in ("finite", "passive") else 0.0
        if act.opener in ("who", "which", "whose", "where") and not times:
            return 0.0
        if act.use == "noun":
            return 0.5 if (act.by and act.target) or (has_actor and times) else 0.0
        if act.use in ("gerund", "participle"):
            return 0.6 if act.use == "participle" and not act.trigger.is_weak and act.target else 0.0
        if act.use == "infinitive":
            return 0.8 if self._is_caused(words, act) or words.low[act.group : act.at] else 0.0
        if act.trigger.is_weak:
            has_more = act.noun is not None or bool(times and act.target) or bool(act.by and act.target)
            return 1.0 if has_actor and has_more else 0.0
        if not has_actor and act.trigger.kind not in _HAPPENS_TO_ANYBODY:
            return 0.0
        return 2.0 - 0.2 * bool(act.opener)

    def _is_caused(self, words: Words, act: Act) -> bool:
        return any(word in ("prompting", "prompted", "forcing", "forced", "leading", "led", "causing", "caused")
                   for word in words.low[max(0, act.at - 8) : act.at])  # fmt: skip

    def _event(
        self,
        paragraph: int | None,
        words: Words,
        act: Act,
        claims: Sequence[Claim],
        times: Sequence[Timex],
        start: int,
        end: int,
    ) -> Event | None:
        claimant, verb = claimant_of(act, claims)
        chosen = time_of(words, act, times, verb)
        is_ahead = bool(chosen) and self._is_ahead(times[chosen[0]])
        status = status_of(
            words, act, self.lexicon, is_claim=claimant is not None, is_ahead=is_ahead, is_title=paragraph is None
        )
        if self._is_caused(words, act) and act.use == "infinitive":
            status = "happened"
        if status is None:
            return None
        found = when(words, times, chosen, status, self.day)
        by = act.by
        if not by and act.use != "passive":
            pronoun = self._pronoun(words, act)
            by = (pronoun,) if pronoun else ()
        kind = act.noun.kind if act.noun is not None and act.trigger.is_weak else act.trigger.kind
        what = phrase(words, act)
        if not what:
            return None
        target = tuple(name for name in act.target if name not in by)
        return Event(
            what=what,
            kind=kind,
            status=status,
            evidence=words.body[start:end],
            paragraph=paragraph,
            start=start,
            end=end,
            by=by,
            target=target,
            actors=tuple(dict.fromkeys((*by, *target))),
            when_text=found.text,
            from_=found.first,
            to=found.last,
            precision=found.precision,
            asserted_by=claimant,
        )

    def _is_ahead(self, timex: Timex) -> bool:
        if self.day is None or timex.first is None:
            return timex.value == "FUTURE_REF"
        return timex.first > self.day

    def _pronoun(self, words: Words, act: Act) -> str | None:
        """Who "he" or "it" is when it is the subject."""
        if act.by or act.group == 0:
            return None
        before = words.low[act.group - 1]
        if before in ("he", "she"):
            return self.last_person
        if before in ("it", "they"):
            return self.last_body
        return None

    def _remember(self, words: Words) -> None:
        for place in words.actor:
            if place is None or place.is_adjective:
                continue
            if place.type == "person":
                self.last_person = place.name
                break
        for place in words.actor:
            if place is not None and place.type != "person":
                self.last_body = place.name
                break


def _is_within(act: Act, other: Act) -> bool:
    """Whether an act is part of another already taken: in its object, or the complement of its verb."""
    return other.clause <= act.at < other.until and (
        act.use in ("noun", "infinitive", "gerund") or act.clause == other.clause
    )


def _places(actors: Sequence[Actor], knowledge: Knowledge) -> dict[int | None, list[NamedPlace]]:
    places: dict[int | None, list[NamedPlace]] = {}
    for actor in actors:
        for mention in actor.mentions:
            is_adjective = actor.type == "country" and knowledge.whos_who.demonym(mention.text) is not None
            place = NamedPlace(mention.start, mention.end, actor.name, actor.type, is_adjective)
            places.setdefault(mention.paragraph, []).append(place)
    for found in places.values():
        found.sort(key=lambda place: (place.start, -place.end))
    return places


def _by_paragraph(findings: Sequence[Quote | Statement | Timex]) -> dict[int | None, list]:  # type: ignore[type-arg]
    grouped: dict[int | None, list] = {}  # type: ignore[type-arg]
    for finding in findings:
        grouped.setdefault(finding.paragraph, []).append(finding)
    return grouped
