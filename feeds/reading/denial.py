"""Denials: whether a verb of speech stands where the story says that the words were not said.

"Lee did not say", "refused to say", "stopped short of saying", "denied that he had said": whatever follows is nobody's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from feeds.reading.name_runs import is_adverb
from feeds.reading.speech import Verb, speech
from feeds.reading.speech_lines import Line
from feeds.reading.verb_signs import MODALS, NOT, STILL_SAID, is_negated

if TYPE_CHECKING:
    from feeds.reading.acts import Act, Side

_REPORTS = frozenset("say tell add write send announce promise admit argue explain recall utter go_on".split())
"""Classes of verbs that only report words; "would not accept “…”" or "did not agree that" may still be one's words."""
_NAMES = frozenset(
    ("call", "describe", "dub", "label", "brand", "characterize", "characterise", "refer to", "term", "deem", "use")
)
"""Verbs that give a thing its name in somebody's words: "would not call it “…”"."""
_HYPOTHETICAL = frozenset("could should might would".split())
_KEPT_FROM = frozenset("avoided avoids avoiding refrained refrains refraining omitted omits omitting".split())
_WITHHOLD = frozenset(
    """refuse refuses refused refusing decline declines declined declining deny denies denied denying avoid avoids
    avoided avoiding fail fails failed failing forget forgets forgot hesitate hesitated without short instead than
    neglected unwilling reluctant against yet""".split()
)
"""Words before "to say", "saying" or "of saying" that withhold what follows."""
_DENY = frozenset(
    "deny denies denied denying refute refutes refuted rejects rejected dismissed disputes disputed".split()
)
_EVIDENCE = frozenset("evidence proof record indication sign trace".split())
_OF_REPORTS = frozenset(
    """that ever having the a any all these those claim claims report reports reporting allegation allegations
    accusation accusations suggestion suggestions assertion assertions rumour rumours rumor rumors notion idea account
    accounts media press story stories of as in false untrue baseless to flatly""".split()
)
"""What may stand between a denial and the act it denies: "denied reports that he had said"."""
_FARTHEST = 9


def is_denied(line: Line, verb: Verb, at: int, start: int, side: Side, first: int) -> bool:
    """Whether the verb form at token `at` of an act that begins at token `first` is said not to have happened."""
    if not _reports(verb) or side in ("according", "passive"):
        return False
    return _is_negated(line, at, start, verb) or _is_disowned(line, min(first, at), start)


def _reports(verb: Verb) -> bool:
    return verb.verb_class in _REPORTS or verb.lemma in _NAMES


def _is_negated(line: Line, at: int, start: int, verb: Verb) -> bool:
    """ "did not publicly say", "refused to say", "denied having said", "without saying"."""
    lows = line.lows
    auxiliaries = speech().auxiliaries
    place = at - 1
    while place >= start and place >= at - _FARTHEST:
        low = lows[place]
        if low in NOT or low.endswith(("n't", "n’t")):
            return lows[place + 1] not in STILL_SAID
        if low == "longer":
            return lows[place - 1] == "no"
        if low == "have" and place > start and lows[place - 1] in _HYPOTHETICAL:
            return True  # "could have said"
        is_inner = (
            low in auxiliaries or low in MODALS or is_adverb(low) or low in ("to", "having", "publicly", "of", "from")
        )
        if low in _WITHHOLD and is_negated(line, place, start):
            return False  # "did not hesitate to call", "never fails to say"
        if low in _WITHHOLD:
            if low == "than":
                return lows[place - 1] == "rather"
            if low == "yet" and verb.form == "ing":
                return False
            return verb.form == "ing" or "to" in lows[place + 1 : at] or "having" in lows[place + 1 : at]
        if not is_inner:
            return False
        place -= 1
    return False


def _is_disowned(line: Line, first: int, start: int) -> bool:
    """ "denied that he had said", "denied reports that Lee said": the whole act lies in a denial."""
    place = first - 1
    while place >= start and place >= first - _FARTHEST and line.lows[place] in _OF_REPORTS:
        place -= 1
    if place <= start:
        return place == start and line.lows[place] in _DENY
    low = line.lows[place]
    return low in _DENY or (low in _EVIDENCE and line.lows[place - 1] in ("no", "any"))


def leads_to(line: Line, acts: Sequence[Act], token: int) -> bool:
    """Whether the act nearest before a quotation is a denied one that reaches it, so that nobody said the words."""
    nearest = None
    for act in acts:
        if act.cue_last < token and act.first < token:
            nearest = act
    if nearest is None:
        return False
    between = line.words[nearest.cue_last + 1 : token]
    if nearest.verb.verb_class == "deny" and "having" in between:
        return True
    if not nearest.is_denied and not (
        nearest.verb.verb_class in ("refuse", "deny") and _takes_back(line, nearest.cue_last + 1)
    ):
        return False
    if "meant" in between or (len(between) > 1 and between[-1] == ","):
        return False  # "did not explain what she meant by “…”"; "Asked why he did not say so, “…”"
    return ";" not in between and (":" not in between or len(between) == 1)  # "did not say much: “No.”"


def _takes_back(line: Line, at: int) -> bool:
    """Whether what is refused or denied is a saying: "declined to say whether", "denied calling"."""
    lows = line.lows
    if at + 1 >= len(lows):
        return False
    is_to = lows[at] == "to"
    verbs = speech().verbs.get(lows[at + is_to], ())
    return any(_reports(verb) and verb.form == ("base" if is_to else "ing") for verb in verbs)


def is_withheld(line: Line, start: int, token: int) -> bool:
    """Whether a sentence that names no act of speech keeps from the words at token `token`: "avoided the words"."""
    lows = line.lows[start:token]
    if "without" in lows and lows[-1] != "without" and lows[lows.index("without") + 1].endswith("ing"):
        return True
    return not _KEPT_FROM.isdisjoint(lows)


def is_disclaimed(line: Line, token: int) -> bool:
    """ "“The plan is dead” was not what Lee said"."""
    behind = line.lows[token + 1 : token + 4]
    return behind[1:] == ["not", "what"] or behind[:2] in (["wasn't", "what"], ["wasn’t", "what"])
