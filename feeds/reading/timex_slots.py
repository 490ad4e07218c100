"""What the tokens of one time expression say, by class, and what it is seen from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import Protocol

from feeds.records import dataclass
from feeds.story import TimexType


@dataclass(frozen=True, slots=True)
class Resolved:
    """Type and value, and the inclusive days it covers where the value itself does not tell them."""

    type: TimexType
    value: str
    first: date | None = None
    last: date | None = None


@dataclass(slots=True)
class Slots:
    """What the tokens of one expression say, by class, in order of first appearance."""

    tokens: Sequence[str]
    words: list[str]
    """The tokens in lower case."""
    values: dict[str, str] = field(default_factory=dict)
    """Class name to the value of its first token."""

    def has(self, *words: str) -> bool:
        return any(map(self.words.__contains__, words))

    def get(self, *classes: str) -> str:
        for name in classes:
            if name in self.values:
                return self.values[name]
        return ""


class Context(Protocol):
    """What an expression is seen from: the day of publication, and what is told around it."""

    @property
    def published(self) -> date | None: ...

    @property
    def previous(self) -> str | None:
        """The value of the last day named before it."""

    @property
    def quarterly(self) -> str | None:
        """The quarter the story last spoke of."""

    @property
    def weekday_before(self) -> date | None:
        """The weekday named in the same breath: a second one moves forward from it."""

    def tense(self) -> int:
        """Which way the verbs around it point: see `tense_around`."""

    def is_led_by_the_future(self) -> bool:
        """Whether the verb before it surely points forward."""


class AroundError(Exception):
    """What an expression means hangs on what is told around it."""


@dataclass(frozen=True, slots=True)
class Alone:
    """The context of an expression by itself: all but the day of publication raises `AroundError`."""

    published: date | None

    @property
    def previous(self) -> str | None:
        raise AroundError

    @property
    def quarterly(self) -> str | None:
        raise AroundError

    @property
    def weekday_before(self) -> date | None:
        raise AroundError

    def tense(self) -> int:
        raise AroundError

    def is_led_by_the_future(self) -> bool:
        raise AroundError


def slots_of(tokens: Sequence[str], meanings: Mapping[str, Mapping[str, str]]) -> Slots:
    """The slots of the tokens of one match."""
    slots = Slots(tokens, [token.lower() for token in tokens])
    for token in tokens:
        for name, value in meanings.get(token, {}).items():
            slots.values.setdefault(name, value)
    return slots


_BEFORE = frozenset({"last", "past", "previous", "ago"})


_AFTER = frozenset({"next", "coming", "following"})


def direction_of(slots: Slots) -> int:
    if slots.has(*_BEFORE):
        return -1
    if slots.has(*_AFTER):
        return 1
    return 0


def reference(direction: int) -> str:
    """What lies before, at or after now, however far."""
    return "PAST_REF" if direction < 0 else "FUTURE_REF" if direction > 0 else "PRESENT_REF"


def part_of(slots: Slots) -> str:
    """ "TMO", "TNI", "T12:00" … or "" when no part of the day is named."""
    value = slots.get("part")
    if not value:
        for word, code in (("mornings", "MO"), ("afternoons", "AF"), ("evenings", "EV"), ("nights", "NI")):
            if slots.has(word):
                value = code
    return f"T{value}" if value else ""


def previous_day(context: Context) -> date | None:
    try:
        return date.fromisoformat((context.previous or "")[:10])
    except ValueError:
        return None


def previous_base(context: Context) -> date | None:
    value = context.previous or ""
    try:
        if len(value) >= 10 and value[5] != "W":
            return date.fromisoformat(value[:10])
        if len(value) == 8 and value[5] == "W":
            return date.fromisocalendar(int(value[:4]), int(value[6:8]), 1)
        if len(value) == 7 and value[5:].isdigit():
            return date(int(value[:4]), int(value[5:]), 1)
        if len(value) == 4:
            return date(int(value), 1, 1)
    except ValueError:
        return None
    return None
