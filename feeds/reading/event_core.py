"""The acts of a sentence: which words name one, with their clauses and who does them to whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from feeds.reading.event_clauses import (
    Act,
    Use,
    clause_end,
    clause_start,
    group_start,
    opening_end,
)
from feeds.reading.event_cutting import noun_phrase_start
from feeds.reading.event_relatives import RESTRICTIVE, main_verb
from feeds.reading.event_roles import settle
from feeds.reading.event_seen import Seen
from feeds.reading.event_sentence import AUXILIARY, BE, Words
from feeds.reading.event_use import TAKES_PLACE
from feeds.reading.event_words import PLAN, EventWords, Trigger

NO_PLAN = "no plan for"
"""Opener of what there are no plans for somebody to do."""
_SCHEDULED = frozenset("due set scheduled expected slated planned poised ordered required".split())
_NO_LONGER = frozenset("than as originally initially previously first earlier once".split())
"""Before "scheduled for": the day it was planned for once, or compared with."""
_DAYS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december next later early late mid today tomorrow
    """.split()
)
_AT_ANOTHER_TIME = frozenset(("after", "before", "since", "following", "despite", "amid"))
_RESCHEDULED = frozenset(("moved", "shifted", "rescheduled"))
_FUTURE_WORDS = _SCHEDULED | _RESCHEDULED | frozenset("will shall 'll ’ll".split())
OPENS_A_PLAN = frozenset(word.lstrip("'’") for word in _FUTURE_WORDS) | {"to"}
"""The plain words without one of which a headline tells no plan."""
_TAKES_PLACE = TAKES_PLACE | {PLAN}
_AT = attrgetter("at")
_UNDER_FIRE = frozenset(("come under fire", "come under heavy fire"))
_OPENS_A_SENTENCE = frozenset("though although while as after when because since before once".split())
_LEADS_AWAY = frozenset("in with over for after before following amid".split())
_WITHIN = frozenset("during on in at amid".split())
"""Before what an act took place in, and not before what came before it."""
_TOWARDS = frozenset(("toward", "towards"))
_NEAR = 7
"""Tokens between a verb that says little and the noun that names the act."""


def acts_of(words: Words, lexicon: EventWords, seen: Sequence[Seen], *, is_title: bool = False) -> list[Act]:
    """Every act of the sentence, in order, those that only lie ahead included; the caller chooses among them."""
    opening = opening_end(words)
    found = [place_act(words, lexicon, one.trigger, one.at, one.last, one.use, opening) for one in seen]
    ahead = planned(words, is_title=is_title)
    if ahead:
        found = [act for act in found if not (act.use == "passive" and _is_put_off(words, act.at))]
        named = {act.at for act in found if act.use != "noun"}
        for at, use in ahead:
            if at not in named:
                plan = Trigger(PLAN, words.low[at], "base", "", (), True)
                found.append(place_act(words, lexicon, plan, at, at, use, opening))
        found.sort(key=_AT)
    if not found:
        return found
    for act in found:
        if act.trigger.lemma in _UNDER_FIRE and not _is_shot_at(words, act, lexicon):
            act.trigger = replace(act.trigger, kind="accuse")
    acts = _with_object_nouns(words, lexicon, found)
    return _with_settings(words, lexicon, acts, opening)


def _is_shot_at(words: Words, act: Act, lexicon: EventWords) -> bool:
    """Whether it is arms that "came under fire" tells of, and not critics: who fires or is fired at bears them."""
    lows = words.low[act.last + 1 : act.until]
    if "for" in lows or "over" in lows:
        return False
    led = next((n for n, low in enumerate(lows) if low in ("from", "by")), len(lows))
    agent = range(act.last + 2 + led, min(act.until, act.last + 7 + led))
    is_country = any(
        place is not None and place.type == "country" and not place.is_adjective
        for place in words.actor[agent.start : agent.stop]
    )
    words.place()
    written = words.body[words.start[act.group - 1] : words.end[act.group - 1]] if act.group else ""
    subject = written.rpartition(" ")[2].lower()
    bears_arms = subject in lexicon.agents or subject in lexicon.arms
    return is_country or bears_arms or any(words.low[at] in lexicon.agents for at in agent)


def planned(words: Words, *, is_title: bool) -> list[tuple[int, Use]]:
    """Verbs of the future whatever they mean: "will appear", "is due to start", "is scheduled for June"."""
    found: list[tuple[int, Use]] = []
    if _FUTURE_WORDS.isdisjoint(words.low) and not (is_title and "to" in words.low):
        return found
    for at in range(1, len(words.low) - 1):
        low = words.low[at]
        if low not in _FUTURE_WORDS and not (is_title and low == "to"):
            continue
        following = words.low[at + 1]
        if low in ("will", "shall", "'ll", "’ll"):
            verb = at + 1
            while verb < len(words.low) - 1 and (words.is_adverb(verb) or words.low[verb] in ("also", "then")):
                verb += 1
            if (
                words.low[verb] == "be"
                and verb + 1 < len(words.low)
                and words.low[verb + 1].endswith(("ed", "en", "held"))
            ):
                found.append((verb + 1, "passive"))
            elif words.low[verb].isalpha() and words.low[verb] != "not":
                found.append((verb, "finite"))
        elif low in _SCHEDULED and following == "to" and at + 2 < len(words.low) and words.low[at + 2].isalpha():
            is_passive = words.low[at + 2] == "be" and at + 3 < len(words.low)
            found.append((at + 3, "passive") if is_passive else (at + 2, "infinitive"))
        elif _is_scheduled(words, at) or _is_put_off(words, at):
            found.append((at, "passive"))
        elif is_title and low == "to" and following.isalpha() and words.is_noun_like(at - 1):
            found.append((at + 1, "infinitive"))
    return found


def _is_scheduled(words: Words, at: int) -> bool:
    """ "scheduled for Friday", and not "originally scheduled for Friday"."""
    is_led_on = words.low[at] in _SCHEDULED and words.low[at + 1] in ("for", "on", "in", "at")
    return is_led_on and words.low[at - 1] not in _NO_LONGER


def _is_put_off(words: Words, at: int) -> bool:
    """ "was moved to 17 June": to another day, and not to another town."""
    if (
        words.low[at] not in _RESCHEDULED
        or at + 2 >= len(words.low)
        or words.low[at + 1] not in ("to", "until", "till")
    ):
        return False
    day = words.low[at + 2]
    return words.low[at - 1] in BE and (day in _DAYS or day[:1].isdigit())


def place_act(words: Words, lexicon: EventWords, trigger: Trigger, at: int, last: int, use: Use, opening: int) -> Act:
    """An act at a given place with its clause found; `settle` tells who acts and who suffers."""
    group = at if use in ("noun", "participle") else group_start(words, at, lexicon)
    start, opener = clause_start(words, group, opening)
    act = Act(trigger, at, last, use, group, start, opener, clause_end(words, last + 1))
    if use == "infinitive" and group == at and "for" in words.low[max(0, at - 8) : at]:
        planned_for = _no_plan_for(words, at)
        if planned_for:
            act.clause, act.opener, act.is_caused = planned_for, NO_PLAN, True
            return act
    if opener in ("who", "which") and start >= 2 and words.low[start - 2] == ",":
        act.until = _relative_end(words, last + 1, act.until)
    elif opener in RESTRICTIVE and start:
        act.until = main_verb(words, last + 1, act.until, start - 1)
    if opener in _OPENS_A_SENTENCE and start == 1:
        act.until = _comma_behind(words, last + 1, act.until)
    if use == "noun" and opening and at < opening:
        act.until = min(act.until, opening - 1)
    if use == "infinitive" and group == at and at >= 2:
        act.is_caused = _is_caused(words, at, lexicon)
    return act


def _is_caused(words: Words, at: int, lexicon: EventWords) -> bool:
    return not lexicon.causative.isdisjoint(words.low[max(0, at - 9) : at - 1])


def may_be_led(words: Words, at: int, lexicon: EventWords) -> bool:
    """Whether an infinitive may be caused by somebody, planned for somebody or led by a verb of control: else it tells
    nothing that was done."""
    group = group_start(words, at, lexicon)
    is_bare = group == at and at >= 2
    return group < at - 1 or (is_bare and (_is_caused(words, at, lexicon) or "for" in words.low[max(0, at - 8) : at]))


def _no_plan_for(words: Words, at: int) -> int:
    """Where the subject starts in "no plans for | Toss to meet Mral"; 0 where nothing of that sort stands there."""
    for place in range(at - 2, max(1, at - 8), -1):
        if words.low[place] == "for":
            is_plan = words.low[place - 1] in ("plan", "plans", "intention")
            return place + 1 if is_plan and "no" in words.low[max(0, place - 4) : place - 1] else 0
    return 0


def _relative_end(words: Words, first: int, until: int) -> int:
    """Where ", who arrived on Monday, leaves on Wednesday" goes back to its main clause: a comma before a verb."""
    for at in range(first, until - 1):
        if words.low[at] != "," or words.actor[at + 1] is not None:
            continue
        low = words.low[at + 1]
        if low in AUXILIARY or low.endswith("ed") or (low.endswith("s") and not low.endswith(("ss", "'s"))):
            return at
    return until


def _comma_behind(words: Words, first: int, until: int) -> int:
    """Where "Though Vostra won the vote, | the far right …" goes on to its main clause; `until` where it does not."""
    for at in range(first, until - 1):
        if words.low[at] != ",":
            continue
        following = words.low[at + 1]
        is_listed = words.actor[at + 1] is not None and words.low[at + 2 : at + 3] in ([","], ["and"], ["or"])
        if following not in ("and", "or", "who", "which", "whose", "where", "including") and not is_listed:
            return at
    return until


def _with_object_nouns(words: Words, lexicon: EventWords, acts: list[Act]) -> list[Act]:
    """Verbs take the act their object names ("held talks", "launched an attack"); the noun is spent on the verb."""
    if "noun" not in [act.use for act in acts]:
        return acts
    acts = [act for place, act in enumerate(acts) if not _only_modifies(acts, place)]
    spent: set[int] = set()
    for number, act in enumerate(acts):
        if act.use == "noun":
            continue
        _take_from_subject(words, lexicon, acts, act)
        subject = _noun_that_takes_place(acts, act)
        if subject is not None:
            settle(words, act, lexicon)
            settle(words, subject, lexicon)
            act.noun, act.noun_at = subject.trigger, subject.at
            if act.use == "passive" and act.by:  # "the talks between both were called off | by Vostra"
                act.target = tuple(name for name in (*subject.by, *subject.target) if name not in act.by)
            else:
                act.by, act.target = subject.by, subject.target
            spent.add(subject.at)
            continue
        for other in acts[number + 1 :]:
            if other.use != "noun" or other.at >= act.until:
                break
            is_set_off = act.use == "passive" or act.trigger.kind == "announce"
            if is_set_off and not _LEADS_AWAY.isdisjoint(words.low[act.last + 1 : other.at]):
                break  # "arrested in connection with attacks on Vostra"
            is_ended = act.trigger.kind == "concede"
            if is_ended and not _AT_ANOTHER_TIME.isdisjoint(words.low[act.last + 1 : other.at]):
                break  # "returned to Selm after the election"
            if words.low[other.at - 1] in _TOWARDS or words.low[other.at - 2] in _TOWARDS:
                break  # "moves toward a vote"
            if act.noun is None and other.at - act.last <= _NEAR:
                act.noun, act.noun_at = other.trigger, other.at
                spent.add(other.at)
                settle(words, act, lexicon)
                settle(words, other, lexicon)
                named = other.by if act.trigger.kind == "accuse" else other.target
                if not act.target and named:
                    act.target = tuple(name for name in named if name not in act.by)
    return [act for act in acts if act.use != "noun" or act.at not in spent]


def _take_from_subject(words: Words, lexicon: EventWords, acts: list[Act], act: Act) -> None:
    """ "An attack on Vostra by Ardenian drones killed three": whose attack on whom, where the verb names nobody."""
    if act.use != "finite" or act.trigger.kind != "assault":
        return
    nouns = (other for other in acts if other.use == "noun" and act.clause <= other.at < act.group)
    noun = next((other for other in nouns if other.trigger.kind == "assault"), None)
    if noun is None or "," in words.low[act.clause : noun.at]:
        return  # "the war, which began with an attack of Vostra, killed": the war did
    settle(words, act, lexicon)
    settle(words, noun, lexicon)
    act.by = act.by if act.by and act.by != noun.target else noun.by
    act.target = act.target or tuple(name for name in noun.target if name not in act.by)


def _noun_that_takes_place(acts: list[Act], act: Act) -> Act | None:
    """The act a subject names: "the expulsion of two diplomats by Ardenia took place", "talks were held"."""
    if act.use not in ("finite", "passive", "infinitive"):
        return None
    if act.use != "passive" and act.trigger.lemma not in _TAKES_PLACE:
        return None
    inside = (other for other in acts if other.use == "noun" and act.clause <= other.at < act.group)
    return next(inside, None) if act.trigger.is_weak else None


def _only_modifies(acts: list[Act], place: int) -> bool:
    """Whether a noun stands right before another: the truce of "truce talks" is not what is told."""
    if acts[place].use != "noun" or place + 1 == len(acts):
        return False
    return acts[place + 1].use == "noun" and acts[place + 1].at == acts[place].last + 1


def _owner(words: Words, act: Act, lexicon: EventWords) -> tuple[str, ...]:
    settle(words, act, lexicon)
    return act.by


def _with_settings(words: Words, lexicon: EventWords, acts: list[Act], opening: int) -> list[Act]:
    """ "During a visit to the base, Mral met the crew" is one event: the visit is where the meeting takes place."""
    if not opening:
        return acts
    main = next((act for act in acts if act.use == "finite" and act.clause == opening), None)
    if main is None or main.trigger.kind != "consult":
        return acts
    settings = (act for act in acts if act.use == "noun" and act.at < opening)
    visit = next((act for act in settings if not _owner(words, act, lexicon)), None)
    if visit is None or visit.trigger.kind != "consult":
        return acts
    words.place()
    start = noun_phrase_start(words, visit.at)
    if start and words.low[start - 1] not in _WITHIN:
        return acts  # "After meeting Mral, Toss flew to Selm": another deed
    main.setting = start
    return [act for act in acts if act is not visit]
