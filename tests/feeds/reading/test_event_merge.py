"""Which tellings within one story are of one event."""

from __future__ import annotations

from dataclasses import replace

import pytest

from feeds.reading.event_merge import is_same, once_each
from feeds.story import Event
from tests.feeds.reading.event_world import events

MEETING = Event("meet Vesna Mral in Selm", "consult", "scheduled", "", 0, 0, 0, ("Ilan Toss",), ("Vesna Mral",))
ATTACK = Event("attacked the port of Orlova", "fight", "happened", "", 0, 0, 0, ("Ardenia",), ("Vostra",))


def on(event: Event, first: str, last: str | None = None, **changes: object) -> Event:
    return replace(event, from_=first, to=last or first, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (ATTACK, replace(ATTACK, what="the attack on the port of Orlova"), True),
        (ATTACK, replace(ATTACK, by=("Vostra",)), False),
        (ATTACK, replace(ATTACK, target=("Ardenia",)), False),
        (ATTACK, replace(ATTACK, kind="consult"), False),
        (ATTACK, replace(ATTACK, kind="plan"), True),
        (ATTACK, replace(ATTACK, what="sank two ships"), False),
        (on(ATTACK, "2031-03-10"), on(ATTACK, "2031-03-11"), False),
        (on(ATTACK, "2031-03-10", "2031-03-12"), on(ATTACK, "2031-03-11"), True),
        (replace(ATTACK, paragraph=None), replace(ATTACK, what="shelling of the port", by=("Ardenia",)), False),
        (on(MEETING, "2031-03-14"), on(MEETING, "2031-03-14", what="the talks in Selm with Vesna Mral"), True),
        (on(MEETING, "2031-03-14", kind="plan"), on(MEETING, "2031-03-14", kind="visit"), True),
        (on(MEETING, "2031-03-14"), on(MEETING, "2031-03-15"), False),
        (on(MEETING, "2031-03-14", paragraph=None, what="Selm talks"), on(MEETING, "2031-03-14", kind="visit"), True),
        (
            on(MEETING, "2031-03-14", paragraph=None, what="Selm talks", by=(), target=()),
            on(MEETING, "2031-03-14", kind="visit"),
            False,
        ),
        (MEETING, on(MEETING, "2031-03-14", what="The meeting", target=(), paragraph=2), True),
        (MEETING, on(MEETING, "2031-03-14", what="The meeting", target=(), paragraph=9), False),
    ],
)
def test_kind_direction_days_and_words_decide(one: Event, other: Event, same: bool) -> None:
    assert is_same(one, other) is same


def test_of_two_tellings_the_one_with_a_day_stays() -> None:
    dated = on(ATTACK, "2031-03-10", paragraph=3)
    (kept,) = once_each([ATTACK, dated])
    assert kept.from_ == "2031-03-10"
    assert once_each([ATTACK, MEETING]) == (ATTACK, MEETING)


def test_other_numbers_are_other_events() -> None:
    found = events("More than 5,000 people have been killed in Orlo. At least 120 people have been killed in Orlo.")
    assert len(found) == 2
