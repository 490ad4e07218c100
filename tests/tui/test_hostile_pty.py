"""A feed that tries to steer the terminal: every screen is opened in a real pty, nothing gets through."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.tui.terminal import ROOT, Terminal

ATTACKS = (
    "\x1b]0;pwned-title\x07",
    "\x1b[31mred-by-feed",
    "\x9b32mgreen-by-feed",
    "\x1bP+q706\x1b\\",
    "\u202eright-to-left override\u202c",
    "[/x] [bold] [link=evil://x]markup",
    "a\rb\x08c\x00d\x7f",
    "\x1b]52;c;cHduZWQ=\x07",
)
KEYS = (
    b"j", b"\r", b"p", b"q", b"w", b"v", b"V", b"V", b"v", b"4", b"\r", b"5", b"\r", b"6", b"\r", b"\x1b", b"1", b"j",
    b"\r", b"\x1b", b"2", b"c", b"q", b"ga", b"q", b"gp", b"q", b"gl", b"\r", b"q", b"q", b"gt", b"q", b"gc", b"q",
    b"gh", b"q", b"gb", b"q", b"gv", b"q", b"gn", b"q", b"1", b"j", b"gr", b"q", b"2",
    b"\x10Talks", b"\x1b", b"D", b"q", b"?", b"q", b"s", b"u", b"y", b"b", b"z", b"z",
    b"Z", b"T", b"T", b"T", b"/[/x\r", b"\x1b",
)  # fmt: skip


def hostile_store(folder: Path) -> Path:
    """A store with stories whose every field is an attack, saved as a feed would have it."""
    rows = [
        {
            "source": f"feed {attack}",
            "outlet": f"Outlet {attack}",
            "title": f"Talks {number} {attack} resume",
            "link": f"https://news.example/{number}?{attack}",
            "published": f"2026-11-{number + 1:02d}T10:00:00Z",
            "text": f"Envoys of France {attack} met on Monday. “We {attack} will stay,” said Tomas {attack} Reyl, the "
            f"defence minister. He said a ceasefire {attack} would begin on Thursday.",
        }
        for number, attack in enumerate(ATTACKS)
    ]
    source, store = folder / "hostile.jsonl", folder / "hostile.sqlite"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    command = [sys.executable, "-m", "tui", "--store", str(store), "refresh", "--files", str(source)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=120, env=environment, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return store


def test_nothing_a_feed_says_steers_the_terminal_on_any_screen(tmp_path: Path) -> None:
    terminal = Terminal(hostile_store(tmp_path), tmp_path, (150, 45))
    try:
        assert terminal.read_until(b" first")
        for keys in KEYS:
            terminal.write(keys)
            terminal.drain(0.08)
        terminal.drain()
        told = terminal.told
        for steering in (b"\x1b]0;pwned", b"\x1b[31mred-by-feed", b"\x1bP+q706", b"\x00d"):
            assert steering not in told
        text = told.decode("utf-8", "replace")
        assert not any(character in text for character in "\x9b\x9d\x90\u202e\u202c\x7f")
        assert "red-by-feed" in terminal.text()
        assert "Traceback" not in text
        terminal.write(b"\x11")
        assert terminal.exit_code() == 0
    finally:
        terminal.close()


def test_a_terminal_of_40_by_10_is_drawn_on_and_left_in_peace(tmp_path: Path) -> None:
    terminal = Terminal(hostile_store(tmp_path), tmp_path, (40, 10))
    try:
        assert terminal.read_until(b"Talks")
        terminal.write(b"j\rq\x11")
        assert terminal.exit_code() == 0
    finally:
        terminal.close()
