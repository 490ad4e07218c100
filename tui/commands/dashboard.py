"""`watchfloor` without a command: the dashboard, and the config and store a first run makes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tui.commands.failure import USAGE, CommandError
from tui.commands.invocation import Invocation


def open_dashboard(invocation: Invocation) -> int:
    """Opens the dashboard and gives its exit code. Raises CommandError (2) when there is no terminal, StoreError
    when the file is no store."""
    require_screen(
        "the dashboard",
        "; without one use a command, e.g. `watchfloor refresh` and "
        "`watchfloor stories` (`watchfloor --help` lists them)",
    )
    make_first_config(invocation)
    settings = invocation.settings
    _refuse_unusable(invocation.store_path)
    from tui.tidying import put_off

    put_off()
    from tui.app import run

    return int(run(settings, invocation.store_path))


def require_screen(what: str, instead: str = "") -> None:
    """Raises CommandError (2) where no terminal is there that a screen can be drawn on."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise CommandError(f"{what} needs a terminal{instead}", USAGE)
    if os.environ.get("TERM") == "dumb":
        raise CommandError(
            f"TERM is dumb, and {what} needs a terminal that can move its cursor: set TERM to what this one is, e.g. "
            f"xterm-256color{instead}",
            USAGE,
        )


def _refuse_unusable(store: Path) -> None:
    """Raises the StoreError of a file that will never do as a store; a missing, busy or read-only one is no reason."""
    if not store.exists() or not store.stat().st_size:
        return
    from contextlib import closing

    from store.connect import connect
    from store.errors import NotAStore, StoreDamaged, StoreError, StoreTooNew

    try:
        with closing(connect(store, readonly=True)):
            pass
    except (NotAStore, StoreDamaged, StoreTooNew):
        raise
    except StoreError:
        return


def make_first_config(invocation: Invocation) -> Path | None:
    """Writes the shipped config to the platform's place when there is none, says so, and gives where; else None."""
    from feeds.settings import example_config_text
    from tui.paths import config_place

    place = config_place()
    if invocation.config is not None or place.exists():
        return None
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(example_config_text(), encoding="utf-8")
    except OSError as error:
        invocation.narrate(f"no config could be written to {place} ({error.strerror}); using the shipped one")
        return None
    invocation.narrate(f"first run: config written to {place}, stories are kept in {invocation.store_path}")
    return place
