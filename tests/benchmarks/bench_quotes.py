"""Quotes, statements and actors: milliseconds an article, import, hostile lines; textacy beside it where installed."""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence

from feeds.reading.actors import read_actors
from feeds.reading.knowledge import shipped_knowledge
from feeds.reading.quotes import read_quotes
from feeds.reading.statements import read_statements
from feeds.reading.text import Text
from feeds.story import Paragraph
from tests.benchmarks.measure import Figure, Options, figure

_ARTICLE_CHARACTERS = 4500
_HOSTILE: tuple[tuple[str, str], ...] = (
    ("Aaa", "Aaa "),
    ("'a", "'a "),
    ("10,000 quotes", '"We will win this," he said. '),
    ("“a", "“a "),
    ("said", "Lee said that Park said that "),
)
_MADE_UP = (
    "Ardenian Defence Minister Mara Ilvic ruled out a second front, saying the army was “stretched but whole”.",
    "“We will hold the bridge at Orlo,” Ilvic told reporters in Selm. “Nobody will be left behind.”",
    "A senior official in the foreign ministry said that the talks with Vostra would go on in Kyrna.",
    "“There is no deal,” said an aide close to the president, who asked not to be named.",
    "Petar Lund, the head of the Compact mission, urged both sides to stop firing and called for an inquiry.",
    "According to the Kyrna Post, some 430 soldiers were captured near the river on the first day.",
    "He added that monitors had been turned back twice. The rain went on for days and the roads were closed.",
)


def measure(options: Options) -> list[Figure]:
    """Figures of the readers that need no network: run with `--data` on real articles, else on made-up ones."""
    articles = _articles(options)
    shipped_knowledge()
    figures = [figure("import of the readers", _import_milliseconds(3), "ms", target="<= 60")]
    rounds = [_read_all(articles) for _ in range(2 if options.is_quick else 5)]
    for name, column in (("actors", 0), ("quotes", 1), ("statements", 2)):
        figures.append(figure(f"{name}, an article", [row[column] for row in rounds], "ms"))
    totals = [sum(row) for row in rounds]
    figures.append(figure("all three, an article", totals, "ms", target="<= 5", note=_described(articles)))
    figures.append(figure("all three", [1000 / total for total in totals], "articles/s"))
    for name, unit in _HOSTILE:
        small, large = (_quotes_milliseconds(_long(unit, size)) for size in (100_000, 400_000))
        note = f"{large / max(small, 0.001):.1f} times the 100 kB"
        figures.append(figure(f"quotes, 400 kB of {name}", [large], "ms", target="<= 600", note=note))
    peer = _textacy(articles)
    if peer is not None:
        figures.append(figure("textacy + spaCy, an article", [peer], "ms"))
    return figures


def _articles(options: Options) -> list[list[str]]:
    if options.data is not None and (path := options.data / "quotes-dev.jsonl.gz").is_file():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line in lines]
        return [
            [part for part in text.split("\n") if part.strip()] for text in texts[: 60 if options.is_quick else 300]
        ]
    size = sum(map(len, _MADE_UP))
    return [list(_MADE_UP) * (_ARTICLE_CHARACTERS // size + 1)] * 60


def _described(articles: Sequence[Sequence[str]]) -> str:
    return f"{len(articles)} articles of {sum(len(p) for a in articles for p in a) // len(articles)} characters"


def _read_all(articles: Sequence[Sequence[str]]) -> tuple[float, float, float]:
    """Milliseconds an article for actors, quotes and statements."""
    knowledge = shipped_knowledge()
    spent = [0.0, 0.0, 0.0]
    for article in articles:
        text = Text("", tuple(Paragraph(paragraph) for paragraph in article))
        marks = [time.perf_counter()]
        actors = read_actors(text, knowledge, None)
        marks.append(time.perf_counter())
        quotes = read_quotes(text, actors, knowledge)
        marks.append(time.perf_counter())
        read_statements(text, actors, quotes, knowledge)
        marks.append(time.perf_counter())
        for column in range(3):
            spent[column] += marks[column + 1] - marks[column]
    return tuple(1000 * each / len(articles) for each in spent)  # type: ignore[return-value]


def _long(unit: str, size: int) -> Text:
    return Text("", (Paragraph((unit * (size // len(unit) + 1))[:size]),))


def _quotes_milliseconds(text: Text) -> float:
    start = time.perf_counter()
    read_quotes(text, (), shipped_knowledge())
    return 1000 * (time.perf_counter() - start)


def _import_milliseconds(runs: int) -> list[float]:
    """Processor time, of modules compiled beforehand, as an installation has them."""
    code = (
        "from time import process_time as now; start = now(); import feeds.reading.quotes, feeds.reading.statements; "
        "print(1000 * (now() - start))"
    )
    with tempfile.TemporaryDirectory(prefix="watchfloor-bench-") as folder:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": folder}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        command = [sys.executable, "-c", code]
        taken = [
            subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
            for _ in range(runs + 1)
        ]
    return [float(each) for each in taken[1:]]  # the first one compiles


def _textacy(articles: Sequence[Sequence[str]]) -> float | None:
    """Milliseconds an article of textacy's direct quotations with spaCy's small English model; None without them."""
    if any(importlib.util.find_spec(name) is None for name in ("textacy", "spacy", "en_core_web_sm")):
        return None
    extract: Callable[..., object] = importlib.import_module("textacy.extract").direct_quotations
    load = importlib.import_module("spacy").load("en_core_web_sm")
    start = time.perf_counter()
    for article in articles[:40]:
        try:
            list(extract(load("\n".join(article))))  # type: ignore[call-overload]
        except Exception:  # it raises on odd marks; that is part of what is compared
            continue
    return 1000 * (time.perf_counter() - start) / min(40, len(articles))
