"""What a query means and how it is answered: the tree, the SQL with its parameters, and SQLite's plan."""

from __future__ import annotations

from collections.abc import Sequence

from store.queries_stories import StoryQueries
from store.query import Field, Node, Not, Or, Query, Word
from store.query_conditions import Rows


def explain_query(queries: StoryQueries, query: Query, rows: Rows = "stories") -> str:
    """The answer of `--explain`, in lines: the tree, the SQL of the stories with its parameters, the plan, and for rows
    of another kind what is asked of each row of those stories."""
    compiled = queries.compiled(query, rows)
    sql, params = queries.list_sql(compiled.story, query.sort or "newest", False)
    plan = [row[3] for row in queries.rows(f"EXPLAIN QUERY PLAN {sql}", params)]
    lines = [f"query   {query or '(all stories)'}", "tree"]
    lines += [f"  {line}" for line in tree_lines(query)] or ["  all stories"]
    lines += ["sql", f"  {sql}", "parameters", *_parameters(params)]
    lines += ["plan", *(f"  {line}" for line in plan)]
    for condition in compiled.row:
        lines += ["asked of each row", f"  {condition.sql}", "parameters", *_parameters(condition.params)]
    if compiled.words:
        lines += ["words each row has", *(f"  {word}" for word in compiled.words)]
    return "\n".join(lines)


def _parameters(params: Sequence[object]) -> list[str]:
    return [f"  {place}: {_cut(repr(value))}" for place, value in enumerate(params, 1)] or ["  none"]


def _cut(text: str) -> str:
    """A list of hundreds of stories shows by its beginning that it is one."""
    return text if len(text) <= 120 else f"{text[:120]} … ({len(text):,} characters)"


def tree_lines(query: Query) -> list[str]:
    """The tree of a query, a node a line."""
    lines = []
    for node in query.nodes:
        lines += _lines(node, 0)
    if query.sort:
        lines.append(f"sorted by {query.sort}")
    return lines


def _lines(node: Node, depth: int) -> list[str]:
    pad = "  " * depth
    if isinstance(node, Or):
        return [f"{pad}any of", *(line for inner in node.nodes for line in _lines(inner, depth + 1))]
    if isinstance(node, Not):
        return [f"{pad}not", *_lines(node.node, depth + 1)]
    if isinstance(node, Field):
        sign = node.sign or "is"
        values = " or ".join(_word(value) for value in node.values)
        return [f"{pad}{node.name} {sign} {values}  ({node.spec.help})"]
    return [f"{pad}{'phrase' if node.is_phrase else 'word'} {_word(node)}"]


def _word(word: Word) -> str:
    return f"“{word.text}”{' and longer' if word.is_prefix else ''}"
