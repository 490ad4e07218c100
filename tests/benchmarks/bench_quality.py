"""Reading quality on labelled texts: `--data DIR` holds data with its scorers, score_NAME.py, run on this checkout.

A scorer calls the command in the environment variable WATCHFLOOR and prints one JSON object as its last line. Scorers
of this folder, with labels of their own, follow where DIR's neighbour `corpus` holds the articles that were labelled.
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
OWN: dict[str, dict[str, tuple[str, str]]] = {
    "events": {
        "shown_as_fact": ("claims shown as the outlet's own account, own labels", "0"),
        "claims_told_right": ("claims told from the outlet's account, with the claimant, own labels", ">= .90"),
        "direction_right": ("who acts and on whom, own labels", ">= .85"),
        "agenda_f1": ("scheduled events with the right days, own labels, F1", ">= .75"),
        "found": ("events at labelled words, own labels, recall", ""),
    },
    "pronouns": {"right": ("quotes of “he said” and “she said” with the right name, own labels", ">= .85")},
    "actors": {
        "person_f1": ("persons, own labels, F1", ">= .85"),
        "all_f1": ("all actors, own labels, F1", ">= .82"),
    },
}
"""The same for the scorers of this folder."""
_CORPUS = ("corpus/news-dev.jsonl.gz", "eval/quotes-dev.jsonl.gz")
"""The articles that the labels of this folder are of, beside DIR."""
_SECONDS = 900


def measure(options: Options) -> list[Figure]:
    """The figures of every scorer in DIR; a scorer that fails is a line that says so. Nothing without --data."""
    if options.data is None:
        return [Figure("not measured", 0, "", note="--data names a folder with labelled texts and scorers")]
    figures = []
    for name, fields in FIGURES.items():
        scorer = options.data / f"score_{name}.py"
        if scorer.is_file():
            figures += _figures(f"score_{name}", [str(scorer.resolve())], fields)
    corpus = [path for name in _CORPUS if (path := options.data.resolve().parent / name).is_file()]
    if len(corpus) == len(_CORPUS):
        for name, fields in OWN.items():
            module = f"tests.benchmarks.score_{name}"
            files = [word for path in corpus for word in ("--corpus", str(path))]
            figures += _figures(module, ["-m", module, *files], fields)
    return figures


def _figures(called: str, arguments: list[str], fields: dict[str, tuple[str, str]]) -> list[Figure]:
    """The wanted fields of a scorer's last line, or the one line that says why there are none."""
    found, problem = _scored(arguments)
    if found is None:
        return [Figure(called, 0, "", note=f"failed: {problem}")]
    return [
        Figure(what, float(found.get(field, 0)), "", target=target, note=f"{called}, {field}")
        for field, (what, target) in fields.items()
    ]


def _scored(arguments: list[str]) -> tuple[dict[str, float] | None, str]:
    """The last line of a scorer, or why there is none."""
    root = Path(__file__).resolve().parent.parent.parent
    environment = {**os.environ, "WATCHFLOOR": f"{sys.executable} -m tui", "PYTHONPATH": str(root)}
    try:
        done = subprocess.run(
            [sys.executable, *arguments],
            env=environment,
            cwd=root,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
        )
        found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    except (OSError, subprocess.TimeoutExpired, ValueError, IndexError) as error:
        return None, str(error)[:200]
    return (None, str(found["error"])) if found.get("error") else (found, "")
