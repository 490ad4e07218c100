"""Who says that an event is so, or is not so: in the words that lists, briefs and calendars show behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SAYS_NOT = re.compile(
    r"\b(?:not|never|no|none|nobody|without|cannot|neither|nor|fail(?:s|ed|ing)?|unable|den(?:y|ies|ied|ying))\b"
    r"|n[’']t\b",
    re.IGNORECASE,
)


def became_of(status: str, what: str) -> str:
    """What became of an event, in a word or two: its status, but "did not happen" where its own words say that, since
    "denied" behind "did not shell Orlo" would say the contrary."""
    return "did not happen" if status == "denied" and _SAYS_NOT.search(what) else status


def who_says_so(status: str, what: str, claimants: Sequence[str]) -> str:
    """Whose word it is: "claimed by Vostra", "denied by Vostra", "says Vostra" where the event's own words say that it
    was not; "" where the outlet tells it on its own account."""
    if not claimants:
        return ""
    names = ", ".join(claimants)
    if status != "denied":
        return f"claimed by {names}"
    return f"says {names}" if _SAYS_NOT.search(what) else f"denied by {names}"
