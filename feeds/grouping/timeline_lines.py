"""What one line of the timeline says of all its tellings: which stands, where it moved, who denies it, conflicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeAlias

from feeds.exchange import EventCandidate, LineFacts
from feeds.grouping.timeline import Role, place
from feeds.grouping.timeline_days import FIRM, iso_day
from feeds.grouping.timeline_words import (
    stems,
)

Rank: TypeAlias = tuple[bool, bool, bool, bool, int, int, float]
"""What events of a line are compared by, to find the one that stands for it."""
_OWNED = ("his ", "her ", "its ", "their ", "he ", "she ", "it ", "they ")
"""Starts of phrases that lean on words outside them."""
_CONTRADICTION = timedelta(hours=2)
"""Stories this close that give different days contradict each other; a later one corrects the earlier."""


def line_facts(members: Sequence[EventCandidate], in_response_to: int | None = None) -> LineFacts:
    """What one line says, from all events on it (at least one), whichever order they come in."""
    told = _in_their_roles(sorted(members, key=lambda event: (event.when, event.rowid)))
    reports = [event for event in told if event.role != "denial"] or told
    denials = [event for event in told if event.role == "denial"]
    stands = _standing(reports)
    moved_from = _moved_from(reports, stands)
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
    day = iso_day(last)
    return day is not None and day < now.date() and last_heard.date() <= day


def _in_their_roles(told: Sequence[EventCandidate]) -> list[EventCandidate]:
    """The events of a line with the roles they have beside all the others, in whichever order they were placed."""
    is_told = any(event.status != "denied" for event in told)
    planned: EventCandidate | None = None
    found: list[EventCandidate] = []
    for event in told:
        role: Role = "report"
        if event.role == "in response":
            role = "in response"
        elif event.status == "denied":
            role = "denial" if is_told else "report"
        elif event.status == "cancelled" and len(told) > 1:
            role = "cancelled"
        elif event.status == "happened" and planned is not None:
            role = "happened"
        elif event.status == "scheduled" and event.precision in FIRM and event.copy_of is None:
            role = "moved" if planned is not None and planned.first != event.first else "report"
            planned = event
        found.append(event if event.role == role else replace(event, role=role))
    return found


def _standing(reports: Sequence[EventCandidate]) -> EventCandidate:
    """The event that stands for the line: the latest word on it, told best."""
    final = [event for event in reports if event.status in ("happened", "cancelled")] or list(reports)
    moved = [event for event in final if event.role == "moved"]
    pool = [event for event in final if event.first == moved[-1].first] if moved else final
    latest_cancelled = [event for event in pool if event.status == "cancelled"]
    if latest_cancelled and latest_cancelled[-1].when >= max(event.when for event in pool):
        return latest_cancelled[-1]

    outlets: dict[frozenset[str], set[str]] = {}
    for event in pool:
        outlets.setdefault(stems(event.what), set()).add(event.outlet)

    return max(pool, key=lambda event: rank(event, len(outlets[stems(event.what)])))


def rank(event: EventCandidate, outlets: int) -> Rank:
    """How well an event told in such words by so many outlets stands for a line."""
    return (
        event.asserted_by is None or event.status == "scheduled",
        event.precision in FIRM and event.first is not None,
        event.copy_of is None,
        not event.what.startswith(_OWNED),
        outlets,
        len(event.by) + len(event.target),
        -event.when.timestamp(),
    )


def _moved_from(reports: Sequence[EventCandidate], stands: EventCandidate) -> str | None:
    """The day it was scheduled for before it slipped, the day before the last change; None when it did not."""
    days: list[tuple[datetime, str, str]] = []
    for event in reports:
        is_firm = event.precision in FIRM and event.status in ("scheduled", "happened")
        if is_firm and event.first and (not days or days[-1][1] != event.first):
            days.append((event.when, event.first, event.status))
    if len(days) < 2:
        return None
    (before, earlier, status), (after, later, _) = days[-2], days[-1]
    # Only what was scheduled can slip: of what happened, two days are a contradiction or two reports.
    is_slip = status == "scheduled" and after - before > _CONTRADICTION and stands.first == later
    return earlier if is_slip else None


def _has_conflict(reports: Sequence[EventCandidate]) -> bool:
    """Whether own reports give different days for what happened, or for what is scheduled at one and the same time."""
    firm = [event for event in reports if event.precision in FIRM and event.first and event.copy_of is None]
    if len({(event.status, event.first) for event in firm}) == len({event.status for event in firm}):
        return False  # one day of each kind: the commonest by far, and lines may hold hundreds
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


def slip(moved_from: str | None, day: str | None) -> str:
    """ "Thu 13 → Fri 14", with months where they differ; "" when nothing slipped."""
    before, after = iso_day(moved_from), iso_day(day)
    if before is None or after is None or before == after:
        return ""
    if (before.year, before.month) == (after.year, after.month):
        return f"{before:%a} {before.day} → {after:%a} {after.day}"
    return f"{before:%a} {before.day} {before:%b} → {after:%a} {after.day} {after:%b}"
