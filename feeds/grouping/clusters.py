"""Which cluster a story belongs to: pure over the candidates a store finds by shared terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt

from feeds.exchange import ClusterCandidate
from feeds.grouping.features import ClusterFeatures, features
from feeds.grouping.terms import TermCounts, terms_of

__all__ = ["ClusterFeatures", "Placement", "TermCounts", "features", "place", "same_event", "terms_of"]

JOIN = 0.35
"""Least mean probability over a cluster's members."""
MEMBERS_KEPT = 8
DAYS = 3
"""Candidates are asked for within so many days."""
MOST_CANDIDATES = 24
_LEAST_WEIGHT = 7.0
"""Sum of idf of shared terms in title and lead under which two stories are not looked at any closer."""

_BIAS = -6.86
_WEIGHTS = (1.63, 0.81, -0.22, 1.99, 2.03, 0.85, -0.01, -1.33, -0.92, 1.11, 0.18, 1.78, 4.22, 2.85)
"""A logistic over `_measures`, fitted by Newton's method to pairs of stories of the same days labelled by hand."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a story goes: an existing cluster (its number) or None for one of its own.

    `score` is the mean probability of being about the same event as the members; `features` is what to store with
    the cluster after it has taken the story in.
    """

    cluster: int | None
    score: float
    features: bytes


def place(story: ClusterFeatures, candidates: Sequence[ClusterCandidate]) -> Placement:
    """Joins the best candidate cluster, or none. A member most alike counts as much as the mean of all."""
    best: tuple[float, int] | None = None
    chosen: ClusterCandidate | None = None
    for candidate in sorted(candidates, key=lambda c: (-c.shared, c.cluster))[:MOST_CANDIDATES]:
        members = members_of(candidate.features)
        if not members:
            continue
        score = sum(same_event(story, member) for member in members) / len(members)
        if score >= JOIN and (best is None or (score, -candidate.cluster) > best):
            best, chosen = (score, -candidate.cluster), candidate
    if best is None or chosen is None:
        return Placement(None, 0.0, pack([story]))
    return Placement(chosen.cluster, best[0], pack([*members_of(chosen.features), story]))


def same_event(one: ClusterFeatures, other: ClusterFeatures) -> float:
    """The probability that two stories are about the same event."""
    shared = one.weights.keys() & other.weights.keys()
    weight = sum(one.weights[key] for key in shared)
    if weight < _LEAST_WEIGHT:
        return 0.0
    z = _BIAS + sum(w * x for w, x in zip(_WEIGHTS, _measures(one, other, weight), strict=True))
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, z))))


def _measures(one: ClusterFeatures, other: ClusterFeatures, weight: float) -> tuple[float, ...]:
    title, lead, body = dot(one.title, other.title), dot(one.lead, other.lead), dot(one.body, other.body)
    crossed = (dot(one.title, other.lead) + dot(one.lead, other.title)) / 2
    deep = min(1.0, (dot(one.title, other.body) + dot(one.body, other.title)) / 2)
    return (
        title,
        lead,
        body,
        dot(one.names, other.names),
        crossed,
        deep,
        min(3, len(one.numbers & other.numbers)) / 3,
        min(72.0, abs(one.hour - other.hour)) / 24,
        1.0 if one.outlet == other.outlet else 0.0,
        sqrt(title * body),
        sqrt(lead * body),
        min(6, len(one.pairs & other.pairs)) / 6,
        min(60.0, weight) / 30,
        (_covered(one, other) + _covered(other, one)) / 2,
    )


def dot(one: dict[int, float], other: dict[int, float]) -> float:
    """The cosine of two vectors of length 1."""
    if len(other) < len(one):
        one, other = other, one
    return sum(one[key] * other[key] for key in one.keys() & other.keys())


def _covered(one: ClusterFeatures, other: ClusterFeatures) -> float:
    """How much of one title the other story says anywhere."""
    return sum(weight * weight for key, weight in one.title.items() if key in other.body or key in other.weights)


def pack(members: Sequence[ClusterFeatures]) -> bytes:
    """Features of a cluster: those of its first story and of its latest, MEMBERS_KEPT in all."""
    kept = list(members) if len(members) <= MEMBERS_KEPT else [members[0], *members[-(MEMBERS_KEPT - 1) :]]
    out = bytearray()
    for member in kept:
        data = member.to_bytes()
        out += len(data).to_bytes(4, "big") + data
    return bytes(out)


def members_of(data: bytes | None) -> tuple[ClusterFeatures, ...]:
    """The members packed into a cluster's features; none for None or bytes of an older form."""
    members = []
    position = 0
    while data and position + 4 <= len(data):
        size = int.from_bytes(data[position : position + 4], "big")
        piece = data[position + 4 : position + 4 + size]
        if len(piece) < size or size < 22:
            break
        members.append(ClusterFeatures.from_bytes(piece))
        position += 4 + size
    return tuple(members)
