"""Cleaning, threads, copies and clusters: cost a story, cost with a large store, and copies found on made-up texts."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from feeds.digest import Digest
from feeds.exchange import CopyCandidate, UnreadStory
from feeds.group import Grouping
from feeds.grouping.copies import CopyStory, judge_copy, likely_copies
from feeds.grouping.fingerprints import count_words, fingerprint
from feeds.grouping.terms import terms_of
from feeds.reading.clean import clean
from feeds.reading.knowledge import shipped_knowledge
from feeds.reading.text import Text
from feeds.reading.threads import compile_rules, score_threads
from feeds.settings import shipped_settings
from feeds.story import Arrival, Document, Findings, Paragraph
from store.archive import Archive
from tests.benchmarks.made_up import Maker
from tests.benchmarks.measure import Figure, Options, figure, percentile, timed

ARTICLES = 200
THREADS = 20
START = datetime(2025, 1, 1, tzinfo=UTC)
STORIES_AN_EVENT = 5
STORIES_A_DAY = 2_000


def measure(options: Options) -> list[Figure]:
    """Reads made-up articles, judges copies made of them, and groups into a store of 50,000 (quick: 5,000) stories."""
    maker = Maker()
    texts = [made.arrival.body for made in maker.stories(ARTICLES)]
    return [
        *reading(texts),
        *copies(texts, random.Random(7)),
        *grouping(5_000 if options.is_quick else 50_000),
    ]


def reading(texts: Sequence[str]) -> list[Figure]:
    """Milliseconds an article for cleaning and for twenty threads."""
    knowledge = shipped_knowledge()
    settings = shipped_settings()
    shipped = list(settings.threads)
    many = [replace(shipped[n % len(shipped)], id=f"{shipped[n % len(shipped)].id}_{n}") for n in range(THREADS)]
    rules = compile_rules(settings.threading, many)
    documents = [Document(text, title=text[:60]) for text in texts]
    cleaned = [clean(document, knowledge) for document in documents]
    size = sum(map(len, texts)) / len(texts) / 1000

    def clean_all() -> None:
        for document in documents:
            clean(document, knowledge)

    def score_all() -> None:
        for item in cleaned:
            score_threads(Text(item.title or "", item.paragraphs), (), rules)

    return [
        _a_text("cleaning an article", clean_all, len(texts), f"{size:.1f} kB"),
        _a_text(f"{THREADS} threads on an article", score_all, len(texts), f"{size:.1f} kB", "<= 0.5"),
    ]


def copies(texts: Sequence[str], rng: random.Random) -> list[Figure]:
    """The share of copies found, by what was done to the text, and of wrong originals named."""
    split = [[sentence + "." for sentence in text.split(". ") if sentence] for text in texts]
    pool = [sentence for sentences in split for sentence in sentences]
    stored = [_stored(number, sentences) for number, sentences in enumerate(split)]
    by_hash: dict[int, list[int]] = {}
    for number, candidate in enumerate(stored):
        for value in candidate.fingerprint:
            by_hash.setdefault(value, []).append(number)

    def half(sentences: list[str]) -> list[str]:
        new = set(rng.sample(range(len(sentences)), len(sentences) // 2))
        return [rng.choice(pool) if index in new else sentence for index, sentence in enumerate(sentences)]

    def shuffled(sentences: list[str]) -> list[str]:
        return rng.sample(sentences, len(sentences))

    def edited(sentences: list[str]) -> list[str]:
        return [" ".join("other" if rng.random() < 0.05 else word for word in s.split()) for s in sentences]

    kinds: dict[str, Callable[[list[str]], list[str]]] = {
        "cut to a third": lambda sentences: sentences[: max(3, len(sentences) // 3)],
        "in another order": shuffled,
        "lightly edited": edited,
        "half rewritten": half,
    }
    figures = []
    wrong = 0
    for kind, change in kinds.items():
        found = 0
        for number, sentences in enumerate(split):
            text = change(list(sentences))
            marks = fingerprint(text)
            near = {other for value in marks for other in by_hash.get(value, ())}
            story = CopyStory(
                10**6, "Copyist", "", "", START + timedelta(days=1), marks, count_words(text), " ".join(text)
            )
            likely = likely_copies(story, [stored[other] for other in sorted(near)])
            verdict = judge_copy(story, [stored[other] for other in likely])
            found += verdict is not None and verdict.original == number
            wrong += verdict is not None and verdict.original != number
        target = ">= 95" if kind == "half rewritten" else "100"
        figures.append(Figure(f"copies found, {kind}", 100 * found / len(split), "%", target=target))
    figures.append(Figure("copies with a wrong original", wrong, "", target="0"))
    return figures


def grouping(stories: int) -> list[Figure]:
    """Milliseconds a story to find copies and its cluster in a store that large, as a refresh does it."""
    maker = Maker(3)
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder) / "store.db", "benchmark") as archive:
        grouping = Grouping(archive)
        costs: list[float] = []
        for first in range(0, stories + 1000, 250):
            cost = _group_batch(archive, grouping, _arrivals(maker, first, 250), first)
            if first >= stories:
                costs.append(cost)
            while archive.tidy():
                pass
        started = time.perf_counter()
        Grouping(archive).featured([])
        start_up = time.perf_counter() - started
    label = f"{stories:,} stored"
    return [
        figure(f"copies and cluster of a story, {label}", [1000 * cost for cost in costs], "ms CPU", target="<= 2"),
        Figure(f"start-up of grouping, {label}", 1000 * start_up, "ms", target="<= 100"),
        figure("the same for 6,000 short entries", [1000 * cost for cost in _short_entries(6_000)], "ms CPU"),
    ]


def _short_entries(stories: int) -> list[float]:
    """CPU seconds an entry of some thirty words costs, by batches of 250 into an empty store."""
    maker = Maker(4)
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder) / "store.db", "benchmark") as archive:
        grouping = Grouping(archive)
        return [_group_batch(archive, grouping, _entries(maker, first, 250), first) for first in range(0, stories, 250)]


def _group_batch(archive: Archive, grouping: Grouping, arrivals: Sequence[Arrival], first: int) -> float:
    """Stores, features and groups stories; gives CPU seconds a story of copies, clusters and second thoughts."""
    count = len(arrivals)
    seen = START + timedelta(days=first / STORIES_A_DAY)
    archive.save("made up", None, arrivals, seen, {})
    unread = sorted(archive.unread(count), key=lambda story: story.rowid)
    read = grouping.featured([(story, _digest(story)) for story in unread])
    seconds = 0.0
    for start in range(0, len(read), 8):
        part = read[start : start + 8]
        with archive.together():
            archive.save_findings(part, 1, 0, seen)
            began = time.process_time()
            grouping.group(part)
            seconds += time.process_time() - began
    began = time.process_time()
    grouping.regroup()
    return (seconds + time.process_time() - began) / count


def _arrivals(maker: Maker, first: int, count: int) -> list[Arrival]:
    return [_arrival(maker, number) for number in range(first, first + count)]


def _entries(maker: Maker, first: int, count: int) -> list[Arrival]:
    """Entries of a feed that has only summaries: a title and a sentence or two."""
    return [replace(_arrival(maker, number), body=f"{maker.text(26)}.") for number in range(first, first + count)]


def _arrival(maker: Maker, number: int) -> Arrival:
    """A story of some 120 words; STORIES_AN_EVENT in a row tell of one event in other words."""
    event = random.Random(number // STORIES_AN_EVENT)
    own = random.Random(number)
    names = [maker.people[event.randrange(3000)][0] for _ in range(2)] + [maker.bodies[event.randrange(600)][0]]
    words = event.sample(maker.words[100:20_000], 14)
    title = " ".join([names[0], *own.sample(words[:8], 5)])
    lines = [
        f"{own.choice(names)} {' '.join(own.sample(words, 6))} {maker.text(9)} {own.choice(names)}." for _ in range(6)
    ]
    outlet = maker.outlet_names[own.randrange(len(maker.outlet_names))]
    published = START + timedelta(days=number / STORIES_A_DAY)
    return Arrival(
        feed="made up", title=title, guid=str(number), body="\n\n".join(lines), outlet=outlet, published=published
    )


def _digest(story: UnreadStory) -> Digest:
    paragraphs = [text for text in story.document.text.split("\n\n") if text]
    title = story.document.title or ""
    findings = Findings(title, tuple(Paragraph(text) for text in paragraphs), language="en")
    return Digest(findings, fingerprint(paragraphs), count_words(paragraphs), terms_of(title, paragraphs))


def _stored(number: int, sentences: list[str]) -> CopyCandidate:
    marks = fingerprint(sentences)
    words = count_words(sentences)
    return CopyCandidate(
        number,
        f"{number:016x}",
        f"Outlet {number}",
        "",
        "",
        START,
        START,
        9,
        marks,
        None,
        None,
        words,
        " ".join(sentences),
    )


def _a_text(what: str, run: Callable[[], None], count: int, note: str, target: str = "") -> Figure:
    values = [1000 * seconds / count for seconds in timed(run)]
    return replace(figure(what, values, "ms", target=target, note=note), high=percentile(values, 1.0))
