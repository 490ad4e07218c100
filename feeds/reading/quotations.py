"""Finds what stands between quotation marks: one linear scan a paragraph; quotes over several paragraphs are joined.

Which mark is what follows from its neighbours, not from a search: an apostrophe has letters on both sides, an opening
mark a space (or bracket, dash, start) before it, a closing mark something after which a quote can end. Every mark is
looked at a bounded number of times, so hostile text costs no more than other text.
"""

from __future__ import annotations

import re

from feeds.reading.quick_look import holds_any
from feeds.reading.text import Text
from feeds.reading.unmarked import find_unmarked
from feeds.records import dataclass
from feeds.story import Span

BLOCK = ">"
"""The mark of a block quote, which has none."""
_MARK = re.compile(
    # One set of all marks first, so that the engine can skip to the next one; what is asked of each looks back at it.
    r"[\"“”„‟«»‘’‚'`´]"
    r"(?:(?<=\w')(?='s\b)|(?<=')''?(?!')|(?<=[\"“”„‟«»])|(?<=[‘’‚'`´])(?:(?<!\w.)|(?!\w)))"
)
"""Every mark but those with letters on both sides, which are apostrophes."""
_ASCII_MARKS = ('"', "'", "`")
_DOUBLE_OPEN = "“„‟«"
_DOUBLE_CLOSE = {"“": '”"“', "„": '“”"‟', "‟": '”"', "«": '»"', '"': '"”', "»": "«"}
_ELISIONS = re.compile(
    r"(?:\d0s|t(?= [A-Z])|em|til|till|cause|twas|tis|bout|round|n|nuff|cuz|kay|ello|ere|im|er)\b", re.IGNORECASE
)
_SHORT_YEAR = re.compile(r"\d\ds?(?![-\w%]|[.,:]\d)")
_ATTRIBUTED = re.compile(r", (?:[A-Z]\S* ){1,4}(?:said|says|added|adds|told \w+|wrote|writes)\.$")
"""A paragraph that ends outside its quotation: "…, Ann Lee said."."""
_LAST_WORD = re.compile(r"[A-Za-z]+\s+$")
_BEFORE_YEARS = frozenset(
    """in of since from the to until till before after by late early mid summer spring autumn fall winter class january
    february march april may june july august september october november december and or""".split()
)
_SINGLES = "'‘’‚`´"
_OPENS_AFTER = ' \t\n\xa0([{-–—/:;,.…"“„«>'
_STRONG_END = ".,!?…;:"
_MOST_A_PARAGRAPH = 12_000
"""Quotations read in one paragraph; what comes after is no prose."""
_MOST_MARKS = 40_000
"""Marks in one paragraph; with more it is no prose and holds no quotations."""
_QUOTE_LIMIT = 6000
"""Code points: a single-marked quote longer than this in one paragraph is a stray apostrophe, not a quote."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """One stretch between marks. `spans` lie inside the marks, one a paragraph; `outer` includes the marks.

    `mark` is the opening mark. `is_closed` is False when the closing mark is missing.
    """

    spans: tuple[Span, ...]
    outer: tuple[Span, ...]
    mark: str
    is_closed: bool = True


def find_quotations(text: Text) -> tuple[Quotation, ...]:
    """All quotations of a story in reading order, nested ones left inside their outer one.

    Linear in the length of the text; never raises.
    """
    found: list[Quotation] = []
    running: list[Quotation] = []
    unmarked = find_unmarked(text)
    for paragraph in text.numbers():
        if paragraph in unmarked:
            inside = [_unmarked(paragraph, *unmarked[paragraph])]
        else:
            inside = _scan(text, paragraph)
        first = inside[0] if inside else None
        if running and (first is None or not _goes_on(running[-1], first, text)):
            found.append(_joined(running))
            running = []
        for quotation in inside:
            if quotation is first and running:
                running.append(quotation)
            elif not quotation.is_closed and quotation is inside[-1] and paragraph is not None:
                running = [quotation]
            else:
                found.append(quotation)
            if running and quotation is running[-1] and (quotation.is_closed or quotation is not inside[-1]):
                found.append(_joined(running))
                running = []
    if running:
        found.append(_joined(running))
    return tuple(found)


def _unmarked(paragraph: int | None, start: int, end: int, is_block: bool) -> Quotation:
    """Speech that no marks enclose; a block quote may run on in the next paragraph."""
    span = Span(paragraph, start, end)
    outer = Span(paragraph, 0, end) if is_block else span
    return Quotation((span,), (outer,), BLOCK if is_block else "", is_closed=not is_block)


def _goes_on(before: Quotation, after: Quotation, text: Text) -> bool:
    """Whether a quote left open at the end of its paragraph goes on with the mark that opens the next one."""
    place = after.outer[0]
    return _family(before.mark) == _family(after.mark) and not text.of(place.paragraph)[: place.start].strip()


def _family(mark: str) -> str:
    if mark in (BLOCK, ""):
        return mark
    return "single" if mark in "‘'‚’`´" else "double"


def _joined(parts: list[Quotation]) -> Quotation:
    if len(parts) == 1:
        return parts[0]
    return Quotation(
        spans=tuple(span for part in parts for span in part.spans),
        outer=tuple(span for part in parts for span in part.outer),
        mark=parts[0].mark,
        is_closed=parts[-1].is_closed,
    )


def _opens_with_single(text: Text, paragraph: int | None) -> bool:
    """Whether the paragraph after this one begins with a single mark, as one does into which a quote runs on."""
    if paragraph is None or paragraph + 1 >= len(text.paragraphs):
        return False
    following = text.of(paragraph + 1)
    return following.startswith(("‘", "'")) and _opens_single(following, 0, 1)


def _scan(text: Text, number: int | None) -> list[Quotation]:
    """The quotations of one paragraph."""
    paragraph = text.of(number)
    if paragraph.isascii() and not holds_any(paragraph, _ASCII_MARKS):
        return []
    marks = [(match.start(), match.end()) for match in _MARK.finditer(paragraph)]
    if not marks or len(marks) > _MOST_MARKS:
        return []
    has_singles = holds_any(paragraph, _SINGLES)
    runs_on = has_singles and _opens_with_single(text, number)
    single_ends = _next_single_ends(paragraph, marks) if has_singles else [None] * len(marks)
    found: list[Quotation] = []
    index, last_end = 0, 0
    while index < len(marks) and len(found) < _MOST_A_PARAGRAPH:
        start, end = marks[index]
        mark = paragraph[start:end]
        if mark == "'''":
            # A pair that opens a quote, and the opener of one nested in it.
            mark, end = "''", start + 2
        is_double = mark in ('"', "''") or mark in _DOUBLE_OPEN
        if is_double or (mark in "”»" and _may_open(paragraph, start, end, last_end)):
            if mark in ('"', "''") and not _may_open(paragraph, start, end, last_end):
                index += 1
                continue
            closing, unclosed_end = _double_end(paragraph, marks, index)
        elif _opens_single(paragraph, start, end):
            closing, unclosed_end = single_ends[index], None
            if runs_on and closing is not None and _is_inner_possessive(paragraph, start, *marks[closing]):
                closing = None
            is_behind = bool(found) and mark == "‘"
            if closing is None and _is_left_open(paragraph, start, marks, index, runs_on=runs_on, is_behind=is_behind):
                unclosed_end = len(paragraph)
        else:
            index += 1
            continue
        if closing is not None:
            stop, outer_stop = marks[closing]
            if outer_stop - stop == 3:
                stop += 1
            quotation = _quotation(paragraph, number, start, end, stop, outer_stop, is_closed=True)
            index = closing + 1
        elif unclosed_end is not None:
            index += 1
            if unclosed_end - start < 16 and unclosed_end < len(paragraph):
                # A stray mark: nothing closes it and the next quote opens right after.
                continue
            quotation = _quotation(paragraph, number, start, end, unclosed_end, unclosed_end, is_closed=False)
            while index < len(marks) and marks[index][0] < unclosed_end:
                index += 1
        else:
            index += 1
            continue
        if quotation is not None:
            found.append(quotation)
            last_end = quotation.outer[0].end
    return found


def _quotation(
    paragraph: str, number: int | None, start: int, inner: int, stop: int, outer_stop: int, *, is_closed: bool
) -> Quotation | None:
    first, last = inner, stop
    while first < last and paragraph[first].isspace():
        first += 1
    while last > first and paragraph[last - 1].isspace():
        last -= 1
    if not any(character.isalnum() for character in paragraph[first:last]):
        return None
    return Quotation(
        spans=(Span(number, first, last),),
        outer=(Span(number, start, outer_stop),),
        mark=paragraph[start:inner],
        is_closed=is_closed,
    )


def _may_open(paragraph: str, start: int, end: int, last_end: int) -> bool:
    """Whether a mark that looks the same on both sides opens: something follows it, a space or the like precedes."""
    if end >= len(paragraph) or paragraph[end].isspace():
        return False
    before = paragraph[start - 1] if start else " "
    return before in _OPENS_AFTER or start == last_end or not (before.isalnum() or before in _STRONG_END)


def _double_end(paragraph: str, marks: list[tuple[int, int]], index: int) -> tuple[int | None, int | None]:
    """The index of the mark that closes a double opener, or where the quote ends unclosed."""
    start, end = marks[index]
    mark = "''" if paragraph[start : start + 2] == "''" else paragraph[start:end]
    closers = _DOUBLE_CLOSE.get(mark, '"”')
    depth = 0
    for later in range(index + 1, len(marks)):
        at, after = marks[later]
        found = paragraph[at:after]
        if found == "“" and mark == "“" and not _closes_here(paragraph, at, after):
            # A second opener: nested only when two closers follow; else the first quote was never closed.
            if _closed_twice(paragraph, marks, later):
                depth += 1
                continue
            return None, _before(paragraph, start, at)
        if found == '"' and mark == '"':
            if _closes_here(paragraph, at, after):
                return later, None
            if depth == 0 and later + 1 < len(marks) and at - end > 1:
                return later, None
            continue
        if mark == "''":
            if found[:2] == "''":
                return later, None
            continue
        if found == "“" and mark == '"' and at > end and _nests(paragraph, marks, later):
            depth += 1
            continue
        if found in closers:
            if depth and found == "”":
                depth -= 1
                continue
            return later, None
    return None, len(paragraph)


def _nests(paragraph: str, marks: list[tuple[int, int]], later: int) -> bool:
    """Whether a curly pair opens inside straight marks: its closer comes next, then another mark or the line's end."""
    following = marks[later + 1 : later + 3]
    closers = [paragraph[at:after] for at, after in following if paragraph[at:after] not in _SINGLES]
    return closers[:1] == ["”"]


def _closes_here(paragraph: str, at: int, after: int) -> bool:
    before = paragraph[at - 1] if at else " "
    following = paragraph[after] if after < len(paragraph) else " "
    if before.isspace():
        # "… what does that mean? " she asked": a mark with space on both sides closes what has come to an end.
        return following.isspace() and at > 1 and paragraph[at - 2] in _STRONG_END + "'’"
    return not following.isalnum()


def _closed_twice(paragraph: str, marks: list[tuple[int, int]], later: int) -> bool:
    """Whether, after this second opener, two closers come before the next opener."""
    closers = 0
    for at, after in marks[later + 1 : later + 9]:
        found = paragraph[at:after]
        if found == "”":
            closers += 1
            if closers == 2:
                return True
        elif found == "“":
            return False
    return False


def _before(paragraph: str, start: int, at: int) -> int:
    """Where a quote that was never closed ends: before the next opener, at the last end of a sentence there."""
    ends = [paragraph.rfind(mark, start, at) for mark in (". ", "? ", "! ", "… ")]
    best = max(ends)
    return best + 1 if best > start else at


def _opens_single(paragraph: str, start: int, end: int) -> bool:
    mark = paragraph[start:end]
    if mark not in ("'", "‘", "‚", "`", "’"):
        return False
    if end >= len(paragraph):
        return False
    before = paragraph[start - 1] if start else " "
    if before not in _OPENS_AFTER or mark == "’":
        return False
    following = paragraph[end]
    if following.isspace():
        # "he said: ‘ we will": a mark that can only open, before words it has lost its hold of.
        return mark == "‘" and paragraph[max(0, start - 2) : start].rstrip()[-1:] in (",", ":", ".", "")
    if _ELISIONS.match(paragraph, end) or (following.isdigit() and _is_year(paragraph, start, end)):
        return False
    return following.isalnum() or following in '[(….’"“$£€¡¿#@*'


def _is_year(paragraph: str, start: int, end: int) -> bool:
    """Whether a mark stands for the century of a year: "the '90s", "back in '68"."""
    if not _SHORT_YEAR.match(paragraph, end):
        return False
    before = _LAST_WORD.search(paragraph, max(0, start - 14), start)
    return before is not None and before.group().rstrip().lower() in _BEFORE_YEARS


def _next_single_ends(paragraph: str, marks: list[tuple[int, int]]) -> list[int | None]:
    """For every mark, the index of the single mark that would close a quote opened there (worked out from the right).

    A mark after an s may be a plural possessive ("the workers' rights"): it closes only when no clearer closing mark
    comes before the next opener.
    """
    ends: list[int | None] = [None] * len(marks)
    sure: int | None = None
    maybe: int | None = None
    for index in range(len(marks) - 1, -1, -1):
        start, end = marks[index]
        mark = paragraph[start:end]
        choice = sure if sure is not None else maybe
        if choice is not None and marks[choice][0] - start > _QUOTE_LIMIT:
            choice = None
        ends[index] = choice
        if mark not in ("'", "’", "´", "`", "‘"):
            continue
        strength = _closing_strength(paragraph, start, end)
        if _opens_single(paragraph, start, end) and not (strength == 2 and paragraph[start - 1 : start] in ",.?!"):
            sure = maybe = None
            continue
        # Right behind a stop ("no,'Lee said") a mark closes what is open, and opens only where nothing is.
        if strength == 2:
            sure, maybe = index, None
        elif strength == 1:
            maybe = index
    return ends


def _closing_strength(paragraph: str, start: int, end: int) -> int:
    """2: surely can close. 1: may be a plural possessive. 0: an apostrophe."""
    before = paragraph[start - 1] if start else " "
    following = paragraph[end] if end < len(paragraph) else " "
    if following.isalnum() and not (before in ",.!?…" and following.isupper()):
        return 0
    if before.isspace():
        # "… to quality,” ’ she said": a thin space keeps two closing marks apart.
        return 2 if start > 1 and paragraph[start - 2] in '”"’,.?!' and following in " .,;:?!)" else 0
    if before in _STRONG_END or before in ')]"”%' or before.isdigit():
        return 2
    if before in "sSzx":
        # "the allies', ": a mark before punctuation or the end closes more likely than it possesses.
        return 2 if following in ".,;:!?)—–" or end >= len(paragraph) else 1
    if before in "nN" and start > 1 and paragraph[start - 2] in "iI" and following == " ":
        return 1
    return 2


def _is_left_open(
    paragraph: str, start: int, marks: list[tuple[int, int]], index: int, *, runs_on: bool, is_behind: bool
) -> bool:
    """A single opener without a closer that starts its paragraph, or whose quote goes on in the next one.

    One that can only open is left open too where another quote `is_behind` it: "…,’ Lee said. ‘We will go."
    """
    later = [mark for mark in marks[index + 1 : index + 40] if paragraph[mark[0]] in _SINGLES]
    if runs_on:
        return all(_closing_strength(paragraph, *mark) < 2 and not _opens_single(paragraph, *mark) for mark in later)
    begins = start == 0 or (is_behind and paragraph[:start].rstrip()[-1:] in (".", ":", ","))
    return begins and all(not _closing_strength(paragraph, *mark) for mark in later)


def _is_inner_possessive(paragraph: str, start: int, at: int, after: int) -> bool:
    """Whether the mark that might close is a plural possessive, inside a sentence that goes on to the line's end."""
    begins = paragraph[:start].rstrip()[-1:] in ("", ".", "?", "!")
    if not begins or paragraph.rstrip()[-1:] not in ".?!…" or _closing_strength(paragraph, at, after) != 1:
        return False
    return not _ATTRIBUTED.search(paragraph, max(after, len(paragraph) - 90))
