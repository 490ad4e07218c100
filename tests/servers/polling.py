"""A process that polls the given addresses once and prints what came of them and what it cost, as JSON.

`python -m tests.servers.polling TOTAL_SECONDS ADDRESS...`: so that memory and deadlines are measured of a real poller.
"""

from __future__ import annotations

import asyncio
import json
import re
import resource
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from feeds.intake.poll import Polled, poll
from feeds.settings import FeedSettings, FetchSettings


def main() -> None:
    settings = FetchSettings(
        allow_hosts=("127.0.0.1",), timeout_seconds=float(sys.argv[1]) / 2, total_seconds=float(sys.argv[1])
    )
    feeds = [FeedSettings(name=address, url=address) for address in sys.argv[2:]]
    rows: dict[str, object] = {}

    def keep(polled: Polled) -> None:
        rows[polled.feed.name] = {
            "outcome": polled.outcome,
            "error": polled.error,
            "arrivals": len(polled.arrivals),
            "longest": max((len(arrival.title) for arrival in polled.arrivals), default=0),
            "notes": polled.state.notes,
            "next": polled.state.not_before is not None,
        }

    started = time.monotonic()
    asyncio.run(poll(feeds, {}, settings, datetime.now(UTC), keep))
    answer = {"feeds": rows, "seconds": time.monotonic() - started, "megabytes": max(_peak_megabytes(), _helpers())}
    print(json.dumps(answer))


def _helpers() -> float:
    """Peak memory of the largest process this one started (feedparser in its fence), or of itself when it did."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def _peak_megabytes() -> float:
    """Peak memory of this program. getrusage would count what the process that started it had, too."""
    try:
        status = Path("/proc/self/status").read_text("utf-8")
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]
    except (OSError, TypeError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
