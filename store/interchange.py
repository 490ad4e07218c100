"""A store as JSON lines and back, with its marks, so that two analysts can merge what they have.

The first line is a header, then one line an outlet, story, mark and merged actor. Everything is addressed by what is
the same in every store: story ids, outlet names, actor identities, finding addresses. Article text (and the findings
that are nothing without it) leaves only when asked for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import UnionType
from typing import TextIO, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from feeds.exchange import ReadStory
from feeds.story import Findings
from store import overlay, overlay_stories
from store.archive import Archive
from store.archive_copies import save_copy
from store.archive_unread import unread_story
from store.deflation import deflate
from store.identity import canonical_link, hash64, number_of, public_id
from store.moments import AN_HOUR, from_seconds, sort_moment, to_seconds
from store.queries import Queries

FORMAT = 1
Json = Mapping[str, object]
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Exported:
    """How many lines of each kind were written."""

    stories: int
    marks: int


def export_store(path: Path | str, out: TextIO, *, with_text: bool = False) -> Exported:
    """Write a store as JSON lines. Raises StoreError."""
    stories = marks = 0
    with Queries(path) as queries:
        header = {"format": FORMAT, "exported": _iso(int(datetime.now(UTC).timestamp())), "with_text": with_text}
        _write(out, {"store": header})
        for row in queries.rows("SELECT name, kind, owner, country, reliability, reason FROM outlet WHERE name <> ''"):
            _write(
                out,
                {"outlet": dict(zip(("name", "kind", "owner", "country", "reliability", "reason"), row, strict=True))},
            )
        for (rowid,) in queries.rows("SELECT story FROM story ORDER BY story"):
            story = _story(queries, rowid, with_text)
            if story is not None:
                _write(out, {"story": story})
                stories += 1
        for mark in _marks(queries):
            _write(out, {"mark": mark})
            marks += 1
    return Exported(stories, marks)


def _story(queries: Queries, rowid: int, with_text: bool) -> Json | None:
    row = queries.one(
        "SELECT s.id, o.name, f.name, coalesce(b.given_title, s.title), s.link, s.published, s.published_offset, "
        "s.published_from, s.seen, b.declared, s.is_full_text, s.revision, s.revised_at, first.id, original.id, "
        "r.reader, "
        "r.knowledge, s.read_at, b.byline, b.is_html FROM story s JOIN outlet o ON o.outlet = s.outlet "
        "JOIN body b ON b.story = s.story LEFT JOIN reading r ON r.story = s.story LEFT JOIN feed f ON f.feed = s.feed "
        "LEFT JOIN story first ON first.story = s.cluster LEFT JOIN story original ON original.story = s.copy_of "
        "WHERE s.story = ?",
        (rowid,),
    )
    if row is None:
        return None
    story: dict[str, object] = {
        "id": public_id(row[0]),
        "outlet": row[1],
        "feed": row[2],
        "title": row[3],
        "link": row[4],
        "published": None if row[5] is None else from_seconds(row[5], row[6]).isoformat(),
        "published_from": row[7],
        "seen": _iso(row[8]),
        "language": row[9],
        "is_full_text": bool(row[10]),
        "cluster": public_id(row[13]) if row[13] is not None else None,
        "copy_of": public_id(row[14]) if row[14] is not None else None,
        "byline": row[18],
    }
    if with_text:
        story["text"] = queries.source(rowid)
        story["is_html"] = bool(row[19])
        story["revisions"] = [
            {"number": each.number, "seen": each.seen.isoformat(), "title": each.title, "text": each.text}
            for each in queries.revisions(rowid)[:-1]
        ]
        if row[17] is not None:
            story["reader"], story["knowledge"], story["read_at"] = row[15], row[16], _iso(row[17])
            story["findings"] = _plain(queries.findings_as_read(rowid))
    return story


def _marks(queries: Queries) -> Iterator[Json]:
    for kind, object_, value, reason, by, at, label in queries.rows(
        "SELECT m.kind, m.object, m.value, m.reason, s.by, s.at, s.label FROM mark m JOIN step s ON s.step = m.step "
        "WHERE m.is_on = 1 AND s.undone IS NULL AND m.kind <> 'look' ORDER BY m.mark"
    ):
        yield {
            "kind": kind,
            "object": object_,
            "value": json.loads(value),
            "reason": reason,
            "by": by,
            "at": _iso(at),
            "label": label,
        }


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import brought: new stories, those that were known, new marks, and lines that could not be used."""

    stories: int
    known: int
    marks: int
    errors: tuple[str, ...]


def import_store(path: Path | str, lines: Iterable[str], *, holder: str = "import") -> Imported:
    """Merge exported lines into a store (made when there is none). What is known stays as it is; of two marks of one
    kind on one object the later counts. Takes the lease: raises LeaseHeld while a poller is at work, or StoreError."""
    new = known = marks = 0
    errors: list[str] = []
    links: list[tuple[int, str | None, str | None]] = []
    with Archive.open(path, holder) as archive:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                entry = json.loads(line)
                kind, value = next(iter(entry.items()))
                if kind == "story":
                    with archive.together():
                        rowid, is_new = _take_story(archive, value)
                    new, known = new + is_new, known + (not is_new)
                    if is_new:
                        links.append((rowid, value.get("cluster"), value.get("copy_of")))
                elif kind == "outlet":
                    with archive.together():
                        _take_outlet(archive, value)
                elif kind == "mark":
                    with archive.together():
                        marks += _take_mark(archive, value)
                elif kind == "store" and value["format"] > FORMAT:
                    errors.append(f"line {number}: written by a newer version (format {value['format']})")
                    break
            except (ValueError, KeyError, TypeError, AttributeError, StopIteration) as error:
                errors.append(f"line {number}: {_in_words(error)}")
        fresh = {rowid for rowid, _, _ in links}
        for rowid, cluster, original in links:
            with archive.together():
                _link(archive, rowid, cluster, original, fresh)
    return Imported(new, known, marks, tuple(errors))


def _in_words(error: Exception) -> str:
    """Why a line could not be used, for whoever has only the file."""
    if isinstance(error, KeyError):
        return f"it has no {error}"
    told = str(error)
    if type(error) is ValueError and told:
        return told  # one of ours, in words already
    return "it is no line of an export (`store export` writes them)"


def _take_story(archive: Archive, value: Json) -> tuple[int, bool]:
    connection = archive.connection
    number = number_of(str(value["id"]))
    if number is None:
        raise ValueError(f"{value['id']} is no story id")
    row = connection.execute("SELECT story FROM story WHERE id = ?", (number,)).fetchone()
    if row is not None:
        return int(row[0]), False
    outlet, link = str(value.get("outlet") or ""), str(value.get("link") or "")
    connection.execute("INSERT OR IGNORE INTO outlet (name) VALUES (?)", (outlet,))
    outlet_row = connection.execute("SELECT outlet FROM outlet WHERE name = ?", (outlet,)).fetchone()[0]
    feed_row = None
    if value.get("feed"):
        connection.execute("INSERT OR IGNORE INTO feed (name) VALUES (?)", (value["feed"],))
        feed_row = connection.execute("SELECT feed FROM feed WHERE name = ?", (value["feed"],)).fetchone()[0]
    seen = to_seconds(datetime.fromisoformat(str(value["seen"])))
    published = datetime.fromisoformat(str(value["published"])) if value.get("published") else None
    moment = None if published is None else to_seconds(published)
    offset = published.utcoffset() if published is not None else None
    has_text = "text" in value
    title = str(value.get("title") or "")
    when = sort_moment(moment, seen)
    rowid = int(
        connection.execute(
            "INSERT INTO story (id, link_key, outlet, feed, title, link, published, published_offset, published_from, "
            "seen, "
            "when_at, language, is_full_text, article_state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                hash64(outlet, "link", canonical_link(link)) if link else None,
                outlet_row,
                feed_row,
                title,
                link,
                moment,
                int(offset.total_seconds() // 60) if offset else 0,
                str(value.get("published_from") or "unknown"),
                seen,
                when,
                str(value.get("language") or ""),
                int(bool(value.get("is_full_text")) and has_text),
                int(not has_text and link.startswith("http")),
            ),
        ).lastrowid
        or 0
    )
    connection.execute("UPDATE story SET cluster = story WHERE story = ?", (rowid,))
    connection.execute(
        "INSERT INTO cluster (cluster, title_story, stories, reach, own, first_at, latest_at) VALUES (?, ?, 1, 1, 1, "
        "?, ?)",
        (rowid, rowid, when, when),
    )
    connection.execute("UPDATE outlet SET stories = stories + 1 WHERE outlet = ?", (outlet_row,))
    connection.execute("UPDATE thread SET stories = stories + 1 WHERE thread = 1")
    connection.execute(
        "INSERT INTO thread_hour (thread, hour, stories) VALUES (1, ?, 1) ON CONFLICT (thread, hour) DO UPDATE SET "
        "stories = stories + 1",
        (when // AN_HOUR,),
    )
    text = str(value.get("text") or "")
    connection.execute(
        "INSERT INTO body (story, source_hash, is_html, byline, declared, source) VALUES (?, ?, ?, ?, ?, ?)",
        (
            rowid,
            hash64(title, text),
            int(bool(value.get("is_html"))),
            str(value.get("byline") or ""),
            str(value.get("language") or ""),
            deflate(text),
        ),
    )
    _take_revisions(archive, rowid, value)
    if "findings" in value:
        findings = _built(Findings, value["findings"])
        story = unread_story(connection, rowid)
        read_at = datetime.fromisoformat(str(value["read_at"]))
        archive.save_findings(
            [ReadStory(story, findings)], int(str(value["reader"])), int(str(value["knowledge"])), read_at
        )
    return rowid, True


def _take_revisions(archive: Archive, rowid: int, value: Json) -> None:
    revisions = cast("list[dict[str, object]]", value.get("revisions") or [])
    for each in revisions:
        archive.connection.execute(
            "INSERT OR IGNORE INTO revision (story, number, seen, title, text, hash) VALUES (?, ?, ?, ?, ?, ?)",
            (
                rowid,
                int(str(each["number"])),
                to_seconds(datetime.fromisoformat(str(each["seen"]))),
                str(each["title"]),
                deflate(str(each["text"])),
                hash64(str(each["title"]), str(each["text"])),
            ),
        )
    if revisions:
        archive.connection.execute(
            "UPDATE story SET revision = ?, revised_at = seen WHERE story = ?", (len(revisions) + 1, rowid)
        )


def _take_outlet(archive: Archive, value: Json) -> None:
    """An outlet nobody here knows more about than its name takes what the other store knows."""
    archive.connection.execute("INSERT OR IGNORE INTO outlet (name) VALUES (?)", (value["name"],))
    archive.connection.execute(
        "UPDATE outlet SET kind = ?, owner = ?, country = ?, reliability = ?, reason = ? WHERE name = ? AND kind = '' "
        "AND owner = '' AND country = '' AND reliability = ''",
        (*(str(value.get(key) or "") for key in ("kind", "owner", "country", "reliability", "reason")), value["name"]),
    )


def _take_mark(archive: Archive, value: Json) -> int:
    connection = archive.connection
    kind, object_, packed = (
        str(value["kind"]),
        str(value["object"]),
        json.dumps(value["value"], ensure_ascii=False, separators=(",", ":")),
    )
    at = to_seconds(datetime.fromisoformat(str(value["at"])))
    pair = kind in ("tag", "thread")
    ours = connection.execute(
        "SELECT s.at, m.value FROM mark m JOIN step s ON s.step = m.step WHERE m.object = ? AND m.kind = ? AND "
        "m.is_on = 1 "
        + ("AND json_extract(m.value, '$[0]') = json_extract(?, '$[0]') " if pair else "")
        + "ORDER BY m.mark DESC LIMIT 1",
        (object_, kind, packed) if pair else (object_, kind),
    ).fetchone()
    if ours is not None and (ours[0] >= at or ours[1] == packed):
        return 0
    number = number_of(object_.split(" ")[0])
    row = None if number is None else connection.execute("SELECT story FROM story WHERE id = ?", (number,)).fetchone()
    story = row[0] if row else None
    step = connection.execute(
        "INSERT INTO step (by, at, label) VALUES (?, ?, ?)", (str(value["by"]), at, str(value.get("label") or kind))
    ).lastrowid
    connection.execute(
        "UPDATE mark SET is_on = 0 WHERE object = ? AND kind = ? AND is_on = 1 AND ?", (object_, kind, not pair)
    )
    before = overlay.present(connection, kind, story, object_, value["value"])
    connection.execute(
        "INSERT INTO mark (step, kind, story, object, value, before, reason) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (step, kind, story, object_, packed, json.dumps(before, ensure_ascii=False), str(value.get("reason") or "")),
    )
    overlay.apply(connection, kind, story, object_, value["value"])
    return 1


def _link(archive: Archive, rowid: int, cluster: object, original: object, fresh: Set[int]) -> None:
    """Put a new story into its cluster and beside its original. `fresh` are all stories that are new."""
    connection = archive.connection
    for identity, act in ((cluster, "cluster"), (original, "copy")):
        number = number_of(str(identity)) if identity else None
        row = (
            None if number is None else connection.execute("SELECT story FROM story WHERE id = ?", (number,)).fetchone()
        )
        if row is None or row[0] == rowid:
            continue
        if act == "cluster":
            there = row[0]  # a cluster keeps the number of its first story, also when that one is in another by now
            if there not in fresh:  # but where that story was known, it is where this store has it
                there = connection.execute("SELECT cluster FROM story WHERE story = ?", (there,)).fetchone()[0]
            overlay_stories.set_cluster(connection, rowid, there)
        else:
            save_copy(connection, rowid, row[0])


# ------------------------------------------------------------------------------------------------ dataclasses as JSON


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _built(kind: type[Value], value: object) -> Value:
    """A dataclass of feeds.story from its plain form; unknown fields are passed over."""
    assert isinstance(value, Mapping)
    hints = get_type_hints(kind)
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    made = cast("Callable[..., Value]", kind)
    return made(**{name: _as(hints[name], each) for name, each in value.items() if name in known})


def _as(hint: object, value: object) -> object:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return None if value is None else _as(next(each for each in inner if each is not type(None)), value)
    if origin is tuple and isinstance(value, list):
        return tuple(_as(inner[0], each) for each in value)
    if hint is date:
        return date.fromisoformat(str(value))
    if isinstance(hint, type) and is_dataclass(hint):
        return _built(hint, value)
    return value


def _iso(seconds: int) -> str:
    return from_seconds(seconds).isoformat().replace("+00:00", "Z")


def _write(out: TextIO, entry: Json) -> None:
    out.write(json.dumps(entry, ensure_ascii=False, separators=(",", ":")) + "\n")
