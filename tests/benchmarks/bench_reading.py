"""Reading, stage by stage: processor milliseconds for an article of 4.5 kB, and for a short entry of a feed.

Articles are made of the demo's stories, with `--data` those of quotes-dev; entries are those that the refresh benchmark
serves.
Processor time, the least of several rounds: what other programs do at the same time counts little.
"""

from __future__ import annotations

import gc
import gzip
import html
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from time import process_time

from feeds.digest import digests, few_at_a_time
from feeds.messages import packed
from feeds.reading.actors import read_actors
from feeds.reading.clean import clean
from feeds.reading.events import read_events
from feeds.reading.knowledge import Knowledge, shipped_knowledge
from feeds.reading.quotes import read_quotes
from feeds.reading.statements import read_statements
from feeds.reading.text import Text
from feeds.reading.thread_rules import compile_rules
from feeds.reading.threads import score_threads
from feeds.reading.times import read_times
from feeds.settings import shipped_settings
from feeds.settled import settle
from feeds.story import Document
from tests.benchmarks.feed_server import Feeds
from tests.benchmarks.measure import Figure, Options
from tui.demo.conflict import load_world

_ARTICLE_CHARACTERS = 4500
_ITEM = re.compile(r"<item><title>(.*?)</title>.*?<description>(.*?)</description>", re.DOTALL)
_TARGETS = {"all of it": "≤ 8", "actors, quotes, statements": "≤ 5", "times": "≤ 1", "times and events": "≤ 3"}
_TOGETHER = {"actors, quotes, statements": ("actors", "quotes", "statements"), "times and events": ("times", "events")}


def measure(options: Options) -> list[Figure]:
    """Milliseconds by stage for articles (scaled to 4.5 kB) and for short entries (each as it is), where a process has
    settled to read, as reading processes and `explain` do."""
    knowledge = shipped_knowledge()
    rounds = 2 if options.is_quick else 5
    articles, entries = _articles(options), _entries(8 if options.is_quick else 20)
    thresholds = gc.get_threshold()
    _stages(articles[:1], knowledge)
    settle()
    try:
        return _figures(articles, entries, knowledge, rounds)
    finally:
        gc.unfreeze()
        gc.set_threshold(*thresholds)


def _figures(
    articles: Sequence[Document], entries: Sequence[Document], knowledge: Knowledge, rounds: int
) -> list[Figure]:
    figures = []
    for what, documents, size in (("article", articles, _ARTICLE_CHARACTERS), ("short entry", entries, 0)):
        spent, characters = _least(documents, knowledge, rounds)
        share = size / characters if size else 1 / len(documents)
        length = size or characters // len(documents)
        for stage, seconds in _with_sums(spent).items():
            target = _TARGETS.get(stage, "") if what == "article" else ""
            note = f"{len(documents)} of {length} characters" if stage == "all of it" else ""
            figures.append(
                Figure(f"{what}: {stage}", 1000 * seconds * share, "ms", runs=rounds, target=target, note=note)
            )
        seconds = _process(documents, knowledge, rounds)
        figures.append(Figure(f"{what}: in a reading process, with terms and message", 1000 * seconds * share, "ms"))
    figures.append(_twenty_threads(articles, knowledge, rounds))
    return figures


def documents(*, is_summary: bool) -> list[Document]:
    """The articles of this benchmark, or its short entries."""
    return _entries(20) if is_summary else _articles(Options())


def _with_sums(spent: dict[str, float]) -> dict[str, float]:
    sums = {name: sum(spent[part] for part in parts) for name, parts in _TOGETHER.items()}
    return {**spent, **sums, "all of it": sum(spent.values())}


def _least(documents: Sequence[Document], knowledge: Knowledge, rounds: int) -> tuple[dict[str, float], int]:
    """Seconds of every stage over all documents, the least of the rounds, and the characters of their paragraphs."""
    least: dict[str, float] = {}
    characters = 0
    _stages(documents[:20], knowledge)
    for _ in range(rounds):
        spent, characters = _stages(documents, knowledge)
        least = {stage: min(seconds, least.get(stage, seconds)) for stage, seconds in spent.items()}
    return least, characters


def _stages(documents: Sequence[Document], knowledge: Knowledge) -> tuple[dict[str, float], int]:
    """Seconds of every stage over all documents, and the characters of their paragraphs. As in a reading process, each
    stage goes over some documents before the next one does."""
    spent = dict.fromkeys(("clean", "actors", "quotes", "statements", "times", "events", "threads"), 0.0)
    characters = 0
    for together in few_at_a_time(documents):
        days = [document.published for document in together]
        marks = [process_time()]
        cleaned = [clean(document, knowledge) for document in together]
        marks.append(process_time())
        texts = [Text(found.title or "", found.paragraphs) for found in cleaned]
        actors = [read_actors(text, knowledge, day) for text, day in zip(texts, days, strict=True)]
        marks.append(process_time())
        quotes = [read_quotes(text, named, knowledge) for text, named in zip(texts, actors, strict=True)]
        marks.append(process_time())
        said = list(zip(texts, actors, quotes, strict=True))
        statements = [read_statements(text, named, quoted, knowledge) for text, named, quoted in said]
        marks.append(process_time())
        times = [read_times(text, day) for text, day in zip(texts, days, strict=True)]
        marks.append(process_time())
        for (text, named, quoted), stated, timed, day in zip(said, statements, times, days, strict=True):
            read_events(text, named, quoted, stated, timed, day, knowledge)
        marks.append(process_time())
        for text, named in zip(texts, actors, strict=True):
            score_threads(text, named, knowledge.threads)
        marks.append(process_time())
        for stage, (start, end) in zip(spent, pairwise(marks), strict=False):
            spent[stage] += end - start
        characters += sum(len(paragraph.text) for found in cleaned for paragraph in found.paragraphs)
    return spent, characters


def _process(documents: Sequence[Document], knowledge: Knowledge, rounds: int) -> float:
    """Seconds a reading process takes for a document: all of the above, what grouping compares, and the message."""
    seconds = []
    for _ in range(rounds):
        start = process_time()
        for first in range(0, len(documents), 32):
            packed(digests(documents[first : first + 32], knowledge))
        seconds.append(process_time() - start)
    return min(seconds)


def _twenty_threads(documents: Sequence[Document], knowledge: Knowledge, rounds: int) -> Figure:
    """The shipped threads under twenty names, over the same articles."""
    settings = shipped_settings()
    threads = [replace(thread, id=f"{thread.id}_{number}") for number in range(20) for thread in settings.threads][:20]
    rules = compile_rules(settings.threading, threads)
    texts, characters = [], 0
    for document in documents:
        cleaned = clean(document, knowledge)
        texts.append((cleaned.title or "", cleaned.paragraphs))
        characters += sum(len(paragraph.text) for paragraph in cleaned.paragraphs)
    seconds = []
    for _ in range(rounds + 1):
        start = process_time()
        for title, paragraphs in texts:
            score_threads(Text(title, paragraphs), (), rules)
        seconds.append(process_time() - start)
    least = 1000 * min(seconds) * _ARTICLE_CHARACTERS / characters
    return Figure("article: 20 threads", least, "ms", runs=rounds, target="≤ 0.5")


def _articles(options: Options) -> list[Document]:
    if options.data is not None and (path := options.data / "quotes-dev.jsonl.gz").is_file():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line in lines]
        return [Document(text, published=date(2015, 11, 12)) for text in texts[: 60 if options.is_quick else 300]]
    opened = datetime(2031, 3, 12, 14, 0, tzinfo=UTC)
    articles: list[Document] = []
    paragraphs: list[str] = []
    for story in load_world(opened).stories:  # short ones: several make an article
        paragraphs.extend(story.paragraphs)
        if sum(map(len, paragraphs)) >= _ARTICLE_CHARACTERS:
            articles.append(Document("\n\n".join(paragraphs), story.title, (story.published or opened).date()))
            paragraphs = []
    return articles


def _entries(feeds: int) -> list[Document]:
    """Short entries as the refresh benchmark serves them."""
    served = Feeds(feeds, 30)
    found = []
    for number in range(feeds):
        body = served.answer(f"/{number}", "").decode()
        for title, description in _ITEM.findall(body):
            published = datetime(2025, 3, 12, 12, 0, tzinfo=UTC)
            found.append(Document(html.unescape(description), html.unescape(title), published, is_html=True))
    return found
