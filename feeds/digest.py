"""A document digested: its findings, and what the grouping compares stories by. Pure; runs in the reading processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from feeds.records import dataclass
from feeds.story import Document, Findings, Paragraph

if TYPE_CHECKING:
    from feeds.grouping.features import CountedTerms
    from feeds.reading.knowledge import Knowledge
    from feeds.reading.text import Text


@dataclass(frozen=True, slots=True)
class Digest:
    """What one document comes to."""

    findings: Findings
    fingerprint: tuple[int, ...] = ()
    """Sampled shingles, by which copies are found."""
    words: int = 0
    """Of the text, as fingerprints count them."""
    telling: frozenset[int] = frozenset()
    """The terms of the story, by which clusters are weighed."""
    counted: CountedTerms | None = None
    """What clusters are made by, before it is weighed; None where nobody counted."""
    ready: object = None
    """What `feeds.readers.Prepare` made of it; None where it was not asked."""


def digest(document: Document, knowledge: Knowledge) -> Digest:
    """Reads a document and takes its fingerprint and terms. Never raises on any text."""
    read_text, fingerprint_and_words, count_terms, telling_terms = _rooms()
    findings, text = read_text(document, knowledge)
    fingerprint, words = fingerprint_and_words(map(text.plain_words, range(len(findings.paragraphs))))
    title, texts = findings.title or "", [paragraph.text for paragraph in findings.paragraphs]
    counted = count_terms(title, texts)
    return Digest(findings, fingerprint, words, telling_terms(title, texts, counted), counted)


@cache
def _rooms() -> tuple[
    Callable[[Document, Knowledge], tuple[Findings, Text]],
    Callable[[Iterable[Sequence[str]]], tuple[tuple[int, ...], int]],
    Callable[[str, Sequence[str]], CountedTerms],
    Callable[[str, Sequence[str], CountedTerms], frozenset[int]],
]:
    """What reads and what counts: imported by the first document, not by whoever imports what a digest is."""
    from feeds.grouping.features import count_terms, telling_terms
    from feeds.grouping.fingerprints import fingerprint_and_words
    from feeds.reading.whole import read_text

    return read_text, fingerprint_and_words, count_terms, telling_terms


def undigested(document: Document) -> Digest:
    """A document nobody could read: its title and text, nothing found."""
    text = document.text.strip()
    return Digest(Findings(document.title, (Paragraph(text),) if text else ()))
