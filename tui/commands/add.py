"""`watchfloor add`: one story somebody sent me."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from tui.commands.completion import FileName, Known
from tui.commands.failure import DONE, DONE_WITH_FAILURES, USAGE, CommandError
from tui.commands.invocation import Invocation
from tui.commands.refresh import moment_option, summary_json

if TYPE_CHECKING:
    from feeds.story import Arrival
    from feeds.summary import Summary

_FEED = "added by hand"


@click.command()
@click.argument("source", metavar="URL|FILE|-", type=FileName())
@click.option("--outlet", default="", type=Known("outlet"), help="Who published it.")
@click.option("--published", default="", metavar="DATE", help="When it was published (ISO 8601).")
@click.option("--title", default="", help="Its title, where the text has none.")
@click.option("--json", "as_json", is_flag=True, help="The summary as one JSON document.")
@click.pass_obj
def add(invocation: Invocation, source: str, outlet: str, published: str, title: str, as_json: bool) -> int:
    """Takes one story into the store: a page, a file or stdin.

    \b
    watchfloor add https://meridian.example/talks --published 2025-03-12
    pbpaste | watchfloor add - --outlet "Selm Daily"
    curl https://meridian.example/talks | watchfloor add -
    watchfloor add article.txt --title "Talks in Kyrna" --outlet "Selm Daily" --published 2025-03-12
    """
    from feeds.summary import Summary
    from tui.desk.rounds import open_rounds

    started = monotonic()
    moment = moment_option("--published", published)
    summary = Summary()
    arrivals = [_told(arrival, outlet, moment, title) for arrival in _arrivals(invocation, source, summary)]
    if not arrivals:
        raise CommandError(summary.failures[0].what if summary.failures else "there was nothing to read", USAGE)
    # A poller at work gives the lease up for nobody; its rounds are short, so it is waited for a little.
    with open_rounds(invocation.settings, invocation.store_path, narrate=invocation.narration, wait=2.0) as rounds:
        rounds.arrivals(arrivals, summary)
        rounds.read(summary)
    if as_json:
        sys.stdout.write(json.dumps(summary_json(summary, monotonic() - started), ensure_ascii=False) + "\n")
    elif summary.new or summary.revised:
        sys.stdout.write(f"{summary.new} new, {summary.revised} revised\n")
    else:
        sys.stdout.write("it was here already\n")
    return DONE_WITH_FAILURES if summary.failures else DONE


def _arrivals(invocation: Invocation, source: str, summary: Summary) -> list[Arrival]:
    if source == "-":
        return _given(invocation, sys.stdin.buffer.read(), summary)
    if source.startswith(("http://", "https://")):
        from tui.desk.pages import PageError, page_at

        try:
            return [page_at(invocation.settings, source)]
        except PageError as error:
            raise CommandError(str(error), DONE_WITH_FAILURES) from None
    path = Path(source).expanduser()
    if path.is_dir():
        raise CommandError(f"{source}: a folder; `watchfloor refresh --files {source}` takes what lies in it", USAGE)
    if not path.exists():
        from tui.desk.pages import nothing_there

        raise CommandError(f"{source}: {nothing_there(source)}", USAGE)
    from feeds.intake.folders import FileError, read_path

    errors: list[FileError] = []
    arrivals = read_path(path, outlets=invocation.settings.outlets, errors=errors)
    for mistake in errors:
        summary.fail(mistake.path, str(mistake))
    return arrivals


def _given(invocation: Invocation, body: bytes, summary: Summary) -> list[Arrival]:
    """What is on standard input: a text in whatever charset, a page, a feed."""
    from feeds.intake.folders import GIVEN, read_given

    if b"\0" in body[:2000] and not body.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise CommandError(f"{GIVEN}: binary data, not text", USAGE)
    if not body.strip():
        raise CommandError(f"{GIVEN}: nothing came; pipe the text of a story into it", USAGE)
    reading = read_given(body, _FEED, invocation.settings.outlets)
    for mistake in reading.errors:
        summary.fail(mistake.path, str(mistake))
    return list(reading.arrivals)


def _told(arrival: Arrival, outlet: str, moment: datetime | date | None, title: str) -> Arrival:
    """The arrival with what the user says of it."""
    if outlet:
        arrival = replace(arrival, outlet=outlet)
    if title:
        arrival = replace(arrival, title=title)
    if moment is not None:
        if not isinstance(moment, datetime):
            moment = datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
        arrival = replace(arrival, published=moment, published_from="given")
    return arrival
