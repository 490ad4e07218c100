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
    """Complaints about patterns, tried on stored texts and whom they name. Without any only what the patterns show."""
    hits: dict[tuple[str, str], int] = {}
    for text, actors in stories:
        for thread, evidence in thread_points(text, actors, rules).items():
            for pattern in {item.pattern for item in evidence}:
                hits[thread, pattern] = hits.get((thread, pattern), 0) + 1
    notes: list[LintNote] = []
    for thread_rules in rules.threads:
        notes.extend(_of_thread(thread_rules, rules, hits, len(stories)))
    return tuple(notes)


def _of_thread(
    thread: CompiledThread, rules: ThreadRules, hits: dict[tuple[str, str], int], texts: int
) -> list[LintNote]:
    notes = []
    for entry in thread.entries:
        count = hits.get((thread.id, entry.pattern), 0)
        if not all(entry.groups):
            notes.append(_note(thread, entry.pattern, "has no letters", 0, "holds no word, so it can never hit"))
        elif texts and count == 0:
            notes.append(_note(thread, entry.pattern, "never hits", 0, f"hits none of {texts} stories"))
        elif texts >= 20 and count > ALWAYS_SHARE * texts:
            notes.append(_note(thread, entry.pattern, "nearly always hits", count, f"hits {count} of {texts} stories"))
    plain = [entry for entry in thread.entries if not entry.within]
    vetoes = [rules.phrases[number] for number in thread.vetoes]
    for entry in plain:
        mine = [rules.phrases[number] for number in entry.groups[0]]
        for other in plain:
            theirs = [rules.phrases[number] for number in other.groups[0]]
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
