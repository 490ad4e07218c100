"""Catch-up and positions over two batches of stories: what turned since the last look, what was only said again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store.marks import Marks
from store.queries import Queries
from store.query import parse
from tests.tui.desk_store import lines_of, settle
from tests.tui.terminal import ROOT
from tests.tui.test_golden import SAID
from tui.app import WatchfloorApp
from tui.screens.positions import words_of
from tui.sections import read_settings

NOW = datetime.now(UTC).replace(microsecond=0)
SOON, LATER_ON = (f"{NOW + timedelta(days=days):%A}" for days in (3, 5))
"""Days that lie ahead of every story here, on whatever day and at whatever hour this runs."""
TALKS = (
    f"Envoys of Ardenia and Vostra will meet in Selm on {SOON}, the foreign ministry of Ardenia said. “We will stay "
    "until it is done,” said Tomas Reyl, the defence minister of Ardenia. A ceasefire would be discussed."
)
LATER = (
    f"Vostra will host a ceasefire conference in Kyrna on {LATER_ON}, its government announced. The war has lasted two "
    "winters. “We shall come with open hands,” said Tomas Reyl, the defence minister of Ardenia."
)


def take(store: Path, *stories: tuple[str, str, str, float]) -> None:
    """Reads stories of (outlet, title, text, hours ago) as an analyst would."""
    source = store.with_suffix(".jsonl")
    rows = [
        {
            "source": outlet,
            "outlet": outlet,
            "title": title,
            "link": f"https://news.example/{outlet}/{hours}".replace(" ", "-"),
            "published": (NOW - timedelta(hours=hours)).isoformat(),
            "text": text,
        }
        for outlet, title, text, hours in stories
    ]
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    command = [sys.executable, "-m", "tui", "--store", str(store), "refresh", "--files", str(source)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=120, env=environment, check=False)
    assert done.returncode == 0, done.stderr.decode()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """One story that was looked at, then a reprint of it and another."""
    path = tmp_path / "stories.sqlite"
    take(path, ("Meridian", "Envoys to meet in Selm", TALKS, 9))
    with Marks(path, "kim") as marks:
        marks.look([1])
    take(
        path,
        ("Harbour Times", "Envoys to meet in Selm", TALKS, 3),
        ("Selm Daily", "Vostra to host a ceasefire conference", LATER, 2),
        ("Kyrna Post", "Vostra to host a ceasefire conference", LATER, 1),
    )
    return path


def test_what_was_scheduled_before_is_not_newly_scheduled(store: Path) -> None:
    with Queries(store, analyst="kim") as queries:
        found = queries.since_last_look()
        rows = queries.timeline(parse(""))
        turned = queries.turned(rows, found.story)
        new = [row.what for row in rows if turned.get(row.rowid) == "scheduled"]
        assert any("Kyrna" in what or "conference" in what for what in new)
        assert not any("Selm" in what for what in new)


def test_a_position_before_is_in_other_words_than_the_last(store: Path) -> None:
    with Queries(store, analyst="kim") as queries:
        for row in queries.positions(parse("")):
            last, before = row.last.text.casefold(), row.before.text.casefold() if row.before is not None else "–"
            assert before not in last
            assert last not in before
        assert any(row.before is not None for row in queries.positions(parse("")) if "Reyl" in row.name)


def test_a_position_taken_together_says_with_whom() -> None:
    both = (("Tomas Reyl", "reyl"), ("Ada Quist", "quist"))
    said = replace(SAID, is_statement=False, text="We stay", speakers=both)
    assert words_of(said, "reyl") == "“We stay” (with Ada Quist)"
    assert words_of(said, "quist") == "“We stay” (with Tomas Reyl)"
    assert words_of(replace(said, speakers=both[:1]), "reyl") == "“We stay”"


async def test_words_that_are_cut_on_the_positions_screen_say_so(store: Path) -> None:
    app = WatchfloorApp(read_settings(None), store, watch=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("g", "p")
        await settle(pilot)
        shown = [line for line in lines_of(app) if "before " in line]
        assert shown
        assert all("”" in line or "…" in line for line in shown if "“" in line)


async def test_seen_is_one_step_and_undo_brings_everything_back(store: Path) -> None:
    settings = read_settings(None)
    app = WatchfloorApp(settings, store, watch=False)
    app.analyst = "kim"
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("c")
        await settle(pilot)
        assert any("newly scheduled" in line for line in lines_of(app))
        await pilot.press("A")
        await settle(pilot)
        assert any("Nothing new" in line or "0 new stories" in line for line in lines_of(app))
        await pilot.press("u")
        await settle(pilot)
        assert any("3 new stories" in line for line in lines_of(app))
        assert any("newly scheduled" in line for line in lines_of(app))
