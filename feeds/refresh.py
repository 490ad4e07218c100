"""Taking in: fetch, parse and save, so that a story is listed at once; reading and grouping follow (feeds.read_stored).

Talks to the store through the small Protocol below. What fails is a line in the summary, never the end of the rest.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from feeds.exchange import ArticleWanted, Saved
from feeds.story import Arrival, FeedState, Outlet
from feeds.summary import Progress, Summary

if TYPE_CHECKING:
    from feeds.intake.poll import Polled
    from feeds.settings import FeedSettings, FolderSettings, Settings

MOST_TOGETHER = 90
"""Stories of several feeds stored in one transaction."""


class Archive(Protocol):
    """What the taking in asks of the store."""

    def together(self) -> AbstractContextManager[None]: ...

    def feed_states(self) -> dict[str, FeedState]: ...

    def save(
        self,
        feed: str | None,
        state: FeedState | None,
        arrivals: Sequence[Arrival],
        seen: datetime,
        outlets: Mapping[str, Outlet],
    ) -> Saved: ...

    def save_feed_state(self, state: FeedState) -> None: ...

    def keep_bodies(self, bodies: Iterable[tuple[str, bytes]], fetched: datetime) -> None: ...

    def drop_raw(self, pages_before: datetime, bodies_before: datetime) -> int: ...

    def want_articles(self, rowids: Iterable[int]) -> None: ...

    def articles_wanted(self, limit: int = ...) -> list[ArticleWanted]: ...

    def save_article(
        self,
        rowid: int,
        text: str,
        raw_hash: str = ...,
        raw: bytes | None = ...,
        *,
        title: str = ...,
        is_html: bool = ...,
        failed: bool = ...,
    ) -> None: ...


def known_outlets(settings: Settings) -> dict[str, Outlet]:
    """What the config knows of outlets: by host from [outlets], by name from the feeds that describe theirs."""
    known = dict(settings.outlets)
    for feed in settings.feeds:
        if feed.outlet and (feed.kind or feed.owner or feed.country or feed.reliability):
            described = Outlet(
                feed.outlet, feed.kind, feed.owner, feed.country, feed.reliability, feed.reliability_reason
            )
            known.setdefault(feed.outlet, described)
    return known


async def take_feeds(
    archive: Archive,
    settings: Settings,
    feeds: Sequence[FeedSettings],
    summary: Summary,
    *,
    now: datetime,
    force: bool = False,
    progress: Progress | None = None,
    on_stories: Callable[[int], None] = lambda new: None,
) -> None:
    """Polls the feeds that are due (with `force` all); saves the stories and then the state of each as it answers.

    `on_stories` is told how many stories are to be read: none before the first feed is asked (it is not called when
    none is due), then what came in by now.
    """
    from feeds.intake.poll import poll
    from feeds.intake.schedule import is_due, state_for

    outlets = known_outlets(settings)
    asked = [feed for feed in feeds if feed.is_enabled]
    bodies = Bodies(archive, settings.fetch.keep_feed_days, now)
    answered, before = 0, summary.new + summary.revised
    reached: set[str] = set()

    def save(answers: Sequence[Polled]) -> None:
        nonlocal answered
        for polled in answers:
            answered += 1
            if polled.outcome != "waiting":
                reached.add(polled.feed.name)
            if polled.outcome != "offline":
                saved = archive.save(polled.feed.name, polled.state, polled.arrivals, now, outlets)
                summary.add(saved)
                if polled.feed.full_text and saved.rowids:
                    archive.want_articles(saved.rowids)
            if polled.outcome == "failed":
                summary.fail(polled.feed.name, polled.error or "it failed")
            bodies.take(polled)

    def told() -> None:
        if bodies.is_much():
            bodies.flush()
        on_stories(summary.new + summary.revised - before)
        if progress:
            progress("polling", answered, len(asked))

    waiting = Waiting(archive, save, told)
    states = archive.feed_states()
    if any(is_due(state_for(feed, states), now, force=force) for feed in asked):
        on_stories(0)
    result = await poll(asked, states, settings.fetch, now, waiting.take, force=force, outlets=settings.outlets)
    waiting.flush()
    bodies.flush()
    drop_old_raw(archive, settings, now)
    summary.polled += result.polled
    summary.unchanged += result.unchanged
    summary.failed += result.failed
    if not result.offline and (rest := [feed for feed in asked if feed.name not in reached]):
        _tell_waiting(summary, rest, archive.feed_states(), now)
    if result.offline:
        summary.offline = result.offline
        summary.fail("", result.offline)


def _tell_waiting(
    summary: Summary, feeds: Sequence[FeedSettings], states: Mapping[str, FeedState], now: datetime
) -> None:
    """Notes of feeds that were not asked until when they wait, and which hosts asked for that."""
    from feeds.intake.arrivals import host_of
    from feeds.intake.schedule import due_at, hold_of, state_for

    waiting = [(feed, state_for(feed, states)) for feed in feeds]
    moments = [moment for moment in (due_at(state, now) for _, state in waiting) if moment is not None and moment > now]
    summary.waiting += len(moments)
    summary.next_try = min([*moments, *([summary.next_try] if summary.next_try else [])], default=None)
    hosts = {host_of(feed.url) for feed, state in waiting if hold_of(state, now)}
    summary.pauses = tuple(sorted({*summary.pauses, *(f"{host} asked for a pause" for host in hosts)}))


def drop_old_raw(archive: Archive, settings: Settings, now: datetime) -> int:
    """Forgets pages and feed bodies that are past their keeping; gives how many."""
    fetch = settings.fetch
    return archive.drop_raw(now - timedelta(days=fetch.keep_raw_days), now - timedelta(days=fetch.keep_feed_days))


class Bodies:
    """What feeds sent, kept until all their stories are listed, or until it is much; then it is stored."""

    MOST = 4_000_000

    def __init__(self, archive: Archive, days: int, now: datetime) -> None:
        self._archive = archive
        self._days = days
        self._now = now
        self._bodies: list[tuple[str, bytes]] = []
        self._size = 0

    def take(self, polled: Polled) -> None:
        """Takes the body of an answer, where it had a new one; of failures in a row the first."""
        is_again = polled.outcome == "failed" and polled.state.failures > 1
        if not polled.raw_body or not self._days or is_again:
            return
        self._bodies.append((polled.feed.name, polled.raw_body))
        self._size += len(polled.raw_body)

    def is_much(self) -> bool:
        return self._size > self.MOST

    def flush(self) -> None:
        """Stores what was taken."""
        bodies, self._bodies, self._size = self._bodies, [], 0
        self._archive.keep_bodies(bodies, self._now)


class Waiting:
    """Answers of feeds that wait a moment for others, so that many small ones share one commit.

    At most 20 ms, 20 feeds or 90 stories wait, so that the transaction stays short and stories are listed at once.
    """

    def __init__(self, archive: Archive, save: Callable[[Sequence[Polled]], None], saved: Callable[[], None]) -> None:
        self._archive = archive
        self._save = save
        self._saved = saved
        self._answers: list[Polled] = []
        self._stories = 0
        self._timer: asyncio.TimerHandle | None = None
        self._failure: Exception | None = None

    def take(self, polled: Polled) -> None:
        """Takes one more. Raises what saving raised, also when that was on the clock's order."""
        self._answers.append(polled)
        self._stories += len(polled.arrivals)
        if self._failure is not None or len(self._answers) >= 20 or self._stories >= MOST_TOGETHER:
            self.flush()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(0.02, self._on_time)

    def flush(self) -> None:
        """Saves what waits."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._failure is not None:
            raise self._failure
        answers, self._answers, self._stories = self._answers, [], 0
        small = [polled for polled in answers if len(polled.arrivals) <= MOST_TOGETHER]
        if small:
            with self._archive.together():
                self._save(small)
        for polled in answers:
            if len(polled.arrivals) > MOST_TOGETHER:  # the store cuts these into transactions of their own
                self._save([polled])
        if answers:
            self._saved()

    def _on_time(self) -> None:
        self._timer = None
        try:
            self.flush()
        except Exception as failure:  # noqa: BLE001  kept for whoever calls next: a timer has nobody to tell
            self._failure = failure


async def take_articles(
    archive: Archive, settings: Settings, summary: Summary, *, progress: Progress | None = None
) -> None:
    """Fetches the pages of stories whose feed has only a summary, and saves each as it comes; they are unread again."""
    from feeds.intake.arrivals import host_of
    from feeds.intake.articles import Article, fetch_articles
    from feeds.intake.schedule import hold_of, state_for, told_to_wait

    wanted = archive.articles_wanted(settings.fetch.max_articles_per_refresh)
    if not wanted:
        return
    answered = 0

    def save(article: Article) -> None:
        nonlocal answered
        answered += 1
        if article.status is not None and (article.status == 429 or article.retry_after):
            busy[host_of(article.link)] = (article.status, article.retry_after)
        if article.is_worth_retrying:  # a failure of the moment: it stays wanted, one request a site and round
            return
        raw = article.raw if settings.fetch.keep_raw_days else None
        archive.save_article(
            article.rowid, article.text, article.raw_hash, raw, title=article.title, failed=bool(article.error)
        )
        summary.articles += not article.error
        if progress:
            progress("fetching pages", answered, len(wanted))

    now = datetime.now(UTC)
    states = archive.feed_states()
    own = {feed.name: (feed, state_for(feed, states)) for feed in settings.feeds}
    held = {host_of(feed.url) for feed, state in own.values() if hold_of(state, now)}
    busy: dict[str, tuple[int, str]] = {}
    feeds = {feed.name: feed for feed in settings.feeds}
    await fetch_articles(wanted, settings.fetch, save, feeds=feeds, held=held)
    for feed, state in own.values():
        pause = busy.get(host_of(feed.url)) if feed.url and feed.is_enabled else None
        if pause:
            archive.save_feed_state(told_to_wait(state, *pause, now))


def take_files(
    archive: Archive,
    settings: Settings,
    paths: Sequence[Path],
    summary: Summary,
    *,
    now: datetime,
    outlet: str = "",
    published: datetime | date | None = None,
    progress: Progress | None = None,
) -> None:
    """Saves the stories of files and folders. `outlet` and `published` are what the user says of them."""
    from feeds.intake.folders import FileError, read_paths

    outlets = known_outlets(settings)
    for path in paths:
        if not path.exists():
            summary.fail(str(path), str(FileError(str(path), "there is no such file or folder")).partition(": ")[2])
            continue
        for reading in read_paths(path, outlet=outlet, published=published, outlets=settings.outlets):
            for error in reading.errors:
                summary.fail(error.path, error.what + (f"; {error.hint}" if error.hint else ""))
            save_by_feed(archive, reading.arrivals, summary, now=now, outlets=outlets)
            if progress:
                progress("saving", summary.new + summary.revised + summary.same, 0)


def take_folder(
    archive: Archive,
    settings: Settings,
    folder: FolderSettings,
    summary: Summary,
    *,
    now: datetime,
    known: dict[Path, tuple[int, int]] | None = None,
) -> None:
    """Saves what is new or changed in a watched folder. `known` is what was taken up before: (size, modified in ns)."""
    from feeds.intake.folders import files_under, read_paths

    root = folder.path.expanduser()
    if not root.is_dir():
        summary.fail(str(root), "there is no such folder; create it, or correct [[folders]] path")
        return
    outlets = known_outlets(settings)
    known = {} if known is None else known
    for file in files_under(root, folder.pattern, folder.recursive):
        try:
            found = file.stat()
        except OSError:
            continue
        stamp = (found.st_size, found.st_mtime_ns)
        if known.get(file) == stamp:
            continue
        for reading in read_paths(
            file,
            outlet=folder.outlet,
            feed=folder.name or root.name,
            date_from=folder.date_from,
            outlets=settings.outlets,
        ):
            for error in reading.errors:
                summary.fail(error.path, error.what + (f"; {error.hint}" if error.hint else ""))
            save_by_feed(archive, reading.arrivals, summary, now=now, outlets=outlets)
        known[file] = stamp


def take_arrivals(
    archive: Archive, settings: Settings, arrivals: Sequence[Arrival], summary: Summary, *, now: datetime
) -> None:
    """Saves stories at hand, e.g. a page somebody sent."""
    save_by_feed(archive, arrivals, summary, now=now, outlets=known_outlets(settings))


def save_by_feed(
    archive: Archive,
    arrivals: Sequence[Arrival],
    summary: Summary,
    *,
    now: datetime,
    outlets: Mapping[str, Outlet],
) -> None:
    """Saves arrivals of possibly several feeds, runs of one feed together and in the order they came."""
    start = 0
    for end in range(1, len(arrivals) + 1):
        if end == len(arrivals) or arrivals[end].feed != arrivals[start].feed:
            summary.add(archive.save(arrivals[start].feed or None, None, arrivals[start:end], now, outlets))
            start = end
