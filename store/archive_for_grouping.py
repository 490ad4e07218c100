"""What grouping asks of the archive and has it write: copies, clusters, lines of the timeline, distinct quotes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

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
from store import archive_copies, archive_groups, archive_lines
from store.archive_base import ArchiveBase
from store.connect import translated
from store.moments import A_DAY


class GroupingArchive(ArchiveBase):
    """Copies, clusters, lines and quotes."""

    def copy_candidates(
        self,
        hashes: Sequence[int],
        exclude_rowid: int | None = None,
        *,
        probes: Sequence[int] | None = None,
        least: int = 3,
        limit: int = 30,
        are_enough: Callable[[int, int, int], bool] | None = None,
    ) -> list[SharedText]:
        """Stories that share at least `least` sampled shingle hashes with these, one of `probes` (default: any of them)
        among them, most shared first. `are_enough` is asked of those: how many are shared, how many hashes and how many
        words the other has."""
        with translated(self.path):
            return archive_copies.copy_candidates(
                self.connection, self._findings.shingles, hashes, exclude_rowid, least, limit, probes, are_enough
            )

    def copy_texts(self, rowids: Sequence[int]) -> list[CopyCandidate]:
        """Stories with texts and features, to be judged as copies; `shared` is 0, those never read are left out."""
        with translated(self.path):
            return archive_copies.copy_texts(self.connection, rowids)

    def save_copy(self, rowid: int, original: int | None) -> None:
        """A story repeats another's text; None takes it back."""
        with self._writing() as connection:
            archive_copies.save_copy(connection, rowid, original)

    def cluster_candidates(
        self,
        terms: Mapping[int, float],
        first: datetime,
        last: datetime,
        *,
        least: float = 0.0,
        limit: int = 60,
        lone: Mapping[int, LoneStory] | None = None,
    ) -> list[ClusterCandidate]:
        """Clusters that share terms with a story and have stories on days between two moments, those whose shared terms
        (given with their weights) weigh most first. `lone`: stories known to be alone in clusters of their
        own, which need not be read."""
        with translated(self.path):
            return archive_groups.cluster_candidates(
                self.connection, self._postings, terms, first, last, least, limit, lone
            )

    def cluster_of(self, rowid: int) -> tuple[int | None, int]:
        """The cluster a story is in, and how many stories that has; (None, 0) while it is in none."""
        with translated(self.path):
            row = self.connection.execute(
                "SELECT cluster, cluster.stories FROM story JOIN cluster USING (cluster) WHERE story = ?", (rowid,)
            ).fetchone()
        return (None, 0) if row is None else (int(row[0]), int(row[1]))

    def alone(self, rowids: Sequence[int]) -> dict[int, int]:
        """Those of some stories that are alone in clusters of their own, are no copies, and which no analyst holds
        there; each with the second it is sorted by."""
        with translated(self.path):
            return archive_groups.alone(self.connection, rowids)

    def stay_alone(self, rowid: int, when: int, terms: Iterable[int]) -> None:
        """One of those stays so; `terms` are what it is found by."""
        if self.connection.in_transaction:  # inside `together`, as for most stories there are
            self._postings.add(rowid, when // A_DAY, terms)
            return
        with self._writing():
            self._postings.add(rowid, when // A_DAY, terms)

    def cluster_members(self, cluster: int) -> list[ClusterMember]:
        """The stories of a cluster, oldest first, with what its facts are judged by."""
        return self.members_of([cluster]).get(cluster, [])

    def newest_clusters(self, stories: int) -> list[int]:
        """The clusters that the newest stories are in."""
        with translated(self.path):
            rows = self.connection.execute(
                "SELECT DISTINCT cluster FROM (SELECT cluster FROM story ORDER BY story DESC LIMIT ?) "
                "WHERE cluster IS NOT NULL ORDER BY cluster",
                (stories,),
            ).fetchall()
        return [row[0] for row in rows]

    def members_of(self, clusters: Iterable[int]) -> dict[int, list[ClusterMember]]:
        """The stories of several clusters, each cluster's oldest first; clusters without any are left out."""
        with translated(self.path):
            return archive_groups.members_of(self.connection, clusters)

    def kinds_and_claimants(self, rowids: Sequence[int]) -> dict[int, tuple[str, tuple[str, ...]]]:
        """Of some stories the kind of outlet, and who asserts their events ("" for the outlet itself)."""
        with translated(self.path):
            return archive_groups.kinds_and_claimants(self.connection, rowids)

    def held_clusters(self, clusters: Iterable[int]) -> frozenset[int]:
        """Those of the clusters an analyst has merged, split or pinned; grouping leaves them alone."""
        with translated(self.path):
            return archive_groups.held_clusters(self.connection, clusters)

    def save_cluster(
        self, rowid: int, cluster: int | None, features: bytes | None = None, terms: Iterable[int] = ()
    ) -> int:
        """Put a story into a cluster (None: one of its own); gives the cluster."""
        with self._writing() as connection:
            return archive_groups.save_cluster(connection, self._postings, rowid, cluster, features, terms)

    def merge_clusters(self, cluster: int, into: int) -> None:
        """Move a cluster's stories into another; its id redirects from now on."""
        with self._writing() as connection:
            archive_groups.merge_clusters(connection, cluster, into)

    def save_cluster_facts(self, facts: Mapping[int, ClusterFacts]) -> None:
        """Of some clusters reach, own reporting and why to look twice, as judged over the members."""
        with self._writing() as connection:
            archive_groups.save_cluster_facts(connection, facts)

    def events_of(self, rowids: Sequence[int]) -> list[EventCandidate]:
        """The events of some stories, one story after the other, to be put on lines."""
        with translated(self.path):
            return archive_lines.events_of(self.connection, rowids)

    def new_events_of(self, rowids: Sequence[int]) -> list[EventCandidate] | None:
        """Those, when all are new; None where one is on a line with others, or was found by an earlier reading
        alone."""
        with translated(self.path):
            return archive_lines.new_events_of(self.connection, rowids)

    def event_candidates(
        self,
        kinds: Sequence[str],
        actors: Sequence[str],
        first: str,
        last: str,
        limit: int = 60,
        cluster: int | None = None,
        known: dict[int, EventCandidate] | None = None,
        unplaced: tuple[int, int] | None = None,
    ) -> list[EventCandidate]:
        """Stored events of some kinds that begin between two ISO dates and name one of the actors (any when none).

        With a cluster also the events of its stories that name no day. `known` keeps what was read for the next
        question; whoever keeps it takes out what has changed. `unplaced`: an event and the last story of those that
        are being put on lines with it; from it on to the end of that story none is given.
        """
        with translated(self.path):
            return archive_lines.event_candidates(
                self.connection, kinds, actors, first, last, limit, cluster, known, unplaced
            )

    def others_wrote(self) -> int:
        """A number that changes when another connection (an analyst's, say) has written to the file."""
        with translated(self.path):
            return int(self.connection.execute("PRAGMA data_version").fetchone()[0])

    def line_events(self, line: int, known: dict[int, EventCandidate] | None = None) -> list[EventCandidate]:
        """All events on a line, with the roles they have on it; `known` as for `event_candidates`."""
        with translated(self.path):
            return archive_lines.line_events(self.connection, line, known)

    def save_event_line(self, facts: LineFacts) -> int:
        """Put events on one line of the timeline; gives the line."""
        with self._writing() as connection:
            return archive_lines.save_event_line(connection, facts)

    def grow_event_line(self, line: int, facts: LineFacts) -> bool:
        """Put a new event on a line that others are on: `facts.events` and `facts.roles` are of the new one alone.
        False when there is no such line."""
        with self._writing() as connection:
            return archive_lines.grow_event_line(connection, line, facts)

    def said_candidates(self, text: str, limit: int = 50) -> list[SaidCandidate]:
        """Stored quotes with the same folded words."""
        with translated(self.path):
            return archive_lines.said_candidates(self.connection, text, limit)

    def said_elsewhere(
        self, asked: Sequence[tuple[Sequence[str], int]], limit: int = 50
    ) -> list[tuple[Sequence[int], Sequence[int]]]:
        """For each of some words of some stories the rowids of quotes and statements that have all of these words,
        newest stories first: those of the story, and those of others. None where there are no words."""
        with translated(self.path):
            return [archive_lines.said_elsewhere(self.connection, words, rowid, limit) for words, rowid in asked]

    def quotes_of(self, said: Sequence[int]) -> list[SaidCandidate]:
        """Those of some quotes and statements that are quotes."""
        with translated(self.path):
            return archive_lines.quotes_of(self.connection, said)

    def match_said(self, words: Sequence[str], limit: int = 50) -> list[SaidCandidate]:
        """Stored quotes that have all of these words."""
        with translated(self.path):
            return archive_lines.match_said(self.connection, words, limit)

    def save_ledger(self, said_rowids: Sequence[int], wordings: int) -> int:
        """Some quotes are the same words, in so many wordings; gives the ledger row."""
        with self._writing() as connection:
            return archive_lines.save_ledger(connection, said_rowids, wordings)

    def term_counts(self) -> bytes | None:
        """What the grouping keeps of term frequencies, its own bytes."""
        with translated(self.path):
            row = self.connection.execute("SELECT value FROM meta WHERE key = 'term counts'").fetchone()
        return None if row is None else bytes(row[0])

    def save_term_counts(self, data: bytes) -> None:
        """Replace what the grouping keeps of term frequencies; once a batch."""
        with self._writing() as connection:
            connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('term counts', ?)", (data,))
