"""What of a story clusters are made by: its terms as counted, kept in the store and weighed when compared."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise, repeat
from math import log, sqrt
from operator import mul
from typing import NamedTuple
from zlib import crc32

from feeds.grouping.terms import TERMS, TermCounts, opening, stems_in_place, stems_of, terms_of
from feeds.records import dataclass

LEAD_CHARACTERS = 460
BODY_CHARACTERS = 3600
BODY_TERMS = 80
NAMES = 40
INDEX_TERMS = 20
BRIEF_TERMS = 50
"""Terms of a body under which a story is as brief as the entry of a feed that only says what its articles tell."""

_NAME = re.compile(r"[A-Z](?<=[a-z,;0-9] .)[\w’'-]{2,}")
"""A capital amid a sentence; it comes first, so that the engine can skip to the next one."""
_REMEMBERED = 20_000
_TIMES = (0.0, *(1 + log(count) for count in range(1, 256)))
"""What a term counts for that stands there so many times."""


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
        keys = [_minutes(self.hour), self.outlet, *self.title, *self.lead, *self.names]
        for hashes in listed:
            keys += hashes
        counts = bytes([*self.title.values(), *self.lead.values(), *self.names.values()])
        return sizes.tobytes() + array("I", keys).tobytes() + counts

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


def _minutes(hours: float) -> int:
    """Hours as the minutes that are stored; what was stored comes out as it was."""
    return int(hours * 60 + 1e-4) & 0xFFFFFFFF


class CountedTerms(NamedTuple):
    """The terms of one story as counted, capped at 255, and what else of it no weight changes."""

    title: dict[int, int]
    lead: dict[int, int]
    names: dict[int, int]
    body: dict[int, int]
    """All of them; the most telling are kept."""
    pairs: frozenset[int]


class Outline(NamedTuple):
    """What a first look at a story needs, nothing of it weighed: by this alone most pairs are told apart."""

    title: frozenset[int]
    names: frozenset[int]
    body: int
    """How many terms stand for its body."""
    everywhere: frozenset[int]
    """The terms of title, lead and body."""
    pairs: frozenset[int]


class WeighedStory:
    """The features of one story as compared. Most pairs are told apart by the weight of the few terms they share, most
    of the others by their outlines; so what is weighed is worked out when it is first asked for."""

    __slots__ = (
        "_lead_length",
        "_names_length",
        "_title_length",
        "data",
        "hour",
        "index",
        "lead",
        "likeness",
        "names",
        "outlet",
        "outline",
        "terms",
        "title",
        "title_squares",
        "weights",
    )

    hour: float
    outlet: int
    title: Mapping[int, float]
    lead: Mapping[int, float]
    names: Mapping[int, float]
    """What each term counts for by how often it stands there: (1 + ln tf), to be multiplied with its weight."""
    index: tuple[int, ...]
    """`ClusterFeatures.index_terms`."""
    terms: frozenset[int]
    """Those of title and lead."""
    outline: Outline

    def __init__(
        self,
        data: bytes,
        weights: Mapping[int, float],
        before: WeighedStory | None = None,
        features: ClusterFeatures | None = None,
    ) -> None:
        """`before` is the same story under other weights: what is not weighed is taken from it. `features` are those
        in `data`, where they are at hand."""
        self.weights = weights
        """Of every term there is."""
        self.likeness: dict[WeighedStory, float] = {}
        """The probability, where it was worked out, that this and another story are about one event."""
        self.data = data
        """The features as stored."""
        self._title_length = self._lead_length = self._names_length = 0.0
        self.title_squares: Mapping[int, float] = {}
        """Of each term of the title, the square of what it has in the vector: there with `title_length`."""
        if before is not None:
            self.hour, self.outlet, self.index = before.hour, before.outlet, before.index
            self.title, self.lead, self.names = before.title, before.lead, before.names
            self.terms, self.outline = before.terms, before.outline
            return
        if features is None:
            features = ClusterFeatures.from_bytes(data)
        self.hour = _minutes(features.hour) / 60
        self.outlet = features.outlet
        self.index = features.index
        self.title, self.lead, self.names = map(_counting, (features.title, features.lead, features.names))
        in_title, body = frozenset(features.title), features.body
        self.terms = terms = in_title.union(features.lead)
        # Of a short entry the body says no more than its lead: a set for both takes 2 kB less.
        everywhere = terms if terms.issuperset(body) else terms.union(body)
        pairs = features.pairs.union()  # a copy takes up half the room of a set that grew
        self.outline = Outline(in_title, frozenset(features.names), len(body), everywhere, pairs)

    @property
    def is_brief(self) -> bool:
        """Whether it has no more to say than a short entry."""
        return self.outline.body < BRIEF_TERMS

    @property
    def title_length(self) -> float:
        """How long the vector of the title is, (1 + ln tf) idf a term; worked out once."""
        if not self._title_length:
            squares = list(_squares(self.title, self.weights))
            self.title_squares = dict(zip(self.title, squares, strict=True))
            self._title_length = sqrt(sum(squares)) or 1.0
        return self._title_length

    @property
    def lead_length(self) -> float:
        """The same of the lead."""
        if not self._lead_length:
            self._lead_length = sqrt(sum(_squares(self.lead, self.weights))) or 1.0
        return self._lead_length

    @property
    def names_length(self) -> float:
        """The same of the names."""
        if not self._names_length:
            self._names_length = sqrt(sum(_squares(self.names, self.weights))) or 1.0
        return self._names_length


def _counting(counted: Mapping[int, int]) -> dict[int, float]:
    if len(counted) == sum(counted.values()):  # once each
        return dict.fromkeys(counted, 1.0)
    return dict(zip(counted, map(_TIMES.__getitem__, counted.values()), strict=True))


def _squares(counted: Mapping[int, float], weights: Mapping[int, float]) -> Iterator[float]:
    weighed = list(map(mul, counted.values(), map(weights.__getitem__, counted)))
    return map(mul, weighed, weighed)


class Weigher:
    """Weighs features by a snapshot of term counts, each once. Stories are only compared under one weigher."""

    def __init__(self, counts: TermCounts, before: Weigher | None = None) -> None:
        """`before` is the one used so far; its stories are not taken apart again."""
        self.weights: Mapping[int, float] = _Weights(counts)
        self.most = counts.most()
        """The weight of a term never seen."""
        self._known: dict[bytes, WeighedStory] = {}
        self.together: dict[int, tuple[WeighedStory, ...]] = {}
        """The members of clusters, by the hash of their packed features."""
        self._before: dict[bytes, WeighedStory] = {}
        if before is not None:
            self._before = {**(before._before if len(before._before) < _REMEMBERED else {}), **before._known}
            before.forget()

    def forget(self) -> None:
        """Lets go of all stories, which know one another: otherwise they would stay until garbage is collected."""
        for story in self._known.values():
            story.likeness.clear()
        self._known.clear()
        self.together.clear()

    def of(self, data: bytes) -> WeighedStory:
        """The weighed features of `ClusterFeatures.to_bytes`."""
        found = self._known.get(data)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self.forget()
            found = self._known[data] = WeighedStory(data, self.weights, self._before.pop(data, None))
        return found

    def learn(self, features: ClusterFeatures) -> bytes:
        """The features of a new story as they are stored; they are known when they are asked for."""
        data = features.to_bytes()
        if len(self._known) < _REMEMBERED:
            self._known[data] = WeighedStory(data, self.weights, features=features)
        return data


def features(
    title: str,
    paragraphs: Sequence[str],
    *,
    when: datetime,
    outlet: str,
    counts: TermCounts,
    weights: Mapping[int, float] | None = None,
) -> ClusterFeatures:
    """The features of a cleaned story. A story without a title is known by its first sentence.

    `counts` only choose which terms stand for the body and in the index; `weights` (a `Weigher`'s) serve instead.
    """
    idf = _Weights(counts) if weights is None else weights
    return chosen(count_terms(title, paragraphs), when, outlet, idf)


def count_terms(title: str, paragraphs: Sequence[str]) -> CountedTerms:
    """What `features` counts in a cleaned story, before anything is weighed: it needs nothing of the store."""
    lead_text = opening(paragraphs, LEAD_CHARACTERS)
    body_text = opening(paragraphs, BODY_CHARACTERS)
    in_title, in_lead = stems_in_place(title or lead_text[:120]), stems_in_place(lead_text)
    in_rest = stems_in_place(body_text[len(lead_text) :])
    lead = _counted(in_lead)
    names = _counted(stems_of(" ".join(_NAME.findall(body_text))))
    return CountedTerms(
        _counted(in_title),
        lead,
        {name: -count for count, name in sorted([(-count, name) for name, count in names.items()])[:NAMES]},
        _counted([*in_lead, *in_rest]) if in_rest else lead,
        _pairs(in_title) | _pairs(in_lead),
    )


def telling_terms(title: str, paragraphs: Sequence[str], counted: CountedTerms) -> frozenset[int]:
    """The `terms_of` a story of which `count_terms` gave this."""
    lead = opening(paragraphs, LEAD_CHARACTERS)
    if len(lead) == LEAD_CHARACTERS and not lead.endswith(" "):
        return terms_of(title, paragraphs)  # lead and rest were cut inside a word
    return frozenset(counted.title.keys() | counted.body) if title else frozenset(counted.body)


def chosen(counted: CountedTerms, when: datetime, outlet: str, idf: Mapping[int, float]) -> ClusterFeatures:
    """The features of what was counted, by the weights of its terms (a `Weigher`'s)."""
    weigh = idf.__getitem__
    telling = dict(zip(counted.lead, map(weigh, counted.lead), strict=True))
    telling.update(zip(counted.title, map(mul, map(weigh, counted.title), repeat(2.0)), strict=False))
    body = counted.body
    if len(body) > BODY_TERMS:
        weights = map(mul, map(_TIMES.__getitem__, body.values()), map(weigh, body))
        body = dict.fromkeys(_heaviest(dict(zip(body, weights, strict=True)), BODY_TERMS), 1)
    return ClusterFeatures(
        hour=when.timestamp() / 3600,
        outlet=crc32(outlet.casefold().encode("utf-8", "replace")),
        title=counted.title,
        lead=counted.lead,
        names=counted.names,
        body=frozenset(body),
        pairs=counted.pairs,
        index=_heaviest(telling, INDEX_TERMS),
    )


class _Weights(dict[int, float]):
    """The weight of every term, each looked up in the counts once."""

    def __init__(self, counts: TermCounts) -> None:
        super().__init__()
        self._weight = counts.weighing()

    def __missing__(self, key: int) -> float:
        weight = self[key] = self._weight(key)
        return weight


def _counted(stems: Iterable[str]) -> dict[int, int]:
    counts: dict[str, int] = {}
    for stem in stems:
        counts[stem] = counts.get(stem, 0) + 1
    counts.pop("", None)
    times: Iterable[int] = counts.values()
    if max(times, default=0) > 255:
        times = map(min, times, repeat(255))
    return dict(zip(map(TERMS.__getitem__, counts), times, strict=True))


def _heaviest(weights: Mapping[int, float], most: int) -> tuple[int, ...]:
    """The keys of the highest weights, the highest first; of two alike the lower key."""
    return tuple(sorted(sorted(weights), key=weights.__getitem__, reverse=True)[:most])


def _pairs(stems: Sequence[str]) -> frozenset[int]:
    """Hashes of telling words that stand side by side."""
    terms = TERMS
    return frozenset(
        [
            crc32(f" {second}".encode("utf-8", "replace"), terms[first])  # of both with a blank between
            for first, second in pairwise(stems)
            if first and second and not first.isdigit()
        ]
    )
