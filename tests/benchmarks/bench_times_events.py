"""Times and events: milliseconds an article on the demo's stories, hostile text, and quality on evaluation data."""

from __future__ import annotations

import gzip
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from feeds.reading.actors import read_actors
from feeds.reading.events import read_events
from feeds.reading.knowledge import Knowledge, shipped_knowledge
from feeds.reading.quotes import read_quotes
from feeds.reading.statements import read_statements
from feeds.reading.text import Text
from feeds.reading.times import read_times
from feeds.story import Actor, Event, Paragraph, Quote, Statement, Timex
from tests.benchmarks.measure import Figure, Options, figure
from tui.demo.conflict import load_world

HOSTILE = (
    "12:",
    "Monday ",
    "the past the ",
    "2025-",
    "Russia attacked Ukraine, the army said. ",
    "who attacked ",
    ", and ",
)


@dataclass(frozen=True, slots=True)
class Read:
    """A story with what the readers before these two found in it."""

    text: Text
    actors: tuple[Actor, ...]
    quotes: tuple[Quote, ...]
    statements: tuple[Statement, ...]
    published: date


def measure(options: Options) -> list[Figure]:
    """Cost per 4.5 kB of story text, cost and growth of hostile text, F1 on the TIMEX3 data when there is some."""
    knowledge = shipped_knowledge()
    stories = list(_stories(knowledge))
    size = sum(len(paragraph.text) for story in stories for paragraph in story.text.paragraphs)
    rounds = 3 if options.is_quick else 9
    times: list[float] = []
    events: list[float] = []
    for _ in range(rounds):
        start = time.process_time()
        found = [read_times(story.text, story.published) for story in stories]
        middle = time.process_time()
        for story, timexes in zip(stories, found, strict=True):
            _events(story, timexes, knowledge)
        times.append(1000 * (middle - start) / size * 4500)
        events.append(1000 * (time.process_time() - middle) / size * 4500)
    figures = [
        figure("times, a 4.5 kB article", times, "ms", target="≤ 1"),
        figure("events, a 4.5 kB article", events, "ms", target="≤ 3 with times"),
        *_hostile(knowledge),
    ]
    if options.data is not None:
        figures.extend(_quality(options.data))
    return figures


def _stories(knowledge: Knowledge) -> Iterator[Read]:
    opened = datetime(2031, 3, 12, 14, 0, tzinfo=UTC)
    for story in load_world(opened).stories:
        text = Text(story.title, tuple(Paragraph(paragraph) for paragraph in story.paragraphs))
        published = (story.published or opened).date()
        actors = read_actors(text, knowledge, published)
        quotes = read_quotes(text, actors, knowledge)
        yield Read(text, actors, quotes, read_statements(text, actors, quotes, knowledge), published)


def _events(story: Read, timexes: Sequence[Timex], knowledge: Knowledge) -> tuple[Event, ...]:
    return read_events(story.text, story.actors, story.quotes, story.statements, timexes, story.published, knowledge)


def _hostile(knowledge: Knowledge) -> list[Figure]:
    """The slowest of the hostile strings at 400 kB, and how much longer than 100 kB it takes."""
    slowest, growth = 0.0, 0.0
    for piece in HOSTILE:
        small, large = (_hostile_seconds(piece, size, knowledge) for size in (100_000, 400_000))
        slowest = max(slowest, large)
        if large > 0.05:
            growth = max(growth, large / max(small, 0.001))
    return [
        Figure("times and events, hostile 400 kB", 1000 * slowest, "ms", target="≤ 1200 (600 a stage)"),
        Figure("hostile 400 kB over 100 kB", growth, "x", target="≤ 5"),
    ]


def _hostile_seconds(piece: str, size: int, knowledge: Knowledge) -> float:
    text = Text("", (Paragraph((piece * (size // len(piece) + 1))[:size]),))
    text.sentences(0)
    start = time.process_time()
    timexes = read_times(text, date(2031, 3, 12))
    read_events(text, (), (), (), timexes, date(2031, 3, 12), knowledge)
    return time.process_time() - start


def _quality(data: Path) -> list[Figure]:
    """Lenient and value F1 as in TempEval-3 (any overlap, one to one), on times-dev.jsonl.gz where it is there."""
    path = data / "times-dev.jsonl.gz"
    if not path.exists():
        return []
    count: Counter[str] = Counter()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            _compare(json.loads(line), count)
    return [
        Figure(f"times, {name} F1", round(2 * count[name] / (count["gold"] + count["found"]), 3), "", target=target)
        for name, target in (("lenient", "≥ .92"), ("value", "≥ .79"))
    ]


def _compare(document: dict[str, object], count: Counter[str]) -> None:
    text, gold = str(document["text"]), document["times"]
    assert isinstance(gold, list)
    found = read_times(Text("", (Paragraph(text),)), date.fromisoformat(str(document["published"])))
    count["gold"] += len(gold)
    count["found"] += len(found)
    used: set[int] = set()
    for wanted in gold:
        overlaps = [
            (min(time.end, wanted["end"]) - max(time.start, wanted["start"]), -number)
            for number, time in enumerate(found)
            if number not in used
        ]
        overlap, number = max(overlaps, default=(0, 0))
        if overlap > 0:
            used.add(-number)
            count["lenient"] += 1
            count["value"] += found[-number].value == wanted["value"]
