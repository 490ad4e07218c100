"""What of a story clusters are made by: weighted terms of title, lead and body, names, word pairs, numbers, hour."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import pairwise
from math import log, sqrt
from zlib import crc32

from feeds.grouping.terms import TermCounts, opening, stems_of, term

LEAD_CHARACTERS = 460
BODY_CHARACTERS = 3600
BODY_TERMS = 80
NAMES = 40
INDEX_TERMS = 16

_NAME = re.compile(r"(?<=[a-z,;0-9] )[A-Z][\w’'-]{2,}")
_NUMBER = re.compile(r"\b\d[\d,.]*\d\b|\b[3-9]\b")
_SCALE = 65_535


@dataclass(frozen=True, slots=True)
class ClusterFeatures:
    """The features of one story. Terms are 32-bit hashes, vectors have length 1, `weights` hold idf."""

    hour: float
    """Hours since 1970, of publication or else of when it was seen."""
    outlet: int
    """A hash."""
    title: dict[int, float]
    lead: dict[int, float]
    body: dict[int, float]
    names: dict[int, float]
    weights: dict[int, float]
    pairs: frozenset[int]
    numbers: frozenset[int]

    def index_terms(self) -> tuple[int, ...]:
        """The most telling terms of title and lead: what the store finds candidate clusters by."""
        scored = {key: weight * (2.0 if key in self.title else 1.0) for key, weight in self.weights.items()}
        best = sorted(scored, key=lambda key: (-scored[key], key))
        return tuple(best[:INDEX_TERMS])

    def to_bytes(self) -> bytes:
        """A compact form for the store (about 1.2 kB)."""
        vectors = (self.title, self.lead, self.body, self.names)
        sizes = array("H", [*map(len, vectors), len(self.weights), len(self.pairs), len(self.numbers)])
        keys = array("I", [int(self.hour * 60) & 0xFFFFFFFF, self.outlet])
        values = array("H")
        for vector in vectors:
            keys.extend(vector)
            values.extend(min(_SCALE, round(weight * _SCALE)) for weight in vector.values())
        keys.extend(self.weights)
        values.extend(min(_SCALE, round(weight * 4000)) for weight in self.weights.values())
        keys.extend(sorted(self.pairs))
        keys.extend(sorted(self.numbers))
        return sizes.tobytes() + keys.tobytes() + values.tobytes()

    @staticmethod
    def from_bytes(data: bytes) -> ClusterFeatures:
        """The features of `to_bytes` (what was unpacked lately is remembered)."""
        return _unpack(data)


def features(
    title: str,
    paragraphs: Sequence[str],
    *,
    when: datetime,
    outlet: str,
    counts: TermCounts,
) -> ClusterFeatures:
    """The features of a cleaned story. A story without a title is known by its first sentence."""
    lead_text = opening(paragraphs, LEAD_CHARACTERS)
    body_text = opening(paragraphs, BODY_CHARACTERS)
    title = title or lead_text[:120]
    title_stems, lead_stems, body_stems = stems_of(title), stems_of(lead_text), stems_of(body_text)
    hashes = {stem: term(stem) for stem in {*title_stems, *body_stems, *lead_stems}}
    idf = {stem: counts.weight(key) for stem, key in hashes.items()}
    weights = {hashes[stem]: idf[stem] for stem in dict.fromkeys([*title_stems, *lead_stems])}
    names = stems_of(" ".join(_NAME.findall(body_text)))
    return ClusterFeatures(
        hour=when.timestamp() / 3600,
        outlet=crc32(outlet.casefold().encode("utf-8", "replace")),
        title=_vector(title_stems, hashes, idf, 24),
        lead=_vector(lead_stems, hashes, idf, 60),
        body=_vector(body_stems, hashes, idf, BODY_TERMS),
        names=_vector([name for name in names if name in hashes], hashes, idf, NAMES),
        weights=weights,
        pairs=_pairs(title, lead_text),
        numbers=frozenset(crc32(number.encode()) for number in _NUMBER.findall(f"{title} {lead_text}")[:30]),
    )


def _vector(stems: Iterable[str], hashes: dict[str, int], idf: dict[str, float], most: int) -> dict[int, float]:
    """The heaviest terms by (1 + ln tf) idf, as a vector of length 1."""
    raw = {stem: (1 + log(count)) * idf[stem] for stem, count in Counter(stems).items()}
    if len(raw) > most:
        raw = dict(sorted(raw.items(), key=lambda item: (-item[1], item[0]))[:most])
    length = sqrt(sum(weight * weight for weight in raw.values()))
    return {hashes[stem]: weight / length for stem, weight in raw.items()} if length else {}


def _pairs(title: str, lead: str) -> frozenset[int]:
    """Hashes of telling words that stand side by side."""
    out = set()
    for text in (title, lead):
        for first, second in pairwise(_adjacent_stems(text)):
            if first and second and not first.isdigit():
                out.add(crc32(f"{first} {second}".encode("utf-8", "replace")))
    return frozenset(out)


def _adjacent_stems(text: str) -> list[str]:
    """The stems of a text with "" where a word says nothing, so that only true neighbours pair."""
    out = []
    for word in text.split():
        stems = stems_of(word)
        out.extend(stems if stems else [""])
    return out


@lru_cache(maxsize=4096)
def _unpack(data: bytes) -> ClusterFeatures:
    sizes = array("H", data[:14])
    count = sum(sizes)
    keys = array("I", data[14 : 14 + 4 * (count + 2)])
    values = array("H", data[14 + 4 * (count + 2) :])
    vectors: list[dict[int, float]] = []
    position = 2
    for size in sizes[:5]:
        scale = 4000 if len(vectors) == 4 else _SCALE
        weights = [value / scale for value in values[position - 2 : position - 2 + size]]
        vectors.append(dict(zip(keys[position : position + size], weights, strict=True)))
        position += size
    pairs = frozenset(keys[position : position + sizes[5]])
    numbers = frozenset(keys[position + sizes[5] :])
    title, lead, body, names, weights_of_lead = vectors
    return ClusterFeatures(keys[0] / 60, keys[1], title, lead, body, names, weights_of_lead, pairs, numbers)
