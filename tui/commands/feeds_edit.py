"""`watchfloor feeds add|remove|import|export`: the feed list of the config, changed with its comments kept."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.commands.failure import DONE, DONE_WITH_FAILURES, USAGE, CommandError
from tui.commands.invocation import Invocation
from tui.safe import safe_line

if TYPE_CHECKING:
    from feeds.intake.discover import FoundFeed
    from feeds.intake.opml import Imported


@click.command()
@click.argument("address", metavar="URL")
@click.option("--name", default="", help="What to call it; else its own title.")
@click.option("--outlet", default="", help="Who publishes it.")
@click.option("--full-text", is_flag=True, help="Fetch the linked page where the feed has only a summary.")
@click.option("--yes", is_flag=True, help="Take the first of several feeds without asking.")
@click.pass_obj
def add(invocation: Invocation, address: str, name: str, outlet: str, full_text: bool, yes: bool) -> int:
    """Finds the feed of a site (or takes the feed itself), says what it holds, and puts it into the config.

    What was fetched is kept, so that the first poll is conditional.

    \b
    watchfloor feeds add https://meridian.example/ --name Meridian
    """
    import asyncio

    from feeds.intake.config_edit import ConfigEditError, add_feed
    from feeds.intake.discover import discover
    from feeds.settings import FeedSettings

    settings = invocation.settings
    now = datetime.now(UTC)
    found = asyncio.run(discover(address, settings.fetch, now, outlets=settings.outlets))
    if not found.feeds:
        raise CommandError(f"{address}: {found.error or 'no feed was found there'}", DONE_WITH_FAILURES)
    chosen = _choose(found.feeds, yes)
    feed = FeedSettings(
        name=name or _free_name(invocation, safe_line(chosen.title) or address),
        url=chosen.url,
        outlet=outlet or chosen.outlet,
        language=chosen.language,
        full_text=full_text,
    )
    try:
        add_feed(config_to_edit(invocation), feed)
    except ConfigEditError as error:
        raise CommandError(str(error), USAGE) from None
    sys.stdout.write(safe_line(f"added {feed.name}: {_told(chosen)}") + "\n")
    _keep(invocation, chosen, feed, now)
    return DONE


@click.command()
@click.argument("name", metavar="NAME")
@click.pass_obj
def remove(invocation: Invocation, name: str) -> int:
    """Takes a feed out of the config. Its stories stay.

    \b
    watchfloor feeds remove Meridian
    """
    from feeds.intake.config_edit import ConfigEditError, remove_feed

    try:
        gone = remove_feed(config_to_edit(invocation), name)
    except ConfigEditError as error:
        raise CommandError(str(error), USAGE) from None
    sys.stdout.write(safe_line(f"removed {gone.name}; its stories stay") + "\n")
    return DONE


@click.command(name="import")
@click.argument("file", metavar="FILE")
@click.pass_obj
def import_feeds(invocation: Invocation, file: str) -> int:
    """Takes over a list of feeds: OPML, newsboat's urls file, or its cache.db with history and read flags.

    \b
    watchfloor feeds import subscriptions.opml
    """
    from feeds.intake.config_edit import ConfigEditError, add_feeds

    path = Path(file).expanduser()
    if _is_sqlite(path):
        from tui.commands.feeds_newsboat import import_cache

        return import_cache(invocation, path, config_to_edit(invocation))
    listed = _listed(invocation, Path(file).expanduser())
    known = {feed.url for feed in invocation.settings.feeds if feed.url}
    fresh = [feed for feed in listed.feeds if not feed.url or feed.url not in known]
    try:
        if fresh:
            add_feeds(config_to_edit(invocation), fresh)
    except ConfigEditError as error:
        raise CommandError(str(error), USAGE) from None
    for name, why in listed.skipped:
        invocation.narrate(f"  left out {safe_line(name)}: {why}")
    already = len(listed.feeds) - len(fresh)
    sys.stdout.write(f"{len(fresh)} feeds added, {already} were there, {len(listed.skipped)} left out\n")
    return DONE_WITH_FAILURES if listed.skipped else DONE


@click.command()
@click.option("--all", "with_all", is_flag=True, help="Also those that are switched off.")
@click.pass_obj
def export(invocation: Invocation, with_all: bool) -> int:
    """The feeds as OPML on stdout.

    \b
    watchfloor feeds export > feeds.opml
    """
    from feeds.intake.opml import write_opml
    from feeds.intake.secrets import shown

    feeds = [feed for feed in invocation.settings.feeds if with_all or feed.is_enabled]
    sys.stdout.write(write_opml(replace(feed, url=shown(feed.url)) for feed in feeds))
    return DONE


def _is_sqlite(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError:
        return False


def config_to_edit(invocation: Invocation) -> Path:
    """The config file a change goes to; the first change writes the shipped config to the platform's place."""
    from tui.commands.dashboard import make_first_config
    from tui.paths import config_place

    make_first_config(invocation)
    return invocation.config or config_place()


def _choose(found: tuple[FoundFeed, ...], take_first: bool) -> FoundFeed:
    if len(found) == 1 or take_first or not sys.stdin.isatty():
        return found[0]
    for number, feed in enumerate(found, start=1):
        sys.stderr.write(safe_line(f"{number}  {feed.title or feed.url}: {_told(feed)}") + "\n")
    number = click.prompt("which one", type=click.IntRange(1, len(found)), default=1, err=True)
    return found[int(number) - 1]


def _told(feed: FoundFeed) -> str:
    parts = [feed.format, f"{feed.items} entries"]
    if feed.items_per_day:
        parts.append(f"{feed.items_per_day:g} a day")
    if feed.newest:
        parts.append(f"newest {feed.newest.astimezone(UTC):%Y-%m-%d}")
    parts.append("can be asked conditionally" if feed.has_validators else "has no validators")
    return f"{feed.url} ({', '.join(parts)})"


def _free_name(invocation: Invocation, name: str) -> str:
    from feeds.intake.opml import unique_name

    return unique_name(name, {feed.name.lower() for feed in invocation.settings.feeds})


def _keep(invocation: Invocation, chosen: FoundFeed, feed: object, now: datetime) -> None:
    """Saves what was fetched, when no poller is at work; else the poller asks for it itself, once."""
    from feeds.settings import FeedSettings
    from store.archive import Archive
    from store.errors import StoreError

    assert isinstance(feed, FeedSettings)
    settings = invocation.settings
    polled = chosen.polled(feed, settings.fetch, now, settings.outlets)
    try:
        with Archive.open(invocation.store_path, "watchfloor feeds add") as archive:
            archive.save(feed.name, polled.state, polled.arrivals, now, settings.outlets)
    except StoreError as error:
        invocation.detail(f"what was fetched was not kept: {error}")


def _listed(invocation: Invocation, path: Path) -> Imported:
    from feeds.intake.newsboat import read_urls
    from feeds.intake.opml import read_opml

    try:
        body = path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path}: cannot be read: {error.strerror or error}", USAGE) from None
    taken = tuple(feed.name for feed in invocation.settings.feeds)
    listed = read_opml(body, taken) if b"<" in body[:2000] else read_urls(body.decode("utf-8", "replace"), taken)
    if listed.error:
        raise CommandError(f"{path}: {listed.error}", USAGE)
    return listed
