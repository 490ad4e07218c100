"""Who spoke and who is who, as an analyst says: speakers set by hand, and actors that count as one."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from store.binding import numbered
from store.identity import finding_key, number_of, public_id, words
from store.moments import to_seconds
from store.overlay_findings import BY_HAND
from store.schema import FINDING_BITS


def address_of_said(connection: sqlite3.Connection, rowid: int) -> tuple[int, str] | None:
    """(story, address) of a quote or statement: story id, kind, key and occurrence, which outlive a new reading."""
    story = rowid >> FINDING_BITS
    row = connection.execute("SELECT id FROM story WHERE story = ?", (story,)).fetchone()
    seen: Counter[str] = Counter()
    for said, address in _said_keys(connection, story):
        if said == rowid and row is not None:
            return story, f"{public_id(row[0])} {address} {seen[address]}"
        seen[address] += 1
    return None


def said_of_address(connection: sqlite3.Connection, address: str) -> int | None:
    """The present row of an address; None when no reading finds it any more."""
    parts = address.split(" ")
    if len(parts) != 4 or not parts[3].isdigit():
        return None
    row = connection.execute("SELECT story FROM story WHERE id = ?", (number_of(parts[0]),)).fetchone()
    if row is None:
        return None
    same = [said for said, key in _said_keys(connection, row[0]) if key == f"{parts[1]} {parts[2]}"]
    return same[int(parts[3])] if int(parts[3]) < len(same) else None


def _said_keys(connection: sqlite3.Connection, story: int) -> list[tuple[int, str]]:
    """(row, "kind key") of what is said in a story now, in the order it stands there."""
    low = story << FINDING_BITS
    rows = connection.execute(
        "SELECT said.said, is_statement, said_text.text FROM said JOIN said_text ON said_text.said = said.said "
        "WHERE said.said >= ? AND said.said < ? AND superseded_at IS NULL ORDER BY coalesce(paragraph, -1), start, 1",
        (low, low + (1 << FINDING_BITS)),
    )
    kinds = ("quote", "statement")
    return [(said, f"{kinds[kind]} {public_id(finding_key(kinds[kind], text))}") for said, kind, text in rows]


def said_text(connection: sqlite3.Connection, rowid: int) -> str:
    """The first words of a quote, for the undo line."""
    row = connection.execute("SELECT text FROM said_text WHERE said = ?", (rowid,)).fetchone()
    return str(row[0])[:40] if row else ""


def set_speaker(
    connection: sqlite3.Connection, rowid: int, actor: str | None, name: str | None, by: str
) -> list[object]:
    """Set who spoke; gives what stood there."""
    before = connection.execute(
        "SELECT actor, speaker, speaker_type, role, confidence, reason FROM said WHERE said = ?", (rowid,)
    ).fetchone()
    _move_said(connection, rowid, before[0], key := actor_row(connection, actor, name))
    kind = "named" if actor else "unattributed"
    write_speaker(connection, rowid, [key, name, kind, None, 1.0, BY_HAND], move=False)
    return list(before)


def write_speaker(connection: sqlite3.Connection, rowid: int, values: Sequence[object], *, move: bool = True) -> None:
    if move:
        old = connection.execute("SELECT actor FROM said WHERE said = ?", (rowid,)).fetchone()
        _move_said(connection, rowid, old[0] if old else None, values[0] if isinstance(values[0], int) else None)
    connection.execute(
        "UPDATE said SET actor = ?, speaker = ?, speaker_type = ?, role = ?, confidence = ?, reason = ? WHERE said = ?",
        (*values, rowid),
    )


def _move_said(connection: sqlite3.Connection, rowid: int, old: int | None, new: int | None) -> None:
    """Keep the links of actors to the story in step with who spoke in it."""
    story = rowid >> FINDING_BITS
    row = connection.execute("SELECT when_at FROM story WHERE story = ?", (story,)).fetchone()
    if row is None or old == new:
        return
    if old is not None:
        connection.execute("UPDATE story_actor SET said = max(said - 1, 0) WHERE story = ? AND actor = ?", (story, old))
        connection.execute("UPDATE actor SET said = max(said - 1, 0) WHERE actor = ?", (old,))
    if new is not None:
        added = connection.execute(
            "INSERT OR IGNORE INTO story_actor (story, actor, mentions, said, when_at) VALUES (?, ?, 0, 0, ?)",
            (story, new, row[0]),
        ).rowcount
        connection.execute("UPDATE story_actor SET said = said + 1 WHERE story = ? AND actor = ?", (story, new))
        connection.execute(
            "UPDATE actor SET said = said + 1, stories = stories + ?, last_said = max(last_said, ?) WHERE actor = ?",
            (added, row[0], new),
        )


def actor_row(connection: sqlite3.Connection, identity: str | None, name: str | None) -> int | None:
    """The row of an actor, made when nobody is so called yet."""
    if not identity:
        return None
    row = connection.execute("SELECT actor FROM actor WHERE identity = ?", (identity,)).fetchone()
    if row is not None:
        return int(row[0])
    now = to_seconds(datetime.now(UTC))
    cursor = connection.execute(
        "INSERT INTO actor (identity, name, type, first_named, last_named, first_had) VALUES (?, ?, 'person', ?, ?, ?)",
        (identity, name or identity, now, now, now),
    )
    made = int(cursor.lastrowid or 0)
    # Found by name like everybody else, also before a reading has named them.
    connection.executemany(
        "INSERT OR IGNORE INTO actor_word (word, actor) VALUES (?, ?)",
        [(word, made) for word in words(name or identity)],
    )
    return made


def merge_actor(connection: sqlite3.Connection, actor: str, into: str) -> str | None:
    """Let one actor count as another; gives "" (what it was merged into before), None when either is unknown."""
    rows = dict(connection.execute("SELECT identity, actor FROM actor WHERE identity IN (?, ?)", (actor, into)))
    if len(rows) < 2:
        return None
    old, new = rows[actor], rows[into]
    new = connection.execute("SELECT coalesce(merged_into, actor) FROM actor WHERE actor = ?", (new,)).fetchone()[0]
    if new == old:
        return None
    unmerge_actor(connection, actor)
    connection.execute("UPDATE actor SET merged_into = ? WHERE actor = ? OR merged_into = ?", (new, old, old))
    _add_counters(connection, old, new, 1)
    return ""


def unmerge_actor(connection: sqlite3.Connection, actor: str) -> None:
    """Let an actor count for itself again."""
    row = connection.execute("SELECT actor, merged_into FROM actor WHERE identity = ?", (actor,)).fetchone()
    if row is None or row[1] is None:
        return
    connection.execute("UPDATE actor SET merged_into = NULL WHERE actor = ?", (row[0],))
    _add_counters(connection, row[0], row[1], -1)


def _add_counters(connection: sqlite3.Connection, old: int, new: int, sign: int) -> None:
    connection.execute(
        "UPDATE actor SET stories = actor.stories + ?1 * m.stories, mentions = actor.mentions + ?1 * m.mentions, "
        "said = actor.said + ?1 * m.said, last_named = max(actor.last_named, m.last_named), "
        "last_said = max(actor.last_said, m.last_said) FROM (SELECT * FROM actor WHERE actor = ?2) AS m "
        "WHERE actor.actor = ?3",
        numbered(sign, old, new),
    )
    connection.execute(
        "INSERT INTO thread_actor (thread, actor, stories, mentions, said, last_named, last_said) "
        "SELECT thread, ?1, ?2 * stories, ?2 * mentions, ?2 * said, last_named, last_said FROM thread_actor WHERE "
        "actor = ?3 "
        "ON CONFLICT (thread, actor) DO UPDATE SET stories = stories + excluded.stories, "
        "mentions = mentions + excluded.mentions, said = said + excluded.said, "
        "last_named = max(last_named, excluded.last_named), last_said = max(last_said, excluded.last_said)",
        numbered(new, sign, old),
    )
