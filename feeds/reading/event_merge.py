"""One event however often a story comes back to it: the title, the lead and the body often tell the same act."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from feeds.story import Event

_WORD = re.compile(r"[^\W_]+")
_ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|es|s)$")
_PLAIN = frozenset(
    """
    a an the of in on at by for with from to into and or but as is are was were be been has have had will would it its
    his her their he she they that this which who not
    """.split()
)


def once_each(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events in reading order, each told once: the telling with a day wins, then the first that is no title."""
    kept: list[Event] = []
    for event in events:
        for number, other in enumerate(kept):
            if is_same(event, other):
                kept[number] = _fuller(other, event)
                break
        else:
            kept.append(event)
    return tuple(kept)


def is_same(a: Event, b: Event) -> bool:
    """Whether two tellings within one story are of one event: kind, direction, days and words agree."""
    if a.kind != b.kind or (a.by and b.by and not set(a.by) & set(b.by)):
        return False
    if a.target and b.target and not set(a.target) & set(b.target):
        return False
    if a.from_ and b.from_ and (a.from_ > (b.to or "9999") or b.from_ > (a.to or "9999")):
        return False
    ours, theirs = stems(a.what), stems(b.what)
    shared = len(ours & theirs)
    return shared >= 2 and shared >= 0.5 * min(len(ours), len(theirs))


def stems(phrase: str) -> frozenset[str]:
    """The telling words of a phrase, endings cut."""
    words = (_ENDING.sub("", word) for word in _WORD.findall(phrase.lower()) if word not in _PLAIN)
    return frozenset(word for word in words if len(word) > 1 or word.isdigit())


def _fuller(first: Event, second: Event) -> Event:
    keep, other = first, second
    has_better_day = first.from_ is None and second.from_ is not None
    is_title_less_telling = first.paragraph is None and (first.from_ is None or second.from_ is not None)
    if has_better_day or is_title_less_telling:
        keep, other = second, first
    asserted_by = _asserted(first, second)
    return replace(
        keep,
        by=keep.by or other.by,
        target=keep.target or other.target,
        actors=tuple(dict.fromkeys((*keep.actors, *other.actors))),
        asserted_by=asserted_by,
    )


def _asserted(first: Event, second: Event) -> str | None:
    """Who asserts what was told twice.

    A title leaves the claimant out for brevity, so it never makes a fact of a claim; nor does a later sentence, once
    the story has named its claimant.
    """
    if first.paragraph is None:
        return second.asserted_by
    return first.asserted_by
