"""Our cheap `dataclass` gives what the standard one with slots gives."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from dataclasses import FrozenInstanceError, asdict, field, fields, replace

import pytest

from feeds.records import dataclass


@dataclass(frozen=True, slots=True)
class Town:
    """A town."""

    name: str
    people: int = 0
    streets: frozenset[str] = field(default_factory=frozenset)
    note: str = field(default="", compare=False, repr=False)


@dataclass(slots=True)
class Count:
    """A count that may grow."""

    of: str
    seen: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.of = self.of.upper()


def standard(*, frozen: bool) -> type:
    kind = Town if frozen else Count
    members = {name: (found.type, found) for name, found in kind.__dataclass_fields__.items()}
    copies = [(name, hint, field_like(found)) for name, (hint, found) in members.items()]
    return dataclasses.make_dataclass(kind.__name__, copies, frozen=frozen, slots=True)


def field_like(found: dataclasses.Field[object]) -> object:
    options = {"compare": found.compare, "repr": found.repr}
    if found.default is not dataclasses.MISSING:
        return field(default=found.default, **options)  # type: ignore[call-overload]
    if found.default_factory is not dataclasses.MISSING:
        return field(default_factory=found.default_factory, **options)  # type: ignore[call-overload]
    return field(**options)  # type: ignore[call-overload]


def test_it_is_shown_hashed_and_taken_apart_like_a_standard_one() -> None:
    ours, theirs = Town("Orlo", 3, frozenset({"a"})), standard(frozen=True)("Orlo", 3, frozenset({"a"}))
    assert repr(ours) == repr(theirs)
    assert hash(ours) == hash(theirs)
    assert asdict(ours) == asdict(theirs)
    assert [found.name for found in fields(ours)] == [found.name for found in fields(theirs)]
    assert Town.__match_args__ == theirs.__match_args__


def test_what_is_not_compared_makes_no_difference() -> None:
    assert Town("Orlo", note="old") == Town("Orlo", note="new")
    assert Town("Orlo") != Town("Selm")
    assert Town("Orlo") != ("Orlo", 0, frozenset(), "")


def test_it_cannot_be_changed() -> None:
    town = Town("Orlo")
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'name'"):
        town.name = "Selm"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del town.name
    assert replace(town, name="Selm") == Town("Selm")
    assert town == Town("Orlo")


def test_one_that_may_change_has_no_hash_and_its_own_lists() -> None:
    first, second = Count("a"), Count(of="b")
    first.seen.append(1)
    assert (first.of, first.seen, second.seen) == ("A", [1], [])
    with pytest.raises(TypeError, match="unhashable"):
        hash(first)


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda it: pickle.loads(pickle.dumps(it))])
def test_a_copy_is_equal(again: object) -> None:
    assert callable(again)
    town = Town("Orlo", 3, frozenset({"a"}), note="kept")
    assert again(town) == town
    assert again(town).note == "kept"


def test_a_wrong_call_is_told_as_by_any_class() -> None:
    for _ in range(2):  # the first call compiles what makes an instance, and is told alike
        with pytest.raises(TypeError, match="missing 1 required positional argument: 'name'"):
            Town()  # type: ignore[call-arg]
        with pytest.raises(TypeError, match="unexpected keyword argument 'size'"):
            Town("Orlo", size=1)  # type: ignore[call-arg]
    assert list(inspect.signature(Town).parameters) == ["name", "people", "streets", "note"]
