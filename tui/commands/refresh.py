"""`watchfloor refresh`: one round over the feeds and folders, or over the files named."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from tui.commands.completion import FileName, Known
from tui.commands.failure import DONE, DONE_WITH_FAILURES, USAGE, CommandError
from tui.commands.invocation import Invocation
from tui.wording import counted

if TYPE_CHECKING:
    from datetime import date, datetime

    from feeds.settings import FeedSettings
    from feeds.summary import Summary


@click.command()
@click.argument("more", nargs=-1, metavar="[PATH]...", type=FileName())
@click.option("--files", multiple=True, metavar="PATH...", help="Only these files and folders; no feed is polled.")
@click.option("--outlet", default="", type=Known("outlet"), help="With --files: who published them.")
@click.option("--published", default="", metavar="DATE", help="With --files: when they were published (ISO 8601).")
@click.option("--force", is_flag=True, help="Ask every feed now, whatever its schedule says.")
@click.option(
    "--feed", "only", multiple=True, metavar="NAME", type=Known("feed"), help="Only this feed; may be given again."
)
@click.option("--json", "as_json", is_flag=True, help="The summary as one JSON document.")
@click.pass_obj
def refresh(
    invocation: Invocation,
    more: tuple[str, ...],
    files: tuple[str, ...],
    outlet: str,
    published: str,
    force: bool,
    only: tuple[str, ...],
    as_json: bool,
) -> int:
    """Fetches the feeds that are due and the watched folders, reads and groups what is new, and says what came of it.

    \b
    watchfloor refresh
    watchfloor refresh --feed "UN News: all" --force
    watchfloor refresh --files cuttings/ article.txt --outlet "Selm Daily" --published 2025-03-12
    """
    if more and not files:
        raise CommandError("to read files, say --files: `watchfloor refresh --files PATH...`", USAGE)
    if not files and (outlet or published):
        raise CommandError("--outlet and --published go with --files", USAGE)
    started = monotonic()
    from feeds.summary import Summary
    from tui.desk.rounds import open_rounds

    chosen = [] if files else chosen_feeds(invocation, only)
    moment = moment_option("--published", published)
    summary = Summary()
    with open_rounds(invocation.settings, invocation.store_path, narrate=invocation.narration) as rounds:
        if files:
            rounds.files([Path(name) for name in (*files, *more)], summary, outlet=outlet, published=moment)
        else:
            rounds.feeds(chosen, summary, force=force)
            if not only:
                rounds.folders(summary)
        rounds.read(summary)
        if not files:
            rounds.articles(summary)
            _raise_alerts(invocation, summary)
    seconds = monotonic() - started
    if as_json:
        sys.stdout.write(json.dumps(summary_json(summary, seconds), ensure_ascii=False) + "\n")
    else:
        _tell(invocation, summary, seconds)
    return DONE_WITH_FAILURES if summary.failures else DONE


def _raise_alerts(invocation: Invocation, summary: Summary) -> None:
    """Tells what the alerts of the config ask for, as whoever polls does; what cannot be delivered is a failure."""
    from feeds.summary import Failure
    from tui.desk.alert_round import raise_alerts

    undelivered = raise_alerts(invocation.settings, invocation.store_path, sys.stderr, is_start=True)
    summary.failures += [Failure("", what) for what in undelivered]


def moment_option(name: str, value: str) -> datetime | date | None:
    """A date or time given as an option. Raises CommandError (2) when it is none."""
    from feeds.explain import moment_of

    moment = moment_of(value)
    if value and moment is None:
        raise CommandError(f"{name} {value!r}: not an ISO 8601 date or time, e.g. 2025-03-12", USAGE)
    return moment


def summary_json(summary: Summary, seconds: float) -> dict[str, object]:
    """The summary as the JSON document scripts rely on."""
    return {
        "feeds": {"polled": summary.polled, "unchanged": summary.unchanged, "failed": summary.failed},
        "stories": {"new": summary.new, "revised": summary.revised, "unchanged": summary.same},
        "read": summary.read,
        "errors": [{"feed": failure.feed, "what": failure.what} for failure in summary.failures],
        "seconds": round(seconds, 3),
    }


def chosen_feeds(invocation: Invocation, names: tuple[str, ...]) -> list[FeedSettings]:
    """The feeds to ask: all, or those named (also when they are switched off)."""
    from dataclasses import replace

    feeds = {feed.name: feed for feed in invocation.settings.feeds}
    if not names:
        return list(feeds.values())
    for name in names:
        if name not in feeds:
            import difflib

            near = difflib.get_close_matches(name, feeds, n=1, cutoff=0.4)
            hint = f"; did you mean {near[0]!r}?" if near else "; `watchfloor feeds list` shows them"
            raise CommandError(f"there is no feed {name!r}{hint}", USAGE)
    return [replace(feeds[name], is_enabled=True) for name in names]


def _tell(invocation: Invocation, summary: Summary, seconds: float) -> None:
    from datetime import UTC

    from tui.safe import safe_line

    parts = []
    if summary.polled or summary.failed:
        parts.append(f"{summary.polled} feeds polled, {summary.unchanged} unchanged, {summary.failed} failed")
    if summary.waiting and summary.next_try is not None:
        feeds = counted(summary.waiting, "feed")
        when = f"{summary.next_try.astimezone(UTC):%H:%M} UTC"
        why = f": {safe_line(', '.join(summary.pauses))}" if summary.pauses else ""
        parts.append(f"{feeds} not asked before {when}{why or ' (--force asks now)'}")
    parts.append(f"{summary.new} new, {summary.revised} revised, {summary.same} unchanged stories")
    parts.append(f"{summary.read} read in {seconds:.1f} s")
    for failure in summary.failures:
        # What no single feed is to blame for has no name before it.
        about = f"{safe_line(failure.feed)}: " if failure.feed else ""
        invocation.narrate(f"  {about}{safe_line(failure.what)}")
    sys.stdout.write("; ".join(parts) + "\n")
