"""Time expressions of a story with their TIMEX3 values, seen from the day it was published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache

from feeds.reading.clock import days_of
from feeds.reading.text import Text
from feeds.reading.timex_anniversaries import settle_anniversaries
from feeds.reading.timex_patterns import Grammar, grammar
from feeds.reading.timex_slots import Alone, AroundError, Resolved, Slots, slots_of
from feeds.reading.timex_starts import Match
from feeds.reading.timex_tense import (
    any_verb,
    is_asked_for,
    is_called_off,
    is_led_by_the_future,
    is_moved_from,
    moved_from_tense,
    nearest_tense,
    tense_around,
)
from feeds.reading.timex_values import resolve
from feeds.reading.timex_words import tokens_of
from feeds.story import Timex

_NUMBER_OF_TIME = re.compile(
    r"\d(?:\d{3}|\s*(?:[:/sS]|[aApP]\s*\.?\s*[mM]|[oO]\s*['’‘])|\.\d|[^\W\d_]|(?<=[^\W\d_]\d))"
)
"""What a paragraph without a word of time has where it holds a time: 2031, 10:30, 10 pm, '90s; 300 men are none."""
_DIGITS = "0123456789"
_FEW = 4
"""Tokens that are found one by one."""
_LONGEST_RUN = 60
"""Tokens: an expression longer than this is none; bounds the work on hostile text."""
_MOST = 2000
"""Expressions read out of one story; what holds more is no news."""
_SPAN_WORDS = frozenset("- – — ‐ ‑ to through until and".split())
_SAME_BREATH = 8
"""Tokens between two weekdays that may belong together."""
_NOT_OF_THE_EXPRESSION = frozenset(
    "in for over during at on by since until till before after from of to and through takes take around or".split()
)


def read_times(text: Text, published: datetime | date | None) -> tuple[Timex, ...]:
    """The time expressions of the title and the paragraphs, in reading order, none overlapping.

    Values are TIMEX3 (TimeML 1.2.1), in the offset of `published`; without it relative ones stay relative
    (XXXX-WXX-4, PAST_REF, PRESENT_REF, FUTURE_REF). Linear in the length of the text; never raises on any text.
    """
    day = published.date() if isinstance(published, datetime) else published
    reader = _Reader(text, day, grammar())
    found: list[Timex] = []
    for paragraph in text.numbers():
        here = reader.read(paragraph, _MOST - len(found))
        if not here:
            continue
        if "nniversary" in text.of(paragraph) and any(timex.text.endswith("nniversary") for timex in here):
            here = settle_anniversaries(here, text.of(paragraph))
        found += here
        if len(found) >= _MOST:
            break
    return tuple(found)


class _Reader:
    """Reads paragraph after paragraph, remembering the last day named: "the next day" is seen from it."""

    def __init__(self, text: Text, day: date | None, rules: Grammar) -> None:
        self.text = text
        self.day = day
        self.rules = rules
        self.previous: str | None = None
        self.quarterly: str | None = None
        self.weekday: tuple[int, date] | None = None
        """Where the last weekday of the paragraph ended, in tokens, and which day it was."""

    def read(self, paragraph: int | None, most: int) -> list[Timex]:
        """The first `most` expressions of a paragraph."""
        found: list[Timex] = []
        body = self.text.of(paragraph)
        self.weekday = None
        if self.rules.openers.isdisjoint(self.text.plain_words(paragraph)) and not _may_hold_a_number(body):
            return found
        tokens = tokens_of(body)
        codes = self.rules.words.encode(tokens)
        spans = _Spans(body, tokens)
        for start, last, rule in self._matches(codes):
            if len(found) >= most:
                break
            first = start
            while first < last - 1 and tokens[first].lower() in _NOT_OF_THE_EXPRESSION:
                first += 1
            if tokens[last - 1] == "." and (len(tokens[last - 2]) > 4 or tokens[last - 2] in ("May", "June", "July")):
                last -= 1  # the full stop after a month written out is no abbreviation's
            if not _is_plausible(rule, tokens, first, last, spans, body):
                continue
            if rule == "days":
                found += self._two_days(body, paragraph, tokens, spans, first, last)
                continue
            slots, resolved = _read_alone(rule, tuple(tokens[start:last]), self.day)
            if rule == "month" and last - first == 1 and (dated := self._with_year(slots, tokens, last)) is not None:
                slots, resolved = dated, _UNKNOWN
            if resolved is _UNKNOWN:
                resolved = resolve(rule, slots, _Place(self, rule, tokens, first, paragraph is None))
            if resolved is None:
                continue
            if rule == "weekday" and resolved.value[:1].isdigit():
                self.weekday = last, date.fromisoformat(resolved.value[:10])
            self._remember(rule, slots, resolved)
            found.append(_timex(body, spans[first][0], spans[last - 1][1], paragraph, resolved))
        return found

    def _with_year(self, slots: Slots, tokens: list[str], last: int) -> Slots | None:
        """ "between January and March 2032": the first month is of the year the second has."""
        if last + 2 >= len(tokens) or tokens[last].lower() not in _SPAN_WORDS:
            return None
        meanings = self.rules.words.meanings
        month, year = tokens[last + 1 : last + 3]
        named = meanings.get(month, {})
        mine, other = slots.get("month", "month_doubtful"), named.get("month", named.get("month_doubtful", ""))
        if mine and other and "year" in meanings.get(year, {}) and year.isdigit():
            dated = {**slots.values, "year": str(int(year) - (int(mine) > int(other)))}
            return Slots(slots.tokens, slots.words, dated)
        return None

    def _two_days(
        self,
        body: str,
        paragraph: int | None,
        tokens: list[str],
        spans: _Spans,
        first: int,
        last: int,
    ) -> Iterator[Timex]:
        """Both ends of "March 3-5" and "3 to 5 March 2031": each a day of its own, of one month and year."""
        numbers = [at for at in range(first, last) if tokens[at].isdigit() and len(tokens[at]) <= 2]
        cut = next(at for at in range(numbers[0] + 1, numbers[1]) if tokens[at].lower() in _SPAN_WORDS)
        whole = slots_of(tokens[first:last], self.rules.words.meanings)
        place = _Place(self, "days", tokens, first, paragraph is None)
        for number, (start, end) in zip(numbers, ((first, cut), (numbers[1], last)), strict=False):
            values = {**whole.values, "day_number": tokens[number]}
            slots = Slots(whole.tokens, whole.words, values)
            resolved = resolve("date", slots, place)
            if resolved is not None:
                self._remember("date", slots, resolved)
                yield _timex(body, spans[start][0], spans[end - 1][1], paragraph, resolved)

    def weekday_before(self, tokens: list[str], first: int) -> date | None:
        """The weekday named just before in the same breath: "from Monday to Thursday", "on Monday and Tuesday"."""
        if self.weekday is None or first - self.weekday[0] > _SAME_BREATH:
            return None
        between = tokens[self.weekday[0] : first]
        if between == ["to"] and self.weekday[0] > 2 and is_moved_from(tokens, self.weekday[0] - 1):
            return None  # "moved from Thursday to Friday"
        if "after" in between:
            return None  # "landed on Monday after leaving on Sunday"
        if any(token in ".;:!?" for token in between) or any_verb(tokens, self.weekday[0], first, self.rules.words):
            return None
        return self.weekday[1]

    def _matches(self, codes: str) -> list[Match]:
        """Matches of the grammar, looked for only in runs of known words that hold a word of time."""
        found: list[Match] = []
        rules = self.rules.rules
        position = 0
        for head in self.rules.heads.finditer(codes):
            first, last = head.span()
            if first < position:
                continue
            at = max(position, codes.rfind(".", position, first) + 1, first - _LONGEST_RUN)
            position = codes.find(".", last)
            if position < 0:
                position = len(codes)
            while at < position:
                here = rules.get(codes[at])
                match = here.match(codes, at, position) if here is not None else None
                if match is None:
                    at += 1
                else:
                    found.append(match)
                    at = match[1]
        return found

    def _remember(self, rule: str, slots: Slots, resolved: Resolved) -> None:
        value = resolved.value
        if resolved.type in ("DATE", "TIME") and value[:1].isdigit():
            self.previous = value
        if "-Q" in value and value[:1].isdigit() and rule in ("quarter", "latest") and not slots.has("ago", "earlier"):
            self.quarterly = value


class _Place:
    """What stands around one expression: `resolve` asks for little of it, and seldom."""

    __slots__ = ("_first", "_is_title", "_reader", "_rule", "_tokens", "previous", "published", "quarterly")

    def __init__(self, reader: _Reader, rule: str, tokens: list[str], first: int, is_title: bool) -> None:
        self._reader = reader
        self._rule = rule
        self._tokens = tokens
        self._first = first
        self._is_title = is_title
        self.published = reader.day
        self.previous = reader.previous
        self.quarterly = reader.quarterly

    @property
    def weekday_before(self) -> date | None:
        return self._reader.weekday_before(self._tokens, self._first)

    def tense(self) -> int:
        tokens, first, published = self._tokens, self._first, self.published
        if self._rule == "weekday" and published is not None:
            if is_called_off(tokens, first) or is_asked_for(tokens, first):
                return nearest_tense(tokens, first, published)  # it may lie on either side: the nearer one is meant
            if first > 1 and is_moved_from(tokens, first):
                return moved_from_tense(tokens, first, published)
        return tense_around(tokens, first, self._reader.rules.words, is_title=self._is_title)

    def is_led_by_the_future(self) -> bool:
        return self._rule != "days" and is_led_by_the_future(self._tokens, self._first, self._reader.rules.words)


_UNKNOWN = Resolved("DATE", "")
"""Stands for what hangs on what is told around an expression."""


@lru_cache(maxsize=4096)
def _read_alone(rule: str, tokens: tuple[str, ...], day: date | None) -> tuple[Slots, Resolved | None]:
    """What an expression says, and what it means where its words and the day of the story tell it, else `_UNKNOWN`.

    Stories say the same few again and again: "now", "last week", "2015".
    """
    slots = slots_of(tokens, grammar().words.meanings)
    try:
        return slots, resolve(rule, slots, Alone(day))
    except AroundError:
        return slots, _UNKNOWN


class _Spans:
    """Where each token stands, worked out where somebody asks: most paragraphs hold a time or two."""

    __slots__ = ("_after", "_body", "_is_printed", "_known", "_tokens")

    def __init__(self, body: str, tokens: Sequence[str]) -> None:
        self._body = body
        self._tokens = tokens
        self._known: dict[int, tuple[int, int]] = {}
        self._after = 0, 0
        """The token behind the last one asked for, and where that one ends."""
        self._is_printed = body.isprintable()
        """Whether no white space but blanks stands in the text."""

    def __getitem__(self, at: int) -> tuple[int, int]:
        known = self._known.get(at)
        if known is not None:
            return known
        body, tokens = self._body, self._tokens
        first, end = self._after
        if at < first:
            first = end = 0
        if at - first > _FEW and self._is_printed:
            # As far on as the tokens between are long, and as many blanks as stand there.
            behind = end + sum(map(len, tokens[first:at]))
            while blanks := body.count(" ", end, behind):
                end, behind = behind, behind + blanks
            start = body.find(tokens[at], behind)
        else:
            for token in tokens[first:at]:
                end = body.find(token, end) + len(token)
            start = body.find(tokens[at], end)
        end = start + len(tokens[at])
        self._after = at + 1, end
        self._known[at] = found = start, end
        return found


def _may_hold_a_number(body: str) -> bool:
    """Whether a number of time stands in a text. Ten searches for a digit take a fifth of one for the pattern."""
    return any(map(body.__contains__, _DIGITS)) and _NUMBER_OF_TIME.search(body) is not None


def _is_plausible(rule: str, tokens: list[str], first: int, last: int, spans: _Spans, body: str) -> bool:
    """Whether the words around let it be a time: no price, no score, no "2,000 troops"."""
    before = tokens[first - 1] if first else ""
    after = tokens[last] if last < len(tokens) else ""
    if before in ("$", "£", "€", "#") or after == "%":
        return False
    if rule == "year" and last - first == 1:
        return _is_year(before, after, body, spans[first][0], spans[last - 1][1])
    if rule == "clock" and tokens[first].isdigit() and first + 1 < last and tokens[first + 1] == ":":
        return spans[first + 1][0] == spans[first][1] and spans[first + 2][0] == spans[first + 1][1]
    return True


def _is_year(before: str, after: str, body: str, start: int, end: int) -> bool:
    joined_left = start > 0 and body[start - 1] in "-/.,$£€#°&:+" and body[start - 1] != "-"
    joined_right = end < len(body) - 1 and body[end] in "/.,:-°" and body[end + 1].isdigit()
    if joined_left or joined_right:
        return False
    if (
        after[:1].islower()
        and after.endswith("s")
        and before.lower() not in _YEAR_PREPOSITIONS
        and after not in ("was", "is", "has", "as", "vs")
    ):
        return False
    return not (after[:1].islower() and before.lower() in ("the", "than", "about", "some", "nearly", "over", "least"))


_YEAR_PREPOSITIONS = frozenset("in since of by from until to before after late early during through between".split())


def _timex(body: str, start: int, end: int, paragraph: int | None, resolved: Resolved) -> Timex:
    first, last, precision = days_of(resolved.value) if resolved.type in ("DATE", "TIME") else (None, None, "open")
    if resolved.first is not None or resolved.last is not None:
        first, last = resolved.first, resolved.last
        if first is not None and last is not None:
            days = (last - first).days
            precision = "day" if days <= 1 else "week" if days <= 21 else "month" if days <= 100 else "year"
    return Timex(body[start:end], resolved.type, resolved.value, paragraph, start, end, first, last, precision)
