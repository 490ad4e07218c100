"""`watchfloor clusters`: stories about the same event, with their reach and own reporting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.commands.asking import Asked, asking_options, open_queries
from tui.commands.failure import DONE, USAGE, CommandError
from tui.commands.invocation import Invocation
from tui.commands.output import Column, Row, data_options, write_json, write_rows
from tui.commands.stories import story_json, utc

if TYPE_CHECKING:
    from store.rows import ClusterRow

_ALL = 1_000_000


@click.command()
@asking_options(sorts=("newest", "reach", "first"))
@click.option("--show", "identity", default="", metavar="ID", help="One cluster with all its stories, as JSON.")
@data_options()
@click.pass_obj
def clusters(
    invocation: Invocation,
    query: tuple[str, ...],
    since: str,
    until: str,
    limit: int,
    as_of: str,
    sort: str | None,
    identity: str,
    output: str | None,
) -> int:
    """Clusters of the stories that match, latest first.

    \b
    watchfloor clusters own:>2 --since 24h --sort reach
    watchfloor clusters --until 2025-03-12 --limit 5 --as-of 2025-03-13
    watchfloor clusters --show 44c6303ff117e43d
    watchfloor clusters thread:ceasefire --explain
    """
    asked = Asked(query, since, until, limit, sort or "", as_of)
    queries = open_queries(invocation, as_of)
    if identity:
        found = queries.cluster(identity)
        if found is None:
            raise CommandError(f"there is no cluster {identity!r}", USAGE)
        row, members = found
        write_json({**cluster_json(row), "members": [story_json(member) for member in members]})
        return DONE
    rows = queries.clusters(
        asked.query(invocation), limit=limit or _ALL, sort=asked.sort if asked.sort != "newest" else ""
    )
    write_rows("clusters", (cluster_json(row) for row in rows), output, COLUMNS)
    return DONE


def cluster_json(row: ClusterRow) -> Row:
    """A cluster as JSON."""
    return {
        "id": row.id,
        "title": row.title,
        "stories": row.stories,
        "reach": row.reach,
        "own_reporting": row.own_reporting,
        "look_twice": row.look_twice,
        "first": utc(row.first),
        "first_outlet": row.first_outlet,
        "latest": utc(row.latest),
        "velocity": round(row.velocity, 2),
    }


COLUMNS = (
    Column("latest (UTC)", lambda row: str(row["latest"])[:16].replace("T", " "), style="dim"),
    Column("title", lambda row: str(row["title"]), is_wide=True),
    Column("stories", lambda row: str(row["stories"]), is_right=True, goes=1),
    Column("outlets", lambda row: str(row["reach"]), is_right=True),
    Column("own", lambda row: str(row["own_reporting"]), is_right=True),
    Column("look twice", lambda row: str(row["look_twice"]), goes=2),
    Column("id", lambda row: str(row["id"]), style="dim", goes=3),
)
