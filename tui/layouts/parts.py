"""Small pieces that several screens share: headings, facts in columns, wrapped passages."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeVar

from tui.cells import Spans, fit, wrap_spans
from tui.look import Look
from tui.widgets.item_list import Item

Row = TypeVar("Row")


def heading(title: str, look: Look, width: int, aside: str = "") -> Item[Row]:
    """A rule with a title in it and, at its right end, an aside."""
    words = f" {title} "
    tail = f" {aside} " if aside else ""
    rule = look.icons.rule * max(2, width - len(words) - len(tail) - 2)
    return Item(("heading", title), None, ([(words, "bright bold"), (rule, "line"), (tail, "dim")],))


def blank(key: Hashable) -> Item[Row]:
    """An empty line the cursor passes over."""
    return Item(("blank", key), None, ([(" ", "text")],))


def say(text: str, width: int, role: str = "dim", key: Hashable = None) -> Item[Row]:
    """A sentence the cursor passes over: what is missing, and what to do."""
    lines = wrap_spans([(text, role)], max(10, width - 3))
    return Item(("say", key or text[:60]), None, tuple([(" ", "text"), *line] for line in lines))


def facts(pairs: Sequence[tuple[str, Spans]], width: int) -> Item[Row]:
    """Names at the left, what is known at the right; long values go on under themselves."""
    pairs = [(name, value) for name, value in pairs if value]
    column = max((len(name) for name, _ in pairs), default=0) + 2
    lines: list[Spans] = []
    for name, value in pairs:
        for number, line in enumerate(wrap_spans(value, max(10, width - column - 2))):
            lines.append([(" " + fit(name if number == 0 else "", column), "dim"), *line])
    return Item(("facts", tuple(name for name, _ in pairs)), None, tuple(lines))


def passage(text: str, width: int, role: str, indent: int = 1, most: int = 4) -> list[Spans]:
    """Words on at most `most` lines, the last ending in … when some had to go."""
    lines = wrap_spans([(text, role)], max(10, width - indent - 1))
    if len(lines) > most:
        lines = lines[:most]
        last = "".join(part for part, _ in lines[-1])
        lines[-1] = [(last[: max(1, width - indent - 4)].rstrip() + " …", role)]
    return [[(" " * indent, "text"), *line] for line in lines]
