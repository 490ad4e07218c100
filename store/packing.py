"""Findings as bytes: positional JSON under a header of field names, deflated against the text they were found in.

The text is most of what findings repeat, so it serves as the dictionary of the deflation (RFC 1950 §2.2): a story
with 25 mentions, 6 quotes, 7 times and 4 events takes about a kilobyte. A field added later with a default is filled
in when older bytes are read; a field that has gone is passed over.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Sequence
from dataclasses import MISSING, fields
from datetime import date
from functools import cache
from operator import attrgetter
from typing import TypeVar, cast

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
)

Row = TypeVar("Row")
Value = object
_SEPARATOR = "\n\n"
_WINDOW = 32_000  # bytes a deflate dictionary can be used for
_SKELETON = (
    b'{"fields":["id","score","role","evidence"],"rows":[{"fields":["name","actor","type","rol'
    b'e","affiliation","known_role","known_affiliation","gender","mentions"],"rows":[{"fields"'
    b':["text","paragraph","start","end","speaker","actor","speakers","speaker_as_written","sp'
    b'eaker_type","addressee","cue","kind","confidence","reason","spans","carrier"],"rows":[{"'
    b'fields":["text","paragraph","start","end","speaker","actor","speaker_as_written","speake'
    b'r_type","verb","verb_class","confidence","reason"],"rows":[{"fields":["text","type","val'
    b'ue","paragraph","start","end","first","last","precision"],"rows":[{"fields":["what","kin'
    b'd","status","evidence","paragraph","start","end","by","target","actors","when_text","fro'
    b'm_","to","precision","asserted_by"],"rows":['
    b'"country",null,null,null,"",[[0,null,"organisation",null,null,null,"",[[0,"person","minister",null,null,null,'
    b'"verb-adjacent","named",null,"said","direct",0.95,"unattributed","happened","scheduled","open","day",null,'
)
"""What every pack begins its dictionary with. A pack can only be read with the dictionary it was written with: never
edit this; a better one needs a mark in the packs that use it."""


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=lambda day: day.isoformat())


def text_of(paragraphs: Sequence[Paragraph]) -> str:
    """The stored text of a story: its paragraphs with an empty line between."""
    return _SEPARATOR.join(paragraph.text for paragraph in paragraphs)


def places(paragraphs: Sequence[Paragraph]) -> tuple[int, ...]:
    """Where each paragraph begins in the stored text."""
    begins, position = [], 0
    for paragraph in paragraphs:
        begins.append(position)
        position += len(paragraph.text) + len(_SEPARATOR)
    return tuple(begins)


def pack_findings(findings: Findings, text: str) -> bytes:
    """Findings as bytes, to be read with the same text (`text_of` of its paragraphs)."""
    slices = _Slices(findings)
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
            parts[name] = {"fields": _names(kind), "rows": _pack_rows(kind, rows, slices)}
    return deflate(_ENCODER.encode(parts), text)


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
    slices = _Slices(Findings(title=title, paragraphs=tuple(paragraphs)))
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
        threads=_rows(ThreadLink, parts, "threads", slices),
        actors=_rows(Actor, parts, "actors", slices),
        quotes=_rows(Quote, parts, "quotes", slices),
        statements=_rows(Statement, parts, "statements", slices),
        times=_rows(Timex, parts, "times", slices),
        events=_rows(Event, parts, "events", slices),
    )


def pack_who(event: Event) -> str:
    """[by, target, actors] as JSON; actors are left out where they are just those two (`who` puts them back)."""
    lists = [event.by, event.target]
    if event.actors != tuple(dict.fromkeys((*event.by, *event.target))):
        lists.append(event.actors)
    return json.dumps(lists, ensure_ascii=False, separators=(",", ":"))


def who(packed: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """(by, target, actors) of the packed column `event.actors`."""
    lists = json.loads(packed)
    by, target = tuple(lists[0]), tuple(lists[1])
    return by, target, tuple(lists[2]) if len(lists) > 2 else tuple(dict.fromkeys((*by, *target)))


def deflate(data: str, text: str = "") -> bytes:
    """A text, deflated with another as its dictionary; quickly where there is none yet, since that does not last."""
    packer = zlib.compressobj(6 if text else 1, zlib.DEFLATED, 15, 8, zlib.Z_DEFAULT_STRATEGY, _dictionary(text))
    return packer.compress(data.encode("utf-8", "surrogatepass")) + packer.flush()


def inflate(packed: bytes, text: str = "") -> str:
    """What `deflate` was given, with the same dictionary. Raises zlib.error for another."""
    unpacker = zlib.decompressobj(15, _dictionary(text))
    return (unpacker.decompress(packed) + unpacker.flush()).decode("utf-8", "surrogatepass")


def _dictionary(text: str) -> bytes:
    return _SKELETON + text[:_WINDOW].encode("utf-8", "surrogatepass")[: _WINDOW - len(_SKELETON)]


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


class _Slices:
    """Texts by their span, so that what stands in the story is not written twice (0 stands for it)."""

    def __init__(self, findings: Findings) -> None:
        self.title = findings.title or ""
        self.paragraphs = [paragraph.text for paragraph in findings.paragraphs]

    def at(self, paragraph: int | None, start: int, end: int) -> str | None:
        if paragraph is None:
            return self.title[start:end]
        return self.paragraphs[paragraph][start:end] if 0 <= paragraph < len(self.paragraphs) else None


@cache
def _names(kind: type) -> list[str]:
    return [field.name for field in fields(kind)]


@cache
def _defaults(kind: type) -> dict[str, Value]:
    return {field.name: () if field.default is MISSING else field.default for field in fields(kind)}


def _pack_rows(kind: type, items: Sequence[object], slices: _Slices) -> list[list[Value]]:
    rows = [list(values) for values in map(_getter(kind), items)]
    place = _TEXT_AT.get(kind)
    if place is not None:
        # Text that is just what the span covers is 0: it stands in the story already.
        at = _SPAN_AT[kind]
        for row in rows:
            if slices.at(row[at], row[at + 1], row[at + 2]) == row[place]:  # type: ignore[arg-type]
                row[place] = 0
    for column, nested in _nested(kind):
        for row in rows:
            row[column] = _pack_rows(nested, cast(Sequence[object], row[column]), slices)
    return rows


@cache
def _getter(kind: type) -> Callable[[object], tuple[Value, ...]]:
    return attrgetter(*_names(kind))


@cache
def _nested(kind: type) -> tuple[tuple[int, type], ...]:
    return tuple((_names(kind).index(name), nested) for (owner, name), nested in _NESTED.items() if owner is kind)


_TEXT_AT: dict[type, int] = {
    kind: _names(kind).index(name)
    for kind, name in (
        (Mention, "text"),
        (Quote, "text"),
        (Statement, "text"),
        (Timex, "text"),
        (ThreadEvidence, "text"),
        (Event, "evidence"),
    )
}


_SPAN_AT = {kind: _names(kind).index("paragraph") for kind in _TEXT_AT}
"""Where paragraph stands, start and end right after it."""


def _rows(kind: Callable[..., Row], parts: dict[str, Value], name: str, slices: _Slices) -> tuple[Row, ...]:
    block = cast(dict[str, list[Value]] | None, parts.get(name))
    if block is None:
        return ()
    names = cast(list[str], block["fields"])
    return tuple(_item(kind, names, cast(list[Value], row), slices) for row in block["rows"])


def _item(kind: Callable[..., Row], names: Sequence[str], row: Sequence[Value], slices: _Slices) -> Row:
    a_type = cast(type, kind)
    known = _defaults(a_type)
    values = {name: value for name, value in zip(names, row, strict=False) if name in known}
    for name, value in values.items():
        nested = _NESTED.get((a_type, name))
        if nested is not None:
            inner = cast(list[list[Value]], value)
            values[name] = tuple(
                _item(cast(Callable[..., object], nested), _names(nested), each, slices) for each in inner
            )
        elif isinstance(value, list):
            values[name] = tuple(value)
    if a_type is Timex:
        for name in ("first", "last"):
            if values.get(name) is not None:
                values[name] = date.fromisoformat(cast(str, values[name]))
    place = _TEXT_AT.get(a_type)
    if place is not None:
        name = _names(a_type)[place]
        if values.get(name) == 0:
            values[name] = slices.at(
                cast("int | None", values.get("paragraph")), cast(int, values["start"]), cast(int, values["end"])
            )
    return kind(**values)
