"""From the words of a time expression to its TIMEX3 type and value, seen from the day the story was published."""

from __future__ import annotations

from collections.abc import Callable

from feeds.reading.timex_clock import clock_value
from feeds.reading.timex_days import (
    deictic_value,
    full_date,
    iso_date,
    month_value,
    part_of_day,
    slashed_date,
    weekday_value,
    weekdays_value,
)
from feeds.reading.timex_periods import (
    anniversary,
    century_value,
    decade_value,
    every_value,
    full_year,
    half_value,
    holiday_value,
    latest_period,
    one_year,
    quarter_value,
    season_value,
    set_value,
    spelled_year,
    year_ago,
    year_value,
)
from feeds.reading.timex_slots import Context, Resolved, Slots
from feeds.reading.timex_units import (
    ago_value,
    duration,
    from_day,
    later_value,
    span_value,
    unit_reference,
    within_value,
)


def resolve(rule: str, slots: Slots, context: Context) -> Resolved | None:
    """The value of one expression by the rule that found it; None when it is no time after all."""
    return _RESOLVERS[rule](slots, context)


def _adverb(slots: Slots, context: Context) -> Resolved | None:
    return Resolved("DATE", slots.get("adverb"))


def _fixed(value: str) -> Callable[[Slots, Context], Resolved | None]:
    return lambda slots, context: Resolved("DATE", value)


_RESOLVERS: dict[str, Callable[[Slots, Context], Resolved | None]] = {
    "iso": iso_date,
    "slashed": slashed_date,
    "clock": clock_value,
    "date": full_date,
    "month": month_value,
    "month_doubtful": month_value,
    "weekday": weekday_value,
    "weekday_short": weekday_value,
    "weekdays": weekdays_value,
    "deictic": deictic_value,
    "part": part_of_day,
    "quarter": quarter_value,
    "half": half_value,
    "latest": latest_period,
    "oneyear": one_year,
    "fullyear": full_year,
    "spelled": spelled_year,
    "yearago": year_ago,
    "anniversary": anniversary,
    "ago": ago_value,
    "later": later_value,
    "fromday": from_day,
    "span": span_value,
    "within": within_value,
    "unitref": unit_reference,
    "season": season_value,
    "decade": decade_value,
    "century": century_value,
    "every": every_value,
    "set": set_value,
    "duration": duration,
    "fiscal": year_value,
    "year": year_value,
    "holiday": holiday_value,
    "future": _fixed("FUTURE_REF"),
    "pastref": _fixed("PAST_REF"),
    "present": _fixed("PRESENT_REF"),
    "recent": _fixed("PAST_REF"),
    "timethen": _fixed("PAST_REF"),
    "adverb": _adverb,
}
