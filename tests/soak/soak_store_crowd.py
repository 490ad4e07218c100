"""Two pollers, five readers and one analyst marking, for ten minutes: nobody is told that the store is locked.

Run: python -m tests.soak.soak_store_crowd [seconds, 600]
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from store.errors import StoreError
from store.marks import Marks
from store.queries import Queries
from store.query import parse
from store.upkeep import check
from tests.benchmarks.measure import percentile

ROOT = Path(__file__).parents[2]
TEXTS = ("", "thread:ceasefire", "talks", "-is:read", "is:starred", "tag:hot", "after:7d")


def main(seconds: float = 600) -> int:
    """Lets them all work and says who was told what; gives the number of complaints."""
    with tempfile.TemporaryDirectory() as folder:
        done, complaints = run(Path(folder), seconds)
        times = [line.split()[1:] for line in _log(Path(folder)) if line.startswith("held ")]
    print(f"{seconds:.0f} s: " + ", ".join(f"{count:,} {what}" for what, count in sorted(done.items())))
    for what, place in (("held the store", 0), ("kept the processor", 1)):
        some = [float(each[place]) for each in times]
        print(
            f"{len(some):,} transactions of the pollers {what} for {percentile(some, 0.5):.1f} ms in the median, "
            f"{percentile(some, 0.95):.1f} ms at p95, {max(some):.1f} ms at most"
        )
    for complaint in complaints:
        print(f"  {complaint}")
    print(f"{len(complaints)} complaints")
    return len(complaints)


def run(folder: Path, seconds: float, readers: int = 5) -> tuple[Counter[str], list[str]]:
    """(what was done how often, complaints)."""
    path, log = folder / "store.db", folder / "saved.log"
    log.touch()
    done: Counter[str] = Counter()
    complaints: list[str] = []
    pollers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.soak.store_writer", str(path), str(log), str(seed), str(seconds)],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        )
        for seed in (1, 2)
    ]
    deadline = time.monotonic() + 30
    while not log.stat().st_size and time.monotonic() < deadline:
        time.sleep(0.05)
    ends = time.monotonic() + seconds
    threads = [threading.Thread(target=_guarded, args=(_read, path, ends, done, complaints, n)) for n in range(readers)]
    threads.append(threading.Thread(target=_guarded, args=(_mark, path, ends, done, complaints, 99)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for poller in pollers:
        _, stderr = poller.communicate(timeout=120)
        if poller.returncode:
            complaints.append(f"a poller ended with {poller.returncode}: {stderr.strip().splitlines()[-1:]}")
    done["batches saved"] = sum(line.startswith("saved ") for line in _log(folder))
    complaints += [f"check: {fault.what} ({fault.count})" for fault in check(path, spans=0)]
    return done, complaints


def _log(folder: Path) -> list[str]:
    return (folder / "saved.log").read_text("utf-8").splitlines()


Work = Callable[[Path, float, Counter[str], int], None]


def _guarded(work: Work, path: Path, ends: float, done: Counter[str], complaints: list[str], seed: int) -> None:
    try:
        work(path, ends, done, seed)
    except StoreError as error:
        complaints.append(f"{work.__name__}: {error}")


def _read(path: Path, ends: float, done: Counter[str], seed: int) -> None:
    pick = random.Random(seed)
    with Queries(path) as queries:
        while time.monotonic() < ends:
            query = parse(pick.choice(TEXTS))
            rowids = queries.story_rowids(query, limit=50)
            queries.story_page(rowids)
            queries.said(query, 20)
            queries.timeline(query, limit=20)
            queries.actors(query, 20)
            queries.threads(query, [("ceasefire", "")])
            done["looks"] += 1


def _mark(path: Path, ends: float, done: Counter[str], seed: int) -> None:
    pick = random.Random(seed)
    with Marks(path, "kim") as marks, Queries(path) as queries:
        while time.monotonic() < ends:
            newest = list(queries.story_rowids(parse(""), limit=40))
            if newest:
                some = pick.sample(newest, min(5, len(newest)))
                marks.read(some)
                marks.star(some[:1], on=pick.random() < 0.5)
                marks.tag(some[:2], "hot")
                marks.move_thread(some[-1:], "ceasefire", on=pick.random() < 0.5)
                if pick.random() < 0.3:
                    marks.undo()
                marks.look()
                done["marks"] += 5


if __name__ == "__main__":
    raise SystemExit(min(1, main(float(sys.argv[1]) if len(sys.argv) > 1 else 600)))
