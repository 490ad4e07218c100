"""Claims about words that stand in much of what is stored: looked up among recent arrivals, nothing is passed over."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from feeds.exchange import ReadStory
from store import queries_base, queries_said
from store.archive import Archive
from store.marks import Marks
from store.queries import Queries
from store.query import parse
from tests.store.test_archive import NOW, OUTLETS, arrival, findings_of


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Stories that come days late, come in out of order, and have dates set by hand."""
    path = tmp_path_factory.mktemp("windows") / "store.db"
    pick = random.Random(5)
    with Archive.open(path, "test") as archive:
        for batch in range(8):
            seen = NOW + timedelta(hours=pick.randint(0, 200))
            made = [
                arrival(
                    number,
                    published=seen - timedelta(hours=pick.choice((1, 1, 1, 150))),
                    title=f"Vostra {'rejects' if number % 3 else 'accepts'} plan {number}",
                )
                for number in range(batch * 10, batch * 10 + 10)
            ]
            archive.save("meridian", None, made, seen, OUTLETS)
            archive.save_findings([ReadStory(s, findings_of(s)) for s in archive.unread()], 1, 0, seen)
        for rowid in range(10, 40, 3):
            archive.save_cluster(rowid, rowid - 4)
    with Marks(path, "kim") as marks:
        marks.set_date([7], NOW + timedelta(hours=300))
        marks.read(list(range(1, 30)))
    return path


QUESTIONS: list[Callable[[Queries, str], object]] = [
    lambda queries, text: queries.story_index(parse(text)),
    lambda queries, text: queries.story_index(parse(text), limit=7),
    lambda queries, text: queries.story_index(parse(text), grouped=True, limit=9),
    lambda queries, text: queries.histogram(parse(text), "day", 12),
    lambda queries, text: queries.counts(parse(text)),
    lambda queries, text: [row.rowid for row in queries.said(parse(text), 8)],
    lambda queries, text: [row.what for row in queries.timeline(parse(text), limit=20)],
    lambda queries, text: queries.actors(parse(text)),
]


@pytest.fixture(params=[1, 3, 16])
def narrow(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    monkeypatch.setattr(queries_base, "RARE", 0)
    return lambda: monkeypatch.setattr(queries_base, "WINDOW", request.param)


@pytest.mark.parametrize(
    "text",
    [
        "vostra",
        "vostra -accepts",
        "plan actor:vostra",
        "rejects thread:ceasefire -is:read",
        '"rejects plan" outlet:meridian',
        "vostra OR silence",
        "-accepts",
        "vostra speaker:tasker",
        "vostra after:2025-03-13 before:2025-03-16",
    ],
)
@pytest.mark.parametrize("mutes", [(), ("accepts",)])
def test_windows_find_what_one_look_finds(
    path: Path, narrow: Callable[[], None], text: str, mutes: tuple[str, ...]
) -> None:
    with Queries(path, mutes, now=lambda: NOW + timedelta(hours=400)) as queries:
        at_once = [question(queries, text) for question in QUESTIONS]
        narrow()
        assert [question(queries, text) for question in QUESTIONS] == at_once
        assert len(at_once[0][0]) > 0  # type: ignore[index]


def test_someone_who_is_only_named_speaks_in_no_story(path: Path) -> None:
    with Queries(path) as queries:
        assert list(queries.story_rowids(parse("speaker:vostra"))) == list(queries.story_rowids(parse("actor:vostra")))
        assert len(queries.story_rowids(parse("actor:tasker speaker:tasker"))) == 80


@pytest.mark.parametrize(
    "text", ['"matter"', "matte*", '"not matter"', "matter -silence", "reject OR matter", "said:matter"]
)
def test_words_of_rows_far_apart_are_told_from_the_rows_themselves(
    path: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Queries(path) as queries:
        at_once = queries.said(parse(text), 0)
        monkeypatch.setattr(queries_said, "RARE", -1)
        assert queries.said(parse(text), 0) == at_once
        monkeypatch.setattr(queries_said, "FAR", 0)
        assert queries.said(parse(text), 0) == at_once
        assert at_once


def test_stories_with_some_words_are_looked_up_once_for_counting_and_walking(path: Path) -> None:
    asked: list[str] = []
    with Queries(path, now=lambda: NOW) as queries:
        queries.connection.set_trace_callback(lambda sql: asked.append(sql) if "FROM search WHERE" in sql else None)
        assert len(queries._stories_with('"vostra"', 20)) == 20
        assert len(queries._stories_with('"vostra"', 20)) == 20
        assert len(queries._stories_with('"vostra"', 7)) == 7
        assert len(asked) == 1
        assert len(queries._stories_with('"vostra"', 50)) == 50  # more than were counted
        assert len(asked) == 2
        queries.connection.set_trace_callback(None)
