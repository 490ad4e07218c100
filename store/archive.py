"""The archive: stories and findings, written by the lease holder alone, in transactions of some milliseconds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from feeds.exchange import (
    ArticleWanted,
    ClusterCandidate,
    ClusterFacts,
    ClusterMember,
    CopyCandidate,
    EventCandidate,
    LineFacts,
    ReadStory,
    RequestRow,
    SaidCandidate,
    Saved,
    UnreadStory,
)
from feeds.story import Arrival, FeedState, Findings, Outlet
from store import (
    archive_articles,
    archive_findings,
    archive_groups,
    archive_lines,
    archive_stories,
    archive_unread,
    requests,
    rescoring,
)
from store.connect import connect, translated
from store.feed_states import unpack_state
from store.lease import Lease
from store.moments import to_seconds
from store.prepared import Prepared, Reading
from store.shingles import merge_segments
from store.transactions import Pace, transaction


class Archive:
    """The writer of stories and findings. Open it with `Archive.open`; one at a time has the lease."""

    def __init__(self, path: Path, connection: sqlite3.Connection, lease: Lease) -> None:
        self.path, self.connection, self.lease = path, connection, lease
        self._outlets = archive_stories.Outlets(connection, {})
        self._findings = archive_findings.FindingsWriter(connection)
        self._ready: list[Prepared] = []
        self._arrivals_pace, self._findings_pace = Pace(20, 500), Pace(8, 200)

    @classmethod
    def open(cls, path: Path | str, holder: str, *, wait: float = 0.0) -> Archive:
        """Open the store (made when there is none) and take the lease, waiting up to `wait` seconds for it.

        Raises LeaseHeld with who holds it, or another StoreError.
        """
        path = Path(path).expanduser()
        connection = connect(path, readonly=False, cache_kilobytes=32_000)
        try:
            with translated(path):
                return cls(path, connection, Lease.take(connection, holder, str(path), wait=wait))
        except BaseException:
            connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give back the lease and close the file."""
        try:
            with translated(self.path):
                self.lease.release()
        finally:
            self.connection.close()

    def beat(
        self,
        state: str = "idle",
        done: int = 0,
        total: int = 0,
        message: str = "",
        *,
        next_poll: datetime | None = None,
    ) -> None:
        """Show that the poller lives and what it does; at least every 5 s. Raises LeaseLost when another took over."""
        with translated(self.path):
            self.lease.beat(state, done, total, message, next_poll=None if next_poll is None else to_seconds(next_poll))

    # -------------------------------------------------------------------------------------------- stories

    def feed_states(self) -> dict[str, FeedState]:
        """What is remembered of every feed, by its name."""
        with translated(self.path):
            rows = self.connection.execute("SELECT name, state FROM feed WHERE state IS NOT NULL").fetchall()
        return {name: unpack_state(state) for name, state in rows}

    def save_feed_state(self, state: FeedState) -> None:
        """Write a feed's state alone: after a 304, a failure, or when it is paused."""
        with self._writing() as connection:
            archive_stories.save_state(connection, state)

    def save(
        self,
        feed: str | None,
        state: FeedState | None,
        arrivals: Sequence[Arrival],
        seen: datetime,
        outlets: Mapping[str, Outlet],
    ) -> Saved:
        """Save what a feed brought, in short transactions, its state in the last of them after the stories.

        `outlets` gives what the config knows, by host or by outlet name. Arrivals seen before write nothing.
        """
        left = archive_stories.incoming(arrivals, outlets, archive_stories.repeated(arrivals))
        total = Saved()
        while left or state is not None:
            part = left[: self._arrivals_pace.size]
            del left[: len(part)]
            with self._arrivals_pace.over(len(part)), self._writing() as connection:
                feed_row = archive_stories.feed_row(connection, feed) if feed else None
                saved = archive_stories.save_arrivals(connection, feed_row, part, seen, self._outlets)
                total = Saved(
                    total.new + saved.new,
                    total.revised + saved.revised,
                    total.unchanged + saved.unchanged,
                    total.rowids + saved.rowids,
                )
                if not left and state is not None:
                    archive_stories.save_state(connection, state)
                    state = None
        return total

    # -------------------------------------------------------------------------------------------- findings

    def unread(self, limit: int = 100) -> list[UnreadStory]:
        """Stories whose newest revision the readers have not had, newest arrivals first."""
        with translated(self.path):
            return archive_unread.unread(self.connection, limit)

    def outdated(self, reader: int, limit: int = 100) -> list[UnreadStory]:
        """Stories whose findings are of a reader older than `reader`, newest first, for `store reread`."""
        with translated(self.path):
            return archive_unread.outdated(self.connection, reader, limit)

    def prepare_findings(self, rows: Iterable[ReadStory]) -> None:
        """Work out, before `together`, what `save_findings` of the same stories is going to write in it."""
        with translated(self.path):
            self._ready = self._findings.prepare(sorted(rows, key=lambda row: row.story.rowid))

    def save_findings(
        self,
        rows: Iterable[ReadStory | tuple[UnreadStory, Findings, Sequence[int], bytes | None]],
        version: int,
        knowledge_number: int,
        now: datetime | None = None,
    ) -> int:
        """Save what was read; gives how many stories it was saved for (one revised meanwhile stays unread)."""
        left = [row if isinstance(row, ReadStory) else ReadStory(*row) for row in rows]
        left.sort(key=lambda row: row.story.rowid)  # rows of a story lie side by side: in this order pages fill up
        reading = Reading(version, knowledge_number, to_seconds(now or datetime.now(UTC)))
        if self.connection.in_transaction:  # inside `together`
            ready, self._ready = self._ready, []
            is_ready = len(ready) == len(left) and all(a.row is b for a, b in zip(ready, left, strict=True))
            return self._findings.save(ready if is_ready else self._findings.prepare(left), reading)
        saved = 0
        while left:
            part = left[: self._findings_pace.size]
            del left[: len(part)]
            # What takes the time is done before the transaction, which then only writes.
            prepared = self._findings.prepare(part)
            with self._findings_pace.over(len(part)), self._writing():
                saved += self._findings.save(prepared, reading)
        return saved

    def tidy(self, limit: int = 400) -> int:
        """Drop some of what has served: features and terms clusters were found by, KEEP_FEATURES_DAYS after a story
        came in; then merge segments of the index copies are found by. Gives how many stories or merges; call it when
        idle until it gives 0."""
        with self._writing() as connection:
            return archive_groups.drop_features(connection, limit) or int(merge_segments(connection))

    # -------------------------------------------------------------------------------------------- groups

    def copy_candidates(
        self,
        hashes: Sequence[int],
        exclude_rowid: int | None = None,
        *,
        probes: Sequence[int] | None = None,
        least: int = 3,
        limit: int = 30,
    ) -> list[CopyCandidate]:
        """Stories that share at least `least` sampled shingle hashes with these, one of `probes` (default: any of them)
        among them, most shared first."""
        with translated(self.path):
            index = self._findings.shingles
            return archive_groups.copy_candidates(self.connection, index, hashes, exclude_rowid, least, limit, probes)

    def copy_texts(self, rowids: Sequence[int]) -> list[CopyCandidate]:
        """Stories with texts and features, to be judged as copies; `shared` is 0, those never read are left out."""
        with translated(self.path):
            return archive_groups.copy_texts(self.connection, rowids)

    def save_copy(self, rowid: int, original: int | None) -> None:
        """A story repeats another's text; None takes it back."""
        with self._writing() as connection:
            archive_groups.save_copy(connection, rowid, original)

    def cluster_candidates(
        self, terms: Mapping[int, float], first: datetime, last: datetime, *, least: float = 0.0, limit: int = 60
    ) -> list[ClusterCandidate]:
        """Clusters that share terms with a story and have stories on days between two moments, those whose shared terms
        (given with their weights) weigh most first."""
        with translated(self.path):
            return archive_groups.cluster_candidates(self.connection, terms, first, last, least, limit)

    def cluster_of(self, rowid: int) -> tuple[int | None, int]:
        """The cluster a story is in, and how many stories that has; (None, 0) while it is in none."""
        with translated(self.path):
            row = self.connection.execute(
                "SELECT cluster, cluster.stories FROM story JOIN cluster USING (cluster) WHERE story = ?", (rowid,)
            ).fetchone()
        return (None, 0) if row is None else (int(row[0]), int(row[1]))

    def cluster_members(self, cluster: int) -> list[ClusterMember]:
        """The stories of a cluster, oldest first, with what its facts are judged by."""
        return self.members_of([cluster]).get(cluster, [])

    def members_of(self, clusters: Iterable[int]) -> dict[int, list[ClusterMember]]:
        """The stories of several clusters, each cluster's oldest first; clusters without any are left out."""
        with translated(self.path):
            return archive_groups.members_of(self.connection, clusters)

    def held_clusters(self, clusters: Iterable[int]) -> frozenset[int]:
        """Those of the clusters an analyst has merged, split or pinned; grouping leaves them alone."""
        with translated(self.path):
            return archive_groups.held_clusters(self.connection, clusters)

    def save_cluster(
        self, rowid: int, cluster: int | None, features: bytes | None = None, terms: Iterable[int] = ()
    ) -> int:
        """Put a story into a cluster (None: one of its own); gives the cluster."""
        with self._writing() as connection:
            return archive_groups.save_cluster(connection, rowid, cluster, features, terms)

    def merge_clusters(self, cluster: int, into: int) -> None:
        """Move a cluster's stories into another; its id redirects from now on."""
        with self._writing() as connection:
            archive_groups.merge_clusters(connection, cluster, into)

    def save_cluster_facts(self, cluster: int, facts: ClusterFacts) -> None:
        """Reach, own reporting and why to look twice, as judged over the members."""
        with self._writing() as connection:
            archive_groups.save_cluster_facts(connection, cluster, facts)

    def events_of(self, rowid: int) -> list[EventCandidate]:
        """The events of one story, to be put on lines."""
        with translated(self.path):
            return archive_lines.events_of(self.connection, rowid)

    def event_candidates(
        self,
        kinds: Sequence[str],
        actors: Sequence[str],
        first: str,
        last: str,
        limit: int = 60,
        cluster: int | None = None,
    ) -> list[EventCandidate]:
        """Stored events of some kinds that begin between two ISO dates and name one of the actors (any when none).

        With a cluster also the events of its stories that name no day.
        """
        with translated(self.path):
            return archive_lines.event_candidates(self.connection, kinds, actors, first, last, limit, cluster)

    def line_events(self, line: int) -> list[EventCandidate]:
        """All events on a line, with the roles they have on it."""
        with translated(self.path):
            return archive_lines.line_events(self.connection, line)

    def save_event_line(self, facts: LineFacts) -> int:
        """Put events on one line of the timeline; gives the line."""
        with self._writing() as connection:
            return archive_lines.save_event_line(connection, facts)

    def said_candidates(self, text: str, limit: int = 50) -> list[SaidCandidate]:
        """Stored quotes with the same folded words."""
        with translated(self.path):
            return archive_lines.said_candidates(self.connection, text, limit)

    def is_said_elsewhere(self, words: Sequence[str], rowid: int) -> bool:
        """Whether a story other than this one has a quote or statement with all of these words."""
        with translated(self.path):
            return archive_lines.is_said_elsewhere(self.connection, words, rowid)

    def match_said(self, words: Sequence[str], limit: int = 50) -> list[SaidCandidate]:
        """Stored quotes that have all of these words."""
        with translated(self.path):
            return archive_lines.match_said(self.connection, words, limit)

    def save_ledger(self, said_rowids: Sequence[int], wordings: int) -> int:
        """Some quotes are the same words, in so many wordings; gives the ledger row."""
        with self._writing() as connection:
            return archive_lines.save_ledger(connection, said_rowids, wordings)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Several saves in one transaction, for batches of small decisions; keep it under 50 ms."""
        with self._writing():
            yield

    def term_counts(self) -> bytes | None:
        """What the grouping keeps of term frequencies, its own bytes."""
        with translated(self.path):
            row = self.connection.execute("SELECT value FROM meta WHERE key = 'term counts'").fetchone()
        return None if row is None else bytes(row[0])

    def save_term_counts(self, data: bytes) -> None:
        """Replace what the grouping keeps of term frequencies; once a batch."""
        with self._writing() as connection:
            connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('term counts', ?)", (data,))

    # ---------------------------------------------------------------------------- knowledge, pages, requests

    def furniture(self) -> Mapping[str, frozenset[str]]:
        """Folded sentences learned to be page furniture, by outlet name."""
        with translated(self.path):
            return archive_articles.furniture(self.connection)

    def count_pieces(self, outlet: str, stories: Iterable[tuple[int, str, Sequence[str]]]) -> None:
        """Count folded lines and sentences of stories of one outlet: (rowid, folded title, pieces) each."""
        with self._writing() as connection:
            archive_articles.count_pieces(connection, outlet, stories)

    def piece_counts(self, outlet: str, least: int = 2) -> tuple[list[tuple[str, int, tuple[str, ...]]], int]:
        """([(piece, stories, titles), …], stories of the outlet): what its furniture is learned from."""
        with translated(self.path):
            return archive_articles.piece_counts(self.connection, outlet, least)

    def save_furniture(self, outlet: str, pieces: Iterable[str]) -> bool:
        """Say what an outlet's furniture is from now on; True when that is a change (the knowledge number rises)."""
        with self._writing() as connection:
            return archive_articles.save_furniture(connection, outlet, frozenset(pieces))

    def knowledge_snapshot(self) -> tuple[int, Mapping[str, frozenset[str]]]:
        """(number, furniture): the number rises whenever what is learned changes."""
        with translated(self.path):
            return archive_articles.knowledge_number(self.connection), archive_articles.furniture(self.connection)

    def rules_number(self) -> int | None:
        """The number of the thread rules the stored stories were scored by; None in a new store."""
        with translated(self.path):
            return rescoring.rules_number(self.connection)

    def save_rules_number(self, number: int) -> None:
        """All stored stories are scored by these rules."""
        with self._writing() as connection:
            rescoring.save_rules_number(connection, number)

    def stored_findings(self, after: int, limit: int) -> list[tuple[int, Findings]]:
        """(rowid, the reader's own findings) of stories above a rowid, in that order."""
        with translated(self.path):
            return rescoring.stored_findings(self.connection, after, limit)

    def save_threads(self, rows: Iterable[tuple[int, Findings]]) -> int:
        """Write findings whose threads have changed; gives how many stories changed threads, marks counted."""
        with self._writing() as connection:
            return rescoring.save_threads(connection, rows)

    def want_articles(self, rowids: Iterable[int]) -> None:
        """The linked pages of these stories should be fetched."""
        with self._writing() as connection:
            archive_articles.want(connection, rowids)

    def articles_wanted(self, limit: int = 200) -> list[ArticleWanted]:
        """Stories whose linked page is to be fetched, newest first."""
        with translated(self.path):
            return archive_articles.wanted(self.connection, limit)

    def save_article(
        self,
        rowid: int,
        text: str,
        raw_hash: str = "",
        raw: bytes | None = None,
        *,
        title: str = "",
        is_html: bool = False,
        failed: bool = False,
    ) -> None:
        """The full text of a story's page, to be read again; `failed` gives up on it until it is wanted again."""
        with self._writing() as connection:
            archive_articles.save_article(connection, rowid, text, raw_hash, raw, title, is_html, failed)

    def keep_bodies(self, bodies: Iterable[tuple[str, bytes]], fetched: datetime) -> None:
        """What feeds sent, byte for byte, in short transactions: (feed, body) each."""
        for feed, body in bodies:
            with self._writing() as connection:
                archive_articles.keep_body(connection, archive_stories.feed_row(connection, feed), body, fetched)

    def drop_raw(self, pages_before: datetime, bodies_before: datetime) -> int:
        """Forget pages and feed bodies fetched before a moment ([fetch] keep_raw_days, keep_feed_days); gives how
        many."""
        dropped = 0
        for what, before in (("story", pages_before), ("feed", bodies_before)):
            while True:
                with self._writing() as connection:
                    found = connection.execute(
                        "DELETE FROM raw WHERE raw IN (SELECT raw FROM raw INDEXED BY raw_by_time "
                        f"WHERE fetched < ? AND {what} IS NOT NULL LIMIT 100)",
                        (to_seconds(before),),
                    ).rowcount
                dropped += found
                if found < 100:
                    break
        return dropped

    def requests_pending(self) -> list[RequestRow]:
        """What analysts have asked for, in that order."""
        with translated(self.path):
            return requests.pending(self.connection)

    def finish_request(self, number: int, result: str = "done") -> None:
        """A request is carried out, with what became of it in words."""
        with self._writing() as connection:
            requests.finish(connection, number, result)

    # -------------------------------------------------------------------------------------------- inside

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        if self.connection.in_transaction:  # inside `together`
            yield self.connection
            return
        try:
            with transaction(self.connection, self.path) as connection:
                self.lease.check()
                yield connection
        except BaseException:
            # Rows made in a transaction that was rolled back must not be remembered.
            self._outlets.known.clear()
            self._findings.forget()
            raise
