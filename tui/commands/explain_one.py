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

from feeds.story import Document, Findings, Quote, Span, Statement
from store.together import in_a_row
from tui.cells import cut
from tui.commands.failure import DONE, DONE_WITH_FAILURES, USAGE, CommandError
from tui.commands.invocation import Invocation
from tui.safe import safe_line, safe_text
from tui.wording import counted, in_office, short_pattern

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

    from feeds.story import Arrival, Event


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
        if not text.strip():
            raise CommandError("standard input: nothing came; pipe the text of a story into it", USAGE)
        yield Document(text, published=moment, published_from="given" if moment else "unknown", outlet=outlet)
        return
    if source.startswith(("http://", "https://")):
        from tui.desk.pages import PageError, page_at

        try:
            arrivals: list[Arrival] = [page_at(invocation.settings, source)]
        except PageError as error:
            raise CommandError(str(error), DONE_WITH_FAILURES) from None
    else:
        arrivals = _arrivals(invocation, source)
    for arrival in arrivals:
        yield _document(arrival, outlet, moment)


def _arrivals(invocation: Invocation, source: str) -> list[Arrival]:
    from feeds.intake.folders import FileError, read_path
    from tui.desk.pages import nothing_there

    path = Path(source)
    if not path.exists():
        raise CommandError(f"{source}: {nothing_there(source)}", USAGE)
    errors: list[FileError] = []
    arrivals = read_path(path, outlets=invocation.settings.outlets, errors=errors)
    if errors and not arrivals:
        raise CommandError("\n".join(str(error) for error in errors[:20]), USAGE)
    for error in errors:
        invocation.narrate(str(error))
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


_ORDER = ("quote", "statement", "event", "time", "actor")
"""Kinds of notes in the margin, in order."""
_NARROW = 100
"""Columns under which the margin stands below its paragraph."""


@dataclass(frozen=True, slots=True)
class Note:
    """A finding at its place in a paragraph, with what the margin says of it ("" when it is said elsewhere)."""

    kind: str
    start: int
    end: int
    style: str
    said: str


def show(document: Document, findings: Findings) -> None:
    """Writes a text with its findings picked out, and in the margin why each was found."""
    from tui.commands.console import console_of, plain_when_piped

    width = min(150, shutil.get_terminal_size().columns) if sys.stdout.isatty() else 120
    console = console_of(width)
    with plain_when_piped(console):
        _print(console, document, findings, width)


def _print(console: Console, document: Document, findings: Findings, width: int) -> None:
    console.print(_head(document, findings))
    notes = _notes(findings)
    numbers: list[int | None] = [None] if findings.title else []
    for number in [*numbers, *range(len(findings.paragraphs))]:
        text = (findings.title or "") if number is None else findings.paragraphs[number].text
        console.print(_paragraph(text, notes.get(number, []), is_title=number is None, width=width))
    for removed in findings.removed:
        console.print(_styled(f"− {safe_line(removed.text)[: width - 30]}  ({removed.reason})", "dim"))
    for link in findings.threads:
        console.print(_styled(f"thread {link.id}: {link.score:.2f}, {link.role}", "bold"))
        for evidence in link.evidence:
            place = "title" if evidence.paragraph is None else f"paragraph {evidence.paragraph + 1}"
            by = short_pattern(evidence.pattern)
            line = f"  {evidence.points:6.3f}  “{cut(safe_line(evidence.text), 60)}”  {place}  by {by}"
            console.print(_styled(line, "dim"))
    console.print()


def _head(document: Document, findings: Findings) -> Text:
    how = "" if findings.published_from == "given" else f" (from the {findings.published_from})"
    parts = [
        f"published {findings.published}{how}" if findings.published else "no date (give it: --published DATE)",
        f"language {findings.language or 'unknown'}",
        f"{counted(len(findings.quotes), 'quote')}, {counted(len(findings.statements), 'statement')}, "
        f"{counted(len(findings.events), 'event')}",
    ]
    if document.outlet:
        parts.insert(0, document.outlet)
    return _styled(safe_line(" · ".join(parts)), "dim")


def _notes(findings: Findings) -> dict[int | None, list[Note]]:
    notes: dict[int | None, list[Note]] = {}

    def add(kind: str, paragraph: int | None, span: tuple[int, int], style: str, said: str) -> None:
        notes.setdefault(paragraph, []).append(Note(kind, span[0], span[1], style, safe_line(said)))

    for actor in findings.actors:
        about = ", ".join(part for part in (actor.type, in_office(actor.role, actor.affiliation)) if part)
        for mention in actor.mentions:
            said = f"{actor.name}: {about}" if mention is actor.mentions[0] else ""
            add("actor", mention.paragraph, (mention.start, mention.end), "cyan", said)
    for quote in findings.quotes:
        said = (
            f"quote of {_who(quote)} ({quote.reason}, {quote.confidence:.2f})" if _who(quote) else "quote, nobody named"
        )
        for span in quote.spans or (Span(quote.paragraph, quote.start, quote.end),):
            add("quote", span.paragraph, (span.start, span.end), "magenta", said)
            said = ""
    for statement in findings.statements:
        who = _who(statement) or "unattributed"
        said = f"statement of {who}: {statement.verb} ({statement.reason})"
        add("statement", statement.paragraph, (statement.start, statement.end), "italic magenta", said)
    for timex in findings.times:
        add("time", timex.paragraph, (timex.start, timex.end), "underline", f"{timex.text}: {timex.value}")
    for event in findings.events:
        days = _days(event)
        claim = f", claim of {event.asserted_by}" if event.asserted_by else ""
        what = event.what if len(event.what) <= 70 else event.what[:69] + "…"
        add("event", event.paragraph, (event.start, event.start), "", f"{event.status}, {days}{claim}: {what}")
    return notes


def _who(said: Quote | Statement) -> str:
    """All who said it together, the identity of whom the text only describes, and whom they told."""
    who = in_a_row(said.speakers) or said.speaker or said.speaker_as_written or ""
    if said.speaker_type == "unnamed" and said.actor and not said.actor.startswith("~"):
        who += f" [{said.actor}]"
    return f"{who}, to {said.addressee}" if who and isinstance(said, Quote) and said.addressee else who


def _days(event: Event) -> str:
    """The days of an event; words that no date of the text's own turns into a day stand as they were written."""
    days = dict.fromkeys(day for day in (event.from_, event.to) if day)
    if all(day[:4].isdigit() for day in days):
        return " – ".join(days) or (f"“{event.when_text}”" if event.when_text else "no day")
    return f"“{event.when_text}”" if event.when_text else "no day"


def _paragraph(text: str, notes: list[Note], *, is_title: bool, width: int) -> RenderableType:
    """A paragraph with what was found picked out, its notes beside it, or below where there is no room."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.table import Table

    body = _styled(text, "bold" if is_title else "")
    for note in sorted(notes, key=lambda note: note.start - note.end):
        if note.style:
            body.stylize(note.style, note.start, note.end)
    ordered = sorted(notes, key=lambda note: (_ORDER.index(note.kind), note.start, note.end))
    margin = [_styled(note.said, "dim") for note in ordered if note.said]
    if width < _NARROW:
        return Padding(Group(body, *(Padding(line, (0, 0, 0, 4)) for line in margin)), (0, 0, 1, 0))
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(ratio=5)
    table.add_column(ratio=4)
    table.add_row(body, Group(*margin))
    return Padding(table, (0, 0, 1, 0))


def _styled(text: str, style: str) -> Text:
    from rich.text import Text

    # The spans of findings count the characters of a text that is clean already: nothing is taken out of it here.
    return Text(safe_text(text), style=style)
