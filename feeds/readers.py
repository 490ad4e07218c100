"""Reads documents in other processes that can be killed: a text that hangs or crashes a reader costs only itself."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import field, replace
from itertools import chain, islice
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pickle import loads
from time import monotonic
from typing import TYPE_CHECKING, TypeAlias

from feeds.digest import Digest, digest, undigested
from feeds.reading_process import Prepare, work
from feeds.records import dataclass
from feeds.story import Document, Findings

if TYPE_CHECKING:
    from feeds.reading.knowledge import Knowledge
    from feeds.settings import Settings

_CHUNK_CHARACTERS = 60_000
_CHUNK_DOCUMENTS = 32
"""Of the first few chunks, so that every process soon has one."""
_CHUNK_DOCUMENTS_LATER = 96
"""Many short entries together take a thirtieth less time."""
_FIRST_CHUNKS = 4
_CHUNKS_AHEAD = 12
"""Chunks read ahead of what is wanted: enough for what is grouped together."""
_CHUNKS_AT_ONCE = 2
"""Chunks a process has: one that it reads, and the next."""
_SECONDS_A_CHUNK = 60.0
"""A chunk is read in well under a second; what takes a minute will not end."""
_SECONDS_A_MILLION_CHARACTERS = 60.0

Furniture: TypeAlias = "dict[str, frozenset[str]]"
Learnt: TypeAlias = "tuple[int, Furniture]"

_BEGUN = Digest(Findings("", ()))
"""Of no document: what is read elsewhere begins with it."""


@dataclass(slots=True)
class _Chunk:
    """Documents that are read together, by one process and with one knowledge."""

    number: int
    first: int
    """The number of its first document."""
    documents: list[Document]
    learnt: Learnt
    size: int = 0


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    learnt: Learnt
    """What it was told last."""
    chunks: deque[_Chunk] = field(default_factory=deque)
    """What it is at, and what it has to go on with: it need not wait until somebody looks at what it has done."""
    deadline: float = 0.0
    """When the first of them has to be done."""


class Readers:
    """Up to `processes` reading processes, started when there is much to read; with 0 everything is read here.

    What comes back is in the order asked for and does not depend on the number of processes.
    """

    def __init__(
        self,
        settings: Settings,
        processes: int,
        *,
        worth_starting: int = 80,
        tick: Callable[[], None] | None = None,
        prepare: Prepare | None = None,
    ) -> None:
        """`tick` is called at least once a second while an answer is waited for; `prepare` makes `Digest.ready` where
        another process reads."""
        self._settings = settings
        self._prepare = prepare
        self._tick = tick
        self._processes = processes
        self._worth_starting = worth_starting
        self._workers: list[_Worker] = []
        self._own: Knowledge | None = None
        self._learnt: Learnt = (0, {})
        self._go_on: Callable[[], None] = _nothing
        self.gave_up: list[tuple[int, str]] = []
        """Of the last `read`: which documents no reader survived, and how it ended."""

    def expect(self, stories: int = 0) -> None:
        """So many stories to read are there, and more may be on their way: a process, or all of them, make themselves
        ready meanwhile, on a core that is free."""
        if self._processes > 1:
            wanted = min(self._processes, stories // _CHUNK_DOCUMENTS) if stories >= self._worth_starting else 1
            while len(self._workers) < max(1, wanted):
                self._workers.append(self._start())

    def learn(self, number: int, furniture: Furniture) -> None:
        """Takes a numbered snapshot of what the store knows; documents asked for from now on are read with it."""
        self._learnt = (number, furniture)
        self._own = None

    def change(self, settings: Settings) -> None:
        """Reads with another config from now on."""
        self.close()
        self._settings = settings
        self._own = None

    def read(self, documents: Iterable[Document]) -> Iterator[Digest]:
        """One digest a document, in order. Never raises for a text: one that cannot be read has empty findings.

        Documents are asked for as they are needed, some chunks ahead, also in `keep_busy`; whoever gives them may
        `learn` before the next.
        """
        self.gave_up = []
        coming = iter(documents)
        if self._processes and not self._workers:
            first = list(islice(coming, self._worth_starting))
            are_many = len(first) >= self._worth_starting
            coming = chain(first, coming)
        else:
            are_many = True
        if not self._processes or not (are_many or self._workers):
            yield from self._read_here(coming)
            return
        yield from self._begun(coming)

    def begin(self, documents: Iterable[Document]) -> Generator[Digest]:
        """What `read` gives, of many documents; processes that are ready get the first of them at once, and more with
        each `keep_busy`, while the caller has other things to do."""
        self.gave_up = []
        return self._begun(iter(documents)) if self._processes else self._read_here(documents)

    def keep_busy(self) -> None:
        """Takes what the processes have ready and gives them more, without waiting for anything: call it now and then
        between taking digests, or while feeds are polled, so that they read on meanwhile."""
        self._go_on()

    def close(self) -> None:
        """Ends the processes."""
        for worker in self._workers:
            _end(worker)
        self._workers = []

    def _knowledge(self) -> Knowledge:
        if self._own is None:
            from feeds.reading.knowledge import knowledge_from

            self._own = replace(knowledge_from(self._settings), number=self._learnt[0], furniture=self._learnt[1])
        return self._own

    def _read_here(self, documents: Iterable[Document]) -> Generator[Digest]:
        for document in documents:
            yield digest(document, self._knowledge())

    def _begun(self, documents: Iterator[Document]) -> Generator[Digest]:
        digests = self._read_elsewhere(documents)
        next(digests)
        return digests

    def _read_elsewhere(self, documents: Iterator[Document]) -> Generator[Digest]:
        """Begins with a digest of nothing, when the first documents are handed out."""
        self._let_go_of_the_busy()
        coming = self._chunks(documents)
        # So many are made at once as tell how many processes there is work for.
        made = deque(islice(coming, max(1, self._worth_starting // _CHUNK_DOCUMENTS, self._processes)))
        are_many = sum(len(chunk.documents) for chunk in made) >= self._worth_starting
        while len(self._workers) < (min(self._processes, len(made)) if are_many else 1):
            self._workers.append(self._start())
        done: dict[int, bytes | list[Digest]] = {}
        wanted = 0

        def hand_out() -> None:
            for worker in list(self._workers):
                # Not far ahead of what is wanted, so that memory stays bounded by some chunks.
                while len(worker.chunks) < _CHUNKS_AT_ONCE and (not made or made[0].number < wanted + _CHUNKS_AHEAD):
                    if not made and (following := next(coming, None)) is not None:
                        made.append(following)
                    if not made or made[0].number >= wanted + _CHUNKS_AHEAD:
                        break
                    worker = self._hand_out(worker, made.popleft())

        def go_on() -> None:
            # A process that has died is seen to by whoever waits for it: that takes time.
            for worker in self._workers:
                while worker.chunks and worker.pipe.poll() and self._receive(worker, done):
                    pass
            hand_out()

        self._go_on = go_on
        try:
            hand_out()
            yield _BEGUN
            while True:
                hand_out()
                if wanted not in done:
                    if not any(worker.chunks for worker in self._workers):
                        return  # nothing is left
                    self._collect(done)
                while wanted in done:
                    found = done.pop(wanted)
                    wanted += 1
                    yield from found if isinstance(found, list) else loads(found)
        finally:
            if self._go_on is go_on:
                self._go_on = _nothing
                self._let_go_of_the_busy()

    def _chunks(self, documents: Iterator[Document]) -> Iterator[_Chunk]:
        """Documents in chunks. What is learnt between two of them begins a new one."""
        chunk = None
        number, most = 0, _CHUNK_DOCUMENTS
        for number, document in enumerate(documents):
            is_full = chunk is not None and (chunk.size >= _CHUNK_CHARACTERS or len(chunk.documents) >= most)
            if chunk is not None and (is_full or chunk.learnt is not self._learnt):
                yield chunk
                chunk = _Chunk(chunk.number + 1, number, [], self._learnt)
                most = _CHUNK_DOCUMENTS if chunk.number < _FIRST_CHUNKS else _CHUNK_DOCUMENTS_LATER
            elif chunk is None:
                chunk = _Chunk(0, number, [], self._learnt)
            chunk.documents.append(document)
            chunk.size += len(document.text)
        if chunk is not None:
            yield chunk

    def _let_go_of_the_busy(self) -> None:
        """Ends the processes that still read what nobody waits for any more: their answer would be taken for that to
        the next question, and one story be told with another's words."""
        for worker in [worker for worker in self._workers if worker.chunks]:
            self._workers.remove(worker)
            _end(worker)

    def _hand_out(self, worker: _Worker, chunk: _Chunk) -> _Worker:
        """Gives a worker one more chunk; gives the worker that has it, another one where this one has died idle."""
        try:
            self._ask(worker, chunk.documents, chunk.learnt)
        except OSError:
            if worker.chunks:
                pass  # it died at what it is at: that is found when its answer is looked for
            else:
                worker = self._replace(worker)
                self._ask(worker, chunk.documents, chunk.learnt)
        worker.chunks.append(chunk)
        if len(worker.chunks) == 1:
            worker.deadline = _deadline(chunk)
        return worker

    def _ask(self, worker: _Worker, documents: list[Document], learnt: Learnt) -> None:
        if worker.learnt is not learnt:
            worker.pipe.send(("learn", *learnt))
            worker.learnt = learnt
        worker.pipe.send(("read", documents))

    def _collect(self, done: dict[int, bytes | list[Digest]]) -> None:
        """Waits until at least one worker has an answer, has died or has run out of time. What came is unpacked when
        it is wanted."""
        busy = {id(worker.pipe): worker for worker in self._workers if worker.chunks}
        first = min(worker.deadline for worker in busy.values())
        ready = wait([worker.pipe for worker in busy.values()], timeout=max(0.0, min(1.0, first - monotonic())))
        if self._tick:
            self._tick()
        for pipe in ready:
            worker = busy[id(pipe)]
            if not self._receive(worker, done):
                self._give_another(worker, done, "the reader died on it")
        for worker in list(self._workers):
            if worker.chunks and monotonic() > worker.deadline:
                self._give_another(worker, done, "reading it did not end")

    def _receive(self, worker: _Worker, done: dict[int, bytes | list[Digest]]) -> bool:
        """Takes the next answer of a worker; False when there will be none."""
        try:
            answer = worker.pipe.recv_bytes()
        except (EOFError, OSError):
            return False
        done[worker.chunks.popleft().number] = answer
        if worker.chunks:
            worker.deadline = _deadline(worker.chunks[0])
        return True

    def _give_another(self, worker: _Worker, done: dict[int, bytes | list[Digest]], how: str) -> None:
        """Has another process read what ended one, document by document, and then what that one was to go on with."""
        chunk, *others = worker.chunks
        worker = self._replace(worker)
        done[chunk.number], worker = self._one_by_one(worker, chunk, how)
        for other in others:
            worker = self._hand_out(worker, other)

    def _one_by_one(self, worker: _Worker, chunk: _Chunk, how: str) -> tuple[list[Digest], _Worker]:
        """Reads a chunk that ended a worker one document after the other, and gives up those that end one again. Gives
        the worker that is left, too."""
        found: list[Digest] = []
        for number, document in enumerate(chunk.documents, chunk.first):
            seconds = _SECONDS_A_CHUNK + len(document.text) / 1e6 * _SECONDS_A_MILLION_CHARACTERS
            try:
                self._ask(worker, [document], chunk.learnt)
                if not self._answers_within(worker, seconds):
                    raise EOFError
                found.extend(worker.pipe.recv())
            except (EOFError, OSError):
                worker = self._replace(worker)
                self.gave_up.append((number, how))
                found.append(undigested(document))
        return found, worker

    def _answers_within(self, worker: _Worker, seconds: float) -> bool:
        deadline = monotonic() + seconds
        while not worker.pipe.poll(max(0.0, min(1.0, deadline - monotonic()))):
            if self._tick:
                self._tick()
            if monotonic() >= deadline:
                return False
        return True

    def _replace(self, worker: _Worker) -> _Worker:
        _end(worker)
        fresh = self._start()
        self._workers[self._workers.index(worker)] = fresh
        return fresh

    def _start(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=work, args=(theirs,), daemon=True, name="watchfloor reader")
        process.start()
        theirs.close()
        learnt = self._learnt
        # By the pipe, and not with the process: what is too long for its start would wait for ever for one that dies
        # at once. That it has died is found when it is asked to read.
        with suppress(OSError):
            ours.send((self._settings, self._prepare))
            ours.send(("learn", *learnt))
        return _Worker(process, ours, learnt)


def _deadline(chunk: _Chunk) -> float:
    return monotonic() + _SECONDS_A_CHUNK + chunk.size / 1e6 * _SECONDS_A_MILLION_CHARACTERS


def _nothing() -> None:
    """What is to be done while nothing is read."""


def _end(worker: _Worker) -> None:
    worker.pipe.close()
    worker.process.kill()
    worker.process.join()
