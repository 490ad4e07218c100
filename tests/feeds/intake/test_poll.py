"""Polling over real sockets: what comes of each kind of answer, and that one feed never costs another."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feeds.intake.http import Fetcher
from feeds.intake.poll import Polled, PollSummary, poll
from feeds.settings import FeedSettings, FetchSettings
from feeds.story import FeedState, Outlet
from tests.servers.loopback import Handler, Request, Response, rss, serve

NOW = datetime(2025, 3, 12, 12, 0, tzinfo=UTC)
SETTINGS = FetchSettings(allow_hosts=("127.0.0.1",), timeout_seconds=5, total_seconds=10, contact="desk@example.org")


async def rounds(handler: Handler, *paths: str, settings: FetchSettings = SETTINGS, times: int = 1, **options: object):
    """Polls the paths `times` times an hour apart; gives (results of the last round by feed, summary, requests)."""
    states: dict[str, FeedState] = {}
    results: dict[str, Polled] = {}
    async with serve(handler) as server:
        feeds = [FeedSettings(name=path, url=server.url + path) for path in paths]
        for number in range(times):
            results = {}

            def keep(polled: Polled) -> None:
                results[polled.feed.name] = polled  # noqa: B023
                states[polled.feed.name] = polled.state

            summary = await poll(feeds, states, settings, NOW + number * timedelta(hours=1), keep, **options)  # type: ignore[arg-type]
    return results, summary, server


async def test_a_first_poll_gives_arrivals_and_validators_verbatim() -> None:
    def handler(_: Request) -> Response:
        return Response(200, (("ETag", 'W/"a, b"'), ("Last-Modified", "yesterday, more or less")), rss(3))

    results, summary, _ = await rounds(handler, "/a", outlets={"stories.example": Outlet("Stories")})
    polled = results["/a"]
    assert polled.outcome == "new"
    assert [arrival.title for arrival in polled.arrivals] == [f"Story {n} of Test feed" for n in (2, 1, 0)]
    assert {arrival.outlet for arrival in polled.arrivals} == {"Stories"}
    assert (polled.state.etag, polled.state.last_modified) == ('W/"a, b"', "yesterday, more or less")
    assert polled.raw_body == rss(3)
    assert summary == PollSummary(polled=1)


async def test_the_next_poll_is_conditional_and_a_304_writes_no_story() -> None:
    def handler(request: Request) -> Response:
        if request.header("If-None-Match") == 'W/"a"' and request.header("If-Modified-Since") == "odd":
            return Response(304)
        return Response(200, (("ETag", 'W/"a"'), ("Last-Modified", "odd")), rss(3))

    results, summary, _ = await rounds(handler, "/a", times=2)
    assert (results["/a"].outcome, results["/a"].arrivals) == ("unchanged", ())
    assert results["/a"].state.conditional is True
    assert results["/a"].state.succeeded == NOW + timedelta(hours=1)
    assert summary == PollSummary(polled=1, unchanged=1)


async def test_the_same_body_is_unchanged_without_validators_too() -> None:
    results, _, _ = await rounds(lambda _: Response(200, (), rss(3)), "/a", times=2)
    assert results["/a"].outcome == "unchanged"


async def test_nobody_is_asked_before_the_time() -> None:
    states: dict[str, FeedState] = {}
    async with serve(lambda _: Response(200, (("Cache-Control", "max-age=7200"),), rss(1))) as server:
        feeds = [FeedSettings(name="a", url=server.url)]
        for minutes in (0, 30, 60, 119, 140):
            await poll(feeds, states, SETTINGS, NOW + timedelta(minutes=minutes), lambda p: states.update(a=p.state))
        assert len(server.seen) == 2


async def test_one_failing_feed_costs_no_other() -> None:
    def handler(request: Request) -> Response:
        return {"/bad": Response(500), "/page": Response(200, (), b"<html><body>Sign in</body></html>")}.get(
            request.path, Response(200, (), rss(2))
        )

    results, summary, _ = await rounds(handler, "/good", "/bad", "/page", "/fine")
    assert [results[path].outcome for path in ("/good", "/bad", "/page", "/fine")] == ["new", "failed", "failed", "new"]
    assert "(500)" in (results["/bad"].error or "")
    assert "web page" in (results["/page"].error or "")
    assert summary == PollSummary(polled=4, failed=2)


async def test_an_empty_200_is_a_failure_that_keeps_the_validators() -> None:
    bodies = [rss(1), b""]

    def handler(_: Request) -> Response:
        return Response(200, (("ETag", f'"{len(bodies)}"'),), bodies.pop(0))

    results, _, _ = await rounds(handler, "/a", times=2)
    assert results["/a"].outcome == "failed"
    assert "without a body" in (results["/a"].error or "")
    assert results["/a"].state.etag == '"2"'


async def test_a_429_holds_back_its_siblings() -> None:
    def handler(_: Request) -> Response:
        return Response(429, (("Retry-After", "7200"),))

    settings = replace(SETTINGS, per_host=1, concurrency=1)
    results, summary, server = await rounds(handler, "/a", "/b", "/c", settings=settings)
    assert len(server.seen) == 1
    assert sorted(p.outcome for p in results.values()) == ["failed", "waiting", "waiting"]
    assert {p.state.not_before for p in results.values()} == {NOW + timedelta(hours=2)}
    assert summary == PollSummary(polled=1, failed=1)


async def test_force_asks_early_but_conditionally_and_never_into_a_pause() -> None:
    states: dict[str, FeedState] = {}

    def handler(request: Request) -> Response:
        if request.path == "/busy":
            return Response(503, (("Retry-After", "Wed, 12 Mar 2025 15:00:00 GMT"),))
        return Response(304) if request.header("If-None-Match") else Response(200, (("ETag", '"1"'),), rss(1))

    async with serve(handler) as server:
        free = FeedSettings(name="free", url=server.url + "/free")
        busy = FeedSettings(name="busy", url=server.url.replace("127.0.0.1", "localhost") + "/busy")
        settings = replace(SETTINGS, allow_hosts=("127.0.0.1", "localhost"))
        for _ in range(2):
            await poll([free, busy], states, settings, NOW, lambda p: states.update({p.feed.name: p.state}), force=True)
        assert server.paths().count("/busy") == 1
        assert server.paths().count("/free") == 2
        assert states["free"].conditional is True


async def test_a_410_ends_polling() -> None:
    results, _, server = await rounds(lambda _: Response(410), "/a", times=3)
    assert len(server.seen) == 1
    assert results == {}


async def test_no_cookie_no_referer_no_query_and_an_honest_name() -> None:
    def handler(request: Request) -> Response:
        if request.path == "/a":
            return Response(302, (("Location", "/b"), ("Set-Cookie", "id=1")))
        return Response(200, (("Set-Cookie", "id=2"),), rss(1))

    _, _, server = await rounds(handler, "/a", times=3)
    assert {request.path for request in server.seen} == {"/a", "/b"}
    for request in server.seen:
        assert request.header("Cookie") is None
        assert request.header("Referer") is None
        agent = request.header("User-Agent") or ""
        assert agent.startswith("Mozilla/5.0 (compatible; watchfloor/")
        assert "desk@example.org" in agent


async def test_a_permanent_address_is_adopted_after_three_sightings_and_a_temporary_one_never() -> None:
    def handler(request: Request) -> Response:
        moved = {"/old": Response(301, (("Location", "/new"),)), "/while": Response(302, (("Location", "/new"),))}
        return moved.get(request.path, Response(200, (), rss(2)))

    _, _, server = await rounds(handler, "/old", times=6)
    assert server.paths() == ["/old", "/new"] * 3 + ["/new"] * 3
    _, _, server = await rounds(handler, "/while", times=5)
    assert server.paths() == ["/while", "/new"] * 5


async def test_a_permanent_redirect_into_a_login_page_is_not_adopted() -> None:
    def handler(request: Request) -> Response:
        if request.path == "/old":
            return Response(301, (("Location", "/login"),))
        return Response(200, (), b"<html><form>password</form></html>")

    results, _, server = await rounds(handler, "/old", times=1)
    assert results["/old"].state.permanent_url is None
    assert server.paths() == ["/old", "/login"]


async def test_nothing_reachable_is_one_line_and_no_failures() -> None:
    async def nowhere(host: str, port: int) -> list[str]:
        raise OSError(f"no network for {host}:{port}")

    feeds = [FeedSettings(name=f"f{n}", url=f"https://site{n}.example/feed") for n in range(50)]
    results: list[Polled] = []
    async with Fetcher(SETTINGS, resolver=nowhere) as fetcher:
        summary = await poll(feeds, {}, SETTINGS, NOW, results.append, fetcher=fetcher)
    assert "offline" in (summary.offline or "")
    assert summary.failed == 0
    assert {polled.outcome for polled in results} == {"offline"}
    assert {polled.state.failures for polled in results} == {0}


async def test_a_saving_that_fails_ends_the_round() -> None:
    def broken(_: Polled) -> None:
        raise OSError("the disk is full")

    async with serve(lambda _: Response(200, (), rss(1))) as server:
        with pytest.raises(OSError, match="disk is full"):
            await poll([FeedSettings(name="a", url=server.url)], {}, SETTINGS, NOW, broken)


async def test_limits_hold_for_a_strangers_host_and_not_for_ones_own() -> None:
    settings = FetchSettings(allow_hosts=("127.0.0.0/8",), concurrency=8, per_host=2)

    async def resolver(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    async with serve(lambda _: Response(200, (), rss(1)), delay_seconds=0.02) as server:
        feeds = [FeedSettings(name=f"{n}", url=f"http://news.example:{server.port}/{n}") for n in range(12)]
        async with Fetcher(settings, resolver=resolver) as fetcher:
            await poll(feeds, {}, settings, NOW, lambda p: None, fetcher=fetcher)
        assert len(server.seen) == 12
        assert server.most_at_once <= 2


async def test_a_partial_answer_is_taken_as_news_only() -> None:
    def handler(request: Request) -> Response:
        if request.header("A-IM") == "feed":
            return Response(226, (("ETag", '"2"'), ("IM", "feed")), rss(1, first=3))
        return Response(200, (("ETag", '"1"'),), rss(3))

    results, _, _ = await rounds(handler, "/a", times=2)
    assert [arrival.guid for arrival in results["/a"].arrivals] == ["Test feed-3"]
    assert results["/a"].state.etag == '"2"'


async def test_a_command_is_an_intake_and_its_failure_is_a_sentence() -> None:
    good = FeedSettings(
        name="good", command=("printf", '{"title":"One","text":"Body","link":"https://a.example/1"}\\n')
    )
    bad = FeedSettings(name="bad", command=("sh", "-c", "echo broken pipe >&2; exit 3"))
    none = FeedSettings(name="none", command=("/no/such/program",))
    results: dict[str, Polled] = {}
    await poll([good, bad, none], {}, SETTINGS, NOW, lambda p: results.update({p.feed.name: p}))
    assert [arrival.title for arrival in results["good"].arrivals] == ["One"]
    assert results["bad"].error == "sh ended with status 3: broken pipe"
    assert "not found" in (results["none"].error or "")


async def test_a_command_that_hangs_is_stopped() -> None:
    settings = replace(SETTINGS, total_seconds=0.2)
    results: list[Polled] = []
    feed = FeedSettings(name="hang", command=("sh", "-c", "sleep 60 & wait"))
    await asyncio.wait_for(poll([feed], {}, settings, NOW, results.append), 20)
    assert "was stopped" in (results[0].error or "")


async def test_a_feed_that_only_the_fenced_parser_may_read_holds_up_no_other() -> None:
    hopeless = b"<rss><channel><title>none</title>" + b"<b><a &x='<>" * 20_000 + b"</channel></rss>"
    order: list[str] = []
    async with serve(
        lambda r: Response(200, (), hopeless if r.path == "/bad" else rss(1)), delay_seconds=0.02
    ) as server:
        bad, good = (FeedSettings(name=name, url=f"{server.url}/{name}") for name in ("bad", "good"))
        slow = FeedSettings(name="slow", command=("sh", "-c", "sleep 0.1; exit 1"))
        await poll([bad, good, slow], {}, SETTINGS, NOW, lambda polled: order.append(polled.feed.name))
    assert order[-1] == "bad"
    assert len(order) == 3


async def test_a_local_file_is_a_feed_and_what_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_bytes(rss(2))
    (tmp_path / "large.xml").write_bytes(b" " * 20_000)
    os.mkfifo(tmp_path / "pipe")
    names = ("feed.xml", "none.xml", "large.xml", "pipe")
    feeds = [FeedSettings(name=name, url=f"file://{tmp_path / name}") for name in names]
    found: dict[str, Polled] = {}
    await poll(feeds, {}, replace(SETTINGS, max_bytes=10_000), NOW, lambda p: found.update({p.feed.name: p}))
    assert len(found["feed.xml"].arrivals) == 2
    errors = {name: (found[name].error or "").partition("(")[2] for name in names[1:]}
    assert errors == {
        "none.xml": "there is no such file)",
        "large.xml": "larger than 0 MB)",
        "pipe": "it is no file)",
    }
