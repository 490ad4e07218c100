"""Who asserts a sentence: the outlet itself, or a claimant it quotes, reports or leans on ("according to …")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from feeds.reading.event_claim import UNNAMED, Cast, Claim, claimant_of, is_a_description, pronoun_of, source_name
from feeds.reading.event_clauses import Act, clause_start, group_start
from feeds.reading.event_cutting import cut, noun_phrase
from feeds.reading.event_hearsay import (
    according_to,
    by_label,
    by_nouns,
    by_title_marks,
    hearsay,
    in_ones_telling,
    is_left_unsaid,
    unfounded,
)
from feeds.reading.event_roles import find_subject
from feeds.reading.event_sentence import (
    AUXILIARY,
    BE,
    DETERMINER,
    HAVE,
    PREPOSITION,
    PRONOUN,
    STOP,
    SUBORDINATOR,
    Words,
)
from feeds.reading.event_subjects import apposition
from feeds.reading.event_words import SAID_TO, TELLINGS, UNFOUNDED, EventWords, Trigger
from feeds.story import Quote, Statement

_SPEECH = Trigger("speech", "say", "past", "")
_PAST = frozenset(("past", "past or participle"))
_HOPES = frozenset(("hope", "fear", "wish"))
_ADDRESSEE = 9
"""Tokens between a verb of speech and its "that": "told reporters in Selm on Tuesday that"."""
_OF_A_NOUN = frozenset("where which who whose that".split())
"""Behind a comma these tell of a noun: "Gaza, where experts have warned of hunger"."""
_MANY = frozenset("many some most few others several".split())
_BY_THE_WAY = frozenset("after before since until when while once because although though if".split())
"""Words of a clause that tells what else was said: "shelled Selm, hours | after Reyl announced a truce"."""
_ABOUT = frozenset("over about around under between within like near".split())
"""Prepositions that with a number behind them lead to no time or place."""
_LEAST_SAID = 8
"""Tokens between two marks that are more than a term or a title."""
_VERB_WITHIN = 16
"""Tokens within which the verb of a clause without "that" comes."""


def claims_of(
    words: Words,
    lexicon: EventWords,
    statements: Sequence[Statement],
    quotes: Sequence[Quote],
    cast: Cast,
    opening: int,
    *,
    is_title: bool = False,
) -> list[Claim]:
    """The stretches of a sentence that somebody else asserts, the surest first.

    `statements` and `quotes` are those of the sentence; `cast` is who "he", "she", "it" and "they" were last.
    """
    found: list[Claim] = []
    signs = [at for at, low in enumerate(words.low) if low in lexicon.signs_of_claims]
    if not (signs or quotes or statements or is_title):
        return found
    present = {words.low[at] for at in signs}
    for quote in quotes:
        span = _tokens_within(words, quote.start, quote.end)
        if span:
            found.append(Claim(*span, claimant_of(words, quote.speaker, quote.speaker_as_written, cast)))
    for statement in statements:
        span = _tokens_within(words, statement.start, statement.end)
        if span and statement.verb not in lexicon.not_assertions:
            name = claimant_of(words, statement.speaker, statement.speaker_as_written, cast)
            is_hope = statement.verb in _HOPES
            found.append(Claim(*span, name, -1, statement.verb in lexicon.denials, is_hope))
    if signs:
        found.extend(_by_speech_verbs(words, lexicon, cast, opening, signs, is_title=is_title))
    if is_title:
        found.extend(by_title_marks(words, lexicon))
    if ":" in present:
        found.extend(by_label(words, lexicon))
    if present and not lexicon.claim_nouns.isdisjoint(present):
        of_nouns = by_nouns(words, lexicon, tuple(found))
        found = [
            *(claim for claim in of_nouns if claim.is_denial),
            *found,
            *(claim for claim in of_nouns if not claim.is_denial),
        ]
    if "according" in present or "per" in present:
        found.extend(according_to(words, lexicon))
    if present and not (lexicon.hearsay.isdisjoint(present) and SAID_TO.isdisjoint(present)):
        found.extend(hearsay(words, lexicon))
    if present and not UNFOUNDED.isdisjoint(present):
        found.extend(unfounded(words))
    if present and not TELLINGS.isdisjoint(present):
        found.extend(in_ones_telling(words))
    if "“" in present or '"' in present:
        found.extend(_between_marks(words))
    return [claim if is_a_description(claim.claimant) else replace(claim, claimant=UNNAMED) for claim in found]


def claim_on(act: Act, claims: Sequence[Claim]) -> Claim | None:
    """The claim an act stands under; None when the outlet says it itself."""
    unnamed: Claim | None = None
    for claim in claims:
        if claim.first <= act.at < claim.last and claim.verb != act.at and not claim.is_unsaid:
            if claim.claimant != UNNAMED:
                return claim
            unnamed = unnamed or claim
    return unnamed


def is_left_open(act: Act, claims: Sequence[Claim]) -> bool:
    """Whether an act stands in what somebody is told not to have said."""
    return bool(claims) and any(claim.is_unsaid and claim.first <= act.at < claim.last for claim in claims)


def _tokens_within(words: Words, start: int, end: int) -> tuple[int, int] | None:
    inside = words.within(start, end)
    return (inside.start, inside.stop) if inside else None


def _between_marks(words: Words) -> list[Claim]:
    """What stands between quotation marks is never the outlet's own account, also where no quote was read."""
    found: list[Claim] = []
    opened = -1
    for at, low in enumerate(words.low):
        if low == "“" or (low == '"' and opened < 0):
            opened = at
        elif low in ("”", '"') and opened >= 0:
            if at - opened >= _LEAST_SAID:
                found.append(Claim(opened + 1, at, UNNAMED))
            opened = -1
    return found


def _by_speech_verbs(
    words: Words, lexicon: EventWords, cast: Cast, opening: int, places: Sequence[int], *, is_title: bool
) -> list[Claim]:
    """The claims of verbs of speech, which stand at some of these places."""
    found: list[Claim] = []
    speech = lexicon.speech
    for at in places:
        low = words.low[at]
        if low not in speech:
            continue
        rest, form, lemma = speech[low]
        if rest and tuple(words.low[at + 1 : at + 1 + len(rest)]) != rest:
            continue
        after = at + len(rest) + 1
        if is_left_unsaid(words, at):
            start = _content_start(words, lexicon, lemma, after)
            if start is not None:
                found.append(Claim(start, _content_end(words, start), UNNAMED, at, is_unsaid=True))
            continue
        if not _is_saying(words, at, after, form) or (is_title and lemma == "explain"):
            continue  # "The pact explained: why both signed it" names nobody who explains
        is_denial = lemma in lexicon.denials
        inverted = _inverted(words, lexicon, at, after)
        if inverted is not None:
            if at > 2:
                found.append(Claim(0, at, inverted, at, is_denial))
            continue
        group = group_start(words, at, lexicon)
        act = Act(_SPEECH, at, after - 1, "finite", group, *clause_start(words, group, opening), len(words.low))
        if is_denial and act.opener in ("which", "that", "who"):
            continue  # "accused Vostra of shelling, which it denies": what is denied is not what is told here
        start = _content_start(words, lexicon, lemma, after)
        if start is not None:
            name = _subject_name(words, act, lexicon, cast)
            found.append(Claim(start, _content_end(words, start), name, at, is_denial, lemma in _HOPES))
            continue
        comma = _comma_before(words, act)
        is_closing = lemma in lexicon.without_that or (lemma in lexicon.closing and _ends_with(words, comma, at, after))
        is_of_another = words.low[comma + 1] in _OF_A_NOUN or not _BY_THE_WAY.isdisjoint(
            words.low[comma + 1 : act.group]
        )
        if comma > 2 and is_closing and not is_of_another:
            claimant = _closing_name(words, comma + 1 + (words.low[comma + 1] == "as"), act.group, cast)
            if _nothing_more(words, after):
                found.append(Claim(0, comma, claimant, at, is_denial))
            elif words.low[after : after + 1] == [","]:
                found.append(Claim(0, len(words.low), claimant, at, is_denial))
    return found


def _is_saying(words: Words, at: int, after: int, form: str) -> bool:
    """Whether a form of a verb of speech is one here: finite, or "adding that"."""
    previous = words.low[at - 1] if at else ""
    if form == "ing":
        return words.low[after : after + 1] == ["that"] or previous in BE
    if previous in DETERMINER or previous in PREPOSITION or previous == "'s" or words.is_adjective(at - 1):
        return False
    if form in ("past or participle", "participle") and previous in BE:
        return False
    if form == "participle" and not _has_helper(words, at):
        return False  # "a settler known as the godmother"
    if form == "base":
        is_plural = previous.endswith("s") and words.is_noun_like(at - 1) if at else False
        is_of_many = words.low[0] in _MANY and not any(low in AUXILIARY for low in words.low[:at])
        return previous in ("they", "who", "will", "would", "officials", "to") or is_plural or is_of_many
    if form == "s":
        return at > 0 and (words.is_noun_like(at - 1) or previous in ("he", "she", "it", "who", "which", ","))
    return True


def _has_helper(words: Words, at: int) -> bool:
    """Whether "has" or "had" stands before a participle, over adverbs."""
    at -= 1
    while at > 0 and words.is_adverb(at):
        at -= 1
    return at >= 0 and words.low[at] in HAVE


def _subject_name(words: Words, act: Act, lexicon: EventWords, cast: Cast) -> str:
    find_subject(words, act, lexicon)
    before = words.low[act.group - 1] if act.group else ""
    if before in ("he", "she", "it", "they", "who") and not act.by:
        return pronoun_of(before, cast)
    named = apposition(words, act.group - 1) if before == "," else None
    if named is not None:
        return named
    if act.by and (not act.head or _is_person(words, act.by[-1])):
        return act.by[-1]
    described = noun_phrase(words, act.subject, act.group)
    if act.by and not described:
        return act.by[0]
    return described if described and _is_a_source(words, act.subject, act.group, lexicon) else UNNAMED


def _is_a_source(words: Words, first: int, end: int, lexicon: EventWords) -> bool:
    """Whether the words before a verb of speech describe somebody: not "this decision marks the third time it"."""
    if words.low[first] in ("this", "that", "these", "it", "there", "to"):
        return False
    inside = range(first, end)
    is_clause = any(
        words.low[at] in AUXILIARY or (words.low[at] in SUBORDINATOR and words.low[at] not in ("who", "as", "which"))
        for at in inside
    )
    head = next((words.low[at] for at in reversed(inside) if words.low[at] and words.low[at].isalpha()), "")
    return not is_clause and head not in lexicon.no_speakers


def _is_person(words: Words, name: str) -> bool:
    return any(place is not None and place.name == name and place.type == "person" for place in words.actor)


def _inverted(words: Words, lexicon: EventWords, at: int, after: int) -> str | None:
    """ "…, said Vesna Mral" or "… says the army": the name after the verb; None when the verb is not turned round."""
    previous = words.low[at - 1] if at else ""
    if previous not in (",", "”", '"', "’", "'") or after >= len(words.low):
        return None
    if words.low[after] in PRONOUN or words.low[after] in ("that", "to") or words.low[after] in PREPOSITION:
        return None
    end = after
    name: str | None = None
    while end < len(words.low) and end - after < 12:
        place = words.actor[end]
        low = words.low[end]
        if place is None and (
            low in (",", ".")
            or low in STOP
            or low in SUBORDINATOR
            or (low in PREPOSITION and low not in ("of", "for") and words.low[end - 1] != "familiar")
        ):
            break
        if place is not None and not place.is_adjective and words.low[end + 1 : end + 2] != ["'s"]:
            name = place.name if name is None or place.type == "person" else name
        end += 1
    if name is not None and (_is_person(words, name) or words.actor[end - 1] is not None):
        return name
    # "…, said the miners of Orlo", "…, said two people familiar with it"
    is_somebody = words.low[at] in ("said", "says") and words.is_noun_like(end - 1)
    is_speaker = any(word in lexicon.speakers for word in words.low[after:end]) or (
        is_somebody and not _has_finite_verb(words, lexicon, after)
    )
    return cut(words, after, end) or None if is_speaker else None


def _content_start(words: Words, lexicon: EventWords, lemma: str, after: int) -> int | None:
    """Where what is said starts, for "said that …", "said Ardenia had …", "said: …", "claimed to have …"; else None."""
    for at in range(after, min(len(words.low), after + _ADDRESSEE)):
        low = words.low[at]
        if low in ("that", "how", "whether"):
            return at + 1
        if low == ":":
            return at + 1
        if low in (",", ".", "”", "“", '"') or low in AUXILIARY:
            break
    if after >= len(words.low):
        return None
    first = words.low[after]
    if first == "to":
        return after if words.low[after + 1 : after + 2] == ["have"] else None
    if first.endswith("ing") and len(first) > 4 and words.actor[after] is None:
        return after if lemma in lexicon.with_gerund else None
    is_amount = first in PREPOSITION and words.low[after + 1 : after + 2] != [] and words.low[after + 1][:1].isdigit()
    is_least = words.low[after : after + 2] == ["at", "least"]
    is_amount = is_least or (is_amount and first in _ABOUT)  # "said over 500 people had fled"
    is_led_away = (first in PREPOSITION and not is_amount) or first in STOP or first in (",", ".")
    if lemma not in lexicon.without_that or is_led_away:
        return _after_addressee(words, lexicon, lemma, after)
    return after if _has_finite_verb(words, lexicon, after) else None


def _after_addressee(words: Words, lexicon: EventWords, lemma: str, after: int) -> int | None:
    """ "said on Tuesday the army had …": what is said starts behind the time."""
    if (
        lemma not in lexicon.without_that
        or after >= len(words.low)
        or words.low[after] not in ("on", "in", "at", "late", "early")
    ):
        return None
    start = after + 2
    return start if start < len(words.low) and _has_finite_verb(words, lexicon, start) else None


def _has_finite_verb(words: Words, lexicon: EventWords, start: int) -> bool:
    for at in range(start, min(len(words.low), start + _VERB_WITHIN)):
        low = words.low[at]
        if words.actor[at] is not None:
            continue
        if low in STOP and low not in ("“", "”", '"'):
            return False
        if low in AUXILIARY and at > start:
            return True
        if low in SUBORDINATOR or (
            low in ("and", "but") and any(low in AUXILIARY for low in words.low[at + 1 : at + 2])
        ):
            return False
        is_past = (low.endswith("ed") and len(low) > 4) or any(t.form in _PAST for t in lexicon.triggers.get(low, ()))
        if is_past and at > start and (words.actor[at - 1] is not None or words.is_noun_like(at - 1)):
            return True
    return words.low[start] in PRONOUN


def _content_end(words: Words, start: int) -> int:
    for at in range(start, len(words.low)):
        if words.low[at] == ";":
            return at
        if (
            words.low[at] == ","
            and words.low[at + 1 : at + 2]
            and words.low[at + 1] in ("but", "while", "although", "though")
        ):
            return at
    return len(words.low)


def _comma_before(words: Words, act: Act) -> int:
    """The comma that opens the clause of a closing verb of speech ("…, the army said"); -1 when there is none."""
    for at in range(act.group - 1, max(-1, act.group - 14), -1):
        if words.low[at] in (",", "”", '"'):
            return at
        if words.low[at] in STOP:
            return -1
    return -1


def _ends_with(words: Words, comma: int, at: int, after: int) -> bool:
    """Whether a sentence ends with somebody and the verb of saying: "…, it specified."."""
    who = words.low[comma + 1 : at]
    is_somebody = not any(low in SUBORDINATOR or (low in PREPOSITION and low != "of") for low in who)
    return len(words.low) - after <= 2 and 1 <= len(who) <= 6 and is_somebody


def _closing_name(words: Words, first: int, end: int, cast: Cast) -> str:
    """Who speaks in "…, a Vostran official told reporters": the person, the actor that ends it, or the words."""
    if end - first == 1 and words.low[first] in ("he", "she", "it", "they"):
        return pronoun_of(words.low[first], cast)
    return source_name(words, first, end) or UNNAMED


def _nothing_more(words: Words, after: int) -> bool:
    """Whether only a time, a place or a full stop follows: "…, the army said on Tuesday."."""
    added = (
        at for at in range(after, len(words.low) - 1) if words.low[at] == "," and words.low[at + 1].endswith("ing")
    )
    rest = range(after, next(added, len(words.low)))  # "…, the army told a paper, adding that its crews were safe"
    has_clause = any(
        low in AUXILIARY or (low in SUBORDINATOR and low not in ("after", "before", "as"))
        for low in map(words.low.__getitem__, rest)
    )
    return not has_clause and len(rest) <= 14
