"""200 feeds of 30 short entries, each answered after 50 ms: first, unchanged and 10 % changed, beside other readers.

All are started as programs on the same server in turn; the figures that count are ratios of one run. "stored" is when
all stories can be listed, "read" is when everything is read, grouped and indexed.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import anyio
import click
import h11
import httpcore
import httpx
import idna

from tests.benchmarks.measure import Figure, Options, figure
from tests.benchmarks.peers import Peer, installed

ROOT = Path(__file__).parents[2]
FEEDS, ENTRIES, DELAY_SECONDS, CHANGED = 200, 30, 0.05, 20
BEFORE = 5
"""Feeds of a refresh into another store that is not measured: enough for reading processes to be started."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run cost: wall and processor seconds, peak memory; for us also when the last story was stored."""

    wall: float
    cpu: float
    megabytes: float
    stored: float = 0.0


class Server:
    """The feed server as a process of its own."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.feed_server", str(FEEDS), str(ENTRIES), str(DELAY_SECONDS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        self.port = int(self._line())

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def change(self, count: int) -> None:
        assert self._process.stdin is not None
        print(f"change {count}", file=self._process.stdin, flush=True)
        self._line()

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


def measure(options: Options) -> list[Figure]:
    """Ratios to newsboat where it is installed, and what each costs by itself."""
    runs = 1 if options.is_quick else 3
    others = installed()
    costs: dict[str, dict[str, list[Cost]]] = {name: {} for name in ("watchfloor", *(peer.name for peer in others))}
    for _ in range(runs):
        for name, rounds in (("watchfloor", watchfloor), *((peer.name, partial(beside, peer)) for peer in others)):
            for what, cost in rounds():
                costs[name].setdefault(what, []).append(cost)
    versions = {peer.name: f"{peer.name} {peer.version}".strip() for peer in others}
    each = [figure for name, rows in costs.items() for figure in _costs(versions.get(name, name), rows)]
    return [*_ratios(costs["watchfloor"], costs.get("newsboat", {})), *each]


def _ratios(ours: dict[str, list[Cost]], theirs: dict[str, list[Cost]]) -> list[Figure]:
    wanted = (
        ("first: stored and listed", "first", "stored", "<= 1.5"),
        ("first: all read, grouped and indexed", "first", "wall", "<= 4"),
        ("unchanged", "unchanged", "wall", "<= 1.0"),
        ("10 % changed", "changed", "wall", "<= 1.0"),
    )
    if not theirs:
        return []
    return [
        figure(
            f"{what} / newsboat",
            [getattr(our, part) / their.wall for our, their in zip(ours[name], theirs[name], strict=True)],
            "x",
            target=target,
        )
        for what, name, part, target in wanted
    ]


def _costs(who: str, costs: dict[str, list[Cost]]) -> list[Figure]:
    found = []
    for name, rows in costs.items():
        note = f"CPU {max(row.cpu for row in rows):.2f} s, peak {max(row.megabytes for row in rows):.0f} MB"
        if rows[0].stored:
            found.append(figure(f"{who}, {name}: stored", [row.stored for row in rows], "s"))
        found.append(figure(f"{who}, {name}: wall", [row.wall for row in rows], "s", note=note))
    return found


@contextmanager
def _stage() -> Iterator[tuple[Server, Path]]:
    server = Server()
    try:
        with tempfile.TemporaryDirectory(prefix="watchfloor-bench-") as folder:
            yield server, Path(folder)
    finally:
        server.close()


def watchfloor() -> Iterator[tuple[str, Cost]]:
    """Three refreshes by the program as users start it."""
    with _stage() as (server, folder):
        store = folder / "store.sqlite"
        command = _refresh(folder / "config.toml", store, server, FEEDS)
        environment = _as_installed(folder)
        _run(_refresh(folder / "before.toml", folder / "before.sqlite", server, BEFORE), environment)
        yield "first", _run(command, environment, store, FEEDS * ENTRIES)
        yield "unchanged", _run(command, environment)
        server.change(CHANGED)
        yield "changed", _run(command, environment)
        with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as connection:
            stories = connection.execute("SELECT count(*) FROM story").fetchone()[0]
        assert stories == FEEDS * ENTRIES + 3 * CHANGED, f"{stories} stories stored"


def _refresh(config: Path, store: Path, server: Server, feeds: int) -> list[str]:
    """The command that refreshes so many feeds into a store."""
    lines = ["[fetch]", 'allow_hosts = ["127.0.0.1"]']
    for number in range(feeds):
        lines += ["[[feeds]]", f'name = "feed {number}"', f'url = "http://127.0.0.1:{server.port}/{number}"']
    config.write_text("\n".join(lines), "utf-8")
    command = [sys.executable, "-P", "-m", "tui", "--quiet", "--config", str(config), "--store", str(store)]
    return [*command, "refresh", "--force"]


def _as_installed(folder: Path) -> dict[str, str]:
    """An environment in which our modules are compiled beforehand, as an installation has them. The compiled ones of
    Python itself are not looked for there, and are made by the refresh that is not measured."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    theirs = [package.__path__[0] for package in (click, httpx, httpcore, anyio, h11, idna)]
    for packages in (["feeds", "store", "tui"], theirs):
        subprocess.run([sys.executable, "-m", "compileall", "-q", *packages], env=environment, cwd=ROOT, check=False)
    return environment


def beside(peer: Peer) -> Iterator[tuple[str, Cost]]:
    """The same by another program."""
    with _stage() as (server, folder):
        command = peer.prepare(folder, [f"http://127.0.0.1:{server.port}/{number}" for number in range(FEEDS)])
        environment = {**os.environ, "HOME": str(folder)}
        yield "first", _run(command, environment)
        yield "unchanged", _run(command, environment)
        server.change(CHANGED)
        yield "changed", _run(command, environment)


_STARTER = """
import json, os, subprocess, sys, time
started = time.perf_counter()
nothing = subprocess.DEVNULL
process = subprocess.Popen(sys.argv[1:], stdout=nothing, stderr=nothing)
_, status, usage = os.wait4(process.pid, 0)
wall, cpu = time.perf_counter() - started, usage.ru_utime + usage.ru_stime
print(json.dumps([os.waitstatus_to_exitcode(status), wall, cpu, usage.ru_maxrss / 1024]))
"""
"""Starts a command and tells its cost. A small process: Linux counts the memory of whoever starts a command as the
command's own."""


def _run(command: list[str], environment: dict[str, str], store: Path | None = None, stories: int = 0) -> Cost:
    started = time.perf_counter()
    starter = [sys.executable, "-S", "-c", _STARTER, *command]
    process = subprocess.Popen(starter, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    stored = _seconds_until_stored(store, stories, process, started) if store else 0.0
    told, _ = process.communicate()
    code, wall, cpu, peak = json.loads(told)
    assert code == 0, f"{command[0]} ended with {code}"
    return Cost(wall, cpu, peak, stored)


def _seconds_until_stored(store: Path, stories: int, process: subprocess.Popen[bytes], started: float) -> float:
    """Looks at the store every 10 ms until it lists all stories."""
    while process.poll() is None:
        time.sleep(0.01)
        if not store.exists():
            continue
        try:
            connection = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
            try:
                found = connection.execute("SELECT count(*) FROM story").fetchone()[0]
            finally:
                connection.close()
        except sqlite3.Error:
            continue
        if found >= stories:
            return time.perf_counter() - started
    raise AssertionError("the refresh ended before all stories were stored")
