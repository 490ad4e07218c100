"""What reading processes send: pickles in which our dataclasses are their class and fields, by one getter each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from io import BytesIO
from operator import attrgetter
from pickle import Pickler

from feeds import story
from feeds.digest import Digest

Reduced = tuple[type, tuple[object, ...]]


def packed(message: object) -> bytes:
    """A message as `multiprocessing.Connection.recv` takes it."""
    buffer = BytesIO()
    pickler = Pickler(buffer, protocol=5)
    # Asked by its class and not by a method of each object, a sixth is saved.
    pickler.dispatch_table = _reducers()
    pickler.dump(message)
    return buffer.getvalue()


@cache
def _reducers() -> dict[type, Callable[[object], Reduced]]:
    ours = [found for found in vars(story).values() if isinstance(found, type) and is_dataclass(found)]
    return {found: _reducer(found) for found in (*ours, Digest)}


def _reducer(kind: type) -> Callable[[object], Reduced]:
    names = [field.name for field in fields(kind)]
    if len(names) == 1:
        return lambda instance: (kind, (getattr(instance, names[0]),))
    values = attrgetter(*names)
    return lambda instance: (kind, values(instance))
