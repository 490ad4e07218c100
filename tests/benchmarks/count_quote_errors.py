"""Where quotes and their speakers differ from labels, counted by kind, the most frequent first.

    python -m tests.benchmarks.count_quote_errors --data DIR [--limit N] [--show KIND]... [--most N]

DIR holds quotes-dev.jsonl.gz: a line an article, {"id", "text", "quotes": [{"start", "end", "source", "category"}],
"short": [[start, end]]}; `category` says whether the source is named, a pronoun, a description ("nominal") or none.
Spans match that overlap by 80 % of the longer; a speaker is right whose last word, or whole name, is the label's, by
the name or as written. `--show` prints the first cases of a kind, by the beginning of its name.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

from feeds.story import Quote
from tests.benchmarks.score_single_quotes import placed_quotes

_OVERLAP = 0.8
_LEFT_OUT = frozenset("the a an mr mrs ms dr sir sen rep gov president minister secretary".split())
Span = tuple[int, int]
Label = Mapping[str, object]
Case = tuple[str, Span, str]


def main() -> None:
    """Prints the cases asked for, a line a kind and one JSON object."""
    options = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else "")
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--limit", type=int, default=0)
    options.add_argument("--show", action="append", default=[], metavar="KIND")
    options.add_argument("--most", type=int, default=20)
    chosen = options.parse_args()
    counts: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    for row in _rows(chosen.data, chosen.limit):
        text = str(row["text"])
        for kind, span, told in errors_of(row):
            counts[kind] += 1
            if any(kind.startswith(asked) for asked in chosen.show) and shown[kind] < chosen.most:
                shown[kind] += 1
                print(f"{kind} | {told} | {_shown(text, span)}")
    for kind, count in counts.most_common():
        print(f"{kind:55} {count:5}")
    print(json.dumps({"script": "count_quote_errors", **dict(counts.most_common())}))


def _rows(folder: Path, limit: int) -> Iterator[Label]:
    with gzip.open(folder / "quotes-dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if limit and number >= limit:
                return
            yield json.loads(line)


def errors_of(row: Label) -> Iterator[Case]:
    """(kind, span, what was found and what the label says) of every difference in one article."""
    labels = {(int(str(q["start"])), int(str(q["end"]))): q for q in cast("list[Label]", row["quotes"])}
    short = [(start, end) for start, end in cast("list[Span]", row["short"])]
    found = placed_quotes(str(row["text"]))
    free = dict(labels)
    for span, quote in found.items():
        match = max(free, key=lambda other: _overlap(span, other), default=None)
        if match is not None and _overlap(span, match) >= _OVERLAP:
            kind = _of_speaker(quote, free.pop(match))
            if kind:
                yield kind, span, f"{quote.speaker} / {quote.speaker_as_written}, not {labels[match]['source']}"
        elif any(_common(span, each) > 0 for each in labels):
            yield "span cut or joined otherwise: found", span, quote.reason
        elif not any(2 * _common(span, each) >= span[1] - span[0] for each in short):
            is_said = quote.speaker_type != "unattributed"
            yield ("speech no label has" if is_said else "words of nobody no label has"), span, quote.reason
    for span, label in free.items():
        is_cut = any(_common(span, each) > 0 for each in found)
        kind = "span cut or joined otherwise: missed" if is_cut else "labelled quote not found"
        yield kind, span, str(label["source"])


def _of_speaker(quote: Quote, label: Label) -> str:
    """The kind of difference between a quote's speaker and its label; "" where there is none."""
    source, category = str(label["source"] or ""), str(label["category"])
    is_silent = quote.speaker_type == "unattributed"
    answers = [] if is_silent else [quote.speaker or "", quote.speaker_as_written or ""]
    if any(_is_same(answer, source) for answer in answers):
        return ""
    if category == "none":
        return "" if is_silent else "somebody where the label has nobody"
    what = {"named": "name", "pronoun": "pronoun", "nominal": "description"}[category]
    return f"silent, label has a {what}" if is_silent else f"another than the label's {what}"


def _is_same(answer: str, source: str) -> bool:
    one, other = _key(answer), _key(source)
    if not one or not other:
        return answer.strip().lower() == source.strip().lower() != ""
    within = (len(one) > 1 and " ".join(one) in " ".join(other)) or (
        len(other) > 1 and " ".join(other) in " ".join(one)
    )
    return one[-1] == other[-1] or within


def _key(name: str) -> list[str]:
    """The words of a name that tell it, possessives and what follows a comma aside."""
    words = re.findall(r"[\w-]+", re.sub(r"[’']s\b", "", name.split(",")[0]).lower())
    return [word for word in words if word not in _LEFT_OUT] or words


def _common(one: Span, other: Span) -> int:
    return min(one[1], other[1]) - max(one[0], other[0])


def _overlap(one: Span, other: Span) -> float:
    return _common(one, other) / max(one[1] - one[0], other[1] - other[0])


def _shown(text: str, span: Span) -> str:
    start, end = span
    shown = f"{text[max(0, start - 120) : start]}⟦{text[start:end][:120]}⟧{text[end : end + 60]}"
    return shown.replace("\n", "¶")


if __name__ == "__main__":
    main()
