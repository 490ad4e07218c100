"""One finding by its public address, as the basket and citations ask for it: whatever a new reading made of its row."""

from __future__ import annotations

from store.identity import finding_key, number_of
from store.queries_threads import ThreadQueries
from store.rows import SaidRow, TimelineRow
from store.schema import FINDING_BITS


class FindingQueries(ThreadQueries):
    """Findings that are known by kind and words, not by row."""

    def finding_of(self, story: int, kind: str, text: str) -> SaidRow | TimelineRow | None:
        """The "quote", "statement" or "event" of a story (a rowid) with those words, None when no reading has it."""
        return self._finding(story, kind, finding_key(kind, text))

    def finding_at(self, address: str) -> SaidRow | TimelineRow | None:
        """The finding of an address (story id, kind, key, occurrence), None when it or its story has gone."""
        parts = address.split(" ")
        if len(parts) != 4 or (key := number_of(parts[2])) is None:
            return None
        row = self.one("SELECT story FROM story WHERE id = ?", (number_of(parts[0]),))
        return None if row is None else self._finding(row[0], parts[1], key)

    def _finding(self, story: int, kind: str, key: int) -> SaidRow | TimelineRow | None:
        if kind != "event":
            is_statement = kind == "statement"
            said = [row for row in self.said_in(story) if row.is_statement == is_statement]
            return next((row for row in said if finding_key(kind, row.text) == key), None)
        low = story << FINDING_BITS
        events = self.rows(
            f"SELECT event, what FROM event e WHERE event >= ? AND event < ? AND {self.known('e')}",
            (low, low + (1 << FINDING_BITS)),
        )
        found = [event for event, what in events if finding_key(kind, what) == key]
        return next(iter(self.event_lines(found[:1])), None)
