"""Saving which events stand on one line of the timeline, and which quotes are the same words."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from feeds.exchange import EventCandidate, LineFacts, SaidCandidate
from feeds.story import named
from store.identity import fold, public_id
from store.moments import day_number, day_sql, from_seconds
from store.packing import who
from store.schema import FINDING_BITS
from store.tokens import tokens

_EVENT = (
    "SELECT e.event, coalesce(e.line, e.event), s.story, s.id, o.name, o.owner, s.cluster, s.copy_of, s.when_at, "
    "e.what, "
    "e.kind, e.status, e.actors, coalesce(e.first, "
    + day_sql("e.first_day")
    + "), coalesce(e.last, "
    + day_sql("e.last_day")
    + "), "
    "e.precision, e.asserted_by, coalesce(r.role, 'report') "
)

_LATEST = 1 << 62
_NOBODY: frozenset[str] = frozenset()
_as_json = json.JSONEncoder(ensure_ascii=False).encode
_BY_KIND = (
    "SELECT {} FROM event INDEXED BY event_by_kind WHERE kind = ? AND day BETWEEN ? AND ? AND day IS NOT NULL "
    "AND superseded_at IS NULL ORDER BY day DESC LIMIT ?"
)


_OF_STORIES = (
    "FROM json_each(?) AS given CROSS JOIN story s ON s.story = given.value "
    f"CROSS JOIN event e ON e.event BETWEEN s.story << {FINDING_BITS} AND ((s.story + 1) << {FINDING_BITS}) - 1 "
    "JOIN outlet o ON o.outlet = s.outlet LEFT JOIN event_role r ON r.event = e.event "
)


def events_of(connection: sqlite3.Connection, stories: Sequence[int]) -> list[EventCandidate]:
    """The events read out of some stories, one story after the other, to be put on lines."""
    rows = connection.execute(
        f"{_EVENT}{_OF_STORIES}WHERE e.superseded_at IS NULL ORDER BY given.key, e.event", (json.dumps(stories),)
    )
    return [_event_candidate(row) for row in rows]


def new_events_of(connection: sqlite3.Connection, stories: Sequence[int]) -> list[EventCandidate] | None:
    """Those, when all are new; None where one is on a line with others, or was found by an earlier reading alone."""
    rows = connection.execute(
        f"{_EVENT}, e.line IS NULL AND e.superseded_at IS NULL {_OF_STORIES}ORDER BY given.key, e.event",
        (json.dumps(stories),),
    ).fetchall()
    return [_event_candidate(row) for row in rows] if all(row[-1] for row in rows) else None


def event_candidates(
    connection: sqlite3.Connection,
    kinds: Sequence[str],
    actors: Sequence[str],
    first: str,
    last: str,
    limit: int,
    cluster: int | None = None,
    known: dict[int, EventCandidate] | None = None,
    unplaced: tuple[int, int] | None = None,
) -> list[EventCandidate]:
    """Events of some kinds on some days (inclusive ISO dates), newest first; with actors, only those that name one.

    Events without a day of their own lie on the day they were told. With a cluster also all those of its newest
    stories that name no day: most events do not, and tellings of one event lie in one cluster. What is `known` is not
    read again, and what is read becomes known. `unplaced` are an event and the last story of those that are being put
    on lines with it: from it on to the end of that story none is given, and of the others those nearest to it.
    """
    days = (day_number(first) or 0, day_number(last) or 4_000_000)
    wanted = {actor.casefold() for actor in actors}
    # Most of what is asked for names somebody else: only what is given is read whole.
    if wanted:
        found = _naming(connection, kinds, wanted, days, limit)
    else:
        # The newest days of each kind, and of these the newest events.
        newest = " UNION ALL ".join([f"SELECT event FROM ({_BY_KIND.format('event')})" for _ in kinds])
        values = [value for kind in kinds for value in (kind, *days, limit * 5)]
        own = unplaced[0] if unplaced else _LATEST
        rows = connection.execute(
            f"SELECT event FROM ({newest}) ORDER BY abs(event - ?) LIMIT ?", (*values, own, limit)
        )
        found = [row[0] for row in rows.fetchall()]
    waiting = range(unplaced[0], (unplaced[1] + 1) << FINDING_BITS) if unplaced else range(0)
    found = [event for event in found if event not in waiting]
    undated = [] if cluster is None else _undated_of_cluster(connection, kinds, cluster, limit)
    if undated:
        undated = [event for event in undated if event not in waiting]
        there = set(undated)
        found = [*undated, *[event for event in found if event not in there]]
    return _given(connection, found, {} if known is None else known)


def _given(
    connection: sqlite3.Connection, events: Sequence[int], known: dict[int, EventCandidate]
) -> list[EventCandidate]:
    """Some events in the order they are given; those not yet known become so."""
    unknown = [event for event in events if event not in known]
    if unknown:
        known.update([(event.rowid, event) for event in _events(connection, unknown)])
    return [known[event] for event in events if event in known]


def _naming(
    connection: sqlite3.Connection, kinds: Sequence[str], wanted: set[str], days: tuple[int, int], limit: int
) -> list[int]:
    """Of the events of some kinds those that name one of some actors, the newest first."""
    found: list[int] = []
    for kind in kinds:
        rows = connection.execute(_BY_KIND.format("event, actors"), (kind, *days, limit * 5))
        found += [event for event, packed in rows if wanted & _names_in(packed)]
    return sorted(found, reverse=True)[:limit]


def _events(connection: sqlite3.Connection, events: Sequence[int]) -> list[EventCandidate]:
    """Some events, in the order they are given."""
    if not events:
        return []
    rows = connection.execute(
        _EVENT + "FROM json_each(?) AS given CROSS JOIN event e ON e.event = given.value "
        "JOIN story s ON s.story = e.event >> ? JOIN outlet o ON o.outlet = s.outlet "
        "LEFT JOIN event_role r ON r.event = e.event ORDER BY given.key",
        (json.dumps(events), FINDING_BITS),
    )
    return [_event_candidate(row) for row in rows]


@lru_cache(maxsize=20_000)
def _names_in(packed: str) -> frozenset[str]:
    """Everybody an event names, folded."""
    return frozenset(name.casefold() for names in who(packed) for name in names)


def _undated_of_cluster(connection: sqlite3.Connection, kinds: Sequence[str], cluster: int, limit: int) -> list[int]:
    marks = ",".join("?" * len(kinds))
    rows = connection.execute(
        "SELECT e.event FROM (SELECT story FROM story INDEXED BY story_by_cluster "
        "WHERE cluster = ? ORDER BY when_at DESC LIMIT ?) s "
        f"CROSS JOIN event e ON e.event BETWEEN s.story << {FINDING_BITS} AND ((s.story + 1) << {FINDING_BITS}) - 1 "
        f"WHERE e.kind IN ({marks}) AND e.first_day IS NULL AND e.superseded_at IS NULL LIMIT ?",
        (cluster, limit, *kinds, limit * 2),
    )
    return [event for (event,) in rows]


def line_events(
    connection: sqlite3.Connection, line: int, known: dict[int, EventCandidate] | None = None
) -> list[EventCandidate]:
    """The events on one line; an event that is on no line yet is a line of its own. What is `known` is not read again,
    and what is read becomes known."""
    rows = connection.execute(
        "SELECT event FROM event WHERE (line = ? OR event = ?) AND coalesce(line, event) = ? AND superseded_at IS NULL",
        (line, line, line),
    ).fetchall()
    return _given(connection, [event for (event,) in rows], {} if known is None else known)


def _event_candidate(row: tuple[Any, ...]) -> EventCandidate:
    event, line, story, number, outlet, owner, cluster, copy_of, when, what, kind, status, actors = row[:13]
    first, last, precision, asserted_by, role = row[13:18]
    by, target, others = who(actors)
    return EventCandidate(
        event,
        line,
        story,
        public_id(number),
        outlet,
        owner,
        cluster,
        copy_of,
        from_seconds(when),
        what,
        kind,
        status,
        named(by),
        named(target),
        others,
        first,
        last,
        precision,
        asserted_by,
        role,
    )


def save_event_line(connection: sqlite3.Connection, facts: LineFacts) -> int:
    """Put events on one line (the line of the first of them that has one, else a new one); gives the line."""
    events = list(dict.fromkeys([facts.event, *facts.events]))
    marks = ",".join("?" * len(events))
    rows = connection.execute(
        f"SELECT event, line, first_day, last_day, (SELECT when_at FROM story WHERE story = event >> {FINDING_BITS}) "
        f"FROM event WHERE event IN ({marks})",
        events,
    ).fetchall()
    if not rows:
        return facts.event
    old = sorted({row[1] for row in rows if row[1] is not None})
    line = old[0] if old else min(events)
    stands = next((row for row in rows if row[0] == facts.event), rows[0])
    connection.execute(f"UPDATE event SET line = ? WHERE event IN ({marks}) AND line IS NOT ?", (line, *events, line))
    for gone in old[1:]:
        connection.execute("UPDATE event SET line = ? WHERE line = ?", (line, gone))
        connection.execute("DELETE FROM event_line WHERE line = ?", (gone,))
    connection.execute(
        "INSERT OR REPLACE INTO event_line (line, event, first_day, last_day, reach, own_reporting, last_heard, "
        "moved_from, "
        "has_conflict, in_response_to, asserted_by, denied_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            line,
            facts.event,
            stands[2],
            stands[3],
            facts.reach,
            facts.own_reporting,
            max(row[4] or 0 for row in rows),
            *_judged(facts),
        ),
    )
    _save_roles(connection, facts)
    return line


def grow_event_line(connection: sqlite3.Connection, line: int, facts: LineFacts) -> bool:
    """Put an event that is on no line yet on one that others are on, and write what is said of it now: `facts.events`
    and `facts.roles` are of the new one alone. False, and nothing written, when there is no such line."""
    (event,) = facts.events
    written = connection.execute(
        "UPDATE event_line SET (event, first_day, last_day) = (SELECT event, first_day, last_day FROM event "
        "WHERE event = ?), reach = ?, own_reporting = ?, last_heard = max(last_heard, "
        f"(SELECT when_at FROM story WHERE story = ? >> {FINDING_BITS})), moved_from = ?, has_conflict = ?, "
        "in_response_to = ?, asserted_by = ?, denied_by = ? WHERE line = ?",
        (facts.event, facts.reach, facts.own_reporting, event, *_judged(facts), line),
    )
    if not written.rowcount:
        return False
    connection.execute("UPDATE event SET line = ? WHERE event = ?", (line, event))
    if facts.roles:
        _save_roles(connection, facts)
    return True


def _judged(facts: LineFacts) -> tuple[str | None, int, int | None, str, str]:
    """The last five columns of a line."""
    return (
        facts.moved_from,
        int(facts.has_conflict),
        facts.in_response_to,
        _as_json(facts.asserted_by) if facts.asserted_by else "[]",
        _as_json(facts.denied_by) if facts.denied_by else "[]",
    )


def _save_roles(connection: sqlite3.Connection, facts: LineFacts) -> None:
    connection.executemany(
        "INSERT INTO event_role (event, role) VALUES (?, ?) "
        "ON CONFLICT (event) DO UPDATE SET role = excluded.role WHERE role <> excluded.role",
        [(event, role) for event, role in facts.roles.items() if role != "report"],
    )


# ------------------------------------------------------------------------------------------------ distinct quotes


def said_candidates(connection: sqlite3.Connection, text: str, limit: int) -> list[SaidCandidate]:
    """Stored quotes with the same folded words; `match_said` finds other wordings."""
    wanted = fold(text)
    found = match_said(connection, sorted(tokens(text), key=len, reverse=True)[:10], limit * 4)
    return [candidate for candidate in found if fold(candidate.text) == wanted][:limit]


def said_with(connection: sqlite3.Connection, words: Sequence[str], limit: int) -> list[int]:
    """The quotes and statements that have all of some words, newest arrivals first."""
    terms = _phrase(words)
    if not terms:
        return []
    asked = "SELECT rowid FROM said_search WHERE said_search MATCH ?"
    found = connection.execute(f"{asked} LIMIT ?", (terms, limit)).fetchall()
    # The index is kept in this order, and to read it in the other takes a tenth longer: most have few.
    if len(found) == limit:
        found = connection.execute(f"{asked} ORDER BY rowid DESC LIMIT ?", (terms, limit)).fetchall()
    return sorted([said for (said,) in found], reverse=True)


def said_elsewhere(
    connection: sqlite3.Connection, words: Sequence[str], story: int, limit: int
) -> tuple[Sequence[int], Sequence[int]]:
    """`said_with`, those of a story apart from those of others: asked first, since of others most have none."""
    found = said_with(connection, words, limit)
    first, end = story << FINDING_BITS, (story + 1) << FINDING_BITS
    if found and (found[-1] < first or found[0] >= end):  # the newest come first
        own = [said for said in found if first <= said < end]
        return own, [said for said in found if not first <= said < end]
    return found, ()


def match_said(connection: sqlite3.Connection, words: Sequence[str], limit: int) -> list[SaidCandidate]:
    """Stored quotes that have all of some words, newest arrivals first."""
    return quotes_of(connection, said_with(connection, words, limit))


def quotes_of(connection: sqlite3.Connection, said: Sequence[int]) -> list[SaidCandidate]:
    """Those of some quotes and statements that are quotes, in the order given."""
    if not said:
        return []
    rows = connection.execute(
        "SELECT q.said, q.ledger, coalesce(q.text, substr(b.text, q.place + 1, q.end - q.start)), q.speaker, "
        "a.identity, "
        "o.name, s.story, s.language, s.when_at, (SELECT json_group_array(p.identity) FROM said_together w JOIN actor "
        "p ON p.actor = w.actor WHERE w.said = q.said) FROM json_each(?) hit CROSS JOIN said q ON q.said = hit.value "
        f"JOIN story s ON s.story = q.said >> {FINDING_BITS} JOIN body b ON b.story = s.story "
        "JOIN outlet o ON o.outlet = s.outlet LEFT JOIN actor a ON a.actor = q.actor "
        "WHERE q.is_statement = 0 AND q.superseded_at IS NULL",
        (json.dumps(said),),
    )
    return [
        SaidCandidate(
            rowid=row[0],
            ledger=row[1],
            text=row[2],
            speaker=row[3],
            actor=row[4],
            outlet=row[5],
            story_rowid=row[6],
            language=row[7],
            when=from_seconds(row[8]),
            actors=_NOBODY if row[9] == "[]" else frozenset(json.loads(row[9])),
        )
        for row in rows
    ]


def _phrase(words: Sequence[str]) -> str:
    """What the index is asked for to find all of some words."""
    return " ".join([f'"{token}"' for word in words for token in tokens(word)])


def save_ledger(connection: sqlite3.Connection, said: Sequence[int], wordings: int) -> int:
    """Say that some quotes are the same words; gives their ledger row (older ledger rows among them are joined)."""
    low = ",".join("?" * len(said))
    old = [
        row[0]
        for row in connection.execute(
            f"SELECT DISTINCT ledger FROM said WHERE said IN ({low}) AND ledger IS NOT NULL ORDER BY 1", list(said)
        )
    ]
    ledger = old[0] if old else min(said)
    connection.execute(f"UPDATE said SET ledger = ? WHERE said IN ({low})", (ledger, *said))
    for gone in old[1:]:
        connection.execute("UPDATE said SET ledger = ? WHERE ledger = ?", (ledger, gone))
        connection.execute("DELETE FROM quote_ledger WHERE ledger = ?", (gone,))
    first, outlets, first_at, last_at = connection.execute(
        "SELECT min(q.said), count(DISTINCT s.outlet), min(s.when_at), max(s.when_at) FROM said q "
        f"JOIN story s ON s.story = q.said >> {FINDING_BITS} WHERE q.ledger = ? AND q.superseded_at IS NULL",
        (ledger,),
    ).fetchone()
    if first is None:
        return ledger
    connection.execute(
        "INSERT OR REPLACE INTO quote_ledger (ledger, said, outlets, wordings, first_at, last_at) VALUES (?, ?, ?, ?, "
        "?, ?)",
        (ledger, first, outlets, wordings, first_at, last_at),
    )
    return int(ledger)
