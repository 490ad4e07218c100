"""`watchfloor export`: a query as a feed, a calendar, an outline, CSV or JSON lines."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import islice

import click

from tui.commands.asking import Asked, asking_options, open_queries
from tui.commands.failure import DONE, USAGE, CommandError
from tui.commands.invocation import Invocation
from tui.commands.output import write_rows
from tui.commands.stories import story_json

_ALL = 1_000_000


@click.command()
@asking_options(limit=200, explains=False)
@click.option(
    "--format", "form", type=click.Choice(["atom", "opml", "csv", "jsonl", "ics"]), default="atom", help="Default atom."
)
@click.option("--view", default="", metavar="NAME", help="A saved view of the config instead of QUERY.")
@click.option("--title", default="", help="What the feed is called; default: the view or query.")
@click.option("--out", default="", metavar="FILE", help="Write to a file instead of stdout.")
@click.pass_obj
def export(
    invocation: Invocation,
    query: tuple[str, ...],
    since: str,
    until: str,
    limit: int,
    as_of: str,
    form: str,
    view: str,
    title: str,
    out: str,
) -> int:
    """A saved view or query as a file other programs subscribe to. ics is a calendar of its dated events.

    \b
    watchfloor export --format atom thread:ceasefire > ceasefire.atom
    watchfloor export --format ics status:scheduled --out agenda.ics
    watchfloor export --format csv --since 7d --until 2025-03-12 --limit 50 --as-of 2025-03-12
    watchfloor export --view "Envoys moving" --title "Envoys" --out envoys.atom
    """
    from tui.desk import export as forms

    words = (_view(invocation, view), *query) if view else query
    asked = Asked(words, since, until, limit, "", as_of)
    queries = open_queries(invocation, as_of)
    name = title or view or " ".join(query) or "watchfloor"
    if form == "ics":
        parts = forms.calendar(
            name,
            queries.timeline(asked.query(invocation), limit=limit or _ALL, with_told=False, with_touching=False),
        )
    else:
        rowids = queries.story_rowids(asked.query(invocation), limit=limit or None)
        stories = queries.story_page(rowids)
        if form == "csv":
            if out:
                raise CommandError("--out goes with atom, opml, jsonl and ics; redirect CSV with >", USAGE)
            write_rows("stories", (story_json(row) for row in stories), "csv", ())
            return DONE
        if form == "jsonl":
            parts = forms.json_lines(dict(story_json(row)) for row in stories)
        else:
            parts = forms.atom(name, stories) if form == "atom" else forms.opml(name, stories)
    _write(invocation, parts, out)
    return DONE


def _view(invocation: Invocation, name: str) -> str:
    import difflib

    known = invocation.settings.sections.get("views")
    views = {str(view.name): str(view.query) for view in known} if isinstance(known, tuple) else {}
    if name not in views:
        near = difflib.get_close_matches(name, views, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else f"; there are: {', '.join(views) or 'none'}"
        raise CommandError(f"there is no view {name!r}{hint}", USAGE)
    return views[name]


def _write(invocation: Invocation, parts: Iterable[str], out: str) -> None:
    if not out:
        for part in parts:
            sys.stdout.write(part)
        return
    from pathlib import Path

    path = Path(out).expanduser()
    try:
        # Beside it first: who reads the file meanwhile sees the old one whole.
        beside = path.with_name(path.name + ".new")
        with beside.open("w", encoding="utf-8", newline="") as file:
            file.writelines(islice(parts, None))
        beside.replace(path)
    except OSError as error:
        raise CommandError(f"{out} cannot be written: {error.strerror or error}", USAGE) from None
    invocation.narrate(f"{out} written")
