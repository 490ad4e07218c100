"""How a store file comes to the present schema, one small named step after another (sqlite-utils Migrations).

`PRAGMA user_version` is the number of steps applied, so that a reader tells with one cheap read whether it knows the
file. A landed step is never edited; a change of the schema is a new step at the end.
"""

from __future__ import annotations

import sqlite3

from store.schema import APPLICATION_ID, INDEXES, TABLES
from store.schema_views import VIEWS

SCHEMA_VERSION = 1
"""Steps there are; `user_version` of a file that is up to date."""


def migrate(connection: sqlite3.Connection) -> int:
    """Apply every pending step, each in its own transaction, and give the number applied.

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

    database = Database(connection)
    pending = len(steps.pending(database))
    if pending:
        steps.apply(database)
    return pending


def _run(connection: sqlite3.Connection, script: str) -> None:
    """Run a script statement by statement: `executescript` would commit the step's transaction."""
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
