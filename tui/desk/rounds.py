"""One round over the intake: poll, take up files, read and group. Shared by `refresh`, `add` and the poller."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from feeds.read_stored import BATCH, Begun, read_stored, reread_outdated
from feeds.refresh import take_arrivals, take_articles, take_feeds, take_files, take_folder
from feeds.rescore import rescore_stored
from feeds.summary import Summary
from tui.desk.progress import ProgressLine

if TYPE_CHECKING:
    from feeds.readers import Readers
    from feeds.settings import FeedSettings, Settings
    from feeds.story import Arrival
    from store.archive import Archive

_COLLECTED_AFTER = (100_000, 20, 20)
"""When garbage in circles is looked for (`gc.set_threshold`): what is read and grouped makes little, and looking as
often as is usual took a fourteenth of the time of grouping, every 20,000 objects still an eightieth. The archive puts
it off to the end of a transaction."""

FilesKnown = dict[Path, tuple[int, int]]
"""Files taken up already: (size, modified in nanoseconds)."""


class Rounds:
    """Rounds over one store whose lease is held. `may_go_on` is asked between small steps; False leaves the rest."""

    def __init__(
        self,
        archive: Archive,
        settings: Settings,
        readers: Readers,
        progress: ProgressLine,
        may_go_on: Callable[[], bool] = lambda: True,
    ) -> None:
        gc.set_threshold(*_COLLECTED_AFTER)
        self.archive = archive
        self.settings = settings
        self.readers = readers
        self.progress = progress
        self.may_go_on = may_go_on
        self._begun: Begun | None = None
        """What is read already while feeds are polled."""

    def feeds(self, feeds: Sequence[FeedSettings], summary: Summary, *, force: bool = False) -> None:
        """Polls the feeds that are due, with `force` all of them. Where they bring very many stories the first are
        read meanwhile, for `read` to save."""
        self._drop_begun()
        try:
            asyncio.run(
                self._watched(
                    "polling",
                    take_feeds(
                        self.archive,
                        self.settings,
                        feeds,
                        summary,
                        now=_now(),
                        force=force,
                        progress=self.progress,
                        on_stories=self._read_ahead,
                    ),
                )
            )
        except BaseException:
            self._drop_begun()
            raise

    def _read_ahead(self, new: int) -> None:
        self.readers.expect(new)
        if self._begun is not None:
            self.readers.keep_busy()
        elif new >= BATCH:
            self._begun = Begun(self.archive, self.readers)

    def _drop_begun(self) -> None:
        begun, self._begun = self._begun, None
        if begun is not None:
            begun.close()

    def articles(self, summary: Summary) -> None:
        """Fetches the pages of stories that have only a summary, where their feed says so, and reads them."""
        if self.archive.articles_wanted(1):
            work = take_articles(self.archive, self.settings, summary, progress=self.progress)
            asyncio.run(self._watched("fetching pages", work))
            self.read(summary)

    async def _watched(self, what: str, work: Coroutine[None, None, None]) -> None:
        """Does slow work while the heart beats; a request to stop is heard within half a second."""
        task = asyncio.ensure_future(work)
        while not task.done():
            await asyncio.wait([task], timeout=0.5)
            self.progress.tick()
            if not self.may_go_on():
                task.cancel()
        if not task.cancelled():
            task.result()

    def folders(self, summary: Summary, known: FilesKnown | None = None) -> None:
        """Takes up what is new or changed in the watched folders; `known` remembers between rounds."""
        for folder in self.settings.folders:
            take_folder(self.archive, self.settings, folder, summary, now=_now(), known=known)

    def files(
        self, paths: Sequence[Path], summary: Summary, *, outlet: str = "", published: datetime | date | None = None
    ) -> None:
        """Takes up files and folders."""
        take_files(
            self.archive,
            self.settings,
            paths,
            summary,
            now=_now(),
            outlet=outlet,
            published=published,
            progress=self.progress,
        )

    def arrivals(self, arrivals: Sequence[Arrival], summary: Summary) -> None:
        """Takes up stories at hand."""
        take_arrivals(self.archive, self.settings, arrivals, summary, now=_now())

    def read(self, summary: Summary) -> None:
        """Reads and groups what is stored and unread; scores threads anew first when their rules have changed."""
        rescore_stored(self.archive, self.settings, progress=self.progress, may_go_on=self.may_go_on)
        begun, self._begun = self._begun, None
        read_stored(
            self.archive,
            self.readers,
            summary,
            now=_now,
            progress=self.progress,
            may_go_on=self.may_go_on,
            begun=begun,
        )

    def reread(self, summary: Summary) -> None:
        """Reads again what an older version of the readers has read."""
        self._drop_begun()
        reread_outdated(self.archive, self.readers, summary, now=_now, progress=self.progress, may_go_on=self.may_go_on)


@contextmanager
def open_rounds(settings: Settings, store: Path, *, narrate: TextIO | None, wait: float = 0.0) -> Iterator[Rounds]:
    """Rounds for one command, which holds the lease meanwhile.

    Raises LeaseHeld when another poller holds it, StoreError when the store cannot be used.
    """
    from feeds.readers import Readers
    from store.archive import Archive
    from store.written import written

    with Archive.open(store, "watchfloor refresh", wait=wait) as archive:
        progress = ProgressLine(narrate, archive.beat)
        readers = Readers(settings, reading_processes(), tick=progress.tick, prepare=written)
        try:
            yield Rounds(archive, settings, readers, progress)
        finally:
            progress.clear()
            readers.close()


def reading_processes() -> int:
    """How many processes read: one a core, two at most (a story costs milliseconds; the store has one writer)."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:
        cores = os.cpu_count() or 1
    return max(1, min(2, cores))


def _now() -> datetime:
    return datetime.now(UTC)
