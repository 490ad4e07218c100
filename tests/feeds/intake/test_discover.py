"""`feeds add`: a site leads to its feeds, and the first poll after it is conditional."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feeds.intake.config_edit import ConfigEditError, add_feed, remove_feed
from feeds.intake.discover import discover, feed_links
from feeds.intake.health import health_of
from feeds.intake.poll import poll
from feeds.settings import FeedSettings, FetchSettings
from feeds.story import FeedState
from tests.servers.loopback import Request, Response, rss, serve

NOW = datetime(2025, 3, 12, 12, 0, tzinfo=UTC)
SETTINGS = FetchSettings(allow_hosts=("127.0.0.1",), timeout_seconds=5, total_seconds=10)
SITE = b"""<html><head><base href="/news/">
<link rel="alternate" type="application/rss+xml" title="Comments" href="comments.xml">
<link rel='alternate' type='application/rss+xml' href='../main.xml?a=1&amp;b=2'></head><body>hello</body></html>"""


def site(request: Request) -> Response:
    if request.path in ("/main.xml?a=1&b=2", "/feed"):
        if request.header("If-None-Match") == '"1"':
            return Response(304)
        published = "<pubDate>Wed, 12 Mar 2025 06:00:00 GMT</pubDate>"
        return Response(200, (("ETag", '"1"'), ("Cache-Control", "max-age=600")), rss(5, published=published))
    return {"/": Response(200, (), SITE), "/plain": Response(200, (), b"<html>no feeds</html>")}.get(
        request.path, Response(404)
    )


async def test_a_site_leads_to_its_feed_and_says_what_it_is() -> None:
    async with serve(site) as server:
        found = await discover(server.url, SETTINGS, NOW)
    (feed,) = found.feeds
    assert feed.url == server.url + "/main.xml?a=1&b=2"
    assert (feed.title, feed.format, feed.items, feed.has_validators) == ("Test feed", "rss 2.0", 5, True)
    assert feed.newest == datetime(2025, 3, 12, 6, 0, tzinfo=UTC)


async def test_a_site_that_names_none_is_tried_at_the_usual_places() -> None:
    async with serve(site) as server:
        found = await discover(server.url + "/plain", SETTINGS, NOW)
        assert [feed.url for feed in found.feeds] == [server.url + "/feed"]
        assert server.paths() == ["/plain", "/feed"]


async def test_what_the_probe_fetched_is_handed_on() -> None:
    async with serve(site) as server:
        found = await discover(server.url + "/feed", SETTINGS, NOW)
        feed = FeedSettings(name="Selm", url=found.feeds[0].url)
        first = found.feeds[0].polled(feed, SETTINGS, NOW)
        assert len(first.arrivals) == 5
        states = {"Selm": first.state}
        await poll([feed], states, SETTINGS, NOW + timedelta(minutes=9), lambda p: None)
        assert len(server.seen) == 1
        results = []
        await poll([feed], states, SETTINGS, NOW + timedelta(minutes=40), results.append)
        assert [polled.outcome for polled in results] == ["unchanged"]
        assert server.seen[-1].header("If-None-Match") == '"1"'


async def test_an_address_without_a_feed_says_so() -> None:
    async with serve(lambda r: Response(200, (), b"<html>nothing</html>")) as server:
        found = await discover(server.url, SETTINGS, NOW)
        assert len(server.seen) <= 7
    assert found.feeds == ()
    assert "no feed was found" in (found.error or "")


def test_links_of_a_page_that_declares_none_are_guessed_by_their_words() -> None:
    page = '<a href="/about">About</a> <a href="/rss/world.xml">World</a> <a href="http://[">x</a> <a href="feedback">'
    assert feed_links(page, "https://selm.example/") == ["https://selm.example/rss/world.xml"]


CONFIG = """# my config
packs = ["core"]   # only these

[[feeds]]
name = "Kyrna"  # the old one
url = "https://kyrna.example/rss"

# threads follow
[threads.talks]
title = "Talks"
"""


def test_edits_keep_every_comment(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(CONFIG, "utf-8")
    add_feed(path, FeedSettings(name="Selm", url="https://selm.example/feed", outlet="Selm Daily", tags=("war",)))
    text = path.read_text("utf-8")
    for comment in ("# my config", "# only these", "# the old one", "# threads follow"):
        assert comment in text
    import tomllib

    read = tomllib.loads(text)
    assert read["feeds"][1] == {
        "name": "Selm",
        "url": "https://selm.example/feed",
        "outlet": "Selm Daily",
        "tags": ["war"],
    }
    assert remove_feed(path, "Selm").url == "https://selm.example/feed"
    assert [feed["name"] for feed in tomllib.loads(path.read_text("utf-8"))["feeds"]] == ["Kyrna"]


def test_an_edit_that_cannot_be_made_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(CONFIG, "utf-8")
    with pytest.raises(ConfigEditError, match="already"):
        add_feed(path, FeedSettings(name="kyrna", url="https://other.example/"))
    with pytest.raises(ConfigEditError, match="no feed named"):
        remove_feed(path, "Selm")
    assert path.read_text("utf-8") == CONFIG
    path.write_text("a = [", "utf-8")
    with pytest.raises(ConfigEditError, match="mistake"):
        add_feed(path, FeedSettings(name="x", url="https://x.example/"))
    assert path.read_text("utf-8") == "a = ["
    assert [file.name for file in tmp_path.iterdir()] == ["config.toml"]


def test_health_is_told_in_words() -> None:
    feed = FeedSettings(name="a", url="https://user:word@a.example/feed?token=abc")
    assert health_of(feed, None, NOW).standing == "new"
    failing = FeedState(
        "a", feed.url, checked=NOW, failures=3, error="not found (404)", not_before=NOW + timedelta(hours=2)
    )
    row = health_of(feed, failing, NOW)
    assert (row.standing, row.error, row.next_try) == ("failing", "not found (404)", NOW + timedelta(hours=2))
    assert "word" not in row.address
    assert "abc" not in row.address
    assert health_of(feed, FeedState("a", feed.url, is_gone=True, checked=NOW), NOW).next_try is None
