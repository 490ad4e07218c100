"""What an analyst says of a story, carried into every list it is on: tags, threads, date, outlet, cluster."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence

from store.archive_groups import forget_features, recount_cluster, resolve_cluster
from store.archive_stories import ALL_STORIES, count_hours
from store.binding import numbered
from store.identity import number_of, public_id
from store.moments import A_DAY, AN_HOUR, day_of, sort_moment
from store.schema import FINDING_BITS

NO_THREAD = 2
"""The row of `thread` for stories on no thread."""


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
    flag_note(connection, story, row is not None)


def flag_note(connection: sqlite3.Connection, story: int, on: bool) -> None:
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
            numbered(thread, changed, story),
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
            numbered(thread, *span),
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
        numbered(day, low, low + (1 << FINDING_BITS) - 1),
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
                "INSERT INTO actor_day (actor, day, stories) VALUES (?, ?, ?) ON CONFLICT (day, actor) DO UPDATE SET "
                "stories = stories + excluded.stories",
                (actor, day, change),
            )
    row = connection.execute("SELECT cluster FROM story WHERE story = ?", (story,)).fetchone()
    if row[0] is not None:
        connection.execute(
            "UPDATE cluster SET first_at = (SELECT min(when_at) FROM story WHERE cluster = ?1), "
            "latest_at = (SELECT max(when_at) FROM story WHERE cluster = ?1) WHERE cluster = ?1",
            numbered(row[0]),
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


def cluster_id(connection: sqlite3.Connection, story: int) -> str:
    """The public id of the cluster a story stands in."""
    (number,) = connection.execute(
        "SELECT coalesce(first.id, s.id) FROM story s LEFT JOIN story first ON first.story = s.cluster "
        "WHERE s.story = ?",
        (story,),
    ).fetchone()
    return public_id(number)


def pin_cluster(connection: sqlite3.Connection, story: int, cluster: str) -> None:
    """Put a story back into the cluster it was pinned in, wherever that has gone since; "" leaves it where it is."""
    row = connection.execute("SELECT story FROM story WHERE id = ?", (number_of(cluster),)).fetchone()
    if row is None:
        return
    target = resolve_cluster(connection, row[0])
    if connection.execute("SELECT cluster FROM story WHERE story = ?", (story,)).fetchone()[0] != target:
        set_cluster(connection, story, target)


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
