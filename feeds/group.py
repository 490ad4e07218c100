"""Groups stories just read: who repeats whose text, which are about one event, and what stands on one line.

The judging is in feeds.grouping, pure; here its questions are put to the store and its answers handed back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from logging import getLogger
from typing import TYPE_CHECKING

from feeds.digest import Digest
from feeds.exchange import (
    ClusterMember,
    LoneStory,
    ReadStory,
    UnreadStory,
)
from feeds.group_archive import GroupArchive
from feeds.group_events import EventLines
from feeds.group_quotes import place_quotes
from feeds.grouping.clusters import (
    DAYS,
    MOST_CANDIDATES,
    MOST_CANDIDATES_BRIEF,
    least_shared,
    pack,
    place,
    same_event,
)
from feeds.grouping.fingerprints import LEAST_SHARED, probes
from feeds.grouping.terms import TermCounts

if TYPE_CHECKING:
    from feeds.grouping.cluster_repair import Repair
    from feeds.grouping.copies import CopyVerdict
    from feeds.grouping.features import Weigher

_LOG = getLogger(__name__)
_COUNTED_OFTEN = 1000
"""Up to so many stories the counts are saved with every batch, then once in _COUNTED_TOGETHER stories."""
_COUNTED_TOGETHER = 200
_WEIGHED_AGAIN = 1.2
"""Growth of the counts after which stories are weighed anew."""
_LOOKED_AGAIN = 1_000
"""Stories up to which all clusters are looked at again once stories are weighed anew: while there are few each changes
every weight, and what was told apart early would stay apart, in whatever order the stories came."""
_REACH = timedelta(days=DAYS)
_MOST_LONE_KNOWN = 8_000
"""Lone stories kept in memory from batch to batch."""


class Grouping:
    """Groups story after story. Keeps the counts of terms from batch to batch; the store keeps them between runs."""

    def __init__(self, archive: GroupArchive) -> None:
        self._archive = archive
        self._counts: TermCounts | None = None
        self._weigher: Weigher | None = None
        self._weighed = 0
        """Stories the counts told of when the weigher was made."""
        self._is_weighed_anew = False
        """Whether that was since the last `regroup`."""
        self._uncounted = 0
        """Stories counted since the counts were last saved; a few that get lost do no harm."""
        self._are_counts_due = False
        """Whether the next stories that are grouped are to save them."""
        self._neighbours: dict[int, None] = {}
        """Clusters that got stories since the last `regroup`, and those these were compared with."""
        self._lone: dict[int, LoneStory] = {}
        """Stories placed here that are alone in clusters of their own: with them most others are compared."""
        self._lone_seen = 0
        self._event_lines = EventLines(archive)
        self._copies: set[int] = set()
        """Stories that turned out to be copies of later ones since the events were last looked at."""

    def featured(self, stories: Sequence[tuple[UnreadStory, Digest]]) -> list[ReadStory]:
        """A batch with the features its stories are compared by. Terms are counted over the whole batch first, so
        that the first story of a batch is weighed like the last."""
        from feeds.grouping.features import Weigher, chosen, count_terms

        counts = TermCounts.from_bytes(self._archive.term_counts()) if self._counts is None else self._counts
        new = [digest.telling for story, digest in stories if not story.is_reread]
        if new:
            counts = counts.with_stories(new)
            self._uncounted += len(new)
            if counts.stories < _COUNTED_OFTEN or self._uncounted >= _COUNTED_TOGETHER:
                self._are_counts_due = True
                self._uncounted = 0
        self._counts = counts
        if self._weigher is None or not self._weighed <= counts.told <= _WEIGHED_AGAIN * self._weighed:
            self._weigher, self._weighed = Weigher(counts, self._weigher), counts.told
            self._is_weighed_anew = True
        read = []
        for story, digest in stories:
            counted = digest.counted or count_terms(
                digest.findings.title or "", [paragraph.text for paragraph in digest.findings.paragraphs]
            )
            found = chosen(counted, story.when, story.outlet, self._weigher.weights)
            features = self._weigher.learn(found)
            read.append(
                ReadStory(
                    story,
                    digest.findings,
                    digest.fingerprint,
                    features,
                    found.index_terms(),
                    digest.words,
                    digest.ready,
                )
            )
        return read

    def group(self, stories: Sequence[ReadStory]) -> None:
        """Places stories whose findings are saved. Inside one transaction with them, so that neither is without the
        other."""
        try:
            self._group(stories)
        except BaseException:
            self._event_lines.forget()  # what was written is taken back
            self._lone.clear()
            raise

    def _group(self, stories: Sequence[ReadStory]) -> None:
        if self._are_counts_due and self._counts is not None:
            self._archive.save_term_counts(self._counts.to_bytes())
            self._are_counts_due = False
        rowids = [story.story.rowid for story in stories]
        self._forget_lone(rowids)
        alone = self._archive.alone(rowids)
        touched: dict[int, None] = {}
        for story in stories:
            touched.update(dict.fromkeys(self._place(story, alone)))
        self._neighbours.update(touched)
        self._event_lines.place(stories, alone, self._copies)
        self._copies.clear()
        place_quotes(self._archive, stories)
        self._tell_facts(touched)

    def _tell_facts(self, clusters: Iterable[int]) -> None:
        """Saves what is shown of clusters that changed."""
        from feeds.grouping.cluster_facts import facts, facts_alone

        lone = self._archive.kinds_and_claimants([cluster for cluster in clusters if cluster in self._lone])
        members = self._archive.members_of([cluster for cluster in clusters if cluster not in lone])
        told = {cluster: facts(of_one) for cluster, of_one in members.items()}
        told.update([(rowid, facts_alone(rowid, *of_one)) for rowid, of_one in lone.items()])
        self._archive.save_cluster_facts(told)

    # -------------------------------------------------------------------------------------------- copies and clusters

    def _place(self, story: ReadStory, alone: dict[int, int]) -> list[int]:
        """Puts a story beside what it repeats or into its cluster; gives the clusters that changed. `alone` are stories
        alone in clusters of their own, each with its moment: those that are so no more are taken out."""
        rowid = story.story.rowid
        own, size = (rowid, 1) if rowid in alone else self._archive.cluster_of(rowid)
        verdict = self._judge_copy(story)
        if verdict is None:
            if rowid not in alone:
                self._archive.save_copy(rowid, None)  # an earlier version of it may have been one
            return self._join(story, own, size, alone)
        # A story that was a copy until its full text came may be the original of what it was a copy of.
        self._archive.save_copy(rowid, verdict.original if verdict.original != rowid else None)
        for other in verdict.now_copies:
            self._archive.save_copy(other, rowid)
            self._copies.add(other)
        partners = [verdict.original] if verdict.original != rowid else list(verdict.now_copies)
        for changed_story in (rowid, *partners):
            self._has_company(changed_story, alone)
        theirs = [cluster for partner in partners if (cluster := self._archive.cluster_of(partner)[0]) is not None]
        if not theirs:
            return self._join(story, own, size, alone)
        self._has_company(theirs[0], alone)
        changed = [self._archive.save_cluster(rowid, theirs[0], None, story.terms)]
        if own is not None and own != changed[0]:
            changed.append(own)
        return changed

    def _judge_copy(self, story: ReadStory) -> CopyVerdict | None:
        """What a story is a copy of, by the whole texts of those that share sampled shingles with it."""
        from feeds.grouping.copies import LEAST_FOR_PARTIAL_COPY, CopyStory, are_enough, judge_copy, likely_copies

        rowid = story.story.rowid
        judged = CopyStory(
            rowid,
            story.story.outlet,
            story.findings.title or "",
            story.findings.wire,
            story.story.when,
            story.fingerprint,
            story.words,
        )
        candidates = self._archive.copy_candidates(
            story.fingerprint,
            rowid,
            probes=probes(story.fingerprint, story.words),
            least=LEAST_SHARED,
            are_enough=partial(are_enough, judged),
        )
        if not candidates:
            return None
        judged = replace(judged, text="\n\n".join([paragraph.text for paragraph in story.findings.paragraphs]))
        likely = likely_copies(judged, candidates)
        if not likely:
            return None
        return judge_copy(
            judged,
            self._archive.copy_texts(likely),
            lambda other: self._likeness(story, other.features) >= LEAST_FOR_PARTIAL_COPY,
        )

    def _join(self, story: ReadStory, own: int | None, size: int, alone: dict[int, int]) -> list[int]:
        """Joins the cluster of the same event. A story that has company keeps it; one that stands alone may join."""
        rowid = story.story.rowid
        if own is not None and size > 1:
            return [own]
        assert story.features is not None
        assert self._weigher is not None
        weighed = self._weigher.of(story.features)
        candidates = self._archive.cluster_candidates(
            dict(zip(story.terms, map(self._weigher.weights.__getitem__, story.terms), strict=True)),
            story.story.when - _REACH,
            story.story.when + _REACH,
            least=least_shared(weighed, self._weigher),
            limit=MOST_CANDIDATES_BRIEF if weighed.is_brief else MOST_CANDIDATES,
            lone=self._lone,
        )
        others = [candidate for candidate in candidates if candidate.cluster != own]
        placement = place(story.features, others, self._weigher)
        self._neighbours.update(dict.fromkeys(placement.neighbours))
        if placement.cluster is None and rowid in alone:
            self._archive.stay_alone(rowid, alone[rowid], story.terms)
            self._lone[rowid] = LoneStory(rowid, datetime.fromtimestamp(alone[rowid], UTC), story.features)
            return [rowid]
        joined = self._archive.save_cluster(rowid, placement.cluster, placement.features, story.terms)
        self._has_company(joined, alone)
        return [joined]

    def _has_company(self, story: int, alone: dict[int, int]) -> None:
        """A story is alone no more, if it was."""
        alone.pop(story, None)
        self._lone.pop(story, None)

    def _forget_lone(self, stories: Iterable[int]) -> None:
        """Lets go of stories that may not be alone as they were: those that are read again, and all when somebody else
        wrote."""
        seen = self._archive.others_wrote()
        if seen != self._lone_seen or len(self._lone) > _MOST_LONE_KNOWN:
            self._lone.clear()
        self._lone_seen = seen
        for story in stories:
            self._lone.pop(story, None)

    def _likeness(self, story: ReadStory, features: bytes | None) -> float:
        """The probability that a story and one with these features are about the same event; 1 where these are gone."""
        if features is None or story.features is None or self._weigher is None:
            return 1.0
        return same_event(self._weigher.of(story.features), self._weigher.of(features))

    # -------------------------------------------------------------------------------------------- second thoughts

    def regroup(self) -> tuple[Repair, ...]:
        """Looks again at the clusters that got stories and at their neighbours, so that the order in which stories
        came makes no difference; carries out what it finds, logs it and gives it. Call it after a batch."""
        from feeds.grouping.cluster_repair import repair

        looked_at, self._neighbours = list(self._neighbours), {}
        if self._weigher is None:
            return ()
        if self._is_weighed_anew and self._counts is not None and self._counts.stories <= _LOOKED_AGAIN:
            looked_at = self._archive.newest_clusters(_LOOKED_AGAIN)
        self._is_weighed_anew = False
        self._forget_lone(())
        lone = {cluster: [self._lone[cluster]] for cluster in looked_at if cluster in self._lone}
        others = [cluster for cluster in looked_at if cluster not in lone]
        members = self._archive.members_of(others)
        repairs = repair({**lone, **members}, self._weigher, self._archive.held_clusters(others))
        members.update(self._archive.members_of([found.cluster for found in repairs if found.cluster in lone]))
        for found in repairs:
            for changed in (found.cluster, found.into or found.cluster, *found.stories):
                self._lone.pop(changed, None)
        done = tuple(found for found in repairs if self._carry_out(found, members[found.cluster]))
        for found in done:
            _LOG.info("%s of cluster %d into %s: %s", found.kind, found.cluster, found.into or "a new one", found.why)
        return done

    def _carry_out(self, found: Repair, members: Sequence[ClusterMember]) -> bool:
        from feeds.grouping.cluster_facts import facts

        moved = {member.rowid: member for member in members if member.rowid in found.stories}
        copies = {member.rowid: member for member in members if member.copy_of in moved}
        into = found.into
        if into is None:
            # A new cluster has the id of one of its stories, whose number no cluster has yet.
            free = (rowid for rowid in moved if rowid != found.cluster and not self._archive.cluster_members(rowid))
            into = next(free, None)
            if into is None:
                return False
        with self._archive.together():
            if found.kind == "merge":
                self._archive.merge_clusters(found.cluster, into)
            for rowid in (*moved, *copies):
                self._archive.save_cluster(rowid, into)
            for cluster in (into, found.cluster):
                now = self._archive.cluster_members(cluster)
                if now:
                    kept = [member.features for member in now if member.copy_of is None and member.features]
                    self._archive.save_cluster(now[0].rowid, cluster, pack(kept))
                    self._archive.save_cluster_facts({cluster: facts(now)})
        return True
