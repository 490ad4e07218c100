"""Refreshes that are killed at random moments, and what must hold of the store after each: for test and soak alike."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
FEEDS, ENTRIES, DELAY_SECONDS = 8, 6, 0.01


@dataclass
class Trial:
    """What came of it. `wrong` is empty when nothing was lost, doubled or ahead."""

    kills: int = 0
    finished: int = 0
    """Refreshes that were done before their time to be killed came."""
    stories: int = 0
    wrong: list[str] = field(default_factory=list)


def run(folder: Path, kills: int, seed: int = 1) -> Trial:
    """Kills so many refreshes, each after news has come, then lets one finish; looks at the store after each."""
    trial, chance = Trial(), random.Random(seed)
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.feed_server", str(FEEDS), str(ENTRIES), str(DELAY_SECONDS)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert server.stdin is not None
    assert server.stdout is not None
    try:
        command = _command(folder, int(server.stdout.readline()))
        editions = [0] * FEEDS
        longest = 1.2
        groups: list[int] = []
        while trial.kills < kills and trial.finished < kills * 3:
            seconds = chance.uniform(0.1, longest)
            was_killed = _killed_after(command, seconds, groups)
            trial.kills += was_killed
            trial.finished += not was_killed
            # Around the time a refresh takes here and now, so that every step of it is hit.
            longest = min(10.0, longest * 1.05) if was_killed else max(0.5, longest * 0.8)
            trial.wrong += look(folder / "store.sqlite", editions, is_finished=False)
            changed = chance.randint(1, FEEDS)
            print(f"change {changed}", file=server.stdin, flush=True)
            server.stdout.readline()
            for number in range(changed):
                editions[number] += 1
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
        if done.returncode != 0:
            trial.wrong.append(f"the last refresh ended with {done.returncode}: {done.stderr[-300:]}")
        trial.wrong += look(folder / "store.sqlite", editions, is_finished=True)
        orphans = _orphans(groups)
        if orphans:
            trial.wrong.append(f"{orphans} killed refreshes left workers behind")
        trial.stories = sum(_expected(edition, ENTRIES) for edition in editions)
        return trial
    finally:
        server.stdin.close()
        server.wait()
        server.stdout.close()


def _command(folder: Path, port: int) -> list[str]:
    lines = ["[fetch]", 'allow_hosts = ["127.0.0.1"]']
    for number in range(FEEDS):
        lines += ["[[feeds]]", f'name = "{number}"', f'url = "http://127.0.0.1:{port}/{number}"']
    (folder / "config.toml").write_text("\n".join(lines), "utf-8")
    places = ["--config", str(folder / "config.toml"), "--store", str(folder / "store.sqlite")]
    return [sys.executable, "-m", "tui", "--quiet", *places, "refresh", "--force"]


def _killed_after(command: list[str], seconds: float, groups: list[int]) -> bool:
    """True when the process was killed, False when it was done before. What it had started must notice by itself."""
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    groups.append(process.pid)
    try:
        process.wait(seconds)
        return False
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True


def _orphans(groups: list[int]) -> int:
    """How many of the killed processes have children that live on after ten seconds; those are ended then."""
    deadline = time.monotonic() + 10
    left = groups
    while left and time.monotonic() < deadline:
        left = [group for group in left if _lives(group)]
        time.sleep(0.05)
    for group in left:
        os.killpg(group, signal.SIGKILL)
    return len(left)


def _lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _expected(edition: int, entries: int) -> int:
    return entries + 3 * edition


def look(store: Path, editions: list[int], *, is_finished: bool) -> list[str]:
    """What is wrong with a store: it does not open, a story stands twice, a validator is ahead of its stories."""
    if not store.exists():
        return ["there is no store"] if is_finished else []
    try:
        with sqlite3.connect(store) as connection:
            sound = connection.execute("PRAGMA integrity_check").fetchone()[0]
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
            if "story" not in tables:
                return [] if not is_finished else ["the store is empty"]
            links = [row[0] for row in connection.execute("SELECT link FROM story")]
            states = connection.execute("SELECT name, state FROM feed WHERE state IS NOT NULL").fetchall()
        connection.close()
    except sqlite3.Error as error:
        return [f"the store does not open: {error}"]
    wrong = [] if sound == "ok" else [f"the store is damaged: {sound}"]
    if len(links) != len(set(links)):
        wrong.append(f"{len(links) - len(set(links))} stories stand twice")
    known = set(links)
    for name, packed in states:
        match = re.fullmatch(r'"(\d+)-(\d+)"', json.loads(packed).get("etag") or "")
        if match:
            # A killed refresh may have missed editions whose entries have scrolled out; the newest ones it says it has.
            newest = _expected(int(match[2]), ENTRIES)
            wanted = {f"https://outlet{name}.example/{number}" for number in range(newest - ENTRIES, newest)}
            if wanted - known:
                wrong.append(f"feed {name}: validator {match[0]} is ahead of {len(wanted - known)} stories")
    if is_finished:
        for name, edition in enumerate(editions):
            newest = _expected(edition, ENTRIES)
            wanted = {f"https://outlet{name}.example/{number}" for number in range(newest - ENTRIES, newest)}
            if wanted - known:
                wrong.append(f"feed {name}: {len(wanted - known)} stories are lost")
    return wrong
