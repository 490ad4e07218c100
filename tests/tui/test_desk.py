"""The dashboard through Textual's pilot, on a real store filled by the archive with invented stories."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.desk_store import fill_store, lines_of, settle
from tui.app import WatchfloorApp
from tui.panels.reader import ReaderPanel
from tui.panels.said import SaidPanel
from tui.panels.stories import StoryList
from tui.panels.threads import ThreadsPanel
from tui.screens.desk import DeskScreen
from tui.screens.story_actions import threads_meant
from tui.sections import read_settings
from tui.widgets.item_list import Item


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


async def test_a_border_is_dragged_with_the_mouse_and_stays_there(store: Path) -> None:
    app = WatchfloorApp(read_settings(None), store, watch=False)
    async with app.run_test(size=(200, 55)) as pilot:
        await settle(pilot)
        left, stories = app.screen.query_one("#left"), app.screen.query_one(StoryList)
        edge = left.region.right - 1
        await pilot.mouse_down(offset=(edge, 20))
        await pilot.hover(offset=(edge - 8, 20))
        await pilot.mouse_up(offset=(edge - 8, 20))
        await settle(pilot)
        assert left.size.width == edge + 1 - 8
        height = stories.outer_size.height
        foot = stories.region.bottom - 1
        await pilot.mouse_down(offset=(stories.region.x + 3, foot))
        await pilot.hover(offset=(stories.region.x + 3, foot - 6))
        await pilot.mouse_up(offset=(stories.region.x + 3, foot - 6))
        await settle(pilot)
        assert abs(stories.outer_size.height - (height - 6)) <= 1
    assert WatchfloorApp(read_settings(None), store, watch=False).sizes == app.sizes
    app.sizes_path.unlink()


async def test_a_click_on_a_thread_and_on_a_footer_key_do_what_their_keys_do(store: Path) -> None:
    app = WatchfloorApp(read_settings(None), store, watch=False)
    async with app.run_test(size=(160, 45)) as pilot:
        await settle(pilot)
        threads = app.screen.query_one(ThreadsPanel)
        await pilot.click(offset=(threads.region.x + 4, threads.region.y + 3))
        await pilot.click(offset=(threads.region.x + 4, threads.region.y + 3))
        await settle(pilot)
        assert app.lens.text == "thread:ceasefire"
        footer = lines_of(app)[-1]
        await pilot.click(offset=(footer.index("? keys") + 2, 44))
        await settle(pilot)
        assert any("config changes them" in line for line in lines_of(app))


async def test_new_stories_slide_in_without_moving_the_cursor_or_what_one_reads(store: Path) -> None:
    app = WatchfloorApp(read_settings(None), store, watch=False)
    async with app.run_test(size=(120, 26)) as pilot:
        await settle(pilot)
        stories = app.screen.query_one(StoryList)
        await pilot.press("j", "j", "j")
        await settle(pilot)
        here, height = stories.rowid_under_cursor, stories.lines_of(stories.cursor)[0] - stories.scroll_offset.y
        rowids, whens = stories.rowids[:], stories._whens[:]
        arrivals = type(rowids)("q", (10_000 + number for number in range(300)))
        later = type(whens)("q", (whens[0] + 300 - number for number in range(300)))
        stories.fill(arrivals + rowids, later + whens, has_days=True, message="", fresh=False)
        await settle(pilot)
        assert stories.rowid_under_cursor == here
        assert stories.lines_of(stories.cursor)[0] - stories.scroll_offset.y == height


async def test_until_the_cursor_is_moved_the_newest_story_stays_under_it(store: Path) -> None:
    app = WatchfloorApp(read_settings(None), store, watch=False)
    async with app.run_test(size=(120, 26)) as pilot:
        await settle(pilot)
        stories = app.screen.query_one(StoryList)
        rowids, whens = stories.rowids[:], stories._whens[:]
        stories.fill(
            type(rowids)("q", [10_000]) + rowids,
            type(whens)("q", [whens[0] + 300]) + whens,
            has_days=True, message="", fresh=False,
        )  # fmt: skip
        assert (stories.rowid_under_cursor, stories.scroll_offset.y) == (10_000, 0)


async def test_a_panel_nobody_has_come_to_shows_what_comes_first_under_its_cursor(store: Path) -> None:
    app = WatchfloorApp(read_settings(None), store, watch=False)
    async with app.run_test(size=(200, 55)) as pilot:
        await settle(pilot)
        said = app.screen.query_one(SaidPanel)
        items = list(said._items)
        rows = [item for item in items if item.row is not None]
        new = [Item(f"new {number}", rows[0].row, rows[0].lines) for number in range(3)]
        said.show(lambda width: [*new, *items])
        assert said.cursor == 0
        said.move_to(1)
        said.show(lambda width: [*new[1:], *items])
        assert said.cursor == 0
        said.show(lambda width: [*new, *items])
        assert said.cursor == 1


async def test_a_note_stands_in_the_reader_and_on_the_notes_screen(store: Path) -> None:
    app = WatchfloorApp(read_settings(None), store, watch=False)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("e", *"ask the embassy", "enter")
        await settle(pilot)
        await pilot.press("j", "k")
        await settle(pilot)
        assert any("✎ ask the embassy" in line for line in lines_of(app))
        await pilot.press("g", "n")
        await settle(pilot)
        assert any("ask the embassy" in line for line in lines_of(app))
        await pilot.press("q", "u")
        await settle(pilot)
        await pilot.press("g", "n")
        await settle(pilot)
        assert any("No story has a note" in line for line in lines_of(app))


async def test_the_reader_shows_the_text_as_it_stands_so_that_it_can_be_copied(store: Path) -> None:
    app = WatchfloorApp(read_settings(None), store, watch=False)
    async with app.run_test(size=(200, 55)) as pilot:
        await settle(pilot)
        app.look_on_desk("title:resume")
        await settle(pilot)
        lines = [line.split("│")[3].strip() for line in lines_of(app) if line.count("│") >= 6]
        assert "“We will stay until it is done,” said Tomas Reyl, the defence minister of Ardenia." in " ".join(lines)


async def test_a_story_is_put_on_the_one_thread_that_is_meant_and_on_none_that_is_not(store: Path) -> None:
    app = WatchfloorApp(read_settings(None), store, watch=False)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        app.look_on_desk("title:convoy")
        await settle(pilot)
        for typed in ("peac", "piece"):
            await pilot.press("m", *typed, "enter")
            await settle(pilot)
        told = [notification.message for notification in app._notifications]
        assert told[-2] == "put on Peacekeeping"
        assert told[-1].startswith("piece is no thread of the config: ceasefire, peacekeeping")
        await pilot.press("u")
        await settle(pilot)
    assert threads_meant("prisoner", [("a", "Prisoners"), ("b", "Prisoner exchanges")]) == [
        ("a", "Prisoners"),
        ("b", "Prisoner exchanges"),
    ]
    assert threads_meant("prisoners", [("a", "Prisoners"), ("b", "Prisoners of war")]) == [("a", "Prisoners")]


async def test_enter_on_a_threads_badge_opens_the_passage_that_puts_the_story_there(store: Path) -> None:
    app = WatchfloorApp(read_settings(None), store, watch=False)
    async with app.run_test(size=(200, 55)) as pilot:
        await settle(pilot)
        app.look_on_desk("title:resume")
        await settle(pilot)
        reader = app.screen.query_one(ReaderPanel)
        await pilot.press("3", "enter")
        await settle(pilot)
        assert "Ceasefire: ⏎ shows why" in str(reader.border_subtitle)
        await pilot.press("enter")
        await settle(pilot)
        proof = reader.passage_here
        assert proof is not None
        assert (proof.kind, "ceasefire" in proof.text) == ("proof", True)
        assert "proof 1 of" in str(reader.border_subtitle)
        for _ in range(9):
            await pilot.press("p")
            if reader.passage_here is not None and reader.passage_here.kind != "proof":
                break
        assert "passage " in str(reader.border_subtitle)
        line = next(number for number, one in enumerate(lines_of(app)) if "on Ceasefire" in one)
        await pilot.click(offset=(lines_of(app)[line].index("on Ceasefire") + 5, line))
        assert "proof 1 of" in str(reader.border_subtitle)


async def test_the_scroll_bar_is_dragged_and_clicked(store: Path) -> None:
    app = WatchfloorApp(read_settings(None), store, watch=False)
    async with app.run_test(size=(120, 26)) as pilot:
        await settle(pilot)
        stories = app.screen.query_one(StoryList)
        bar = stories.vertical_scrollbar
        assert bar.display
        await pilot.mouse_down(bar, offset=(0, 0))
        await pilot.hover(bar, offset=(0, 6))
        await pilot.mouse_up(bar, offset=(0, 6))
        await settle(pilot)
        assert stories.scroll_offset.y > 0
