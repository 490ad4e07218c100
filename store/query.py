"""The query language: a text becomes a small tree, and the tree prints as a text that parses to the same tree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TypeAlias

from store.query_fields import DAY_WORDS, FIELDS, MEANT, FieldSpec

MAX_LENGTH = 4_000
"""Characters of a query; longer ones are refused rather than parsed."""
MAX_TERMS = 200


class QueryError(ValueError):
    """A mistake in a query. `at` is its place in `text`, `suggestion` the nearest valid word or ""."""

    def __init__(self, text: str, at: int, message: str, suggestion: str = "") -> None:
        self.text, self.at, self.message, self.suggestion = text, at, message, suggestion
        super().__init__(message)

    def __str__(self) -> str:
        """The query, a caret under the mistake, and what to do."""
        start = max(0, self.at - 60)
        shown = re.sub(r"\s", " ", self.text[start : start + 120])
        hint = f"; did you mean {self.suggestion}?" if self.suggestion else ""
        return f"{shown}\n{' ' * (self.at - start)}^ {self.message}{hint}"


@dataclass(frozen=True, slots=True)
class Word:
    """A bare word or, when quoted, a phrase; `is_prefix` with * at its end."""

    text: str
    is_phrase: bool = False
    is_prefix: bool = False
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Field:
    """name:value,value… – any of the values. `sign` is > < >= <= or = for numbers, else ""."""

    name: str
    values: tuple[Word, ...]
    sign: str = ""
    at: int = field(default=0, compare=False)

    @property
    def spec(self) -> FieldSpec:
        """What the field takes."""
        return FIELDS[self.name]


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but."""

    node: Word | Field


@dataclass(frozen=True, slots=True)
class Or:
    """Any of two or more neighbours."""

    nodes: tuple[Word | Field | Not, ...]


Node: TypeAlias = Word | Field | Not | Or


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query: all of `nodes`. `sort` is "" when the query does not say. `str(query)` prints it."""

    nodes: tuple[Node, ...] = ()
    sort: str = ""

    def __str__(self) -> str:
        """The query as text; parsing it gives the same tree."""
        parts = [_print(node) for node in self.nodes]
        if self.sort:
            parts.append(f"sort:{self.sort}")
        return " ".join(parts)

    def __bool__(self) -> bool:
        return bool(self.nodes)

    def fields(self, name: str) -> tuple[str, ...]:
        """The values asked of a field at the top of the query, without those of OR and minus."""
        return tuple(
            value.text for node in self.nodes if isinstance(node, Field) and node.name == name for value in node.values
        )

    def without(self, *names: str) -> Query:
        """The query less every top-level field of these names (also with minus); "" is the bare words."""

        def goes(node: Node) -> bool:
            inner = node.node if isinstance(node, Not) else node
            return (isinstance(inner, Field) and inner.name in names) or (isinstance(inner, Word) and "" in names)

        return Query(tuple(node for node in self.nodes if not goes(node)), "" if "sort" in names else self.sort)

    def and_(self, text: str) -> Query:
        """The query narrowed by another text. Raises QueryError for a mistake in it."""
        other = parse(text)
        return Query(self.nodes + tuple(n for n in other.nodes if n not in self.nodes), other.sort or self.sort)


def parse(text: str) -> Query:
    """The query a text means. Raises QueryError, and nothing else, on any text."""
    if len(text) > MAX_LENGTH:
        raise QueryError(text, MAX_LENGTH, f"a query has at most {MAX_LENGTH:,} characters")
    nodes: list[Node] = []
    sort = ""
    or_at: int | None = None
    count = 0
    for at, token in _tokens(text):
        count += 1
        if count > MAX_TERMS:
            raise QueryError(text, at, f"a query has at most {MAX_TERMS} terms")
        if token == "OR":
            if not nodes or or_at is not None:
                raise QueryError(text, at, 'OR stands between two terms; "OR" in quotes is the word', '"OR"')
            or_at = at
        elif isinstance(token, str):
            continue  # AND says nothing new
        elif isinstance(token, Field) and token.name == "sort":
            if or_at is not None:
                raise QueryError(text, at, "sort: cannot be part of OR")
            if sort:
                raise QueryError(text, at, "sort: is there already")
            sort = token.values[0].text
        elif or_at is not None:
            before = nodes.pop()
            nodes.append(Or((*(before.nodes if isinstance(before, Or) else (before,)), token)))
            or_at = None
        else:
            nodes.append(token)
    if or_at is not None:
        raise QueryError(text, or_at, 'OR stands between two terms; "OR" in quotes is the word', '"OR"')
    return Query(tuple(nodes), sort)


_FIELD = re.compile(r"([A-Za-z][A-Za-z_]*):")
_BARE = re.compile(r'[^\s"“”]+')
_VALUE = re.compile(r'[^\s",“”]+')
_SIGN = re.compile(r"[<>]=?|=")
_COUNTED = re.compile(r"(reach|own)[<>=]")
_BRACKETED = re.compile(r"\bOR\b[^()]*\)")
_QUOTES = '"“”„'


def _tokens(text: str) -> Iterator[tuple[int, str | Word | Field | Not]]:
    position = 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        start = position
        is_negated = text[position] == "-"
        if is_negated:
            position += 1
            if position >= len(text) or text[position].isspace():
                raise QueryError(text, start, "a minus stands right before what is not wanted")
        token: str | Word | Field
        token, position = _term(text, position)
        if position < len(text) and not text[position].isspace():
            raise QueryError(text, position, "a space is missing here")
        if is_negated:
            if isinstance(token, str) or (isinstance(token, Field) and token.name == "sort"):
                raise QueryError(text, start, "this cannot be negated")
            yield start, Not(token)
        else:
            yield start, token


def _term(text: str, position: int) -> tuple[str | Word | Field, int]:
    if text[position] in _QUOTES:
        return _phrase(text, position)
    match = _FIELD.match(text, position)
    if match:
        return _field(text, match)
    match = _BARE.match(text, position)
    assert match is not None  # not a space and not a quotation mark
    word = match.group()
    if word in ("OR", "AND"):
        return word, match.end()
    if word == "NOT":
        following = _BARE.match(text, match.end() + 1)
        wanted = f"-{following.group()}" if following else "-word"
        raise QueryError(text, position, "what is not wanted has a minus before it", wanted)
    if counted := _COUNTED.match(word):
        raise QueryError(text, position, f"{counted[1]} is a field", f"{counted[1]}:{word[counted.end(1) :]}")
    if word.startswith("(") and _BRACKETED.search(text, position):
        raise QueryError(text, position, "there are no brackets: OR binds its two neighbours", _unbracketed(text))
    return _word(text, word, position), match.end()


def _unbracketed(text: str) -> str:
    return " ".join(re.sub(r"[()]", " ", text).split())


def _word(text: str, word: str, at: int) -> Word:
    bare = word.rstrip("*")
    _needs_letters(text, bare, at)
    return Word(bare, is_prefix=bare != word, at=at)


def _phrase(text: str, start: int) -> tuple[Word, int]:
    end = start + 1
    while end < len(text) and text[end] not in _QUOTES:
        end += 1
    if end >= len(text):
        raise QueryError(text, start, "this quotation mark is never closed")
    inner = " ".join(text[start + 1 : end].split())
    _needs_letters(text, inner, start)
    end += 1
    is_prefix = end < len(text) and text[end] == "*"
    return Word(inner, is_phrase=True, is_prefix=is_prefix, at=start), end + is_prefix


def _needs_letters(text: str, word: str, at: int) -> None:
    if "\x00" in word:
        raise QueryError(text, at, "there is a null character here")
    if not any(character.isalnum() for character in word):
        raise QueryError(text, at, "there is no letter or digit to look for here")


def _field(text: str, match: re.Match[str]) -> tuple[Field, int]:
    at, name = match.start(), match.group(1).lower()
    if name not in FIELDS:
        is_link = text.startswith("//", match.end())
        meant = [MEANT[name]] if name in MEANT else get_close_matches(name, FIELDS, 1, 0.5)
        near = [] if is_link else meant
        suggestion = f"{near[0]}:" if near else f'"{_BARE.match(text, at).group()}"'  # type: ignore[union-attr]
        raise QueryError(text, at, f"there is no field {name}", suggestion)
    spec = FIELDS[name]
    position = match.end()
    sign = ""
    if spec.kind == "number":
        found = _SIGN.match(text, position)
        sign = found.group() if found else "="
        position = found.end() if found else position
    values: list[Word] = []
    while True:
        value, position = _value(text, position, spec)
        values.append(value)
        if position >= len(text) or text[position] != ",":
            break
        position += 1
    if len(values) > 1 and (spec.kind in ("number", "moment") or name == "sort"):
        raise QueryError(text, values[1].at, f"{name}: takes one value")
    return Field(name, tuple(values), sign, at=at), position


def _value(text: str, position: int, spec: FieldSpec) -> tuple[Word, int]:
    if position < len(text) and text[position] in _QUOTES:
        value, end = _phrase(text, position)
    else:
        match = _VALUE.match(text, position)
        if match is None:
            example = f"{spec.name}:{spec.choices[0]}" if spec.choices else ""
            raise QueryError(text, min(position, len(text)), f"{spec.name}: needs a value ({spec.help})", example)
        end = match.end()
        raw = match.group()
        if "\x00" in raw:
            raise QueryError(text, position, "there is a null character here")
        bare = raw.rstrip("*") if spec.kind == "words" else raw
        value = Word(bare, is_prefix=bare != raw, at=position)
        if spec.kind == "words":
            _needs_letters(text, bare, position)
    _check_value(text, value, spec)
    return value, end


def _check_value(text: str, value: Word, spec: FieldSpec) -> None:
    if spec.kind == "choice" and value.text not in spec.choices:
        near = get_close_matches(value.text.lower(), spec.choices, 1, 0.4)
        raise QueryError(text, value.at, f"{spec.name}: is one of {', '.join(spec.choices)}", near[0] if near else "")
    if spec.kind == "code" and not re.fullmatch(r"[A-Za-z]{2,3}", value.text):
        code = spec.choices[0]
        raise QueryError(text, value.at, f"{spec.name}: takes a code, as in {spec.name}:{code}", f"{spec.name}:{code}")
    if spec.kind == "id" and not re.fullmatch(r"[0-9A-Fa-f]{16}", value.text):
        raise QueryError(text, value.at, f"{spec.name}: takes the id of a cluster or story, 16 digits from 0 to f")
    if spec.kind == "number" and not (value.text.isascii() and value.text.isdigit() and len(value.text) < 10):
        raise QueryError(text, value.at, f"{spec.name}: takes a number, as in {spec.name}:>2", f"{spec.name}:>2")
    if spec.kind in ("moment", "days"):
        from store.query_dates import is_date_form

        if not is_date_form(value.text, spec.name):
            near = get_close_matches(value.text.lower(), DAY_WORDS, 1, 0.6)
            forms = "24h, 7d, 2025-03-10, 2025-03 or today" if spec.kind == "moment" else "2025-03-13 or this-week"
            raise QueryError(text, value.at, f"{spec.name}: takes a date like {forms}", near[0] if near else "")


def _print(node: Node) -> str:
    if isinstance(node, Word):
        return _print_word(node)
    if isinstance(node, Not):
        return "-" + _print(node.node)
    if isinstance(node, Or):
        return " OR ".join(_print(inner) for inner in node.nodes)
    values = ",".join(_print_word(value) for value in node.values)
    return f"{node.name}:{node.sign}{values}"


def _print_word(word: Word) -> str:
    quoted = f'"{word.text}"' if word.is_phrase else word.text
    return quoted + ("*" if word.is_prefix else "")


def query(*terms: str, **fields: str | Iterable[str]) -> Query:
    """A query from parts, with whatever quoting they need: `query("truce", speaker="Ilma Tasker")`."""
    parts = [quoted(term) for term in terms]
    for name, value in fields.items():
        values = [value] if isinstance(value, str) else list(value)
        parts.append(f"{name.rstrip('_')}:" + ",".join(quoted(each) for each in values))
    return parse(" ".join(parts))


def quoted(value: str) -> str:
    """A value as it can stand in a query: quoted unless it is one plain word."""
    plain = re.sub(r'["“”„\x00]', " ", value).strip()
    return plain if re.fullmatch(r"[\w][\w.\-]*", plain) and plain not in ("OR", "AND", "NOT") else f'"{plain}"'
