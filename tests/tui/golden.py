"""Screens as plain text beside the tests, so that a difference is read; WATCHFLOOR_GOLDEN=write makes them anew."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

from tests.tui.desk_store import lines_of
from tui.app import WatchfloorApp

FOLDER = Path(__file__).parent / "golden"


def assert_screen(app: WatchfloorApp, name: str) -> None:
    """The screen is what tests/tui/golden/NAME.txt says."""
    path = FOLDER / f"{name}.txt"
    now = "\n".join(lines_of(app)).rstrip() + "\n"
    if os.environ.get("WATCHFLOOR_GOLDEN") == "write":
        FOLDER.mkdir(exist_ok=True)
        path.write_text(now, "utf-8")
        return
    before = path.read_text("utf-8") if path.exists() else ""
    difference = "\n".join(difflib.unified_diff(before.splitlines(), now.splitlines(), "golden", "now", lineterm=""))
    assert before == now, f"{name} looks different (WATCHFLOOR_GOLDEN=write accepts it):\n{difference}"
