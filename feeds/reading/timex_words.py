"""The words of time: the lexicon as classes, a paragraph as a string of one code a token, patterns over that string.

A pattern over codes is short and fast: "(the)? (past|last) <cardinal> <units>" becomes a regular expression in which
every token is one character, so a paragraph of 600 words is matched as 600 characters, and what no class knows is ".".
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import repeat
from pathlib import Path

from feeds.records import dataclass

_TOKEN = re.compile(r"\S(?:(?<=[a-zA-Z])[^\W\d_]*|(?<=[.,’])|(?<=[^\W\d_])[^\W\d_]*|(?<=\d)\d*(?:[.,]\d+)*|)")
"""A run of letters, a number, or any other single mark. What the first character is decides, so that white space is
passed over without a look at each alternative."""
_SELDOM_LONGER = 40
"""Characters without white space; longer ones are not remembered, so that hostile text takes up no memory."""
_ELEMENT = re.compile(r"<(\w+)>|([a-z]+)|\s+")
_MARKS = {
    ",": "comma",
    ".": "dot",
    "-": "dash",
    "\u2010": "dash",
    "\u2011": "dash",
    "–": "dash",
    "—": "long_dash",
    ":": "colon",
    "/": "slash",
    "'": "apostrophe",
    "’": "apostrophe",
    "‘": "apostrophe",
    "½": "half_mark",
    "$": "money",
    "£": "money",
    "€": "money",
    "#": "money",
    "%": "percent",
    ";": "stop",
    "(": "bracket",
    ")": "bracket",
}
_FIRST_CODE = 0x100
_CASED = frozenset({"month", "month_doubtful", "weekday_short", "holiday", "zone"})
"""Classes whose words count only when written with a capital ("Sun", "March", "May")."""


def tokens_of(text: str) -> list[str]:
    """The tokens of a text: runs of letters, numbers and single marks, with nothing but white space between them."""
    tokens: list[str] = []
    for run in text.split():
        if run.isalpha():
            tokens.append(run)
        elif (word := run[:-1]).isalpha() and not run[-1].isalnum():
            tokens += word, run[-1]
        elif (word := run[1:]).isalpha() and not run[0].isalnum():
            tokens += run[0], word
        elif len(run) < _SELDOM_LONGER:
            tokens += _parted(run)
        else:
            tokens += _TOKEN.findall(run)
    return tokens


@lru_cache(maxsize=4096)
def _parted(run: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(run))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`codes` maps a token as written to its one-character code, `meanings` to its classes and their values."""

    codes: Mapping[str, str]
    meanings: Mapping[str, Mapping[str, str]]
    classes: Mapping[str, str]
    """Class name, or "=" and a literal word, to all codes that stand for it."""
    future: frozenset[str]
    past: frozenset[str]

    def encode(self, tokens: Iterable[str]) -> str:
        """One code a token; "." for what no class knows."""
        return "".join(map(self.codes.get, tokens, repeat(".")))

    def compile(self, pattern: str) -> str:
        """A pattern of <class> names, literal words and regular expression operators as a regex over codes."""

        def code(match: re.Match[str]) -> str:
            name = match[1] or (match[2] and "=" + match[2])
            codes = self.classes[name] if name else ""
            return f"[{codes}]" if len(codes) > 1 else codes

        return _ELEMENT.sub(code, pattern)


@cache
def lexicon() -> dict[str, dict[str, str]]:
    """The tables of lexicon/times.toml."""
    path = Path(__file__).parent / "lexicon" / "times.toml"
    return tomllib.loads(path.read_text("utf-8"))


def vocabulary(literal_words: Iterable[str]) -> Vocabulary:
    """The vocabulary of the lexicon, with the literal words that the patterns name besides."""
    meanings: dict[str, dict[str, str]] = {}
    tables = lexicon()
    for name, table in tables.items():
        if name in ("tense", "grammar"):
            continue
        for word, value in table.items():
            for form in (word.capitalize(), word.upper()) if name in _CASED else _forms(word):
                meanings.setdefault(form, {})[name] = value
    for word in literal_words:
        for form in _forms(word):
            meanings.setdefault(form, {})["=" + word] = word
    for mark, name in _MARKS.items():
        meanings.setdefault(mark, {})[name] = mark
    _add_numbers(meanings)
    combinations: dict[tuple[str, ...], str] = {}
    codes: dict[str, str] = {}
    for form, classes in meanings.items():
        key = tuple(sorted(classes))
        code = combinations.setdefault(key, chr(_FIRST_CODE + len(combinations)))
        codes[form] = code
    by_class: dict[str, str] = {}
    for combination, code in combinations.items():
        for name in combination:
            by_class[name] = by_class.get(name, "") + code
    tense = tables["tense"]
    return Vocabulary(codes, meanings, by_class, frozenset(tense["future"].split()), frozenset(tense["past"].split()))


def _forms(word: str) -> tuple[str, ...]:
    return word, word.capitalize(), word.upper()


def _add_numbers(meanings: dict[str, dict[str, str]]) -> None:
    for number in range(1000):
        for form in {str(number), f"{number:02d}"}:
            classes = meanings.setdefault(form, {})
            classes["digits"] = form
            if 1 <= number <= 31 and len(form) <= 2:
                classes["day_number"] = form
            if 1 <= number <= 12 and len(form) <= 2:
                classes["month_number"] = form
            if number <= 24 and len(form) <= 2:
                classes["hour"] = form
            if len(form) == 2 and number <= 59:
                classes["minute"] = form
            if len(form) == 2:
                classes["two"] = form
    for year in range(1000, 2200):
        classes = meanings.setdefault(str(year), {})
        classes["digits"] = classes["year"] = str(year)
        if year % 10 == 0:
            classes["round_year"] = str(year)
        if year // 100 <= 23 and year % 100 <= 59:
            classes["military"] = str(year)
    for hour in range(25):
        for minute in range(60):
            for form in {f"{hour}.{minute:02d}"}:
                meanings.setdefault(form, {})["dotted_clock"] = form
    for hour in range(10):
        for minute in range(60):
            meanings.setdefault(f"{hour:02d}{minute:02d}", {})["military"] = f"{hour:02d}{minute:02d}"
