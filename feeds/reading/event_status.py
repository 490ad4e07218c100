"""What became of an act: happened, goes on, lies ahead, is only proposed, was refused, denied or called off."""

from __future__ import annotations

from itertools import pairwise

from feeds.reading.event_clauses import Act
from feeds.reading.event_core import NO_PLAN
from feeds.reading.event_sentence import AUXILIARY, BE, CONDITIONAL, MODAL, NEGATION, Words
from feeds.reading.event_words import PLAN, EventWords
from feeds.story import EventStatus

_GOES_ON = frozenset(
    """
    continue continues continued continuing keep keeps remain remains ongoing underway
    """.split()
)
_CALLED_OFF = frozenset(("cancel", "scrap", "abandon", "abort", "shelve", "call off"))
_AHEAD = frozenset("scheduled planned upcoming forthcoming slated due set expected next".split())
_OUGHT = frozenset("should must ought needs need".split())
_TRAVELS = frozenset(("travel", "visit", "fly", "leave for"))
_DOUBTS = frozenset("doubt doubts doubted unlikely unclear unsure doubtful".split())
_IF = frozenset(("if", "unless", "should"))
_ASKS = frozenset(
    "asked ask asks asking know knew see say said tell decide decided clear unclear doubt check wonder wondered".split()
)
"""Words before an "if" that only asks whether."""
_NO_CLAUSE = frozenset("any not ever only possible necessary needed at so".split())
"""Words behind an "if" that open no clause: "little, if any"."""
_ALMOST = frozenset(("nearly", "almost", "narrowly"))
_AIMS = frozenset(
    "bill plan effort efforts attempt bid right decision move way time chance power law step steps".split()
)
_ARRANGED = frozenset(("consult", "vote", "protest", "cooperate", "mobilise", "detain", "concede", "agree"))
"""Kinds of nouns that stand in a diary."""
_FELL_THROUGH = frozenset(
    {("fell", "through"), ("fallen", "through"), ("fell", "apart"), ("broke", "down"), ("broken", "down")}
)
_STOPS_A_SUBJECT = frozenset((",", ";", ":", "“", "”", '"', "that", "who", "which", "after", "before", "if", "when"))
_MAY = frozenset(("may", "might", "could"))
_WILL = frozenset("will shall 'll ’ll wo won't won’t".split())
_TO_COME = frozenset(("when", "before", "until"))
"""Behind these the present tells what will be."""
_SET = frozenset("set due scheduled expected slated planned supposed".split())
_WAS = frozenset("was were been".split())
"""Before a passive of what was done, whatever day it reaches to: "has been barred until 2035"."""
_MAYBE = frozenset("could may might can would cannot".split())


def status_of(
    words: Words, act: Act, lexicon: EventWords, *, is_claim: bool, is_ahead: bool, is_title: bool
) -> EventStatus | None:
    """The status of an act; None when the sentence only supposes it.

    `is_claim` says it stands under a verb of speech, `is_ahead` that its time lies after the publication.
    """
    found = _unconditionally(words, act, lexicon, is_claim=is_claim, is_ahead=is_ahead, is_title=is_title)
    if found == "scheduled" and act.noun is not None and _came_to_nothing(words, act):
        return "cancelled"
    return "proposed" if found == "scheduled" and _hangs_on_a_condition(words, act) else found


def _hangs_on_a_condition(words: Words, act: Act) -> bool:
    """Whether another clause says on what condition an act will take place: "if the truce holds", "unless …"."""
    if _IF.isdisjoint(words.low):
        return False
    for at, low in enumerate(words.low):
        if low not in _IF or act.clause <= at < act.at:
            continue
        before = words.low[at - 1] if at else ""
        is_first = at == 0 or before in (",", "and", "but", "that", "“")
        if low == "should":
            if at == 0:
                return True
            continue
        if words.low[at + 1 : at + 2] and words.low[at + 1] in _NO_CLAUSE:
            continue
        if before not in ("even", "as", "or", "only", "not", "what") and (is_first or before not in _ASKS):
            return True
    return False


def _unconditionally(
    words: Words, act: Act, lexicon: EventWords, *, is_claim: bool, is_ahead: bool, is_title: bool
) -> EventStatus | None:
    group = words.low[act.group : act.at]
    if act.use == "noun":
        is_supposed = act.opener in _IF or words.low[act.clause] == "should" or _is_doubted(words, act)
        return None if is_supposed else _status_of_noun(words, act, is_ahead)
    if (
        act.opener in CONDITIONAL
        or _is_doubted(words, act)
        or not _ALMOST.isdisjoint(words.low[max(0, act.group - 1) : act.at])
    ):
        return None
    if words.low[act.clause] in ("had", "were") and act.clause < act.group and act.clause == act.subject:
        return None  # "Had Ardenia attacked Vostra, the pact would be void"
    if act.opener == NO_PLAN:
        return "denied"
    is_not = bool(group) and not NEGATION.isdisjoint(group)
    if _has_phrase(group, lexicon, "refused"):
        # "will not travel to Kyrna, her office said": there is no such trip
        is_no_trip = is_claim and act.trigger.lemma in _TRAVELS and is_not
        return "denied" if is_no_trip else "rejected"
    if _has_phrase(group, lexicon, "no_plan"):
        return "denied"
    if act.trigger.lemma in _CALLED_OFF and not is_not:
        return "cancelled"
    subject = words.low[act.subject : act.subject + 1] if act.subject >= 0 else []
    is_negated = is_not or subject in (["neither"], ["nobody"], ["no"], ["none"])
    is_future = _is_future(group, lexicon)
    has_failed = not is_negated and _has_phrase(group, lexicon, "failed")
    if is_negated or has_failed:
        if act.trigger.kind == "reject":
            return None  # "did not rule out": nobody refused
        is_plain = (is_not and act.by and act.target) or (has_failed and act.by)
        if "yet" in group or not (is_future or is_claim or is_plain):
            return None  # "neither side confirmed it": what did not happen is no event when nobody denies it
        return "rejected" if is_future else "denied"
    is_willing = "prepared" in group and not BE.isdisjoint(group)
    if is_willing or _has_phrase(group, lexicon, "hope"):
        return "proposed"
    if act.trigger.form == "base" and not group and words.low[max(0, act.at - 1)] in ("and", "or"):
        # "will destroy Orlo and | free the hostages": the verb before says how far it is
        before = next(
            (low for low in reversed(words.low[max(0, act.at - 14) : act.at - 1]) if low in MODAL or low == "to"), ""
        )
        is_promised = before in _WILL or (before == "would" and is_claim)
        return "scheduled" if is_promised else None
    if group and not _OUGHT.isdisjoint(group):
        return "demanded" if is_claim else None
    if group and not _MAYBE.isdisjoint(group):
        if "would" in group and is_claim:
            return "scheduled"
        return "proposed" if is_claim or is_ahead else None
    if act.at > 0 and (act.trigger.lemma in _GOES_ON or not _GOES_ON.isdisjoint(group)):
        return "ongoing"
    if act.trigger.lemma in ("extend", "prolong"):
        return "happened"
    if act.trigger.kind == PLAN and act.use == "passive" and "had" in group:
        return "scheduled"  # what had been planned did not thereby happen
    if _came_otherwise(words, act, group):
        return None
    if is_future or (is_ahead and (act.trigger.kind == PLAN or (act.use == "passive" and act.trigger.lemma == "plan"))):
        return "scheduled"
    if act.is_caused:
        return "happened"
    if act.use == "infinitive" and not group:
        return "scheduled" if is_title and _is_headline_future(words, act, lexicon) else None
    if act.opener in _TO_COME and act.trigger.form in ("base", "s") and act.use == "finite" and not group:
        if words.low[act.last + 1 : act.last + 2] == ["any"]:
            return None  # "wants guarantees before it signs | any deal"
        return "scheduled"  # "when Toss visits Kyrna later this month"
    is_progressive = act.trigger.form == "ing" and not BE.isdisjoint(group)
    if is_progressive and act.trigger.status == "proposed":
        return "ongoing"
    if act.trigger.kind == "demand" and act.use == "passive" and is_ahead:
        return "scheduled"
    if act.trigger.status in ("demanded", "proposed", "rejected", "agreed"):
        return act.trigger.status  # type: ignore[return-value]
    if act.trigger.kind == PLAN:
        return "cancelled" if act.trigger.lemma in ("postpone", "delay", "put off", "adjourn") else "happened"
    if is_progressive:
        return "scheduled" if is_ahead else "ongoing"
    if is_ahead and not _is_past(act) and (_is_arranged(act) or _WAS.isdisjoint(group)):
        return "scheduled"
    return "happened"


def _came_otherwise(words: Words, act: Act, group: list[str]) -> bool:
    """ "was set to leave on 26 May, but a court stopped it", "was to have begun on Monday"."""
    if len(group) > 2 and ("to", "have") in pairwise(group) and not _WAS.isdisjoint(group):
        return True
    if not group or _SET.isdisjoint(group) or ("was" not in group and "were" not in group):
        return False
    lows = words.low[act.last :]
    return (",", "but") in pairwise(lows)


def _is_arranged(act: Act) -> bool:
    """ "was moved to Friday": what was done to a plan leaves it ahead."""
    return act.trigger.kind == PLAN or act.trigger.lemma in ("move", "plan", "set", "fix", "arrange", "agree")


def _is_past(act: Act) -> bool:
    return act.trigger.form in ("past", "past or participle") and act.use == "finite"


def _is_future(group: list[str], lexicon: EventWords) -> bool:
    if not group:
        return False
    if not _WILL.isdisjoint(group):
        return True
    is_to_be = group[-1:] == ["to"] and len(group) > 1 and group[-2] in BE
    return is_to_be or _has_phrase(group, lexicon, "future")


def _has_phrase(group: list[str], lexicon: EventWords, key: str) -> bool:
    """Whether one of the phrases of [status] stands in the verb group."""
    if not group:
        return False
    begin = lexicon.phrases_begin[key]
    if begin.isdisjoint(group):
        return False
    phrases = lexicon.phrases[key]
    return any(
        tuple(group[at : at + length]) in phrases
        for at in range(len(group))
        if group[at] in begin
        for length in (1, 2, 3)
    )


def _is_doubted(words: Words, act: Act) -> bool:
    """ "doubts that talks will lead anywhere": nobody says that they will."""
    if _DOUBTS.isdisjoint(words.low):
        return False
    before = words.low[: act.at]
    doubted = next((at for at, low in enumerate(before) if low in _DOUBTS), -1)
    return doubted >= 0 and any(low in ("that", "if", "whether") for low in before[doubted : doubted + 4])


def _is_headline_future(words: Words, act: Act, lexicon: EventWords) -> bool:
    """Whether "to" after the subject of a headline tells what will be: not "fails to convince", "a bill to quit"."""
    before = [at for at in range(max(0, act.at - 1)) if words.low[at] and at != act.noun_at]
    if before and words.actor[act.at - 2] is None and words.low[before[-1]] in _AIMS:
        return False
    has_verb = any(
        words.low[at] in lexicon.control
        or any(trigger.form in ("s", "past") for trigger in lexicon.triggers.get(words.low[at], ()))
        for at in before
    )
    return not has_verb


def _may_only_be(words: Words, act: Act) -> bool:
    """ "may help lay the ground for | talks": whether there will be any is open."""
    before = range(act.clause, act.at)
    return any(words.low[at] in _MAY and words.body[words.start[at]].islower() for at in before)


def _came_to_nothing(words: Words, act: Act) -> bool:
    """ "The talks in Selm | collapsed", "a deal with Vostra | fell through"."""
    if act.trigger.kind not in _ARRANGED:
        return False
    for at in range(act.last + 1, min(len(words.low), act.last + 14)):
        low = words.low[at]
        if low in _STOPS_A_SUBJECT:
            return False
        if low == "collapsed" or (low, *words.low[at + 1 : at + 2]) in _FELL_THROUGH:
            return True
    return False


def _status_of_noun(words: Words, act: Act, is_ahead: bool) -> EventStatus | None:
    around = words.low[max(0, act.at - 4) : act.last + 4]
    if "toward" in around or "towards" in around:
        return None  # "advance a bill toward a vote", "a step towards talks"
    if _came_to_nothing(words, act):
        return "cancelled"
    if is_ahead or any(word in _AHEAD for word in around):
        return "scheduled" if act.trigger.kind in _ARRANGED else None
    if _may_only_be(words, act):
        return None
    if any(word in _GOES_ON for word in around):
        return "ongoing"
    place = next((at for at in range(act.last + 1, act.until) if words.low[at] in AUXILIARY), -1)
    if place < 0:
        return "happened"
    # "talks with Vostra would lead nowhere", "talks were not being advanced"
    is_none = words.low[place] in MODAL or not NEGATION.isdisjoint(words.low[place : place + 3])
    return None if is_none else "happened"
