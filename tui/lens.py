"""The lens: the one query through which every panel looks. Choosing something narrows it, Escape widens it a step."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TERM = re.compile(r'(?:[^\s"]|"[^"]*"?)+')


@dataclass(frozen=True, slots=True)
class Lens:
    """The query as written, with the queries it was narrowed from."""

    text: str = ""
    before: tuple[str, ...] = ()

    def written(self, text: str) -> Lens:
        """The lens with another query; the old one is a step back."""
        text = " ".join(text.split())
        if text == self.text:
            return self
        return Lens(text, (*self.before[-40:], self.text))

    def narrowed(self, name: str, value: str) -> Lens:
        """The lens with `name:value`, in the place of another value of that field; without it when it is there."""
        wanted = term(name, value)
        terms = terms_of(self.text)
        if wanted in terms:
            return self.written(" ".join(one for one in terms if one != wanted))
        kept = [one for one in terms if not one.startswith(f"{name}:")]
        return self.written(" ".join([*kept, wanted]))

    def without(self, name: str) -> Lens:
        """The lens without any term of that field."""
        return self.written(" ".join(one for one in terms_of(self.text) if not one.startswith(f"{name}:")))

    def widened(self) -> Lens:
        """One step back; when there is none, everything."""
        if self.before:
            return Lens(self.before[-1], self.before[:-1])
        return Lens()

    def value(self, name: str) -> str:
        """What the query says of a field; "" when nothing."""
        for one in terms_of(self.text):
            if one.startswith(f"{name}:"):
                return one[len(name) + 1 :].strip('"')
        return ""


def term(name: str, value: str) -> str:
    """`name:value`, quoted where the value needs it."""
    clean = value.replace('"', "")
    return f"{name}:{clean}" if re.fullmatch(r"[\w./><=-]+", clean) else f'{name}:"{clean}"'


def terms_of(text: str) -> list[str]:
    """The query's terms as written, quoted phrases whole."""
    return _TERM.findall(text)
