"""Saving what arrived: new stories, revisions, and the same again; the feed's state after them."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from feeds.exchange import Saved
from feeds.story import Arrival, FeedState, Outlet
from store.feed_states import pack_state
from store.identity import canonical_link, fold, hash64, host_of, registrable_domain
from store.moments import AN_HOUR, offset_of, sort_moment, to_seconds
from store.packing import deflate, inflate

MAX_REVISIONS = 40
"""Versions kept of one story; of an outlet that changes a story more often, the newest is replaced."""

_TAG = re.compile(r"<[^<>]*>")
ALL_STORIES = 1
"""The row of `thread` that counts every story."""


@dataclass(slots=True)
class Outlets:
    """Rowids of outlets by name, so that a batch asks for each once."""

    connection: sqlite3.Connection
    known: dict[str, int]

    def rowid(self, outlet: Outlet) -> int:
        """The row of an outlet; written when it is new or the config says more about it than the store knows."""
        found = self.known.get(outlet.name)
        if found is not None:
            return found
        row = self.connection.execute("SELECT outlet FROM outlet WHERE name = ?", (outlet.name,)).fetchone()
        facts = (outlet.kind, outlet.owner, outlet.country)
        if row is None:
            cursor = self.connection.execute(
                "INSERT INTO outlet (name, kind, owner, country, reliability, reason) VALUES (?, ?, ?, ?, ?, ?)",
                (outlet.name, *facts, outlet.reliability, outlet.reason),
            )
            found = int(cursor.lastrowid or 0)
        else:
            found = int(row[0])
            if any(facts) or outlet.reliability:
                self.connection.execute(
                    "UPDATE outlet SET kind = ?, owner = ?, country = ?, reliability = ?, reason = ? WHERE outlet = ? "
                    "AND (kind, owner, country, reliability, reason) <> (?, ?, ?, ?, ?) "
                    "AND NOT EXISTS (SELECT 1 FROM mark WHERE object = ? AND kind = 'credibility' AND is_on = 1)",
                    (*(values := (*facts, outlet.reliability, outlet.reason)), found, *values, f"outlet {outlet.name}"),
                )
        self.known[outlet.name] = found
        return found


def outlet_of(arrival: Arrival, outlets: Mapping[str, Outlet]) -> Outlet:
    """Who published an arrival: the name it carries, else the host of its link (or its domain) in the table, else the
    registrable domain of the link, else the nameless outlet. `outlets` is keyed by host, outlet name or both."""
    if arrival.outlet:
        known = outlets.get(arrival.outlet)
        if known is not None and known.name == arrival.outlet:
            return known
        for outlet in outlets.values():
            if outlet.name == arrival.outlet:
                return outlet
        return Outlet(arrival.outlet)
    host = host_of(arrival.link)
    labels = host.split(".")
    for place in range(len(labels) - 1):
        known = outlets.get(".".join(labels[place:]))
        if known is not None:
            return known
    return Outlet(registrable_domain(host))


def save_arrivals(
    connection: sqlite3.Connection,
    feed: int | None,
    arrivals: Sequence[Arrival],
    seen: datetime,
    outlets: Mapping[str, Outlet],
    known: Outlets,
    repeated_guids: frozenset[str],
) -> Saved:
    """Save arrivals inside the caller's transaction. A guid that is repeated within the feed identifies nothing."""
    new, revised, unchanged, rowids = 0, 0, 0, []
    hours: Counter[int] = Counter()
    per_outlet: Counter[int] = Counter()
    at = to_seconds(seen)
    for arrival in arrivals:
        outlet = outlet_of(arrival, outlets)
        found, identity, link_key = _find(connection, arrival, outlet.name, feed, repeated_guids)
        if found is None:
            row = _insert(connection, arrival, identity, link_key, known.rowid(outlet), feed, at)
            rowids.append(row[0])
            hours[row[1] // AN_HOUR] += 1
            per_outlet[known.rowid(outlet)] += 1
            new += 1
        elif _revise(connection, found, arrival, feed, at):
            rowids.append(found)
            revised += 1
        else:
            unchanged += 1
    count_hours(connection, ALL_STORIES, hours)
    connection.executemany(
        "UPDATE outlet SET stories = stories + ? WHERE outlet = ?", [(count, row) for row, count in per_outlet.items()]
    )
    return Saved(new, revised, unchanged, tuple(rowids))


def count_hours(connection: sqlite3.Connection, thread: int, hours: Mapping[int, int]) -> None:
    """Add to the counters of a thread, by hours since 1970."""
    connection.executemany(
        "INSERT INTO thread_hour (thread, hour, stories) VALUES (?, ?, ?) "
        "ON CONFLICT (thread, hour) DO UPDATE SET stories = stories + excluded.stories",
        [(thread, hour, count) for hour, count in hours.items() if count],
    )
    connection.execute("UPDATE thread SET stories = stories + ? WHERE thread = ?", (sum(hours.values()), thread))


def save_state(connection: sqlite3.Connection, state: FeedState) -> None:
    """Write what is remembered of a feed, inside the caller's transaction."""
    connection.execute(
        "INSERT INTO feed (name, state) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET state = excluded.state",
        (state.feed, pack_state(state)),
    )


def feed_row(connection: sqlite3.Connection, name: str) -> int:
    """The row of a feed, made when there is none."""
    row = connection.execute("SELECT feed FROM feed WHERE name = ?", (name,)).fetchone()
    if row is not None:
        return int(row[0])
    return int(connection.execute("INSERT INTO feed (name) VALUES (?)", (name,)).lastrowid or 0)


def repeated(arrivals: Iterable[Arrival]) -> frozenset[str]:
    """Guids that stand on entries with different links or, without links, titles."""
    first: dict[str, str] = {}
    twice = set()
    for arrival in arrivals:
        if arrival.guid:
            what = arrival.link or arrival.title
            if first.setdefault(arrival.guid, what) != what:
                twice.add(arrival.guid)
    return frozenset(twice)


def _find(
    connection: sqlite3.Connection, arrival: Arrival, outlet: str, feed: int | None, repeated_guids: frozenset[str]
) -> tuple[int | None, int, int | None]:
    """(rowid or None, id, link key): by identity first, then by canonical link."""
    link = canonical_link(arrival.link) if arrival.link else ""
    link_key = hash64(outlet, "link", link) if link else None
    guid = "" if arrival.guid in repeated_guids else arrival.guid.strip()
    if guid:
        identity = hash64(outlet, "guid", guid)
    elif link_key is not None:
        identity = hash64(outlet, "link", link)
    else:
        identity = hash64(outlet, "content", fold(arrival.title), fold(_TAG.sub("", arrival.body or arrival.summary)))
    row = connection.execute("SELECT story, feed, link, title FROM story WHERE id = ?", (identity,)).fetchone()
    if row is not None:
        story, first_feed, first_link, title = row
        # A short guid like "17" can mean two stories in two feeds of one outlet: then link and title both differ.
        is_other = (
            guid and first_feed != feed and canonical_link(first_link) != link and fold(title) != fold(arrival.title)
        )
        if not is_other:
            return int(story), identity, link_key
        identity = hash64(outlet, "link", link) if link else hash64(outlet, "guid", guid, arrival.title)
        row = connection.execute("SELECT story FROM story WHERE id = ?", (identity,)).fetchone()
        if row is not None:
            return int(row[0]), identity, link_key
    if link_key is not None:
        row = connection.execute("SELECT story FROM story WHERE link_key = ?", (link_key,)).fetchone()
        if row is not None:
            return int(row[0]), identity, link_key
    return None, identity, link_key


def _content(arrival: Arrival) -> str:
    return arrival.body or arrival.summary


def _source_hash(arrival: Arrival) -> int:
    content = _content(arrival)
    text = _TAG.sub(" ", content) if arrival.is_html else content
    return hash64(fold(arrival.title), " ".join(text.split()).lower())


def _insert(
    connection: sqlite3.Connection,
    arrival: Arrival,
    identity: int,
    link_key: int | None,
    outlet: int,
    feed: int | None,
    at: int,
) -> tuple[int, int]:
    published = None if arrival.published is None else to_seconds(arrival.published)
    when = sort_moment(published, at)
    cursor = connection.execute(
        "INSERT INTO story (id, link_key, outlet, feed, title, link, published, published_offset, published_from, "
        "seen, "
        "when_at, language, is_full_text, article_state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
        (
            identity,
            link_key,
            outlet,
            feed,
            arrival.title,
            arrival.link or arrival.path,
            published,
            0 if arrival.published is None else offset_of(arrival.published),
            arrival.published_from if published is not None else "unknown",
            at,
            when,
            arrival.language,
            int(arrival.is_full_text),
        ),
    )
    rowid = int(cursor.lastrowid or 0)
    # A lone story is its own cluster.
    connection.execute("UPDATE story SET cluster = story WHERE story = ?", (rowid,))
    connection.execute(
        "INSERT INTO cluster (cluster, title_story, stories, reach, own, first_at, latest_at) VALUES (?, ?, 1, 1, 1, "
        "?, ?)",
        (rowid, rowid, when, when),
    )
    connection.execute(
        "INSERT INTO body (story, source_hash, is_html, byline, declared, source) VALUES (?, ?, ?, ?, ?, ?)",
        (
            rowid,
            _source_hash(arrival),
            int(arrival.is_html),
            arrival.author,
            arrival.language,
            deflate(_content(arrival)),
        ),
    )
    return rowid, when


def _revise(connection: sqlite3.Connection, rowid: int, arrival: Arrival, feed: int | None, at: int) -> bool:
    """Keep a changed version of a stored story; False when it is the same, a version we had, or another feed's."""
    source_hash = _source_hash(arrival)
    old_hash, number, seen, revised_at, old_title, old_feed, full, state, text, source = connection.execute(
        "SELECT source_hash, revision, seen, revised_at, title, feed, is_full_text, article_state, text, "
        "source FROM story JOIN body USING (story) WHERE story = ?",
        (rowid,),
    ).fetchone()
    if source_hash == old_hash:
        return False
    is_fuller = arrival.is_full_text and not full
    if old_feed != feed and feed is not None and not is_fuller:
        return False  # another feed of the outlet: its shorter or longer teaser is no change of the story
    had = connection.execute("SELECT 1 FROM revision WHERE story = ? AND hash = ?", (rowid, source_hash)).fetchone()
    if had is not None:
        return False
    if number < MAX_REVISIONS and not (is_fuller and old_feed != feed):
        shown = text if text is not None else inflate(source)
        connection.execute(
            "INSERT INTO revision (story, number, seen, title, text, hash) VALUES (?, ?, ?, ?, ?, ?)",
            (rowid, number, revised_at or seen, old_title, deflate(shown), old_hash),
        )
        number += 1
    forget_search(connection, rowid)
    keeps_page = state == 2 and not arrival.is_full_text
    connection.execute(
        "UPDATE story SET title = ?, revision = ?, revised_at = CASE WHEN ? THEN ? ELSE revised_at END, read_at = "
        "NULL, "
        "is_full_text = max(is_full_text, ?), article_state = CASE WHEN ? THEN 1 ELSE article_state END WHERE story = "
        "?",
        (arrival.title, number, number > 1, at, int(arrival.is_full_text), keeps_page, rowid),
    )
    if keeps_page:
        connection.execute("UPDATE body SET source_hash = ?, given_title = NULL WHERE story = ?", (source_hash, rowid))
    else:
        connection.execute(
            "UPDATE body SET source_hash = ?, given_title = NULL, is_html = ?, source = ? WHERE story = ?",
            (source_hash, int(arrival.is_html), deflate(_content(arrival), text or ""), rowid),
        )
    return True


def forget_search(connection: sqlite3.Connection, rowid: int) -> None:
    """Take a story out of the full-text index, while it still is as it was indexed."""
    for row in connection.execute("SELECT title, text FROM search_content WHERE story = ?", (rowid,)).fetchall():
        connection.execute("INSERT INTO search (search, rowid, title, text) VALUES ('delete', ?, ?, ?)", (rowid, *row))
        connection.execute(
            "INSERT INTO title_search (title_search, rowid, title) VALUES ('delete', ?, ?)", (rowid, row[0])
        )
