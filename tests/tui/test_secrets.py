"""No command prints a secret of the config, whatever it is asked for, and none is stored or logged."""

from __future__ import annotations

import asyncio
from base64 import b64decode
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.intake.poll import Polled, poll
from feeds.settings import FeedSettings, FetchSettings
from feeds.story import FeedState
from tests.servers.loopback import Request, Response, rss, serve
from tests.tui.commands_run import Ran, watchfloor

CONFIG = """
packs = []
[fetch]
proxy = "http://user:s3cret@127.0.0.1:9"
[[feeds]]
name = "Own"
url = "http://user:s3cret@127.0.0.1:9/feed?token=s3cret"
headers = { X-Key = "s3cret", X-Other = "env:OTHER" }
basic_auth = "env:LOGIN"
proxy = "http://user:s3cret@127.0.0.1:9"
[alerts.truce]
query = "thread:ceasefire"
webhook = "http://127.0.0.1:9/s3cret"
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    place = home / "config" / "watchfloor" / "config.toml"
    place.parent.mkdir(parents=True)
    place.write_text(CONFIG, "utf-8")
    return home


@pytest.mark.parametrize(
    "command",
    [
        "config show",
        "config check",
        "config check --json",
        "--verbose refresh --force",
        "--verbose refresh --force --json",
        "--verbose watch --once",
        "feeds list --json",
        "feeds check --json",
        "feeds export",
        "alerts list --json",
        "doctor",
        "store info",
    ],
)
def test_no_secret_is_printed(home: Path, command: str) -> None:
    ran = watchfloor(home, *command.split(), OTHER="s3cret", LOGIN="user:s3cret")
    assert ran.code in (0, 1), ran.err
    assert "Traceback" not in ran.err
    assert "s3cret" not in ran.out + ran.err


class Guarded:
    """A feed that wants four secrets, and a page that wants two of them."""

    def __init__(self) -> None:
        self.asked: list[Request] = []

    def __call__(self, request: Request) -> Response:
        self.asked.append(request)
        if request.path == "/robots.txt":
            return Response(404)
        login = b64decode((request.header("Authorization") or "").removeprefix("Basic "))
        if request.header("X-Key") != "s3cret-key" or not login.startswith(b"ann:s3cret-"):
            return Response(401)
        if request.path == "/story":
            told = "".join(f"<p>Paragraph {n} tells at length what the envoy did in Kyrna.</p>" for n in range(6))
            return Response(200, (("Content-Type", "text/html"),), f"<article>{told}</article>".encode())
        if request.header("If-None-Match"):
            return Response(304)
        item = f"<item><title>Envoy</title><guid>1</guid><link>http://{request.header('Host')}/story</link></item>"
        return Response(200, (("ETag", '"1"'),), f"<rss><channel><title>t</title>{item}</channel></rss>".encode())


async def test_no_secret_reaches_the_store_or_the_log(tmp_path: Path) -> None:
    owner = Guarded()
    (tmp_path / "key").write_text("s3cret-key\n", "utf-8")
    async with serve(owner) as server:
        address = server.url.replace("http://", "http://ann:s3cret-word@")
        rows = [
            '[fetch]\nallow_hosts = ["127.0.0.1"]\n',
            f'[[feeds]]\nname = "Token"\nurl = "{address}/feed?token=s3cret-token"\nfull_text = true\n',
            f'[[feeds]]\nname = "Login"\nurl = "{server.url}/login"\nbasic_auth = "env:LOGIN"\n',
            '[[feeds]]\nname = "Command"\ncommand = ["sh", "-c", "exit 3", "s3cret-argument"]\n',
        ]
        rows[1] += f'headers = {{ X-Key = "file:{tmp_path / "key"}" }}\n'
        rows[2] += f'headers = {{ X-Key = "file:{tmp_path / "key"}" }}\n'
        config, store = tmp_path / "config.toml", tmp_path / "data" / "store.sqlite"
        store.parent.mkdir()
        config.write_text("".join(rows), "utf-8")

        async def run(*arguments: str) -> Ran:
            places = ("--config", str(config), "--store", str(store), "--verbose")
            return await asyncio.to_thread(watchfloor, tmp_path, *places, *arguments, LOGIN="ann:s3cret-login")

        said = [
            await run("watch", "--once", "--log", "json"),
            await run("refresh", "--force"),
            await run("feeds", "check"),
        ]
    feeds = [request for request in owner.asked if request.path in ("/feed?token=s3cret-token", "/login")]
    assert [bool(request.header("If-None-Match")) for request in feeds] == [False, False, True, True]
    assert "/story" in [request.path for request in owner.asked]
    assert "s3cret" not in "".join(ran.out + ran.err for ran in said)
    kept = [path for path in store.parent.rglob("*") if path.is_file()]
    assert kept
    for path in kept:
        assert b"s3cret" not in path.read_bytes(), path


async def test_what_an_earlier_version_stored_is_cleaned_and_asked_conditionally(tmp_path: Path) -> None:
    def handler(request: Request) -> Response:
        return Response(304) if request.header("If-None-Match") == '"1"' else Response(200, (), rss(1))

    async with serve(handler) as server:
        url = server.url.replace("http://", "http://ann:s3cret@") + "/feed?key=s3cret"
        asked = server.url + "/feed?key=s3cret"
        old = {"a": FeedState("a", url, etag='"1"', validators_url=asked)}
        results: list[Polled] = []
        settings = FetchSettings(allow_hosts=("127.0.0.1",))
        await poll([FeedSettings(name="a", url=url)], old, settings, datetime.now(UTC), results.append)
    assert results[0].outcome == "unchanged"
    assert "s3cret" not in repr(results[0].state)
