"""One line an event, whatever the number of stories that tell it: which stored event a new one is the same as, and what
the line then says. Pure: the store offers candidates and keeps the decision.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal, TypeAlias

from feeds.exchange import EventCandidate, LineFacts
from feeds.grouping.timeline_words import share_a_name, shared_words

Role: TypeAlias = Literal["report", "denial", "happened", "moved", "cancelled", "in response"]
"""How an event belongs to its line. "in response" stands on a line of its own that points to another."""

# Kinds under which two reporters may file one act.
_FAMILIES = (
    frozenset({"consult", "cooperate", "agree", "announce"}),
    frozenset({"assault", "seize", "detain"}),
    frozenset({"expel", "sanction"}),
    frozenset({"demand", "propose", "threaten"}),
    frozenset({"mobilise", "aid", "announce"}),
    frozenset({"concede", "agree"}),
    frozenset({"reject", "accuse"}),
)
_SYMMETRIC = frozenset({"consult", "cooperate", "agree"})
_ANSWERED_IN_KIND = frozenset(
    {"expel", "sanction", "assault", "accuse", "threaten", "mobilise", "seize", "detain", "reject"}
)
_FIRM = frozenset({"minute", "day"})
_AHEAD = frozenset({"scheduled", "proposed"})
_UNDATED_REACH = timedelta(days=3)
"""How far apart two stories may be whose events give no day."""
_RESPONSE_REACH_DAYS = 14
_SLIP_REACH_DAYS = 21
"""How far a scheduled event may move and still be the same one."""
_CONTRADICTION = timedelta(hours=6)
"""Stories this close that give different days contradict each other; a later one corrects the earlier."""


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
    kinds = {event.kind}
    for family in _FAMILIES:
        if event.kind in family:
            kinds |= family
    first, last = _days(event)
    reach = _SLIP_REACH_DAYS
    return Lookup(
        tuple(sorted(kinds)),
        (),
        (first - timedelta(days=reach)).isoformat(),
        (last + timedelta(days=reach)).isoformat(),
    )


def place(event: EventCandidate, candidates: Sequence[EventCandidate]) -> Placement:
    """The line an event belongs to, among the stored events offered; itself among them is passed over.

    The same act needs the same or a neighbouring kind, the same direction, days that agree (or a schedule that slipped)
    and shared words. The mirror image of an act (A expels B's, then B expels A's) is another line, "in response".
    """
    best = Placement(None, "report")
    answer: tuple[float, int] | None = None
    for other in candidates:
        if other.rowid == event.rowid:
            continue
        likeness = _likeness(event, other)
        if likeness > best.likeness:
            best = Placement(other.line, _role(event, other), None, likeness)
        weight = _response_weight(event, other)
        if weight > 0 and (answer is None or weight > answer[0]):
            answer = (weight, other.line)
    if best.line is not None:
        return best
    if answer is not None:
        return Placement(None, "in response", answer[1])
    return best


def line_facts(members: Sequence[EventCandidate], in_response_to: int | None = None) -> LineFacts:
    """What one line says, from all events on it (at least one), whichever order they come in."""
    told = sorted(members, key=lambda event: (event.when, event.rowid))
    reports = [event for event in told if event.role != "denial"] or told
    denials = [event for event in told if event.role == "denial"]
    moved_from = _moved_from(reports)
    stands = _standing(reports)
    claimants = tuple(dict.fromkeys(event.asserted_by for event in reports if event.asserted_by))
    is_own_account = any(event.asserted_by is None for event in reports)
    return LineFacts(
        event=stands.rowid,
        events=[event.rowid for event in told],
        reach=len({event.outlet for event in told}),
        own_reporting=len({event.outlet_owner or event.outlet for event in told if event.copy_of is None}) or 1,
        roles={event.rowid: event.role for event in told if event.role != "report"},
        moved_from=moved_from,
        has_conflict=_has_conflict(reports),
        in_response_to=in_response_to,
        asserted_by=() if is_own_account else claimants,
        denied_by=tuple(dict.fromkeys(_denier(event) for event in denials)),
    )


def merge(events: Sequence[EventCandidate]) -> tuple[LineFacts, ...]:
    """Lines of a set of events, told in the order their stories came; for sets small enough to hold in memory."""
    placed: list[EventCandidate] = []
    lines: dict[int, list[EventCandidate]] = {}
    answers: dict[int, int] = {}
    for event in sorted(events, key=lambda e: (e.when, e.rowid)):
        decision = place(event, placed)
        line = decision.line if decision.line is not None else event.rowid
        kept = _on_line(event, line, decision.role)
        if decision.in_response_to is not None:
            answers[line] = decision.in_response_to
        placed.append(kept)
        lines.setdefault(line, []).append(kept)
    return tuple(line_facts(members, answers.get(line)) for line, members in lines.items())


def is_unheard(last: str | None, status: str, last_heard: datetime, now: datetime) -> bool:
    """Whether a scheduled day has passed and nobody said what became of it: shown as "last heard of"."""
    if status != "scheduled" or last is None:
        return False
    day = _iso(last)
    return day is not None and day < now.date() and last_heard.date() <= day


# ------------------------------------------------------------------------------------------------ the same event?


def _likeness(event: EventCandidate, other: EventCandidate) -> float:
    """How alike two tellings are, 0 when they are not of one event."""
    is_same_kind = event.kind == other.kind
    if not is_same_kind and not any(event.kind in family and other.kind in family for family in _FAMILIES):
        return 0.0
    shared, share = shared_words(event.what, other.what)
    if shared < 2:
        return 0.0
    if not _directions_agree(event, other, share):
        return 0.0
    days = _days_agree(event, other)
    if days == "apart":
        return 0.0
    needed = 0.34 if is_same_kind else 0.5
    if days == "slipped":
        needed += 0.16
    if days == "unknown":
        needed += 0.1
    if event.story_rowid == other.story_rowid:
        needed += 0.16
    return share if share >= needed else 0.0


def _directions_agree(event: EventCandidate, other: EventCandidate, share: float) -> bool:
    if event.kind in _SYMMETRIC and other.kind in _SYMMETRIC:
        ours, theirs = (*event.by, *event.target), (*other.by, *other.target)
        return not ours or not theirs or share_a_name(ours, theirs) or share >= 0.7
    if _is_mirrored(event, other):
        return False
    if "denied" in (event.status, other.status):
        # The denial is told of the one who denies: "A attacked B", "A denies attacking B", "B was not attacked by A".
        return share_a_name((*event.by, *event.target), (*other.by, *other.target))
    same_by = not event.by or not other.by or share_a_name(event.by, other.by)
    same_target = not event.target or not other.target or share_a_name(event.target, other.target)
    if same_by and same_target:
        return True
    # A government, its capital and its leader are one actor under three names: the words have to tell.
    return (same_by or same_target) and share >= 0.6


def _is_mirrored(event: EventCandidate, other: EventCandidate) -> bool:
    return bool(
        event.by
        and other.by
        and share_a_name(event.by, other.target)
        and share_a_name(other.by, event.target)
        and not share_a_name(event.by, other.by)
    )


def _days_agree(event: EventCandidate, other: EventCandidate) -> Literal["same", "unknown", "slipped", "apart"]:
    if event.first is None or other.first is None or _iso(event.first) is None or _iso(other.first) is None:
        near = abs(event.when - other.when) <= _UNDATED_REACH
        if not near:
            near = _covers(event, other.when) or _covers(other, event.when)
        return "unknown" if near else "apart"
    first, last = _days(event)
    other_first, other_last = _days(other)
    if first <= other_last and other_first <= last:
        return "same"
    gap = max((first - other_last).days, (other_first - last).days)
    is_scheduled = "scheduled" in (event.status, other.status)
    if is_scheduled and gap <= _SLIP_REACH_DAYS:
        return "slipped"
    if (
        gap <= 2
        and event.status == other.status == "happened"
        and event.precision in _FIRM
        and other.precision in _FIRM
    ):
        return "slipped"
    return "apart"


def _covers(event: EventCandidate, moment: datetime) -> bool:
    if event.first is None or _iso(event.first) is None:
        return False
    first, last = _days(event)
    return first <= moment.date() <= last


def _role(event: EventCandidate, other: EventCandidate) -> Role:
    if event.status == "denied" and other.status != "denied":
        return "denial"
    if event.status == "cancelled":
        return "cancelled"
    if other.status in _AHEAD and event.status == "happened":
        return "happened"
    is_later = event.when >= other.when
    both_firm = event.precision in _FIRM and other.precision in _FIRM
    if is_later and both_firm and other.status == event.status == "scheduled" and event.first != other.first:
        return "moved"
    return "report"


def _response_weight(event: EventCandidate, other: EventCandidate) -> float:
    """How likely an event answers another: the mirror image of it, or a refusal of what was asked, soon after."""
    if event.when < other.when - timedelta(hours=12) or (
        event.story_rowid == other.story_rowid and event.rowid < other.rowid
    ):
        return 0.0
    gap = abs((_days(event)[0] - _days(other)[0]).days)
    if gap > _RESPONSE_REACH_DAYS:
        return 0.0
    if event.kind == other.kind and event.kind in _ANSWERED_IN_KIND and _is_mirrored(event, other):
        return 2.0 - gap / 30
    if event.kind in ("reject", "agree") and other.kind in ("demand", "propose"):
        shared, share = shared_words(event.what, other.what)
        if share_a_name(event.by, other.target) and shared >= 1 and share >= 0.2:
            return 1.0 + share
    return 0.0


# ------------------------------------------------------------------------------------------------ what a line says


def _standing(reports: Sequence[EventCandidate]) -> EventCandidate:
    """The event that stands for the line: the latest word on it, told best."""
    final = [event for event in reports if event.status in ("happened", "cancelled")] or list(reports)
    moved = [event for event in final if event.role == "moved"]
    pool = moved[-1:] or final
    latest_cancelled = [event for event in pool if event.status == "cancelled"]
    if latest_cancelled and latest_cancelled[-1].when >= max(event.when for event in pool):
        return latest_cancelled[-1]

    def rank(event: EventCandidate) -> tuple[bool, bool, bool, int, float]:
        return (
            event.asserted_by is None,
            event.precision in _FIRM and event.first is not None,
            event.copy_of is None,
            len(event.by) + len(event.target),
            -event.when.timestamp(),
        )

    return max(pool, key=rank)


def _moved_from(reports: Sequence[EventCandidate]) -> str | None:
    """The day it was scheduled for before it slipped, the day before the last change; None when it did not."""
    days: list[tuple[datetime, str]] = []
    for event in reports:
        is_firm = event.precision in _FIRM and event.status in ("scheduled", "happened")
        if is_firm and event.first and (not days or days[-1][1] != event.first):
            days.append((event.when, event.first))
    if len(days) < 2:
        return None
    (before, earlier), (after, _) = days[-2], days[-1]
    return earlier if after - before > _CONTRADICTION else None


def _has_conflict(reports: Sequence[EventCandidate]) -> bool:
    """Whether own reports give different days for what happened, or for what is scheduled at one and the same time."""
    firm = [event for event in reports if event.precision in _FIRM and event.first and event.copy_of is None]
    for number, event in enumerate(firm):
        for other in firm[number + 1 :]:
            if (event.outlet_owner or event.outlet) == (other.outlet_owner or other.outlet):
                continue
            if event.status != other.status or event.first == other.first:
                continue
            spans_meet = (event.first or "") <= (other.last or "9999") and (other.first or "") <= (event.last or "9999")
            if spans_meet:
                continue
            if event.status == "happened" or abs(event.when - other.when) <= _CONTRADICTION:
                return True
    return False


def _denier(event: EventCandidate) -> str:
    if event.asserted_by:
        return event.asserted_by
    return event.by[0] if event.by else event.outlet


def _on_line(event: EventCandidate, line: int, role: str) -> EventCandidate:
    return replace(event, line=line, role=role)


# ------------------------------------------------------------------------------------------------ days


_ISO = re.compile(r"\d{4}-\d\d-\d\d")


def _iso(value: str | None) -> date | None:
    if value is None or not _ISO.match(value):
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def _days(event: EventCandidate) -> tuple[date, date]:
    """The days an event covers; the day of the story where it gives none."""
    first = _iso(event.first)
    last = _iso(event.last)
    told = event.when.date()
    if first is None and last is None:
        return told, told
    if first is None:
        return min(told, last or told), last or told
    return first, max(first, last or max(first, told))


def slip(moved_from: str | None, day: str | None) -> str:
    """ "Thu 13 → Fri 14", with months where they differ; "" when nothing slipped."""
    before, after = _iso(moved_from), _iso(day)
    if before is None or after is None or before == after:
        return ""
    if (before.year, before.month) == (after.year, after.month):
        return f"{before:%a} {before.day} → {after:%a} {after.day}"
    return f"{before:%a} {before.day} {before:%b} → {after:%a} {after.day} {after:%b}"
