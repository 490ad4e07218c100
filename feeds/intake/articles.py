"""The full text of linked pages: within the same limits as feeds, robots.txt obeyed, walls not taken for text, and no
page twice in one round (that none is fetched twice at all is the store's memory)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Protocol, TypeAlias
from urllib.parse import urlsplit

from feeds.intake.arrivals import host_of
from feeds.intake.charset import decode
from feeds.intake.http import PAGE_TYPES, Answer, Fetcher
from feeds.intake.page import read_page
from feeds.intake.robots import LARGEST, NOTHING, Robots, judged, robots_url
from feeds.intake.statuses import words_of
from feeds.intake.walls import wall_before
from feeds.settings import FeedSettings, FetchSettings

LARGEST_PAGE = 6_000_000
_ANYTHING = (Exception, SystemExit)
"""What one page may raise on its way: it is that story's error and never the end of the round."""
_SKIPPED = (".pdf", ".mp3", ".mp4", ".m4a", ".jpg", ".jpeg", ".png", ".gif", ".zip", ".docx", ".xlsx")


class Wanted(Protocol):
    """A story whose linked page should be fetched."""

    @property
    def rowid(self) -> int: ...
    @property
    def link(self) -> str: ...
    @property
    def feed(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Article:
    """What came of one page. With an `error` there is no text; `raw` is kept where anything was sent."""

    rowid: int
    link: str
    url: str = ""
    """The address that answered."""
    text: str = ""
    """Plain text, one paragraph a line."""
    title: str = ""
    published: datetime | None = None
    raw: bytes = b""
    raw_hash: str = ""
    """sha256 of `raw`, hexadecimal."""
    status: int | None = None
    error: str | None = None
    retry_after: str = ""
    """The header of a 429 or 503, as it came."""
    is_worth_retrying: bool = False
    """True for failures of the moment (timeouts, 5xx, 429), False for walls, robots.txt and pages that are gone."""


OnArticle: TypeAlias = Callable[[Article], Awaitable[None] | None]


@dataclass
class _Host:
    """One host in this round: its rules, and whether it is left alone from now on."""

    robots: Robots | None = None
    is_closed: bool = False
    was_asked: bool = False
    """True once a page of it was requested; the next one waits."""


async def fetch_articles(
    wanted: Sequence[Wanted],
    settings: FetchSettings,
    on_article: OnArticle,
    *,
    feeds: Mapping[str, FeedSettings] | None = None,
    fetcher: Fetcher | None = None,
    delay_seconds: float = 1.0,
    held: Collection[str] = (),
) -> int:
    """Fetches the pages one host after the other in parallel, one host's pages one by one, and hands each over.

    Pages of one host stand `delay_seconds` apart, or as robots.txt asks; hosts that are `held` (as host_of has them)
    asked for a pause and are left alone. Gives how many had their text. Exceptions of
    `on_article` end the round; nothing else does.
    """
    own = Fetcher(settings) if fetcher is None else None
    try:
        round_ = _Round(own or fetcher, feeds or {}, on_article, delay_seconds, held)  # type: ignore[arg-type]
        by_host: dict[str, list[Wanted]] = {}
        for story in wanted[: settings.max_articles_per_refresh]:
            by_host.setdefault(_site(story.link), []).append(story)
        async with asyncio.TaskGroup() as group:
            for stories in by_host.values():
                group.create_task(round_.host(stories))
        return round_.found
    except BaseExceptionGroup as errors:
        error: BaseException = errors
        while isinstance(error, BaseExceptionGroup):
            error = error.exceptions[0]
        raise error from None
    finally:
        if own is not None:
            await own.__aexit__()


def _site(link: str) -> str:
    """Scheme and host of a web address; "" for anything else."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") and parts.netloc else ""


class _Round:
    def __init__(
        self,
        fetcher: Fetcher,
        feeds: Mapping[str, FeedSettings],
        on_article: OnArticle,
        delay_seconds: float,
        held: Collection[str],
    ) -> None:
        self._held = held
        self._fetcher = fetcher
        self._feeds = feeds
        self._on_article = on_article
        self._delay = delay_seconds
        self._done: dict[str, Article] = {}
        self.found = 0

    async def host(self, stories: Sequence[Wanted]) -> None:
        host = _Host(is_closed=bool(stories) and host_of(stories[0].link) in self._held)
        for story in stories:
            try:
                article = self._without_asking(story, host) or await self._asked(story, host)
            except _ANYTHING as error:
                article = Article(story.rowid, story.link, error=_unexpected(error))
            self._done.setdefault(story.link, article)
            self.found += article.error is None
            done = self._on_article(article)
            if done is not None:
                await done

    async def _asked(self, story: Wanted, host: _Host) -> Article:
        """The page itself, where the robots.txt of its site lets it be asked for."""
        if host.robots is None:
            host.robots = await self._robots(story)
        if host.robots is NOTHING:
            host.is_closed = True
            what = "the robots.txt of its site cannot be had"
            return Article(story.rowid, story.link, error=what, is_worth_retrying=True)
        if not host.robots.allows(story.link):
            return Article(story.rowid, story.link, error="robots.txt asks not to fetch this page")
        if host.was_asked:
            await asyncio.sleep(max(self._delay, host.robots.crawl_delay_seconds))
        host.was_asked = True
        return await self._fetch(story, host)

    def _without_asking(self, story: Wanted, host: _Host) -> Article | None:
        if not _site(story.link):
            return Article(story.rowid, story.link, error="its link is no web address")
        if urlsplit(story.link).path.lower().endswith(_SKIPPED):
            return Article(story.rowid, story.link, error="its link is a file, not a page")
        if host.is_closed:
            what = "its site asked for a pause or cannot be reached"
            return Article(story.rowid, story.link, error=what, is_worth_retrying=True)
        known = self._done.get(story.link)
        if known is None:
            return None
        return replace(known, rowid=story.rowid)

    async def _robots(self, story: Wanted) -> Robots:
        feed = self._feeds.get(story.feed)
        answer = await self._fetcher.fetch(
            robots_url(story.link), accept="text/plain, */*;q=0.1", max_bytes=LARGEST, proxy=feed.proxy if feed else ""
        )
        if answer.error:
            return NOTHING
        return judged(answer.status, decode(answer.body)[0])

    async def _fetch(self, story: Wanted, host: _Host) -> Article:
        feed = self._feeds.get(story.feed)
        is_own_host = feed is not None and host_of(feed.url) == host_of(story.link)
        answer = await self._fetcher.fetch(
            story.link,
            accept=PAGE_TYPES,
            headers=feed.headers if feed and is_own_host else None,
            basic_auth=feed.basic_auth if feed and is_own_host else "",
            proxy=feed.proxy if feed else "",
            max_bytes=LARGEST_PAGE,
        )
        if answer.error or answer.status not in (200, 203):
            failed = _failed(story, answer)
            host.is_closed = failed.is_worth_retrying
            return failed
        try:
            return await asyncio.to_thread(article_of, story, answer)
        except _ANYTHING as error:
            return Article(story.rowid, story.link, answer.url, status=answer.status, error=_unexpected(error))


def _unexpected(error: BaseException) -> str:
    return f"the page could not be read ({type(error).__name__}: {error})"[:200]


def _failed(story: Wanted, answer: Answer) -> Article:
    words = answer.error.words if answer.error else words_of(answer.status).replace("; has the feed moved?", "")
    is_passing = answer.status in (429, 500, 502, 503, 504) or (
        answer.status is None and answer.error is not None and answer.error.kind in ("timeout", "name", "connect")
    )
    pause = answer.headers.get("retry-after", "") if answer.status in (429, 503) else ""
    return Article(
        story.rowid,
        story.link,
        answer.url,
        status=answer.status,
        error=words,
        retry_after=pause,
        is_worth_retrying=is_passing,
    )


def article_of(story: Wanted, answer: Answer) -> Article:
    """The story on a page that answered, or why there is none."""
    body = answer.body
    digest = sha256(body).hexdigest()
    kind = answer.headers.get("content-type", "text/html").lower()
    if not any(word in kind for word in ("html", "xml", "text")):
        what = f"it is no page ({kind.partition(';')[0][:60]})"
        return Article(story.rowid, story.link, answer.url, status=answer.status, error=what)
    page, _ = decode(body, kind)
    read = read_page(page, story.feed, answer.url)
    wall = wall_before(read.body, page, answer.url, story.link)
    if wall:
        return Article(story.rowid, story.link, answer.url, raw=body, raw_hash=digest, status=answer.status, error=wall)
    return Article(
        story.rowid, story.link, answer.url, read.body, read.title, read.published, body, digest, answer.status
    )
