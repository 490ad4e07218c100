"""Stored stories are read batch after batch, each once, and each as it is when it is saved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feeds import read_stored as reading
from feeds.read_stored import Begun, read_stored, reread_outdated
from feeds.readers import Readers
from feeds.settings import Settings
from feeds.story import Arrival
from feeds.summary import Summary
from store.archive import Archive

NOW = datetime(2025, 3, 12, 14, 0, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "store.db", "test") as opened:
        yield opened


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, size in (("BATCH", 10), ("READ_TOGETHER", 4), ("MOST_SAVED_TOGETHER", 3)):
        monkeypatch.setattr(reading, name, size)


def arrival(number: int, text: str = "Envoys of Ardenia met in Kyrna.") -> Arrival:
    return Arrival(
        feed="meridian",
        title=f"Talks in Kyrna, day {number}",
        link=f"https://www.meridian.example/{number}",
        guid=f"m-{number}",
        body=f"{text} They had {number} points.",
        published=NOW - timedelta(hours=number),
        published_from="feed",
        outlet="Meridian",
    )


def save(archive: Archive, *arrivals: Arrival) -> None:
    archive.save("meridian", None, arrivals, NOW, {})


def texts(archive: Archive) -> list[str]:
    return [row[0] for row in archive.connection.execute("SELECT text FROM body ORDER BY story")]


def test_every_story_of_many_batches_is_read_once(archive: Archive) -> None:
    save(archive, *map(arrival, range(37)))
    summary = Summary()
    told: list[tuple[int, int]] = []
    readers = Readers(Settings(), 0)
    read_stored(archive, readers, summary, now=lambda: NOW, progress=lambda _, done, total: told.append((done, total)))
    assert summary.read == 37
    assert archive.unread() == []
    assert told[-1] == (37, 37)
    again = Summary()
    read_stored(archive, readers, again, now=lambda: NOW)
    reread_outdated(archive, readers, again, now=lambda: NOW)
    assert again.read == 0


def test_what_is_revised_while_it_is_read_is_read_again(archive: Archive) -> None:
    save(archive, *map(arrival, range(12)))
    summary = Summary()
    is_first = True

    def revise(*_: object) -> None:
        nonlocal is_first
        if is_first:
            is_first = False
            save(archive, *(arrival(number, "Envoys of Vostra flew home.") for number in range(12)))

    read_stored(archive, Readers(Settings(), 0), summary, now=lambda: NOW, progress=revise)
    assert archive.unread() == []
    assert texts(archive) == [f"Envoys of Vostra flew home. They had {number} points." for number in range(12)]


def test_what_is_left_when_it_is_told_to_stop_is_read_the_next_time(archive: Archive) -> None:
    save(archive, *map(arrival, range(20)))
    summary = Summary()
    readers = Readers(Settings(), 0)
    read_stored(archive, readers, summary, now=lambda: NOW, may_go_on=lambda: False)
    assert 0 < summary.read < 20
    assert len(archive.unread()) == 20 - summary.read
    read_stored(archive, readers, summary, now=lambda: NOW)
    assert summary.read == 20


def test_an_event_told_in_two_batches_is_one_line(archive: Archive) -> None:
    told = "British forces shelled the town of Orlo on Monday, officials in the town said, and a school burned down."
    again = "The mayor spoke of a long night. The town of Orlo was shelled by British forces on Monday, officials said."
    others = [arrival(number, f"The ferry of quay {number} was late again.") for number in range(1, 30)]
    save(archive, arrival(30, again), *others, arrival(0, told))
    read_stored(archive, Readers(Settings(), 0), Summary(), now=lambda: NOW)
    rows = archive.connection.execute("SELECT coalesce(line, event) FROM event WHERE kind = 'assault'").fetchall()
    assert (len(rows), len(set(rows))) == (2, 1)


@pytest.mark.parametrize("processes", [0, 2])
def test_what_was_begun_is_gone_on_with_as_the_stories_are_by_then(archive: Archive, processes: int) -> None:
    save(archive, *map(arrival, range(12)))
    readers, summary = Readers(Settings(), processes, worth_starting=4), Summary()
    try:
        begun = Begun(archive, readers)
        save(archive, *map(arrival, range(12, 24)))
        readers.keep_busy()
        save(archive, *(arrival(number, "Envoys of Vostra flew home.") for number in range(6)))
        assert summary.read == 0
        read_stored(archive, readers, summary, now=lambda: NOW, begun=begun)
    finally:
        readers.close()
    assert archive.unread() == []
    assert [text.startswith("Envoys of Vostra") for text in texts(archive)] == [True] * 6 + [False] * 18


def test_what_was_begun_and_dropped_stays_unread(archive: Archive) -> None:
    save(archive, *map(arrival, range(12)))
    readers, summary = Readers(Settings(), 1, worth_starting=4), Summary()
    try:
        begun = Begun(archive, readers)
        begun.close()
        assert len(archive.unread()) == 12
        read_stored(archive, readers, summary, now=lambda: NOW)
    finally:
        readers.close()
    assert (summary.read, archive.unread()) == (12, [])
