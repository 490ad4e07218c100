"""Who said something together: the table of all speakers of a joint quote or statement, and the views they are in."""

from __future__ import annotations

import re
import sqlite3

from store.schema_views import moment

TOGETHER = """
CREATE TABLE said_together (         -- of what several said together, each who did; said.actor is the first of them
    said  INTEGER NOT NULL,          -- said.said
    place INTEGER NOT NULL,          -- in the order of the text, from 0
    actor INTEGER,                   -- null when nobody is known by that name
    name  TEXT NOT NULL,
    PRIMARY KEY (said, place)
) WITHOUT ROWID;
"""


def _view(name: str, verb: str, is_statement: int) -> str:
    """A view of what is said with all its speakers: JSON lists of names and identities behind what stood there."""
    kind = "" if is_statement else "q.kind, "
    rows = "FROM said_together w LEFT JOIN actor p ON p.actor = w.actor WHERE w.said = q.said"
    names, identities = (f"(SELECT json_group_array({each}) {rows})" for each in ("w.name", "p.identity"))
    return f"""
DROP VIEW {name};
CREATE VIEW {name} AS
    SELECT printf('%016x', s.id) AS story, t.text, q.speaker, a.identity AS actor, q.role, q.speaker_type,
           q.cue{verb}, {kind}q.confidence, q.reason, q.paragraph, q.start, q.end, o.name AS outlet, s.title,
           {moment("s.when_at")} AS sorted_by,
           coalesce(nullif({names}, '[]'), json_array(q.speaker)) AS speakers,
           coalesce(nullif({identities}, '[]'), json_array(a.identity)) AS actors
      FROM said q JOIN said_text t ON t.said = q.said JOIN story s ON s.story = q.said >> 12
      JOIN outlet o ON o.outlet = s.outlet LEFT JOIN actor a ON a.actor = q.actor
     WHERE q.is_statement = {is_statement} AND q.superseded_at IS NULL;
"""


VIEWS_TOGETHER = _view("quotes", "", 0) + _view("statements", " AS verb", 1)


def fill_together(connection: sqlite3.Connection) -> None:
    """The speakers of what was read before the table was there, where each of them is known by name in its story.

    Joint quotes alone were kept with the names of all, and with an empty role; the rest waits for a new reading.
    """
    rows = connection.execute("SELECT said, actor, speaker FROM said WHERE role = '' AND speaker LIKE '% and %'")
    for said, first, speaker in rows.fetchall():
        names = re.split(", | and ", speaker)
        known = dict(
            connection.execute(
                "SELECT a.name, a.actor FROM story_actor x JOIN actor a ON a.actor = x.actor WHERE x.story = ? >> 12",
                (said,),
            )
        )
        actors = [first, *(known.get(name) for name in names[1:])]
        if len(names) > 1 and None not in actors:
            connection.executemany(
                "INSERT INTO said_together (said, place, actor, name) VALUES (?, ?, ?, ?)",
                [(said, place, actor, name) for place, (actor, name) in enumerate(zip(actors, names, strict=True))],
            )
            _count(connection, said >> 12, actors[1:])


def _count(connection: sqlite3.Connection, story: int, actors: list[int]) -> None:
    """Count what was said together for those who said it with somebody."""
    for actor in dict.fromkeys(actors):
        connection.execute("UPDATE story_actor SET said = said + 1 WHERE story = ? AND actor = ?", (story, actor))
        when = connection.execute("SELECT when_at FROM story WHERE story = ?", (story,)).fetchone()[0]
        connection.execute(
            "UPDATE actor SET said = said + 1, last_said = max(last_said, ?) WHERE actor = ?", (when, actor)
        )
        connection.execute(
            "UPDATE thread_actor SET said = said + 1, last_said = max(last_said, ?) WHERE actor = ? AND thread IN "
            "(SELECT t.thread FROM thread t WHERE EXISTS (SELECT 1 FROM thread_story l WHERE l.thread = t.thread AND "
            "l.when_at = ? AND l.story = ?))",
            (when, actor, when, story),
        )
