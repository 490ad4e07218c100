"""Reading one TOML table with care: every wrong type, value and key is written down, none stops the reading."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import field
from typing import TypeAlias

from feeds.records import dataclass

Place: TypeAlias = tuple[str | int, ...]
"""Where something stands in a TOML document: ("feeds", 3, "url")."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong in a config: its place and, in a sentence, what is wrong and what is allowed."""

    place: Place
    what: str

    @property
    def key(self) -> str:
        """The place as one reads it: feeds[3].url (counted from 0, as TOML readers do)."""
        parts: list[str] = []
        for part in self.place:
            parts.append(f"[{part}]" if isinstance(part, int) else f".{part}" if parts else part)
        return "".join(parts)


@dataclass(slots=True)
class Table:
    """One table of a config. Each method reads one key, gives its default where it is missing or wrong, and notes why.

    A key nobody asked for is a mistake when `finish` is called, with the nearest key that would have been right.
    """

    values: Mapping[str, object]
    place: Place
    mistakes: list[Mistake]
    asked: set[str] = field(default_factory=set)

    def has(self, key: str) -> bool:
        """Whether the table has this key."""
        self.asked.add(key)
        return key in self.values

    def complain(self, key: str | None, what: str) -> None:
        """Notes a mistake at a key of this table, or at the table itself."""
        self.mistakes.append(Mistake(self.place if key is None else (*self.place, key), what))

    def text(self, key: str, default: str = "", *, allowed: Collection[str] = (), required: bool = False) -> str:
        """A string; one of `allowed` when that is given."""
        value = self._take(key)
        if value is None:
            if required:
                self.complain(None, f"`{key}` is missing: it must be a non-empty string")
            return default
        if not isinstance(value, str):
            self._wrong(key, value, "a string in quotation marks")
            return default
        if required and not value.strip():
            self._wrong(key, value, "a non-empty string")
            return default
        if allowed and value not in allowed:
            self._wrong(key, value, one_of(allowed, value))
            return default
        return value

    def texts(self, key: str, default: Sequence[str] = (), *, allowed: Collection[str] = ()) -> tuple[str, ...]:
        """A list of strings; a single string counts as a list of one."""
        value = self._take(key)
        if value is None:
            return tuple(default)
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self._wrong(key, value, 'a list of strings, e.g. ["a", "b"]')
            return tuple(default)
        for item in value:
            if allowed and item not in allowed:
                self._wrong(key, item, one_of(allowed, item))
        return tuple(item for item in value if not allowed or item in allowed)

    def flag(self, key: str, default: bool) -> bool:
        """true or false."""
        value = self._take(key)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        self._wrong(key, value, "true or false")
        return default

    def whole(self, key: str, default: int, *, least: int, most: int) -> int:
        """A whole number from `least` to `most`."""
        value = self._take(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self._wrong(key, value, f"a whole number from {least} to {most}")
            return default
        return value

    def number(self, key: str, default: float, *, least: float, most: float) -> float:
        """A number from `least` to `most`."""
        value = self._take(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            self._wrong(key, value, f"a number from {least:g} to {most:g}")
            return default
        return float(value)

    def pairs(self, key: str) -> dict[str, str]:
        """A table of strings, e.g. { Accept-Language = "en" }."""
        value = self._take(key)
        if value is None:
            return {}
        if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
            self._wrong(key, value, 'a table of strings, e.g. { Accept-Language = "en" }')
            return {}
        return {str(name): str(item) for name, item in value.items()}

    def table(self, key: str) -> Table:
        """The table [key]; an empty one when it is missing."""
        value = self._take(key)
        if value is not None and not isinstance(value, dict):
            self._wrong(key, value, f"a table, written [{key}]")
        return self._inner(value if isinstance(value, dict) else {}, key)

    def tables(self, key: str) -> list[Table]:
        """The tables [[key]], in order."""
        value = self._take(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self._wrong(key, value, f"a list of tables, each written [[{key}]]")
            return []
        return [self._inner(item, key, number) for number, item in enumerate(value)]

    def named_tables(self, key: str) -> list[tuple[str, Table]]:
        """The tables [key.NAME], in order, with their names."""
        value = self._take(key)
        if value is None:
            return []
        if not isinstance(value, dict):
            self._wrong(key, value, f"tables with a name, each written [{key}.NAME]")
            return []
        named = []
        for name, item in value.items():
            if isinstance(item, dict):
                named.append((str(name), self._inner(item, key, str(name))))
            else:
                self.mistakes.append(
                    Mistake((*self.place, key, str(name)), f"must be a table: [{key}.{_written(str(name))}]")
                )
        return named

    def raw(self, key: str) -> object:
        """Whatever stands there, unchecked; None when nothing does."""
        return self._take(key)

    def finish(self) -> None:
        """Every key nobody asked for is a mistake."""
        for key in self.values:
            if key not in self.asked:
                self.complain(key, f"there is no such key here; {one_of(sorted(self.asked), key)}")

    def _take(self, key: str) -> object:
        self.asked.add(key)
        return self.values.get(key)

    def _inner(self, values: Mapping[str, object], *place: str | int) -> Table:
        return Table(values, (*self.place, *place), self.mistakes)

    def _wrong(self, key: str, value: object, wanted: str) -> None:
        self.complain(key, f"{shown(value)} is not allowed; it must be {wanted}")


def _written(name: str) -> str:
    """A key as TOML has it: in quotation marks unless it is bare."""
    return name if name.isascii() and name.replace("_", "a").replace("-", "a").isalnum() else f'"{name}"'


def one_of(allowed: Collection[str], given: str) -> str:
    """ "one of a, b, c" with the nearest to what was given, where one is near."""
    near = difflib.get_close_matches(given, allowed, n=1, cutoff=0.6)
    hint = f" (did you mean {near[0]!r}?)" if near else ""
    return f"one of: {', '.join(allowed)}{hint}"


def shown(value: object) -> str:
    """A value as TOML would write it, shortened, for a message."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = f'"{value}"' if isinstance(value, str) else "a table" if isinstance(value, dict) else str(value)
    return text if len(text) <= 60 else text[:57] + "…"
