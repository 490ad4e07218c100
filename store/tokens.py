"""Words as the full-text index of the store cuts them (FTS5 unicode61: runs of letters and digits)."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"[^\W_]+")


def tokens(text: str) -> list[str]:
    """The runs of letters and digits of a text."""
    return _TOKEN.findall(text)
