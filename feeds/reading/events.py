"""Events of a story: what happened, is going on or lies ahead, by whom, to whom, when, and who says so."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from operator import attrgetter
from typing import Generic, TypeVar

from feeds.reading.entries import Person
from feeds.reading.event_bodies import Bodies
from feeds.reading.event_choice import Choice, candidates, weigh
from feeds.reading.event_claims import UNNAMED, Claim, claim_on, claims_of
from feeds.reading.event_clauses import Act, opening_end
from feeds.reading.event_core import PLAN, acts_of
from feeds.reading.event_dates import When, time_of, when
from feeds.reading.event_fit import is_of_a_log, is_question, is_readable
from feeds.reading.event_merge import once_each
from feeds.reading.event_phrase import phrase
from feeds.reading.event_roles import settle
from feeds.reading.event_sentence import CONDITIONAL, NamedPlace, Words, words_of
from feeds.reading.event_status import status_of
from feeds.reading.event_words import EventWords, event_words
from feeds.reading.knowledge import Knowledge
from feeds.reading.text import Text
from feeds.story import Actor, Event, Quote, Statement, Timex

_MOVES = frozenset(("postpone", "move", "put off", "push back", "delay", "reschedule", "bring forward", "adjourn"))
_COMMANDED = frozenset("troops forces soldiers army units men fighters police navy".split())
_SHARES = frozenset(("and", "but", ","))
"""What opens a clause that may have the subject of the one before."""
_NOBODY = frozenset("one ones others another both some many most all few everyone".split())
_MOST_PER_SENTENCE = 2
_LONGEST_SENTENCE = 1200
"""Characters; what is longer is no sentence of news, and is passed over."""
_MOST = 400
"""Events read out of one story; what holds more is no news."""

_DATELINE = re.compile(r"[A-Z][A-Z .'’/-]{2,}(?:,[^,.]{2,20})?,\s*")
"""A place in capitals before a date."""

_GOES_ON_TELLING = re.compile(
    r"(?:(?:In|During|Under|At) (?:the |its |his |her )?)?"
    r"(?:(?:[Tt]he )?(?:first|second|third|fourth|fifth|next|last|final|initial|following) )?"
    r"(?:[Ss]tage|[Pp]hase|[Ss]tep|plan|proposal|scheme)\b(?!s)"
)
"""How a sentence opens that goes on with a plan somebody outlined: "In stage two, …", "The second phase will …"."""
_START = attrgetter("start")
_CORRECTION = re.compile(r"(?:Correction|Clarification|Editor[’']s note|Edited by)[^\w\s]?(?:\s|$)")
Finding = TypeVar("Finding", Quote, Statement, Timex)
Spanned = TypeVar("Spanned", Quote, Statement, Timex, NamedPlace)


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
    return tuple(_on_the_day_told(event, day) for event in once_each(found[:_MOST]))


def _on_the_day_told(event: Event, day: date | None) -> Event:
    """An event whose sentence names no day stands on the day of its story, its precision "open" and no `when_text`.

    What only lies ahead gets no day: an agenda row without one would be invented.
    """
    if day is None or event.from_ is not None or event.to is not None or event.status == "scheduled":
        return event
    return replace(event, from_=day.isoformat(), to=day.isoformat(), precision="open")


class _Cursor(Generic[Spanned]):
    """Findings of a paragraph, handed out sentence by sentence in one pass."""

    def __init__(self, findings: Sequence[Spanned]) -> None:
        self.findings: Sequence[Spanned] = findings if len(findings) < 2 else sorted(findings, key=_START)
        self.first = 0

    def overlapping(self, start: int, end: int) -> list[Spanned]:
        """Those that touch a span; spans must come in order."""
        found: list[Spanned] = []
        while self.first < len(self.findings) and self.findings[self.first].end <= start:
            self.first += 1
        for at in range(self.first, len(self.findings)):
            finding = self.findings[at]
            if finding.start >= end:
                break
            if finding.end > start:
                found.append(finding)
        return found


def _cursor(by_paragraph: Mapping[int | None, Sequence[Spanned]], paragraph: int | None) -> _Cursor[Spanned] | None:
    """The findings of a paragraph; None when it has none, as most have not."""
    findings = by_paragraph.get(paragraph)
    return _Cursor(findings) if findings else None


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
        self.places = _places(actors, knowledge)
        self.quotes = _by_paragraph(quotes)
        self.statements = _by_paragraph(statements)
        self.times = _by_paragraph(times)
        self.cast: dict[str, str | None] = {}
        self.genders = {actor.name: actor.gender for actor in actors}
        self.people = frozenset(actor.name for actor in actors if actor.type == "person")
        self.bodies = Bodies(_countries(actors, knowledge))

    def read(self, paragraph: int | None) -> list[Event]:
        if paragraph is not None and self.text.paragraphs[paragraph].kind in ("heading", "caption"):
            return []
        body = self.text.of(paragraph)
        found: list[Event] = []
        places, times = _cursor(self.places, paragraph), _cursor(self.times, paragraph)
        quotes, statements = _cursor(self.quotes, paragraph), _cursor(self.statements, paragraph)
        spans = self.text.sentences(paragraph)
        heads = self.lexicon.heads.intersection(self.text.plain_words(paragraph)) if paragraph is not None else ()
        is_sure = paragraph is None or (len(heads) > 0 and len(spans) == 1)
        may_be_credit = "(credit:" in body
        lower = body.lower()
        is_same_length = len(lower) == len(body)
        for start, end in spans:
            if end - start > _LONGEST_SENTENCE or len(found) >= _MOST:
                continue
            if may_be_credit and "(credit:" in body[start:end]:
                continue
            if body[start] in "CE" and _CORRECTION.match(body, start):
                break  # what follows is about the story, not about the world
            here = places.overlapping(start, end) if places is not None else []
            if not is_sure:
                sentence = lower[start:end] if is_same_length else body[start:end].lower()
                if not any(head in sentence for head in heads):
                    self._remember(here, body)
                    continue
            said = quotes.overlapping(start, end) if quotes is not None else []
            told = statements.overlapping(start, end) if statements is not None else []
            near = times.overlapping(start, end) if times is not None else []
            words = words_of(body, lower, start, end, here, [(quote.start, quote.end) for quote in said])
            self._name_capitals(words)
            near = [timex for timex in near if not _is_dateline(body, timex)]
            events = self._sentence(paragraph, words, near, said, told)
            if events and _GOES_ON_TELLING.match(body, start):
                events = [self._as_told_before(event, paragraph) for event in events]
            found.extend(events)
            self._remember(here, body)
        return found

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
        for at, first in enumerate(words.start):
            if not body[first].isupper() or not words.low[at]:
                continue  # an actor's name has no plain word
            written = body[first : words.end[at]]
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
        acts = acts_of(words, self.lexicon, is_title=paragraph is None)
        if not acts or is_question(words):
            return []
        may_be_told = candidates(words, acts, times, self.day, is_title=paragraph is None)
        if not may_be_told:
            return []
        claims = claims_of(
            words, self.lexicon, statements, quotes, self.cast, opening_end(words), is_title=paragraph is None
        )
        is_shared = any(act.opener in _SHARES for act in may_be_told)
        for act in acts if is_shared else may_be_told:
            if act.use != "finite" and act not in may_be_told:
                continue  # only finite verbs lend their subject to others
            claim = claim_on(act, claims)
            if claim is not None and act.last < claim.last < act.until:
                act.until = claim.last  # who says it, behind the comma, is no part of it
                act.is_settled = False
            if claim is not None and act.clause < claim.first <= act.group and not _is_of_the_claimant(words, claim):
                act.clause = claim.first  # nor is who says it before: "the army said on Friday | its crews were safe"
                if act.opener in CONDITIONAL:
                    act.opener = "that"  # "asked if he was afraid, Toss said | he would visit"
                act.is_settled = False
            self._settle_anew(words, act)
            if (
                claim is not None
                and not act.by
                and act.use in ("finite", "participle")
                and (_is_the_claimants(words, act, claim) or _is_reported(words, act, self.lexicon))
            ):
                act.by = (_actor_in(words, claim.claimant, self.lexicon),)
            suffers = act.use == "passive"
            if not (act.target if suffers else act.by):
                body = self.bodies.named(words, act, claim.claimant if claim is not None else None)
                if suffers:
                    act.target = body
                else:
                    act.by = body
                    act.target = tuple(name for name in act.target if name not in body)
            if act.opener in _SHARES and act.subject == act.group:
                if not act.by and act.use == "finite":
                    act.by = _subject_before(acts, act)
                elif not act.target and act.use == "passive":
                    act.target = _subject_before(acts, act)
            if not act.by and act.use not in ("passive", "noun"):
                pronoun = self._pronoun(words, act)
                if words.low[act.group - 1] in ("he", "she") and pronoun in act.target:
                    pronoun = None  # "he criticised Toss": he is somebody else
                if claim is not None and pronoun and words.low[act.group - 1] in ("it", "they"):
                    is_near = act.group - 1 - claim.first <= 2 and claim.claimant != UNNAMED
                    is_one = words.low[act.group - 1] == "it" and claim.claimant in self.people
                    pronoun = (
                        self.bodies.countries.get(claim.claimant) if is_one else claim.claimant if is_near else None
                    )
                act.by = (pronoun,) if pronoun else ()
            elif not act.target and act.use == "passive" and words.low[act.group - 1 : act.group] in (["he"], ["she"]):
                pronoun = self._pronoun(words, act)
                act.target = (pronoun,) if pronoun else ()
        chosen: list[Event] = []
        taken: list[Act] = []
        for act in weigh(Choice(words, acts, may_be_told, claims, times, self.lexicon, paragraph is None, self.day)):
            if len(chosen) >= _MOST_PER_SENTENCE:
                break
            if any(_is_within(act, other) for other in taken):
                continue
            event = self._event(paragraph, words, act, claims, times)
            if event is not None:
                chosen.append(event)
                taken.append(act)
        return chosen

    def _settle_anew(self, words: Words, act: Act) -> None:
        """Who acts and who suffers within the clause as it is known now; what the act's noun told of them stays."""
        by, target = act.by, act.target
        settle(words, act, self.lexicon)
        if act.clause <= act.noun_at < act.group:
            act.by, act.target = by, target
        elif 0 <= act.noun_at < act.clause:
            act.noun, act.noun_at = None, -1

    def _event(
        self, paragraph: int | None, words: Words, act: Act, claims: Sequence[Claim], times: Sequence[Timex]
    ) -> Event | None:
        if not is_of_a_log(words, act):
            return None
        claim = claim_on(act, claims)
        verb = next((c.verb for c in claims if c.verb >= 0 and c.first <= act.at < c.last), -1)
        near = time_of(words, act, times, verb if verb != act.at else -1)
        if len(near) == 2 and act.trigger.lemma in _MOVES:
            near = (max(near, key=lambda number: times[number].start),)  # "postponed from Thursday to Friday"
        is_ahead = bool(near) and (self._is_ahead(times[near[0]]) or self._leaves_today(act, times[near[0]]))
        status = status_of(
            words, act, self.lexicon, is_claim=claim is not None, is_ahead=is_ahead, is_title=paragraph is None
        )
        if status is None or not self._has_subject(words, act, claim):
            return None
        if claim is not None and claim.is_denial:
            status = "denied"
        if claim is not None and claim.is_hope and status in ("scheduled", "ongoing", "happened"):
            status = "proposed"
        found = when(words, times, near, status, self.day)
        is_gone_by = self.day is not None and found.last is not None and found.last < self.day.isoformat()
        if status == "scheduled" and is_gone_by:
            return None  # what was planned for a day gone by is no plan
        if status == "ongoing" and found.text is None and self.day is not None and _is_going_on(words, act):
            found = When(None, self.day.isoformat(), self.day.isoformat(), "day")
        shown = _shown(words, times, near) if found.first or found.last else []
        what = phrase(words, act, self.lexicon, shown, self._name_for(words, act, claim))
        what = self._with_its_owner(what, act)
        is_dated_plan = status == "scheduled" and found.first is not None
        if not is_readable(words, act, what, is_claim=claim is not None, is_dated_plan=is_dated_plan):
            return None
        takes_kind = act.trigger.is_light or act.trigger.kind in (PLAN, "consult", "cooperate", "announce")
        kind = act.noun.kind if act.noun is not None and act.trigger.is_weak and takes_kind else act.trigger.kind
        if act.trigger.is_light and act.noun is None:
            kind = PLAN  # "will try to mend ties" is no trial
        target = tuple(name for name in act.target if name not in act.by)
        return Event(
            what=what,
            kind=kind,
            status=status,
            evidence=words.body[words.start[0] : words.end[-1]],
            paragraph=paragraph,
            start=words.start[0],
            end=words.end[-1],
            by=act.by,
            target=target,
            actors=tuple(dict.fromkeys((*act.by, *target))),
            when_text=found.text,
            from_=found.first,
            to=found.last,
            precision=found.precision,
            asserted_by=_claimant(act, claim, claims),
        )

    def _is_ahead(self, timex: Timex) -> bool:
        if self.day is None or timex.first is None:
            return timex.value == "FUTURE_REF"
        is_coming = timex.type == "DURATION" and timex.first == self.day and timex.last != self.day
        return timex.first > self.day or is_coming

    def _leaves_today(self, act: Act, timex: Timex) -> bool:
        """ "leaves for Kyrna on Wednesday", told on Wednesday: the present of a timetable, not of what is done."""
        return act.trigger.lemma == "leave for" and act.trigger.form == "s" and timex.first == self.day is not None

    def _name_for(self, words: Words, act: Act, claim: Claim | None) -> str:
        """The name of the person a subject "he" or "she" stands for; "" where the subject says itself who it is."""
        before = words.low[act.group - 1] if act.group else ""
        own = act.target if act.use == "passive" else act.by
        is_left_out = (
            act.use in ("finite", "passive") and act.subject == act.group and act.opener in ("and", "but", ",")
        )
        is_the_claimant = before in ("it", "they") and claim is not None and own == (claim.claimant,)
        return own[0] if (before in ("he", "she") or is_left_out or is_the_claimant) and len(own) == 1 else ""

    def _with_its_owner(self, what: str, act: Act) -> str:
        """ "His trial" with the name of the person "his" stands for; "his country" by its own."""
        first, _, rest = what.partition(" ")
        second, _, told = rest.partition(" ")
        if first.lower() in ("his", "her", "its", "their") and second in ("country", "government") and act.by and told:
            return f"{act.by[0]} {told}"
        pronoun, gender = {"His": ("he", "m"), "Her": ("she", "f")}.get(first, ("", "?"))
        owner = self.cast.get(pronoun) or ""
        return f"{owner}’s {rest}" if rest and self.genders.get(owner) == gender else what

    def _has_subject(self, words: Words, act: Act, claim: Claim | None) -> bool:
        """Whether somebody can tell from the sentence and those before it who acts or suffers: not "it was hit"."""
        before = words.low[act.group - 1] if act.group else ""
        if before in _NOBODY and act.use != "noun" and not act.by and not act.target:
            return False
        if before not in ("he", "she", "it", "they", "them", "this", "these") or act.use in ("noun", "participle"):
            return before not in ("nobody", "none") and not (before == "one" and words.low[act.group - 2] == "no")
        own = act.target if act.use == "passive" else act.by
        is_sure = before in ("he", "she") or not act.trigger.is_weak or (claim is not None and own == (claim.claimant,))
        return bool(own) and is_sure

    def _pronoun(self, words: Words, act: Act) -> str | None:
        """Who "he" or "it" is when it is the subject: the one person the sentence named before, else one before it.

        Two people named before it in the sentence make it doubtful: a wrong actor is worse than none.
        """
        if not act.group:
            return None
        low = words.low[act.group - 1]
        gender = {"he": "m", "she": "f"}.get(low)
        if gender is not None:
            named = {
                place.name for place in words.actor[: act.group - 1] if place is not None and place.type == "person"
            }
            fitting = {name for name in named if self.genders.get(name, "") in (gender, "")}
            if fitting:
                return fitting.pop() if len(fitting) == 1 else None
        return self.cast.get(low)

    def _remember(self, places: Sequence[NamedPlace], body_text: str) -> None:
        """The first person and the first body a sentence names are the likely subjects of the next ones."""
        if not places:
            return
        self.bodies.remember(body_text, places)
        people = [place.name for place in places if place.type == "person" and not place.is_adjective]
        for pronoun, gender in (("he", "m"), ("she", "f")) if people else ():
            found = next((name for name in people if self.genders.get(name, "") in (gender, "")), None)
            self.cast[pronoun] = found or self.cast.get(pronoun)
        for place in places:
            if place.type != "person" and not place.is_adjective:
                self.cast["it"] = self.cast["they"] = place.name
                break


def _claimant(act: Act, claim: Claim | None, claims: Sequence[Claim]) -> str | None:
    """Whose word an event stands on; what is announced as a clause stands on the word of who announces it."""
    if claim is not None:
        return claim.claimant
    if act.trigger.kind != "announce":
        return None
    return next((other.claimant for other in claims if other.verb == act.at), None)


def _subject_before(acts: Sequence[Act], act: Act) -> tuple[str, ...]:
    """Who acts in "Vostra recalled its envoy, but rejected the charge": the subject of the verb before."""
    before = [other for other in acts if other.at < act.at and other.use == "finite" and other.by]
    return before[-1].by if before and before[-1].opener not in ("who", "which", "that") else ()


def _is_of_the_claimant(words: Words, claim: Claim) -> bool:
    """ "claimed to have captured", "reported capturing": who says it is who did it."""
    first = words.low[claim.first]
    return first == "to" or (first.endswith("ing") and words.actor[claim.first] is None)


def _is_the_claimants(words: Words, act: Act, claim: Claim) -> bool:
    """Whether the claimant speaks of itself: "said that it would leave", "said that his troops had captured"."""
    before = words.low[act.group - 1] if act.group else ""
    is_person = any(
        place is not None and place.type == "person" and place.name == claim.claimant for place in words.actor
    )
    is_itself = before in (("he", "she") if is_person else ("it", "they")) and not words.quoted[act.at]
    owner = words.low[act.subject] if 0 <= act.subject < len(words) else ""
    is_owned = owner in ("his", "her", "its", "their") and before in _COMMANDED
    named = any(place is not None and place.name == claim.claimant for place in words.actor)
    is_reported = act.use == "participle" and act.at - 1 == claim.verb
    return named and (is_itself or is_owned or is_reported)


def _actor_in(words: Words, claimant: str, lexicon: EventWords) -> str:
    """The actor a description speaks for ("Vostra's army"), else the description."""
    if claimant.rsplit(" ", 1)[-1].lower() not in lexicon.agents:
        return claimant
    named = {
        place.name
        for place in words.actor
        if place is not None and place.type == "country" and words.body[place.start : place.end] in claimant
    }
    return named.pop() if len(named) == 1 else claimant


def _is_reported(words: Words, act: Act, lexicon: EventWords) -> bool:
    """ "reported capturing soldiers": who reports it did it."""
    entry = lexicon.speech.get(words.low[act.at - 1]) if act.use == "participle" and act.at else None
    return entry is not None and entry[2] in lexicon.with_gerund


def _shown(words: Words, times: Sequence[Timex], near: Sequence[int]) -> list[tuple[int, int]]:
    """The spans of the expressions a day was taken from, with those joined to them ("Wednesday or Thursday")."""
    spans = [(times[number].start, times[number].end) for number in near]
    for number in sorted(set(near)):
        for other in (number - 1, number + 1):
            if not 0 <= other < len(times) or other in near:
                continue
            a, b = sorted((times[number], times[other]), key=lambda timex: timex.start)
            if words.body[a.end : b.start].strip().lower() in ("and", "or", ",", ", and"):
                spans.append((a.start, b.end))
    return spans


def _is_going_on(words: Words, act: Act) -> bool:
    """ "is massing troops", told today, is so today."""
    group = words.low[act.group : act.at]
    return act.trigger.form == "ing" and any(low in ("is", "are", "'re", "’re") for low in group)


def _is_dateline(body: str, timex: Timex) -> bool:
    """ "SELM, May 21 (Wire) –": the day of the dispatch, not of an event."""
    return timex.start < 60 and _DATELINE.fullmatch(body, 0, timex.start) is not None


def _is_within(act: Act, other: Act) -> bool:
    """Whether an act is part of another already taken: in its object, or the complement of its verb."""
    if act.use == "participle" and act.at >= other.until:
        return False
    inside = other.clause <= act.at < other.until
    return inside and (act.use in ("noun", "infinitive", "gerund", "participle") or act.clause == other.clause)


def _countries(actors: Sequence[Actor], knowledge: Knowledge) -> dict[str, str]:
    """The country of each person the who's-who knows, and of each country itself, by the name in the story."""
    found: dict[str, str] = {}
    for actor in actors:
        if actor.type == "country":
            found[actor.name] = actor.name
        elif actor.type == "person":
            entry = knowledge.whos_who.entry(actor.actor)
            country = knowledge.whos_who.country(entry.country) if isinstance(entry, Person) else None
            if country is not None:
                found[actor.name] = country.name
    return found


def _places(actors: Sequence[Actor], knowledge: Knowledge) -> dict[int | None, list[NamedPlace]]:
    places: dict[int | None, list[NamedPlace]] = {}
    for actor in actors:
        name = actor.name
        if actor.type == "group" and name.rsplit(" ", 1)[-1].lower() not in event_words().own_masters:
            # "British diplomats" act and suffer for their country, "Vostran rebels" do not.
            country = knowledge.whos_who.demonym(name.split(" ", 1)[0])
            name = country.name if country is not None else name
        for mention in actor.mentions:
            is_adjective = actor.type == "country" and knowledge.whos_who.demonym(mention.text) is not None
            place = NamedPlace(mention.start, mention.end, name, actor.type, is_adjective)
            places.setdefault(mention.paragraph, []).append(place)
    for found in places.values():
        found.sort(key=lambda place: (place.start, -place.end))
    return places


def _by_paragraph(findings: Sequence[Finding]) -> dict[int | None, list[Finding]]:
    grouped: dict[int | None, list[Finding]] = {}
    for finding in findings:
        grouped.setdefault(finding.paragraph, []).append(finding)
    return grouped
