"""`watchfloor web`: the dashboard in a browser on this machine."""

from __future__ import annotations

import shlex
import sys

import click

from tui.commands.failure import DONE, USAGE, CommandError
from tui.commands.invocation import Invocation


@click.command()
@click.option("--host", default="localhost", help="Address to listen on. Default localhost.")
@click.option("--port", default=8000, help="Port to listen on. Default 8000.")
@click.pass_obj
def web(invocation: Invocation, host: str, port: int) -> int:
    """Serves the dashboard to a browser. Whoever reaches the address reads and marks as you: there is no login.

    Its page asks a font server of a third party for a font.

    \b
    watchfloor web --port 8123
    """
    try:
        from textual_serve.server import Server
    except ImportError:
        raise CommandError('the web extra is not installed: pip install "watchfloor[web]"', USAGE) from None
    command = [sys.executable, "-P", "-m", "tui"]
    if invocation.config:
        command += ["--config", str(invocation.config)]
    command += ["--store", str(invocation.store_path)]
    if host not in ("localhost", "127.0.0.1", "::1"):
        invocation.narrate(f"listening on {host}: everyone who reaches it reads and marks as you")
    Server(shlex.join(command), host=host, port=port, title="watchfloor").serve()
    return DONE
