"""An act becomes an event of the log: its status, its days, its phrase and who asserts it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from feeds.reading.event_claim import UNNAMED, Claim, actor_in
from feeds.reading.event_claims import claim_on, is_left_open
from feeds.reading.event_clauses import Act
from feeds.reading.event_dates import When, time_of, when
from feeds.reading.event_fit import is_of_a_log, is_readable
from feeds.reading.event_people import People
from feeds.reading.event_phrase import phrase
from feeds.reading.event_sentence import Words
from feeds.reading.event_status import status_of
from feeds.reading.event_words import PLAN, EventWords
from feeds.records import dataclass
from feeds.story import Event, Timex, named

_MOVES = frozenset(("postpone", "move", "put off", "push back", "delay", "reschedule", "bring forward", "adjourn"))
_MOVED = frozenset("postponed moved shifted rescheduled adjourned delayed put pushed brought".split())
_LASTS = frozenset("run last continue remain stay operate be".split())
"""What goes on until its day."""
_SAID = frozenset(("said", "says", "claimed", "alleged"))
_OWNERS = frozenset("his her its their His Her Its Their HIS HER ITS THEIR".split())
_NOBODY = frozenset("one ones others another both some many most all few everyone".split())


@dataclass(frozen=True, slots=True)
class Teller:
    """Makes events of the acts that were chosen, for a story of one day (None when it has none)."""

    lexicon: EventWords
    people: People
    day: date | None
    country_of: Callable[[str], str] = str
    """The country of a capital that stands for it, else the name itself: "Kyrna said it had expelled"."""

    def event(
        self, paragraph: int | None, words: Words, act: Act, claims: Sequence[Claim], times: Sequence[Timex]
    ) -> Event | None:
        """The event an act is; None where it is not told, cannot be read alone or belongs in no log."""
        is_empty = (
            act.use == "passive" and act.trigger.kind == "announce" and words.low[act.group - 1 : act.group] == ["it"]
        )
        if is_empty or not is_of_a_log(words, act):
            return None  # "it was announced that": what was announced is told
        if is_left_open(act, claims):
            return None
        claim = claim_on(act, claims)
        verb = next((c.verb for c in claims if c.verb >= 0 and c.first <= act.at < c.last), -1)
        near = time_of(words, act, times, verb if verb != act.at else -1, self.day)
        if len(near) == 2 and act.trigger.lemma in _MOVES:
            near = (max(near, key=lambda number: times[number].start),)  # "postponed from Thursday to Friday"
        elif (moved := _moved_to(words, act, times)) is not None:
            near = (moved,)
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
        is_lasting = words.low[act.at] in _LASTS
        found = when(words, times, near, status, self.day, is_past=_is_done(words, act), is_lasting=is_lasting)
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
        by = tuple(dict.fromkeys(self.country_of(actor_in(words, name, self.lexicon)) for name in act.by))
        target = tuple(name for name in act.target if name not in by)
        return Event(
            what=what,
            kind=kind,
            status=status,
            evidence=words.body[words.start[0] : words.end[-1]],
            paragraph=paragraph,
            start=words.start[0],
            end=words.end[-1],
            by=by,
            target=target,
            actors=named((*by, *target)),
            when_text=found.text,
            from_=found.first,
            to=found.last,
            precision=found.precision,
            asserted_by=_claimant(act, claim, claims) or (UNNAMED if _is_said_within(words, act) else None),
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
        if first not in _OWNERS:
            return what
        second, _, told = rest.partition(" ")
        if first.lower() in ("his", "her", "its", "their") and second in ("country", "government") and act.by and told:
            return f"{act.by[0]} {told}"
        pronoun, gender = {"His": ("he", "m"), "Her": ("she", "f")}.get(first, ("", "?"))
        owner = self.people.cast.get(pronoun) or ""
        return f"{owner}’s {rest}" if rest and self.people.genders.get(owner) == gender else what

    def _has_subject(self, words: Words, act: Act, claim: Claim | None) -> bool:
        """Whether somebody can tell from the sentence and those before it who acts or suffers: not "it was hit"."""
        before = words.low[act.group - 1] if act.group else ""
        if before == "what" and act.use != "noun":
            return False
        if before in _NOBODY and act.use != "noun" and not act.by and not act.target:
            return False
        if before not in ("he", "she", "it", "they", "them", "this", "these") or act.use in ("noun", "participle"):
            return before not in ("nobody", "none") and not (before == "one" and words.low[act.group - 2] == "no")
        own = act.target if act.use == "passive" else act.by
        is_sure = before in ("he", "she") or not act.trigger.is_weak or (claim is not None and own == (claim.claimant,))
        return bool(own) and is_sure


def _claimant(act: Act, claim: Claim | None, claims: Sequence[Claim]) -> str | None:
    """Whose word an event stands on; what is announced as a clause stands on the word of who announces it."""
    if claim is not None:
        return claim.claimant
    if act.trigger.kind != "announce":
        return None
    return next((other.claimant for other in claims if other.verb == act.at), None)


def _is_said_within(words: Words, act: Act) -> bool:
    """Whether a verb of saying was read as part of a subject: whatever was meant, it is nobody's fact."""
    if act.subject < 0 or act.use == "noun":
        return False
    subject = words.low[act.subject : act.group]
    return not _SAID.isdisjoint(subject) and not any(low in ("who", "which", "that") for low in subject)


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


def _moved_to(words: Words, act: Act, times: Sequence[Timex]) -> int | None:
    """The day something was moved to: "talks planned for Thursday were postponed | to Friday"."""
    if len(times) < 2 or _MOVED.isdisjoint(words.low):
        return None
    moved = next((at for at in range(act.clause, act.until) if words.low[at] in _MOVED), -1)
    if moved < 0:
        return None
    for number, timex in enumerate(times):
        at = words.within(timex.start, timex.end).start
        if moved < at <= moved + 5 and words.low[at - 1] in ("to", "until", "till"):
            return number
    return None


def _is_done(words: Words, act: Act) -> bool:
    """Whether the verb itself says that it was done: "proposed", not "hoped to propose"."""
    return (
        act.use in ("finite", "passive")
        and act.trigger.form.startswith("past")
        and "to" not in words.low[act.group : act.at]
    )


def _is_going_on(words: Words, act: Act) -> bool:
    """ "is massing troops", told today, is so today."""
    group = words.low[act.group : act.at]
    return act.trigger.form == "ing" and any(low in ("is", "are", "'re", "’re") for low in group)
