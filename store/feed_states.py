"""What is remembered of a feed, as JSON and back; fields of other versions are passed over or left at their default."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import datetime

from feeds.story import FeedHints, FeedState


def pack_state(state: FeedState) -> str:
    """A feed state as JSON; moments as ISO 8601."""
    return _ENCODER.encode({name: getattr(state, name) for name in _NAMES})


def unpack_state(packed: str) -> FeedState:
    """The feed state of `pack_state`."""
    values = json.loads(packed)
    kept: dict[str, object] = {}
    for name in _NAMES:
        if name not in values:
            continue
        value = values[name]
        if name == "hints":
            value = _hints(value or {})
        elif value is not None and name in _MOMENTS:
            value = datetime.fromisoformat(value)
        elif isinstance(value, list):
            value = tuple(value)
        kept[name] = value
    return FeedState(**kept)  # type: ignore[arg-type]


def _plain(value: object) -> object:
    if isinstance(value, FeedHints):
        return {name: getattr(value, name) for name in _HINT_NAMES}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, (frozenset, set)):
        return sorted(value)
    raise TypeError(type(value).__name__)


# Made once: a round saves hundreds of states, and asdict() copies deeply.
_NAMES = tuple(field.name for field in fields(FeedState))
_HINT_NAMES = tuple(field.name for field in fields(FeedHints))
_MOMENTS = frozenset(field.name for field in fields(FeedState) if "datetime" in str(field.type))
_ENCODER = json.JSONEncoder(default=_plain, ensure_ascii=False, separators=(",", ":"))


def _hints(values: dict[str, object]) -> FeedHints:
    kept: dict[str, object] = {}
    for field in fields(FeedHints):
        if field.name in values:
            value = values[field.name]
            if field.name == "update_base" and isinstance(value, str):
                value = datetime.fromisoformat(value)
            kept[field.name] = frozenset(value) if isinstance(value, list) else value
    return FeedHints(**kept)  # type: ignore[arg-type]
