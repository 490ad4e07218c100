"""What the header and the empty desk say of the poller: live, offline since when, nobody, one about to start."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from store.archive import Archive
from store.rows import PollerRow
from tests.tui.desk_store import lines_of, settle
from tui.app import WatchfloorApp
from tui.cells import plain
from tui.desk.offline import Offline
from tui.look import Look
from tui.sections import read_settings
from tui.widgets.header import HeaderShown, header_line

NOW = datetime(2026, 11, 22, 14, 6, tzinfo=UTC)


def poller(state: str, message: str = "", next_poll: datetime | None = None) -> PollerRow:
    """The row of a poller that looks after three feeds."""
    return PollerRow(state, "watchfloor watch", 7, "here", NOW, 0, 0, 0, 3, next_poll, message)


@pytest.mark.parametrize("width", [200, 120])
def test_an_offline_poller_is_said_in_rose_with_both_times_in_the_zone_shown(width: int) -> None:
    row = poller("offline", "offline since 14:02Z, next try 14:10Z", NOW + timedelta(minutes=4))
    spans = header_line(HeaderShown(poller=row), width, Look(zone=timezone(timedelta(hours=2)), now=NOW))
    told = next(text for text, role in spans if role == "rose")
    assert "offline since 16:02, next try 16:10" in told
    assert "live" not in plain(spans)


def test_nobody_polls_is_said_only_when_no_child_is_to_be_started() -> None:
    look = Look(now=NOW)
    assert "nobody polls" in plain(header_line(HeaderShown(poller=poller("free")), 120, look))
    coming = plain(header_line(HeaderShown(poller=poller("free"), is_child_to_come=True), 120, look))
    assert "nobody polls" not in coming
    assert "starting" in coming


async def test_an_empty_desk_says_that_it_is_offline_and_what_to_do(tmp_path: Path) -> None:
    store = tmp_path / "stories.sqlite"
    offline = Offline()
    offline.since, offline.retry_at = NOW, NOW + timedelta(minutes=4)
    with Archive.open(store, "watchfloor watch", wait=0) as archive:
        archive.beat("offline", message=offline.words(), next_poll=offline.retry_at)
        app = WatchfloorApp(read_settings(None), store, watch=False, clock=lambda: NOW)
        async with app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            shown = " ".join(" ".join(lines_of(app)).split())
            assert "no feed can be reached" in shown
            assert "offline since 14:06" in lines_of(app)[0]
