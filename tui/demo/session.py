"""One demo from the first byte to the last: world, server, config and store in a folder that goes when it ends."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from feeds.settings import Settings
from tui.demo.config import demo_config
from tui.demo.conflict import World, load_world
from tui.demo.server import REFRESH_SECONDS, DemoServer
from tui.sections import read_settings

_ANALYST = "demo"


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
        stop = threading.Event()
        nudge = threading.Thread(target=_ask_for_news, args=(session, stop), name="demo news", daemon=True)
        nudge.start()
        try:
            return int(run(session.settings, session.store, demo=True))
        finally:
            stop.set()
            nudge.join(timeout=5)


def _ask_for_news(session: DemoSession, stop: threading.Event) -> None:
    """Asks the poller, as R in the dashboard would, until the last story of the script is out."""
    from store.marks import Marks

    last = max(story.visible_from for story in session.world.stories)
    while not stop.wait(REFRESH_SECONDS + 1):
        if session.store.exists():
            with Marks(session.store, _ANALYST) as marks:
                marks.ask("refresh", {"force": True})
        if datetime.now(UTC) > last:
            return
