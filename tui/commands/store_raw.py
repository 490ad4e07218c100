"""`watchfloor store raw`: pages and feed bodies as they were fetched, and what changed on a page between two."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from tui.commands.completion import Known
from tui.commands.failure import DONE, DONE_WITH_FAILURES, USAGE, CommandError
from tui.commands.invocation import Invocation
from tui.commands.output import Column, Row, data_options, write_rows
from tui.commands.stories import utc
from tui.safe import safe_line, safe_text

if TYPE_CHECKING:
    from store.queries import Queries
    from store.queries_raw import KeptRow


@click.command()
@click.argument("what", metavar="ID|FEED", type=Known("feed"))
@click.option("--show", type=click.IntRange(1), metavar="N", help="The bytes of the N-th of them (1 the newest).")
@click.option("--text", type=click.IntRange(1), metavar="N", help="The words on the N-th page.")
@click.option("--diff", is_flag=True, help="What changed on the page between the last two fetches.")
@data_options()
@click.pass_obj
def raw(invocation: Invocation, what: str, show: int | None, text: int | None, diff: bool, output: str | None) -> int:
    """The pages a story was fetched from, or what a feed sent, byte for byte, newest first, while they are kept.

    A page that was edited or deleted since can be shown as it was; each has its sha256. How long they are kept is
    [fetch] keep_raw_days and keep_feed_days.

    \b
    watchfloor store raw 44c6303ff117e43d
    watchfloor store raw 44c6303ff117e43d --text 1
    watchfloor store raw 44c6303ff117e43d --diff
    watchfloor store raw "UN News: all" --show 1 > body.xml
    """
    from store.queries import Queries

    with Queries(invocation.store_path) as queries:
        kept = _kept(queries, what, invocation)
        if show:
            sys.stdout.flush()
            sys.stdout.buffer.write(queries.bytes_kept(_number(kept, show, what).raw))
        elif text:
            sys.stdout.write(_words(queries.bytes_kept(_number(kept, text, what).raw)) + "\n")
        elif diff:
            before, after = _number(kept, 2, what), kept[0]
            words = [_words(queries.bytes_kept(row.raw)) for row in (before, after)]
            sys.stdout.write(_difference(words[0], words[1], _named(before), _named(after)))
        else:
            write_rows("kept", [_row(number, row) for number, row in enumerate(kept, 1)], output, _COLUMNS)
    return DONE


def _kept(queries: Queries, what: str, invocation: Invocation) -> Sequence[KeptRow]:
    """What is kept of a story or feed, at least one. Raises CommandError: 1 when nothing is, 2 when it is not known."""
    story = queries.story(what)
    if story is not None:
        kept, days, key = queries.pages_kept(story.rowid), invocation.settings.fetch.keep_raw_days, "keep_raw_days"
    else:
        kept, days, key = queries.bodies_kept(what), invocation.settings.fetch.keep_feed_days, "keep_feed_days"
        if not kept and what not in {feed.name for feed in invocation.settings.feeds}:
            hint = "`watchfloor stories --json` shows the ids, `watchfloor feeds list` the feeds"
            raise CommandError(f"there is no story or feed {what!r}; {hint}", USAGE)
    if not kept:
        why = f"they are kept for {days} days ([fetch] {key})" if days else f"[fetch] {key} is 0, so none is kept"
        where = " and its page was never fetched, or longer ago" if story is not None else ""
        raise CommandError(f"nothing is kept of {what!r}{where}; {why}", DONE_WITH_FAILURES)
    return kept


def _number(kept: Sequence[KeptRow], number: int, what: str) -> KeptRow:
    if number > len(kept):
        raise CommandError(f"of {what!r} only {len(kept)} {'is' if len(kept) == 1 else 'are'} kept", USAGE)
    return kept[number - 1]


def _words(body: bytes) -> str:
    """The story on a page, a paragraph a line; of anything else the text itself. Safe to print."""
    from feeds.intake.charset import decode
    from feeds.intake.page import extract

    page, _ = decode(body)
    return safe_text(extract(page) or page)


def _named(row: KeptRow) -> str:
    return f"{utc(row.fetched)} sha256:{row.hash[:8]}"


def _difference(before: str, after: str, old: str, new: str) -> str:
    import difflib

    lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), old, new, n=1, lineterm=""))
    return "\n".join(lines) + "\n" if lines else "the words are the same\n"


def _row(number: int, row: KeptRow) -> Row:
    return {"number": number, "fetched": utc(row.fetched), "sha256": row.hash, "packed_bytes": row.packed_bytes}


_COLUMNS = (
    Column("n", lambda row: str(row["number"]), is_right=True),
    Column("fetched (UTC)", lambda row: str(row["fetched"])[:19].replace("T", " ")),
    Column("sha256", lambda row: safe_line(str(row["sha256"])), is_wide=True),
    Column("bytes here", lambda row: str(row["packed_bytes"]), is_right=True, style="dim"),
)
