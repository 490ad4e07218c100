"""Repair evens out the order of arrival, logs what it does and leaves alone what an analyst decided."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.exchange import ClusterMember
from feeds.grouping.cluster_repair import COMMON_TERM, TELLING, group, pair_probabilities, repair
from feeds.grouping.clusters import (
    LEAST_PROBABILITY,
    LEAST_SHARED,
    TermCounts,
    Weigher,
    features,
    least_shared,
    same_event,
    terms_of,
)

NOON = datetime(2025, 3, 12, 12, tzinfo=UTC)
WEIGHER = Weigher(TermCounts())
BRIDGE = [
    ("Bridge at Orlo collapses, nine dead", "A railway bridge at Orlo collapsed under a freight train, killing nine."),
    (
        "Orlo railway bridge collapses under train",
        "The Orlo railway bridge collapsed under a freight train; nine died.",
    ),
    ("Nine dead as railway bridge at Orlo collapses", "Nine died when the Orlo railway bridge fell under a train."),
    (
        "Orlo bridge collapse kills nine on freight train",
        "A freight train fell with the Orlo railway bridge; nine died.",
    ),
]
STRIKE = ("Dockers at Selm vote to strike over wages", "Dockers in the port of Selm voted for a strike over wages.")


def member(rowid: int, story: tuple[str, str], hours: float = 0, copy_of: int | None = None) -> ClusterMember:
    when = NOON + timedelta(hours=hours)
    data = features(story[0], [story[1]], when=when, outlet=f"o{rowid}", counts=TermCounts()).to_bytes()
    return ClusterMember(rowid, f"{rowid:016x}", story[0], f"o{rowid}", "", "", "", "", copy_of, when, data, ())


def test_two_clusters_of_one_event_are_merged_into_the_older() -> None:
    old, young = [member(1, BRIDGE[0]), member(2, BRIDGE[1])], [member(3, BRIDGE[2], 2), member(4, BRIDGE[3], 3)]
    (found,) = repair({3: young, 1: old}, WEIGHER)
    assert (found.kind, found.cluster, found.into) == ("merge", 3, 1)
    assert found.why


def test_a_story_with_no_link_to_the_others_is_split_off() -> None:
    (found,) = repair({1: [member(1, BRIDGE[0]), member(2, BRIDGE[1]), member(9, STRIKE)]}, WEIGHER)
    assert (found.kind, found.cluster, found.stories) == ("split", 1, (9,))


def test_what_an_analyst_holds_is_left_alone() -> None:
    clusters = {1: [member(1, BRIDGE[0])], 3: [member(3, BRIDGE[1])]}
    assert repair(clusters, WEIGHER)
    assert repair(clusters, WEIGHER, held=frozenset({3})) == ()


def test_copies_follow_their_originals_and_are_not_split_off() -> None:
    assert repair({1: [member(1, BRIDGE[0]), member(2, BRIDGE[1]), member(9, STRIKE, copy_of=1)]}, WEIGHER) == ()


def test_a_live_page_a_little_like_its_cluster_stays_where_it_is_but_does_not_join() -> None:
    live = (
        "Live: Ardenia this week",
        "A railway bridge at Orlo collapsed, nine died. Dockers at Selm voted to strike. Rain fell.",
    )
    bridge = [member(rowid, story) for rowid, story in enumerate(BRIDGE, 1)]
    assert repair({1: [*bridge, member(9, live)]}, WEIGHER) == ()
    assert repair({1: bridge, 9: [member(9, live)]}, WEIGHER) == ()


WORDS = "harbour bridge council envoy border depot ballot convoy Selm Orlo Kyrna Tarn wheat 412 97 58".split()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=2, max_size=12), min_size=2, max_size=14))
def test_no_pair_is_left_out_that_shares_enough(texts: list[list[str]]) -> None:
    counts = TermCounts().with_stories(terms_of("", [" ".join(words)]) for words in texts * 3)
    weigher = Weigher(counts)
    weights = weigher.weights
    stories = {
        number: weigher.of(features(" ".join(words), [], when=NOON, outlet=str(number), counts=counts).to_bytes())
        for number, words in enumerate(texts)
    }
    indexes = {number: frozenset(story.index) for number, story in stories.items()}
    expected = {}
    for one, other in combinations(stories, 2):
        shared = indexes[one] & indexes[other]
        telling = [
            term
            for term in shared
            if weights[term] >= TELLING * LEAST_SHARED * weigher.most
            and sum(term in index for index in indexes.values()) <= COMMON_TERM
        ]
        least = min(least_shared(stories[one], weigher), least_shared(stories[other], weigher))
        probability = same_event(stories[one], stories[other], LEAST_PROBABILITY)
        if len(shared) > 1 and telling and sum(map(weights.__getitem__, shared)) >= least and probability:
            expected[one, other] = probability
    assert pair_probabilities(stories, weigher, stories) == expected
    some = pair_probabilities(stories, weigher, {0})
    assert some.items() <= expected.items()
    assert group(stories, some) == group(stories, expected)
