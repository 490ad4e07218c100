"""Full dates, months, weekdays, today and its neighbours, and parts of the day."""

from __future__ import annotations

from datetime import date, timedelta

from feeds.reading.clock import safe_date, shift_days, shift_months
from feeds.reading.timex_slots import Context, Resolved, Slots, part_of, previous_day, reference
from feeds.story import TimexType

_FAR_DAYS = 100


def iso_date(slots: Slots, context: Context) -> Resolved | None:
    year, month, day = (token for token in slots.tokens if token.isdigit())
    found = safe_date(int(year), int(month), int(day))
    return Resolved("DATE", found.isoformat()) if found else None


def slashed_date(slots: Slots, context: Context) -> Resolved | None:
    a, b, c = (int(token) for token in slots.tokens if token.isdigit())
    year = c if c > 99 else (2000 + c if c < 70 else 1900 + c)
    # day first unless only month first makes a date: of the English-speaking outlets only the American write 3/25.
    found = (safe_date(year, b, a) or safe_date(year, a, b)) if b <= 12 else safe_date(year, a, b)
    return Resolved("DATE", found.isoformat()) if found else None


def full_date(slots: Slots, context: Context) -> Resolved | None:
    day = slots.get("day_number", "ordinal")
    month = slots.get("month", "month_doubtful")
    if slots.has("ides"):
        day = "15" if month in ("3", "5", "7", "10") else "13"
    if not day or not 1 <= int(day) <= 31:
        return None
    if not month:
        return _day_of_month(int(day), context)
    year = slots.get("year")
    chosen = int(year) if year else _year_of(int(month), int(day), context)
    if chosen is None:
        return Resolved("DATE", f"XXXX-{int(month):02d}-{int(day):02d}{part_of(slots)}")
    found = safe_date(chosen, int(month), int(day))
    if found is None:
        return None
    return Resolved("TIME" if part_of(slots) else "DATE", found.isoformat() + part_of(slots))


_SELDOM_AHEAD = 9
"""Months."""
_LATELY_DAYS = 7
"""A day gone by no longer than that is the one meant whatever the verb."""


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
    if nearest > published and context.tense() == -2:
        return nearest.year - 1
    if (published - nearest).days > _LATELY_DAYS and context.is_led_by_the_future():
        return nearest.year + 1  # "will visit on 20 December", told in January
    return nearest.year


def month_value(slots: Slots, context: Context) -> Resolved | None:
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
    # "decided in May to drop the case in March": of a verb that only may point forward the month just gone by is meant.
    goes_forward = tense > 1 or (tense == 1 and ahead <= _SELDOM_AHEAD) or (tense == 0 and ahead <= 2)
    if goes_forward:
        return year if number > published.month else year + 1
    return year if number < published.month else year - 1


def weekday_value(slots: Slots, context: Context) -> Resolved | None:
    value = slots.get("weekday", "weekday_short")
    if not value:
        return None
    if slots.get("month", "month_doubtful") and slots.get("day_number", "ordinal"):
        return full_date(slots, context)
    if slots.has("every", "each"):
        return Resolved("SET", f"XXXX-WXX-{value}{part_of(slots)}")
    number, part = int(value), part_of(slots)
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
    before = context.weekday_before
    if before is not None:
        return shift_days(before, (number - before.isoweekday()) % 7)
    tense = context.tense()
    if back == 0:
        return published
    if tense > 0:
        return shift_days(published, ahead)
    if tense == 0 and slots.has("this"):
        return shift_days(published, ahead)
    return shift_days(published, -back)


def weekdays_value(slots: Slots, context: Context) -> Resolved | None:
    value = slots.get("weekday", "weekdays")
    return Resolved("SET", f"XXXX-WXX-{value}{part_of(slots)}")


def deictic_value(slots: Slots, context: Context) -> Resolved | None:
    value = slots.get("deictic")
    shift = -1 if value.startswith("-") else 1 if value.startswith("1") else 0
    part = "TNI" if value.endswith("TNI") else part_of(slots)
    if slots.has("before", "after"):
        shift *= 2
    if context.published is None:
        return Resolved("DATE", reference(shift))
    day = shift_days(context.published, shift)
    if day is None:
        return None
    is_time = bool(part) and not value.endswith("TNI")
    return Resolved("TIME" if is_time else "DATE", day.isoformat() + part)


def part_of_day(slots: Slots, context: Context) -> Resolved | None:
    part = part_of(slots)
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
        base = previous_day(context)
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
