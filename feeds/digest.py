"""A document digested: its findings, and what the grouping compares stories by. Pure; runs in the reading processes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from feeds.story import Document, Findings, Paragraph

if TYPE_CHECKING:
    from feeds.reading.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Digest:
    """What one document comes to. `terms` are hashes its cluster can be found by."""

    findings: Findings
    fingerprint: tuple[int, ...] = ()
    features: bytes | None = None
    terms: tuple[int, ...] = ()


def digest(document: Document, knowledge: Knowledge) -> Digest:
    """Reads a document and takes its fingerprint and features."""
    from feeds.reading import read

    return Digest(read(document, knowledge))


def undigested(document: Document) -> Digest:
    """A document nobody could read: its title and text, nothing found."""
    text = document.text.strip()
    return Digest(Findings(document.title, (Paragraph(text),) if text else ()))
