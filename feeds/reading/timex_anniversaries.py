"""The day of an anniversary: from the date of what it recalls, or from the day the sentence names beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from feeds.reading.clock import days_of
from feeds.story import Timex

_RECALLS = re.compile(r"\s+of\b[^.;:]{0,60}$")
"""From an anniversary to the date of what it recalls: "of the invasion of | 24 February 2031"."""
_BESIDE = re.compile(r"\s*,\s*(?:the|its|their|his|her)?\s*$")
"""From a day to the anniversary it is: "Monday, | the third anniversary"."""
_FALLS_ON = re.compile(r"[^.;:]{0,70}\b(?:on|is|falls|nears)\s*$")
"""From an anniversary to the day it falls on: "of the invasion on | Monday"."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
_YEARS = re.compile(r"P(\d{1,3})Y$")
UNKNOWN = "XXXX-XX-XX"
"""Some day that the text does not tell."""


def settle_anniversaries(times: Sequence[Timex], body: str) -> list[Timex]:
    """The expressions of a paragraph with every anniversary as the day it is; a day of unknown date where none is told.

    Readers give an anniversary as the years it counts (P3Y); it is a day, and no stretch of three years.
    """
    settled = list(times)
    for number, timex in enumerate(times):
        years = _YEARS.match(timex.value)
        if years is None or not timex.text.lower().endswith("anniversary"):
            continue
        before = times[number - 1] if number else None
        after = times[number + 1] if number + 1 < len(times) else None
        value = UNKNOWN
        if before is not None and _DAY.match(before.value) and _BESIDE.match(body[before.end : timex.start]):
            value = before.value
        elif after is not None and _DAY.match(after.value):
            between = body[timex.end : after.start]
            if _FALLS_ON.match(between):
                value = after.value
            elif _RECALLS.match(between):
                value = f"{int(after.value[:4]) + int(years[1]):04d}{after.value[4:]}"
        first, last, precision = days_of(value)
        settled[number] = replace(timex, type="DATE", value=value, first=first, last=last, precision=precision)
    return settled
