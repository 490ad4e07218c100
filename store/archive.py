"""The archive: stories and findings, written by the lease holder alone, in transactions of some milliseconds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import UTC, datetime

from feeds.exchange import ReadStory, Saved, UnreadStory
from feeds.story import Arrival, FeedState, Findings, Outlet
from store import archive_groups, archive_stories, archive_unread
from store.archive_for_grouping import GroupingArchive
from store.archive_knowledge import KnowledgeArchive
from store.connect import translated
from store.feed_states import unpack_state
from store.moments import to_seconds
from store.prepared import Reading
from store.shingles import merge_segments
from store.transactions import uncollected


class Archive(GroupingArchive, KnowledgeArchive):
    """The writer of stories and findings. Open it with `Archive.open`; one at a time has the lease."""

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
            with uncollected(), self._writing(self._arrivals_pace, len(part)) as connection:
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

    def unread(self, limit: int = 100, but: Set[tuple[int, int]] = frozenset()) -> list[UnreadStory]:
        """Stories whose newest revision the readers have not had, newest arrivals first; none of `but`, which are
        rowids with revisions."""
        with translated(self.path):
            return archive_unread.unread(self.connection, limit, but)

    def outdated(self, reader: int, limit: int = 100, but: Set[tuple[int, int]] = frozenset()) -> list[UnreadStory]:
        """Stories whose findings are of a reader older than `reader`, newest first and but for some, for `store
        reread`."""
        with translated(self.path):
            return archive_unread.outdated(self.connection, reader, limit, but)

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
        with uncollected():
            while left:
                part = left[: self._findings_pace.size]
                del left[: len(part)]
                # What takes the time is done before the transaction, which then only writes.
                prepared = self._findings.prepare(part)
                with self._writing(self._findings_pace, len(part)):
                    saved += self._findings.save(prepared, reading)
            prepared.clear()
        self.index_words()
        return saved

    def tidy(self, limit: int = 400) -> int:
        """Let the words be found of what a poller that was stopped had read; drop some of what has served: features and
        terms clusters were found by, KEEP_FEATURES_DAYS after a story came in; then merge segments of the index copies
        are found by, and learn what is in it. Gives how many stories or merges; call it when idle until it gives 0."""
        self.index_words()
        with self._writing() as connection:
            if dropped := archive_groups.drop_features(connection, limit):
                return dropped
            return int(merge_segments(connection)) or self._findings.shingles.learn(limit)
