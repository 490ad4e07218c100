"""What the reading processes give does not depend on how many there are, nor on one of them being killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from feeds.digest import Digest
from feeds.readers import Readers
from feeds.settings import Settings
from feeds.story import Document

DOCUMENTS = [
    Document(
        f"Envoys of Ardenia met in Kyrna for the {number}th time.\n\n"
        f"“We have {number} points,” said Ilja Marrow, the foreign minister of Vostra.",
        title=f"Talks in Kyrna, day {number}",
    )
    for number in range(70)
]


@pytest.fixture
def readers() -> Iterator[Readers]:
    readers = Readers(Settings(), 2, worth_starting=1)
    yield readers
    readers.close()


@pytest.fixture(scope="module")
def expected() -> list[Digest]:
    return list(Readers(Settings(), 0).read(DOCUMENTS))


def test_two_processes_give_what_none_gives_in_the_same_order(readers: Readers, expected: list[Digest]) -> None:
    assert list(readers.read(DOCUMENTS)) == expected
    assert readers.gave_up == []


def test_a_process_that_is_killed_costs_nothing_but_its_restart(readers: Readers, expected: list[Digest]) -> None:
    found = []
    for number, digest in enumerate(readers.read(DOCUMENTS)):
        found.append(digest)
        if number == 0:
            for worker in list(readers._workers):
                os.kill(worker.process.pid or 0, signal.SIGKILL)
    assert found == expected
    assert readers.gave_up == []
    assert list(readers.read(DOCUMENTS[:5])) == expected[:5]


def test_a_process_has_what_to_go_on_with_and_another_one_takes_that_over_when_it_dies(expected: list[Digest]) -> None:
    readers = Readers(Settings(), 1, worth_starting=1)
    try:
        coming = readers.read(DOCUMENTS)
        found = [next(coming)]
        readers.keep_busy()
        (worker,) = readers._workers
        assert len(worker.chunks) == 2
        os.kill(worker.process.pid or 0, signal.SIGKILL)
        found.extend(coming)
        assert found == expected
        assert readers.gave_up == []
    finally:
        readers.close()


def test_processes_that_die_meanwhile_are_left_to_whoever_waits_for_them(expected: list[Digest]) -> None:
    readers = Readers(Settings(), 2, worth_starting=1)
    try:
        coming = readers.begin(DOCUMENTS)
        workers = list(readers._workers)
        for worker in workers:
            os.kill(worker.process.pid or 0, signal.SIGKILL)
            worker.process.join()
        readers.keep_busy()
        assert readers._workers == workers
        assert list(coming) == expected
        assert readers.gave_up == []
    finally:
        readers.close()


def test_few_documents_start_no_process(expected: list[Digest]) -> None:
    readers = Readers(Settings(), 2, worth_starting=80)
    assert list(readers.read(DOCUMENTS[:3])) == expected[:3]
    assert readers._workers == []


def test_what_is_learned_counts_for_what_is_read_next(readers: Readers) -> None:
    footer = "Sign up for our letter from Kyrna every day of the week"
    document = Document(f"Talks went on in Kyrna on Monday.\n\n{footer}", title="Talks", outlet="Meridian")
    from feeds.reading.furniture import fold_piece

    (before,) = readers.read([document])
    readers.learn(1, {"Meridian": frozenset({fold_piece(footer)})})
    (after,) = readers.read([document])
    assert footer in [paragraph.text for paragraph in before.findings.paragraphs]
    assert footer not in [paragraph.text for paragraph in after.findings.paragraphs]


def test_a_process_made_ready_beforehand_reads_the_few_documents_that_came(expected: list[Digest]) -> None:
    readers = Readers(Settings(), 2, worth_starting=80)
    try:
        readers.expect()
        assert list(readers.read(DOCUMENTS)) == expected
        assert len(readers._workers) == 1
    finally:
        readers.close()


def test_all_processes_make_themselves_ready_once_there_is_enough_to_read() -> None:
    readers = Readers(Settings(), 2, worth_starting=80)
    try:
        for stories, processes in ((0, 1), (79, 1), (80, 2), (200, 2)):
            readers.expect(stories)
            assert len(readers._workers) == processes
    finally:
        readers.close()


def test_documents_are_asked_for_as_they_are_needed_and_read_with_what_was_learned_before_them() -> None:
    footer = "Sign up for our letter from Kyrna every day of the week"
    text = f"Talks went on in Kyrna on Monday.\n\n{footer}"
    readers = Readers(Settings(), 2, worth_starting=1)
    asked = 0

    def documents() -> Iterator[Document]:
        nonlocal asked
        from feeds.reading.furniture import fold_piece

        for number in range(1000):
            if number == 100:
                readers.learn(1, {"Meridian": frozenset({fold_piece(footer)})})
            asked += 1
            yield Document(text, title=f"Talks {number}", outlet="Meridian")

    try:
        reading = readers.read(documents())
        found = [next(reading).findings for _ in range(120)]
        assert [findings.title for findings in found] == [f"Talks {number}" for number in range(120)]
        has_footer = [footer in [paragraph.text for paragraph in findings.paragraphs] for findings in found]
        assert has_footer == [True] * 100 + [False] * 20
        assert asked < 1000
        reading.close()
    finally:
        readers.close()


def test_what_is_left_half_read_is_never_taken_for_the_answer_to_the_next_question() -> None:
    earlier = [
        Document(f"The envoy of Ardenia flew to Kyrna. {'Talks go on. ' * 60}", title=f"Earlier {n}") for n in range(96)
    ]
    later = [Document("The army of Vostra left Orlo.", title=f"Later {n}") for n in range(96)]
    readers = Readers(Settings(), 2, worth_starting=10)
    try:
        reading = readers.read(earlier)
        assert next(reading).findings.title == "Earlier 0"
        assert [digest.findings.title for digest in readers.read(later)] == [f"Later {n}" for n in range(96)]
        reading.close()
        half = readers.read(earlier)
        next(half)
        half.close()
        assert [digest.findings.title for digest in readers.read(later)] == [f"Later {n}" for n in range(96)]
    finally:
        readers.close()


def test_a_reading_process_stands_back_for_the_one_that_writes(readers: Readers) -> None:
    list(readers.read(DOCUMENTS))
    own = os.getpriority(os.PRIO_PROCESS, 0)
    others = [os.getpriority(os.PRIO_PROCESS, worker.process.pid or 0) for worker in readers._workers]
    assert others == [min(own + 10, 19)] * 2
