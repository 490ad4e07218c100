"""The dashboard through Textual's pilot, on a real store filled by the archive with invented stories."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.desk_store import fill_store, lines_of, settle
from tui.app import WatchfloorApp
from tui.panels.stories import StoryList
from tui.panels.threads import ThreadsPanel
from tui.screens.desk import DeskScreen
from tui.sections import read_settings


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a dozen stories, read."""
    return fill_store(tmp_path_factory.mktemp("desk") / "stories.sqlite")


@pytest.mark.parametrize("size", [(200, 55), (120, 36), (80, 24)])
async def test_the_desk_shows_stories_at_every_width(store: Path, size: tuple[int, int], tmp_path: Path) -> None:
    app = WatchfloorApp(read_settings(None), store, watch=False)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        lines = lines_of(app)
        assert len(lines) == size[1]
        assert any("Harbour talks" in line for line in lines)
        assert "search" in lines[-1]


async def test_an_exception_in_a_handler_or_a_row_is_said_and_the_dashboard_goes_on(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = WatchfloorApp(read_settings(None), store, watch=False)
    app.log_path = tmp_path / "dashboard.log"
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        monkeypatch.setattr(DeskScreen, "action_zoom", lambda self: 1 / 0)
        monkeypatch.setattr(ThreadsPanel, "line_spans", lambda self, line, width: [("", "no such role")][line])
        app.screen.query_one(ThreadsPanel).redraw()
        await pilot.press("z", "j")
        await settle(pilot)
        assert app.is_running
        assert app.screen.query_one(StoryList).cursor == 1
        assert "ZeroDivisionError" in app.log_path.read_text()
        assert any("this line could" in line for line in lines_of(app))
