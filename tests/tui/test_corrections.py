"""Corrections through the prompt: merging actors, who spoke, when and by whom a story was published, undo and redo."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.queries import Queries
from store.query import parse
from store.rows import StoryRow
from tests.tui.desk_store import fill_store, lines_of, settle
from tui.app import WatchfloorApp
from tui.panels.said import SaidPanel
from tui.panels.stories import StoryList
from tui.screens.corrections import moment_of
from tui.screens.desk import DeskScreen
from tui.sections import read_settings


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with four stories, read."""
    return fill_store(tmp_path / "stories.sqlite", 4)


async def write(pilot: Pilot[None], text: str) -> None:
    """Replaces what stands in the prompt, and keeps it."""
    await settle(pilot)
    await pilot.press("end", "ctrl+u", *text)
    await settle(pilot)
    await pilot.press("enter")
    await settle(pilot)


def story(store: Path, rowid: int) -> StoryRow:
    with Queries(store) as queries:
        found = queries.story(rowid)
        assert found is not None
        return found


async def test_date_and_outlet_of_a_story_are_set_undone_and_done_again(store: Path) -> None:
    app = WatchfloorApp(read_settings(None), store, watch=False)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        rowid = app.screen.query_one(StoryList).rowid_under_cursor
        before = story(store, rowid)
        await pilot.press("d")
        await write(pilot, "2026-03-12T14:05")
        assert story(store, rowid).published == datetime(2026, 3, 12, 14, 5, tzinfo=UTC)
        await pilot.press("u")
        await settle(pilot)
        assert story(store, rowid).published == before.published
        await pilot.press("ctrl+r")
        await settle(pilot)
        assert story(store, rowid).published == datetime(2026, 3, 12, 14, 5, tzinfo=UTC)
        app.screen.query_one(StoryList).move_to(0)
        await settle(pilot)
        rowid = app.screen.query_one(StoryList).rowid_under_cursor
        await pilot.press("f")
        await write(pilot, "Kyrna Post")
        assert story(store, rowid).outlet == "Kyrna Post"


async def test_a_wrong_speaker_is_corrected_and_an_actor_is_merged_into_another(store: Path) -> None:
    app = WatchfloorApp(read_settings(None), store, watch=False)
    async with app.run_test(size=(200, 55)) as pilot:
        await settle(pilot)
        await pilot.press("4")
        await settle(pilot)
        panel = app.screen.query_one(SaidPanel)
        rows = panel.all_rows()
        at = next(number for number, row in enumerate(rows) if not row.is_statement)
        for _ in range(at):
            await pilot.press("j")
        await settle(pilot)
        row = panel.row_under_cursor
        assert row is not None
        await pilot.press("C")
        await write(pilot, "Ilma Tasker")
        with Queries(store) as queries:
            now = next(one for one in queries.said(parse("")) if one.rowid == row.rowid)
            assert (now.speaker, now.speaker_type) == ("Ilma Tasker", "named")
            assert queries.called("Ilma Tasker") == [(now.actor, "Ilma Tasker")]
            [(reyl, _)] = queries.called("Tomas Reyl")
        app.open_screen("dossier", reyl)
        await settle(pilot)
        await pilot.press("M")
        await write(pilot, "ilma tasker")
        with Queries(store) as queries:
            assert queries.called("Tomas Reyl") == [(now.actor, "Ilma Tasker")]
        await pilot.press("u")
        await settle(pilot)
        with Queries(store) as queries:
            assert queries.called("Tomas Reyl") == [(reyl, "Tomas Reyl")]


def test_a_moment_is_read_in_the_zone_that_is_shown() -> None:
    zone = timezone(timedelta(hours=2))
    assert moment_of("2026-03-12", zone) == datetime(2026, 3, 11, 22, 0, tzinfo=UTC)
    assert moment_of("2026-03-12T14:05Z", zone) == datetime(2026, 3, 12, 14, 5, tzinfo=UTC)
    assert moment_of("  ", zone) is None
    with pytest.raises(ValueError, match="ormat"):
        moment_of("yesterday", zone)


async def test_a_story_is_pinned_by_a_key_shown_so_and_let_go(store: Path) -> None:
    app = WatchfloorApp(read_settings(None), store, watch=False)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        rowid = app.screen.query_one(StoryList).rowid_under_cursor
        await pilot.press("I")
        await settle(pilot)
        assert story(store, rowid).is_pinned
        assert isinstance(app.screen, DeskScreen)
        app.screen.open_under_cursor()
        await settle(pilot)
        assert any("pinned ·" in line or "· pinned" in line for line in lines_of(app))
        for screen, told in (("notes", "pinned to their event"), ("cluster", "1 pinned")):
            app.open_screen(screen, rowid)
            await settle(pilot)
            assert any(told in line for line in lines_of(app)), screen
            await pilot.press("q")
            await settle(pilot)
        await pilot.press("I")
        await settle(pilot)
        assert not story(store, rowid).is_pinned
        await pilot.press("u")
        await settle(pilot)
        assert story(store, rowid).is_pinned


async def test_two_events_are_joined_by_words_of_a_story_of_the_other_and_come_apart_again(store: Path) -> None:
    app = WatchfloorApp(read_settings(None), store, watch=False)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        rowid = app.screen.query_one(StoryList).rowid_under_cursor
        before = story(store, rowid).cluster
        await pilot.press("L")
        await write(pilot, "nobodywrotethis")
        assert story(store, rowid).cluster == before
        await pilot.press("L")
        await write(pilot, "convoy valley")
        (convoy,) = [other for other in range(1, 5) if "convoy" in story(store, other).title]
        assert story(store, rowid).cluster == story(store, convoy).cluster != before
        await pilot.press("u")
        await settle(pilot)
        assert story(store, rowid).cluster == before
