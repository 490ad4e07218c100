"""Where the name of a body ends: "Foreign Ministry", "Bank of England", "Institute for the Study of War"."""

from __future__ import annotations

from collections.abc import Sequence

from feeds.reading.common_words import is_common
from feeds.reading.names import LONGEST_BODY, Token, Words

_OF = frozenset(("of", "of the", "for", "for the"))
_HEADS_WITH_ON = frozenset(
    "committee subcommittee commission council panel conference center centre institute board".split()
)

_LEADING_HEADS = frozenset(
    """academy agency army assembly association authority bank board brotherhood bureau center centre chamber church
    club college commission committee congress council court department directorate faculty federation foundation
    friends front government guardians house institute institution league ministry movement museum office order
    organization organisation parliament party school secretariat senate service society union university
    voice""".split()
)
"""Bodies that may start with what they are ("Bank of England"); "News of the day" is none."""
_OF_MEMBERS = frozenset("council association union society federation league committee panel board order".split())
_LAWS = frozenset(("act", "bill", "law", "treaty", "amendment"))
"""What follows a body's words in the name of a law ("Law Enforcement Act")."""
_CHAMBERS = frozenset(("house", "senate", "congress", "parliament", "democrats", "republicans"))


def body_end(tokens: Sequence[Token], at: int, after: int, lists: Words) -> int:
    """The token after the body whose name starts at `at`, or `after` when no longer one is there.

    `after` is the end of what is known already ("Russian" in "Russian Foreign Ministry"); what follows must hold a word
    that makes a body. Looks at `LONGEST_BODY` words at most.
    """
    if tokens[at].next_body >= at + LONGEST_BODY:
        return after
    end, last_head = at, 0
    while end < len(tokens) and end - at < LONGEST_BODY:
        token = tokens[end]
        if end > at and (_breaks(token, end >= after, lists) or _ends_headline(tokens, at, end)):
            break
        if token.fold in lists.bodies and (end > at or (token.gap in _OF and token.fold in _LEADING_HEADS)):
            last_head = end + 1
        end += 1
        if token.gap == " ":
            continue
        if last_head == end and (token.gap in _OF or (token.gap in ("on", "on the") and token.fold in _HEADS_WITH_ON)):
            return max(_continuation(tokens, end, lists), last_head)
        is_joined = token.gap in ("and", "&", "of", "for") and _is_plain(token, lists)
        if not last_head and is_joined and end < len(tokens) and _is_noun(tokens[end], lists):
            if _head_soon(tokens, end, lists):
                continue
            break
        break
    if last_head and last_head < len(tokens) and tokens[last_head - 1].gap == " " and tokens[last_head].fold in _LAWS:
        return after
    return last_head if last_head > after or (last_head and after == at) else after


def _ends_headline(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether a headline in capitals ends before token `end`: "… FLEE SELM PRISON [Selm State Police]"."""
    if end - at < 2 or tokens[end].text.isupper():
        return False
    return tokens[end - 1].text.isupper() and tokens[end - 2].text.isupper() and len(tokens[end - 1].text) > 3


def _breaks(token: Token, is_past_known: bool, lists: Words) -> bool:
    word = token.fold
    if word in lists.calendar:
        return True
    if word in lists.bodies or word in lists.body_modifiers:
        return False
    return word in lists.function or (is_past_known and word in lists.heads)


def _is_plain(token: Token, lists: Words) -> bool:
    if token.fold in _CHAMBERS:
        return False
    return is_common(token.fold) or token.fold in lists.body_modifiers or token.fold in lists.modifiers


def _is_noun(token: Token, lists: Words) -> bool:
    return _is_plain(token, lists) or token.fold.endswith(("tion", "ment", "ity", "ness", "ing", "ship"))


def _head_soon(tokens: Sequence[Token], at: int, lists: Words) -> bool:
    for token in tokens[at : at + 3]:
        if token.fold in lists.bodies:
            return True
        if token.gap != " ":
            return False
    return False


def _continuation(tokens: Sequence[Token], at: int, lists: Words) -> int:
    """The token after what follows "of" or "for": "Study of War", "Health and Human Services"."""
    end = _listed(tokens, _run(tokens, at, lists), lists)
    for _ in range(3):
        if end == at or end >= len(tokens):
            break
        gap = tokens[end - 1].gap
        is_joined = (
            gap in ("and", "&", "and the") and _is_plain(tokens[end - 1], lists) and _is_plain(tokens[end], lists)
        )
        further = _run(tokens, end, lists) if gap in _OF or is_joined else end
        if is_joined and tokens[further - 1].fold in lists.bodies and tokens[further - 1].gap in _OF:
            break  # another body: "… of Writers and the National Association of …"
        if further == end:
            break
        end = further
    return end


def _listed(tokens: Sequence[Token], end: int, lists: Words) -> int:
    """The token after a list that goes on at `end` with a comma: "Agriculture, [Forestry and Fisheries]"."""
    at = end
    while at < min(len(tokens) - 1, end + 3) and tokens[at - 1].gap == ",":
        if not (_is_plain(tokens[at - 1], lists) and _is_plain(tokens[at], lists)):
            break
        if tokens[at].gap in ("and", "&") and _is_plain(tokens[at + 1], lists):
            return _run(tokens, at + 1, lists)
        at += 1
    return end


def _run(tokens: Sequence[Token], at: int, lists: Words) -> int:
    end = at
    while end < len(tokens) and end - at < 5:
        token = tokens[end]
        is_other = token.fold in lists.function or token.fold in lists.heads
        if is_other and end > at and tokens[at - 1].fold in _OF_MEMBERS and token.fold.endswith("s"):
            return end + 1  # "Council of Economic Experts"
        if token.fold in lists.calendar or (is_other and token.fold not in lists.body_modifiers):
            break
        end += 1
        if token.gap != " ":
            break
    return end
