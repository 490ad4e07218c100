"""What an outlet changed in a story: readable sentences, and a difference by words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal, TypeAlias

ChangeKind: TypeAlias = Literal["same", "removed", "added"]
RevisionVerdict: TypeAlias = Literal["same", "revision", "flapping"]

MOST_REVISIONS = 20
"""Revisions kept of one story; a feed that changes it more often than this is flapping."""
_WORDS_COMPARED = 600
_WORD = re.compile(r"\w+")
_TOKEN = re.compile(r"\s*\S+")
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words that stayed, went or came; `paragraph_end` ends a paragraph after it."""

    kind: ChangeKind
    text: str
    paragraph_end: bool = False


def judge_revision(earlier: Sequence[str], text: str) -> RevisionVerdict:
    """Whether a text that came again is a revision, given all its earlier versions, oldest first.

    White space, case and punctuation alone make none. A version that was there before (A, B, A), and any beyond
    MOST_REVISIONS, is a feed that flaps: its latest text is kept, its history does not grow.
    """
    folded = _folded(text)
    if earlier and _folded(earlier[-1]) == folded:
        return "same"
    if len(earlier) >= MOST_REVISIONS or any(_folded(version) == folded for version in earlier[:-1]):
        return "flapping"
    return "revision"


def describe(title_before: str, title_after: str, before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    """What changed between two versions, as short sentences; empty when only white space did."""
    sentences = []
    if _folded(title_before) != _folded(title_after) and (title_before or title_after):
        sentences.append(f"headline changed from “{title_before}” to “{title_after}”")
    added, removed, changed = _paragraph_counts(before, after)
    for count, what in ((added, "added"), (removed, "removed"), (changed, "changed")):
        if count:
            sentences.append(f"{count} {'paragraph' if count == 1 else 'paragraphs'} {what}")
    for old, new in _changed_numbers(before, after)[:3]:
        sentences.append(f"{old} became {new}")
    return tuple(sentences)


def difference(before: Sequence[str], after: Sequence[str]) -> tuple[Change, ...]:
    """The later version with what went and what came, by words; unchanged paragraphs are one run each.

    Joined without the removed runs it reads as the later version. Long paragraphs that have little in common are
    shown as one removed and one added run.
    """
    changes: list[Change] = []
    for tag, first, last, start, end in _matcher(before, after).get_opcodes():
        if tag == "equal":
            changes.extend(Change("same", text, True) for text in after[start:end])
            continue
        paired = min(last - first, end - start)
        for offset in range(paired):
            changes.extend(_words(before[first + offset], after[start + offset]))
        changes.extend(Change("removed", text, True) for text in before[first + paired : last])
        changes.extend(Change("added", text, True) for text in after[start + paired : end])
    return tuple(changes)


def title_difference(before: str, after: str) -> tuple[Change, ...]:
    """The difference of two headlines, by words."""
    return tuple(_words(before, after))


def _words(before: str, after: str) -> list[Change]:
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if len(old) > _WORDS_COMPARED or len(new) > _WORDS_COMPARED:
        return [Change("removed", before, True), Change("added", after, True)]
    changes: list[Change] = []
    for tag, first, last, start, end in _matcher(
        [token.strip() for token in old], [token.strip() for token in new]
    ).get_opcodes():
        if tag == "equal":
            changes.append(Change("same", "".join(new[start:end])))
            continue
        if last > first:
            changes.append(Change("removed", "".join(old[first:last])))
        if end > start:
            changes.append(Change("added", "".join(new[start:end])))
    if changes:
        changes[-1] = Change(changes[-1].kind, changes[-1].text, True)
    return changes


def _paragraph_counts(before: Sequence[str], after: Sequence[str]) -> tuple[int, int, int]:
    """(added, removed, changed) paragraphs."""
    added = removed = changed = 0
    for tag, first, last, start, end in _matcher(
        [_folded(text) for text in before], [_folded(text) for text in after]
    ).get_opcodes():
        if tag != "equal":
            paired = min(last - first, end - start)
            changed += paired
            removed += last - first - paired
            added += end - start - paired
    return added, removed, changed


def _changed_numbers(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, str]]:
    """Numbers that took another's place between the same words: a death toll that rose."""
    found = []
    changes = difference(before, after)
    for old, new in pairwise(changes):
        if old.kind == "removed" and new.kind == "added":
            olds, news = _NUMBER.findall(old.text), _NUMBER.findall(new.text)
            if len(olds) == len(news) == 1 and len(old.text) < 40 and len(new.text) < 40 and olds != news:
                found.append((olds[0], news[0]))
    return found


def _matcher(before: Sequence[str], after: Sequence[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, before, after, autojunk=len(before) > 400)


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
