"""Plain text to blocks: hard-wrapped and broken lines joined, text without line breaks cut at safe places."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise

from feeds.late_pattern import late_pattern
from feeds.reading.quick_look import holds_any
from feeds.reading.sentences import sentences
from feeds.story import Paragraph

_GAP = late_pattern(r"\n[ \t\u00a0]*\n|[ \u00a0]{4,}|\t{2,}|\t ?\t|\u00a0 ?\u00a0 ?\u00a0")
"""Where scrapers leave the border of two page elements: an empty line, or a run of blanks inside a line."""
_GAP_MARKS = ("   ", "\t\t", "\t \t", "\n ", "\n\t")
"""One of these stands in every gap but an empty line, its no-break spaces taken for blanks."""
_ENDS = late_pattern(r"[.!?…:;][\"'”’»)\]]*$|[\"”»]$|[–—]\s*[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}$")
_LIST = late_pattern(r"(?:[-*•‣◦▪–—]|\(?\d{1,2}[.)])\s+\S")
_OPEN_ENDING = late_pattern(
    r"(?:\b(?:a|an|the|of|to|in|on|at|by|for|from|with|and|or|but|that|which|who|as|than|into|over|after|before|is|are|was|"
    r"were|be|been|has|have|had|will|would|his|her|its|their|our|my|this|these|those|not|between|against|during|former|"
    r"president|minister|secretary|chancellor|general|senator|ambassador|envoy|king|prince|mr|mrs|ms|dr|sir|lord|lady|"
    r"prime|foreign|defence|defense|gen|col|sen|rep|gov|lt|sgt|st|spokesman|spokeswoman|spokesperson|leader|chief)\.?|,)$",
    re.I,
)
_WIDE = 50
_BLOCK_CHARACTERS = 420
"""A text without line breaks is cut at the next safe sentence end after so many characters."""
MOST_CHARACTERS = 1400
_SINGLES = late_pattern(
    r"(?P<opens>(?:(?<=[\s(\[—–-])|(?<=^))(?:‘|'(?=\w))(?!(?:em|twas|tis|til|cause|\d0s|\d\d)\b))"
    r"|(?<=[.,!?…;:])[’'](?!\w)|(?<=[a-rt-z0-9)%])[’'](?![\w’'])"
)
"""A single mark that opens a quotation, or one that closes it and is no plural possessive."""
_SURE_CLOSER = late_pattern(r"[.,!?…][’'](?!\w)")
_LONGEST_QUOTE = 3_000
_UNSAFE_START = late_pattern(
    r"[\"“‘«'(\[–—-]|(?:He|She|They|It|His|Her|Their|Its|This|That|These|Those|But|And|Or|So|Yet|Then|Such|Instead|There|"
    r"However|Also|Both|Neither|Asked|According|Mr|Mrs|Ms|Dr)\b"
)


def blocks_of(text: str) -> list[Paragraph]:
    """Blocks in order, white space within them folded to single spaces. Linear in the text."""
    if "  " not in text and text.isprintable():  # of all white space only single blanks: the line of a short entry
        line = text.strip(" ")
        return [_block(line, line)] if line else []
    blocks: list[Paragraph] = []
    parts: list[str] = []
    for piece in text.split("\n\n"):
        if holds_any(piece.replace("\u00a0", " "), _GAP_MARKS):
            parts += _GAP.split(piece)
        else:
            parts.append(piece)
    for part in parts:
        lines = [
            line
            for raw in part.split("\n")
            # A line whose only white space is single blanks is as it should be.
            if (line := raw.strip() if raw.isprintable() and "  " not in raw else " ".join(raw.split()))
        ]
        if lines:
            blocks.extend(_blocks_of_lines(lines))
    return blocks


def cut(text: str) -> list[str]:
    """A long block, cut into paragraphs at sentence ends that part no quotation and no reference.

    A mark that opens a sentence while a quotation is open stands where a paragraph began into which the quotation
    runs on: it is cut there again.
    """
    if len(text) <= MOST_CHARACTERS:
        return [text]
    pieces: list[str] = []
    begin = 0
    is_open = is_single = False
    has_singles = "‘" in text or " '" in text
    closers = [found.start() for found in _SURE_CLOSER.finditer(text)] if has_singles else []
    for start, end in sentences(text):
        size = start - begin
        opening = "‘'" if is_single else '"“'
        runs_on = (is_open or is_single) and text[start] in opening and not text[start + 1 : start + 2].isspace()
        is_safe = size >= _BLOCK_CHARACTERS and not (is_open or is_single) and not _UNSAFE_START.match(text, start)
        if is_safe or (runs_on and size) or size >= 4000:
            pieces.append(text[begin:start].strip())
            begin = start
            is_open, is_single = is_open and runs_on, is_single and runs_on
        if not is_single:
            is_open = _leaves_open(text, start, end, is_open)
        if closers and not is_open:
            is_single = _leaves_single_open(text, start, end, closers, is_open=is_single)
    pieces.append(text[begin:].strip())
    return [piece for piece in pieces if piece]


def _leaves_single_open(text: str, start: int, end: int, closers: list[int], *, is_open: bool) -> bool:
    """The same for single marks, among which are apostrophes: an opener counts that one of the sure closers follows."""
    for found in _SINGLES.finditer(text, start, end):
        if found["opens"] is None:
            is_open = False
        elif not is_open:
            at = bisect_right(closers, found.end())
            is_open = at < len(closers) and closers[at] - found.end() < _LONGEST_QUOTE
    return is_open


def _leaves_open(text: str, start: int, end: int, is_open: bool) -> bool:
    """Whether a quotation is open at the end of a sentence, which its last mark tells, else what was open before."""
    straight, opener, closer = text.rfind('"', start, end), text.rfind("“", start, end), text.rfind("”", start, end)
    last = max(straight, opener, closer)
    if last < 0:
        return is_open
    if last != straight:
        return last == opener
    return (last == 0 or text[last - 1] in " ([—–-") and last + 1 < end and not text[last + 1].isspace()


def _blocks_of_lines(lines: list[str]) -> list[Paragraph]:
    if len(lines) == 1:
        return [_block(lines[0], lines[0])]
    is_wrapped = _is_hard_wrapped(lines)
    joined: list[list[str]] = [[lines[0]]]
    for before, line in pairwise(lines):
        if not _LIST.match(line) and (is_wrapped or _is_broken(before, line)):
            joined[-1].append(line)
        else:
            joined.append([line])
    return [_block(" ".join(group), group[0]) for group in joined]


def _block(text: str, first_line: str) -> Paragraph:
    return Paragraph(text, "list" if _LIST.match(first_line) else "text")


def _is_hard_wrapped(lines: list[str]) -> bool:
    """Whether lines end at a margin and not at the ends of sentences (mail, wire copy, old plain text)."""
    if len(lines) < 3:
        return False
    longest = max(map(len, lines))
    inner = lines[:-1]
    full = sum(1 for line in inner if len(line) >= 0.7 * longest)
    unfinished = sum(1 for line in inner if not _ENDS.search(line[-90:]))
    return longest <= 120 and full >= 0.8 * len(inner) and unfinished >= 0.55 * len(inner)


def _is_broken(before: str, line: str) -> bool:
    """Whether a line goes on with the sentence of the line before it."""
    if _ENDS.search(before[-90:]):
        return False
    if line[0].islower() or line[0] in ",;)”’":
        return True
    if _OPEN_ENDING.search(before[-40:]):
        return True
    return len(before) > _WIDE and not _looks_like_heading(before) and line[-1:] in '.!?”"' and line[0].isupper()


def _looks_like_heading(line: str) -> bool:
    """Title Case or few words."""
    words = line.split()
    capitals = sum(1 for word in words if word[0].isupper() or not word[0].isalpha())
    return len(words) <= 8 or capitals >= 0.7 * len(words)
