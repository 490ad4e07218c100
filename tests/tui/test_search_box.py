"""The search box: Tab takes the first completion, the next few are named, a mistake has its caret."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from tests.tui.desk_store import fill_store, lines_of, settle
from tui.app import WatchfloorApp
from tui.sections import read_settings


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a dozen stories, read."""
    return fill_store(tmp_path_factory.mktemp("search") / "stories.sqlite")


async def test_tab_completes_a_field_and_then_its_value_from_the_store(store: Path) -> None:
    app = WatchfloorApp(read_settings(None), store, watch=False)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"outl")
        await settle(pilot)
        assert "Tab outlet:" in " ".join(lines_of(app)[-3:])
        await pilot.press("tab")
        await settle(pilot)
        assert app.screen.prompt.value == "outlet:"  # type: ignore[attr-defined]
        hint = " ".join(lines_of(app)[-3:])
        assert "stories" in hint
        assert "Selm Daily" in hint
        await pilot.press(*"se")
        await settle(pilot)
        await pilot.press("tab", "enter")
        await settle(pilot)
        assert app.lens.text == 'outlet:"Selm Daily"'


async def test_tab_keeps_the_focus_in_the_box_when_there_is_nothing_to_take(store: Path) -> None:
    app = WatchfloorApp(read_settings(None), store, watch=False)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("slash", "tab", *"harbour")
        await settle(pilot)
        assert app.screen.prompt.value == "harbour"  # type: ignore[attr-defined]


async def test_a_mistake_has_a_caret_under_it(store: Path) -> None:
    app = WatchfloorApp(read_settings(None), store, watch=False)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"talks thred:x")
        await settle(pilot)
        typed, said = next(
            (line, below) for line, below in pairwise(lines_of(app)) if "thred:x" in line and "^" in below
        )
        assert said.index("^") == typed.index("thred")
        assert "thread" in said


async def test_a_value_that_is_whole_is_not_offered_again(store: Path) -> None:
    app = WatchfloorApp(read_settings(None), store, watch=False)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"has:quote")
        await settle(pilot)
        hint = " ".join(lines_of(app)[-3:])
        assert "Tab quote" not in hint
        assert "Tab completes" in hint
