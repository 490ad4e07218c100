"""`watchfloor feeds import cache.db`: newsboat's feeds, its history and what was read in it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING

from tui.commands.failure import DONE, USAGE, CommandError
from tui.commands.invocation import Invocation
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
        fresh = _fresh(invocation, cached)
        if fresh:
            add_feeds(config, fresh)
        feeds = {feed.url: feed for feed in (*invocation.settings.feeds, *fresh) if feed.url}
        saved, read = _save(invocation, feeds, {feed.url: feed for feed in cached}, read_stories(path))
    except (NotACacheError, ConfigEditError) as error:
        raise CommandError(str(error), USAGE) from None
    there = len(cached) - len(fresh)
    taken = f"{counted(saved, 'story')} taken over, {read} of them read"
    sys.stdout.write(f"{counted(len(fresh), 'feed')} added, {there} were there; {taken}\n")
    return DONE


def _fresh(invocation: Invocation, cached: Iterable[CachedFeed]) -> list[FeedSettings]:
    from feeds.intake.opml import unique_name
    from feeds.settings import FeedSettings

    names = {feed.name.lower() for feed in invocation.settings.feeds}
    known = {feed.url for feed in invocation.settings.feeds}
    return [
        FeedSettings(name=unique_name(feed.title or feed.url, names), url=feed.url)
        for feed in cached
        if feed.url not in known
    ]


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
            if url in cached and feed.name not in known:  # validators, after the stories they stand for
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
