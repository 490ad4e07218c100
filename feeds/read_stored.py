"""Reads and groups what is stored: batches of stories, saved as they come, so that a poller can be stopped between."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import AbstractContextManager
from datetime import datetime
from time import perf_counter
from typing import TYPE_CHECKING, Protocol, TypeAlias

from feeds.digest import Digest
from feeds.exchange import ReadStory, UnreadStory
from feeds.group import Grouping
from feeds.group_archive import GroupArchive
from feeds.learning import FurnitureArchive, learn_from
from feeds.summary import Progress, Summary

if TYPE_CHECKING:
    from feeds.readers import Readers
    from feeds.story import Document

BATCH = 1000
"""Stories read before their findings and groups are saved."""

READ_TOGETHER = 250
"""Stories whose terms are counted together before they are grouped."""
MOST_SAVED_TOGETHER = 24
_CHARACTERS_TOGETHER = 24_000
"""Stories, and characters of them, saved and grouped in one step, which stays under 50 ms; between transactions of some
steps a poller can be stopped. Counted and not timed, so that the same stories are grouped in the same steps
everywhere."""
_YOUNG_SECONDS = 0.018
"""As long as a transaction is younger another step finds room in it: how many share one makes no difference to what is
saved."""

Following: TypeAlias = "Callable[[int, Set[tuple[int, int]]], list[UnreadStory]]"
"""Up to so many stories that are to be read next, but for some: rowids with revisions."""


class ReadArchive(FurnitureArchive, GroupArchive, Protocol):
    """What reading asks of the store."""

    def together(self) -> AbstractContextManager[None]: ...

    def unread(self, limit: int = ..., but: Set[tuple[int, int]] = ...) -> list[UnreadStory]: ...

    def outdated(self, reader: int, limit: int = ..., but: Set[tuple[int, int]] = ...) -> list[UnreadStory]: ...

    def prepare_findings(self, rows: Iterable[ReadStory]) -> None: ...

    def save_findings(
        self, rows: Iterable[ReadStory], version: int, knowledge_number: int, now: datetime | None = ...
    ) -> int: ...

    def index_words(self) -> None: ...

    def knowledge_snapshot(self) -> tuple[int, Mapping[str, frozenset[str]]]: ...


class Begun:
    """Reading that has begun while more stories come in: the first of a batch are with the reading processes, nothing
    is saved. For `read_stored` to go on with; `close` drops it, and its stories stay unread."""

    def __init__(self, archive: ReadArchive, readers: Readers) -> None:
        self.stories = _Stories(archive, readers, archive.unread)
        self.digests = readers.begin(self.stories.documents())

    def close(self) -> None:
        """Lets go of what was read."""
        self.digests.close()


def read_stored(
    archive: ReadArchive,
    readers: Readers,
    summary: Summary,
    *,
    now: Callable[[], datetime],
    progress: Progress | None = None,
    may_go_on: Callable[[], bool] = lambda: True,
    begun: Begun | None = None,
) -> None:
    """Reads every story the readers have not had, oldest of a batch first, and saves the findings as they come.

    `may_go_on` is asked after every few stories; when it gives False the rest is left for the next time. What has
    `begun` is gone on with.
    """
    grouping = Grouping(archive)
    if begun is not None:
        started = begun.stories, begun.digests
        if not _read_batches(archive, readers, grouping, summary, *started, now, progress, may_go_on):
            return
    # What has begun ends when it has found nothing more once, which may be before the last feed answered.
    stories = _Stories(archive, readers, archive.unread)
    digests = readers.read(stories.documents())
    _read_batches(archive, readers, grouping, summary, stories, digests, now, progress, may_go_on)


def reread_outdated(
    archive: ReadArchive,
    readers: Readers,
    summary: Summary,
    *,
    now: Callable[[], datetime],
    progress: Progress | None = None,
    may_go_on: Callable[[], bool] = lambda: True,
) -> None:
    """Reads again what an older version of the readers has read."""
    from feeds.reading import READER_VERSION

    def outdated(limit: int, but: Set[tuple[int, int]]) -> list[UnreadStory]:
        return archive.outdated(READER_VERSION, limit, but)

    stories = _Stories(archive, readers, outdated)
    digests = readers.read(stories.documents())
    _read_batches(archive, readers, Grouping(archive), summary, stories, digests, now, progress, may_go_on)


def _read_batches(
    archive: ReadArchive,
    readers: Readers,
    grouping: Grouping,
    summary: Summary,
    stories: _Stories,
    digests: Iterator[Digest],
    now: Callable[[], datetime],
    progress: Progress | None,
    may_go_on: Callable[[], bool],
) -> bool:
    """Saves and groups what is read as it comes; whether it may go on."""
    from feeds.reading import READER_VERSION

    before = summary.read
    for number, part in _parts(stories.with_digests(digests, summary), READ_TOGETHER):
        steps = _steps(grouping.featured(part))
        while saved := _save_some(archive, grouping, steps, READER_VERSION, number, now):
            for step, count in saved:
                summary.read += count
                if count == len(step):
                    stories.are_saved(step)
            readers.keep_busy()
            if progress:
                progress("reading", summary.read - before, stories.asked)
            if not may_go_on():
                archive.index_words()
                return False
        grouping.regroup()
        archive.index_words()
    return True


def _save_some(
    archive: ReadArchive,
    grouping: Grouping,
    steps: Iterator[Sequence[ReadStory]],
    version: int,
    number: int,
    now: Callable[[], datetime],
) -> list[tuple[Sequence[ReadStory], int]]:
    """Saves and groups the next of the steps in one transaction, and more of them while it is young: pages that all
    of them change are written once. Gives each with how many stories of it were saved; nothing where none is left."""
    done: list[tuple[Sequence[ReadStory], int]] = []
    if (step := next(steps, None)) is None:
        return done
    archive.prepare_findings(step)
    started = perf_counter()
    with archive.together():
        while True:
            done.append((step, archive.save_findings(step, version, number, now())))
            grouping.group(step)
            if perf_counter() - started > _YOUNG_SECONDS or (following := next(steps, None)) is None:
                return done
            step = following
            archive.prepare_findings(step)


class _Stories:
    """The stories to be read, a batch after the other, on their way to the readers and back. The next batch is taken
    when the readers have all of the one before, so that they need not wait until that is grouped."""

    def __init__(self, archive: ReadArchive, readers: Readers, following: Following) -> None:
        self._archive = archive
        self._readers = readers
        self._following = following
        self._away: deque[tuple[int, UnreadStory]] = deque()
        """The stories that are being read, in order, each with the number of what it is read with."""
        self._taken: set[tuple[int, int]] = set()
        """Stories and revisions that were taken and, as far as is known, are not saved."""
        self.asked = 0

    def documents(self) -> Iterator[Document]:
        """The text of one story after the other, oldest of a batch first; what it brings is learned before each."""
        while batch := self._next():
            learn_from(self._archive, batch)
            number, furniture = self._archive.knowledge_snapshot()
            self._readers.learn(number, dict(furniture))
            self.asked += len(batch)
            for story in batch:
                self._away.append((number, story))
                yield story.document

    def with_digests(
        self, digests: Iterable[Digest], summary: Summary
    ) -> Iterator[tuple[int, tuple[UnreadStory, Digest]]]:
        """The stories with what came of them, as it comes; those no reader survived are told of."""
        for index, digest in enumerate(digests):
            number, story = self._away.popleft()
            for failed, how in self._readers.gave_up:
                if failed == index:
                    summary.fail(story.document.title or story.id, how)
            yield number, (story, digest)

    def are_saved(self, stories: Iterable[ReadStory]) -> None:
        """These will not come again."""
        self._taken.difference_update([(read.story.rowid, read.story.revision) for read in stories])

    def _next(self) -> list[UnreadStory]:
        # What was revised while it was read comes again, as what it is now.
        new = self._following(BATCH, self._taken)
        self._taken.update([(story.rowid, story.revision) for story in new])
        return sorted(new, key=lambda story: story.rowid)


def _steps(stories: Sequence[ReadStory]) -> Iterator[Sequence[ReadStory]]:
    """What is saved together, in order: up to so many stories and characters, at least one story."""
    start, size = 0, 0
    for end, story in enumerate(stories):
        length = len(story.story.document.text)
        if end > start and (end - start == MOST_SAVED_TOGETHER or size + length > _CHARACTERS_TOGETHER):
            yield stories[start:end]
            start, size = end, 0
        size += length
    if start < len(stories):
        yield stories[start:]


def _parts(
    stories: Iterable[tuple[int, tuple[UnreadStory, Digest]]], size: int
) -> Iterator[tuple[int, list[tuple[UnreadStory, Digest]]]]:
    """Stories read with the same number, up to so many at a time."""
    number, part = 0, list[tuple[UnreadStory, Digest]]()
    for its_number, story in stories:
        if part and its_number != number:
            yield number, part
            part = []
        number = its_number
        part.append(story)
        if len(part) == size:
            yield number, part
            part = []
    if part:
        yield number, part
