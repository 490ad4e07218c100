"""One line an event: reports joined, mirror images apart, denials beside, slips and contradictions shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from feeds.exchange import EventCandidate
from feeds.grouping.timeline import lookup, place
from feeds.grouping.timeline_lines import is_unheard, line_facts, merge, slip

MONDAY = datetime(2031, 3, 10, 9, 0, tzinfo=UTC)


def told(
    rowid: int,
    what: str,
    *,
    kind: str = "expel",
    status: str = "happened",
    by: str = "",
    target: str = "",
    first: str | None = None,
    last: str | None = None,
    outlet: str = "Meridian",
    owner: str = "",
    hours: float = 0,
    asserted_by: str | None = None,
    copy_of: int | None = None,
    role: str = "report",
) -> EventCandidate:
    """An event of made-up countries, told `hours` after Monday morning."""
    return EventCandidate(
        rowid=rowid,
        line=rowid,
        story_rowid=rowid,
        story_id=f"{rowid:016x}",
        outlet=outlet,
        outlet_owner=owner,
        cluster=None,
        copy_of=copy_of,
        when=MONDAY + timedelta(hours=hours),
        what=what,
        kind=kind,
        status=status,
        by=tuple(filter(None, by.split("; "))),
        target=tuple(filter(None, target.split("; "))),
        actors=(),
        first=first,
        last=last or first,
        precision="day" if first else "open",
        asserted_by=asserted_by,
        role=role,
    )


def test_the_same_act_told_by_two_outlets_is_one_line_with_both() -> None:
    lines = merge(
        [
            told(1, "Ardenia expels two Vostran diplomats", by="Ardenia", target="Vostra", first="2031-03-10"),
            told(
                2,
                "Ardenia expelled two diplomats from Vostra",
                by="Ardenia",
                target="Vostra",
                first="2031-03-10",
                outlet="Selm Daily",
                hours=3,
            ),
        ]
    )
    assert len(lines) == 1
    assert lines[0].reach == 2
    assert lines[0].own_reporting == 2


def test_a_reprint_and_a_common_owner_count_once_as_own_reporting() -> None:
    same = {"by": "Ardenia", "target": "Vostra", "first": "2031-03-10"}
    lines = merge(
        [
            told(1, "Ardenia expels two Vostran diplomats", outlet="A", owner="House", **same),
            told(2, "Ardenia expels two Vostran diplomats", outlet="B", owner="House", hours=1, **same),
            told(3, "Ardenia expels two Vostran diplomats", outlet="C", copy_of=1, hours=2, **same),  # type: ignore[arg-type]
        ]
    )
    assert [(line.reach, line.own_reporting) for line in lines] == [(3, 1)]


def test_the_mirror_image_of_an_act_is_another_line_in_response() -> None:
    lines = merge(
        [
            told(1, "Ardenia expels two Vostran diplomats", by="Ardenia", target="Vostra", first="2031-03-10"),
            told(
                2, "Vostra expels two Ardenian diplomats", by="Vostra", target="Ardenia", first="2031-03-12", hours=50
            ),
        ]
    )
    assert [line.in_response_to for line in lines] == [None, 1]
    assert lines[1].roles == {2: "in response"}


@pytest.mark.parametrize(
    ("days", "hours", "says_so"),
    [
        (("2031-03-12", "2031-03-10"), 50, ""),  # told later, done earlier
        ((None, None), 0, ""),  # one story, no day: either may have come first
        (("2031-03-10", "2031-03-10"), 0, ""),
        (("2031-03-10", "2031-03-10"), 3, " in retaliation"),  # the first says itself that it is the answer
    ],
)
def test_no_act_is_said_to_answer_another_unless_it_is_known_to_have_come_after_it(
    days: tuple[str | None, str | None], hours: float, says_so: str
) -> None:
    first = told(1, f"Ardenia expels two Vostran diplomats{says_so}", by="Ardenia", target="Vostra", first=days[0])
    second = told(
        2, "The expulsion of two Ardenian diplomats", by="Vostra", target="Ardenia", first=days[1], hours=hours
    )
    if not hours:
        second = replace(second, story_rowid=first.story_rowid)
    assert [line.in_response_to for line in merge([first, second])] == [None, None]


def test_an_act_of_the_same_day_told_later_or_saying_so_itself_is_an_answer() -> None:
    first = told(1, "Ardenia expels two Vostran diplomats", by="Ardenia", target="Vostra", first="2031-03-10")
    later = told(2, "Vostra expels two envoys", by="Vostra", target="Ardenia", first="2031-03-10", hours=4)
    says = replace(
        later, what="Vostra expels two envoys in retaliation", when=first.when, story_rowid=first.story_rowid
    )
    assert [line.in_response_to for line in merge([first, later])] == [None, 1]
    assert [line.in_response_to for line in merge([first, says])] == [None, 1]


def test_a_refusal_answers_the_demand_it_refuses() -> None:
    decision = place(
        told(2, "Vostra rejects a ceasefire of thirty days", kind="reject", status="rejected", by="Vostra", hours=5),
        [
            told(
                1,
                "Ardenia urges Vostra to accept a ceasefire",
                kind="demand",
                status="demanded",
                by="Ardenia",
                target="Vostra",
            )
        ],
    )
    assert decision.line is None
    assert decision.in_response_to == 1


def test_a_report_and_its_denial_are_one_line_with_both_sides() -> None:
    lines = merge(
        [
            told(1, "Vostra shelled a hospital in Orlo", kind="assault", by="Vostra", asserted_by="Ardenian army"),
            told(
                2,
                "Vostra denied it had shelled the hospital in Orlo",
                kind="assault",
                status="denied",
                by="Vostra",
                asserted_by="Vesna Mral",
                hours=4,
            ),
        ]
    )
    assert len(lines) == 1
    assert lines[0].event == 1
    assert lines[0].asserted_by == ("Ardenian army",)
    assert lines[0].denied_by == ("Vesna Mral",)


def test_a_claim_relayed_by_many_stays_a_claim_of_one() -> None:
    lines = merge(
        [
            told(
                n,
                "430 Ardenian soldiers captured at Orlo",
                kind="detain",
                target="Ardenia",
                outlet=f"Outlet {n}",
                asserted_by="Vostran army",
                hours=n,
            )
            for n in range(1, 6)
        ]
    )
    assert [(line.asserted_by, line.reach) for line in lines] == [(("Vostran army",), 5)]


def test_a_schedule_that_slips_stays_one_line_and_shows_the_slip() -> None:
    what = "Envoy Ilan Toss to travel to Kyrna for ceasefire talks"
    common = {"kind": "consult", "status": "scheduled", "by": "Ilan Toss"}
    lines = merge(
        [
            told(1, what, first="2031-03-13", **common),  # type: ignore[arg-type]
            told(2, what, first="2031-03-14", outlet="Selm Daily", hours=26, **common),  # type: ignore[arg-type]
        ]
    )
    assert len(lines) == 1
    assert lines[0].event == 2
    assert lines[0].moved_from == "2031-03-13"
    assert slip(lines[0].moved_from, "2031-03-14") == "Thu 13 → Fri 14"
    assert not lines[0].has_conflict


def test_days_that_contradict_at_the_same_hour_are_a_conflict_and_no_slip() -> None:
    what = "Envoy Ilan Toss to travel to Kyrna for ceasefire talks"
    common = {"kind": "consult", "status": "scheduled", "by": "Ilan Toss"}
    lines = merge(
        [
            told(1, what, first="2031-03-13", **common),  # type: ignore[arg-type]
            told(2, what, first="2031-03-14", outlet="Selm Daily", hours=1, **common),  # type: ignore[arg-type]
        ]
    )
    assert [(line.has_conflict, line.moved_from) for line in lines] == [(True, None)]


def test_a_scheduled_event_that_came_to_pass_is_one_line_that_happened() -> None:
    lines = merge(
        [
            told(
                1,
                "Ardenia and Vostra to hold talks in Selm",
                kind="consult",
                status="scheduled",
                by="Ardenia; Vostra",
                first="2031-03-13",
            ),
            told(
                2,
                "Ardenia and Vostra held talks in Selm",
                kind="consult",
                by="Ardenia; Vostra",
                first="2031-03-13",
                hours=80,
            ),
        ]
    )
    assert len(lines) == 1
    assert lines[0].event == 2
    assert lines[0].roles == {2: "happened"}


def test_a_scheduled_event_that_falls_through_is_cancelled_on_its_line() -> None:
    lines = merge(
        [
            told(
                1,
                "Ardenia and Vostra to hold talks in Selm",
                kind="consult",
                status="scheduled",
                by="Ardenia; Vostra",
                first="2031-03-13",
            ),
            told(
                2,
                "Ardenia called off talks with Vostra in Selm",
                kind="consult",
                status="cancelled",
                by="Ardenia",
                target="Vostra",
                first="2031-03-13",
                hours=30,
            ),
        ]
    )
    assert [(line.event, line.roles) for line in lines] == [(2, {2: "cancelled"})]


def test_acts_that_only_share_their_actors_stay_apart() -> None:
    lines = merge(
        [
            told(
                1, "Ardenia shelled the port of Orlo", kind="assault", by="Ardenia", target="Vostra", first="2031-03-10"
            ),
            told(
                2,
                "Ardenia bombed a bridge near Kyrna",
                kind="assault",
                by="Ardenia",
                target="Vostra",
                first="2031-03-10",
                hours=2,
            ),
        ]
    )
    assert len(lines) == 2


def test_one_sentence_in_two_stories_is_one_line_but_never_with_its_mirror_image() -> None:
    lines = merge(
        [
            told(1, "Ardenia attacked Vostra", kind="assault", by="Ardenia", target="Vostra"),
            told(2, "Ardenia attacked Vostra", kind="assault", by="Ardenia", target="Vostra", hours=1),
            told(3, "Vostra attacked Ardenia", kind="assault", by="Vostra", target="Ardenia", hours=2),
        ]
    )
    assert [len(line.events) for line in lines] == [2, 1]


def test_the_same_words_about_different_actors_stay_apart() -> None:
    lines = merge(
        [
            told(1, "Ardenia summoned the Compact's ambassador", by="Ardenia", target="Compact"),
            told(2, "Vostra summoned the Compact's ambassador", by="Vostra", target="Compact", hours=1),
        ]
    )
    assert len(lines) == 2


def test_the_fourth_round_of_talks_is_not_the_fifth() -> None:
    common = {"kind": "consult", "by": "Ardenia; Vostra"}
    lines = merge(
        [
            told(1, "Ardenia and Vostra held a fourth round of talks in Selm", **common),  # type: ignore[arg-type]
            told(2, "Ardenia and Vostra held a fifth round of talks in Selm", hours=20, **common),  # type: ignore[arg-type]
        ]
    )
    assert len(lines) == 2


def test_lines_do_not_grow_by_chains_of_half_alike_events() -> None:
    common = {"kind": "assault", "by": "Vostra", "target": "Ardenia", "first": "2031-03-10"}
    lines = merge(
        [
            told(1, "shells hit a mill and a bakery", **common),  # type: ignore[arg-type]
            told(2, "shells hit a mill and a bakery at dawn", hours=1, **common),  # type: ignore[arg-type]
            told(3, "rockets destroyed a depot, a mill, a school and a clinic", hours=2, **common),  # type: ignore[arg-type]
        ]
    )
    assert [len(line.events) for line in lines] == [2, 1]


def test_the_order_of_arrival_does_not_change_what_a_line_says() -> None:
    events = [
        told(
            n,
            "Ardenia expels two Vostran diplomats",
            by="Ardenia",
            target="Vostra",
            first="2031-03-10",
            outlet=f"O{n}",
            hours=n,
        )
        for n in range(1, 5)
    ]
    forward, backward = merge(events), merge(events[::-1])
    assert forward == backward
    assert line_facts(events) == line_facts(events[::-1])


def test_a_passed_day_nobody_mentions_again_is_last_heard_of() -> None:
    later = MONDAY + timedelta(days=9)
    assert is_unheard("2031-03-13", "scheduled", MONDAY, later)
    assert not is_unheard("2031-03-13", "happened", MONDAY, later)
    assert not is_unheard("2031-03-13", "scheduled", later, later)


def test_the_lookup_reaches_to_neighbouring_kinds_and_days() -> None:
    asked = lookup(told(1, "Ardenia expels two Vostran diplomats", first="2031-03-10"))
    assert asked.kinds == ("expel", "plan", "sanction")
    assert asked.first < "2031-03-01" < "2031-03-20" < asked.last


def test_one_meeting_in_the_words_of_three_outlets_is_one_line() -> None:
    ahead = {"kind": "consult", "status": "scheduled", "first": "2031-03-13"}
    lines = merge(
        [
            told(1, "Military chiefs of 30 nations to meet in Selm", outlet="Meridian", **ahead),  # type: ignore[arg-type]
            told(2, "Selm prepared to host military chiefs", by="Selm", outlet="Ledger", hours=1, **ahead),  # type: ignore[arg-type]
            told(3, "The draft to be discussed by military chiefs", outlet="Harbour", hours=2, **ahead),  # type: ignore[arg-type]
        ]
    )
    assert [line.reach for line in lines] == [3]


def test_two_nights_of_drones_are_two_lines() -> None:
    lines = merge(
        [
            told(1, "Air defence shot down four drones over Selm", kind="assault", first="2031-03-10"),
            told(2, "Air defence shot down nine drones over Selm", kind="assault", first="2031-03-12", hours=48),
        ]
    )
    assert len(lines) == 2


def test_an_ambassador_named_or_not_is_summoned_once() -> None:
    lines = merge(
        [
            told(1, "Ardenia summoned the Vostran ambassador", by="Ardenia", target="Vostra", first="2031-03-10"),
            told(
                2,
                "Ardenia summoned Ambassador Rusk",
                by="Ardenia",
                target="Ilan Rusk",
                first="2031-03-10",
                outlet="Ledger",
            ),
        ]
    )
    assert [line.reach for line in lines] == [2]


def test_one_persons_journey_on_a_day_is_one_line() -> None:
    lines = merge(
        [
            told(
                1,
                "Mral will travel to Kyrna",
                kind="consult",
                status="scheduled",
                by="Vesna Mral",
                target="Vostra",
                first="2031-03-14",
            ),
            told(
                2,
                "Mral will arrive in the capital",
                kind="consult",
                status="scheduled",
                by="Vesna Mral",
                first="2031-03-14",
                outlet="Ledger",
            ),
        ]
    )
    assert [line.reach for line in lines] == [2]


def test_roles_do_not_hang_on_the_order_in_which_events_were_placed() -> None:
    report = told(1, "A convoy hit by shells near Orlo", kind="assault", asserted_by="the governor")
    denial = told(2, "Vostra denies shelling a convoy near Orlo", kind="assault", status="denied", by="Vostra", hours=5)
    for members in ([report, denial], [denial, report]):
        facts = line_facts(members)
        assert (facts.asserted_by, facts.denied_by) == (("the governor",), ("Vostra",))
    plan = {"kind": "consult", "status": "scheduled", "by": "Vesna Mral"}
    old = told(3, "Mral to travel to Kyrna", first="2031-03-13", **plan)  # type: ignore[arg-type]
    new = told(4, "Mral will travel to Kyrna", first="2031-03-14", hours=8, **plan)  # type: ignore[arg-type]
    for members in ([old, new], [new, old]):
        facts = line_facts(members)
        assert (facts.event, facts.moved_from) == (4, "2031-03-13")
