"""Runs watchfloor as a process, as a script would, with places of its own for config and store."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True, slots=True)
class Ran:
    """What a process left behind."""

    code: int
    out: str
    err: str


def environment(home: Path, **more: str) -> dict[str, str]:
    """An environment in which watchfloor sees nothing of whoever runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WATCHFLOOR")}
    places = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "CACHE", "STATE")}
    return kept | {"PYTHONPATH": str(ROOT), "NO_COLOR": "1", "HOME": str(home)} | places | more


def watchfloor(home: Path, *arguments: str, text: str | bytes = "", **more: str) -> Ran:
    """Runs one command to its end."""
    ran = subprocess.run(
        [sys.executable, "-P", "-m", "tui", *arguments],
        input=text.encode() if isinstance(text, str) else text,
        capture_output=True,
        timeout=120,
        env=environment(home, **more),
    )
    return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())
