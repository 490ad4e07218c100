"""Changing the rules of threads: what could be a thread, and what a changed config would do."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from feeds.grouping.suggest import Suggestion
    from store.queries import Queries

MOST_READ = 8
"""Stories of a cluster whose text is looked into; the others only count."""
PREVIEW_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Change:
    """One story that would come onto a thread, go off it, rise or fall, with its scores (0: not on it)."""

    thread: str
    kind: str
    before: float
    after: float
    story: str
    title: str


def suggestions(
    queries: Queries, taken: frozenset[str], since: str = "14d", most: int = 1500
) -> tuple[Suggestion, ...]:
    """Threads that could be, from the newest `most` stories since then: clusters of several outlets on no thread."""
    from feeds.grouping.suggest import LEAST_STORIES, GroupedStory, suggest
    from store.query import parse, quoted

    rows = queries.story_page(queries.story_rowids(parse(f"since:{quoted(since)} -is:copy"), limit=most))
    sizes = Counter(row.cluster for row in rows)
    on_threads = Counter(row.cluster for row in rows if row.threads)
    read: Counter[str] = Counter()
    stories = []
    for row in rows:
        if sizes[row.cluster] < LEAST_STORIES or 3 * on_threads[row.cluster] >= sizes[row.cluster]:
            continue
        read[row.cluster] += 1
        paragraphs = queries.findings(row.rowid).paragraphs[:6] if read[row.cluster] <= MOST_READ else ()
        stories.append(
            GroupedStory(
                cluster=row.cluster,
                title=row.title,
                paragraphs=tuple(piece.text for piece in paragraphs),
                outlet=row.outlet,
                when=row.when,
                threads=tuple(identity for identity, _ in row.threads),
            )
        )
    return suggest(stories, taken=taken)


def rules_of(config: Path | None, thread: str) -> str:
    """A thread's rules as TOML, from the config, or from the shipped ones where it has none of its own; "" for none."""
    import tomlkit

    from feeds.settings import example_config_text

    for text in (_text(config), example_config_text()):
        threads = tomlkit.parse(text).get("threads")
        if isinstance(threads, Mapping):
            table = threads.get(thread)
            return f"[threads.{thread}]\n{tomlkit.dumps(table).strip()}\n" if isinstance(table, Mapping) else ""
    return ""


def with_thread(config: Path | None, toml: str) -> str:
    """The config's text with one more thread. A config without threads of its own gets the shipped ones besides:
    they held until now."""
    import tomlkit

    from feeds.settings import example_config_text

    document = tomlkit.parse(_text(config))
    if "threads" not in document:
        document["threads"] = tomlkit.parse(example_config_text())["threads"]
    added = tomlkit.parse(toml)["threads"]
    for name, table in added.items():
        document["threads"][name] = table
    return tomlkit.dumps(document)


def previewed(config: Path | None, store: Path, changed: str) -> Sequence[Change]:
    """What a changed config would do to the newest stories. Worked out in a process of its own: scoring takes time.

    Raises ValueError with what is wrong with the text.
    """
    with tempfile.TemporaryDirectory(prefix="watchfloor-rules-") as folder:
        draft = Path(folder) / "changed.toml"
        draft.write_text(changed, "utf-8")
        command = [sys.executable, "-P", "-m", "tui", "--store", str(store)]
        command += ["--config", str(config)] if config is not None else []
        command += ["threads", "preview", str(draft), "--jsonl"]
        done = subprocess.run(
            command, capture_output=True, timeout=PREVIEW_SECONDS, check=False, env=_environment(), text=True
        )
        if done.returncode > 1:
            raise ValueError(done.stderr.replace(str(draft), "the draft").strip()[:600] or "the rules cannot be tried")
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return [
        Change(row["thread"], row["change"], row["before"], row["after"], row["story"], row["title"]) for row in rows
    ]


def _text(config: Path | None) -> str:
    return config.read_text("utf-8") if config is not None else ""


def _environment() -> dict[str, str]:
    from tui.supervisor import environment

    return environment()
