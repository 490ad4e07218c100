"""The first hour as docs/first-hour.md has it: every command of the page, in order, on a machine with nothing."""

from __future__ import annotations

import asyncio
import re
import shlex
import textwrap
from pathlib import Path

import pytest

from tests.servers.loopback import Request, Response, rss, serve
from tests.tui.commands_run import ROOT
from tui.commands.run import run

ARTICLE = (
    "Talks resume in Selm\n\n12 March 2031\n\n“We will not stop now,” said Ilja Marrow, the minister of Vostra, "
    "in Kyrna on Wednesday. Vostra recalled its ambassador to Ardenia and expelled two Ardenian diplomats on Tuesday.\n"
)
PAGE = (ROOT / "docs" / "first-hour.md").read_text("utf-8")
_SPANS = re.findall(r"`(?:\.venv/bin/)?(watchfloor [^`\n]+)`", re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL))
COMMANDS = [words for span in _SPANS if (words := shlex.split(span))[1] != "demo"]


def test_the_page_has_commands_for_each_of_its_steps() -> None:
    assert {words[1] for words in COMMANDS} == {"config", "feeds", "add", "explain", "threads", "brief", "alerts"}


async def test_every_step_works_as_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for kind in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind.lower()))
    for name in ("WATCHFLOOR_CONFIG", "WATCHFLOOR_STORE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("article.txt", "article.html"):
        Path(name).write_text(ARTICLE, "utf-8")
    (tmp_path / "cuttings").mkdir()
    (tmp_path / "cuttings" / "one.txt").write_text(ARTICLE, "utf-8")

    def answer(request: Request) -> Response:
        if request.path == "/":
            link = b'<link rel="alternate" type="application/rss+xml" href="/rss">'
            return Response(200, (("Content-Type", "text/html"),), b"<html><head>" + link + b"</head></html>")
        return Response(200, (), rss(3)) if request.path == "/rss" else Response(404)

    async with serve(answer) as server:
        config = tmp_path / "config" / "watchfloor" / "config.toml"
        assert await asyncio.to_thread(run, ["config", "init"]) == 0
        own = config.read_text("utf-8")
        own = re.sub(r"(?m)^packs = .*", "packs = []", own)
        own = re.sub(r"(?m)^allow_hosts = .*", 'allow_hosts = ["127.0.0.1"]', own)
        pieces = re.findall(r"^ *```toml\n(.*?)^ *```", PAGE, re.DOTALL | re.MULTILINE)
        config.write_text("\n".join([own, *(textwrap.dedent(piece) for piece in pieces)]), "utf-8")
        told = {}
        for words in COMMANDS:
            given = [server.url + "/" if word == "https://example.org/" else word for word in words[1:]]
            if ">" in given:
                given = given[: given.index(">")]
            capsys.readouterr()
            code = await asyncio.to_thread(run, given)
            shown = capsys.readouterr()
            assert code == 0, (given, shown)
            told[" ".join(words[1:3])] = shown.out
        assert await asyncio.to_thread(run, ["refresh"]) == 0
        capsys.readouterr()
        assert await asyncio.to_thread(run, ["stories"]) == 0
    stories = capsys.readouterr().out
    assert str(config) in told["config path"]
    assert "added Test feed" in told["feeds add"]
    assert "“We will not stop now,”" in told["explain article.txt"]
    assert told["brief --since"].startswith("<!doctype html>")
    assert "My cuttings" in stories
    assert "Story 2 of Test feed" in stories
