"""Reads findings that were packed by rows, as stores up to schema 1 have them until a story is read again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import date
from functools import cache
from typing import cast

from feeds.story import Timex

Value = object


def unpack_rows(
    kind: type,
    block: Mapping[str, Value],
    at: Callable[[int | None, int, int], str | None],
    nested: Mapping[tuple[type, str], type],
    texts: Mapping[type, str],
) -> tuple[object, ...]:
    """The findings of one kind. `at` gives the words of a span, `nested` the kinds that stand within others, `texts`
    the fields that hold 0 where they are the words of their span."""

    def item(kind: type, names: list[str], row: list[Value]) -> object:
        known = _defaults(kind)
        values = {name: value for name, value in zip(names, row, strict=False) if name in known}
        for name, value in values.items():
            inner = nested.get((kind, name))
            if inner is not None:
                rows = cast(list[list[Value]], value)
                values[name] = tuple(item(inner, list(_defaults(inner)), each) for each in rows)
            elif isinstance(value, list):
                values[name] = tuple(value)
        if kind is Timex:
            for name in ("first", "last"):
                if values.get(name) is not None:
                    values[name] = date.fromisoformat(cast(str, values[name]))
        text = texts.get(kind)
        if text is not None and values.get(text) == 0:
            values[text] = at(
                cast("int | None", values.get("paragraph")), cast(int, values["start"]), cast(int, values["end"])
            )
        return kind(**values)

    names = cast(list[str], block["fields"])
    return tuple(item(kind, names, row) for row in cast(list[list[Value]], block["rows"]))


@cache
def _defaults(kind: type) -> dict[str, Value]:
    return {field.name: () if field.default is MISSING else field.default for field in fields(kind)}
