"""Stories of one event come together whatever the order; other events of the same places stay apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.exchange import ClusterCandidate
from feeds.grouping.clusters import (
    ClusterFeatures,
    TermCounts,
    Weigher,
    features,
    pack,
    place,
    same_event,
    terms_of,
    unpack,
)
from feeds.grouping.features import count_terms, telling_terms

NOON = datetime(2025, 3, 12, 12, tzinfo=UTC)
WEIGHER = Weigher(TermCounts())
BRIDGE = (
    (
        "Bridge at Orlo collapses, nine dead",
        "A railway bridge at Orlo collapsed under a freight train on Wednesday, killing nine men.",
    ),
    (
        "Nine killed as Orlo railway bridge falls",
        "Nine workers died when a railway bridge in Orlo gave way beneath a freight train, rescuers reported.",
    ),
    (
        "Freight train plunges from bridge in Orlo",
        "Rescuers found nine bodies after a freight train fell with the Orlo railway bridge that collapsed.",
    ),
)
STRIKE = (
    "Dockers at Orlo vote to strike",
    "Dockers in the port of Orlo voted on Wednesday for a strike over wages that is to begin next month.",
)


def of(title: str, text: str, hours: float = 0, outlet: str = "Post") -> ClusterFeatures:
    return features(title, [text], when=NOON + timedelta(hours=hours), outlet=outlet, counts=TermCounts())


def candidate(number: int, *members: ClusterFeatures) -> ClusterCandidate:
    return ClusterCandidate(number, pack([member.to_bytes() for member in members]), len(members), 5)


def test_reports_of_one_event_join_and_another_event_of_the_town_stays_apart() -> None:
    first = candidate(1, of(*BRIDGE[0], outlet="Wire"))
    assert place(of(*BRIDGE[1], hours=1).to_bytes(), [first], WEIGHER).cluster == 1
    assert place(of(*STRIKE).to_bytes(), [first], WEIGHER).cluster is None


def test_the_terms_of_a_story_are_those_of_its_counts_also_where_the_lead_ends_inside_a_word() -> None:
    spaced, unspaced = "Dockers of Orlo’s port met A.B. Marrow, 9 times. " * 40, "港口罢工投票" * 200
    for title in ("", "Dockers at Orlo vote", "港口罢工"):
        for body in (spaced, unspaced, f"{unspaced} {spaced}", spaced[:460], "Orlo", ""):
            assert telling_terms(title, [body], count_terms(title, [body])) == terms_of(title, [body])


def test_a_cluster_remembers_its_members_in_its_features() -> None:
    placement = place(of(*BRIDGE[1], hours=1).to_bytes(), [candidate(1, of(*BRIDGE[0], outlet="Wire"))], WEIGHER)
    assert len(unpack(placement.features)) == 2


def test_index_terms_are_shared_by_reports_of_one_event() -> None:
    one, other = (set(of(*story).index_terms()) for story in BRIDGE[:2])
    assert len(one & other) >= 3


def test_features_survive_being_stored() -> None:
    before = of(*BRIDGE[0])
    after = ClusterFeatures.from_bytes(before.to_bytes())
    assert after == replace(before, hour=after.hour)
    assert abs(after.hour - before.hour) <= 1 / 60


def test_counts_survive_being_stored_and_make_frequent_terms_weigh_less() -> None:
    terms = terms_of(BRIDGE[0][0], [BRIDGE[0][1]])
    counts = TermCounts().with_stories([terms] * 50)
    term = next(iter(terms))
    assert TermCounts.from_bytes(counts.to_bytes()) == counts
    assert counts.weight(term) < TermCounts().weight(term)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=400), st.text(max_size=2000))
def test_no_text_raises(title: str, text: str) -> None:
    story = of(title, text)
    assert ClusterFeatures.from_bytes(story.to_bytes()).index == story.index
    placement = place(story.to_bytes(), [candidate(1, story)], WEIGHER)
    assert (placement.features is None) == (placement.cluster is None)


def test_a_new_story_is_compared_as_what_is_stored_of_it() -> None:
    found = of(*BRIDGE[0], hours=1 / 3)
    learnt, stored = Weigher(TermCounts()), Weigher(TermCounts())
    data = learnt.learn(found)
    assert data == found.to_bytes()
    one, same = learnt.of(data), stored.of(data)
    assert (one.hour, one.outlet, one.index, one.terms) == (same.hour, same.outlet, same.index, same.terms)
    assert (one.outline, one.title, one.lead, one.names) == (same.outline, same.title, same.lead, same.names)
    other = of(*BRIDGE[1], outlet="Wire").to_bytes()
    assert same_event(one, learnt.of(other)) == same_event(same, stored.of(other)) > 0.3


def test_a_likeness_that_is_asked_for_from_some_point_on_is_the_same_from_there() -> None:
    told = (*BRIDGE, STRIKE)
    stories = [WEIGHER.of(of(*each, hours=hour, outlet="Wire").to_bytes()) for hour, each in enumerate(told)]
    for one in stories:
        for other in stories:
            whole = same_event(one, other)
            for least in (0.02, 0.1, 0.5, 0.9):
                assert same_event(one, other, least) in ((whole,) if whole >= least else (0.0, whole))
