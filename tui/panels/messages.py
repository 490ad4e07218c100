"""What panels tell the desk beyond "moved" and "chosen"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from textual.message import Message


@dataclass
class DayChosen(Message):
    """A bar of the histogram was chosen."""

    day: date


@dataclass
class PassageShown(Message):
    """The reader stands on another passage: its number from 1, and how many there are."""

    number: int
    of: int
