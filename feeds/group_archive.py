"""What grouping asks of the store, and what it hands back; the store's archive fits it without knowing of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from feeds.exchange import (
    ClusterCandidate,
    ClusterFacts,
    ClusterMember,
    CopyCandidate,
    EventCandidate,
    LineFacts,
    LoneStory,
    SaidCandidate,
    SharedText,
)


class GroupArchive(Protocol):
    """What grouping asks of the store."""

    def term_counts(self) -> bytes | None: ...

    def save_term_counts(self, data: bytes) -> None: ...

    def copy_candidates(
        self,
        hashes: Sequence[int],
        exclude_rowid: int | None = ...,
        *,
        probes: Sequence[int] | None = ...,
        least: int = ...,
        limit: int = ...,
        are_enough: Callable[[int, int, int], bool] | None = ...,
    ) -> list[SharedText]: ...

    def copy_texts(self, rowids: Sequence[int]) -> list[CopyCandidate]: ...

    def save_copy(self, rowid: int, original: int | None) -> None: ...

    def cluster_of(self, rowid: int) -> tuple[int | None, int]: ...

    def alone(self, rowids: Sequence[int]) -> dict[int, int]: ...

    def stay_alone(self, rowid: int, when: int, terms: Iterable[int]) -> None: ...

    def cluster_candidates(
        self,
        terms: Mapping[int, float],
        first: datetime,
        last: datetime,
        *,
        least: float = ...,
        limit: int = ...,
        lone: Mapping[int, LoneStory] | None = ...,
    ) -> list[ClusterCandidate]: ...

    def cluster_members(self, cluster: int) -> list[ClusterMember]: ...

    def newest_clusters(self, stories: int) -> list[int]: ...

    def members_of(self, clusters: Iterable[int]) -> dict[int, list[ClusterMember]]: ...

    def kinds_and_claimants(self, rowids: Sequence[int]) -> dict[int, tuple[str, tuple[str, ...]]]: ...

    def held_clusters(self, clusters: Iterable[int]) -> frozenset[int]: ...

    def save_cluster(
        self, rowid: int, cluster: int | None, features: bytes | None = ..., terms: Iterable[int] = ...
    ) -> int: ...

    def merge_clusters(self, cluster: int, into: int) -> None: ...

    def together(self) -> AbstractContextManager[None]: ...

    def save_cluster_facts(self, facts: Mapping[int, ClusterFacts]) -> None: ...

    def events_of(self, rowids: Sequence[int]) -> list[EventCandidate]: ...

    def new_events_of(self, rowids: Sequence[int]) -> list[EventCandidate] | None: ...

    def event_candidates(
        self,
        kinds: Sequence[str],
        actors: Sequence[str],
        first: str,
        last: str,
        limit: int = ...,
        cluster: int | None = ...,
        known: dict[int, EventCandidate] | None = ...,
        unplaced: tuple[int, int] | None = ...,
    ) -> list[EventCandidate]: ...

    def others_wrote(self) -> int: ...

    def line_events(self, line: int, known: dict[int, EventCandidate] | None = ...) -> list[EventCandidate]: ...

    def save_event_line(self, facts: LineFacts) -> int: ...

    def grow_event_line(self, line: int, facts: LineFacts) -> bool: ...

    def said_candidates(self, text: str, limit: int = ...) -> list[SaidCandidate]: ...

    def said_elsewhere(
        self, asked: Sequence[tuple[Sequence[str], int]], limit: int = ...
    ) -> list[tuple[Sequence[int], Sequence[int]]]: ...

    def quotes_of(self, said: Sequence[int]) -> list[SaidCandidate]: ...

    def save_ledger(self, said_rowids: Sequence[int], wordings: int) -> int: ...
