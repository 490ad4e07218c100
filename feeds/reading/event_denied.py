"""Denials that stand behind what they deny: ", which Vostra denies", "a claim Vostra rejects", "Vostra denied it".

The claim and its denial are two findings with the same act, so that whoever reads of one reads of the other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from feeds.reading.event_claim import source_name
from feeds.reading.event_findings import handed_out
from feeds.reading.event_sentence import AUXILIARY, NEGATION, NamedPlace, Words, words_of
from feeds.reading.text import Text
from feeds.story import Event, named

_DENY = frozenset("deny denies denied reject rejects rejected dispute disputes disputed refute refutes refuted".split())
_CLAIM = frozenset(
    """claim claims allegation allegations accusation accusations charge charges assertion assertions
    report reports""".split()
)
_BEFORE_CLAIM = frozenset(
    """a an the this that these those such any all both its their his her repeated similar latest same
    """.split()
)
_BACK_TO_IT = frozenset(("it", "this", "that", "them"))
_ENDS = frozenset((",", ".", ";", "–", "—", "-", ")", "”", '"', "and", "but", "as", "saying", "in", "on", "calling"))
_COMMAS = frozenset((",", "–", "—", "-", "("))
_IT = frozenset(("it", "they", "he", "she"))
_SUCH = frozenset(
    "the group;the movement;the country;the organisation;the organization;the company;the militia".split(";")
)
"""What somebody named before may be called."""
_LED_BY = frozenset(("but", "and", "however", "later", "yet", "though", ","))
_ASIDE = re.compile(
    r"\b(?:because|as|after|while|when|since|before|amid|if)\b(?!.*\b(?:that|said|says|accus\w+|claim\w*)\b)"
)
"""What only goes with what is claimed: "was a hypocrite because he took the money"."""
_ANOTHER_SPEAKS = re.compile(
    r"(?:\b(?:and|while|but)|;)\s[^,]{2,60}?\b(?:said|says|claim(?:s|ed)|accus(?:es|ed)|alleg(?:es|ed))\b"
)
_NO_CLAIMS = frozenset(("detain", "expel", "vote", "announce"))
"""Kinds of acts that nobody denies who denies a charge."""
_LONGEST_DENIER = 10
"""Tokens of who denies."""


def with_denials(
    text: Text, events: Sequence[Event], places: Mapping[int | None, Sequence[NamedPlace]]
) -> tuple[Event, ...]:
    """The events, each claim that the story goes on to deny followed by its denial.

    A denial has the act, the sides and the days of what it denies, the denier as its claimant, and as evidence the
    sentence of the denial, from the claim on where that stands right before it.
    """
    claims = [event for event in events if _may_be_denied(event)]
    if not claims:
        return tuple(events)
    found: list[Event] = []
    plain: set[tuple[int | None, int]] = set()
    """Where sentences stand that only deny; what was read out of them by itself says less."""
    near = {event.paragraph for event in claims}
    for paragraph in text.numbers(with_title=False):
        if (paragraph in near or (paragraph or 0) - 1 in near) and not _DENY.isdisjoint(text.plain_words(paragraph)):
            found.extend(_in_paragraph(text, paragraph, claims, places.get(paragraph, ()), plain))
    if not found:
        return tuple(events)
    kept = [event for event in events if event.kind != "reject" or (event.paragraph, event.start) not in plain]
    return _in_reading_order((*kept, *found))


def _may_be_denied(event: Event) -> bool:
    if event.paragraph is None or event.status == "denied" or event.kind in _NO_CLAIMS:
        return False
    if event.kind == "accuse":
        return True
    return event.asserted_by is not None and event.asserted_by not in _CLAIM and _is_all_that_is_claimed(event)


def _is_all_that_is_claimed(event: Event) -> bool:
    """Whether an act is what somebody claims, and the last that is claimed in its sentence."""
    what = event.what.split()
    start = max(event.evidence.find(what[min(1, len(what) - 1)]), 0)  # the first may stand for a pronoun
    end = max(event.evidence.rfind(what[-1]), start)
    return not _ASIDE.search(event.evidence[:start]) and not _ANOTHER_SPEAKS.search(event.evidence, end)


def _in_paragraph(
    text: Text,
    paragraph: int | None,
    claims: Sequence[Event],
    placed: Sequence[NamedPlace],
    plain: set[tuple[int | None, int]],
) -> list[Event]:
    body = text.of(paragraph)
    lower = body.lower()
    found: list[Event] = []
    before: tuple[int | None, int] | None = None
    if paragraph:
        before = (paragraph - 1, text.sentences(paragraph - 1)[-1][0]) if text.sentences(paragraph - 1) else None
    spans = text.sentences(paragraph)
    places = handed_out(placed, len(spans))
    for start, end in spans:
        words = words_of(body, lower, start, end, places(start, end), ())
        words.place()
        inner = _by_the_way(words)
        if inner is not None:
            told = [one for one in claims if one.paragraph == paragraph and one.start == start]
            found.extend(_denied(told, inner, body[start:end], (paragraph, start, end)))
        elif before is not None and (denier := _by_itself(words)) is not None:
            told = [one for one in claims if (one.paragraph, one.start) == before]
            first = before[1] if before[0] == paragraph else start
            denied = _denied(told, denier, body[first:end], (paragraph, first, end))
            found.extend(denied)
            if denied:
                plain.add((paragraph, start))
        before = (paragraph, start)
    return found


def _denied(told: Sequence[Event], denier: str, evidence: str, place: tuple[int | None, int, int]) -> list[Event]:
    """The denials of what was told, by whoever is not who claims it; a pronoun is who is said to have done it."""
    found = []
    for event in told:
        accused = named(event.target if event.kind == "accuse" else event.by)
        who = denier
        if who.lower() in _IT or who.lower() in _SUCH:
            if len(accused) == 1:
                who = accused[0]
            elif who.lower() in _IT:
                continue
        if who in (event.asserted_by, "") or (event.kind == "accuse" and who in event.by):
            continue
        paragraph, start, end = place
        found.append(
            replace(
                event, status="denied", asserted_by=who, evidence=evidence, paragraph=paragraph, start=start, end=end
            )
        )
    return found


def _by_the_way(words: Words) -> str | None:
    """Who denies at the end of a sentence what it tells: ", which Vostra denies", ", a claim denied by Vostra"."""
    lows = words.low
    for at in range(3, len(lows)):
        if lows[at] not in _DENY:
            continue
        if lows[at + 1 : at + 2] == ["by"] and lows[at - 1] in _CLAIM and _is_set_off(words, at - 1):
            end = next((n for n in range(at + 2, len(lows)) if lows[n] in _ENDS), len(lows))
            return source_name(words, at + 2, end) or None
        if lows[at + 1 : at + 2] and lows[at + 1] not in _ENDS:
            continue
        until = _subject_end(words, at)
        for opener in range(until - 2, max(0, until - _LONGEST_DENIER), -1):
            is_which = lows[opener] == "which" and lows[opener - 1] in _COMMAS
            if is_which or (lows[opener] in _CLAIM and _is_set_off(words, opener)):
                first = opener + 1 + (lows[opener + 1] in ("which", "that") and not is_which)
                return (source_name(words, first, until) or None) if first < until else None
    return None


def _is_set_off(words: Words, at: int) -> bool:
    """Whether a noun stands behind a comma: ", a claim", " – claims", ", an unfounded allegation"."""
    before = words.low[max(0, at - 3) : at]
    return any(low in _COMMAS for low in before)


def _by_itself(words: Words) -> str | None:
    """Who denies in a sentence of its own what was told right before: "Vostra has denied the allegations"."""
    lows = words.low
    at = next((at for at in range(1, min(len(lows), 14)) if lows[at] in _DENY), -1)
    if at < 0:
        return None
    behind = at + 1
    is_it = lows[behind : behind + 1] != [] and lows[behind] in _BACK_TO_IT and _ends(words, behind + 1)
    if not is_it:
        while behind < len(lows) and behind < at + 4 and (lows[behind] in _BEFORE_CLAIM or words.is_adjective(behind)):
            behind += 1
        if behind >= len(lows) or lows[behind] not in _CLAIM or not _ends(words, behind + 1):
            return None
    first = 0
    while first < at and lows[first] in _LED_BY:
        first += 1
    until = _subject_end(words, at)
    if not first < until or until - first > _LONGEST_DENIER:
        return None
    return source_name(words, first, until) or None


def _ends(words: Words, at: int) -> bool:
    return at >= len(words.low) or words.low[at] in _ENDS


def _subject_end(words: Words, at: int) -> int:
    """Where the subject of a verb ends: before its auxiliaries and adverbs. No negated verb denies anything."""
    until = at
    while until > 0 and (
        words.low[until - 1] in AUXILIARY or words.low[until - 1] in NEGATION or words.is_adverb(until - 1)
    ):
        until -= 1
    return until if NEGATION.isdisjoint(words.low[until:at]) else 0


def _in_reading_order(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events by where they stand; what somebody denies twice once."""
    denied: set[tuple[object, ...]] = set()
    kept: list[Event] = []
    for event in events:
        key = (event.what, event.kind, event.by, event.target, event.asserted_by)
        if event.status == "denied" and key in denied:
            continue
        if event.status == "denied":
            denied.add(key)
        kept.append(event)
    return tuple(sorted(kept, key=_place))


def _place(event: Event) -> tuple[int, int]:
    return (-1 if event.paragraph is None else event.paragraph, event.start)
