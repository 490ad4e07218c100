"""Learns an outlet's page furniture from what it sends, before that is read: lines under many unrelated titles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from feeds.exchange import UnreadStory

_LEAST_STORIES = 2
"""Pieces of fewer stories are no furniture and need not be looked at."""


class FurnitureArchive(Protocol):
    """What learning asks of the store."""

    def count_pieces(self, outlet: str, stories: Iterable[tuple[int, str, Sequence[str]]]) -> None: ...

    def piece_counts(self, outlet: str, least: int = ...) -> tuple[list[tuple[str, int, tuple[str, ...]]], int]: ...

    def save_furniture(self, outlet: str, pieces: Iterable[str]) -> bool: ...


def learn_from(archive: FurnitureArchive, stories: Sequence[UnreadStory]) -> None:
    """Counts the lines of stories that were not read before, and saves what follows of their outlets' furniture."""
    from feeds.reading.clean import pieces
    from feeds.reading.furniture import PieceCount, fold_piece, learn_furniture

    by_outlet: dict[str, list[UnreadStory]] = {}
    for story in stories:
        if story.outlet and not story.is_reread:
            by_outlet.setdefault(story.outlet, []).append(story)
    for outlet, own in by_outlet.items():
        rows = [(story.rowid, fold_piece(story.document.title or ""), pieces(story.document)) for story in own]
        archive.count_pieces(outlet, rows)
        counts, known = archive.piece_counts(outlet, _LEAST_STORIES)
        archive.save_furniture(outlet, learn_furniture((PieceCount(*count) for count in counts), known))
