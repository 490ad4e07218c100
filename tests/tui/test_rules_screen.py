"""Rules of threads on the screen: what could be a thread, what a change would do, taking it into the config."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from feeds.grouping.suggest import Suggestion
from tests.tui.desk_store import fill_store, lines_of, settle
from tui.app import WatchfloorApp
from tui.desk.thread_rules import previewed, rules_of, with_thread
from tui.sections import read_settings

CONVOYS = Suggestion(
    "grain_convoy", "Grain convoy", ("grain", "convoy"),
    '[threads.grain_convoy]\ntitle = "Grain convoy"\nany = ["grain convoy:4"]\n', "c", 3, 2, 2,
)  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dozen stories, three of them about convoys."""
    return fill_store(tmp_path_factory.mktemp("rules") / "stories.sqlite")


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A config without threads of its own."""
    path = tmp_path / "config.toml"
    path.write_text('# mine\n[[feeds]]\nname = "none"\nurl = "https://feeds.example/none"\n', "utf-8")
    return path


def test_a_config_that_gets_its_first_thread_keeps_those_that_held_until_now(config: Path) -> None:
    text = with_thread(config, CONVOYS.toml)
    assert text.startswith("# mine")
    assert {"ceasefire", "grain_convoy"} <= set(tomllib.loads(text)["threads"])
    assert "ceasefire" in rules_of(config, "ceasefire")
    assert rules_of(config, "no_such_thread") == ""


def test_a_change_is_tried_on_what_is_stored_and_a_mistake_in_it_is_said(config: Path, store: Path) -> None:
    changes = previewed(config, store, with_thread(config, CONVOYS.toml))
    assert {(change.thread, change.kind) for change in changes} == {("grain_convoy", "comes")}
    assert all("convoy" in change.title for change in changes)
    with pytest.raises(ValueError, match="the draft"):
        previewed(config, store, "[threads.x]\nany = 3\n")


async def test_a_suggested_thread_is_taken_into_the_config_by_one_key(config: Path, store: Path) -> None:
    app = WatchfloorApp(read_settings(config), store, watch=False)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        app.open_screen("rules", CONVOYS)
        await settle(pilot)
        assert any("would come: 3" in line for line in lines_of(app))
        await pilot.press("A")
        await settle(pilot)
        assert ("grain_convoy", "Grain convoy") in app.threads
        assert any("Grain convoy" in line for line in lines_of(app))
    assert "grain_convoy" in tomllib.loads(config.read_text())["threads"]


async def test_without_a_config_nothing_is_written_and_the_way_out_is_said(store: Path) -> None:
    app = WatchfloorApp(read_settings(None), store, watch=False)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        app.open_screen("rules", CONVOYS)
        await settle(pilot)
        await pilot.press("A")
        await settle(pilot)
        assert any("no config to write to" in line for line in lines_of(app))
