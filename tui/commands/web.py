"""`watchfloor web`: the dashboard in a browser on this machine."""

from __future__ import annotations

import shlex
import socket
import sys
from pathlib import Path

import click

from tui.commands.failure import DONE, USAGE, CommandError
from tui.commands.invocation import Invocation

TEMPLATES = Path(__file__).resolve().parent.parent / "web"
"""Our own page: textual-serve's asks a third party for a font."""


@click.command()
@click.option("--host", default="localhost", help="Address to listen on. Default localhost.")
@click.option("--port", default=8000, help="Port to listen on. Default 8000.")
@click.pass_obj
def web(invocation: Invocation, host: str, port: int) -> int:
    """Serves the dashboard to a browser. Whoever reaches the address reads and marks as you: there is no login.

    The page loads nothing from anywhere else.

    \b
    watchfloor web --port 8123
    watchfloor web --host 127.0.0.1 --port 8124
    """
    try:
        from textual_serve.server import Server
    except ImportError:
        where = "in the folder watchfloor was installed from"
        raise CommandError(f"the web extra is not installed: pip install '.[web]' {where}", USAGE) from None
    command = [sys.executable, "-P", "-m", "tui"]
    if invocation.config:
        command += ["--config", str(invocation.config)]
    command += ["--store", str(invocation.store_path)]
    if host not in ("localhost", "127.0.0.1", "::1"):
        invocation.narrate(f"listening on {host}: everyone who reaches it reads and marks as you")
    _check_free(host, port)
    Server(shlex.join(command), host=host, port=port, title="watchfloor", templates_path=TEMPLATES).serve()
    return DONE


def _check_free(host: str, port: int) -> None:
    """Raises CommandError when somebody listens there already, or nobody may."""
    try:
        with socket.create_server((host, port)):
            pass
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CommandError(f"cannot listen on {host}:{port}: {reason}; choose another --port", USAGE) from None
