"""The acts of a sentence: which word names one, who does it to whom, and the short phrase that says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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
    NamedPlace,
    Words,
)
from feeds.reading.event_words import EventWords, Trigger

Use = Literal["finite", "passive", "infinitive", "gerund", "participle", "noun"]

_LONGEST_PHRASE = 20
"""Tokens of a `what`."""
_CONTROL = frozenset(
    """
    set due expected scheduled slated poised likely about ready planned planning plans plan preparing prepares
    intends intend hopes hope wants want wanted seeks seek sought seeking aims aim aiming going trying tries
    tried refused refuses refusing declined declines agreed agrees vowed vows pledged pledges threatened
    threatens continue continues continued began begin begins started starts failed fails able willing prepared
    keen eager forced scrambling managed decided decides promised promises offered offers attempting attempts
    attempted invited ordered resumed resumes
    """.split()
)
_CAUSATIVE = frozenset(
    """
    prompting prompted prompts forcing forced forces leading led leads causing caused causes allowing allowed
    pushing pushed triggering triggered compelling compelled
    """.split()
)
_HEADS_OF_OBJECTS = frozenset("by of to from with against between on for".split())


@dataclass(slots=True)
class Act:
    """One act found in a sentence. `group` is where its verb group starts ("has | been | expelled")."""

    trigger: Trigger
    at: int
    last: int
    """Index of the last token of the trigger."""
    use: Use
    group: int
    clause: int
    """Index of the first token of the clause."""
    opener: str
    """The word that opens the clause: "that", "who", "if", "after", "," … or "" at the start of the sentence."""
    until: int
    """Index after the last token of the clause."""
    by: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    subject: int = -1
    """Index of the first token of the subject, -1 when there is none."""
    noun: Trigger | None = None
    """The act its object names, for verbs that say little ("held talks", "launched attacks")."""


def acts_of(words: Words, lexicon: EventWords, *, is_title: bool = False) -> list[Act]:
    """Every act of the sentence, in order; the caller chooses among them."""
    found: list[Act] = []
    for at, low in enumerate(words.low):
        for trigger in lexicon.triggers.get(low, ()):
            last = at + len(trigger.rest)
            if trigger.rest and tuple(words.low[at + 1 : last + 1]) != trigger.rest:
                continue
            use = _use(words, at, last, trigger, is_title)
            if use is None:
                continue
            act = _placed(words, trigger, at, last, use)
            _find_arguments(words, act)
            found.append(act)
            break
    return _with_object_nouns(found)


# ------------------------------------------------------------------------------------------------ how a word is used


def _use(words: Words, at: int, last: int, trigger: Trigger, is_title: bool) -> Use | None:
    """How the word at `at` is used, or None when it is not the act it could name."""
    if words.actor[at] is not None:
        return None
    before = _before(words, at)
    previous = words.low[before] if before >= 0 else ""
    form = trigger.form
    if form == "noun":
        return None if _is_modifier(words, last) else "noun"
    if form == "ing":
        if previous in BE:
            return "finite"
        if previous in DETERMINER or previous == "'s" or words.is_adjective(before):
            return None
        if previous in PREPOSITION:
            return "gerund"
        return "participle"
    if form in ("past", "participle", "past or participle"):
        return _past_use(words, at, last, before, form)
    if form == "s":
        return "finite" if _is_subject_end(words, at, before, is_title) else None
    if previous == "to":
        return "infinitive"
    if previous in MODAL or previous in DO or previous in NEGATION:
        return "finite"
    if previous in ("they", "we", "i", "you", "who") or (
        before >= 0 and previous in ("and", "or") and _joins_verb(words, before)
    ):
        return "finite"
    if (
        before >= 0
        and words.actor[before] is None
        and previous.endswith("s")
        and len(previous) > 3
        and words.is_noun_like(before)
    ):
        # "forces attack", "countries agree": a plural and then a determiner, a name or a preposition.
        following = words.low[last + 1] if last + 1 < len(words) else ""
        is_object = last + 1 < len(words) and (words.actor[last + 1] is not None or following in DETERMINER)
        return "finite" if is_object or following in ("to", "on", "with") else None
    return None


def _past_use(words: Words, at: int, last: int, before: int, form: str) -> Use | None:
    previous = words.low[before] if before >= 0 else ""
    following = words.low[last + 1] if last + 1 < len(words) else ""
    if form == "past":
        return "finite"
    if previous in BE or previous in ("being", "been", "got"):
        return "passive"
    if previous in HAVE:
        return "finite"
    if following == "by" and before >= 0 and words.is_noun_like(before) and last + 2 < len(words):
        return "passive"
    if form == "participle":
        return None
    if previous in DETERMINER or previous in PREPOSITION or previous == "'s":
        return None
    if words.is_adjective(before):
        return None
    is_object = following in DETERMINER or following in PREPOSITION or following in ("that", "to", "")
    has_actor = last + 1 < len(words) and words.actor[last + 1] is not None
    if before >= 0 and (
        words.is_noun_like(before) or previous in PRONOUN or previous in ("and", "but", ",", "has", "had")
    ):
        return "finite"
    return "finite" if is_object or has_actor else None


def _before(words: Words, at: int) -> int:
    """Index of the token before, adverbs aside; -1 at the start."""
    at -= 1
    while at >= 0 and words.actor[at] is None and words.is_adverb(at):
        at -= 1
    return at


def _is_modifier(words: Words, last: int) -> bool:
    """Whether a noun only describes the next one ("talks format", "attack drones", "peace deal framework")."""
    if last + 1 >= len(words) or words.actor[last + 1] is not None:
        return False
    return False


def _is_subject_end(words: Words, at: int, before: int, is_title: bool) -> bool:
    """Whether what stands before a form in -s is a subject, so that "attacks" is a verb and not a plural."""
    if before < 0:
        return False
    previous = words.low[before]
    place = words.actor[before]
    if place is not None:
        return not place.is_adjective
    if previous in ("he", "she", "it", "who", "which", "that"):
        return True
    if previous == "'s" or previous in DETERMINER or previous in PREPOSITION:
        return False
    following = words.low[at + 1] if at + 1 < len(words) else ""
    takes_object = following in DETERMINER or (at + 1 < len(words) and words.actor[at + 1] is not None)
    return words.is_noun_like(before) and takes_object and not previous.endswith("s")


def _joins_verb(words: Words, conjunction: int) -> bool:
    """Whether "and" joins this verb to one before it in base form ("to accept and sign")."""
    for at in range(conjunction - 1, max(-1, conjunction - 8), -1):
        if words.low[at] == "to" or words.low[at] in MODAL:
            return True
        if words.low[at] in STOP or words.low[at] in SUBORDINATOR:
            return False
    return False


# ------------------------------------------------------------------------------------------------ clause and group


def _placed(words: Words, trigger: Trigger, at: int, last: int, use: Use) -> Act:
    group = at if use == "noun" else _group_start(words, at)
    clause, opener = _clause_start(words, group)
    until = _clause_end(words, last + 1)
    return Act(trigger, at, last, use, group, clause, opener, until)


def _group_start(words: Words, at: int) -> int:
    """Walks back over auxiliaries, adverbs and verbs of control: "is set to | travel", "has agreed to | send"."""
    group = at
    while group > 0:
        previous = words.low[group - 1]
        if words.actor[group - 1] is not None:
            break
        if previous in AUXILIARY or previous in NEGATION or words.is_adverb(group - 1):
            group -= 1
        elif previous == "to" and group > 1 and (words.low[group - 2] in _CONTROL or words.low[group - 2] in BE):
            group -= 2
        elif previous == "to" and group > 1 and words.actor[group - 2] is not None:
            group -= 1
            break
        else:
            break
    return group


def _clause_start(words: Words, group: int) -> tuple[int, str]:
    """First token of the clause a verb group or noun stands in, and the word that opens it."""
    depth = 0
    for at in range(group - 1, -1, -1):
        low = words.low[at]
        if words.actor[at] is not None:
            continue
        if low in STOP:
            return at + 1, low
        if low in SUBORDINATOR and not _is_plain_that(words, at):
            return at + 1, low
        if low == "," and depth == 0 and at == group - 1:
            # A comma just before the verb closes a parenthesis: "Vesna, who met him on Monday, | expelled".
            opening = _opening_comma(words, at)
            if opening > 0:
                return _clause_start(words, opening)
        if low == "," and at + 1 < group and words.low[at + 1] in ("and", "but", "while", "as"):
            return at + 1, words.low[at + 1]
    return 0, ""


def _is_plain_that(words: Words, at: int) -> bool:
    """ "that day", "after Monday's talks": a determiner or a preposition rather than the start of a clause."""
    low = words.low[at]
    if low == "that":
        return at + 1 < len(words) and words.low[at + 1] in ("day", "week", "month", "year", "time", "point")
    if low in ("after", "before", "since", "until", "as"):
        # a preposition when no verb follows before the next comma
        return not any(
            words.low[next_] in AUXILIARY or words.low[next_] in PRONOUN
            for next_ in range(at + 1, min(len(words), at + 8))
            if "," not in words.low[at + 1 : next_]
        )
    return False


def _opening_comma(words: Words, closing: int) -> int:
    for at in range(closing - 1, -1, -1):
        if words.low[at] == ",":
            return at
        if words.low[at] in STOP:
            return -1
    return -1


def _clause_end(words: Words, start: int) -> int:
    for at in range(start, len(words)):
        low = words.low[at]
        if words.actor[at] is not None:
            continue
        if low in STOP or (low == "." and at == len(words) - 1):
            return at
        if low in SUBORDINATOR and low != "that" and not _is_plain_that(words, at):
            return at
        if low == "," and _starts_new_clause(words, at + 1):
            return at
    return len(words)


def _starts_new_clause(words: Words, at: int) -> bool:
    if at >= len(words):
        return True
    low = words.low[at]
    if low in ("and", "or"):
        return at + 1 < len(words) and _starts_new_clause(words, at + 1) and words.actor[at + 1] is None
    if words.actor[at] is not None:
        # ", Britain, France" goes on with a list; ", Moscow said" is another clause.
        following = words.low[at + 1] if at + 1 < len(words) else ""
        return following not in (",", "and", "") and following not in PREPOSITION
    return (
        low in ("but", "so", "yet", "according", "who", "which", "he", "she", "they", "it", "we", "not")
        or (low.endswith("ing") and len(low) > 4)
        or low.endswith("ed")
    )


# ------------------------------------------------------------------------------------------------ who to whom


def _find_arguments(words: Words, act: Act) -> None:
    if act.use == "noun":
        _arguments_of_noun(words, act)
        return
    before, subject = _subject(words, act)
    act.subject = subject
    after = _objects(words, act)
    if act.use == "passive":
        act.by = _agents(words, act)
        act.target = before
    else:
        act.by = before
        act.target = tuple(name for name in after if name not in before)


def _subject(words: Words, act: Act) -> tuple[tuple[str, ...], int]:
    """The actors of the subject and the index of its first token."""
    end = act.group
    if end > 0 and words.low[end - 1] == ",":
        opening = _opening_comma(words, end - 1)
        end = opening if opening > 0 else end - 1
    if act.use in ("participle", "gerund"):
        return _main_subject(words, act, end)
    free: int | None = None
    bound: int | None = None
    for at in range(end - 1, act.clause - 1, -1):
        low = words.low[at]
        place = words.actor[at]
        if place is None:
            if low in STOP:
                break
            continue
        if _preposition_before(words, at, act.clause) is None:
            free = at
            break
        if bound is None or _preposition_before(words, at, act.clause) in ("of", "from", "by"):
            bound = at
    chosen = free if free is not None else bound
    first = _phrase_start(words, act.clause, end)
    if chosen is None:
        if act.opener in ("who", "which", "that") and act.clause >= 2 and act.use != "infinitive":
            return _antecedent(words, act)
        return (), first
    return _coordinated(words, chosen, act.clause), first


def _antecedent(words: Words, act: Act) -> tuple[tuple[str, ...], int]:
    """The actor a relative clause speaks of: "Vesna, who …"."""
    for at in range(act.clause - 2, max(-1, act.clause - 8), -1):
        place = words.actor[at]
        if place is not None:
            return (place.name,), at
        if words.low[at] in STOP:
            break
    return (), act.clause


def _main_subject(words: Words, act: Act, end: int) -> tuple[tuple[str, ...], int]:
    """A participle has the subject of the main clause: the first free actor of the sentence."""
    for at in range(min(end, len(words))):
        place = words.actor[at]
        if (
            place is not None
            and _preposition_before(words, at, 0) is None
            and not _is_followed_by_possessive(words, at)
        ):
            return coordinated_forward(words, at), -1
    return (), -1


def _is_followed_by_possessive(words: Words, at: int) -> bool:
    return at + 1 < len(words) and words.low[at + 1] == "'s"


def _coordinated(words: Words, at: int, clause: int) -> tuple[str, ...]:
    """The actor at an index with those joined to it before: "Starmer and Macron"."""
    place = words.actor[at]
    assert place is not None
    names = [place.name]
    position = at - 1
    while position > clause:
        if words.low[position] in ("and", ",", "&"):
            step = position - 1
            if step >= clause and words.low[step] == ",":
                step -= 1
            joined = words.actor[step] if step >= clause else None
            if joined is not None and not joined.is_adjective:
                names.append(joined.name)
                position = step - 1
                continue
            break
        if words.actor[position] is None and words.is_noun_like(position):
            position -= 1
            continue
        if words.actor[position] is not None or words.low[position] in ("'s", "the"):
            position -= 1
            continue
        break
    return tuple(dict.fromkeys(reversed(names)))


def coordinated_forward(words: Words, at: int) -> tuple[str, ...]:
    names = []
    position = at
    while position < len(words):
        place = words.actor[position]
        if place is None:
            break
        names.append(place.name)
        position += 1
        while position < len(words) and words.low[position] in (",", "and", "the", "president", "minister"):
            position += 1
    return tuple(dict.fromkeys(names))


def _preposition_before(words: Words, at: int, clause: int) -> str | None:
    """The preposition whose phrase the actor at an index stands in, over its determiners and adjectives; else None."""
    for position in range(at - 1, max(clause - 1, at - 8), -1):
        low = words.low[position]
        if low in PREPOSITION or low == "to":
            return low
        place = words.actor[position]
        if place is not None and not place.is_adjective and not _is_followed_by_possessive(words, position):
            return None
        if low in ("and", ",") or low in STOP or low in AUXILIARY or low in SUBORDINATOR:
            return None
    return None


def _phrase_start(words: Words, clause: int, end: int) -> int:
    """First token of the subject: after an opening adverbial ("In London, …", "Meanwhile, …")."""
    first = clause
    for at in range(clause, end):
        if words.low[at] == "," and at - clause <= 8:
            opener = words.low[clause]
            if opener in PREPOSITION or opener.endswith(("ing", "ed", "ly")) or opener in (
                "meanwhile", "however", "later", "earlier", "today", "separately", "and", "but", "overnight"
            ):  # fmt: skip
                first = at + 1
                break
    while first < end and words.low[first] in ("and", "but", "meanwhile", "however", "so", "yet"):
        first += 1
    return first


def _objects(words: Words, act: Act) -> tuple[str, ...]:
    """The actors after the verb within its clause: the first named and those joined to it."""
    names: list[str] = []
    for at in range(act.last + 1, act.until):
        place = words.actor[at]
        low = words.low[at]
        if place is None:
            if (
                names
                and low not in (",", "and", "'s", "&", "the")
                and not (words.is_noun_like(at) and len(names) == 1 and False)
            ):
                break
            if low == "to" and act.trigger.kind in ("demand", "propose") and names:
                break
            continue
        preposition = _preposition_before(words, at, act.last + 1)
        if (
            preposition
            in (
                "in",
                "at",
                "near",
                "during",
                "after",
                "before",
                "since",
                "following",
                "amid",
                "inside",
                "via",
                "by",
                "despite",
                "as",
                "like",
                "including",
            )
            and not names
        ):
            continue
        names.append(place.name)
        if len(names) >= 6:
            break
    return tuple(dict.fromkeys(names))


def _agents(words: Words, act: Act) -> tuple[str, ...]:
    """Who did it, after "by"."""
    for at in range(act.last + 1, act.until):
        if words.low[at] == "by":
            for next_ in range(at + 1, min(act.until, at + 9)):
                if words.actor[next_] is not None:
                    return coordinated_forward(words, next_)
                if words.low[next_] in STOP or words.low[next_] in (",", "that", "who"):
                    break
    return ()


def _arguments_of_noun(words: Words, act: Act) -> None:
    """Who to whom around a noun: A's expulsion of B's diplomats, the expulsion of … by A, talks between A and B."""
    by: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    for at in range(act.at - 1, max(-1, act.at - 5), -1):
        place = words.actor[at]
        low = words.low[at]
        if place is not None:
            if _is_followed_by_possessive(words, at) or place.is_adjective or at == act.at - 1:
                by = (place.name,)
            break
        if low in PREPOSITION or low in STOP or low in (",", "and", "to") or low in AUXILIARY:
            break
    role = ""
    for at in range(act.last + 1, act.until):
        low = words.low[at]
        place = words.actor[at]
        if place is None:
            if low in ("of", "by", "between", "with", "against", "on", "from", "to", "for"):
                role = low
            elif low in STOP or low in AUXILIARY or low in PREPOSITION:
                break
            continue
        names = coordinated_forward(words, at)
        if role == "by" or role == "between" or (role == "from" and not by):
            by = names if role != "between" else names[:1]
            if role == "between":
                target = names[1:]
                break
        elif role in ("of", "with", "against", "on", "to") and not target:
            if role == "of" and act.trigger.kind in ("consult", "protest", "vote", "announce"):
                by = by or names
            else:
                target = names
    act.by, act.target = by, tuple(name for name in target if name not in by)
    act.subject = act.at


def _with_object_nouns(acts: list[Act]) -> list[Act]:
    """Verbs that say little take the act their object names ("held talks", "launched an attack"); the noun is spent."""
    kept: list[Act] = []
    spent: set[int] = set()
    for number, act in enumerate(acts):
        if act.use == "noun":
            continue
        for other in acts[number + 1 :]:
            if other.use != "noun" or other.at >= act.until:
                break
            if act.noun is None and other.at - act.last <= 7:
                act.noun = other.trigger
                if not act.target and other.target:
                    act.target = tuple(name for name in other.target if name not in act.by)
            spent.add(other.at)
    for act in acts:
        if act.use == "noun" and act.at in spent:
            continue
        kept.append(act)
    return kept


# ------------------------------------------------------------------------------------------------ the phrase


def place_act(words: Words, trigger: Trigger, at: int, last: int, use: Use) -> Act:
    """An act at a given place with its clause and arguments found; for verbs of speech."""
    act = _placed(words, trigger, at, last, use)
    _find_arguments(words, act)
    return act


def noun_phrase(words: Words, first: int, end: int) -> str:
    """The words from `first` to `end`, at most twelve tokens, as the description of somebody unnamed."""
    if first < 0 or end <= first:
        return ""
    return _cut(words, max(first, end - 12), end).strip(" ,")


def phrase(words: Words, act: Act) -> str:
    """The act in the words of the text: subject, verb group and object, without what is said by the way."""
    if act.use == "noun":
        first = _noun_phrase_start(words, act.at)
        return _cut(words, first, min(act.until, act.last + 14))
    end = min(act.until, act.last + _LONGEST_PHRASE)
    first = act.subject if 0 <= act.subject <= act.group else act.group
    if act.group - first > 14:
        first = max(first, act.group - 14)
    closing = act.group - 1
    if closing > first and words.low[closing] == ",":
        opening = _opening_comma(words, closing)
        if opening > first:
            return _cut(words, first, opening) + " " + _cut(words, act.group, end)
    return _cut(words, first, end)


def _noun_phrase_start(words: Words, at: int) -> int:
    first = at
    while first > 0 and at - first < 8:
        low = words.low[first - 1]
        if words.actor[first - 1] is not None or low == "'s" or low in DETERMINER or words.is_noun_like(first - 1):
            first -= 1
            if low in DETERMINER and words.actor[first] is None:
                break
        else:
            break
    return first


def _cut(words: Words, first: int, end: int) -> str:
    while (
        end > first + 1
        and (words.low[end - 1] in PREPOSITION or words.low[end - 1] in (",", "and", "the", "a", "to", "."))
        and words.actor[end - 1] is None
    ):
        end -= 1
    if end <= first:
        return ""
    return " ".join(words.body[words.start[first] : words.end[end - 1]].split())


def subject_places(words: Words, act: Act) -> list[NamedPlace]:
    """The actors named inside the phrase of an act."""
    return [place for place in words.actor[max(0, act.clause) : act.until] if place is not None]
