"""Clock times with the day they stand beside."""

from __future__ import annotations

from feeds.reading.timex_days import deictic_value, full_date, weekday_value
from feeds.reading.timex_slots import Context, Resolved, Slots


def clock_value(slots: Slots, context: Context) -> Resolved | None:
    time = _time_of_day(slots)
    if time is None:
        return None
    day: str | None = None
    if slots.get("month", "month_doubtful"):
        month_at = next(i for i, t in enumerate(slots.tokens) if t[:1].isupper() and len(t) > 2 and _is_month(t))
        day = _date_in(month_at, slots, context)
    elif slots.get("weekday", "weekday_short"):
        found = weekday_value(
            Slots(slots.tokens, slots.words, {k: v for k, v in slots.values.items() if k != "part"}), context
        )
        day = found.value if found else None
    elif slots.get("deictic"):
        found = deictic_value(
            Slots(slots.tokens, slots.words, {"deictic": slots.get("deictic")[:2].rstrip("T")}), context
        )
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


def _date_in(month_at: int, slots: Slots, context: Context) -> str | None:
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
    found = full_date(Slots(tokens, slots.words, values), context)
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
