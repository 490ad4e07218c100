"""Which acts of a sentence are events an analyst would log: the main verb first, then what stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from feeds.reading.event_claim import Claim
from feeds.reading.event_clauses import Act
from feeds.reading.event_core import may_be_led
from feeds.reading.event_roles import DYING
from feeds.reading.event_seen import Seen
from feeds.reading.event_sentence import CONDITIONAL, DETERMINER, NEGATION, PREPOSITION, SUBORDINATOR, Words
from feeds.reading.event_words import PLAN, EventWords, event_words
from feeds.records import dataclass
from feeds.story import Timex, named

HAPPENS_TO_ANYBODY = frozenset({"assault", "detain", "protest", "vote", "seize", "concede", "aid"})
"""Kinds that are events even when no actor is named ("Three people were killed in a blast")."""
_STANDS_ALONE = frozenset({"demand", "reject", "threaten", "accuse", "expel", "sanction", "detain", "assault"})
"""Kinds whose participle at the end of a sentence is an event of its own (", demanding that Vostra disarm")."""
_TAKES_PLACE = frozenset(
    """
    held scheduled planned set due expected begins began starts started resumed resumes takes took ended ends concluded
    continued continues continuing involved brought brings bring killed take will postponed cancelled canceled delayed
    opened
    """.split()
)
_AHEAD = frozenset(
    """
    will shall 'll ’ll due set scheduled expected slated planned poised moved shifted postponed adjourned
    rescheduled to plans would delay delayed delays postpone postpones extended prolonged ordered
    """.split()
)
_TOLD_OF_THE_NAMED = frozenset(("announce", "aid", "cooperate", "consult", "propose", "agree"))
"""Kinds of acts everybody does all day: told only of somebody named."""
_CALLED_OFF = frozenset(("cancel", "call off", "postpone"))
"""Lemmas that end a plan whatever it was of."""
_FIRST_PERSON = frozenset(("you", "i", "we"))
_RELATIVE = frozenset({"who", "which", "whose", "where", "whom"})


@dataclass(slots=True, eq=False)
class Choice:
    """What a choice among the acts of one sentence is made from."""

    words: Words
    acts: Sequence[Act]
    candidates: Sequence[Act]
    """Those among `acts` that may be chosen."""
    claims: Sequence[Claim]
    ahead: Sequence[Timex]
    """The times that lie ahead."""
    lexicon: EventWords
    is_title: bool
    dated: bool
    """Whether one of the times is a day."""


def may_any_be_told(
    words: Words, seen: Sequence[Seen], lexicon: EventWords, *, is_ahead: bool, dated: bool, is_title: bool
) -> bool:
    """Whether one of the acts may be a candidate, as far as their words alone tell: a cheap look first.

    `is_ahead` tells whether one of the times of the sentence lies ahead, `dated` whether one of them is a day.
    """
    if is_title or is_ahead:
        return True
    if not seen:
        return False
    named = len(words.actor) - words.actor.count(None)
    has_noun = "noun" in [one.use for one in seen]
    return any(_may_be_told(words, one, lexicon, dated, named, has_noun) for one in seen)


def _may_be_told(words: Words, one: Seen, lexicon: EventWords, dated: bool, named: int, has_noun: bool) -> bool:
    trigger = one.trigger
    if one.use in ("finite", "passive"):
        if words.quoted[one.at] and not (has_noun and trigger.kind == PLAN):
            return dated
        if has_noun:
            return True
        if trigger.is_light:
            return False
        if dated:
            return True
        if trigger.kind == PLAN:
            return False
        return not trigger.is_weak or _is_anybody_named(words, one.last + 1, len(words.low))
    if words.quoted[one.at]:
        return False
    if one.use == "participle":
        is_own = trigger.kind in _STANDS_ALONE and not trigger.is_weak
        return is_own or lemma_before(one.at, words, lexicon) in lexicon.with_gerund
    if one.use == "noun":
        is_anybodys = trigger.kind in HAPPENS_TO_ANYBODY or trigger.kind == "consult"
        if is_anybodys and is_subject_of_a_telling(words, one.last):
            return True
        if named < 2 and not (named and trigger.kind == "consult"):
            return False
        is_near_a_name = one.at > 0 and words.actor[one.at - 1] is not None
        return is_near_a_name or _is_anybody_named(words, one.last + 1, len(words.low))
    if one.use == "infinitive" and trigger.kind != PLAN:
        return may_be_led(words, one.at, lexicon)
    return False


def _is_anybody_named(words: Words, first: int, until: int) -> bool:
    behind = words.actor[first:until]
    return behind.count(None) < len(behind)


def candidates(
    words: Words, acts: Sequence[Act], lexicon: EventWords, *, is_ahead: bool, dated: bool, is_title: bool
) -> list[Act]:
    """The acts that may be events by their place and use alone, before anybody asks who does them to whom."""
    if is_ahead:
        return list(acts)
    named = len(words.actor) - words.actor.count(None)
    return [act for act in acts if _may_weigh(words, act, lexicon, dated, named, is_title)]


def _may_weigh(words: Words, act: Act, lexicon: EventWords, dated: bool, named: int, is_title: bool) -> bool:
    """Whether an act can have a weight at all where no time lies ahead; `named` actors stand in the sentence."""
    use = act.use
    is_told = use in ("finite", "passive")
    if act.trigger.kind == PLAN:
        is_called_off = use == "finite" and dated and act.trigger.lemma in _CALLED_OFF
        return is_called_off or (is_told and act.noun is not None and act.trigger.form != "base")
    if words.quoted[act.at]:
        return is_told and dated
    if use == "gerund" or (not dated and act.opener in _RELATIVE) or _is_first_person(words, act):
        return False
    if use == "participle":
        is_own = act.trigger.kind in _STANDS_ALONE and not act.trigger.is_weak
        return is_own or lemma_before(act.at, words, lexicon) in lexicon.with_gerund
    if use == "infinitive" and not is_title:
        return act.is_caused or act.group < act.at - 1
    if is_told and act.trigger.kind == "announce" and not act.trigger.is_weak and not _announces(act, words):
        return False
    if is_told and act.trigger.is_weak and act.noun is None and not dated and not _names_behind(words, act):
        return False  # nobody it is done by or to
    if use == "noun":
        if act.opener in _RELATIVE:
            return False
        if (act.trigger.kind in HAPPENS_TO_ANYBODY or act.trigger.kind == "consult") and is_subject_of_a_telling(
            words, act.last
        ):
            return True
        is_near_a_name = (act.at > 0 and words.actor[act.at - 1] is not None) or _names_behind(words, act)
        return is_near_a_name and (named > 1 or act.trigger.kind == "consult")
    if use == "passive" and act.group == act.at and not dated and not is_title:
        return False
    return not (is_told and act.trigger.is_light and act.noun is None)


def _names_behind(words: Words, act: Act) -> bool:
    """Whether somebody is named behind the word in its clause: nobody else can suffer by it."""
    return _is_anybody_named(words, act.last + 1, act.until)


def is_dated(times: Sequence[Timex]) -> bool:
    """Whether one of the times tells a day, or a weekday."""
    return any(timex.first is not None or timex.value.startswith("XXXX") for timex in times)


def weigh(choice: Choice) -> list[Act]:
    """The acts that are events, the surest first."""
    dated = choice.dated
    rows = []
    for act in choice.candidates:
        weight = _weight(act, choice, dated)
        if choice.ahead:
            weight = max(weight, weight_ahead(act, choice))
        if weight > 0:
            rows.append((weight, -act.at, act))
    if len(rows) > 1:
        rows.sort(key=lambda row: row[:2], reverse=True)
    return [act for _, _, act in rows]


def _weight(act: Act, choice: Choice, dated: bool) -> float:
    """How surely an act is an event of its own; 0 when it is none."""
    words = choice.words
    has_actor = _has_actor(act)
    if act.trigger.kind == PLAN:
        if act.trigger.lemma in _CALLED_OFF and act.use == "finite" and act.by and dated:
            return 1.1  # "Vostra cancelled the opening of the crossing on Thursday"
        is_about_an_event = act.noun is not None and act.use in ("finite", "passive")
        return 1.2 if is_about_an_event and act.trigger.form != "base" else 0.0
    if words.quoted[act.at]:
        is_told = act.use == "finite" or (act.use == "passive" and act.group < act.at)
        is_told = is_told and not _is_first_person(words, act)
        return 0.4 if has_actor and dated and is_told else 0.0
    if (act.opener in _RELATIVE and not dated) or _is_first_person(words, act):
        return 0.0
    if _is_described(words, act):
        return 0.0  # "the talks that were planned for Friday": told of them by the way
    if act.use == "passive" and act.group == act.at and not dated and not choice.is_title:
        return 0.0  # "the sanctions imposed by Ardenia" only describes them
    if act.use == "noun":
        return _weight_of_noun(act, choice, dated)
    if act.use == "gerund":
        return 0.0
    if act.use == "participle":
        if lemma_before(act.at, choice.words, choice.lexicon) in choice.lexicon.with_gerund:
            if not NEGATION.isdisjoint(words.low[max(0, act.at - 5) : act.at - 1]):
                return 0.0  # "has not confirmed losing a jet"
            return 1.5  # "reported capturing 430 soldiers"
        is_own = act.trigger.kind in _STANDS_ALONE and not act.trigger.is_weak
        has_content = bool(act.target) or words.low[act.last + 1 : act.last + 2] == ["that"]
        return 0.6 if is_own and has_content and act.by else 0.0
    if act.use == "infinitive":
        is_led = act.group < act.at - 1 or (choice.is_title and has_actor)
        return 1.2 if act.is_caused or (is_led and has_actor) else 0.0
    if act.opener == "which" and words.low[act.clause - 2] == "of" and not act.by:
        return 0.0  # "launched 108 drones, of which 63 were shot down": part of what is told
    if act.opener == "whom" and words.low[act.clause - 2] not in PREPOSITION:
        return 0.0  # "the diplomats whom Ardenia expelled": told of them by the way
    if act.trigger.lemma in choice.lexicon.needs_whom and not act.target:
        return 0.0  # "received a loan": nobody is met
    is_owned = act.head and (act.by or act.use == "finite") and not (act.noun and act.trigger.is_weak)
    if is_owned and not acts_itself(act.head, choice.lexicon) and not _is_a_countrys(words, act):
        return 0.0  # "Russia's comments indicate", "the UK's push aims"
    if _reports_another(act, choice) and act.trigger.kind not in _STANDS_ALONE:
        return 0.0
    if act.trigger.is_light and act.noun is None:
        return 0.0
    if act.trigger.is_weak:
        is_told_of = (act.by or act.trigger.lemma in DYING) and dated
        return 1.0 if has_actor and (act.noun is not None or (named(act.by) and act.target) or is_told_of) else 0.0
    if not has_actor and act.trigger.kind not in HAPPENS_TO_ANYBODY:
        return 0.0
    if act.trigger.kind == "announce":
        return 1.6 if _announces(act, words) else 0.0
    return 2.0 - 0.2 * bool(act.opener not in ("", ","))


def _has_actor(act: Act) -> bool:
    """Whether somebody acts or suffers: by name, or in what not everybody does all day by a description."""
    if not (act.by or act.target):
        return False
    if act.trigger.is_weak or act.trigger.kind in _TOLD_OF_THE_NAMED:
        return bool(named((*act.by, *act.target)))
    return bool(act.by or act.use == "passive" or named(act.target))


def _is_described(words: Words, act: Act) -> bool:
    """ "The talks | that were planned for Friday": a plan that only tells which talks."""
    is_plan = act.use == "passive" and act.trigger.kind == "propose"
    return is_plan and act.group > 0 and words.low[act.group - 1] in ("that", "which", "who")


def acts_itself(head: str, lexicon: EventWords) -> bool:
    """Whether what belongs to an actor is somebody: "UN agencies", "the UN Secretary-General"."""
    return head in lexicon.agents or head in lexicon.somebody or head.rpartition("-")[2] in lexicon.agents


def _is_a_countrys(words: Words, act: Act) -> bool:
    """ "A Vostran ship was hit by Ardenian drones": what a country owns suffers for it, and is no attribute of it."""
    if act.use != "passive" or act.group == act.at:
        return False
    countries = {
        place.name for place in words.actor[act.clause : act.group] if place is not None and place.type == "country"
    }
    return bool(act.target) and countries.issuperset(act.target)


def _reports_another(act: Act, choice: Choice) -> bool:
    """Whether an announcement only carries another act of the sentence."""
    told = [claim for claim in choice.claims if claim.verb == act.at]
    return bool(told) and any(
        (other.at > act.at or any(claim.first <= other.at < claim.last for claim in told))
        and other.at != act.at
        and other.use in ("finite", "passive")
        and other.opener not in CONDITIONAL
        for other in choice.acts
    )


def weight_ahead(act: Act, choice: Choice) -> float:
    """What an agenda takes up whatever it is: an act of the future with its day beside it."""
    words = choice.words
    inside = [timex for timex in choice.ahead if _stands_in(timex, words, act)]
    if not inside or (act.opener in CONDITIONAL and act.use != "noun"):
        return 0.0
    if _is_first_person(words, act) or _is_described(words, act):
        return 0.0
    if words.quoted[act.at]:
        return 0.3
    if act.use == "noun":
        is_meeting = act.trigger.kind in ("consult", "vote")
        around = words.low[max(0, act.at - 4) : act.last + 4]
        near = any(
            words.start[act.at] < timex.start < words.end[min(len(words.low) - 1, act.last + 10)] for timex in inside
        )
        is_told = any(word in ("scheduled", "upcoming", "next", "planned", "forthcoming") for word in around)
        return 0.75 if is_meeting and (near or is_told) else 0.0
    group = words.low[max(0, act.group - 1) : act.at + 1]
    is_future = any(word in _AHEAD for word in group)
    return 0.8 if is_future or (choice.is_title and act.use == "infinitive") else 0.0


def _is_first_person(words: Words, act: Act) -> bool:
    """Whether the subject is "we", "I" or "you": speech, not an account."""
    lows, group = words.low, act.group
    return group > 0 and (lows[group - 1] in _FIRST_PERSON or (group > 1 and lows[group - 2] in _FIRST_PERSON))


def lies_ahead(timex: Timex, day: date | None) -> bool:
    """Whether a time is today or later, seen from the day of the story: a day, week or quarter."""
    if timex.type not in ("DATE", "TIME") or timex.precision not in ("minute", "day", "week", "month", "quarter"):
        return False
    if day is None:
        return timex.value.startswith("XXXX")
    return timex.last is not None and timex.last >= day


def _stands_in(timex: Timex, words: Words, act: Act) -> bool:
    """Whether a time stands in the clause of an act, and not in its subject ("the pact signed today will …")."""
    last = min(act.until, len(words.low)) - 1
    if act.opener == "when" and act.clause >= 2:
        position = max(0, act.clause - 4)
        if words.start[position] <= timex.start < words.start[act.clause]:
            return True
    if not words.start[act.clause] <= timex.start < words.end[last]:
        return False
    opens = words.start[min(len(words.low) - 1, act.clause + 3)]
    return act.use == "noun" or timex.start > words.start[act.at] or timex.start <= opens


def _announces(act: Act, words: Words) -> bool:
    """Whether an announcement has content of its own: not a quotation, nor what was told before ("his plans")."""
    following = words.low[act.last + 1 : act.last + 2]
    if act.noun is None and following and following[0] in ("his", "her", "their", "its", "it", "this", "them"):
        return False
    if following == ["to"] and words.low[act.last + 2 : act.last + 3] and not _is_led_on(words, act):
        return False  # "confirmed to reporters": nothing is told
    return bool(following) and following[0] not in (",", ".", ":", "“", '"', "‘") and not words.quoted[act.last + 1]


def _is_led_on(words: Words, act: Act) -> bool:
    """Whether "that" or a verb follows "to" behind an announcement: "pledged to leave", "confirmed to a paper that"."""
    lows = words.low[act.last + 1 : act.until]
    lexicon = event_words()
    is_verb = any(trigger.form == "base" for trigger in lexicon.triggers.get(lows[1], ())) or lows[1] in ("be", "have")
    is_told = words.actor[act.last + 2] is not None or lows[1] in DETERMINER or lows[1] in lexicon.listeners
    return "that" in lows or is_verb or not is_told


def lemma_before(at: int, words: Words, lexicon: EventWords) -> str:
    """The lemma of the verb of speech right before an act; "" when none is there."""
    entry = lexicon.speech.get(words.low[at - 1]) if at else None
    return entry[2] if entry is not None else ""


def _weight_of_noun(act: Act, choice: Choice, dated: bool) -> float:
    words = choice.words
    if act.opener in _RELATIVE:
        return 0.0
    if act.by and act.target:
        return 0.7
    is_subject = is_subject_of_a_telling(words, act.last)
    is_anybodys = act.trigger.kind in HAPPENS_TO_ANYBODY or act.trigger.kind == "consult"
    if is_subject and (act.by or act.target or dated) and is_anybodys:
        return 0.9
    if is_subject and act.trigger.kind == "consult" and act.at - act.clause <= 2:
        return 0.6
    before = words.low[max(0, act.at - 6) : act.at]
    is_setting = any(word in ("during", "following", "after", "at", "in") for word in before)
    return 0.5 if act.target and is_setting and act.trigger.kind == "consult" else 0.0


def is_subject_of_a_telling(words: Words, last: int) -> bool:
    """Whether what a noun names is said to take place: "talks were held", "the attack killed"."""
    for word in words.low[last + 1 : last + 9]:
        if word in SUBORDINATOR:
            return False
        if word in _TAKES_PLACE:
            return True
    return False
