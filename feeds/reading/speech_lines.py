"""Paragraphs as the speech readers see them: words with each quotation folded into one token, cut into sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Sequence
from dataclasses import field
from itertools import accumulate, compress
from operator import ne

from feeds.reading.quotations import Quotation
from feeds.reading.sentences import ABBREVIATIONS, ON_X
from feeds.reading.speech import speech
from feeds.reading.text import Text
from feeds.records import dataclass

_LONGEST = 60_000
"""Code points; a longer paragraph is no prose: it is not cut into words, and nobody speaks in it."""
QUOTED = "\ufffc"
"""The word that stands for a quotation (object replacement character)."""

_TOKEN = re.compile(r"([a-zA-Z]++(?= )|\S(?:(?<=\w)\w*+(?:[-’'.&/]\w++)*+[’']?+|(?<=-)-++|(?<=\.)\.++|))")
"""A word, a run of dashes or dots, or any other single mark. Most are letters before a blank and need no closer look;
of others the first character decides, so that white space is passed over without a look at each alternative."""
_RUN_TOGETHER = re.compile(r"\.[A-Z][a-z]")
_CAREFUL_TOKEN = re.compile(r"(\w+(?:[-’'.&/](?!(?<=\.)[A-Z][a-z])\w+)*[’']?|-{2,}|\.{2,}|[^\w\s])")
"""For a line where a sentence begins right behind a stop ("the statement.It said"); slower, so asked only there."""
_PARTY = re.compile(r"[A-Z]{1,3}-(?:[A-Z][a-z]{1,4}|[A-Z]\.[A-Z])")
"""A member's party and state: "R-Ky.", "D-N.Y."."""
_INITIAL = re.compile(r"(?:[A-Z]\.)*[A-Z]")
_LONGEST_ABBREVIATION = max(map(len, ABBREVIATIONS))
_MAY_END = frozenset("inc ltd co corp bros jr sr etc al u.s u.k u.n d.c p.m a.m".split())
DASHES = frozenset(("-", "–", "—", "--", "---", "―"))
_STOPS = frozenset(".?!…")
_MAY_CLOSE = _STOPS | {QUOTED}
"""Last letters of the words a sentence can end with."""


@dataclass(slots=True)
class Line:
    """One paragraph (or the title, number None) as parallel lists over its tokens.

    `quotes` maps the index of a QUOTED token to the number of its quotation. `bounds` are the half-open token ranges
    of the sentences; a quotation never ends a sentence unless its own last mark does and a new sentence follows.
    """

    number: int | None
    text: str
    words: list[str]
    lows: list[str]
    starts: list[int]
    ends: list[int]
    quotes: dict[int, int]
    capitals: list[int]
    """The words that begin with a capital."""
    bounds: list[tuple[int, int]] = field(default_factory=list)
    firsts: list[int] = field(default_factory=list)
    """The first token of each sentence."""
    is_caption: bool = False
    """Whether it stands under a picture, and the story goes on behind it."""
    is_heading: bool = False

    def sentence_of(self, token: int) -> int:
        """The number of the sentence a token stands in."""
        at = bisect_right(self.firsts, token)
        return at - 1 if at else 0

    def written(self, first: int, last: int) -> str:
        """The text from one token to another, inclusive."""
        return self.text[self.starts[first] : self.ends[last]]


@dataclass(slots=True)
class Lines:
    """All lines of a story, title first, and its quotations. `places` maps a quotation to its lines' tokens."""

    lines: list[Line]
    quotations: Sequence[Quotation]
    places: list[list[tuple[int, int]]]
    """For each quotation, (index in `lines`, token) of each of its spans."""
    uncut: list[int] = field(default_factory=list)
    """The lines that are not cut into words yet."""

    def cut_all(self, text: Text) -> None:
        """Cuts into words what was not wanted at first."""
        numbers = list(text.numbers()) if self.uncut else ()
        for index in self.uncut:
            self.lines[index] = _line_of(text, numbers[index], ())
        self.uncut.clear()


def lines_of(text: Text, quotations: Sequence[Quotation], wanted: Container[int | None]) -> Lines:
    """The lines of a story with its quotations. Where it has none, only the wanted paragraphs are cut into words;
    `cut_all` does the others. Readers that come later find them in `text.memo`, by "lines"."""
    by_paragraph: dict[int | None, list[tuple[int, int, int, str]]] = {}
    for number, quotation in enumerate(quotations):
        for span, outer in zip(quotation.spans, quotation.outer, strict=True):
            last = text.of(span.paragraph)[span.end - 1 : span.end]
            by_paragraph.setdefault(outer.paragraph, []).append((outer.start, outer.end, number, last))
    places: list[list[tuple[int, int]]] = [[] for _ in quotations]
    lines: list[Line] = []
    uncut: list[int] = []
    for paragraph in text.numbers():
        if not quotations and paragraph not in wanted:
            uncut.append(len(lines))
            lines.append(_UNCUT)
            continue
        line = _line_of(text, paragraph, by_paragraph.get(paragraph, ()))
        for token, number in line.quotes.items():
            places[number].append((len(lines), token))
        lines.append(line)
    found = text.memo["lines"] = Lines(lines, quotations, places, uncut)
    return found


def _line_of(text: Text, paragraph: int | None, masked: Sequence[tuple[int, int, int, str]]) -> Line:
    line = _line(paragraph, text.of(paragraph), masked)
    if paragraph is not None:
        kind = text.paragraphs[paragraph].kind
        line.is_caption, line.is_heading = kind == "caption", kind == "heading"
    return line


_UNCUT = Line(None, "", [], [], [], [], {}, [])


_SMALL_NAME = re.compile(r"(?:(?:al|el|ad|ar|as|ash|at|az|an|ul|ur|ibn|bin|d|l)[-‑'’]|[a-z]{1,2})(?=[A-Z])")
"""Names with a small first letter ("al-Orlo", "d’Orlo", "eBay"): among the words they have a capital as other names."""


def _line(number: int | None, text: str, masked: Sequence[tuple[int, int, int, str]]) -> Line:
    if len(text) > _LONGEST:
        return Line(number, text, [], [], [], [], {}, [])
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    quotes: dict[int, int] = {}
    terminal: dict[int, str] = {}
    pattern = _CAREFUL_TOKEN if _RUN_TOGETHER.search(text) else _TOKEN
    position = 0
    for start, end, quotation, last in (*masked, (len(text), len(text), -1, "")):
        _add_tokens(text, position, start, pattern, words, starts, ends)
        if quotation >= 0:
            quotes[len(words)] = quotation
            if last in _STOPS:
                terminal[len(words)] = last
            words.append(QUOTED)
            starts.append(start)
            ends.append(end)
        position = end
    lows = list(map(str.lower, words))
    capitals: list[int] = []
    # A word with a capital differs from its small form, which is quicker to see.
    for place in compress(range(len(words)), map(ne, words, lows)):
        word = words[place]
        if not word[0].isupper() and _SMALL_NAME.match(word):
            word = words[place] = word[0].upper() + word[1:]
        if word[0].isupper():
            capitals.append(place)
    line = Line(number, text, words, lows, starts, ends, quotes, capitals)
    line.bounds = _sentence_bounds(line, terminal)
    line.firsts = [first for first, _ in line.bounds]
    return line


def _add_tokens(
    text: str, start: int, end: int, pattern: re.Pattern[str], words: list[str], starts: list[int], ends: list[int]
) -> None:
    """Adds the words of text[start:end] with their places. `pattern` is one group, so that splitting by it gives what
    stands between the words and the words in turn, and the sums of their lengths are the places."""
    pieces = pattern.split(text[start:end])
    edges = list(accumulate(map(len, pieces), initial=start))
    found, first, last = pieces[1::2], edges[1:-1:2], edges[2::2]
    kept = 0
    at = -1
    for _ in range(found.count(".")):
        at = found.index(".", at + 1)
        if at and last[at - 1] == first[at] and _is_abbreviation(found[at - 1], text, last[at]):
            if found[at - 1] == "X" and ON_X.search(text, max(0, first[at] - 7), first[at] - 1):
                continue
            words += found[kept : at - 1]
            words.append(found[at - 1] + ".")
            starts += first[kept:at]
            ends += last[kept : at - 1]
            ends.append(last[at])
            kept = at + 1
    words += found[kept:]
    starts += first[kept:]
    ends += last[kept:]


def _is_abbreviation(word: str, text: str, after: int) -> bool:
    if len(word) > _LONGEST_ABBREVIATION and word.isalpha():
        return False
    low = word.lower()
    if "-" in word and _PARTY.fullmatch(word) and text[after : after + 1] in (",", ")", " "):
        return True
    if low in ABBREVIATIONS or _INITIAL.fullmatch(word) or low in ("a.m", "p.m", "i.e", "e.g"):
        if len(word) == 1 and low == "i":
            return False
        if low in ("no", "sun", "mar", "may", "sat", "art", "mt", "fig", "wed", "col") and word.islower():
            return False
        return bool(text[after : after + 12].strip()) or len(low) <= 4
    return False


def _sentence_bounds(line: Line, terminal: dict[int, str]) -> list[tuple[int, int]]:
    words, count = line.words, len(line.words)
    bounds: list[tuple[int, int]] = []
    start = 0
    for index in [index for index, word in enumerate(words) if word[-1] in _MAY_CLOSE]:
        word = words[index]
        following = words[index + 1] if index + 1 < count else ""
        if word in _STOPS or (word[0] == "." and word.strip(".") == "" and len(word) > 1):
            if following and (following in _STOPS or following in ")]”\"'’" or following[0].islower()):
                continue
        elif word is QUOTED or word == QUOTED:
            if index not in terminal or not following:
                continue
            if not (following[0].isupper() or following == QUOTED or following[0].isdigit()):
                continue
            if following[0].isupper() and _tags_along(line, index, terminal[index]):
                continue
        elif word[-1] == "." and len(word) > 1:
            low = word[:-1].lower()
            if not (low in _MAY_END and following and following[0].isupper() and _starts(line, index + 1)):
                continue
        else:
            continue
        if index + 1 > start:
            bounds.append((start, index + 1))
            start = index + 1
    if start < count:
        bounds.append((start, count))
    return bounds


def _starts(line: Line, index: int) -> bool:
    return line.lows[index] in speech().starters


def _tags_along(line: Line, index: int, mark: str) -> bool:
    """Whether `“Who?” Jones asked.` goes on: a short subject and a speech verb; after a full stop, that and no more."""
    words = speech()
    if _is_introduced(line, index):
        return False
    for position in range(index + 1, min(index + 8, len(line.words))):
        low = line.lows[position]
        size = next(
            (
                len(verb.rest)
                for verb in words.verbs.get(low, ())
                if verb.form in ("past", "s")
                and verb.verb_class not in ("think", "describe", "deny")
                and tuple(line.lows[position + 1 : position + 1 + len(verb.rest)]) == verb.rest
            ),
            -1,
        )
        if position > index + 1 and size >= 0:
            position += size
            after = line.words[position + 1] if position + 1 < len(line.words) else "."
            if mark == ".":
                return after in _STOPS
            return after not in (QUOTED, ":", "that", ",") or (line.number is not None and after == ",")
        if low == "," and position > index + 1:
            return mark != "." and _apposed(line, position)
        if not line.words[position][0].isupper() and low not in words.heads and low not in words.determiners:
            return False
    return False


def _is_introduced(line: Line, index: int) -> bool:
    """Whether a speech verb and a comma or colon lead to a quote: `Lee told her, “Stop!” She replied`."""
    if index < 2 or line.words[index - 1] not in (",", ":"):
        return False
    return any(
        verb.verb_class != "think" and not verb.rest
        for low in line.lows[max(0, index - 4) : index - 1]
        for verb in speech().verbs.get(low, ())
    )


def _apposed(line: Line, comma: int) -> bool:
    """Whether an apposition and a speech verb follow a name: `“Who?” Lee, a retired worker, said`."""
    for position in range(comma + 2, min(comma + 25, len(line.words) - 1)):
        word = line.words[position]
        if word == QUOTED or word in _STOPS:
            return False
        if word == "," and any(verb.form in ("past", "s") for verb in speech().verbs.get(line.lows[position + 1], ())):
            return True
    return False
