"""Quotes in British style: articles with double marks are set in single marks, and read again.

    python -m tests.benchmarks.score_single_quotes --data DIR [--limit N] [--errors N]

DIR holds quotes-dev.jsonl.gz: a line an article, {"id", "text", "quotes": [{"start", "end", "source"}], "short":
[[start, end]]}. Each article is turned mark by mark, words untouched, into four styles: curly or typewriter marks,
commas and full stops inside or outside the closing mark; quotes within quotes get double marks. What is read is held

- against the quotes of the file (gold F1: spans of three words or more that overlap by 80 %), beside the same figure
  for the articles as they are, and
- against what is read of the article as it is (same F1, same speaker), which tells what the marks alone cost.

Articles whose double marks do not pair up are left out.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from feeds.reading.actors import read_actors
from feeds.reading.clean import clean
from feeds.reading.knowledge import shipped_knowledge
from feeds.reading.quotes import read_quotes
from feeds.reading.text import Text
from feeds.story import Document, Quote

_STYLES = {
    "curly, commas inside": ("‘", "’", "“", "”", "’", False),
    "curly, commas outside": ("‘", "’", "“", "”", "’", True),
    "typewriter, commas inside": ("'", "'", '"', '"', "'", False),
    "typewriter, commas outside": ("'", "'", '"', '"', "'", True),
}
_LEAST_WORDS = 3
_OVERLAP = 0.8
Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Article:
    """One article with the places of its quotes, and of the short ones that count neither way."""

    text: str
    gold: Spans
    short: Spans


@dataclass(slots=True)
class Tally:
    """Right, found and expected spans; of the right ones, those with the expected speaker."""

    right: int = 0
    found: int = 0
    expected: int = 0
    same_speaker: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return round(2 * self.right / max(1, self.found + self.expected), 4)


def main() -> None:
    """Prints the errors asked for, a table of the styles and one JSON object."""
    options = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else "")
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--limit", type=int, default=0)
    options.add_argument("--errors", type=int, default=0)
    chosen = options.parse_args()
    articles = [article for article in _articles(chosen.data, chosen.limit) if _is_paired(article.text)]
    before = [_read(article.text) for article in articles]
    summary: dict[str, object] = {"articles": len(articles)}
    plain = Tally()
    for article, quotes in zip(articles, before, strict=True):
        _score(article, quotes, article.gold, plain, [])
    summary["as they are, gold f1"] = plain.f1
    for style in _STYLES:
        against_gold, against_double = Tally(), Tally()
        errors: list[str] = []
        for article, quotes in zip(articles, before, strict=True):
            turned, places = set_in(style, article.text)
            moved = Article(turned, _moved(article.gold, places), _moved(article.short, places))
            read = _read(turned)
            _score(moved, read, moved.gold, against_gold, [])
            expected = {(places[start], places[end - 1] + 1): speaker for (start, end), speaker in quotes.items()}
            _score(moved, read, list(expected), against_double, errors, expected)
        for error in errors[: chosen.errors]:
            print(style, "|", error)
        summary[f"{style}: gold f1"] = against_gold.f1
        summary[f"{style}: same f1"] = against_double.f1
        summary[f"{style}: same speaker"] = round(against_double.same_speaker / max(1, against_double.right), 4)
    for key, value in summary.items():
        print(f"{key:44} {value}")
    print(json.dumps({"script": "score_single_quotes", **summary}))


def _articles(folder: Path, limit: int) -> Iterator[Article]:
    with gzip.open(folder / "quotes-dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if limit and number >= limit:
                return
            row = json.loads(line)
            gold = [(quote["start"], quote["end"]) for quote in row["quotes"]]
            yield Article(row["text"], gold, [(start, end) for start, end in row["short"]])


def _read(text: str) -> dict[tuple[int, int], str | None]:
    """Spans of `text` that are read as quotes, three words or more, one a paragraph, each with its speaker."""
    return {span: quote.speaker for span, quote in placed_quotes(text).items()}


def placed_quotes(text: str) -> dict[tuple[int, int], Quote]:
    """The quotes read of a text by their spans in it, three words or more, one a paragraph."""
    knowledge = shipped_knowledge()
    cleaned = clean(Document(text=text), knowledge)
    story = Text(cleaned.title or "", cleaned.paragraphs)
    origin = [place for place, character in enumerate(text) if not character.isspace()]
    solid = "".join(text[place] for place in origin)
    found: dict[tuple[int, int], Quote] = {}
    starts: dict[int | None, int] = {}
    cursor = 0
    for number in story.numbers():
        words = re.sub(r"\s", "", story.of(number))
        at = solid.find(words, cursor)
        if at < 0:
            at = solid.find(words)
        else:
            cursor = at + len(words)
        starts[number] = at
    for quote in read_quotes(story, read_actors(story, knowledge, None), knowledge):
        for span in quote.spans:
            paragraph = story.of(span.paragraph)
            first = starts[span.paragraph] + len(re.sub(r"\s", "", paragraph[: span.start]))
            size = len(re.sub(r"\s", "", paragraph[span.start : span.end]))
            if (
                starts[span.paragraph] >= 0
                and len(re.findall(r"\w+", paragraph[span.start : span.end])) >= _LEAST_WORDS
            ):
                found[origin[first], origin[first + size - 1] + 1] = quote
    return found


def _score(
    article: Article,
    found: dict[tuple[int, int], str | None],
    expected: Sequence[tuple[int, int]],
    tally: Tally,
    errors: list[str],
    speakers: dict[tuple[int, int], str | None] | None = None,
) -> None:
    """Matches spans one to one by overlap."""
    free = set(expected)
    tally.expected += len(free)
    for span, speaker in found.items():
        match = max(free, key=lambda other: _overlap(span, other), default=None)
        if match is not None and _overlap(span, match) >= _OVERLAP:
            free.discard(match)
            tally.right += 1
            tally.found += 1
            if speakers is not None:
                tally.same_speaker += speakers[match] == speaker
        elif not any(
            min(span[1], end) - max(span[0], start) >= (span[1] - span[0]) / 2 for start, end in article.short
        ):
            tally.found += 1
            errors.append("extra: " + _shown(article.text, span))
    errors.extend("missed: " + _shown(article.text, span) for span in sorted(free))


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    return (min(one[1], other[1]) - max(one[0], other[0])) / max(one[1] - one[0], other[1] - other[0])


def _shown(text: str, span: tuple[int, int]) -> str:
    start, end = span
    shown = f"{text[max(0, start - 60) : start]}⟦{text[start:end]}⟧{text[end : end + 60]}"
    return shown.replace("\n", "¶")


def _moved(spans: Spans, places: Sequence[int]) -> Spans:
    return [(places[start], places[end - 1] + 1) for start, end in spans]


# ------------------------------------------------------------------------------------------------ turning the marks


def _is_paired(text: str) -> bool:
    """Whether every paragraph's double marks open and close in turn (the last may stay open)."""
    for paragraph in text.split("\n"):
        is_open = False
        for place, character in enumerate(paragraph):
            if character in '“”"':
                opens = character == "“" or (character == '"' and _looks_opening(paragraph, place))
                if opens == is_open:
                    return False
                is_open = opens
    return True


def _looks_opening(paragraph: str, place: int) -> bool:
    before = paragraph[place - 1] if place else " "
    after = paragraph[place + 1] if place + 1 < len(paragraph) else " "
    return not after.isspace() and (before.isspace() or before in "([—–-‘'/")


def set_in(style: str, text: str) -> tuple[str, list[int]]:
    """The text with its double marks turned to single ones, and for each old place its new one."""
    opening, closing, inner_opening, inner_closing, apostrophe, is_outside = _STYLES[style]
    turned: list[str] = []
    places: list[int] = []
    for paragraph in text.split("\n"):
        base = len(turned)
        letters = list(paragraph)
        moves = list(range(len(letters)))
        start: int | None = None
        inner: int | None = None
        for place, character in enumerate(paragraph):
            if character in '“”"':
                if start is None:
                    letters[place], start, inner = opening, place, None
                    continue
                letters[place] = closing
                if is_outside and place and paragraph[place - 1] in ",." and _moves_out(paragraph, start, place):
                    letters[place - 1], letters[place] = letters[place], letters[place - 1]
                    moves[place - 1], moves[place] = place, place - 1
                start = None
            elif character in "‘’'":
                if "''" in paragraph[max(0, place - 1) : place + 2]:
                    continue  # two apostrophes are a double mark of their own, and no print turns them
                letters[place] = opening if character == "‘" else apostrophe
                if start is None:
                    if _looks_opening(paragraph, place) and _inner_end(paragraph, place) is not None:
                        letters[place] = opening
                    continue
                if inner is None and _looks_opening(paragraph, place) and _inner_end(paragraph, place) is not None:
                    inner = _inner_end(paragraph, place)
                    letters[place] = inner_opening
                elif place == inner:
                    letters[place], inner = inner_closing, None
        turned.extend(letters)
        turned.append("\n")
        places.extend(base + move for move in moves)
        places.append(len(turned) - 1)
    return "".join(turned)[:-1], places


def _moves_out(paragraph: str, start: int, place: int) -> bool:
    """Commas go outside always; a full stop when the quote is a piece of the sentence around it."""
    before = paragraph[:start].rstrip()
    return paragraph[place - 1] == "," or (before != "" and before[-1].isalpha())


def _inner_end(paragraph: str, place: int) -> int | None:
    """Where a quote within a quote ends: at its clearest closing mark before the outer one; None when it has none."""
    possible = None
    for later in range(place + 1, len(paragraph)):
        character = paragraph[later]
        if character in '“”"':
            break
        following = paragraph[later + 1] if later + 1 < len(paragraph) else " "
        if character in "’'" and not following.isalnum() and not paragraph[later - 1].isspace():
            if paragraph[later - 1] in ",.?!" or paragraph[later - 1] != "s":
                return later
            possible = possible or later
    return possible


if __name__ == "__main__":
    main()
