"""Whatever a server does, its feed ends in a clear state within the deadline, and memory stays flat."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import httpx
import pytest

from feeds.intake.http import Fetcher
from feeds.settings import FetchSettings
from tests.servers import hostile
from tests.servers.loopback import Loopback, Request, Response, rss, serve

ROOT = Path(__file__).parents[3]
TOTAL_SECONDS = 4.0
MOST_MEGABYTES = 150

CLEAR = {
    "/bomb": "unpacks to more than",
    "/stacked": "stacked encodings",
    "/stacked-unsaid": "",
    "/unknown-encoding": "was not asked for",
    "/damaged": "damaged compression",
    "/drip": "no complete answer within",
    "/head-drip": "",
    "/endless": "larger than",
    "/boastful": "1000 MB is larger than",
    "/silent": "did not answer in time",
    "/babble": "does not speak HTTP",
    "/cut": "does not speak HTTP",
    "/circle": "in a circle",
    "/inside": "private address 127.0.0.2",
    "/elsewhere": "no web address",
    "/entities": "",
    "/unclosed": "",
    "/hopeless": "no readable feed",
    "/json": "JSON",
    "/brackets": "",
    "/ampersands": "",
}


async def polled(server: Loopback, *paths: str) -> dict[str, dict[str, object]]:
    """A process of its own polls the paths; its deadline and its memory are checked here."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.servers.polling",
        str(TOTAL_SECONDS),
        *(server.url + path for path in paths),
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
    )
    output, _ = await process.communicate()
    answer = json.loads(output)
    assert answer["megabytes"] < MOST_MEGABYTES
    rows = {name.removeprefix(server.url): row for name, row in answer["feeds"].items()}
    assert set(rows) == set(paths)
    assert all(row["next"] for row in rows.values())
    return rows


async def test_every_attack_ends_in_a_clear_failure() -> None:
    hostile.prepare()
    async with serve(raw=hostile.answer) as server:
        rows = await polled(server, *CLEAR)
    for path, words in CLEAR.items():
        assert rows[path]["outcome"] in ("failed", "new"), path
        assert words in str(rows[path]["error"] or ""), path
        assert rows[path]["arrivals"] == 0 or rows[path]["longest"] < 5_000_000, path


async def test_a_hundred_thousand_entries_and_deep_nesting_are_read_as_far_as_sense_goes() -> None:
    async with serve(raw=hostile.answer) as server:
        rows = await polled(server, "/many", "/nested")
    assert (rows["/many"]["outcome"], rows["/many"]["arrivals"]) == ("new", 2000)
    assert "only the first 2000" in str(rows["/many"]["notes"])
    assert rows["/nested"]["arrivals"] == 1


async def test_an_answer_that_changes_between_look_and_dial_is_refused() -> None:
    """DNS rebinding: the name is resolved once for each connection, and what is dialled is what was checked."""
    answers = [["127.0.0.1"], ["203.0.113.9", "127.0.0.1"]]

    async def resolver(host: str, port: int) -> list[str]:
        return answers.pop(0)

    async with Fetcher(FetchSettings(timeout_seconds=0.3, total_seconds=1), resolver=resolver) as fetcher:
        first = await fetcher.fetch("http://rebound.example/feed")
        second = await fetcher.fetch("http://rebound.example/feed")
    assert first.error is not None
    assert first.error.kind == "refused address"
    assert second.error is not None
    assert second.error.kind in ("connect", "timeout", "refused address")
    assert answers == []


@pytest.mark.parametrize(
    "address",
    [
        "http://127.1/", "http://0x7f.1/", "http://2130706433/", "http://017700000001/", "http://[::1]/",
        "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://169.254.169.254/latest", "http://100.64.1.1/",
        "http://10.0.0.1/", "http://0.0.0.0/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://localhost/",
    ],
)  # fmt: skip
async def test_no_spelling_of_a_private_address_is_dialled(address: str) -> None:
    async with Fetcher(FetchSettings(timeout_seconds=1, total_seconds=2)) as fetcher:
        answer = await fetcher.fetch(address)
    assert answer.error is not None
    assert answer.error.kind in ("refused address", "name")


class Scripted(httpx.AsyncBaseTransport):
    """A transport that answers by address, for what a loopback server cannot be: encrypted."""

    def __init__(self, answers: dict[str, Response]) -> None:
        self.answers = answers
        self.asked: list[tuple[str, dict[str, str]]] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append((str(request.url), dict(request.headers)))
        response = self.answers[str(request.url)]
        return httpx.Response(response.status, headers=list(response.headers), stream=httpx.ByteStream(response.body))


async def test_https_is_never_downgraded() -> None:
    server = Scripted({"https://a.example/": Response(301, (("Location", "http://a.example/"),))})
    answer = await Fetcher(FetchSettings(), transport=server).fetch("https://a.example/")
    assert answer.error is not None
    assert "unencrypted" in answer.error.words


async def test_credentials_go_to_their_own_origin_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FEED_KEY", "opensesame")
    moved = Response(302, (("Location", "https://b.example/"),))
    server = Scripted({"https://a.example/f": moved, "https://b.example/": Response(200, (), rss(1))})
    answer = await Fetcher(FetchSettings(), transport=server).fetch(
        "https://user:pass@a.example/f", headers={"X-Key": "env:FEED_KEY"}
    )
    assert answer.status == 200
    first, second = server.asked
    assert first[0] == "https://a.example/f"
    assert first[1]["x-key"] == "opensesame"
    assert first[1]["authorization"] == "Basic dXNlcjpwYXNz"
    assert "x-key" not in second[1]
    assert "authorization" not in second[1]


async def test_a_missing_secret_is_said_without_asking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FEED_KEY", raising=False)
    server = Scripted({})
    answer = await Fetcher(FetchSettings(), transport=server).fetch(
        "https://a.example/", headers={"X-Key": "env:FEED_KEY"}
    )
    assert answer.error is not None
    assert answer.error.words == "the environment variable FEED_KEY is not set"
    assert server.asked == []


async def test_a_proxy_is_used_and_its_target_named() -> None:
    async with serve(lambda request: Response(200, (), rss(1))) as proxy:
        settings = FetchSettings(proxy=proxy.url)
        async with Fetcher(settings) as fetcher:
            answer = await fetcher.fetch("http://news.example/feed")
        assert answer.status == 200
        assert proxy.seen[0].path == "http://news.example/feed"


async def test_a_proxy_is_no_way_around_the_address_check() -> None:
    async with serve(lambda request: Response(200, (), rss(1))) as proxy:
        async with Fetcher(FetchSettings(proxy=proxy.url)) as fetcher:
            answer = await fetcher.fetch("http://169.254.169.254/latest")
        assert answer.error is not None
        assert answer.error.kind == "refused address"
        assert proxy.seen == []


async def test_a_header_cannot_be_smuggled_in_by_a_redirect() -> None:
    def handler(request: Request) -> Response:
        if request.path == "/a":
            return Response(302, (("Location", "/b c\tX: y\u00e9"),))
        return Response(200, (), rss(1))

    async with serve(handler) as server, Fetcher(FetchSettings(allow_hosts=("127.0.0.1",))) as fetcher:
        answer = await fetcher.fetch(server.url + "/a")
        assert answer.status == 200
        assert all(request.header("X") is None for request in server.seen)
