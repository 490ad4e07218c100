"""Stories as JSON rows, one a line or one by one, and what reading a file gives: arrivals, and errors in words."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from feeds.intake.arrivals import is_full, outlet_of
from feeds.intake.dates import parse_date
from feeds.intake.markup import is_markup, plain
from feeds.records import dataclass
from feeds.story import Arrival, Outlet

LARGEST_LIST = 4_000_000_000
"""Bytes of a .jsonl or .jsonl.gz once unpacked."""
LONGEST_LINE = 8_000_000


@dataclass(frozen=True, slots=True)
class FileError:
    """What went wrong with one file. `str()` is the sentence: what happened, where, what to do."""

    path: str
    what: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.path}: {self.what}" + (f"; {self.hint}" if self.hint else "")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one path gave: the arrivals in file order, and the errors met on the way (the good part is kept)."""

    arrivals: tuple[Arrival, ...]
    errors: tuple[FileError, ...] = ()


def read_lines(file: Path, feed: str, outlets: Mapping[str, Outlet], batch: int) -> Iterator[Reading]:
    """Stories one a line. A line that cannot be read is counted and the first of them named; the rest is kept."""
    pending: list[Arrival] = []
    bad: list[tuple[int, str]] = []
    count = 0
    problem = ""
    lines = _lines_of(file)
    while True:
        try:
            line = next(lines, None)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            problem = f"the file breaks off after line {count} ({error})"
            break
        if line is None:
            break
        count += 1
        if not line.strip():
            continue
        arrival, wrong = _from_line(line, feed or file.name, outlets)
        if arrival is None:
            bad.append((count, wrong))
            continue
        pending.append(arrival)
        if len(pending) >= batch:
            yield Reading(tuple(pending))
            pending = []
    errors = [FileError(str(file), problem, "copy it again; what was complete is kept")] if problem else []
    if bad:
        number, wrong = bad[0]
        more = f" and {len(bad) - 1} more lines" if len(bad) > 1 else ""
        errors.append(
            FileError(str(file), f"line {number}: {wrong}{more}", 'each line is one JSON object with "title" or "text"')
        )
    elif not count and not problem:
        errors.append(FileError(str(file), "the file is empty", "write it again"))
    yield Reading(tuple(pending), tuple(errors))


def _lines_of(file: Path) -> Iterator[bytes]:
    size = 0
    with gzip.open(file, "rb") if file.name.lower().endswith(".gz") else file.open("rb") as lines:
        while True:
            line = lines.readline(LONGEST_LINE)
            if not line:
                return
            size += len(line)
            if size > LARGEST_LIST:
                raise EOFError(f"more than {LARGEST_LIST // 1_000_000_000} GB")
            yield line


def _from_line(line: bytes, feed: str, outlets: Mapping[str, Outlet]) -> tuple[Arrival | None, str]:
    try:
        row = json.loads(line.decode("utf-8", "replace").lstrip("\ufeff"), strict=False)
    except (ValueError, RecursionError):
        return None, "binary data" if b"\0" in line[:200] else "not JSON, or cut off"
    arrival = arrival_of_row(row, feed, outlets)
    return arrival, "" if arrival else "a row without title and text"


def arrival_of_row(row: object, feed: str, outlets: Mapping[str, Outlet]) -> Arrival | None:
    """{"source", "outlet"?, "title", "link", "published", "summary", "text"} -> an arrival."""
    if not isinstance(row, Mapping):
        return None

    def word(*names: str) -> str:
        return next((str(row[name]).strip() for name in names if isinstance(row.get(name), str | int | float)), "")

    title, summary, body = (
        plain(word("title", "headline"), tags=False),
        word("summary", "description"),
        word("text", "body", "content"),
    )
    if not (title or summary or body):
        return None
    link = word("link", "url")
    moment = parse_date(word("published", "date", "published_at"))
    text = body or summary
    return Arrival(
        feed=word("source", "feed") or feed,
        title=title,
        link=link,
        guid=word("guid", "id"),
        summary=plain(summary) if is_markup(summary) else summary,
        body=text,
        is_html=is_markup(text) and "</" in text,
        published=moment,
        published_from="feed" if moment else "unknown",
        outlet=word("outlet") or outlet_of(link, outlets),
        author=word("author", "byline"),
        language=word("language", "lang"),
        is_full_text=bool(body) and (len(body) > len(summary) or is_full(body)),
    )


def joined(readings: Iterator[Reading]) -> Reading:
    """Several readings as one."""
    arrivals: list[Arrival] = []
    errors: list[FileError] = []
    for reading in readings:
        arrivals.extend(reading.arrivals)
        errors.extend(reading.errors)
    return Reading(tuple(arrivals), tuple(errors))


def failed(file: Path, what: str, hint: str = "") -> Reading:
    """A file of which nothing could be read."""
    return Reading((), (FileError(str(file), what, hint),))
