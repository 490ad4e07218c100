"""`watchfloor explain FILE`: one text with its findings picked out and the reasons in the margin."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from feeds.story import Document, Findings
from tui.commands.failure import DONE, DONE_WITH_FAILURES, USAGE, CommandError
from tui.commands.invocation import Invocation
from tui.safe import safe_line

if TYPE_CHECKING:
    from rich.text import Text

    from feeds.story import Arrival


def explain_one(invocation: Invocation, source: str | None, *, as_json: bool, outlet: str, published: str) -> int:
    """Explains a file, a page or stdin; every story of it when it holds several. Raises CommandError (2)."""
    from feeds.explain import as_json as findings_as_json
    from feeds.reading import read
    from feeds.reading.knowledge import knowledge_from

    documents = list(_documents(invocation, source, outlet, published))
    knowledge = knowledge_from(invocation.settings)
    findings = [read(document, knowledge) for document in documents]
    if as_json:
        answers = [findings_as_json(found) for found in findings]
        sys.stdout.write(json.dumps(answers[0] if len(answers) == 1 else answers, ensure_ascii=False) + "\n")
    else:
        for document, found in zip(documents, findings, strict=True):
            show(document, found)
    return DONE if documents else DONE_WITH_FAILURES


# ------------------------------------------------------------------------------------------------ what is read


def _documents(invocation: Invocation, source: str | None, outlet: str, published: str) -> Iterator[Document]:
    from feeds.explain import moment_of

    moment = moment_of(published)
    if published and moment is None:
        raise CommandError(f"--published {published!r}: not an ISO 8601 date or time, e.g. 2025-03-12", USAGE)
    if source is None or source == "-":
        if source is None and sys.stdin.isatty():
            raise CommandError("give a FILE, a URL, or - for stdin", USAGE)
        text = sys.stdin.buffer.read().decode("utf-8", "replace")
        yield Document(text, published=moment, published_from="given" if moment else "unknown", outlet=outlet)
        return
    if source.startswith(("http://", "https://")):
        from tui.desk.pages import page_at

        arrivals: list[Arrival] = [page_at(invocation.settings, source)]
    else:
        arrivals = _arrivals(invocation, Path(source))
    for arrival in arrivals:
        yield _document(arrival, outlet, moment)


def _arrivals(invocation: Invocation, path: Path) -> list[Arrival]:
    from feeds.intake.folders import FileError, read_path

    if not path.exists():
        raise CommandError(f"{path}: there is no such file", USAGE)
    errors: list[FileError] = []
    arrivals = read_path(path, outlets=invocation.settings.outlets, errors=errors)
    for error in errors:
        invocation.narrate(str(error))
    if errors and not arrivals:
        raise CommandError(str(errors[0]), USAGE)
    return arrivals


def _document(arrival: Arrival, outlet: str, moment: datetime | date | None) -> Document:
    document = Document(
        text=arrival.body or arrival.summary,
        title=arrival.title or None,
        published=arrival.published,
        published_from=arrival.published_from,
        outlet=outlet or arrival.outlet,
        url=arrival.link,
        is_html=arrival.is_html,
        language=arrival.language,
    )
    return document if moment is None else replace(document, published=moment, published_from="given")


# ------------------------------------------------------------------------------------------------ what is shown


@dataclass(frozen=True, slots=True)
class Note:
    """A finding at its place in a paragraph, with what the margin says of it."""

    start: int
    end: int
    style: str
    said: str


def show(document: Document, findings: Findings) -> None:
    """Writes a text with its findings picked out, and why each was found beside it."""
    from rich.console import Console

    width = min(120, shutil.get_terminal_size().columns) if sys.stdout.isatty() else 120
    console = Console(file=sys.stdout, width=width, highlight=False, soft_wrap=False)
    console.print(_head(document, findings))
    notes = _notes(findings)
    numbers: list[int | None] = [None] if findings.title else []
    for number in [*numbers, *range(len(findings.paragraphs))]:
        text = (findings.title or "") if number is None else findings.paragraphs[number].text
        console.print(_paragraph(text, notes.get(number, []), is_title=number is None))
    for removed in findings.removed:
        console.print(_styled(f"− {safe_line(removed.text)[: width - 30]}  ({removed.reason})", "dim"))
    for link in findings.threads:
        console.print(_styled(f"thread {link.id}: {link.score:.2f}, {link.role}", "bold"))
        for evidence in link.evidence:
            place = "title" if evidence.paragraph is None else f"paragraph {evidence.paragraph + 1}"
            line = f"  {evidence.points:6.3f}  “{safe_line(evidence.text)}”  {place}  by {evidence.pattern}"
            console.print(_styled(line, "dim"))
    console.print()


def _head(document: Document, findings: Findings) -> Text:
    published = findings.published or "at an unknown time"
    parts = [
        f"published {published} ({findings.published_from})",
        f"language {findings.language or 'unknown'}",
        f"{len(findings.quotes)} quotes, {len(findings.statements)} statements, {len(findings.events)} events",
    ]
    if document.outlet:
        parts.insert(0, document.outlet)
    return _styled(safe_line(" · ".join(parts)), "dim")


def _notes(findings: Findings) -> dict[int | None, list[Note]]:
    notes: dict[int | None, list[Note]] = {}

    def add(paragraph: int | None, start: int, end: int, style: str, said: str) -> None:
        notes.setdefault(paragraph, []).append(Note(start, end, style, safe_line(said)))

    for actor in findings.actors:
        for mention in actor.mentions:
            first = mention is actor.mentions[0]
            said = f"{actor.type} {actor.name}" + (f", {actor.role}" if actor.role else "") if first else ""
            add(mention.paragraph, mention.start, mention.end, "cyan", said)
    for quote in findings.quotes:
        who = quote.speaker or quote.speaker_as_written or "unattributed"
        said = f"quote: {who} ({quote.reason}, {quote.confidence:.2f})"
        for span in quote.spans or ():
            add(span.paragraph, span.start, span.end, "magenta", said)
            said = ""
        if not quote.spans:
            add(quote.paragraph, quote.start, quote.end, "magenta", said)
    for statement in findings.statements:
        who = statement.speaker or statement.speaker_as_written or "unattributed"
        said = f"statement: {who} {statement.verb} ({statement.reason})"
        add(statement.paragraph, statement.start, statement.end, "italic magenta", said)
    for timex in findings.times:
        add(timex.paragraph, timex.start, timex.end, "underline", f"time {timex.value}")
    for event in findings.events:
        days = "–".join(dict.fromkeys(day for day in (event.from_, event.to) if day)) or "no date"
        claim = f", says {event.asserted_by}" if event.asserted_by else ""
        add(event.paragraph, event.start, event.start, "", f"{event.status}: {event.what} ({days}{claim})")
    return notes


def _paragraph(text: str, notes: list[Note], *, is_title: bool) -> Text:
    body = _styled(text, "bold" if is_title else "")
    for note in sorted(notes, key=lambda note: note.start - note.end):
        if note.style:
            body.stylize(note.style, note.start, note.end)
    for note in sorted(notes, key=lambda note: (note.start, note.end)):
        if note.said:
            body.append(f"\n    │ {note.said}", style="dim")
    body.append("\n")
    return body


def _styled(text: str, style: str) -> Text:
    from rich.text import Text

    from tui.safe import safe_text

    # Nothing that changes the length of a clean text: the spans of findings count its characters.
    return Text(safe_text(text), style=style)
