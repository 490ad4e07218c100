"""`watchfloor explain`: what was read out of a text, and why."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import BinaryIO

import click

from tui.commands.completion import FileName, Known
from tui.commands.failure import DONE, DONE_WITH_FAILURES, USAGE, CommandError
from tui.commands.invocation import Invocation


@click.command()
@click.argument("source", required=False, metavar="[FILE|URL|-]", type=FileName())
@click.option("--jsonl", is_flag=True, help="Read one JSON object a line from FILE or stdin, write one a line.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--outlet", default="", type=Known("outlet"), help="Who published it.")
@click.option("--published", default="", metavar="DATE", help="When it was published (ISO 8601).")
@click.pass_obj
def explain(invocation: Invocation, source: str | None, jsonl: bool, as_json: bool, outlet: str, published: str) -> int:
    """What was read out of a text, and why: threads, actors, quotes, statements, times, events, each with its passage.

    \b
    watchfloor explain article.txt
    watchfloor explain --jsonl < articles.jsonl > findings.jsonl
    watchfloor explain article.txt --outlet "Selm Daily" --published 2025-03-12
    """
    if jsonl and source not in (None, "-"):
        try:
            with open(str(source), "rb") as lines:
                return _explain_lines(invocation, lines)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise CommandError(f"{source} cannot be read: {error.strerror or error}", USAGE) from None
    if jsonl:
        return _explain_lines(invocation, sys.stdin.buffer)
    from tui.commands.explain_one import explain_one

    return explain_one(invocation, source, as_json=as_json, outlet=outlet, published=published)


def _explain_lines(invocation: Invocation, lines: BinaryIO) -> int:
    """Explains each line of `lines` in order. A line that is no JSON object is answered with an error in its place."""
    from feeds.explain import document_from
    from feeds.explain import explain as explain_document
    from feeds.reading.knowledge import knowledge_from
    from feeds.settled import settle

    knowledge = knowledge_from(invocation.settings)
    code = DONE
    is_settled = False
    for number, raw in _numbered(lines):
        try:
            row = json.loads(raw)
        except (ValueError, RecursionError):
            row = None
        if not isinstance(row, dict):
            invocation.narrate(f"line {number}: not a JSON object")
            _write({"id": None, "error": f"line {number}: not a JSON object"})
            code = DONE_WITH_FAILURES
            continue
        identity = row.get("id")
        answer = explain_document(
            document_from(row), knowledge, identity if isinstance(identity, str) or identity is None else str(identity)
        )
        _write(answer)
        if not is_settled:
            settle()  # with all that the first text made the readers load
            is_settled = True
    return code


def _numbered(lines: BinaryIO) -> Iterator[tuple[int, bytes]]:
    for number, raw in enumerate(lines, start=1):
        if raw.strip():
            yield number, raw


def _write(row: object) -> None:
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    sys.stdout.flush()
