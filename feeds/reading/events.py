"""Events of a story: what happened, is going on or lies ahead, by whom, to whom, when, and who says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from feeds.reading.event_bodies import ARMED
from feeds.reading.event_choice import Choice, candidates, is_dated, lies_ahead, may_any_be_told, weigh, weight_ahead
from feeds.reading.event_claims import claim_on, claims_of
from feeds.reading.event_clauses import Act, opening_end
from feeds.reading.event_core import OPENS_A_PLAN, acts_of
from feeds.reading.event_denied import with_denials
from feeds.reading.event_findings import LATEST_DATELINE, by_paragraph, countries_of, handed_out, is_dateline, places_of
from feeds.reading.event_fit import is_question
from feeds.reading.event_looks import (
    ABOUT_THE_STORY,
    DOUBTFUL_MONTHS,
    LONGEST_SENTENCE,
    is_glued,
    known_words,
    may_be_told_of,
    openings_of,
    sentences_told,
)
from feeds.reading.event_merge import once_each
from feeds.reading.event_people import PERSONS, People
from feeds.reading.event_resolving import SHARES, resolve
from feeds.reading.event_seen import seen_in
from feeds.reading.event_sentence import NamedPlace, Words, words_of
from feeds.reading.event_sifting import may_yet_be_told
from feeds.reading.event_telling import Teller
from feeds.reading.event_tokens import lines_by_number, words_of_line
from feeds.reading.event_words import EventWords, event_words
from feeds.reading.knowledge import Knowledge
from feeds.reading.plain_words import plain_words
from feeds.reading.text import Text
from feeds.reading.whoswho import WhosWho
from feeds.story import Actor, Event, Quote, Statement, Timex

_MOST_PER_SENTENCE = 2
_OF_AN_AGENDA = 0.75
"""Weight of what lies ahead with its day."""
_MOST = 400
"""Events read out of one story; what holds more is no news."""
_GOES_ON_TELLING = re.compile(
    r"(?:(?:In|During|Under|At) (?:the |its |his |her )?)?"
    r"(?:(?:[Tt]he )?(?:first|second|third|fourth|fifth|next|last|final|initial|following) )?"
    r"(?:[Ss]tage|[Pp]hase|[Ss]tep|plan|proposal|scheme)\b(?!s)"
)
"""How a sentence opens that goes on with a plan somebody outlined: "In stage two, …", "The second phase will …"."""
_NAMED_AFTER_A_TOWN = frozenset(
    """
    convention conventions accord accords agreement agreements treaty protocol protocols process declaration pact talks
    summit conference forum club principles rules marathon airport university
    """.split()
)


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

    Days are in the offset of `published`; without it they are relative TIMEX3 values. An event without a day of its own
    stands on the day of its story with precision "open". `asserted_by` is None only where
    the outlet says it on its own account. Linear in the length of the text; never raises on any text.
    """
    day = published.date() if isinstance(published, datetime) else published
    reader = _Reader(text, actors, quotes, statements, times, day, knowledge)
    found: list[Event] = []
    for paragraph in text.numbers():
        found.extend(reader.read(paragraph))
        if len(found) >= _MOST:
            break
    events = with_denials(text, once_each(found[:_MOST]), reader.places)
    return tuple(_on_the_day_told(event, day) for event in events)


def _on_the_day_told(event: Event, day: date | None) -> Event:
    """An event whose sentence names no day stands on the day of its story, its precision "open" and no `when_text`.

    What only lies ahead gets no day: an agenda row without one would be invented.
    """
    if day is None or event.from_ is not None or event.to is not None or event.status == "scheduled":
        return event
    told = day.isoformat()
    return Event(
        event.what,
        event.kind,
        event.status,
        event.evidence,
        event.paragraph,
        event.start,
        event.end,
        event.by,
        event.target,
        event.actors,
        event.when_text,
        told,
        told,
        "open",
        event.asserted_by,
    )


def _country_of(who: WhosWho, asked: dict[str, str], name: str) -> str:
    """The country a name stands for, itself where it is no capital; `asked` keeps what a story asked before."""
    known = asked.get(name)
    if known is None:
        country = who.capital(name)
        known = asked[name] = country.name if country is not None and country.is_capital_metonym else name
    return known


class _Reader:
    """Reads sentence after sentence, remembering who was named last."""

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
        self.lexicon: EventWords = event_words()
        self.who = knowledge.whos_who
        self.openings = openings_of(self.who.metonyms)
        self.known = known_words(self.openings)
        self.places = places_of(actors, knowledge)
        self.quotes = by_paragraph(quotes)
        self.statements = by_paragraph(statements)
        self.times = by_paragraph(times)
        self.lines = lines_by_number(text)
        self.people = People(actors, countries_of(actors, knowledge))
        self.teller = Teller(self.lexicon, self.people, day, partial(_country_of, self.who, {}))

    def read(self, paragraph: int | None) -> list[Event]:
        if paragraph is not None and self.text.paragraphs[paragraph].kind in ("heading", "caption"):
            return []
        body = self.text.of(paragraph)
        found: list[Event] = []
        plain = self.text.plain_words(paragraph)
        known = self.known.intersection(plain)
        heads = self._heads_in(known) if known else frozenset()
        is_armed = not ARMED.isdisjoint(known)
        placed, timed = self.places.get(paragraph, ()), self.times.get(paragraph, ())
        ahead = heads.union(self.lexicon.future & known) if timed else heads
        if not ahead and (paragraph is not None or OPENS_A_PLAN.isdisjoint(plain)):
            if placed or not PERSONS.isdisjoint(plain):
                self._pass_over(body, self.text.sentences(paragraph), placed, is_armed=is_armed)
            return found
        spans = self.text.sentences(paragraph)
        quoted, stated = self.quotes.get(paragraph, ()), self.statements.get(paragraph, ())
        is_one = len(spans) == 1
        if not is_one:
            places, times = handed_out(placed, len(spans)), handed_out(timed, len(spans))
            quotes, statements = handed_out(quoted, len(spans)), handed_out(stated, len(spans))
        may_be_all_said = quoted and paragraph is not None and self.lexicon.of_plans.isdisjoint(plain)
        has_capital = not self.openings.isdisjoint(known)
        telling = heads & self.lexicon.telling_heads
        remember = self.people.remember
        line = self.lines.get(paragraph) if DOUBTFUL_MONTHS.isdisjoint(known) else None
        lower = body.lower() if quoted or not (is_one and line) else ""
        is_same_length = len(lower) == len(body)
        is_all_told = len(body) <= LONGEST_SENTENCE and ABOUT_THE_STORY.isdisjoint(known)
        for start, end in spans if is_all_told else sentences_told(body, spans):
            if len(found) >= _MOST:
                break
            here = placed if is_one else places(start, end)
            near = timed if is_one else times(start, end)
            if paragraph is not None:
                # Where nobody is named and no time stands, what says little by itself says nothing.
                is_weak = bool(here) and not (near or has_capital)
                wanted = ahead if near else heads if here or has_capital else telling
                if wanted and (not is_one or (is_weak and not telling)):
                    sentence = lower[start:end] if lower and is_same_length else body[start:end].lower()
                    if is_weak:
                        is_told = may_be_told_of(sentence, here[-1].start - start, heads, telling)
                    else:
                        is_told = any(map(sentence.__contains__, wanted))
                else:
                    is_told = bool(wanted)
                if not is_told:
                    if here or body[start] in "AO":
                        remember(here, body, start, is_armed=is_armed)
                    continue
            said = quoted if is_one else quotes(start, end)
            if said and may_be_all_said and self._is_all_said(lower, start, end, said, near):
                remember(here, body, start, is_armed=is_armed)
                continue
            told = stated if is_one else statements(start, end)
            words = None if said or line is None else words_of_line(line, start, end, here)
            if words is None:
                cut = [(quote.start, quote.end) for quote in said] if said else ()
                words = words_of(body, lower or body.lower(), start, end, here, cut)
            if has_capital:
                self._name_capitals(words)
            if near and near[0].start < LATEST_DATELINE:
                near = [timex for timex in near if not is_dateline(body, timex)]
            events = self._sentence(paragraph, words, near, said, told)
            if events and (paragraph is None or not is_glued(body, start, end)):
                if _GOES_ON_TELLING.match(body, start):
                    events = [self._as_told_before(event, paragraph) for event in events]
                found.extend(events)
            remember(here, body, start, is_armed=is_armed)
        return found

    def _pass_over(
        self,
        body: str,
        spans: Sequence[tuple[int, int]],
        placed: Sequence[NamedPlace],
        *,
        is_armed: bool,
    ) -> None:
        """A paragraph in which no word names an act only tells whom the next ones may be about."""
        places = handed_out(placed, len(spans))
        for start, end in sentences_told(body, spans):
            here = places(start, end)
            if here or body[start] in "AO":
                self.people.remember(here, body, start, is_armed=is_armed)

    def _heads_in(self, known: frozenset[str]) -> frozenset[str]:
        """The heads of entries all of whose words are among those known of a paragraph."""
        heads = known & self.lexicon.heads
        doubtful = heads & self.lexicon.doubtful_heads
        if not doubtful:
            return heads
        companions = self.lexicon.companions
        alone = set()
        for head in doubtful:
            for others in companions[head]:
                if known.issuperset(others):
                    break
            else:
                alone.add(head)
        return heads - alone

    def _is_all_said(self, lower: str, start: int, end: int, said: Sequence[Quote], near: Sequence[Timex]) -> bool:
        """Whether no act is named outside quotation marks: what is said is told only with its day, or of a plan, for
        which a paragraph that comes here has no word."""
        if is_dated(near):
            return False
        pieces = []
        for quote in said:
            pieces.append(lower[start : quote.start])
            start = max(start, quote.end)
        pieces.append(lower[start:end])
        return self.lexicon.openings.isdisjoint(plain_words(" ".join(pieces)))

    def _as_told_before(self, event: Event, paragraph: int | None) -> Event:
        """An event of a plan that is told stage by stage stands on the word of whoever spoke last, here or a
        paragraph before."""
        if event.asserted_by is not None or event.status not in ("scheduled", "proposed"):
            return event
        speaker = self._last_speaker(paragraph, event.start)
        if speaker is None and paragraph:
            speaker = self._last_speaker(paragraph - 1, len(self.text.of(paragraph - 1)))
        return replace(event, asserted_by=speaker) if speaker else event

    def _last_speaker(self, paragraph: int | None, until: int) -> str | None:
        quotes = (quote for quote in self.quotes.get(paragraph, ()) if quote.kind == "direct")
        told = [finding for finding in (*self.statements.get(paragraph, ()), *quotes) if finding.end <= until]
        last = max(told, key=lambda finding: finding.end, default=None)
        return (last.speaker or last.speaker_as_written) if last is not None else None

    def _name_capitals(self, words: Words) -> None:
        """A capital stands for its country: "Kyrna recalled its envoy", "an attack on Kyrna"."""
        body = words.body
        if self.who.metonyms.isdisjoint(words.low):
            return
        words.place()
        for at, first in enumerate(words.start):
            if not body[first].isupper() or not words.low[at]:
                continue  # an actor's name has no plain word
            written = body[first : words.end[at]]
            if at + 1 < len(words.low) and words.low[at + 1] in _NAMED_AFTER_A_TOWN:
                continue  # "the Kyrna convention": nothing Ardenia does
            country = self.who.capital(written)
            if country is not None and country.is_capital_metonym:
                words.actor[at] = NamedPlace(words.start[at], words.end[at], country.name, "country")
                words.low[at] = ""

    def _sentence(
        self,
        paragraph: int | None,
        words: Words,
        times: Sequence[Timex],
        quotes: Sequence[Quote],
        statements: Sequence[Statement],
    ) -> list[Event]:
        is_title = paragraph is None
        seen = seen_in(words, self.lexicon, is_title=is_title)
        ahead = [timex for timex in times if lies_ahead(timex, self.day)] if times else ()
        is_ahead = bool(ahead)
        dated = is_dated(times) if times else False
        if not may_any_be_told(
            words, seen, self.lexicon, is_ahead=is_ahead, dated=dated, is_title=is_title
        ) or is_question(words):
            return []
        acts = acts_of(words, self.lexicon, seen, is_title=is_title)
        may_be_told = candidates(words, acts, self.lexicon, is_ahead=is_ahead, dated=dated, is_title=is_title)
        if not is_title and not is_ahead:
            lexicon = self.lexicon
            may_be_told = [act for act in may_be_told if may_yet_be_told(words, act, lexicon, dated=dated)]
        if not may_be_told:
            return []
        words.place()
        claims = claims_of(
            words, self.lexicon, statements, quotes, self.people.cast, opening_end(words), is_title=is_title
        )
        is_shared = not SHARES.isdisjoint([act.opener for act in may_be_told])
        for act in acts if is_shared else may_be_told:
            if act.use != "finite" and act not in may_be_told:
                continue  # only finite verbs lend their subject to others
            resolve(words, act, acts, claim_on(act, claims), self.people, self.lexicon)
        chosen: list[Event] = []
        taken: list[Act] = []
        choice = Choice(words, acts, may_be_told, claims, ahead, self.lexicon, is_title, dated)
        for act in weigh(choice):
            if len(chosen) > _MOST_PER_SENTENCE:
                break
            if len(chosen) == _MOST_PER_SENTENCE and weight_ahead(act, choice) < _OF_AN_AGENDA:
                continue  # a third is told only where it has its day ahead
            if (taken and any(_is_within(act, other) for other in taken)) or (
                not is_title and _is_of_a_headline(words, act)
            ):
                continue
            event = self.teller.event(paragraph, words, act, claims, times)
            if event is not None:
                chosen.append(event)
                taken.append(act)
        return chosen


def _is_of_a_headline(words: Words, act: Act) -> bool:
    """ "UN Urges Vostra to Act as Envoys Meet": a verb with a capital is of a headline that ran into the text."""
    first = words.start[act.at]
    return act.use != "noun" and act.at > 0 and words.body[first].isupper() and words.body[first + 1].islower()


def _is_within(act: Act, other: Act) -> bool:
    """Whether an act is part of another already taken: in its object, or the complement of its verb."""
    if act.use == "participle" and act.at >= other.until:
        return False
    inside = other.clause <= act.at < other.until
    return inside and (act.use in ("noun", "infinitive", "gerund", "participle") or act.clause == other.clause)
