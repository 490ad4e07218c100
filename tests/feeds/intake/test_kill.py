"""kill -9 at random moments of a refresh loses nothing, doubles nothing, and leaves a store that opens."""

from __future__ import annotations

from pathlib import Path

from tests.servers.killing import run


def test_ten_killed_refreshes_lose_and_double_nothing(tmp_path: Path) -> None:
    trial = run(tmp_path, kills=10)
    assert trial.wrong == []
    assert trial.kills == 10
