"""Saving what arrived: new stories, revisions, and the same again; the feed's state after them."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from feeds.exchange import Saved
from feeds.story import Arrival, FeedState, Outlet
from store.archive_search import forget_search
from store.deflation import deflate, inflate, keep
from store.feed_states import pack_state
from store.identity import canonical_link, fold, hash64, host_of, registrable_domain, text_hash
from store.moments import A_DAY, AN_HOUR, offset_of, sort_moment, to_seconds

MAX_REVISIONS = 40
"""Versions kept of one story; of an outlet that changes a story more often, the newest is replaced, once a day."""

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
    return _outlet_at(host_of(arrival.link), outlets)


def _outlet_at(host: str, outlets: Mapping[str, Outlet]) -> Outlet:
    labels = host.split(".")
    for place in range(len(labels) - 1):
        known = outlets.get(".".join(labels[place:]))
        if known is not None:
            return known
    return Outlet(registrable_domain(host))


class Incoming(NamedTuple):
    """An arrival with what tells it from others, worked out before a transaction begins."""

    arrival: Arrival
    outlet: Outlet
    guid: str
    """"" where it identifies nothing."""
    link: str
    link_key: int | None
    identity: int
    source_hash: int


class _Stored(NamedTuple):
    story: int
    feed: int | None
    link: str
    title: str
    source_hash: int


def incoming(
    arrivals: Iterable[Arrival], outlets: Mapping[str, Outlet], repeated_guids: frozenset[str]
) -> list[Incoming]:
    """Arrivals with their outlets and identities. A guid that is repeated within the feed identifies nothing."""
    found = []
    at: dict[str, Outlet] = {}
    for arrival in arrivals:
        if arrival.outlet:
            outlet = outlet_of(arrival, outlets)
        elif (known := at.get(host := host_of(arrival.link))) is not None:
            outlet = known  # most links of a feed lead to one host
        else:
            outlet = at[host] = _outlet_at(host, outlets)
        link = canonical_link(arrival.link) if arrival.link else ""
        link_key = hash64(outlet.name, "link", link) if link else None
        guid = "" if arrival.guid in repeated_guids else arrival.guid.strip()
        if guid:
            identity = hash64(outlet.name, "guid", guid)
        elif link_key is not None:
            identity = link_key
        else:
            words = fold(_TAG.sub("", arrival.body or arrival.summary))
            identity = hash64(outlet.name, "content", fold(arrival.title), words)
        found.append(Incoming(arrival, outlet, guid, link, link_key, identity, _source_hash(arrival)))
    return found


def save_arrivals(
    connection: sqlite3.Connection, feed: int | None, arrivals: Sequence[Incoming], seen: datetime, known: Outlets
) -> Saved:
    """Save what came in, inside the caller's transaction."""
    stories = _Stories(connection, arrivals, feed, to_seconds(seen))
    new: list[int] = []
    rowids: list[int] = []
    for each in arrivals:
        found, identity = stories.find(each)
        if found is None:
            new.append(stories.add(each, identity, known.rowid(each.outlet)))
            rowids.append(new[-1])
        elif stories.revise(found, each):
            rowids.append(found.story)
    stories.write()
    count_hours(connection, ALL_STORIES, stories.hours)
    connection.executemany(
        "UPDATE outlet SET stories = stories + ? WHERE outlet = ?",
        [(count, row) for row, count in stories.per_outlet.items()],
    )
    return Saved(len(new), len(rowids) - len(new), len(arrivals) - len(rowids), tuple(rowids))


class _Stories:
    """The stored stories some arrivals may be, looked up together, and the new ones, written together."""

    def __init__(
        self, connection: sqlite3.Connection, arrivals: Sequence[Incoming], feed: int | None, seen: int
    ) -> None:
        self.connection, self.feed, self.seen = connection, feed, seen
        self.hours: Counter[int] = Counter()
        self.per_outlet: Counter[int] = Counter()
        self._by_identity = self._look_up("id", [each.identity for each in arrivals])
        self._by_link = self._look_up("link_key", [each.link_key for each in arrivals if each.link_key is not None])
        # The rowid of a story that was dropped is never used again.
        sequence = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'story'").fetchone()
        self._next = 1 if sequence is None else int(sequence[0]) + 1
        self._rows: list[tuple[object, ...]] = []
        self._clusters: list[tuple[int, int, int, int]] = []
        self._bodies: list[tuple[object, ...]] = []

    def _look_up(self, column: str, keys: Sequence[int]) -> dict[int, _Stored]:
        rows = self.connection.execute(
            f"SELECT wanted.value, s.story, s.feed, s.link, s.title, body.source_hash FROM json_each(?) AS wanted "
            f"CROSS JOIN story s ON s.{column} = wanted.value JOIN body ON body.story = s.story",
            (json.dumps(keys),),
        )
        return {row[0]: _Stored(*row[1:]) for row in rows}

    def find(self, each: Incoming) -> tuple[_Stored | None, int]:
        """(the story an arrival is, or None; its id): by identity first, then by canonical link."""
        identity = each.identity
        stored = self._by_identity.get(identity)
        if stored is not None:
            # A short guid like "17" can mean two stories in two feeds of one outlet: then link and title both differ.
            is_other = (
                each.guid
                and stored.feed != self.feed
                and canonical_link(stored.link) != each.link
                and fold(stored.title) != fold(each.arrival.title)
            )
            if not is_other:
                return stored, identity
            name = each.outlet.name
            identity = each.link_key or hash64(name, "guid", each.guid, each.arrival.title)
            stored = self._by_identity.get(identity) or self._look_up("id", [identity]).get(identity)
            if stored is not None:
                return stored, identity
        return (None if each.link_key is None else self._by_link.get(each.link_key)), identity

    def add(self, each: Incoming, identity: int, outlet: int) -> int:
        """A new story, in a cluster of its own; gives its row."""
        arrival = each.arrival
        published = None if arrival.published is None else to_seconds(arrival.published)
        when = sort_moment(published, self.seen)
        story, self._next = self._next, self._next + 1
        self._rows.append(
            (
                story,
                identity,
                each.link_key,
                outlet,
                self.feed,
                arrival.title,
                arrival.link or arrival.path,
                published,
                0 if arrival.published is None else offset_of(arrival.published),
                arrival.published_from if published is not None else "unknown",
                self.seen,
                when,
                arrival.language,
                int(arrival.is_full_text),
                story,
            )
        )
        self._clusters.append((story, story, when, when))
        content = keep(_content(arrival))
        self._bodies.append((story, each.source_hash, int(arrival.is_html), arrival.author, arrival.language, content))
        self.hours[when // AN_HOUR] += 1
        self.per_outlet[outlet] += 1
        stored = _Stored(story, self.feed, arrival.link or arrival.path, arrival.title, each.source_hash)
        self._by_identity[identity] = stored
        if each.link_key is not None:
            self._by_link.setdefault(each.link_key, stored)
        return story

    def revise(self, stored: _Stored, each: Incoming) -> bool:
        """Keep a changed version of a story; False when it is the same, a version we had, or another feed's."""
        if each.source_hash == stored.source_hash:
            return False
        self.write()  # it may have come in just before
        if not _revise(self.connection, stored.story, each, self.feed, self.seen):
            return False
        title = each.arrival.title
        self._by_identity[each.identity] = _Stored(stored.story, stored.feed, stored.link, title, each.source_hash)
        return True

    def write(self) -> None:
        """Write the new stories that are not written yet."""
        run = self.connection.executemany
        run(
            "INSERT INTO story (story, id, link_key, outlet, feed, title, link, published, published_offset, "
            "published_from, seen, when_at, language, is_full_text, cluster) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            self._rows,
        )
        run(
            "INSERT INTO cluster (cluster, title_story, stories, reach, own, first_at, latest_at) "
            "VALUES (?, ?, 1, 1, 1, ?, ?)",
            self._clusters,
        )
        run(
            "INSERT INTO body (story, source_hash, is_html, byline, declared, source) VALUES (?, ?, ?, ?, ?, ?)",
            self._bodies,
        )
        self._rows, self._clusters, self._bodies = [], [], []


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


def _content(arrival: Arrival) -> str:
    return arrival.body or arrival.summary


def _source_hash(arrival: Arrival) -> int:
    content = _content(arrival)
    text = _TAG.sub(" ", content) if arrival.is_html else content
    return text_hash(arrival.title, text)


def _revise(connection: sqlite3.Connection, rowid: int, each: Incoming, feed: int | None, at: int) -> bool:
    arrival, source_hash = each.arrival, each.source_hash
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
    if number >= MAX_REVISIONS and not is_fuller and at - (revised_at or seen) < A_DAY:
        return False  # a page that flaps would be read anew at every poll; a day later it is up to date again
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
