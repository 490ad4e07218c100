"""The demo as a process on a real pty: it shows the made-up conflict and leaves no trace, however it ends."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PATIENCE_SECONDS = 60


@contextmanager
def demo(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A demo on a pty of its own; its temporary folder lies below `folder`."""
    ours, theirs = pty.openpty()
    home = folder / "home"
    home.mkdir()
    environment = {
        **os.environ, "TMPDIR": str(folder), "HOME": str(home), "TERM": "xterm-256color", "COLUMNS": "120",
        "LINES": "36", "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", "tui", "demo"], stdin=theirs, stdout=theirs, stderr=theirs, env=environment,
        start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    try:
        yield process, ours
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        os.close(ours)


def read_until(screen: int, words: bytes) -> bytes:
    """What came from the pty up to those words."""
    seen = b""
    end = time.monotonic() + PATIENCE_SECONDS
    while words not in seen and time.monotonic() < end:
        if select.select([screen], [], [], 0.5)[0]:
            with suppress(OSError):
                seen += os.read(screen, 65536)
    return seen


def drain(process: subprocess.Popen[bytes], screen: int) -> int:
    """Reads what is still written until the process has ended; gives its exit code.

    Meanwhile it is told to go on, as the kernel, shells and multiplexers do when a terminal closes: Textual would take
    the terminal back then, with threads that nobody ends.
    """
    end = time.monotonic() + PATIENCE_SECONDS
    while process.poll() is None and time.monotonic() < end:
        process.send_signal(signal.SIGCONT)
        if select.select([screen], [], [], 0.2)[0]:
            with suppress(OSError):
                os.read(screen, 65536)
    return process.wait(timeout=5)


@pytest.mark.parametrize("how", ["q", "hang up"])
def test_the_demo_shows_its_stories_and_leaves_no_trace(tmp_path: Path, how: str) -> None:
    with demo(tmp_path) as (process, screen):
        assert b"Meridian" in read_until(screen, b"Meridian")
        assert list(tmp_path.glob("watchfloor-demo-*/demo.sqlite"))
        if how == "q":
            os.write(screen, b"\x11")
        else:
            process.send_signal(signal.SIGHUP)
        drain(process, screen)
    assert list(tmp_path.glob("watchfloor-demo-*")) == []
    assert [path for path in (tmp_path / "home").rglob("*") if path.is_file()] == []
