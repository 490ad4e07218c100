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


_SMALL = frozenset(
    "a all an any at both he her his if in it its no on she some that the their there these they this those we when "
    "you your my our one most many several".split()
)
"""Words that have their capital from the sentence they once began, never from a name."""


def reported(cue: str, text: str) -> str:
    """What somebody said without quotation marks, behind their name: "said talks were near"."""
    return f"{verb_of(cue)} {within(text)}"


def verb_of(cue: str) -> str:
    """The verb that stands between a speaker and what they said."""
    verb = told(cue).strip()
    return "said" if not verb or verb.startswith("according") or verb == "told" else verb


def within(text: str) -> str:
    """Words as they stand within a sentence: a small word that began one loses its capital."""
    text = safe_line(text)
    first = text.split(" ", 1)[0]
    return text[0].lower() + text[1:] if first.lower() in _SMALL and len(text) > 1 else text


def opening(text: str) -> str:
    """Words as they begin a sentence."""
    return text[:1].upper() + text[1:]


def quoted(text: str) -> str:
    """Exact words without the comma that the sentence around them asked for."""
    text = safe_line(text)
    return text[:-1] if text.endswith(",") and not text.endswith(",,") else text
