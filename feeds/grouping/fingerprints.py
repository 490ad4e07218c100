"""Fingerprints of texts: sampled shingles of words, by which the store finds what may be a copy."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate, chain, islice, repeat
from operator import add
from zlib import crc32

from feeds.reading.plain_words import plain_words
from feeds.story import Paragraph

SHINGLE_WORDS = 5
RATES = (1, 2, 4, 8, 32)
"""One hash in so many is kept, by where it stands and how long the text is. Each is a multiple of the one before, so
that what a thinner sample kept a fuller one has kept, too."""
_THINNEST = [max(place for place, rate in enumerate(RATES) if rest % rate == 0) for rest in range(RATES[-1])]
"""The place of the thinnest rate that keeps a hash, by what is left of it at the thinnest of all."""
LEAD_WORDS = 120
SHORT_WORDS = 60
BRIEF_WORDS = 200
LONG_WORDS = 3000
LEAST_WORDS = 12
MOST_WORDS = 12_000
LEAST_SHARED = 4


def fingerprint(paragraphs: Iterable[Paragraph | str]) -> tuple[int, ...]:
    """Sampled 32-bit hashes of every five words in a row, sorted.

    One in eight is kept, one in four of the first 120 words and one in 32 beyond 3,000, every other one of a text under
    200 words, all of one under 60. Empty under 12 words. The first 12,000 words count.
    """
    return _sampled(_words(paragraphs))


def fingerprint_and_words(paragraphs: Iterable[Sequence[str]]) -> tuple[tuple[int, ...], int]:
    """The fingerprint of a story and the number of its words, as `count_words` gives it.

    Of paragraphs already cut into words: the runs of letters and digits, in lower case.
    """
    words = _first(paragraphs)
    return _sampled(words), len(words)


def count_words(paragraphs: Iterable[Paragraph | str]) -> int:
    """Words of a story as fingerprints count them."""
    return len(_words(paragraphs))


def probes(hashes: Sequence[int], words: int) -> tuple[int, ...]:
    """The hashes of a fingerprint that are looked up to find what shares its text: some, so that it stays cheap.

    Those any other story with the same five words has kept, too, come first. A copy that shares a quarter of the hashes
    is missed less than once in a thousand times.
    """
    most = 10 if words < SHORT_WORDS else 10 + len(hashes) // 8
    if len(hashes) <= most:
        return tuple(hashes)
    by_rate: list[list[int]] = [[] for _ in RATES]
    for value in hashes:
        by_rate[_THINNEST[value % RATES[-1]]].append(value)
    return tuple(chain.from_iterable(reversed(by_rate)))[:most]


def likely_share(
    one: Sequence[int], words: int, other: Sequence[int], other_words: int, common: Collection[int]
) -> float:
    """About the share of the shorter text that the longer has, by what was sampled of both and what both have; 0 under
    4 hashes.

    The sampling rate that gives most counts: each is a lower bound, since the longer may have sampled more thinly. Of
    two short texts everything was kept.
    """
    if max(words, other_words) < SHORT_WORDS:
        return len(common) / min(len(one), len(other)) if len(common) >= LEAST_SHARED else 0.0
    shorter = one if words <= other_words else other
    both = common
    best = 0.0
    for rate in RATES:
        if rate > 1:
            both = [value for value in both if value % rate == 0]
        if len(both) < LEAST_SHARED:
            break
        shorter = shorter if rate == 1 else [value for value in shorter if value % rate == 0]
        best = max(best, len(both) / len(shorter))
    return best


def _sampled(words: Sequence[str]) -> tuple[int, ...]:
    if len(words) < LEAST_WORDS:
        return ()
    text = " ".join(words).encode("utf-8", "replace")
    encoded = words if text.isascii() else [word.encode("utf-8", "replace") for word in words]
    starts = list(accumulate(map(add, map(len, encoded), repeat(1)), initial=0))
    stops = map(add, islice(starts, SHINGLE_WORDS, None), repeat(-1))  # of a word: the start of the next, less one
    shingles = map(slice, starts, stops)
    values = list(map(crc32, map(text.__getitem__, shingles)))
    if len(words) < SHORT_WORDS:
        return tuple(sorted(set(values)))
    kept = {value for first, last, rate in _stretches(len(words)) for value in values[first:last] if value % rate == 0}
    return tuple(sorted(kept))


def _stretches(words: int) -> list[tuple[int, int, int]]:
    """(first shingle, the one after the last, one in how many is kept), for a text of so many words: SHORT_WORDS at
    least, since of fewer all are kept."""
    end = words - SHINGLE_WORDS + 1
    if words < BRIEF_WORDS:
        return [(0, end, 2)]
    return [(0, LEAD_WORDS, 4), (LEAD_WORDS, min(end, LONG_WORDS), 8), (LONG_WORDS, end, 32)]


def _words(paragraphs: Iterable[Paragraph | str]) -> list[str]:
    texts = (paragraph if isinstance(paragraph, str) else paragraph.text for paragraph in paragraphs)
    return _first(plain_words(text.lower()) for text in texts)


def _first(paragraphs: Iterable[Sequence[str]]) -> list[str]:
    out: list[str] = []
    for words in paragraphs:
        out += words
        if len(out) >= MOST_WORDS:
            return out[:MOST_WORDS]
    return out
