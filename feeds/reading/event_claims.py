"""Who asserts a sentence: the outlet itself, or a claimant it quotes, reports or leans on ("according to …")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from feeds.reading.event_clauses import Act, clause_start, group_start
from feeds.reading.event_phrase import cut, noun_phrase
from feeds.reading.event_roles import apposition, coordinated_forward, find_subject
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
from feeds.reading.event_words import EventWords, Trigger, event_words
from feeds.records import dataclass
from feeds.story import Quote, Statement

Cast: TypeAlias = Mapping[str, str | None]
"""Pronoun to the name it stands for here."""

UNNAMED = "unnamed source"
_SPEECH = Trigger("speech", "say", "past", "")
_POINTS_AT = frozenset("this that these those the a its his her their".split())
_NO_SOURCES = frozenset("days day hours hour weeks week months month years year live says warns to and but or".split())
_PAST = frozenset(("past", "past or participle"))
_SAID_TO = frozenset("said reported believed thought alleged understood rumoured".split())
_RUMOURS = frozenset("reports claims allegations accusations rumours rumors speculation suggestions".split())
_DISMISSED = ("dismiss", "den", "reject", "refut", "rebut", "disput")
_FALSE = frozenset("false untrue baseless unfounded groundless fabricated lies".split())
_HOPES = frozenset(("hope", "fear", "wish"))
_ADDRESSEE = 9
"""Tokens between a verb of speech and its "that": "told reporters in Selm on Tuesday that"."""
_VERB_WITHIN = 16
"""Tokens within which the verb of a clause without "that" comes."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Tokens `first` to `last` (half-open) of a sentence stand on the word of `claimant`; `verb` is the token that says
    so, -1 when a statement or a quote does. `is_denial`: the claimant says that it is not so."""

    first: int
    last: int
    claimant: str
    verb: int = -1
    is_denial: bool = False
    is_hope: bool = False
    """The claimant hopes or fears it, and does not say that it is so."""


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
    for quote in quotes:
        span = _tokens_within(words, quote.start, quote.end)
        if span:
            found.append(Claim(*span, _claimant(words, quote.speaker, quote.speaker_as_written, cast)))
    for statement in statements:
        span = _tokens_within(words, statement.start, statement.end)
        if span and statement.verb not in lexicon.not_assertions:
            name = _claimant(words, statement.speaker, statement.speaker_as_written, cast)
            is_hope = statement.verb in _HOPES
            found.append(Claim(*span, name, -1, statement.verb in lexicon.denials, is_hope))
    found.extend(_by_speech_verbs(words, lexicon, cast, opening))
    if is_title:
        found.extend(_by_title_marks(words))
    found.extend(_by_label(words))
    of_nouns = _by_nouns(words, lexicon, tuple(found))
    found = [
        *(claim for claim in of_nouns if claim.is_denial),
        *found,
        *(claim for claim in of_nouns if not claim.is_denial),
    ]
    found.extend(_according_to(words, lexicon))
    found.extend(_hearsay(words, lexicon))
    if not found:
        return found
    return [claim if _is_a_description(claim.claimant) else replace(claim, claimant=UNNAMED) for claim in found]


def _is_a_description(claimant: str) -> bool:
    """Whether words can name who speaks: not "days after the vote", "as officials", "are unfounded", "5"."""
    first = claimant.split(maxsplit=1)[0].lower() if claimant else ""
    is_joint = first in AUXILIARY or first in SUBORDINATOR or first in PREPOSITION or first in _NO_SOURCES
    return bool(first) and not is_joint and any(letter.isalpha() for letter in claimant)


def claim_on(act: Act, claims: Sequence[Claim]) -> Claim | None:
    """The claim an act stands under; None when the outlet says it itself."""
    over = [claim for claim in claims if claim.first <= act.at < claim.last and claim.verb != act.at]
    return next((claim for claim in over if claim.claimant != UNNAMED), over[0] if over else None)


def _claimant(words: Words, speaker: str | None, written: str | None, cast: Cast) -> str:
    described = (speaker or written or "").strip()
    words_of_it = described.lower().split()
    if not described or (words_of_it[0] in _POINTS_AT and not event_words().no_speakers.isdisjoint(words_of_it[1:3])):
        return UNNAMED  # "this decision marks the third time the court": nothing that speaks
    if speaker and "," not in speaker:
        return speaker
    if described.lower() in PRONOUN:
        return _pronoun(described.lower(), cast)
    named = [place for place in words.actor if place is not None and words.body[place.start : place.end] in described]
    bare = described.removeprefix("the ").removeprefix("The ")
    for place in named:
        if words.body[place.start : place.end] == bare and not place.is_adjective:
            return place.name
    persons = [place.name for place in named if place.type == "person"]
    return persons[-1] if persons else described


def _pronoun(word: str, cast: Cast) -> str:
    """Who a pronoun is; itself, or an unnamed source for a thing, when nobody fits."""
    return cast.get(word) or (word if word in ("he", "she", "they") else UNNAMED)


def _tokens_within(words: Words, start: int, end: int) -> tuple[int, int] | None:
    inside = words.within(start, end)
    return (inside.start, inside.stop) if inside else None


# ------------------------------------------------------------------------------------------------ verbs of speech


def _by_speech_verbs(words: Words, lexicon: EventWords, cast: Cast, opening: int) -> list[Claim]:
    found: list[Claim] = []
    speech = lexicon.speech
    for at in [at for at, low in enumerate(words.low) if low in speech]:
        low = words.low[at]
        rest, form, lemma = speech[low]
        if rest and tuple(words.low[at + 1 : at + 1 + len(rest)]) != rest:
            continue
        after = at + len(rest) + 1
        if not _is_saying(words, at, after, form):
            continue
        is_denial = lemma in lexicon.denials
        inverted = _inverted(words, lexicon, at, after)
        if inverted is not None:
            if at > 2:
                found.append(Claim(0, at, inverted, at, is_denial))
            continue
        group = group_start(words, at, lexicon)
        act = Act(_SPEECH, at, after - 1, "finite", group, *clause_start(words, group, opening), len(words))
        if is_denial and act.opener in ("which", "that", "who"):
            continue  # "accused Vostra of shelling, which it denies": what is denied is not what is told here
        start = _content_start(words, lexicon, lemma, after)
        if start is not None:
            name = _subject_name(words, act, lexicon, cast)
            found.append(Claim(start, _content_end(words, start), name, at, is_denial, lemma in _HOPES))
            continue
        comma = _comma_before(words, act)
        if comma > 2 and lemma in lexicon.without_that:
            claimant = _closing_name(words, comma + 1, act.group, cast)
            if _nothing_more(words, after):
                found.append(Claim(0, comma, claimant, at, is_denial))
            elif words.low[after : after + 1] == [","]:
                found.append(Claim(0, len(words), claimant, at, is_denial))
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
        return previous in ("they", "who", "will", "would", "officials", "to") or is_plural
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
        return _pronoun(before, cast)
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
    if previous not in (",", "”", '"', "’", "'") or after >= len(words):
        return None
    if words.low[after] in PRONOUN or words.low[after] in ("that", "to") or words.low[after] in PREPOSITION:
        return None
    end = after
    name: str | None = None
    while end < len(words) and end - after < 12:
        place = words.actor[end]
        low = words.low[end]
        if place is None and (
            low in (",", ".") or low in STOP or low in SUBORDINATOR or low in PREPOSITION - {"of", "for"}
        ):
            break
        if place is not None and not place.is_adjective and words.low[end + 1 : end + 2] != ["'s"]:
            name = place.name if name is None or place.type == "person" else name
        end += 1
    if name is not None and (_is_person(words, name) or words.actor[end - 1] is not None):
        return name
    is_speaker = any(word in lexicon.speakers for word in words.low[after:end])
    return cut(words, after, end) or None if is_speaker else None


def _content_start(words: Words, lexicon: EventWords, lemma: str, after: int) -> int | None:
    """Where what is said starts, for "said that …", "said Ardenia had …", "said: …", "claimed to have …"; else None."""
    for at in range(after, min(len(words), after + _ADDRESSEE)):
        low = words.low[at]
        if low in ("that", "how", "whether"):
            return at + 1
        if low == ":":
            return at + 1
        if low in (",", ".", "”", "“", '"') or low in AUXILIARY:
            break
    if after >= len(words):
        return None
    first = words.low[after]
    if first == "to":
        return after if words.low[after + 1 : after + 2] == ["have"] else None
    if first.endswith("ing") and len(first) > 4 and words.actor[after] is None:
        return after if lemma in lexicon.with_gerund else None
    if lemma not in lexicon.without_that or first in PREPOSITION or first in STOP or first in (",", "."):
        return _after_addressee(words, lexicon, lemma, after)
    return after if _has_finite_verb(words, lexicon, after) else None


def _after_addressee(words: Words, lexicon: EventWords, lemma: str, after: int) -> int | None:
    """ "said on Tuesday the army had …": what is said starts behind the time."""
    if (
        lemma not in lexicon.without_that
        or after >= len(words)
        or words.low[after] not in ("on", "in", "at", "late", "early")
    ):
        return None
    start = after + 2
    return start if start < len(words) and _has_finite_verb(words, lexicon, start) else None


def _has_finite_verb(words: Words, lexicon: EventWords, start: int) -> bool:
    for at in range(start, min(len(words), start + _VERB_WITHIN)):
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
    for at in range(start, len(words)):
        if words.low[at] == ";":
            return at
        if (
            words.low[at] == ","
            and words.low[at + 1 : at + 2]
            and words.low[at + 1] in ("but", "while", "although", "though")
        ):
            return at
    return len(words)


def _comma_before(words: Words, act: Act) -> int:
    """The comma that opens the clause of a closing verb of speech ("…, the army said"); -1 when there is none."""
    for at in range(act.group - 1, max(-1, act.group - 14), -1):
        if words.low[at] in (",", "”"):
            return at
        if words.low[at] in STOP:
            return -1
    return -1


def _closing_name(words: Words, first: int, end: int, cast: Cast) -> str:
    """Who speaks in "…, a Vostran official told reporters": the person, the actor that ends it, or the words."""
    if end - first == 1 and words.low[first] in ("he", "she", "it", "they"):
        return _pronoun(words.low[first], cast)
    return _source_name(words, first, end) or UNNAMED


def _nothing_more(words: Words, after: int) -> bool:
    """Whether only a time, a place or a full stop follows: "…, the army said on Tuesday."."""
    added = (at for at in range(after, len(words) - 1) if words.low[at] == "," and words.low[at + 1].endswith("ing"))
    rest = range(after, next(added, len(words)))  # "…, the army told a paper, adding that its crews were safe"
    has_clause = any(
        words.low[at] in AUXILIARY or words.low[at] in SUBORDINATOR - {"after", "before", "as"} for at in rest
    )
    return not has_clause and len(rest) <= 14


# ------------------------------------------------------------------------------------------------ other ways to claim


def _by_title_marks(words: Words) -> list[Claim]:
    """ "Vostra seeks escalation - top diplomat", "Vostra to quit the pact: Mral", "Mral: Vostra to quit the pact"."""
    for at in range(len(words) - 1, 0, -1):
        if words.low[at] not in ("—", "–", "-", ":"):
            continue
        after = len(words) - at - 1
        if 1 <= after <= 6 and at > after:
            return [Claim(0, at, _source_name(words, at + 1, len(words)), at)]
        if words.low[at] == ":" and at <= 4 and any(place is not None for place in words.actor[:at]):
            return [Claim(at + 1, len(words), _source_name(words, 0, at), at)]
    return []


def _by_label(words: Words) -> list[Claim]:
    """ "Vesna Mral: Vostra attacked our ships.": a person before a colon at the start says what follows."""
    for at in range(1, min(5, len(words) - 1)):
        if words.low[at] == ":":
            person = words.actor[at - 1]
            is_label = person is not None and person.type == "person"
            return [Claim(at + 1, len(words), person.name, at)] if person is not None and is_label else []
    return []


def _by_nouns(words: Words, lexicon: EventWords, earlier: Sequence[Claim]) -> list[Claim]:
    """ "Vostra's claim that …", "reports that …", "amid allegations that …"."""
    found: list[Claim] = []
    if lexicon.claim_nouns.isdisjoint(words.low):
        return found
    for at in range(1, len(words) - 2):
        if words.low[at] not in lexicon.claim_nouns or words.low[at + 1] != "that":
            if words.low[at] in _RUMOURS and words.low[at + 1] == "of":
                found.append(_rumour(words, at, earlier))
            continue
        end = next((place for place in range(at + 2, len(words)) if words.low[place] == ","), len(words))
        until = _until_called_false(words, at, end)
        denier = _denier(words, at, earlier, is_false=until < end)
        owner = denier or _owner_of_claim(words, at)
        found.append(Claim(at + 2, until, owner or words.low[at], at, denier is not None))
    return found


def _owner_of_claim(words: Words, at: int) -> str:
    """Whose claim a noun is ("Vostra's claim that"); "" when the sentence does not say."""
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
    end = next((place for place in range(at + 2, len(words)) if words.low[place] in (",", ";", ".")), len(words))
    is_denial = any(low.startswith(_DISMISSED) for low in words.low[max(0, at - 3) : at])
    denier = next((claim.claimant for claim in earlier if claim.claimant != UNNAMED), None) if is_denial else None
    return Claim(at + 2, end, denier or words.low[at], at, is_denial and denier is not None)


def _according_to(words: Words, lexicon: EventWords) -> list[Claim]:
    found: list[Claim] = []
    if "according" not in words.low and "per" not in words.low:
        return found
    for at in range(len(words) - 2):
        if words.low[at] == "per" and at > 3 and words.low[at - 1] == ",":
            # "Seven soldiers died, per Ardenia's defence ministry"
            found.append(Claim(0, at - 1, _source_name(words, at + 1, len(words) - (words.low[-1] == ".")), at))
            continue
        if words.low[at] != "according" or words.low[at + 1] != "to":
            continue
        end = at + 2
        while end < len(words) and words.low[end] not in (",", ".") and words.low[end] not in STOP:
            end += 1
        if words.low[end - 1] in lexicon.not_sources:
            continue
        claimant = _source_name(words, at + 2, end) or UNNAMED
        found.append(Claim(0, at, claimant, at) if at > 3 else Claim(end, len(words), claimant, at))
    return found


def _source_name(words: Words, first: int, end: int) -> str:
    """The actor a source phrase ends in or is led by ("the mayor, Vesna Mral"), else the phrase as written."""
    if first < end and words.actor[first] is not None and not words.is_adjective(first):
        names = coordinated_forward(words, first)
        if names and words.low[first + 1 : first + 2] != ["'s"]:
            return names[0]
    persons = [place.name for place in words.actor[first:end] if place is not None and place.type == "person"]
    if persons:
        return persons[-1]
    last = words.actor[end - 1] if end > first else None
    is_bare = all(words.low[at] in DETERMINER or words.actor[at] is not None for at in range(first, end))
    if last is not None and is_bare:
        return last.name
    return cut(words, first, min(end, first + 12))


def _hearsay(words: Words, lexicon: EventWords) -> list[Claim]:
    if not lexicon.hearsay.isdisjoint(words.low):
        return [Claim(0, len(words), UNNAMED, -1)]
    if "to" not in words.low and "that" not in words.low:
        return []
    if "believed" in words.low and "if" in words.low:
        doubted = words.low.index("if")
        if "believed" in words.low[doubted : doubted + 10] and doubted > 2:
            return [Claim(0, doubted, UNNAMED, -1)]  # "…, if Ardenia is to be believed"
    for at, low in enumerate(words.low):
        if low not in _SAID_TO:
            continue
        if at > 1 and words.low[at + 1 : at + 2] == ["that"] and words.low[at - 1] in BE and words.low[at - 2] == "it":
            return [Claim(at + 2, len(words), UNNAMED, at)]  # "it is believed that"
        is_said_to = words.low[at + 1 : at + 2] == ["to"] and at and words.low[at - 1] in BE
        if is_said_to:
            return [Claim(0, len(words), UNNAMED, -1)]
    return []
