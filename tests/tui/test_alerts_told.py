"""Alerts in the dashboard: said once, with the signals the config asks for, and never what fired before."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from store.connect import connect
from store.kept import FiredRow, fired, save_fired
from tests.tui.desk_store import fill_store
from tests.tui.terminal import Terminal
from tui.desk.alert_settings import AlertSettings, AlertsSettings
from tui.desk.alert_watch import AlertWatch, tell

NOW = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)
ALERT = '[alerts.talks]\nquery = "talks"\ndeliver = ["dashboard", "bell", "desktop"]\n'


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with four stories, read."""
    return fill_store(tmp_path / "stories.sqlite", 4)


def fire(store: Path, key: str, title: str) -> None:
    """Keeps an alert as the poller would."""
    connection = connect(store, readonly=False)
    save_fired(connection, store, [("talks", key, NOW, 1, title, ("matches talks",))])
    connection.close()


def test_only_what_fires_after_the_first_look_is_new_and_only_once(store: Path) -> None:
    fire(store, "a", "Old talks")
    watch = AlertWatch()
    connection = connect(store, readonly=True)
    assert watch.new(connection) == []
    fire(store, "b", "New talks")
    assert [row.title for row in watch.new(connection)] == ["New talks"]
    assert watch.new(connection) == []
    assert len(fired(connection)) == 2
    connection.close()


def test_an_alert_goes_only_where_the_config_sends_it_and_steers_no_terminal() -> None:
    row = FiredRow(1, "talks", "a", NOW, 1, "Talks\x1b]0;pwned\x07 resume; soon", ("matches talks",))
    silent = AlertsSettings((AlertSettings("talks", "talks", deliver=("desktop",)),))
    told = tell([row, row], silent)[0]
    assert told.toast == ""
    assert told.signal.startswith("\x1b]9;talks: ")
    assert "\x1b]0" not in told.signal
    assert "(and 1 more)" in told.signal
    assert not told.signal.endswith("\x07")
    assert tell([row], None)[0].signal == ""
    assert "resume" in tell([row], None)[0].toast


def test_a_running_dashboard_says_it_rings_and_notifies(store: Path, tmp_path: Path) -> None:
    terminal = Terminal(store, tmp_path, (120, 36), more=ALERT)
    try:
        assert terminal.read_until(b"Harbour talks")
        terminal.drain(1.0)
        fire(store, "c", "Envoys walk out of the talks")
        assert terminal.read_until(b"\x1b]9;talks: Envoys walk out of the talks")
        terminal.drain()
        assert b"\x07" in terminal.told
        assert "Envoys walk out" in terminal.text()
        terminal.write(b"q")
        assert terminal.exit_code() == 0
    finally:
        terminal.close()
