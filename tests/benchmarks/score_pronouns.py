"""Whom "he said" and "she said" mean, by name, on labelled quotes.

    python -m tests.benchmarks.score_pronouns --corpus FILE [--corpus FILE]... [--half dev|kept] [--errors N]

Each FILE holds articles as for score_actors. The labels in labels/pronouns.jsonl hold no text: an article's link or id,
the span of a quote whose speaker the text calls by a pronoun, a hash of it, and what that speaker is called: endings of
right names, a full name where only that will do, none where the story names nobody.

- right, wrong: of the labelled quotes that are found, those with the right and with another name; the rest are silent
- precision: right of all that were given a name
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from feeds.reading.whoswho import fold
from feeds.story import Findings, Quote
from tests.benchmarks.score_actors import Places, key_of, read_row, rows_of

LABELS = Path(__file__).parent / "labels" / "pronouns.jsonl"


@dataclass(frozen=True, slots=True)
class Label:
    """One quote and whose it is."""

    half: str
    start: int
    end: int
    digest: str
    pronoun: str
    names: tuple[str, ...]


def main() -> None:
    """Prints the errors asked for, the table and one JSON object."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    options.add_argument("--corpus", type=Path, action="append", required=True)
    options.add_argument("--half", choices=("dev", "kept"))
    options.add_argument("--errors", type=int, default=0)
    chosen = options.parse_args()
    labels = read_labels(chosen.half)
    count: Counter[str] = Counter()
    errors: list[str] = []
    for row in rows_of(chosen.corpus):
        if key_of(row) in labels:
            score(row, labels[key_of(row)], count, errors)
    for error in errors[: chosen.errors]:
        print(error)
    summary = summarise(count)
    for name, value in summary.items():
        print(f"{name:24} {value}")
    print(json.dumps({"script": "score_pronouns", **summary}))


def read_labels(half: str | None) -> dict[str, list[Label]]:
    """Labels by the article's link or id."""
    labels: dict[str, list[Label]] = defaultdict(list)
    for line in LABELS.read_text("utf-8").splitlines():
        row = json.loads(line)
        if half in (None, row["half"]):
            label = Label(
                row["half"], row["start"], row["end"], row["digest"], row["pronoun"], tuple(map(str, row["names"]))
            )
            labels[row["article"]].append(label)
    return labels


def score(row: Mapping[str, str], labels: Sequence[Label], count: Counter[str], errors: list[str]) -> None:
    """Counts the labelled quotes of one article."""
    text = row["text"]
    found = read_row(row)
    places = Places(text, found)
    for label in labels:
        if hashlib.sha256(text[label.start : label.end].encode()).hexdigest()[:16] != label.digest:
            raise SystemExit(f"{key_of(row)} is not the text that was labelled")
        quote = _at(found, places, label)
        count["labelled"] += 1
        if quote is None:
            count["missed"] += 1
            continue
        named = quote.speaker if quote.speaker_type == "named" else None
        is_right = named is not None and any(is_called(named, name) for name in label.names)
        verdict = "right" if is_right or (named is None and not label.names) else "wrong" if named else "silent"
        count[verdict] += 1
        if verdict != "right":
            window = " ".join(text[max(0, label.start - 300) : label.end + 60].split())
            errors.append(f"{verdict}: want {label.names}, got {named!r} {quote.reason} {quote.cue} | {window}\n")


def _at(found: Findings, places: Places, label: Label) -> Quote | None:
    """The quote that shares most with a labelled one."""
    best, most = None, 0
    for quote in found.quotes:
        if quote.paragraph is None:
            continue
        span = places.original(found, quote.paragraph, quote.start, quote.end)
        shared = min(span[1], label.end) - max(span[0], label.start) if span else 0
        if shared > most:
            best, most = quote, shared
    return best


def is_called(name: str, wanted: str) -> bool:
    """Whether a speaker's name is the wanted one: it ends alike, and a full one wanted is not somebody else's."""
    ours, theirs = fold(name).split(), fold(wanted).split()
    if ours[-len(theirs[-1:]) :] != theirs[-1:] and theirs[-1] not in ours:
        return False
    return len(theirs) == 1 or len(ours) == 1 or ours[0] == theirs[0]


def summarise(count: Counter[str]) -> dict[str, float]:
    """The measures, as shares of the quotes found."""
    found = max(1, count["labelled"] - count["missed"])
    named = max(1, count["right"] + count["wrong"])
    shares = {verdict: round(count[verdict] / found, 3) for verdict in ("right", "wrong", "silent")}
    return {"labelled": count["labelled"], "missed": count["missed"], **shares} | {
        "precision": round(count["right"] / named, 3)
    }


if __name__ == "__main__":
    main()
