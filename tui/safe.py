"""The one door to the terminal: every text from outside passes here before it is drawn or printed."""

from __future__ import annotations

from feeds.reading.safe import strip_controls


def safe_text(text: str) -> str:
    """The text without anything that could steer a terminal; line ends and tabs stay."""
    return strip_controls(text)


def safe_line(text: str) -> str:
    """The text as one line: as `safe_text`, with every run of white space one space. For rows, cells and messages."""
    return " ".join(strip_controls(text).split())
