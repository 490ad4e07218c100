"""A quick look at a whole text before a slow one: whether it holds any of some pieces."""

from __future__ import annotations

from collections.abc import Iterable


def holds_any(text: str, pieces: Iterable[str]) -> bool:
    """Whether any of the pieces stands in the text. Searched for one by one, a few pieces take a tenth of the time that
    a regular expression of all of them takes, which stops at every character."""
    for piece in pieces:  # noqa: SIM110 - a generator would take longer than the search
        if piece in text:
            return True
    return False
