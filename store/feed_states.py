"""What is remembered of a feed, as JSON and back; fields of other versions are passed over or left at their default."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from datetime import datetime

from feeds.story import FeedHints, FeedState


def pack_state(state: FeedState) -> str:
    """A feed state as JSON; moments as ISO 8601."""
    return json.dumps(asdict(state), default=_plain, ensure_ascii=False, separators=(",", ":"))


def unpack_state(packed: str) -> FeedState:
    """The feed state of `pack_state`."""
    values = json.loads(packed)
    kept: dict[str, object] = {}
    for field in fields(FeedState):
        if field.name not in values:
            continue
        value = values[field.name]
        if field.name == "hints":
            value = _hints(value or {})
        elif value is not None and "datetime" in str(field.type):
            value = datetime.fromisoformat(value)
        elif isinstance(value, list):
            value = tuple(value)
        kept[field.name] = value
    return FeedState(**kept)  # type: ignore[arg-type]


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, (frozenset, set)):
        return sorted(value)
    raise TypeError(type(value).__name__)


def _hints(values: dict[str, object]) -> FeedHints:
    kept: dict[str, object] = {}
    for field in fields(FeedHints):
        if field.name in values:
            value = values[field.name]
            kept[field.name] = frozenset(value) if isinstance(value, list) else value
    return FeedHints(**kept)  # type: ignore[arg-type]
