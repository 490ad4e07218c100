"""200 feeds of 16 strict hosts polled for simulated months: `python -m tests.soak.soak_polling [DAYS]` (default 30).

Ends with 1 when any owner notes a demerit.
"""

from __future__ import annotations

import asyncio
import sys
import time

from tests.servers.month import simulate


def main() -> int:
    days = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    started = time.monotonic()
    month = asyncio.run(simulate(days, hosts=8, restart_every=100))
    feeds = len(month.states)
    answers: dict[int, int] = {}
    for owner in month.owners.values():
        for status, count in owner.answers.items():
            answers[status] = answers.get(status, 0) + count
    print(f"{feeds} feeds, {len(month.owners)} hosts, {days} days, {month.requests} requests, answers {answers}")
    print(f"{len(month.demerits)} demerits in {time.monotonic() - started:.0f} s")
    for line in month.demerits[:20]:
        print("  " + line)
    return 1 if month.demerits else 0


if __name__ == "__main__":
    sys.exit(main())
