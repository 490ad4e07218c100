"""Findings as bytes: JSON by columns under the names of their fields, deflated against the text they were found in.

The text is most of what findings repeat, so it is the dictionary of the deflation, and what can be told from the rest
is left out: a column of one value holds for every row, a number stands for the earlier column it equals, null for what
follows from the row (the words of a span, a quote's only span). A story with 25 mentions, 6 quotes, 7 times and 4
events takes some six hundred bytes. A field added later with a default is filled in when older bytes are read; a field
that has gone is passed over. What was packed by rows (`store.packing_rows`) is read as ever.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from datetime import date
from functools import cache, lru_cache, partial
from itertools import accumulate, chain
from json.encoder import encode_basestring
from operator import attrgetter, sub
from typing import cast

from feeds.story import (
    Actor,
    Event,
    Findings,
    Mention,
    Paragraph,
    ParagraphKind,
    Quote,
    Removed,
    Span,
    Statement,
    ThreadEvidence,
    ThreadLink,
    Timex,
    named,
)
from store.deflation import deflate_findings, inflate

Value = object
_SEPARATOR = "\n\n"
_ENCODER = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, separators=(",", ":"), default=lambda day: day.isoformat()
)


def text_of(paragraphs: Sequence[Paragraph]) -> str:
    """The stored text of a story: its paragraphs with an empty line between."""
    return _SEPARATOR.join([paragraph.text for paragraph in paragraphs])


def places(paragraphs: Sequence[Paragraph]) -> tuple[int, ...]:
    """Where each paragraph begins in the stored text."""
    lengths = [len(paragraph.text) + len(_SEPARATOR) for paragraph in paragraphs[:-1]]
    return tuple(accumulate(lengths, initial=0))


def pack_findings(findings: Findings, text: str) -> bytes:
    """Findings as bytes, to be read with the same text (`text_of` of its paragraphs)."""
    at = _slices(findings.title, findings.paragraphs)
    parts: dict[str, Value] = {
        "head": [
            findings.title,
            findings.published,
            findings.published_from,
            findings.language,
            findings.dateline,
            findings.byline,
            findings.wire,
        ],
        "paragraphs": [len(p.text) if p.kind == "text" else [len(p.text), p.kind] for p in findings.paragraphs],
        "removed": [[r.text, r.reason] for r in findings.removed],
    }
    for name, kind in _KINDS.items():
        rows = getattr(findings, name)
        if rows:
            parts[name] = _block(kind, rows, at)
    return deflate_findings(_ENCODER.encode(parts), text)


def unpack_findings(packed: bytes, text: str) -> Findings:
    """The findings that were packed against this text."""
    parts = json.loads(inflate(packed, text))
    title, published, published_from, language, dateline, byline, wire = parts["head"]
    paragraphs = []
    position = 0
    for entry in parts["paragraphs"]:
        length, kind = entry if isinstance(entry, list) else (entry, "text")
        paragraphs.append(Paragraph(text[position : position + length], cast(ParagraphKind, kind)))
        position += length + len(_SEPARATOR)
    at = _slices(title, paragraphs)
    found = {name: _unpacked(kind, parts.get(name), at) for name, kind in _KINDS.items()}
    return Findings(
        title=title,
        paragraphs=tuple(paragraphs),
        removed=tuple(Removed(*row) for row in parts["removed"]),
        published=published,
        published_from=published_from,
        language=language,
        dateline=dateline,
        byline=byline,
        wire=wire,
        **found,  # type: ignore[arg-type]
    )


def pack_who(event: Event) -> str:
    """[by, target, actors] as JSON; actors are left out where they are the names of the two (`who` puts them back)."""
    lists = (event.by, event.target)
    if event.actors != _both(event.by, event.target):
        lists = (*lists, event.actors)  # type: ignore[assignment]
    return "[" + ",".join(["[" + ",".join(map(encode_basestring, names)) + "]" for names in lists]) + "]"


@lru_cache(maxsize=8_192)
def who(packed: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """(by, target, actors) of the packed column `event.actors`."""
    lists = json.loads(packed)
    by, target = tuple(lists[0]), tuple(lists[1])
    return by, target, tuple(lists[2]) if len(lists) > 2 else _both(by, target)


def _both(by: tuple[str, ...], target: tuple[str, ...]) -> tuple[str, ...]:
    return named((*by, *target))


_KINDS: dict[str, type] = {
    "threads": ThreadLink,
    "actors": Actor,
    "quotes": Quote,
    "statements": Statement,
    "times": Timex,
    "events": Event,
}
_NESTED: dict[tuple[type, str], type] = {
    (ThreadLink, "evidence"): ThreadEvidence,
    (Actor, "mentions"): Mention,
    (Quote, "spans"): Span,
}
_TEXT: dict[type, str] = {
    Mention: "text",
    Quote: "text",
    Statement: "text",
    Timex: "text",
    ThreadEvidence: "text",
    Event: "evidence",
}
"""The field with the words of the row's span; 0 stands for them where they are just those."""
_EQUALS: dict[tuple[type, str], tuple[str, ...]] = {
    (Actor, "actor"): ("name",),
    (Quote, "actor"): ("speaker",),
    (Quote, "speaker_as_written"): ("speaker",),
    (Statement, "actor"): ("speaker",),
    (Statement, "speaker_as_written"): ("speaker",),
    (Timex, "first"): ("value",),
    (Timex, "last"): ("value",),
    (Event, "to"): ("from_",),
}
"""Earlier fields a field often equals in every row."""

Slices = Callable[[int | None, int, int], str | None]
Column = tuple[Value, ...]


def _slices(title: str | None, paragraphs: Sequence[Paragraph]) -> Slices:
    """The words of a span, so that what stands in the story is not written twice; None when there is no such place."""
    texts = [paragraph.text for paragraph in paragraphs]

    def at(paragraph: int | None, start: int, end: int) -> str | None:
        if paragraph is None:
            return (title or "")[start:end]
        return texts[paragraph][start:end] if 0 <= paragraph < len(texts) else None

    return at


# ------------------------------------------------------------------------------------------------ rows to columns


def _block(kind: type, items: Sequence[object], at: Slices) -> dict[str, Value]:
    """Some findings of one kind: the names of their fields, how many there are, and a column a field."""
    count = len(items)
    values = list(zip(*map(_getter(kind), items), strict=True))
    if count == 1:  # as most are in short entries: each column stands as it is but for those that may be left out
        only: list[Value] = [*values]
        for place, leave_out in _places_left_out(kind):
            if (packed := leave_out(values[place], values, at)) is not _PLAIN:
                only[place] = packed
        return {"fields": _names(kind), "n": 1, "columns": only}
    columns: list[Value] = []
    for column, how in zip(values, _hows(kind), strict=True):
        if how is not None and (packed := how(column, values, at)) is not _PLAIN:
            columns.append(packed)
        elif column.count(column[0]) == count:
            columns.append(column[:1])
        else:
            columns.append(column)
    return {"fields": _names(kind), "n": count, "columns": columns}


How = Callable[[Column, list[Column], Slices], Value]
_PLAIN = object()


@cache
def _hows(kind: type) -> tuple[How | None, ...]:
    """How each column of a kind may be left out; None where it stands as it is, or once when all its values are one."""
    names = _names(kind)

    def how(name: str) -> How | None:
        if name == _TEXT.get(kind):
            return _words_unless_of_span(*map(names.index, ("paragraph", "start", "end")))
        if name == "end":
            return _lengths_unless_one(names.index("start"))
        if (kind, name) in _DERIVED:
            given, derive = _DERIVED[kind, name]
            return _null_unless_other([names.index(each) for each in given], derive, _NESTED.get((kind, name)))
        if (kind, name) in _NESTED:
            return partial(_nested, _NESTED[kind, name])
        if (kind, name) in _EQUALS:
            return _number_unless_other([names.index(each) for each in _EQUALS[kind, name]], kind is Timex)
        return None

    return tuple(map(how, names))


@cache
def _places_left_out(kind: type) -> list[tuple[int, How]]:
    return [(place, how) for place, how in enumerate(_hows(kind)) if how is not None]


def _words_unless_of_span(paragraph: int, start: int, end: int) -> How:
    def how(column: Column, values: list[Column], at: Slices) -> Value:
        slices = tuple(map(at, values[paragraph], values[start], values[end]))  # type: ignore[arg-type]
        if slices == column:
            return None
        return [0 if slice_ == words else words for slice_, words in zip(slices, column, strict=True)]

    return how


def _lengths_unless_one(start: int) -> How:
    def how(column: Column, values: list[Column], at: Slices) -> Value:
        lengths = list(map(sub, column, values[start]))
        return lengths[:1] if lengths.count(lengths[0]) == len(lengths) else lengths

    return how


def _null_unless_other(given: Sequence[int], derive: Callable[..., Iterator[Value]], nested: type | None) -> How:
    def how(column: Column, values: list[Column], at: Slices) -> Value:
        if column == tuple(derive(*(values[number] for number in given))):
            return None
        return _PLAIN if nested is None else _nested(nested, column, values, at)

    return how


def _number_unless_other(given: Sequence[int], is_date: bool) -> How:
    def how(column: Column, values: list[Column], at: Slices) -> Value:
        if is_date:
            column = tuple([None if day is None else day.isoformat() for day in column])  # type: ignore[attr-defined]
        for number, earlier in enumerate(given):
            if column == values[earlier]:
                return number
        return _PLAIN

    return how


def _nested(kind: type, column: Column, values: list[Column], at: Slices) -> Value:
    lists = cast(Sequence[Sequence[object]], column)
    inner = list(chain.from_iterable(lists))
    return {"counts": list(map(len, lists)), **(_block(kind, inner, at) if inner else {})}


def _own_spans(paragraphs: Column, starts: Column, ends: Column) -> Iterator[Value]:
    return ((span,) for span in map(Span, paragraphs, starts, ends))  # type: ignore[arg-type]


def _only_speakers(speakers: Column) -> Iterator[Value]:
    return ((speaker,) if speaker else () for speaker in speakers)


def _only_actors(speakers: Column, actors: Column) -> Iterator[Value]:
    return ((actor,) if speaker else () for speaker, actor in zip(speakers, actors, strict=True))


_DERIVED: dict[tuple[type, str], tuple[tuple[str, ...], Callable[..., Iterator[Value]]]] = {
    (Quote, "spans"): (("paragraph", "start", "end"), _own_spans),
    (Quote, "speakers"): (("speaker",), _only_speakers),
    (Quote, "actors"): (("speaker", "actor"), _only_actors),
    (Statement, "speakers"): (("speaker",), _only_speakers),
    (Statement, "actors"): (("speaker", "actor"), _only_actors),
    (Event, "actors"): (("by", "target"), partial(map, _both)),
}
"""The fields that most often follow from others, and how."""


@cache
def _getter(kind: type) -> Callable[[object], tuple[Value, ...]]:
    return attrgetter(*_names(kind))


@cache
def _names(kind: type) -> list[str]:
    return [field.name for field in fields(kind)]


# ------------------------------------------------------------------------------------------------ columns to rows


def _unpacked(kind: type, block: dict[str, Value] | None, at: Slices) -> tuple[object, ...]:
    if block is None:
        return ()
    if "rows" in block:
        from store.packing_rows import unpack_rows

        return unpack_rows(kind, block, at, _NESTED, _TEXT)
    names, count = cast(list[str], block["fields"]), cast(int, block["n"])
    values: dict[str, Column] = {}
    packed = dict(zip(names, cast(list[Value], block["columns"]), strict=True))
    # Words and what is derived from other columns need those first.
    for name in sorted(names, key=lambda name: packed[name] is None or name == _TEXT.get(kind)):
        values[name] = _values(kind, name, packed[name], values, count, at)
    known = [name for name in names if name in _names(kind)]
    return tuple(
        kind(**dict(zip(known, row, strict=True))) for row in zip(*(values[name] for name in known), strict=True)
    )


def _values(kind: type, name: str, packed: Value, values: dict[str, Column], count: int, at: Slices) -> Column:
    if name == _TEXT.get(kind):
        spans = map(at, values["paragraph"], values["start"], values["end"])  # type: ignore[arg-type]
        words = [0] * count if packed is None else cast(list[Value], packed)
        return tuple(slice_ if word == 0 else word for slice_, word in zip(spans, words, strict=True))
    if packed is None and (kind, name) in _DERIVED:
        given, derive = _DERIVED[kind, name]
        return tuple(derive(*(values[each] for each in given)))
    if isinstance(packed, dict):
        rows = iter(_unpacked(_NESTED[kind, name], packed if "fields" in packed else None, at))
        return tuple(tuple(next(rows) for _ in range(n)) for n in cast(list[int], packed["counts"]))
    if isinstance(packed, int):
        column = values[_EQUALS[kind, name][packed]]
    else:
        plain = cast(list[Value], packed)
        column = tuple(tuple(value) if isinstance(value, list) else value for value in plain)
        column = column * count if len(column) == 1 else column
    if name == "end":
        column = tuple(start + length for start, length in zip(values["start"], column, strict=True))  # type: ignore[operator]
    if kind is Timex and name in ("first", "last"):
        column = tuple(date.fromisoformat(day) if isinstance(day, str) else day for day in column)
    return column
