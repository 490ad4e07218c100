"""The brief basket by keys: rows change places, take a comment, and go; the brief takes them as they lie."""

from __future__ import annotations

import json
from pathlib import Path

from store.marks import Marks
from tests.tui.desk_store import fill_store, settle
from tui.app import WatchfloorApp
from tui.screens.lists import BasketScreen
from tui.sections import read_settings


def lying(store: Path, analyst: str) -> list[tuple[str, str]]:
    """(object, comment) of what lies in the basket."""
    marks = Marks(store, analyst)
    try:
        return [(row.object, json.loads(row.value).get("comment", "")) for row in marks.basket_list()]
    finally:
        marks.close()


async def test_rows_of_the_basket_change_places_and_take_a_comment(tmp_path: Path) -> None:
    store = fill_store(tmp_path / "stories.sqlite", 3)
    app = WatchfloorApp(read_settings(None), store, watch=False)
    async with app.run_test(size=(100, 30)) as pilot:
        marks = Marks(store, app.analyst)
        marks.basket_add(1)
        marks.basket_add(2)
        marks.close()
        first, second = [name for name, _ in lying(store, app.analyst)]
        await settle(pilot)
        await pilot.press("B")
        await settle(pilot)
        assert isinstance(app.screen, BasketScreen)
        await pilot.press("J")
        await settle(pilot)
        assert [name for name, _ in lying(store, app.analyst)] == [second, first]
        await pilot.press("c")
        await settle(pilot)
        await pilot.press(*"ask", "enter")
        await settle(pilot)
        assert lying(store, app.analyst) == [(second, ""), (first, "ask")]
        await pilot.press("x")
        await settle(pilot)
        assert lying(store, app.analyst) == [(second, "")]
