"""What a reading process does: reads the documents it is asked for, until its pipe closes."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeAlias

from feeds.digest import Digest, digest, digests
from feeds.messages import packed
from feeds.settled import make_ready, settle
from feeds.story import Document, Findings

_NICER_BY = 10
"""By so much reading processes stand back (nice) for the one that writes, which has the longest
way to go, and for the dashboard."""

_FIRST = Document(
    "“We have four points,” said Ilja Marrow, the foreign minister of Vostra, on Tuesday. "
    "The army of Ardenia says it will withdraw its troops next week. An official denied that 30 people were killed.",
    title="Vostra ready for a truce, minister says",
    published=datetime(2025, 3, 12, tzinfo=UTC),
)
"""What a process reads before anything else, so that lexicons and patterns are at hand when the first story comes."""

Prepare: TypeAlias = "Callable[[str, Findings, Sequence[int]], object]"
"""Works out, of a document's text, its findings and its fingerprint, what whoever saves them will need: a function of a
module, which the reading processes call so that the one writer has less to do. What it gives must survive a pickle."""


def work(pipe: Connection) -> None:
    """The whole life of a reading process. It is told its settings first, then what to learn and what to read."""
    import signal

    from feeds.reading.knowledge import knowledge_from

    # Ctrl-C and reload reach the whole process group; the parent decides what becomes of this process.
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(_NICER_BY)
    asked: SimpleQueue[tuple[Any, ...] | None] = SimpleQueue()
    # What is asked is taken at once, also while a text is read and an answer sent: else two that send would wait for
    # each other.
    Thread(target=_take, args=(pipe, asked), daemon=True).start()
    first = asked.get()
    if first is None:
        return
    settings, prepare = first
    make_ready()
    knowledge = knowledge_from(settings)
    digest(_FIRST, knowledge)
    settle()
    try:
        while (message := asked.get()) is not None:
            if message[0] == "learn":
                knowledge = replace(knowledge, number=message[1], furniture=message[2])
            else:
                found = zip(digests(message[1], knowledge), message[1], strict=True)
                pipe.send_bytes(packed([_prepared(each, document, prepare) for each, document in found]))
    except (EOFError, OSError):
        return


def _take(pipe: Connection, asked: SimpleQueue[tuple[Any, ...] | None]) -> None:
    with suppress(EOFError, OSError):
        while True:
            asked.put(pipe.recv())
    asked.put(None)


def _prepared(found: Digest, document: Document, prepare: Prepare | None) -> Digest:
    if prepare is None:
        return found
    ready = prepare(document.text, found.findings, found.fingerprint)
    return Digest(found.findings, found.fingerprint, found.words, found.telling, found.counted, ready)
