"""Reading by this tree and by another in one run: python -m tests.benchmarks.compare_reading OTHER [--texts FILE]...

Both trees read the same documents in turn, a few at a time, each in a process of its own; processor time by stage, the
least of several rounds for every few documents. So what else the machine does at the time falls on both alike.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
TOGETHER = 12
"""Documents read by one tree before the other has its turn."""
ARTICLE_CHARACTERS = 4500
STAGES = ("clean", "actors", "quotes", "statements", "times", "events", "threads", "all of it", "with terms, message")
_IMPORTED = "feeds.reading.quotes, feeds.reading.statements"


def main() -> int:
    """Prints a line a stage: milliseconds by either tree, and this tree's share of the other's."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.compare_reading", description=__doc__)
    parser.add_argument("other", type=Path, help="the root of another checkout")
    parser.add_argument(
        "--texts", type=Path, action="append", default=[], help="JSON lines with title, text, published; may be .gz"
    )
    parser.add_argument("--summaries", action="store_true", help="read the field summary of each line as its text")
    parser.add_argument("--most", type=int, default=300, help="documents read")
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    rows = list(_rows(chosen.texts, is_summary=chosen.summaries))[:: max(1, _count(chosen.texts) // chosen.most)]
    with tempfile.TemporaryDirectory(prefix="watchfloor-compare-") as folder:
        texts = Path(folder) / "texts.jsonl"
        texts.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        sides = [_Side(tree.resolve(), texts) for tree in (ROOT, chosen.other)]
        try:
            least = _least(sides, (len(rows) + TOGETHER - 1) // TOGETHER, chosen.rounds)
        finally:
            for side in sides:
                side.close()
    characters = sum(len(row["text"]) for row in rows)
    share = 1 / len(rows) if chosen.summaries else ARTICLE_CHARACTERS / characters
    unit = "ms each" if chosen.summaries else "ms a 4.5 kB"
    print(f"{len(rows)} documents of {characters // len(rows)} characters: {unit} here, there, and their ratio")
    for stage in STAGES:
        ours, theirs = (1000 * share * sum(chunk[stage] for chunk in chunks.values()) for chunks in least)
        print(f"{stage:20} {ours:8.3f} {theirs:8.3f}  {ours / theirs:5.2f}x")
    ours, theirs = _import_milliseconds((ROOT, chosen.other.resolve()))
    print(f"{'import of readers':20} {ours:8.1f} {theirs:8.1f}  {ours / theirs:5.2f}x")
    return 0


def _count(files: list[Path]) -> int:
    return sum(1 for _ in _rows(files, is_summary=False))


def _rows(files: list[Path], *, is_summary: bool) -> Iterator[dict[str, str]]:
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                text = row.get("summary" if is_summary else "text") or ""
                yield {"title": row.get("title") or "", "text": text, "published": row.get("published") or "2025-03-12"}
    if not files:
        from tests.benchmarks.bench_reading import documents

        for document in documents(is_summary=is_summary):
            yield {"title": document.title or "", "text": document.text, "published": str(document.published)}


def _least(sides: list[_Side], chunks: int, rounds: int) -> list[dict[int, Mapping[str, float]]]:
    least: list[dict[int, Mapping[str, float]]] = [{}, {}]
    for turn in range(rounds):
        for chunk in range(chunks):
            for number, side in list(enumerate(sides))[:: 1 if (turn + chunk) % 2 else -1]:
                found, known = side.read(chunk), least[number].get(chunk)
                best = found if known is None else {stage: min(found[stage], known[stage]) for stage in found}
                least[number][chunk] = best
    return least


class _Side:
    """One tree's readers, in a process that answers with what each few documents cost."""

    def __init__(self, tree: Path, texts: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", __file__, "--serve", str(texts)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(tree)},
            cwd=tree,
        )

    def read(self, chunk: int) -> Mapping[str, float]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(chunk, file=self._process.stdin, flush=True)
        found: dict[str, float] = json.loads(self._process.stdout.readline())
        return found

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


def _import_milliseconds(trees: tuple[Path, Path], runs: int = 9) -> list[float]:
    """The least processor time of importing the readers that a command needs, by tree."""
    code = f"from time import process_time as now; start = now(); import {_IMPORTED}; print(1000 * (now() - start))"
    found: dict[Path, list[float]] = {tree: [] for tree in trees}
    for _ in range(runs):
        for tree in trees:
            environment = {**os.environ, "PYTHONPATH": str(tree)}
            environment.pop("PYTHONDONTWRITEBYTECODE", None)
            command = [sys.executable, "-P", "-c", code]
            done = subprocess.run(command, env=environment, cwd=tree, capture_output=True, text=True, check=True)
            found[tree].append(float(done.stdout))
    return [min(found[tree]) for tree in trees]


def _serve(texts: Path) -> None:
    """Reads chunk after chunk as asked on standard input; a line with the seconds of each stage for each."""
    from dataclasses import replace

    from feeds.explain import document_from
    from feeds.reading.knowledge import shipped_knowledge

    knowledge = shipped_knowledge()
    documents = [
        replace(document_from(json.loads(line)), is_html=False) for line in texts.read_text("utf-8").splitlines()
    ]
    _stages(documents[:TOGETHER], knowledge)
    # As a reading process does, in either tree.
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    for line in sys.stdin:
        first = int(line) * TOGETHER
        print(json.dumps(_stages(documents[first : first + TOGETHER], knowledge)), flush=True)


def _stages(documents: Sequence[object], knowledge: object) -> dict[str, float]:
    """Seconds of each stage of reading some documents, one stage after the other, and of everything a reading process
    does for them."""
    from time import process_time

    from feeds import digest as digesting
    from feeds.messages import packed
    from feeds.reading.actors import read_actors
    from feeds.reading.clean import clean
    from feeds.reading.events import read_events
    from feeds.reading.knowledge import Knowledge
    from feeds.reading.quotes import read_quotes
    from feeds.reading.statements import read_statements
    from feeds.reading.text import Text
    from feeds.reading.threads import score_threads
    from feeds.reading.times import read_times
    from feeds.story import Document

    given = [document for document in documents if isinstance(document, Document)]
    assert isinstance(knowledge, Knowledge)
    days = [document.published for document in given]
    marks = [process_time()]
    cleaned = [clean(document, knowledge) for document in given]
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
    if hasattr(digesting, "digests"):
        packed(digesting.digests(given, knowledge))
    else:  # an older tree
        packed([digesting.digest(document, knowledge) for document in given])
    marks.append(process_time())
    spent = {stage: marks[at + 1] - marks[at] for at, stage in enumerate(STAGES[:7])}
    return {**spent, STAGES[7]: marks[7] - marks[0], STAGES[8]: marks[8] - marks[7]}


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        _serve(Path(sys.argv[2]))
    else:
        sys.exit(main())
