"""How a store file comes to the present schema, one small named step after another (sqlite-utils Migrations).

`PRAGMA user_version` is the number of steps applied, so that a reader tells with one cheap read whether it knows the
file. A landed step is never edited; a change of the schema is a new step at the end.
"""

from __future__ import annotations

import sqlite3
from array import array
from itertools import groupby

from store.moments import A_WEEK
from store.schema import APPLICATION_ID, TABLES
from store.schema_indexes import INDEXES
from store.schema_search import GROUPING_INDEXES, POSTING_WAITING, SEARCH_WAITING
from store.schema_together import TOGETHER, VIEWS_TOGETHER, fill_together
from store.schema_views import VIEWS

SCHEMA_VERSION = 11
"""Steps there are; `user_version` of a file that is up to date."""


def migrate(connection: sqlite3.Connection, stop_before: str | None = None) -> int:
    """Apply every pending step (with `stop_before` only those before it), each in its own transaction, and give the
    number there were.

    Raises sqlite3 errors as they come; a step that fails leaves the file as it was before it.
    """
    from sqlite_utils import Database, Migrations  # 100 ms of import, needed only here

    steps = Migrations("store")

    @steps(name="001_first_schema")
    def first_schema(database: Database) -> None:
        _run(database.conn, TABLES + INDEXES + VIEWS)
        database.conn.execute("INSERT INTO poller (poller) VALUES (1)")
        database.conn.execute("INSERT INTO thread (thread, id) VALUES (1, ''), (2, '-')")
        database.conn.execute("INSERT INTO outlet (outlet, name) VALUES (1, '')")
        database.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.conn.execute("PRAGMA user_version = 1")

    @steps(name="002_grouping_indexes")
    def grouping_indexes(database: Database) -> None:
        _run(database.conn, GROUPING_INDEXES)
        # A cluster has the number of its first story.
        rows = database.conn.execute("SELECT day, term, cluster FROM cluster_term ORDER BY day, term, cluster")
        database.conn.executemany(
            "INSERT INTO term_posting (day, term, stories) VALUES (?, ?, ?)",
            (
                (day, term, array("I", [row[2] for row in same]).tobytes())
                for (day, term), same in groupby(rows, key=lambda row: row[:2])
            ),
        )
        database.conn.execute("DROP TABLE cluster_term")
        database.conn.execute("PRAGMA user_version = 2")

    @steps(name="003_fewer_merges")
    def fewer_merges(database: Database) -> None:
        # Each transaction adds a segment to an index of words. Merged by sixteen instead of by four, a word is written
        # half as often; 64 segments of one level, where FTS5 would merge all at once, are never reached.
        for table in ("search", "said_search", "title_search"):
            for option, value in (("automerge", 16), ("crisismerge", 64)):
                database.conn.execute(f"INSERT INTO {table} ({table}, rank) VALUES (?, ?)", (option, value))
        database.conn.execute("PRAGMA user_version = 3")

    @steps(name="004_events_that_last")
    def events_that_last(database: Database) -> None:
        # Reader.walk: on: with a day on which few events begin; those that began before it and last are few, too.
        database.conn.execute(
            "CREATE INDEX event_that_lasts ON event (last_day, first_day) "
            "WHERE last_day > first_day AND superseded_at IS NULL"
        )
        database.conn.execute("PRAGMA user_version = 4")

    @steps(name="005_narrower_actor_indexes")
    def narrower_actor_indexes(database: Database) -> None:
        # Queries.actors: by last said; among those who spoke at one moment the few rows are sorted. With last_named in
        # them both indexes were written for everyone a story names, not only for those who speak.
        for table, columns in (("actor", "last_said"), ("thread_actor", "thread, last_said")):
            database.conn.execute(f"DROP INDEX {table}_by_last_said")
            database.conn.execute(f"CREATE INDEX {table}_by_last_said ON {table} ({columns})")
        database.conn.execute("PRAGMA user_version = 5")

    @steps(name="006_days_before_actors")
    def days_before_actors(database: Database) -> None:
        # By actor first, each of the thousands an hour's stories name had a page of its own to be written. What is
        # counted now lies on a few days: the same counters, by day first, take a few pages.
        database.conn.execute("ALTER TABLE actor_day RENAME TO by_actor")
        database.conn.execute(
            "CREATE TABLE actor_day (actor INTEGER NOT NULL, day INTEGER NOT NULL, stories INTEGER NOT NULL, "
            "PRIMARY KEY (day, actor)) WITHOUT ROWID"
        )
        database.conn.execute(
            "INSERT INTO actor_day (actor, day, stories) SELECT actor, day, stories FROM by_actor ORDER BY day, actor"
        )
        database.conn.execute("DROP TABLE by_actor")
        database.conn.execute("PRAGMA user_version = 6")

    @steps(name="007_actors_by_week")
    def actors_by_week(database: Database) -> None:
        # Queries.actors and story_rowids with actor: or speaker: (Reader.walk), newest first, week by week. By actor
        # first, what comes in was written all over the index; within its week it lies together.
        database.conn.execute("DROP INDEX actor_story")
        database.conn.execute(
            f"CREATE INDEX actor_story ON story_actor (when_at / {A_WEEK}, actor, when_at DESC, story DESC, said)"
        )
        database.conn.execute("PRAGMA user_version = 7")

    @steps(name="008_said_together")
    def said_together(database: Database) -> None:
        _run(database.conn, TOGETHER + VIEWS_TOGETHER)
        fill_together(database.conn)
        database.conn.execute("PRAGMA user_version = 8")

    @steps(name="009_findings_by_their_own_dictionary")
    def findings_by_their_own_dictionary(database: Database) -> None:
        # What is read from now on is packed as programs of before cannot unpack it (store.deflation): they are told
        # that the store is newer. What they packed is read as ever, and packed anew when its story is read again.
        database.conn.execute("PRAGMA user_version = 9")

    @steps(name="010_words_that_wait")
    def words_that_wait(database: Database) -> None:
        _run(database.conn, SEARCH_WAITING)
        database.conn.execute("PRAGMA user_version = 10")

    @steps(name="011_postings_that_wait")
    def postings_that_wait(database: Database) -> None:
        _run(database.conn, POSTING_WAITING)
        database.conn.execute("PRAGMA user_version = 11")

    database = Database(connection)
    pending = len(steps.pending(database))
    if pending:
        steps.apply(database, stop_before=stop_before)
    return pending


def _run(connection: sqlite3.Connection, script: str) -> None:
    """Run a script statement by statement: `executescript` would commit the step's transaction."""
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
