"""`watchfloor watch`: the poller as a service."""

from __future__ import annotations

import os
import sys

import click

from tui.commands.failure import DONE
from tui.commands.invocation import Invocation


@click.command()
@click.option("--status", is_flag=True, help="Say whether a poller is at work and what it does; 1 when none is.")
@click.option("--once", is_flag=True, help="One round over what is due, then end.")
@click.option("--wait", default=0.0, metavar="SECONDS", help="Wait so long for another poller to give up the lease.")
@click.option("--log", "log_format", type=click.Choice(["text", "json"]), default="text", help="How log lines look.")
@click.option("--child", is_flag=True, hidden=True, help="End when the process that started this one ends.")
@click.option("--json", "as_json", is_flag=True, help="With --status: one JSON document.")
@click.pass_obj
def watch(
    invocation: Invocation, status: bool, once: bool, wait: float, log_format: str, child: bool, as_json: bool
) -> int:
    """Polls on schedule, reads and groups, until it is told to stop (SIGTERM, SIGINT). SIGHUP reads the config again.

    \b
    watchfloor watch --log json
    watchfloor watch --status
    watchfloor watch --once --wait 60
    """
    if status:
        from tui.commands.watch_status import show_status

        return show_status(invocation, as_json=as_json)
    from tui.desk.log import Log
    from tui.desk.poller import Poller
    from tui.sections import read_settings

    log = Log(sys.stderr, as_json=log_format == "json", quiet=invocation.is_quiet, verbose=invocation.is_verbose)
    store = invocation.store_path
    poller = Poller(lambda: read_settings(invocation.config), store, log, parent=os.getppid() if child else None)
    poller.run(wait=wait, once=once)
    return DONE
