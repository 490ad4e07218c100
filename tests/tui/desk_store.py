"""A small store for dashboard tests (invented stories, read by the real reader), and a screen as plain text."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from tui.app import WatchfloorApp

TEXTS = (
    (
        "Harbour talks resume in Selm",
        "Envoys of Ardenia and Vostra met in Selm on Monday. “We will stay until it is done,” said Tomas Reyl, the "
        "defence minister of Ardenia. He said that a ceasefire would begin on Thursday.",
    ),
    (
        "Vostra rejects foreign peacekeepers",
        "Vostra has ruled out any foreign peacekeeping force. “It does not matter under whose flag they would come,” a "
        "senior official told reporters. A peacekeeping mission was proposed last week.",
    ),
    (
        "Ardenia expels a Vostran diplomat",
        "Ardenia declared a Vostran diplomat persona non grata on Tuesday. The embassy called the expulsion “an insult "
        "to both peoples”.",
    ),
    ("Grain convoy reaches the valley", "A convoy of forty lorries reached the valley, the relief agency said."),
)


def fill_store(path: Path, stories: int = 12) -> Path:
    """Makes a store of `stories` stories through `refresh --files`, as an analyst would."""
    import os
    import subprocess
    import sys

    moment = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    rows = []
    for number in range(stories):
        title, text = TEXTS[number % len(TEXTS)]
        rows.append(
            {
                "source": f"wire{number % 3}",
                "outlet": ("Meridian", "Harbour Times", "Selm Daily")[number % 3],
                "title": title if number < len(TEXTS) else f"{title}, day {number}",
                "link": f"https://news.example/{number}",
                "published": (moment - timedelta(hours=5 * number)).isoformat(),
                "text": text + f" Report number {number}.",
            }
        )
    source = path.with_suffix(".jsonl")
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    root = Path(__file__).parent.parent.parent
    command = [sys.executable, "-m", "tui", "--store", str(path), "refresh", "--files", str(source)]
    done = subprocess.run(
        command, cwd=root, capture_output=True, timeout=120, env={**os.environ, "PYTHONPATH": str(root)}, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return path


def lines_of(app: WatchfloorApp) -> list[str]:
    """The screen as plain text, line by line."""
    size = app.size
    strips = app.screen._compositor.render_strips(size)
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


async def settle(pilot: Pilot[None]) -> None:
    """Waits until every question asked of the store has been answered and drawn."""
    for pause in (None, None, None, None, 0.1):
        await pilot.pause(pause)
        # A question that a newer one replaced is cancelled: then the rest is still to be waited for.
        while True:
            try:
                await pilot.app.workers.wait_for_complete()
                break
            except WorkerCancelled:
                await pilot.pause()
    await pilot.pause()
