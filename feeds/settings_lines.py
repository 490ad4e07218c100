"""Finds the line on which a key of a TOML document stands, so that a mistake can be shown where it is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

from feeds.settings_table import Place

_HEADER = re.compile(r"\s*(\[\[?)(.+?)\]\]?\s*(?:#.*)?$")
_PART = r"""(?:"[^"\n]*"|'[^'\n]*'|[A-Za-z0-9_-]+)"""
_KEY = re.compile(rf"\s*({_PART}(?:\s*\.\s*{_PART})*)\s*=")
_STRINGS_AND_COMMENTS = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#.*')


def lines_of(text: str) -> dict[Place, int]:
    """Every place of a document and the line (from 1) it stands on. Made for messages: it reads what tomllib accepted.

    Keys inside inline tables and arrays have the line of the key they belong to.
    """
    lines: dict[Place, int] = {}
    counts: dict[Place, int] = {}
    prefix: Place = ()
    depth = 0
    closing = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if closing:
            closing = "" if line.count(closing) % 2 else closing
            continue
        if depth <= 0:
            header = _HEADER.match(line)
            if header and not line.lstrip().startswith(("[[[", "[ [")):
                prefix = _enter(_parts(header.group(2)), header.group(1) == "[[", counts)
                lines.setdefault(prefix, number)
                for size in range(1, len(prefix)):
                    lines.setdefault(prefix[:size], number)
                continue
            key = _KEY.match(line)
            if key:
                place = (*prefix, *_parts(key.group(1)))
                for size in range(len(prefix) + 1, len(place) + 1):
                    lines.setdefault(place[:size], number)
            depth = 0
        for mark in ('"""', "'''"):
            if line.count(mark) % 2:
                closing = mark
                break
        bare = _STRINGS_AND_COMMENTS.sub("", line)
        depth += bare.count("[") + bare.count("{") - bare.count("]") - bare.count("}")
    return lines


def line_of(place: Place, lines: Mapping[Place, int]) -> int | None:
    """The line of a place, or of the nearest table that holds it."""
    for size in range(len(place), 0, -1):
        if place[:size] in lines:
            return lines[place[:size]]
    return None


def _parts(dotted: str) -> Place:
    try:
        table: object = tomllib.loads(f"{dotted} = 0")
    except tomllib.TOMLDecodeError:
        return (dotted,)
    parts: list[str | int] = []
    while isinstance(table, dict):
        key = next(iter(table))
        parts.append(key)
        table = table[key]
    return tuple(parts)


def _enter(parts: Place, is_list: bool, counts: dict[Place, int]) -> Place:
    """The place a header opens; [[x]] counts up, and [x.y] below a list means its last item."""
    place: Place = ()
    for position, part in enumerate(parts):
        place = (*place, part)
        is_last = position == len(parts) - 1
        if is_last and is_list:
            counts[place] = counts.get(place, -1) + 1
        if place in counts:
            place = (*place, counts[place])
    return place
