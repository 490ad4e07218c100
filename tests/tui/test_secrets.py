"""No command prints a secret of the config, whatever it is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.commands_run import watchfloor

CONFIG = """
packs = []
[fetch]
proxy = "http://user:s3cret@127.0.0.1:9"
[[feeds]]
name = "Own"
url = "http://user:s3cret@127.0.0.1:9/feed?token=s3cret"
headers = { X-Key = "s3cret", X-Other = "env:OTHER" }
basic_auth = "env:LOGIN"
proxy = "http://user:s3cret@127.0.0.1:9"
[alerts.truce]
query = "thread:ceasefire"
webhook = "http://127.0.0.1:9/s3cret"
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    place = home / "config" / "watchfloor" / "config.toml"
    place.parent.mkdir(parents=True)
    place.write_text(CONFIG, "utf-8")
    return home


@pytest.mark.parametrize(
    "command",
    [
        "config show",
        "config check",
        "config check --json",
        "--verbose refresh --force",
        "--verbose refresh --force --json",
        "--verbose watch --once",
        "feeds list --json",
        "feeds check --json",
        "feeds export",
        "alerts list --json",
        "doctor",
        "store info",
    ],
)
def test_no_secret_is_printed(home: Path, command: str) -> None:
    ran = watchfloor(home, *command.split(), OTHER="s3cret", LOGIN="user:s3cret")
    assert ran.code in (0, 1), ran.err
    assert "Traceback" not in ran.err
    assert "s3cret" not in ran.out + ran.err
