"""Regular expressions that are compiled when they are first asked something: for those that most stories need not."""

from __future__ import annotations

import re
from typing import Any, cast


def late_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, except that a pattern nothing is looked for with costs nothing.

    Compiling all that readers have took a third of the time until a reading process could read its first story. A
    mistake in the pattern is raised by its first use. For what is asked for every word, `re.compile` is quicker.
    """
    return cast("re.Pattern[str]", _Late(pattern, flags))


class _Late:
    """Takes over from the pattern, one by one, the methods it is asked for."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        compiled = self.__dict__.get("_compiled")
        if compiled is None:
            compiled = self.__dict__["_compiled"] = re.compile(self.pattern, self._flags)
        found = getattr(compiled, name)
        setattr(self, name, found)
        return found

    def __repr__(self) -> str:
        return f"late_pattern({self.pattern!r})"
