"""Persons, organisations and countries on labelled articles, mention by mention.

    python -m tests.benchmarks.score_actors --corpus FILE [--corpus FILE]... [--half dev|kept] [--errors N]

Each FILE holds articles as JSON lines (gzip when it ends in .gz) with text and, where there are any, title, link or id,
published and source. The labels in labels/actors.jsonl hold no text: an article's link or id, a hash of what was
labelled of it, and spans in its title and text with a letter each:

- P person, every mention, titles outside; O organisation (agencies, parties, companies, media, armed groups, metonyms
  like "Kremlin"); C country called by name, adjectives are none
- N neither right nor wrong: what readers may well take either way, and whoever a text only credits ("Graphics by …")

A span counts when it is exact, a leading "the" and "U.S." and a closing possessive aside. What cleaning takes out of an
article is left out of the count. `half`: "kept" is not looked at while rules are written.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from feeds.reading import read
from feeds.reading.knowledge import shipped_knowledge
from feeds.reading.whoswho import Country
from feeds.story import Document, Findings

LABELS = Path(__file__).parent / "labels" / "actors.jsonl"
KINDS = {"P": "person", "O": "organisation", "C": "country"}
_LETTERS = {name: letter for letter, name in KINDS.items()}
_LEADING = re.compile(r"(?:the|a|an|U\.S\.|US)\s+", re.IGNORECASE)
_CLOSING = re.compile(r"(?:[’']s?|(?<!\b[A-Z])[.,])$")

Span: TypeAlias = tuple[int, int, str]
"""Start, end and letter."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What is labelled of one article: spans of the title and of the first `upto` characters of the text."""

    half: str
    upto: int
    digest: str
    title: tuple[Span, ...]
    text: tuple[Span, ...]


def main() -> None:
    """Prints the errors asked for, the table and one JSON object."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    options.add_argument("--corpus", type=Path, action="append", required=True)
    options.add_argument("--half", choices=("dev", "kept"))
    options.add_argument("--errors", type=int, default=0)
    chosen = options.parse_args()
    labels = {key: article for key, article in read_labels() if chosen.half in (None, article.half)}
    count: Counter[str] = Counter()
    errors: list[str] = []
    for row in rows_of(chosen.corpus):
        article = labels.get(key_of(row))
        if article is None:
            continue
        if digest(row, article.upto) != article.digest:
            raise SystemExit(f"{key_of(row)} is not the text that was labelled")
        score(row, article, count, errors)
    for error in errors[: chosen.errors]:
        print(error)
    summary = summarise(count)
    for name, value in summary.items():
        print(f"{name:24} {value}")
    print(json.dumps({"script": "score_actors", **summary}))


def read_labels() -> Iterator[tuple[str, Labels]]:
    """Labels with the article's link or id."""
    for line in LABELS.read_text("utf-8").splitlines():
        row = json.loads(line)
        spans = {field: tuple((start, end, kind) for start, end, kind in row[field]) for field in ("title", "text")}
        yield row["article"], Labels(row["half"], row["upto"], row["digest"], spans["title"], spans["text"])


def key_of(row: Mapping[str, str]) -> str:
    """How labels know an article."""
    return str(row.get("link") or row.get("id"))


def digest(row: Mapping[str, str], upto: int) -> str:
    """A hash of what was labelled of an article."""
    return hashlib.sha256(f"{row.get('title') or ''}\n{row['text'][:upto]}".encode()).hexdigest()[:16]


def rows_of(paths: Iterable[Path]) -> Iterator[dict[str, str]]:
    """The articles of some files."""
    for path in paths:
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)


def read_row(row: Mapping[str, str]) -> Findings:
    """One article as a refresh reads it."""
    published = datetime.fromisoformat(row["published"]) if row.get("published") else None
    document = Document(row["text"], row.get("title") or None, published, outlet=row.get("source", ""))
    return read(document, shipped_knowledge())


def score(row: Mapping[str, str], labels: Labels, count: Counter[str], errors: list[str]) -> None:
    """Counts one article's spans."""
    found = read_row(row)
    places = Places(row["text"], found)
    fields = (("title", row.get("title") or "", labels.title), ("text", row["text"], labels.text))
    for field, text, labelled in fields:
        upto = labels.upto if field == "text" else len(text)
        want, neutral = set(), set()
        for start, end, kind in labelled:
            if field == "text" and not places.is_kept(start):
                continue
            span = trimmed(text, start, end)
            (neutral if kind == "N" else want).add((*span, kind))
        spans = {span[:2] for span in neutral}
        got = {
            (*trimmed(text, start, end), kind)
            for start, end, kind in mentions(found, places, field)
            if end <= upto and not (kind == "C" and not _is_called_by_name(text[start:end]))
        }
        got = {item for item in got if item[:2] not in spans}
        for kind in KINDS:
            ours, theirs = ({item for item in items if item[2] == kind} for items in (got, want))
            count[f"{kind} right"] += len(ours & theirs)
            count[f"{kind} got"] += len(ours)
            count[f"{kind} want"] += len(theirs)
        for verb, items in (("missed", want - got), ("extra", got - want)):
            for start, end, kind in sorted(items):
                around = f"{text[max(0, start - 30) : start]}[{text[start:end]}]{text[end : end + 30]}"
                errors.append(f"{verb} {KINDS[kind]}: {' '.join(around.split())} | {key_of(row)[-40:]}")


class Places:
    """Where the paragraphs of a reading lie in the article's text, white space aside."""

    def __init__(self, text: str, found: Findings) -> None:
        at = [place for place, character in enumerate(text) if not character.isspace()]
        squeezed = "".join(text[place] for place in at)
        self._starts: dict[int, list[int]] = {}
        self._kept: set[int] = set()
        cursor = 0
        for number, paragraph in enumerate(found.paragraphs):
            wanted = "".join(paragraph.text.split())
            start = squeezed.find(wanted, cursor)
            if start < 0:
                continue
            cursor = start + len(wanted)
            self._starts[number] = at[start:cursor]
            self._kept.update(self._starts[number])

    def is_kept(self, position: int) -> bool:
        """Whether a place of the article is in a paragraph."""
        return position in self._kept

    def original(self, found: Findings, paragraph: int, start: int, end: int) -> tuple[int, int] | None:
        """A span of a paragraph in the article, or None when the paragraph is not found there."""
        places = self._starts.get(paragraph)
        if places is None:
            return None
        text = found.paragraphs[paragraph].text
        first = start - sum(map(str.isspace, text[:start]))
        last = end - sum(map(str.isspace, text[:end])) - 1
        return places[first], places[last] + 1


def mentions(found: Findings, places: Places, field: str) -> Iterator[Span]:
    """Every mention of a person, organisation or country in one field."""
    for actor in found.actors:
        letter = _LETTERS.get(actor.type)
        for mention in actor.mentions if letter else ():
            assert letter is not None
            if field == "title" and mention.paragraph is None:
                yield mention.start, mention.end, letter
            elif field == "text" and mention.paragraph is not None:
                span = places.original(found, mention.paragraph, mention.start, mention.end)
                if span is not None:
                    yield (*span, letter)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without a leading article and a closing possessive or stop."""
    leading = _LEADING.match(text, start, end)
    start = leading.end() if leading and leading.end() < end else start
    closing = _CLOSING.search(text[start:end]) if end - start > 3 else None
    return start, end - len(closing.group()) if closing else end


def _is_called_by_name(text: str) -> bool:
    return isinstance(shipped_knowledge().whos_who.find(text), Country)


def summarise(count: Counter[str]) -> dict[str, float]:
    """Precision, recall and F1 by kind and of all."""
    summary: dict[str, float] = {}
    for kind in (*KINDS, "all"):
        name = KINDS.get(kind, "all")
        kinds = KINDS if kind == "all" else (kind,)
        right, got, want = (sum(count[f"{one} {part}"] for one in kinds) for part in ("right", "got", "want"))
        summary[f"{name}_p"] = round(right / max(1, got), 3)
        summary[f"{name}_r"] = round(right / max(1, want), 3)
        summary[f"{name}_f1"] = round(2 * right / max(1, got + want), 3)
        summary[f"{name}_n"] = want
    return summary


if __name__ == "__main__":
    main()
