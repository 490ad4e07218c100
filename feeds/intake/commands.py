"""A program as an intake: its standard output is a feed or JSON lines. No shell, bounded in time and size."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from feeds.intake.arrivals import arrivals_of
from feeds.intake.parse import parse_feed
from feeds.intake.parsed import ParsedFeed
from feeds.intake.rows import arrival_of_row
from feeds.records import dataclass
from feeds.settings import FeedSettings, FetchSettings
from feeds.story import Arrival, Outlet


@dataclass(frozen=True, slots=True)
class Output:
    """What a program gave: its standard output, and a sentence when it failed."""

    body: bytes
    error: str | None = None


async def run_command(feed: FeedSettings, settings: FetchSettings) -> Output:
    """Runs the feed's command to its end. Never raises, but for cancellation; a program that hangs is killed with
    everything it started."""
    name = Path(feed.command[0]).name
    try:
        process = await asyncio.create_subprocess_exec(
            *(os.path.expanduser(part) for part in feed.command),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,
        )
    except FileNotFoundError:
        return Output(b"", f"the program {name} is not found")
    except (OSError, ValueError) as error:
        return Output(b"", f"the program {name} cannot be run ({getattr(error, 'strerror', None) or error})")
    try:
        async with asyncio.timeout(settings.total_seconds):
            return await _collect(process, name, settings.max_bytes)
    except TimeoutError:
        return Output(b"", f"{name} did not end within {settings.total_seconds:.0f} s and was stopped")
    finally:
        if process.returncode is None:
            _kill(process.pid)
            await process.wait()


async def _collect(process: asyncio.subprocess.Process, name: str, limit: int) -> Output:
    assert process.stdout is not None
    assert process.stderr is not None
    complaints = asyncio.ensure_future(process.stderr.read(4000))
    pieces, size = [], 0
    try:
        while chunk := await process.stdout.read(65536):
            size += len(chunk)
            if size > limit:
                return Output(b"", f"{name} printed more than {limit / 1e6:.0f} MB and was stopped")
            pieces.append(chunk)
        said = (await complaints).decode("utf-8", "replace").strip()
    finally:
        complaints.cancel()
    status = await process.wait()
    if status != 0:
        last = said.splitlines()[-1][:200] if said else "it said nothing"
        return Output(b"".join(pieces), f"{name} ended with status {status}: {last}")
    return Output(b"".join(pieces))


def _kill(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def read_output(feed: FeedSettings, body: bytes, outlets: Mapping[str, Outlet]) -> tuple[ParsedFeed, list[Arrival]]:
    """A program's output as a feed, else as JSON lines."""
    first = body.lstrip()[:1]
    rows = _rows(body) if first == b"{" else []
    if rows:
        found = [arrival for row in rows if (arrival := arrival_of_row(row, feed.name, outlets)) is not None]
        arrivals = [replace(a, feed=feed.name, outlet=feed.outlet or a.outlet) for a in found[: feed.max_entries]]
        return ParsedFeed("json lines", "", ()), arrivals
    parsed = parse_feed(body, most=feed.max_entries)
    return parsed, arrivals_of(feed, parsed, outlets)


def _rows(body: bytes) -> list[object]:
    """The JSON objects of a text that has one a line; [] when it is something else (a JSON Feed is one object)."""
    rows: list[object] = []
    for line in body.splitlines():
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            if not rows:
                return []
            continue
        if isinstance(row, dict) and "items" in row and "version" in row:
            return []
        rows.append(row)
    return rows
