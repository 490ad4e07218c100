"""Painting only what changed gives the picture that Textual's own compositor gives."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from textual._compositor import Compositor
from textual.geometry import Region

from tests.tui.desk_store import fill_store, settle
from tui.app import WatchfloorApp
from tui.sections import read_settings
from tui.widgets.compositor import LeanCompositor


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a dozen stories, read."""
    return fill_store(tmp_path_factory.mktemp("paint") / "stories.sqlite")


@pytest.mark.parametrize("size", [(200, 55), (120, 36), (80, 24)])
async def test_any_part_of_the_screen_is_the_same_as_textual_paints_it(store: Path, size: tuple[int, int]) -> None:
    app = WatchfloorApp(read_settings(None), store, watch=False)
    pick = random.Random(7)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        app.say("a toast lies over the panels")
        await pilot.press("slash", "a")
        await settle(pilot)
        lean = app.screen._compositor
        assert isinstance(lean, LeanCompositor)
        for number in range(40):
            x, y = pick.randrange(size[0]), pick.randrange(size[1])
            crop = Region(x, y, pick.randrange(1, size[0] - x + 1), pick.randrange(1, size[1] - y + 1))
            crop = Region(0, 0, *size) if number == 0 else crop
            lines = {line for line in range(crop.y, crop.bottom) if number == 0 or pick.random() < 0.7}
            ours = lean._changed_chops(crop, lines.__contains__)
            theirs = Compositor._render_chops(lean, crop, lines.__contains__)
            for line in lines:
                ends = lean.cuts[line][1:]
                for cut, end in zip(lean.cuts[line], ends, strict=False):
                    if end > crop.x and cut < crop.right:
                        assert ours[line][cut] == theirs[line][cut], (crop, line, cut)
