"""When an alert would have fired on what is stored: each cluster is let grow again, story by story, as it came in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from feeds.grouping.cluster_facts import facts
from tui.desk.alert_settings import AlertSettings
from tui.desk.alerts import Candidate, candidates, is_quiet, judge

if TYPE_CHECKING:
    from store.queries import Queries
    from store.rows import StoryRow

_STRETCH = timedelta(hours=6)
"""Velocity is taken over so long, as a cluster's own is (`ClusterRow.velocity`)."""


def replayed(
    queries: Queries, alert: AlertSettings, since: datetime, zone: tzinfo
) -> list[tuple[datetime, StoryRow, tuple[str, ...]]]:
    """When an alert would have fired, oldest first: (moment, story, why), with its cool-down and quiet hours.

    Own reporting and velocity are taken as they grew, story by story. What the query asks, who had not been heard and
    what was moved are taken as the store knows them now.
    """
    age = max(timedelta(hours=1), queries.now - since)
    moments = []
    for candidate in candidates(queries, alert, age):
        for moment, then in _grown(queries, candidate):
            verdict = judge(alert, then)
            if verdict.fires:
                moments.append((moment, candidate.story, verdict.why))
                break
    fired: list[tuple[datetime, StoryRow, tuple[str, ...]]] = []
    free_from: datetime | None = None
    for moment, story, why in sorted(moments, key=lambda entry: (entry[0], entry[1].id)):
        told = moment if free_from is None else max(moment, free_from)
        while is_quiet(alert, told, zone):
            told += timedelta(minutes=1)
        if told > queries.now:
            break  # held back until later: it has not fired yet
        if told >= since:
            if free_from is None or told >= free_from:
                free_from = told + timedelta(minutes=alert.cool_down_minutes)
            fired.append((told, story, why))
    return fired


def _grown(queries: Queries, candidate: Candidate) -> Iterator[tuple[datetime, Candidate]]:
    """The candidate as it stood when each story of its cluster came in, from the moment it was there itself."""
    found = queries.cluster(candidate.story.cluster)
    if found is None:
        yield candidate.story.seen, candidate
        return
    seen = {story.rowid: story.seen for story in found[1]}
    arrived = sorted(queries.reporters(candidate.story.cluster), key=lambda member: (seen[member.rowid], member.rowid))
    for count, member in enumerate(arrived, start=1):
        there = arrived[:count]
        if seen[member.rowid] < candidate.story.seen:
            continue
        latest = max(each.when for each in there)
        velocity = sum(each.when > latest - _STRETCH for each in there) / (_STRETCH / timedelta(hours=1))
        story = replace(candidate.story, own_reporting=facts(there).own_reporting)
        yield seen[member.rowid], replace(candidate, story=story, velocity=velocity)
