"""How a word that could name an act is used: as a verb (finite, passive, "to …", "-ing"), as a noun, or not at all."""

from __future__ import annotations

from feeds.reading.event_clauses import ASPECTS, DASHES, Use, modal_before_aside, opening_comma, opening_dash
from feeds.reading.event_names import preposition_before
from feeds.reading.event_sentence import (
    AUXILIARY,
    BE,
    DETERMINER,
    DO,
    HAVE,
    MODAL,
    NEGATION,
    PREPOSITION,
    PRONOUN,
    STOP,
    SUBORDINATOR,
    Words,
    may_be_adverb,
)
from feeds.reading.event_words import Trigger, event_words

_DONE_TO = frozenset({"expel", "detain", "assault", "sanction"})
"""Kinds whose verbs take an object, so that without one a headline means the passive."""


_TO_DO = MODAL | {"to"}
_DRIVEN = frozenset(("push out", "drive out"))
_NEEDS_OBJECT = frozenset({"expel", "detain", "sanction"})

TAKES_PLACE = frozenset("begin start resume end continue open erupt".split()) | {
    "take place",
    "break out",
    "flare up",
    "take effect",
    "come into force",
    "enter into force",
}
"""Lemmas that say of an act their subject names that it comes or goes."""
_MADE_FOR = frozenset("designed meant built made used intended needed able enough ability power order tool way".split())
"""Words before "to" that tell a purpose."""
_WHEN = frozenset("last this earlier late early to yesterday".split())
"""Words of time behind a verb that has no object there: "sentenced last month"."""
_QUESTION = frozenset("whether if about how why what when who where by".split())
_NO_PLURALS = frozenset("news politics series headquarters economics physics afterwards always perhaps".split())


def use_of(words: Words, at: int, last: int, trigger: Trigger, *, is_title: bool) -> Use | None:
    """How the word at `at` is used, or None when it is not the act it could name."""
    lows = words.low
    if words.actor[at] is not None:
        return None
    before = at - 1
    while before >= 0 and may_be_adverb(lows[before]) and words.is_adverb(before):
        before -= 1
    previous = lows[before] if before >= 0 else ""
    form = trigger.form
    if trigger.is_doubtful:
        if trigger.lemma == "ask" and _is_question(words, last):
            return None
        if trigger.lemma == "down" and (form == "base" or previous in PREPOSITION) and previous not in _TO_DO:
            return None  # "slows down": a particle
    if form == "noun":
        is_verb = previous in MODAL or previous == "to" or (previous in BE and words.low[at].endswith("ing"))
        return None if is_verb else "noun"
    if form == "ing":
        if previous == "of" and before > 1 and words.low[before - 1] in ("intention", "plan", "thought"):
            return "infinitive" if words.low[before - 2] == "no" else "gerund"  # "has no intention of leaving"
        if previous in BE or (previous in ASPECTS and before > 0):
            return "finite"
        if previous in DETERMINER or previous == "'s" or words.is_adjective(before):
            return None
        return "gerund" if previous in PREPOSITION else "participle"
    if form in ("past", "participle", "past or participle"):
        is_done_to = trigger.kind in _DONE_TO or trigger.lemma in _DRIVEN
        if is_title and is_done_to and _is_headline_passive(words, last, before, form):
            return "passive"
        if is_title and trigger.kind == "demand" and form != "past" and words.low[last + 1 : last + 2] == ["to"]:
            return "passive"  # "Vostra urged to resume talks"
        use = _past_use(words, last, before, form)
        # "the diplomats expelled from Kyrna": verbs that need an object are passive without one.
        is_described = (
            trigger.kind in _NEEDS_OBJECT
            and words.low[last + 1 : last + 2]
            and (words.low[last + 1] in PREPOSITION or words.low[last + 1] in _WHEN)
        )
        is_told_of = trigger.is_light and trigger.lemma not in TAKES_PLACE and form == "past or participle"
        following = words.low[last + 1] if last + 1 < len(words.low) else ""
        if use == "finite" and is_told_of and following in PREPOSITION and words.low[before] not in HAVE:
            return None  # "undermined a consensus reached at talks"
        is_bare = before == at - 1 and words.is_noun_like(before) if before >= 0 else False
        return "passive" if use == "finite" and is_described and is_bare and form != "past" else use
    if form == "s" and words.low[last + 1 : last + 2] in (["on"], ["of"], ["over"]) and _can_be_noun(words.low[at]):
        return None  # "Vostra's pledge that Ardenia sanctions on it would end"
    if form == "s":
        return "finite" if _is_subject_end(words, at, before, is_title) else None
    return _base_use(words, at, last, before, trigger, is_title)


def _base_use(words: Words, at: int, last: int, before: int, trigger: Trigger, is_title: bool) -> Use | None:
    previous = words.low[before] if before >= 0 else ""
    if before < 0:
        return None
    if previous == "to":
        return "infinitive"
    if previous in MODAL or previous in DO or previous in NEGATION:
        return "finite"
    if previous in ("they", "we", "i", "you", "who"):
        return "finite"
    if previous in ("and", "or") and _joins_verb(words, before):
        return "infinitive" if _joins_infinitive(words, before) else "finite"
    if previous == "," and modal_before_aside(words, before) >= 0:
        return "finite"
    following = words.low[last + 1] if last + 1 < len(words.low) else ""
    has_object = last + 1 < len(words.low) and (words.actor[last + 1] is not None or following in DETERMINER)
    has_object = has_object or following in ("on", "with", "that") or last > at  # "trade fire" has it in itself
    has_object = has_object or (following == "to" and not _can_be_noun(words.low[at]))
    place = words.actor[before]
    joined = before > 2 and words.low[before - 1] == "and" and words.actor[before - 2] is not None
    if joined and place is not None and not place.is_adjective and preposition_before(words, before - 2, 0) is None:
        is_led = last + 1 < len(words.low) and (words.actor[last + 1] is not None or following in DETERMINER)
        return "finite" if is_led else None  # "when Toss and Mral visit Ardenia"
    if place is not None:
        return "finite" if is_title and not place.is_adjective and has_object else None
    if (
        is_title
        and trigger.lemma in TAKES_PLACE
        and previous in ("talks", "negotiations", "hostilities", "clashes", "protests")
    ):
        return "finite"  # "Vostra peace talks resume"
    # "forces attack the town": a plural before, an object after
    is_plural = previous.endswith("s") and not previous.endswith("ss") and len(previous) > 3
    is_plural = is_plural and previous not in _NO_PLURALS  # "a news release"
    return "finite" if is_plural and words.is_noun_like(before) and has_object else None


def _is_question(words: Words, last: int) -> bool:
    """ "asked voters about it", "asked Toss whether": a question is no demand."""
    for low in words.low[last + 1 : last + 8]:
        if low in _QUESTION and low != "by":
            return True
        if low in ("to", "for", "that", "not", ",", ".", ""):
            return False
    return False


def _can_be_noun(low: str) -> bool:
    return any(trigger.form == "noun" for trigger in event_words().triggers.get(low, ()))


def _past_use(words: Words, last: int, before: int, form: str) -> Use | None:
    previous = words.low[before] if before >= 0 else ""
    following = words.low[last + 1] if last + 1 < len(words.low) else ""
    if following in AUXILIARY:
        return None  # "the number of officers executed is unchanged": only describes them
    if words.low[last] in ("asked", "pressed") and following in _QUESTION:
        return None  # "Toss, asked whether a deal was near, replied": a question is no demand
    if form == "past":
        return "finite"
    if previous in BE or previous == "got":
        return "passive"
    if previous in HAVE:
        return "finite"
    is_after_noun = before >= 0 and words.is_noun_like(before)
    if before > 0 and words.actor[before] is None and words.low[before - 1] in _TO_DO:
        return None  # "to provide advanced drones": the verb is the word before
    if following == "by" and is_after_noun and last + 2 < len(words.low):
        return "passive"
    if form == "participle":
        return None
    if previous in DETERMINER or previous in PREPOSITION or previous == "'s" or words.is_adjective(before):
        return None
    if previous == "and" and before > 1 and words.low[before - 2] == "of" and words.actor[before - 1] is None:
        return None  # "a charge of widespread and targeted killing"
    if previous in ("and", "but") and following in (".", ",", "", "and", "or"):
        return None  # "the sick and wounded"
    if is_after_noun or previous in PRONOUN or previous in ("and", "but", ",", ")", "”", '"'):
        return "finite"
    # "the presidents – Mral and Toss – | signed": behind the dash that closes an aside
    return "finite" if previous in DASHES and opening_dash(words, before) > 0 else None


def _is_headline_passive(words: Words, last: int, before: int, form: str) -> bool:
    """ "Two diplomats ordered out of Kyrna", "Convoy hit near Orlo": a headline leaves out "were"."""
    if form == "past" or before < 0 or not words.is_noun_like(before) or last + 1 > len(words.low):
        return False
    following = words.low[last + 1] if last + 1 < len(words.low) else ""
    is_name = words.actor[before] is not None and last + 1 < len(words.low) and words.actor[last + 1] is not None
    return not is_name and (following in PREPOSITION or following in ("", ".", ",", "out", "dead"))


def _is_subject_end(words: Words, at: int, before: int, is_title: bool) -> bool:
    """Whether what stands before a form in -s is a subject, so that "attacks" is a verb and not a plural."""
    if before < 0:
        return False
    previous = words.low[before]
    place = words.actor[before]
    following = words.low[at + 1] if at + 1 < len(words.low) else ""
    has_object = at + 1 < len(words.low) and (words.actor[at + 1] is not None or following in DETERMINER)
    if place is not None:
        is_name = not place.is_adjective
        return is_name and (is_title or has_object or following in PREPOSITION or following in ("to", "that"))
    if previous in ("he", "she", "it", "who", "which", "that"):
        return True
    if previous == ",":
        opened = opening_comma(words, before)
        is_relative = opened >= 0 and words.low[opened + 1] in ("who", "which", "whose")
        return is_relative and (has_object or following in PREPOSITION)
    if previous == "'s" or previous in DETERMINER or previous in PREPOSITION:
        return False
    return words.is_noun_like(before) and has_object and not previous.endswith("s")


def _joins_infinitive(words: Words, conjunction: int) -> bool:
    """Whether the verb before "and" is one of a purpose nobody is said to have reached: "designed to find and stop"."""
    to = next((at for at in range(conjunction - 1, max(0, conjunction - 8), -1) if words.low[at] == "to"), 0)
    return to > 0 and words.low[to - 1] in _MADE_FOR


def _joins_verb(words: Words, conjunction: int) -> bool:
    """Whether "and" joins this verb to one before it in base form ("to accept and sign")."""
    for at in range(conjunction - 1, max(-1, conjunction - 8), -1):
        if words.low[at] == "to" or words.low[at] in MODAL:
            return True
        if words.low[at] in STOP or words.low[at] in SUBORDINATOR:
            return False
    return False
