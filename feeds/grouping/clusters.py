"""Which cluster a story belongs to: pure over the candidates a store finds by shared terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from operator import mul

from feeds.exchange import ClusterCandidate
from feeds.grouping.features import BODY_TERMS, ClusterFeatures, WeighedStory, Weigher, features
from feeds.grouping.terms import TermCounts, terms_of

__all__ = [
    "ClusterFeatures",
    "Placement",
    "TermCounts",
    "Weigher",
    "features",
    "place",
    "same_event",
    "terms_of",
]

JOIN = 0.27
"""Least mean probability over a cluster's members."""
NEIGHBOUR = 0.1
"""Probability of the most alike member from which on a cluster is looked at again with a story's."""
MEMBERS_KEPT = 5
PARTIAL_COPY = 0.5
"""A copy that shares less of its text than this is one only when it may be about the same event, too: outlets take
background from a wire into stories of their own."""
LEAST_FOR_PARTIAL_COPY = 0.25
DAYS = 3
"""Candidates are asked for within so many days."""
MOST_CANDIDATES = 16
_LEAST_WEIGHT = 11.0
"""Sum of idf of shared terms in title and lead under which two stories are not looked at any closer."""

_BIAS = -7.73
_WEIGHTS = (0.63, 1.32, 1.38, -1.32, -0.51, 1.26, 3.08, 1.62, 2.50, 1.62, 1.11, -0.71)
"""A logistic over `_measures`, fitted by Newton's method (ridge 0.001) to some 3,000 pairs of stories of the same days,
labelled by hand, that share two of their index terms."""
_ROUNDING = 1e-9
"""More than sums in another order can differ by."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a story goes: an existing cluster (its number) or None for one of its own.

    `score` is the mean probability of being about the same event as the members; `features` is what to store with
    the cluster after it has taken the story in.
    """

    cluster: int | None
    score: float
    features: bytes
    neighbours: tuple[int, ...] = ()
    """Candidates that hold a story a little like it: what `cluster_repair` looks at again together with it."""


def place(story: bytes, candidates: Sequence[ClusterCandidate], weigher: Weigher) -> Placement:
    """Joins the best candidate cluster, or none. `story` is its features as stored.

    The best is the one to whose members it is most probably alike in the mean; `cluster_repair` evens out what a later
    story shows to be wrong.
    """
    weighed = weigher.of(story)
    best: tuple[float, int] | None = None
    chosen: tuple[bytes, ...] = ()
    neighbours = []
    for candidate in sorted(candidates, key=lambda c: (-c.shared, c.cluster))[:MOST_CANDIDATES]:
        members = unpack(candidate.features)
        stories = [weigher.of(member) for member in members]
        if not any(same_event(weighed, other, NEIGHBOUR) >= NEIGHBOUR for other in stories):
            continue
        scores = [same_event(weighed, other) for other in stories]
        neighbours.append(candidate.cluster)
        score = sum(scores) / len(scores)
        if score >= JOIN and (best is None or (score, -candidate.cluster) > best):
            best, chosen = (score, -candidate.cluster), members
    if best is None:
        return Placement(None, 0.0, pack([story]), tuple(neighbours))
    return Placement(-best[1], best[0], pack([*chosen, story]), tuple(neighbours))


def same_event(one: WeighedStory, other: WeighedStory, least: float = 0.0) -> float:
    """The probability that two stories are about the same event; 0 where it cannot come to `least`."""
    theirs = other.weights
    shared = [key for key in one.weights if key in theirs]
    weight = sum(map(one.weights.__getitem__, shared))
    if weight < _LEAST_WEIGHT or (least and _most(one, other, shared, weight) < log(least / (1 - least))):
        return 0.0
    z = _BIAS + sum(map(mul, _WEIGHTS, _measures(one, other, shared, weight)))
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, z))))


def _most(one: WeighedStory, other: WeighedStory, shared: Sequence[int], weight: float) -> float:
    """The most the logistic can come to, from what the shared terms tell: most pairs need no closer look."""
    title, lead, names = one.title.get, one.lead.get, one.names
    other_title, other_lead, other_names = other.title.get, other.lead.get, other.names
    in_lead = across = in_titles = named = 0.0
    for key in shared:
        mine, theirs = lead(key, 0.0), other_lead(key, 0.0)
        my_title, their_title = title(key), other_title(key)
        in_lead += mine * theirs
        if my_title is not None:
            across += my_title * theirs
            if their_title is not None:
                in_titles += one.weights[key]
        if their_title is not None:
            across += their_title * mine
        if key in names and key in other_names:
            named += one.weights[key]
    telling = min(60.0, weight) / 30
    is_one_outlet = 1.0 if one.outlet == other.outlet else 0.0
    measures = (
        in_lead,
        dot(names, other_names),
        across / 2,
        min(72.0, abs(one.hour - other.hour)) / 24,
        is_one_outlet,
        min(6, len(one.pairs & other.pairs)) / 6,
        telling,
        1.0,
        min(20.0, in_titles) / 10,
        min(30.0, named) / 15,
        min(len(one.body), len(other.body)) / BODY_TERMS,
        telling * is_one_outlet,
    )
    return sum(map(mul, _WEIGHTS, measures), _BIAS + _ROUNDING)


def _measures(one: WeighedStory, other: WeighedStory, shared: Sequence[int], weight: float) -> tuple[float, ...]:
    telling = min(60.0, weight) / 30
    is_one_outlet = one.outlet == other.outlet
    in_titles = sum([one.weights[key] for key in one.title if key in other.title])
    named = sum([one.weights[key] for key in shared if key in one.names and key in other.names])
    return (
        dot(one.lead, other.lead),
        dot(one.names, other.names),
        (dot(one.title, other.lead) + dot(other.title, one.lead)) / 2,
        min(72.0, abs(one.hour - other.hour)) / 24,
        1.0 if is_one_outlet else 0.0,
        min(6, len(one.pairs & other.pairs)) / 6,
        telling,
        (_covered(one, other) + _covered(other, one)) / 2,
        min(20.0, in_titles) / 10,
        min(30.0, named) / 15,
        min(len(one.body), len(other.body)) / BODY_TERMS,
        telling if is_one_outlet else 0.0,
    )


def dot(one: Mapping[int, float], other: Mapping[int, float]) -> float:
    """The cosine of two vectors of length 1."""
    return sum([weight * other[key] for key, weight in one.items() if key in other])


def _covered(one: WeighedStory, other: WeighedStory) -> float:
    """How much of one title the other story says anywhere."""
    body, lead = other.body, other.weights
    return sum([weight * weight for key, weight in one.title.items() if key in body or key in lead])


def pack(members: Sequence[bytes]) -> bytes:
    """Features of a cluster: those of its first story and of its latest, MEMBERS_KEPT in all."""
    kept = list(members) if len(members) <= MEMBERS_KEPT else [members[0], *members[-(MEMBERS_KEPT - 1) :]]
    return b"".join(len(member).to_bytes(4, "big") + member for member in kept)


def unpack(data: bytes | None) -> tuple[bytes, ...]:
    """The features of the members packed into a cluster's; none for None or bytes of another form."""
    members = []
    position = 0
    while data and position + 4 <= len(data):
        size = int.from_bytes(data[position : position + 4], "big")
        piece = data[position + 4 : position + 4 + size]
        if len(piece) < size or size < 20:
            break
        members.append(piece)
        position += 4 + size
    return tuple(members)
