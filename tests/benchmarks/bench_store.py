"""The store at size: ingest, bytes a story, every panel query and search as you type, and a reader's memory."""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from feeds.exchange import ReadStory
from feeds.read_stored import MOST_SAVED_TOGETHER
from store.archive import Archive
from store.queries import Queries
from store.query import parse
from tests.benchmarks.held import timed_transactions
from tests.benchmarks.made_up import START, STORIES_A_DAY, Made, Maker
from tests.benchmarks.measure import Figure, Options, percentile

BATCH = 200
LARGE = "WATCHFLOOR_BENCH_STORIES"
"""Environment: how many stories the store has; 250,000 when unset (20,000 in a quick run)."""
KEEP = "WATCHFLOOR_BENCH_STORE"
"""Environment: a path to keep the generated store at, and to take it from when it is there."""


def measure(options: Options) -> list[Figure]:
    """Generates a store, then times it."""
    count = int(os.environ.get(LARGE, "20000" if options.is_quick else "250000"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(os.environ.get(KEEP, "") or Path(folder) / "store.db")
        figures = [] if path.exists() else fill(path, count)
        figures += panels(path, count, 5 if options.is_quick else 20)
        figures.append(reader_memory(path, count))
    return figures


def fill(path: Path, count: int, report: Callable[[str], None] = lambda _: None) -> list[Figure]:
    """Saves and reads stories as the poller does; gives the rate of ingest and the size of a story on disk."""
    maker = Maker()
    seconds, worked, text_bytes = 0.0, 0.0, 0
    with Archive.open(path, "benchmark") as archive, timed_transactions() as held:
        for first in range(0, count, BATCH):
            made = list(maker.stories(min(BATCH, count - first), first))
            text_bytes += sum(len(story.arrival.body.encode()) for story in made)
            by_title = {story.arrival.title: story for story in made}
            read, one, its_work = _ingest(archive, maker, made, by_title)
            seconds, worked = seconds + one, worked + its_work
            if first % 20_000 == 0:
                report(f"{first:,} stories, {first / max(seconds, 0.001):,.0f}/s")
            for start in range(0, len(read), MOST_SAVED_TOGETHER):
                _group(archive, maker, read[start : start + MOST_SAVED_TOGETHER])
            while archive.tidy():
                pass
        archive.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    beyond = path.stat().st_size - text_bytes
    label = f"{count:,} stories"
    walls, works = ([each[place] for each in held] for place in (0, 1))
    return [
        Figure(
            f"ingest of read stories, {label}",
            count / seconds,
            "stories/s",
            target=">= 1500",
            note=f"{count / worked:,.0f} a second of processor time",
        ),
        Figure(
            f"a transaction holds the store p95, {label}",
            percentile(walls, 0.95),
            "ms",
            min(walls),
            max(walls),
            len(walls),
            "<= 50",
            f"{percentile(works, 0.95):.1f} ms of processor time, at most {max(works):.1f}",
        ),
        Figure(f"a story beyond its text, {label}", beyond / count / 1000, "kB", target="<= 7"),
        Figure(f"text of a story, {label}", text_bytes / count / 1000, "kB"),
    ]


def _ingest(
    archive: Archive, maker: Maker, made: list[Made], by_title: dict[str, Made]
) -> tuple[list[ReadStory], float, float]:
    """The stories as read, and the seconds that saving them and their findings takes, by the clock and of the
    processor."""
    watch = Stopwatch()
    with watch:
        archive.save("made up", None, [story.arrival for story in made], made[-1].seen, maker.outlets)
        unread = archive.unread(len(made))
    rows = [maker.read(story, by_title[story.document.title or ""]) for story in unread]
    with watch:
        archive.save_findings(rows, 1, 0, made[-1].seen)
    return sorted(rows, key=lambda row: row.story.rowid), watch.seconds, watch.worked


class Stopwatch:
    """Adds up what is done within it."""

    def __init__(self) -> None:
        self.seconds = self.worked = 0.0

    def __enter__(self) -> None:
        self._started = time.perf_counter(), time.process_time()

    def __exit__(self, *_: object) -> None:
        self.seconds += time.perf_counter() - self._started[0]
        self.worked += time.process_time() - self._started[1]


def _group(archive: Archive, maker: Maker, stories: list[ReadStory]) -> None:
    """Puts four stories of ten into a cluster of some hours before, and one of twelve as a reprint of another."""
    with archive.together():
        for story in stories:
            rowid, cluster = story.story.rowid, None
            if rowid > 200 and maker.random.random() < 0.4:
                other = rowid - maker.random.randint(1, 150)
                cluster, _ = archive.cluster_of(other)
                if maker.random.random() < 0.2:
                    archive.save_copy(rowid, other)
            archive.save_cluster(rowid, cluster, None, story.terms)


def panels(path: Path, count: int, rounds: int) -> list[Figure]:
    """The slowest twentieth of each panel's queries over many parameters, warm."""
    now = START + timedelta(days=count / STORIES_A_DAY)
    figures = []
    with Queries(path, now=lambda: now) as queries:
        pick = random.Random(3)
        actors = [row[0] for row in queries.rows("SELECT name FROM actor ORDER BY stories DESC LIMIT 400")]
        outlets = [row[0] for row in queries.rows("SELECT name FROM outlet WHERE stories > 0")]
        words = "talks forces border army minister president truce".split() + [
            Maker().words[n] for n in (90, 200, 900, 5000)
        ]
        texts = [
            "",
            "thread:ceasefire",
            "thread:arms",
            "-is:read",
            "after:7d",
            "is:starred",
            "own:>1",
            "-is:copy thread:aid",
        ]
        texts += [f'actor:"{pick.choice(actors)}"' for _ in range(6)] + [
            f'speaker:"{pick.choice(actors)}"' for _ in range(4)
        ]
        texts += [f'outlet:"{pick.choice(outlets)}"' for _ in range(4)]
        texts += [f'thread:ceasefire actor:"{pick.choice(actors[:50])}"' for _ in range(3)]
        texts += [
            "kind:wire",
            "country:RU thread:sanctions",
            "has:quote lang:en",
            "before:2022-06",
            "status:scheduled thread:aid",
        ]
        # What the dashboard asks once somebody typed words and narrowed them by a thread, an actor, a speaker or a day.
        day = (now - timedelta(days=40)).date()
        texts += [
            "talks",
            f'talks actor:"{pick.choice(actors[:50])}"',
            f'thread:ceasefire "minister" speaker:"{pick.choice(actors[:50])}"',
            f"on:{day} thread:aid",
            f"after:{day} before:{day} talks",
            "talks -minister -is:read",
            f'story:"talks minister" outlet:"{pick.choice(outlets)}"',
            "is:new thread:arms",
        ]
        threads = [(name, name) for name in ("ceasefire", "peacekeeping", "sanctions", "aid", "arms")]
        rowids = list(queries.story_rowids(parse(""), limit=500))
        some = lambda: pick.sample(rowids, 50)  # noqa: E731
        groups: dict[str, list[Callable[[], object]]] = {
            "story list, newest 500": [lambda t=t: queries.story_rowids(parse(t), limit=500) for t in texts],
            "story list folded, newest 200": [
                lambda t=t: queries.story_rowids(parse(t), grouped=True, limit=200) for t in texts
            ],
            "page of 50 rows": [lambda: queries.story_page(some())] * 5,
            "a story's findings": [lambda: queries.findings(pick.choice(rowids))] * 5,
            "quotes and statements, 200": [lambda t=t: queries.said(parse(t), 200) for t in texts],
            "timeline, 200 lines": [lambda t=t: queries.timeline(parse(t), limit=200) for t in texts],
            "actors, 200": [lambda t=t: queries.actors(parse(t)) for t in texts],
            "threads": [lambda t=t: queries.threads(parse(t), threads) for t in texts],
            "clusters, 200": [lambda t=t: queries.clusters(parse(t)) for t in texts],
            "histogram by hour": [lambda t=t: queries.histogram(parse(t)) for t in texts],
            "histogram by day": [lambda t=t: queries.histogram(parse(t), "day") for t in texts],
            "count of a saved view": [lambda t=t: queries.counts(parse(t)) for t in texts],
            "search as you type, newest 50": [
                lambda t=t: queries.story_page(queries.story_rowids(parse(t), "arrived", limit=50))
                for word in words
                for t in [word[:n] + "*" for n in range(1, min(len(word), 6) + 1)] + [f"{word} talk*"]
            ],
            "search by date, newest 200": [lambda t=t: queries.story_rowids(parse(t), limit=200) for t in words],
        }
        for name, runs in groups.items():
            for run in runs:
                run()
            times, works = [], []
            slowest = (0.0, 0)
            for _ in range(rounds):
                for number, run in enumerate(runs):
                    watch = Stopwatch()
                    with watch:
                        run()
                    times.append(watch.seconds * 1000)
                    works.append(watch.worked * 1000)
                    slowest = max(slowest, (works[-1], number))
            is_search = name.startswith("search")
            target = "<= 50" if is_search else "<= 20"
            note = f"{percentile(works, 0.95):.1f} ms of processor time, at most {slowest[0]:.0f}"
            if len(runs) == len(texts):
                note += f" ({texts[slowest[1]] or 'all'})"
            figures.append(
                Figure(
                    f"{name} p95, {count:,} stories",
                    percentile(times, 0.95),
                    "ms",
                    min(times),
                    max(times),
                    len(times),
                    target,
                    note,
                )
            )
    return figures


def reader_memory(path: Path, count: int) -> Figure:
    """The peak memory of a process that opens the store and asks every panel once."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.bench_store", str(path)], check=True, capture_output=True, text=True
    )
    return Figure(f"memory of a reader, {count:,} stories", float(done.stdout), "MB", target="<= 60")


def _read_everything(path: Path) -> None:
    with Queries(path) as queries:
        for text in ("", "thread:ceasefire", "talks"):
            query = parse(text)
            queries.story_page(queries.story_rowids(query, limit=500))
            queries.said(query)
            queries.timeline(query)
            queries.actors(query)
            queries.clusters(query)
    # Not getrusage: Linux counts the memory of whoever started this process as its own.
    status = Path("/proc/self/status")
    if status.exists():
        most = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        print(int(most.split()[1]) / 1024)
    else:
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    _read_everything(Path(sys.argv[1]))
