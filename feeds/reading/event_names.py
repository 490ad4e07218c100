"""Actors of a sentence side by side: who is joined to whom, and which preposition leads to them."""

from __future__ import annotations

from feeds.reading.event_sentence import AUXILIARY, PREPOSITION, STOP, SUBORDINATOR, Words

_MOST_NAMES = 6
_JOINERS = frozenset({",", "and", "&"})


def coordinated_forward(words: Words, at: int, until: int | None = None) -> tuple[str, ...]:
    """The actor at an index with those joined to it after: "Ardenia, Vostra and the Compact"."""
    end = len(words.low) if until is None else until
    names: list[str] = []
    position: int | None = at
    while position is not None and len(names) < _MOST_NAMES:
        place = words.actor[position]
        assert place is not None
        following = _joined_actor(words, position, end)
        # "Ardenian President Ilan Toss": the adjective only describes who comes next.
        is_title = place.is_adjective and following is not None and words.low[position + 1] not in _JOINERS
        if not is_title:
            names.append(place.name)
        position = following
    return tuple(dict.fromkeys(names))


def _joined_actor(words: Words, at: int, end: int) -> int | None:
    """Index of the next actor that an "and", a comma or a title joins to the one at `at`; None when none does."""
    place = words.actor[at]
    is_adjective = place is not None and place.is_adjective
    joined = False
    for position in range(at + 1, min(end, at + 8)):
        if words.actor[position] is not None:
            is_aside = joined and words.low[position - 1] == "," and followed_by_possessive(words, position)
            return position if (joined and not is_aside) or is_adjective else None  # "Vostra, Ardenia's ally"
        low = words.low[position]
        if low in _JOINERS:
            joined = True
        elif low not in ("the", "'s") and not words.is_noun_like(position):
            return None
        elif not joined and not is_adjective and low != "'s" and position - at > 2:
            return None  # words of its own come between only before the joining word
    return None


def is_modified(words: Words, at: int) -> bool:
    """ "a Vostra-backed plan": whoever backs it does nothing here."""
    after = words.low[at + 1 : at + 3]
    return len(after) == 2 and after[0] == "-" and after[1].endswith(("ed", "led", "run", "held"))


def is_prefixed(words: Words, at: int) -> bool:
    """ "a pro-Vostran protester": whose side somebody is on."""
    return at > 1 and words.low[at - 1] == "-" and words.low[at - 2] in ("pro", "anti", "non")


def followed_by_possessive(words: Words, at: int) -> bool:
    return at + 1 < len(words.low) and words.low[at + 1] == "'s"


def coordinated_before(words: Words, at: int, start: int) -> tuple[str, ...]:
    """The actor at an index with those joined to it before: "Mral and Toss"."""
    place = words.actor[at]
    assert place is not None
    names = [place.name]
    position = at - 1
    joined = False
    while position >= start and len(names) < _MOST_NAMES:
        low = words.low[position]
        other = words.actor[position]
        if other is not None and joined and other.is_adjective and position == at - 2 and _is_described(words, at):
            names.append(other.name)  # "Ardenian and Vostran troops": two adjectives before one noun
            joined = False
            position -= 1
        elif other is not None and (is_modified(words, position) or is_prefixed(words, position)):
            position -= 1
        elif other is not None:
            if (joined and not other.is_adjective and not followed_by_possessive(words, position)) or (
                joined and followed_by_possessive(words, position)
            ):
                names.append(other.name)
                joined = False
            position -= 1
        elif low in ("and", ",", "&", "-", "–"):
            joined = True
            position -= 1
        elif low in ("'s", "the", "of") or words.is_noun_like(position):
            position -= 1
        else:
            break
    return tuple(dict.fromkeys(reversed(names)))


def _is_described(words: Words, at: int) -> bool:
    """Whether an actor is told by its adjective: "Ardenian troops", in one token or two."""
    place = words.actor[at]
    return place is not None and (place.is_adjective or " " in words.body[words.start[at] : words.end[at]])


def preposition_before(words: Words, at: int, start: int) -> str | None:
    """The preposition whose phrase the actor at an index stands in, over its determiners and adjectives; else None."""
    for position in range(at - 1, max(start - 1, at - 12), -1):
        low = words.low[position]
        if low in PREPOSITION or low == "to":
            return low
        place = words.actor[position]
        if place is not None and not place.is_adjective and not followed_by_possessive(words, position):
            if words.low[position + 1] in (",", "and"):
                continue
            return None
        if low in STOP or low in AUXILIARY or low in SUBORDINATOR:
            return None
        if low in ("and", ","):
            # "against Ardenia and Vostra": both stand in the phrase; ", Vostra said" does not.
            before = words.actor[position - 1] if position > start else None
            if low == "and" and position > start + 1 and words.low[position - 1] == ",":
                before = words.actor[position - 2]  # "in Selm, Ardenia, and Vostra"
            if before is None:
                return None
    return None
