"""Which cluster a story belongs to: pure over the candidates a store finds by shared terms."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from math import exp, inf, log, sqrt
from operator import mul

from feeds.exchange import ClusterCandidate
from feeds.grouping.features import BODY_TERMS, ClusterFeatures, WeighedStory, Weigher, features
from feeds.grouping.terms import TermCounts, terms_of
from feeds.records import dataclass

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
LEAST_PROBABILITY = 0.02
"""Pairs less probable count as 0."""
MEMBERS_KEPT = 5
DAYS = 3
"""Candidates are asked for within so many days."""
MOST_CANDIDATES, MOST_CANDIDATES_BRIEF = 6, 4
"""Clusters a story, and one of a sentence or three, is compared with."""
LEAST_SHARED = 0.7
"""Weight of the index terms a story shares with a candidate, at least: as a share of that of a term never seen."""
LEAST_SHARED_BRIEF = 1.2
"""The same for a story of a sentence or three: nearly all it has to say stands in its index terms."""
_LEAST_WEIGHT = 11.0
"""Sum of idf of shared terms in title and lead under which two stories are not looked at any closer."""

_BIAS = -7.73
_LEAD, _NAMES, _TITLE_IN_LEAD, _COVERED = 0.63, 1.32, 1.38, 1.62
_APART, _ONE_OUTLET, _PAIRS, _TELLING = -1.32, -0.51, 1.26, 3.08
_BY_TITLE, _BY_NAME, _BODY, _TELLING_ONE_OUTLET = 2.50, 1.62, 1.11, -0.71
"""A logistic over the measures in `same_event`, fitted by Newton's method (ridge 0.001) to some 3,000 pairs of stories
of the same days, labelled by hand, that share two of their index terms."""
_ZEROS = repeat(0.0)
_ROUNDING = 1e-9
"""More than sums in another order can differ by."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a story goes: an existing cluster (its number) or None for one of its own.

    `score` is the mean probability of being about the same event as the members; `features` is what to store with
    the cluster after it has taken the story in, None for a story alone.
    """

    cluster: int | None
    score: float
    features: bytes | None
    neighbours: tuple[int, ...] = ()
    """Candidates that hold a story a little like it: what `cluster_repair` looks at again together with it."""


def place(story: bytes, candidates: Sequence[ClusterCandidate], weigher: Weigher) -> Placement:
    """Joins the best candidate cluster, or none. `story` is its features as stored.

    The best is the one to whose members it is most probably alike in the mean; `cluster_repair` evens out what a later
    story shows to be wrong.
    """
    weighed = weigher.of(story)
    best: tuple[float, int] | None = None
    chosen: tuple[WeighedStory, ...] = ()
    neighbours = []
    for candidate in sorted(candidates, key=lambda c: (-c.shared, c.cluster))[:MOST_CANDIDATES]:
        members = members_in(candidate, weigher)
        # Most candidates are not even neighbours, which is told sooner than how little the story is like them.
        scores = [likeness(weighed, member, NEIGHBOUR) for member in members]
        if not scores or max(scores) < NEIGHBOUR:
            continue
        if len(members) > 1:
            scores = [score or likeness(weighed, member) for score, member in zip(scores, members, strict=True)]
        neighbours.append(candidate.cluster)
        score = sum(scores) / len(scores)
        if score >= JOIN and (best is None or (score, -candidate.cluster) > best):
            best, chosen = (score, -candidate.cluster), members
    if best is None:
        return Placement(None, 0.0, None, tuple(neighbours))
    return Placement(-best[1], best[0], pack([*(member.data for member in chosen), story]), tuple(neighbours))


def least_shared(story: WeighedStory, weigher: Weigher) -> float:
    """The weight of the index terms it shares with a story from which on another is compared with it."""
    return weigher.most * (LEAST_SHARED_BRIEF if story.is_brief else LEAST_SHARED)


def likeness(one: WeighedStory, other: WeighedStory, least: float = LEAST_PROBABILITY) -> float:
    """`same_event` where it comes to `least` (LEAST_PROBABILITY or more), else that or 0; worked out once for two
    stories: those a story is compared with when it is placed are looked at again with their neighbours."""
    known = one.likeness.get(other)
    if known is None:
        known = same_event(one, other, least)
        if known or least <= LEAST_PROBABILITY:
            one.likeness[other] = other.likeness[one] = known
    return known


def same_event(one: WeighedStory, other: WeighedStory, least: float = 0.0) -> float:
    """The probability that two stories are about the same event; 0 where it cannot come to `least`."""
    shared = list(one.terms & other.terms)
    weigh = one.weights.__getitem__
    weights = list(map(weigh, shared))
    weight = sum(weights)
    if weight < _LEAST_WEIGHT:
        return 0.0
    my_title, my_names, my_body, my_terms, my_pairs = one.outline
    their_title, their_names, their_body, their_terms, their_pairs = other.outline
    named = my_names & their_names
    telling = (weight if weight < 60.0 else 60.0) / 30
    is_one_outlet = 1.0 if one.outlet == other.outlet else 0.0
    apart = abs(one.hour - other.hour)
    pairs = len(my_pairs & their_pairs)
    titled = my_title & their_title
    by_title = sum(map(weigh, titled)) if titled else 0.0
    by_name = sum(map(weigh, named.intersection(shared))) if named else 0.0
    z = _BIAS + (
        _APART * ((apart if apart < 72.0 else 72.0) / 24)
        + _ONE_OUTLET * is_one_outlet
        + _PAIRS * ((pairs if pairs < 6 else 6) / 6)
        + _TELLING * telling
        + _BY_TITLE * ((by_title if by_title < 20.0 else 20.0) / 10)
        + _BY_NAME * ((by_name if by_name < 30.0 else 30.0) / 15)
        + _BODY * ((my_body if my_body < their_body else their_body) / BODY_TERMS)
        + _TELLING_ONE_OUTLET * (telling * is_one_outlet)
    )
    # The rest takes longer to work out: how much of each title the other story says, then the cosines of the names,
    # and longest those of the leads. What is not worked out yet may be all there could be, of a title no more than
    # the other story says of it.
    cosines = _LEAD + (_NAMES if named else 0.0)
    floor = log(least / (1 - least)) - _ROUNDING if least else -inf
    if z + cosines + _TITLE_IN_LEAD + _COVERED < floor:
        return 0.0
    title, title_there = one.title_length, other.title_length
    said, said_there = my_title & their_terms, their_title & my_terms
    covered = sum(map(one.title_squares.__getitem__, said)) / (title * title)
    covered_there = sum(map(other.title_squares.__getitem__, said_there)) / (title_there * title_there)
    z += _COVERED * (covered + covered_there) / 2
    in_lead = _TITLE_IN_LEAD * (sqrt(covered) + sqrt(covered_there)) / 2
    if z + cosines + in_lead < floor:
        return 0.0
    if named:
        both = map(mul, map(one.names.__getitem__, named), map(other.names.__getitem__, named))
        squared = [weight * weight for weight in map(weigh, named)]
        z += _NAMES * sum(map(mul, both, squared)) / (one.names_length * other.names_length)
        if z + _LEAD + in_lead < floor:
            return 0.0
    # The vectors at the terms both have: what a term counts for there times what it weighs.
    lead, lead_there = one.lead_length, other.lead_length
    mine = list(map(mul, map(one.lead.get, shared, _ZEROS), weights))
    theirs = list(map(mul, map(other.lead.get, shared, _ZEROS), weights))
    z += _LEAD * sum(map(mul, mine, theirs)) / (lead * lead_there)
    titles = map(mul, map(one.title.get, shared, _ZEROS), weights)
    titles_there = map(mul, map(other.title.get, shared, _ZEROS), weights)
    my_title_there = sum(map(mul, titles, theirs)) / (title * lead_there)
    their_title_here = sum(map(mul, titles_there, mine)) / (title_there * lead)
    z += _TITLE_IN_LEAD * (my_title_there + their_title_here) / 2
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, z))))


def pack(members: Sequence[bytes]) -> bytes:
    """Features of a cluster: those of its first story and of its latest, MEMBERS_KEPT in all."""
    return b"".join(len(member).to_bytes(4, "big") + member for member in _kept(members))


def _kept(members: Sequence[bytes]) -> tuple[bytes, ...]:
    return tuple(members) if len(members) <= MEMBERS_KEPT else (members[0], *members[-(MEMBERS_KEPT - 1) :])


def members_in(candidate: ClusterCandidate, weigher: Weigher) -> tuple[WeighedStory, ...]:
    """A candidate's members; those of one that was a candidate before are known."""
    if candidate.features is None:
        own = candidate.story_features
        return (weigher.of(own[0]),) if len(own) == 1 else tuple(map(weigher.of, _kept(own)))
    key = hash(candidate.features)
    members = weigher.together.get(key)
    if members is None:
        members = weigher.together[key] = tuple(map(weigher.of, unpack(candidate.features)))
    return members


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
