"""From the words of a time expression to its TIMEX3 type and value, seen from the day the story was published."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from feeds.reading.clock import (
    easter,
    iso_week,
    quarter_of,
    safe_date,
    shift_days,
    shift_months,
    thanksgiving,
)
from feeds.story import TimexType

_FAR_DAYS = 100
_BEFORE = frozenset({"last", "past", "previous", "ago"})
_AFTER = frozenset({"next", "coming", "following"})
_EDGE_WORDS = frozenset({"early", "earlier", "late", "later", "mid", "middle", "end", "start", "beginning"})


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
        return any(word in self.words for word in words)

    def get(self, *classes: str) -> str:
        for name in classes:
            if name in self.values:
                return self.values[name]
        return ""


@dataclass(slots=True)
class Context:
    """What an expression is seen from: the day of publication, the last day named before it, and the tense around it.

    `tense` is -1, 0 or 1, worked out only when asked. `quarterly` is the quarter the story last spoke of, if any.
    """

    published: date | None
    previous: str | None
    tense: Callable[[], int]
    quarterly: str | None = None
    weekday_before: date | None = None
    """The weekday named in the same breath: a second one moves forward from it."""


def slots_of(tokens: Sequence[str], meanings: Mapping[str, Mapping[str, str]]) -> Slots:
    """The slots of the tokens of one match."""
    slots = Slots(tokens, [token.lower() for token in tokens])
    for token in tokens:
        for name, value in meanings.get(token, {}).items():
            slots.values.setdefault(name, value)
    return slots


def resolve(rule: str, slots: Slots, context: Context) -> Resolved | None:
    """The value of one expression by the rule that found it; None when it is no time after all."""
    return _RESOLVERS[rule](slots, context)


# ------------------------------------------------------------------------------------------------ full dates, months


def _iso(slots: Slots, context: Context) -> Resolved | None:
    year, month, day = (token for token in slots.tokens if token.isdigit())
    found = safe_date(int(year), int(month), int(day))
    return Resolved("DATE", found.isoformat()) if found else None


def _slashed(slots: Slots, context: Context) -> Resolved | None:
    a, b, c = (int(token) for token in slots.tokens if token.isdigit())
    year = c if c > 99 else (2000 + c if c < 70 else 1900 + c)
    # day first unless only month first makes a date: of the English-speaking outlets only the American write 3/25.
    found = (safe_date(year, b, a) or safe_date(year, a, b)) if b <= 12 else safe_date(year, a, b)
    return Resolved("DATE", found.isoformat()) if found else None


def _date(slots: Slots, context: Context) -> Resolved | None:
    day = slots.get("day_number", "ordinal")
    month = slots.get("month", "month_doubtful")
    if not day or not 1 <= int(day) <= 31:
        return None
    if not month:
        return _day_of_month(int(day), context)
    year = slots.get("year")
    chosen = int(year) if year else _year_of(int(month), int(day), context)
    if chosen is None:
        return Resolved("DATE", f"XXXX-{int(month):02d}-{int(day):02d}{_part(slots)}")
    found = safe_date(chosen, int(month), int(day))
    if found is None:
        return None
    return Resolved("TIME" if _part(slots) else "DATE", found.isoformat() + _part(slots))


def _day_of_month(day: int, context: Context) -> Resolved | None:
    """'Thursday 13th': the day of that number nearest to the story."""
    if context.published is None:
        return Resolved("DATE", f"XXXX-XX-{day:02d}")
    nearby = []
    for months in (-1, 0, 1):
        moved = shift_months(context.published, months)
        found = safe_date(moved[0], moved[1], day) if moved else None
        if found:
            nearby.append(found)
    if not nearby:
        return None
    published = context.published
    return Resolved("DATE", min(nearby, key=lambda d: abs((d - published).days)).isoformat())


def _year_of(month: int, day: int, context: Context) -> int | None:
    """The year of a day without one: that nearest to the publication, the tense deciding when both are far."""
    published = context.published
    if published is None:
        return None
    candidates = []
    for year in (published.year - 1, published.year, published.year + 1):
        found = safe_date(year, month, min(day, 28)) if 1 <= year <= 9999 else None
        if found:
            candidates.append((abs((found - published).days), found))
    candidates.sort()
    nearest = candidates[0][1]
    if candidates[0][0] > _FAR_DAYS and len(candidates) > 1:
        # Far from both, "on 7 October" is the one gone by unless a verb surely points forward.
        is_forward = context.tense() > 1
        for _, found in candidates[:2]:
            if is_forward == (found > published):
                return found.year
    return nearest.year


def _month(slots: Slots, context: Context) -> Resolved | None:
    month = slots.get("month", "month_doubtful")
    if not month:
        return None
    number, year = int(month), slots.get("year")
    published = context.published
    if slots.has("each", "every"):
        return Resolved("SET", f"XXXX-{number:02d}")
    if year:
        return Resolved("DATE", f"{int(year):04d}-{number:02d}")
    if published is None:
        return Resolved("DATE", f"XXXX-{number:02d}")
    chosen = _month_year(number, slots, context, published)
    return Resolved("DATE", f"{chosen:04d}-{number:02d}") if 1 <= chosen <= 9999 else None


def _month_year(number: int, slots: Slots, context: Context, published: date) -> int:
    year = published.year
    if slots.has("year"):
        return year + (-1 if slots.has("last") else 1 if slots.has("next") else 0)
    if slots.has("last", "past", "previous"):
        return year if number < published.month else year - 1
    if slots.has("next", "coming", "following"):
        return year if number > published.month else year + 1
    if slots.has("this"):
        return year
    # "in October", written in November, is last month; with a verb of the future it is the next one.
    ahead = (number - published.month) % 12
    if ahead == 0:
        return year
    tense = context.tense()
    goes_forward = tense > 0 or (tense == 0 and ahead <= 2)
    if goes_forward:
        return year if number > published.month else year + 1
    return year if number < published.month else year - 1


# ------------------------------------------------------------------------------------------------ weekdays, today


def _weekday(slots: Slots, context: Context) -> Resolved | None:
    value = slots.get("weekday", "weekday_short")
    if not value:
        return None
    if slots.get("month", "month_doubtful") and slots.get("day_number", "ordinal"):
        return _date(slots, context)
    if slots.has("every", "each"):
        return Resolved("SET", f"XXXX-WXX-{value}{_part(slots)}")
    number, part = int(value), _part(slots)
    kind: TimexType = "TIME" if part else "DATE"
    if context.published is None:
        return Resolved(kind, f"XXXX-WXX-{number}{part}")
    day = _weekday_day(number, slots, context, context.published)
    if day is None:
        return None
    if slots.has("before"):
        day -= timedelta(days=1)
    return Resolved(kind, day.isoformat() + part)


def _weekday_day(number: int, slots: Slots, context: Context, published: date) -> date | None:
    today = published.isoweekday()
    back, ahead = (today - number) % 7, (number - today) % 7
    if slots.has("week"):
        shift = -7 if slots.has("last") else 7 if slots.has("next") else 0
        return shift_days(published, number - today + shift)
    if slots.has("last", "previous", "past"):
        return shift_days(published, -(back or 7))
    if slots.has("next", "following", "coming"):
        return shift_days(published, ahead or 7)
    if context.weekday_before is not None:
        return shift_days(context.weekday_before, (number - context.weekday_before.isoweekday()) % 7)
    tense = context.tense()
    if back == 0:
        return published
    if tense > 0:
        return shift_days(published, ahead)
    if tense == 0 and slots.has("this"):
        return shift_days(published, ahead)
    return shift_days(published, -back)


def _weekday_short(slots: Slots, context: Context) -> Resolved | None:
    return _weekday(slots, context)


def _weekdays(slots: Slots, context: Context) -> Resolved | None:
    value = slots.get("weekday", "weekdays")
    return Resolved("SET", f"XXXX-WXX-{value}{_part(slots)}")


def _deictic(slots: Slots, context: Context) -> Resolved | None:
    value = slots.get("deictic")
    shift = -1 if value.startswith("-") else 1 if value.startswith("1") else 0
    part = "TNI" if value.endswith("TNI") else _part(slots)
    if slots.has("before", "after"):
        shift *= 2
    if context.published is None:
        return Resolved("DATE", _reference(shift))
    day = shift_days(context.published, shift)
    if day is None:
        return None
    is_time = bool(part) and not value.endswith("TNI")
    return Resolved("TIME" if is_time else "DATE", day.isoformat() + part)


def _part_of_day(slots: Slots, context: Context) -> Resolved | None:
    part = _part(slots)
    if slots.has("overnight"):
        part = "TNI"
    if not part:
        return None
    shift = 0
    if slots.has("last"):
        shift = -1
    elif slots.has("tomorrow"):
        shift = 1
    elif slots.has("next", "following", "same", "that", "previous") or slots.words[0] == "the":
        base = _previous_day(context)
        if base is not None:
            step = 1 if slots.has("next", "following") else -1 if slots.has("previous") else 0
            moved = shift_days(base, step)
            return Resolved("TIME", moved.isoformat() + part) if moved else None
        shift = 1 if slots.has("next", "following") else 0
    if context.published is None:
        return Resolved("TIME", "XXXX-XX-XX" + part)
    day = shift_days(context.published, shift)
    if day is None:
        return None
    first = None
    if slots.has("overnight"):
        first = shift_days(day, -1) if context.tense() <= 0 else day
        return Resolved("TIME", day.isoformat() + part, first, day)
    return Resolved("TIME", day.isoformat() + part)


def _previous_day(context: Context) -> date | None:
    try:
        return date.fromisoformat((context.previous or "")[:10])
    except ValueError:
        return None


def _part(slots: Slots) -> str:
    """ "TMO", "TNI", "T12:00" … or "" when no part of the day is named."""
    value = slots.get("part")
    if not value:
        for word, code in (("mornings", "MO"), ("afternoons", "AF"), ("evenings", "EV"), ("nights", "NI")):
            if slots.has(word):
                value = code
    return f"T{value}" if value else ""


def _clock(slots: Slots, context: Context) -> Resolved | None:
    time = _time_of_day(slots)
    if time is None:
        return None
    day: str | None = None
    if slots.get("month", "month_doubtful"):
        month_at = next(i for i, t in enumerate(slots.tokens) if t[:1].isupper() and len(t) > 2 and _is_month(t))
        rest = [t for t in slots.tokens[max(0, month_at - 3) :] if t not in ("T",)]
        day = _date_in(rest, month_at, slots, context)
    elif slots.get("weekday", "weekday_short"):
        found = _weekday(
            Slots(slots.tokens, slots.words, {k: v for k, v in slots.values.items() if k != "part"}), context
        )
        day = found.value if found else None
    elif slots.get("deictic"):
        found = _deictic(Slots(slots.tokens, slots.words, {"deictic": slots.get("deictic")[:2].rstrip("T")}), context)
        day = found.value if found else None
        if day and not day[0].isdigit():
            day = None
    else:
        near = context.previous if context.previous and len(context.previous) >= 10 else None
        day = near[:10] if near and near[:10].count("-") == 2 and "W" not in near[:10] else None
        if day is None and context.published is not None:
            day = context.published.isoformat()
    return Resolved("TIME", (day or "XXXX-XX-XX") + time)


def _is_month(token: str) -> bool:
    return token[:3].lower() in {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}


def _date_in(rest: Sequence[str], month_at: int, slots: Slots, context: Context) -> str | None:
    """The date that follows a clock time: the day number beside the month."""
    tokens = slots.tokens
    number = next((t for t in tokens[month_at + 1 : month_at + 4] if t.isdigit() and len(t) <= 2), None)
    if number is None and month_at and tokens[month_at - 1].isdigit():
        number = tokens[month_at - 1]
    if number is None:
        return None
    values = {"month": slots.get("month", "month_doubtful"), "day_number": number}
    if slots.get("year"):
        values["year"] = slots.get("year")
    found = _date(Slots(tokens, slots.words, values), context)
    return found.value if found else None


def _time_of_day(slots: Slots) -> str | None:
    words = slots.words
    if slots.has("noon", "midday"):
        return "T12:00"
    if slots.has("midnight"):
        return "T24:00"
    military = slots.get("military")
    dotted = slots.get("dotted_clock")
    if dotted and words[0] == slots.tokens[0].lower() and "." in slots.tokens[0]:
        hour, minute = (int(x) for x in dotted.split("."))
    elif military and slots.tokens[0] == military:
        hour, minute = int(military[:2]), int(military[2:])
    else:
        if not slots.tokens[0].isdigit():
            return None
        hour = int(slots.tokens[0])
        minute = int(slots.tokens[2]) if len(slots.tokens) > 2 and slots.tokens[1] == ":" else 0
    afternoon = slots.has("pm", "p", "afternoon", "evening")
    morning = slots.has("am", "a", "morning")
    if hour > 24 or minute > 59:
        return None
    if afternoon and hour < 12:
        hour += 12
    elif morning and hour == 12:
        hour = 0
    return f"T{hour:02d}:{minute:02d}"


# ------------------------------------------------------------------------------------------------ units


def _direction(slots: Slots) -> int:
    if slots.has(*_BEFORE):
        return -1
    if slots.has(*_AFTER):
        return 1
    return 0


def _reference(direction: int) -> str:
    return ("PAST_REF", "PRESENT_REF", "FUTURE_REF")[direction + 1]


def _unit_reference(slots: Slots, context: Context) -> Resolved | None:
    unit = "WE" if slots.has("weekend") else slots.get("unit")
    direction = _direction(slots)
    published = context.published
    if slots.get("month", "month_doubtful"):
        found = _date(slots, context)
        if found is None or not found.value[0].isdigit():
            return None
        return Resolved("DATE", iso_week(date.fromisoformat(found.value[:10])))
    if unit in ("TH", "TM", "TS"):
        return (
            None if not slots.has("last", "past", "next") else Resolved("DURATION", f"P1{unit}".replace("P1T", "PT1"))
        )
    if (
        unit == "D"
        and slots.has("the")
        and not slots.has("end", "start", "beginning", "middle", "early", "late", "earlier", "later")
        and direction == 0
        and not slots.has("same", "that")
    ):
        return _the_day(context)
    if slots.has("past") and not slots.has("this", "weekend"):
        return _past_span(unit, context)
    if published is None:
        return Resolved("DATE", "XXXX-WXX-WE" if unit == "WE" else _reference(direction))
    if unit == "Q" and slots.words == ["the", "quarter"]:
        # of results: the quarter the story speaks of, else the last one that is over
        return Resolved("DATE", context.quarterly or _last_quarter(published))
    narrative = slots.has("that", "same", "following", "previous") or (
        unit == "D" and slots.words[:2] == ["the", "next"]
    )
    base = published
    if narrative:
        previous = _previous_base(context)
        if previous is not None:
            base = previous
        elif slots.has("that", "same"):
            return Resolved("DATE", "PAST_REF")
    if direction == 0 and unit in ("W", "WE") and slots.has("this") and base.isoweekday() == 7 and context.tense() > 0:
        direction = 1  # "this week" on a Sunday with a verb of the future is the coming week
    return _unit_value(unit, base, direction, slots, context)


def _unit_value(unit: str, base: date, direction: int, slots: Slots, context: Context) -> Resolved | None:
    if unit == "D":
        day = shift_days(base, direction)
        return Resolved("DATE", day.isoformat()) if day else None
    if unit in ("W", "2W"):
        day = shift_days(base, 7 * direction)
        return Resolved("DATE", iso_week(day)) if day else None
    if unit == "WE":
        if (direction == 0 and not slots.has("this") and base.isoweekday() < 6 and context.tense() <= 0) or (
            slots.has("last", "past", "previous") and base.isoweekday() == 7
        ):
            direction = -1
        day = shift_days(base, 7 * direction)
        return Resolved("DATE", iso_week(day) + "-WE") if day else None
    if unit == "M":
        month = shift_months(base, direction)
        return Resolved("DATE", f"{month[0]:04d}-{month[1]:02d}") if month else None
    if unit == "Q":
        month = shift_months(base, 3 * direction)
        return Resolved("DATE", f"{month[0]:04d}-Q{quarter_of(month[1])}") if month else None
    if unit == "Y":
        year = base.year + direction
        return Resolved("DATE", f"{year:04d}") if 1 <= year <= 9999 else None
    if unit == "10Y":
        return Resolved("DATE", f"{base.year // 10 + direction}")
    if unit == "100Y":
        return Resolved("DATE", f"{base.year // 100 + direction}")
    return None


def _the_day(context: Context) -> Resolved | None:
    return None


def _past_span(unit: str, context: Context) -> Resolved | None:
    """ "the past week": the seven days up to the story."""
    if unit == "WE":
        return None
    value = f"P1{unit}" if not unit[:1].isdigit() else f"P{unit}"
    first, last = _span_days(1, unit, -1, context.published)
    return Resolved("DURATION", value, first, last)


def _previous_base(context: Context) -> date | None:
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


def _amount(slots: Slots) -> tuple[str, str]:
    """(number, unit) of an amount: the number as "3", "2.5" or "X"."""
    unit = slots.get("units", "unit")
    number = _number(slots)
    return number, unit


def _number(slots: Slots) -> str:
    if slots.get("vague"):
        return "X"
    if slots.has("couple"):
        return "2"
    half = 0.5 if "½" in slots.tokens or slots.has("half") or ("/" in slots.tokens) else 0.0
    digits = slots.get("digits")
    if digits:
        return _plain(int(digits) + half)
    total, current, any_number = 0, 0, False
    for word in slots.words:
        value = _CARDINALS.get(word)
        if value is None:
            if any_number and word in ("to", "or") and total + current:
                break
            continue
        any_number = True
        if value >= 100 or (value == 12 and word == "dozen"):
            current = max(1, current) * value
        else:
            current += value
    total += current
    if any_number:
        return _plain(total + half)
    if slots.has("a", "an"):
        return _plain(1 + half)
    return "X"


_CARDINALS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
} | {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "hundred": 100, "thousand": 1000, "dozen": 12,
}  # fmt: skip


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) else str(number)


def _duration_value(number: str, unit: str) -> str:
    """P30D, PT72H, P2Y6M, P20Y for two decades, PXD for some days."""
    if unit.startswith("T"):
        letter = unit[1:]
        if "." in number and letter == "H":
            return f"PT{number.split('.')[0]}H30M"
        if "." in number and letter == "M":
            return f"PT{number.split('.')[0]}M30S"
        return f"PT{number}{letter}"
    multiple, letter = (unit[:-1] or "1"), unit[-1:]
    if number == "X":
        return f"PX{letter}" if multiple != "10" else "PXY"
    if "." in number and letter == "Y" and multiple == "1":
        return f"P{number.split('.')[0]}Y6M"
    return f"P{_plain(float(number) * int(multiple))}{letter}"


def _span_days(number: float, unit: str, direction: int, published: date | None) -> tuple[date | None, date | None]:
    """The days from now back (-1) or forward (1) over an amount of time."""
    if published is None or not unit:
        return None, None
    other = _moved(published, number * direction, unit)
    if other is None:
        return None, None
    return (other, published) if direction < 0 else (published, other)


def _moved(day: date, number: float, unit: str) -> date | None:
    if unit.startswith("T"):
        hours = {"TH": 1.0, "TM": 1 / 60, "TS": 1 / 3600}[unit]
        return shift_days(day, int(number * hours / 24)) if abs(number * hours) < 1e6 else None
    multiple, letter = int(unit[:-1] or "1"), unit[-1]
    amount = number * multiple
    if abs(amount) > 20000:
        return None
    if letter == "D":
        return shift_days(day, round(amount))
    if letter == "W":
        return shift_days(day, round(amount * 7))
    months = round(amount * {"M": 1, "Q": 3, "Y": 12}[letter])
    moved = shift_months(day, months)
    if moved is None:
        return None
    return safe_date(*moved, day.day) or safe_date(*moved, 28)


def _ago(slots: Slots, context: Context) -> Resolved | None:
    return _shifted(slots, context, -1)


def _later(slots: Slots, context: Context) -> Resolved | None:
    return _shifted(slots, context, 1)


def _shifted(slots: Slots, context: Context, direction: int) -> Resolved | None:
    number, unit = _amount(slots)
    if unit.startswith("T"):
        if context.published is not None and slots.has("ago", "earlier"):
            base = _moved(context.published, -float(number), unit) if number != "X" else None
            return Resolved("TIME", base.isoformat() if base else _reference(direction))
        return Resolved("DURATION", _duration_value(number, unit))
    if number == "X":
        return Resolved("DATE", _reference(direction))
    base_day = context.published
    if slots.has("earlier", "later", "previously", "after", "before"):
        previous = _previous_base(context)
        if slots.has("year") and number == "1" and context.quarterly and direction < 0:
            return Resolved("DATE", f"{int(context.quarterly[:4]) - 1}{context.quarterly[4:]}")
        if previous is not None and previous != context.published:
            base_day = previous
        elif slots.has("after"):
            return Resolved("DURATION", _duration_value(number, unit))
    elif slots.has("ago") and slots.has("year") and number == "1" and context.quarterly:
        return Resolved("DATE", f"{int(context.quarterly[:4]) - 1}{context.quarterly[4:]}")
    if base_day is None:
        return Resolved("DATE", _reference(direction))
    moved = _moved(base_day, direction * float(number), unit)
    if moved is None:
        return Resolved("DATE", _reference(direction))
    return Resolved("DATE", _at_unit(moved, unit))


def _at_unit(day: date, unit: str) -> str:
    """A day at the precision of a unit: the day, its week, month, quarter or year."""
    letter = unit[-1]
    if letter == "D":
        return day.isoformat()
    if letter == "W":
        return iso_week(day)
    if letter == "M":
        return f"{day.year:04d}-{day.month:02d}"
    if letter == "Q":
        return f"{day.year:04d}-Q{quarter_of(day.month)}"
    return f"{day.year:04d}"


def _from_day(slots: Slots, context: Context) -> Resolved | None:
    number, unit = _amount(slots)
    start = _deictic(slots, context) if slots.get("deictic") else _weekday(slots, context)
    if start is None or number == "X" or not start.value[0].isdigit():
        return Resolved("DATE", "FUTURE_REF")
    moved = _moved(date.fromisoformat(start.value[:10]), float(number), unit)
    return Resolved("DATE", moved.isoformat()) if moved else None


def _span(slots: Slots, context: Context) -> Resolved | None:
    number, unit = _amount(slots)
    direction = _direction(slots)
    if slots.has("recent", "latest"):
        direction = -1
    if slots.has("ahead") or slots.has("come"):
        direction = 1
    if not unit:
        return None
    value = _duration_value(number, unit)
    if slots.has("first", "final", "initial", "opening") or direction == 0:
        return Resolved("DURATION", value)
    if number == "X":
        published = context.published
        if direction > 0:
            return Resolved("DURATION", value, published, None)
        return Resolved("DURATION", value, None, published)
    first, last = _span_days(float(number), unit, direction, context.published)
    return Resolved("DURATION", value, first, last)


def _within(slots: Slots, context: Context) -> Resolved | None:
    number, unit = _amount(slots)
    value = _duration_value(number, unit)
    if number == "X" or context.tense() <= 0:
        return Resolved("DURATION", value, context.published if context.tense() > 0 else None, None)
    first, last = _span_days(float(number), unit, 1, context.published)
    return Resolved("DURATION", value, first, last)


def _duration(slots: Slots, context: Context) -> Resolved | None:
    if not slots.get("unit", "units"):
        return Resolved("DURATION", "PXX") if slots.has("while", "time") else None
    number, unit = _amount(slots)
    if number == "X" and slots.has("long", "old") and slots.get("unit"):
        number = "1"
    if slots.words[:1] == ["second"]:
        return None
    return Resolved("DURATION", _duration_value(number, unit))


# ------------------------------------------------------------------------------------------ quarters, seasons, years


def _quarter(slots: Slots, context: Context) -> Resolved | None:
    ordinal = slots.get("ordinal")
    published = context.published
    if ordinal and int(ordinal) > 4:
        return None
    if not ordinal and slots.has("ago", "earlier"):
        return _year_ago(slots, context)
    shift = -1 if slots.has("last", "ago", "earlier") else 1 if slots.has("next") else 0
    year = slots.get("year")
    if not ordinal:
        if slots.has("current"):
            shift = 0
        if published is None:
            return Resolved("DATE", _reference(shift))
        month = shift_months(published, 3 * shift)
        return Resolved("DATE", f"{month[0]:04d}-Q{quarter_of(month[1])}") if month else None
    if year.isdigit():
        return Resolved("DATE", f"{year}-Q{ordinal}")
    if published is None:
        return Resolved("DATE", f"XXXX-Q{ordinal}")
    chosen = published.year
    if slots.has("last", "next", "ago", "earlier"):
        chosen += shift
    elif int(ordinal) > quarter_of(published.month) and context.tense() <= 0:
        chosen -= 1
    elif ordinal == "1" and published.month >= 10 and context.tense() > 0:
        chosen += 1
    return Resolved("DATE", f"{chosen:04d}-Q{ordinal}")


def _latest(slots: Slots, context: Context) -> Resolved | None:
    """ "the latest quarter" is the last one that is over."""
    published = context.published
    if published is None:
        return Resolved("DATE", "PAST_REF")
    if slots.has("year"):
        return Resolved("DATE", f"{published.year - 1:04d}")
    return Resolved("DATE", context.quarterly or _last_quarter(published))


def _last_quarter(published: date) -> str:
    month = shift_months(published, -3)
    return f"{month[0]:04d}-Q{quarter_of(month[1])}" if month else "PAST_REF"


def _one_year(slots: Slots, context: Context) -> Resolved | None:
    """ "the year ended March 31": a span, whose end is named beside it."""
    return Resolved("DURATION", "P1Y")


def _full_year(slots: Slots, context: Context) -> Resolved | None:
    if context.published is None:
        return Resolved("DURATION", "P1Y")
    return Resolved("DATE", f"{context.published.year:04d}")


def _spelled_year(slots: Slots, context: Context) -> Resolved | None:
    """ "nineteen ninety-six", "twenty twenty-four"."""
    words = [word for word in slots.words if word in _CARDINALS]
    rest = sum(_CARDINALS[word] for word in words[1:] if word != "hundred")
    if len(words) < 2 or not 10 <= rest <= 99:
        return None
    return Resolved("DATE", f"{19 if words[0] == 'nineteen' else 20}{rest:02d}")


def _half(slots: Slots, context: Context) -> Resolved | None:
    half = 1 if slots.has("first") else 2
    year = slots.get("year")
    if year.isdigit():
        return Resolved("DATE", f"{year}-H{half}")
    if context.published is None:
        return Resolved("DATE", f"XXXX-H{half}")
    shift = -1 if slots.words[-2:] == ["last", "year"] else 1 if slots.has("next") else 0
    return Resolved("DATE", f"{context.published.year + shift:04d}-H{half}")


def _year_ago(slots: Slots, context: Context) -> Resolved | None:
    if context.published is None:
        return Resolved("DATE", "PAST_REF")
    if context.quarterly:
        return Resolved("DATE", f"{int(context.quarterly[:4]) - 1}{context.quarterly[4:]}")
    return Resolved("DATE", f"{context.published.year - 1:04d}")


def _anniversary(slots: Slots, context: Context) -> Resolved | None:
    return Resolved("DURATION", f"P{slots.get('ordinal')}Y")


def _season(slots: Slots, context: Context) -> Resolved | None:
    season = slots.get("season", "season_doubtful")
    if slots.get("year"):
        return Resolved("DATE", f"{slots.get('year')}-{season}")
    if context.published is None:
        return Resolved("DATE", f"XXXX-{season}")
    published = context.published
    first_month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    year = published.year if not (season == "WI" and published.month <= 2) else published.year - 1
    start = date(year, first_month, 1)
    is_over = _months_apart(start, published) >= 3
    is_ahead = start > published
    if slots.has("last", "past") and not slots.has("this"):
        year -= 0 if is_over else 1
    elif slots.has("next", "coming"):
        year += 0 if is_ahead else 1
    elif not slots.has("this"):
        tense = context.tense()
        if is_ahead and tense < 0:
            year -= 1
        elif is_over and tense > 0:
            year += 1
    return Resolved("DATE", f"{year:04d}-{season}") if 1 <= year <= 9999 else None


def _months_apart(a: date, b: date) -> int:
    return (b.year - a.year) * 12 + b.month - a.month


def _decade(slots: Slots, context: Context) -> Resolved | None:
    name = slots.get("decade_name")
    if name:
        return Resolved("DATE", f"19{name}")
    round_year = slots.get("round_year")
    if round_year:
        return Resolved("DATE", round_year[:3])
    two = slots.get("two")
    if not two or two[1] != "0":
        return None
    return Resolved("DATE", f"{'20' if int(two) < 30 else '19'}{two[0]}")


def _century(slots: Slots, context: Context) -> Resolved | None:
    number = int(slots.get("day_number", "ordinal") or 0)
    return Resolved("DATE", f"{number - 1:02d}") if number > 0 else None


def _year(slots: Slots, context: Context) -> Resolved | None:
    return Resolved("DATE", slots.get("year"))


# ------------------------------------------------------------------------------------------------ sets and words


def _every(slots: Slots, context: Context) -> Resolved | None:
    if slots.get("weekday"):
        return Resolved("SET", f"XXXX-WXX-{slots.get('weekday')}")
    if slots.get("month"):
        return Resolved("SET", f"XXXX-{int(slots.get('month')):02d}")
    if slots.get("season"):
        return Resolved("SET", f"XXXX-{slots.get('season')}")
    if slots.has("weekend"):
        return Resolved("SET", "XXXX-WXX-WE")
    if slots.get("part") and not slots.get("unit"):
        return Resolved("SET", f"XXXX-XX-XXT{slots.get('part')}")
    unit = slots.get("unit", "units")
    number = _number(slots) if not slots.has("once", "twice", "times") else "1"
    if number == "X":
        number = "2" if slots.has("other") else "1"
    return Resolved("SET", _duration_value(number, unit))


def _set(slots: Slots, context: Context) -> Resolved | None:
    return Resolved("SET", slots.get("set_adverb"))


def _holiday(slots: Slots, context: Context) -> Resolved | None:
    published = context.published
    is_fixed: str | None = None
    if slots.has("boxing"):
        is_fixed = "12-26"
    elif slots.has("new"):
        is_fixed = "12-31" if slots.has("eve") else "01-01"
    elif slots.has("christmas"):
        is_fixed = "12-24" if slots.has("eve") else "12-25"
    if published is None:
        return Resolved("DATE", f"XXXX-{is_fixed}" if is_fixed else "XXXX-XX-XX")
    year = published.year
    options = []
    for candidate in (year - 1, year, year + 1):
        if not 1 <= candidate <= 9999:
            continue
        if is_fixed:
            day = date(candidate, int(is_fixed[:2]), int(is_fixed[3:]))
        elif slots.has("thanksgiving"):
            day = thanksgiving(candidate)
        else:
            day = easter(candidate) + timedelta(days=-2 if slots.has("friday") else 1 if slots.has("monday") else 0)
        options.append(day)
    if slots.has("last"):
        options = [day for day in options if day < published] or options
        return Resolved("DATE", options[-1].isoformat())
    if slots.has("next"):
        options = [day for day in options if day > published] or options
        return Resolved("DATE", options[0].isoformat())
    if slots.has("this"):
        return Resolved("DATE", next(day for day in options if day.year == year).isoformat())
    nearest = min(options, key=lambda day: abs((day - published).days))
    return Resolved("DATE", iso_week(nearest) if slots.has("week") else nearest.isoformat())


def _adverb(slots: Slots, context: Context) -> Resolved | None:
    return Resolved("DATE", slots.get("adverb"))


def _fixed(value: str) -> Callable[[Slots, Context], Resolved | None]:
    return lambda slots, context: Resolved("DATE", value)


_RESOLVERS: dict[str, Callable[[Slots, Context], Resolved | None]] = {
    "iso": _iso,
    "slashed": _slashed,
    "clock": _clock,
    "date": _date,
    "month": _month,
    "month_doubtful": _month,
    "weekday": _weekday,
    "weekday_short": _weekday_short,
    "weekdays": _weekdays,
    "deictic": _deictic,
    "part": _part_of_day,
    "quarter": _quarter,
    "half": _half,
    "latest": _latest,
    "oneyear": _one_year,
    "fullyear": _full_year,
    "spelled": _spelled_year,
    "yearago": _year_ago,
    "anniversary": _anniversary,
    "ago": _ago,
    "later": _later,
    "fromday": _from_day,
    "span": _span,
    "within": _within,
    "unitref": _unit_reference,
    "season": _season,
    "decade": _decade,
    "century": _century,
    "every": _every,
    "set": _set,
    "duration": _duration,
    "fiscal": _year,
    "year": _year,
    "holiday": _holiday,
    "future": _fixed("FUTURE_REF"),
    "pastref": _fixed("PAST_REF"),
    "present": _fixed("PRESENT_REF"),
    "recent": _fixed("PAST_REF"),
    "timethen": _fixed("PAST_REF"),
    "adverb": _adverb,
}
