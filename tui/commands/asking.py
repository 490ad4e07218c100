"""Asking the store: the options every listing takes, the query they amount to, and the connection it runs on."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from difflib import get_close_matches
from functools import wraps
from typing import TYPE_CHECKING, TypeVar, cast

import click

from tui.commands.completion import QueryType
from tui.commands.failure import DONE, USAGE, CommandError
from tui.commands.invocation import Invocation
from tui.safe import safe_line, safe_text

if TYPE_CHECKING:
    from feeds.settings import Settings
    from store.queries import Queries
    from store.query import Query

Command = TypeVar("Command", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Asked:
    """What a listing was asked for."""

    words: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    limit: int = 50
    sort: str = ""
    as_of: str = ""

    def query(self, invocation: Invocation) -> Query:
        """The words and options as one query. Raises QueryError with a caret under a mistake; a thread nobody has set
        is no mistake, as an older one may still be in the store, but it is said."""
        from store.query import parse

        query = parse(" ".join(self.words))
        if self.since:
            query = query.and_(f"since:{quoted(self.since)}")
        if self.until:
            query = query.and_(f"before:{quoted(self.until)}")
        known = [thread.id.casefold() for thread in invocation.settings.threads]
        for asked in query.fields("thread"):
            if asked != "-" and asked.casefold() not in known:
                near = get_close_matches(asked.casefold(), known, n=1)
                hint = f"did you mean thread:{near[0]}?" if near else "`watchfloor threads list` shows them"
                invocation.narrate(f"no thread {safe_line(asked)[:60]!r} is set; {hint}")
        return query


def asking_options(
    limit: int = 50, sorts: tuple[str, ...] = (), *, explains: bool = True
) -> Callable[[Command], Command]:
    """QUERY, --since, --until, --limit, --as-of, for listings --explain and, where rows can be sorted, --sort."""

    def decorate(command: Command) -> Command:
        options = [
            click.argument("query", nargs=-1, metavar="[QUERY]", type=QueryType()),
            click.option("--since", default="", metavar="WHEN", help="From then on: 24h, 7d, 2025-03-10, 2025-03."),
            click.option("--until", default="", metavar="WHEN", help="Until then, in the same forms, inclusive."),
            click.option(
                "--limit",
                type=click.IntRange(0, 1_000_000_000),
                default=limit,
                metavar="N",
                help=f"At most N rows, 0 is all. Default {limit}.",
            ),
            click.option("--as-of", default="", metavar="WHEN", help="What was known then."),
        ]
        if explains:
            told = "How the query is understood and answered, instead of rows."
            options.append(click.option("--explain", is_flag=True, help=told))
            command = _explained(command)
        if sorts:
            options.append(click.option("--sort", type=click.Choice(sorts), default=None, help="The order of rows."))
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


_ROWS = {"quotes": "said", "statements": "said", "timeline": "events", "actors": "actors"}
"""The rows a command's words and row fields apply to, where these are not stories."""


def _explained(command: Command) -> Command:
    """A listing that with --explain prints the tree of its query and the plan it is answered by."""

    @wraps(command)
    def listing(*args: object, explain: bool, **given: object) -> object:
        if not explain:
            return command(*args, **given)
        context = click.get_current_context()
        asked = Asked(*(given.get(name) or "" for name in ("query", "since", "until")))  # type: ignore[arg-type]
        query = asked.query(context.obj)
        if given.get("sort") and not query.sort:
            query = query.and_(f"sort:{given['sort']}")
        queries = open_queries(context.obj, str(given.get("as_of") or ""))
        for line in queries.explain(query, _ROWS.get(str(context.info_name), "stories")).splitlines():  # type: ignore[arg-type]
            click.echo(safe_text(line))
        return DONE

    return cast(Command, listing)


def open_queries(invocation: Invocation, as_of: str = "", clock: Callable[[], datetime] | None = None) -> Queries:
    """The store, ready to be asked. Raises StoreError when it cannot be used, CommandError for a wrong moment."""
    from store.queries import Queries

    settings = invocation.settings
    return Queries(
        invocation.store_path,
        mutes=[mute.query for mute in settings.mutes],
        timezone=timezone_of(settings),
        as_of=_moment(as_of) if as_of else None,
        analyst=analyst_of(settings),
        now=clock,
    )


def timezone_of(settings: Settings) -> tzinfo:
    """[look] timezone, in which days of queries are meant and moments are shown; UTC when it says none."""
    name = str(getattr(settings.sections.get("look"), "timezone", "") or "UTC")
    if name == "UTC":
        return UTC
    if name == "local":
        return datetime.now().astimezone().tzinfo or UTC
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


def analyst_of(settings: Settings) -> str:
    """Whose marks and last look these are: WATCHFLOOR_ANALYST, else [look] analyst, else the name of the login."""
    name = os.environ.get("WATCHFLOOR_ANALYST", "") or str(getattr(settings.sections.get("look"), "analyst", ""))
    if name:
        return name
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "analyst"


def quoted(value: str) -> str:
    """A value of a query field, in quotation marks where it needs them."""
    return '"' + value.replace('"', "") + '"' if any(character.isspace() for character in value) else value


def _moment(text: str) -> datetime:
    """A moment for --as-of: a date means its last second, so that --as-of a day is what was known at its end."""
    from store.query_dates import is_date_form, stretch

    if not is_date_form(text, "before"):
        raise CommandError(f"--as-of {text!r}: say 24h, 7d, 2025-03-10 or 2025-03-10T14:00", USAGE)
    return stretch(text, datetime.now(UTC), UTC)[1]
