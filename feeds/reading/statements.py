"""Statements: what a speaker is reported to have said without quotation marks ("said that …", "ruled out …")."""

from __future__ import annotations

from collections.abc import Sequence

from feeds.reading.acts import Act, acts_of
from feeds.reading.knowledge import Knowledge
from feeds.reading.speech import speech
from feeds.reading.speech_lines import QUOTED, Line
from feeds.reading.text import Text
from feeds.story import Actor, Quote, Statement

STATEMENT_REASONS: dict[str, tuple[float, str]] = {
    "said-that": (0.95, "a subject, a speech verb and a clause with 'that'"),
    "said": (0.90, "a subject, a speech verb and a clause without 'that'"),
    "said-to": (0.90, "a subject and a verb that takes an infinitive or a noun: vowed to, ruled out"),
    "saying": (0.88, "a participle (saying, noting) that hangs on the subject of the sentence"),
    "clause-said": (0.92, "the clause stands first: '…, Lee said', '…, said Lee'"),
    "according-to": (0.93, "according to, in the words of"),
}
"""Reason codes of statements: the confidence of a named speaker, and what the rule looks at."""

_MINIMUM_WORDS = 3


def read_statements(
    text: Text, actors: Sequence[Actor], quotes: Sequence[Quote], knowledge: Knowledge
) -> tuple[Statement, ...]:
    """The statements of a story in reading order. Never raises; linear in the length of the text."""
    acts = acts_of(text, actors)
    found: list[Statement] = []
    for (index, number), inside in acts.by_sentence.items():
        if len(inside) > 60:
            continue
        line = acts.lines.lines[index]
        start, end = line.bounds[number]
        taken: list[tuple[int, int]] = []
        for position, act in enumerate(inside):
            span = _content(line, act, inside, position, start, end)
            if span is None:
                continue
            first, last, reason = span
            if last < first or _unquoted_words(line, first, last) < _MINIMUM_WORDS:
                continue
            if any(first < taken_last and taken_first < last for taken_first, taken_last in taken):
                continue
            taken.append((first, last))
            found.append(_statement(line, act, first, last, reason))
    return tuple(found)


def _statement(line: Line, act: Act, first: int, last: int, reason: str) -> Statement:
    start, end = line.starts[first], line.ends[last]
    speaker = act.speaker
    return Statement(
        text=line.text[start:end],
        paragraph=line.number,
        start=start,
        end=end,
        speaker=speaker.name,
        actor=speaker.actor,
        speaker_as_written=speaker.written,
        speaker_type=speaker.kind,
        verb=act.verb.lemma,
        verb_class=act.verb.verb_class,
        confidence=round(STATEMENT_REASONS[reason][0] * speaker.sureness, 2),
        reason=reason,
    )


def _unquoted_words(line: Line, first: int, last: int) -> int:
    return sum(1 for place in range(first, last + 1) if line.words[place][0].isalnum())


def _content(
    line: Line, act: Act, inside: Sequence[Act], position: int, start: int, end: int
) -> tuple[int, int, str] | None:
    """The tokens (first, last) of what is reported by an act, with the reason; None when nothing is."""
    if not act.is_real or not act.verb.takes:
        return None
    stop = end
    while stop > start and not line.words[stop - 1][0].isalnum() and line.words[stop - 1] != QUOTED:
        stop -= 1
    if act.side == "according":
        return _around_according(line, act, start, stop)
    trailing = _trailing(line, act, start, stop)
    if trailing is not None:
        return trailing
    if act.side in ("after", "passive", "infinitive"):
        return None
    return _following(line, act, inside, position, stop)


def _around_according(line: Line, act: Act, start: int, stop: int) -> tuple[int, int, str] | None:
    after = act.source.last + 1
    if act.cue_first - start <= 1:
        while after < stop and line.words[after] != ",":
            after += 1
        return (after + 1, stop - 1, "according-to") if after + 1 < stop else None
    last = act.cue_first - 1
    while last > start and not line.words[last][0].isalnum() and line.words[last] != QUOTED:
        last -= 1
    return _clause_start(line, start, last), last, "according-to"


def _trailing(line: Line, act: Act, start: int, stop: int) -> tuple[int, int, str] | None:
    """ "The plan works, Lee said." and "The plan, Lee said, works." """
    if (
        act.side not in ("before", "after")
        or act.first <= start + 1
        or line.words[act.first - 1] not in (",", "—", "–", "-", "--")
    ):
        return None
    after = (act.last if act.side == "after" else act.cue_last) + 1
    if after < stop and line.words[after] not in (",", ".", "—", "–", "-", "--", ";") and not _is_setting(line, after):
        return None
    if (
        line.lows[start] in ("when", "while", "as", "after", "in", "on", "at", "during", "speaking", "asked", "if")
        and act.side == "before"
        and (after < stop and line.words[after] != ",")
    ):
        return None
    if after < stop and line.words[after] == "," and act.verb.form != "ing" and stop - after > 3:
        return _clause_start(line, start, stop - 1), stop - 1, "clause-said"
    return _clause_start(line, start, act.first - 2), act.first - 2, "clause-said"


def _is_setting(line: Line, at: int) -> bool:
    low = line.lows[at]
    return low in speech().time_words or low in (
        "in",
        "on",
        "at",
        "during",
        "after",
        "to",
        "when",
        "as",
        "while",
        "of",
        "through",
        "via",
        "before",
        "last",
        "this",
        "earlier",
        "by",
        "from",
        "about",
        "with",
        "recently",
        "later",
    )


def _clause_start(line: Line, start: int, last: int) -> int:
    while start < last and line.lows[start] in ("and", "but", "so", "yet", ",", "also", "still"):
        start += 1
    return start


def _following(line: Line, act: Act, inside: Sequence[Act], position: int, stop: int) -> tuple[int, int, str] | None:
    """What stands behind the cue: "said [on Monday] [that] …"."""
    at = act.cue_last + 1
    lows = line.lows
    takes = act.verb.takes
    if at >= stop:
        return None
    that = _that(line, at, stop)
    if that is not None:
        first, reason = that + 1, "said-that"
    elif lows[at] == "to" and "to" in takes:
        first, reason = at, "said-to"
    elif (
        lows[at] in ("of", "about", "to", "on", "with", "against", "at", "for") and act.verb.lemma not in ("warn",)
    ) or (
        line.words[at] in (",", ":", ".", ";", "—", "–", "-", "(")
        or (
            lows[at] in ("so", "and", "as", "but", "it", "this")
            and act.verb.form != "ing"
            and lows[at] in ("so", "and", "as", "but")
        )
    ):
        return None
    elif act.verb.verb_class == "tell" and "person to" not in takes:
        first, reason = _after_addressee(line, at, stop), "said"
    elif "person to" in takes or "object" in takes or "that" in takes:
        first, reason = _after_setting(line, at, stop), "said"
    else:
        return None
    if first >= stop:
        return None
    if act.side == "participle":
        reason = "saying"
    last = stop - 1
    for later in inside[position + 1 :]:
        if later.first > first + 1 and _breaks(line, later):
            last = min(last, later.first - 1)
            break
    for place in range(first + 2, last):
        if lows[place] == "but" and line.words[place - 1] == ",":
            last = place - 1
            break
    while last > first and (
        (not line.words[last][0].isalnum() and line.words[last] != QUOTED) or lows[last] in ("and", "but", "while")
    ):
        last -= 1
    return first, last, reason


def _breaks(line: Line, later: Act) -> bool:
    """Whether a later act ends the clause: after a comma or an "and" that is not inside the clause."""
    before = line.lows[later.first - 1] if later.first else ""
    return (before in (",", "and", "but", "while", ";", "—", "–", "-")) and later.side in (
        "participle",
        "before",
        "according",
    )


def _that(line: Line, at: int, stop: int) -> int | None:
    """The "that" of the clause, over an addressee and a setting."""
    for place in range(at, min(at + 12, stop)):
        low = line.lows[place]
        if low == "that":
            return (
                place if place == at or line.lows[place - 1] not in ("of", "in", "on", "for", "all", "than") else None
            )
        if line.words[place] in (":", ";", QUOTED) or low in (
            "is",
            "are",
            "was",
            "were",
            "will",
            "would",
            "has",
            "have",
            "had",
            "should",
            "could",
            "can",
            "may",
            "he",
            "she",
            "it",
            "they",
            "we",
            "to",
            "if",
            "when",
        ):
            return None
    return None


def _after_addressee(line: Line, at: int, stop: int) -> int:
    """Over one noun phrase: "told CNN", "told the crowd in Ohio"."""
    if line.lows[at] in ("him", "her", "them", "me", "us", "reporters", "supporters", "voters", "you"):
        return at + 1
    place = at
    while place < stop and place - at < 7 and line.words[place][0].isalnum():
        low = line.lows[place]
        if place > at and (
            low in ("he", "she", "it", "they", "we", "his", "her", "their", "i", "there", "to")
            or low in speech().determiners
        ):
            return place
        place += 1
    return at + 1


def _after_setting(line: Line, at: int, stop: int) -> int:
    """Over a time: "said Monday the …", "said on Monday he …"."""
    words = speech()
    place = at
    if (
        line.lows[place] in ("on", "in", "last", "late", "early", "earlier", "this")
        and place + 1 < stop
        and line.lows[place + 1].rstrip(".") in words.time_words
    ):
        place += 1
    while (
        place < stop
        and line.lows[place].rstrip(".") in words.time_words
        and line.lows[place] not in ("may", "march", "last", "this", "next")
    ):
        place += 1
    return place
