"""`watchfloor feeds parse`: what saved feed files hold."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.commands.completion import FileName
from tui.commands.failure import DONE, DONE_WITH_FAILURES
from tui.commands.invocation import Invocation
from tui.safe import safe_line

if TYPE_CHECKING:
    from feeds.intake.parsed import ParsedFeed


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=FileName())
@click.option("--json", "as_json", is_flag=True, help="One JSON object a file, each on a line.")
@click.pass_obj
def parse(invocation: Invocation, files: tuple[str, ...], as_json: bool) -> int:
    """What saved feed files hold: their entries, in file order.

    \b
    watchfloor feeds parse --json saved.xml
    """
    code = DONE
    for name in files:
        parsed = _parsed(name)
        if parsed.error is not None:
            code = DONE_WITH_FAILURES
            invocation.narrate(f"{name}: {parsed.error}")
        if as_json:
            sys.stdout.write(json.dumps(_feed_json(name, parsed), ensure_ascii=False, separators=(",", ":")) + "\n")
        else:
            sys.stdout.write(safe_line(f"{name}: {parsed.format or 'no feed'}, {len(parsed.entries)} entries") + "\n")
            for entry in parsed.entries:
                when = entry.published.isoformat() if entry.published else "-"
                sys.stdout.write(f"  {when}  {safe_line(entry.title)}  {safe_line(entry.link)}\n")
        sys.stdout.flush()
    return code


def _parsed(name: str) -> ParsedFeed:
    from feeds.intake.parse import parse_feed
    from feeds.intake.parsed import ParsedFeed

    try:
        return parse_feed(Path(name).read_bytes())
    except OSError as error:
        return ParsedFeed(format="", title="", entries=(), error=f"cannot be read: {error.strerror or error}")


def _feed_json(name: str, parsed: ParsedFeed) -> dict[str, object]:
    return {
        "file": name,
        "format": parsed.format,
        "title": parsed.title,
        "entries": [
            {
                "id": entry.id,
                "title": entry.title,
                "link": entry.link,
                "published": entry.published.isoformat() if entry.published else None,
                "summary": entry.summary,
            }
            for entry in parsed.entries
        ],
        "error": parsed.error,
    }
