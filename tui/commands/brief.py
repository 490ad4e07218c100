"""`watchfloor brief` and `watchfloor catchup`: the morning paper, and what came in since I last looked."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.commands.asking import analyst_of, open_queries, timezone_of
from tui.commands.brief_kept import kept_body, list_kept
from tui.commands.citing import cite_settings
from tui.commands.completion import QueryType
from tui.commands.failure import DONE, DONE_WITH_FAILURES, USAGE, CommandError
from tui.commands.invocation import Invocation
from tui.commands.output import write_json
from tui.commands.stories import story_json, utc
from tui.safe import safe_line
from tui.wording import counted

if TYPE_CHECKING:
    from feeds.settings import Settings
    from store.queries import Queries
    from store.rows import SaidRow
    from tui.desk.brief.material import Brief


@click.command()
@click.argument("query", nargs=-1, metavar="[QUERY]", type=QueryType())
@click.option("--since", default="24h", metavar="WHEN", help="From then on. Default 24h before the newest story.")
@click.option("--as-of", default="", metavar="WHEN", help="What was known then; --since counts back from it.")
@click.option("--format", "form", type=click.Choice(["md", "html", "json"]), default="md", help="Default md.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--out", default="", metavar="FILE", help="Write to a file instead of stdout.")
@click.option("--no-basket", is_flag=True, help="Leave out what was put into the basket.")
@click.option("--kept", is_flag=True, help="List the briefs written before, with their numbers.")
@click.option("--again", type=int, default=None, metavar="N", help="One of them, as it was written.")
@click.pass_obj
def brief(
    invocation: Invocation,
    query: tuple[str, ...],
    since: str,
    as_of: str,
    form: str,
    as_json: bool,
    out: str,
    no_basket: bool,
    kept: bool,
    again: int | None,
) -> int:
    """What was put into the basket, then by thread: what happened, what is claimed, who said what, what is scheduled,
    what moved, and what rests on one outlet. Every line is cited.

    \b
    watchfloor brief --since 24h --format html --out morning.html
    watchfloor brief thread:ceasefire --since 7d
    watchfloor brief thread:ceasefire --no-basket
    watchfloor brief thread:ceasefire --as-of 2025-03-12
    watchfloor brief --kept
    watchfloor brief --again 3
    """
    if kept:
        list_kept(invocation, "json" if as_json or form == "json" else None)
        return DONE
    if again is not None:
        _hand_over(invocation, kept_body(invocation, again), out, f"brief {again} as it was written")
        return DONE
    from store.kept import save_brief
    from store.marks import Marks
    from tui.desk.brief.material import gather, store_clock
    from tui.desk.brief.settings import BriefSettings

    settings = invocation.settings
    with open_queries(invocation) as asked:
        clock = store_clock(asked)
    queries = open_queries(invocation, as_of, clock=clock)
    basket = []
    if not no_basket:
        with Marks(invocation.store_path, analyst_of(settings)) as marks:
            basket = [row for row in marks.basket_list() if not as_of or row.at <= queries.now]
    threads = [(thread.id, thread.title) for thread in settings.threads]
    text = " ".join(query)
    made = gather(queries, text, since, threads, basket, cite_settings(invocation))
    section = settings.sections.get("brief")
    templates = section.templates if isinstance(section, BriefSettings) else None
    chosen = "json" if as_json else form
    body = _written(made, chosen, templates)
    _hand_over(invocation, body, out, f"{counted(made.stories, 'story')}, {len(made.sources)} cited")
    stories = [source.story for source in made.sources]
    try:
        asked_for = f"{text} since:{since}{' as of ' + as_of if as_of else ''}".strip()
        save_brief(invocation.store_path, clock(), asked_for, chosen, stories, body)
    except Exception as error:  # noqa: BLE001  a brief that cannot be kept is still a brief
        invocation.detail(f"the brief was not kept: {error}")
    return DONE


def _hand_over(invocation: Invocation, body: str, out: str, told: str) -> None:
    """Writes a brief to a file or to stdout."""
    if not out:
        sys.stdout.write(body)
        return
    try:
        Path(out).expanduser().write_text(body, "utf-8")
    except OSError as error:
        raise CommandError(f"{out} cannot be written: {error.strerror or error}", USAGE) from None
    invocation.narrate(f"{out}: {told}")


def _written(made: Brief, form: str, templates: Path | None) -> str:
    from jinja2 import TemplateError

    from tui.desk.brief.writing import written

    try:
        return written(made, form, templates)
    except TemplateError as error:
        raise CommandError(f"the template of [brief] templates cannot be used: {error}", USAGE) from None


@click.command()
@click.option("--keep", is_flag=True, help="Do not count this as a look.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def catchup(invocation: Invocation, keep: bool, as_json: bool) -> int:
    """What came in since I last looked: whom I follow, by thread, clusters by own reporting, changes, new names.

    \b
    watchfloor catchup
    watchfloor catchup --keep
    """
    from store.errors import StoreReadOnly
    from store.marks import Marks
    from tui.commands.clusters import cluster_json
    from tui.commands.plain import plain
    from tui.commands.said import said_json

    settings = invocation.settings
    who = analyst_of(settings)
    threads = [(thread.id, thread.title) for thread in settings.threads]
    with open_queries(invocation) as queries:
        news = queries.since_last_look(who, threads)
        revised = queries.story_page(news.revised)
        followed = _followed(queries, settings, news.since)
    if as_json:
        write_json(
            {
                "since": utc(news.since),
                "stories": news.stories,
                "threads": plain([{"id": thread, "title": title, "new": new} for thread, title, new in news.threads]),
                "clusters": [cluster_json(cluster) for cluster in news.clusters],
                "revised": [story_json(story) for story in revised],
                "new_actors": list(news.new_actors),
                "followed": [{"name": name, "said": [said_json(row) for row in rows]} for name, rows in followed],
            }
        )
    else:
        moment = news.since.astimezone(timezone_of(settings))
        lines = [f"{news.stories} new stories since {moment:%Y-%m-%d %H:%M %Z}"]
        for name, rows in followed:
            lines.append(f"  {name} said {len(rows)} things, last: {rows[0].text}")
        lines += [f"  {new:4}  {title}" for _, title, new in news.threads if new]
        for cluster in news.clusters[:15]:
            standing = cluster.look_twice or f"own reporting {cluster.own_reporting}"
            outlets = "outlet " if cluster.reach == 1 else "outlets"
            lines.append(f"  {cluster.reach:4} {outlets}  {cluster.title}  ({standing})")
        lines += [f"  changed  {story.outlet}: {story.title}" for story in revised[:10]]
        if news.new_actors:
            lines.append("  new names: " + ", ".join(news.new_actors[:15]))
        sys.stdout.write(
            "\n".join(line[:1] * (len(line) - len(line.lstrip())) + safe_line(line) for line in lines) + "\n"
        )
    if not keep:
        try:
            with Marks(invocation.store_path, who) as marks:
                marks.look()
        except StoreReadOnly as error:
            invocation.narrate(f"this look was not noted: {error}")
            return DONE_WITH_FAILURES
    return DONE


def _followed(queries: Queries, settings: Settings, since: datetime) -> list[tuple[str, list[SaidRow]]]:
    """What the actors with follow = true said since then, newest first; those who were silent are left out."""
    from store.query import parse, quoted

    # What was published long ago and came in now is news to whoever catches up.
    minutes = int((datetime.now(UTC) - since).total_seconds() // 60) + 1
    age = f"{minutes}m" if minutes < 99_999 else f"{minutes // 1440 + 1}d"
    found = []
    for actor in settings.actors:
        if actor.is_followed:
            rows = queries.said(parse(f"speaker:{quoted(actor.name)} seen:{age}"), limit=20)
            if rows:
                found.append((actor.name, rows))
    return found
