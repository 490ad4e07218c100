"""One line an event, whatever the number of stories that tell it: which stored event a new one is the same as.

Pure: the store offers candidates and keeps the decision.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, TypeAlias

from feeds.exchange import EventCandidate
from feeds.grouping.timeline_days import FIRM, days_of, is_undated
from feeds.grouping.timeline_telling import AHEAD, PLAN, SYMMETRIC, Telling
from feeds.grouping.timeline_words import (
    are_different_counts,
    are_of_an_ambassador,
    share_a_name,
    shared_words,
    stems_of_names,
    telling,
)
from feeds.records import dataclass

Role: TypeAlias = Literal["report", "denial", "happened", "moved", "cancelled", "in response"]
"""How an event belongs to its line. "in response" stands on a line of its own that points to another."""
_ANSWERED_IN_KIND = frozenset({"expel", "sanction"})
"""Kinds whose mirror image answers by itself; of others only when the words say so: in a war blow follows blow."""
_ANSWERS = frozenset({"reject", "agree"})
"""Kinds that answer what was demanded or proposed."""
_ASKED = frozenset({"demand", "propose"})
_SAYS_SO = re.compile(r"retaliat|in response|responded|reciprocal|tit-for-tat|counter(?:ed|measure)", re.IGNORECASE)
_RECURRING = frozenset({"assault", "protest"})
"""Kinds that happen night after night: another day is another event."""
_UNDATED_REACH_DAYS = 3
"""How far from its story an event without a day may lie."""
_RESPONSE_REACH_DAYS = 14
_ANSWER_REACH_DAYS = 5
_BEFORE = timedelta(hours=12)
"""So much later than an answer to it may what is answered still be told."""
_SLIP_REACH_DAYS = 21
"""How far a scheduled event may move and still be the same one."""


# Kinds under which two reporters may file one act; what only lies ahead ("plan") may be of any kind.
_FAMILIES = (
    frozenset({"expel", "sanction"}),
    frozenset({"assault", "seize"}),
    frozenset({"concede", "agree"}),
    frozenset({"mobilise", "aid"}),
    frozenset({"propose", "demand"}),
)


@dataclass(frozen=True, slots=True)
class Lookup:
    """What to ask the store for to place one event: kinds, and the days (inclusive, ISO) it may lie on."""

    kinds: tuple[str, ...]
    actors: tuple[str, ...]
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an event belongs: the line to join (None opens one), how, and what it answers (a line)."""

    line: int | None
    role: Role
    in_response_to: int | None = None
    likeness: float = 0.0
    """0 to 1: the share of telling words; 0 for a line of its own."""


def lookup(event: EventCandidate) -> Lookup:
    """What candidates to fetch for an event. Actors are left to `place`: reporters name them differently."""
    return _lookup(event.kind, event.status == "rejected", *days_of(event))


@lru_cache(maxsize=1024)
def _lookup(kind: str, is_rejected: bool, first: date, last: date) -> Lookup:
    kinds = {kind, PLAN}
    if kind == "reject" or is_rejected:
        kinds |= {"reject", "agree"}  # "rejects", "will not accept"
    for family in _FAMILIES:
        if kind in family:
            kinds |= family
    if kind in ("reject", "agree"):
        kinds |= {"demand", "propose"}  # what it may answer
    reach = timedelta(days=_SLIP_REACH_DAYS)
    return Lookup(tuple(sorted(kinds)), (), (first - reach).isoformat(), (last + reach).isoformat())


def place(
    event: EventCandidate, candidates: Sequence[EventCandidate], met: dict[int, Telling] | None = None
) -> Placement:
    """The line an event belongs to, among the stored events offered; itself among them is passed over.

    The same act needs the same or a neighbouring kind, the same direction, days that agree (or a schedule that
    slipped) and shared words that tell; the less the actors agree, the more words. The mirror image of an act (A expels
    B's, then B expels A's) is another line, "in response". `met` keeps what was worked out of the candidates, by rowid,
    for the next event.
    """
    met = {} if met is None else met
    ours = met[event.rowid] = Telling(event)
    words, goes = ours.words, ours.is_journey
    tellings: list[Telling] = []
    near: set[int] = set()
    answer: tuple[float, int] | None = None
    is_answer, kind = event.kind in _ANSWERS, event.kind
    may_mirror = bool(event.by and event.target)
    for other in candidates:
        theirs = met.get(other.rowid)
        if theirs is None or theirs.event is not other:
            theirs = met[other.rowid] = Telling(other)
        # Without a word in common only two journeys of one person can be the same.
        if not words.isdisjoint(theirs.words) or (goes and theirs.is_journey):
            near.add(other.line)
        tellings.append(theirs)
        if (is_answer and other.kind in _ASKED) or (may_mirror and other.kind == kind and theirs.names):
            weight = _response_weight(event, other)
            if weight > 0 and (answer is None or weight > answer[0]) and other.rowid != event.rowid:
                answer = (weight, other.line)
    lines: dict[int, list[Telling]] = {}
    if near:
        for theirs in tellings:
            other = theirs.event
            if other.line in near and other.rowid != event.rowid:
                lines.setdefault(other.line, []).append(theirs)
    best = Placement(None, "report")
    for line, members in lines.items():
        # A line that slipped holds tellings of the old day: those of the day at hand say whether it is the same.
        if event.status == "scheduled":
            members = [member for member in members if member.event.first == event.first] or members
        if len(members) == 1:
            closest = members[0]
            likeness = _likeness(ours, closest)
            if likeness > best.likeness:
                best = Placement(line, _role(event, closest.event), None, likeness)
            continue
        likenesses = [
            0.0 if words.isdisjoint(member.words) and not (goes and member.is_journey) else _likeness(ours, member)
            for member in members
        ]
        alike = [value for value in likenesses if value > 0]
        # Like most of the line, not like one of it: else lines grow by chains of half-alike events.
        if 2 * len(alike) < len(members) or not alike:
            continue
        likeness = sum(alike) / len(alike)
        if likeness > best.likeness:
            closest = members[likenesses.index(max(likenesses))]
            best = Placement(line, _role(event, closest.event), None, likeness)
    if best.line is not None:
        return best
    if answer is not None:
        return Placement(None, "in response", answer[1])
    return best


def _likeness(ours: Telling, theirs: Telling) -> float:
    """How alike two tellings with a word in common are, 0 when they are not of one event."""
    kind, other_kind = ours.kind, theirs.kind
    is_same_kind = kind == other_kind or PLAN in (kind, other_kind)
    if not is_same_kind and not any(kind in family and other_kind in family for family in _FAMILIES):
        return 0.0
    event, other = ours.event, theirs.event
    are_entries = ours.is_entry and theirs.is_entry and event.first == other.first
    own, their_own = ours.own_words, theirs.own_words
    if own.isdisjoint(their_own) and not (
        are_entries or ours.words == theirs.words or own <= theirs.name_words or their_own <= ours.name_words
    ):
        return 0.0  # the commonest by far, so before all else is asked
    days = _days_agree(ours, theirs)
    if days == "apart":
        return 0.0
    if ours.words == theirs.words and event.kind == other.kind and ours.words and not _is_mirrored(event, other):
        return 1.0  # the same sentence in a reprint
    fit = _direction_fit(event, other) if ours.names and theirs.names else "none"
    if fit == "against" or (ours.rounds and theirs.rounds and ours.rounds.isdisjoint(theirs.rounds)):
        return 0.0  # the fourth round and the fifth
    if days != "same" and event.kind in _RECURRING and are_different_counts(event.what, other.what):
        return 0.0  # six drones of one night, nine of another
    if days == "same" and are_entries and _is_one_appointment(ours, theirs):
        return 0.8
    our_words, their_words = own - theirs.name_words, their_own - ours.name_words
    shared = len(our_words & their_words)
    share = shared / max(1, min(len(our_words), len(their_words)))
    if not our_words or not their_words:
        # Nothing but names and common words: only the very same wording is the same event.
        shared, share = shared_words(event.what, other.what)
        return share if fit == "full" and share >= 0.75 and shared >= 2 else 0.0
    least, needed = {"full": (1, 0.34), "half": (2, 0.5), "none": (3, 0.6), "other": (4, 0.75)}[fit]
    needed += {"same": 0.0, "unknown": 0.1, "slipped": 0.1}[days]
    is_denial = (event.status == "denied") != (other.status == "denied")
    if not is_same_kind or (event.story_rowid == other.story_rowid and not is_denial):
        needed += 0.16
    return share if shared >= least and share >= needed else 0.0


def _is_one_appointment(ours: Telling, theirs: Telling) -> bool:
    """Whether two entries of one day's agenda are one: of one thing side by side in both, or one person's journey."""
    event, other = ours.event, theirs.event
    if not ours.telling_runs.isdisjoint(theirs.runs):
        return True
    apart = event.target and other.target and not share_a_name(event.target, other.target)
    both_go = ours.is_journey and theirs.is_journey
    return both_go and not apart and share_a_name(event.by, other.by)


def _direction_fit(event: EventCandidate, other: EventCandidate) -> Literal["full", "half", "none", "other", "against"]:
    """Whether who and whom agree, where both name somebody: both, one of them, nothing to compare, or against each
    other."""
    ours, theirs = (*event.by, *event.target), (*other.by, *other.target)
    if event.kind in SYMMETRIC and other.kind in (*SYMMETRIC, PLAN):
        shared = sum(1 for name in dict.fromkeys(ours) if share_a_name((name,), theirs))
        if shared >= 2:
            return "full"
        # One in common of several named on both sides: two meetings of one man.
        return "against" if not shared or min(len(ours), len(theirs)) > 1 else "half"
    if _is_mirrored(event, other):
        return "against"
    if "denied" in (event.status, other.status):
        # A denial is told of the one who denies: "A attacked B", "A denies attacking B", "B was not attacked by A".
        return "half" if share_a_name(ours, theirs) else "against"
    by = _agree(event.by, other.by)
    target = _agree(event.target, other.target)
    if by is False and target is False:
        return "against"
    if by and event.kind == other.kind == "expel" and are_of_an_ambassador(event.what, other.what):
        return "half"  # Vostra's ambassador, named or not
    if by is False or target is False:
        # A government, its capital and its leader are one actor under three names: the words have to tell.
        return "other" if by or target else "against"
    if by and target:
        return "full"
    return "half" if by or target else "none"


def _agree(ours: Sequence[str], theirs: Sequence[str]) -> bool | None:
    """Whether two sides share a name; None when one of them names nobody."""
    return share_a_name(ours, theirs) if ours and theirs else None


def _is_mirrored(event: EventCandidate, other: EventCandidate) -> bool:
    return bool(
        event.by
        and other.by
        and share_a_name(event.by, other.target)
        and share_a_name(other.by, event.target)
        and not share_a_name(event.by, other.by)
    )


def _days_agree(ours: Telling, theirs: Telling) -> Literal["same", "unknown", "slipped", "apart"]:
    gap = max(ours.first - theirs.last, theirs.first - ours.last)
    if ours.is_undated or theirs.is_undated:
        # An event without a day is taken to be about as old as its story.
        return "unknown" if gap <= _UNDATED_REACH_DAYS else "apart"
    if gap <= 0:
        return "same"
    if gap > _SLIP_REACH_DAYS or not ours.is_firm or not theirs.is_firm:
        return "apart"
    event, other = ours.event, theirs.event
    if "scheduled" in (event.status, other.status):
        return "slipped"
    both_happened = event.status == other.status == "happened"
    if gap <= 2 and both_happened and event.kind not in _RECURRING:
        return "slipped"
    return "apart"


def _role(event: EventCandidate, other: EventCandidate) -> Role:
    if event.status == "denied" and other.status != "denied":
        return "denial"
    if event.status == "cancelled":
        return "cancelled"
    if other.status in AHEAD and event.status == "happened":
        return "happened"
    is_later = event.when >= other.when
    both_firm = event.precision in FIRM and other.precision in FIRM
    if is_later and both_firm and other.status == event.status == "scheduled" and event.first != other.first:
        return "moved"
    return "report"


def _response_weight(event: EventCandidate, other: EventCandidate) -> float:
    """How likely an event answers another: the mirror image of it, or a refusal of what was asked, soon after."""
    is_refusal = event.kind in _ANSWERS and other.kind in _ASKED
    is_mirror = event.kind == other.kind and _is_mirrored(event, other)
    if not is_refusal and not is_mirror:
        return 0.0
    if event.when < other.when - _BEFORE or (event.story_rowid == other.story_rowid and event.rowid < other.rowid):
        return 0.0
    gap = abs((days_of(event)[0] - days_of(other)[0]).days)
    if gap > _RESPONSE_REACH_DAYS:
        return 0.0
    if is_mirror and (_SAYS_SO.search(event.what) or (event.kind in _ANSWERED_IN_KIND and _comes_after(event, other))):
        return 2.0 - gap / 30
    if is_refusal and gap <= _ANSWER_REACH_DAYS:
        names = stems_of_names(event.by, event.target, other.by, other.target)
        ours, theirs = telling(event.what) - names, telling(other.what) - names
        share = len(ours & theirs) / max(1, min(len(ours), len(theirs)))
        if share_a_name(event.by, other.target) and share >= 0.6:
            return 1.0 + share
    return 0.0


def _comes_after(event: EventCandidate, other: EventCandidate) -> bool:
    """Whether an act is known to be the later one: by its day, else by when it was first told; of two on one day in
    one story nobody knows, nor when the other is what says that it answers."""
    if _SAYS_SO.search(other.what):
        return False
    if not is_undated(event) and not is_undated(other):
        gap = (days_of(event)[0] - days_of(other)[0]).days
        if gap != 0:
            return gap > 0
    return event.story_rowid != other.story_rowid and event.when > other.when
