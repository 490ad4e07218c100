"""One event however often a story comes back to it: the title, the lead and the body often tell the same act."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from feeds.story import Event, named

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\b\d[\d.,]*\b")
_ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|es|s)$")
_BACK = re.compile(
    r"(?:The|the|This|this|Their|their|His|his|Her|her) (?:\w+ )?(?:meeting|talks|summit|visit|trip|session)\b"
)
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
            if is_same(other, event):
                kept[number] = _fuller(other, event)
                break
        else:
            kept.append(event)
    return tuple(kept)


def is_same(a: Event, b: Event) -> bool:
    """Whether two tellings within one story are of one event: kind, direction, days and words agree."""
    if _denies_the_other(a, b):
        return False
    if _is_same_appointment(a, b):
        return True
    if a.kind != b.kind and "plan" not in (a.kind, b.kind):
        return False
    is_title = a.paragraph is None
    if not is_title and _are_others(a.by, b.by):
        return False
    if _refers_back(a, b):
        return True
    if not is_title and _are_others(a.target, b.target):
        return False
    if a.from_ and b.from_ and (a.from_ > (b.to or "9999") or b.from_ > (a.to or "9999")):
        return False
    if not is_title and _count_others(a.what, b.what):
        return False
    ours, theirs = stems(a.what), stems(b.what)
    shared = len(ours & theirs)
    # A headline tells the body's event in other words: a shared actor makes up for some of them.
    is_headline_of = is_title and bool(set(a.by) & set(b.by) or set(a.target) & set(b.target))
    needed = 0.34 if is_headline_of else 0.5
    return shared >= 2 and shared >= needed * min(len(ours), len(theirs))


def _denies_the_other(a: Event, b: Event) -> bool:
    """Whether one says it happened and the other that it did not: both are told, or the denial would be lost."""
    return (a.status == "denied") != (b.status == "denied")


def _count_others(what: str, other: str) -> bool:
    """Whether both give numbers, and no number is in both: "57,000 people displaced", "53,000 people killed"."""
    ours, theirs = set(_NUMBER.findall(what)), set(_NUMBER.findall(other))
    return bool(ours and theirs and not ours & theirs)


def _are_others(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether both sides name somebody, and nobody is named by both; "police" may be whoever the other names."""
    a, b = set(named(ours)), set(named(theirs))
    return bool(a and b and not a & b)


def _is_same_appointment(a: Event, b: Event) -> bool:
    """Two tellings of what lies ahead on one day, whatever their verbs: "will be held", "is to take place"."""
    if a.status != "scheduled" or b.status != "scheduled" or a.from_ is None or b.from_ is None:
        return False
    if not (a.from_ <= (b.to or b.from_) and b.from_ <= (a.to or a.from_)):
        return False
    ours, theirs = stems(a.what), stems(b.what)
    shared = len(ours & theirs)
    needed = 0.34 if a.paragraph is None else 0.45
    names = len({*a.by, *a.target} & {*b.by, *b.target})
    if a.paragraph is None and shared and names and shared + names >= 2:
        return True
    return shared >= 2 and shared >= needed * min(len(ours), len(theirs))


def _refers_back(a: Event, b: Event) -> bool:
    """ "The meeting, scheduled for Thursday, …" gives the day of a meeting told just before without one."""
    is_near = a.paragraph is not None and b.paragraph is not None and 0 <= b.paragraph - a.paragraph <= 3
    is_short_of_day = a.from_ is None and b.from_ is not None
    is_ahead = a.status == b.status == "scheduled" and a.kind == b.kind == "consult"
    return is_near and is_short_of_day and is_ahead and bool(_BACK.match(b.what))


@lru_cache(maxsize=1024)
def stems(phrase: str) -> frozenset[str]:
    """The telling words of a phrase, endings cut."""
    words = (_ENDING.sub("", word) for word in _WORD.findall(phrase.lower()) if word not in _PLAIN)
    return frozenset(word for word in words if len(word) > 1 or word.isdigit())


def _fuller(first: Event, second: Event) -> Event:
    keep, other = first, second
    if _refers_back(first, second):
        when = second
    else:
        has_better_day = first.from_ is None and second.from_ is not None
        is_body_telling = first.paragraph is None and (first.from_ is None or second.from_ is not None)
        if has_better_day or is_body_telling:
            keep, other = second, first
        when = keep
    is_one_account = first.paragraph is None or first.asserted_by == second.asserted_by
    by = keep.by
    if is_one_account and not named(by):
        by = named(other.by) or by or other.by
    return replace(
        keep,
        kind=other.kind if keep.kind == "plan" else keep.kind,
        by=by,
        target=tuple(name for name in keep.target or other.target if name not in by),
        actors=named((*by, *keep.target, *other.target)),
        when_text=when.when_text,
        from_=when.from_,
        to=when.to,
        precision=when.precision,
        asserted_by=_asserted(first, second),
    )


def _asserted(first: Event, second: Event) -> str | None:
    """Who asserts what was told twice.

    A title leaves the claimant out for brevity, so it never makes a fact of a claim; nor does a later sentence, once
    the story has named its claimant.
    """
    if first.paragraph is None:
        return second.asserted_by
    return first.asserted_by
