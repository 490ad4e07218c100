"""--cite: one citation a line instead of rows."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tui.commands.failure import DONE
from tui.commands.invocation import Invocation

if TYPE_CHECKING:
    from store.queries import Queries
    from store.rows import SaidRow, StoryRow, TimelineRow
    from tui.desk.cite import CiteSettings


def write_story_citations(invocation: Invocation, queries: Queries, rows: Iterable[StoryRow]) -> int:
    """Writes stories as citations."""
    from tui.desk.cite import cite_story

    settings = cite_settings(invocation)
    for row in rows:
        sys.stdout.write(cite_story(row, queries.findings(row.rowid), settings) + "\n")
    return DONE


def write_said_citations(invocation: Invocation, queries: Queries, rows: Iterable[SaidRow]) -> int:
    """Writes quotes and statements as citations."""
    from tui.desk.cite import cite_said

    settings = cite_settings(invocation)
    for row in rows:
        story = queries.story(row.story_rowid)
        if story is not None:
            sys.stdout.write(cite_said(row, story, queries.findings(row.story_rowid), settings) + "\n")
    return DONE


def write_event_citations(invocation: Invocation, queries: Queries, rows: Iterable[TimelineRow]) -> int:
    """Writes events as citations."""
    from tui.desk.cite import cite_event

    settings = cite_settings(invocation)
    for row in rows:
        story = queries.story(row.story_rowid)
        if story is not None:
            sys.stdout.write(cite_event(row, story, queries.findings(row.story_rowid), settings) + "\n")
    return DONE


def cite_settings(invocation: Invocation) -> CiteSettings:
    """The templates of [cite]."""
    from tui.desk.cite import CiteSettings

    settings = invocation.settings.sections.get("cite")
    return settings if isinstance(settings, CiteSettings) else CiteSettings()
