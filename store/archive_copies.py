"""Saving which story repeats the text of another, and finding those that may, by the sampled shingles they share."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence

from feeds.exchange import (
    CopyCandidate,
    SharedText,
)
from store.binding import numbered
from store.fingerprints import unpack_fingerprint
from store.identity import public_id
from store.moments import from_seconds
from store.shingles import ShingleIndex
from store.term_postings import LOW as _LOW


def copy_candidates(
    connection: sqlite3.Connection,
    index: ShingleIndex,
    hashes: Sequence[int],
    exclude: int | None,
    least: int,
    limit: int,
    probes: Sequence[int] | None = None,
    are_enough: Callable[[int, int, int], bool] | None = None,
) -> list[SharedText]:
    """Stories that share at least `least` sampled hashes, most shared first. Only `probes` are looked up (by default
    every hash): what shares none of them is not found. `are_enough` may tell more: see `GroupArchive`."""
    found_at = index.hits(hashes if probes is None else probes)
    asked = set(found_at)
    asked.discard(exclude)
    if not asked:
        return []
    if len(asked) > limit:
        hits = Counter(found_at)
        del hits[exclude]
        asked = {-story for _, story in sorted([(-count, -story) for story, count in hits.items()])[:limit]}
    sampled = index.sampled(asked)
    common = {value & _LOW for value in hashes}.intersection
    found = [
        (-shared, story, words)
        for shared, (story, theirs, words) in zip(
            map(len, map(common, [theirs for _, theirs, _ in sampled])), sampled, strict=True
        )
        if shared >= least and (are_enough is None or are_enough(shared, len(theirs), words))
    ]
    if not found:
        return []
    return [
        SharedText(story, -shared, unpack_fingerprint(packed), original, words)
        for shared, story, words in sorted(found)
        for packed, original in connection.execute(
            "SELECT r.fingerprint, s.copy_of FROM reading r JOIN story s ON s.story = r.story WHERE r.story = ?",
            (story,),
        )
    ]


def copy_texts(connection: sqlite3.Connection, stories: Sequence[int]) -> list[CopyCandidate]:
    """Stories with their texts and features, in the order asked; those that were never read are left out."""
    rows = connection.execute(
        "SELECT s.story, s.id, outlet.name, s.title, body.wire, s.when_at, s.seen, reading.fingerprint, s.copy_of, "
        "s.cluster, coalesce(reading.words, length(body.text) / 6, 0), body.text, "
        "(SELECT features FROM feature WHERE feature.story = s.story) "
        "FROM json_each(?) AS near CROSS JOIN story s ON s.story = near.value "
        "JOIN body ON body.story = s.story LEFT JOIN reading ON reading.story = s.story "
        "JOIN outlet ON outlet.outlet = s.outlet WHERE body.text IS NOT NULL",
        (json.dumps(list(dict.fromkeys(stories))),),
    )
    return [
        CopyCandidate(
            rowid=row[0],
            id=public_id(row[1]),
            outlet=row[2],
            title=row[3],
            wire=row[4],
            when=from_seconds(row[5]),
            seen=from_seconds(row[6]),
            shared=0,
            fingerprint=unpack_fingerprint(row[7]),
            copy_of=row[8],
            cluster=row[9],
            words=row[10],
            text=row[11],
            features=row[12],
        )
        for row in rows
    ]


def save_copy(connection: sqlite3.Connection, story: int, original: int | None) -> None:
    """Say that a story repeats another's text (or, with None, no longer does). Copies of a copy are the original's."""
    if original is not None:
        row = connection.execute("SELECT coalesce(copy_of, story) FROM story WHERE story = ?", (original,)).fetchone()
        if row is None or row[0] == story:
            return
        original = int(row[0])
    old = connection.execute("SELECT copy_of FROM story WHERE story = ?", (story,)).fetchone()
    if old is None or old[0] == original:
        return
    connection.execute("UPDATE story SET copy_of = ? WHERE story = ?", (original, story))
    # Its own copies follow it, and the read state is shared by all of them.
    if original is not None:
        connection.execute("UPDATE story SET copy_of = ? WHERE copy_of = ?", (original, story))
        connection.execute(
            "UPDATE story SET is_read = max(is_read, (SELECT is_read FROM story WHERE story = ?)) WHERE story = ?",
            (original, story),
        )
    for head in {story, original, old[0]} - {None}:
        connection.execute(
            "UPDATE story SET reprints = (SELECT count(*) FROM story c WHERE c.copy_of = ?1) WHERE story = ?1",
            numbered(head),
        )
