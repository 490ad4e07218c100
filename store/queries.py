"""Every question a panel or command asks, on one read-only connection (one instance per thread)."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from store.queries_threads import ThreadQueries


class Queries(ThreadQueries):
    """Open with a path; `mutes` are hidden everywhere and counted by `muted()`. Close it, or use it in a `with`.

    `Queries(path, mutes=(), *, analyst="", timezone=UTC, now=None, as_of=None)`: `as_of` answers what the store knew
    at that moment. Raises StoreError subclasses, and QueryError for queries given as text.
    """

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
