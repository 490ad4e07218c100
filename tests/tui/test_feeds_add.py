"""`feeds add` as somebody types it: what it says of what it found, and what of what it did not find."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from feeds.intake.poll import Polled, poll
from feeds.settings import FeedSettings, FetchSettings, Settings
from store.archive import Archive
from store.queries import Queries
from store.query import parse
from tests.servers.loopback import Loopback, Request, Response, rss, serve
from tests.tui.commands_run import Ran, watchfloor
from tui.desk import first_poll

SITE = b"<html><link rel=alternate type=application/rss+xml href=/feed.xml></html>"
OPML = b"<opml><body><outline xmlUrl='http://a.example/'/></body></opml>"
CONFIG = '# mine\npacks = []\n[fetch]\nallow_hosts = ["127.0.0.1"]  # here\n'


def site(request: Request) -> Response:
    if request.path == "/locked" and request.header("Authorization") != "Basic YW5uOnNlY3JldA==":
        return Response(401)
    if request.path in ("/feed.xml", "/locked"):
        if request.header("If-None-Match"):
            return Response(304)
        return Response(200, (("ETag", '"1"'),), rss(5, title="Selm Daily"))
    pages = {"/": SITE, "/form": b"<html><form>Sign in</form></html>", "/list": OPML, "/binary": bytes(range(256)) * 9}
    if request.path == "/login":
        return Response(302, (("Location", "/form"),))
    return Response(200, (), pages[request.path]) if request.path in pages else Response(404)


Say = Callable[..., Awaitable[Ran]]


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[tuple[Loopback, Say]]:
    """A running site, and a way to run commands on a config and a store of their own."""
    (tmp_path / "config.toml").write_text(CONFIG, "utf-8")
    places = ("--config", str(tmp_path / "config.toml"), "--store", str(tmp_path / "store.sqlite"))

    async def say(*words: str, **more: str) -> Ran:
        return await asyncio.to_thread(watchfloor, tmp_path, *places, *words, **more)

    async with serve(site) as server:
        yield server, say


async def test_a_site_is_taken_once_and_what_it_is_is_said(desk: tuple[Loopback, Say], tmp_path: Path) -> None:
    server, say = desk
    first = await say("feeds", "add", server.url + "/", "--outlet", "Selm")
    assert first.code == 0, first.err
    for words in ("added Selm Daily", "(Selm, rss 2.0, 5 entries, summaries", "can be asked conditionally"):
        assert words in first.out
    again = await say("feeds", "add", server.url + "/feed.xml")
    assert again.code == 2
    assert "is in the config already, as 'Selm Daily'" in again.err
    text = (tmp_path / "config.toml").read_text("utf-8")
    assert text.startswith(CONFIG)
    assert text.count("[[feeds]]") == 1
    typo = await say("feeds", "remove", "Selm Dayly")
    assert (typo.code, "did you mean 'Selm Daily'?" in typo.err) == (2, True)


async def test_a_page_without_a_feed_is_named_where_its_site_has_one(desk: tuple[Loopback, Say]) -> None:
    server, say = desk
    found = await say("feeds", "add", server.url + "/login")
    assert found.code == 0
    assert f"a web page, not a feed ({server.url}/form) that names no feed" in found.err


@pytest.mark.parametrize(
    ("address", "code", "words"),
    [
        ("/missing", 1, "not found (404)"),
        ("/list", 1, "a list of feeds (OPML); save it, and `feeds import` takes it"),
        ("/locked", 1, "it wants a password (401); say --basic-auth"),
        ("htp://selm.example", 1, "htp:// is not fetched; an address begins with https:// or http://"),
        ("two words", 1, "no web address"),
        ("~/feeds.xml", 1, "no web address"),
        ("/two words", 1, "not found (404)"),
        ("http://[::1", 1, "no web address; one looks like https://example.org/"),
        ("http://selm.example:99999/", 1, "no web address"),
        ("http://selm..example/", 1, "no web address"),
        ("http://two words/", 1, "no web address"),
        (f"http://{'selm' * 20}.example/", 1, "no web address"),
        ("http://ann:s3cret@selm.example/rss", 2, "http://selm.example/rss: the address holds a name and a password"),
        ("", 1, "give the address of a site or feed"),
        ("http://10.0.0.1/", 1, "allow it in [fetch] allow_hosts if it is yours"),
    ],
)
async def test_what_is_no_feed_is_told_with_what_to_do(
    desk: tuple[Loopback, Say], tmp_path: Path, address: str, code: int, words: str
) -> None:
    server, say = desk
    ran = await say("feeds", "add", server.url + address if address[:1] == "/" else address)
    assert ran.code == code
    assert words in ran.err
    assert "Traceback" not in ran.err
    assert "s3cret" not in ran.err
    assert "with encryption" not in ran.err
    assert (tmp_path / "config.toml").read_text("utf-8") == CONFIG


async def test_a_locked_feed_is_added_with_its_secret_named_not_held(
    desk: tuple[Loopback, Say], tmp_path: Path
) -> None:
    server, say = desk
    ran = await say("feeds", "add", server.url + "/locked", "--basic-auth", "env:LOGIN", LOGIN="ann:secret")
    assert ran.code == 0, ran.err
    assert 'basic_auth = "env:LOGIN"' in (tmp_path / "config.toml").read_text("utf-8")
    bare = await say("feeds", "add", server.url + "/locked", "--basic-auth", "ann:secret")
    assert bare.code == 2
    assert "secret" not in bare.err


async def test_what_was_fetched_reaches_a_poller_at_work_and_nobody_is_asked_again(
    desk: tuple[Loopback, Say], tmp_path: Path
) -> None:
    server, say = desk
    settings = Settings(fetch=FetchSettings(allow_hosts=("127.0.0.1",)))
    with Archive.open(tmp_path / "store.sqlite", "a poller") as archive:
        ran = await say("feeds", "add", server.url + "/feed.xml")
        assert ran.code == 0, ran.err
        (request,) = archive.requests_pending()
        assert request.kind == first_poll.KIND
        assert isinstance(request.payload, dict)
        assert first_poll.take(archive, settings, request.payload) == "5 new"
        archive.finish_request(request.id)
        feed = FeedSettings(name="Selm Daily", url=server.url + "/feed.xml")
        results: list[Polled] = []
        for hours in (0, 2):
            now = datetime.now(UTC) + timedelta(hours=hours)
            await poll([feed], archive.feed_states(), settings.fetch, now, results.append)
        assert [polled.outcome for polled in results] == ["unchanged"]
    asked = [request for request in server.seen if request.path == "/feed.xml"]
    assert [request.header("If-None-Match") for request in asked] == [None, '"1"']
    with Queries(tmp_path / "store.sqlite") as queries:
        assert len(queries.story_rowids(parse(""))) == 5
    done = json.loads((await say("feeds", "check", "--json")).out)
    assert done["feeds"][0]["validators"] == "ETag"


async def test_the_other_feeds_of_a_site_are_named(tmp_path: Path) -> None:
    two = SITE.replace(b"</html>", b"<link rel=alternate type=application/rss+xml href=/sport.xml></html>")

    def pages(request: Request) -> Response:
        return Response(200, (), two) if request.path == "/" else Response(200, (), rss(1, title=request.path[1:-4]))

    (tmp_path / "config.toml").write_text(CONFIG, "utf-8")
    places = ("--config", str(tmp_path / "config.toml"), "--store", str(tmp_path / "store.sqlite"))
    async with serve(pages) as server:
        ran = await asyncio.to_thread(watchfloor, tmp_path, *places, "feeds", "add", server.url + "/")
        bare = await asyncio.to_thread(watchfloor, tmp_path, *places, "feeds", "add", "127.0.0.1:1/feed.xml")
    assert "added feed: " in ran.out
    assert "1 entry, " in ran.out
    assert f"sport: {server.url}/sport.xml" in ran.err
    assert bare.code == 1
    assert "say http://127.0.0.1:1/feed.xml if it has none" in bare.err
