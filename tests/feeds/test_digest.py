"""Documents that are digested together come to what each comes to alone."""

from __future__ import annotations

import gc
from datetime import date

import pytest

from feeds import digest as digests
from feeds.digest import digest
from feeds.reading.knowledge import shipped_knowledge
from feeds.story import Document

ENGLISH = "“We have four points,” said Ilja Marrow, the foreign minister of Vostra. He spoke in Kyrna on Tuesday."
GERMAN = (
    "Der Außenminister von Vostra sagte am Dienstag in Kyrna, dass die Gespräche nicht zu Ende sind und weitergehen."
)


def test_reading_leaves_nothing_to_be_collected() -> None:
    knowledge = shipped_knowledge()
    documents = [Document(" ".join([ENGLISH] * 3), title="Vostra has four points", published=date(2031, 3, 12))] * 3
    digests.digests(documents, knowledge)
    gc.collect()
    gc.disable()
    try:
        found = digests.digests(documents, knowledge)
        assert found[0].findings.events or found[0].findings.quotes
        assert gc.collect() == 0
    finally:
        gc.enable()


@pytest.mark.parametrize("most", [2, 16])
def test_digests_of_documents_together_are_those_of_each_in_order(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(digests, "_MOST_TOGETHER", most)
    knowledge = shipped_knowledge()
    documents = [
        Document(ENGLISH, title="Vostra has four points"),
        Document(GERMAN, title="Gespräche in Kyrna"),
        Document(""),
        Document(" ".join([ENGLISH] * 300), title="Long"),
        Document("<p>Peacekeepers left Selm.</p><p>By Ann Lee</p>", is_html=True),
    ]
    assert digests.digests(documents, knowledge) == [digest(document, knowledge) for document in documents]
    assert digests.digests([], knowledge) == []
