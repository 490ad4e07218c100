"""What a query asks, condition by condition: SQL with bound parameters, and the list each can be answered from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from store.query import Word
from store.schema import FINDING_BITS

Rows: TypeAlias = Literal["stories", "said", "events", "actors"]


Driver: TypeAlias = Literal[
    "",
    "thread",
    "actor",
    "speaker",
    "outlet",
    "cluster",
    "members",
    "search",
    "starred",
    "revised",
    "undated",
    "noted",
    "said",
    "days",
]


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing asked: SQL with its parameters. `driver` names the list it can be answered from, `keys`
    (or `match`) what to look up there."""

    sql: str
    params: tuple[object, ...] = ()
    driver: Driver = ""
    keys: tuple[int, ...] = ()
    match: str = ""
    """The full-text expression, or what is asked of a cluster. The `keys` of `days` are two ordinals."""
    is_exact: bool = True
    """Whether the list holds just the stories that meet the condition; else it holds more, and they are checked."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A query as conditions: `story` on stories `s`; `row` on said rows `q` or events `e`, in their commands."""

    story: tuple[Condition, ...]
    row: tuple[Condition, ...] = ()
    words: tuple[str, ...] = ()
    """Folded words the text of event rows must have (events have no full-text index of their own)."""
    sort: str = ""

    @property
    def where(self) -> tuple[str, tuple[object, ...]]:
        """All story conditions as one expression on `s`."""
        return joined(self.story)


def joined(conditions: Sequence[Condition]) -> tuple[str, tuple[object, ...]]:
    """Conditions as one expression with its parameters; "1" when there are none."""
    sql = " AND ".join(f"({condition.sql})" for condition in conditions) or "1"
    return sql, tuple(value for condition in conditions for value in condition.params)


NEVER = "NULL"
"""Met by nothing. Not 0: SQLite folds `a AND 0` to 0 and then cannot see that a partial index there may be used."""
WITH_WORDS = "(SELECT rowid FROM search WHERE search MATCH ?)"
"""The stories that have some words: all of them, unless `within` narrows the list."""
IN_SEARCH = f"s.story IN {WITH_WORDS}"
"""Whether a story has words."""
AT_LEAST, AT_MOST = "s.when_at >= ?", "s.when_at <= ?"
IN_SAID = "q.said IN (SELECT rowid FROM said_search WHERE said_search MATCH ?)"
HOLDS = "holds((SELECT w.text FROM said_text w WHERE w.said = q.said), ?)"
"""The same told from the words of a row, for a few rows that lie far apart."""
SAID_BY = (
    "((q.actor IN {0} OR q.role IS '') AND "
    "(q.actor IN {0} OR EXISTS (SELECT 1 FROM said_together w WHERE w.said = q.said AND w.actor IN {0})))"
)
"""Whether one of some actors said a row, alone or together with others. What several said has an empty role
(store.finding_rows): so much is told of most rows at once, before their words are looked at."""
ITS_ROWS = f"BETWEEN (s.story << {FINDING_BITS}) AND (s.story << {FINDING_BITS}) + {(1 << FINDING_BITS) - 1}"


def within(sql: str, first: int, last: int | None = None) -> str:
    """Conditions for stories numbered from `first` to `last`: lists of words are made of these alone."""
    upper = "" if last is None else f" AND rowid <= {int(last)}"
    return sql.replace(WITH_WORDS, f"{WITH_WORDS[:-1]} AND rowid >= {int(first)}{upper})")


def match_text(word: Word) -> str:
    """A word as an FTS5 string: quoted, so that nothing in it is syntax."""
    return '"' + word.text.replace('"', '""') + '"' + (" *" if word.is_prefix else "")


def either(parts: Sequence[Condition]) -> Condition:
    if len(parts) == 1:
        return parts[0]
    return Condition(" OR ".join(f"({p.sql})" for p in parts), tuple(v for p in parts for v in p.params))


def any_of(sql: str, values: Sequence[object]) -> Condition:
    return Condition(" OR ".join([sql] * len(values)), tuple(values))


def rows_in(numbers: Sequence[int]) -> str:
    """Row numbers of our own as an SQL list; they are integers of this store, nothing anyone typed."""
    return "(" + (",".join(str(int(number)) for number in dict.fromkeys(numbers)) or "NULL") + ")"


def listed(numbers: Sequence[int]) -> str:
    """Row numbers as a JSON array, for json_each."""
    return json.dumps([int(number) for number in numbers])
