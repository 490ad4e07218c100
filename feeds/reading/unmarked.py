"""Speech without quotation marks: block quotes, and the lines of a transcript behind their speaker's name."""

from __future__ import annotations

from collections import Counter

from feeds.late_pattern import late_pattern
from feeds.reading.text import Text

_OPENING_MARKS = "“\"„«‘'"
_QUOTED_LINE = late_pattern(r">+\s*")
_CAPITALS = late_pattern(r"([A-Z][A-Z.'’-]*(?: [A-Z][A-Z.'’-]*){0,5})(?: \([^()]{1,40}\))?:\s+(?=\S)")
_NAME = late_pattern(r"([A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}):\s+(?=\S)")
_SIGNED = late_pattern(r"\s*[–—]\s*@?[A-Z][^–—]{1,80}$")
_NOBODY = frozenset("Q A QUESTION ANSWER REPORTER MODERATOR UPDATE NOTE BREAKING WATCH READ".split())
_LEAST_WORDS = 3


def find_unmarked(text: Text) -> dict[int, tuple[int, int, bool]]:
    """Paragraph to (start, end, is_block) of speech that no marks enclose; `is_block` for block quotes.

    A label counts as a speaker's when the story is a transcript: two lines with labels in capitals, or the same name
    before two lines. A story that is mostly block quotes only uses them as its layout.
    """
    blocks: dict[int, tuple[int, int, bool]] = {}
    labels: list[tuple[int, str, int]] = []
    for number, paragraph in enumerate(text.paragraphs):
        words = paragraph.text
        marker = _QUOTED_LINE.match(words) if words.startswith(">") else None
        if paragraph.kind == "quotation" or marker:
            start = marker.end() if marker else 0
            signed = _SIGNED.search(words, max(start, len(words) - 90))
            end = signed.start() if signed else len(words)
            if words[start : start + 1] not in _OPENING_MARKS and words.count(" ", start, end) >= _LEAST_WORDS - 1:
                blocks[number] = (start, end, True)
            continue
        label = (_CAPITALS.match(words) or _NAME.match(words)) if ":" in words else None
        if label and words[label.end()] not in _OPENING_MARKS and _NOBODY.isdisjoint(label.group(1).split()):
            labels.append((number, label.group(1), label.end()))
    if not blocks and not labels:
        return {}
    if len(blocks) * 2 > len(text.paragraphs):
        blocks.clear()
    return blocks | _transcript(text, labels)


def _transcript(text: Text, labels: list[tuple[int, str, int]]) -> dict[int, tuple[int, int, bool]]:
    times = Counter(label for _, label, _ in labels)
    capitals = sum(1 for _, label, _ in labels if label.isupper())
    lines: dict[int, tuple[int, int, bool]] = {}
    for number, label, start in labels:
        words = text.of(number)
        is_label = capitals >= 2 if label.isupper() else times[label] >= 2
        if is_label and words.count(" ", start) >= _LEAST_WORDS - 1:
            lines[number] = (start, len(words.rstrip()), False)
    return lines
