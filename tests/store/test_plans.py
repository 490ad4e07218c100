"""Claims about plans: no panel walks a large table, whatever is asked; and views hold what they promise."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from feeds.exchange import ReadStory
from store.archive import Archive
from store.marks import Marks
from store.migrations import SCHEMA_VERSION
from store.queries import Queries
from store.query import parse
from store.schema_views import VIEW_COLUMNS
from tests.store.test_archive import NOW, OUTLETS, arrival, findings_of


@pytest.fixture(scope="module")
def queries(tmp_path_factory: pytest.TempPathFactory) -> Queries:
    path = tmp_path_factory.mktemp("store") / "store.db"
    with Archive.open(path, "test") as archive:
        archive.save("meridian", None, [arrival(n) for n in range(40)], NOW, OUTLETS)
        archive.save_findings([ReadStory(s, findings_of(s)) for s in archive.unread(100)], 1, 0, NOW)
    with Marks(path, "kim") as marks:
        marks.tag([1], "lead")
        marks.note(2, "a note")
    with Queries(path, mutes=["title:silence"], now=lambda: NOW) as opened:
        yield opened  # type: ignore[misc]


LARGE = (
    "story|body|reading|said|event|story_actor|thread_story|thread_event|actor|actor_word|cluster|mark|"
    "search_content|said_text|said_together"
)
_WALK = re.compile(rf"SCAN ({LARGE}|[a-z])( |$)(?!USING (COVERING )?INDEX|USING INDEX|VIRTUAL)")
TEXTS = [
    "",
    "thread:ceasefire",
    "thread:-",
    "actor:tasker",
    "speaker:tasker said:matter",
    "speaker:unnamed",
    "outlet:meridian",
    "matter",
    '"does not matter" -plan',
    "is:starred",
    "is:undated",
    "is:revised",
    "has:note",
    "own:>2",
    "reach:>1 thread:ceasefire",
    "after:7d",
    "thread:ceasefire actor:vostra status:rejected",
    "on:this-week by:vostra",
    "on:2025-03-11 thread:ceasefire",
    "tag:lead",
    "cluster:0123456789abcdef",
]
CALLS: dict[str, Callable[[Queries, str], object]] = {
    "story_rowids": lambda q, t: q.story_rowids(parse(t), limit=50),
    "arrived": lambda q, t: q.story_rowids(parse(t), "arrived", limit=50),
    "as you type": lambda q, t: q.story_rowids(parse(f"{t} si*"), "arrived", limit=50),
    "reach": lambda q, t: q.story_rowids(parse(t), "reach", grouped=True, limit=50),
    "first": lambda q, t: q.story_rowids(parse(t), "first", limit=50),
    "said": lambda q, t: q.said(parse(t), 50),
    "timeline": lambda q, t: q.timeline(parse(t), limit=50),
    "timeline between": lambda q, t: q.timeline(parse(t), NOW.date(), NOW.date(), limit=50),
    "actors": lambda q, t: q.actors(parse(t), 50),
    "threads": lambda q, t: q.threads(parse(t), [("ceasefire", "Ceasefire")]),
    "clusters": lambda q, t: q.clusters(parse(t), 50),
    "histogram": lambda q, t: q.histogram(parse(t)),
    "counts": lambda q, t: q.counts(parse(t)),
    "positions": lambda q, t: q.positions(parse(t)),
    "ledger": lambda q, t: q.ledger(parse(t), 20),
    "undated": lambda q, t: q.undated(parse(t)),
    "ranked": lambda q, t: q.ranked(parse(t), 10),
    "nearest_day": lambda q, t: q.nearest_day(parse(t)),
}
ONCE: dict[str, Callable[[Queries], object]] = {
    "story_page": lambda q: q.story_page([1, 2, 3]),
    "story": lambda q: q.story(q.story(1).id),  # type: ignore[union-attr]
    "findings": lambda q: q.findings(1),
    "revisions": lambda q: q.revisions(1),
    "reprints": lambda q: q.reprints(1),
    "cluster": lambda q: q.cluster(q.story(1).cluster),  # type: ignore[union-attr]
    "said_in": lambda q: q.said_in(1),
    "events_in": lambda q: q.events_in(1),
    "wordings": lambda q: q.wordings(1 << 12),
    "dossier": lambda q: q.dossier("Ilma Tasker"),
    "outlets_naming": lambda q: q.outlets_naming([row.actor for row in q.actors(parse(""))]),
    "called": lambda q: q.called("Tasker"),
    "since_last_look": lambda q: q.since_last_look("kim", [("ceasefire", "")]),
    "turned": lambda q: q.turned(q.timeline(parse("")), 1),
    "feed_states": lambda q: q.feed_states(),
    "poller": lambda q: q.poller(),
    "notes": lambda q: q.notes(),
    "pinned": lambda q: q.pinned(),
    "marks_of": lambda q: q.marks_of(1),
    "steps": lambda q: q.steps(),
    "complete": lambda q: q.complete("actor:ta"),
}


def plans(queries: Queries, call: Callable[[], object]) -> list[str]:
    """The plan of every statement a call runs, with the statement where it walks a large table."""
    statements: list[str] = []
    queries.connection.set_trace_callback(statements.append)
    try:
        call()
    finally:
        queries.connection.set_trace_callback(None)
    found = []
    for sql in dict.fromkeys(statements):
        if sql.lstrip().startswith("SELECT") or sql.lstrip().startswith("WITH"):
            for row in queries.connection.execute(f"EXPLAIN QUERY PLAN {sql}"):
                # Newest arrivals first is the order of the table itself: the walk ends at the limit.
                is_in_order = "ORDER BY s.story DESC LIMIT" in sql and "TEMP B-TREE" not in row[3]
                if _WALK.search(row[3]) and not is_in_order:
                    found.append(f"{row[3]} in {sql}")
    return found


@pytest.mark.parametrize("name", CALLS)
def test_no_panel_walks_a_large_table(queries: Queries, name: str) -> None:
    for text in TEXTS:
        if name == "as you type" and text.startswith("cluster"):
            continue
        assert plans(queries, lambda text=text: CALLS[name](queries, text)) == [], text  # type: ignore[misc]


@pytest.mark.parametrize("name", ONCE)
def test_no_single_question_walks_a_large_table(queries: Queries, name: str) -> None:
    assert plans(queries, lambda: ONCE[name](queries)) == []


def test_views_hold_the_columns_they_promise(queries: Queries) -> None:
    for view, columns in VIEW_COLUMNS.items():
        cursor = queries.connection.execute(f"SELECT * FROM {view} LIMIT 3")
        assert [column[0] for column in cursor.description][: len(columns.split())] == columns.split()
        cursor.fetchall()
    rows = queries.rows("SELECT text, speaker, outlet FROM quotes LIMIT 1")
    assert rows == [("It does not matter,", "Ilma Tasker", "Meridian")]
    assert queries.rows('SELECT evidence, "from" FROM events LIMIT 1')[0][1] == "2025-03-11"


def test_views_need_nothing_of_this_program(queries: Queries) -> None:
    connection = sqlite3.connect(f"file:{queries.path}?mode=ro", uri=True)
    for view in VIEW_COLUMNS:
        connection.execute(f"SELECT * FROM {view}").fetchall()
    connection.close()


def test_the_file_says_whose_it_is(queries: Queries) -> None:
    assert queries.rows("PRAGMA application_id") == [(0x57464C52,)]
    assert queries.rows("PRAGMA user_version") == [(SCHEMA_VERSION,)]
    assert queries.rows("PRAGMA journal_mode") == [("wal",)]
    assert Path(queries.path).stat().st_mode & 0o777 == 0o600
