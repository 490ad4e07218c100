"""The health screen tells a feed whole, and opens its lines of the config in an editor."""

from __future__ import annotations

import os
import stat
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feeds.story import FeedState
from store.archive import Archive
from tests.tui.desk_store import fill_store, lines_of, settle
from tests.tui.terminal import Terminal
from tui.app import WatchfloorApp
from tui.desk.config_draft import begin, draft_for, line_of_feed, take
from tui.screens.health import HealthScreen
from tui.sections import read_settings

NOW = datetime(2026, 11, 22, 14, 6, tzinfo=UTC)
ADDRESS = "https://meridian.example/world.rss"
CONFIG = f"""# mine
[[feeds]]
name = "Kyrna Post"
url = "https://kyrna.example/rss"

[[feeds]]
name = "Meridian"   # the paper
url = "{ADDRESS}"
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(CONFIG, "utf-8")
    path.chmod(0o600)
    return path


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 55)])
async def test_the_feed_under_the_cursor_is_told_whole(tmp_path: Path, config: Path, size: tuple[int, int]) -> None:
    store = tmp_path / "stories.sqlite"
    error = "the server says the page is gone for good and sends a long page about that " * 2
    state = FeedState(
        feed="Meridian", url=ADDRESS, checked=NOW, succeeded=NOW - timedelta(hours=9), status=404, failures=3,
        failing_since=NOW - timedelta(hours=6), error=error.strip(), etag='"1"', size_bytes=17_200,
        redirects=("301 https://www.meridian.example/world.rss",), why_then="every 2 h after 3 failures",
        items_per_day=4.2, full_share=0.0, gaps=("2 h from 08:00: entries may be missing",),
    )  # fmt: skip
    with Archive.open(store, "test", wait=0) as archive:
        archive.save_feed_state(state)
    app = WatchfloorApp(read_settings(config), store, watch=False, clock=lambda: NOW)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        app.push_screen(HealthScreen())
        await settle(pilot)
        told = " ".join(lines_of(app))
        for words in (
            "3 failures in a row", "sends a long page", "entries may be missing", ADDRESS, "301 https://www.meridian",
            "HTTP 404", "17.2 kB", "validators: ETag", "every 2 h after 3 failures", "4.2 items a day",
            "summaries only", "⏎ retry", "E edit",
        ):  # fmt: skip
            assert words in told or size[1] < 36, words
        assert "3 failures in a row" in told
        await pilot.press("j")
        await settle(pilot)
        assert "https://kyrna.example/rss" in " ".join(lines_of(app))


def test_a_draft_takes_the_place_of_the_config_only_without_mistakes(tmp_path: Path, config: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(config)
    draft = draft_for(tmp_path / "stories.sqlite")
    begin(link, draft)
    assert line_of_feed(draft.read_text("utf-8"), "Meridian") == 6
    assert line_of_feed("[[feeds", "Meridian") == line_of_feed(CONFIG, "no such feed") == 1
    assert not take(link, draft)
    begin(link, draft)
    draft.write_text(CONFIG.replace("url = ", "adress = "), "utf-8")
    with pytest.raises(ValueError, match=r"line \d.*more"):
        take(link, draft)
    begin(link, draft)
    assert "adress" in draft.read_text("utf-8"), "what was written is gone on with"
    assert config.read_text("utf-8") == CONFIG
    draft.write_text(CONFIG.replace("world.rss", "all.rss"), "utf-8")
    assert take(link, draft)
    assert not draft.exists()
    assert link.is_symlink()
    assert "all.rss" in config.read_text("utf-8")
    assert stat.S_IMODE(config.stat().st_mode) == 0o600


def test_a_draft_older_than_the_config_does_not_take_back_what_was_changed_since(tmp_path: Path, config: Path) -> None:
    draft = draft_for(tmp_path / "stories.sqlite")
    begin(config, draft)
    draft.write_text("[[feeds", "utf-8")
    config.write_text(CONFIG + "# added since\n", "utf-8")
    os.utime(draft, ns=(1, 1))
    begin(config, draft)
    assert draft.read_text("utf-8").endswith("# added since\n")
    assert draft.with_suffix(".old").read_text("utf-8") == "[[feeds"


def test_the_editor_opens_at_the_feed_and_what_it_leaves_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor, asked = tmp_path / "nano", tmp_path / "asked"
    editor.write_text(
        f"#!{sys.executable}\nimport sys, pathlib\nfile = pathlib.Path(sys.argv[-1])\n"
        f"asked = pathlib.Path({str(asked)!r})\ntimes = asked.exists()\nasked.write_text(' '.join(sys.argv[1:-1]))\n"
        "text = file.read_text()\nfile.write_text(text.replace('adress', 'url') if times else "
        "text.replace('url = \"https://feeds.example/none', 'adress = \"https://feeds.example/all'))\n",
        "utf-8",
    )
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    monkeypatch.delenv("VISUAL", raising=False)
    terminal = Terminal(fill_store(tmp_path / "stories.sqlite"), tmp_path, (120, 36))
    config = tmp_path / "pty.toml"
    try:
        assert terminal.read_until(b" first")
        terminal.write(b"gh")
        assert terminal.read_until(b"https://feeds.example/none")
        terminal.write(b"E")
        assert terminal.read_until(b"draft"), terminal.text()[-2000:]
        assert asked.read_text("utf-8") == "+4"
        assert "adress" not in config.read_text("utf-8")
        terminal.write(b"E")
        assert terminal.read_until(b"written"), terminal.text()[-2000:]
        assert 'url = "https://feeds.example/all"' in config.read_text("utf-8")
    finally:
        terminal.close()
