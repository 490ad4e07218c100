"""kill -9 at random moments while stories are written: nothing that was reported as saved is lost, nothing doubled.

Run: python -m tests.soak.soak_store_kills [kills, 200]
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from store.connect import connect
from store.feed_states import unpack_state
from store.upkeep import check
from tests.soak.store_writer import BATCH

ROOT = Path(__file__).parents[2]


def main(kills: int = 200) -> int:
    """Kills a writer so often and says what was found; gives the number of things that went wrong."""
    with tempfile.TemporaryDirectory() as folder:
        wrong = run(Path(folder), kills, seed=1)
    print(f"{kills} kills: {len(wrong)} faults")
    for fault in wrong:
        print(f"  {fault}")
    return len(wrong)


def run(folder: Path, kills: int, seed: int) -> list[str]:
    """Faults found after each kill."""
    path, log = folder / "store.db", folder / "saved.log"
    pick = random.Random(seed)
    wrong: list[str] = []
    for kill in range(kills):
        before = log.stat().st_size if log.exists() else 0
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.soak.store_writer", str(path), str(log), "1", "60"], cwd=ROOT
        )
        # The writer is known to write once its log grows; then it is killed at any moment of the next batches.
        deadline = time.monotonic() + 50
        while (log.stat().st_size if log.exists() else 0) == before and child.poll() is None:
            if time.monotonic() > deadline:
                break
            time.sleep(0.01)
        time.sleep(pick.uniform(0, 0.12))
        child.kill()
        child.wait()
        is_last = kill == kills - 1
        wrong += [f"kill {kill + 1}: {fault}" for fault in faults(path, log, is_whole=is_last or kill % 20 == 0)]
    return wrong


def faults(path: Path, log: Path, *, is_whole: bool) -> list[str]:
    """What is wrong with the store after a kill; `is_whole` checks everything, else what kills can break."""
    found = []
    connection = connect(path)
    if connection.execute("PRAGMA quick_check").fetchone()[0] != "ok":
        found.append("quick_check")
    stories = connection.execute("SELECT count(*) FROM story").fetchone()[0]
    links = connection.execute("SELECT count(DISTINCT link) FROM story").fetchone()[0]
    row = connection.execute("SELECT state FROM feed WHERE name = 'made up'").fetchone()
    connection.close()
    numbers = [int(line.split()[1]) for line in log.read_text("utf-8").splitlines() if line.endswith(f" {BATCH}")]
    newest = max(numbers, default=-1)
    if stories < (newest + 1) * BATCH:
        found.append(f"{stories} stories, {(newest + 1) * BATCH} were reported as saved")
    if links != stories:
        found.append(f"{stories - links} stories are doubled")
    validator = int(unpack_state(row[0]).etag or -1) if row and row[0] else -1
    if stories < (validator + 1) * BATCH:
        found.append(f"the validator {validator} is ahead of {stories} stories")
    if is_whole:
        found += [f"{fault.what} ({fault.count})" for fault in check(path, spans=0)]
    return found


if __name__ == "__main__":
    raise SystemExit(min(1, main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)))
