"""`watchfloor store reread`: here, or by the poller that is at work."""

from __future__ import annotations

import sys
from time import monotonic, sleep
from typing import TYPE_CHECKING

import click

from tui.commands.failure import DONE, DONE_WITH_FAILURES
from tui.commands.invocation import Invocation
from tui.commands.output import write_json
from tui.safe import safe_line
from tui.wording import counted

if TYPE_CHECKING:
    from feeds.exchange import RequestRow
    from feeds.summary import Summary

_LOOK_SECONDS = 0.5


@click.command()
@click.option("--json", "as_json", is_flag=True, help="The summary as one JSON document.")
@click.pass_obj
def reread(invocation: Invocation, as_json: bool) -> int:
    """Reads again what an older version of the readers has read. Marks stay. While a poller is at work it does so, and
    dashboards stay open; what is interrupted goes on where it stopped when it is asked for again.

    \b
    watchfloor store reread
    """
    from tui.commands.refresh import summary_json

    started = monotonic()
    while True:
        done = _read_here(invocation) or _read_by_poller(invocation)
        if done is not None:
            break
    if isinstance(done, str):
        if as_json:
            write_json({"by": "poller", "result": done, "seconds": round(monotonic() - started, 2), "errors": []})
        else:
            sys.stdout.write(f"{safe_line(done)}, by the poller\n")
        return DONE
    if as_json:
        write_json(summary_json(done, monotonic() - started))
    else:
        sys.stdout.write(f"{counted(done.read, 'story')} read again\n")
    return DONE_WITH_FAILURES if done.failures else DONE


def _read_here(invocation: Invocation) -> Summary | None:
    """What was read again in this process; None when another poller holds the lease."""
    from feeds.summary import Summary
    from store.errors import LeaseHeld
    from tui.desk.rounds import open_rounds

    summary = Summary()
    try:
        with open_rounds(invocation.settings, invocation.store_path, narrate=invocation.narration) as rounds:
            rounds.reread(summary)
    except LeaseHeld as held:
        invocation.narrate(f"{held.who} is at work and is asked to read again; this may be left, it goes on")
        return None
    return summary


def _read_by_poller(invocation: Invocation) -> str | None:
    """What the poller at work answers; None when it went away before it did what it was asked."""
    from store.marks import Marks
    from tui.commands.asking import analyst_of, open_queries

    with Marks(invocation.store_path, analyst_of(invocation.settings)) as marks:
        number = marks.ask("reread")
    with open_queries(invocation) as queries:
        told = ""
        while True:
            asked: RequestRow | None = queries.request(number)
            if asked is None or asked.done is not None:
                return (asked.result if asked else "") or "done"
            poller = queries.poller()
            if poller.state in ("free", "stale"):
                return None
            now = f"{poller.state} {poller.done:,} of {poller.total:,}" if poller.total else poller.state
            if now != told:
                invocation.detail(now)
                told = now
            sleep(_LOOK_SECONDS)
