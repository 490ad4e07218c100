"""`watchfloor store reread`: every story an older reader read, marks kept, also while a poller holds the store."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from feeds.reading import READER_VERSION
from store.marks import Marks
from tests.tui.commands_run import environment, watchfloor

CONFIG = '[look]\ntimezone = "UTC"\n'
SAID = "“We will not stop now,” said Ilja Marrow, the foreign minister of Vostra."


@pytest.fixture
def places(tmp_path: Path) -> dict[str, str]:
    """A store of six stories that an older reader read, one of them starred."""
    config, store, rows = tmp_path / "config.toml", tmp_path / "store.db", tmp_path / "rows.jsonl"
    config.write_text(CONFIG, "utf-8")
    made = [
        {
            "source": "m",
            "outlet": "Meridian",
            "title": f"Vostra rejects plan {number}",
            "text": f"Part {number}. {SAID}",
        }
        for number in range(6)
    ]
    rows.write_text("".join(json.dumps(row) + "\n" for row in made), "utf-8")
    found = {"WATCHFLOOR_CONFIG": str(config), "WATCHFLOOR_STORE": str(store)}
    assert watchfloor(tmp_path, "refresh", "--files", str(rows), **found).code == 0
    with Marks(store, "kim") as marks:
        marks.star([2])
    with sqlite3.connect(store) as connection:
        connection.execute("UPDATE reading SET reader = ?", (READER_VERSION - 1,))
    connection.close()
    return found


def readers(places: dict[str, str]) -> list[tuple[int, int]]:
    """(reader, how many stories it read)."""
    connection = sqlite3.connect(places["WATCHFLOOR_STORE"])
    found = connection.execute("SELECT reader, count(*) FROM reading GROUP BY 1").fetchall()
    connection.close()
    return found


def starred(tmp_path: Path, places: dict[str, str]) -> int:
    return len(watchfloor(tmp_path, "stories", "is:starred", "--jsonl", **places).out.splitlines())


def test_stories_are_read_again_once_and_keep_their_marks(tmp_path: Path, places: dict[str, str]) -> None:
    assert watchfloor(tmp_path, "store", "reread", **places).out == "6 stories read again\n"
    assert readers(places) == [(READER_VERSION, 6)]
    assert starred(tmp_path, places) == 1
    assert json.loads(watchfloor(tmp_path, "store", "reread", "--json", **places).out)["read"] == 0


def test_what_was_interrupted_goes_on_where_it_stopped(tmp_path: Path, places: dict[str, str]) -> None:
    with sqlite3.connect(places["WATCHFLOOR_STORE"]) as connection:
        connection.execute("UPDATE reading SET reader = ? WHERE story > 2", (READER_VERSION,))
    connection.close()
    assert watchfloor(tmp_path, "store", "reread", **places).out == "2 stories read again\n"
    assert readers(places) == [(READER_VERSION, 6)]


def test_a_poller_at_work_reads_again_for_whoever_asks(tmp_path: Path, places: dict[str, str]) -> None:
    command = [sys.executable, "-P", "-m", "tui", "-v", "watch", "--log", "json"]
    poller = subprocess.Popen(command, env=environment(tmp_path, **places), stderr=subprocess.PIPE, text=True)
    assert poller.stderr is not None
    try:
        assert json.loads(poller.stderr.readline())["what"] == "started"
        ran = watchfloor(tmp_path, "store", "reread", **places)
        assert (ran.code, ran.out) == (0, "6 stories read again, by the poller\n")
        assert "is asked to read again" in ran.err
        assert readers(places) == [(READER_VERSION, 6)]
        assert starred(tmp_path, places) == 1
    finally:
        poller.terminate()
        poller.communicate(timeout=60)
