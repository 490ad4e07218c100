"""Pages and feed bodies are kept as they came, for so many days, and an edited or deleted page can be shown."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from feeds.refresh import drop_old_raw, take_articles, take_feeds
from feeds.settings import FeedSettings, FetchSettings, Settings
from feeds.summary import Summary
from store.archive import Archive
from store.queries import Queries
from store.query import parse
from tests.servers.loopback import Request, Response, serve
from tests.tui.commands_run import watchfloor

NOW = datetime.now(UTC).replace(microsecond=0)
HTML = (("Content-Type", "text/html; charset=utf-8"),)


def page(count: int) -> bytes:
    told = "".join(f"<p>Paragraph {n} tells at length what the envoy did in Kyrna that day.</p>" for n in range(6))
    return f"<html><body><article>{told}<p>The army says that {count} were freed.</p></article></body></html>".encode()


class Outlet:
    """One story that is edited, then taken down; and a feed that breaks in the end."""

    def __init__(self) -> None:
        self.edition = 1
        self.bodies: list[bytes] = []

    def __call__(self, request: Request) -> Response:
        if request.path == "/robots.txt" or (request.path == "/story" and self.edition > 2):
            return Response(404)
        if request.path == "/story":
            return Response(200, HTML, page(100 * self.edition))
        if self.edition > 3:
            return Response(200, HTML, b"<html>Please sign in</html>")
        host = request.header("Host")
        self.bodies.append(
            f"<rss><channel><title>Selm</title><item><title>Freed</title><guid>1</guid><link>http://{host}/story</link>"
            f"<description>Edition {self.edition} of it.</description></item></channel></rss>".encode()
        )
        return Response(200, (), self.bodies[-1])


async def test_an_edited_and_a_deleted_page_can_be_shown(tmp_path: Path) -> None:
    outlet = Outlet()
    store = tmp_path / "store.sqlite"
    async with serve(outlet) as server:
        feed = FeedSettings(name="Selm", url=server.url + "/feed", full_text=True)
        settings = Settings(feeds=(feed,), fetch=FetchSettings(allow_hosts=("127.0.0.1",)))
        with Archive.open(store, "test") as archive:
            for _ in range(5):
                summary = Summary()
                await take_feeds(archive, settings, settings.feeds, summary, now=NOW, force=True)
                await take_articles(archive, settings, summary)
                await take_articles(archive, settings, summary)
                outlet.edition += 1
        assert server.paths().count("/story") == 3  # once for each version of the entry, and never again
    with Queries(store) as queries:
        (story,) = queries.story_page(queries.story_rowids(parse("")))
        assert [queries.bytes_kept(row.raw) for row in queries.pages_kept(story.rowid)] == [page(200), page(100)]
        sent = [queries.bytes_kept(row.raw) for row in queries.bodies_kept("Selm")]
        assert sent == [b"<html>Please sign in</html>", *reversed(outlet.bodies)]
    places = ("--store", str(store))

    async def raw(*arguments: str) -> str:
        ran = await asyncio.to_thread(watchfloor, tmp_path, *places, "store", "raw", *arguments)
        assert ran.code == 0, ran.err
        return ran.out

    listed = json.loads(await raw(story.id, "--json"))["kept"]
    assert [row["sha256"] for row in listed] == [sha256(page(200)).hexdigest(), sha256(page(100)).hexdigest()]
    assert (await raw(story.id, "--show", "2")).encode() == page(100)
    assert "-The army says that 100 were freed.\n+The army says that 200 were freed.\n" in await raw(story.id, "--diff")
    missing = await asyncio.to_thread(watchfloor, tmp_path, *places, "store", "raw", "Selmm")
    assert missing.code == 2
    assert "there is no story or feed 'Selmm'" in missing.err


def test_what_is_past_its_keeping_goes_and_zero_days_keep_none(tmp_path: Path) -> None:
    settings = Settings(fetch=FetchSettings(keep_raw_days=30, keep_feed_days=2))
    with Archive.open(tmp_path / "store.sqlite", "test") as archive:
        archive.keep_bodies([("Selm", b"old"), ("Selm", b"older")], NOW - timedelta(days=3))
        archive.keep_bodies([("Selm", b"new")], NOW)
        assert drop_old_raw(archive, settings, NOW) == 2
        with Queries(archive.path) as queries:
            assert [queries.bytes_kept(row.raw) for row in queries.bodies_kept("Selm")] == [b"new"]
        none = replace(settings, fetch=FetchSettings(keep_feed_days=0))
        assert drop_old_raw(archive, none, NOW + timedelta(seconds=1)) == 1


async def test_a_page_that_asks_for_a_pause_holds_back_its_host_and_a_feed_that_does_its_pages(tmp_path: Path) -> None:
    def owner(request: Request) -> Response:
        host = request.header("Host")
        if request.path in ("/a", "/b"):
            item = f"<item><title>One</title><guid>{request.path}</guid><link>http://{host}/page{request.path}</link></item>"
            return Response(200, (), f"<rss><channel><title>t</title>{item}</channel></rss>".encode())
        if request.path == "/robots.txt":
            return Response(404)
        return Response(429, (("Retry-After", "7200"),))

    async with serve(owner) as server:
        feeds = tuple(FeedSettings(name=n, url=f"{server.url}/{n}", full_text=True) for n in ("a", "b"))
        settings = Settings(feeds=feeds, fetch=FetchSettings(allow_hosts=("127.0.0.1",)))
        with Archive.open(tmp_path / "store.sqlite", "test") as archive:
            summary = Summary()
            await take_feeds(archive, settings, feeds, summary, now=NOW)
            await take_articles(archive, settings, summary)
            first = server.paths()
            assert len([path for path in first if path.startswith("/page")]) == 1
            assert {state.why_then for state in archive.feed_states().values()} == {"its host asked for a pause"}
            await take_articles(archive, settings, summary)
            await take_feeds(archive, settings, feeds, summary, now=NOW + timedelta(hours=1), force=True)
            assert server.paths() == first
            await take_feeds(archive, settings, feeds, summary, now=NOW + timedelta(hours=3))
            assert server.paths()[len(first) :] == ["/a", "/b"]
