"""Roles beside a name: "army commander Ann Ray", "Ann Ray, head of the council", and whose they are."""

from __future__ import annotations

import re

from feeds.late_pattern import late_pattern
from feeds.reading.names import Words
from feeds.reading.whoswho import fold

_WORD_AFTER = late_pattern(r"[\w’'-]+(?:\.(?=\w)\w+)*")
_APPOSED = late_pattern(
    r"(?:, (?:who (?:is|was) )?| (?:is|was|has been|became|serves as|served as) )"
    r"(?:also )?(?:(?:the|a|an|its|their|his|her|one of the|now|then) )?"
)
_OPENER = late_pattern(r"\b(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Aa]n?) |[’']s? ")
_NO_ROLE = late_pattern(r"[,;:“”\"]|(?<![A-Z])[.!?] ")
"""What stands between a role and an earlier opener that is not its own."""
_TAILS = frozenset("of for to at with by from in on over against under".split())
_OF = ("of", "for", "to", "at")
_NO_FIRST_WORDS = frozenset("that this these whether whose whom which where when as not".split())
"""What no role in an apposition begins with (", whose time as secretary …")."""
_CLAUSES = frozenset(
    (
        "where that whether which who called calls named is was are were has had said"
        " says told endorsed fired appointed but as if when its his her their the a an"
    ).split()
)
_OF_OFFICE = late_pattern(
    r" of (?:staff|state|mission|operations|the Treasury|the Interior|"
    r"[A-Z][\w-]+(?:(?:,| and|, and) [A-Z][\w-]+)*)\b(?! [A-Z])"
    r"(?! (?!who|for|and|in|at|on|since|from|to|under|with|of|when|as|but|said|told|is|was|has)[a-z])"
)
"""What belongs to an office after its head ("chief of staff", "Secretary of State")."""
_HEADS_OF_OFFICE = ("secretary", "chief", "minister", "undersecretary", "under secretary", "deputy")
_OF_WHAT = late_pattern(
    r" of (?:(?!(?:who|which|that|and|on|in|at|from|since|with|when|as|but|to|said|says|told|is|was|has|had|where)\b)"
    r"[\w’'&-]+ ?){2,7}"
)
"""What a head that says little alone is the head of: "chief of the agency's northern office"."""
_BARE_HEADS = frozenset(
    "chief head director deputy chair chairman chairwoman leader commander boss member secretary manager".split()
)
_QUALIFYING = "former ex then late acting interim outgoing incoming deputy one-time onetime".split()
_QUALIFIERS = late_pattern(rf"\b({'|'.join(_QUALIFYING)})[- ]$", re.IGNORECASE)
_QUALIFIER_ENDS = frozenset(word[-2:] for word in _QUALIFYING)
_CLOSING = late_pattern(r"[,;:“”\")–—]|(?<![A-Z])\.(?=\s|$)")
LONGEST_ROLE = 6


def role_before(text: str, start: int, lists: Words) -> tuple[str | None, int]:
    """The role in small letters right before a name: (role, where it starts), or (None, start)."""
    if start < 3 or text[start - 1] != " " or not text[start - 2].islower():
        return None, start
    low = max(0, start - 80)
    nearest = text[max(low, text.rfind(" ", low, start - 1) + 1) : start - 1]
    if nearest not in lists.heads and ((nearest.isascii() and nearest.isalpha()) or fold(nearest) not in lists.heads):
        return None, start  # nearly always
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
    for opener in _OPENER.finditer(window):
        role = window[opener.end() :]
        words = role.split(" ")
        heads = [place for place, word in enumerate(words[:LONGEST_ROLE]) if fold(word) in lists.heads]
        tail = [place for place, word in enumerate(words) if word in _TAILS]
        first_tail = tail[0] if tail else len(words)
        if not heads or heads[-1] != first_tail - 1 or len(words) > 9 or _NO_ROLE.search(role):
            continue
        if any(word in _CLAUSES for word in words[:first_tail]) or (tail and words[first_tail] not in _OF):
            continue
        is_kin = fold(words[heads[-1]]) in lists.relations
        return (None, start) if is_kin else (role, low + opener.end())
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
    first = _WORD_AFTER.match(text, at)
    if first and first.group() in _NO_FIRST_WORDS:
        return None
    last_head = -1
    for count, match in enumerate(_WORD_AFTER.finditer(text, at, close)):
        if count >= LONGEST_ROLE:
            break
        word = fold(match.group())
        if word in ("of", "for", "at", "in", "who", "to", "with", "from", "and", "on", "by"):
            break
        if word in lists.heads:
            last_head = -1 if word in lists.relations else match.end()
    if last_head <= at:
        return None
    office = _OF_OFFICE.match(text, last_head, close)
    if office and text[at:last_head].lower().endswith(_HEADS_OF_OFFICE):
        last_head = office.end()
    elif fold(text[at:last_head]).rsplit(" ", 1)[-1] in _BARE_HEADS:
        of_what = _OF_WHAT.match(text, last_head, close)
        if of_what and of_what.group().split()[-1][0].islower():
            last_head = of_what.start() + len(of_what.group().rstrip())
    return text[at:last_head], at, close


def qualifier_before(text: str, start: int) -> str:
    """ "former" and the like right before a country or role, "" when there is none."""
    if text[start - 3 : start - 1].lower() not in _QUALIFIER_ENDS:
        return ""
    match = _QUALIFIERS.search(text, max(0, start - 12), start)
    return match.group(1).lower() if match else ""


def _close(text: str, at: int) -> int:
    limit = min(len(text), at + 120)
    closing = _CLOSING.search(text, at, limit)
    return closing.start() if closing else limit
