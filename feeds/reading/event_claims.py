"""Who asserts a sentence: the outlet itself, or a claimant it quotes, reports or leans on ("according to …")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from feeds.reading.event_core import Act, coordinated_forward, noun_phrase, place_act
from feeds.reading.event_sentence import AUXILIARY, BE, PRONOUN, STOP, SUBORDINATOR, Words
from feeds.reading.event_words import EventWords, Trigger
from feeds.story import Quote, Statement

_UNNAMED = "unnamed source"


@dataclass(frozen=True, slots=True)
class Claim:
    """Tokens `first` to `last` (half-open) of a sentence stand on the word of `claimant`; `verb` is the token that says
    so, -1 when a statement or quote does."""

    first: int
    last: int
    claimant: str
    verb: int = -1


def claims_of(
    words: Words, lexicon: EventWords, statements: Sequence[Statement], quotes: Sequence[Quote], he: str | None
) -> list[Claim]:
    """The stretches of a sentence that somebody else asserts, the surest first.

    `statements` and `quotes` are those of the paragraph; `he` is who a bare "he" or "she" was last."""
    found: list[Claim] = []
    for quote in quotes:
        span = _tokens_within(words, quote.start, quote.end)
        if span:
            found.append(Claim(*span, quote.speaker or _not_pronoun(quote.speaker_as_written, he)))
    for statement in statements:
        span = _tokens_within(words, statement.start, statement.end)
        if span:
            name = statement.speaker or _not_pronoun(statement.speaker_as_written, he)
            found.append(Claim(*span, name))
    found.extend(_by_speech_verbs(words, lexicon, he))
    found.extend(_according_to(words))
    found.extend(_hearsay(words, lexicon))
    return found


def claimant_of(act: Act, claims: Sequence[Claim]) -> tuple[str | None, int]:
    """(claimant, index of the verb of speech) of an act; (None, -1) when the outlet says it itself."""
    for claim in claims:
        if claim.first <= act.at < claim.last and claim.verb != act.at:
            return claim.claimant, claim.verb
    return None, -1


def _not_pronoun(written: str | None, he: str | None) -> str:
    if written is None or not written.strip():
        return _UNNAMED
    if written.strip().lower() in PRONOUN:
        return he or written.strip()
    return written.strip()


def _tokens_within(words: Words, start: int, end: int) -> tuple[int, int] | None:
    inside = [at for at in range(len(words)) if words.start[at] >= start and words.end[at] <= end]
    return (inside[0], inside[-1] + 1) if inside else None


def _by_speech_verbs(words: Words, lexicon: EventWords, he: str | None) -> list[Claim]:
    found = []
    for at, low in enumerate(words.low):
        entry = lexicon.speech.get(low)
        if entry is None or words.actor[at] is not None:
            continue
        rest, form = entry
        if rest and tuple(words.low[at + 1 : at + 1 + len(rest)]) != rest:
            continue
        after = at + len(rest) + 1
        if form in ("base", "ing") and not _is_saying(words, at):
            continue
        if words.low[at - 1 : at] and words.low[at - 1] in ("the", "a", "an", "his", "her", "their", "its", "this"):
            continue
        act = place_act(words, Trigger("speech", low, "past", ""), at, after - 1, "finite")
        inverted = _inverted(words, at, after)
        if inverted is not None:
            start = _said_before(words, at)
            if start is not None:
                found.append(Claim(start, at, inverted, at))
            continue
        claimant = _subject_name(words, act, he)
        if _opens_content(words, after):
            found.append(Claim(after, _content_end(words, after), claimant, at))
        elif _ends_sentence(words, after):
            start = _said_before(words, act.clause if act.clause else at)
            if start is not None and act.clause > 1:
                found.append(Claim(start, act.clause, claimant, at))
    return found


def _is_saying(words: Words, at: int) -> bool:
    """ "adding that …", "say officials": a form that is a verb of speech here."""
    previous = words.low[at - 1] if at else ""
    if words.low[at].endswith("ing"):
        return previous in (",", "and") or previous in BE
    return previous in ("to", "they", "and", "who") or previous.endswith("s") or previous in AUXILIARY


def _subject_name(words: Words, act: Act, he: str | None) -> str:
    if act.by:
        return act.by[0]
    before = words.low[act.group - 1] if act.group else ""
    if before in ("he", "she", "it", "they", "who"):
        return he or before
    described = noun_phrase(words, act.subject, act.group)
    return described or he or _UNNAMED


def _inverted(words: Words, at: int, after: int) -> str | None:
    """ "…, said Vesna Mral" or "… says the army": the name after the verb."""
    previous = words.low[at - 1] if at else ""
    if previous not in (",", "”", '"', "’", "'") and at:
        return None
    if after >= len(words):
        return None
    if words.low[after] in PRONOUN or words.low[after] in ("that", "to"):
        return None
    for position in range(after, min(len(words), after + 8)):
        place = words.actor[position]
        if place is not None:
            if place.is_adjective or (position + 1 < len(words) and words.low[position + 1] == "'s"):
                continue
            return place.name
        if words.low[position] in STOP or words.low[position] in (",", ".") or words.low[position] in SUBORDINATOR:
            break
    end = after
    while end < len(words) and words.low[end] not in (",", ".") and words.low[end] not in STOP and end - after < 8:
        end += 1
    described = " ".join(words.body[words.start[after] : words.end[end - 1]].split()) if end > after else ""
    return described or None


def _said_before(words: Words, at: int) -> int | None:
    """Where the sentence that a closing ", he said" reports starts; None when nothing stands before."""
    if at < 3:
        return None
    return 0


def _opens_content(words: Words, after: int) -> bool:
    """Whether a clause follows: "that …", or a subject with a verb behind it."""
    if after >= len(words):
        return False
    for position in range(after, min(len(words), after + 12)):
        if words.low[position] == "that":
            return True
        if words.low[position] in (",", ".") or words.low[position] in STOP:
            if words.low[position] == "," and position > after + 1:
                break
            if words.low[position] in (".", ":"):
                return words.low[position] == ":" and position + 1 < len(words)
    for position in range(after, min(len(words), after + 25)):
        low = words.low[position]
        if low in STOP and low not in ("“", '"', "”"):
            return False
        if low in AUXILIARY:
            return position > after
        if position > after and low.endswith("ed") and words.is_noun_like(position - 1):
            return True
        if low == "to" and position == after:
            return False
    first = words.low[after]
    return first in PRONOUN or (first.endswith("ing") and len(first) > 4)


def _content_end(words: Words, after: int) -> int:
    for at in range(after, len(words)):
        if words.low[at] == ";":
            return at
        if words.low[at] == "," and at + 1 < len(words) and words.low[at + 1] in ("but", "while", "although", "though"):
            return at
    return len(words)


def _ends_sentence(words: Words, after: int) -> bool:
    """Whether only a time, a place or a full stop follows: "…, the army said on Tuesday."."""
    return (
        not any(words.low[at] in AUXILIARY or words.low[at] in SUBORDINATOR for at in range(after, len(words)))
        and len(words) - after <= 12
    )


def _according_to(words: Words) -> list[Claim]:
    found = []
    for at in range(len(words) - 2):
        if words.low[at] == "according" and words.low[at + 1] == "to":
            end = at + 2
            names: tuple[str, ...] = ()
            while end < len(words) and words.low[end] not in (",", ".") and words.low[end] not in STOP:
                place = words.actor[end]
                if place is not None and not place.is_adjective and not names:
                    following = words.low[end + 1] if end + 1 < len(words) else ""
                    if following != "'s":
                        names = coordinated_forward(words, end)
                end += 1
            described = " ".join(words.body[words.start[at + 2] : words.end[end - 1]].split()) if end > at + 2 else ""
            claimant = names[0] if names else described or _UNNAMED
            found.append(Claim(0, at, claimant, at) if at > 3 else Claim(end, len(words), claimant, at))
        elif words.low[at] in ("by", "in") and words.low[at + 1] == "some" and words.low[at + 2] == "accounts":
            found.append(Claim(0, len(words), "some accounts", at))
    return found


def _hearsay(words: Words, lexicon: EventWords) -> list[Claim]:
    for at, low in enumerate(words.low):
        if low in lexicon.hearsay:
            return [Claim(0, len(words), _UNNAMED, -1)]
        if low in ("said", "reported", "believed", "thought", "alleged", "understood", "rumoured") and (
            words.low[at + 1 : at + 2] == ["to"] and at and words.low[at - 1] in BE
        ):
            return [Claim(0, len(words), _UNNAMED, -1)]
    return []
