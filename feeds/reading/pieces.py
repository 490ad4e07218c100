"""The blocks of a document, and the pieces of them of which an outlet's furniture is learned. Imports little: whoever
learns need not clean."""

from __future__ import annotations

from feeds.reading import html, lines
from feeds.reading.furniture import fold_pieces
from feeds.reading.safe import strip_controls
from feeds.reading.sentences import sentences
from feeds.story import Document, Paragraph, Removed


def blocks_of(document: Document) -> tuple[list[Paragraph], list[Removed]]:
    """The blocks of a text or page, and what stands outside the story by the tags of the page."""
    text = strip_controls(document.text)
    if document.is_html or html.looks_like_html(text):
        blocks, outside = html.blocks_of(text)
        return blocks, [Removed(piece, "page element") for piece in outside]
    return lines.blocks_of(text), []


def pieces(document: Document) -> tuple[str, ...]:
    """The folded lines and sentences near the edges of a text, of which an outlet's furniture is learned.

    Up to 6 from the start and 40 from the end: what stands between is the story.
    """
    blocks, removed = blocks_of(document)
    texts = [block.text for block in blocks]
    texts += [item.text for item in removed]
    found = fold_pieces([text[start:end] for text in texts for start, end in sentences(text)])
    out = tuple(filter(None, found))
    return out if len(out) <= 46 else (*out[:6], *out[-40:])
