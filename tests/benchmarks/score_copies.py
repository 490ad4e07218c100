"""Copies found and wrong ones named, on copies and lookalikes made of real articles at run time.

    python -m tests.benchmarks.score_copies --data DIR [--errors N] [--seed N]

DIR/corpus holds articles as JSON lines (*.jsonl or *.jsonl.gz) with title, text and source. Of every article of at
least MOST_SHORT words copies are made: cut, retitled, in another order, lightly edited, with an opening of its own, and
half rewritten in three ways. Lookalikes are other articles that took over a seventh of an article or all its
quotations: they are no copies. The outlets' furniture is learned first, as in a store. Articles of the corpus that
repeat one another count as one.

- found: the copy is judged one of its article
- wrong: it is judged one of another, or a lookalike is judged a copy of what it borrowed from
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from feeds.exchange import CopyCandidate
from feeds.grouping.clusters import same_event
from feeds.grouping.copies import LEAST_FOR_PARTIAL_COPY, CopyStory, CopyVerdict, judge_copy, likely_copies
from feeds.grouping.features import Weigher, features
from feeds.grouping.fingerprints import LEAST_SHARED, count_words, fingerprint, probes
from feeds.grouping.terms import TermCounts, terms_of
from feeds.reading.clean import clean
from feeds.reading.furniture import PieceCount, fold_piece, learn_furniture
from feeds.reading.knowledge import shipped_knowledge
from feeds.reading.pieces import pieces
from feeds.reading.sentences import sentences
from feeds.story import Document

MOST_SHORT = 60
MOST_CANDIDATES = 30
LONG = 20
"""Sentences of a long article."""
LONGEST = 80
"""Words of a sentence."""
START = datetime(2025, 1, 1, tzinfo=UTC)
_QUOTED = re.compile(r"(?<!\w)[“\"](?=\w)[^“”\"]{30,600}(?<!\s)[”\"](?!\w)")


@dataclass(frozen=True, slots=True)
class Original:
    """An article as stored, with its sentences."""

    number: int
    outlet: str
    title: str
    sentences: tuple[str, ...]
    candidate: CopyCandidate


class Corpus:
    """The stored articles, found through the hashes they share with a text, as the store finds them."""

    def __init__(self, articles: Iterable[tuple[str, str, tuple[str, ...]]]) -> None:
        self.originals: list[Original] = []
        self.words: list[str] = []
        self._by_hash: dict[int, list[int]] = {}
        for outlet, title, lines in articles:
            number = len(self.originals)
            text = [" ".join(lines)]
            marks = fingerprint(text)
            size = count_words(text)
            candidate = CopyCandidate(
                number, f"{number:016x}", outlet, title, "", START, START, 9, marks, None, None, size, text[0]
            )
            self.originals.append(Original(number, outlet, title, lines, candidate))
            self.words.extend(" ".join(lines).split())
            for value in marks:
                self._by_hash.setdefault(value, []).append(number)
        self._counts = TermCounts().with_stories(terms_of(one.title, one.sentences) for one in self.originals)
        self._weigher = Weigher(self._counts)
        self._features = [self._featured(one.outlet, one.title, one.sentences) for one in self.originals]
        self.same = self._repeats()

    def judge(self, outlet: str, title: str, lines: Sequence[str], exclude: int | None = None) -> CopyVerdict | None:
        """What a text is judged to be that came in a day after all others."""
        text = [" ".join(lines)]
        marks, size = fingerprint(text), count_words(text)
        hits = Counter(number for value in probes(marks, size) for number in self._by_hash.get(value, ()))
        near = [self.originals[number].candidate for number, _ in hits.most_common(MOST_CANDIDATES)]
        mine = set(marks)
        candidates = [
            other
            for other in near
            if other.rowid != exclude and len(mine.intersection(other.fingerprint)) >= LEAST_SHARED
        ]
        story = CopyStory(10**6, outlet, title, "", START + timedelta(days=1), marks, size, text[0])
        likely = likely_copies(story, candidates)
        if not likely:
            return None
        weighed = self._weigher.of(self._featured(outlet, title, lines))

        def may_be_one_event(other: CopyCandidate) -> bool:
            return same_event(weighed, self._weigher.of(self._features[other.rowid])) >= LEAST_FOR_PARTIAL_COPY

        return judge_copy(story, [self.originals[number].candidate for number in likely], may_be_one_event)

    def _featured(self, outlet: str, title: str, lines: Sequence[str]) -> bytes:
        return features(title, [" ".join(lines)], when=START, outlet=outlet, counts=self._counts).to_bytes()

    def _repeats(self) -> list[int]:
        """For every article the first of those it repeats or is repeated by."""
        same = list(range(len(self.originals)))
        for one in self.originals:
            verdict = self.judge(one.outlet, one.title, one.sentences, exclude=one.number)
            if verdict is not None and verdict.original < len(same):
                low, high = sorted((same[one.number], same[verdict.original]))
                same = [low if group == high else group for group in same]
        return same


def main() -> None:
    """Prints the errors asked for, the table and one JSON object."""
    options = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else "")
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--errors", type=int, default=0)
    options.add_argument("--seed", type=int, default=11, help="another seed makes other copies")
    chosen = options.parse_args()
    corpus = Corpus(read_articles(chosen.data / "corpus"))
    if not any(len(one.sentences) >= LONG for one in corpus.originals):
        options.error(
            f"{chosen.data / 'corpus'} holds {len(corpus.originals)} articles of {MOST_SHORT} words and more, none of "
            f"them of {LONG} sentences: give the directory with a folder `corpus` of articles (*.jsonl, *.jsonl.gz)"
        )
    rng = random.Random(chosen.seed)
    errors: list[str] = []
    found = {kind: found_share(corpus, kind, make, rng, errors) for kind, make in COPIES.items()}
    wrong = sum(1 for error in errors if error.startswith("wrong"))
    lookalikes = {kind: looks_alike(corpus, kind, make, rng, errors) for kind, make in LOOKALIKES.items()}
    for error in errors[: chosen.errors]:
        print(error)
    for kind, (hits, of) in found.items():
        print(f"{kind:42} found {hits / of:.4f} of {of}")
    for kind, (hits, of) in lookalikes.items():
        print(f"{kind:42} wrong {hits} of {of}")
    print(
        json.dumps(
            {
                "articles": len(corpus.originals),
                "found": {kind: round(hits / of, 4) for kind, (hits, of) in found.items()},
                "wrong_original": wrong,
                "wrong_lookalikes": sum(hits for hits, _ in lookalikes.values()),
            }
        )
    )


def read_articles(folder: Path) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """(outlet, title, sentences) of every article long enough, cleaned."""
    documents = []
    for path in sorted(folder.glob("*.jsonl*")):
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            rows = [json.loads(line) for line in file]
        documents += [Document(row["text"], title=row["title"], outlet=row["source"]) for row in rows]
    knowledge = replace(shipped_knowledge(), furniture=learned(documents))
    for document in documents:
        cleaned = clean(document, knowledge)
        lines = [item.text[start:end] for item in cleaned.paragraphs for start, end in sentences(item.text)]
        lines = [line for line in lines if line.count(" ") < LONGEST]  # tables and menus are no sentences
        if count_words([" ".join(lines)]) >= MOST_SHORT and len(lines) >= 4:
            yield document.outlet, cleaned.title or "", tuple(lines)


def learned(documents: Sequence[Document]) -> dict[str, frozenset[str]]:
    """The furniture of every outlet, as a store learns it of the same articles."""
    counts: dict[str, dict[str, tuple[int, tuple[str, ...]]]] = {}
    stories = Counter(document.outlet for document in documents)
    for document in documents:
        own, title = counts.setdefault(document.outlet, {}), fold_piece(document.title or "")
        for piece in dict.fromkeys(pieces(document)):
            count, titles = own.get(piece, (0, ()))
            own[piece] = (count + 1, titles if title in titles or len(titles) >= 12 else (*titles, title))
    return {
        outlet: learn_furniture((PieceCount(piece, *found) for piece, found in own.items()), stories[outlet])
        for outlet, own in counts.items()
    }


def found_share(corpus: Corpus, kind: str, make: Maker, rng: random.Random, errors: list[str]) -> tuple[int, int]:
    """How many copies of a kind are found, of how many."""
    hits = of = 0
    for one in corpus.originals:
        text = make(one, corpus, rng)
        if count_words([" ".join(text)]) < MOST_SHORT:
            continue
        of += 1
        verdict = corpus.judge("Copyist", _changed(one.title, 0.5, corpus, rng), text)
        is_right = verdict is not None and corpus.same[verdict.original] == corpus.same[one.number]
        hits += is_right
        if verdict is None:
            errors.append(f"missed {kind}: {one.outlet}: {one.title}")
        elif not is_right:
            other = corpus.originals[verdict.original]
            errors.append(f"wrong {kind}: {one.outlet}: {one.title} -> {other.outlet}: {other.title}")
    return hits, of


def looks_alike(corpus: Corpus, kind: str, make: Maker, rng: random.Random, errors: list[str]) -> tuple[int, int]:
    """How many articles that borrow from another are judged copies of it, of how many."""
    wrong = of = 0
    for one in corpus.originals:
        other = rng.choice(corpus.originals)
        if corpus.same[other.number] == corpus.same[one.number] or len(other.sentences) < 12:
            continue
        borrowed = make(one, corpus, rng)
        if not borrowed or 5 * count_words(borrowed) > count_words(other.sentences):
            continue
        of += 1
        place = rng.randrange(len(other.sentences))
        text = (*other.sentences[:place], *borrowed, *other.sentences[place:])
        verdict = corpus.judge("Borrower", other.title, text, exclude=other.number)
        if verdict is not None and one.number in (verdict.original, *verdict.now_copies):
            wrong += 1
            errors.append(f"lookalike {kind}: {verdict.share:.2f} {one.outlet}: {one.title}")
    return wrong, of


Maker = Callable[[Original, Corpus, random.Random], Sequence[str]]


def cut(one: Original, corpus: Corpus, rng: random.Random) -> Sequence[str]:
    """The beginning of it."""
    return one.sentences[: max(4, len(one.sentences) // 3)]


def end(one: Original, corpus: Corpus, rng: random.Random) -> Sequence[str]:
    """The second half of it."""
    return one.sentences[len(one.sentences) // 2 :]


def retitled(one: Original, corpus: Corpus, rng: random.Random) -> Sequence[str]:
    """All of it."""
    return one.sentences


def reordered(one: Original, corpus: Corpus, rng: random.Random) -> Sequence[str]:
    """Its sentences in another order."""
    return rng.sample(one.sentences, len(one.sentences))


def edited(one: Original, corpus: Corpus, rng: random.Random) -> Sequence[str]:
    """Every twentieth word another, and a sentence in eight gone."""
    kept = [sentence for sentence in one.sentences if rng.random() > 0.12] or one.sentences
    return [_changed(sentence, 0.05, corpus, rng) for sentence in kept]


def reopened(one: Original, corpus: Corpus, rng: random.Random) -> Sequence[str]:
    """Three sentences of other articles, then all of it."""
    return (*(_another(corpus, rng) for _ in range(3)), *one.sentences)


def half_replaced(one: Original, corpus: Corpus, rng: random.Random) -> Sequence[str]:
    """Half of the sentences those of other articles."""
    new = set(rng.sample(range(len(one.sentences)), len(one.sentences) // 2))
    return [_another(corpus, rng) if n in new else s for n, s in enumerate(one.sentences)]


def half_reworded(one: Original, corpus: Corpus, rng: random.Random) -> Sequence[str]:
    """Half of the sentences with every third word another and their halves swapped."""
    new = set(rng.sample(range(len(one.sentences)), len(one.sentences) // 2))
    return [_reworded(s, corpus, rng) if n in new else s for n, s in enumerate(one.sentences)]


def half_reworded_rest_edited(one: Original, corpus: Corpus, rng: random.Random) -> Sequence[str]:
    """The same with every thirty-third word of the other half changed, in another order."""
    new = set(rng.sample(range(len(one.sentences)), len(one.sentences) // 2))
    text = [
        _reworded(s, corpus, rng) if n in new else _changed(s, 0.03, corpus, rng) for n, s in enumerate(one.sentences)
    ]
    return rng.sample(text, len(text))


def background(one: Original, corpus: Corpus, rng: random.Random) -> Sequence[str]:
    """A seventh of it, at most four sentences; nothing of a short one."""
    size = min(4, len(one.sentences) // 7)
    if not size:
        return ()
    place = rng.randrange(len(one.sentences) - size + 1)
    return one.sentences[place : place + size]


def quotations(one: Original, corpus: Corpus, rng: random.Random) -> Sequence[str]:
    """All it quotes, each with a frame of words that are not its own."""
    return [f"{found} the speaker told those present." for found in _QUOTED.findall(" ".join(one.sentences))]


def _another(corpus: Corpus, rng: random.Random) -> str:
    """A sentence of a long article, of which it is a small part."""
    return rng.choice(rng.choice([one for one in corpus.originals if len(one.sentences) >= LONG]).sentences)


def _reworded(sentence: str, corpus: Corpus, rng: random.Random) -> str:
    words = _changed(sentence, 0.33, corpus, rng).split()
    half = len(words) // 2
    return " ".join((*words[half:], *words[:half]))


def _changed(sentence: str, share: float, corpus: Corpus, rng: random.Random) -> str:
    return " ".join(rng.choice(corpus.words) if rng.random() < share else word for word in sentence.split())


COPIES: dict[str, Maker] = {
    "cut to a third": cut,
    "second half alone": end,
    "retitled": retitled,
    "in another order": reordered,
    "lightly edited": edited,
    "with an opening of its own": reopened,
    "half of the sentences replaced": half_replaced,
    "half of the sentences reworded": half_reworded,
    "half reworded, the rest edited, reordered": half_reworded_rest_edited,
}
LOOKALIKES: dict[str, Maker] = {"took over background": background, "took over all quotations": quotations}


if __name__ == "__main__":
    main()
