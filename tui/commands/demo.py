"""`watchfloor demo`: the dashboard on a made-up conflict that plays itself."""

from __future__ import annotations

import sys

import click

from tui.commands.failure import USAGE, CommandError


@click.command()
def demo() -> int:
    """The dashboard on a made-up conflict that plays itself: no network, no trace left.

    \b
    watchfloor demo
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise CommandError("the demo needs a terminal", USAGE)
    from tui.demo.session import run_demo

    return run_demo()
