"""How marks lie over stories and findings: each kind is laid on, taken back, and laid on again after a new reading."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from store.identity import number_of
from store.overlay_speakers import merge_actor, said_of_address, set_speaker, speaker_of, unmerge_actor, write_speaker
from store.overlay_stories import (
    flag_note,
    is_tagged,
    pin_cluster,
    set_cluster,
    set_date,
    set_outlet,
    set_reliability,
    set_tag,
    set_thread,
)


def stories(connection: sqlite3.Connection, rowids: Sequence[int]) -> list[tuple[int, int, int]]:
    """(rowid, id, when_at) of those that exist."""
    return connection.execute(
        "SELECT story, id, when_at FROM story WHERE story IN (SELECT value FROM json_each(?))",
        (json.dumps(list(rowids)),),
    ).fetchall()


def with_copies(connection: sqlite3.Connection, rowids: Sequence[int]) -> list[int]:
    """Stories with their originals and all copies of those: they share the read state."""
    rows = connection.execute(
        "WITH heads AS (SELECT coalesce(copy_of, story) AS head FROM story WHERE story IN (SELECT value FROM "
        "json_each(?))) "
        "SELECT head FROM heads UNION SELECT story FROM story WHERE copy_of IN (SELECT head FROM heads) "
        "AND copy_of IS NOT NULL",
        (json.dumps(list(rowids)),),
    )
    return [row[0] for row in rows]


def current(connection: sqlite3.Connection, object_: str, kind: str) -> object:
    """The value of the mark of a kind that counts for an object; None when there is none."""
    row = connection.execute(
        "SELECT value FROM mark WHERE object = ? AND kind = ? AND is_on = 1 ORDER BY mark DESC LIMIT 1", (object_, kind)
    ).fetchone()
    return None if row is None else json.loads(row[0])


def restore(
    connection: sqlite3.Connection, kind: str, story: int | None, object_: str, value: object, before: object
) -> None:
    """Put back what stood there before a mark."""
    if kind in ("tag", "thread"):
        assert isinstance(before, list)
        _apply_pair(connection, kind, story, before)
    elif kind == "date" and story is not None:
        assert isinstance(before, list)
        set_date(connection, story, before[0], before[1], before[2] if len(before) > 2 else 0)
    elif kind == "speaker":
        rowid = said_of_address(connection, object_)
        if rowid is not None and isinstance(before, list):
            write_speaker(connection, rowid, before)
    elif kind == "actor":
        unmerge_actor(connection, object_.removeprefix("actor "))
    elif kind == "cluster" and story is not None:
        assert isinstance(before, int)
        connection.execute("DELETE FROM cluster_redirect WHERE cluster = ?", (before,))
        set_cluster(connection, story, before)
    elif kind == "credibility" and object_.startswith("outlet "):
        assert isinstance(before, list)
        set_reliability(connection, object_.removeprefix("outlet "), before[0], before[1])
    elif kind == "look":
        set_look(connection, object_.removeprefix("analyst "), before)
    elif kind == "note" and story is not None:
        connection.execute("UPDATE mark SET is_on = 0 WHERE object = ? AND kind = 'note'", (object_,))
        flag_note(connection, story, bool(before))
    else:
        apply(connection, kind, story, object_, before)


def apply(connection: sqlite3.Connection, kind: str, story: int | None, object_: str, value: object) -> None:
    """Lay a mark's value on (again): for redo, import and stories that came back."""
    if kind in ("tag", "thread"):
        assert isinstance(value, list)
        _apply_pair(connection, kind, story, value)
    elif kind == "speaker" and isinstance(value, list):
        rowid = said_of_address(connection, object_)
        if rowid is not None:
            set_speaker(connection, rowid, value[0], value[1], value[2])
    elif kind == "actor":
        merge_actor(connection, object_.removeprefix("actor "), str(value))
    elif kind == "credibility" and object_.startswith("outlet "):
        set_reliability(connection, object_.removeprefix("outlet "), str(value), "")
    elif kind == "look":
        set_look(connection, object_.removeprefix("analyst "), value)
    elif story is None:
        return
    elif kind in ("read", "star"):
        column = "is_read" if kind == "read" else "is_starred"
        connection.execute(f"UPDATE story SET {column} = ? WHERE story = ?", (int(bool(value)), story))
    elif kind == "date":
        seconds = value if isinstance(value, int) else None
        set_date(connection, story, seconds, "given" if seconds is not None else "unknown")
    elif kind == "outlet":
        set_outlet(connection, story, str(value))
    elif kind == "cluster":
        number = number_of(str(value))
        row = connection.execute("SELECT story FROM story WHERE id = ?", (number,)).fetchone()
        if row is not None:
            set_cluster(connection, story, row[0])
    elif kind == "pin":
        pin_cluster(connection, story, str(value or ""))
    elif kind == "note":
        flag_note(connection, story, bool(value))


def set_look(connection: sqlite3.Connection, analyst: str, look: object) -> None:
    """How far an analyst has looked: [epoch seconds, newest story rowid], None for never."""
    if isinstance(look, list):
        connection.execute("INSERT OR REPLACE INTO look (analyst, at, story) VALUES (?, ?, ?)", (analyst, *look))
    else:
        connection.execute("DELETE FROM look WHERE analyst = ?", (analyst,))


def _apply_pair(connection: sqlite3.Connection, kind: str, story: int | None, pair: Sequence[object]) -> None:
    row = connection.execute("SELECT when_at FROM story WHERE story = ?", (story,)).fetchone()
    if story is None or row is None:
        return
    name, on = str(pair[0]), bool(pair[1])
    if kind == "tag":
        set_tag(connection, story, row[0], name, on)
    else:
        set_thread(connection, story, row[0], name, on, pair[1] if isinstance(pair[1], str) else "")


def present(connection: sqlite3.Connection, kind: str, story: int | None, object_: str, value: object) -> object:
    """What stands where a mark of another store is about to be laid: what undoing it puts back."""
    row = None
    if story is not None:
        row = connection.execute(
            "SELECT is_read, is_starred, threads, published, published_from, published_offset, o.name, cluster "
            "FROM story JOIN outlet o USING (outlet) WHERE story = ?",
            (story,),
        ).fetchone()
    if row is not None and kind in ("read", "star", "date", "outlet", "cluster"):
        return {
            "read": row[0],
            "star": row[1],
            "date": [row[3], row[4], row[5]],
            "outlet": row[6],
            "cluster": row[7],
        }[kind]
    if kind == "tag" and story is not None and isinstance(value, list):
        return [value[0], int(is_tagged(connection, story, str(value[0])))]
    if kind == "thread" and row is not None and isinstance(value, list):
        return [value[0], next((e for e in row[2].split(";") if e.split(" ")[0] == value[0]), "")]
    if kind == "speaker" and (rowid := said_of_address(connection, object_)) is not None:
        return speaker_of(connection, rowid)
    if kind == "credibility" and object_.startswith("outlet "):
        name = object_.removeprefix("outlet ")
        found = connection.execute("SELECT reliability, reason FROM outlet WHERE name = ?", (name,)).fetchone()
        return list(found) if found else ["", ""]
    return current(connection, object_, kind)
