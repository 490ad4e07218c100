"""Where feeds bring very many stories, the first are read while others are polled; each is saved once, after that."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from feeds.settings import Settings
from feeds.summary import Summary
from tests.servers.loopback import Request, Response, rss, serve
from tui.desk import rounds as polling
from tui.desk.rounds import open_rounds
from tui.sections import read_settings

FEEDS, ENTRIES, TAKEN_FROM = 6, 20, 40


async def handler(request: Request) -> Response:
    number = int(request.path.removeprefix("/"))
    await asyncio.sleep(0.05 * number)
    return Response(200, (), rss(ENTRIES, title=f"Feed {number}", first=100 * number))


def refresh(settings: Settings, store: Path) -> tuple[Summary, bool, int, int]:
    """The summary, whether reading had begun when all feeds had answered, what was saved by then, what is unread."""
    summary = Summary()
    with open_rounds(settings, store, narrate=None) as rounds:
        rounds.feeds(settings.feeds, summary, force=True)
        has_begun, unread = rounds._begun is not None, len(rounds.archive.unread(1000))
        rounds.read(summary)
        return summary, has_begun, unread, len(rounds.archive.unread(1000))


async def test_stories_are_read_while_others_come_and_all_of_them_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "BATCH", TAKEN_FROM)
    async with serve(handler) as server:
        config = tmp_path / "config.toml"
        feeds = "".join(f'[[feeds]]\nname = "{number}"\nurl = "{server.url}/{number}"\n' for number in range(FEEDS))
        config.write_text(f'[fetch]\nallow_hosts = ["127.0.0.1"]\n{feeds}', "utf-8")
        summary, has_begun, unread, left = await asyncio.to_thread(
            refresh, read_settings(config), tmp_path / "store.sqlite"
        )
    assert summary.failures == []
    assert has_begun
    assert unread == FEEDS * ENTRIES
    assert (summary.new, summary.read, left) == (FEEDS * ENTRIES, FEEDS * ENTRIES, 0)
