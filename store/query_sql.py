"""A query becomes SQL: conditions on a story `s`, a said row `q` or an event `e`, every value a bound parameter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from store.moments import to_seconds
from store.names import Names
from store.query import Field, Node, Not, Or, Query, Word
from store.query_conditions import (
    AT_LEAST,
    AT_MOST,
    IN_SAID,
    IN_SEARCH,
    ITS_ROWS,
    NEVER,
    SAID_BY,
    Compiled,
    Condition,
    Driver,
    Rows,
    any_of,
    either,
    joined,
    match_text,
    rows_in,
)
from store.query_dates import day_range, is_relative, stretch
from store.tokens import tokens


@dataclass(frozen=True, slots=True)
class Context:
    """What compiling needs to know: clock, timezone of query dates, names, and how far the analyst has looked."""

    names: Names
    now: datetime
    timezone: tzinfo = UTC
    looked: int = 0
    """The newest story rowid at the last look: `is:new` is what came after and is not read."""
    as_of: int | None = None
    """Only what the store knew at this moment (seconds)."""


def compile_query(query: Query, context: Context, rows: Rows = "stories") -> Compiled:
    """The conditions of a query. For `said` and `events`, bare words and fields of those rows apply to the rows."""
    maker = _Maker(context, rows)
    story: list[Condition] = []
    row: list[Condition] = []
    words: list[str] = []
    search: list[str] = []
    families: dict[str, list[Condition]] = {}
    for node in query.nodes:
        text = maker.search_of(node)
        family = _family(node)
        if text is not None and rows in ("stories", "actors"):
            search.append(text)
        elif rows == "said" and _is_bare(node):
            row.append(maker.said_words(node))
        elif text is not None and rows == "events" and _is_bare(node):
            words.extend(_words(node))
            search.append(text)
        elif text is not None:
            search.append(text)
        elif family and family == {"said": "said", "events": "event"}.get(rows):
            row.append(maker.row_condition(node))
        elif family and not isinstance(node, (Not, Or)):
            families.setdefault(family, []).append(maker.row_condition(node))
        elif rows == "events" and isinstance(node, Field) and node.name == "kind":
            either = maker.kind_of_event_or_outlet(node)
            row.append(either)
        else:
            story.append(maker.condition(node))
    if search:
        match = " AND ".join(f"({text})" for text in search)
        story.insert(0, Condition(IN_SEARCH, (match,), "search", match=match))
    story.extend(maker.exists(family, conditions) for family, conditions in families.items())
    if context.as_of is not None:
        story.append(Condition("s.seen <= ?", (context.as_of,)))
    return Compiled(tuple(story), tuple(row), tuple(words), query.sort)


def _family(node: Node) -> str:
    """Whether a node speaks of said rows or events ("" for stories); OR only when all its parts do."""
    if isinstance(node, Not):
        return _family(node.node)
    if isinstance(node, Or):
        kinds = {_family(inner) for inner in node.nodes}
        return kinds.pop() if len(kinds) == 1 else ""
    if isinstance(node, Field):
        return {"said": "said", "event": "event", "story": ""}[node.spec.rows]
    return ""


def _is_bare(node: Node) -> bool:
    inner = node.node if isinstance(node, Not) else node
    if isinstance(inner, Or):
        return all(_is_bare(each) for each in inner.nodes)
    return isinstance(inner, Word)


def _words(node: Node) -> list[str]:
    return [node.text] if isinstance(node, Word) else []


class _Maker:
    def __init__(self, context: Context, rows: Rows) -> None:
        self.context, self.names, self.rows = context, context.names, rows

    # ---------------------------------------------------------------------------------------- full text

    def search_of(self, node: Node) -> str | None:
        """A node as a full-text expression; None when it is not (only) about words of the story."""
        if isinstance(node, Word):
            return match_text(node)
        if isinstance(node, Field) and node.name in ("title", "text", "story"):
            either = " OR ".join(match_text(value) for value in node.values)
            return f"({either})" if node.name == "story" else f"{{{node.name}}} : ({either})"
        if isinstance(node, Or):
            parts = [self.search_of(inner) for inner in node.nodes]
            return None if None in parts else "(" + " OR ".join(str(part) for part in parts) + ")"
        return None

    # ---------------------------------------------------------------------------------------- conditions on stories

    def condition(self, node: Node) -> Condition:
        """A node as a condition on `s`."""
        if isinstance(node, Not):
            inner = self.condition(node.node)
            return Condition(f"NOT coalesce(({inner.sql}), 0)", inner.params)
        if isinstance(node, Or):
            parts = [self.condition(inner) for inner in node.nodes]
            return Condition(" OR ".join(f"({p.sql})" for p in parts), tuple(v for p in parts for v in p.params))
        text = self.search_of(node)
        if text is not None:
            return Condition(IN_SEARCH, (text,), "search", match=text)
        assert isinstance(node, Field)
        if node.spec.rows != "story":
            return self.exists(node.spec.rows, [self.row_condition(node)])
        return self._story_field(node)

    def exists(self, family: str, conditions: Sequence[Condition]) -> Condition:
        """Stories with a said row (or event) that meets all conditions."""
        sql, params = joined(conditions)
        table, alias = ("said", "q") if family == "said" else ("event", "e")
        return Condition(
            f"EXISTS (SELECT 1 FROM {table} {alias} WHERE {alias}.{table} {ITS_ROWS} AND {self._known(alias)} "
            f"AND {sql})",
            params,
            *(self._speaker_driver(conditions) if family == "said" else self._days_driver(conditions)),
            is_exact=False,
        )

    def _speaker_driver(self, conditions: Sequence[Condition]) -> tuple[Driver, tuple[int, ...]]:
        for condition in conditions:
            if condition.driver == "actor":
                # The counters tell who speaks now; what a later reading dropped is looked for wherever they are named.
                return "speaker" if self.context.as_of is None else "actor", condition.keys
        return "", ()

    def _days_driver(self, conditions: Sequence[Condition]) -> tuple[Driver, tuple[int, ...]]:
        for condition in conditions:
            if condition.driver == "days" and self.context.as_of is None:
                return "days", condition.keys
        return "", ()

    def _known(self, alias: str) -> str:
        """Which readings count: the newest, or the one that stood at the moment asked for."""
        if self.context.as_of is None:
            return f"{alias}.superseded_at IS NULL"
        at = int(self.context.as_of)
        return f"(coalesce({alias}.first_had, 0) <= {at} AND coalesce({alias}.superseded_at, {at} + 1) > {at})"

    def _story_field(self, node: Field) -> Condition:
        texts = [value.text for value in node.values]
        match node.name:
            case "thread":
                return self._thread(texts)
            case "actor":
                actors = [actor for text in texts for actor in self.names.actors(text)]
                sql = f"EXISTS (SELECT 1 FROM story_actor a WHERE a.story = s.story AND a.actor IN {rows_in(actors)})"
                return Condition(sql, (), "actor", tuple(sorted(set(actors))))
            case "outlet" | "kind" | "country" | "reliability":
                key = {"outlet": "name"}.get(node.name, node.name)
                outlets = [outlet for text in texts for outlet in self.names.outlets(**{key: text})]
                return Condition(f"+s.outlet IN {rows_in(outlets)}", (), "outlet", tuple(sorted(set(outlets))))
            case "feed":
                return Condition(f"s.feed IN {rows_in([row for text in texts for row in self.names.feed(text)])}")
            case "lang":
                return any_of("s.language = ?", [text.lower() for text in texts])
            case "tag":
                sql = (
                    "EXISTS (SELECT 1 FROM tag_story t WHERE t.tag = ? AND t.when_at = s.when_at AND t.story = s.story)"
                )
                return any_of(sql, [text.casefold() for text in texts])
            case "cluster":
                clusters = [c for text in texts if (c := self.names.cluster(text)) is not None]
                return Condition(f"s.cluster IN {rows_in(clusters)}", (), "members", tuple(clusters))
            case "reach" | "own":
                sign = {">": ">", "<": "<", ">=": ">=", "<=": "<=", "=": "="}[node.sign or "="]
                count = f"coalesce((SELECT c.{node.name} FROM cluster c WHERE c.cluster = s.cluster), 1)"
                number = int(texts[0])
                is_rare = (sign in (">", ">=") and number) or (sign == "=" and number > 1)
                driver: Driver = "cluster" if is_rare else ""
                return Condition(f"{count} {sign} ?", (number,), driver, (number,), f"c.{node.name} {sign} ?")
            case "after" | "since" | "before" | "seen":
                return self._moment(node.name, texts[0])
            case _:
                return self._state(node.name, texts)

    def _thread(self, texts: Sequence[str]) -> Condition:
        threads = sorted({thread for text in texts for thread in self.names.thread(text)})
        sql = " OR ".join(
            "EXISTS (SELECT 1 FROM thread_story t WHERE t.thread = ? AND t.when_at = s.when_at AND t.story = s.story)"
            for _ in threads
        )
        return Condition(sql or NEVER, tuple(threads), "thread", tuple(threads))

    def _moment(self, name: str, text: str) -> Condition:
        now, zone = self.context.now, self.context.timezone
        low, high = (to_seconds(moment) for moment in stretch(text, now, zone))
        if name == "seen" and is_relative(text):
            return Condition("s.seen >= ?", (low,))
        if name == "seen":
            return Condition("s.seen BETWEEN ? AND ?", (low, high))
        return Condition(AT_MOST, (high,)) if name == "before" else Condition(AT_LEAST, (low,))

    def _state(self, name: str, texts: Sequence[str]) -> Condition:
        options: dict[str, Condition] = {
            "is read": Condition("s.is_read = 1"),
            "is starred": Condition("s.is_starred = 1", (), "starred"),
            "is copy": Condition("s.copy_of IS NOT NULL"),
            "is new": Condition("s.story > ? AND s.is_read = 0", (self.context.looked,)),
            "is revised": Condition("s.revised_at IS NOT NULL", (), "revised"),
            "is undated": Condition("s.published IS NULL", (), "undated"),
            "has quote": Condition("s.has & 1"),
            "has statement": Condition("s.has & 2"),
            "has event": Condition("s.has & 4"),
            "has note": Condition("s.has >= 8", (), "noted"),
            "has full": Condition("s.is_full_text = 1"),
        }
        chosen = [options[f"{name} {text}"] for text in texts]
        if len(chosen) == 1:
            return chosen[0]
        return Condition(" OR ".join(f"({c.sql})" for c in chosen), tuple(v for c in chosen for v in c.params))

    # ---------------------------------------------------------------------------------------- conditions on rows

    def row_condition(self, node: Node) -> Condition:
        """A node of fields of said rows or events as a condition on `q` or `e`."""
        if isinstance(node, Not):
            inner = self.row_condition(node.node)
            return Condition(f"NOT coalesce(({inner.sql}), 0)", inner.params)
        if isinstance(node, Or):
            parts = [self.row_condition(inner) for inner in node.nodes]
            return Condition(" OR ".join(f"({p.sql})" for p in parts), tuple(v for p in parts for v in p.params))
        assert isinstance(node, Field)
        texts = [value.text for value in node.values]
        match node.name:
            case "speaker":
                return self._speaker(texts)
            case "said":
                return either([self._said_word(value) for value in node.values])
            case "status":
                return any_of("e.status = ?", texts)
            case "event":
                return any_of("+e.kind = ?", [text.lower() for text in texts])
            case "by" | "target":
                place = "$[0]" if node.name == "by" else "$[1]"
                sql = f"instr(folded(json_extract(e.actors, '{place}')), folded(?)) > 0"
                return any_of(sql, texts)
            case "asserted":
                choices = {"outlet": "e.asserted_by IS NULL", "claim": "e.asserted_by IS NOT NULL"}
                return Condition(" OR ".join(choices[text] for text in texts))
            case _:
                return self._on(texts)

    def said_words(self, node: Node) -> Condition:
        """Bare words as a condition on `q`."""
        if isinstance(node, Not):
            inner = self.said_words(node.node)
            return Condition(f"NOT coalesce(({inner.sql}), 0)", inner.params)
        if isinstance(node, Or):
            return either([self.said_words(inner) for inner in node.nodes])
        assert isinstance(node, Word)
        return self._said_word(node)

    def _said_word(self, word: Word) -> Condition:
        """The index of what is said knows words but not their order: a phrase is checked on the rows that have them."""
        parts = tokens(word.text)
        match = " ".join(f'"{part}"' for part in parts) + (" *" if word.is_prefix else "")
        found = IN_SAID
        if not parts:
            return Condition(NEVER)
        if len(parts) == 1:
            return Condition(found, (match,), "said", match=match)
        words = "(SELECT w.text FROM said_text w WHERE w.said = q.said)"
        sought = "rtrim(phrased(?))" if word.is_prefix else "phrased(?)"
        return Condition(f"{found} AND instr(phrased({words}), {sought}) > 0", (match, word.text), "said", match=match)

    def _speaker(self, texts: Sequence[str]) -> Condition:
        parts: list[Condition] = []
        for text in texts:
            if text in ("unnamed", "unattributed", "named"):
                parts.append(Condition("q.speaker_type = ?", (text,)))
                continue
            actors = self.names.actors(text)
            if actors:
                parts.append(Condition(SAID_BY.format(rows_in(actors)), (), "actor", tuple(actors)))
            else:
                parts.append(Condition("instr(folded(coalesce(q.speaker, '')), folded(?)) > 0", (text,)))
        if len(parts) == 1:
            return parts[0]
        is_all = all(part.driver == "actor" for part in parts)
        actors_of_all = tuple(actor for part in parts for actor in part.keys) if is_all else ()
        return Condition(
            " OR ".join(f"({p.sql})" for p in parts),
            tuple(v for p in parts for v in p.params),
            "actor" if actors_of_all else "",
            actors_of_all,
        )

    def _on(self, texts: Sequence[str]) -> Condition:
        parts = []
        params: list[int] = []
        for text in texts:
            days = day_range(text, self.context.now, self.context.timezone)
            if days is not None:
                parts.append("(+e.first_day <= ? AND coalesce(e.last_day, e.first_day) >= ?)")
                params += [days[1].toordinal(), days[0].toordinal()]
        spans = (min(params[1::2]), max(params[::2])) if params else ()
        return Condition(" OR ".join(parts) or NEVER, tuple(params), "days" if spans else "", spans)

    def kind_of_event_or_outlet(self, node: Field) -> Condition:
        """`kind:` in the timeline: a kind of event, or of outlet."""
        outlets = [outlet for value in node.values for outlet in self.names.outlets(kind=value.text)]
        kinds = any_of("+e.kind = ?", [value.text.lower() for value in node.values])
        return Condition(f"{kinds.sql} OR +s.outlet IN {rows_in(outlets)}", kinds.params)
