"""Reading quality on labelled texts: `--data DIR` holds data with its scorers, score_NAME.py, run on this checkout.

A scorer calls the command in the environment variable WATCHFLOOR and prints one JSON object as its last line.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.measure import Figure, Options

FIGURES: dict[str, dict[str, tuple[str, str]]] = {
    "samples": {
        "quote_f1": ("three articles whole: quotes, F1", "1"),
        "speaker_exact": ("speakers exact", "1"),
        "actor_f1": ("actors, F1", "1"),
        "thread_f1": ("threads, F1", "1"),
        "event_full_f1": ("events with date, precision, status, F1", ">= .85"),
        "leaked": ("furniture leaked, lines", "0"),
        "cut": ("real lines cut", "0"),
    },
    "quotes": {
        "quote_f1": ("quotes in news, span F1", ">= .975"),
        "attr_f1": ("attributed to the right name, F1", ">= .90"),
        "speaker_given_span": ("right speaker given the span", ">= .95"),
        "nominal_right": ("unnamed sources kept right", ">= .75"),
    },
    "statements": {
        "statement_p": ("statements, precision", ">= .90"),
        "statement_r": ("statements, recall", ">= .60"),
        "attr_p": ("right speaker of a statement", ">= .95"),
    },
    "actors": {
        "person_f1": ("persons, F1 (nested and noisy labels)", ""),
        "all_f1": ("all actors, F1 (nested and noisy labels)", ""),
    },
    "times": {"lenient_f1": ("times found, F1", ">= .92"), "value_f1": ("times with the right value, F1", ">= .79")},
    "clusters": {"pair_f1": ("clusters, pairwise F1", ">= .85"), "b3_f1": ("clusters, B3 F1", ">= .955")},
    "threads": {"micro_f1": ("threads, micro-F1", ">= .90"), "primary_f1": ("main threads, F1", "")},
    "feeds": {
        "right_count": ("feeds with the right number of entries, %", ">= 99.5"),
        "published_right": ("entries with the right date, %", ">= 99.5"),
    },
}
"""Scorer to the fields of its last line that the table shows: what they are, and the target."""
_SECONDS = 900


def measure(options: Options) -> list[Figure]:
    """The figures of every scorer in DIR; a scorer that fails is a line that says so. Nothing without --data."""
    if options.data is None:
        return [Figure("not measured", 0, "", note="--data names a folder with labelled texts and scorers")]
    figures = []
    for name, fields in FIGURES.items():
        scorer = options.data / f"score_{name}.py"
        if not scorer.is_file():
            continue
        found, problem = _scored(scorer)
        if found is None:
            figures.append(Figure(f"score_{name}", 0, "", note=f"failed: {problem}"))
            continue
        for field, (what, target) in fields.items():
            figures.append(Figure(what, float(found.get(field, 0)), "", target=target, note=f"score_{name}, {field}"))
    return figures


def _scored(scorer: Path) -> tuple[dict[str, float] | None, str]:
    """The last line of a scorer, or why there is none."""
    root = Path(__file__).resolve().parent.parent.parent
    environment = {**os.environ, "WATCHFLOOR": f"{sys.executable} -m tui", "PYTHONPATH": str(root)}
    try:
        done = subprocess.run(
            [sys.executable, str(scorer.resolve())], env=environment, capture_output=True, text=True, timeout=_SECONDS
        )
        found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    except (OSError, subprocess.TimeoutExpired, ValueError, IndexError) as error:
        return None, str(error)[:200]
    return (None, str(found["error"])) if found.get("error") else (found, "")
