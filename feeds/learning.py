"""Learns an outlet's page furniture from what it sends, before that is read: lines under many unrelated titles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from feeds.exchange import UnreadStory

_LEAST_STORIES = 2
"""Pieces of fewer stories are no furniture and need not be looked at."""
_MOST_TOGETHER = 120
"""Stories whose lines are counted in one transaction."""


class FurnitureArchive(Protocol):
    """What learning asks of the store."""

    def together(self) -> AbstractContextManager[None]: ...

    def count_pieces(self, outlet: str, stories: Iterable[tuple[int, str, Sequence[str]]]) -> None: ...

    def piece_counts(self, outlet: str, least: int = ...) -> tuple[list[tuple[str, int, tuple[str, ...]]], int]: ...

    def save_furniture(self, outlet: str, pieces: Iterable[str]) -> bool: ...


def learn_from(archive: FurnitureArchive, stories: Sequence[UnreadStory]) -> None:
    """Counts the lines of stories that were not read before, and saves what follows of their outlets' furniture."""
    from feeds.reading.furniture import PieceCount, fold_pieces, learn_furniture
    from feeds.reading.pieces import pieces

    by_outlet: dict[str, list[UnreadStory]] = {}
    for story in stories:
        if story.outlet and not story.is_reread:
            by_outlet.setdefault(story.outlet, []).append(story)
    for part in _parts(by_outlet.items()):
        counted = [
            (outlet, [(story.rowid, title, pieces(story.document)) for story, title in zip(own, titles, strict=True)])
            for outlet, own in part
            if (titles := fold_pieces([story.document.title or "" for story in own]))
        ]
        with archive.together():
            for outlet, rows in counted:
                archive.count_pieces(outlet, rows)
                counts, known = archive.piece_counts(outlet, _LEAST_STORIES)
                learned = learn_furniture((PieceCount(*count) for count in counts), known)
                archive.save_furniture(outlet, learned)


def _parts(
    outlets: Iterable[tuple[str, Sequence[UnreadStory]]],
) -> Iterator[list[tuple[str, Sequence[UnreadStory]]]]:
    """Some outlets each, whose stories are counted in one short transaction."""
    part: list[tuple[str, Sequence[UnreadStory]]] = []
    size = 0
    for outlet, own in outlets:
        for start in range(0, len(own), _MOST_TOGETHER):
            some = own[start : start + _MOST_TOGETHER]
            if part and size + len(some) > _MOST_TOGETHER:
                yield part
                part, size = [], 0
            part.append((outlet, some))
            size += len(some)
    if part:
        yield part
