"""Rows of the timeline without a day of their own: under the day they were told, marked as such wherever they go."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from store.errors import StoreTooOld
from store.rows import TimelineRow
from tui.cells import plain, spans_width
from tui.commands.timeline import days_cell, event_json
from tui.desk.export import calendar
from tui.look import LookSettings, look_of
from tui.panels.timeline import day_words, event_words, is_coming, lay_out
from tui.screens.questions import trouble

NOW = datetime(2031, 3, 12, 14, 0, tzinfo=UTC)
DATED = TimelineRow(
    rowid=1, what="Selm shelled the bridge", kind="assault", status="happened", by=("Selm",), target=(), actors=(),
    first="2031-03-11", last="2031-03-11", precision="day", when_text="Tuesday", asserted_by=(), denied_by=(), reach=2,
    own_reporting=2, moved_from=None, last_heard=NOW, story_rowid=7, story_id="a" * 16, title="Talks",
    outlet="Meridian", outlet_kind="newspaper", evidence="Selm shelled the bridge.", paragraph=0, start=0, end=24,
)  # fmt: skip
TOLD = replace(
    DATED, rowid=2, what="Vostra captured 40 soldiers", first=None, last=None, precision="open", when_text=None,
    asserted_by=("Vostra's army",), told="2031-03-11",
)  # fmt: skip


def test_it_stands_under_the_day_it_was_told_after_what_has_that_day() -> None:
    later = replace(DATED, rowid=3, first="2031-03-12", last="2031-03-12")
    earlier = replace(DATED, rowid=4, first="2031-03-10", last="2031-03-10")
    items = lay_out([TOLD, earlier, later, DATED], [], "day", 60, look_of(LookSettings(), NOW))
    assert [item.key for item in items if item.row is not None] == [3, 1, 2, 4]


def test_the_day_at_the_end_of_the_words_is_left_to_its_column() -> None:
    look = look_of(LookSettings(), NOW)
    for what, when, shown in (
        ("Selm shelled the bridge on Tuesday", "Tuesday", "Selm shelled the bridge"),
        ("The chargé has been summoned for Tuesday", "Tuesday", "The chargé has been summoned"),
        ("The list is due by Tuesday", "Tuesday", "The list is due by Tuesday"),
    ):
        assert event_words(replace(DATED, what=what, when_text=when), look) == shown


def test_what_lies_ahead_leaves_room_for_the_past_and_says_how_much_more_there_is() -> None:
    ahead = [
        replace(DATED, rowid=number, status="scheduled", first="2031-03-20", last="2031-03-20")
        for number in range(10, 30)
    ]
    items = lay_out([*ahead, DATED], [], "day", 60, look_of(LookSettings(), NOW), 12)
    assert [item.key for item in items if item.row is not None] == [10, 11, 12, 13, 14, 1]
    (more,) = (item for item in items if item.key == "more")
    assert "15 more ahead" in plain(more.lines[0])


def test_its_day_is_marked_and_never_lies_ahead() -> None:
    assert day_words(TOLD, NOW.date()) == "~" + day_words(DATED, NOW.date())
    assert not is_coming(replace(TOLD, status="demanded", told="2031-03-12"), NOW.date())


def test_commands_mark_the_day_and_give_it_apart_from_the_days_of_events() -> None:
    row = event_json(TOLD)
    assert (row["from"], row["to"], row["told"]) == (None, None, "2031-03-11")
    assert days_cell(row) == "~2031-03-11"
    assert event_json(DATED)["told"] is None


def test_a_calendar_leaves_it_out() -> None:
    text = "".join(calendar("Agenda", [TOLD, DATED]))
    assert "shelled" in text
    assert "captured" not in text


def test_a_view_of_more_stories_than_are_counted_says_so() -> None:
    from store.rows import MOST_COUNTED
    from tui.panels.threads import new_count, view_count

    assert [view_count(count) for count in (0, 112, MOST_COUNTED - 1, MOST_COUNTED)] == ["0", "112", "999", "999+"]
    assert [new_count(count) for count in (7, MOST_COUNTED - 1, MOST_COUNTED, 12_345)] == ["7", "999", "1k+", "12k"]


def test_bars_of_the_newest_stories_only_say_so_and_keep_within_the_line() -> None:
    look = look_of(LookSettings(), NOW)
    bars = [(NOW - timedelta(days=day), 1 + day % 3) for day in range(90, 0, -1)]
    for by in ("by hour", "by day", "newest 2,000"):
        drawn = next(item.lines[0] for item in lay_out([DATED], bars, by, 60, look) if item.key == "bars")
        assert drawn[-1][0].strip() == by
        assert spans_width(drawn) < 60


def test_a_store_of_an_older_version_says_who_brings_it_up_to_date() -> None:
    told = trouble(StoreTooOld("the store has an older schema", "s.sqlite", "Run it"))
    assert "the poller brings it up to date" in told
    assert "`watchfloor refresh`" in told
