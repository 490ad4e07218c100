"""Groups the stories of neighbouring clusters afresh, so that the order they came in does not matter, and says what to
merge, split or move for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import accumulate, combinations
from typing import Literal, TypeAlias

from feeds.exchange import ClusterMember, LoneStory
from feeds.grouping.clusters import JOIN, LEAST_PROBABILITY, LEAST_SHARED, least_shared, likeness
from feeds.grouping.features import WeighedStory, Weigher
from feeds.records import dataclass

RepairKind: TypeAlias = Literal["merge", "split", "move"]
Pair: TypeAlias = tuple[int, int]

TELLING = 0.33
"""Share of the weight the store finds a candidate by that one of the shared index terms has, at least."""
KEEP = JOIN * 2 / 3
"""Mean probability from which on a story alone is left with the cluster it is in. Less than what lets it join, so that
a live page or an explainer, which is a little about everything, does not come and go with every story."""
COMMON_TERM = 60
"""A term of more stories than this says nothing here."""
_ROUNDING = 1e-6
"""More than sums in another order can differ by."""


@dataclass(frozen=True, slots=True)
class Repair:
    """One correction, for the store to carry out in the order given, and to log.

    merge: all `stories` of `cluster` go into `into`, to which its id redirects.
    move: `stories` leave `cluster` for `into`. split: `stories` leave `cluster` for a new one (`into` is None).
    `score` is the mean probability that they are about one event with the stories they come to (split: with each
    other, 1 for one alone); `why` is the sentence for the log.
    """

    kind: RepairKind
    cluster: int
    stories: tuple[int, ...]
    score: float
    why: str
    into: int | None = None


def repair(
    clusters: Mapping[int, Sequence[ClusterMember | LoneStory]], weigher: Weigher, held: frozenset[int] = frozenset()
) -> tuple[Repair, ...]:
    """What to change in clusters given with all their members: those with new stories, and their neighbours.

    The stories are grouped anew by average linkage, from the most alike pair on, until no two groups are alike by JOIN.
    A cluster's id stays with the story it is named after, else with the largest, then the oldest of its groups.
    `held` are clusters an analyst merged, split or pinned: they are left alone. Copies follow their originals and are
    not looked at.
    """
    home = {
        member.rowid: cluster
        for cluster, members in clusters.items()
        if cluster not in held
        for member in members
        if member.copy_of is None and member.features
    }
    members = {member.rowid: member for of_one in clusters.values() for member in of_one if member.rowid in home}
    weighed = {rowid: weigher.of(member.features) for rowid, member in members.items() if member.features}
    sizes = Counter(home.values())
    together = {rowid for rowid, cluster in home.items() if sizes[cluster] > 1}
    probabilities = pair_probabilities(weighed, weigher, together)
    # A story alone that is like no other by JOIN stays so: no mean of its probabilities comes to more.
    together.update(*probabilities)
    groups = _settled(group(together, probabilities), home, probabilities)
    ids = _keep_ids(groups, home, members)
    repairs: list[Repair] = []
    for index, rowids in enumerate(groups):
        into = ids[index]
        leaving: dict[int, list[int]] = {}
        for rowid in rowids:
            if home[rowid] != into:
                leaving.setdefault(home[rowid], []).append(rowid)
        staying = [rowid for rowid in rowids if home[rowid] == into]
        for cluster, moved in leaving.items():
            others = staying or [rowid for rowid in rowids if rowid not in moved]
            score = _between(moved, others, probabilities) if others else _within(moved, probabilities)
            repairs.append(_repair(cluster, tuple(sorted(moved)), sizes[cluster], into, score))
    order = {"split": 0, "move": 1, "merge": 2}
    return tuple(sorted(repairs, key=lambda item: (order[item.kind], item.cluster, item.stories)))


def pair_probabilities(
    stories: Mapping[int, WeighedStory], weigher: Weigher, together: Collection[int]
) -> dict[Pair, float]:
    """The probability of every pair of stories that share two index terms or more, of some weight, one of which tells
    something by itself; smaller rowid first. Only of stories that are `together` with others already, or like another
    by JOIN: no others are grouped."""
    weigh = weigher.weights.__getitem__
    leasts = {rowid: least_shared(story, weigher) for rowid, story in stories.items()}
    indexed = {rowid: frozenset(stories[rowid].index) for rowid in sorted(stories)}
    matter = set(together)
    pairs: list[Pair] = []
    for pair in _sharing(indexed, weigher, min(leasts.values(), default=0.0)):
        one, other = pair
        if sum(map(weigh, indexed[one] & indexed[other])) < min(leasts[one], leasts[other]):
            continue
        pairs.append(pair)
        # That two are not like by JOIN is told sooner than how little they are.
        if not (one in matter and other in matter) and likeness(stories[one], stories[other], JOIN) >= JOIN:
            matter.update(pair)
    found: dict[Pair, float] = {}
    for pair in pairs:
        one, other = pair
        if one in matter and other in matter:
            probability = likeness(stories[one], stories[other])
            if probability >= LEAST_PROBABILITY:
                found[pair] = probability
    return found


def _sharing(indexed: Mapping[int, frozenset[int]], weigher: Weigher, least: float) -> Iterator[Pair]:
    """The pairs of stories that share two index terms or more, one of which tells something by itself, in order; not
    those that share too few to come to `least`, the weight every pair must have.

    A story is a bit of large integers, so that one is held against all others at once.
    """
    rowids = list(indexed)
    holding: dict[int, int] = {}
    held = holding.get
    for place, terms in enumerate(indexed.values()):
        bit = 1 << place
        for term in terms:
            holding[term] = held(term, 0) | bit
    weights = weigher.weights
    shared = {term: weights[term] for term, places in holding.items() if places & places - 1}
    telling = TELLING * LEAST_SHARED * weigher.most
    tells = {term for term, weight in shared.items() if weight >= telling and holding[term].bit_count() <= COMMON_TERM}
    heavy = {term for term, weight in shared.items() if weight >= least / 2}
    lights = shared.keys() - heavy
    hold, weigh = holding.__getitem__, shared.__getitem__
    for place, (rowid, terms) in enumerate(indexed.items()):
        told = 0
        for places in map(hold, terms & tells):
            told |= places
        told >>= place + 1
        if not told:
            continue
        # With a heavy term in common any other is enough, without one it takes as many as come to the least.
        sets = list(map(hold, terms & heavy))
        heavily = 0
        for places in sets:
            heavily |= places
        light = terms & lights
        needed = _least_number(map(weigh, light), least)
        sets += map(hold, light)
        if needed <= len(light):
            sharing = _by_number(sets, needed)
            likely = sharing[-1] | heavily & sharing[1]
        else:
            likely = heavily and heavily & _by_number(sets, 2)[-1]
        likely = likely >> place + 1 & told
        while likely:
            lowest = likely & -likely
            yield rowid, rowids[place + lowest.bit_length()]
            likely ^= lowest


def _least_number(weights: Iterable[float], least: float) -> int:
    """How many of some weights it takes to come to `least`, two or more; one more than there are where all do not."""
    ordered = sorted(weights, reverse=True)
    for number, together in enumerate(accumulate(ordered), 1):
        if together >= least - _ROUNDING:
            return max(2, number)
    return len(ordered) + 1


def _by_number(sets: Iterable[int], most: int) -> list[int]:
    """The bits that are set in one, two … and `most` (two or more) of some integers, or more."""
    if most > 3:
        found = [0] * most
        levels = range(most - 1, 0, -1)
        for bits in sets:
            for level in levels:
                found[level] |= found[level - 1] & bits
            found[0] |= bits
        return found
    one = two = three = 0  # nearly always
    for bits in sets:
        three |= two & bits
        two |= one & bits
        one |= bits
    return [one, two, three][:most]


def group(rowids: Iterable[int], probabilities: Mapping[Pair, float], least: float = JOIN) -> list[list[int]]:
    """Average linkage: the two groups most alike are joined as long as their mean probability is at least `least`.

    Pairs that are not given count 0. The result does not depend on the order of the rowids.
    """
    groups = {rowid: [rowid] for rowid in sorted(rowids)}
    sums: dict[int, dict[int, float]] = {rowid: {} for rowid in groups}
    for (one, other), probability in probabilities.items():
        sums[one][other] = sums[other][one] = probability
    versions = dict.fromkeys(groups, 0)
    heap = [(-probability, *pair, 0, 0) for pair, probability in probabilities.items() if probability >= least]
    heapify(heap)
    while heap:
        _, one, other, version, other_version = heappop(heap)
        if versions.get(one) != version or versions.get(other) != other_version:
            continue
        groups[one].extend(groups.pop(other))
        del versions[other]
        versions[one] += 1
        for neighbour, total in sums.pop(other).items():
            if neighbour != one:
                sums[neighbour].pop(other)
                sums[one][neighbour] = sums[neighbour][one] = sums[one].get(neighbour, 0.0) + total
        sums[one].pop(other)
        for neighbour, total in sums[one].items():
            mean = total / (len(groups[one]) * len(groups[neighbour]))
            if mean >= least:
                first, second = min(one, neighbour), max(one, neighbour)
                heappush(heap, (-mean, first, second, versions[first], versions[second]))
    return [sorted(members) for members in groups.values()]


def _settled(
    groups: Sequence[Sequence[int]], home: Mapping[int, int], probabilities: Mapping[Pair, float]
) -> list[list[int]]:
    """The groups, with stories that would be alone left beside most of those of the cluster they are in by KEEP."""
    several = [list(rowids) for rowids in groups if len(rowids) > 1]
    rests: dict[int, list[int]] = {}
    for index, rowids in enumerate(several):
        for cluster in {home[rowid] for rowid in rowids}:
            rests.setdefault(cluster, []).append(index)
    settled: list[list[int]] = [[*rowids] for rowids in several]
    for (alone,) in (rowids for rowids in groups if len(rowids) == 1):
        beside = [(_between([alone], several[index], probabilities), -index) for index in rests.get(home[alone], ())]
        score, index = max(beside, default=(0.0, 0))
        if score >= KEEP:
            settled[-index].append(alone)
        else:
            settled.append([alone])
    return [sorted(rowids) for rowids in settled]


def _keep_ids(
    groups: Sequence[Sequence[int]], home: Mapping[int, int], members: Mapping[int, ClusterMember | LoneStory]
) -> dict[int, int | None]:
    """Which cluster each group goes on as; None for a new one. The first story's group goes first: its id is the
    cluster's."""
    claims = []
    for index, rowids in enumerate(groups):
        oldest = min(members[rowid].when for rowid in rowids)
        for cluster, count in Counter(home[rowid] for rowid in rowids).items():
            claims.append((cluster not in rowids, -count, oldest, cluster, index))
    ids: dict[int, int | None] = dict.fromkeys(range(len(groups)))
    taken: set[int] = set()
    for _, _, _, cluster, index in sorted(claims):
        if ids[index] is None and cluster not in taken:
            ids[index] = cluster
            taken.add(cluster)
    return ids


def _repair(cluster: int, moved: tuple[int, ...], size: int, into: int | None, score: float) -> Repair:
    stories = "1 story" if len(moved) == 1 else f"{len(moved)} stories"
    if into is None:
        return Repair("split", cluster, moved, score, f"{stories} of {size} told of another event")
    if len(moved) == size:
        return Repair("merge", cluster, moved, score, f"{stories} told of the same event ({score:.2f})", into)
    return Repair("move", cluster, moved, score, f"{stories} of {size} told of the other event ({score:.2f})", into)


def _between(ones: Sequence[int], others: Sequence[int], probabilities: Mapping[Pair, float]) -> float:
    total = sum(probabilities.get((min(a, b), max(a, b)), 0.0) for a in ones for b in others)
    return total / (len(ones) * len(others))


def _within(rowids: Sequence[int], probabilities: Mapping[Pair, float]) -> float:
    pairs = list(combinations(sorted(rowids), 2))
    return sum(probabilities.get(pair, 0.0) for pair in pairs) / len(pairs) if pairs else 1.0
