"""How the dashboard starts: in every theme, without colours, and not at all when it cannot."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from feeds.settings import Settings
from store.queries import Queries
from tests.tui.desk_store import fill_store, lines_of, settle
from tests.tui.terminal import ROOT, Terminal
from tui.app import WatchfloorApp
from tui.look import LookSettings
from tui.screens.desk import DeskScreen
from tui.screens.desk_loading import FIRST
from tui.sections import read_settings

BROKEN = """
import sys
from pathlib import Path
from tui.app import WatchfloorApp
from tui.sections import read_settings

class Broken(WatchfloorApp):
    CSS_PATH = {style!r}
    {how}

app = Broken(read_settings(None), Path(sys.argv[1]), watch=False)
app.log_path = Path(sys.argv[1]).with_name("dashboard.log")
app.run(headless=True)
sys.exit(app.return_code)
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with four stories, read."""
    return fill_store(tmp_path_factory.mktemp("starting") / "stories.sqlite", 4)


def looking(look: LookSettings) -> Settings:
    """The shipped settings with another look."""
    settings = read_settings(None)
    return replace(settings, sections={**settings.sections, "look": look})


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("CSS_PATH = 'broken.tcss'", "no-such-rule"),
        ("def get_default_screen(self): return 1 / 0", "ZeroDivisionError"),
        ("def on_mount(self): raise ValueError('no floor')", "no floor"),
    ],
)
def test_what_cannot_start_ends_with_the_message_and_a_code(how: str, told: str, tmp_path: Path) -> None:
    script = tmp_path / "broken.py"
    script.write_text(BROKEN.format(how=how, style=str(ROOT / "tui/styles/desk.tcss")), "utf-8")
    (tmp_path / "broken.tcss").write_text("Header { no-such-rule: 1; }", "utf-8")
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "stories.sqlite")],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    shown = (done.stdout + done.stderr).decode()
    assert "the dashboard could not open" in shown
    assert told in shown
    assert "Traceback" in (tmp_path / "dashboard.log").read_text()


@pytest.mark.parametrize(
    "look", [LookSettings(theme="ansi"), LookSettings(theme="light"), LookSettings(icons="ascii"), LookSettings()]
)
@pytest.mark.parametrize("no_color", [False, True])
async def test_it_starts_in_every_look(
    look: LookSettings, no_color: bool, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    app = WatchfloorApp(looking(look), store, watch=False)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert app.has_stood
        lines = lines_of(app)
        assert any("Harbour talks" in line for line in lines)
        if look.icons == "ascii":
            own = [line for line in lines if "Harbour" not in line and "“" not in line]
            assert not any(letter in line for line in own for letter in "▌●○▲▞")


def test_it_opens_in_the_terminals_own_colours(store: Path, tmp_path: Path) -> None:
    terminal = Terminal(store, tmp_path, (120, 36), 'theme = "ansi"')
    try:
        assert terminal.read_until(b"Harbour talks")
        terminal.drain()
        assert b"\x1b[38;2;" not in terminal.told
        terminal.write(b"q")
        assert terminal.exit_code() == 0
    finally:
        terminal.close()


def test_a_terminal_of_sixteen_colours_gets_its_own(store: Path, tmp_path: Path) -> None:
    terminal = Terminal(store, tmp_path, (120, 36), 'theme = "dark"', term="xterm-16color", colours="")
    try:
        assert terminal.read_until(b"Harbour talks")
        terminal.drain()
        assert b"\x1b[36m" in terminal.told or b";36m" in terminal.told, "actors are cyan, not white"
        assert b"\x1b[7m" in terminal.told or b";7" in terminal.told, "the chosen row is on a ground of its own"
        terminal.write(b"q")
        assert terminal.exit_code() == 0
    finally:
        terminal.close()


async def test_the_first_rows_are_asked_for_once_and_before_anything_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = fill_store(tmp_path / "stories.sqlite", 4)
    asked: list[object] = []
    index, load_all = Queries.story_index, DeskScreen.load_all

    def indexed(self: Queries, *arguments: Any) -> Any:
        asked.append(arguments[-1])
        return index(self, *arguments)

    def loaded(self: DeskScreen, *, fresh: bool) -> None:
        asked.append("everything")
        load_all(self, fresh=fresh)

    monkeypatch.setattr(Queries, "story_index", indexed)
    monkeypatch.setattr(DeskScreen, "load_all", loaded)
    app = WatchfloorApp(read_settings(None), path, watch=False)
    async with app.run_test(size=(200, 50)) as pilot:
        await settle(pilot)
    assert asked[:2] == ["everything", FIRST]
    assert asked.count("everything") == 1


async def test_a_hint_is_not_said_beside_itself_but_what_was_done_twice_is_said_twice(store: Path) -> None:
    app = WatchfloorApp(read_settings(None), store, watch=False)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settle(pilot)
        before = len(app._notifications)
        for _ in range(2):
            app.say("no story is under the cursor")
        await pilot.pause()
        assert len(app._notifications) == before + 1
        for _ in range(2):
            await pilot.press("s")
            await settle(pilot)
            await pilot.press("u")
            await settle(pilot)
        told = [notification.message for notification in app._notifications]
        assert len([words for words in told if words.startswith("undone")]) == 2


def test_a_terminal_that_cannot_move_its_cursor_is_told_what_to_do(tmp_path: Path) -> None:
    terminal = Terminal(fill_store(tmp_path / "floor.sqlite"), tmp_path, term="dumb")
    try:
        assert terminal.read_until(b"set TERM to what this one is")
        assert terminal.exit_code() == 2
        assert b"\x1b[?1049h" not in terminal.told
    finally:
        terminal.close()
