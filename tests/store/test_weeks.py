"""Claims about the stories of an actor: the newest first over all weeks, though they are found week by week."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feeds.exchange import ReadStory
from store import queries_base
from store.archive import Archive
from store.queries import Queries
from store.query import parse
from tests.store.test_archive import NOW, OUTLETS, arrival, findings_of

ODD = (datetime(1969, 12, 30, tzinfo=UTC), datetime(1970, 1, 3, tzinfo=UTC), datetime(1905, 6, 1, tzinfo=UTC))
"""Before and about the first week that is counted."""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Stories of some years, with weeks left out, in no order of arrival."""
    path = tmp_path_factory.mktemp("weeks") / "store.db"
    pick = random.Random(9)
    dates = [NOW - timedelta(hours=pick.choice((pick.randint(0, 400), pick.randint(0, 30_000)))) for _ in range(120)]
    dates += ODD
    pick.shuffle(dates)
    with Archive.open(path, "test") as archive:
        made = [arrival(number, published=moment) for number, moment in enumerate(dates)]
        archive.save("meridian", None, made, NOW, OUTLETS)
        archive.save_findings([ReadStory(s, findings_of(s)) for s in archive.unread(500)], 1, 0, NOW)
    return path


@pytest.mark.parametrize("text", ["actor:vostra", "speaker:tasker", "actor:vostra lang:en", "actor:vostra,tasker"])
@pytest.mark.parametrize("rare", [0, 4_000])
def test_the_stories_of_an_actor_come_newest_first(
    path: Path, text: str, rare: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries_base, "RARE", rare)  # how few are gathered and sorted
    with Queries(path, now=lambda: NOW) as queries:
        by_date = [tuple(row) for row in queries.rows("SELECT when_at, story FROM story ORDER BY 1 DESC, 2 DESC")]
        rowids, moments = queries.story_index(parse(text))
        assert list(zip(moments, rowids, strict=True)) == by_date
        assert list(queries.story_rowids(parse(text), limit=11)) == [story for _, story in by_date[:11]]
        oldest, _ = queries.story_index(parse(text), "oldest")
        assert list(oldest) == [story for _, story in by_date[::-1]]
        days = queries.dossier("Ilma Tasker")
        assert days is not None
        assert sum(count for _, count in days.activity) == len(by_date)


def test_only_weeks_that_have_stories_are_asked_for(path: Path) -> None:
    with Queries(path, now=lambda: NOW) as queries:
        held = queries.rows("SELECT DISTINCT when_at / 604800 FROM story ORDER BY 1 DESC")
        assert queries.weeks() == str([week for (week,) in held])


def test_an_empty_store_has_no_weeks(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    Archive.open(path, "test").close()
    with Queries(path) as queries:
        assert queries.weeks() == "[]"
        assert list(queries.story_rowids(parse("actor:vostra"))) == []
