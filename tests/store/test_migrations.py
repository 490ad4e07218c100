"""Claims about how a file comes to the present schema."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import pytest

from feeds.exchange import ReadStory
from store import connect as connections
from store.archive import Archive
from store.connect import connect
from store.errors import StoreTooOld
from store.migrations import SCHEMA_VERSION, migrate
from store.queries import Queries
from store.query import parse
from store.schema import APPLICATION_ID
from store.schema_search import SEARCH_TABLES
from store.term_postings import TermPostings
from store.upkeep import check
from tests.store.test_archive import NOW, OUTLETS, arrival, findings_of

SCHEMAS = {
    1: "0d75a2a279bbb401",
    2: "9e5263ab47c81b19",
    3: "9e5263ab47c81b19",
    4: "c996c84aea73c385",
    5: "24297889d204bcf3",
    6: "68b394ff919adc5f",
    7: "e16fdb5ec5d19950",
    8: "a80c59d9494ca528",
    9: "a80c59d9494ca528",
    10: "90231d10bc1ed546",
    11: "9380427dba14bb21",
}
"""What the file looks like after each step: a landed step is never edited, or stores in the field would differ."""


def schema_of(path: Path) -> str:
    connection = sqlite3.connect(path)
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' AND sql IS NOT NULL ORDER BY type, "
        "name"
    ).fetchall()
    connection.close()
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:16]


def test_a_new_file_has_every_step(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "store.db"
    with connect(path, readonly=False) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert connection.execute("SELECT count(*) FROM _sqlite_migrations").fetchone() == (SCHEMA_VERSION,)
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    connection.close()
    assert schema_of(path) == SCHEMAS[SCHEMA_VERSION]


def test_a_creator_killed_before_its_first_step_is_carried_on(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    connection = sqlite3.connect(path)
    connection.execute(
        "CREATE TABLE _sqlite_migrations (id INTEGER PRIMARY KEY, migration_set TEXT, name TEXT, applied_at TEXT)"
    )
    connection.commit()
    connection.close()
    with Archive.open(path, "test") as archive:
        assert archive.unread() == []


def test_a_reader_never_migrates(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("CREATE TABLE t (x)")
    connection.commit()
    connection.close()
    with pytest.raises(StoreTooOld, match="older schema"):
        connect(path)


def test_what_clusters_are_found_by_is_carried_over_to_postings(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    connection = sqlite3.connect(path)
    migrate(connection, stop_before="002_grouping_indexes")
    assert schema_of(path) == SCHEMAS[1]
    connection.executemany(
        "INSERT INTO cluster_term (day, term, cluster) VALUES (?, ?, ?)", [(9, 7, 1), (9, 7, 2), (9, 8, 2), (10, 7, 3)]
    )
    connection.commit()
    connection.close()
    with connect(path, readonly=False) as connection:
        assert TermPostings(connection).near({7: 2.0, 8: 1.5}, 9, 9, 1.0) == [(2, 3.5), (1, 2.0)]
        assert TermPostings(connection).near({7: 2.0}, 9, 10, 1.0) == [(3, 2.0), (2, 2.0), (1, 2.0)]
    connection.close()
    assert schema_of(path) == SCHEMAS[SCHEMA_VERSION]


def test_the_indexes_of_words_are_merged_by_sixteen(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    connection = sqlite3.connect(path)
    migrate(connection, stop_before="003_fewer_merges")
    assert schema_of(path) == SCHEMAS[2]
    connection.close()
    with connect(path, readonly=False) as connection:
        for table in ("search", "said_search", "title_search"):
            options = dict(connection.execute(f"SELECT k, v FROM {table}_config"))
            assert (options["automerge"], options["crisismerge"]) == (16, 64)
    connection.close()


def test_actors_are_in_order_by_what_they_said_last_and_then_by_when_they_were_named(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    connection = sqlite3.connect(path)
    migrate(connection, stop_before="005_narrower_actor_indexes")
    assert schema_of(path) == SCHEMAS[4]
    connection.executemany(
        "INSERT INTO actor (identity, name, type, stories, first_named, last_named, last_said, first_had) "
        "VALUES (?1, ?1, 'person', 1, 0, ?2, ?3, 0)",
        [{"1": name, "2": named, "3": said} for name, named, said in (("a", 5, 0), ("b", 9, 0), ("c", 1, 7))],
    )
    connection.commit()
    connection.close()
    connect(path, readonly=False).close()
    with Queries(path) as queries:
        assert [row.name for row in queries.actors(parse(""))] == ["c", "b", "a"]


def test_a_step_that_two_take_at_once_is_taken_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "store.db"
    tried = []

    def late(connection: sqlite3.Connection) -> int:
        if not tried:
            tried.append(1)
            other = sqlite3.connect(path)
            migrate(other)
            other.close()
            # What whoever comes second is told: the step is noted already.
            connection.execute("INSERT INTO _sqlite_migrations SELECT * FROM _sqlite_migrations")
        return migrate(connection)

    monkeypatch.setattr(connections, "migrate", late)
    with connect(path, readonly=False) as connection:
        assert connection.execute("SELECT count(*) FROM _sqlite_migrations").fetchone() == (SCHEMA_VERSION,)
    connection.close()


def test_opening_again_applies_nothing(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    connect(path, readonly=False).close()
    before = schema_of(path)
    connect(path, readonly=False).close()
    assert schema_of(path) == before


def test_the_days_actors_are_named_on_are_carried_over(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    connection = sqlite3.connect(path)
    migrate(connection, stop_before="006_days_before_actors")
    assert schema_of(path) == SCHEMAS[5]
    counted = [(1, 20_000, 3), (1, 20_002, 1), (2, 20_000, 5)]
    connection.executemany("INSERT INTO actor_day (actor, day, stories) VALUES (?, ?, ?)", counted)
    connection.commit()
    connection.close()
    with connect(path, readonly=False) as connection:
        found = connection.execute("SELECT actor, day, stories FROM actor_day ORDER BY actor, day").fetchall()
        assert found == counted
    connection.close()


def test_the_stories_of_actors_are_carried_over_to_weeks(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    connection = sqlite3.connect(path)
    migrate(connection, stop_before="007_actors_by_week")
    assert schema_of(path) == SCHEMAS[6]
    named = [(1, 7, 2, 1, 1_700_000_000), (2, 7, 1, 0, 1_600_000_000)]
    connection.executemany("INSERT INTO story_actor VALUES (?, ?, ?, ?, ?)", named)
    connection.commit()
    connection.close()
    connect(path, readonly=False).close()
    with Queries(path) as queries:
        found = queries.rows("SELECT d.story FROM story_actor d INDEXED BY actor_story WHERE d.when_at / 604800 = 2810")
        assert found == [(1,)]
        assert queries.rows("SELECT * FROM story_actor") == named


def test_words_that_were_found_before_some_could_wait_are_found_after(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with Archive.open(path, "test") as archive:
        archive.save("meridian", None, [arrival(1)], NOW, OUTLETS)
        archive.save_findings([ReadStory(story, findings_of(story)) for story in archive.unread()], 1, 0, NOW)
    connection = sqlite3.connect(path)  # as the step before left it
    connection.execute("DROP TABLE search_waiting")
    connection.execute("DROP VIEW search_content")
    connection.execute(next(line for line in SEARCH_TABLES.split(";") if "VIEW search_content" in line))
    connection.execute("DROP TABLE posting_waiting")
    connection.execute("DELETE FROM _sqlite_migrations WHERE name >= '010'")
    connection.execute("PRAGMA user_version = 9")
    connection.commit()
    connection.close()
    assert schema_of(path) == SCHEMAS[9]
    connect(path, readonly=False).close()
    assert schema_of(path) == SCHEMAS[SCHEMA_VERSION]
    assert check(path) == []
    with Queries(path) as queries:
        assert list(queries.story_rowids(parse("matter"))) == [1]
