"""Roles beside a name: "army commander Ann Ray", "Ann Ray, head of the council", and whose they are."""

from __future__ import annotations

import re

from feeds.reading.names import Words
from feeds.reading.whoswho import fold

_WORD_AFTER = re.compile(r"[\w’'-]+(?:\.(?=\w)\w+)*")
_APPOSED = re.compile(
    r"(?:, (?:who (?:is|was) )?| (?:is|was|has been|became|serves as|served as) )"
    r"(?:(?:the|a|an|its|their|his|her|one of the|now|then) )?"
)
_OPENER = re.compile(r"\b(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Aa]n?) |[’']s? ")
_QUALIFIERS = re.compile(
    r"\b(former|ex|then|late|acting|interim|outgoing|incoming|deputy|one-time|onetime)[- ]$", re.IGNORECASE
)
_CLOSING = re.compile(r"[,;:”\")–—]|(?<![A-Z])\.(?=\s|$)")
LONGEST_ROLE = 6


def role_before(text: str, start: int, lists: Words) -> tuple[str | None, int]:
    """The role in small letters right before a name: (role, where it starts), or (None, start)."""
    if start < 3 or text[start - 1] != " " or not text[start - 2].islower():
        return None, start
    low = max(0, start - 80)
    words = text[low : start - 1].split(" ")
    at, last = start, None
    for word in reversed(words[-LONGEST_ROLE:]):
        folded = fold(word)
        if last is None and (folded not in lists.heads or word[0].isupper()):
            break
        if last is not None and folded not in lists.modifiers and folded not in lists.heads:
            break
        last = last or word
        at -= len(word) + 1
    return (text[at : start - 1], at) if last and fold(last) not in lists.relations else (None, start)


def role_before_comma(text: str, start: int, end: int, lists: Words) -> tuple[str | None, int]:
    """The role set before a name by commas: "the chief of the General Staff, Ann Ray, said" gives "chief of …".

    (role, where it starts), or (None, start).
    """
    if text[max(0, start - 2) : start] != ", " or text[end : end + 1] not in (",", ".", ";", ")"):
        return None, start
    low = max(0, start - 90)
    window = text[low : start - 2]
    opener = None
    for opener in _OPENER.finditer(window):
        words = window[opener.end() :].split(" ")
        heads = [place for place, word in enumerate(words[:LONGEST_ROLE]) if fold(word) in lists.heads]
        tail = [place for place, word in enumerate(words) if word in ("of", "for", "to", "at")]
        first_tail = tail[0] if tail else len(words)
        if heads and heads[-1] == first_tail - 1 and len(words) <= 9 and "," not in window[opener.end() :]:
            if fold(words[heads[-1]]) in lists.relations:
                return None, start
            return window[opener.end() :], low + opener.end()
    return None, start


def role_after(text: str, end: int, lists: Words) -> tuple[str, int, int] | None:
    """The role in the apposition after a name: (role, its start, end of the apposition).

    "Ann Ray, a senior fellow at the Brookings Institution, said" gives "senior fellow". None when there is none.
    """
    apposed = _APPOSED.match(text, end) if text[end : end + 2] in (", ", " i", " w", " h", " b", " s") else None
    if not apposed:
        return None
    at = apposed.end()
    close = _close(text, at)
    last_head = -1
    for count, match in enumerate(_WORD_AFTER.finditer(text, at, close)):
        if count >= LONGEST_ROLE:
            break
        word = fold(match.group())
        if word in ("of", "for", "at", "in", "who", "to", "with", "from", "and", "on"):
            break
        if word in lists.heads:
            last_head = -1 if word in lists.relations else match.end()
    return (text[at:last_head], at, close) if last_head > at else None


def qualifier_before(text: str, start: int) -> str:
    """ "former" and the like right before a country or role, "" when there is none."""
    match = _QUALIFIERS.search(text, max(0, start - 12), start)
    return match.group(1).lower() if match else ""


def _close(text: str, at: int) -> int:
    limit = min(len(text), at + 120)
    closing = _CLOSING.search(text, at, limit)
    return closing.start() if closing else limit
