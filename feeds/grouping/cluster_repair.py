"""Looks over the clusters of late and says which to merge, split or move a story from: order of arrival evened out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, TypeAlias

from feeds.exchange import ClusterMember
from feeds.grouping.clusters import JOIN, same_event
from feeds.grouping.features import ClusterFeatures

RepairKind: TypeAlias = Literal["merge", "split", "move"]

MERGE = 0.42
"""Least mean probability between the stories of two clusters that are merged."""
LOOSE = 0.15
"""A story that belongs to its cluster with less than this, and to another with MOVE or more, is moved."""
MOVE = 0.5
SHARED_TERMS = 3
MEMBERS_COMPARED = 8
LINK = 0.3
"""Two stories of a cluster are linked from this on; parts without a link between them are split."""


@dataclass(frozen=True, slots=True)
class Repair:
    """One correction, for the store to carry out and log.

    merge: `cluster` goes into `into` (the older one keeps its id, the other becomes a redirect).
    split: `stories` leave `cluster` for one of their own. move: `stories` leave `cluster` for `into`.
    `score` is the mean probability that speaks for it; `why` the sentence for the log.
    """

    kind: RepairKind
    cluster: int
    stories: tuple[int, ...]
    score: float
    why: str
    into: int | None = None


def repair(clusters: Mapping[int, Sequence[ClusterMember]], held: frozenset[int] = frozenset()) -> tuple[Repair, ...]:
    """Corrections to clusters given with all their members, in the order to carry them out.

    `held` are clusters an analyst merged, split or pinned: they are left alone. Each cluster is part of one correction
    at most, so the result is valid as a whole; a second run after it finds what that opened up. Copies follow their
    originals and are not looked at.
    """
    stories = {
        cluster: {member.rowid: member for member in members if member.copy_of is None and member.features}
        for cluster, members in clusters.items()
        if cluster not in held
    }
    features = {
        rowid: ClusterFeatures.from_bytes(member.features)
        for members in stories.values()
        for rowid, member in members.items()
        if member.features
    }
    similar = _Similarity(features)
    repairs: list[Repair] = []
    done: set[int] = set()
    for cluster, members in stories.items():
        split = _split(cluster, list(members), similar)
        if split is not None:
            repairs.append(split)
            done.add(cluster)
    pairs = _neighbours({cluster: list(members) for cluster, members in stories.items()}, features)
    scored = sorted(
        ((similar.between(list(stories[one]), list(stories[other])), one, other) for one, other in pairs),
        key=lambda item: (-item[0], item[1], item[2]),
    )
    for score, one, other in scored:
        if one in done or other in done:
            continue
        if score >= MERGE:
            older, younger = sorted((one, other), key=lambda c: (min(m.when for m in stories[c].values()), c))
            repairs.append(
                Repair(
                    "merge",
                    younger,
                    tuple(stories[younger]),
                    score,
                    f"{len(stories[younger])} and {len(stories[older])} stories are about one event ({score:.2f})",
                    older,
                )
            )
            done |= {one, other}
            continue
        move = _move(one, other, stories, similar) or _move(other, one, stories, similar)
        if move is not None:
            repairs.append(move)
            done |= {one, other}
    return tuple(repairs)


def _split(cluster: int, rowids: list[int], similar: _Similarity) -> Repair | None:
    """The parts of a cluster that no link holds to its first story."""
    if len(rowids) < 3:
        return None
    rowids = rowids[:60]
    reached, open_ends = {rowids[0]}, [rowids[0]]
    while open_ends:
        here = open_ends.pop()
        linked = [rowid for rowid in rowids if rowid not in reached and similar.of(here, rowid) >= LINK]
        reached.update(linked)
        open_ends.extend(linked)
    apart = [rowid for rowid in rowids if rowid not in reached]
    if not apart:
        return None
    score = similar.between(apart, list(reached))
    return Repair(
        "split",
        cluster,
        tuple(apart),
        1 - score,
        f"{len(apart)} of {len(rowids)} stories have no link to the others ({score:.2f})",
    )


def _move(
    home: int, other: int, stories: Mapping[int, Mapping[int, ClusterMember]], similar: _Similarity
) -> Repair | None:
    """A story of one cluster that belongs to the other."""
    mine = list(stories[home])
    if len(mine) < 2:
        return None
    for rowid in mine:
        rest = [other_rowid for other_rowid in mine if other_rowid != rowid]
        here, there = similar.between([rowid], rest), similar.between([rowid], list(stories[other]))
        if here < LOOSE and there >= max(MOVE, JOIN):
            why = f"it is nearer to the other stories ({there:.2f}) than to these ({here:.2f})"
            return Repair("move", home, (rowid,), there, why, other)
    return None


def _neighbours(clusters: Mapping[int, Sequence[int]], features: Mapping[int, ClusterFeatures]) -> set[tuple[int, int]]:
    """Pairs of clusters that share telling terms, without comparing all with all."""
    by_term: dict[int, set[int]] = {}
    for cluster, rowids in clusters.items():
        for rowid in rowids[:MEMBERS_COMPARED]:
            for term in features[rowid].index_terms():
                by_term.setdefault(term, set()).add(cluster)
    shared: Counter[tuple[int, int]] = Counter()
    for owners in by_term.values():
        if 2 <= len(owners) <= 40:
            shared.update(combinations(sorted(owners), 2))
    return {pair for pair, count in shared.items() if count >= SHARED_TERMS}


class _Similarity:
    """Probabilities of story pairs, each worked out once."""

    def __init__(self, features: Mapping[int, ClusterFeatures]) -> None:
        self._features = features
        self._known: dict[tuple[int, int], float] = {}

    def of(self, one: int, other: int) -> float:
        key = (one, other) if one < other else (other, one)
        found = self._known.get(key)
        if found is None:
            found = same_event(self._features[key[0]], self._features[key[1]])
            self._known[key] = found
        return found

    def between(self, ones: Sequence[int], others: Sequence[int]) -> float:
        """The mean over pairs, of at most MEMBERS_COMPARED stories a side."""
        ones, others = ones[:MEMBERS_COMPARED], others[:MEMBERS_COMPARED]
        pairs = [(one, other) for one in ones for other in others]
        return sum(self.of(one, other) for one, other in pairs) / len(pairs) if pairs else 0.0
