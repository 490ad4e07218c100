"""`watchfloor doctor`: what may keep watchfloor from working here, one line each with the remedy."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from tui.commands.failure import DONE, DONE_WITH_FAILURES
from tui.commands.invocation import Invocation
from tui.commands.output import write_json
from tui.safe import safe_line
from tui.wording import counted

_CLOCK_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `remedy` is empty when it is well."""

    what: str
    found: str
    remedy: str = ""


@click.command()
@click.option("--offline", is_flag=True, help="Ask no server.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def doctor(invocation: Invocation, offline: bool, as_json: bool) -> int:
    """Looks at the terminal, SQLite, paths, config, store, lease, network, clock and our own packages. 1 with a fault.

    \b
    watchfloor doctor --offline
    """
    findings = list(_findings(invocation, offline))
    if as_json:
        write_json({"findings": [{"what": f.what, "found": f.found, "remedy": f.remedy} for f in findings]})
    else:
        for finding in findings:
            mark = "✗" if finding.remedy else "✓"
            remedy = f" – {finding.remedy}" if finding.remedy else ""
            sys.stdout.write(safe_line(f"{mark} {finding.what}: {finding.found}{remedy}") + "\n")
    return DONE_WITH_FAILURES if any(finding.remedy for finding in findings) else DONE


def _findings(invocation: Invocation, offline: bool) -> Iterator[Finding]:
    checks: list[Callable[[], Iterator[Finding]]] = [
        _python,
        _packages,
        _terminal,
        _sqlite,
        lambda: _config(invocation),
        lambda: _places(invocation),
        lambda: _store(invocation),
    ]
    if not offline:
        checks.append(lambda: _network(invocation))
    for check in checks:
        try:
            yield from check()
        except Exception as error:  # noqa: BLE001  a doctor who faints helps nobody
            yield Finding("look", f"{type(error).__name__}: {error}", "tell us: this should not happen")


def _python() -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding("python", version, "" if sys.version_info >= (3, 11) else "use Python 3.11 or newer")


def _packages() -> Iterator[Finding]:
    """Other packages called feeds, store or tui would shadow ours."""
    import feeds
    import store
    import tui

    home = Path(tui.__file__).parent.parent
    for package in (feeds, store):
        place = Path(str(package.__file__)).parent.parent
        if place != home:
            yield Finding(
                "packages", f"{package.__name__} comes from {place}", "install watchfloor in a venv of its own"
            )
            return
    yield Finding("packages", f"feeds, store and tui {feeds.__version__} in {home}")


def _terminal() -> Iterator[Finding]:
    import shutil

    if not sys.stdout.isatty():
        yield Finding("terminal", "none (output is piped): commands work, the dashboard does not")
        return
    columns, lines = shutil.get_terminal_size()
    term, colours = os.environ.get("TERM", ""), os.environ.get("COLORTERM", "")
    remedy = "make it 80x24 or more" if columns < 80 or lines < 24 else ""
    if term in ("", "dumb"):
        remedy = "set TERM to what your terminal is, e.g. xterm-256color"
    if "utf" not in (sys.stdout.encoding or "").lower():
        remedy = "use a UTF-8 locale, e.g. LANG=C.UTF-8"
    yield Finding("terminal", f"{term or 'unknown'} {columns}x{lines} {colours}".strip(), remedy)


def _sqlite() -> Iterator[Finding]:
    connection = sqlite3.connect(":memory:")
    try:
        options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    finally:
        connection.close()
    remedy = ""
    if sqlite3.sqlite_version_info < (3, 35, 0):
        remedy = "SQLite 3.35 or newer is needed: use a newer Python"
    if "ENABLE_FTS5" not in options:
        remedy = "this SQLite has no FTS5: use another build of Python"
    yield Finding("sqlite", sqlite3.sqlite_version, remedy)


def _config(invocation: Invocation) -> Iterator[Finding]:
    from feeds.settings import SettingsError

    try:
        settings = invocation.settings
    except SettingsError as error:
        remedy = "`watchfloor config check` lists every mistake"
        yield Finding("config", f"{len(error.mistakes)} mistakes, first: {error.mistakes[0]}", remedy)
        return
    on = sum(feed.is_enabled for feed in settings.feeds)
    where = settings.path or "the shipped one (no file at the platform's place)"
    yield Finding("config", f"{where}: {on} feeds on, {len(settings.threads)} threads")
    from tui.commands.config import missing_folders

    for folder in missing_folders(settings):
        yield Finding("folder", f"{folder} is not there", "make it, mount it, or mend [[folders]] in the config")


def _places(invocation: Invocation) -> Iterator[Finding]:
    from tui.paths import config_place, log_place, store_place

    for name, place in (("config", config_place()), ("store", invocation.store or store_place()), ("log", log_place())):
        folder = place.parent
        while not folder.exists() and folder != folder.parent:
            folder = folder.parent
        if not os.access(folder, os.W_OK):
            yield Finding(f"{name} folder", f"{folder} cannot be written", f"give yourself the right, or use --{name}")
            return
    yield Finding("paths", "config, data and log folders can be written")


def _store(invocation: Invocation) -> Iterator[Finding]:
    from feeds.settings import SettingsError
    from store.errors import StoreError, StoreMissing
    from store.queries import Queries

    try:
        with Queries(invocation.store_path) as queries:
            row = queries.one("SELECT stories FROM thread WHERE thread = 1")
            poller = queries.poller()
            failing = [state for state in queries.feed_states() if state.failures > 2]
    except SettingsError:
        return
    except StoreMissing as error:
        yield Finding("store", f"none yet ({error.where})")
        return
    except StoreError as error:
        yield Finding("store", error.what, error.do)
        return
    yield Finding("store", f"{invocation.store_path}: {counted(row[0] if row else 0, 'story')}")
    if poller.state == "stale":
        yield Finding(
            "lease", f"held by process {poller.pid}, whose heart does not beat", "the next poller takes it over"
        )
    else:
        yield Finding("lease", "free" if poller.state == "free" else f"{poller.holder}, process {poller.pid}")
    names = ", ".join(state.feed for state in failing[:3])
    remedy = f"`watchfloor feeds check` asks them now: {names}" if failing else ""
    yield Finding("feeds", f"{len(failing)} failing for three polls or more", remedy)


def _network(invocation: Invocation) -> Iterator[Finding]:
    """One request to the first feed that is on: is there a network, and is our clock right?"""
    import asyncio
    from email.utils import parsedate_to_datetime

    from feeds.intake.http import Answer, Fetcher
    from feeds.settings import SettingsError

    try:
        settings = invocation.settings
    except SettingsError:
        return
    feed = next((feed for feed in settings.feeds if feed.is_enabled and feed.url.startswith("http")), None)
    if feed is None:
        return

    async def ask() -> Answer:
        async with Fetcher(settings.fetch) as fetcher:
            return await fetcher.fetch(feed.url, proxy=feed.proxy, max_bytes=settings.fetch.max_bytes)

    answer = asyncio.run(ask())
    if answer.error:
        remedy = "is there a network? a proxy goes into [fetch] proxy"
        yield Finding("network", f"{feed.name}: {answer.error.words}", remedy)
        return
    yield Finding("network", f"{feed.name} answered {answer.status}")
    try:
        theirs = parsedate_to_datetime(answer.headers.get("date", ""))
    except (ValueError, TypeError):
        return
    off = abs((datetime.now(UTC) - theirs.astimezone(UTC)).total_seconds())
    remedy = "set the clock: what is new and what is due is told by it" if off > _CLOCK_SECONDS else ""
    yield Finding("clock", f"{off:.0f} s off", remedy)
