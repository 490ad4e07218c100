"""Small pieces of wording that commands and screens share: counts, and patterns too long for a line."""

from __future__ import annotations

import re

from tui.safe import safe_line


def counted(number: int, name: str, plural: str = "") -> str:
    """A number with its noun: 1 story, 2 stories, 2 days; `plural` where English has its own."""
    regular = f"{name[:-1]}ies" if name.endswith("y") and name[-2:-1] not in "aeiou" else f"{name}s"
    return f"{number:,} {name if number == 1 else plural or regular}"


def in_office(role: str | None, affiliation: str | None) -> str:
    """A role with whom it is of, once: "foreign minister, Vostra", and "foreign minister of Vostra" as it is."""
    role, affiliation = role or "", affiliation or ""
    says_it = re.search(rf"\b{re.escape(affiliation)}\b", role, re.IGNORECASE)
    return role if says_it or not affiliation else f"{role}, {affiliation}" if role else affiliation


def short_pattern(pattern: str) -> str:
    """A pattern of a thread's rules as a line can hold it: the first alternatives of each list, and how many more."""
    lists = safe_line(pattern).split(" ~")
    return " ~".join(_short(part) for part in lists)


def _short(alternatives: str, most: int = 3) -> str:
    parts = alternatives.split("|")
    if len(parts) <= most + 1:
        return alternatives
    last, colon, weight = parts[-1].rpartition(":")
    weight = f":{weight}" if last and colon and weight.replace(".", "").isdigit() else ""
    return f"{'|'.join(parts[:most])}|… {len(parts) - most} more{weight}"


def size_of(octets: int) -> str:
    """Bytes in the unit that fits: 812 B, 17.2 kB, 2.4 MB, 1.1 GB."""
    size = float(octets)
    for unit in ("B", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"
