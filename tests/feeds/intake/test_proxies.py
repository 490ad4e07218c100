"""Proxies of every kind: what reaches them, what they are not asked for, and what their refusals become in words."""

from __future__ import annotations

import asyncio

import pytest

from feeds.intake.http import Answer, Fetcher, proxy_for
from feeds.settings import FetchSettings
from tests.servers.loopback import Request, Response, rss, serve
from tests.servers.socks import serve_socks


def feed(_: Request) -> Response:
    return Response(200, (), rss(1))


async def asked(proxy: str, url: str = "http://news.example/feed", **options: object) -> Answer:
    async with Fetcher(FetchSettings(proxy=proxy, timeout_seconds=5, total_seconds=10), **options) as fetcher:  # type: ignore[arg-type]
        return await fetcher.fetch(url)


async def test_socks5h_leaves_the_name_to_the_proxy() -> None:
    async def resolver(host: str, port: int) -> list[str]:
        raise AssertionError(f"{host} was looked up here")

    async with serve(feed) as server, serve_socks(server.port) as proxy:
        answer = await asked(proxy.address(), resolver=resolver)
    assert (answer.status, answer.body) == (200, rss(1))
    assert proxy.asked == [("news.example", 80)]
    assert server.seen[0].header("Host") == "news.example"


async def test_socks5_hands_over_the_address_that_was_checked() -> None:
    async def resolver(host: str, port: int) -> list[str]:
        return ["10.0.0.1", "93.184.215.14"]

    async with serve(feed) as server, serve_socks(server.port) as proxy:
        answer = await asked(proxy.address("socks5"), resolver=resolver)
    assert answer.status == 200
    assert proxy.asked == [("93.184.215.14", 80)]


async def test_a_connection_through_socks_is_kept() -> None:
    async with serve(feed) as server, serve_socks(server.port) as proxy:
        async with Fetcher(FetchSettings(proxy=proxy.address())) as fetcher:
            answers = [await fetcher.fetch(f"http://news.example/{number}") for number in range(3)]
        assert [answer.status for answer in answers] == [200] * 3
        assert len(proxy.asked) == 1


async def test_a_login_is_given_and_can_stand_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    async with serve(feed) as server, serve_socks(server.port, login="ann:secret") as proxy:
        monkeypatch.setenv("TUNNEL", proxy.address(login="ann:secret@"))
        assert (await asked("env:TUNNEL")).status == 200
        assert proxy.logins == ["ann:secret"]
        wrong = await asked(proxy.address(login="ann:guess@"))
        none = await asked(proxy.address())
    assert wrong.error is not None
    assert wrong.error.words == "the proxy does not accept the name and password"
    assert none.error is not None
    assert none.error.words == "the proxy wants a name and password: socks5h://NAME:PASSWORD@HOST:PORT"


@pytest.mark.parametrize(("reply", "words"), [(2, "does not allow it"), (5, "nobody listens there"), (99, "(99)")])
async def test_what_a_socks_proxy_refuses_is_told_in_words(reply: int, words: str) -> None:
    async with serve(feed) as server, serve_socks(server.port, reply=reply) as proxy:
        answer = await asked(proxy.address())
    assert answer.error is not None
    assert answer.error.kind == "proxy"
    assert words in answer.error.words


async def test_a_proxy_that_is_no_socks_proxy_is_told_in_words() -> None:
    async def web(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(web, "127.0.0.1", 0) as server:
        answer = await asked(f"socks5h://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    assert answer.error is not None
    assert answer.error.words == "the proxy does not speak SOCKS 5"


async def test_socks_is_no_way_around_the_address_check() -> None:
    async def resolver(host: str, port: int) -> list[str]:
        return ["192.168.0.9"]

    async with serve(feed) as server, serve_socks(server.port) as proxy:
        for scheme, url in (("socks5h", "http://169.254.169.254/latest"), ("socks5", "http://rebound.example/")):
            answer = await asked(proxy.address(scheme), url, resolver=resolver)
            assert answer.error is not None
            assert answer.error.kind == "refused address"
        assert proxy.asked == []


@pytest.mark.parametrize(
    ("environment", "url", "proxy"),
    [
        ({"ALL_PROXY": "socks5h://127.0.0.1:9050"}, "https://a.example/", "socks5h://127.0.0.1:9050"),
        ({"https_proxy": "proxy.example:3128"}, "https://a.example/", "http://proxy.example:3128"),
        ({"https_proxy": "http://p:1", "no_proxy": "b.example, .a.example"}, "https://www.a.example/", ""),
        ({"https_proxy": "http://p:1", "no_proxy": "a.example"}, "https://nota.example/", "http://p:1"),
        ({"https_proxy": "http://p:1", "NO_PROXY": "*"}, "https://a.example/", ""),
        ({"HTTP_PROXY": "http://p:1"}, "http://a.example/", ""),
    ],
)
def test_the_environment_names_the_proxy_where_the_config_does_not(
    environment: dict[str, str], url: str, proxy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert proxy_for(url, "") == proxy
    assert proxy_for(url, "none") == ""
    assert proxy_for(url, "http://mine:1") == "http://mine:1"


async def test_a_feed_may_go_direct_where_the_others_do_not() -> None:
    async with serve(feed) as server:
        settings = FetchSettings(proxy="http://127.0.0.1:9", allow_hosts=("127.0.0.1",))
        async with Fetcher(settings) as fetcher:
            assert (await fetcher.fetch(server.url, proxy="none")).status == 200
