"""A line that grows by one telling after the other says what it says when it is judged whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from feeds.exchange import EventCandidate
from feeds.grouping.timeline_growing import GrowingLine
from feeds.grouping.timeline_lines import line_facts

MONDAY = datetime(2031, 3, 10, 9, 0, tzinfo=UTC)
WORDINGS = ("Ardenia expels Vostran envoys", "Vostran envoys expelled by Ardenia", "he expels envoys", "talks in Selm")


def an_event(chance: Random, rowid: int, statuses: tuple[str, ...], days: tuple[str | None, ...]) -> EventCandidate:
    day = chance.choice(days)
    outlet = chance.randrange(5)
    return EventCandidate(
        rowid=rowid,
        line=rowid,
        story_rowid=rowid // 2,
        story_id=f"{rowid:016x}",
        outlet=f"Outlet {outlet}",
        outlet_owner=chance.choice(("", f"Owner {outlet // 2}")),
        cluster=None,
        copy_of=chance.choice((None, None, 1)),
        when=MONDAY + timedelta(hours=chance.randrange(12)),
        what=chance.choice(WORDINGS),
        kind="expel",
        status=chance.choice(statuses),
        by=chance.choice(((), ("Ardenia",))),
        target=chance.choice(((), ("Vostra",))),
        actors=(),
        first=day,
        last=day,
        precision="open" if day is None else "day",
        asserted_by=chance.choice(("Mral", "Kade", None) if chance.random() < 0.2 else ("Mral", "Kade")),
        role=chance.choice(("report",) * 9 + ("in response",)),
    )


@pytest.mark.parametrize("seed", range(100))
def test_a_line_grown_event_by_event_is_the_line_of_all_of_them(seed: int) -> None:
    chance = Random(seed)
    statuses = chance.choice(
        (("happened",), ("scheduled",), ("scheduled", "ongoing", "happened"), ("happened", "scheduled", "denied"))
    )
    days = chance.choice(((None,), ("2031-03-11",), (None, "2031-03-11"), ("2031-03-11", "2031-03-12")))
    events = [an_event(chance, rowid, statuses, days) for rowid in range(1, 25)]
    chance.shuffle(events)
    told, roles = events[: chance.randrange(1, 4)], dict[int, str]()
    line = GrowingLine(told)
    roles.update(line_facts(told).roles)
    for event in events[len(told) :]:
        grown = line.add(event)
        told.append(event)
        whole = line_facts(told)
        if grown is None:
            break
        assert tuple(grown.events) == (event.rowid,)
        roles.update(grown.roles)
        assert replace(grown, events=whole.events, roles=roles) == whole
    else:
        assert line.tellings == 24
        assert line.stories == {event.story_rowid for event in told}


def test_plain_lines_grow_to_any_length_and_others_are_judged_whole() -> None:
    chance = Random(1)
    line = GrowingLine([an_event(chance, 1, ("scheduled",), ("2031-03-11",))])
    assert all(line.add(an_event(chance, rowid, ("scheduled",), ("2031-03-11", None))) for rowid in range(2, 200))
    assert line.add(an_event(chance, 200, ("scheduled",), ("2031-03-12",))) is None
    assert line.add(an_event(chance, 201, ("scheduled",), ("2031-03-11",))) is None
    denied = GrowingLine([an_event(chance, 1, ("denied",), (None,))])
    assert denied.add(an_event(chance, 2, ("happened",), (None,))) is None
