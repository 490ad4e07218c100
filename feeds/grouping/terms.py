"""The terms a story is grouped by: folded word beginnings, and how telling each is among the stories stored."""

from __future__ import annotations

import re
import tomllib
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from functools import cache
from math import log
from pathlib import Path
from typing import cast
from zlib import compress, crc32, decompress

from feeds.late_pattern import late_pattern
from feeds.reading.plain_words import plain_words
from feeds.records import dataclass

_POSSESSIVE = late_pattern(r"[’']s\b")
_INITIALS = late_pattern(r"([A-Z])(?<!\w[A-Z])\.([A-Z])\.")
_INITIAL = re.compile(r"\.[A-Z]\.")
"""What all initials hold and most texts do not."""
_UNSPACED = late_pattern(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_STEM = 6
"""Words are compared by their first letters: Ukraine and Ukrainian are one term."""
_KEPT = 30_000
"""Words whose stem, and stems whose term, are kept."""
_PRIOR_STORIES = 150
"""How many stories the shipped word counts stand for beside the store's own."""
_FORGET_AT = 20_000
"""Stories after which old counts are halved, so that the news of the time decides what is telling."""


@dataclass(frozen=True, slots=True)
class TermCounts:
    """In how many stories each term stood: a snapshot the poller keeps, and hands to `features`.

    Pure: adding stories gives a new snapshot. An empty one (with the shipped counts behind it) is fine to start from.
    """

    stories: int = 0
    counts: Mapping[int, int] = field(default_factory=dict)

    def with_stories(self, stories: Iterable[frozenset[int]]) -> TermCounts:
        """The snapshot after more stories, each given as its `terms_of`."""
        counts = Counter(self.counts)
        number = self.stories
        for terms in stories:
            counts.update(terms)
            number += 1
        if number > _FORGET_AT:
            return TermCounts(number // 2, {term: count // 2 for term, count in counts.items() if count > 1})
        return TermCounts(number, counts)

    @property
    def told(self) -> int:
        """The stories the weights rest on: those counted, and those the shipped word counts stand for."""
        return _PRIOR_STORIES + self.stories

    def weight(self, term: int) -> float:
        """Inverse document frequency (natural logarithm), 0 for a term that stands everywhere."""
        return self.weighing()(term)

    def weighing(self) -> Callable[[int], float]:
        """What gives the weight of one term after the other."""
        share, count, stories = _shares().get, self.counts.get, _PRIOR_STORIES + self.stories + 1

        def weight(term: int) -> float:
            found = log(stories / (_PRIOR_STORIES * share(term, 0.0) + count(term, 0) + 0.5))
            return found if found > 0.0 else 0.0

        return weight

    def most(self) -> float:
        """The weight of a term never seen: no other weighs more."""
        return log((_PRIOR_STORIES + self.stories + 1) / 0.5)

    def to_bytes(self) -> bytes:
        """A compact form for the store."""
        known = self.counts
        if self.stories >= 5000:
            known = {term: count for term, count in known.items() if count > 1}
        return compress(array("I", [self.stories, *known.keys(), *known.values()]).tobytes(), 1)

    @classmethod
    def from_bytes(cls, data: bytes | None) -> TermCounts:
        """The snapshot of `to_bytes`; an empty one for None."""
        if not data:
            return cls()
        numbers = array("I", decompress(data))
        size = (len(numbers) - 1) // 2
        return cls(numbers[0], dict(zip(numbers[1 : size + 1], numbers[size + 1 :], strict=True)))


def stems_of(text: str) -> list[str]:
    """The telling words of a text, folded and cut, in order. Runs of unspaced scripts give pairs of characters."""
    return [stem for stem in stems_in_place(text) if stem]


def stems_in_place(text: str) -> list[str]:
    """The same with "" for every word that says nothing, so that only true neighbours stand side by side."""
    if not text:
        return []
    if "’s" in text or "'s" in text:
        text = _POSSESSIVE.sub("", text)
    if _INITIAL.search(text):
        text = _INITIALS.sub(r"\1\2 ", text)
    words = plain_words(text.lower())
    stems = list(map(_STEMS.__getitem__, words))
    if None not in stems:
        return cast(list[str], stems)
    out: list[str] = []
    for word, stem in zip(words, stems, strict=True):
        if stem is None:
            out.extend(word[index : index + 2] for index in range(min(len(word) - 1, 400)))
        else:
            out.append(stem)
    return out


class _Stems(dict[str, str | None]):
    """The stem of a folded word, "" when it says nothing, None for a run of an unspaced script. What was asked for is
    kept, and all is let go of when it is much: nearly every word is among what the last stories told."""

    def __missing__(self, word: str) -> str | None:
        if len(self) >= _KEPT:
            self.clear()
        stem = self[word] = self._made(_same_words().get(word, word))
        return stem

    def _made(self, word: str) -> str | None:
        if len(word) < 2 or word in _stop_words():
            return ""
        if word[0] > "\u0e00" and len(word) > 2 and _UNSPACED.search(word):
            return None
        return word[:_STEM]


class Terms(dict[str, int]):
    """The `term` of each stem, kept like the stems."""

    def __missing__(self, stem: str) -> int:
        if len(self) >= _KEPT:
            self.clear()
        found = self[stem] = term(stem)
        return found


_STEMS = _Stems()
TERMS = Terms()


def term(stem: str) -> int:
    """A stem as 32 bits."""
    return crc32(stem.encode("utf-8", "replace"))


def terms_of(title: str, paragraphs: Iterable[str]) -> frozenset[int]:
    """The different terms of a story, for `TermCounts.with_stories`. Looks at its first 600 words or so."""
    return frozenset(map(TERMS.__getitem__, set(stems_of(f"{title} {opening(paragraphs, 3600)}"))))


def opening(paragraphs: Iterable[str], characters: int) -> str:
    """The beginning of a story, cut at a space."""
    taken: list[str] = []
    size = 0
    for paragraph in paragraphs:
        taken.append(paragraph)
        size += len(paragraph) + 1
        if size > characters:
            break
    joined = " ".join(taken)
    return (
        joined if len(joined) <= characters else joined[: joined.rfind(" ", 0, characters) + 1] or joined[:characters]
    )


@cache
def _stop_words() -> frozenset[str]:
    path = Path(__file__).parent.parent / "reading" / "lexicon" / "stopwords.toml"
    lexicon = tomllib.loads(path.read_text("utf-8"))
    return frozenset(f"{lexicon['languages']['en']} {lexicon['grouping']['also']}".split())


@cache
def _same_words() -> dict[str, str]:
    """Words that outlets use for one thing, to the one that stands for them."""
    path = Path(__file__).parent.parent / "reading" / "lexicon" / "stopwords.toml"
    groups: list[str] = tomllib.loads(path.read_text("utf-8"))["grouping"]["same"]
    return {word: group.split()[0] for group in groups for word in group.split()[1:]}


@cache
def _shares() -> dict[int, float]:
    """Term to the share of news articles it stands in, from the shipped counts."""
    path = Path(__file__).parent / "frequencies.toml"
    lexicon = tomllib.loads(path.read_text("utf-8"))
    shares: dict[int, float] = {}
    for per_mille, stems in lexicon["per_mille"].items():
        for stem in stems.split():
            shares[term(stem)] = int(per_mille) / 1000
    return shares
