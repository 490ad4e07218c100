"""Which events of a thread's stories belong to the thread: all of a story about it, of one that only touches it those
in the paragraphs that do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from store.query import Field, Query
from store.query_conditions import listed
from store.schema import FINDING_BITS

if TYPE_CHECKING:
    from feeds.story import Findings
    from store.queries_base import Reader

MOST_KEPT = 4_000
"""Stories whose passages are remembered, so that a list that is asked for again and again is not read again."""


class Belonging:
    """What belongs to some threads, by the passages that earned a story its place on them."""

    def __init__(self, reader: Reader, findings: Callable[[int], Findings]) -> None:
        self._reader = reader
        self._findings = findings
        self._passages: dict[tuple[int, int, str], frozenset[int | None] | None] = {}

    def threads_of(self, query: Query) -> dict[int, str]:
        """The threads a query asks for at its top, row to id; none where it asks for those on no thread."""
        asked = [
            value.text
            for node in query.nodes
            if isinstance(node, Field) and node.name == "thread"
            for value in node.values
        ]
        if not asked or "-" in asked or "none" in asked:
            return {}
        rows = [row for text in asked for row in self._reader.names.thread(text)]
        found = self._reader.rows(
            "SELECT thread, id FROM thread WHERE thread IN (SELECT value FROM json_each(?))", (listed(rows),)
        )
        return dict(found)

    def kept(self, events: Sequence[int], threads: dict[int, str]) -> set[int]:
        """Those of some events that belong to one of the threads."""
        stories = sorted({event >> FINDING_BITS for event in events})
        links: dict[int, list[tuple[str, bool]]] = {}
        for story, thread, is_primary in self._reader.rows(
            "SELECT t.story, t.thread, t.is_primary FROM json_each(?) AS asked CROSS JOIN json_each(?) AS wanted "
            "CROSS JOIN thread_story t INDEXED BY thread_story_by_arrival "
            "ON t.thread = asked.value AND t.story = wanted.value",
            (listed(sorted(threads)), listed(stories)),
        ):
            links.setdefault(story, []).append((threads[thread], bool(is_primary)))
        # A story laid on a thread by no link that is known here is about it whole.
        touching = {story for story, on in links.items() if not any(is_primary for _, is_primary in on)}
        if not touching:
            return set(events)
        read = dict(
            self._reader.rows(
                "SELECT s.story, coalesce(s.read_at, 0) FROM json_each(?) AS wanted CROSS JOIN story s ON s.story = "
                "wanted.value",
                (listed(sorted(touching)),),
            )
        )
        doubtful = [event for event in events if event >> FINDING_BITS in touching]
        places = self._reader.rows(
            "SELECT e.event, e.paragraph FROM json_each(?) AS wanted CROSS JOIN event e ON e.event = wanted.value",
            (listed(doubtful),),
        )
        elsewhere = {
            event
            for event, paragraph in places
            if not any(
                self._is_in_passage(event >> FINDING_BITS, read, thread, paragraph)
                for thread, _ in links[event >> FINDING_BITS]
            )
        }
        return set(events) - elsewhere

    def _is_in_passage(self, story: int, read: dict[int, int], thread: str, paragraph: int | None) -> bool:
        key = story, read.get(story, 0), thread
        if key not in self._passages:
            if len(self._passages) >= MOST_KEPT:
                self._passages.clear()
            links = [link for link in self._findings(story).threads if link.id == thread]
            paragraphs = frozenset(evidence.paragraph for link in links for evidence in link.evidence)
            # A link without a passage was laid by hand: the whole story belongs.
            self._passages[key] = paragraphs if any(link.evidence for link in links) else None
        known = self._passages[key]
        return known is None or paragraph in known
