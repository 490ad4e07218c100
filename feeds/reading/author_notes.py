"""Who wrote it, told at the end of a story: "Mara Ilvic is a reporter for the Selm Daily." and what follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from feeds.late_pattern import late_pattern
from feeds.reading.quick_look import holds_any
from feeds.reading.sentences import sentences
from feeds.story import Paragraph, Removed

_NAME = r"[A-Z][\w’'.-]*(?: (?:[A-Z][\w’'.-]*|[dv]e|la|van|von|der|den|bin|al)){1,3}"
_ROLES = (
    "reporter correspondent writer editor columnist producer photographer videographer photojournalist journalist"
    " anchor"
).split()
_ROLE = rf"(?:{'|'.join(_ROLES)})"
_AUTHOR = late_pattern(
    rf"(?:(?:[A-Z][\w’'-]+ ){{0,3}}(?:Journalist|Reporter|Correspondent|Producer|Editor|Writer|Columnist) )?"
    rf"(?P<name>{_NAME}),? (?:is|was) (?:an?|the) (?:[\w’'&,.-]+ ){{0,7}}?{_ROLE}"
    r"(?: (?:for|at|with|in|based|covering|who|on|and|reporting|leading)\b|\W*$)"
    rf"|(?P<joined>{_NAME}) joined (?:The |the )?[A-Z].*\b{_ROLE}\b",
    re.DOTALL,
)
_TAIL = 1_000
"""Characters at the end of a text in which its author is told about."""
_LEAST_STORY = 300


def without_author(paragraphs: list[Paragraph], removed: list[Removed]) -> list[Paragraph]:
    """The story without what its end says of the author and all behind that, which goes to `removed`.

    Only of somebody the story has not named before: a reporter who was arrested has been.
    """
    found = _first_note(paragraphs)
    if found is None:
        return paragraphs
    at, start = found
    text = paragraphs[at].text
    gone = [text[start:], *(paragraph.text for paragraph in paragraphs[at + 1 :])]
    removed.extend(Removed(piece, "about the author") for piece in gone)
    kept = paragraphs[:at]
    before = text[:start].rstrip()
    return [*kept, replace(paragraphs[at], text=before)] if before else kept


def _first_note(paragraphs: Sequence[Paragraph]) -> tuple[int, int] | None:
    """Paragraph and place of the first sentence about the author; None when the end has none."""
    begin, length = len(paragraphs), 0
    if begin == 1 and len(paragraphs[0].text) < _LEAST_STORY:
        return None
    while begin and length < _TAIL:
        begin -= 1
        length += len(paragraphs[begin].text)
    behind = length
    for at in range(begin, len(paragraphs)):
        text = paragraphs[at].text
        if holds_any(text, _ROLES):
            for start, end in sentences(text):
                if behind - start <= _TAIL and (found := _AUTHOR.match(text, start, end)):
                    surname = (found["name"] or found["joined"]).split()[-1]
                    if _is_new(surname, paragraphs[:at], text[:start]):
                        return at, start
        behind -= len(text)
    return None


def _is_new(surname: str, before: Sequence[Paragraph], begun: str) -> bool:
    """Whether a name stands nowhere in the story, whose length makes it one."""
    story = [*(paragraph.text for paragraph in before), begun]
    return sum(map(len, story)) >= _LEAST_STORY and not any(surname in text for text in story)
