"""Every question a panel or command asks, on one read-only connection (one instance per thread)."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Self

from store.completion import Completion, complete
from store.connect import translated
from store.queries_findings import FindingQueries
from store.queries_marks import MarkQueries
from store.queries_raw import RawQueries
from store.query import Query
from store.query_conditions import Rows
from store.query_explain import explain_query


class Queries(FindingQueries, MarkQueries, RawQueries):
    """Open with a path; `mutes` are hidden everywhere and counted by `muted()`. Close it, or use it in a `with`.

    `Queries(path, mutes=(), *, analyst="", timezone=UTC, now=None, as_of=None)`: `as_of` answers what the store knew
    at that moment. Raises StoreError subclasses, and QueryError for queries given as text.
    """

    def explain(self, query: Query, rows: Rows = "stories") -> str:
        """What a query for some kind of rows means and how it is answered, in lines (`--explain`)."""
        return explain_query(self, query, rows)

    def complete(
        self, text: str, cursor: int | None = None, threads: Sequence[tuple[str, str]] = ()
    ) -> list[Completion]:
        """Completions of a query at the cursor (its end when None): fields, then values from the store."""
        with translated(self.path):
            return complete(text, len(text) if cursor is None else cursor, self.connection, threads=threads)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
