"""`watchfloor watch --status`: whether a poller is at work, for people and for supervisors."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import UTC, datetime

from tui.commands.failure import DONE, DONE_WITH_FAILURES
from tui.commands.invocation import Invocation
from tui.commands.output import write_json
from tui.safe import safe_line


def show_status(invocation: Invocation, *, as_json: bool) -> int:
    """Says what the poller is at; 0 when one is alive, 1 when none is. Raises StoreError when there is no store."""
    from store.queries import Queries

    poller = Queries(invocation.store_path).poller()
    is_alive = poller.state not in ("free", "stale")
    if as_json:
        write_json({name: _plain(value) for name, value in asdict(poller).items()} | {"alive": is_alive})
    elif not is_alive:
        sys.stdout.write("no poller is at work\n")
    else:
        parts = [f"{poller.state}: {poller.holder}, process {poller.pid} on {poller.host}"]
        if poller.message:
            parts.append(poller.message)
        if poller.total:
            parts.append(f"{poller.done} of {poller.total}")
        parts.append(f"{poller.feeds - poller.failing} of {poller.feeds} feeds well")
        if poller.heartbeat:
            parts.append(f"heart beat {int((datetime.now(UTC) - poller.heartbeat).total_seconds())} s ago")
        if poller.next_poll:
            parts.append(f"next poll {poller.next_poll.astimezone(UTC):%H:%MZ}")
        sys.stdout.write(safe_line(", ".join(parts)) + "\n")
    return DONE if is_alive else DONE_WITH_FAILURES


def _plain(value: object) -> object:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if isinstance(value, datetime) else value
