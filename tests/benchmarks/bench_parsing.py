"""Feed files parsed beside feedparser: speed as a ratio in one run, and how many files were read how.

`--data DIR`: DIR/feeds/real, feeds/real beside DIR, or DIR itself holds feed files; else the feeds are made up.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from time import process_time

from feeds.intake.parse import parse_feed
from tests.benchmarks.measure import Figure, Options, figure
from tests.servers.loopback import rss


def measure(options: Options) -> list[Figure]:
    """Milliseconds a feed, the ratio to feedparser, and the share read without it."""
    import feedparser

    bodies = _bodies(options.data)
    runs = 2 if options.is_quick else 5
    parse_feed(bodies[0])
    feedparser.parse(bodies[0])
    ours, theirs = [], []
    ways: Counter[str] = Counter()
    for _ in range(runs):
        start = process_time()
        parsed = [parse_feed(body) for body in bodies]
        ours.append((process_time() - start) * 1000 / len(bodies))
        start = process_time()
        for body in bodies:
            feedparser.parse(body)
        theirs.append((process_time() - start) * 1000 / len(bodies))
        ways = Counter(_way(feed.notes, feed.error) for feed in parsed)
    what = f"{len(bodies)} feeds, {sum(map(len, bodies)) / 1e6:.1f} MB"
    return [
        figure(
            "feedparser / parse_feed, CPU",
            [their / our for our, their in zip(ours, theirs, strict=True)],
            "x",
            target=">= 10",
            note=what,
        ),
        figure("parse_feed, a feed", ours, "ms"),
        figure("feedparser, a feed", theirs, "ms"),
        Figure(
            "read", len(bodies) - ways["not read"], "feeds", note=", ".join(f"{n} {way}" for way, n in ways.items())
        ),
    ]


def _bodies(data: Path | None) -> list[bytes]:
    places = [] if data is None else [data / "feeds" / "real", data.resolve().parent / "feeds" / "real", data]
    kinds = (".xml", ".rss", ".atom", ".rdf")
    for folder in places:
        files = sorted(folder.iterdir()) if folder.is_dir() else []
        if any(path.suffix in kinds for path in files):
            return [path.read_bytes() for path in files if path.suffix in (*kinds, ".json")]
    return [rss(count, title=f"Feed {count}") for count in (10, 15, 20, 30, 50, 100)] * 3


def _way(notes: tuple[str, ...], error: str | None) -> str:
    if error:
        return "not read"
    for note in ("read by feedparser", "read entry by entry", "truncated", "repaired"):
        if note in notes:
            return note
    return "straight"
