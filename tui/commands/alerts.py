"""`watchfloor alerts`: what is set, what fired and why, and when it would have fired."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from tui.commands.asking import open_queries, timezone_of
from tui.commands.completion import Known
from tui.commands.failure import DONE, USAGE, CommandError
from tui.commands.invocation import Invocation
from tui.commands.output import Column, Row, data_options, write_rows
from tui.commands.stories import utc

if TYPE_CHECKING:
    from tui.desk.alert_settings import AlertSettings


@click.group()
def alerts() -> None:
    """What is set, what fired and why, and when an alert would have fired."""


@alerts.command(name="list")
@data_options(csv=False)
@click.pass_obj
def list_alerts(invocation: Invocation, output: str | None) -> int:
    """The alerts of the config, with how often and when each fired last.

    \b
    watchfloor alerts list
    """
    from store.errors import StoreMissing
    from store.kept import fired, last_fired
    from tui.commands.plain import plain
    from tui.desk.alert_round import alerts_of

    rows: list[Row] = []
    try:
        queries = open_queries(invocation)
    except StoreMissing:
        queries = None
    for alert in alerts_of(invocation.settings).alerts:
        shown = plain(alert)
        assert isinstance(shown, dict)
        shown["webhook"] = "***" if alert.webhook else ""
        last = last_fired(queries.connection, alert.name) if queries else None
        count = len(fired(queries.connection, name=alert.name, limit=10_000)) if queries else 0
        rows.append({**shown, "fired": count, "last_fired": utc(last)})
    write_rows("alerts", rows, output, _COLUMNS, nothing=_NONE)
    return DONE


@alerts.command()
@click.argument("name", metavar="NAME", type=Known("alert"))
@click.option("--limit", default=20, metavar="N", help="At most N stories. Default 20.")
@click.pass_obj
def explain(invocation: Invocation, name: str, limit: int) -> int:
    """For the stories its query finds now: why the alert fired, or which condition does not hold.

    \b
    watchfloor alerts explain truce
    watchfloor alerts explain truce --limit 5
    """
    from store.kept import fired
    from tui.desk.alerts import candidates, judge
    from tui.safe import safe_line

    alert = _alert(invocation, name)
    queries = open_queries(invocation)
    for row in fired(queries.connection, name=name, limit=limit):
        sys.stdout.write(safe_line(f"fired {utc(row.at)}  {row.title}: {'; '.join(row.why)}") + "\n")
    found = candidates(queries, alert)
    for candidate in found[:limit]:
        verdict = judge(alert, candidate)
        word = "holds" if verdict.fires else "does not hold"
        reasons = "; ".join([*verdict.why, *(f"but {reason}" for reason in verdict.why_not)])
        sys.stdout.write(safe_line(f"{word}  {candidate.story.id}  {candidate.story.title}: {reasons}") + "\n")
    if not found:
        sys.stdout.write(f"nothing that came in within 48 hours matches {alert.query}\n")
    return DONE


@alerts.command()
@click.argument("name", required=False, metavar="[NAME]", type=Known("alert"))
@click.option("--since", default="7d", metavar="7d", help="How far back. Default 7d.")
@data_options(csv=False)
@click.pass_obj
def test(invocation: Invocation, name: str | None, since: str, output: str | None) -> int:
    """When the alerts would have fired on what is stored, cool-down and quiet hours counted.

    \b
    watchfloor alerts test truce --since 7d
    """
    from tui.commands.timeline import days_of
    from tui.desk.alert_replay import replayed
    from tui.desk.alert_round import alerts_of

    start = datetime.now(UTC) - timedelta(days=days_of("--since", since))
    zone = timezone_of(invocation.settings)
    chosen = [_alert(invocation, name)] if name else alerts_of(invocation.settings).alerts
    queries = open_queries(invocation)
    rows: list[Row] = [
        {"alert": alert.name, "at": utc(at), "story": story.id, "title": story.title, "why": list(why)}
        for alert in chosen
        for at, story, why in replayed(queries, alert, start, zone)
    ]
    if rows or output or not chosen:
        write_rows("firings", rows, output, _FIRINGS, nothing=_NONE)
    fired = {row["alert"] for row in rows}
    for alert in chosen:
        if alert.name not in fired:
            click.echo(f"{alert.name}: would not have fired in the last {since}", err=True)
    return DONE


def _alert(invocation: Invocation, name: str) -> AlertSettings:
    import difflib

    from tui.desk.alert_round import alerts_of

    known = {alert.name: alert for alert in alerts_of(invocation.settings).alerts}
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else f"; there are: {', '.join(known) or 'none'}"
        raise CommandError(f"there is no alert {name!r}{hint}", USAGE)
    return known[name]


def _last(row: Row) -> str:
    return str(row["last_fired"])[:16].replace("T", " ") if row["last_fired"] else "never"


def _why(row: Row) -> str:
    why = row["why"]
    return "; ".join(map(str, why)) if isinstance(why, list) else ""


_NONE = "no alert is set; see [alerts] in the config"
_COLUMNS = (
    Column("name", lambda row: str(row["name"]), is_cut=True),
    Column("query", lambda row: str(row["query"]), is_wide=True),
    Column("fired", lambda row: str(row["fired"]), is_right=True),
    Column("last (UTC)", _last, style="dim"),
)
_FIRINGS = (
    Column("when (UTC)", lambda row: str(row["at"])[:16].replace("T", " "), style="dim"),
    Column("alert", lambda row: str(row["alert"]), is_cut=True),
    Column("title", lambda row: str(row["title"]), is_wide=True),
    Column("why", _why, is_cut=True),
)
