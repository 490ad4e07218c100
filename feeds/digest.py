"""A document digested: its findings, and what the grouping compares stories by. Pure; runs in the reading processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from feeds.records import dataclass
from feeds.story import Document, Findings, Paragraph

if TYPE_CHECKING:
    from feeds.grouping.features import CountedTerms
    from feeds.reading.knowledge import Knowledge
    from feeds.reading.text import Text


_MOST_TOGETHER = 96
_MOST_CHARACTERS = 40_000
"""Of documents that are read together, after which no other is taken in."""


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
    return digests([document], knowledge)[0]


def digests(documents: Sequence[Document], knowledge: Knowledge) -> list[Digest]:
    """The same of several documents, which takes less time than one by one (`read_texts`)."""
    found: list[Digest] = []
    for together in few_at_a_time(documents):
        found += _digests(together, knowledge)
    return found


def few_at_a_time(documents: Sequence[Document]) -> Iterator[Sequence[Document]]:
    """Documents in order, as few at a time as the memory next to the processor has room for."""
    first = characters = 0
    for at, document in enumerate(documents):
        if at > first and (at - first >= _MOST_TOGETHER or characters >= _MOST_CHARACTERS):
            yield documents[first:at]
            first, characters = at, 0
        characters += len(document.text)
    if first < len(documents):
        yield documents[first:]


def _digests(documents: Sequence[Document], knowledge: Knowledge) -> list[Digest]:
    read_texts, fingerprint_and_words, count_terms, telling_terms = _rooms()
    read = read_texts(documents, knowledge)
    prints = [fingerprint_and_words(map(text.plain_words, range(len(text.paragraphs)))) for _, text in read]
    made: list[Digest] = []
    for (findings, _), (fingerprint, words) in zip(read, prints, strict=True):
        title, texts = findings.title or "", [paragraph.text for paragraph in findings.paragraphs]
        counted = count_terms(title, texts)
        made.append(Digest(findings, fingerprint, words, telling_terms(title, texts, counted), counted))
    return made


@cache
def _rooms() -> tuple[
    Callable[[Sequence[Document], Knowledge], list[tuple[Findings, Text]]],
    Callable[[Iterable[Sequence[str]]], tuple[tuple[int, ...], int]],
    Callable[[str, Sequence[str]], CountedTerms],
    Callable[[str, Sequence[str], CountedTerms], frozenset[int]],
]:
    """What reads and what counts: imported by the first document, not by whoever imports what a digest is."""
    from feeds.grouping.features import count_terms, telling_terms
    from feeds.grouping.fingerprints import fingerprint_and_words
    from feeds.reading.whole import read_texts

    return read_texts, fingerprint_and_words, count_terms, telling_terms


def undigested(document: Document) -> Digest:
    """A document nobody could read: its title and text, nothing found."""
    text = document.text.strip()
    return Digest(Findings(document.title, (Paragraph(text),) if text else ()))
