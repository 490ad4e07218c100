"""Findings with an analyst's marks over them, after a new reading and in the reader."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from feeds.story import Findings, Quote, Statement, ThreadLink
from store.identity import finding_key, public_id

BY_HAND = "corrected by hand"
"""The reason code of a speaker an analyst set."""


def marks_on(connection: sqlite3.Connection, story: int) -> list[tuple[str, str, object]]:
    """(kind, object, value) of the marks that count for a story."""
    rows = connection.execute(
        "SELECT kind, object, value FROM mark WHERE story = ? AND is_on = 1 AND kind IN ('thread', 'speaker') ORDER "
        "BY mark",
        (story,),
    )
    return [(kind, object_, json.loads(value)) for kind, object_, value in rows]


def laid_over(findings: Findings, marks: Sequence[tuple[str, str, object]]) -> Findings:
    """Findings with an analyst's marks over them: stories put on threads or taken off, speakers corrected."""
    threads = {link.id: link for link in findings.threads}
    speakers: dict[tuple[str, int], Sequence[object]] = {}
    for kind, object_, value in marks:
        if not isinstance(value, list):
            continue
        if kind == "thread" and value[1]:
            threads.setdefault(str(value[0]), ThreadLink(str(value[0]), 1.0, "primary", ()))
        elif kind == "thread":
            threads.pop(str(value[0]), None)
        elif kind == "speaker":
            parts = object_.split(" ")
            speakers[parts[2], int(parts[3])] = value
    findings = replace(findings, threads=tuple(threads.values()))
    if not speakers:
        return findings
    return replace(
        findings,
        quotes=tuple(_corrected_quotes(findings.quotes, speakers)),
        statements=tuple(_corrected_statements(findings.statements, speakers)),
    )


def _corrected_quotes(quotes: Sequence[Quote], speakers: Mapping[tuple[str, int], Sequence[object]]) -> list[Quote]:
    seen: Counter[str] = Counter()
    found = []
    for quote in quotes:
        key = public_id(finding_key("quote", quote.text))
        value = speakers.get((key, seen[key]))
        seen[key] += 1
        if value is not None:
            actor, name = _text(value[0]), _text(value[1])
            quote = replace(
                quote,
                speaker=name,
                actor=actor,
                speakers=(name,) if name else (),
                actors=(actor,) if name else (),
                speaker_type="named" if actor else "unattributed",
                confidence=1.0,
                reason=BY_HAND,
            )
        found.append(quote)
    return found


def _corrected_statements(
    statements: Sequence[Statement], speakers: Mapping[tuple[str, int], Sequence[object]]
) -> list[Statement]:
    seen: Counter[str] = Counter()
    found = []
    for statement in statements:
        key = public_id(finding_key("statement", statement.text))
        value = speakers.get((key, seen[key]))
        seen[key] += 1
        if value is not None:
            actor, name = _text(value[0]), _text(value[1])
            kind = "named" if actor else "unattributed"
            statement = replace(
                statement,
                speaker=name,
                actor=actor,
                speakers=(name,) if name else (),
                actors=(actor,) if name else (),
                speaker_type=kind,  # type: ignore[arg-type]
                confidence=1.0,
                reason=BY_HAND,
            )
        found.append(statement)
    return found


def _text(value: object) -> str | None:
    return None if value is None else str(value)
