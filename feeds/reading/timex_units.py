"""This, last and next week, month and year; "two weeks ago"; spans seen from the day of the story."""

from __future__ import annotations

from datetime import date

from feeds.reading.clock import iso_week, quarter_of, shift_days, shift_months
from feeds.reading.timex_amounts import amount_of, at_unit, duration_value, moved_by, span_days
from feeds.reading.timex_days import deictic_value, full_date, weekday_value
from feeds.reading.timex_periods import last_quarter
from feeds.reading.timex_slots import Context, Resolved, Slots, direction_of, previous_base, reference


def unit_reference(slots: Slots, context: Context) -> Resolved | None:
    unit = "WE" if slots.has("weekend") else slots.get("unit")
    direction = direction_of(slots)
    published = context.published
    if slots.get("month", "month_doubtful"):
        found = full_date(slots, context)
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
        return None  # "the day" is hardly ever one
    if slots.has("past") and not slots.has("this", "weekend"):
        return _past_span(unit, context)
    if published is None:
        return Resolved("DATE", "XXXX-WXX-WE" if unit == "WE" else reference(direction))
    if unit == "Q" and slots.words == ["the", "quarter"]:
        # of results: the quarter the story speaks of, else the last one that is over
        return Resolved("DATE", context.quarterly or last_quarter(published))
    narrative = slots.has("that", "same", "following", "previous") or (
        unit == "D" and slots.words[:2] == ["the", "next"]
    )
    base = published
    if narrative:
        previous = previous_base(context)
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


def _past_span(unit: str, context: Context) -> Resolved | None:
    """ "the past week": the seven days up to the story."""
    if unit == "WE":
        return None
    value = f"P1{unit}" if not unit[:1].isdigit() else f"P{unit}"
    first, last = span_days(1, unit, -1, context.published)
    return Resolved("DURATION", value, first, last)


def ago_value(slots: Slots, context: Context) -> Resolved | None:
    return _shifted(slots, context, -1)


def later_value(slots: Slots, context: Context) -> Resolved | None:
    return _shifted(slots, context, 1)


def _shifted(slots: Slots, context: Context, direction: int) -> Resolved | None:
    number, unit = amount_of(slots)
    if unit.startswith("T"):
        if context.published is not None and slots.has("ago", "earlier"):
            base = moved_by(context.published, -float(number), unit) if number != "X" else None
            return Resolved("TIME", base.isoformat() if base else reference(direction))
        return Resolved("DURATION", duration_value(number, unit))
    if number == "X":
        return Resolved("DATE", reference(direction))
    base_day = context.published
    if slots.has("earlier", "later", "previously", "after", "before"):
        previous = previous_base(context)
        if slots.has("year") and number == "1" and context.quarterly and direction < 0:
            return Resolved("DATE", f"{int(context.quarterly[:4]) - 1}{context.quarterly[4:]}")
        if previous is not None and previous != context.published:
            base_day = previous
        elif slots.has("after"):
            return Resolved("DURATION", duration_value(number, unit))
    elif slots.has("ago") and slots.has("year") and number == "1" and context.quarterly:
        return Resolved("DATE", f"{int(context.quarterly[:4]) - 1}{context.quarterly[4:]}")
    if base_day is None:
        return Resolved("DATE", reference(direction))
    moved = moved_by(base_day, direction * float(number), unit)
    if moved is None:
        return Resolved("DATE", reference(direction))
    return Resolved("DATE", at_unit(moved, unit))


def from_day(slots: Slots, context: Context) -> Resolved | None:
    number, unit = amount_of(slots)
    start = deictic_value(slots, context) if slots.get("deictic") else weekday_value(slots, context)
    if start is None or number == "X" or not start.value[0].isdigit():
        return Resolved("DATE", "FUTURE_REF")
    moved = moved_by(date.fromisoformat(start.value[:10]), float(number), unit)
    return Resolved("DATE", moved.isoformat()) if moved else None


def span_value(slots: Slots, context: Context) -> Resolved | None:
    number, unit = amount_of(slots)
    direction = direction_of(slots)
    if slots.has("recent", "latest"):
        direction = -1
    if slots.has("ahead") or slots.has("come"):
        direction = 1
    if not unit:
        return None
    value = duration_value(number, unit)
    if slots.has("first", "final", "initial", "opening") or direction == 0:
        return Resolved("DURATION", value)
    if number == "X":
        published = context.published
        if direction > 0:
            return Resolved("DURATION", value, published, None)
        return Resolved("DURATION", value, None, published)
    first, last = span_days(float(number), unit, direction, context.published)
    return Resolved("DURATION", value, first, last)


def within_value(slots: Slots, context: Context) -> Resolved | None:
    number, unit = amount_of(slots)
    value = duration_value(number, unit)
    if number == "X" or context.tense() <= 0:
        return Resolved("DURATION", value, context.published if context.tense() > 0 else None, None)
    first, last = span_days(float(number), unit, 1, context.published)
    return Resolved("DURATION", value, first, last)


def duration(slots: Slots, context: Context) -> Resolved | None:
    if not slots.get("unit", "units"):
        return Resolved("DURATION", "PXX") if slots.has("while", "time") else None
    number, unit = amount_of(slots)
    if number == "X" and slots.has("long", "old") and slots.get("unit"):
        number = "1"
    if slots.words[:1] == ["second"]:
        return None
    return Resolved("DURATION", duration_value(number, unit))
