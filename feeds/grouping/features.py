"""What of a story clusters are made by: its terms as counted, kept in the store and weighed when compared."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from math import log, sqrt
from typing import NamedTuple
from zlib import crc32

from feeds.grouping.terms import TermCounts, opening, stems_in_place, stems_of, terms_of
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
    of the others by their outlines; so each part is worked out when it is first asked for."""

    __slots__ = (
        "_keys",
        "_lead",
        "_names",
        "_outline",
        "_sizes",
        "_squares",
        "_title",
        "data",
        "hour",
        "likeness",
        "outlet",
        "terms",
        "weights",
    )

    def __init__(self, data: bytes, weights: Mapping[int, float], before: WeighedStory | None = None) -> None:
        """`before` is the same story under other weights: what is not weighed is taken from it."""
        if before is None:
            self._sizes = sizes = array("H", data[:12])
            self._keys = keys = array("I", data[12 : 12 + 4 * (sum(sizes) + 2)])
            self.terms = frozenset(keys[2 : 2 + sizes[0] + sizes[1]])
            """Those of title and lead."""
            self._outline: Outline | None = None
        else:
            self._sizes, self._keys, self.terms = before._sizes, before._keys, before.terms
            self._outline = before._outline
        self.hour = self._keys[0] / 60
        self.outlet = self._keys[1]
        self.weights = weights
        """Of every term there is."""
        self.likeness: dict[WeighedStory, float] = {}
        """The probability, where it was worked out, that this and another story are about one event."""
        self.data = data
        """The features as stored."""
        self._title: Mapping[int, float] | None = None
        self._squares: Mapping[int, float] | None = None
        self._lead: Mapping[int, float] | None = None
        self._names: Mapping[int, float] | None = None

    @property
    def index(self) -> Sequence[int]:
        """`ClusterFeatures.index_terms`."""
        return self._keys[len(self._keys) - self._sizes[5] :]

    @property
    def is_brief(self) -> bool:
        """Whether it has no more to say than a short entry."""
        return self._sizes[3] < BRIEF_TERMS

    @property
    def outline(self) -> Outline:
        """Worked out once."""
        if self._outline is None:
            keys, (titles, leads, names, bodies, pairs, _) = self._keys, self._sizes
            after = 2 + titles + leads + names
            self._outline = Outline(
                frozenset(keys[2 : 2 + titles]),
                frozenset(keys[after - names : after]),
                bodies,
                self.terms.union(keys[after : after + bodies]),
                frozenset(keys[after + bodies : after + bodies + pairs]),
            )
        return self._outline

    @property
    def title(self) -> Mapping[int, float]:
        """The vector of the title, of length 1; worked out once."""
        if self._title is None:
            self._title = self._vector(0, self._sizes[0])
        return self._title

    @property
    def title_squares(self) -> Mapping[int, float]:
        """The square of each weight of the title; worked out once."""
        if self._squares is None:
            self._squares = {key: weight * weight for key, weight in self.title.items()}
        return self._squares

    @property
    def lead(self) -> Mapping[int, float]:
        """The vector of the lead, of length 1; worked out once."""
        if self._lead is None:
            self._lead = self._vector(self._sizes[0], self._sizes[1])
        return self._lead

    @property
    def names(self) -> Mapping[int, float]:
        """The vector of the names, of length 1; worked out once."""
        if self._names is None:
            self._names = self._vector(self._sizes[0] + self._sizes[1], self._sizes[2])
        return self._names

    def _vector(self, first: int, size: int) -> dict[int, float]:
        counts = self.data[12 + 4 * len(self._keys) + first :]
        return _vector(dict(zip(self._keys[2 + first : 2 + first + size], counts, strict=False)), self.weights)


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
            self._before = dict(before._known)
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
    telling = {key: idf[key] for key in counted.lead}
    telling.update({key: 2.0 * idf[key] for key in counted.title})
    weights = {key: idf[key] if n == 1 else (1 + log(n)) * idf[key] for key, n in counted.body.items()}
    return ClusterFeatures(
        hour=when.timestamp() / 3600,
        outlet=crc32(outlet.casefold().encode("utf-8", "replace")),
        title=counted.title,
        lead=counted.lead,
        names=counted.names,
        body=frozenset(_heaviest(weights, BODY_TERMS)),
        pairs=counted.pairs,
        index=_heaviest(telling, INDEX_TERMS),
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
    counts: dict[str, int] = {}
    for stem in stems:
        counts[stem] = counts.get(stem, 0) + 1
    counts.pop("", None)
    if not counts:
        return {}
    # All are encoded at once: what `term` gives, without a call a stem.
    terms = map(crc32, " ".join(counts).encode("utf-8", "replace").split(b" "))
    return dict(zip(terms, [count if count < 256 else 255 for count in counts.values()], strict=True))


def _heaviest(weights: Mapping[int, float], most: int) -> tuple[int, ...]:
    return tuple([key for _, key in sorted([(-weight, key) for key, weight in weights.items()])[:most]])


def _vector(counted: Mapping[int, int], idf: Mapping[int, float]) -> dict[int, float]:
    """(1 + ln tf) idf, as a vector of length 1."""
    weights = [idf[key] if count == 1 else (1 + log(count)) * idf[key] for key, count in counted.items()]
    length = sqrt(sum([weight * weight for weight in weights]))
    return dict(zip(counted, [weight / length for weight in weights], strict=True)) if length else {}


def _pairs(stems: Sequence[str]) -> frozenset[int]:
    """Hashes of telling words that stand side by side."""
    return frozenset(
        [
            crc32(f"{first} {second}".encode("utf-8", "replace"))
            for first, second in pairwise(stems)
            if first and second and not first.isdigit()
        ]
    )
