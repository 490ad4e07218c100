"""How a statement is told: its verb in the past, so that no denial reads as its opposite."""

from __future__ import annotations

from tui.safe import safe_line

PAST = {
    "say": "said", "tell": "told", "make": "made", "give": "gave", "hold": "held", "write": "wrote", "speak": "spoke",
    "put": "put", "set": "set", "swear": "swore", "think": "thought", "know": "knew", "feel": "felt", "see": "saw",
    "commit": "committed", "admit": "admitted", "quip": "quipped", "let": "let", "reply": "replied", "find": "found",
}  # fmt: skip
"""Verbs of speech whose past is not made by adding -ed."""


def told(cue: str) -> str:
    """The verb of a statement as a reader tells it: say gives "said ", rule out gives "ruled out "; "" for none."""
    verb, _, rest = safe_line(cue).partition(" ")
    if not verb:
        return ""
    if verb in PAST:
        verb = PAST[verb]
    elif verb.isalpha() and not verb.endswith(("ed", "ing")) and verb not in ("said", "told", "according"):
        verb = verb + "d" if verb.endswith("e") else verb[:-1] + "ied" if verb.endswith("ny") else verb + "ed"
    return f"{verb} {rest} " if rest else f"{verb} "
