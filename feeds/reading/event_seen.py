"""Which words of a sentence name an act, and how each is used there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from feeds.reading.event_clauses import Use
from feeds.reading.event_sentence import Words
from feeds.reading.event_use import use_of
from feeds.reading.event_words import GAP, EventWords, Trigger, other_senses
from feeds.records import dataclass

_OPENS_A_CLAUSE = frozenset(("that", "which", "who", "where", "when"))
_ASKED_FOR = frozenset(("to", "for", "that"))


@dataclass(slots=True, eq=False)
class Seen:
    """A word of a sentence that names an act, and how it is used there."""

    trigger: Trigger
    at: int
    last: int
    use: Use


def seen_in(words: Words, lexicon: EventWords, *, is_title: bool = False) -> list[Seen]:
    """The words of the sentence that name an act, in order, before their clauses are looked for."""
    found: list[Seen] = []
    entries, lows = lexicon.entries, words.low
    places = [at for at, low in enumerate(lows) if low in entries]
    if not places:
        return found
    source = _source_phrase(words) if "ccording" in words.body else range(0)
    size = len(lows)
    for at in places:
        low = lows[at]
        following = lows[at + 1] if at + 1 < size else ""
        followed_by, is_of_speech, triggers = entries[low]
        if (followed_by and following not in followed_by) or (source and at in source):
            continue
        for trigger in triggers:
            rest = trigger.rest
            last = at
            if rest:
                if rest[0] == GAP:
                    if rest[1] not in lows or not _follows_within(words, at, rest[1:]):
                        continue
                elif following != rest[0] or (len(rest) > 1 and tuple(lows[at + 1 : at + 1 + len(rest)]) != rest):
                    continue
                else:
                    last += len(rest)
            if trigger.form == "noun" and low.endswith("ing") and _is_gerund(words, at, lexicon):
                continue
            if trigger.is_doubtful and _is_another_act(words, last, trigger, lexicon):
                continue
            if is_of_speech and _is_said_by(words, at, last, trigger):
                continue
            use = use_of(words, at, last, trigger, is_title=is_title)
            if use is None:
                continue
            if trigger.is_doubtful:
                if use == "finite" and trigger.lemma in lexicon.suffered:
                    use = "passive"
                is_strike = trigger.lemma in ("strike", "strikes") and use in ("noun", "finite")
                if is_strike and _is_of_labour(words, lexicon):
                    trigger = replace(trigger, kind="protest")
            found.append(Seen(trigger, at, last, use))
            break
    return found


def _source_phrase(words: Words) -> range:
    """The tokens of "according to a statement released on his behalf": nothing in there is an event of its own."""
    for at in range(len(words.low) - 1):
        if words.low[at] == "according" and words.low[at + 1] == "to":
            end = at + 2
            while end < len(words.low) and words.low[end] not in (",", "."):
                end += 1
            return range(at, end)
    return range(0)


def _is_another_act(words: Words, last: int, trigger: Trigger, lexicon: EventWords) -> bool:
    """Whether a word means something else here: "pleaded not guilty", "asked voters about it", "captured the mood"."""
    senses = other_senses().get(trigger.lemma)
    if senses and _means_something_else(words, last, senses):
        return True
    if trigger.lemma == "ask" and _ASKED_FOR.isdisjoint(words.low[last + 1 : last + 12]):
        return True  # a question is no demand
    return trigger.is_weak and trigger.lemma in lexicon.needs_arms and lexicon.arms.isdisjoint(words.low)


def _is_of_labour(words: Words, lexicon: EventWords) -> bool:
    """Whether a strike is one of workers: they are named, and nothing that shoots."""
    others = lexicon.arms.intersection(words.low) - {"strike", "strikes", "front", "police", "unit", "units"}
    return not lexicon.labour.isdisjoint(words.low) and not others


def _follows_within(words: Words, at: int, rest: tuple[str, ...]) -> bool:
    """Whether words follow in a row, up to nine tokens away: "declared two diplomats persona non grata"."""
    for place in range(at + 1, min(len(words.low) - len(rest), at + 9) + 1):
        if tuple(words.low[place : place + len(rest)]) == rest:
            return True
        if words.low[place] in _OPENS_A_CLAUSE:
            return False  # "captured a storm that formed near the town of Orlo"
    return False


def _means_something_else(words: Words, last: int, senses: Mapping[str, Sequence[tuple[str, ...]]]) -> bool:
    """ "pleaded not guilty" asks for nothing, "hit a record" hurts nobody."""
    following = words.low[last + 1] if last + 1 < len(words.low) else ""
    return following in senses and any(
        tuple(words.low[last + 1 : last + 1 + len(rest)]) == rest for rest in senses[following]
    )


def _is_said_by(words: Words, at: int, last: int, trigger: Trigger) -> bool:
    """ "…, agreed Vesna Mral": a verb of speech turned round, no agreement."""
    if trigger.form not in ("past", "past or participle") or at == 0:
        return False
    following = words.actor[last + 1] if last + 1 < len(words.low) else None
    return words.low[at - 1] in (",", "”", '"', "’", "'") and following is not None and following.type == "person"


def _is_gerund(words: Words, at: int, lexicon: EventWords) -> bool:
    """ "denied shelling a convoy", "reported capturing soldiers": a verb though it could be a noun."""
    entry = lexicon.speech.get(words.low[at - 1]) if at else None
    return entry is not None and entry[2] in lexicon.with_gerund
