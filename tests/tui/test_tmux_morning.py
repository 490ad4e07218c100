"""An analyst's morning in a real tmux: catch-up, thread, passage, dossier, star, undo, search, view, cite, quit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.tui.desk_store import fill_store
from tests.tui.terminal import CONFIG, ROOT

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")


class Tmux:
    """One tmux server of its own with the dashboard in it."""

    def __init__(self, folder: Path, store: Path) -> None:
        self.socket = str(folder / "tmux.sock")
        self.config = folder / "config.toml"
        self.config.write_text(CONFIG, "utf-8")
        environment = {key: value for key, value in os.environ.items() if key not in ("TMUX", "NO_COLOR")}
        environment |= {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "LANG": "C.UTF-8", "SHELL": "/bin/sh"}
        environment |= {"XDG_STATE_HOME": str(folder)}
        command = f"{sys.executable} -m tui --config {self.config} --store {store}; echo ended with $?; exec cat"
        start = [
            "tmux",
            "-u",
            "-S",
            self.socket,
            "-f",
            "/dev/null",
            "new-session",
            "-d",
            "-x",
            "160",
            "-y",
            "45",
            command,
        ]
        subprocess.run(start, check=True, env=environment, cwd=ROOT, timeout=20)

    def run(self, *arguments: str) -> str:
        """One tmux command."""
        command = ["tmux", "-u", "-S", self.socket, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=20).stdout

    def press(self, *keys: str) -> None:
        """Presses keys by their tmux names."""
        self.run("send-keys", *keys)

    def type(self, text: str) -> None:
        """Types text as it is."""
        self.run("send-keys", "-l", text)

    def screen(self) -> str:
        """What stands on the screen."""
        return self.run("capture-pane", "-p")

    def wait_for(self, is_there: str | Callable[[str], bool], seconds: float = 30.0) -> str:
        """The screen as soon as it shows that."""
        end = time.monotonic() + seconds
        tick = threading.Event()
        while True:
            screen = self.screen()
            if is_there in screen if isinstance(is_there, str) else is_there(screen):
                return screen
            assert time.monotonic() < end, f"{is_there} never came; the screen was\n{screen}"
            tick.wait(0.05)


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    """The dashboard on a small store."""
    made = Tmux(tmp_path, fill_store(tmp_path / "stories.sqlite"))
    try:
        yield made
    finally:
        made.run("kill-server")


def test_an_analysts_morning_from_catch_up_to_quit(tmux: Tmux) -> None:
    tmux.wait_for("Harbour talks resume")
    tmux.wait_for("12 stories")
    tmux.press("c")
    tmux.wait_for("12 new stories")
    tmux.press("q")
    tmux.wait_for("Threads")

    tmux.press("1")
    tmux.press("j")
    tmux.press("Enter")
    tmux.wait_for("thread:")
    tmux.press("Escape")
    tmux.wait_for("Everything")

    tmux.press("4")
    tmux.press("Enter")
    tmux.wait_for(lambda screen: "passage " in screen and " of " in screen)
    tmux.press("p")
    tmux.press("6")
    tmux.press("g")
    tmux.press("a")
    tmux.wait_for("Dossier")
    tmux.press("q")
    tmux.wait_for("Threads")

    tmux.press("2")
    tmux.press("s")
    tmux.wait_for("★")
    tmux.press("u")
    tmux.wait_for(lambda screen: "★" not in screen)

    # Each key waits for what the last one did: on a busy machine the next one comes before the line is there or gone.
    tmux.press("/")
    tmux.wait_for("─ Search ")
    tmux.type("convoy")
    tmux.wait_for("3 stories")
    tmux.press("Enter")
    tmux.wait_for(lambda screen: "─ Search " not in screen and "Grain convoy reaches" in screen)
    tmux.press("S")
    tmux.wait_for("Save view as")
    tmux.type("grain")
    tmux.press("Enter")
    tmux.wait_for("saved")
    assert 'grain = "convoy"' in tmux.config.read_text()

    tmux.press("y")
    tmux.wait_for("sha256:")
    tmux.press("b")
    tmux.wait_for("basket")
    tmux.press("B")
    tmux.wait_for("Brief basket")
    tmux.press("q")
    tmux.press("q")
    tmux.press("C-q")
    tmux.wait_for("ended with 0")
