"""robots.txt (RFC 9309) for article pages: may this address be fetched by us?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from feeds.records import dataclass

LARGEST = 512_000
"""Bytes of robots.txt that are read (RFC 9309 §2.5: at least 500 KiB)."""
AGENT = "watchfloor"
_MOST_RULES = 5_000
_LONGEST_DELAY = 30.0


@dataclass(frozen=True, slots=True)
class Rule:
    """One Allow or Disallow line."""

    path: str
    is_allowed: bool


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules that hold for us. Without rules everything is allowed."""

    rules: tuple[Rule, ...] = ()
    crawl_delay_seconds: float = 0.0

    def allows(self, url: str) -> bool:
        """The longest matching rule decides, and Allow where two are equally long (RFC 9309 §2.2.2)."""
        parts = urlsplit(url)
        path = unquote(parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        best: tuple[int, bool] = (-1, True)
        for rule in self.rules:
            if len(rule.path) >= best[0] and _matches(path, rule.path):
                best = max(best, (len(rule.path), rule.is_allowed))
        return best[1]


NOTHING = Robots((Rule("/", False),))
"""What holds when robots.txt cannot be had because the server fails (RFC 9309 §2.3.1.4)."""


def read_robots(text: str, agent: str = AGENT) -> Robots:
    """The group that names us, else the group of everybody ("*"). Never raises."""
    own: list[Rule] = []
    everybody: list[Rule] = []
    delays = {"own": 0.0, "everybody": 0.0}
    named_us = False
    targets: set[str] = set()
    in_names = False
    for line in text[:LARGEST].splitlines()[: _MOST_RULES * 4]:
        name, separator, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if not separator:
            continue
        if name == "user-agent":
            if not in_names:
                targets = set()
            in_names = True
            word = value.lower().partition("/")[0].strip()
            if word == "*":
                targets.add("everybody")
            elif word and word == agent:
                targets.add("own")
                named_us = True
            continue
        in_names = False
        if name in ("allow", "disallow") and value:
            rule = Rule(unquote(value)[:500], name == "allow")
            if "own" in targets and len(own) < _MOST_RULES:
                own.append(rule)
            if "everybody" in targets and len(everybody) < _MOST_RULES:
                everybody.append(rule)
        elif name == "crawl-delay":
            for target in targets:
                delays[target] = _delay(value)
    if named_us:
        return Robots(tuple(own), delays["own"])
    return Robots(tuple(everybody), delays["everybody"])


def _delay(value: str) -> float:
    return min(float(value), _LONGEST_DELAY) if re.fullmatch(r"\d{1,6}(?:\.\d{1,3})?", value) else 0.0


def _matches(path: str, rule: str) -> bool:
    """`*` is any run of characters, a final `$` the end. Each piece is taken at its first place, so cost is linear."""
    ends = rule.endswith("$")
    first, *rest = rule.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    if not rest:
        return not ends or path == first
    position = len(first)
    for piece in rest[:-1]:
        found = path.find(piece, position)
        if found < 0:
            return False
        position = found + len(piece)
    last = rest[-1]
    if ends:
        return len(path) - len(last) >= position and path.endswith(last)
    return path.find(last, position) >= 0


def robots_url(url: str) -> str:
    """Where the robots.txt of an address lies."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


def judged(status: int | None, body: str) -> Robots:
    """The rules by how the request went: 4xx means there are none, 5xx and no answer mean stay away."""
    if status is not None and 200 <= status < 300:
        return read_robots(body)
    return Robots() if status is not None and 400 <= status < 500 and status != 429 else NOTHING


def allowed(urls: Sequence[str], robots: Robots) -> list[str]:
    """Those of the addresses that may be fetched."""
    return [url for url in urls if robots.allows(url)]
