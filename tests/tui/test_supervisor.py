"""The poller child: started when the lease is free, ended with the dashboard, started again later when it dies."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store.errors import StoreError
from store.queries import Queries
from tui.supervisor import Supervisor


def until(is_so: Callable[[], bool], seconds: float = 30.0) -> bool:
    """Whether it became so in time."""
    end = time.monotonic() + seconds
    tick = threading.Event()
    while not is_so():
        if time.monotonic() > end:
            return False
        tick.wait(0.05)
    return True


def holds_lease(store: Path, pid: int) -> bool:
    """Whether the store names that process as its poller."""
    if not store.exists():
        return False
    try:
        with Queries(store) as queries:
            return queries.poller().pid == pid
    except StoreError:
        return False


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[Supervisor]:
    config = tmp_path / "config.toml"
    config.write_text('[[feeds]]\nname = "none"\nurl = "https://feeds.example/x"\nenabled = false\n', "utf-8")
    made = Supervisor(tmp_path / "stories.sqlite", config, tmp_path / "poller.log")
    yield made
    made.stop()


def test_a_child_takes_the_free_lease_and_ends_when_told(supervisor: Supervisor) -> None:
    supervisor.tick("free")
    child = supervisor.pid
    assert child
    assert until(lambda: holds_lease(supervisor.store, child)), supervisor.log.read_text()
    supervisor.tick("idle")
    assert supervisor.pid == child
    supervisor.stop()
    assert not Path(f"/proc/{child}").exists()


def test_a_child_that_dies_is_said_and_not_started_again_at_once(supervisor: Supervisor) -> None:
    supervisor.tick("free")
    child = supervisor.pid
    os.kill(child, 9)
    assert until(lambda: supervisor.pid == 0)
    supervisor.tick("free")
    assert "poller ended" in supervisor.said
    assert supervisor.pid == 0
    assert until(lambda: supervisor.tick("free") or supervisor.pid not in (0, child), 10.0)


def test_nothing_is_started_while_somebody_else_polls(supervisor: Supervisor) -> None:
    supervisor.tick("idle")
    supervisor.tick("polling")
    assert supervisor.pid == 0
