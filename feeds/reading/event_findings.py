"""What earlier readers found, laid out for events: by paragraph, handed out sentence by sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from operator import attrgetter
from typing import Generic, TypeVar

from feeds.reading.entries import Person
from feeds.reading.event_sentence import NamedPlace
from feeds.reading.event_words import event_words
from feeds.reading.knowledge import Knowledge
from feeds.story import Actor, Quote, Statement, Timex

_DATELINE = re.compile(r"[A-Z][A-Z .'’/-]{2,}(?:,[^,.]{2,20})?,\s*")
"""A place in capitals before a date."""
LATEST_DATELINE = 60
"""Where the day of a dispatch stands at the latest, in characters of its paragraph."""
_START = attrgetter("start")
_FEW = 8
"""Sentences for each of which all findings of the paragraph may be looked at."""
Finding = TypeVar("Finding", Quote, Statement, Timex)
Spanned = TypeVar("Spanned", Quote, Statement, Timex, NamedPlace)
_OF_A_COUNTRY = frozenset("government military army navy forces troops authorities".split())


class Cursor(Generic[Spanned]):
    """Findings of a paragraph, handed out sentence by sentence in one pass."""

    __slots__ = ("findings", "first")

    def __init__(self, findings: Sequence[Spanned]) -> None:
        """The findings are sorted by where they start."""
        self.findings: Sequence[Spanned] = findings
        self.first = 0

    def overlapping(self, start: int, end: int) -> list[Spanned]:
        """Those that touch a span; spans must come in order."""
        findings, first, last = self.findings, self.first, len(self.findings)
        while first < last and findings[first].end <= start:
            first += 1
        self.first = first
        found: list[Spanned] = []
        while first < last and findings[first].start < end:
            if findings[first].end > start:
                found.append(findings[first])
            first += 1
        return found


def handed_out(findings: Sequence[Spanned], sentences: int) -> Callable[[int, int], Sequence[Spanned]]:
    """What gives the findings of a paragraph of so many sentences that touch a span, asked in order."""
    if not findings:
        return _nothing
    return Cursor(findings).overlapping if sentences > _FEW else partial(_touching, findings)


def _nothing(start: int, end: int) -> tuple[()]:
    return ()


def _touching(findings: Sequence[Spanned], start: int, end: int) -> list[Spanned]:
    return [finding for finding in findings if finding.start < end and finding.end > start]


def is_dateline(body: str, timex: Timex) -> bool:
    """ "SELM, May 21 (Wire) –": the day of the dispatch, not of an event."""
    return timex.start < LATEST_DATELINE and _DATELINE.fullmatch(body, 0, timex.start) is not None


def countries_of(actors: Sequence[Actor], knowledge: Knowledge) -> dict[str, str]:
    """The country of each person the who's-who knows, and of each country itself, by the name in the story."""
    found: dict[str, str] = {}
    for actor in actors:
        if actor.type == "country":
            found[actor.name] = actor.name
        elif actor.type == "person":
            entry = knowledge.whos_who.entry(actor.actor)
            country = knowledge.whos_who.country(entry.country) if isinstance(entry, Person) else None
            if country is not None:
                found[actor.name] = country.name
    return found


def places_of(actors: Sequence[Actor], knowledge: Knowledge) -> dict[int | None, list[NamedPlace]]:
    places: defaultdict[int | None, list[NamedPlace]] = defaultdict(list)
    demonyms: dict[str, bool] = {}

    def is_demonym(text: str) -> bool:
        known = demonyms.get(text)
        if known is None:
            known = demonyms[text] = knowledge.whos_who.demonym(text) is not None
        return known

    for actor in actors:
        name = actor.name
        last = name.rsplit(" ", 1)[-1].lower()
        is_for_a_country = actor.type == "group" and last not in event_words().own_masters
        if is_for_a_country or (actor.type == "organisation" and last in _OF_A_COUNTRY):
            # "British diplomats" and "the British government" act for their country, "Vostran rebels" do not.
            country = knowledge.whos_who.demonym(name.split(" ", 1)[0])
            name = country.name if country is not None else name
        kind = actor.type
        if kind != "country":
            for mention in actor.mentions:
                places[mention.paragraph].append(NamedPlace(mention.start, mention.end, name, kind))
            continue
        for mention in actor.mentions:
            is_adjective = is_demonym(mention.text)
            places[mention.paragraph].append(NamedPlace(mention.start, mention.end, name, kind, is_adjective))
    for found in places.values():
        if len(found) > 1:
            found.sort(key=_first_and_longest)
    return places


def _first_and_longest(place: NamedPlace) -> int:
    return (place.start << 32) - place.end


def by_paragraph(findings: Sequence[Finding]) -> dict[int | None, list[Finding]]:
    """The findings of each paragraph by where they start."""
    grouped: dict[int | None, list[Finding]] = {}
    for finding in findings:
        grouped.setdefault(finding.paragraph, []).append(finding)
    for found in grouped.values():
        if len(found) > 1:
            found.sort(key=_START)
    return grouped
