"""The wire speaks httpx: what goes out, what is kept open, and what its errors become in words."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from feeds.intake.addresses import AddressRules, RefusedAddressError, resolve
from feeds.intake.http import Answer, Fetcher, Validators
from feeds.intake.wire import CheckedTransport
from feeds.settings import FetchSettings
from tests.servers.loopback import Request, Response, encoded, rss, serve

ROOT = Path(__file__).parents[3]
SETTINGS = FetchSettings(allow_hosts=("127.0.0.1", "proxy.example"), timeout_seconds=2, total_seconds=4)


async def kind_of(url: str, settings: FetchSettings = SETTINGS) -> tuple[str, str]:
    """Kind and words of the error that a request ends in."""
    async with Fetcher(settings) as fetcher:
        answer = await fetcher.fetch(url)
    assert answer.error is not None
    return answer.error.kind, answer.error.words


def feed(request: Request) -> Response:
    return Response(200, (("ETag", '"caf\xe9"'), ("X-Two", "a"), ("X-Two", "b")), rss(1))


async def test_the_transport_is_httpxs_own_kind() -> None:
    async with serve(feed) as server:
        transport = CheckedTransport(AddressRules(("127.0.0.1",)), resolve, most_idle=2)
        async with transport:
            response = await transport.handle_async_request(httpx.Request("GET", server.url))
            assert isinstance(response, httpx.Response)
            assert b"".join([chunk async for chunk in response.aiter_raw()]) == rss(1)


async def test_the_transport_refuses_private_addresses_by_itself() -> None:
    async with serve(feed) as server, CheckedTransport(AddressRules(), resolve, most_idle=2) as transport:
        with pytest.raises(RefusedAddressError, match=r"private address 127\.0\.0\.1"):
            await transport.handle_async_request(httpx.Request("GET", server.url))
        assert server.connections == 0


async def test_a_request_carries_only_what_we_say() -> None:
    async with serve(feed) as server, Fetcher(SETTINGS) as fetcher:
        await fetcher.fetch(server.url + "/a?b=%2F'c'|d")
        sent = server.seen[0]
    assert [name.lower() for name, _ in sent.headers] == ["host", "user-agent", "accept", "accept-encoding"]
    assert sent.header("Host") == server.url.removeprefix("http://")
    assert sent.path == "/a?b=%2F'c'|d"


async def test_a_validator_goes_back_byte_for_byte() -> None:
    async with serve(feed) as server, Fetcher(SETTINGS) as fetcher:
        first = await fetcher.fetch(server.url)
        again = Validators(first.headers["etag"], url=first.url)
        await fetcher.fetch(first.url, validators=again)
        assert server.seen[1].header("If-None-Match") == '"caf\xe9"'
    assert first.headers["x-two"] == "a, b"


async def test_a_connection_is_kept_for_the_next_request() -> None:
    async with serve(feed) as server, Fetcher(SETTINGS) as fetcher:
        answers = [await fetcher.fetch(f"{server.url}/{number}") for number in range(4)]
        assert [answer.status for answer in answers] == [200] * 4
        assert server.connections == 1


async def test_a_connection_is_kept_after_an_answer_without_a_body() -> None:
    async with serve(lambda request: Response(304, (("ETag", '"a"'),))) as server, Fetcher(SETTINGS) as fetcher:
        asked = Validators('"a"', url=server.url + "/")
        answers = [await fetcher.fetch(server.url + "/", validators=asked) for _ in range(3)]
        assert [answer.status for answer in answers] == [304, 304, 304]
        assert server.connections == 1


async def test_a_kept_connection_that_was_closed_is_replaced() -> None:
    async def once(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(encoded(feed(request)))
        await writer.drain()

    async with serve(raw=once) as server, Fetcher(SETTINGS) as fetcher:
        answers = [await fetcher.fetch(server.url) for _ in range(4)]
        assert [answer.status for answer in answers] == [200] * 4
        assert server.connections == 4


async def test_errors_of_httpx_are_told_in_words() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        nobody = f"127.0.0.1:{unused.getsockname()[1]}"
        assert await kind_of(f"http://{nobody}/") == ("refused", "nobody listens there")
    too_long = "http://127.0.0.1/" + "a" * 70_000
    assert (await kind_of(too_long))[0] == "address"


async def test_a_server_that_does_not_encrypt_is_told_in_words() -> None:
    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()
        await reader.read()
        writer.close()

    async with await asyncio.start_server(plain, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        assert await kind_of(f"https://127.0.0.1:{port}/") == ("tls", "no encrypted connection could be made")


async def test_a_name_that_is_not_found_is_told_in_words() -> None:
    async def nowhere(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "not known")

    async with Fetcher(SETTINGS, resolver=nowhere) as fetcher:
        answer = await fetcher.fetch("http://nowhere.example/")
    assert answer.error is not None
    assert (answer.error.kind, answer.error.words) == (
        "name",
        "its name is not found: look at how the address is spelled, or at the network",
    )


async def test_a_proxy_gets_the_name_and_password_of_its_address() -> None:
    async with serve(feed) as proxy:
        address = proxy.url.replace("http://", "http://ann:secret@")
        async with Fetcher(FetchSettings(proxy=address)) as fetcher:
            answers: list[Answer] = [await fetcher.fetch("http://news.example/feed") for _ in range(2)]
        assert [answer.status for answer in answers] == [200, 200]
        assert proxy.seen[0].header("Proxy-Authorization") == "Basic YW5uOnNlY3JldA=="
        assert proxy.connections == 1


async def test_a_proxy_that_refuses_to_pass_on_is_told_in_words() -> None:
    async with serve(lambda request: Response(403)) as proxy:
        assert await kind_of("https://news.example/", FetchSettings(proxy=proxy.url)) == ("proxy", "the proxy refused")
        assert proxy.seen[0].path == "news.example:443"


@pytest.mark.parametrize("proxy", ["gopher://proxy.example:70", "socks4://proxy.example", "http://proxy.example:port"])
async def test_a_proxy_of_another_kind_is_told_in_words(proxy: str) -> None:
    kind, words = await kind_of("http://news.example/", FetchSettings(proxy=proxy))
    assert kind == "proxy"
    assert "cannot be used" in words


def modules_after(code: str) -> set[str]:
    """What an interpreter has loaded after running this."""
    code += "\nimport sys; print('\\n'.join(name for name, module in sys.modules.items() if module))"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(ran.stdout.split())


def test_httpx_is_imported_with_the_first_request_and_without_its_command_line() -> None:
    setup = "import feeds.intake.poll, feeds.intake.articles, feeds.refresh; from feeds.intake.http import Fetcher\n"
    setup += "from feeds.settings import FetchSettings; fetcher = Fetcher(FetchSettings())"
    assert not modules_after(setup) & {"httpx", "httpcore", "h11", "anyio"}
    asked = setup + "\nimport asyncio; asyncio.run(fetcher.fetch('http://127.0.0.1/'))"
    loaded = modules_after(asked)
    assert {"httpx", "httpcore"} <= loaded
    assert not loaded & {"httpx._main", "rich", "pygments", "click"}
