"""Answers of feeds share a commit, stories before states, and a store that fails is told to whoever asks next."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.intake.poll import Polled
from feeds.refresh import Waiting
from feeds.settings import FeedSettings
from feeds.story import Arrival, FeedState
from store.archive import Archive

NOW = datetime(2025, 3, 12, 12, tzinfo=UTC)


def polled(name: str, stories: int) -> Polled:
    arrivals = tuple(Arrival(feed=name, title=f"{name} {n}", guid=f"{name}-{n}", outlet="Selm") for n in range(stories))
    return Polled(FeedSettings(name=name, url=f"https://{name}.example/"), FeedState(name, "", etag='"1"'), arrivals)


async def test_small_answers_wait_for_others_and_large_ones_do_not(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "store.sqlite", "test") as archive:
        saved: list[list[str]] = []

        def save(answers: Sequence[Polled]) -> None:
            saved.append([answer.feed.name for answer in answers])
            for answer in answers:
                archive.save(answer.feed.name, answer.state, answer.arrivals, NOW, {})

        waiting = Waiting(archive, save, lambda: None)
        waiting.take(polled("a", 2))
        waiting.take(polled("b", 0))
        assert saved == []
        waiting.take(polled("c", 200))
        assert saved == [["a", "b"], ["c"]]
        waiting.take(polled("d", 1))
        while len(saved) < 3:
            await asyncio.sleep(0)
        assert saved[2] == ["d"]
        assert set(archive.feed_states()) == {"a", "b", "c", "d"}


async def test_a_store_that_fails_on_the_clock_is_told_at_the_next_call(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "store.sqlite", "test") as archive:
        tried = []

        def save(answers: Sequence[Polled]) -> None:
            tried.append(answers)
            raise OSError("the disk is full")

        waiting = Waiting(archive, save, lambda: None)
        waiting.take(polled("a", 1))
        while not tried:
            await asyncio.sleep(0)
        with pytest.raises(OSError, match="disk is full"):
            waiting.flush()
        assert archive.feed_states() == {}
