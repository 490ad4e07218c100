"""What a reading comes to as rows and bytes: worked out of the findings alone, so that it can be done where they are
read (the reading processes) and the one writer of the store only writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from feeds.story import Findings
from store.deflation import deflate
from store.finding_rows import FindingRow, Placed, event_row, quote_row, statement_row
from store.fingerprints import pack_fingerprint
from store.packing import pack_findings, places, text_of
from store.schema import FINDING_BITS
from store.together import together

MAX_ROWS = 1 << FINDING_BITS
"""Rows of one kind a story can have. Half of them are for one reading, so that there is room for the next."""


class Named(NamedTuple):
    """An actor of a story, under one name; or somebody who only speaks in it."""

    identity: str
    name: str
    type: str
    role: str
    affiliation: str
    mentions: int
    said: int
    """Quotes and statements; those of an actor with two names count with the first."""


class Written(NamedTuple):
    """A reading as the store writes it, but for the numbers of rows and what an analyst says."""

    said: tuple[FindingRow, ...]
    events: tuple[FindingRow, ...]
    actors: tuple[Named, ...]
    packed: bytes
    """`pack_findings` of the reader's own findings."""
    source: bytes
    """The document as it arrived, deflated against the text."""
    fingerprint: bytes | None


def written(document_text: str, findings: Findings, fingerprint: Sequence[int]) -> Written:
    """What is written of a reading. `document_text` is what was read, `fingerprint` its sampled shingle hashes."""
    text = text_of(findings.paragraphs)
    said, actors = said_rows(findings, text)
    placed = Placed(text, places(findings.paragraphs))
    return Written(
        said=said,
        events=tuple([event_row(event, placed) for event in findings.events[: MAX_ROWS // 2]]),
        actors=actors,
        packed=pack_findings(findings, text),
        source=deflate(document_text, text),
        fingerprint=pack_fingerprint(fingerprint),
    )


def said_rows(findings: Findings, text: str) -> tuple[tuple[FindingRow, ...], tuple[Named, ...]]:
    """The rows of what is said in a story, and its actors. `text` is that of its paragraphs."""
    placed = Placed(text, places(findings.paragraphs))
    roles = {actor.actor: actor.role or actor.known_role for actor in findings.actors}
    rows = [quote_row(quote, roles, placed) for quote in findings.quotes]
    rows += [statement_row(statement, roles, placed) for statement in findings.statements]
    return tuple(rows[: MAX_ROWS // 2]), _actors(findings)


def _actors(findings: Findings) -> tuple[Named, ...]:
    said: dict[str, int] = {}
    for found in (findings.quotes, findings.statements):
        for each in found:
            if each.actor and len(each.speakers) < 2:
                said[each.actor] = said.get(each.actor, 0) + 1
                continue
            for actor in dict.fromkeys(actor for _, actor in together(each) if actor):
                said[actor] = said.get(actor, 0) + 1
    actors = [
        Named(
            actor.actor,
            actor.name,
            actor.type,
            actor.role or "",
            actor.affiliation or "",
            len(actor.mentions),
            said.pop(actor.actor, 0),
        )
        for actor in findings.actors
    ]
    actors += [Named(identity, _spelled(identity), "person", "", "", 0, count) for identity, count in said.items()]
    return tuple(actors)


def _spelled(identity: str) -> str:
    """A name made of the identity of whom no story has named yet ("Ardenia's prime minister said"): "Mara Ilvic"."""
    return " ".join(map(str.capitalize, identity.lstrip("~").split("-")))
