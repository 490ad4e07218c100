"""What of a story clusters are made by: its terms as counted, kept in the store and weighed when compared."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from math import log, sqrt
from zlib import crc32

from feeds.grouping.terms import TermCounts, opening, stems_in_place, stems_of, term

LEAD_CHARACTERS = 460
BODY_CHARACTERS = 3600
BODY_TERMS = 80
NAMES = 40
INDEX_TERMS = 20

_NAME = re.compile(r"(?<=[a-z,;0-9] )[A-Z][\w’'-]{2,}")
_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class ClusterFeatures:
    """The features of one story as counted. Terms and word pairs are 32-bit hashes; counts are capped at 255."""

    hour: float
    """Hours since 1970, of publication or else of when it was seen."""
    outlet: int
    """A hash."""
    title: Mapping[int, int]
    lead: Mapping[int, int]
    names: Mapping[int, int]
    body: frozenset[int]
    """Its most telling terms."""
    pairs: frozenset[int]
    index: tuple[int, ...]

    def index_terms(self) -> tuple[int, ...]:
        """The most telling terms of title and lead: what the store finds candidate clusters by."""
        return self.index

    def to_bytes(self) -> bytes:
        """A compact form for the store (about 0.9 kB)."""
        counted = (self.title, self.lead, self.names)
        listed = (sorted(self.body), sorted(self.pairs), self.index)
        sizes = array("H", [*map(len, counted), *map(len, listed)])
        keys = array("I", [int(self.hour * 60) & 0xFFFFFFFF, self.outlet])
        counts = bytearray()
        for terms in counted:
            keys.extend(terms)
            counts.extend(terms.values())
        for hashes in listed:
            keys.extend(hashes)
        return sizes.tobytes() + keys.tobytes() + bytes(counts)

    @staticmethod
    def from_bytes(data: bytes) -> ClusterFeatures:
        """The features of `to_bytes`."""
        sizes = array("H", data[:12])
        end = 12 + 4 * (sum(sizes) + 2)
        keys, counts = array("I", data[12:end]), data[end:]
        counted: list[dict[int, int]] = []
        position = 2
        for size in sizes[:3]:
            counted.append(dict(zip(keys[position : position + size], counts[position - 2 :], strict=False)))
            position += size
        listed = []
        for size in sizes[3:]:
            listed.append(keys[position : position + size])
            position += size
        title, lead, names = counted
        body, pairs, index = listed
        return ClusterFeatures(
            keys[0] / 60, keys[1], title, lead, names, frozenset(body), frozenset(pairs), tuple(index)
        )


@dataclass(frozen=True, slots=True)
class WeighedStory:
    """The features of one story as compared: vectors of length 1, `weights` are the idf of title and lead."""

    hour: float
    outlet: int
    title: Mapping[int, float]
    lead: Mapping[int, float]
    names: Mapping[int, float]
    weights: Mapping[int, float]
    body: frozenset[int]
    pairs: frozenset[int]
    index: tuple[int, ...]


class Weigher:
    """Weighs features by a snapshot of term counts, each once. Stories are only compared under one weigher."""

    def __init__(self, counts: TermCounts) -> None:
        self._weights = _Weights(counts)
        self._known: dict[bytes, WeighedStory] = {}

    def of(self, data: bytes) -> WeighedStory:
        """The weighed features of `ClusterFeatures.to_bytes`."""
        found = self._known.get(data)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._known[data] = weigh(ClusterFeatures.from_bytes(data), self._weights)
        return found


def features(
    title: str,
    paragraphs: Sequence[str],
    *,
    when: datetime,
    outlet: str,
    counts: TermCounts,
) -> ClusterFeatures:
    """The features of a cleaned story. A story without a title is known by its first sentence.

    `counts` only choose which terms stand for the body and in the index.
    """
    lead_text = opening(paragraphs, LEAD_CHARACTERS)
    body_text = opening(paragraphs, BODY_CHARACTERS)
    title = title or lead_text[:120]
    in_title, in_lead = stems_in_place(title), stems_in_place(lead_text)
    title_terms, lead_terms, body_terms = map(_counted, (in_title, in_lead, stems_in_place(body_text)))
    names = _counted(stems_of(" ".join(_NAME.findall(body_text))))
    idf = _Weights(counts)
    telling = {key: idf[key] * (2.0 if key in title_terms else 1.0) for key in {*title_terms, *lead_terms}}
    return ClusterFeatures(
        hour=when.timestamp() / 3600,
        outlet=crc32(outlet.casefold().encode("utf-8", "replace")),
        title=title_terms,
        lead=lead_terms,
        names=dict(sorted(names.items(), key=lambda item: (-item[1], item[0]))[:NAMES]),
        body=frozenset(_heaviest({key: (1 + log(n)) * idf[key] for key, n in body_terms.items()}, BODY_TERMS)),
        pairs=_pairs(in_title) | _pairs(in_lead),
        index=_heaviest(telling, INDEX_TERMS),
    )


def weigh(story: ClusterFeatures, weights: Mapping[int, float]) -> WeighedStory:
    """A story's features under the weights of their terms."""
    return WeighedStory(
        hour=story.hour,
        outlet=story.outlet,
        title=_vector(story.title, weights),
        lead=_vector(story.lead, weights),
        names=_vector(story.names, weights),
        weights={key: weights[key] for key in {**story.title, **story.lead}},
        body=story.body,
        pairs=story.pairs,
        index=story.index,
    )


class _Weights(dict[int, float]):
    """The weight of every term, each looked up in the counts once."""

    def __init__(self, counts: TermCounts) -> None:
        super().__init__()
        self._counts = counts

    def __missing__(self, key: int) -> float:
        weight = self[key] = self._counts.weight(key)
        return weight


def _counted(stems: Iterable[str]) -> dict[int, int]:
    return {term(stem): min(count, 255) for stem, count in Counter(stems).items() if stem}


def _heaviest(weights: Mapping[int, float], most: int) -> tuple[int, ...]:
    return tuple(sorted(weights, key=lambda key: (-weights[key], key))[:most])


def _vector(counted: Mapping[int, int], idf: Mapping[int, float]) -> dict[int, float]:
    """(1 + ln tf) idf, as a vector of length 1."""
    raw = {key: idf[key] if count == 1 else (1 + log(count)) * idf[key] for key, count in counted.items()}
    length = sqrt(sum([weight * weight for weight in raw.values()]))
    return {key: weight / length for key, weight in raw.items()} if length else {}


def _pairs(stems: Sequence[str]) -> frozenset[int]:
    """Hashes of telling words that stand side by side."""
    return frozenset(
        crc32(f"{first} {second}".encode("utf-8", "replace"))
        for first, second in pairwise(stems)
        if first and second and not first.isdigit()
    )
