"""What README and SECURITY promise and no other test holds: the first run, formats, who is asked, links, languages."""

from __future__ import annotations

import asyncio
import contextlib
import csv
import fcntl
import json
import os
import pty
import re
import select
import signal
import sqlite3
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from store.errors import StoreReadOnly
from store.queries import Queries
from tests.servers.loopback import Request, Response, rss, serve
from tests.tui.commands_run import ROOT, environment
from tests.tui.desk_store import fill_store, settle
from tests.tui.test_starting import looking
from tui.app import WatchfloorApp
from tui.commands.run import run
from tui.look import LookSettings

NOBODY = "http://127.0.0.1:9"
"""A proxy where nobody listens: whatever is asked of the world outside ends there."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill_store(tmp_path_factory.mktemp("promises") / "stories.sqlite", 8)


def test_a_first_run_writes_config_and_store_to_the_platforms_places_says_where_and_polls_at_once(
    tmp_path: Path,
) -> None:
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(tmp_path)
        outside = environment(tmp_path, TERM="xterm-256color", HTTPS_PROXY=NOBODY, HTTP_PROXY=NOBODY, ALL_PROXY=NOBODY)
        os.execvpe(sys.executable, [sys.executable, "-P", "-m", "tui"], outside)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 45, 200, 0, 0))
    config, kept = tmp_path / "config/watchfloor/config.toml", tmp_path / "data/watchfloor/watchfloor.sqlite"
    told, end = b"", time.monotonic() + 60
    try:
        while time.monotonic() < end and not (_polled(kept) and b"first run: config written to" in told):
            if select.select([terminal], [], [], 0.2)[0]:
                told += os.read(terminal, 1 << 16)
    finally:
        os.kill(process, signal.SIGTERM)
        while select.select([terminal], [], [], 15)[0]:
            try:
                told += os.read(terminal, 1 << 16)
            except OSError:
                break
        os.waitpid(process, 0)
        os.close(terminal)
    said = re.sub(r"\s+", " ", told.decode(errors="replace"))
    assert f"first run: config written to {config}, stories are kept in {kept}" in said
    assert config.read_text("utf-8") == (ROOT / "config.example.toml").read_text("utf-8")
    assert _polled(kept)


def _polled(store: Path) -> bool:
    """Whether a poller has been at work on a store."""
    if not store.exists():
        return False
    try:
        with contextlib.closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as connection:
            return bool(connection.execute("SELECT count(*) FROM poller WHERE state <> ''").fetchone()[0])
    except sqlite3.Error:
        return False


@pytest.mark.parametrize("command", ["stories", "quotes", "statements", "timeline", "actors", "clusters"])
def test_everything_on_the_screen_comes_as_a_table_as_json_as_lines_and_as_csv(
    store: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def told(*form: str) -> str:
        assert run(["--store", str(store), command, *form]) == 0
        return capsys.readouterr().out

    (rows,) = [value for value in json.loads(told("--json")).values() if isinstance(value, list) and value]
    assert len(told().splitlines()) >= len(rows)
    assert [json.loads(line) for line in told("--jsonl").splitlines()] == rows
    assert len(list(csv.reader(told("--csv").splitlines()))) == len(rows) + 1


def test_a_story_in_another_language_is_kept_threaded_and_found_and_not_read_for_quotes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, config = tmp_path / "a.txt", tmp_path / "config.toml"
    path.write_text(
        "Посол сказав, що переговори відбудуться\n\n«Ми не зупинимося», – сказав посол Вострії в четвер у Кирні.\n\n"
        "Перемир’я триває, і сторони говорять далі про перемир’я в долині.\n",
        "utf-8",
    )
    config.write_text('[threads.truce]\ntitle = "Truce"\nany = ["перемир*:4"]\n', "utf-8")

    def told(*arguments: str) -> dict[str, list[dict[str, object]]]:
        capsys.readouterr()
        assert run(["--config", str(config), "--store", str(tmp_path / "s.sqlite"), *arguments]) == 0
        found: dict[str, list[dict[str, object]]] = json.loads(capsys.readouterr().out)
        return found

    told("refresh", "--files", str(path), "--json")
    (story,) = told("stories", "thread:truce", "переговори", "--json")["stories"]
    assert str(story["threads"]).count("truce") == 1
    for command in ("quotes", "statements", "timeline"):
        assert not any(rows for rows in told(command, "--json").values() if isinstance(rows, list))


async def test_nobody_is_asked_but_the_servers_of_the_config_and_pages_only_where_it_says_so(tmp_path: Path) -> None:
    watching = tmp_path / "watching.py"
    watching.write_text(
        "import sys\n"
        "def told(event, arguments):\n"
        "    if event in ('socket.connect', 'socket.getaddrinfo'):\n"
        "        print('ASKED', event, arguments[1] if event == 'socket.connect' else arguments[:2], file=sys.stderr)\n"
        "sys.addaudithook(told)\n"
        "from tui.__main__ import main\n"
        "sys.exit(main())\n",
        "utf-8",
    )

    def answer(request: Request) -> Response:
        if request.path in ("/open", "/closed"):
            link = f"http://{request.header('Host')}{request.path}/story"
            return Response(200, (), re.sub(rb"https://stories\.example[^<]*", link.encode(), rss(1)))
        return Response(404)

    async with serve(answer) as server:
        config = tmp_path / "config.toml"
        feeds = "".join(
            f'[[feeds]]\nname = "{name}"\nurl = "{server.url}/{name}"\nfull_text = {full}\n'
            for name, full in (("open", "true"), ("closed", "false"))
        )
        config.write_text('[fetch]\nallow_hosts = ["127.0.0.1"]\n' + feeds, "utf-8")

        def ask(*arguments: str) -> subprocess.CompletedProcess[str]:
            command = [sys.executable, "-P", str(watching), "--config", str(config), *arguments]
            return subprocess.run(command, capture_output=True, text=True, env=environment(tmp_path), timeout=120)

        refreshed = await asyncio.to_thread(ask, "refresh")
        asked = re.findall(r"ASKED (\S+) (.*)", refreshed.stderr)
        assert asked
        assert {where for _, where in asked} == {f"('127.0.0.1', {server.port})"}, asked
        assert not [path for path in server.paths() if path.startswith("/closed/")]
        assert any(path in ("/open/story", "/robots.txt") for path in server.paths())
        for command in ("stories", "brief", "feeds list"):
            ran = await asyncio.to_thread(ask, *command.split())
            assert "ASKED" not in ran.stderr, (command, ran.stderr)


def test_a_reader_of_the_store_cannot_write_it(store: Path) -> None:
    with Queries(store) as queries, pytest.raises(StoreReadOnly, match="cannot be written"):
        queries.rows("DELETE FROM story", ())


class Recording(WatchfloorApp):
    """The dashboard, which notes what a browser would be asked to open."""

    CSS_PATH = str(ROOT / "tui" / "styles" / "desk.tcss")
    opened: list[str]

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        self.opened.append(url)


async def test_a_link_is_opened_on_its_key_only_and_only_when_it_is_of_the_web(tmp_path: Path) -> None:
    links = (
        "https://news.example/1",
        "javascript:alert(1)",
        "http://news.example/3",
        "file:///etc/hostname",
        "ssh://a",
    )
    path, source = tmp_path / "stories.sqlite", tmp_path / "links.jsonl"
    rows = [
        {"source": "a", "title": f"Talks {n}", "link": link, "text": "They met.", "published": f"2025-03-{20 - n}"}
        for n, link in enumerate(links)
    ]
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert run(["--store", str(path), "refresh", "--files", str(source)]) == 0
    app = Recording(looking(LookSettings()), path, watch=False)
    app.opened = []
    async with app.run_test(size=(150, 40)) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("q")
        assert app.opened == []
        for _ in links:
            await pilot.press("o")
            await settle(pilot)
            await pilot.press("j")
    assert app.opened == [link for link in links if link.startswith("http")]


def test_the_dashboard_in_a_browser_listens_on_this_machine_alone() -> None:
    from tui.commands.web import web

    assert {option.name: option.default for option in web.params}["host"] == "localhost"
