"""The list of stories at a million rows, live: first paint, moving about in it, arrivals while one moves, memory.

A small store of real rows is multiplied inside SQLite (the findings of the first rows stand for all), since what the
list holds and asks is the story table. `python -m tests.benchmarks --only list`; a quick run takes 100,000 rows.
"""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.bench_dashboard import bytecode, resident_megabytes
from tests.benchmarks.bench_store import fill
from tests.benchmarks.measure import Figure, Options, figure, percentile
from tests.tui.terminal import Terminal

REAL = 2_000
MOVES = (("j", (b"j",), 40), ("half a page", (b"\x04",), 40), ("to the last row and back", (b"G", b"gg"), 20))
"""What is pressed in turn, as it is told, and how often."""
ARRIVALS = 10


def measure(options: Options) -> list[Figure]:
    """Multiplies the store, then moves about in the list."""
    count = 100_000 if options.is_quick else 1_000_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "store.db"
        fill(path, REAL)
        multiply(path, count)
        label = f"{count:,} rows"
        with bytecode(folder):
            paints = [_first_paint(path, folder) for _ in range(3)]
            terminal = Terminal(path, folder)
            try:
                terminal.read_until(b" first")
                terminal.drain(3.0)
                figures = [figure(f"first paint of the list, {label}", paints, "s", target="<= 0.8")]
                figures += [_moved(terminal, told, turns, times, label) for told, turns, times in MOVES]
                figures.append(_arrivals(terminal, path, label))
                figures.append(Figure(f"memory, {label}", resident_megabytes(terminal), "MB", target="<= 120"))
            finally:
                terminal.close()
    return figures


def multiply(path: Path, count: int) -> None:
    """Copies the rows of the story table, each copy set a little earlier, until there are `count`."""
    connection = sqlite3.connect(path)
    columns = [row[1] for row in connection.execute("PRAGMA table_info(story)")]
    changed = {"story": "NULL", "id": "random()", "link_key": "NULL"}
    changed |= {name: f"{name} - n * 400000" for name in ("when_at", "seen", "published")}
    chosen = ", ".join(changed.get(name, name) for name in columns)
    copies = count // REAL - 1
    with connection:
        connection.execute(
            f"INSERT INTO story ({', '.join(columns)}) WITH RECURSIVE step(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM "
            f"step WHERE n < ?) SELECT {chosen} FROM step CROSS JOIN story WHERE story <= ?",
            (copies, REAL),
        )
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _first_paint(path: Path, folder: Path) -> float:
    terminal = Terminal(path, folder)
    try:
        terminal.read_until(b" first")
        return time.perf_counter() - terminal.started
    finally:
        terminal.close()


def _moved(terminal: Terminal, told: str, turns: Sequence[bytes], times: int, label: str) -> Figure:
    values: list[float] = []
    for number in range(times):
        keys = turns[number % len(turns)]
        while terminal.read(0.0):
            pass
        terminal.write(keys[:-1])
        if keys[:-1]:
            terminal.drain(0.1)
        started = time.perf_counter()
        terminal.write(keys[-1:])
        terminal.read(1.0)
        values.append((time.perf_counter() - started) * 1000)
        terminal.drain(0.15)
    return _figure(f"{told}, key to paint p95, {label}", values)


def _arrivals(terminal: Terminal, path: Path, label: str) -> Figure:
    """Key to paint right after a story was written, while the list is asked for anew."""
    connection = sqlite3.connect(path, timeout=10)
    columns = [row[1] for row in connection.execute("PRAGMA table_info(story)")]
    fresh = {"story": "NULL", "id": "random()", "link_key": "NULL", "when_at": "when_at + 1000000"}
    chosen = ", ".join(fresh.get(name, name) for name in columns)
    one_more = f"INSERT INTO story ({', '.join(columns)}) SELECT {chosen} FROM story WHERE story = ?"
    values: list[float] = []
    for number in range(ARRIVALS):
        with connection:
            connection.execute(one_more, (number + 1,))
        for _ in range(8):
            started = time.perf_counter()
            terminal.write(b"j")
            terminal.read(1.0)
            values.append((time.perf_counter() - started) * 1000)
            terminal.drain(0.1)
    connection.close()
    return _figure(f"key to paint p95 while stories arrive, {label}", values)


def _figure(what: str, values: Sequence[float]) -> Figure:
    return Figure(what, percentile(values, 0.95), "ms", min(values), max(values), len(values), "<= 16")
