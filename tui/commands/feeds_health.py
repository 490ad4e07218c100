"""`watchfloor feeds list` and `feeds check`: which feeds there are, and how every one is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from tui.commands.completion import Known
from tui.commands.failure import DONE, DONE_WITH_FAILURES, Problem
from tui.commands.invocation import Invocation
from tui.commands.output import Column, Row, Value, data_options, write_rows
from tui.commands.stories import utc
from tui.safe import safe_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feeds.intake.health import Health
    from feeds.settings import FeedSettings
    from feeds.story import FeedState


@click.command(name="list")
@click.option("--all", "with_all", is_flag=True, help="Also those that are switched off.")
@data_options()
@click.pass_obj
def list_feeds(invocation: Invocation, with_all: bool, output: str | None) -> int:
    """The feeds of the config: whether they are on, when they last answered, when they are asked next.

    \b
    watchfloor feeds list
    watchfloor feeds list --all --csv
    """
    from feeds.intake.health import health_of
    from feeds.intake.schedule import state_for

    states = _states(invocation)
    now = datetime.now(UTC)
    feeds = [feed for feed in invocation.settings.feeds if with_all or feed.is_enabled]
    rows = [_row(feed, health_of(feed, state_for(feed, states), now)) for feed in feeds]
    write_rows("feeds", rows, output, _LISTED)
    return DONE


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...", type=Known("feed"))
@click.option("--now", "ask_now", is_flag=True, help="Ask the feeds first, conditionally; what comes is stored.")
@data_options()
@click.pass_obj
def check(invocation: Invocation, names: tuple[str, ...], ask_now: bool, output: str | None) -> int:
    """How feeds are: last answer, next try and why then, items a day, text, validators, gaps, errors.

    From the store, so that no server is asked before its time; with --now they are asked, but never during a pause
    that a server asked for.

    \b
    watchfloor feeds check
    watchfloor feeds check --now "UN News: all"
    """
    from feeds.intake.health import health_of
    from feeds.intake.schedule import state_for
    from tui.commands.refresh import chosen_feeds

    feeds = [feed for feed in chosen_feeds(invocation, names) if feed.is_enabled]
    if ask_now:
        _ask(invocation, feeds)
    states, now = _states(invocation), datetime.now(UTC)
    rows: list[Row] = []
    problems = []
    for feed in feeds:
        state = state_for(feed, states)
        health = health_of(feed, state if state.checked or state.is_paused else None, now)
        rows.append(_row(feed, health))
        if health.error and health.standing in ("failing", "gone"):
            problems.append(Problem(feed.name, health.error))
    write_rows("feeds", rows, output, _CHECKED, problems=problems)
    if output is None:
        for line in _told_in_full(rows):
            invocation.narrate(line)
    return DONE_WITH_FAILURES if problems else DONE


def _told_in_full(rows: list[Row]) -> Iterator[str]:
    """What a column has no room for: the error of a feed, its notes, gaps and redirects, each whole on a line."""
    for row in rows:
        gaps, redirects = _texts(row, "gaps"), _texts(row, "redirects")
        for what in (
            *([str(row["error"])] if row["error"] else ()),
            *_texts(row, "notes"),
            *(f"gap: {gap}" for gap in gaps),
            *([f"moved: {' -> '.join(redirects)}"] if redirects else ()),
        ):
            yield f"  {safe_line(str(row['name']))}: {safe_line(what)}"


def _texts(row: Row, key: str) -> list[str]:
    found = row[key]
    return [str(text) for text in found] if isinstance(found, list) else []


def _ask(invocation: Invocation, feeds: list[FeedSettings]) -> None:
    """One round over the feeds, saved like any other. Raises LeaseHeld when a poller is at work: it asks by itself."""
    import asyncio

    from feeds.refresh import take_feeds
    from feeds.summary import Summary
    from store.archive import Archive
    from tui.desk.progress import ProgressLine

    progress = ProgressLine(invocation.narration, lambda *_: None)
    with Archive.open(invocation.store_path, "watchfloor feeds check") as archive:
        round_ = take_feeds(
            archive, invocation.settings, feeds, Summary(), now=datetime.now(UTC), force=True, progress=progress
        )
        asyncio.run(round_)
    progress.clear()


def _states(invocation: Invocation) -> dict[str, FeedState]:
    """What the store remembers of the feeds; nothing when there is no store yet."""
    from store.errors import StoreMissing
    from store.queries import Queries

    try:
        with Queries(invocation.store_path) as queries:
            return {state.feed: state for state in queries.feed_states()}
    except StoreMissing:
        return {}


def _row(feed: FeedSettings, health: Health) -> dict[str, Value]:
    return {
        "name": feed.name,
        "standing": health.standing,
        "pack": feed.pack,
        "outlet": feed.outlet,
        "kind": feed.kind,
        "country": feed.country,
        "language": feed.language,
        "reliability": feed.reliability,
        "address": health.address,
        "last_good": utc(health.last_good),
        "last_asked": utc(health.last_asked),
        "next_try": utc(health.next_try),
        "why": health.why,
        "status": health.status,
        "items_per_day": health.items_per_day,
        "text": health.text,
        "validators": health.validators,
        "newest_entry": utc(health.newest_entry),
        "size_bytes": health.size_bytes,
        "redirects": list(health.redirects),
        "gaps": list(health.gaps),
        "failing_since": utc(health.failing_since),
        "terms": feed.terms,
        "failures": health.failures,
        "error": health.error,
        "notes": list(health.notes),
    }


def _when(row: Row, key: str) -> str:
    value = row.get(key)
    return str(value)[:16].replace("T", " ") if value else "-"


def _outlet(row: Row) -> str:
    label = f" [{row['kind']}, {row['country']}]" if row["kind"] == "state media" else ""
    return f"{row['outlet']}{label}"


_LISTED = (
    Column("standing", lambda row: str(row["standing"])),
    Column("name", lambda row: str(row["name"]), is_wide=True),
    Column("outlet", _outlet, is_cut=True, goes=1),
    Column("terms", lambda row: str(row["terms"] or ""), style="dim", is_cut=True, goes=3),
    Column("pack", lambda row: str(row["pack"]), style="dim", goes=4),
    Column("last good (UTC)", lambda row: _when(row, "last_good"), style="dim"),
    Column("next", lambda row: _when(row, "next_try"), style="dim", goes=2),
    Column("error", lambda row: str(row["error"] or ""), is_cut=True),
)
_CHECKED = (
    Column("standing", lambda row: str(row["standing"])),
    Column("name", lambda row: str(row["name"]), is_wide=True),
    Column("http", lambda row: str(row["status"] or "-"), is_right=True),
    Column("last good (UTC)", lambda row: _when(row, "last_good"), style="dim"),
    Column("next", lambda row: _when(row, "next_try"), style="dim", goes=2),
    Column("why then", lambda row: str(row["why"] or ""), style="dim", is_cut=True, goes=5),
    Column("a day", lambda row: f"{row['items_per_day']:.1f}" if row["items_per_day"] else "-", is_right=True, goes=3),
    Column("text", lambda row: str(row["text"] or "-"), goes=4),
    Column("validators", lambda row: str(row["validators"]), is_cut=True, goes=6),
    Column("error", lambda row: str(row["error"] or ""), is_cut=True),
)
