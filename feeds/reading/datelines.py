"""What stands around a story and is kept as fields: its dateline, its byline and the wire service it credits."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path

from feeds.late_pattern import late_pattern
from feeds.reading.publication import MONTH, published_in
from feeds.reading.quick_look import holds_any
from feeds.records import dataclass

_UPPER = "A-ZÀ-ÞĀ-Ž"
_PLACE = rf"[{_UPPER}][\w.'’-]{{1,20}}(?:[ /-][{_UPPER}][\w.'’-]{{0,20}}){{0,3}}"
_CAPITALS = (
    rf"[{_UPPER}][{_UPPER}.'’-]{{2,20}}(?:[ /][{_UPPER}][{_UPPER}.'’-]{{0,20}}){{0,3}}"
    r"(?:, [A-Z][\w.]{1,20}(?: [A-Z][\w.]{1,20})?)?"
)
_DAY = rf"(?:{MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {MONTH}(?:,? \d{{4}})?)"
_CREDIT = r"(?:\((?P<wire{0}>[^()\n]{{2,40}})\)|/(?P<slashed{0}>[^/\n]{{2,30}})/\.?)"
_DASH = r"\s*(?:--|[—–:_]|-(?=\s))\s*"
_AGENCY = late_pattern(rf"[{_UPPER}][\w&.'’-]+(?: [{_UPPER}][\w&.'’-]+){{0,3}}")
"""A wire nobody told us of, in brackets after a place in capitals."""
NOTE_WORDS = ("contributed to this", "input", "reporting", "iles from", "aterial from")
"""One of these stands in every note that credits a wire: a quick look before the slow one."""
_BARE_DASH = r"\s*(?:--|[—–_]|-(?=\s))\s*"
_DATELINE = late_pattern(
    # KYIV, March 3 (Xinhua) -- | KYIV —
    rf"(?P<place>{_CAPITALS})(?:, (?P<day>{_DAY})\.?)?\s*{_CREDIT.format('')}?{_BARE_DASH}"
    # Kyiv, 3 March (BelTA) – | KYIV, March 3. /TASS/.
    rf"|(?P<place2>{_CAPITALS}|{_PLACE}), (?P<day2>{_DAY})\.?\s*{_CREDIT.format(2)}\.?(?:{_DASH})?"
    # Kyiv (AFP) -
    rf"|(?P<place3>{_CAPITALS}|{_PLACE})\s*{_CREDIT.format(3)}{_DASH}"
)
_REPORTED_FROM = late_pattern(r"Reporting from (?=[A-Z])")
_PLACE_WORD = late_pattern(r" ?[A-Z][\w'’-]*(?:\.(?= [A-Z]))?")
_BEGINS = frozenset(
    """The A An In On At After As It For When With More Some Two Three Since From At By To If While Before During Over
    He She They His Her Their This That These Those There One Many Most""".split()
)
"""Words with a capital only because a sentence begins."""
_DATELINE_MARK = re.compile(r"[-–—_(/]")
"""No dateline goes without one of these."""
_NAME = (
    rf"[{_UPPER}][\w.'’-]+(?: (?:de|von|van|der|al|el|bin|ben|da|di|du|la|le)\b)?"
    rf"(?: [{_UPPER}][\w.'’-]*){{1,3}}"
)
_NAMES = rf"{_NAME}(?:(?:,| and| &|,? and) {_NAME}){{0,7}}"
_WHERE = rf"(?:,? (?i:in|for|at) (?i:the )?[{_UPPER}][^.!?]{{1,60}})?"
_NO_NAME = (
    r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Febr)uary|March|April|May\b|June|July|August"
    r"|(?:Sept|Nov|Dec)ember|October)"
)
_WORK = (
    "written|posted|story|report|words|text|analysis|opinion|comment|review|interview|column|graphics?|photos|photographs"
    "|pictures|illustrations?|video|verification|maps|all photos|with reporting"
)
"""What somebody made of a story, before "by"."""
_BYLINE = late_pattern(
    rf"(?:(?i:by|(?:{_WORK}) by) |(?i:authors?(?:/author)?|text|words)\s?: ?)"
    rf"{_NO_NAME}(?P<names>{_NAMES})(?:{_WHERE}|\s?[-–—|,/\\]\s?[^.!?]{{1,60}})"
)
_REPORTING = late_pattern(
    r"\(?(?:(?:(?i:additional )?(?i:reporting|writing|editing)(?: (?i:and) (?i:writing|editing))?"
    r" (?i:by|in) [^.!?;\n]{3,160}"
    rf"|(?i:edited|compiled|written|translated|produced)(?: (?i:and) (?i:edited|written))? (?i:by) {_NAMES}{_WHERE})"
    r"[;.]?\s*){1,4}\)?"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a story was written, and the wire it names. `end` is where the story begins after it.

    `day` is None where the dateline names no year: which one it is would be a guess.
    """

    place: str
    wire: str
    end: int
    has_day: bool = False
    day: date | None = None


def dateline_of(paragraph: str) -> Dateline | None:
    """The dateline a paragraph starts with, None when it starts with none."""
    opening = paragraph[:160]
    found = _DATELINE.match(opening) if _DATELINE_MARK.search(opening) else None
    if found is None:
        return None
    groups = found.groupdict()
    place = groups["place"] or groups["place2"] or groups["place3"] or ""
    credit = next((value for key, value in groups.items() if key.startswith(("wire", "slashed")) and value), "")
    wire = wire_of(credit)
    if not wire and credit and place.isupper() and _AGENCY.fullmatch(credit):
        wire = credit
    if groups["place3"] and not wire:
        return None
    if groups["place"] and not groups["day"] and not wire and (credit or not _may_be_place(place)):
        return None
    written = groups["day"] or groups["day2"] or ""
    day = published_in(written)
    return Dateline(
        place.title() if place.isupper() else place,
        wire,
        found.end(),
        bool(written),
        day.date() if isinstance(day, datetime) else day,
    )


def reporting_from(paragraph: str, is_place: Callable[[str], bool]) -> Dateline | None:
    """Where a paragraph says that it was reported from before it begins: "Reporting from Selm, Ardenia | The talks".

    Nothing marks where the place ends: it is the longest that `is_place` knows, else what stands before a word that
    only begins a sentence.
    """
    opening = _REPORTED_FROM.match(paragraph)
    if opening is None:
        return None
    end = _end_of_place(paragraph, opening.end(), is_place)
    place = paragraph[opening.end() : end]
    if end and paragraph.startswith(", ", end):
        end = _end_of_place(paragraph, end + 2, is_place)
    return Dateline(place, "", end) if end and place else None


def _end_of_place(text: str, start: int, is_place: Callable[[str], bool]) -> int:
    """Where a place ends that begins at `start`, 0 where that cannot be told."""
    ends = [start]
    while len(ends) < 5 and (word := _PLACE_WORD.match(text, ends[-1] + (len(ends) > 1))):
        ends.append(word.end())
    known = [end for end in ends[1:4] if is_place(text[start:end].rstrip("."))]
    if known:
        return known[-1]
    for before, end in pairwise(ends[1:]):
        if text[before - 1] == "." or text[before + 1 : end] in _BEGINS:
            return before  # "Minn. | The", "Selm | The"
    return ends[-1] if 1 < len(ends) < 5 and text.startswith(", ", ends[-1]) else 0


def wire_of(credit: str) -> str:
    """The wire service named in a credit ("AP", "TASS", "Reuters/ap"), "" when it is none we know."""
    for piece in re.split(r"[/,;&]| and ", credit):
        name = _wires().names.get(piece.strip().strip(".").casefold())
        if name:
            return name
    return ""


def credit_line(line: str) -> str:
    """The wire of a line that is nothing but a credit ("(AFP)", "Source: Reuters"), else ""."""
    bare = line.strip()
    if len(bare) > 80 or not _wires().line.fullmatch(bare):
        return ""
    found = _wires().any.search(bare)
    return _wires().names[found.group().casefold()] if found else ""


def credited_wire(sentence: str) -> str:
    """The wire of a note like "The Associated Press contributed to this report", else ""."""
    if len(sentence) > 400:
        return ""
    if not holds_any(sentence, NOTE_WORDS):
        return ""
    found = _wires().note.search(sentence)
    return _wires().names[(found.group(1) or found.group(2)).casefold()] if found else ""


def byline_of(line: str) -> str:
    """The names of a line that is a byline, else ""."""
    if not 7 <= len(line) <= 160 or (" " not in line and ":" not in line):
        return ""
    found = _BYLINE.fullmatch(line.strip(" \t|·•-–—").removesuffix("."))
    return found.group("names").strip() if found else ""


def is_reporting_note(line: str) -> bool:
    """Whether a line is "Reporting by …; editing by …"."""
    return 12 <= len(line) <= 300 and " " in line and bool(_REPORTING.fullmatch(line.strip()))


def _may_be_place(place: str) -> bool:
    """A bare "KYIV —" is a dateline; "UN:" or "WATCH —" is none we can be sure of."""
    letters = place.replace(",", "").replace(" ", "")
    return len(place) >= 4 and letters.isalpha() and place.casefold() not in _wires().not_places


@dataclass(frozen=True, slots=True)
class _Wires:
    names: dict[str, str]
    any: re.Pattern[str]
    line: re.Pattern[str]
    note: re.Pattern[str]
    not_places: frozenset[str]


@cache
def _wires() -> _Wires:
    path = Path(__file__).parent / "lexicon" / "wires.toml"
    lexicon = tomllib.loads(path.read_text("utf-8"))
    forms: dict[str, list[str]] = lexicon["wires"]
    names = {form: name for name, of_name in forms.items() for form in of_name}
    one = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    cue = r"(?:source|sources|agency|agencies|via|with|from|by|reported by|report by)"
    return _Wires(
        names=names,
        any=late_pattern(rf"(?<!\w)(?:{one})(?!\w)", re.IGNORECASE),
        line=late_pattern(
            rf"\(?(?:{cue}\s?:?\s+)?[(/\[]?(?:{one})[)/\]]?(?:\s*[,/&]\s*(?:{one}))*\.?\)?", re.IGNORECASE
        ),
        note=late_pattern(
            rf"\b(?:the )?({one})(?: news agency)? contributed to this (?:report|story|article)\b"
            r"|\bwith (?:inputs?|reporting|additional reporting|files|material) (?:from|by) "
            rf"(?:the )?({one})\b",
            re.IGNORECASE,
        ),
        not_places=frozenset(lexicon["datelines"]["not_places"]),
    )
