"""Values for SQL whose places have numbers (?1, ?2): sqlite3 takes those as names, and from Python 3.14 on only so."""

from __future__ import annotations


def numbered(*values: object) -> dict[str, object]:
    """What to bind to ?1, ?2 and so on."""
    return {str(place): value for place, value in enumerate(values, 1)}
