"""refresh, watch and what scripts rely on of them, with real processes, a loopback server and a real store."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.loopback import Request, Response, rss, serve
from tests.tui.commands_run import environment, watchfloor
from tui.demo.session import DemoSession, demo_session


@pytest.fixture
def demo() -> Iterator[DemoSession]:
    with demo_session() as session:
        yield session


def test_a_refresh_stores_and_reads_everything_and_a_second_one_writes_nothing(
    demo: DemoSession, tmp_path: Path
) -> None:
    places = {"WATCHFLOOR_CONFIG": str(demo.config), "WATCHFLOOR_STORE": str(demo.store)}
    first = watchfloor(tmp_path, "refresh", "--json", **places)
    assert first.code == 0, first.err
    summary = json.loads(first.out)
    assert summary["feeds"]["polled"] == len(demo.settings.feeds)
    assert summary["read"] >= summary["stories"]["new"] > 30  # pages of summaries are read when they are there
    before = changes(demo.store)
    again = json.loads(watchfloor(tmp_path, "refresh", "--force", "--json", **places).out)["stories"]
    # The script of the demo may have gone on by one in the meantime.
    assert again["new"] + again["revised"] <= 1
    assert changes(demo.store) - before <= again["new"] + again["revised"]


async def test_feeds_that_were_not_asked_are_told_with_the_reason_and_the_next_time(tmp_path: Path) -> None:
    def answer(request: Request) -> Response:
        if request.path == "/busy":
            return Response(503, (("Retry-After", "1800"),))
        return Response(200, (), rss(1))

    async with serve(answer) as server:
        config = tmp_path / "config.toml"
        feeds = "".join(f'[[feeds]]\nname = "{name}"\nurl = "{server.url}/{name}"\n' for name in ("calm", "busy"))
        config.write_text('[fetch]\nallow_hosts = ["127.0.0.1"]\n' + feeds, "utf-8")
        places = {"WATCHFLOOR_CONFIG": str(config), "WATCHFLOOR_STORE": str(tmp_path / "s.sqlite")}
        for arguments in ((), ("--force",)):
            ran = await asyncio.to_thread(watchfloor, tmp_path, "refresh", *arguments, **places)
        told = r"2 feeds not asked before \d\d:\d\d UTC: 127\.0\.0\.1 asked for a pause; 0 new"
        assert re.search(told, ran.out), ran


async def test_a_refresh_from_cron_raises_the_alerts_and_says_what_could_not_be_delivered(tmp_path: Path) -> None:
    entries = 1

    async with serve(lambda request: Response(200, (), rss(entries))) as server:
        config, sink = tmp_path / "config.toml", tmp_path / "told.json"
        config.write_text(
            f'[fetch]\nallow_hosts = ["127.0.0.1"]\n[[feeds]]\nname = "Meridian"\nurl = "{server.url}/feed"\n'
            f'[alerts.all]\nquery = "feed:Meridian"\ncool_down_minutes = 0\ncommand = ["tee", "{sink}"]\n'
            '[alerts.lost]\nquery = "feed:Meridian"\ncool_down_minutes = 0\ncommand = ["/no/such/program"]\n',
            "utf-8",
        )
        places = {"WATCHFLOOR_CONFIG": str(config), "WATCHFLOOR_STORE": str(tmp_path / "s.sqlite")}
        first = await asyncio.to_thread(watchfloor, tmp_path, "refresh", **places)
        assert (first.code, sink.exists()) == (0, False)  # what is found first is only remembered
        entries = 2
        second = await asyncio.to_thread(watchfloor, tmp_path, "refresh", "--force", **places)
    told = json.loads(sink.read_text("utf-8"))
    assert (told["alert"], len(told["stories"])) == ("all", 1)
    assert second.code == 1
    assert "/no/such/program cannot be run" in second.err


def changes(store: Path) -> int:
    with sqlite3.connect(store) as connection:
        counts = [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("story", "revision")]
    connection.close()
    return int(sum(counts))


def test_files_are_taken_up_without_asking_any_feed(tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Envoy flies to Kyrna\n\nThe envoy of Ardenia flew to Kyrna on Monday for talks.\n", "utf-8")
    ran = watchfloor(
        tmp_path,
        "--store",
        str(tmp_path / "s.sqlite"),
        "refresh",
        "--files",
        str(note),
        "--outlet=Selm Daily",
        "--json",
    )
    assert ran.code == 0, ran.err
    assert json.loads(ran.out)["feeds"] == {"polled": 0, "unchanged": 0, "failed": 0}
    assert json.loads(ran.out)["stories"] == {"new": 1, "revised": 0, "unchanged": 0}


@pytest.mark.parametrize("name", ["missing.txt", "empty.txt", "binary.txt"])
def test_a_file_that_cannot_be_read_is_one_line_and_exit_code_one(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    good = tmp_path / "good.txt"
    good.write_text("Talks in Kyrna\n\nTalks went on in Kyrna.\n", "utf-8")
    store = str(tmp_path / "s.sqlite")
    ran = watchfloor(tmp_path, "--store", store, "refresh", "--files", str(tmp_path / name), str(good), "--json")
    document = json.loads(ran.out)
    assert ran.code == 1
    assert len(document["errors"]) == 1
    assert name in document["errors"][0]["feed"]
    assert document["stories"]["new"] == 1


def test_an_unknown_feed_is_a_mistake_with_the_nearest_name(demo: DemoSession, tmp_path: Path) -> None:
    name = demo.settings.feeds[0].name
    ran = watchfloor(tmp_path, "--config", str(demo.config), "refresh", "--feed", name[:-1], "--json")
    assert ran.code == 2
    assert f"did you mean {name!r}" in ran.err
    assert json.loads(ran.out)["errors"]


def test_a_config_with_mistakes_is_told_in_full_and_nothing_is_polled(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('pakcs = []\n[fetch]\nper_host = "two"\n', "utf-8")
    ran = watchfloor(tmp_path, "--config", str(config), "refresh", "--json")
    assert ran.code == 2
    assert "config.toml:1: pakcs" in ran.err
    assert "config.toml:3: fetch.per_host" in ran.err
    assert "Traceback" not in ran.err
    assert len(json.loads(ran.out)["errors"]) == 1


@pytest.mark.parametrize("content", [b"this is no database at all" * 9, b"SQLite format 3\x00" * 20])
def test_a_file_that_is_no_store_is_refused_and_left_as_it_was(tmp_path: Path, content: bytes) -> None:
    store = tmp_path / "notes.sqlite"
    store.write_bytes(content)
    note = tmp_path / "note.txt"
    note.write_text("A\n\nB.\n", "utf-8")
    ran = watchfloor(tmp_path, "--store", str(store), "refresh", "--files", str(note))
    assert ran.code == 4
    assert "Traceback" not in ran.err
    assert store.read_bytes() == content


def test_the_poller_holds_the_lease_reloads_on_hangup_and_ends_on_term(demo: DemoSession, tmp_path: Path) -> None:
    places = {"WATCHFLOOR_CONFIG": str(demo.config), "WATCHFLOOR_STORE": str(demo.store)}
    poller = subprocess.Popen(
        [sys.executable, "-P", "-m", "tui", "-v", "watch", "--log", "json"],
        env=environment(tmp_path, **places),
        stderr=subprocess.PIPE,
        text=True,
    )
    assert poller.stderr is not None
    lines = (json.loads(line) for line in poller.stderr)
    try:
        assert next(lines)["what"] == "started"
        assert next(line for line in lines if line["what"] == "refreshed")["new"] > 30
        held = watchfloor(tmp_path, "refresh", **places)
        assert held.code == 3
        assert "another poller is at work" in held.err
        demo.config.write_text("nonsense = 1\n", "utf-8")
        poller.send_signal(signal.SIGHUP)
        kept = next(line for line in lines if line["level"] == "error")
        assert "old one stays" in kept["what"]
        assert "nonsense" in kept["mistakes"]
        poller.terminate()
        assert next(line for line in lines if line["what"] == "stopped")
        assert poller.wait(30) == 0
    finally:
        poller.kill()
        poller.wait()
        poller.stderr.close()


def test_a_reader_of_our_output_that_goes_away_ends_it_quietly(tmp_path: Path) -> None:
    rows = "".join(json.dumps({"id": str(number), "text": "Talks went on."}) + "\n" for number in range(300))
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "tui", "explain", "--jsonl"],
        env=environment(tmp_path),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdin.write(rows.encode()[:2000])
    process.stdin.flush()
    assert process.stdout.readline()
    process.stdout.close()
    try:
        process.stdin.write(rows.encode())
        process.stdin.close()
    except BrokenPipeError:
        pass
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == 0
