"""A store of an older version is read like any other: whoever asks first brings it up to date."""

from __future__ import annotations

import os
import socket
import sqlite3
import time
from pathlib import Path

import pytest

from store.errors import StoreError, StoreReadOnly, StoreTooOld
from store.forward import bring_forward
from store.migrations import SCHEMA_VERSION, migrate
from tui.commands.run import run

OLD = StoreTooOld("the store has an older schema", "s.db", "Run `watchfloor refresh` once")


@pytest.fixture
def older(tmp_path: Path) -> Path:
    path = tmp_path / "store.db"
    connection = sqlite3.connect(path)
    migrate(connection, stop_before="005_narrower_actor_indexes")
    connection.close()
    return path


def version_of(path: Path) -> int:
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()


@pytest.mark.parametrize("command", ["stories", "clusters", "brief", "store info"])
def test_a_command_that_reads_brings_it_up_to_date(
    older: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert version_of(older) == 4
    assert run(["--store", str(older), *command.split()]) == 0
    assert version_of(older) == SCHEMA_VERSION
    assert "bringing it up to date" in capsys.readouterr().err
    assert run(["--store", str(older), *command.split()]) == 0
    assert "bringing" not in capsys.readouterr().err


def test_it_waits_for_nobody_who_polls_and_says_who_does(older: Path, capsys: pytest.CaptureFixture[str]) -> None:
    connection = sqlite3.connect(older)
    connection.execute(
        "UPDATE poller SET token = 'x', holder = 'an older watchfloor', pid = ?, host = ?, heartbeat = ?",
        (os.getpid(), socket.gethostname(), time.time()),
    )
    connection.commit()
    connection.close()
    assert run(["--store", str(older), "stories"]) == 4
    assert "an older watchfloor, process" in capsys.readouterr().err
    assert version_of(older) == 4


def test_on_a_disk_that_cannot_be_written_it_is_said_what_to_do(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise StoreReadOnly("the store cannot be written", str(older), "Check the rights")

    monkeypatch.setattr("store.forward.Lease.take", refuse)
    with pytest.raises(StoreTooOld, match=r"older schema.*refresh"):
        bring_forward(older, OLD)
    assert version_of(older) == 4


def test_a_file_that_only_looks_like_a_store_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    sqlite3.connect(path).executescript("PRAGMA application_id = 1464226898; CREATE TABLE t (x);")
    with pytest.raises(StoreError):
        bring_forward(path, OLD)
    assert version_of(path) == 0
