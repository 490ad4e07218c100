"""Which stories have which terms, day by day: one row a term and day, with the stories as 32-bit numbers in a row.

Clusters are found through their stories, so that a merge, a split or a move changes nothing here.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Collection, Iterable, Mapping

LOW = 0xFFFFFFFF
ENOUGH_STORIES = 150
"""Once the rarest terms have brought so many stories in, the others only add to these."""
MOST_DAYS = 60


def add_postings(connection: sqlite3.Connection, story: int, day: int, terms: Iterable[int]) -> None:
    """Note that a story has these terms on a day. What is noted twice counts once."""
    # The sum of two blobs is text to SQLite; the bytes stay what they are.
    connection.executemany(
        "INSERT INTO term_posting (day, term, stories) VALUES (?, ?, ?) ON CONFLICT (day, term) DO UPDATE SET "
        "stories = CAST(stories || excluded.stories AS BLOB)",
        [(day, term, _packed(story)) for term in sorted({value & LOW for value in terms})],
    )


def near_stories(
    connection: sqlite3.Connection, weights: Mapping[int, float], first_day: int, last_day: int, least: float
) -> list[tuple[int, float]]:
    """Stories with the weight of the terms they share with the wanted ones, `least` or more, the heaviest first."""
    wanted = {value & LOW: weight for value, weight in weights.items()}
    found: dict[int, list[bytes]] = {}
    days = range(first_day, min(last_day, first_day + MOST_DAYS) + 1)
    for term, stories in connection.execute(
        f"SELECT term, stories FROM term_posting WHERE day IN ({_places(days)}) AND term IN ({_places(wanted)})",
        (*days, *sorted(wanted)),
    ):
        found.setdefault(term, []).append(stories)
    # The lightest terms, which come to less than `least` all together, bring no story in.
    in_order = sorted(found, key=lambda term: (wanted[term], term))
    light, left = set(), least
    for term in in_order:
        left -= wanted[term]
        if left <= 0:
            break
        light.add(term)
    shared: dict[int, float] = {}
    get = shared.get
    for term in reversed(in_order):
        weight = wanted[term]
        stories = array("I", b"".join(found[term]))
        may_bring = term not in light and len(shared) < ENOUGH_STORIES
        for story in set(stories) if may_bring else shared.keys() & stories:
            shared[story] = get(story, 0.0) + weight
    near = [(story, weight) for story, weight in shared.items() if weight >= least]
    return sorted(near, key=lambda item: (-item[1], -item[0]))


def drop_postings(connection: sqlite3.Connection, day: int) -> None:
    """Forget a day."""
    connection.execute("DELETE FROM term_posting WHERE day = ?", (day,))


def oldest_day(connection: sqlite3.Connection, after: int) -> int | None:
    """The first day after another that has postings."""
    row = connection.execute("SELECT min(day) FROM term_posting WHERE day > ?", (after,)).fetchone()
    return None if row[0] is None else int(row[0])


def _places(values: Collection[int]) -> str:
    return ",".join("?" * len(values))


def _packed(story: int) -> bytes:
    return array("I", (story,)).tobytes()
