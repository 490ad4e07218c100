"""What the store hands to those who read and group stories, and takes back from them: plain values, one class a kind.

Readers, grouping, the refresh and the store all know these classes, so that none of them needs to know the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime

from feeds.records import dataclass
from feeds.story import Document, Findings


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of one batch of arrivals. `rowids` are the new and revised stories, in the order they came."""

    new: int = 0
    revised: int = 0
    unchanged: int = 0
    rowids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class UnreadStory:
    """A stored story whose newest revision the readers have not had (or should have again)."""

    rowid: int
    id: str
    revision: int
    document: Document
    outlet: str
    outlet_owner: str
    feed: str
    when: datetime
    is_reread: bool = False
    """True when it has findings of an older reader already."""


@dataclass(frozen=True, slots=True)
class ReadStory:
    """An unread story with what was read out of it. `terms` are hashes its cluster can be found by (any 64 bits)."""

    story: UnreadStory
    findings: Findings
    fingerprint: Sequence[int] = ()
    features: bytes | None = None
    terms: Sequence[int] = ()
    words: int = 0
    """Words of its text (feeds.grouping.fingerprints.count_words)."""
    ready: object = None
    """What the store made of it where it was read (`feeds.readers.Prepare`); None: it is still to be made."""


@dataclass(frozen=True, slots=True)
class SharedText:
    """A stored story that shares sampled shingles with another: what it takes to tell whether its text is worth a
    look."""

    rowid: int
    shared: int
    """Sampled shingle hashes (32 bits of each) both have."""
    fingerprint: Sequence[int]
    copy_of: int | None
    words: int
    """Words of its text (`ReadStory.words`), about when nobody counted."""


@dataclass(frozen=True, slots=True)
class CopyCandidate:
    """A stored story whose text is compared with another's."""

    rowid: int
    id: str
    outlet: str
    title: str
    wire: str
    when: datetime
    seen: datetime
    shared: int
    """Sampled shingle hashes (32 bits of each) both have; 0 where nobody asked."""
    fingerprint: tuple[int, ...]
    copy_of: int | None
    cluster: int | None
    words: int
    """Words of its text (`ReadStory.words`), about when nobody counted."""
    text: str = ""
    """Its paragraphs, an empty line between; "" until it is asked for."""
    features: bytes | None = None
    """What clusters are judged by; None, too, until it is asked for."""


@dataclass(frozen=True, slots=True)
class ClusterCandidate:
    """A cluster that shares terms with a story, within the days asked for."""

    cluster: int
    features: bytes | None
    stories: int
    shared: float
    """Weight of the terms both have."""
    story_features: tuple[bytes, ...] = ()
    """Those of its stories, while it has none of its own."""


@dataclass(frozen=True, slots=True)
class ClusterMember:
    """A story of a cluster, with what its own reporting is judged by."""

    rowid: int
    id: str
    title: str
    outlet: str
    outlet_kind: str
    outlet_owner: str
    outlet_country: str
    wire: str
    copy_of: int | None
    when: datetime
    features: bytes | None
    claimants: tuple[str, ...]
    """Who asserts its events; "" for the outlet itself."""


@dataclass(frozen=True, slots=True)
class LoneStory:
    """A story alone in a cluster of its own, as the grouping placed it: what it has of a `ClusterMember`."""

    rowid: int
    when: datetime
    features: bytes
    copy_of: int | None = None


@dataclass(frozen=True, slots=True)
class ClusterFacts:
    """What is shown of a cluster and follows from its members."""

    reach: int
    own_reporting: int
    look_twice: str = ""
    title_rowid: int | None = None
    """The story whose title stands for it; None: its first."""


@dataclass(frozen=True, slots=True)
class EventCandidate:
    """A stored event that may be the same as another, with the line it is on."""

    rowid: int
    line: int
    story_rowid: int
    story_id: str
    outlet: str
    outlet_owner: str
    cluster: int | None
    copy_of: int | None
    when: datetime
    what: str
    kind: str
    status: str
    by: tuple[str, ...]
    target: tuple[str, ...]
    actors: tuple[str, ...]
    first: str | None
    last: str | None
    precision: str
    asserted_by: str | None
    role: str
    """report, denial, moved, in response: how it belongs to its line."""


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One line of the timeline: what stands on it and how its events belong to it (`roles` by event rowid)."""

    event: int
    """The event that stands for the line."""
    events: Sequence[int]
    reach: int
    own_reporting: int
    roles: Mapping[int, str] = field(default_factory=dict)
    moved_from: str | None = None
    has_conflict: bool = False
    in_response_to: int | None = None
    asserted_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SaidCandidate:
    """A stored quote that may be the same words as another."""

    rowid: int
    ledger: int | None
    text: str
    speaker: str | None
    actor: str | None
    outlet: str
    story_rowid: int
    language: str
    when: datetime
    actors: frozenset[str] = frozenset()
    """Identities of all who said it together; empty where one did alone."""


@dataclass(frozen=True, slots=True)
class ArticleWanted:
    """A story whose linked page should be fetched."""

    rowid: int
    link: str
    feed: str
    outlet: str


@dataclass(frozen=True, slots=True)
class RequestRow:
    """What an analyst asked of the lease holder."""

    id: int
    kind: str
    payload: Mapping[str, object]
    by: str
    asked: datetime
    done: datetime | None = None
    result: str | None = None
