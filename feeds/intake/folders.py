"""Local files -> arrivals: .txt .md .html .eml .json .jsonl .jsonl.gz and saved feeds. A file that is missing, empty,
binary, far too large or half written is one error in words; what could be read of it is kept."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from fnmatch import fnmatch
from pathlib import Path

from feeds.intake.arrivals import arrivals_of, outlet_of
from feeds.intake.charset import decode
from feeds.intake.dates import as_moment, parse_date
from feeds.intake.markup import plain
from feeds.intake.parse import parse_feed
from feeds.intake.rows import FileError, Reading, arrival_of_row, failed, joined, read_lines
from feeds.settings import FeedSettings, FolderSettings
from feeds.story import Arrival, Outlet, PublishedFrom

__all__ = ["FileError", "Reading", "files_under", "read_folder", "read_path", "read_paths"]

LARGEST = 20_000_000
"""Bytes of one text, page or mail at most; lists of stories (.jsonl) are read as a stream and may be larger."""
KINDS = (
    ".txt",
    ".md",
    ".markdown",
    ".html",
    ".htm",
    ".eml",
    ".json",
    ".jsonl",
    ".ndjson",
    ".gz",
    ".xml",
    ".rss",
    ".atom",
    ".rdf",
    "",
)
_DATED_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
GIVEN = "standard input"
"""What stands for the name of a file where something is piped in."""
_HEADING = re.compile(r"#\s+(.{1,300}?)\s*#*\s*$")
_FRONT_FIELD = re.compile(r"^(title|date|published|link|url|source|author|outlet)\s*:\s*(.+?)\s*$", re.IGNORECASE)


def read_path(
    path: Path | str,
    *,
    outlet: str = "",
    published: datetime | date | None = None,
    feed: str = "",
    date_from: str = "text",
    outlets: Mapping[str, Outlet] | None = None,
    errors: list[FileError] | None = None,
) -> list[Arrival]:
    """The stories of a file, or of every readable file under a directory. Mistakes are appended to `errors`.

    `outlet` and `published` are what the user says of them; they win over what a file says. `date_from` as in
    FolderSettings. Never raises for any content.
    """
    found: list[Arrival] = []
    for reading in read_paths(
        path, outlet=outlet, published=published, feed=feed, date_from=date_from, outlets=outlets
    ):
        found.extend(reading.arrivals)
        if errors is not None:
            errors.extend(reading.errors)
    return found


def read_given(body: bytes, feed: str, outlets: Mapping[str, Outlet]) -> Reading:
    """What somebody pipes in, by how it begins: a page with what it declares, a feed, else one text."""
    reading = _read_body(Path(GIVEN), "", body, feed, "text", outlets)
    return replace(reading, arrivals=tuple(replace(arrival, path="") for arrival in reading.arrivals))


def read_paths(
    path: Path | str,
    *,
    outlet: str = "",
    published: datetime | date | None = None,
    feed: str = "",
    date_from: str = "text",
    outlets: Mapping[str, Outlet] | None = None,
    pattern: str = "*",
    recursive: bool = True,
    batch: int = 500,
) -> Iterator[Reading]:
    """The same as a stream of batches, for lists of stories too long to hold."""
    path = Path(path)
    known = outlets or {}
    for file in files_under(path, pattern, recursive) if path.is_dir() else [path]:
        name = feed or (path.name if path.is_dir() else file.name)
        for reading in _read_file(file, name, date_from, known, batch):
            if outlet or published:
                reading = replace(reading, arrivals=tuple(_told(a, outlet, published) for a in reading.arrivals))
            yield reading


def files_under(folder: Path, pattern: str = "*", recursive: bool = True) -> list[Path]:
    """The readable files of a folder in the order of their names; hidden files and unknown kinds are left out."""
    try:
        listed = sorted(folder.rglob("*") if recursive else folder.iterdir())
    except OSError:
        return []
    return [
        file
        for file in listed
        if file.suffix.lower() in KINDS
        and not any(part.startswith(".") for part in file.relative_to(folder).parts)
        and fnmatch(file.name, pattern)
        and file.is_file()
    ]


def read_folder(folder: FolderSettings, outlets: Mapping[str, Outlet] | None = None) -> Iterator[Reading]:
    """What a folder of the config holds, as a stream."""
    path = folder.path.expanduser()
    if not path.exists():
        yield Reading((), (FileError(str(path), "there is no such folder", "create it, or correct [[folders]] path"),))
        return
    yield from read_paths(
        path,
        outlet=folder.outlet,
        feed=folder.name or path.name,
        date_from=folder.date_from,
        outlets=outlets,
        pattern=folder.pattern,
        recursive=folder.recursive,
    )


def _told(arrival: Arrival, outlet: str, published: datetime | date | None) -> Arrival:
    if published is not None:
        arrival = replace(arrival, published=as_moment(published), published_from="given")
    return replace(arrival, outlet=outlet) if outlet else arrival


def _read_file(file: Path, feed: str, date_from: str, outlets: Mapping[str, Outlet], batch: int) -> Iterator[Reading]:
    name = file.name.lower()
    try:
        if name.endswith((".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")):
            yield from read_lines(file, feed, outlets, batch)
            return
        if file.stat().st_size > LARGEST:
            size = file.stat().st_size / 1e6
            yield failed(
                file, f"{size:.0f} MB is too large for one story", "split it, or give stories one a line as .jsonl"
            )
            return
        body = _unpacked(file.read_bytes()) if name.endswith(".gz") else file.read_bytes()
    except FileNotFoundError:
        yield failed(file, "there is no such file", "check the path")
        return
    except IsADirectoryError:
        yield failed(file, "this is a folder", "give the files in it")
        return
    except (OSError, EOFError, zlib.error) as error:
        yield failed(
            file,
            f"cannot be read ({getattr(error, 'strerror', None) or error})",
            "check its permissions, or save it again",
        )
        return
    yield _read_body(file, name.removesuffix(".gz"), body, feed, date_from, outlets)


def _unpacked(body: bytes) -> bytes:
    unpacker = zlib.decompressobj(31)
    text = unpacker.decompress(body, LARGEST + 1)
    if len(text) > LARGEST:
        raise OSError(f"it unpacks to more than {LARGEST // 1_000_000} MB")
    return text


def _read_body(file: Path, name: str, body: bytes, feed: str, date_from: str, outlets: Mapping[str, Outlet]) -> Reading:
    if not body.strip():
        return failed(file, "the file is empty", "save it again")
    suffix = Path(name).suffix
    if suffix == ".eml":
        from feeds.intake.mail import read_mail

        return _one(file, read_mail(body, feed), date_from, outlets)
    if suffix == ".json":
        return _read_json(file, body, feed, date_from, outlets)
    if _is_binary(body):
        return failed(file, "binary data, not text", "give it as text, HTML, mail or a feed")
    head = body[:3000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if suffix in (".xml", ".rss", ".atom", ".rdf") or head.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf")):
        reading = _read_feed(file, body, feed, outlets)
        if reading.arrivals or suffix not in (".html", ".htm", ".txt", ".md", ""):
            return reading
    text, _ = decode(body)
    # A text kept under a page's name has no tag in it, and is a text.
    begins_as_page = suffix in ("", ".txt") and head.startswith((b"<!doctype html", b"<html"))
    if begins_as_page or (suffix in (".html", ".htm") and "<" in text):
        from feeds.intake.page import read_page

        return _one(file, read_page(text, feed), date_from, outlets)
    return _one(file, _read_text(text, feed, is_markdown=suffix in (".md", ".markdown")), date_from, outlets)


def _is_binary(body: bytes) -> bool:
    head = body[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    zeros, controls = head.count(0), sum(1 for byte in head if byte < 9 or 13 < byte < 27)
    return zeros > 0 or controls > len(head) // 10 or head.startswith((b"%PDF-", b"PK\x03\x04", b"\x89PNG"))


def _one(file: Path, arrival: Arrival, date_from: str, outlets: Mapping[str, Outlet]) -> Reading:
    """A file that is one story: its path is known, and its date may stand in its name."""
    if not (arrival.body.strip() or arrival.title):
        return failed(file, "no text was found in it", "open it and save its text")
    moment, source = _date_of(file, arrival, date_from)
    return Reading(
        (
            replace(
                arrival,
                path=str(file),
                published=moment,
                published_from=source,
                outlet=arrival.outlet or outlet_of(arrival.link, outlets),
                is_full_text=True,
            ),
        )
    )


def _date_of(file: Path, arrival: Arrival, date_from: str) -> tuple[datetime | None, PublishedFrom]:
    """The date a folder's setting asks for. "text" takes what the file itself declares, then its name; the reader
    looks in the prose after that. A file's own time is used only when asked for, and never otherwise."""
    if date_from == "none":
        return None, "unknown"
    if date_from == "file time":
        return datetime.fromtimestamp(file.stat().st_mtime, UTC), "given"
    if date_from == "text" and arrival.published:
        return arrival.published, arrival.published_from
    match = _DATED_NAME.search(file.stem)
    if match:
        try:
            return datetime(int(match[1]), int(match[2]), int(match[3]), tzinfo=UTC), "file name"
        except ValueError:
            pass
    return (arrival.published, arrival.published_from) if arrival.published else (None, "unknown")


def _read_text(text: str, feed: str, *, is_markdown: bool) -> Arrival:
    """Plain text as it is (the reader finds the title); Markdown gives its first heading and front matter."""
    arrival = Arrival(feed=feed, title="", body=text.lstrip("\ufeff"))
    if not is_markdown:
        return arrival
    lines = arrival.body.split("\n")
    if lines[0].strip() == "---" and "---" in [line.strip() for line in lines[1:40]]:
        end = 1 + [line.strip() for line in lines[1:40]].index("---")
        arrival = _with_front_matter(arrival, lines[1:end])
        lines = lines[end + 1 :]
    for number, line in enumerate(lines[:20]):
        if not line.strip():
            continue
        match = _HEADING.match(line)
        if match:
            arrival = replace(arrival, title=arrival.title or plain(match[1]))
            lines = lines[number + 1 :]
        break
    return replace(arrival, body="\n".join(lines).strip("\n"))


def _with_front_matter(arrival: Arrival, lines: list[str]) -> Arrival:
    fields = {match[1].lower(): match[2].strip("\"' ") for line in lines if (match := _FRONT_FIELD.match(line))}
    moment = parse_date(fields.get("published") or fields.get("date") or "")
    return replace(
        arrival,
        title=fields.get("title", ""),
        link=fields.get("link") or fields.get("url") or "",
        author=fields.get("author", ""),
        outlet=fields.get("outlet") or fields.get("source") or "",
        published=moment,
        published_from="given" if moment else "unknown",
    )


def _read_feed(file: Path, body: bytes, feed: str, outlets: Mapping[str, Outlet]) -> Reading:
    parsed = parse_feed(body)
    if parsed.error:
        return failed(file, parsed.error, "check that the download was complete")
    settings = FeedSettings(name=feed, max_entries=100_000)
    arrivals = tuple(replace(arrival, path=str(file)) for arrival in arrivals_of(settings, parsed, outlets))
    broken = [note for note in parsed.notes if note == "truncated"]
    errors = (
        (FileError(str(file), "the feed breaks off; its complete entries were kept", "download it again"),)
        if broken
        else ()
    )
    return Reading(arrivals, errors)


def _read_json(file: Path, body: bytes, feed: str, date_from: str, outlets: Mapping[str, Outlet]) -> Reading:
    """A JSON Feed, a list of stories, or one story."""
    text, _ = decode(body)
    try:
        document = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        reading = _read_feed(file, body, feed, outlets)
        if reading.arrivals:
            return reading
        if text.count("\n") > 0 and text.lstrip().startswith("{"):
            return joined(read_lines(file, feed, outlets, 1_000_000))
        return failed(file, "malformed JSON", "check that it was written to its end")
    if isinstance(document, Mapping) and isinstance(document.get("items"), list):
        return _read_feed(file, body, feed, outlets)
    rows = document if isinstance(document, list) else [document]
    arrivals = [arrival for row in rows if (arrival := arrival_of_row(row, feed, outlets)) is not None]
    if not arrivals:
        return failed(file, "JSON without stories", 'each story needs "title" or "text"')
    if len(arrivals) == 1 and len(rows) == 1:
        return _one(file, arrivals[0], date_from, outlets)
    missing = len(rows) - len(arrivals)
    errors = (FileError(str(file), f"{missing} of {len(rows)} rows hold no story"),) if missing else ()
    return Reading(tuple(replace(arrival, path=str(file)) for arrival in arrivals), errors)
