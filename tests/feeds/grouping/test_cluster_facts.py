"""Reach is not confirmation: copies, wire credits and common owners count once."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from feeds.exchange import ClusterMember
from feeds.grouping.cluster_facts import facts, facts_alone

NOON = datetime(2025, 3, 12, 12, tzinfo=UTC)


def member(
    rowid: int,
    outlet: str,
    *,
    kind: str = "newspaper",
    owner: str = "",
    wire: str = "",
    copy_of: int | None = None,
    claimants: tuple[str, ...] = ("",),
) -> ClusterMember:
    return ClusterMember(
        rowid, f"{rowid:016x}", f"Title {rowid}", outlet, kind, owner, "", wire, copy_of, NOON, None, claimants
    )


def test_copies_wire_credits_and_common_owners_count_once() -> None:
    found = facts(
        [
            member(1, "Continental Wire", kind="wire"),
            member(2, "Post", wire="Continental Wire"),
            member(3, "Daily", copy_of=1),
            member(4, "Echo", owner="Marrow Press"),
            member(5, "Courier", owner="Marrow Press"),
            member(6, "Digest", kind="aggregator"),
        ]
    )
    assert (found.reach, found.own_reporting) == (6, 2)


def test_a_claim_that_many_relay_has_one_claimant() -> None:
    found = facts([member(1, "Post", claimants=("the army",)), member(2, "Daily", claimants=("the army",))])
    assert found.look_twice == "one claimant"


def test_state_media_alone_are_said_so() -> None:
    assert (
        facts([member(1, "A", kind="state media"), member(2, "B", kind="state media")]).look_twice == "state media only"
    )


def test_one_outlet_is_said_so_and_two_are_not() -> None:
    assert facts([member(1, "Post"), member(2, "Post")]).look_twice == "one outlet"
    assert facts([member(1, "Post"), member(2, "Daily")]).look_twice == ""


def test_the_earliest_story_that_is_no_copy_gives_the_title() -> None:
    assert facts([member(1, "Post", copy_of=2), member(2, "Wire")]).title_rowid == 2


def test_an_outlet_that_relays_a_wire_and_reports_itself_is_one_voice() -> None:
    found = facts([member(1, "Post", wire="Continental Wire"), member(2, "Post")])
    assert (found.reach, found.own_reporting) == (1, 1)


@given(
    st.sampled_from(["", "newspaper", "aggregator", "state media", "government"]),
    st.lists(st.sampled_from(["", "the army", "the governor"]), unique=True),
    st.sampled_from(["", "Wire"]),
)
def test_a_story_alone_has_the_facts_of_a_cluster_of_one(kind: str, claimants: list[str], wire: str) -> None:
    one = member(7, "Post", kind=kind, claimants=tuple(claimants), wire=wire)
    assert facts_alone(7, kind, claimants) == facts([one])
