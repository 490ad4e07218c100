"""Groups stories just read: who repeats whose text, which are about one event, and what stands on one line.

The judging is in feeds.grouping, pure; here its questions are put to the store and its answers handed back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from feeds.digest import Digest
from feeds.exchange import (
    ClusterCandidate,
    ClusterFacts,
    ClusterMember,
    CopyCandidate,
    EventCandidate,
    LineFacts,
    ReadStory,
    UnreadStory,
)
from feeds.grouping.clusters import DAYS, MOST_CANDIDATES
from feeds.grouping.terms import TermCounts

_LEAST_TERMS = 2
_LEAST_SHINGLES = 4


class GroupArchive(Protocol):
    """What grouping asks of the store."""

    def term_counts(self) -> bytes | None: ...

    def save_term_counts(self, data: bytes) -> None: ...

    def copy_candidates(
        self, hashes: Sequence[int], exclude_rowid: int | None = ..., *, least: int = ..., limit: int = ...
    ) -> list[CopyCandidate]: ...

    def save_copy(self, rowid: int, original: int | None) -> None: ...

    def cluster_of(self, rowid: int) -> tuple[int | None, int]: ...

    def cluster_candidates(
        self, terms: Sequence[int], first: datetime, last: datetime, *, least: int = ..., limit: int = ...
    ) -> list[ClusterCandidate]: ...

    def cluster_members(self, cluster: int) -> list[ClusterMember]: ...

    def save_cluster(
        self, rowid: int, cluster: int | None, features: bytes | None = ..., terms: Iterable[int] = ...
    ) -> int: ...

    def save_cluster_facts(self, cluster: int, facts: ClusterFacts) -> None: ...

    def events_of(self, rowid: int) -> list[EventCandidate]: ...

    def event_candidates(
        self, kinds: Sequence[str], actors: Sequence[str], first: str, last: str, limit: int = ...
    ) -> list[EventCandidate]: ...

    def line_events(self, line: int) -> list[EventCandidate]: ...

    def save_event_line(self, facts: LineFacts) -> int: ...


class Grouping:
    """Groups story after story. Keeps the counts of terms from batch to batch; the store keeps them between runs."""

    def __init__(self, archive: GroupArchive) -> None:
        self._archive = archive
        self._counts: TermCounts | None = None

    def featured(self, stories: Sequence[tuple[UnreadStory, Digest]]) -> list[ReadStory]:
        """A batch with the features its stories are compared by. Terms are counted over the whole batch first, so
        that the first story of a batch is weighed like the last."""
        from feeds.grouping.features import features

        counts = TermCounts.from_bytes(self._archive.term_counts()) if self._counts is None else self._counts
        new = [digest.telling for story, digest in stories if not story.is_reread]
        if new:
            counts = counts.with_stories(new)
            self._archive.save_term_counts(counts.to_bytes())
        self._counts = counts
        read = []
        for story, digest in stories:
            found = features(
                digest.findings.title or "",
                [paragraph.text for paragraph in digest.findings.paragraphs],
                when=story.when,
                outlet=story.outlet,
                counts=counts,
            )
            read.append(
                ReadStory(
                    story,
                    digest.findings,
                    digest.fingerprint,
                    found.to_bytes(),
                    found.index_terms(),
                    digest.words,
                )
            )
        return read

    def group(self, stories: Sequence[ReadStory]) -> None:
        """Places stories whose findings are saved. Inside one transaction with them, so that neither is without the
        other."""
        from feeds.grouping.cluster_facts import facts

        touched: dict[int, None] = {}
        for story in stories:
            touched.update(dict.fromkeys(self._place(story)))
        for story in stories:
            self._place_events(story.story.rowid)
        for cluster in touched:
            members = self._archive.cluster_members(cluster)
            if members:
                self._archive.save_cluster_facts(cluster, facts(members))

    # -------------------------------------------------------------------------------------------- copies and clusters

    def _place(self, story: ReadStory) -> list[int]:
        """Puts a story beside what it repeats or into its cluster; gives the clusters that changed."""
        from feeds.grouping.copies import CopyStory, judge_copy

        rowid = story.story.rowid
        own, size = self._archive.cluster_of(rowid)
        candidates = self._archive.copy_candidates(story.fingerprint, rowid, least=_LEAST_SHINGLES)
        verdict = None
        if candidates:
            judged = CopyStory(
                rowid,
                story.story.outlet,
                story.findings.title or "",
                story.findings.wire,
                story.story.when,
                story.fingerprint,
                story.words,
            )
            verdict = judge_copy(judged, candidates)
        if verdict is None:
            return self._join(story, own, size)
        if verdict.original != rowid:
            self._archive.save_copy(rowid, verdict.original)
        for other in verdict.now_copies:
            self._archive.save_copy(other, rowid)
        partners = [verdict.original] if verdict.original != rowid else list(verdict.now_copies)
        theirs = [cluster for partner in partners if (cluster := self._archive.cluster_of(partner)[0]) is not None]
        if not theirs:
            return self._join(story, own, size)
        changed = [self._archive.save_cluster(rowid, theirs[0], None, story.terms)]
        if own is not None and own != changed[0]:
            changed.append(own)
        return changed

    def _join(self, story: ReadStory, own: int | None, size: int) -> list[int]:
        """Joins the cluster of the same event. A story that has company keeps it; one that stands alone may join."""
        from feeds.grouping.clusters import place
        from feeds.grouping.features import ClusterFeatures

        rowid = story.story.rowid
        if own is not None and size > 1:
            return [own]
        assert story.features is not None
        reach = timedelta(days=DAYS)
        candidates = self._archive.cluster_candidates(
            story.terms,
            story.story.when - reach,
            story.story.when + reach,
            least=_LEAST_TERMS,
            limit=MOST_CANDIDATES,
        )
        others = [candidate for candidate in candidates if candidate.cluster != own]
        placement = place(ClusterFeatures.from_bytes(story.features), others)
        joined = self._archive.save_cluster(rowid, placement.cluster, placement.features, story.terms)
        return [joined]

    # -------------------------------------------------------------------------------------------- the timeline

    def _place_events(self, rowid: int) -> None:
        from feeds.grouping.timeline import line_facts, lookup, place

        for event in self._archive.events_of(rowid):
            if event.line != event.rowid or event.role != "report":
                continue
            asked = lookup(event)
            candidates = self._archive.event_candidates(asked.kinds, asked.actors, asked.first, asked.last)
            placement = place(event, candidates)
            if placement.line is None and placement.in_response_to is None:
                continue
            line = event.line if placement.line is None else placement.line
            placed = replace(event, line=line, role=placement.role)
            members = [other for other in self._archive.line_events(line) if other.rowid != event.rowid]
            self._archive.save_event_line(line_facts([*members, placed], placement.in_response_to))
