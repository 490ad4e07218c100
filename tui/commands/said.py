"""`watchfloor quotes` and `watchfloor statements`: who said what, word for word or as reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.commands.asking import Asked, asking_options, open_queries
from tui.commands.failure import DONE
from tui.commands.invocation import Invocation
from tui.commands.output import Column, Row, data_options, write_rows
from tui.commands.stories import utc
from tui.speech import told

if TYPE_CHECKING:
    from store.rows import SaidRow

_ALL = 1_000_000


@click.command()
@asking_options()
@click.option("--ledger", is_flag=True, help="One row a distinct quote, with the outlets that carry it.")
@click.option("--cite", is_flag=True, help="One citation a line.")
@data_options()
@click.pass_obj
def quotes(
    invocation: Invocation,
    query: tuple[str, ...],
    since: str,
    until: str,
    limit: int,
    as_of: str,
    ledger: bool,
    cite: bool,
    output: str | None,
) -> int:
    """Exact words, newest first. Bare words and speaker: apply to the quotes; story:"…" reaches the whole story.

    \b
    watchfloor quotes speaker:putin ceasefire --since 7d
    watchfloor quotes thread:ceasefire --ledger --json
    watchfloor quotes thread:ceasefire --until 2025-03-12 --limit 5 --cite
    watchfloor quotes speaker:putin --as-of 2025-03-12
    watchfloor quotes speaker:putin --explain
    """
    asked = Asked(query, since, until, limit, "", as_of)
    if ledger:
        return _ledger(invocation, asked, output)
    return _said(invocation, asked, "quotes", cite, output)


@click.command()
@asking_options()
@click.option("--cite", is_flag=True, help="One citation a line.")
@data_options()
@click.pass_obj
def statements(
    invocation: Invocation,
    query: tuple[str, ...],
    since: str,
    until: str,
    limit: int,
    as_of: str,
    cite: bool,
    output: str | None,
) -> int:
    """What speakers are reported to have said without quotation marks, newest first.

    \b
    watchfloor statements speaker:unnamed thread:peacekeeping
    watchfloor statements thread:ceasefire --since 7d --until 2025-03-12 --limit 5 --cite
    watchfloor statements --as-of 2025-03-12
    watchfloor statements thread:ceasefire --explain
    """
    return _said(invocation, Asked(query, since, until, limit, "", as_of), "statements", cite, output)


def _said(invocation: Invocation, asked: Asked, name: str, cite: bool, output: str | None) -> int:
    queries = open_queries(invocation, asked.as_of)
    rows = queries.said(
        asked.query(invocation), limit=asked.limit or _ALL, statements=name == "statements", quotes=name == "quotes"
    )
    if cite:
        from tui.commands.citing import write_said_citations

        return write_said_citations(invocation, queries, rows)
    write_rows(name, (said_json(row) for row in rows), output, COLUMNS)
    return DONE


def _ledger(invocation: Invocation, asked: Asked, output: str | None) -> int:
    queries = open_queries(invocation, asked.as_of)
    rows = [
        {
            **said_json(row.quote),
            "outlets": row.outlets,
            "wordings": row.wordings,
            "first": utc(row.first),
            "last": utc(row.last),
        }
        for row in queries.ledger(asked.query(invocation), limit=asked.limit or _ALL)
    ]
    outlets = Column("outlets", lambda row: str(row["outlets"]), is_right=True)
    write_rows("quotes", rows, output, (outlets, *COLUMNS))
    return DONE


def said_json(row: SaidRow) -> Row:
    """A quote or statement as JSON, with the passage that proves it."""
    return {
        "text": row.text,
        "speaker": row.speaker,
        "actor": row.actor,
        "speakers": [name for name, _ in row.speakers],
        "actors": [actor for _, actor in row.speakers],
        "role": row.role,
        "speaker_type": row.speaker_type,
        "cue": row.cue,
        "kind": "statement" if row.is_statement else row.kind,
        "confidence": round(row.confidence, 3),
        "reason": row.reason,
        "carrier": row.carrier,
        "story": row.story_id,
        "title": row.title,
        "outlet": row.outlet,
        "outlet_kind": row.outlet_kind,
        "link": row.link,
        "paragraph": row.paragraph,
        "start": row.start,
        "end": row.end,
        "when": utc(row.when),
        "when_is_seen": row.is_when_seen,
        "outlets": row.outlets,
        "wordings": row.wordings,
    }


def _when(row: Row) -> str:
    mark = "~" if row["when_is_seen"] else ""
    return mark + str(row["when"])[:16].replace("T", " ")


def _text(row: Row) -> str:
    # Without its verb, a denial would read as its opposite.
    return f"{told(str(row['cue'] or 'say'))}{row['text']}" if row["kind"] == "statement" else f"“{row['text']}”"


COLUMNS = (
    Column("when (UTC)", _when, style="dim"),
    Column("speaker", lambda row: str(row["speaker"] or "not named"), style="cyan", is_cut=True),
    Column("said", _text, style="magenta", is_wide=True),
    Column("outlet", lambda row: str(row["outlet"]), is_cut=True, goes=1),
    Column("story", lambda row: str(row["story"]), style="dim", goes=2),
)
