"""What the quote and statement readers find in small texts written for this project."""

from __future__ import annotations

from feeds.reading.quotes import read_quotes
from feeds.reading.statements import read_statements
from feeds.reading.text import Text
from feeds.story import Paragraph, Quote, Statement


def quotes(*paragraphs: str, title: str = "") -> tuple[Quote, ...]:
    text = Text(title, tuple(Paragraph(paragraph) for paragraph in paragraphs))
    return read_quotes(text, (), None)  # type: ignore[arg-type]


def statements(*paragraphs: str) -> tuple[Statement, ...]:
    text = Text("", tuple(Paragraph(paragraph) for paragraph in paragraphs))
    return read_statements(text, (), read_quotes(text, (), None), None)  # type: ignore[arg-type]


def test_a_name_after_a_dash_is_the_speaker() -> None:
    (quote,) = quotes("“We will hold the bridge.” – Mara Ilvic")
    assert (quote.speaker, quote.reason, quote.text) == ("Mara Ilvic", "dash-name", "We will hold the bridge.")


def test_a_surname_is_resolved_to_the_full_name_of_the_story() -> None:
    (quote,) = quotes(
        "Defence Minister Mara Ilvic flew to Selm.", "“We will hold the bridge,” Ilvic told reporters on Monday."
    )
    assert quote.speaker == "Mara Ilvic"
    assert quote.addressee == "reporters"


def test_an_unnamed_source_is_kept_as_described() -> None:
    (quote,) = quotes("“There is no deal,” said a senior official in the foreign ministry.")
    assert quote.speaker_type == "unnamed"
    assert quote.speaker == "a senior official in the foreign ministry"


def test_an_indirect_statement_has_its_speaker_and_verb() -> None:
    (statement,) = statements("Mara Ilvic said that the bridge at Orlo had been held through the night.")
    assert statement.speaker == "Mara Ilvic"
    assert statement.verb == "say"
    assert statement.text == "the bridge at Orlo had been held through the night"
