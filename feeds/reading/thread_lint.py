"""What is wrong with thread rules: examples that fail, and patterns that never hit, always hit or hide in another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, TypeAlias

from feeds.reading.text import Text
from feeds.reading.thread_rules import CompiledThread, Phrase, ThreadRules
from feeds.reading.threads import score_threads, thread_points
from feeds.records import dataclass
from feeds.story import Actor

LintKind: TypeAlias = Literal["never hits", "nearly always hits", "stands inside", "has no letters", "always vetoed"]

ALWAYS_SHARE = 0.5
"""A pattern that hits more than half of all stories tells nothing."""
LEAST_HIT = 300
"""Stories that other patterns of its thread hit, from which on it is said of a pattern that it hits none: with 95 %
certainty it then hits less than one in a hundred of them (the rule of three)."""
LEAST_TRIED = 300
"""Stories from which on it is said of a thread that nothing of it ever hits."""


@dataclass(frozen=True, slots=True)
class LintNote:
    """One complaint about one pattern. `hits` counts stories of those it was tried on."""

    thread: str
    pattern: str
    kind: LintKind
    hits: int
    message: str


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """One `match` or `no_match` example, scored as a title."""

    thread: str
    title: str
    is_wanted: bool
    score: float
    is_right: bool


def check_examples(rules: ThreadRules, actors_of: Callable[[Text], Sequence[Actor]]) -> tuple[ExampleResult, ...]:
    """Every example of every thread, in config order: what `threads test` prints. `actors_of` reads whom one names."""
    results = []
    for thread in rules.threads:
        examples = [(title, True) for title in thread.match] + [(title, False) for title in thread.no_match]
        for title, is_wanted in examples:
            text = Text(title, ())
            links = score_threads(text, actors_of(text), rules)
            score = next((link.score for link in links if link.id == thread.id), 0.0)
            results.append(ExampleResult(thread.id, title, is_wanted, score, (score > 0) == is_wanted))
    return tuple(results)


def lint(rules: ThreadRules, stories: Sequence[tuple[Text, Sequence[Actor]]]) -> tuple[LintNote, ...]:
    """Complaints about patterns, tried on stored texts and whom they name. Of few texts only what the patterns show:
    that one hits none of a handful of stories tells nothing of it."""
    hits: dict[tuple[str, str], int] = {}
    hit: dict[str, int] = {}
    for text, actors in stories:
        for thread, evidence in thread_points(text, actors, rules).items():
            hit[thread] = hit.get(thread, 0) + 1
            for pattern in {item.pattern for item in evidence}:
                hits[thread, pattern] = hits.get((thread, pattern), 0) + 1
    notes: list[LintNote] = []
    for thread_rules in rules.threads:
        notes.extend(_of_thread(thread_rules, rules, hits, hit.get(thread_rules.id, 0), len(stories)))
    return tuple(notes)


def _of_thread(
    thread: CompiledThread, rules: ThreadRules, hits: dict[tuple[str, str], int], hit: int, texts: int
) -> list[LintNote]:
    notes = []
    if not hit and texts >= LEAST_TRIED and thread.entries:
        notes.append(_note(thread, "*", "never hits", 0, f"no pattern of it hits any of {texts:,} stories"))
    for entry in thread.entries:
        count = hits.get((thread.id, entry.pattern), 0)
        if not all(entry.groups):
            notes.append(_note(thread, entry.pattern, "has no letters", 0, "holds no word, so it can never hit"))
        elif hit >= LEAST_HIT and count == 0:
            message = f"hits none of {texts:,} stories, {hit:,} of which other patterns of the thread hit"
            notes.append(_note(thread, entry.pattern, "never hits", 0, message))
        elif texts >= 20 and count > ALWAYS_SHARE * texts:
            message = f"hits {count:,} of {texts:,} stories"
            notes.append(_note(thread, entry.pattern, "nearly always hits", count, message))
    plain = [entry for entry in thread.entries if not entry.within]
    vetoes = [rules.phrases[number] for number in thread.vetoes]
    for entry in plain:
        mine = [rules.phrases[number] for number in entry.groups[0]]
        for other in plain:
            theirs = [rules.phrases[number] for number in other.groups[0]]
            if other.is_early and not entry.is_early:
                continue
            if other is not entry and mine and all(any(_covers(big, small) for big in theirs) for small in mine):
                message = f"every place it hits is also hit by {other.pattern!r}: both count"
                notes.append(
                    _note(thread, entry.pattern, "stands inside", hits.get((thread.id, entry.pattern), 0), message)
                )
                break
        if mine and vetoes and all(any(_covers(veto, phrase) for veto in vetoes) for phrase in mine):
            notes.append(_note(thread, entry.pattern, "always vetoed", 0, "every place it hits is vetoed by `none`"))
    return notes


def _covers(wide: Phrase, narrow: Phrase) -> bool:
    """Whether the wide phrase hits wherever the narrow one does."""
    size = len(wide.tokens)
    if wide.is_before_country and not narrow.is_before_country:
        return False
    for first in range(len(narrow.tokens) - size + 1):
        window = narrow.tokens[first : first + size]
        if all(_token_covers(*pair) for pair in zip(wide.tokens, window, strict=True)):
            return True
    return False


def _token_covers(wide: tuple[str, bool], narrow: tuple[str, bool]) -> bool:
    return narrow[0].startswith(wide[0]) if wide[1] else wide == narrow


def _note(thread: CompiledThread, pattern: str, kind: LintKind, hits: int, message: str) -> LintNote:
    return LintNote(thread.id, pattern, kind, hits, message)
