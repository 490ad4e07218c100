"""A late pattern does what the compiled one does."""

from __future__ import annotations

import re

import pytest

from feeds.late_pattern import late_pattern


def test_it_finds_what_the_compiled_pattern_finds() -> None:
    late, compiled = late_pattern("(ab)+c", re.IGNORECASE), re.compile("(ab)+c", re.IGNORECASE)
    for _ in range(2):
        assert late.sub("-", "xABabc abc") == compiled.sub("-", "xABabc abc")
        assert [match.span() for match in late.finditer("abc ababc")] == [(0, 3), (4, 9)]
        assert late.match("x") is None
    assert (late.pattern, late.groups, late.flags) == (compiled.pattern, compiled.groups, compiled.flags)


def test_a_mistake_is_raised_when_something_is_looked_for() -> None:
    late = late_pattern("(")
    assert "(" in repr(late)
    with pytest.raises(re.error):
        late.search("x")
