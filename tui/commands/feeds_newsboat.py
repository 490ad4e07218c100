"""`watchfloor feeds import cache.db`: newsboat's feeds, its history and what was read in it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING

from tui.commands.failure import DONE, DONE_WITH_FAILURES, USAGE, CommandError
from tui.commands.invocation import Invocation
from tui.safe import safe_line
from tui.wording import counted

if TYPE_CHECKING:
    from feeds.settings import FeedSettings
    from feeds.story import Arrival
    from store.newsboat_cache import CachedFeed, CachedStory

_TOGETHER = 500


def import_cache(invocation: Invocation, path: Path, config: Path) -> int:
    """Adds feeds that are not in the config, saves the cached stories under their feeds and marks what was read.

    Starred are the stories flagged "s". Stories already stored are left as they are.
    """
    from feeds.intake.config_edit import ConfigEditError, add_feeds
    from store.newsboat_cache import NotACacheError, read_feeds, read_stories

    try:
        cached = read_feeds(path)
        feeds, fresh, skipped = _matched(invocation, cached)
        if fresh:
            add_feeds(config, fresh)
        saved, read = _save(invocation, feeds, {feed.url: feed for feed in cached}, read_stories(path))
    except (NotACacheError, ConfigEditError) as error:
        raise CommandError(str(error), USAGE) from None
    for name, why in skipped:
        invocation.narrate(f"  left out {safe_line(name)[:200]}: {why}")
    there = len(feeds) - len(fresh)
    taken = f"{counted(saved, 'story')} taken over, {read} of them read"
    left = f", {len(skipped)} left out" if skipped else ""
    sys.stdout.write(f"{counted(len(fresh), 'feed')} added, {there} were there{left}; {taken}\n")
    return DONE_WITH_FAILURES if skipped else DONE


def _matched(
    invocation: Invocation, cached: Iterable[CachedFeed]
) -> tuple[dict[str, FeedSettings], list[FeedSettings], list[tuple[str, str]]]:
    """(the config's feed of each of newsboat's, those of them that are new, those left out with the reason)."""
    from feeds.intake.config_edit import mistake_in
    from feeds.intake.newsboat import feed_of
    from feeds.settings import FeedSettings

    names = {feed.name.lower() for feed in invocation.settings.feeds}
    known = {feed.url or feed.command: feed for feed in invocation.settings.feeds}
    feeds: dict[str, FeedSettings] = {}
    fresh: list[FeedSettings] = []
    skipped: list[tuple[str, str]] = []
    for one in cached:
        feed = known.get(one.url) or feed_of(one.url, [f"~{one.title}"] if one.title else [], set(names))
        if not isinstance(feed, FeedSettings):
            skipped.append((one.url, feed))
        elif there := known.get(feed.url or feed.command):
            feeds[one.url] = there
        elif wrong := mistake_in(feed):
            skipped.append((one.url, wrong))
        else:
            names.add(feed.name.lower())
            feeds[one.url] = known[feed.url or feed.command] = feed
            fresh.append(feed)
    return feeds, fresh, skipped


def _save(
    invocation: Invocation,
    feeds: dict[str, FeedSettings],
    cached: dict[str, CachedFeed],
    stories: Iterable[CachedStory],
) -> tuple[int, int]:
    """(stories that were new, those of them that were read)."""
    from store.archive import Archive
    from store.marks import Marks
    from tui.commands.asking import analyst_of

    now, settings = datetime.now(UTC), invocation.settings
    total = read = 0
    by_kind = sorted(stories, key=lambda story: (story.arrival.feed, story.is_read, "s" in story.flags))
    with (
        Archive.open(invocation.store_path, "watchfloor feeds import") as archive,
        Marks(invocation.store_path, analyst_of(settings)) as marks,
    ):
        known = archive.feed_states()
        for (url, is_read, is_starred), group in groupby(
            by_kind, key=lambda story: (story.arrival.feed, story.is_read, "s" in story.flags)
        ):
            feed = feeds.get(url)
            while feed and (part := list(islice(group, _TOGETHER))):
                arrivals = [_under(feed, story, invocation) for story in part]
                rowids = archive.save(feed.name, None, arrivals, now, settings.outlets).rowids
                total += len(rowids)
                if is_read and rowids:
                    read += len(rowids)
                    marks.read(rowids)
                if is_starred and rowids:
                    marks.star(rowids)
        for url, feed in feeds.items():
            if feed.url and feed.name not in known:  # validators, after the stories they stand for
                archive.save(feed.name, replace(cached[url].state, feed=feed.name), [], now, settings.outlets)
    return total, read


def _under(feed: FeedSettings, story: CachedStory, invocation: Invocation) -> Arrival:
    from feeds.intake.arrivals import is_full, outlet_of
    from feeds.intake.markup import plain

    arrival = story.arrival
    return replace(
        arrival,
        feed=feed.name,
        title=plain(arrival.title),
        outlet=feed.outlet or outlet_of(arrival.link, invocation.settings.outlets),
        is_full_text=is_full(arrival.body),
    )
