"""Who the subject of a verb is: the actor before it, over titles, asides and relative clauses."""

from __future__ import annotations

from feeds.reading.common_words import is_common
from feeds.reading.event_clauses import DASHES, Act, opening_bracket, opening_comma, opening_dash
from feeds.reading.event_cutting import noun_phrase_start
from feeds.reading.event_names import (
    coordinated_before,
    coordinated_forward,
    followed_by_possessive,
    is_modified,
    is_prefixed,
    preposition_before,
)
from feeds.reading.event_relatives import relative_before
from feeds.reading.event_sentence import BE, DETERMINER, PREPOSITION, PRONOUN, STOP, SUBORDINATOR, Words
from feeds.reading.event_words import EventWords, event_words

DONE_TO_WHO_FOLLOWS = frozenset(("demand", "accuse", "threaten"))
"""Kinds of acts done to who stands right behind the verb: "urged world leaders to end the siege of Vostra"."""
_LEADS_A_TITLE = frozenset(("of", "for", "to"))
_LINKS = frozenset("of for from in the a an 's".split())


def subject_of(words: Words, act: Act, lexicon: EventWords) -> tuple[tuple[str, ...], int, str]:
    """The actors of the subject, the index of its first token, and its head noun where that is no actor."""
    end = act.group
    if act.use == "participle":
        names, first = main_subject(words, end)
        return names, first, ""
    if end > 0 and words.low[end - 1] == "to":
        end -= 1  # "prompting Ardenia to | expel"
    end = _before_a_day(words, act.clause, end)
    if end > 0 and words.low[end - 1] == ",":
        opening = opening_comma(words, end - 1)
        named = apposition(words, end - 1)
        if named is not None:
            return (named,), _phrase_start(words, act.clause, end), ""
        end = opening if opening > act.clause else end - 1
        if words.low[end - 1] == ")" and opening_bracket(words, end - 1) > act.clause:
            end = opening_bracket(words, end - 1)  # "the Compact (UC), which led it, | said"
    elif end > 0 and words.low[end - 1] == ")" and opening_bracket(words, end - 1) > act.clause:
        end = opening_bracket(words, end - 1)
    elif end > 0 and words.low[end - 1] in DASHES and opening_dash(words, end - 1) > act.clause:
        end = opening_dash(words, end - 1)
    else:
        told_of_it = relative_before(words, end)
        end = told_of_it if told_of_it > act.clause else end
    start = act.clause
    if act.is_caused:
        start = next((at + 1 for at in range(end - 1, start, -1) if words.low[at] in lexicon.causative), start)
    free: int | None = None
    bound: int | None = None
    for at in range(end - 1, start - 1, -1):
        if words.actor[at] is None:
            if words.low[at] in STOP:
                start = at + 1
                break
            continue
        if is_modified(words, at) or is_prefixed(words, at):
            continue
        if at > start and words.low[at - 1].endswith("ing") and _is_done_to_who_follows(words.low[at - 1], lexicon):
            return (), -1, ""  # "slammed the case accusing Vostra of theft, | announced": Vostra is accused
        preposition = preposition_before(words, at, start)
        if preposition is None or (at == end - 1 and _ends_a_title(words, at, start, lexicon)):
            free = at
            break
        if preposition == "by" and _is_agent_of_a_noun(words, at, start):
            free = at  # "the invasion of Vostra by Ardenia | killed"
            break
        if bound is None and preposition in ("of", "from"):
            bound = at
    if bound is not None and free is None and _is_relation(words, bound, start, lexicon):
        return (), _phrase_start(words, start, end), ""
    chosen = free if free is not None else bound
    first = _phrase_start(words, start, end)
    if chosen is None:
        is_relative = act.opener in ("who", "which") or (
            act.opener == "that" and words.actor[act.clause - 2] is not None
        )
        # "told the Post that they took it": a clause with a subject of its own is about nobody before it.
        has_own = start < end and _opens_a_subject(words, start)
        if is_relative and act.clause >= 2 and not has_own:
            names, antecedent = _antecedent(words, act)
            return names, antecedent, ""
        is_body = words.low[first : first + 1] and (
            words.low[first] in lexicon.agents or words.low[first] in lexicon.speakers
        )
        return (() if is_body else unknown_name(words, first, end)), first, ""
    head = _head_after(words, chosen, end)
    if head in lexicon.own_masters:
        return (), first, ""  # "Ardenia's allies imposed …": not Ardenia
    place = words.actor[chosen]
    if place is not None and place.type == "person" and words.low[chosen + 1] == "'s" and _is_a_thing(head, lexicon):
        return (), first, head  # "Toss's removal violated the pact"
    return coordinated_before(words, chosen, start), first, head


def _is_done_to_who_follows(low: str, lexicon: EventWords) -> bool:
    """Whether a verb says what is done to the one named right behind it."""
    return any(trigger.kind in DONE_TO_WHO_FOLLOWS for trigger in lexicon.triggers.get(low, ()))


def _before_a_day(words: Words, start: int, end: int) -> int:
    """Where a subject ends whose verb stands behind a day: "Mral | on Tuesday | welcomed"."""
    at = end
    if at - 1 > start and words.low[at - 1].endswith("day") and words.actor[at - 1] is None:
        at -= 1
        while at - 1 > start and words.low[at - 1] in ("on", "late", "early"):
            at -= 1
    return at


def _opens_a_subject(words: Words, at: int) -> bool:
    """Whether a clause behind "that" or "which" goes on with a subject of its own, not with "on Monday" or its verb."""
    low = words.low[at]
    is_noun = words.is_noun_like(at) and not low.endswith("day")
    return is_noun or low in PRONOUN or low in DETERMINER


def _is_a_thing(head: str, lexicon: EventWords) -> bool:
    """Whether what belongs to somebody neither acts for them nor is an act of theirs."""
    is_act = any(trigger.form == "noun" for trigger in lexicon.triggers.get(head, ()))
    return bool(head) and not is_act and head not in lexicon.agents and head not in lexicon.somebody


def _is_agent_of_a_noun(words: Words, at: int, start: int) -> bool:
    """Whether "by" follows "of" and a name: "the invasion of Vostra by", not "a ship of Vostra seized by"."""
    by = max(position for position in range(start, at) if words.low[position] == "by")
    named = words.actor[by - 1] if by > start else None
    return named is not None and "of" in words.low[max(start, by - 6) : by]


def _ends_a_title(words: Words, at: int, start: int, lexicon: EventWords) -> bool:
    """ "Secretary of State Vesna Mral": the person behind the title; not "the daughter of President Vesna Mral"."""
    place = words.actor[at]
    if place is None or place.type != "person" or at - 3 < start:
        return False
    of = next(
        (position for position in range(at - 2, max(start, at - 6), -1) if words.low[position] in ("of", "for", "to")),
        0,
    )
    if of <= start or words.low[of - 1] not in lexicon.agents or words.low[at - 1] in lexicon.agents:
        return False
    between = range(of + 1, at)
    if at == of + 2 and words.low[of] == "to" and words.actor[of + 1] is not None:
        return True  # "Ambassador to Ardenia Vesna Mral"
    if at == of + 2 and words.low[of + 1].isalpha() and words.low[of] == "for":
        return True  # "the chief of staff for policy Vesna Mral"
    return all(
        words.actor[n] is None and words.body[words.start[n]].isupper() for n in between if words.low[n] != "and"
    )


def unknown_name(words: Words, first: int, end: int) -> tuple[str, ...]:
    """A capitalised word that is the whole subject and no word of English: the name of somebody no list knows.

    "Orsinia rejected a ceasefire": where nothing is known of a place but its name, it is named as it is written.
    """
    if end - first != 1 or words.actor[first] is not None:
        return ()
    written = words.body[words.start[first] : words.end[first]]
    is_name = len(written) > 3 and written.isalpha() and written[0].isupper() and written[1:].islower()
    return (written,) if is_name and not is_common(words.low[first]) and not written.endswith(("ly", "day")) else ()


def _is_relation(words: Words, at: int, start: int, lexicon: EventWords) -> bool:
    """ "the daughter of Vesna Mral": somebody else than the person named; "the office of Vesna Mral" acts for her."""
    place = words.actor[at]
    if place is None or place.type != "person":
        return False
    of = next((position for position in range(at - 1, start, -1) if words.low[position] == "of"), start)
    return of > start and words.actor[of - 1] is None and words.low[of - 1] not in lexicon.agents


def apposition(words: Words, closing: int) -> str | None:
    """The person between two commas: "Vostra's foreign minister, Ilya Karsk, | said"; None when none is."""
    for at in range(closing - 1, max(-1, closing - 5), -1):
        place = words.actor[at]
        if place is not None and place.type == "person" and at and words.low[at - 1] in (",", "mr", "ms", "sir", "dr"):
            return place.name
        if words.low[at] == ",":
            return None
    return None


def _head_after(words: Words, chosen: int, end: int) -> str:
    """The noun that ends the subject after its actor: "forces" in "Russia's forces"; "" when nothing follows."""
    head = ""
    said = event_words().speech
    for at in range(chosen + 1, end):
        low = words.low[at]
        if words.actor[at] is not None:
            head = ""
            continue
        if low in said and words.low[at + 1 : at + 2] == ["to"] and words.low[at - 1] not in BE:
            break  # "Vostra claimed to | have taken the town"
        if low in PREPOSITION or low in (",", "to") or low in SUBORDINATOR:
            break
        if low != "'s" and words.is_noun_like(at):
            head = low
    return head


def _antecedent(words: Words, act: Act) -> tuple[tuple[str, ...], int]:
    """The actor a relative clause speaks of: "Vesna, who …"."""
    for at in range(act.clause - 2, max(-1, act.clause - 8), -1):
        place = words.actor[at]
        if place is not None:
            led = preposition_before(words, at, 0)
            if place.type == "person" and led == "of" and act.opener == "who" and words.low[act.clause - 2] != ",":
                return (), act.clause  # "an ally of Toss who fled": the ally did
            # "a treaty with Vostra that bars tests": the treaty does, for "that" seldom follows a bare name
            is_inner = place.type != "person" and (led == "of" or (led is not None and act.opener == "that"))
            # "elections for the house of Vostra, which are": the elections, whatever else is named of them
            return ((), _whole_phrase(words, at)) if is_inner else ((place.name,), at)
        if words.low[at] in STOP:
            break
    if act.opener == "which" and act.clause > 2 and words.low[act.clause - 2] == ",":
        return (), noun_phrase_start(words, act.clause - 3)  # "the pact, which will take effect on Friday"
    return (), act.clause


def _whole_phrase(words: Words, at: int) -> int:
    """Where the noun phrase starts that ends in a name: "| elections for the house of Vostra"."""
    first = at
    while (
        first > 0
        and at - first < 14
        and (words.is_noun_like(first - 1) or words.low[first - 1] in _LINKS or _is_listed(words, first))
    ):
        first -= 1
        if words.low[first] in DETERMINER and words.low[first - 1] not in _LINKS:
            break  # "the move follows | a statement from the leaders of Vostra"
    while first < at and words.low[first] in ("of", "for", "from", "in"):
        first += 1
    return first


def _is_listed(words: Words, at: int) -> bool:
    """Whether a name goes on a list of names: "the leaders of Ardenia, | Orsinia and | Vostra"."""
    is_link = at > 1 and words.low[at - 1] in (",", "and")
    return is_link and words.actor[at] is not None and words.actor[at - 2] is not None


def main_subject(words: Words, end: int) -> tuple[tuple[str, ...], int]:
    """A participle has the subject of the main clause: the first free actor of the sentence."""
    for at in range(min(end, len(words.low))):
        place = words.actor[at]
        if place is None or place.is_adjective or followed_by_possessive(words, at):
            continue
        if preposition_before(words, at, 0) is None:
            return coordinated_forward(words, at), -1
    return (), -1


def _phrase_start(words: Words, start: int, end: int) -> int:
    first = start
    while first < end and words.low[first] in ("and", "but", "meanwhile", "however", "so", "yet", ",", "also"):
        first += 1
    return first
