"""`watchfloor brief --kept` and `--again`: briefs that were written before, as they were written."""

from __future__ import annotations

from tui.commands.asking import open_queries
from tui.commands.failure import USAGE, CommandError
from tui.commands.invocation import Invocation
from tui.commands.output import Column, Row, write_rows
from tui.commands.stories import utc
from tui.safe import safe_text

_LISTED = 200
_COLUMNS = (
    Column("no.", lambda row: str(row["brief"]), is_right=True),
    Column("at", lambda row: str(row["at"])),
    Column("of", lambda row: str(row["query"]), is_wide=True),
    Column("format", lambda row: str(row["format"]), "dim"),
    Column("cited", lambda row: str(row["cited"]), is_right=True),
)


def list_kept(invocation: Invocation, output: str | None) -> None:
    """Writes the list of kept briefs, newest first."""
    from store.kept import briefs

    with open_queries(invocation) as queries:
        found = briefs(queries.connection, _LISTED)
    rows: list[Row] = [
        {
            "brief": kept.brief,
            "at": utc(kept.at),
            "query": kept.query,
            "format": kept.format,
            "cited": len(kept.stories),
            "stories": list(kept.stories),
        }
        for kept in found
    ]
    write_rows("briefs", rows, output, _COLUMNS, nothing="no brief was written yet")


def kept_body(invocation: Invocation, number: int) -> str:
    """A kept brief as it was written. Raises CommandError where none has that number."""
    from store.kept import brief_body

    with open_queries(invocation) as queries:
        body = brief_body(queries.connection, number)
    if body is None:
        raise CommandError(f"no brief has the number {number}; `watchfloor brief --kept` lists them", USAGE)
    return safe_text(body)
