"""The grammar of time expressions, compiled: lexicon/times.toml says what counts as one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from feeds.reading.timex_starts import Rules, rules_by_start
from feeds.reading.timex_words import Vocabulary, lexicon, vocabulary
from feeds.records import dataclass

# What no time expression goes without one of: classes, literal words after "=", and pairs of them joined by "+".
_HEADS = """weekday weekday_short weekdays month month_doubtful unit units part season season_doubtful deictic year
decade_name set_adverb adverb holiday =anniversary =future =past =recent =current =while =quarter =twenty =nineteen
=weekend =overnight =moment =present =tomorrow hour+colon day_number+slash hour+=am hour+=pm hour+=a hour+=p
dotted_clock+=a dotted_clock+=p dotted_clock+=am dotted_clock+=pm digits+=o dotted_clock+zone military+zone
military+=hours =the+=time =that+=time =some+=time =long+=time =near+=term =short+=term =long+=term
=later+=date apostrophe+two""".split()


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled rules and the vocabulary they are written in."""

    words: Vocabulary
    rules: Mapping[str, Rules]
    """For each code that an expression may begin with, the rules to try there."""
    heads: re.Pattern[str]
    """Codes of the words no time expression goes without one of."""
    openers: frozenset[str]
    """Words in lower case: a text that has none of them and no digit holds no time expression."""


@cache
def grammar() -> Grammar:
    """The rules of the lexicon, compiled once."""
    table = lexicon()["grammar"]
    pieces = [_named(line) for line in table["pieces"].strip().splitlines()]
    rules = [(name, _expand(pattern, pieces)) for name, pattern in map(_named, table["rules"].strip().splitlines())]
    literal = {word for _, pattern in rules for word in _LITERAL.findall(_CLASS.sub(" ", pattern))}
    words = vocabulary(sorted(literal))
    compiled = [(name, words.compile(pattern)) for name, pattern in rules]
    return Grammar(words, rules_by_start(compiled), re.compile(_heads(words)), _openers(words))


def _heads(words: Vocabulary) -> str:
    """One set of all codes a head begins with comes first, so that the engine skips what begins none; then what may
    stand behind or must follow."""
    single = "".join(words.classes[name] for name in _HEADS if "+" not in name)
    named = (pair.split("+") for pair in _HEADS if "+" in pair)
    pairs = [(words.classes.get(first, ""), words.classes.get(second, "")) for first, second in named]
    pairs = [(first, second) for first, second in pairs if first and second]
    first_codes = single + "".join(first for first, _ in pairs)
    seconds = "".join(dict.fromkeys("".join(second for _, second in pairs)))
    either = "|".join(f"(?<=[{first}])[{second}]" for first, second in pairs)
    return f"[{first_codes}](?:(?<=[{single}])|(?=[{seconds}])(?:{either}))"


def _openers(words: Vocabulary) -> frozenset[str]:
    """The words of the heads, of a pair the second; a pair with a class in it has a digit."""
    codes = {code for name in _HEADS if "+" not in name for code in words.classes[name]}
    seconds = (name.partition("+=")[2] for name in _HEADS if name.startswith("="))
    single = (form.lower() for form, code in words.codes.items() if code in codes and form.isalpha())
    return frozenset((*single, *seconds)) - {""}


_LITERAL = re.compile(r"[a-z]+")
_CLASS = re.compile(r"<\w+>")


def _named(line: str) -> tuple[str, str]:
    name, _, pattern = line.partition(": ")
    return name, pattern


def _expand(pattern: str, pieces: list[tuple[str, str]]) -> str:
    """A pattern with its @pieces written out; a piece may use those above it."""
    for name, body in reversed(pieces):
        pattern = re.sub(rf"@{name}\b", lambda _, body=body: body, pattern)  # type: ignore[misc]
    return pattern
