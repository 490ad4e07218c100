"""Quarters, halves, seasons, years, decades, holidays and what comes again and again."""

from __future__ import annotations

from datetime import date, timedelta

from feeds.reading.clock import easter, iso_week, quarter_of, shift_months, thanksgiving
from feeds.reading.timex_amounts import CARDINALS, duration_value, number_of
from feeds.reading.timex_slots import Context, Resolved, Slots, reference


def quarter_value(slots: Slots, context: Context) -> Resolved | None:
    ordinal = slots.get("ordinal")
    published = context.published
    if ordinal and int(ordinal) > 4:
        return None
    if not ordinal and slots.has("ago", "earlier"):
        return year_ago(slots, context)
    shift = -1 if slots.has("last", "ago", "earlier") else 1 if slots.has("next") else 0
    year = slots.get("year")
    if not ordinal:
        if slots.has("current"):
            shift = 0
        if published is None:
            return Resolved("DATE", reference(shift))
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


def latest_period(slots: Slots, context: Context) -> Resolved | None:
    """ "the latest quarter" is the last one that is over."""
    published = context.published
    if published is None:
        return Resolved("DATE", "PAST_REF")
    if slots.has("year"):
        return Resolved("DATE", f"{published.year - 1:04d}")
    return Resolved("DATE", context.quarterly or last_quarter(published))


def last_quarter(published: date) -> str:
    month = shift_months(published, -3)
    return f"{month[0]:04d}-Q{quarter_of(month[1])}" if month else "PAST_REF"


def one_year(slots: Slots, context: Context) -> Resolved | None:
    """ "the year ended March 31": a span, whose end is named beside it."""
    return Resolved("DURATION", "P1Y")


def full_year(slots: Slots, context: Context) -> Resolved | None:
    if context.published is None:
        return Resolved("DURATION", "P1Y")
    return Resolved("DATE", f"{context.published.year:04d}")


def spelled_year(slots: Slots, context: Context) -> Resolved | None:
    """ "nineteen ninety-six", "twenty twenty-four"."""
    words = [word for word in slots.words if word in CARDINALS]
    rest = sum(CARDINALS[word] for word in words[1:] if word != "hundred")
    if len(words) < 2 or not 10 <= rest <= 99:
        return None
    return Resolved("DATE", f"{19 if words[0] == 'nineteen' else 20}{rest:02d}")


def half_value(slots: Slots, context: Context) -> Resolved | None:
    half = 1 if slots.has("first") else 2
    year = slots.get("year")
    if year.isdigit():
        return Resolved("DATE", f"{year}-H{half}")
    if context.published is None:
        return Resolved("DATE", f"XXXX-H{half}")
    shift = -1 if slots.words[-2:] == ["last", "year"] else 1 if slots.has("next") else 0
    return Resolved("DATE", f"{context.published.year + shift:04d}-H{half}")


def year_ago(slots: Slots, context: Context) -> Resolved | None:
    if context.published is None:
        return Resolved("DATE", "PAST_REF")
    if context.quarterly:
        return Resolved("DATE", f"{int(context.quarterly[:4]) - 1}{context.quarterly[4:]}")
    return Resolved("DATE", f"{context.published.year - 1:04d}")


def anniversary(slots: Slots, context: Context) -> Resolved | None:
    return Resolved("DURATION", f"P{slots.get('ordinal')}Y")


def season_value(slots: Slots, context: Context) -> Resolved | None:
    season = slots.get("season", "season_doubtful")
    if slots.get("year"):
        return Resolved("DATE", f"{slots.get('year')}-{season}")
    if context.published is None:
        return Resolved("DATE", f"XXXX-{season}")
    published = context.published
    first_month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    year = published.year if not (season == "WI" and published.month <= 2) else published.year - 1
    since = (published.year - year) * 12 + published.month - first_month
    is_over, is_ahead = since >= 3, since < 0
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


def decade_value(slots: Slots, context: Context) -> Resolved | None:
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


def century_value(slots: Slots, context: Context) -> Resolved | None:
    number = int(slots.get("day_number", "ordinal") or 0)
    return Resolved("DATE", f"{number - 1:02d}") if number > 0 else None


def year_value(slots: Slots, context: Context) -> Resolved | None:
    return Resolved("DATE", slots.get("year"))


def every_value(slots: Slots, context: Context) -> Resolved | None:
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
    number = number_of(slots) if not slots.has("once", "twice", "times") else "1"
    if number == "X":
        number = "2" if slots.has("other") else "1"
    return Resolved("SET", duration_value(number, unit))


def set_value(slots: Slots, context: Context) -> Resolved | None:
    return Resolved("SET", slots.get("set_adverb"))


def holiday_value(slots: Slots, context: Context) -> Resolved | None:
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
