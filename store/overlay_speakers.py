"""Who spoke and who is who, as an analyst says: speakers set by hand, and actors that count as one."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from store.binding import numbered
from store.identity import finding_key, number_of, public_id, words
from store.moments import A_DAY, to_seconds
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
    """Set who spoke, one instead of all who spoke together; gives what stood there."""
    before = speaker_of(connection, rowid)
    kind = "named" if actor else "unattributed"
    write_speaker(connection, rowid, [actor_row(connection, actor, name), name, kind, None, 1.0, BY_HAND])
    return before


def speaker_of(connection: sqlite3.Connection, rowid: int) -> list[object]:
    """What the row says of who spoke: its columns, and behind them (actor, name) of each who spoke together."""
    row = connection.execute(
        "SELECT actor, speaker, speaker_type, role, confidence, reason FROM said WHERE said = ?", (rowid,)
    ).fetchone()
    return [*row, [list(each) for each in _together(connection, rowid)]]


def _together(connection: sqlite3.Connection, rowid: int) -> list[tuple[int | None, str]]:
    return connection.execute(
        "SELECT actor, name FROM said_together WHERE said = ? ORDER BY place", (rowid,)
    ).fetchall()


def write_speaker(connection: sqlite3.Connection, rowid: int, values: Sequence[object]) -> None:
    """Put down who spoke: what `speaker_of` gave (a mark of older stores has the columns alone)."""
    found = connection.execute("SELECT actor FROM said WHERE said = ?", (rowid,)).fetchone()
    if found is None:
        return
    columns, together = values[:6], values[6] if len(values) > 6 and isinstance(values[6], list) else []
    _move_said(
        connection,
        rowid,
        {found[0], *(actor for actor, _ in _together(connection, rowid))},
        {columns[0], *(actor for actor, _ in together)},
    )
    connection.execute(
        "UPDATE said SET actor = ?, speaker = ?, speaker_type = ?, role = ?, confidence = ?, reason = ? WHERE said = ?",
        (*columns, rowid),
    )
    connection.execute("DELETE FROM said_together WHERE said = ?", (rowid,))
    connection.executemany(
        "INSERT INTO said_together (said, place, actor, name) VALUES (?, ?, ?, ?)",
        [(rowid, place, actor, name) for place, (actor, name) in enumerate(together)],
    )


def _move_said(connection: sqlite3.Connection, rowid: int, before: set[object], after: set[object]) -> None:
    """Keep the links of actors to the story, and what is counted of them, in step with who spoke in it."""
    story = rowid >> FINDING_BITS
    row = connection.execute("SELECT when_at FROM story WHERE story = ?", (story,)).fetchone()
    if row is None:
        return
    for old in before - after - {None}:
        connection.execute("UPDATE story_actor SET said = max(said - 1, 0) WHERE story = ? AND actor = ?", (story, old))
        gone = connection.execute(
            "DELETE FROM story_actor WHERE story = ? AND actor = ? AND mentions = 0 AND said = 0", (story, old)
        ).rowcount
        _count(connection, story, row[0], old, -gone, -1)
    for new in after - before - {None}:
        added = connection.execute(
            "INSERT OR IGNORE INTO story_actor (story, actor, mentions, said, when_at) VALUES (?, ?, 0, 0, ?)",
            (story, new, row[0]),
        ).rowcount
        connection.execute("UPDATE story_actor SET said = said + 1 WHERE story = ? AND actor = ?", (story, new))
        _count(connection, story, row[0], new, added, 1)


def _count(connection: sqlite3.Connection, story: int, when: int, actor: object, stories: int, said: int) -> None:
    """Count a story and what is said in it for an actor, for whom it was merged into, and on the story's threads."""
    last_said = when if said > 0 else 0
    connection.execute(
        "INSERT INTO actor_day (day, actor, stories) VALUES (?, ?, ?) ON CONFLICT (day, actor) DO UPDATE SET stories = "
        "stories + excluded.stories",
        (when // A_DAY, actor, stories),
    )
    into = connection.execute("SELECT merged_into FROM actor WHERE actor = ?", (actor,)).fetchone()
    for each in (actor, into[0] if into else None):
        if each is None:
            continue
        connection.execute(
            "UPDATE actor SET said = max(said + ?, 0), stories = stories + ?, last_said = max(last_said, ?) WHERE "
            "actor = ?",
            (said, stories, last_said, each),
        )
        connection.execute(
            "INSERT INTO thread_actor (thread, actor, stories, mentions, said, last_named, last_said) "
            "SELECT t.thread, ?1, ?2, 0, ?3, ?4, ?5 FROM thread t WHERE EXISTS (SELECT 1 FROM thread_story l WHERE "
            "l.thread = t.thread AND l.when_at = ?6 AND l.story = ?7) AND t.id <> '-' ON CONFLICT (thread, actor) DO "
            "UPDATE SET stories = stories + excluded.stories, said = max(said + excluded.said, 0), last_said = "
            "max(last_said, excluded.last_said)",
            numbered(each, stories, said, last_said, last_said, when, story),
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
