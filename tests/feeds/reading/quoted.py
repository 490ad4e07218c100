"""The quotes and statements of a small text on made-up people, and who said the last of them."""

from __future__ import annotations

from feeds.reading.actors import read_actors
from feeds.reading.knowledge import shipped_knowledge
from feeds.reading.quotes import read_quotes
from feeds.reading.statements import read_statements
from feeds.reading.text import Text
from feeds.story import Paragraph, Quote


def quotes(*paragraphs: str, title: str = "") -> tuple[Quote, ...]:
    text = Text(title, tuple(Paragraph(paragraph) for paragraph in paragraphs))
    return read_quotes(text, read_actors(text, shipped_knowledge(), None), shipped_knowledge())


def speaker(*paragraphs: str) -> str | None:
    """The speaker of the last quote."""
    return quotes(*paragraphs)[-1].speaker


INTRO = "Ardenian Defence Minister Mara Ilvic met her colleague Petar Lund in Selm on Monday."


def said(line: str) -> list[tuple[str | None, str]]:
    """Speaker and text of the statements of a paragraph."""
    text = Text("", (Paragraph(line),))
    actors = read_actors(text, shipped_knowledge(), None)
    found = read_quotes(text, actors, shipped_knowledge())
    return [(item.speaker, item.text) for item in read_statements(text, actors, found, shipped_knowledge())]
