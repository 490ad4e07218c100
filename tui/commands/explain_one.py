"""`watchfloor explain FILE`: one text with its findings picked out and the reasons in the margin."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from feeds.story import Document
from tui.commands.failure import DONE, USAGE, CommandError
from tui.commands.invocation import Invocation


def explain_one(invocation: Invocation, source: str | None, *, as_json: bool, outlet: str, published: str) -> int:
    """Explains one file, page or stdin. Raises CommandError (2) when there is nothing to read."""
    document = _document(source, outlet, published)
    from feeds.explain import as_json as findings_as_json
    from feeds.reading import read
    from feeds.reading.knowledge import knowledge_from

    findings = read(document, knowledge_from(invocation.settings))
    sys.stdout.write(json.dumps(findings_as_json(findings), ensure_ascii=False, indent=None if as_json else 2) + "\n")
    return DONE


def _document(source: str | None, outlet: str, published: str) -> Document:
    from feeds.explain import document_from, moment_of

    if published and moment_of(published) is None:
        raise CommandError(f"--published {published!r}: not an ISO 8601 date or time, e.g. 2025-03-12", USAGE)
    return document_from({"text": _text(source), "published": published or None, "outlet": outlet})


def _text(source: str | None) -> str:
    if source is None or source == "-":
        if sys.stdin.isatty() and source is None:
            raise CommandError("give a FILE, a URL, or - for stdin", USAGE)
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    try:
        return Path(source).read_bytes().decode("utf-8", "replace")
    except OSError as error:
        raise CommandError(f"{source}: cannot be read: {error.strerror or error}", USAGE) from None
