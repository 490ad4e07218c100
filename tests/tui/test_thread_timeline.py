"""The timeline of a thread on the dashboard: what stories say that only touch it is left out, and a key shows it."""

from __future__ import annotations

from pathlib import Path

from tests.store.test_belonging import fill
from tests.tui.desk_store import lines_of, settle
from tui.app import WatchfloorApp
from tui.sections import read_settings


async def test_a_key_shows_what_stories_say_that_only_touch_the_thread(tmp_path: Path) -> None:
    store = fill(tmp_path / "store.db", "primary", "secondary")
    app = WatchfloorApp(read_settings(None), store, watch=False)
    async with app.run_test(size=(180, 48)) as pilot:
        await settle(pilot)
        assert "opened bridge 1" in "\n".join(lines_of(app))  # no thread is asked for
        app.look_on_desk("thread:ceasefire")
        await settle(pilot)
        shown = "\n".join(lines_of(app))
        assert "met envoy 1" in shown
        assert "opened bridge 1" not in shown
        assert "1 left out: a" in shown
        await pilot.press("g", "t")
        await settle(pilot)
        shown = "\n".join(lines_of(app))
        assert "opened bridge 1" not in shown
        assert "3 events · 1 of stories that only touch the thread left out: a" in shown
        await pilot.press("a")
        await settle(pilot)
        shown = "\n".join(lines_of(app))
        assert "opened bridge 1" in shown
        assert "4 events" in shown
        await pilot.press("q")
        await settle(pilot)
        await pilot.press("a")
        await settle(pilot)
        assert "1 left out: a" in "\n".join(lines_of(app))
