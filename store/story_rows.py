"""One page of the story list: what is asked for it, and a row as what a panel shows."""

from __future__ import annotations

from collections.abc import Sequence

from feeds.story import ThreadRole
from store.identity import public_id
from store.moments import from_seconds
from store.rows import StoryRow

PAGE = (
    "SELECT s.story, s.id, s.title, o.name, o.kind, o.country, o.reliability, s.link, s.published, s.published_offset, "
    "s.published_from, s.seen, s.when_at, s.language, first.id, original.id, s.reprints, c.reach, c.own, c.look_twice, "
    "s.is_full_text, s.revised_at, s.is_read, s.is_starred, s.has, s.threads "
    "FROM json_each(?) AS wanted CROSS JOIN story s ON s.story = wanted.value "
    "JOIN outlet o ON o.outlet = s.outlet LEFT JOIN cluster c ON c.cluster = s.cluster "
    "LEFT JOIN story first ON first.story = s.cluster LEFT JOIN story original ON original.story = s.copy_of "
    "ORDER BY wanted.key"
)


PAGE_MARKS = (
    "SELECT m.story, m.kind, m.value FROM json_each(?) AS wanted CROSS JOIN mark m INDEXED BY mark_by_story "
    "ON m.story = wanted.value AND m.kind IN ('tag', 'credibility', 'pin') WHERE m.is_on = 1 AND m.story IS NOT NULL"
)


def story_row(row: Sequence, tags: tuple[str, ...], credibility: str, is_pinned: bool) -> StoryRow:  # type: ignore[type-arg]
    """A row of `PAGE` with what an analyst says of the story."""
    published, offset, seen, when = row[8], row[9], row[11], row[12]
    reach = row[17] or 1
    return StoryRow(
        rowid=row[0],
        id=public_id(row[1]),
        title=row[2],
        outlet=row[3],
        outlet_kind=row[4],
        outlet_country=row[5],
        reliability=row[6],
        link=row[7],
        published=None if published is None else from_seconds(published, offset),
        published_from=row[10],
        seen=from_seconds(seen),
        when=from_seconds(when),
        is_when_seen=when == seen and published != seen,
        language=row[13],
        cluster=public_id(row[14] if row[14] is not None else row[1]),
        copy_of=None if row[15] is None else public_id(row[15]),
        reprints=row[16],
        reach=reach,
        own_reporting=row[18] or 1,
        look_twice=row[19] or ("one outlet" if reach == 1 else ""),
        is_full_text=bool(row[20]),
        is_revised=row[21] is not None,
        is_read=bool(row[22]),
        is_starred=bool(row[23]),
        has_note=row[24] >= 8,
        threads=thread_links(row[25]),
        scores=thread_scores(row[25]),
        tags=tags,
        credibility=credibility,
        is_pinned=is_pinned,
    )


def thread_scores(packed: str) -> tuple[float, ...]:
    """The scores of `thread_links`, in the same order."""
    return tuple(float(entry.split(" ")[2]) for entry in packed.split(";") if entry)


def thread_links(packed: str) -> tuple[tuple[str, ThreadRole], ...]:
    """(thread, role) of the packed column `story.threads`."""
    return tuple(
        (entry.split(" ")[0], "primary" if entry.split(" ")[1] == "primary" else "secondary")
        for entry in packed.split(";")
        if entry
    )
