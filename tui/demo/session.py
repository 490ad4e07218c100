"""One demo from the first byte to the last: world, server, config and store in a folder that goes when it ends."""

from __future__ import annotations

import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from feeds.settings import Settings
from tui.demo.config import demo_config
from tui.demo.conflict import World, load_world
from tui.demo.server import REFRESH_SECONDS, DemoServer
from tui.sections import read_settings

_ANALYST = "demo"
LAST_LOOK_HOURS = 6.5
"""How long before the demo opens the analyst is said to have looked last."""


@dataclass(frozen=True, slots=True)
class DemoSession:
    """What a running demo stands on. `store` need not exist yet: the poller makes it."""

    world: World
    server: DemoServer
    settings: Settings
    config: Path
    store: Path


@contextmanager
def demo_session(opened: datetime | None = None) -> Iterator[DemoSession]:
    """A world with its server, config and (empty) store in a temporary folder that is removed on leaving."""
    world = load_world(opened or datetime.now(UTC))
    with (
        tempfile.TemporaryDirectory(prefix="watchfloor-demo-", ignore_cleanup_errors=True) as folder,
        DemoServer(world) as server,
    ):
        config = Path(folder) / "config.toml"
        config.write_text(demo_config(world, server), "utf-8")
        yield DemoSession(world, server, read_settings(config), config, Path(folder) / "demo.sqlite")


def run_demo() -> int:
    """The dashboard on the made-up conflict; gives its exit code. New stories arrive by themselves."""
    from tui.app import run

    with demo_session() as session:
        hold_back(session)
        stop = threading.Event()
        nudge = threading.Thread(target=_ask_for_news, args=(session, stop), name="demo news", daemon=True)
        nudge.start()
        try:
            return int(run(session.settings, session.store, demo=True))
        finally:
            stop.set()
            nudge.join(timeout=5)


def hold_back(session: DemoSession) -> None:
    """Lets the server stand still at the analyst's last look, some hours before the demo was opened."""
    opened = min(story.visible_from for story in session.world.stories if story.is_live)
    session.server.held_at = opened - timedelta(hours=LAST_LOOK_HOURS)


def settle_in(session: DemoSession) -> None:
    """What the analyst had done by then: everything seen, two stories starred, one noted. The world then goes on."""
    from store.marks import Marks
    from store.queries import Queries
    from store.query import parse

    with Queries(session.store) as queries:
        rowids = queries.story_rowids(parse(""), limit=None)
        found = {row.title: row.rowid for row in queries.story_page(rowids)}
    with Marks(session.store, _ANALYST) as marks:
        marks.look(rowids)
        for words in _STARRED:
            marks.star([rowid for title, rowid in found.items() if words in title])
        for words, note in _NOTES.items():
            for rowid in [rowid for title, rowid in found.items() if words in title]:
                marks.note(rowid, note)
    session.server.held_at = None


_STARRED = ("backs thirty-day truce", "names three conditions")
_NOTES = {"joint staff for valley force": "who commands? ask the press office in Merin"}


def _ask_for_news(session: DemoSession, stop: threading.Event) -> None:
    """Settles in once the past is stored; then asks the poller, as R would, until the last story is out."""
    from store.marks import Marks

    last = max(story.visible_from for story in session.world.stories)
    wanted = sum(story.visible_from <= (session.server.held_at or last) for story in session.world.stories)
    while not stop.wait(0.3):
        # A feed may fail and a version be passed over: nearly all of the past is enough to go on.
        if session.store.exists() and _stories(session) >= wanted * 9 // 10:
            settle_in(session)
            break
    seconds = 0.5
    while not stop.wait(seconds):
        seconds = REFRESH_SECONDS + 1
        with Marks(session.store, _ANALYST) as marks:
            marks.ask("refresh", {"force": True})
        if datetime.now(UTC) > last:
            return


def _stories(session: DemoSession) -> int:
    from store.errors import StoreError
    from store.queries import Queries
    from store.query import parse

    try:
        with Queries(session.store) as queries:
            return queries.counts(parse(""))
    except (StoreError, sqlite3.Error):
        return 0
