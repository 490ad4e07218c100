"""The text of a story nobody has read yet, fit to be looked at: as it arrived, but for its tags."""

from __future__ import annotations

import re
from html import unescape

_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]{0,15})(?:\s[^<>]{0,2000})?/?>")
_WITHIN_A_LINE = frozenset("a abbr b bdi bdo cite code em i mark q s small span strong sub sup u".split())


def lines_as_arrived(text: str) -> list[str]:
    """The lines of a text that may be HTML. The reader cleans it properly a moment later."""
    if _TAG.search(text):
        text = unescape(_TAG.sub(lambda tag: "" if tag[1].lower() in _WITHIN_A_LINE else "\n", text))
    return [line for line in map(str.strip, text.splitlines()) if line]
