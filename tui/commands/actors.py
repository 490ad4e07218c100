"""`watchfloor actors`: who is named and who spoke; --unknown: whom the who's-who does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.commands.asking import Asked, asking_options, open_queries
from tui.commands.failure import DONE
from tui.commands.invocation import Invocation
from tui.commands.output import Column, Row, data_options, write_rows
from tui.commands.stories import utc

if TYPE_CHECKING:
    from store.rows import ActorRow

_ALL = 1_000_000
_MOST_COUNTED = 2_000
"""Unknown people whose outlets are counted, by stories: who is in few is in few outlets."""


@click.command()
@asking_options()
@click.option("--unknown", is_flag=True, help="Only people the who's-who does not know, those of most outlets first.")
@data_options()
@click.pass_obj
def actors(
    invocation: Invocation,
    query: tuple[str, ...],
    since: str,
    until: str,
    limit: int,
    as_of: str,
    unknown: bool,
    output: str | None,
) -> int:
    """Who is named in the stories that match, by who spoke last.

    \b
    watchfloor actors thread:ceasefire --since 7d
    watchfloor actors --unknown --limit 20
    watchfloor actors thread:ceasefire --until 2025-03-12 --as-of 2025-03-13
    watchfloor actors thread:ceasefire --explain
    """
    asked = Asked(query, since, until, limit, "", as_of)
    queries = open_queries(invocation, as_of)
    if unknown:
        from feeds.reading.actors import is_unknown

        named = queries.actors(asked.query(invocation), limit=_ALL)
        rows = [row for row in named if row.type == "person" and is_unknown(row.actor)]
        rows.sort(key=lambda row: (-row.stories, -row.mentions, row.name))
        rows = rows[:_MOST_COUNTED]
        outlets = queries.outlets_naming([row.actor for row in rows])
        rows.sort(key=lambda row: -outlets.get(row.actor, 0))
        rows = rows[: limit or None]
    else:
        rows = queries.actors(asked.query(invocation), limit=limit or _ALL)
    write_rows("actors", (actor_json(row) for row in rows), output, COLUMNS)
    return DONE


def actor_json(row: ActorRow) -> Row:
    """An actor as JSON."""
    return {
        "actor": row.actor,
        "name": row.name,
        "type": row.type,
        "role": row.role,
        "affiliation": row.affiliation,
        "stories": row.stories,
        "mentions": row.mentions,
        "said": row.said,
        "last_said": utc(row.last_said),
        "last_named": utc(row.last_named),
        "is_new": row.is_new,
    }


def _last_said(row: Row) -> str:
    return str(row["last_said"])[:16].replace("T", " ") if row["last_said"] else "-"


COLUMNS = (
    Column("last said (UTC)", _last_said, style="dim"),
    Column("name", lambda row: str(row["name"]), style="cyan", is_wide=True),
    Column("type", lambda row: str(row["type"]), style="dim", goes=1),
    Column("role", lambda row: str(row["role"] or row["affiliation"] or ""), is_cut=True),
    Column("stories", lambda row: str(row["stories"]), is_right=True),
    Column("said", lambda row: str(row["said"]), is_right=True),
)
