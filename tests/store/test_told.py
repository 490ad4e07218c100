"""Claims about events that give no day of their own: they are listed on the day they were told, never found by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from feeds.exchange import LineFacts, ReadStory
from feeds.story import Event, EventStatus
from store.archive import Archive
from store.marks import Marks
from store.queries import Queries
from store.query import parse
from tests.store.test_archive import NOW, OUTLETS, arrival, findings_of

TODAY = NOW.date()
UNDATED = (("Vostra captured 40 soldiers", "happened"), ("Selm will reopen the road", "scheduled"))


def undated(what: str, status: EventStatus, by: tuple[str, ...] = ("Vostra",)) -> Event:
    """An event as the reader gives it when the text has no day: on the day of its story, or without any."""
    day = None if status == "scheduled" else TODAY.isoformat()
    return Event(what, "detain", status, what, 0, 0, len(what), by, from_=day, to=day, precision="open")


def filled(path: Path, *events: Event, **changes: object) -> Path:
    """A store with one story that holds these events and the dated one."""
    with Archive.open(path, "test") as archive:
        archive.save("meridian", None, [arrival(1, **changes)], NOW, OUTLETS)
        for story in archive.unread():
            found = findings_of(story)
            archive.save_findings([ReadStory(story, replace(found, events=(*found.events, *events)))], 1, 0, NOW)
    return path


def listed(path: Path, text: str = "", **bounds: object) -> dict[str, tuple[str | None, str | None, str | None]]:
    with Queries(path, now=lambda: NOW) as queries:
        rows = queries.timeline(parse(text), **bounds)  # type: ignore[arg-type]
    return {row.what: (row.first, row.last, row.told) for row in rows}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    nobody = undated("something burned", "happened", by=())
    return filled(tmp_path / "store.db", *(undated(what, status) for what, status in UNDATED), nobody)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", "thread:ceasefire", "outlet:meridian"])
def test_what_gives_no_day_stands_on_the_day_it_was_told(path: Path, text: str) -> None:
    assert listed(path, text) == {
        "rejected the plan": ("2025-03-11", "2025-03-11", None),
        "Vostra captured 40 soldiers": (None, None, TODAY.isoformat()),
    }


def test_what_only_lies_ahead_or_names_nobody_is_not_listed_without_a_day(path: Path) -> None:
    assert not {"Selm will reopen the road", "something burned"} & set(listed(path))


@pytest.mark.parametrize("text", ["on:today", f"on:{TODAY}", "on:2025-03", "on:2025-03-01..2025-03-31"])
def test_a_question_about_days_of_events_never_finds_the_day_of_the_telling(path: Path, text: str) -> None:
    assert "Vostra captured 40 soldiers" not in listed(path, text)


def test_bounds_reach_the_day_it_was_told_and_can_leave_it_out(path: Path) -> None:
    assert "Vostra captured 40 soldiers" in listed(path, start=TODAY)
    assert "Vostra captured 40 soldiers" in listed(path, start=TODAY, end=TODAY)
    assert listed(path, start=TODAY + timedelta(days=1)) == {}
    assert listed(path, end=TODAY - timedelta(days=7)) == {}
    assert listed(path, start=TODAY, with_told=False) == {}


def test_what_was_told_never_takes_the_room_of_what_lies_ahead(tmp_path: Path) -> None:
    ahead = replace(undated("Selm opens the road", "scheduled"), from_="2025-03-20", to="2025-03-20", precision="day")
    told = [undated(f"Vostra fired shot {number}", "happened") for number in range(40)]
    path = filled(tmp_path / "store.db", *told, ahead)
    rows = listed(path, limit=4)
    assert rows["Selm opens the road"] == ("2025-03-20", "2025-03-20", None)
    assert len(rows) == 4


def test_the_day_told_is_the_day_at_the_offset_of_the_story(tmp_path: Path) -> None:
    late = datetime(2025, 3, 10, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    path = filled(tmp_path / "store.db", undated("Vostra fired", "happened"), published=late)
    assert listed(path)["Vostra fired"] == (None, None, "2025-03-10")


def test_a_corrected_date_of_the_story_moves_the_day_told(path: Path) -> None:
    with Marks(path, "kim") as marks:
        marks.set_date(1, datetime(2025, 3, 2, 10, tzinfo=UTC))
    assert listed(path, "thread:ceasefire")["Vostra captured 40 soldiers"] == (None, None, "2025-03-02")
    assert listed(path, end=date(2025, 3, 3)) == {"Vostra captured 40 soldiers": (None, None, "2025-03-02")}


def test_undated_tellings_fold_into_the_line_with_its_day(tmp_path: Path) -> None:
    dated = replace(undated("Vostra took 40 men", "happened"), from_="2025-03-11", to="2025-03-11", precision="day")
    path = filled(tmp_path / "store.db", undated("Vostra captured 40 soldiers", "happened"), dated)
    with Archive.open(path, "test") as archive:
        events = {event.what: event.rowid for event in archive.events_of([1])}
        stands = events["Vostra took 40 men"]
        archive.save_event_line(LineFacts(stands, [stands, events["Vostra captured 40 soldiers"]], 1, 1, {}))
    assert listed(path)["Vostra took 40 men"] == ("2025-03-11", "2025-03-11", None)
    assert "Vostra captured 40 soldiers" not in listed(path)


def test_lines_come_by_the_day_they_show_whichever_telling_was_found(tmp_path: Path) -> None:
    path = filled(tmp_path / "store.db", undated("Vostra captured 40 soldiers", "happened"))
    with Archive.open(path, "test") as archive:
        archive.save("meridian", None, [arrival(2, published=NOW - timedelta(days=2))], NOW, OUTLETS)
        for story in archive.unread():
            early = replace(findings_of(story), events=(undated("Vostra took 40 men", "happened"),))
            archive.save_findings([ReadStory(story, early)], 1, 0, NOW)
        (early_event,) = archive.events_of([2])
        later = next(event for event in archive.events_of([1]) if event.what.startswith("Vostra captured"))
        archive.save_event_line(LineFacts(early_event.rowid, [early_event.rowid, later.rowid], 1, 1, {}))
    assert list(listed(path)) == ["Vostra took 40 men", "rejected the plan"]
    assert listed(path)["Vostra took 40 men"] == (None, None, "2025-03-10")


def test_grouping_is_offered_what_was_told_on_those_days(path: Path) -> None:
    with Archive.open(path, "test") as archive:
        found = archive.event_candidates(["detain"], [], TODAY.isoformat(), TODAY.isoformat(), 10)
        assert [(event.what, event.first) for event in found] == [("Vostra captured 40 soldiers", None)]
        assert archive.event_candidates(["detain"], [], "2025-02-01", "2025-02-02", 10) == []


def test_the_view_names_the_day_told(path: Path) -> None:
    with Queries(path) as queries:
        rows = dict(queries.rows("SELECT what, told FROM events"))
    assert rows["Vostra captured 40 soldiers"] == TODAY.isoformat()
    assert rows["rejected the plan"] is None
    assert rows["Selm will reopen the road"] is None
