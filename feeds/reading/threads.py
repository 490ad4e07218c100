"""Puts a story on threads: every rule that hits, what it is worth and the passage where it hit."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

from feeds.reading.text import Text
from feeds.reading.thread_rules import CompiledThread, ThreadRules, compile_rules
from feeds.reading.thread_scan import BODY, EARLY_SENTENCES, Scan
from feeds.story import Actor, ThreadEvidence, ThreadLink, ThreadRole

__all__ = ["ThreadRules", "compile_rules", "score_threads", "thread_points", "threads_without_setting"]

EARLY_POINTS = 2.0
"""Points a primary thread has in the title, the lead or the first two paragraphs."""
POINTS_A_SENTENCE = 0.5
"""Points a thread that is not in the title has for each early sentence to be primary."""


def score_threads(text: Text, actors: Sequence[Actor], rules: ThreadRules) -> tuple[ThreadLink, ...]:
    """The threads a story belongs to, in config order, each with score, role and evidence.

    Score = 1 - exp(-points / 4); the evidence's points (three decimals) sum to the points. Primary needs the primary
    score, and EARLY_POINTS of it in the title, the lead or the first two paragraphs; out of the title POINTS_A_SENTENCE
    of them. Captions never count. Linear.
    """
    scan = Scan(text, rules, actors)
    links = []
    for at, entries in rules.entries_of(scan.ready).items():
        thread = rules.threads[at]
        if _lacks_setting(thread, scan, actors):
            continue
        evidence = _evidence(thread, entries, scan, actors)
        points = sum(item.points for item in evidence)
        score = 1.0 - exp(-points / 4.0)
        if evidence and score >= rules.attach:
            links.append(ThreadLink(thread.id, round(score, 4), _role(score, evidence, scan, rules), evidence))
    return tuple(links)


def thread_points(text: Text, actors: Sequence[Actor], rules: ThreadRules) -> dict[str, tuple[ThreadEvidence, ...]]:
    """Evidence of every thread that has any, attached or not, its `needs` met or not: what `threads explain` shows."""
    scan = Scan(text, rules, actors)
    found = {
        rules.threads[at].id: _evidence(rules.threads[at], entries, scan, actors)
        for at, entries in rules.entries_of(scan.ready).items()
    }
    return {id: evidence for id, evidence in found.items() if evidence}


def threads_without_setting(text: Text, actors: Sequence[Actor], rules: ThreadRules) -> frozenset[str]:
    """Threads that a story is not on whatever hits it, because none of their `needs` stands in it."""
    scan = Scan(text, rules, actors)
    return frozenset(thread.id for thread in rules.threads if _lacks_setting(thread, scan, actors))


def _lacks_setting(thread: CompiledThread, scan: Scan, actors: Sequence[Actor]) -> bool:
    if not (thread.needs or thread.doubted_needs or thread.is_met_by_countries):
        return False
    if thread.is_met_by_countries and _between_countries(actors):
        return False
    vetoed = scan.sentences_of(thread.vetoes)
    if scan.has_one_of(thread.needs, vetoed):
        return False
    is_doubtful = scan.has_one_of(thread.doubted_needs, vetoed) or (thread.is_met_by_names and scan.is_title_named())
    return not is_doubtful or scan.has_one_of(thread.doubts, frozenset())


def _between_countries(actors: Sequence[Actor]) -> bool:
    """Whether a country or group is named in the title, or two of them are named anywhere."""
    powers = [actor for actor in actors if actor.type in ("country", "group") and actor.mentions]
    return len(powers) > 1 or any(mention.paragraph is None for actor in powers for mention in actor.mentions)


def _role(score: float, evidence: Sequence[ThreadEvidence], scan: Scan, rules: ThreadRules) -> ThreadRole:
    if score < rules.primary:
        return "secondary"
    title = sum(item.points for item in evidence if item.paragraph is None)
    begun = scan.early_starts()
    last = begun[-1] if len(begun) == EARLY_SENTENCES else (2, 0)
    early = sum(
        item.points
        for item in evidence
        if item.paragraph is not None and ((item.paragraph, item.start) < last or scan.is_lead(item))
    )
    # Out of the title a subject must fill its share of how the story begins; one sentence among many is no main one.
    least = EARLY_POINTS if title else max(EARLY_POINTS, POINTS_A_SENTENCE * min(len(begun), EARLY_SENTENCES - 1))
    return "primary" if title + early >= least else "secondary"


def _evidence(
    thread: CompiledThread, entries: Sequence[int], scan: Scan, actors: Sequence[Actor]
) -> tuple[ThreadEvidence, ...]:
    vetoed = scan.sentences_of(thread.vetoes)
    out: list[ThreadEvidence] = []
    for entry in map(thread.entries.__getitem__, entries):
        hits = scan.near(entry, vetoed) if entry.within else scan.anywhere(entry.groups[0], vetoed)
        hits.sort(key=lambda hit: -hit.zone)
        weight = entry.weight
        for hit in hits:
            if entry.is_early and hit.zone == BODY:
                break  # they are sorted
            points = round(weight * hit.zone, 3)
            if points <= 0:
                break
            paragraph, start, end = scan.span(hit)
            words = scan.text.of(paragraph)[start:end]
            out.append(ThreadEvidence(paragraph, start, end, words, points, entry.pattern))
            weight /= 2
    if out and thread.actors:
        named = _first_named(thread.actors, actors)
        if named is not None:
            out.append(named_evidence(named, thread.actors_weight))
    return tuple(out)


def _first_named(wanted: frozenset[str], actors: Sequence[Actor]) -> Actor | None:
    for actor in actors:
        if actor.mentions and (actor.name.casefold() in wanted or actor.actor.casefold() in wanted):
            return actor
    return None


def named_evidence(actor: Actor, weight: float) -> ThreadEvidence:
    """The point an actor adds, with the first place that names it."""
    first = actor.mentions[0]
    return ThreadEvidence(first.paragraph, first.start, first.end, first.text, round(weight, 3), f"actor {actor.name}")
