"""What the archive keeps beside stories: learned furniture, thread rules, pages and bodies, requests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from feeds.exchange import ArticleWanted, RequestRow
from feeds.story import Findings
from store import archive_articles, archive_stories, requests, rescoring
from store.archive_base import ArchiveBase
from store.connect import translated
from store.moments import to_seconds


class KnowledgeArchive(ArchiveBase):
    """Furniture, rules, pages and requests."""

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
