"""The headless twin's start: `--version`, and a listing of a hundred thousand stories."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.bench_store import fill
from tests.benchmarks.measure import Figure, Options, figure, timed

KEEP = "WATCHFLOOR_BENCH_COMMANDS_STORE"
"""Environment: a path to keep the generated store at, and to take it from when it is there."""


def measure(options: Options) -> list[Figure]:
    """Generates a store, then times commands on it as processes."""
    count = 10_000 if options.is_quick else 100_000
    runs = 5 if options.is_quick else 15
    with tempfile.TemporaryDirectory() as folder:
        path = Path(os.environ.get(KEEP, "") or Path(folder) / "store.sqlite")
        if not path.exists():
            fill(path, count)
        env = {name: value for name, value in os.environ.items() if not name.startswith("WATCHFLOOR")}
        env |= {"HOME": folder, "WATCHFLOOR_STORE": str(path), "PYTHONPATH": os.getcwd()}
        # Compiled modules are what an installed program has.
        env.pop("PYTHONDONTWRITEBYTECODE", None)

        def run(*arguments: str) -> list[float]:
            command = [sys.executable, "-P", "-m", "tui", *arguments]
            return timed(lambda: subprocess.run(command, env=env, stdout=subprocess.DEVNULL, check=True), runs)

        label = f"{count:,} stories"
        on_thread = ("stories", "thread:ceasefire", "--limit", "20")
        return [
            figure("--version", [1000 * seconds for seconds in run("--version")], "ms", target="<= 150"),
            _listing(f"stories --limit 20, {label}", run("stories", "--limit", "20")),
            _listing(f"stories thread:ceasefire --limit 20, {label}", run(*on_thread)),
            _listing(f"quotes --limit 20, {label}", run("quotes", "--limit", "20")),
            _listing(f"timeline --next 7d, {label}", run("timeline", "--next", "7d")),
        ]


def _listing(what: str, seconds: list[float]) -> Figure:
    return figure(what, [1000 * value for value in seconds], "ms", target="<= 350")
