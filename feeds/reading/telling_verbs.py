"""Whether a word is a verb of speech that somebody has just said something with."""

from __future__ import annotations

from functools import cache

from feeds.reading.speech import speech
from feeds.reading.speech_lines import Line

_TELLS = frozenset(("says", "tells", "adds", "warns", "argues", "insists", "denies", "believes", "thinks"))
"""Forms in -s of speech verbs that are no nouns ("talks", "claims" and the like are)."""


def is_told(line: Line, at: int) -> bool:
    """Whether a word is a speech verb in the past that ends the clause to its left: "Lee said [Premier Park] …"."""
    words = speech()
    low = line.lows[at]
    if low in words.heads or low in words.titles or not line.words[at].islower():
        return False
    return low in _TELLS or low in _past_verbs()


@cache
def _past_verbs() -> frozenset[str]:
    """Speech verbs in the past."""
    return frozenset(
        low for low, verbs in speech().verbs.items() if any(verb.form == "past" and not verb.rest for verb in verbs)
    )
