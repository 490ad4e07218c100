"""`feeds check` tells health without asking anybody; with --now it asks conditionally and keeps what comes."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from tests.servers.loopback import Request, Response, rss, serve
from tests.tui.commands_run import Ran, watchfloor


def handler(request: Request) -> Response:
    if request.path == "/broken":
        return Response(404)
    return Response(304) if request.header("If-None-Match") else Response(200, (("ETag", '"1"'),), rss(3))


async def test_health_is_told_without_asking_and_asked_conditionally(tmp_path: Path) -> None:
    async with serve(handler) as server:
        config = tmp_path / "config.toml"
        config.write_text(
            '[fetch]\nallow_hosts = ["127.0.0.1"]\n'
            f'[[feeds]]\nname = "Good"\nurl = "{server.url}/good"\n'
            f'[[feeds]]\nname = "Broken"\nurl = "{server.url}/broken"\n',
            "utf-8",
        )
        places = ("--config", str(config), "--store", str(tmp_path / "store.sqlite"))

        async def run(*arguments: str) -> Ran:
            return await asyncio.to_thread(watchfloor, tmp_path, *places, *arguments)

        before = await run("feeds", "check", "--json")
        assert [row["standing"] for row in json.loads(before.out)["feeds"]] == ["new", "new"]
        assert server.seen == []
        first = await run("feeds", "check", "--now", "--json")
        found = json.loads(first.out)
        assert first.code == 1
        assert [row["standing"] for row in found["feeds"]] == ["ok", "failing"]
        assert "404" in found["errors"][0]["what"]
        await run("feeds", "check", "--now", "Good")
        good = [request for request in server.seen if request.path == "/good"]
        assert [request.header("If-None-Match") for request in good] == [None, '"1"']
        told = await run("feeds", "check")
        assert any(line.startswith("  Broken: ") and "404" in line for line in told.err.splitlines())
