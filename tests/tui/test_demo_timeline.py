"""What the timeline makes of the made-up conflict: one line an event, slips shown, claims kept claims."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store.queries import Queries
from store.query import parse
from store.rows import TimelineRow
from tests.tui.commands_run import watchfloor
from tui.demo.session import demo_session


@contextmanager
def played(folder: Path) -> Iterator[Path]:
    """The store of a demo whose whole script is out."""
    with demo_session(datetime.now(UTC) - timedelta(minutes=5)) as session:
        places = {"WATCHFLOOR_CONFIG": str(session.config), "WATCHFLOOR_STORE": str(session.store)}
        ran = watchfloor(folder, "refresh", "--json", **places)
        assert ran.code == 0, ran.err
        yield session.store


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[TimelineRow]:
    with played(tmp_path_factory.mktemp("demo")) as store, Queries(store) as queries:
        return queries.timeline(parse(""), limit=1000)


def lines_about(rows: list[TimelineRow], *words: str) -> list[TimelineRow]:
    return [row for row in rows if all(word in row.what for word in words)]


def test_a_reprint_does_not_make_a_second_line(rows: list[TimelineRow]) -> None:
    (line,) = lines_about(rows, "staff to start work")
    assert line.reach == 2
    assert line.own_reporting == 1


def test_a_visit_that_was_put_off_is_one_line_with_its_slip(rows: list[TimelineRow]) -> None:
    (line,) = lines_about(rows, "Quist will travel to Kyrna")
    assert line.status == "scheduled"
    assert line.moved_from is not None
    assert line.first is not None
    assert line.moved_from < line.first
    assert line.reach >= 4


def test_a_report_and_its_denial_are_one_line(rows: list[TimelineRow]) -> None:
    (line,) = lines_about(rows, "convoy hit by shells")
    assert line.asserted_by
    assert any("ministry" in denier.casefold() for denier in line.denied_by)


def test_a_claim_that_many_relay_stays_a_claim(rows: list[TimelineRow]) -> None:
    about = lines_about(rows, "captured") + lines_about(rows, "surrendered")
    assert about
    assert all(row.asserted_by for row in about if row.status != "denied")
    assert max(row.reach for row in about) > 1
