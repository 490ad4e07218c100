"""What is worked out of a reading before its transaction begins: all that takes long and writes nothing."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from feeds.exchange import ReadStory
from feeds.records import dataclass
from feeds.story import Findings
from store.moments import day_of, sort_moment, to_seconds
from store.overlay_findings import laid_over
from store.packing import text_of
from store.written import Written, said_rows, written

HAS_QUOTE, HAS_STATEMENT, HAS_EVENT, HAS_NOTE = 1, 2, 4, 8


@dataclass(frozen=True, slots=True)
class Reading:
    """Which readers read, with which knowledge, and when (UTC seconds)."""

    version: int
    knowledge: int
    at: int


class Standing(NamedTuple):
    """A story as it stands before a reading of it is saved."""

    revision: int
    read_at: int | None
    seen: int
    when: int
    published: int | None
    published_offset: int
    published_from: str
    has: int
    threads: str
    title: str
    reader: int | None
    given_title: str
    marks: tuple[tuple[str, str, object], ...] = ()
    """(kind, object, value) of an analyst's marks on its findings."""

    @property
    def was_read(self) -> bool:
        """It has findings of an earlier reading."""
        return self.reader is not None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A reading of a story as it will be written."""

    row: ReadStory
    standing: Standing
    findings: Findings
    """With the analyst's marks over them; those packed are the reader's own."""
    text: str
    title: str
    published: int | None
    published_offset: int
    published_from: str
    when: int
    told: int
    """The day (ordinal) events that give none were told on."""
    written: Written

    @property
    def has(self) -> int:
        """The bits of `story.has`."""
        found = self.standing.has & HAS_NOTE
        found |= HAS_QUOTE if self.findings.quotes else 0
        found |= HAS_STATEMENT if self.findings.statements else 0
        return found | (HAS_EVENT if self.written.events else 0)


def standing(connection: sqlite3.Connection, stories: Sequence[int]) -> dict[int, Standing]:
    """Stories as they stand, by row."""
    asked = json.dumps(stories)
    marks: dict[int, list[tuple[str, str, object]]] = {}
    for story, kind, object_, value in connection.execute(
        "SELECT mark.story, kind, object, mark.value FROM json_each(?) AS asked CROSS JOIN mark ON mark.story = "
        "asked.value AND kind IN ('thread', 'speaker') AND is_on = 1 ORDER BY mark",
        (asked,),
    ):
        marks.setdefault(story, []).append((kind, object_, json.loads(value)))
    rows = connection.execute(
        "SELECT story.story, revision, read_at, seen, when_at, published, published_offset, published_from, has, "
        "threads, title, reader, coalesce(given_title, title) FROM json_each(?) AS asked CROSS JOIN story ON "
        "story.story = asked.value JOIN body ON body.story = story.story LEFT JOIN reading ON reading.story = "
        "story.story",
        (asked,),
    )
    found = {row[0]: Standing(*row[1:]) for row in rows}
    for story, given in marks.items():
        if story in found:
            found[story] = found[story]._replace(marks=tuple(given))
    return found


def prepared(row: ReadStory, standing: Standing) -> Prepared:
    """What a reading writes, given how the story stands."""
    findings = laid_over(row.findings, standing.marks) if standing.marks else row.findings
    text = text_of(findings.paragraphs)
    published, offset, origin = standing.published, standing.published_offset, standing.published_from
    if published is None or origin == "text":
        published, offset, origin = _published_in(findings)
    when = sort_moment(published, standing.seen)
    told = day_of(when, offset if when == published else 0)
    # Where it was read they may have worked it out already.
    made = row.ready
    if not isinstance(made, Written):
        made = written(row.story.document.text, row.findings, row.fingerprint)
    if standing.marks:
        said, actors = said_rows(findings, text)
        made = made._replace(said=said, actors=actors)
    return Prepared(
        row=row,
        standing=standing,
        findings=findings,
        text=text,
        title=findings.title or standing.given_title or standing.title or _first_sentence(text),
        published=published,
        published_offset=offset,
        published_from=origin,
        when=when,
        told=told,
        written=made,
    )


def _first_sentence(text: str) -> str:
    """What lists show of a story without a headline."""
    if match := re.match(r".{1,240}?[.!?…][”’»\"')\]]*(?=\s|$)", text):
        return match.group()
    line = text[:241].partition("\n")[0]
    # A sentence that goes on for long ends after a whole word, and shows that it does.
    return line if len(line) <= 200 else f"{line[:200].rpartition(' ')[0] or line[:199]} …"


def _published_in(findings: Findings) -> tuple[int | None, int, str]:
    """(seconds or None, offset minutes, origin) of the date the reader found in the text."""
    if findings.published is None:
        return None, 0, "unknown"
    try:
        if len(findings.published) <= 10:
            return to_seconds(date.fromisoformat(findings.published)), 0, findings.published_from
        moment = datetime.fromisoformat(findings.published)
    except ValueError:
        return None, 0, "unknown"
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    offset = moment.utcoffset()
    return to_seconds(moment), int(offset.total_seconds() // 60) if offset else 0, findings.published_from
