"""Amounts of time: numbers in words and digits, TIMEX3 durations, and days moved by them."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from feeds.reading.clock import iso_week, quarter_of, safe_date, shift_days, shift_months
from feeds.reading.timex_slots import Slots


def amount_of(slots: Slots) -> tuple[str, str]:
    """(number, unit) of an amount: the number as "3", "2.5" or "X"."""
    unit = slots.get("units", "unit")
    number = number_of(slots)
    return number, unit


def number_of(slots: Slots) -> str:
    if slots.get("vague"):
        return "X"
    if slots.has("couple"):
        return "2"
    if any(pair in (("half", "a"), ("half", "an")) for pair in pairwise(slots.words)):
        return "6" if slots.has("dozen") else "0.5"
    half = 0.5 if "½" in slots.tokens or slots.has("half") or ("/" in slots.tokens) else 0.0
    digits = slots.get("digits")
    if digits:
        return _plain(int(digits) + half)
    total, current, any_number = 0, 0, False
    for word in slots.words:
        value = CARDINALS.get(word)
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


CARDINALS = {
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


def _whole(number: str, letter: str) -> str:
    """The whole part of "2.5" before its half: "2H"; nothing for half an hour."""
    whole = number.split(".")[0]
    return "" if whole == "0" else whole + letter


def duration_value(number: str, unit: str) -> str:
    """P30D, PT72H, P2Y6M, P20Y for two decades, PXD for some days."""
    if unit.startswith("T"):
        letter = unit[1:]
        if "." in number and letter in "HM":
            return f"PT{_whole(number, letter)}30{'M' if letter == 'H' else 'S'}"
        return f"PT{number}{letter}"
    multiple, letter = (unit[:-1] or "1"), unit[-1:]
    if number == "X":
        return f"PX{letter}" if multiple != "10" else "PXY"
    if "." in number and letter == "Y" and multiple == "1":
        return f"P{_whole(number, letter)}6M"
    return f"P{_plain(float(number) * int(multiple))}{letter}"


def span_days(number: float, unit: str, direction: int, published: date | None) -> tuple[date | None, date | None]:
    """The days from now back (-1) or forward (1) over an amount of time."""
    if published is None or not unit:
        return None, None
    other = moved_by(published, number * direction, unit)
    if other is None:
        return None, None
    return (other, published) if direction < 0 else (published, other)


def moved_by(day: date, number: float, unit: str) -> date | None:
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


def at_unit(day: date, unit: str) -> str:
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
