"""Reading: a document becomes findings. Pure: no clock, disk, network or changing globals."""

from __future__ import annotations

from feeds.reading.knowledge import Knowledge
from feeds.story import Document, Findings

READER_VERSION = 7
"""Raised with every change that reads the same text differently; `store reread` takes up older findings."""


def read(document: Document, knowledge: Knowledge) -> Findings:
    """Everything that can be read out of one document, each finding with its passage.

    Texts that are not English are cleaned, threaded and searched; the readers that know only English stay silent on
    them. Never raises on any text; linear in its length.
    """
    # The readers are imported when something is read: who only needs `safe` or `knowledge` does not pay for them.
    from feeds.reading.whole import read_whole

    return read_whole(document, knowledge)
