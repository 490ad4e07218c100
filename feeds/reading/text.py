"""A cleaned story made ready for the readers: paragraphs, their sentences and words, each worked out once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from feeds.reading.plain_words import plain_words
from feeds.reading.sentences import sentences
from feeds.records import dataclass
from feeds.story import Paragraph


@dataclass(slots=True)
class Text:
    """The title and paragraphs of one story. Indexes are paragraph numbers; `None` is the title.

    Offsets everywhere are code points of the paragraph (or title) they belong to.
    """

    title: str
    paragraphs: tuple[Paragraph, ...]
    _sentences: dict[int | None, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    _plain_words: dict[int | None, list[str]] = field(default_factory=dict)
    _numbers: tuple[int | None, ...] = field(default=(), compare=False, repr=False)
    memo: dict[str, object] = field(default_factory=dict, compare=False, repr=False)
    """What a reader worked out and a later one can use again, by the reader's own key."""

    def of(self, paragraph: int | None) -> str:
        """The text of one paragraph, or of the title for None."""
        return self.title if paragraph is None else self.paragraphs[paragraph].text

    def numbers(self, *, with_title: bool = True) -> Sequence[int | None]:
        """None for the title (when there is one and it is wanted), then every paragraph number."""
        if not (with_title and self.title):
            return range(len(self.paragraphs))
        if not self._numbers:
            self._numbers = (None, *range(len(self.paragraphs)))
        return self._numbers

    def sentences(self, paragraph: int | None) -> tuple[tuple[int, int], ...]:
        """Half-open sentence spans of a paragraph."""
        found = self._sentences.get(paragraph)
        if found is None:
            found = self._sentences[paragraph] = sentences(self.of(paragraph))
        return found

    def plain_words(self, paragraph: int | None) -> list[str]:
        """The runs of letters and digits of a paragraph in lower case, in order.

        The quick look of every reader that finds nothing without one of its own words: a paragraph (or story) whose
        plain words are disjoint from those needs no closer one.
        """
        found = self._plain_words.get(paragraph)
        if found is None:
            found = self._plain_words[paragraph] = plain_words(self.of(paragraph).lower())
        return found

    def sentence_at(self, paragraph: int | None, position: int) -> tuple[int, int]:
        """The span of the sentence that holds a position; the whole paragraph when none does."""
        for start, end in self.sentences(paragraph):
            if start <= position < end:
                return start, end
        return 0, len(self.of(paragraph))
