"""Threads written anew over stored findings, when their rules have changed: nothing is read again, marks stay."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from feeds.story import Findings
from store import overlay_stories
from store.overlay_findings import laid_over, marks_on
from store.packing import pack_findings, unpack_findings

_KEY = "rules"


def rules_number(connection: sqlite3.Connection) -> int | None:
    """The number of the rules the stored stories were scored by; None while there are none."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (_KEY,)).fetchone()
    return None if row is None else int(row[0])


def save_rules_number(connection: sqlite3.Connection, number: int) -> None:
    """All stored stories are scored by these rules."""
    connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (_KEY, str(number)))


def stored_findings(connection: sqlite3.Connection, after: int, limit: int) -> list[tuple[int, Findings]]:
    """(rowid, the reader's own findings) of stories above a rowid, in that order."""
    rows = connection.execute(
        "SELECT story, findings, text FROM reading JOIN body USING (story) WHERE story > ? AND findings IS NOT NULL "
        "ORDER BY story LIMIT ?",
        (after, limit),
    )
    return [(story, unpack_findings(packed, text or "")) for story, packed, text in rows]


def save_threads(connection: sqlite3.Connection, rows: Iterable[tuple[int, Findings]]) -> int:
    """Writes the threads of findings whose threads have changed, inside the caller's transaction; gives how many
    stories came onto, went off or moved on a thread. What an analyst moved by hand stays where it was put."""
    changed = 0
    for story, findings in rows:
        row = connection.execute(
            "SELECT when_at, threads, text FROM story JOIN body USING (story) WHERE story = ?", (story,)
        ).fetchone()
        if row is None:
            continue
        when, packed, text = row
        laid = laid_over(findings, marks_on(connection, story))
        wanted = {link.id: f"{link.id} {link.role} {link.score:.3f}" for link in laid.threads}
        present = {entry.split(" ")[0]: entry for entry in packed.split(";") if entry}
        for identity, entry in present.items():
            if wanted.get(identity) != entry:
                overlay_stories.set_thread(connection, story, when, identity, False)
        for identity, entry in wanted.items():
            if present.get(identity) != entry:
                overlay_stories.set_thread(connection, story, when, identity, True, entry)
        changed += wanted != present
        connection.execute(
            "UPDATE reading SET findings = ? WHERE story = ?", (pack_findings(findings, text or ""), story)
        )
    return changed
