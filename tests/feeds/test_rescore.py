"""A change of thread rules re-scores what is stored without reading it again, and leaves what was put by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from feeds.settings import Settings, ThreadSettings
from feeds.story import Arrival
from feeds.summary import Summary
from store.marks import Marks
from store.queries import Queries
from store.query import parse
from tui.desk.rounds import open_rounds


def refresh(path: Path, settings: Settings, arrivals: list[Arrival]) -> Summary:
    summary = Summary()
    with open_rounds(settings, path, narrate=None) as rounds:
        rounds.arrivals(arrivals, summary)
        rounds.read(summary)
    return summary


def threads(path: Path) -> dict[str, list[str]]:
    with Queries(path) as queries:
        rows = queries.story_page(queries.story_rowids(parse("")))
        counted = {row.id: row.stories for row in queries.threads(parse(""), [("talks", ""), ("trade", "")])}
    found = {row.title: [identity for identity, _ in row.threads] for row in rows}
    for identity in ("talks", "trade"):
        assert counted[identity] == sum(identity in on for on in found.values())
    return found


ARRIVALS = [
    Arrival(
        feed="Meridian",
        outlet="Meridian",
        title=title,
        guid=title,
        body=f"{title} on Monday, the ministry said in a statement.",
        published=datetime(2025, 3, 12, tzinfo=UTC),
        published_from="feed",
    )
    for title in ("Talks begin in Kyrna", "Grain deal signed in Selm")
]
TALKS = ThreadSettings("talks", any=("talks:3",))
TRADE = ThreadSettings("trade", any=("grain deal:3",))


def test_new_rules_reach_old_stories_without_reading_them_again(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    settings = Settings(threads=(TALKS,))
    assert refresh(path, settings, ARRIVALS).read == 2
    assert threads(path) == {"Talks begin in Kyrna": ["talks"], "Grain deal signed in Selm": []}
    assert refresh(path, replace(settings, threads=(TRADE,)), []).read == 0
    assert threads(path) == {"Talks begin in Kyrna": [], "Grain deal signed in Selm": ["trade"]}


def test_a_story_put_on_a_thread_by_hand_stays_there(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    refresh(path, Settings(threads=(TALKS,)), ARRIVALS)
    with Queries(path) as queries, Marks(path, "me") as marks:
        (rowid,) = queries.story_rowids(parse("grain"))
        marks.move_thread(rowid, "talks")
    refresh(path, Settings(threads=(TRADE,)), [])
    assert sorted(threads(path)["Grain deal signed in Selm"]) == ["talks", "trade"]


def test_rules_that_did_not_change_write_nothing(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    settings = Settings(threads=(TALKS, TRADE))
    refresh(path, settings, ARRIVALS)
    with Queries(path) as queries:
        before = queries.data_version()
        with Queries(path) as other:
            first = other.rows("SELECT * FROM thread_story ORDER BY thread, story")
        refresh(path, settings, [])
        assert queries.rows("SELECT * FROM thread_story ORDER BY thread, story") == first
        assert queries.data_version() >= before
