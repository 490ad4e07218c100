"""`watchfloor stories`: the stories that match, copies included."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from tui.commands.asking import Asked, asking_options, open_queries
from tui.commands.failure import DONE
from tui.commands.invocation import Invocation
from tui.commands.output import Column, Row, data_options, write_rows

if TYPE_CHECKING:
    from store.queries import Queries
    from store.rows import StoryRow

_PAGE = 500


@click.command()
@asking_options(sorts=("newest", "oldest", "reach", "first", "arrived"))
@click.option("--grouped", is_flag=True, help="One story a cluster, and no copies.")
@click.option("--cite", is_flag=True, help="One citation a line.")
@data_options()
@click.pass_obj
def stories(
    invocation: Invocation,
    query: tuple[str, ...],
    since: str,
    until: str,
    limit: int,
    as_of: str,
    sort: str | None,
    grouped: bool,
    cite: bool,
    output: str | None,
) -> int:
    """The stories that match, newest first. Copies are rows too (copy_of names the original).

    \b
    watchfloor stories thread:ceasefire own:>1 --since 24h
    watchfloor stories 'actor:"Keir Starmer"' --jsonl --limit 0
    watchfloor stories --since 2025-03 --until 2025-03-12 --sort oldest --grouped
    watchfloor stories thread:ceasefire --as-of 2025-03-12 --cite
    watchfloor stories thread:ceasefire --explain
    """
    asked = Asked(query, since, until, limit, sort or "", as_of)
    queries = open_queries(invocation, as_of)
    rowids = queries.story_rowids(
        asked.query(invocation), sort=asked.sort or "newest", grouped=grouped, limit=limit or None
    )
    rows = _pages(queries, rowids)
    if cite:
        from tui.commands.citing import write_story_citations

        return write_story_citations(invocation, queries, rows)
    write_rows("stories", (story_json(row) for row in rows), output, COLUMNS)
    if muted := queries.muted():
        invocation.detail(f"{muted} muted")
    return DONE


def _pages(queries: Queries, rowids: Sequence[int]) -> Iterator[StoryRow]:
    for start in range(0, len(rowids), _PAGE):
        yield from queries.story_page(rowids[start : start + _PAGE])


def story_json(row: StoryRow) -> Row:
    """A story as the JSON object scripts rely on."""
    scores = row.scores or (None,) * len(row.threads)
    return {
        "id": row.id,
        "title": row.title,
        "link": row.link,
        "published": utc(row.published),
        "published_offset": offset(row.published),
        "published_from": row.published_from,
        "seen": utc(row.seen),
        "outlet": row.outlet,
        "outlet_kind": row.outlet_kind,
        "outlet_country": row.outlet_country,
        "reliability": row.reliability,
        "language": row.language,
        "full_text": row.is_full_text,
        "revised": row.is_revised,
        "cluster": row.cluster,
        "copy_of": row.copy_of,
        "reprints": row.reprints,
        "reach": row.reach,
        "own_reporting": row.own_reporting,
        "look_twice": row.look_twice,
        "threads": [
            {"id": identity, "role": role, "score": score}
            for (identity, role), score in zip(row.threads, scores, strict=False)
        ],
        "marks": {
            "read": row.is_read,
            "starred": row.is_starred,
            "pinned": row.is_pinned,
            "note": row.has_note,
            "tags": list(getattr(row, "tags", ())),
        },
    }


def utc(moment: datetime | None) -> str | None:
    """A moment as ISO 8601 in UTC with Z."""
    return None if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def offset(moment: datetime | None) -> str | None:
    """The offset from UTC a moment was given in, e.g. +02:00; None when unknown."""
    return None if moment is None else moment.isoformat()[-6:] if moment.utcoffset() else "+00:00"


def when_cell(row: Row) -> str:
    """When a row is from, as lists show it: published, or ~ and when it was seen."""
    published, seen = row.get("published"), row.get("seen")
    if isinstance(published, str):
        return published[:16].replace("T", " ")
    return "~" + seen[:16].replace("T", " ") if isinstance(seen, str) else ""


def standing_cell(row: Row) -> str:
    """The outlet, with a word where its standing needs one."""
    kind = row.get("outlet_kind")
    label = f" [{kind}, {row.get('outlet_country')}]" if kind == "state media" else ""
    return f"{row.get('outlet') or '-'}{label}"


def _reach(row: Row) -> str:
    if row.get("copy_of"):
        return "reprint"
    return str(row.get("look_twice") or f"{row.get('reach')} outlets")


def _threads(row: Row) -> str:
    threads = row.get("threads")
    return " ".join(str(item["id"]) for item in threads) if isinstance(threads, list) else ""


COLUMNS = (
    Column("when (UTC)", when_cell, style="dim"),
    Column("title", lambda row: str(row["title"]), is_wide=True),
    Column("outlet", standing_cell, is_cut=True),
    Column("reach", _reach, style="dim", goes=1),
    Column("threads", _threads, style="dim", is_cut=True, goes=2),
    Column("id", lambda row: str(row["id"]), style="dim", goes=3),
)
