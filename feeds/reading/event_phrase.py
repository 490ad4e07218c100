"""The short phrase an analyst would log, cut from the sentence: who did what to whom, and nothing by the way."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection

from feeds.reading.event_clauses import DASHES, Act, is_plain_preposition, opening_mark
from feeds.reading.event_cutting import joined, noun_phrase_start
from feeds.reading.event_sentence import AUXILIARY, BE, DETERMINER, HAVE, NEGATION, PREPOSITION, SUBORDINATOR, Words
from feeds.reading.event_subjects import apposition
from feeds.reading.event_words import EventWords

_LONGEST_PHRASE = 24
"""Tokens after the verb in a `what`."""
_LONGEST_SUBJECT = 14
_HONORIFICS = frozenset("sir mr mrs ms dr lady lord".split())
_CONTENT_IS_A_CLAUSE = frozenset(
    "demand propose agree reject threaten announce plan accuse sanction concede vote".split()
)
"""Kinds whose "to …" or "that …" is what they are about, not why or what for."""
_LOOSE = frozenset(
    """
    as while after before because if when unless although though amid following despite since where whereas until
    according once
    """.split()
)
"""Words that open what is told by the way, once the verb has its object."""
_MAY_OPEN_AN_ASIDE = _LOOSE | frozenset(", and but in to who which whose where — –".split())
_KEEPS_ITS_TIME = frozenset("by until till since before after from to through".split())
"""Prepositions that say more of a time than on which day it was."""
_BEFORE_A_CLAUSE = frozenset(("that", "and", "but", ",", ":"))
_PARTS_OF_TIME = frozenset(
    "end start beginning close middle half quarter days day weeks week months month hours part third".split()
)
"""Nouns before "of" that with it make one expression of a time: "the end of March"."""
_WHICH_PART = frozenset("very first second third last final early opening closing latter same".split())
_LEADS_TO_TIME = frozenset("on in at late early later earlier this next last during over starting beginning".split())
_ADVERBS = frozenset(
    "since also now still however meanwhile therefore instead then already again later earlier today".split()
)
_ARRANGED_FOR = frozenset("scheduled planned set slated due expected".split())
_OPEN = NEGATION | frozenset("no would could may might should must can".split())
"""Words of a verb group that leave open whether it is done."""
_EXPECTED = frozenset("set due scheduled slated poised".split())
_OWNERS = frozenset("his her its their my our".split())
_PARTS = frozenset("of and or & , - 's".split())
_SAY_NOTHING_ALONE = frozenset(
    """effort efforts bid attempt attempts plan plans push drive move moves decision willingness readiness refusal
    failure ability right pledge promise promises order orders permission campaign mission chance opportunity""".split()
)
"""Nouns that tell nothing without what they are to do."""


def phrase(words: Words, act: Act, lexicon: EventWords, times: Collection[tuple[int, int]] = (), name: str = "") -> str:
    """The act in the words of the text: subject, verb and object.

    `times` are the spans (code points of the paragraph) of the expressions its days were taken from: a log has them
    in a column of their own. `name` stands for a subject that is only a pronoun.
    """
    timely = _tokens_of(words, times) - {act.at} if times else set()
    if timely and _is_of_a_noun(words, timely):
        timely = set()  # "ousted in a 2031 uprising"
    if act.opener in ("who", "which", "that") and 0 <= act.subject < act.clause:
        is_aside = act.clause >= 2 and words.low[act.clause - 2] == ","
        timely |= set(range(act.clause - 1 - is_aside, act.clause))  # "the bank, which | cut its rate"
    if act.use == "noun":
        first = noun_phrase_start(words, act.at)
        end = _object_end(words, act, min(act.until, act.last + _LONGEST_PHRASE), lexicon)
        return joined(words, first, end, timely)
    limit = min(act.until, act.last + _LONGEST_PHRASE)
    end = _object_end(words, act, limit, lexicon)
    closing = _aside_closed(words, act, end)
    if closing:  # "urged Vostra, its largest neighbour, | to leave"
        timely |= set(range(end, closing + 1))
        end = _object_end(words, act, min(act.until, closing + _LONGEST_PHRASE), lexicon, closing + 1)
    first = act.subject if 0 <= act.subject <= act.group else act.group
    if act.setting >= 0:
        led = act.setting - (words.low[act.setting - 1] in PREPOSITION)  # "During | a visit to the base"
        return joined(words, max(led, act.group - _LONGEST_PHRASE), end, timely | _idle(words, act))
    first = _without_titles(words, act, first)
    if act.use == "participle" and first == act.group:
        return _of_a_participle(words, act, lexicon, end, timely)
    left_out = timely | _idle(words, act)
    closing = act.group - 1
    if closing > first and (words.low[closing] == "," or words.low[closing] in DASHES):
        opening = opening_mark(words, closing)
        if opening > first:
            named = apposition(words, closing) if words.low[first] in _OWNERS else None
            if named is not None:  # "Her partner, Ilan Toss, was | murdered"
                return f"{named} {joined(words, act.group, end, left_out)}"
            first = max(first, opening - _LONGEST_SUBJECT)
            return joined(words, first, end, left_out | set(range(opening, act.group)))
        return joined(words, first, end, left_out | {closing})
    if act.group - first > _LONGEST_SUBJECT:
        first, shortened = _shorter_subject(words, first, act.group, lexicon)
        left_out |= shortened
    if act.use in ("finite", "passive", "infinitive") and act.group - first <= 1 and (name or act.group == first):
        rest = joined(words, act.group, end, left_out)
        named = name or (act.by[0] if act.by and act.use != "passive" else "")
        return f"{named} {rest}" if rest and named else ""
    told = joined(words, first, end, left_out)
    if (
        act.by
        and not act.head
        and act.use == "finite"
        and words.body[words.start[act.at] : words.end[act.at]] not in told
    ):
        return f"{' and '.join(act.by)} {joined(words, act.group, end, left_out)}"  # the subject left no room for it
    return told


# ------------------------------------------------------------------------------------------------ what is left out


def _idle(words: Words, act: Act) -> set[int]:
    """Words of the verb group a log does without: "has | called on", "is set | to host", "was | expelled"."""
    group = range(act.group, act.at)
    lows = words.low[act.group : act.at]
    if act.group and words.low[act.group - 1] == "to":
        return set()  # "are believed to | have been killed"
    if not lows:
        return set()
    if not _OPEN.isdisjoint(lows):
        return set()
    idle = {at for at in group if words.low[at] in _ADVERBS}
    to = next((at for at in group if words.low[at] == "to"), -1)
    if "been" not in lows or act.use == "passive" or to >= 0:
        idle |= {at for at in group if words.low[at] in HAVE and (to < 0 or at < to)}
    if to >= 0 and not any(low in ("will", "shall", "'ll", "’ll") for low in lows):
        return idle | {at for at in group if at < to and (words.low[at] in BE or words.low[at] in _EXPECTED)}
    if act.use == "passive" and "being" not in lows and not any(low in ("will", "shall", "'ll", "’ll") for low in lows):
        idle |= {at for at in group if words.low[at] in BE}
    return idle


def _is_of_a_noun(words: Words, timely: Collection[int]) -> bool:
    """Whether a time stands between an "a" and its noun."""
    first, last = min(timely), max(timely)
    return (
        words.low[first - 1 : first] in (["a"], ["an"]) and last + 1 < len(words.low) and words.is_noun_like(last + 1)
    )


def _tokens_of(words: Words, times: Collection[tuple[int, int]]) -> set[int]:
    """The tokens of time expressions with what leads to them ("on", "late on"); not "by Friday" or "Friday's"."""
    found: set[int] = set()
    for start, end in times:
        inside = list(range(bisect_left(words.start, start), bisect_left(words.start, end)))
        if not inside:
            continue
        first, last = inside[0], inside[-1]
        part = _part_before(words, first)
        if part < first:
            inside += range(part, first)
            first = part
        before = words.low[first - 1] if first else ""
        after = words.low[last + 1] if last + 1 < len(words.low) else ""
        if before == "of":
            continue  # "the events of March"
        if before in _KEEPS_ITS_TIME and after == "," and (first < 2 or words.low[first - 2] in _BEFORE_A_CLAUSE):
            found.update(range(first - 1, last + 2))  # "said that | since 15 May, | 30 people had been"
            continue
        if before in _KEEPS_ITS_TIME or after in ("-", "–"):
            continue
        if after == "'s":
            inside.append(last + 1)
        elif last + 1 < len(words.low) and before in DETERMINER and words.is_noun_like(last + 1):
            pass  # "the Friday talks" are talks without their day
        while first and words.actor[first - 1] is None and words.low[first - 1] in _LEADS_TO_TIME:
            first -= 1
            inside.append(first)
        if first > 1 and words.low[first - 1] == "for" and words.low[first - 2] in _ARRANGED_FOR:
            inside += first - 1, first - 2  # "the meeting | planned for Friday | was cancelled"
        found.update(inside)
    return found


def _part_before(words: Words, first: int) -> int:
    """Where "the end of March" starts, whose month stands at `first`; `first` where no part of a time is named."""
    if first < 2 or words.low[first - 1] != "of" or words.low[first - 2] not in _PARTS_OF_TIME:
        return first
    start = first - 2
    while start and (words.low[start - 1] in _WHICH_PART or words.low[start - 1] == "the"):
        start -= 1
    return start


def _aside_closed(words: Words, act: Act, opening: int) -> int:
    """The comma behind which "to …" tells what is demanded, after words on who should do it; 0 when none does."""
    if act.trigger.kind != "demand" or words.low[opening : opening + 1] != [","]:
        return 0
    for at in range(opening + 2, min(act.until, opening + 12) - 1):
        if words.low[at] == ",":
            return at if words.low[at + 1] == "to" else 0
    return 0


def _object_end(words: Words, act: Act, limit: int, lexicon: EventWords, since: int = 0) -> int:
    """Where the verb has said what it says: before reasons, settings, aims and asides."""
    first = since or act.last + 1
    told = act.use == "noun"
    for at in range(first, limit):
        low = words.low[at]
        if words.actor[at] is not None:
            told = True
            continue
        if low == "," and at == first and act.use == "finite" and act.noun is None:
            return at  # "the bank will cut, given the outlook": without its object nothing is told
        if act.use == "noun" and at > first:
            is_predicate = low in AUXILIARY or (low in lexicon.speech and words.actor[at - 1] is not None)
            if is_predicate:
                return at  # "the pact between both | says there will be", "talks with Vostra | are"
        if told and low in _MAY_OPEN_AN_ASIDE and _opens_an_aside(words, act, at, limit, lexicon):
            return at
        if low == "that" and at > first and told and act.trigger.kind not in _CONTENT_IS_A_CLAUSE:
            return at
        told = told or (words.is_noun_like(at) and low not in ("that", "to"))
    return limit


def _opens_an_aside(words: Words, act: Act, at: int, limit: int, lexicon: EventWords) -> bool:
    low = words.low[at]
    following = words.low[at + 1] if at + 1 < limit else ""
    if low == "," and following in ("and", "or") and "," in words.low[act.last + 1 : at]:
        return _is_another_clause(words, at + 2, limit, lexicon)  # "Ardenia, Vostra, and the Compact"
    if low == ",":
        return not (_goes_on_with_a_list(words, at, limit) or _names_the_object(words, at, limit))
    if low == "and" and "between" in words.low[max(act.last, at - 9) : at]:
        return (
            "and" in words.low[at - words.low[at - 1 :: -1].index("between") : at]
        )  # "a pact between Ardenia | and Vostra"
    if low in ("and", "but"):
        return _is_another_clause(words, at + 1, limit, lexicon)
    if low in _LOOSE:
        if low == "as" and following not in ("part", "well", "long", "soon", "of") and is_plain_preposition(words, at):
            return False  # "treated as terrorists", "elected as mayor"
        return not (low in ("since", "until", "before", "after") and at - act.last <= 1)
    if (
        low == "in"
        and following in ("order", "an", "a")
        and words.low[at + 2 : at + 3] in (["to"], ["effort"], ["bid"])
    ):
        return True
    if low == "to" and words.low[at - 1] in _SAY_NOTHING_ALONE:
        return False  # "is speeding up efforts to form a coalition"
    if low == "to" and act.trigger.kind not in _CONTENT_IS_A_CLAUSE and act.noun is None:
        return _is_infinitive(words, at + 1, limit, lexicon)
    if low == "to" and act.noun is not None and act.noun.kind not in _CONTENT_IS_A_CLAUSE:
        return _is_infinitive(words, at + 1, limit, lexicon)
    return low in ("who", "which", "whose", "where") or (low == "—" or low == "–")


def _names_the_object(words: Words, comma: int, limit: int) -> bool:
    """Whether a name stands between this comma and the next: "a deal with a shipyard, Orlo Marine, to …"."""
    place = words.actor[comma + 1] if comma + 1 < limit else None
    closing = words.low[comma + 2 : comma + 3] or [","]
    is_bare = words.actor[comma - 1] is None
    return place is not None and not place.is_adjective and closing[0] in (",", ".") and is_bare


def _goes_on_with_a_list(words: Words, comma: int, limit: int) -> bool:
    """Whether a comma stands between the parts of a list: "tanks, guns and shells", "Ardenia, Vostra and Oriva"."""
    for at in range(comma + 1, min(limit, comma + 9)):
        low = words.low[at]
        if words.actor[at] is not None or (low in _PARTS and low not in ("and", "or", "&")):
            continue
        if low in ("and", "or", "&"):
            return at > comma + 1
        if not words.is_noun_like(at) and low not in ("the", "a", "an"):
            return False
    return False


def _is_another_clause(words: Words, at: int, limit: int, lexicon: EventWords) -> bool:
    """Whether "and …" goes on with another verb of the same subject, or with another subject and its verb."""
    while at < limit and words.is_adverb(at):
        at += 1
    for ahead in range(at + 1, min(limit, at + 7)):
        low = words.low[ahead]
        if low in AUXILIARY and low not in ("having", "being"):
            return True
        if not words.is_noun_like(ahead) and low not in DETERMINER and low != "of":
            break
    if at >= limit or words.actor[at] is not None:
        return False
    low = words.low[at]
    if low in AUXILIARY:
        return True
    following_is_object = at + 1 < limit and (
        words.actor[at + 1] is not None
        or words.low[at + 1] in DETERMINER
        or words.low[at + 1] in PREPOSITION
        or words.low[at + 1] in ("that", "them", "him", "it", "us", "me")
    )
    is_past = low.endswith("ed") and len(low) > 4
    is_known = any(trigger.form in ("past", "past or participle", "s") for trigger in lexicon.triggers.get(low, ()))
    is_speech = low in lexicon.speech
    return (is_past or is_known or is_speech) and following_is_object


def _is_infinitive(words: Words, at: int, limit: int, lexicon: EventWords) -> bool:
    """Whether a verb follows "to", not a place, a person or a thing."""
    if at >= limit or words.actor[at] is not None or words.low[at] in DETERMINER:
        return False
    low = words.low[at]
    if any(trigger.form == "base" for trigger in lexicon.triggers.get(low, ())) or low in ("be", "have", "do"):
        return True
    is_led = at + 1 < limit and (words.actor[at + 1] is not None or words.low[at + 1] in DETERMINER)
    return low.isalpha() and not low.endswith("s") and is_led and words.body[words.start[at]].islower()


def _of_a_participle(words: Words, act: Act, lexicon: EventWords, end: int, timely: Collection[int]) -> str:
    """ "…, demanding talks" with who demands them; "reported | capturing soldiers" with who reports it."""
    rest = joined(words, act.group, end, timely)
    verb = act.at - 1
    entry = lexicon.speech.get(words.low[verb]) if verb > 0 else None
    if entry is not None and entry[2] in lexicon.with_gerund:
        is_name = words.actor[verb - 1] is not None
        return joined(words, verb - 1 if is_name else noun_phrase_start(words, verb - 1), end, timely)
    return f"{act.by[0]} {rest}" if len(act.by) == 1 else rest


def _shorter_subject(words: Words, first: int, group: int, lexicon: EventWords) -> tuple[int, set[int]]:
    """Where a subject that is too long starts, and which of its tokens are left out.

    Behind its last comma where another subject stands there ("in just a few weeks, | envoys will"), else it keeps its
    head and drops what is told of it ("the fifth round of talks between both | on ending the war | will be held").
    """
    comma = next((at for at in range(group - 2, first, -1) if words.low[at] == ","), -1)
    if group - _LONGEST_SUBJECT <= comma and words.low[comma + 1] in DETERMINER:
        return comma + 1, set()
    for at in range(first + 5, group):
        low = words.low[at]
        if words.actor[at] is None and (low in (",", "on", "regarding", "to", "after") or low in SUBORDINATOR):
            told = words.low[at:group]
            if any(low in AUXILIARY or low in lexicon.speech for low in told):
                break
            return first, set(range(at, group))
    return noun_phrase_start(words, group - 1), set()


def _without_titles(words: Words, act: Act, first: int) -> int:
    """Where the subject's own name starts: "Prime Minister Sir | Ilan Toss", where the name ends the subject."""
    if act.head:
        return first
    for at in range(first, act.group):
        place = words.actor[at]
        if place is None or place.name not in act.by or place.is_adjective or words.low[at + 1] == "'s":
            continue
        if at > first and words.low[at - 1] == "and":
            return first  # "Ardenian and Vostran troops"
        if PREPOSITION.isdisjoint(words.low[first:at]):
            return at - 1 if at > first and words.low[at - 1] in _HONORIFICS else at
    return first
