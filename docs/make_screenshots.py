"""Draws every screen of the dashboard on the made-up conflict: `python docs/make_screenshots.py [FOLDER] [--png]`.

SVG needs nothing but this project. --png also runs headless Chromium over it (JetBrains Mono when it
is installed, else the browser's own monospace).
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from tui.app import WatchfloorApp
from tui.demo.session import DemoSession, demo_session, hold_back, settle_in
from tui.screens import desk_later

SHOTS: tuple[tuple[str, tuple[int, int], tuple[str, ...]], ...] = (
    ("desk-wide", (180, 50), ("j", "j", "j", "j", "j")),
    ("desk-normal", (120, 36), ("j", "j", "j", "j", "j")),
    ("desk-narrow", (80, 24), ("j", "j", "j", "j", "j")),
    ("thread", (180, 50), ("1", "j", "enter", "2", "j")),
    ("passage", (180, 50), ("4", "j", "j", "enter")),
    ("here-because", (120, 36), ("j", "j", "j", "j", "j", "w", "3", "z")),
    ("search", (120, 36), ("slash", *"truce has:quote")),
    ("catch-up", (120, 36), ("c",)),
    ("dossier", (120, 36), ("6", "g", "a")),
    ("positions", (120, 36), ("g", "p")),
    ("ledger", (120, 36), ("g", "l")),
    ("timeline", (120, 36), ("g", "t")),
    ("cluster", (180, 50), ("j", "g", "c")),
    ("wordings", (120, 36), ("slash", *"speaker:quist truce", "enter", "g", "l", "enter")),
    ("changes", (120, 36), ("slash", *"is:revised", "enter", "D")),
    ("basket", (120, 36), ("j", "b", "4", "j", "b", "5", "j", "b", "g", "b")),
    ("notes", (120, 36), ("g", "n")),
    ("views", (120, 36), ("g", "v")),
    ("feeds", (120, 36), ("g", "h")),
    ("rules", (120, 36), ("1", "G", "k", "enter")),
    ("keys", (120, 36), ("question_mark",)),
    ("palette", (120, 36), ("ctrl+p",)),
    ("marks", (120, 36), ("question_mark", "G")),
    ("light", (180, 50), ("T",)),
    ("ansi", (180, 50), ("T", "T")),
)


def main() -> int:
    """Fills a store from the demo's server, then draws."""
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    folder = Path(arguments[0]) if arguments else Path(__file__).parent / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    with demo_session(datetime.now(UTC) - timedelta(minutes=30)) as session, polled(session):
        for name, size, keys in SHOTS:
            svg = asyncio.run(draw(app_of(session), size, keys))
            path = folder / f"{name}.svg"
            path.write_text(svg, "utf-8")
            if "--png" in sys.argv:
                to_png(path)
            sys.stdout.write(f"{path}\n")
    return 0


@contextmanager
def polled(session: DemoSession) -> Iterator[None]:
    """The store filled as the demo fills it: the week before, the analyst's marks, what came since. A poller waits."""
    root = str(Path(__file__).parent.parent)
    places = ["--config", str(session.config), "--store", str(session.store)]
    command = [sys.executable, "-m", "tui", *places]
    environment = {**os.environ, "PYTHONPATH": root}

    def refresh() -> None:
        # 1 is right too: one feed of the demo fails.
        subprocess.run([*command, "refresh", "--force", "--quiet"], cwd=root, env=environment, check=False)

    hold_back(session)
    refresh()
    settle_in(session)
    # Once before anything is revised, so that there are revisions.
    session.server.held_at = min(story.visible_from for story in session.world.stories if story.is_live)
    refresh()
    session.server.held_at = None
    refresh()
    poller = subprocess.Popen([*command, "--quiet", "watch", "--child"], cwd=root, env=environment)
    try:
        yield
    finally:
        poller.terminate()
        poller.wait(10)


# What is looked for some seconds after the first paint stands in the pictures too.
desk_later.SUGGEST_AFTER_SECONDS = 0.1


def app_of(session: DemoSession) -> WatchfloorApp:
    """The dashboard on that store; the poller that waits counts as its own."""
    app = WatchfloorApp(session.settings, session.store, demo=True, watch=False)
    app.is_looking_on_said = False
    return app


async def draw(app: WatchfloorApp, size: tuple[int, int], keys: tuple[str, ...]) -> str:
    """The screen after some keys, as SVG."""
    async with app.run_test(size=size, notifications=False) as pilot:
        for _ in range(6):
            await settle(app, pilot)
        for key in keys:
            await pilot.press(key)
            await settle(app, pilot)
        for _ in range(4):
            await settle(app, pilot)
        return without_web_fonts(app.export_screenshot(title="watchfloor"))


async def settle(app: WatchfloorApp, pilot: Pilot[None]) -> None:
    """Waits until what was asked of the store has been answered; an answer no longer wanted is not waited for."""
    await pilot.pause(0.1)
    with suppress(WorkerCancelled):
        await app.workers.wait_for_complete()


def without_web_fonts(svg: str) -> str:
    """The drawing with local fonts only: nothing is fetched when it is looked at."""
    svg = re.sub(r"@font-face\s*\{[^}]*\}", "", svg)
    return svg.replace("Fira Code", "JetBrains Mono")


def to_png(path: Path) -> None:
    """Lets headless Chromium draw the SVG."""
    browser = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
    )
    if not browser:
        raise SystemExit("--png needs Chromium on the PATH")
    svg = path.read_text("utf-8")
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    width, height = (int(float(box[1])), int(float(box[2]))) if box else (1600, 900)
    page = path.with_suffix(".html")
    page.write_text(f"<body style='margin:0;background:#000'>{svg}</body>", "utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={width},{height}"]
    shot = f"--screenshot={path.with_suffix('.png')}"
    subprocess.run([browser, *flags, shot, str(page)], check=True, capture_output=True, timeout=60)
    page.unlink()


if __name__ == "__main__":
    raise SystemExit(main())
