"""The tables of the commands in a terminal: they fit, what may not be cut is whole, and what is cut says so."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.desk_store import fill_store
from tui.cells import width_of
from tui.commands.columns import GAP, Demand, share
from tui.commands.timeline import days_cell

ROOT = Path(__file__).parent.parent.parent
demands = st.builds(
    Demand, width=st.integers(0, 200), is_wide=st.booleans(), is_cut=st.booleans(), goes=st.integers(0, 3)
)


@given(st.lists(demands, min_size=1, max_size=8), st.integers(20, 250))
def test_a_line_fits_and_only_what_may_be_cut_is_cut(asked: list[Demand], room: int) -> None:
    widths = share(asked, room)
    shown = [width for width in widths if width]
    assert sum(shown) + GAP * (len(shown) - 1) <= max(room, len(shown) * (GAP + 1))
    assert all(width <= demand.width for width, demand in zip(widths, asked, strict=True))
    if sum(demand.width for demand in asked) + GAP * len(asked) <= room:
        assert widths == [demand.width for demand in asked]


def test_the_title_has_room_and_the_id_goes_first() -> None:
    asked = [Demand(16), Demand(120, is_wide=True), Demand(22, is_cut=True), Demand(16, goes=1), Demand(16, goes=3)]
    assert share(asked, 80)[0] == 16
    assert share(asked, 80)[1] >= 32
    assert share(asked, 80)[4] == 0
    assert share(asked, 120)[4] == 16


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("2026-01-01", "2026-12-31", "2026"),
        ("2026-02-01", "2026-02-28", "2026-02"),
        ("2028-07-14", "2028-07-30", "2028-07-14 – 07-30"),
        ("2027-12-01", "2028-02-29", "2027-12-01 – 2028-02-29"),
    ],
)
def test_a_stretch_of_days_is_said_shortly(first: str, last: str, shown: str) -> None:
    assert days_cell({"from": first, "to": last, "told": None}) == shown


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill_store(tmp_path_factory.mktemp("tables") / "stories.sqlite")


@pytest.mark.parametrize("columns", [80, 160])
@pytest.mark.parametrize("command", ["stories", "quotes", "statements"])
def test_a_table_fits_the_terminal_and_its_times_are_whole(store: Path, command: str, columns: int) -> None:
    lines = in_terminal(store, columns, command)
    assert len(lines) > 3
    assert all(width_of(line) <= columns for line in lines)
    assert lines[0].startswith("when (UTC)")
    assert all(len(line.split()[0]) == 10 and len(line.split()[1]) == 5 for line in lines[1:])


def in_terminal(store: Path, columns: int, *arguments: str) -> list[str]:
    """What a command writes to a terminal that wide, without its colours."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": str(columns), "LINES": "50", "TERM": "dumb"}
    process = subprocess.Popen(
        [sys.executable, "-m", "tui", "--store", str(store), *arguments],
        cwd=ROOT, stdin=subprocess.DEVNULL, stdout=theirs, stderr=subprocess.PIPE, env=environment,
    )  # fmt: skip
    os.close(theirs)
    told = b""
    while select.select([ours], [], [], 60)[0]:
        try:
            part = os.read(ours, 65536)
        except OSError:
            break
        told += part
    assert process.wait(timeout=60) == 0
    os.close(ours)
    return told.decode().replace("\r", "").splitlines()
