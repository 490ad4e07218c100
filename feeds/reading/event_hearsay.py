"""Claims without a verb of speech: marks of headlines, "the claim that", "according to", rumours."""

from __future__ import annotations

from collections.abc import Sequence

from feeds.reading.event_claim import UNNAMED, Claim, source_name
from feeds.reading.event_cutting import noun_phrase, noun_phrase_start
from feeds.reading.event_sentence import (
    AUXILIARY,
    BE,
    NEGATION,
    PREPOSITION,
    STOP,
    Words,
)
from feeds.reading.event_words import NOTIONS, SAID_TO, SHOWS, TELLINGS, UNTRUE, EventWords

_RUMOURS = frozenset("reports claims allegations accusations rumours rumors speculation suggestions".split())
_DISMISSED = ("dismiss", "den", "reject", "refut", "rebut", "disput")
_NO_SOURCE = frozenset(
    "what why how who when where here live analysis opinion explained video watch key latest".split()
)
"""First words of what is no source behind the mark of a headline."""
_REPORTS = frozenset("report reports study survey poll un".split())
_NOT = NEGATION | frozenset(("never", "cannot"))
_WITHHOLDS = frozenset(
    "yet declined refused failed unable unwilling reluctant declines refuses declining refusing".split()
)
_WITHOUT = frozenset(("without", "short"))
_NONE = frozenset("no little any without".split())
_FALSE = frozenset("false untrue baseless unfounded groundless fabricated lies".split())


def by_title_marks(words: Words, lexicon: EventWords) -> list[Claim]:
    """ "Vostra seeks escalation - top diplomat", "Vostra to quit the pact: Mral", "Mral: Vostra to quit the pact"."""
    for at in range(len(words.low) - 1, 0, -1):
        is_hyphen = words.low[at] == "-" and words.start[at] == words.end[at - 1]
        if is_hyphen or words.low[at] not in ("—", "–", "-", ":"):
            continue
        after = len(words.low) - at - 1
        if words.low[at + 1 : at + 2] and words.low[at + 1] in _NO_SOURCE:
            continue  # "Mral quits: what to know"
        if 1 <= after <= 6 and at > after:
            return [Claim(0, at, source_name(words, at + 1, len(words.low)), at)]
        if words.low[at] == ":" and at <= 4 and any(place is not None for place in words.actor[:at]):
            if at == 1 and words.actor[0].type == "country" and _is_told_there(words, at + 1, lexicon):  # type: ignore[union-attr]
                return []
            return [Claim(at + 1, len(words.low), source_name(words, 0, at), at)]
    return []


def _is_told_there(words: Words, first: int, lexicon: EventWords) -> bool:
    """ "Vostra: Police arrest five", "Vostra: Report slams army": a country that only says where it is."""
    first += words.low[first : first + 1] in (["the"], ["a"])
    lows = words.low[first : first + 2]
    place = words.actor[first] if lows else None
    if place is not None:
        label = words.actor[0]
        return label is not None and place.name == label.name and lows[-1] in lexicon.somebody
    return bool(lows) and (lows[0] in lexicon.somebody or lows[0] in _REPORTS or lows[-1] in lexicon.somebody)


def by_label(words: Words, lexicon: EventWords) -> list[Claim]:
    """ "Vesna Mral: Vostra attacked our ships.": who stands before a colon at the start says what follows."""
    for at in range(1, min(5, len(words.low) - 1)):
        if words.low[at] == ":":
            if words.low[at - 1] in lexicon.speakers and any(place is not None for place in words.actor[:at]):
                return [Claim(at + 1, len(words.low), source_name(words, 0, at), at)]
            person = words.actor[at - 1]
            is_label = person is not None and person.type == "person"
            return [Claim(at + 1, len(words.low), person.name, at)] if person is not None and is_label else []
    return []


def by_nouns(words: Words, lexicon: EventWords, earlier: Sequence[Claim]) -> list[Claim]:
    """ "Vostra's claim that …", "reports that …", "amid allegations that …"."""
    found: list[Claim] = []
    for at in range(len(words.low) - 2):
        if words.low[at] not in lexicon.claim_nouns or words.low[at + 1] != "that":
            if words.low[at] in _RUMOURS and words.low[at + 1] == "of":
                found.append(_rumour(words, at, earlier))
            continue
        end = next((place for place in range(at + 2, len(words.low)) if words.low[place] == ","), len(words.low))
        until = _until_called_false(words, at, end)
        denier = _denier(words, at, earlier, is_false=until < end)
        owner = denier or _owner_of_claim(words, at)
        found.append(Claim(at + 2, until, owner or words.low[at], at, denier is not None))
    return found


def unfounded(words: Words) -> list[Claim]:
    """ "No evidence that …", "it is not true that …", "the idea that …": what nobody asserts."""
    found: list[Claim] = []
    lows = words.low
    for at in range(1, len(lows) - 2):
        low = lows[at]
        is_that = lows[at + 1] == "that"
        leads_on = is_that or lows[at + 1] in ("of", "for")
        is_missing = low in SHOWS and leads_on and not _NONE.isdisjoint(lows[max(0, at - 3) : at])
        is_untrue = low in NOTIONS or low in UNTRUE or (low == "true" and "not" in lows[max(0, at - 2) : at])
        if not is_missing and not (is_that and is_untrue):
            continue
        end = next((place for place in range(at + 2, len(lows)) if lows[place] in (",", ";")), len(lows))
        found.append(Claim(at + 2, end, UNNAMED, at, is_unsaid=True))
    return found


def is_left_unsaid(words: Words, at: int) -> bool:
    """ "has not said that", "never claimed", "has yet to confirm", "declined to say whether", "without saying"."""
    first = at - 1
    while first >= 0 and words.low[first] not in _NOT and (words.low[first] in AUXILIARY or words.is_adverb(first)):
        first -= 1
    if first >= 0 and words.low[first] in _NOT:
        return True
    if words.low[at - 1 : at] == ["to"]:
        before = words.low[max(0, at - 3) : at - 1]
        return not _WITHHOLDS.isdisjoint(before)
    return not _WITHOUT.isdisjoint(words.low[max(0, at - 2) : at]) and words.low[at].endswith("ing")


def in_ones_telling(words: Words) -> list[Claim]:
    """ "In Vostra's telling, …", "To hear Mral tell it, …"."""
    if words.low[0] not in ("in", "to", "by"):
        return []
    comma = next((at for at in range(2, min(8, len(words.low))) if words.low[at] == ","), -1)
    if comma < 0 or (words.low[comma - 1] not in TELLINGS and words.low[comma - 2 : comma] != ["tell", "it"]):
        return []
    owner = next((place.name for place in words.actor[:comma] if place is not None), UNNAMED)
    return [Claim(comma + 1, len(words.low), owner, -1)]


def _owner_of_claim(words: Words, at: int) -> str:
    """Whose claim a noun is ("Vostra's claim that"); "" when the sentence does not say."""
    if at > 2 and words.low[at - 1] == "'s" and words.actor[at - 2] is None:
        return noun_phrase(words, noun_phrase_start(words, at - 2), at - 1)  # "the president's claim that"
    for position in range(at - 1, max(-1, at - 5), -1):
        place = words.actor[position]
        if place is not None:
            return place.name
        if words.low[position] in PREPOSITION or words.low[position] in STOP:
            break
    return ""


def _until_called_false(words: Words, at: int, end: int) -> int:
    """Where "the claim that … | is false" says what to think of it; `end` when it does not."""
    for place in range(at + 3, end):
        if words.low[place] in _FALSE:
            return next((verb for verb in range(place - 1, place - 3, -1) if words.low[verb] in BE), end)
    return end


def _denier(words: Words, at: int, earlier: Sequence[Claim], *, is_false: bool) -> str | None:
    """Who holds a claim to be wrong: "Mral rejected claims that", "the claim that … is false, Mral said"; else None."""
    speaker = next((claim.claimant for claim in earlier if claim.claimant != UNNAMED), UNNAMED)
    for verb in range(at - 1, max(0, at - 4), -1):
        if words.low[verb].startswith(_DISMISSED):
            before = (words.actor[place] for place in range(verb - 1, max(-1, verb - 4), -1))
            named = next((place for place in before if place is not None), None)
            return named.name if named is not None else speaker
    return speaker if is_false else None


def _rumour(words: Words, at: int, earlier: Sequence[Claim]) -> Claim:
    """ "dismissing reports of a visit": what they are about is nobody's fact; who speaks in the sentence denies it."""
    end = next(
        (place for place in range(at + 2, len(words.low)) if words.low[place] in (",", ";", ".")), len(words.low)
    )
    is_denial = any(low.startswith(_DISMISSED) for low in words.low[max(0, at - 3) : at])
    denier = next((claim.claimant for claim in earlier if claim.claimant != UNNAMED), None) if is_denial else None
    return Claim(at + 2, end, denier or words.low[at], at, is_denial and denier is not None)


def according_to(words: Words, lexicon: EventWords) -> list[Claim]:
    """ "According to Vesna Mral, …", "…, according to the army", "…, per the ministry"."""
    found: list[Claim] = []
    for at in range(len(words.low) - 2):
        if words.low[at] == "per" and at > 3 and words.low[at - 1] == ",":
            # "Seven soldiers died, per Ardenia's defence ministry"
            found.append(Claim(0, at - 1, source_name(words, at + 1, len(words.low) - (words.low[-1] == ".")), at))
            continue
        if words.low[at] != "according" or words.low[at + 1] != "to":
            continue
        end = at + 2
        while end < len(words.low) and words.low[end] not in (",", ".") and words.low[end] not in STOP:
            end += 1
        if words.low[end - 1] in lexicon.not_sources:
            continue
        claimant = source_name(words, at + 2, end) or UNNAMED
        found.append(Claim(0, at, claimant, at) if at > 3 else Claim(end, len(words.low), claimant, at))
    return found


def hearsay(words: Words, lexicon: EventWords) -> list[Claim]:
    """ "Reportedly", "is said to have", "it is believed that": the word of nobody named."""
    if not lexicon.hearsay.isdisjoint(words.low):
        at = next(at for at, low in enumerate(words.low) if low in lexicon.hearsay)
        is_inner = at > 3 and words.low[at + 1 : at + 2] != [] and words.low[at + 1].endswith("ing")
        # "confronted Mral with a video | allegedly showing his troops"
        return [Claim(at if is_inner and words.is_noun_like(at - 1) else 0, len(words.low), UNNAMED, -1)]
    if "to" not in words.low and "that" not in words.low:
        return []
    if "believed" in words.low and "if" in words.low:
        doubted = words.low.index("if")
        if "believed" in words.low[doubted : doubted + 10] and doubted > 2:
            return [Claim(0, doubted, UNNAMED, -1)]  # "…, if Ardenia is to be believed"
    for at, low in enumerate(words.low):
        if low not in SAID_TO:
            continue
        if at > 1 and words.low[at + 1 : at + 2] == ["that"] and words.low[at - 1] in BE and words.low[at - 2] == "it":
            return [Claim(at + 2, len(words.low), UNNAMED, at)]  # "it is believed that"
        is_said_to = words.low[at + 1 : at + 2] == ["to"] and at and words.low[at - 1] in BE
        if is_said_to:
            return [Claim(0, len(words.low), UNNAMED, -1)]
    return []
