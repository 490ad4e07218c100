"""The health screen knows a feed by its address: one that was renamed keeps what is known of it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from feeds.story import FeedState
from store.archive import Archive
from tests.tui.desk_store import lines_of, settle
from tui.app import WatchfloorApp
from tui.screens.health import HealthScreen
from tui.sections import read_settings

NOW = datetime(2026, 11, 22, 14, 6, tzinfo=UTC)
ADDRESS = "https://meridian.example/world.rss"


async def test_a_renamed_feed_shows_its_state_and_not_a_new_one(tmp_path: Path) -> None:
    store, config = tmp_path / "stories.sqlite", tmp_path / "config.toml"
    config.write_text(f'[[feeds]]\nname = "Meridian, renamed"\nurl = "{ADDRESS}"\n', "utf-8")
    with Archive.open(store, "test", wait=0) as archive:
        archive.save_feed_state(FeedState(feed="Meridian", url=ADDRESS, checked=NOW, succeeded=NOW, status=200))
    app = WatchfloorApp(read_settings(config), store, watch=False, clock=lambda: NOW)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        app.push_screen(HealthScreen())
        await settle(pilot)
        row = next(line for line in lines_of(app) if "Meridian, renamed" in line)
        assert " ok " in row
