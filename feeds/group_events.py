"""Puts the events of stories just read on lines of the timeline: one line an event, however many tell it.

The judging is in feeds.grouping.timeline, pure; here its questions are put to the store and its answers handed back.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence, Set
from dataclasses import replace
from typing import TYPE_CHECKING

from feeds.exchange import EventCandidate, ReadStory
from feeds.group_archive import GroupArchive

if TYPE_CHECKING:
    from feeds.grouping.timeline import Placement
    from feeds.grouping.timeline_growing import GrowingLine
    from feeds.grouping.timeline_telling import Telling

MOST_EVENTS_KNOWN = 4_000
"""Events kept in memory from batch to batch."""
_LONG = 6
"""Tellings a line has when it is kept in memory, for the next to be added to it."""
_MOST_TELLINGS = 20_000
"""On all lines kept so."""


class EventLines:
    """The lines of the timeline as stories are placed on them; keeps the events it met last from batch to batch."""

    def __init__(self, archive: GroupArchive) -> None:
        self._archive = archive
        self._known: dict[int, EventCandidate] = {}
        """Events that others were compared with, for the next to be. What their stories are in may be older: no
        comparison asks for it."""
        self._long: dict[int, GrowingLine] = {}
        """Long lines, whose next telling costs what it changes."""
        self._met: dict[int, Telling] = {}
        """Of those what comparisons ask."""
        self._seen = 0

    def place(self, stories: Sequence[ReadStory], alone: Collection[int], copies: Set[int]) -> None:
        """Places the events of stories that are saved and in their clusters, inside the same transaction. `alone` are
        clusters of one of these stories each; `copies` earlier stories that turned out to be copies of later ones."""
        rowids = [story.story.rowid for story in stories]
        again = {story.story.rowid for story in stories if story.story.is_reread}
        new = None if again else self._archive.new_events_of(rowids)
        if new is not None:
            self._forget_changed(copies)
            if new:
                self._place_all(new, max(rowids), alone, again, may_grow=True)
            return
        self._forget_changed(copies | set(rowids))
        # What is placed again may join lines with one another, and take in events before they have their turn.
        self._long.clear()
        for rowid in rowids:
            self._place_all(self._archive.events_of([rowid]), max(rowids), alone, again, may_grow=False)

    def forget(self) -> None:
        """Lets go of everything, when what was written is taken back."""
        self._known.clear()
        self._met.clear()
        self._long.clear()

    def _place_all(
        self, events: Sequence[EventCandidate], last: int, alone: Collection[int], again: Set[int], *, may_grow: bool
    ) -> None:
        from feeds.grouping.timeline import lookup, place

        self._known.update([(event.rowid, event) for event in events])
        before = 0
        for event in events:
            is_first, before = event.story_rowid != before, event.story_rowid
            if event.line != event.rowid or event.role != "report":
                continue
            is_again = event.story_rowid in again
            # Then there is nothing else in its cluster, and what it tells first waits itself.
            is_alone = event.cluster == event.story_rowid and event.cluster in alone
            asked = lookup(event)
            candidates = self._archive.event_candidates(
                asked.kinds,
                asked.actors,
                asked.first,
                asked.last,
                cluster=None if is_first and not is_again and is_alone else event.cluster,
                known=self._known,
                # Stories of one step are saved before any is placed. An event joins what was placed before it, so
                # that three alike become one line and not a line of two beside a line of one.
                unplaced=None if is_again else (event.rowid, last),
            )
            placement = place(event, candidates, self._met)
            if placement.line is None and placement.in_response_to is None:
                continue
            if not may_grow or placement.line is None or not self._grow(event, placement.line):
                self._join(event, placement, may_grow)

    def _grow(self, event: EventCandidate, line: int) -> bool:
        """Adds a new event to a long line that is kept; whether it is one."""
        long = self._long.get(line)
        if long is None:
            return False
        facts = long.add(event)
        if facts is None or not self._archive.grow_event_line(line, facts):
            del self._long[line]
            return False
        self._known[event.rowid] = replace(event, line=line, role=facts.roles.get(event.rowid, "report"))
        return True

    def _join(self, event: EventCandidate, placement: Placement, may_grow: bool) -> None:
        """Adds an event to a line that is judged anew, over all its tellings."""
        from feeds.grouping.timeline_growing import GrowingLine
        from feeds.grouping.timeline_lines import line_facts

        line = event.line if placement.line is None else placement.line
        placed = replace(event, line=line, role=placement.role)
        members = [one for one in self._archive.line_events(line, self._known) if one.rowid != event.rowid]
        if not may_grow and line != event.line:
            # Placed again, it may have a line of others, which comes along.
            along = self._archive.line_events(event.line, self._known)
            members += [one for one in along if one.rowid != event.rowid]
        facts = line_facts([*members, placed], placement.in_response_to)
        saved = self._archive.save_event_line(facts)
        # Lines of events placed again may have become one.
        joined = {line, event.line} if not may_grow else set()
        changed = [one for one, known in self._known.items() if known.line in joined] if joined else []
        for member in members:
            if member.line != saved or member.role != facts.roles.get(member.rowid, "report"):
                changed.append(member.rowid)
        for rowid in (event.rowid, *changed):
            self._known.pop(rowid, None)
        if may_grow and saved == line and len(members) + 1 >= _LONG:
            long = GrowingLine([*members, placed])
            if long.is_plain:
                self._long[line] = long

    def _forget_changed(self, stories: Set[int]) -> None:
        """Lets go of what was read earlier and may have changed since: events of stories that are read again or
        became copies, and everything when somebody else wrote."""
        seen = self._archive.others_wrote()
        if seen != self._seen:
            self.forget()
        self._seen = seen
        if len(self._known) > MOST_EVENTS_KNOWN:
            self._known.clear()
            self._met.clear()
        if sum([line.tellings for line in self._long.values()]) > _MOST_TELLINGS:
            self._long.clear()
        if stories:
            for changed in [one for one, event in self._known.items() if event.story_rowid in stories]:
                del self._known[changed]
            for line in [line for line, long in self._long.items() if not long.stories.isdisjoint(stories)]:
                del self._long[line]
