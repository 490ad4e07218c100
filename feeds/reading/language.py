"""Tells the language of a text by its script and its commonest words; linear, no model."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

from feeds.reading.plain_words import without_print

_SAMPLE = 2000
_WORD = re.compile(
    r"[^\W\d_](?:(?<!['’].)|(?<!\w['’].)|(?<=[st])\B|(?<=[rv])(?!e\b)|(?<=l)(?!l\b)|(?<![strvl]))[^\W\d_]*"
)
"""A word; not what English writes behind an apostrophe ("Ardenia's": s is a word of Czech). The letter comes first, so
that the engine can skip to the next one."""
_KEPT = bytes(byte if chr(byte).isalnum() or chr(byte) in "_'" else ord(" ") for byte in range(128)) + b" " * 128
"""Every ASCII character that `_WORD` does not look at as a blank."""
_SCRIPTS = (
    ("ja", "\u3040", "\u30ff"),
    ("ko", "\uac00", "\ud7af"),
    ("zh", "\u3400", "\u9fff"),
    ("he", "\u0590", "\u05ff"),
    ("el", "\u0370", "\u03ff"),
    ("th", "\u0e00", "\u0e7f"),
    ("hi", "\u0900", "\u097f"),
    ("bn", "\u0980", "\u09ff"),
    ("ta", "\u0b80", "\u0bff"),
    ("ka", "\u10a0", "\u10ff"),
    ("hy", "\u0530", "\u058f"),
)
"""Languages with a script of their own, and the first and last letter of that."""
_FOREIGN = (("\u0370", "\u10ff"), ("\u3040", "\ud7af"))
"""Hold every script above: a text without any such letter needs no closer look."""
_ASCII = re.compile(r"[\x00-\x7f]+")
_LEAST_FOREIGN_WORDS = 3
"""Different common words a text must have before it is taken for another language than English: made-up and foreign
names in a short English text look like one or two."""
_MIN_SHARE = 0.08
"""Least share of common words among all words. News English has 0.35, a table of names 0.02."""


def detect(text: str) -> str:
    """ISO 639-1 of the language most of a text is written in, "" when it cannot be told.

    Looks at the first 2,000 characters. Japanese, Korean, Chinese, Hebrew, Greek and others are told by script alone;
    languages in Latin, Cyrillic and Arabic script by their commonest words.
    """
    sample = text[:_SAMPLE]
    plain = without_print(sample.replace("’", "'"))
    if plain.isascii():
        words = _words(plain.lower())
    else:
        by_script = _by_script(sample)
        if by_script:
            return by_script
        words = list(map(str.lower, _WORD.findall(sample)))
    own, others = _english_words()
    count = len(list(filter(own.__contains__, words)))
    if count > len(list(filter(others.__contains__, words))) and count >= _MIN_SHARE * len(words):
        return "en"  # whatever else the words of other languages add up to
    common = _common_words()
    scores: dict[str, float] = {}
    for word, times in Counter(filter(common.__contains__, words)).items():
        for language, weight in common[word]:
            scores[language] = scores.get(language, 0.0) + times * weight
    if not scores:
        return ""
    best, score = max(scores.items(), key=lambda item: (item[1], item[0]))
    if best != "en" and _is_latin(sample) and _count_own_words(_WORD.findall(sample), best) < _LEAST_FOREIGN_WORDS:
        best, score = "en", scores.get("en", 0.0)
    return best if score >= _MIN_SHARE * len(words) else ""


def _words(plain: str) -> list[str]:
    """What `_WORD` finds in ASCII, in any order, by a regular expression only where a run holds more than letters."""
    runs = plain.encode("ascii").translate(_KEPT).decode("ascii").split()
    words = list(filter(str.isalpha, runs))
    if len(words) < len(runs):
        for run in runs:
            if not run.isalpha() and not run.isdigit():
                words += _WORD.findall(run)
    return words


def _count_own_words(written: list[str], language: str) -> int:
    """How many different common words of a language a text has, those aside that are written like names."""
    own = {
        word.lower()
        for place, word in enumerate(written)
        if (place == 0 or word == word.lower())
        and any(language == other for other, _ in _common_words().get(word.lower(), ()))
    }
    return len(own)


def _is_latin(sample: str) -> bool:
    """Whether most of a text is ASCII."""
    return 2 * len("".join(_ASCII.findall(sample))) > len(sample)


def _by_script(sample: str) -> str:
    """The language whose own script most of the letters are in, else ""."""
    if not any(first <= letter <= last for letter in set(sample) for first, last in _FOREIGN):
        return ""
    letters = sum(map(str.isalpha, sample))
    foreign = _ASCII.sub("", sample)
    for language, first, last in _SCRIPTS:
        # Japanese mixes its own letters with Chinese ones.
        if sum(1 for letter in foreign if first <= letter <= last) > (0.15 if language == "ja" else 0.4) * letters > 0:
            return language
    return ""


@cache
def _english_words() -> tuple[frozenset[str], frozenset[str]]:
    """The common words that only English has, and all that another language has."""
    owners = {word: [language for language, _ in owned] for word, owned in _common_words().items()}
    own = frozenset(word for word, languages in owners.items() if languages == ["en"])
    return own, frozenset(owners.keys() - own)


@cache
def _common_words() -> dict[str, tuple[tuple[str, float], ...]]:
    """Word to the languages that use it; a word of n languages counts 1/n for each."""
    path = Path(__file__).parent / "lexicon" / "stopwords.toml"
    languages: dict[str, str] = tomllib.loads(path.read_text("utf-8"))["languages"]
    owners: dict[str, list[str]] = {}
    for language, words in languages.items():
        for word in words.split():
            owners.setdefault(word, []).append(language)
    return {word: tuple((language, 1 / len(mine)) for language in mine) for word, mine in owners.items()}
