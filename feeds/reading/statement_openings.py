"""Where a statement begins behind its cue: over whom it is said to, a time, and the "that" that opens it."""

from __future__ import annotations

from feeds.reading.noun_phrases import PERSON_PRONOUNS
from feeds.reading.speech import speech
from feeds.reading.speech_lines import QUOTED, Line
from feeds.reading.verb_signs import is_finite

FINITE = frozenset(
    """is are was were has have had will would can could may might must should does did do isn't wasn't won't don't
    doesn't didn't can't couldn't wouldn't shouldn't hasn't haven't hadn't aren't weren't isn’t wasn’t won’t don’t
    doesn’t didn’t can’t couldn’t wouldn’t shouldn’t hasn’t haven’t hadn’t aren’t weren’t""".split()
)
NOT_CONTENT = frozenset("so and as but when while after before because if though although or voluntarily".split())


def that_of(line: Line, at: int, stop: int) -> int | None:
    """The "that" of the clause, over an addressee and a setting; never one that opens a relative clause."""
    words = speech()
    for place in range(at, min(at + 14, stop - 1)):
        low = line.lows[place]
        if low == "that":
            following = line.lows[place + 1]
            if following in FINITE or (following.endswith("ed") and following not in ("need", "indeed")):
                return None
            if following not in words.nounish and is_finite(line, place + 1):
                return None  # "posted it under a headline that said"
            if place == at:
                return place
            before = line.lows[place - 1].rstrip(".,")
            if before in ("of", "in", "on", "for", "all", "than", "like", "to", "at", "with"):
                return None
            known = (
                before in words.settings
                or before in words.time_words
                or before in words.heads
                or before in words.adverbs
            )
            is_name = line.words[place - 1][0].isupper() or not line.words[place - 1][0].isalpha()
            return place if known or is_name or before in ("him", "her", "them", "me", "us") else None
        if (
            line.words[place] in (":", ";", QUOTED)
            or (low in FINITE and not (line.words[place] == "May" and line.lows[place + 1].isdigit()))
            or low in ("he", "she", "it", "they", "we", "if", "when", "as")
        ):
            return None
    return None


def after_addressee(line: Line, at: int, stop: int) -> int | None:
    """Over one noun phrase: "told CNN", "told the crowd in Ohio"; None when no clause follows it."""
    words = speech()
    is_hers = line.lows[at] == "her" and at + 1 < stop and line.lows[at + 1] in words.heads  # "told her colleague"
    if line.lows[at] in ("him", "her", "them", "me", "us", "reporters", "supporters", "voters", "you") and not is_hers:
        return at + 1
    if not line.words[at][0].isalnum() or line.lows[at] in words.prepositions or line.lows[at] in NOT_CONTENT:
        return None
    place = at
    while place < stop and place - at < 9 and line.words[place][0].isalnum():
        low = line.lows[place]
        if place > at:
            if (
                is_clitic(low)
                or low in ("he", "she", "it", "they", "we", "his", "their", "i", "there")
                or low in words.determiners
            ):
                return place
            if low in words.prepositions or low in words.time_words or low in NOT_CONTENT or low in ("to", "as"):
                return None
            if line.lows[place - 1] in words.heads and line.words[place][0].isupper():
                return _behind_a_name(line, place, stop)
        place += 1
    return None


def _behind_a_name(line: Line, at: int, stop: int) -> int:
    """Over the name of whom is spoken to where a clause opens behind it: "told Minister Ann Lee | the bridge was"."""
    place = at
    while place < stop and line.words[place][0].isupper():
        place += 1
    low = line.lows[place] if place < stop else ""
    return place if low in PERSON_PRONOUNS or low in speech().determiners or is_clitic(low) else at


def is_clitic(low: str) -> bool:
    """Whether a word is a subject with its verb: "there's", "it’s"."""
    return low[-2:] in ("'s", "’s") and low[:-2] in ("he", "she", "it", "there", "that")


def after_setting(line: Line, at: int, stop: int) -> int:
    """Over a time: "said Monday the …", "said on Monday he …"."""
    words = speech()
    place = after_date(line, at, stop)
    if place > at:
        return place
    if (
        line.lows[place] in ("on", "in", "last", "late", "early", "earlier", "this", "at")
        and place + 1 < stop
        and line.lows[place + 1].rstrip(".") in words.time_words
    ):
        place += 1
    while (
        place < stop
        and line.lows[place].rstrip(".") in words.time_words
        and not (line.lows[place] in ("may", "march", "this", "last", "next") and place == at)
    ):
        place += 1
    return place


def after_date(line: Line, at: int, stop: int) -> int:
    """Over a date: "said on May 8 …", "announced May 20 that …"; `at` when none stands there."""
    place = at + 1 if line.lows[at] == "on" else at
    is_date = (
        place + 1 < stop
        and line.words[place][0].isupper()
        and line.lows[place].rstrip(".") in speech().time_words
        and line.words[place + 1].isdigit()
    )
    return place + 2 if is_date else at
