"""Reads and groups what is stored: batches of stories, saved as they come, so that a poller can be stopped between."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from feeds.digest import Digest
from feeds.exchange import ReadStory, UnreadStory
from feeds.group import Grouping
from feeds.group_archive import GroupArchive
from feeds.learning import FurnitureArchive, learn_from
from feeds.summary import Progress, Summary

if TYPE_CHECKING:
    from feeds.readers import Readers

BATCH = 1000
"""Stories read before their findings and groups are saved."""

READ_TOGETHER = 250
"""Stories whose terms are counted together before they are grouped."""
MOST_SAVED_TOGETHER = 24
_CHARACTERS_TOGETHER = 24_000
"""Stories, and characters of them, saved and grouped in one transaction, which stays under 50 ms; between them a poller
can be stopped. Counted and not timed, so that the same stories are grouped in the same steps everywhere."""


class ReadArchive(FurnitureArchive, GroupArchive, Protocol):
    """What reading asks of the store."""

    def together(self) -> AbstractContextManager[None]: ...

    def unread(self, limit: int = ...) -> list[UnreadStory]: ...

    def outdated(self, reader: int, limit: int = ...) -> list[UnreadStory]: ...

    def prepare_findings(self, rows: Iterable[ReadStory]) -> None: ...

    def save_findings(
        self, rows: Iterable[ReadStory], version: int, knowledge_number: int, now: datetime | None = ...
    ) -> int: ...

    def knowledge_snapshot(self) -> tuple[int, Mapping[str, frozenset[str]]]: ...


def read_stored(
    archive: ReadArchive,
    readers: Readers,
    summary: Summary,
    *,
    now: Callable[[], datetime],
    progress: Progress | None = None,
    may_go_on: Callable[[], bool] = lambda: True,
) -> None:
    """Reads every story the readers have not had, oldest of a batch first, and saves the findings as they come.

    `may_go_on` is asked after every few stories; when it gives False the rest is left for the next time.
    """
    _read_batches(archive, readers, summary, lambda: archive.unread(BATCH), now, progress, may_go_on)


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

    _read_batches(archive, readers, summary, lambda: archive.outdated(READER_VERSION, BATCH), now, progress, may_go_on)


def _read_batches(
    archive: ReadArchive,
    readers: Readers,
    summary: Summary,
    following: Callable[[], list[UnreadStory]],
    now: Callable[[], datetime],
    progress: Progress | None,
    may_go_on: Callable[[], bool],
) -> None:
    from feeds.reading import READER_VERSION

    grouping = Grouping(archive)
    while unread := sorted(following(), key=lambda story: story.rowid):
        learn_from(archive, unread)
        number, furniture = archive.knowledge_snapshot()
        readers.learn(number, dict(furniture))
        before = summary.read
        digests = readers.read([story.document for story in unread])
        for part in _parts(zip(unread, digests, strict=True), READ_TOGETHER):
            for saved in _steps(grouping.featured(part)):
                archive.prepare_findings(saved)
                with archive.together():
                    summary.read += archive.save_findings(saved, READER_VERSION, number, now())
                    grouping.group(saved)
                readers.keep_busy()
                if progress:
                    progress("reading", summary.read - before, len(unread))
                if not may_go_on():
                    return
            grouping.regroup()
        for index, how in readers.gave_up:
            summary.fail(unread[index].document.title or unread[index].id, how)
        if summary.read == before:
            return


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


def _parts(stories: Iterable[tuple[UnreadStory, Digest]], size: int) -> Iterator[list[tuple[UnreadStory, Digest]]]:
    part: list[tuple[UnreadStory, Digest]] = []
    for story in stories:
        part.append(story)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part
