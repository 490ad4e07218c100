"""Which rules of time may begin with which word, so that at each word only those are tried."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from feeds.records import dataclass

Match: TypeAlias = tuple[int, int, str]
"""First token, token after the last, name of the rule."""

_MOST_TOGETHER = 20
"""Rules of one compiled pattern: fewer patterns to compile, and none of them slow."""


@dataclass(slots=True, eq=False)
class Rules:
    """Rules tried at one word, the first that matches wins: compiled when the first such word is met."""

    named: Sequence[tuple[str, str]]
    """(name, pattern) in the order of the lexicon."""
    names: tuple[str, ...] = ()
    compiled: re.Pattern[str] | None = None

    def match(self, codes: str, start: int, end: int) -> Match | None:
        """The match at a place of a paragraph in codes."""
        compiled = self.compiled
        if compiled is None:
            # The empty group at the end of a rule numbers it; one around it would cost the look at its first code.
            compiled = self.compiled = re.compile("|".join(f"(?:{pattern})()" for _, pattern in self.named))
            self.names = ("", *(name for name, _ in self.named))
        found = compiled.match(codes, start, end)
        return None if found is None else (start, found.end(), self.names[found.lastindex or 0])


def rules_by_start(rules: Sequence[tuple[str, str]]) -> Mapping[str, Rules]:
    """For each code that a rule may begin with the rules to try there, in order; (name, pattern over codes) go in.

    Rules that may not begin so are among them where that saves a pattern: they do not match.
    """
    by_code: dict[str, set[int]] = {}
    for number, (_, pattern) in enumerate(rules):
        for code in first_codes(pattern):
            by_code.setdefault(code, set()).add(number)
    kept: list[set[int]] = []
    chosen: dict[str, set[int]] = {}
    for code, wanted in sorted(by_code.items(), key=lambda item: (-len(item[1]), sorted(item[1]))):
        fitting = (group for group in kept if wanted <= group or len(wanted | group) <= _MOST_TOGETHER)
        group = min(fitting, key=lambda group: len(wanted - group), default=None)
        if group is None or len(wanted | group) > _MOST_TOGETHER:
            group = next((group for group in kept if group == wanted), None)
        if group is None:
            kept.append(group := set())
        group |= wanted
        chosen[code] = group
    compiled = {id(group): Rules([rules[number] for number in sorted(group)]) for group in kept}
    return {code: compiled[id(group)] for code, group in chosen.items()}


def first_codes(pattern: str) -> frozenset[str]:
    """The characters a match of a pattern can begin with.

    Patterns are made of characters, sets of them, groups, looks ahead and behind, `?` and `{m,n}`. Raises ValueError
    for one that may match nothing at all.
    """
    found, may_be_empty, end = _of_choices(pattern, 0)
    if may_be_empty or end != len(pattern):
        raise ValueError(f"a rule must begin with something: {pattern}")
    return frozenset(found)


def _of_choices(pattern: str, at: int) -> tuple[set[str], bool, int]:
    """What the alternatives from `at` on begin with, whether one of them may be empty, and where they end."""
    found, may_be_empty, at = _of_sequence(pattern, at)
    while pattern.startswith("|", at):
        others, is_empty, at = _of_sequence(pattern, at + 1)
        found |= others
        may_be_empty |= is_empty
    return found, may_be_empty, at


def _of_sequence(pattern: str, at: int) -> tuple[set[str], bool, int]:
    found: set[str] = set()
    may_be_empty = True
    while at < len(pattern) and pattern[at] not in "|)":
        others, is_empty, at = _of_element(pattern, at)
        if may_be_empty:
            found |= others
            may_be_empty = is_empty
    return found, may_be_empty, at


def _of_element(pattern: str, at: int) -> tuple[set[str], bool, int]:
    if pattern[at] == "[":
        end = pattern.index("]", at)
        found, may_be_empty, at = set(pattern[at + 1 : end]), False, end + 1
    elif pattern[at] == "(":
        opening = next(mark for mark in ("(?:", "(?=", "(?!", "(?<=", "(?<!", "(") if pattern.startswith(mark, at))
        found, may_be_empty, at = _of_choices(pattern, at + len(opening))
        at += 1
        if opening not in ("(?:", "("):
            found, may_be_empty = set(), True
    else:
        found, may_be_empty, at = {pattern[at]}, False, at + 1
    if pattern.startswith("?", at):
        return found, True, at + 1
    if pattern.startswith("{", at):
        return found, may_be_empty or pattern[at + 1] == "0", pattern.index("}", at) + 1
    return found, may_be_empty, at
