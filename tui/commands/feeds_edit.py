"""`watchfloor feeds add|remove|import|export`: the feed list of the config, changed with its comments kept."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feeds.intake.secrets import shown
from tui.commands.completion import FileName, Known
from tui.commands.failure import DONE, DONE_WITH_FAILURES, USAGE, CommandError
from tui.commands.invocation import Invocation
from tui.safe import safe_line
from tui.wording import counted

if TYPE_CHECKING:
    from feeds.intake.discover import FoundFeed
    from feeds.intake.opml import Imported
    from feeds.intake.poll import Polled
    from feeds.settings import FeedSettings


@click.command()
@click.argument("address", metavar="URL")
@click.option("--name", default="", help="What to call it; else its own title.")
@click.option("--outlet", default="", type=Known("outlet"), help="Who publishes it.")
@click.option("--full-text", is_flag=True, help="Fetch the linked page where the feed has only a summary.")
@click.option("--basic-auth", default="", metavar="SECRET", help="env:NAME or file:PATH, holding user:password.")
@click.option("--header", "headers", multiple=True, metavar="NAME=VALUE", help="A header of its own; may be env:NAME.")
@click.option("--yes", is_flag=True, help="Take the first of several feeds without asking.")
@click.pass_obj
def add(
    invocation: Invocation,
    address: str,
    name: str,
    outlet: str,
    full_text: bool,
    basic_auth: str,
    headers: tuple[str, ...],
    yes: bool,
) -> int:
    """Finds the feed of a site (or takes the feed itself), says what it holds, and puts it into the config.

    What was fetched is kept, so that the first poll is conditional.

    \b
    watchfloor feeds add https://meridian.example/ --name Meridian
    watchfloor feeds add https://meridian.example/world.rss --outlet Meridian --full-text --yes
    watchfloor feeds add https://meridian.example/mine.rss --basic-auth env:MERIDIAN --header X-Desk=env:DESK_KEY
    """
    import asyncio

    from feeds.intake.config_edit import ConfigEditError, add_feed
    from feeds.intake.discover import discover
    from feeds.settings import FeedSettings

    settings = invocation.settings
    now = datetime.now(UTC)
    own = _headers(headers)
    if basic_auth and not basic_auth.startswith(("env:", "file:")):
        raise CommandError("--basic-auth: env:NAME or file:PATH, so that no password stands in a config", USAGE)
    if shown(address).partition("?")[0] != address.partition("?")[0]:
        raise CommandError(
            f"{shown(address)}: the address holds a name and a password; say --basic-auth env:NAME or file:PATH "
            "instead, so that no password stands in a config",
            USAGE,
        )
    found = asyncio.run(
        discover(address, settings.fetch, now, outlets=settings.outlets, basic_auth=basic_auth, headers=own)
    )
    if not found.feeds:
        error = (found.error or "no feed was found there").replace("set basic_auth for this feed", "say --basic-auth")
        if "://" not in address and found.asked.startswith("https://"):
            error += f"; it was asked with encryption: say http://{address} if it has none"
        raise CommandError(f"{shown(address)}: {error}", DONE_WITH_FAILURES)
    chosen = _choose(_new(invocation, found.feeds), yes)
    if found.note:
        invocation.narrate(safe_line(found.note))
    feed = FeedSettings(
        name=name or _free_name(invocation, safe_line(chosen.title) or address),
        url=chosen.url,
        outlet=outlet or chosen.outlet,
        language=chosen.language,
        full_text=full_text,
        basic_auth=basic_auth,
        headers=own,
    )
    config = config_to_edit(invocation)
    if feed.name.lower() not in {other.name.lower() for other in settings.feeds}:
        _keep(invocation, chosen, feed, now)  # before the poller reads the changed config, and asks for it itself
    try:
        add_feed(config, feed)
    except ConfigEditError as error:
        raise CommandError(str(error), USAGE) from None
    sys.stdout.write(safe_line(f"added {feed.name}: {_told(chosen, feed.outlet)}") + "\n")
    if others := [other for other in found.feeds if other.url != chosen.url]:
        invocation.narrate("found there too; `feeds add` with its address adds one:")
        for other in others:
            invocation.narrate(safe_line(f"  {other.title or other.url}: {_told(other)}"))
    return DONE


@click.command()
@click.argument("name", metavar="NAME", type=Known("feed"))
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
@click.argument("file", metavar="FILE", type=FileName())
@click.pass_obj
def import_feeds(invocation: Invocation, file: str) -> int:
    """Takes over a list of feeds: OPML, newsboat's urls file, or its cache.db with history and read flags.

    \b
    watchfloor feeds import subscriptions.opml
    """
    from feeds.intake.config_edit import ConfigEditError, add_feeds, mistake_in

    path = Path(file).expanduser()
    if _is_sqlite(path):
        from tui.commands.feeds_newsboat import import_cache

        return import_cache(invocation, path, config_to_edit(invocation))
    listed = _listed(invocation, Path(file).expanduser())
    skipped = [*listed.skipped, *((feed.name, wrong) for feed in listed.feeds if (wrong := mistake_in(feed)))]
    feeds = [feed for feed in listed.feeds if not mistake_in(feed)]
    if not feeds:
        for name, why in skipped:
            invocation.narrate(f"  left out {safe_line(name)[:200]}: {why}")
        raise CommandError(f"{path}: no feed was found in it; it takes OPML, newsboat's urls file or cache.db", USAGE)
    known = {feed.url or feed.command for feed in invocation.settings.feeds}
    fresh = [feed for feed in feeds if (feed.url or feed.command) not in known]
    try:
        if fresh:
            add_feeds(config_to_edit(invocation), fresh)
    except ConfigEditError as error:
        raise CommandError(str(error), USAGE) from None
    for name, why in skipped:
        invocation.narrate(f"  left out {safe_line(name)[:200]}: {why}")
    already = len(feeds) - len(fresh)
    sys.stdout.write(f"{len(fresh)} feeds added, {already} were there, {len(skipped)} left out\n")
    return DONE_WITH_FAILURES if skipped else DONE


@click.command()
@click.option("--all", "with_all", is_flag=True, help="Also those that are switched off.")
@click.pass_obj
def export(invocation: Invocation, with_all: bool) -> int:
    """The feeds as OPML on stdout.

    \b
    watchfloor feeds export > feeds.opml
    watchfloor feeds export --all > everything.opml
    """
    from feeds.intake.opml import write_opml

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


def _headers(given: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for pair in given:
        name, separator, value = pair.partition("=")
        if not separator or not name.strip() or not value:
            raise CommandError("--header: NAME=VALUE, e.g. X-Key=env:FEED_KEY", USAGE)
        found[name.strip()] = value
    return found


def _new(invocation: Invocation, found: tuple[FoundFeed, ...]) -> tuple[FoundFeed, ...]:
    """Those that are not in the config yet. Raises CommandError (2) when all are."""
    names = {feed.url: feed.name for feed in invocation.settings.feeds if feed.url}
    fresh = tuple(feed for feed in found if feed.url not in names)
    if not fresh:
        there = f"{shown(found[0].url)} is in the config already, as {names[found[0].url]!r}"
        raise CommandError(f"{there}; `feeds list --all` shows whether it is on", USAGE)
    return fresh


def _told(feed: FoundFeed, outlet: str = "") -> str:
    parts = [feed.format, counted(feed.items, "entry")]
    if outlet or feed.outlet:
        parts.insert(0, outlet or feed.outlet)
    if feed.full_share is not None:
        parts.append(
            "full text" if feed.full_share > 0.8 else "summaries" if feed.full_share < 0.2 else "some full text"
        )
    if feed.items_per_day:
        parts.append(f"{feed.items_per_day:g} a day")
    if feed.newest:
        parts.append(f"newest {feed.newest.astimezone(UTC):%Y-%m-%d}")
    parts.append("can be asked conditionally" if feed.has_validators else "has no validators")
    return f"{shown(feed.url)} ({', '.join(parts)})"


def _free_name(invocation: Invocation, name: str) -> str:
    from feeds.intake.opml import unique_name

    return unique_name(name, {feed.name.lower() for feed in invocation.settings.feeds})


def _keep(invocation: Invocation, chosen: FoundFeed, feed: FeedSettings, now: datetime) -> None:
    """Saves what was fetched, or hands it to the poller that is at work; either way nobody is asked for it again."""
    from store.archive import Archive
    from store.errors import LeaseHeld, StoreError

    settings = invocation.settings
    polled = chosen.polled(feed, settings.fetch, now, settings.outlets)
    try:
        with Archive.open(invocation.store_path, "watchfloor feeds add") as archive:
            saved = archive.save(feed.name, polled.state, polled.arrivals, now, settings.outlets)
            if feed.full_text:
                archive.want_articles(saved.rowids)
    except LeaseHeld:
        _hand_over(invocation, chosen, feed, polled)
    except StoreError as error:
        invocation.detail(f"what was fetched was not kept: {error}")


def _hand_over(invocation: Invocation, chosen: FoundFeed, feed: FeedSettings, polled: Polled) -> None:
    from store.errors import StoreError
    from store.marks import Marks
    from tui.commands.asking import analyst_of
    from tui.desk.first_poll import KIND, payload_of

    payload = payload_of(feed, polled.state, chosen.answer)
    if payload is None:
        return
    try:
        with Marks(invocation.store_path, analyst_of(invocation.settings)) as marks:
            marks.ask(KIND, payload)
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
