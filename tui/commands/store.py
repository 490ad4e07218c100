"""`watchfloor store`: what the store holds, whether it is sound, and what is done to it now and then."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from tui.commands.asking import open_queries
from tui.commands.completion import FileName, QueryType
from tui.commands.failure import DONE, DONE_WITH_FAILURES, USAGE, CommandError
from tui.commands.invocation import Invocation
from tui.commands.output import Column, Row, data_options, write_json, write_rows
from tui.commands.store_raw import raw
from tui.commands.store_reread import reread
from tui.commands.stories import utc
from tui.safe import safe_line
from tui.wording import counted, size_of

_STEPS = (
    Column("when", lambda row: str(row["at"])),
    Column("by", lambda row: str(row["by"]), "dim", is_cut=True),
    Column("what", lambda row: str(row["what"]), is_wide=True),
    Column("undone", lambda row: "undone" if row["undone"] else ""),
)


@click.group()
def store() -> None:
    """What the store holds, whether it is sound, and what is done to it now and then."""


@store.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def info(invocation: Invocation, as_json: bool) -> int:
    """Sizes, counts and growth.

    \b
    watchfloor store info
    """
    from store.upkeep import info as info_of
    from tui.commands.plain import plain

    found = info_of(invocation.store_path)
    if as_json:
        document = plain(found)
        assert isinstance(document, dict)
        write_json(document | {"counts": dict(found.counts)})
        return DONE
    lines = [
        f"{found.path}: {size_of(found.size)} ({size_of(found.free)} free inside), schema {found.schema}",
        ", ".join(counted(count, *_COUNTED.get(name, (name,))) for name, count in found.counts),
    ]
    if found.first and found.last:
        lines.append(f"from {found.first:%Y-%m-%d %H:%MZ} to {found.last:%Y-%m-%d %H:%MZ}; {found.unread:,} unread")
    lines.append(f"{found.stories_a_day:,.0f} stories and {size_of(int(found.bytes_a_day))} a day")
    sys.stdout.write("\n".join(safe_line(line) for line in lines) + "\n")
    return DONE


@store.command()
@click.option("--all", "whole", is_flag=True, help="Look at every passage, not only those of the newest stories.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def check(invocation: Invocation, whole: bool, as_json: bool) -> int:
    """Whether the store is sound: pages, links, passages at their places, search index, counters. 1 with a fault.

    \b
    watchfloor store check
    watchfloor store check --all
    """
    from store.upkeep import check as faults_of
    from tui.commands.plain import plain

    faults = faults_of(invocation.store_path, spans=0) if whole else faults_of(invocation.store_path)
    if as_json:
        write_json({"faults": plain(faults)})
    else:
        for fault in faults:
            sys.stdout.write(safe_line(f"{fault.what} ({fault.count}): {fault.do}") + "\n")
        if not faults:
            sys.stdout.write("the store is sound\n")
    return DONE_WITH_FAILURES if faults else DONE


@store.command()
@click.argument("file", metavar="FILE", type=FileName())
@click.pass_obj
def backup(invocation: Invocation, file: str) -> int:
    """Copies the store while others read and write it.

    \b
    watchfloor store backup saturday.sqlite
    """
    from store.upkeep import backup as copy_store

    target = Path(file).expanduser()
    if target.exists():
        raise CommandError(f"{target} is there already", USAGE)
    size = copy_store(invocation.store_path, target)
    sys.stdout.write(f"{target}: {size_of(size)}\n")
    return DONE


@store.command()
@click.argument("query", nargs=-1, metavar="[QUERY]", type=QueryType())
@click.option("--older-than", required=True, metavar="180d", help="Stories older than this.")
@click.option("--yes", is_flag=True, help="Do it; without this only what would go is said.")
@click.pass_obj
def prune(invocation: Invocation, query: tuple[str, ...], older_than: str, yes: bool) -> int:
    """Deletes old stories that match; starred, tagged and noted ones stay. Without --yes it only says what would go.

    \b
    watchfloor store prune --older-than 180d -thread:ceasefire
    watchfloor store prune --older-than 9000d --yes
    """
    from store.upkeep import prunable
    from store.upkeep import prune as prune_store
    from tui.commands.timeline import days_of

    age = timedelta(days=days_of("--older-than", older_than))
    now = datetime.now(UTC)
    text = " ".join(query)
    found = prunable(invocation.store_path, age, text, now=now)
    if not yes:
        sys.stdout.write(
            f"{counted(found.stories, 'story')} would go, about {size_of(found.bytes_about)}; {found.kept:,} stay\n"
        )
        for title in found.titles:
            sys.stdout.write(f"  {safe_line(title)}\n")
        if found.stories:
            sys.stdout.write("say --yes to delete them\n")
        return DONE
    gone = prune_store(invocation.store_path, age, text, now=now)
    sys.stdout.write(f"{counted(gone, 'story')} deleted; `watchfloor store vacuum` gives their room back\n")
    return DONE


@store.command()
@click.pass_obj
def vacuum(invocation: Invocation) -> int:
    """Gives free room back and counts the counters anew.

    \b
    watchfloor store vacuum
    """
    from store.upkeep import vacuum as vacuum_store

    before, after = vacuum_store(invocation.store_path)
    sys.stdout.write(f"{size_of(before)} before, {size_of(after)} now\n")
    return DONE


@store.command()
@click.option("--limit", default=50, metavar="N", help="At most N steps. Default 50.")
@data_options()
@click.pass_obj
def steps(invocation: Invocation, limit: int, output: str | None) -> int:
    """What analysts marked and corrected, newest first, and what of it is undone.

    \b
    watchfloor store steps
    watchfloor store steps --limit 500 --csv
    """
    with open_queries(invocation) as queries:
        found = queries.steps(limit)
    rows: list[Row] = [
        {"at": utc(step.at), "by": step.by, "what": step.label, "undone": step.is_undone} for step in found
    ]
    write_rows("steps", rows, output, _STEPS, nothing="nobody has marked anything yet")
    return DONE


@store.command()
@click.option("--out", default="", metavar="FILE", help="Write to a file instead of stdout.")
@click.option("--with-text", is_flag=True, help="With the texts; without, whoever imports it has to fetch them.")
@click.pass_obj
def export(invocation: Invocation, out: str, with_text: bool) -> int:
    """The store as JSON lines, to merge it into another one.

    \b
    watchfloor store export --with-text --out floor.jsonl
    """
    from store.interchange import export_store

    if not out:
        export_store(invocation.store_path, sys.stdout, with_text=with_text)
        return DONE
    try:
        with Path(out).expanduser().open("w", encoding="utf-8") as file:
            export_store(invocation.store_path, file, with_text=with_text)
    except OSError as error:
        raise CommandError(f"{out} cannot be written: {error.strerror or error}", USAGE) from None
    invocation.narrate(f"{out} written")
    return DONE


@store.command(name="import")
@click.argument("file", metavar="FILE|-", type=FileName())
@click.pass_obj
def import_lines(invocation: Invocation, file: str) -> int:
    """Merges an exported store into this one: what is known stays, marks are joined.

    \b
    watchfloor store import floor.jsonl
    """
    from store.interchange import import_store

    try:
        if file == "-":
            found = import_store(invocation.store_path, sys.stdin)
        else:
            with Path(file).expanduser().open(encoding="utf-8", errors="replace") as lines:
                found = import_store(invocation.store_path, lines)
    except FileNotFoundError:
        raise CommandError(f"{file}: there is no such file", USAGE) from None
    for error in found.errors[:_TOLD]:
        invocation.narrate(safe_line(error))
    if len(found.errors) > _TOLD:
        invocation.narrate(f"and {len(found.errors) - _TOLD:,} lines more that could not be used")
    sys.stdout.write(f"{found.stories:,} new stories, {found.known:,} known, {found.marks:,} marks\n")
    return DONE_WITH_FAILURES if found.errors else DONE


store.add_command(raw)
store.add_command(reread)


_COUNTED = {
    "said": ("quote or statement", "quotes and statements"),
    "raw": ("page kept", "pages kept"),
}
_TOLD = 5
"""Lines of an import that are complained of one by one."""
