"""What of a story belongs to a thread: a brief is by thread, and a story that touches one says much else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from store.queries import Queries


class Passage(Protocol):
    """Where a row of a story stands."""

    @property
    def story_rowid(self) -> int:
        """The story, by its private number."""

    @property
    def paragraph(self) -> int | None:
        """None is the title."""

    @property
    def start(self) -> int:
        """First code point of the sentence or words within the paragraph."""

    @property
    def end(self) -> int:
        """One past the last."""


IN_SENTENCE, IN_PARAGRAPH, IN_STORY, ELSEWHERE = 3, 2, 1, 0
"""How near a row is to what put its story on the thread; IN_STORY: only the whole story is about the thread."""


@dataclass(slots=True)
class Relevance:
    """How near rows are to a thread, by the passages that earned their story its place on it."""

    queries: Queries
    thread: str
    _stories: dict[int, tuple[bool, dict[int | None, list[tuple[int, int]]]]] = field(default_factory=dict)

    def of(self, row: Passage) -> int:
        """IN_SENTENCE, IN_PARAGRAPH, IN_STORY or ELSEWHERE. A story laid on the thread by hand is about it whole."""
        is_primary, passages = self._of_story(row.story_rowid)
        spans = passages.get(row.paragraph, ())
        if any(start < row.end and end > row.start for start, end in spans):
            return IN_SENTENCE
        if spans:
            return IN_PARAGRAPH
        return IN_STORY if is_primary else ELSEWHERE

    def _of_story(self, rowid: int) -> tuple[bool, dict[int | None, list[tuple[int, int]]]]:
        known = self._stories.get(rowid)
        if known is None:
            passages: dict[int | None, list[tuple[int, int]]] = {}
            is_primary = True
            for link in self.queries.findings(rowid).threads:
                if link.id == self.thread:
                    is_primary = link.role == "primary" or not link.evidence
                    for evidence in link.evidence:
                        passages.setdefault(evidence.paragraph, []).append((evidence.start, evidence.end))
            known = self._stories[rowid] = (is_primary, passages)
        return known
