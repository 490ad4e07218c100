"""One round of the poller: the lease, the intake, the readers and the grouping, brought together for one refresh."""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

from feeds.refresh import Summary, read_stored, take_feeds, take_files, take_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feeds.settings import Settings


class Round:
    """A refresh by a command: takes the lease for as long as it lasts.

    Raises LeaseHeld when another poller holds it, StoreError when the store cannot be used.
    """

    def __init__(self, settings: Settings, store: Path, *, narrate: TextIO | None, wait: float = 0.0) -> None:
        from feeds.readers import Readers
        from store.archive import Archive
        from tui.desk.progress import ProgressLine

        self.settings = settings
        self.archive = Archive.open(store, "watchfloor refresh", wait=wait)
        self.readers = Readers(settings, reading_processes())
        self.progress = ProgressLine(narrate, self.archive.beat)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.progress.clear()
        self.readers.close()
        self.archive.close()

    def files(self, paths: Sequence[Path], *, outlet: str = "", published: datetime | date | None = None) -> Summary:
        """Takes up files and folders, then reads and groups."""
        summary = Summary()
        take_files(
            self.archive,
            self.settings,
            paths,
            summary,
            now=datetime.now(UTC),
            outlet=outlet,
            published=published,
            progress=self.progress,
        )
        self._read(summary)
        return summary

    def feeds(self, names: Sequence[str], *, force: bool) -> Summary:
        """Polls the feeds that are due (or all named ones), takes up the watched folders, then reads and groups."""
        summary = Summary()
        chosen = [feed for feed in self.settings.feeds if not names or feed.name in names]
        now = datetime.now(UTC)
        asyncio.run(
            take_feeds(self.archive, self.settings, chosen, summary, now=now, force=force, progress=self.progress)
        )
        if not names:
            for folder in self.settings.folders:
                take_folder(self.archive, self.settings, folder, summary, now=now)
        self._read(summary)
        return summary

    def _read(self, summary: Summary) -> None:
        read_stored(self.archive, self.readers, summary, now=lambda: datetime.now(UTC), progress=self.progress)


def reading_processes() -> int:
    """How many processes read: one a core, two at most (a story costs milliseconds; the store has one writer)."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:
        cores = os.cpu_count() or 1
    return max(1, min(2, cores))
