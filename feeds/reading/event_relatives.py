"""Clauses that no word or mark of their own opens: "the pact | that bars tests | was", "Orlo is lost, | Vostra has"."""

from __future__ import annotations

from feeds.reading.event_sentence import AUXILIARY, NEGATION, STOP, SUBORDINATOR, Words
from feeds.reading.event_words import event_words

RESTRICTIVE = frozenset(("that", "who", "which"))
"""Pronouns that open a clause which says of what is told."""
_IS = frozenset(("is", "are", "was", "were"))


def relative_before(words: Words, group: int) -> int:
    """The pronoun that opens a clause ending right before a verb: "the pact | that bars tests | was signed"; else -1.

    Only where the verb surely is no part of that clause: an auxiliary or a form that is past and nothing else, after a
    verb of the clause's own that takes no clause itself.
    """
    lexicon = event_words()
    low = words.low[group] if group < len(words.low) else ""
    if (low not in AUXILIARY and low not in lexicon.past) or words.low[group - 1] in ("to", "and", "but", ","):
        return -1
    for at in range(group - 3, max(0, group - 25), -1):
        low = words.low[at]
        if low in STOP or low == "," or (low in SUBORDINATOR and low not in RESTRICTIVE):
            return -1
        if low not in RESTRICTIVE:
            continue
        before = words.low[at - 1]
        if not words.is_noun_like(at - 1) or before in lexicon.speech or before.endswith(("ed", "ing")):
            return -1
        verb = at + 1
        while verb < group and (words.is_adverb(verb) or words.low[verb] in AUXILIARY or words.actor[verb] is not None):
            verb += 1
        low = words.low[verb]
        if verb >= group or low in lexicon.speech or low in NEGATION:
            return -1
        forms = {trigger.form for trigger in lexicon.triggers.get(low, ())}
        # "the news that sanctions would end": what follows "that" may as well be the subject of what is told
        is_loose = words.low[at] != "that" and low.endswith("s") and len(low) > 3
        is_verb = words.low[verb - 1] in AUXILIARY or (low.endswith("ed") and len(low) > 3) or is_loose
        is_known = bool(forms) and (words.low[at] != "that" or "noun" not in forms)
        return at if is_verb or is_known else -1
    return -1


def main_verb(words: Words, first: int, until: int, pronoun: int) -> int:
    """Where "troops that had held Orlo | were attacked" goes back to its main clause; `until` where it does not."""
    past = event_words().past
    for at in range(first + 1, until):
        low = words.low[at]
        if (low in AUXILIARY or low in past) and relative_before(words, at) == pronoun:
            return at
    return until


def follows_a_sentence(words: Words, comma: int) -> bool:
    """Whether a name behind a comma begins a sentence of its own: "Selm is in ruins, Ardenia | has launched"."""
    place = words.actor[comma + 1]
    if place is None or place.is_adjective or words.actor[comma - 1] is not None:
        return False
    before = words.low[max(0, comma - 12) : comma]
    return any(low in _IS and at and before[at - 1] != "," for at, low in enumerate(before))
