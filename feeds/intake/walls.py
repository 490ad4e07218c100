"""Is this page the story, or a wall in front of it (paywall, login, consent, robot check)? Words in walls.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from feeds.records import dataclass

SHORT = 1200
"""A text longer than this that only mentions subscribing is a story with a plea in it."""
SHORTEST_STORY = 200
NO_STORY = "no story was found on the page"
_NOT_FREE = re.compile(r'"isAccessibleForFree"\s*:\s*"?(?:false|False|no)"?')


@dataclass(frozen=True, slots=True)
class Wall:
    """One kind of wall and what gives it away."""

    name: str
    what: str
    words: tuple[str, ...]
    address: tuple[str, ...]


def wall_before(text: str, page: str, url: str, asked: str = "") -> str | None:
    """What stands in front of the story, as a sentence, or None when `text` is the story.

    `text` is what was found on `page`, `url` the address that answered, `asked` the one that was asked.
    """
    is_short = len(text) < SHORT
    moved = url.lower() if url != asked else ""
    lowered = text[:6000].lower() if is_short else ""
    head = page[:20_000].lower() if len(text) < SHORTEST_STORY else ""
    for wall in _walls():
        if any(mark in moved for mark in wall.address) and not any(mark in asked.lower() for mark in wall.address):
            return wall.what
        if any(words in lowered or words in head for words in wall.words):
            return wall.what
    if is_short and _NOT_FREE.search(page[:400_000]):
        return "the page is for subscribers"
    if len(text) < SHORTEST_STORY:
        return NO_STORY
    return None


@cache
def _walls() -> tuple[Wall, ...]:
    rows = tomllib.loads((Path(__file__).parent / "walls.toml").read_text("utf-8"))["wall"]
    return tuple(Wall(row["name"], row["what"], tuple(row["words"]), tuple(row["address"])) for row in rows)
