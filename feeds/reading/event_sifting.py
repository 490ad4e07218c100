"""Which candidates can be no event whoever claims them: told before claims and pronouns are read."""

from __future__ import annotations

from feeds.reading.event_choice import HAPPENS_TO_ANYBODY, acts_itself, is_subject_of_a_telling, lemma_before
from feeds.reading.event_clauses import Act
from feeds.reading.event_resolving import SHARES
from feeds.reading.event_roles import DYING, settle
from feeds.reading.event_sentence import CONDITIONAL, Words
from feeds.reading.event_words import PLAN, EventWords

_MAY_BE_ANYBODY = frozenset("he she it they".split())
_OWNERS = frozenset("his her its their".split())


def may_yet_be_told(words: Words, act: Act, lexicon: EventWords, *, dated: bool) -> bool:
    """Whether an act of a sentence whose times all lie behind may get a weight once claims and pronouns are read.

    `dated` tells whether one of its times is a day. False only where nobody acts or suffers and nothing in the sentence
    can stand for somebody who does.
    """
    if act.trigger.kind == PLAN or words.quoted[act.at]:
        return True
    if act.opener in CONDITIONAL and act.use != "noun" and _nobody_speaks(words, act, lexicon):
        return False
    settle(words, act, lexicon)
    if act.use == "noun":
        return _may_noun(words, act)
    if act.use == "participle":
        return _may_participle(words, act, lexicon)
    if act.use == "infinitive" and act.is_caused:
        return True
    if act.use == "finite" and _is_cut_of_a_thing(words, act, lexicon):
        return False
    return _may_verb(words, act, lexicon, dated)


def _may_noun(words: Words, act: Act) -> bool:
    if act.by and act.target:
        return True
    kind = act.trigger.kind
    if kind == "consult" and (act.target or words.low[act.at - 1] == "in"):  # "it is in talks": the claimant's
        return True
    if words.low[act.at - 1] == "in" and act.target:
        return True
    return (kind in HAPPENS_TO_ANYBODY or kind == "consult") and is_subject_of_a_telling(words, act.last)


def _is_cut_of_a_thing(words: Words, act: Act, lexicon: EventWords) -> bool:
    """Whether a thing of somebody's is what acts ("Vostra's comments indicate"), and nobody before it says so."""
    is_owned = bool(act.head) and not (act.noun and act.trigger.is_weak) and not acts_itself(act.head, lexicon)
    is_surely_its_subject = words.low[act.group - 1] not in _MAY_BE_ANYBODY
    return is_owned and is_surely_its_subject and _nobody_speaks(words, act, lexicon)


def _nobody_speaks(words: Words, act: Act, lexicon: EventWords) -> bool:
    """Whether what stands before the verb in its clause is all of that clause: no words on who says so."""
    return lexicon.signs_of_claims.isdisjoint(words.low[act.clause : act.group])


def _may_participle(words: Words, act: Act, lexicon: EventWords) -> bool:
    lows = words.low
    if lemma_before(act.at, words, lexicon) in lexicon.with_gerund:
        return True
    if not act.by and act.group and lows[act.group - 1] not in _MAY_BE_ANYBODY:
        return False
    has_content = act.target or lows[act.last + 1 : act.last + 2] == ["that"]
    return bool(has_content) or not lexicon.somebody.isdisjoint(lows[act.last + 1 : act.until])


def _may_verb(words: Words, act: Act, lexicon: EventWords, dated: bool) -> bool:
    trigger, lows = act.trigger, words.low
    if act.by or act.target:
        if not trigger.is_weak or dated or act.noun is not None or act.target or act.use != "finite":
            return True
        return not lexicon.somebody.isdisjoint(lows[act.last + 1 : act.until])  # whom it is done to
    if (not trigger.is_weak and trigger.kind in HAPPENS_TO_ANYBODY) or trigger.lemma in DYING:
        return True
    group, subject = act.group, act.subject
    if group and lows[group - 1] in _MAY_BE_ANYBODY:
        return True
    if (act.opener in SHARES and subject == group) or group - subject == 2:  # "the army"
        return True
    if 0 <= subject < len(lows) and lows[subject] in _OWNERS:
        return True
    if lows[act.last + 1 : act.last + 2] in (["his"], ["her"]):
        return True
    return not lexicon.somebody.isdisjoint(lows[act.clause : act.until])
