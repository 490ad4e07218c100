"""`watchfloor demo`: the dashboard on a made-up conflict that plays itself."""

from __future__ import annotations

import click

from tui.commands.dashboard import require_screen


@click.command()
def demo() -> int:
    """The dashboard on a made-up conflict that plays itself: no network, no trace left.

    \b
    watchfloor demo
    """
    require_screen("the demo")
    from tui.demo.session import run_demo

    return run_demo()
