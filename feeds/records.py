"""`dataclass` for the rooms that are imported at every start: the standard one, ten times cheaper to define.

The standard decorator compiles six functions a class, most of which no run ever calls: over half of what importing the
readers cost. Here they are shared by all classes, and what makes an instance is compiled when the first one is made; a
frozen one is filled before it is frozen, in half the time that a frozen dataclass takes.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, slots: bool, frozen: bool = False, eq: bool = True):
        """A class decorator that gives what `dataclasses.dataclass(frozen=…, slots=True)` gives: `fields`, `replace`,
        `asdict`, pickling, defaults, `repr` and comparison by value. Always with slots; no order, no inheritance."""
        assert slots

        def made(cls: type) -> type:
            own = vars(cls)
            record = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
            record.__init__ = _first_init(record)
            record.__repr__ = own.get("__repr__", _repr)
            if eq:
                record.__eq__ = _eq
                record.__hash__ = _hash if frozen else None
            record.__reduce__ = _reduce
            record.__match_args__ = tuple(record.__dataclass_fields__)
            if frozen:
                record.__dataclass_params__.frozen = True
                record.__setattr__ = _refuse_to_set
                record.__delattr__ = _refuse_to_delete
            return record

        return made


def _first_init(record: Any) -> Any:
    """What makes the first instance: it puts what makes all others in its own place."""

    def first(self: Any, *values: Any, **named: Any) -> None:
        init = _compiled_init(record)
        record.__init__ = init
        init(self, *values, **named)

    return first


def _compiled_init(record: Any) -> Any:
    """`__init__` of a class: a parameter a field, in order, with its default.

    An instance to which nothing may be assigned is of a class with the same slots while they are filled; one of few
    fields has every slot set by its own setter.
    """
    scope: dict[str, Any] = {"_made": _TO_BE_MADE}
    is_frozen = record.__dataclass_params__.frozen
    is_opened = is_frozen and len(dataclasses.fields(record)) >= _WORTH_OPENING
    if is_opened:
        scope["_record"] = record
        scope["_open"] = type(record.__name__, record.__bases__, {"__slots__": record.__slots__})
        scope["_set_class"] = _SET_CLASS
    parameters, lines = ["self"], []
    for field in dataclasses.fields(record):
        name = field.name
        if is_frozen and not is_opened:
            scope[f"_set_{name}"] = vars(record)[name].__set__
        value = name
        if field.default is not dataclasses.MISSING:
            scope[f"_default_{name}"] = field.default
            parameters.append(f"{name}=_default_{name}")
        elif field.default_factory is not dataclasses.MISSING:
            scope[f"_make_{name}"] = field.default_factory
            parameters.append(f"{name}=_made")
            value = f"_make_{name}() if {name} is _made else {name}"
        else:
            parameters.append(name)
        is_set_by = f"_set_{name}(self, {value})" if f"_set_{name}" in scope else f"self.{name} = {value}"
        lines.append(f" {is_set_by}")
    if is_opened:
        lines = [" _set_class(self, _open)", *lines, " self.__class__ = _record"]
    if hasattr(record, "__post_init__"):
        lines.append(" self.__post_init__()")
    exec(f"def __init__({', '.join(parameters)}):\n" + "\n".join(lines), scope)
    init = scope["__init__"]
    init.__qualname__ = f"{record.__qualname__}.__init__"
    return init


_TO_BE_MADE = object()
"""The default of a parameter whose field has a factory."""
_WORTH_OPENING = 4
"""Fields from which on it is quicker to change the class twice than to call a setter for each."""
_SET_CLASS: Any = object.__dict__["__class__"].__set__
"""Gives an instance another class, also one that refuses to be assigned to."""


def _eq(self: Any, other: object) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    kind: Any = type(self)
    values = _compared(kind)
    return values(self) == values(other)


def _hash(self: Any) -> int:
    kind: Any = type(self)
    return hash(_compared(kind)(self))


def _repr(self: Any) -> str:
    shown = (f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _reduce(self: Any) -> tuple[Any, tuple[Any, ...]]:
    """Pickled and copied as its class and fields: half the work of looking its fields up one by one."""
    kind: Any = type(self)
    return kind, _all_values(kind)(self)


@cache
def _compared(record: Any) -> Callable[[Any], tuple[Any, ...]]:
    return _values(field.name for field in dataclasses.fields(record) if field.compare)


@cache
def _all_values(record: Any) -> Callable[[Any], tuple[Any, ...]]:
    return _values(field.name for field in dataclasses.fields(record))


def _values(names: Iterable[str]) -> Callable[[Any], tuple[Any, ...]]:
    """What takes the named fields of an instance, as a tuple."""
    first, *others = (*names, "__class__")
    if len(others) > 1:
        return attrgetter(first, *others[:-1])
    return lambda instance: (getattr(instance, first),)


def _refuse_to_set(self: Any, name: str, value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: Any, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
