"""Claims about kills and crowds, in small; tests/soak runs both for long."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from feeds.exchange import ReadStory
from store.archive import Archive
from store.connect import connect
from store.errors import LeaseLost, StoreError
from store.queries import Queries
from tests.soak import soak_store_crowd, soak_store_kills
from tests.store.test_archive import NOW, OUTLETS, arrival, findings_of


def test_ten_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    assert soak_store_kills.run(tmp_path, 10, seed=7) == []


def test_a_crowd_is_never_told_that_the_store_is_locked(tmp_path: Path) -> None:
    done, complaints = soak_store_crowd.run(tmp_path, 3.0, readers=2)
    assert complaints == []
    assert min(done["looks"], done["marks"], done["batches saved"]) > 0


def test_a_poller_that_lost_its_lease_writes_nothing_more(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    first = Archive.open(path, "first")
    first.connection.execute("UPDATE poller SET heartbeat = 0")
    with Archive.open(path, "second") as second:
        with pytest.raises(LeaseLost):
            first.save("meridian", None, [arrival()], NOW, OUTLETS)
        with pytest.raises(LeaseLost):
            first.beat()
        assert second.save("meridian", None, [arrival()], NOW, OUTLETS).new == 1
    first.close()


def test_a_poller_that_was_killed_is_seen_to_be_gone_before_its_heartbeat_is_old(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with Archive.open(path, "killed") as archive, Queries(path) as queries:
        assert queries.poller().state == "idle"
        gone = subprocess.Popen([sys.executable, "-c", ""])
        gone.wait()
        archive.connection.execute("UPDATE poller SET pid = ?", (gone.pid,))
        assert queries.poller().state == "stale"
        Archive.open(path, "next").close()


def test_a_batch_that_fails_in_the_middle_leaves_nothing_behind(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "store.db", "test") as archive:
        archive.save("meridian", None, [arrival(n) for n in range(3)], NOW, OUTLETS)
        stories = archive.unread()
        archive.connection.execute(
            "CREATE TEMP TRIGGER fail BEFORE INSERT ON story_actor BEGIN SELECT raise(ABORT, 'x'); END"
        )
        with pytest.raises(StoreError):
            archive.save_findings([ReadStory(s, findings_of(s)) for s in stories], 1, 0, NOW)
        archive.connection.execute("DROP TRIGGER temp.fail")
        assert archive.connection.execute("SELECT count(*) FROM actor").fetchone() == (0,)
        assert archive.save_findings([ReadStory(s, findings_of(s)) for s in stories], 1, 0, NOW) == 3


def test_eight_that_make_the_file_at_once_make_one_store(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    failures: list[BaseException] = []

    def make() -> None:
        try:
            connect(path, readonly=False).close()
        except StoreError as error:
            failures.append(error)

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with Archive.open(path, "test") as archive:
        assert archive.connection.execute("SELECT count(*) FROM poller").fetchone() == (1,)
