"""`watchfloor feeds list` and `feeds check`: how every feed is, from the store or asked now."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from tui.commands.failure import DONE, DONE_WITH_FAILURES, Problem
from tui.commands.invocation import Invocation
from tui.commands.output import Column, Row, Value, data_options, write_rows
from tui.commands.stories import utc

if TYPE_CHECKING:
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
@click.argument("names", nargs=-1, metavar="[NAME]...")
@data_options()
@click.pass_obj
def check(invocation: Invocation, names: tuple[str, ...], output: str | None) -> int:
    """Asks feeds now and says what they answer: entries, newest, text, validators. Nothing is stored.

    \b
    watchfloor feeds check "UN News: all"
    """
    import asyncio

    from feeds.intake.health import health_of
    from feeds.intake.poll import Polled, poll
    from tui.commands.refresh import chosen_feeds
    from tui.desk.progress import ProgressLine

    feeds = chosen_feeds(invocation, names)
    answered: dict[str, Polled] = {}
    asked = sum(feed.is_enabled for feed in feeds)
    progress = ProgressLine(invocation.narration, lambda *_: None)

    def take(polled: Polled) -> None:
        answered[polled.feed.name] = polled
        progress("asking", len(answered), asked)

    now = datetime.now(UTC)
    outlets = invocation.settings.outlets
    asyncio.run(poll(feeds, {}, invocation.settings.fetch, now, take, force=True, outlets=outlets))
    progress.clear()
    rows: list[Row] = []
    problems = []
    for feed in feeds:
        polled = answered.get(feed.name)
        if polled is None:
            continue
        rows.append({**_row(feed, health_of(feed, polled.state, now)), "entries": len(polled.arrivals)})
        if polled.error:
            problems.append(Problem(feed.name, polled.error))
    write_rows("feeds", rows, output, _CHECKED, problems=problems)
    return DONE_WITH_FAILURES if problems else DONE


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
    Column("outlet", _outlet),
    Column("pack", lambda row: str(row["pack"]), style="dim"),
    Column("last good (UTC)", lambda row: _when(row, "last_good"), style="dim"),
    Column("next", lambda row: _when(row, "next_try"), style="dim"),
    Column("error", lambda row: str(row["error"] or "")),
)
_CHECKED = (
    Column("standing", lambda row: str(row["standing"])),
    Column("name", lambda row: str(row["name"]), is_wide=True),
    Column("entries", lambda row: str(row["entries"]), is_right=True),
    Column("newest (UTC)", lambda row: _when(row, "newest_entry"), style="dim"),
    Column("text", lambda row: str(row["text"] or "-")),
    Column("validators", lambda row: str(row["validators"])),
    Column("error", lambda row: str(row["error"] or "")),
)
