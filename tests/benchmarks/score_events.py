"""Agenda rows, claimants and directions on labelled articles.

    python -m tests.benchmarks.score_events --corpus FILE... [--labels FILE]... [--errors N]

FILE holds articles as JSON lines (gzip when it ends in .gz) with link, title, text, published, source. Without --labels
all of labels/events*.jsonl are taken together. They hold no text: a link, the hash of a sentence's end, the place of a
word counted from that end, and what is right there. Each set after the first is of other articles, labelled before
anybody saw what is read out of them.

- agenda F1: scheduled events with exactly the right days, against the rows an analyst would note
- claims told: events at a labelled word whose kind of assertion is right, and the right claimant where there is one
- direction: of those, who acts and who suffers are right where a label says so
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from feeds.story import Event, Findings
from tests.benchmarks.score_actors import read_row, rows_of

_END = 60
LABELS = sorted((Path(__file__).parent / "labels").glob("events*.jsonl"))


@dataclass(slots=True)
class Labels:
    """What is labelled of one article."""

    words: list[dict[str, object]] = field(default_factory=list)
    agenda: list[dict[str, object]] = field(default_factory=list)
    neutral: set[str] = field(default_factory=set)


def main() -> None:
    """Prints the errors asked for, the table and one JSON object."""
    options = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else "")
    options.add_argument("--corpus", type=Path, action="append", required=True)
    options.add_argument("--labels", type=Path, action="append")
    options.add_argument("--errors", type=int, default=0)
    chosen = options.parse_args()
    labels = {link: article for path in chosen.labels or LABELS for link, article in read_labels(path).items()}
    count: Counter[str] = Counter()
    errors: list[str] = []
    for row in rows_of(chosen.corpus):
        if row.get("link") in labels:
            found = read_row(row)
            score_words(found, labels[row["link"]], count, errors)
            score_agenda(found, labels[row["link"]], row["published"][:10], count, errors)
    for error in errors[: chosen.errors]:
        print(error)
    summary = summarise(count)
    for key, value in summary.items():
        print(f"{key:24} {value}")
    print(json.dumps({"script": "score_events", **summary}))


def read_labels(path: Path) -> dict[str, Labels]:
    """Labels by link."""
    labels: dict[str, Labels] = defaultdict(Labels)
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        article = labels[row["link"]]
        if "agenda" in row:
            article.agenda.append(row)
        elif "neutral" in row:
            article.neutral.add(row["neutral"])
        elif "sentence" in row:
            article.words.append(row)
    return labels


def sentence_hash(sentence: str) -> str:
    """What a label knows a sentence by: its end, so that a dateline cut off or left on makes no difference."""
    return hashlib.sha256(" ".join(sentence.split())[-_END:].encode()).hexdigest()[:16]


def score_words(found: Findings, labels: Labels, count: Counter[str], errors: list[str]) -> None:
    """Claimants and directions of the events that stand on labelled words."""
    by_sentence: dict[str, list[Event]] = defaultdict(list)
    for event in found.events:
        by_sentence[sentence_hash(event.evidence)].append(event)
    for label in labels.words:
        count["labelled"] += 1
        events = by_sentence.get(str(label["sentence"]), [])
        event = _at_word(events, int(str(label["start"])), int(str(label["end"])))
        if event is None:
            continue
        count["found"] += 1
        claimants = label["claimant"]
        is_right = (event.asserted_by is None) == (claimants is None)
        count["told"] += is_right
        count["shown_as_fact"] += claimants is not None and event.asserted_by is None
        if claimants is not None:
            count["claims"] += 1
            names_claimant = event.asserted_by is not None and _names(event.asserted_by, claimants)
            count["claimant"] += names_claimant
            is_right = is_right and names_claimant
        count["told_with_claimant"] += is_right
        if not is_right:
            errors.append(f"claim: {claimants} got {event.asserted_by!r} | {event.evidence[:160]}")
        for role, got in (("by", event.by), ("target", event.target)):
            if label[role]:
                count["roles"] += 1
                good = any(_names(name, label[role]) for name in got)
                count["roles_right"] += good
                if not good:
                    errors.append(f"{role}: {label[role]} got {got} | {event.what[:80]} | {event.evidence[:160]}")


def score_agenda(found: Findings, labels: Labels, today: str, count: Counter[str], errors: list[str]) -> None:
    """Scheduled events with days from the day of the story on, against the labelled rows."""
    used: set[int] = set()
    rows = [event for event in found.events if event.status == "scheduled" and (event.to or event.from_ or "") >= today]
    rows = [
        event for event in rows if event.precision != "open" and sentence_hash(event.evidence) not in labels.neutral
    ]
    for event in rows:
        hit = next(
            (n for n, row in enumerate(labels.agenda) if n not in used and _is_row(event, row, today)),
            None,
        )
        count["agenda_p"] += 1
        if hit is None:
            errors.append(f"agenda extra: {event.from_} {event.to} {event.what[:90]} | {event.evidence[:120]}")
        else:
            used.add(hit)
            count["agenda_tp"] += 1
    count["agenda_g"] += len(labels.agenda)
    for number, row in enumerate(labels.agenda):
        if number not in used:
            told = [event for event in found.events if sentence_hash(event.evidence) in list(row["agenda"])]  # type: ignore[call-overload]
            seen = [(event.what[:60], event.status, event.from_, event.to) for event in told]
            errors.append(f"agenda missed: {row['from']} {row['to']} {seen} {row['link']} {row['agenda']}")


def _is_row(event: Event, row: dict[str, object], today: str) -> bool:
    if sentence_hash(event.evidence) not in list(row["agenda"]):  # type: ignore[call-overload]
        return False
    return event.to == row["to"] and event.from_ in (row["from"], today)


def _at_word(events: list[Event], start: int, end: int) -> Event | None:
    """The event whose phrase holds the labelled word; else the only one of the sentence."""
    for event in events:
        word = event.evidence[start : end or None]
        if word and word.lower() in event.what.lower():
            return event
    return events[0] if len(events) == 1 else None


def _names(got: str, accepted: object) -> bool:
    """Whether a name is one of the accepted, by its last word or by holding it whole."""
    assert isinstance(accepted, list)
    ours = got.casefold().replace("’", "'")
    return any(ours.split()[-1:] == name.casefold().split()[-1:] or name.casefold() in ours for name in accepted)


def summarise(count: Counter[str]) -> dict[str, float]:
    """The measures, as shares."""

    def share(part: str, whole: str) -> float:
        return round(count[part] / max(1, count[whole]), 3)

    precision, recall = share("agenda_tp", "agenda_p"), share("agenda_tp", "agenda_g")
    return {
        "labelled": count["labelled"],
        "found": share("found", "labelled"),
        "claims_told": share("told", "found"),
        "claims_told_right": share("told_with_claimant", "found"),
        "claimant_right": share("claimant", "claims"),
        "shown_as_fact": count["shown_as_fact"],
        "direction_right": share("roles_right", "roles"),
        "agenda_rows": count["agenda_g"],
        "agenda_precision": precision,
        "agenda_recall": recall,
        "agenda_f1": round(2 * precision * recall / max(0.001, precision + recall), 3),
    }


if __name__ == "__main__":
    main()
