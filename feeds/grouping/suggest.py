"""Threads an analyst may want: clusters that no thread takes, each with a name, its terms and rules ready to paste."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from feeds.grouping.terms import TermCounts, opening, stems_of, term
from feeds.records import dataclass

LEAST_STORIES = 3
LEAST_OUTLETS = 2
LEAST_DAYS = 2
TERMS = 6

_WORD = re.compile(r"[^\W_]+")
_NOT_ID = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class GroupedStory:
    """A story of a cluster as `suggest` needs it. `threads` are the ids it is on already."""

    cluster: str
    title: str
    paragraphs: tuple[str, ...]
    outlet: str
    when: datetime
    threads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A thread that could be: its rules as TOML, and what it rests on."""

    id: str
    title: str
    terms: tuple[str, ...]
    toml: str
    cluster: str
    stories: int
    outlets: int
    days: int


def suggest(
    stories: Sequence[GroupedStory], counts: TermCounts | None = None, taken: frozenset[str] = frozenset()
) -> tuple[Suggestion, ...]:
    """Suggestions for clusters of LEAST_STORIES stories, LEAST_OUTLETS outlets and LEAST_DAYS days on no thread.

    A cluster counts as taken when a third of its stories are on a thread. The widest come first. `counts` tells which
    words are telling (the shipped counts alone when None); `taken` are thread ids that exist.
    """
    counts = counts or TermCounts()
    clusters: dict[str, list[GroupedStory]] = {}
    for story in stories:
        clusters.setdefault(story.cluster, []).append(story)
    found = []
    for cluster, members in clusters.items():
        outlets = {story.outlet for story in members}
        days = {story.when.date() for story in members}
        on_threads = sum(1 for story in members if story.threads)
        if (
            len(members) >= LEAST_STORIES
            and len(outlets) >= LEAST_OUTLETS
            and len(days) >= LEAST_DAYS
            and 3 * on_threads < len(members)
        ):
            suggestion = _suggestion(cluster, members, counts, len(outlets), len(days), taken)
            if suggestion is not None:
                found.append(suggestion)
    return tuple(sorted(found, key=lambda item: (-item.outlets, -item.stories, item.id)))


def _suggestion(
    cluster: str,
    members: Sequence[GroupedStory],
    counts: TermCounts,
    outlets: int,
    days: int,
    taken: frozenset[str],
) -> Suggestion | None:
    words = _telling_words(members, counts)
    if len(words) < 2:
        return None
    first, second, are_together = _as_they_stand(words[0], words[1], members)
    name = f"{first} {second}"
    title = name[:1].upper() + name[1:]
    id = base = _NOT_ID.sub("_", name.lower()).strip("_") or "thread"
    number = 2
    while id in taken:
        id, number = f"{base}_{number}", number + 1
    one, others = words[0].lower(), [word.lower() for word in words[1:]]
    examples = [story.title for story in members if _names(story.title, one, others)][:2]
    lines = [
        f"[threads.{id}]",
        f"title = {_quoted(title)}",
        *([f"any = [{_quoted(f'{name.lower()}:2')}]"] if are_together else []),
        f"near = [{{ terms = [{_quoted(one)}, {_quoted('|'.join(others))}], within = 12, weight = 2 }}]",
        f"match = [{', '.join(map(_quoted, examples))}]" if examples else "match = []",
    ]
    return Suggestion(id, title, tuple(words), "\n".join(lines) + "\n", cluster, len(members), outlets, days)


def _as_they_stand(one: str, other: str, members: Sequence[GroupedStory]) -> tuple[str, str, bool]:
    """Two words in the order most of the stories have them, and whether several have them side by side."""
    order, together = 0, Counter[bool]()
    for story in members:
        words = [word.lower() for word in _WORD.findall(f"{story.title} {opening(story.paragraphs, 500)}")]
        pairs = set(pairwise(words))
        together.update(way for way in (True, False) if _pair(one, other, way) in pairs)
        if one.lower() in words and other.lower() in words:
            order += 1 if words.index(one.lower()) < words.index(other.lower()) else -1
    is_forward = together[True] > together[False] or (together[True] == together[False] and order >= 0)
    return (*((one, other) if is_forward else (other, one)), max(together.values(), default=0) > 1)


def _pair(one: str, other: str, is_forward: bool) -> tuple[str, str]:
    return (one.lower(), other.lower()) if is_forward else (other.lower(), one.lower())


def _names(title: str, one: str, others: Sequence[str]) -> bool:
    """Whether the rule made of these words finds a title."""
    words = {word.lower() for word in _WORD.findall(title)}
    return one in words and not words.isdisjoint(others)


def _telling_words(members: Sequence[GroupedStory], counts: TermCounts) -> list[str]:
    """The words most of the stories have and few others do, as they are most often written."""
    in_stories: Counter[str] = Counter()
    in_titles: Counter[str] = Counter()
    written: dict[str, Counter[str]] = {}
    for story in members:
        text = f"{story.title} {opening(story.paragraphs, 500)}"
        in_stories.update(set(stems_of(text)))
        in_titles.update(set(stems_of(story.title)))
        for word in _WORD.findall(text):
            for stem in stems_of(word):
                written.setdefault(stem, Counter())[word] += 1
    scored = {
        stem: (count + in_titles[stem]) / len(members) * counts.weight(term(stem))
        for stem, count in in_stories.items()
        if count >= max(2, 0.6 * len(members)) and not stem.isdigit() and stem in written
    }
    best = sorted(scored, key=lambda stem: (-scored[stem], stem))[:TERMS]
    return [max(written[stem].items(), key=lambda item: (item[1], item[0]))[0] for stem in best]


def _quoted(text: str) -> str:
    """A TOML basic string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else " " for c in escaped) + '"'
