"""`watchfloor timeline`: what happened, is scheduled, demanded, denied; one line an event, its claimants named."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import click

from feeds.grouping.timeline_lines import is_unheard, slip
from tui.commands.asking import Asked, asking_options, open_queries, timezone_of
from tui.commands.failure import DONE, USAGE, CommandError
from tui.commands.invocation import Invocation
from tui.commands.output import Column, Row, data_options, write_rows
from tui.commands.stories import utc
from tui.who_says_so import who_says_so

if TYPE_CHECKING:
    from store.rows import TimelineRow

_ALL = 1_000_000


@click.command()
@asking_options(limit=100)
@click.option("--next", "following", default="", metavar="7d", help="Only what lies ahead: from today, so many days.")
@click.option("--from", "first", default="", metavar="DAY", help="Events from this day on.")
@click.option("--to", "last", default="", metavar="DAY", help="Events until this day.")
@click.option("--all", "with_touching", is_flag=True, help="With what stories say that only touch the thread.")
@click.option("--cite", is_flag=True, help="One citation a line.")
@click.option("--ics", "output", flag_value="ics", help="A calendar of what has a day.")
@data_options()
@click.pass_obj
def timeline(
    invocation: Invocation,
    query: tuple[str, ...],
    since: str,
    until: str,
    limit: int,
    as_of: str,
    following: str,
    first: str,
    last: str,
    with_touching: bool,
    cite: bool,
    output: str | None,
) -> int:
    """Events by their first day; words and status:, event:, by:, target:, asserted: apply to the events.

    What gives no day of its own stands under the day it was told, with ~ before it (told in JSON). With thread:, of
    stories that only touch the thread only the paragraphs that do are told from; --all tells everything in them.

    \b
    watchfloor timeline thread:ceasefire --next 7d
    watchfloor timeline thread:ceasefire --all
    watchfloor timeline status:scheduled target:russia --json
    watchfloor timeline thread:ceasefire --next 14d --ics
    watchfloor timeline thread:ceasefire --from 2025-03-10 --to 2025-03-16 --cite
    watchfloor timeline --since 7d --until 2025-03-12 --limit 20 --as-of 2025-03-12
    watchfloor timeline status:scheduled --explain
    """
    asked = Asked(query, since, until, limit, "", as_of)
    queries = open_queries(invocation, as_of)
    start, end = _day("--from", first), _day("--to", last)
    if following:
        today = datetime.now(timezone_of(invocation.settings)).date()
        start, end = today, today + timedelta(days=days_of("--next", following))
    with_told = not following and output != "ics"
    rows = queries.timeline(
        asked.query(invocation),
        start=start,
        end=end,
        limit=limit or _ALL,
        with_told=with_told,
        with_touching=with_touching,
    )
    if rows.left_out and output not in ("json", "jsonl"):
        invocation.narrate(f"{rows.left_out} of stories that only touch the thread left out; --all lists them")
    if cite:
        from tui.commands.citing import write_event_citations

        return write_event_citations(invocation, queries, rows)
    if output == "ics":
        from tui.desk.export import calendar

        sys.stdout.writelines(calendar(" ".join(query) or "watchfloor", rows))
        return DONE
    extra = {"left_out": rows.left_out} if rows.left_out else None
    write_rows("events", (event_json(row, queries.now) for row in rows), output, COLUMNS, extra=extra)
    return DONE


def days_of(option: str, text: str) -> int:
    """A number of days written 7d, 2w or 7. Raises CommandError (2)."""
    number, unit = (text[:-1], text[-1:]) if text[-1:] in ("d", "w") else (text, "d")
    if not number.isdigit() or not 0 < int(number) < 10_000:
        raise CommandError(f"{option} {text!r}: say a number of days or weeks, e.g. 7d or 2w", USAGE)
    return int(number) * (7 if unit == "w" else 1)


def _day(option: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise CommandError(f"{option} {text!r}: say a day, e.g. 2025-03-12", USAGE) from None


def event_json(row: TimelineRow, now: datetime | None = None) -> Row:
    """An event as JSON, with the passage that proves it; `unheard` when its day has passed by `now` and nobody said
    what became of it."""
    return {
        "what": row.what,
        "kind": row.kind,
        "status": row.status,
        "by": list(row.by),
        "target": list(row.target),
        "actors": list(row.actors),
        "from": row.first,
        "to": row.last,
        "told": row.told,
        "precision": row.precision,
        "when_text": row.when_text,
        "asserted_by": list(row.asserted_by),
        "denied_by": list(row.denied_by),
        "reach": row.reach,
        "own_reporting": row.own_reporting,
        "moved_from": row.moved_from,
        "has_conflict": row.has_conflict,
        "other_days": list(row.other_days),
        "in_response_to": row.answers or None,
        "last_heard": utc(row.last_heard),
        "unheard": is_unheard(row.last or row.first, row.status, row.last_heard, now or datetime.now(UTC)),
        "story": row.story_id,
        "title": row.title,
        "outlet": row.outlet,
        "outlet_kind": row.outlet_kind,
        "evidence": row.evidence,
        "paragraph": row.paragraph,
        "start": row.start,
        "end": row.end,
        "stories": list(row.stories),
    }


def days_cell(row: Row) -> str:
    """The days of an event: one, a stretch, ~ the day it was told, or the words the text uses."""
    first, last = row.get("from"), row.get("to")
    if row.get("told"):
        return f"~{row['told']}"
    if first and last and first != last:
        return _stretch(str(first), str(last))
    return str(first or row.get("when_text") or "no date")


def _stretch(first: str, last: str) -> str:
    """Days from first to last: a whole year or month by its name, else without repeating the year."""
    year, _, month_day = last.partition("-")
    if first == f"{year}-01-01" and month_day == "12-31":
        return year
    if first[:7] == last[:7] and first.endswith("-01") and _ends_a_month(last):
        return last[:7]
    return f"{first} – {month_day if first.startswith(year) else last}"


def _ends_a_month(day: str) -> bool:
    try:
        return (date.fromisoformat(day) + timedelta(days=1)).day == 1
    except (ValueError, OverflowError):
        return False


def _what(row: Row) -> str:
    claimants, denials = row["asserted_by"], row["denied_by"]
    assert isinstance(claimants, list)
    assert isinstance(denials, list)
    what = str(row["what"])
    parts = [what]
    told = [name for name in map(str, claimants) if not what.startswith(name)]
    if told:
        says = who_says_so(str(row["status"]), what, told)
        parts.append("– " + says.replace("claimed by", "says"))
    elif claimants:
        parts.append("– by own account")  # "The army shot down four drones", says the army
    if denials:
        parts.append(f"– denied by {', '.join(map(str, denials))}")
    if row["moved_from"]:
        parts.append(f"– moved: {slip(str(row['moved_from']), str(row['from']))}")
    others = row["other_days"]
    assert isinstance(others, list)
    if others:
        parts.append(f"– others report {', '.join(map(str, others))}")
    if row["in_response_to"]:
        parts.append(f"– in response to: {row['in_response_to']}")
    if row["unheard"]:
        parts.append(f"– last heard of {str(row['last_heard'])[:10]}")
    return " ".join(parts)


def _reach(row: Row) -> str:
    return f"{row['reach']} outlets" if row["reach"] != 1 else "one outlet"


COLUMNS = (
    Column("days", days_cell),
    Column("status", lambda row: str(row["status"])),
    Column("what", _what, is_wide=True),
    Column("outlet", lambda row: str(row["outlet"]), is_cut=True, goes=1),
    Column("reach", _reach, style="dim", goes=2),
    Column("story", lambda row: str(row["story"]), style="dim", goes=3),
)
