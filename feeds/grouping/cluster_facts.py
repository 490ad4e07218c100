"""What a cluster says of itself: how far it reaches, who reported on their own, and why one should look twice."""

from __future__ import annotations

from collections.abc import Sequence, Set

from feeds.exchange import ClusterFacts, ClusterMember

STATE_KINDS = frozenset({"state media"})
OFFICIAL_KINDS = frozenset({"government"})
AGGREGATORS = frozenset({"aggregator"})


def facts(members: Sequence[ClusterMember]) -> ClusterFacts:
    """Reach, own reporting and the reason to look twice, from the members of a cluster. Pure.

    Reach counts outlets. Own reporting counts those left when a copy counts with its original, a story that credits
    a wire with that wire, and outlets of one owner once; an aggregator reports nothing itself. An outlet that relays
    a wire in one story and reports in another is still one voice: there are never more than outlets.
    """
    outlets = {member.outlet for member in members}
    originals = {member.rowid: member for member in members}
    reporters = {_reporter(member, originals) for member in members}
    reporters.discard("")
    own = min(len(outlets), max(1, len(reporters)))
    return ClusterFacts(
        reach=len(outlets),
        own_reporting=own,
        look_twice=_look_twice(
            {member.outlet_kind for member in members}, [member.claimants for member in members], len(outlets)
        ),
        title_rowid=_telling(members),
    )


def facts_alone(rowid: int, outlet_kind: str, claimants: Sequence[str]) -> ClusterFacts:
    """The `facts` of a cluster of one story, by the kind of its outlet and who asserts its events."""
    return ClusterFacts(1, 1, _look_twice({outlet_kind}, [claimants], 1), rowid)


def _reporter(member: ClusterMember, members: dict[int, ClusterMember]) -> str:
    """Whose reporting a story is: one key for all that rest on one reporter; "" for nobody's."""
    seen = {member.rowid}
    while member.copy_of is not None and member.copy_of in members and member.copy_of not in seen:
        member = members[member.copy_of]
        seen.add(member.rowid)
    if member.copy_of is not None and member.copy_of not in members:
        return f"story {member.copy_of}"
    if member.wire:
        return member.wire.casefold()
    if member.outlet_kind in AGGREGATORS:
        return ""
    return (member.outlet_owner or member.outlet).casefold()


def _look_twice(kinds: Set[str], claimants: Sequence[Sequence[str]], reach: int) -> str:
    """`kinds` of outlets; `claimants` of each story."""
    if kinds and kinds <= STATE_KINDS:
        return "state media only"
    if kinds and kinds <= OFFICIAL_KINDS:
        return "official"
    if claimants and all(claimants):
        different = {claimant for of_one in claimants for claimant in of_one}
        if len(different) == 1 and "" not in different:
            return "one claimant"
    return "one outlet" if reach == 1 else ""


def _telling(members: Sequence[ClusterMember]) -> int | None:
    """The story whose title stands for the cluster: the earliest that is no copy."""
    originals = [member for member in members if member.copy_of is None and member.title] or list(members)
    return min(originals, key=lambda member: (member.when, member.rowid)).rowid if originals else None
