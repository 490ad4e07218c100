"""Who wrote a story, told at its end, is no part of it."""

from __future__ import annotations

import pytest

from feeds.reading.clean import clean
from feeds.reading.knowledge import shipped_knowledge
from feeds.story import Document

STORY = (
    "The council of Selm closed the bridge over the Orlo on Tuesday after the river rose by two metres overnight. "
    "Engineers measured the piers all morning and found that one of them had moved. The road on the north bank stays "
    "open for lorries, and a ferry takes people over every hour. Nobody was hurt, the council said in a statement."
)


def cleaned(*texts: str) -> tuple[list[str], list[tuple[str, str]]]:
    found = clean(Document(title="Bridge closed", text="\n\n".join(texts)), shipped_knowledge())
    return [paragraph.text for paragraph in found.paragraphs], [(gone.text, gone.reason) for gone in found.removed]


@pytest.mark.parametrize(
    "note",
    [
        "Mara Ilvic is a reporter for the Selm Daily.",
        "Mara Ilvic is an award-winning politics reporter based in Selm. She has covered the valley for 20 years.",
        "Journalist Mara Ilvic is the senior business writer for Selm News. She writes about rivers.",
        "Mara Ilvic joined Selm Digital in 2031 after four years as a politics reporter at the Harbour Times.",
        "Petar van der Lund is a senior editor at the Selm Daily.",
    ],
)
def test_who_wrote_it_goes_with_all_behind(note: str) -> None:
    for texts in ((f"{STORY} {note}",), (STORY, note)):
        paragraphs, removed = cleaned(*texts)
        assert paragraphs == [STORY]
        assert removed == [(note, "about the author")]


def test_a_reporter_whom_the_story_is_about_stays() -> None:
    told = f"Police in Selm arrested Mara Ilvic on Tuesday. {STORY} Mara Ilvic is a reporter for the Selm Daily."
    assert cleaned(told) == ([told], [])


def test_a_note_alone_or_far_from_the_end_stays() -> None:
    note = "Mara Ilvic is a reporter for the Selm Daily."
    assert cleaned(note)[0] == [note]
    assert cleaned(note, *[STORY] * 5)[0][0] == note


def test_who_helped_with_a_report_goes() -> None:
    paragraphs, removed = cleaned(f"{STORY} Selm News' Petar Lund and Mara Ilvic contributed to this report.")
    assert paragraphs == [STORY]
    assert [reason for _, reason in removed] == ["agency note"]
