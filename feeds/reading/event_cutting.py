"""The text of some tokens of a sentence, cut where a thought ends and with no connecting word at either end."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from feeds.reading.event_sentence import DETERMINER, PREPOSITION, Words

_LONGEST_CHARACTERS = 100
_NO_START = frozenset((",", "and", "but", "-", "–", "—", "that", "of", "or", "which", "who", "whether", "if"))
_OPENED = (' "', " “", " ‘", " (")
_RELATIONS = frozenset(
    """
    ahead front instead because outside kind sort lack lots wake midst aftermath eve face light context sphere course
    middle rest
    """.split()
)
"""Nouns before "of" that only relate what follows to something else."""
_PARTICLES = {
    "through": frozenset("fall falls fell fallen falling".split()),
    "over": frozenset("take takes took taken taking hand hands handed handing".split()),
}
"""Words that are part of a verb, by that word, though they look like the beginning of what comes next."""


def joined(words: Words, first: int, end: int, left_out: Collection[int]) -> str:
    """The text of the tokens from `first` to `end` without those left out, with no connecting word at either end."""
    bracketed = _bracketed(words, first, end) if "(" in words.low else ()
    if left_out or bracketed:
        kept = [at for at in range(first, end) if at not in left_out and at not in bracketed]
    else:
        kept = list(range(first, end))
    while kept and _is_loose_end(words, kept[-1]) and len(kept) > 1:
        kept.pop()
    if len(kept) > 1 and words.low[kept[-1]] == "least" and words.low[kept[-2]] == "at":
        kept = kept[:-2]  # "ready to fight, at least | until"
    while len(kept) > 1 and words.actor[kept[0]] is None and words.low[kept[0]] in _NO_START:
        kept.pop(0)
    if not kept:
        return ""
    length = _length(words, kept) if len(kept) > 7 else 0
    while length > _LONGEST_CHARACTERS and len(kept) > 7:
        place = _cutting_place(words, kept)
        length -= _length(words, kept[place:])
        kept = kept[:place]
        while len(kept) > 1 and _is_loose_end(words, kept[-1]):
            kept.pop()
    return _text_of(words, kept)


def _length(words: Words, kept: Sequence[int]) -> int:
    starts, ends = words.start, words.end
    return sum([ends[at] - starts[at] for at in kept]) + len(kept)


def _bracketed(words: Words, first: int, end: int) -> set[int]:
    """Tokens in brackets: abbreviations, dates, credits."""
    found: set[int] = set()
    opened = -1
    for at in range(first, min(len(words.low), end + 25)):
        if words.low[at] == "(":
            opened = at
        elif words.low[at] == ")" and opened >= 0:
            found.update(range(opened, at + 1))
            opened = -1
    return found


def _text_of(words: Words, kept: Sequence[int]) -> str:
    runs: list[tuple[int, int]] = []
    if kept[-1] - kept[0] == len(kept) - 1:
        runs = [(kept[0], kept[-1])]
        kept = ()
    for at in kept:
        if runs and at == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], at)
        else:
            runs.append((at, at))
    pieces = [words.body[words.start[a] : words.end[b]] for a, b in runs]
    text = " ".join(" ".join(pieces).split()).strip(" ,;").replace(" ,", ",")
    if text[-2:] in _OPENED:
        return text[:-2]  # "would meet Mral “ | when the time is right”"
    return text


def _is_loose_end(words: Words, at: int) -> bool:
    if words.actor[at] is not None:
        return False
    low = words.low[at]
    if low == "off" or (low in _PARTICLES and at and words.low[at - 1] in _PARTICLES[low]):
        return False  # "was called | off", "fell | through"
    return low in PREPOSITION or low in (
        ",",
        "and",
        "the",
        "a",
        "to",
        ".",
        "or",
        "but",
        "an",
        "that",
        ":",
        "-",
        "–",
        "—",
    )


def _cutting_place(words: Words, kept: Sequence[int]) -> int:
    """Where a phrase that is too long is better cut: before its last comma or preposition."""
    for place in range(len(kept) - 1, 6, -1):
        at = kept[place]
        if words.actor[at] is None and (words.low[at] in PREPOSITION or words.low[at] in (",", "and", "to", "that")):
            return place
    return 6


def cut(words: Words, first: int, end: int) -> str:
    """The text from one token to another, without connecting words at its end."""
    return joined(words, first, end, ()) if end > first else ""


def noun_phrase(words: Words, first: int, end: int) -> str:
    """The words from `first` to `end`, at most twelve tokens, as the description of somebody unnamed."""
    if first < 0 or end <= first:
        return ""
    return cut(words, max(first, end - 12), end).strip(" ,")


def noun_phrase_start(words: Words, at: int) -> int:
    """The first token of the noun phrase that ends at a token."""
    first = at
    while first > 0 and at - first < 8:
        low = words.low[first - 1]
        is_hyphen = low in ("-", "–") and first > 1 and words.end[first - 2] == words.start[first - 1]
        if (
            words.actor[first - 1] is None
            and low != "'s"
            and not is_hyphen
            and low not in DETERMINER
            and not words.is_noun_like(first - 1)
        ):
            break
        first -= 1
        if low in DETERMINER and words.actor[first] is None:
            break
    is_part = first > 1 and words.low[first - 1] == "of" and words.low[first - 2] not in _RELATIONS
    if is_part and words.is_noun_like(first - 2) and at - first < 5:
        return noun_phrase_start(words, first - 2)  # "the fifth round of | talks"
    return first
