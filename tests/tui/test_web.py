"""The dashboard in a browser: a page of our own that loads nothing from elsewhere."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.tui.commands_run import environment, watchfloor


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def page_of(port: int, server: subprocess.Popen[bytes]) -> str:
    """The page, as soon as the server answers."""
    end = time.monotonic() + 30
    while time.monotonic() < end and server.poll() is None:
        try:
            with urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                return str(answer.read().decode())
        except (URLError, ConnectionError):
            continue  # not listening yet
    raise AssertionError("the server never answered")


def test_the_page_has_the_terminal_and_asks_nobody_else_for_anything(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-P", "-m", "tui", "--store", str(tmp_path / "s.sqlite"), "web", "--host", "127.0.0.1"]
    server = subprocess.Popen(
        [*command, "--port", str(port)],
        env=environment(tmp_path),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        page = page_of(port, server)
    finally:
        server.terminate()
        server.wait(timeout=20)
    assert 'id="terminal"' in page
    others = [
        found for found in re.findall(r"(?:https?|wss?):?//([^/\"'\s]+)", page) if not found.startswith("127.0.0.1")
    ]
    assert others == []


def test_a_port_that_is_taken_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ran = watchfloor(tmp_path, "web", "--host", "127.0.0.1", "--port", str(taken.getsockname()[1]))
    assert ran.code == 2
    assert "cannot listen on 127.0.0.1" in ran.err
    assert "Traceback" not in ran.err
