"""`watchfloor threads`: the standing interests, why a story is on one, and whether their rules do what they say."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from tui.commands.asking import open_queries
from tui.commands.completion import FileName
from tui.commands.failure import DONE, DONE_WITH_FAILURES, USAGE, CommandError
from tui.commands.invocation import Invocation
from tui.commands.output import Column, Row, data_options, write_json, write_rows
from tui.commands.plain import plain
from tui.safe import safe_line
from tui.wording import counted, short_pattern

if TYPE_CHECKING:
    from feeds.reading.text import Text
    from feeds.reading.thread_rules import ThreadRules
    from feeds.story import Actor
    from store.queries import Queries

_LINTED = 2000


@click.group()
def threads() -> None:
    """The standing interests, why a story is on one, and whether their rules do what they say."""


@threads.command(name="list")
@data_options()
@click.pass_obj
def list_threads(invocation: Invocation, output: str | None) -> int:
    """The threads of the config, with their stories.

    \b
    watchfloor threads list
    """
    from store.errors import StoreMissing
    from store.query import parse

    wanted = [(thread.id, thread.title) for thread in invocation.settings.threads]
    try:
        with open_queries(invocation) as queries:
            found = {row.id: (row.stories, row.new) for row in queries.threads(parse(""), wanted)}
    except StoreMissing:
        found = {}
    rows: list[Row] = [
        {
            "id": thread.id,
            "title": thread.title,
            "stories": found.get(thread.id, (0, 0))[0],
            "new": found.get(thread.id, (0, 0))[1],
            "patterns": len(thread.any) + len(thread.any_early) + len(thread.near),
            "examples": len(thread.match) + len(thread.no_match),
        }
        for thread in invocation.settings.threads
    ]
    write_rows("threads", rows, output, _COLUMNS)
    return DONE


@threads.command()
@click.argument("story", metavar="ID")
@click.pass_obj
def explain(invocation: Invocation, story: str) -> int:
    """Why a story is on its threads, and what it lacks for the others: every hit with its points.

    \b
    watchfloor threads explain 44c6303ff117e43d
    """
    from math import exp

    from feeds.reading.text import Text
    from feeds.reading.threads import thread_points, threads_without_setting

    rules = _rules(invocation)
    threading = invocation.settings.threading
    with open_queries(invocation) as queries:
        row = queries.story(story)
        if row is None:
            raise CommandError(f"there is no story {story!r}; its id ends each line of `watchfloor stories`", USAGE)
        findings = queries.findings(row.rowid)
    sys.stdout.write(safe_line(f"{row.title} ({row.outlet})") + "\n")
    text = Text(findings.title or "", findings.paragraphs)
    points = thread_points(text, findings.actors, rules)
    out_of_place = threads_without_setting(text, findings.actors, rules)
    for identity, evidence in points.items():
        score = 1 - exp(-max(0.0, sum(hit.points for hit in evidence)) / 4)
        standing = "primary" if score >= threading.primary else "on it" if score >= threading.attach else "not on it"
        if identity in out_of_place:
            standing = "not on it: none of the words it needs stands anywhere"
        sys.stdout.write(f"{identity}: {score:.3f}, {standing} (attach {threading.attach:g})\n")
        for hit in evidence:
            place = "title" if hit.paragraph is None else f"paragraph {hit.paragraph + 1}"
            line = f"{hit.points:8.3f}  “{safe_line(hit.text)}”  {place}  by {short_pattern(hit.pattern)}"
            sys.stdout.write("  " + line + "\n")
    if not points:
        sys.stdout.write("no pattern of any thread hits it\n")
    return DONE


@threads.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def lint(invocation: Invocation, as_json: bool) -> int:
    """Complaints about the rules, tried on the newest stories: patterns that never hit, hit everything, or overlap.

    \b
    watchfloor threads lint
    watchfloor threads lint --json
    """
    from feeds.reading.thread_lint import LEAST_HIT, LEAST_TRIED
    from feeds.reading.thread_lint import lint as lint_rules
    from store.errors import StoreMissing

    stories: list[tuple[Text, Sequence[Actor]]] = []
    try:
        with open_queries(invocation) as queries:
            stories = _stories(queries)
    except StoreMissing:
        invocation.narrate("there is no store yet: only the patterns themselves are looked at")
    notes = lint_rules(_rules(invocation), stories)
    if as_json:
        write_json({"notes": plain(notes), "stories": len(stories)})
        return DONE_WITH_FAILURES if notes else DONE
    for note in notes:
        sys.stdout.write(f"{note.thread}: {short_pattern(note.pattern)}: {safe_line(note.message)}" + "\n")
    if not notes:
        sys.stdout.write(f"nothing to complain about ({counted(len(stories), 'story')} tried)\n")
    if 0 < len(stories) < LEAST_TRIED:
        invocation.narrate(
            f"{counted(len(stories), 'story')} tried: of a pattern that hits none of so few nothing is said"
            f" (from {LEAST_TRIED} stories on, and {LEAST_HIT} of its thread)"
        )
    return DONE_WITH_FAILURES if notes else DONE


@threads.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def test(invocation: Invocation, as_json: bool) -> int:
    """Runs the examples of every thread (match, no_match), scored as titles. 1 when one fails.

    \b
    watchfloor threads test
    watchfloor threads test --json
    """
    from feeds.reading.actors import read_actors
    from feeds.reading.knowledge import knowledge_from
    from feeds.reading.thread_lint import check_examples

    knowledge = knowledge_from(invocation.settings)
    results = check_examples(knowledge.threads, lambda text: read_actors(text, knowledge, None))
    failed = [result for result in results if not result.is_right]
    if as_json:
        write_json({"examples": plain(results), "failed": len(failed)})
        return DONE_WITH_FAILURES if failed else DONE
    for result in failed:
        wanted = "should match" if result.is_wanted else "should not match"
        sys.stdout.write(safe_line(f"{result.thread}: {wanted} (score {result.score:.2f}): {result.title}") + "\n")
    sys.stdout.write(f"{len(results) - len(failed)} of {len(results)} examples hold\n")
    return DONE_WITH_FAILURES if failed else DONE


@threads.command()
@click.argument("file", metavar="FILE", type=FileName())
@click.option("--limit", default=2000, metavar="N", help="Newest stories that are tried; 0 is all. Default 2000.")
@data_options()
@click.pass_obj
def preview(invocation: Invocation, file: str, limit: int, output: str | None) -> int:
    """What the rules of another config would change: stories that would come onto a thread, go off it, rise or fall.

    Nothing is stored.

    \b
    watchfloor threads preview changed.toml
    watchfloor threads preview changed.toml --limit 200
    """
    from pathlib import Path

    from feeds.reading.text import Text
    from feeds.reading.thread_preview import StoredStory
    from feeds.reading.thread_preview import preview as previewed
    from feeds.reading.threads import compile_rules
    from store.query import parse
    from tui.sections import read_settings

    changed = read_settings(Path(file).expanduser())
    after = compile_rules(changed.threading, changed.threads)
    with open_queries(invocation) as queries:
        rowids = queries.story_rowids(parse(""), limit=limit or None)
        stories = []
        for row in queries.story_page(rowids):
            found = queries.findings(row.rowid)
            text = Text(found.title or "", found.paragraphs)
            stories.append(StoredStory(row.id, row.title, text, found.actors))
    changes: list[Row] = [
        {
            "thread": change.thread,
            "change": change.kind,
            "before": round(change.score_before, 3),
            "after": round(change.score_after, 3),
            "story": change.story,
            "title": change.title,
        }
        for change in previewed(stories, _rules(invocation), after)
    ]
    write_rows(
        "changes",
        changes,
        output,
        _CHANGES,
        nothing=f"nothing would change ({counted(len(stories), 'story')} tried)",
    )
    return DONE


@threads.command()
@click.option("--since", default="14d", metavar="14d", help="How far back. Default 14d.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def suggest(invocation: Invocation, since: str, as_json: bool) -> int:
    """Threads that could be: wide clusters on none, with rules to paste into the config.

    \b
    watchfloor threads suggest
    watchfloor threads suggest --json
    watchfloor threads suggest --since 30d
    """
    from feeds.grouping.suggest import LEAST_DAYS, LEAST_OUTLETS, LEAST_STORIES
    from tui.desk.thread_rules import suggestions

    taken = frozenset(thread.id for thread in invocation.settings.threads)
    with open_queries(invocation) as queries:
        found = suggestions(queries, taken, since, most=5000)
    if as_json:
        write_json({"suggestions": plain(found)})
        return DONE
    for suggestion in found:
        sys.stdout.write(suggestion.toml.rstrip() + "\n\n")
    if not found:
        click.echo(
            f"no cluster of the last {since} is on no thread and has at least {LEAST_STORIES} stories of "
            f"{LEAST_OUTLETS} outlets on {LEAST_DAYS} days; --since 90d looks further back",
            err=True,
        )
    return DONE


def _rules(invocation: Invocation) -> ThreadRules:
    from feeds.reading.threads import compile_rules

    return compile_rules(invocation.settings.threading, invocation.settings.threads)


def _stories(queries: Queries) -> list[tuple[Text, Sequence[Actor]]]:
    from feeds.reading.text import Text
    from store.query import parse

    stories: list[tuple[Text, Sequence[Actor]]] = []
    for rowid in queries.story_rowids(parse(""), limit=_LINTED):
        findings = queries.findings(rowid)
        stories.append((Text(findings.title or "", findings.paragraphs), findings.actors))
    return stories


_COLUMNS = (
    Column("id", lambda row: str(row["id"])),
    Column("title", lambda row: str(row["title"]), is_wide=True),
    Column("stories", lambda row: str(row["stories"]), is_right=True),
    Column("new", lambda row: str(row["new"]), is_right=True),
    Column("patterns", lambda row: str(row["patterns"]), is_right=True, goes=1),
    Column("examples", lambda row: str(row["examples"]), is_right=True),
)
_CHANGES = (
    Column("thread", lambda row: str(row["thread"])),
    Column("change", lambda row: str(row["change"])),
    Column("before", lambda row: str(row["before"]), is_right=True),
    Column("after", lambda row: str(row["after"]), is_right=True),
    Column("title", lambda row: str(row["title"]), is_wide=True),
    Column("story", lambda row: str(row["story"]), style="dim"),
)
