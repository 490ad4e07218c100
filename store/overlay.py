"""How marks lie over stories and findings: each kind is laid on, taken back, and laid on again after a new reading."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from store.archive_groups import forget_features, recount_cluster
from store.archive_stories import ALL_STORIES, count_hours
from store.identity import finding_key, number_of, public_id, words
from store.moments import A_DAY, AN_HOUR, day_of, sort_moment, to_seconds
from store.overlay_findings import BY_HAND
from store.schema import FINDING_BITS

NO_THREAD = 2
"""The row of `thread` for stories on no thread."""


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
            _write_speaker(connection, rowid, before)
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
        _noted(connection, story, bool(before))
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
    elif kind == "note":
        _noted(connection, story, bool(value))


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
        return list(
            connection.execute(
                "SELECT actor, speaker, speaker_type, role, confidence, reason FROM said WHERE said = ?", (rowid,)
            ).fetchone()
        )
    if kind == "credibility" and object_.startswith("outlet "):
        name = object_.removeprefix("outlet ")
        found = connection.execute("SELECT reliability, reason FROM outlet WHERE name = ?", (name,)).fetchone()
        return list(found) if found else ["", ""]
    return current(connection, object_, kind)


# ------------------------------------------------------------------------------------------------ stories


def is_tagged(connection: sqlite3.Connection, story: int, tag: str) -> bool:
    """Whether a story has a tag."""
    row = connection.execute(
        "SELECT 1 FROM tag_story t JOIN story s ON s.story = t.story AND s.when_at = t.when_at "
        "WHERE t.tag = ? AND t.story = ?",
        (tag, story),
    ).fetchone()
    return row is not None


def set_tag(connection: sqlite3.Connection, story: int, when: int, tag: str, on: bool) -> None:
    """Put a tag on a story, or take it off."""
    if on:
        connection.execute("INSERT OR IGNORE INTO tag_story (tag, when_at, story) VALUES (?, ?, ?)", (tag, when, story))
    else:
        connection.execute("DELETE FROM tag_story WHERE tag = ? AND when_at = ? AND story = ?", (tag, when, story))


def set_noted(connection: sqlite3.Connection, story: int) -> None:
    """Bring a story's note flag in line with its notes."""
    row = connection.execute(
        "SELECT 1 FROM mark WHERE story = ? AND kind = 'note' AND is_on = 1 AND value <> '\"\"'", (story,)
    ).fetchone()
    _noted(connection, story, row is not None)


def _noted(connection: sqlite3.Connection, story: int, on: bool) -> None:
    connection.execute("UPDATE story SET has = (has & 7) | ? WHERE story = ?", (8 if on else 0, story))


def set_thread(
    connection: sqlite3.Connection, story: int, when: int, thread: str, on: bool, link: str = ""
) -> str | None:
    """Put a story on a thread (by hand with score 1, or with a link it had) or take it off; gives the link it had
    ("" none), None when nothing changes."""
    (packed,) = connection.execute("SELECT threads FROM story WHERE story = ?", (story,)).fetchone()
    links = [entry for entry in packed.split(";") if entry]
    had = next((entry for entry in links if entry.split(" ")[0] == thread), "")
    if bool(had) == on:
        return None
    connection.execute("INSERT OR IGNORE INTO thread (id) VALUES (?)", (thread,))
    key = connection.execute("SELECT thread FROM thread WHERE id = ?", (thread,)).fetchone()[0]
    if on:
        links.append(link or f"{thread} primary 1.000")
    else:
        links = [entry for entry in links if entry.split(" ")[0] != thread]
    _, role, score = (links[-1] if on else had).split(" ")
    _link(connection, key, when, story, on, float(score), role == "primary")
    was_read = connection.execute("SELECT 1 FROM reading WHERE story = ?", (story,)).fetchone() is not None
    if was_read and ((len(links) == 1 and on) or not links):
        _link(connection, NO_THREAD, when, story, not on, 0.0, False)
    connection.execute("UPDATE story SET threads = ? WHERE story = ?", (";".join(links), story))
    return had


def _link(
    connection: sqlite3.Connection, thread: int, when: int, story: int, on: bool, score: float, is_primary: bool
) -> None:
    """One entry of a thread's list, its hour and its actors."""
    if on:
        changed = connection.execute(
            "INSERT OR IGNORE INTO thread_story (thread, when_at, story, score, is_primary) VALUES (?, ?, ?, ?, ?)",
            (thread, when, story, score, int(is_primary)),
        ).rowcount
    else:
        changed = -connection.execute(
            "DELETE FROM thread_story WHERE thread = ? AND when_at = ? AND story = ?", (thread, when, story)
        ).rowcount
    if not changed:
        return
    count_hours(connection, thread, {when // AN_HOUR: changed})
    if thread != NO_THREAD:
        link_events(connection, thread, story, on)
        connection.execute(
            "INSERT INTO thread_actor (thread, actor, stories, mentions, said, last_named, last_said) "
            "SELECT ?1, actor, ?2, ?2 * mentions, ?2 * said, when_at, CASE WHEN said THEN when_at ELSE 0 END "
            "FROM story_actor WHERE story = ?3 ON CONFLICT (thread, actor) DO UPDATE SET "
            "stories = stories + excluded.stories, mentions = mentions + excluded.mentions, said = said + "
            "excluded.said, "
            "last_named = max(last_named, excluded.last_named), last_said = max(last_said, excluded.last_said)",
            (thread, changed, story),
        )


def link_events(connection: sqlite3.Connection, thread: int, story: int, on: bool) -> None:
    """Put the events of a story on a thread's timeline, or take them off."""
    low = story << FINDING_BITS
    span = (low, low + (1 << FINDING_BITS) - 1)
    if on:
        connection.execute(
            "INSERT OR IGNORE INTO thread_event (thread, is_told, day, event) SELECT ?, is_told, day, event FROM event "
            "WHERE event BETWEEN ? AND ? AND day IS NOT NULL AND superseded_at IS NULL",
            (thread, *span),
        )
    else:
        connection.execute(
            "DELETE FROM thread_event WHERE thread = ?1 AND (is_told, day, event) IN (SELECT is_told, day, event FROM "
            "event WHERE event BETWEEN ?2 AND ?3 AND day IS NOT NULL)",
            (thread, *span),
        )


def set_date(
    connection: sqlite3.Connection, story: int, published: int | None, origin: str, offset: int = 0
) -> list[object]:
    """Set the publication date (UTC seconds or None) and move every list the story is on; gives [date, origin, offset]
    as they were."""
    row = connection.execute(
        "SELECT published, published_from, published_offset, seen, when_at FROM story WHERE story = ?", (story,)
    ).fetchone()
    connection.execute(
        "UPDATE story SET published = ?, published_from = ?, published_offset = ? WHERE story = ?",
        (published, origin, offset, story),
    )
    when = sort_moment(published, row[3])
    move_when(connection, story, row[4], when)
    _move_told(connection, story, day_of(when, offset if when == published else 0))
    return [row[0], row[1], row[2]]


def _move_told(connection: sqlite3.Connection, story: int, day: int) -> None:
    """Lay the events of a story that give no day of their own on another day."""
    low = story << FINDING_BITS
    keys = connection.execute(
        "SELECT t.thread FROM story s JOIN thread_story l ON l.when_at = s.when_at AND l.story = s.story "
        "JOIN thread t ON t.thread = l.thread AND t.id <> '-' WHERE s.story = ?",
        (story,),
    ).fetchall()
    for (key,) in keys:
        link_events(connection, key, story, False)
    connection.execute(
        "UPDATE event SET day = ?1 WHERE event BETWEEN ?2 AND ?3 AND is_told AND day <> ?1",
        (day, low, low + (1 << FINDING_BITS) - 1),
    )
    for (key,) in keys:
        link_events(connection, key, story, True)


def move_when(connection: sqlite3.Connection, story: int, old: int, new: int) -> None:
    """Move a story in every list that is sorted by when_at."""
    if old == new:
        return
    connection.execute("UPDATE story SET when_at = ? WHERE story = ?", (new, story))
    threads = connection.execute("SELECT threads FROM story WHERE story = ?", (story,)).fetchone()[0]
    names = [entry.split(" ")[0] for entry in threads.split(";") if entry] or ["-"]
    keys = [connection.execute("SELECT thread FROM thread WHERE id = ?", (name,)).fetchone()[0] for name in names]
    for key in keys:
        moved = connection.execute(
            "UPDATE thread_story SET when_at = ? WHERE thread = ? AND when_at = ? AND story = ?", (new, key, old, story)
        ).rowcount
        if moved:
            count_hours(connection, key, Counter({old // AN_HOUR: -1, new // AN_HOUR: 1}))
    hours: Counter[int] = Counter()
    hours[old // AN_HOUR] -= 1
    hours[new // AN_HOUR] += 1
    count_hours(connection, ALL_STORIES, hours)
    connection.execute("UPDATE tag_story SET when_at = ? WHERE when_at = ? AND story = ?", (new, old, story))
    actors = connection.execute("SELECT actor FROM story_actor WHERE story = ?", (story,)).fetchall()
    connection.execute("UPDATE story_actor SET when_at = ? WHERE story = ?", (new, story))
    for (actor,) in actors:
        for day, change in ((old // A_DAY, -1), (new // A_DAY, 1)):
            connection.execute(
                "INSERT INTO actor_day (actor, day, stories) VALUES (?, ?, ?) ON CONFLICT (actor, day) DO UPDATE SET "
                "stories = stories + excluded.stories",
                (actor, day, change),
            )
    row = connection.execute("SELECT cluster FROM story WHERE story = ?", (story,)).fetchone()
    if row[0] is not None:
        connection.execute(
            "UPDATE cluster SET first_at = (SELECT min(when_at) FROM story WHERE cluster = ?1), "
            "latest_at = (SELECT max(when_at) FROM story WHERE cluster = ?1) WHERE cluster = ?1",
            (row[0],),
        )


def set_outlet(connection: sqlite3.Connection, story: int, name: str) -> str:
    """Set who published a story; gives who did before."""
    old, before, cluster = connection.execute(
        "SELECT s.outlet, o.name, s.cluster FROM story s JOIN outlet o ON o.outlet = s.outlet WHERE story = ?", (story,)
    ).fetchone()
    connection.execute("INSERT OR IGNORE INTO outlet (name) VALUES (?)", (name,))
    new = connection.execute("SELECT outlet FROM outlet WHERE name = ?", (name,)).fetchone()[0]
    connection.execute("UPDATE story SET outlet = ? WHERE story = ?", (new, story))
    connection.execute("UPDATE outlet SET stories = stories - 1 WHERE outlet = ?", (old,))
    connection.execute("UPDATE outlet SET stories = stories + 1 WHERE outlet = ?", (new,))
    if cluster is not None:
        recount_cluster(connection, cluster)
    return str(before)


def set_reliability(connection: sqlite3.Connection, outlet: str, rating: str, reason: str) -> list[str]:
    """Rate an outlet; gives [rating, reason] as they were."""
    row = connection.execute("SELECT reliability, reason FROM outlet WHERE name = ?", (outlet,)).fetchone()
    connection.execute("UPDATE outlet SET reliability = ?, reason = ? WHERE name = ?", (rating, reason, outlet))
    return [row[0], row[1]] if row else ["", ""]


# ------------------------------------------------------------------------------------------------ clusters


def free_cluster(connection: sqlite3.Connection, members: Sequence[int]) -> int:
    """A cluster of their own for some stories: that of the first whose id no cluster uses."""
    for story in sorted(members):
        used = connection.execute(
            "SELECT count(*) FROM story WHERE cluster = ? AND story NOT IN (SELECT value FROM json_each(?))",
            (story, json.dumps(list(members))),
        ).fetchone()[0]
        if not used:
            connection.execute("DELETE FROM cluster_redirect WHERE cluster = ?", (story,))
            return story
    return sorted(members)[0]


def set_cluster(connection: sqlite3.Connection, story: int, cluster: int) -> int:
    """Put a story into a cluster; gives the one it was in."""
    old, when = connection.execute("SELECT cluster, when_at FROM story WHERE story = ?", (story,)).fetchone()
    connection.execute(
        "INSERT OR IGNORE INTO cluster (cluster, title_story, stories, reach, own, first_at, latest_at) "
        "VALUES (?, ?, 0, 0, 0, ?, ?)",
        (cluster, story, when, when),
    )
    connection.execute("UPDATE story SET cluster = ? WHERE story = ?", (cluster, story))
    for each in {cluster, old} - {None}:
        forget_features(connection, each)
        recount_cluster(connection, each)
    return int(old) if old is not None else cluster


# ------------------------------------------------------------------------------------------------ speakers


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
    _write_speaker(connection, rowid, [key, name, kind, None, 1.0, BY_HAND], move=False)
    return list(before)


def _write_speaker(connection: sqlite3.Connection, rowid: int, values: Sequence[object], *, move: bool = True) -> None:
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


# ------------------------------------------------------------------------------------------------ actors


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
        (sign, old, new),
    )
    connection.execute(
        "INSERT INTO thread_actor (thread, actor, stories, mentions, said, last_named, last_said) "
        "SELECT thread, ?1, ?2 * stories, ?2 * mentions, ?2 * said, last_named, last_said FROM thread_actor WHERE "
        "actor = ?3 "
        "ON CONFLICT (thread, actor) DO UPDATE SET stories = stories + excluded.stories, "
        "mentions = mentions + excluded.mentions, said = said + excluded.said, "
        "last_named = max(last_named, excluded.last_named), last_said = max(last_said, excluded.last_said)",
        (new, sign, old),
    )
