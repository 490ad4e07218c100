"""The dashboard through Textual's pilot, on a real store filled by the archive with invented stories."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.desk_store import fill_store, lines_of, settle
from tui.app import WatchfloorApp
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
