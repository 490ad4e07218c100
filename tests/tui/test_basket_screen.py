"""The brief basket by keys: rows change places, take a comment, and go; the brief takes them as they lie."""

from __future__ import annotations

import json
from pathlib import Path

from store.marks import Marks
from store.queries import Queries
from tests.tui.desk_store import fill_store, lines_of, settle
from tui.app import WatchfloorApp
from tui.desk.brief.material import gather
from tui.desk.cite import CiteSettings
from tui.panels.said import SaidPanel
from tui.screens.basket import BasketScreen
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


async def test_two_findings_of_one_story_and_the_story_lie_side_by_side_and_the_brief_says_who_said_it(
    tmp_path: Path,
) -> None:
    store = fill_store(tmp_path / "stories.sqlite", 1)
    app = WatchfloorApp(read_settings(None), store, watch=False)
    async with app.run_test(size=(170, 50)) as pilot:
        await settle(pilot)
        await pilot.press("2", "b")
        await settle(pilot)
        await pilot.press("4")
        rows = app.screen.query_one(SaidPanel).all_rows()
        for _ in rows:
            await pilot.press("b", "j")
            await settle(pilot)
        await pilot.press("3", "p")
        await settle(pilot)
        await pilot.press("b")
        await settle(pilot)
        assert len(rows) == 2
        assert len(lying(store, app.analyst)) == 3, "the passage is one of the two that lie there already"
        await pilot.press("B")
        await settle(pilot)
        seen = "\n".join(lines_of(app))
        for words in ("“We will stay until it is done”", "Tomas Reyl", "Harbour talks resume in Selm"):
            assert words in seen
    with Queries(store, analyst=app.analyst) as queries, Marks(store, app.analyst) as marks:
        made = gather(queries, "", "2d", [], marks.basket_list(), CiteSettings())
    assert made.basket[0].text == "Harbour talks resume in Selm"
    assert "Tomas Reyl, defence minister of Ardenia: “We will stay until it is done”" in [
        line.text for line in made.basket
    ]
    assert any(line.text.endswith("(reported speech)") and line.sources for line in made.basket)
