"""A list of stories to go along, and how far one has come: what `queries_base` chooses and its questions follow."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Walk:
    """Stories in some order: `FROM` and `WHERE` over a list `d` (when_at and story) and, when needed, story `s`."""

    source: str
    where: str
    params: tuple[object, ...]
    when: str
    """The expression for when_at."""
    story: str
    """The expression for the rowid."""
    has_story: bool
    """Whether `s` is there for further columns."""
    distinct: str = ""
    """"DISTINCT " where several entries of the list can lead to one story."""
    is_in_order: bool = False
    """It gives the newest first by itself: to be asked for the order, SQLite would gather and sort all of it."""

    def ordered(self, direction: str = "DESC") -> str:
        """ORDER BY when_at and story, where it is needed."""
        if self.is_in_order and direction == "DESC":
            return ""
        return f"ORDER BY {self.when} {direction}, {self.story} {direction}"


@dataclass(slots=True)
class Taken:
    """Rows a walk has given so far."""

    rows: int = 0
