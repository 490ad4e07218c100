"""The timeline in a real store is the same whether its long lines grow by a telling or are judged anew each time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from feeds import group_events
from feeds.digest import Digest
from feeds.exchange import UnreadStory
from feeds.group import Grouping
from feeds.grouping.fingerprints import count_words, fingerprint
from feeds.grouping.terms import terms_of
from feeds.story import Arrival, Event, EventStatus, Findings, Paragraph
from store.archive import Archive

NOON = datetime(2031, 3, 10, 12, tzinfo=UTC)
STORIES = 80
WORDS = "grain harbour glacier choir anthem pilot ferry orchard lantern quarry".split()
KINDS: tuple[tuple[str, str, tuple[EventStatus, ...], tuple[str, ...]], ...] = (
    ("grain merchants opened Selm harbour fair", "consult", ("happened",), ("2031-03-11",)),
    ("glider pilots cross Kyrna glacier", "plan", ("scheduled", "proposed"), ("2031-03-12",)),
    ("choir rehearses Orlo anthem backstage", "consult", ("scheduled", "happened"), ("2031-03-11", "2031-03-14")),
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "store.db", "test") as opened:
        yield opened


@pytest.fixture
def rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[list[tuple[object, ...]]]]:
    """The tables of the timeline where lines of two tellings grow, and where none does."""
    found = []
    for long in (2, 1000):
        monkeypatch.setattr(group_events, "_LONG", long)
        with Archive.open(tmp_path / f"{long}.db", "test") as archive:
            read_all(archive, Grouping(archive))
            questions = (f"SELECT * FROM {table}" for table in ("event", "event_line", "event_role"))
            found.append([archive.connection.execute(question).fetchall() for question in questions])
    return found


def read_all(archive: Archive, grouping: Grouping) -> None:
    """Stories in steps of five; two are revised on the way and read again beside new ones."""
    chance = Random(7)
    for step in range(0, STORIES, 5):
        arrived = [arrival(number, chance) for number in range(step, step + 5)]
        if step in (30, 50):
            arrived.append(arrival(step // 10, chance))
        for one in arrived:
            archive.save(one.feed, None, [one], NOON + timedelta(hours=step), {})
        place(archive, grouping, archive.unread(), chance)


def arrival(number: int, chance: Random) -> Arrival:
    words = " ".join(f"word{chance.randrange(10_000)}" for _ in range(12))
    return Arrival(
        feed=f"f{number}",
        title=f"Notice {words}",
        guid=str(number),
        body=words,
        outlet=f"Outlet {number % 7}",
        published=NOON + timedelta(minutes=chance.randrange(2000)),
    )


def place(
    archive: Archive,
    grouping: Grouping,
    unread: Sequence[UnreadStory],
    chance: Random,
    event: Callable[[Random], Event] | None = None,
) -> None:
    stories = sorted(unread, key=lambda story: story.rowid)
    read = grouping.featured([(story, digest(story, chance, event or an_event)) for story in stories])
    with archive.together():
        archive.save_findings(read, 1, 0, NOON)
        grouping.group(read)


def digest(story: UnreadStory, chance: Random, event: Callable[[Random], Event]) -> Digest:
    title, text = story.document.title or "", story.document.text
    events = tuple(event(chance) for _ in range(chance.randrange(3)))
    findings = Findings(title, (Paragraph(text),), language="en", events=events)
    return Digest(findings, fingerprint([text]), count_words([text]), terms_of(title, [text]))


def an_event(chance: Random) -> Event:
    what, kind, statuses, days = chance.choice(KINDS)
    day = chance.choice(days)
    return Event(
        what=f"{chance.choice(('Ardenian', 'Vostran'))} {what}",
        kind=kind,
        status=chance.choice(statuses),
        evidence="",
        paragraph=0,
        start=0,
        end=5,
        from_=day,
        to=day,
        precision="day",
        asserted_by=chance.choice((None, "Ilma Tasker")),
    )


def test_lines_that_grow_are_written_as_lines_that_are_judged_whole(
    rows: list[list[list[tuple[object, ...]]]],
) -> None:
    grown, whole = rows
    assert grown == whole
    _, lines, roles = grown
    assert max(line[4] for line in lines) == 7, "some line is told by every outlet"  # type: ignore[type-var]
    assert roles


def test_an_event_of_a_step_that_failed_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_events, "_LONG", 2)
    chance = Random(3)
    with Archive.open(tmp_path / "store.db", "test") as archive:
        grouping = Grouping(archive)
        for number in range(12):
            one = arrival(number, Random(number))
            archive.save(one.feed, None, [one], NOON, {})
            if number > 4:
                fails = pytest.MonkeyPatch()
                fails.setattr("feeds.group.place_quotes", lambda *_: 1 / 0)
                with pytest.raises(ZeroDivisionError):
                    place(archive, grouping, archive.unread(), Random(number))
                fails.undo()
            place(archive, grouping, archive.unread(), chance)
        lines = archive.connection.execute(
            "SELECT count(*) FROM event_line l WHERE reach <> (SELECT count(DISTINCT s.outlet) FROM event e "
            "JOIN story s ON s.story = e.event >> 12 WHERE e.line = l.line)"
        )
        assert lines.fetchone() == (0,)


def test_an_older_event_that_opens_a_line_for_a_newer_one_takes_the_next_along(archive: Archive) -> None:
    """Of many stories that wait the newest are read first: a line then gets the number of its older event."""
    for number in range(4):
        one = arrival(number, Random(number))
        archive.save(one.feed, None, [one], NOON, {})
    grouping = Grouping(archive)
    waiting = {story.rowid: story for story in archive.unread()}
    for rowid in (2, 1, 3, 4):
        place(archive, grouping, [waiting[rowid]], OneKind())
    lines = archive.connection.execute("SELECT line, count(*) FROM event WHERE superseded_at IS NULL GROUP BY line")
    assert lines.fetchall() == [(1 << 12, 4)]
    assert archive.connection.execute("SELECT line, reach FROM event_line").fetchall() == [(1 << 12, 4)]


def half_alike(chance: Random) -> Event:
    """An event of some of a few words: with some of the others it is one, as it happens."""
    return replace(an_event(chance), what=" ".join(chance.sample(WORDS, 4)), kind="consult", status="happened")


def test_lines_that_become_one_on_a_second_reading_tell_of_all_their_events(
    archive: Archive,
) -> None:
    for number in range(40):
        one = arrival(number, Random(number))
        archive.save(one.feed, None, [one], NOON, {})
    stories = sorted(archive.unread(), key=lambda story: story.rowid)
    for story in reversed(stories):
        place(archive, Grouping(archive), [story], Random(story.rowid), half_alike)
    assert len(archive.outdated(2)) == 40
    for story in sorted(archive.outdated(2), key=lambda story: story.rowid):
        place(archive, Grouping(archive), [story], Random(story.rowid), half_alike)
    lines = archive.connection.execute(
        "SELECT l.line, l.reach, count(DISTINCT s.outlet) FROM event_line l JOIN event e ON e.line = l.line "
        "JOIN story s ON s.story = e.event >> 12 GROUP BY l.line"
    ).fetchall()
    assert lines
    assert [line for line, reach, outlets in lines if reach != outlets] == []


class OneKind(Random):
    """Chance that gives each story one event, always of the first kind."""

    def __init__(self) -> None:
        super().__init__(1)

    def choice(self, seq):  # type: ignore[no-untyped-def]
        return seq[0]

    def randrange(self, *_):  # type: ignore[no-untyped-def,override]
        return 1
