"""A child that writes a store until it is killed, and logs what it was told is saved (after it was told)."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from feeds.exchange import ReadStory
from feeds.story import FeedState
from store.archive import Archive
from store.errors import LeaseHeld, LeaseLost
from tests.benchmarks.held import timed_transactions
from tests.benchmarks.made_up import Maker

BATCH = 12


def main(path: Path, log: Path, seed: int, seconds: float) -> None:
    """Saves numbered batches of stories with a validator of the same number, then what was read out of them."""
    maker = Maker(seed)
    ends = time.monotonic() + seconds
    with log.open("a", encoding="utf-8") as out, timed_transactions() as held:
        while time.monotonic() < ends:
            try:
                with Archive.open(path, f"writer {seed}", wait=1.0) as archive:
                    _write(archive, maker, out.write, out.flush, ends)
            except (LeaseHeld, LeaseLost):
                continue
        out.write("".join(f"held {wall:.1f} {worked:.1f}\n" for wall, worked in held))


def _write(archive: Archive, maker: Maker, write, flush, ends: float) -> None:  # type: ignore[no-untyped-def]
    state = archive.feed_states().get("made up")
    number = int(state.etag) + 1 if state is not None and state.etag else 0
    turn = time.monotonic() + 2.0
    while time.monotonic() < min(ends, turn):
        made = list(maker.stories(BATCH, number * BATCH))
        seen = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=number)
        saved = archive.save(
            "made up", FeedState("made up", "", etag=str(number)), [m.arrival for m in made], seen, maker.outlets
        )
        write(f"saved {number} {saved.new}\n")
        flush()
        by_title = {m.arrival.title: m for m in made}
        unread = [story for story in archive.unread(100) if story.document.title in by_title]
        archive.save_findings([ReadStory(s, by_title[s.document.title or ""].findings) for s in unread], 1, 0, seen)
        with archive.together():
            for story in unread:
                archive.save_cluster(story.rowid, max(1, story.rowid - 3))
        archive.beat("reading", number, number, "writing")
        number += 1


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
